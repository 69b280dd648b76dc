// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

namespace espalier::ui {

/// The one selection of the window: layers by dotted name, and optionally the config entry under the hand. Tree, charts,
/// issues and config entries all write and read it.
class CurrentSelection : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    const QStringList& layers() const { return m_layers; }
    /// The layer that the centre shows; empty when none.
    const QString& currentLayer() const { return m_currentLayer; }
    /// Index of the config entry that is selected, -1 when none.
    int currentEntry() const { return m_currentEntry; }

    /// @p current becomes the first of @p layers when it is not among them.
    void setLayers(const QStringList& layers, const QString& current = {});
    void setCurrentEntry(int entry);
    void clear();

Q_SIGNALS:
    void layersChanged();
    void currentEntryChanged();

private:
    QStringList m_layers;
    QString m_currentLayer;
    int m_currentEntry = -1;
};

} // namespace espalier::ui

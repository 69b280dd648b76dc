// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace espalier::ui {

class CurrentSelection;

/// What is under the pointer, so that a card lights up its layers and a layer its ruling card. One per selection.
class LayerHighlight : public QObject
{
    Q_OBJECT

public:
    /// The highlight that goes with @p selection; made at the first call, owned by it.
    static LayerHighlight& of(CurrentSelection& selection);

    int entry() const { return m_entry; }            ///< config entry under the pointer, -1: none
    const QString& layer() const { return m_layer; } ///< layer under the pointer, empty: none

    void setEntry(int entry);
    void setLayer(const QString& layer);

Q_SIGNALS:
    void entryChanged();
    void layerChanged();

private:
    using QObject::QObject;

    int m_entry = -1;
    QString m_layer;
};

} // namespace espalier::ui

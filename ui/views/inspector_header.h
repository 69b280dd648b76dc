// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <vector>

#include "core/config/config_entry.h"
#include "ui/views/network_profile.h"

class QLabel;
class QToolButton;

namespace espalier::ui {

class ElidedLabel;
class SessionDocument;
struct InspectedLayer;

/// The line above the pictures: what they are of and its numbers.
class InspectorHeader : public QWidget
{
    Q_OBJECT

public:
    explicit InspectorHeader(QWidget* parent = nullptr);

    void showLayer(const InspectedLayer& layer, const ConfigList& list);
    /// The whole network; @p selected of its layers are highlighted.
    void showNetwork(const SessionDocument& document, qsizetype selected);
    QString title() const;
    /// As plain text: "Conv2d · weight 32x32x3x3 · ..."
    QString facts() const { return m_plainFacts; }

Q_SIGNALS:
    void overviewRequested();
    void entryRequested(int entry);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void setFacts(const QStringList& facts, const QString& ruling, int entry);

    ElidedLabel* m_title;
    QLabel* m_facts;
    QToolButton* m_overview;
    QString m_plainFacts;
};

} // namespace espalier::ui

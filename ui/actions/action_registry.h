// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QString>

#include "ui/actions/action_ids.h"

class QAction;

namespace espalier::ui {

/// The text of a command without its access key: "Open…" of "&Open…", "打开…" of "打开(&O)…".
QString withoutAccessKey(const QString& text);

/// Makes every QAction of the window from one table: text, icon, key, tool tip. Menus, toolbar, command palette and docks
/// show the same objects.
class ActionRegistry : public QObject
{
    Q_OBJECT

public:
    /// Actions become children of this object; they act in the window that adds them.
    explicit ActionRegistry(QObject* parent = nullptr);

    QAction* action(ActionId id) const;
    QList<QAction*> actions() const { return m_actions; }
    /// In the language of the moment; call after LanguageChange.
    void retranslate();
    /// Icons again; called by itself when the theme changes.
    void refreshIcons();

private:
    QList<QAction*> m_actions;
};

} // namespace espalier::ui

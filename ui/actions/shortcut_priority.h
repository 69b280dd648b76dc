// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace espalier::ui {

class ActionRegistry;

/// Keeps the keys of commands from text fields that would take them for their own: with Ctrl+E the cursor goes to the end of the
/// line, with Ctrl+K what is behind it goes. Undo and redo stay with the field that is typed into.
class ShortcutPriority : public QObject
{
    Q_OBJECT

public:
    /// @param window whose commands @p actions are.
    ShortcutPriority(const ActionRegistry& actions, QWidget& window);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool isOurs(const QKeySequence& keys) const;

    const ActionRegistry& m_actions;
    QWidget& m_window;
};

} // namespace espalier::ui

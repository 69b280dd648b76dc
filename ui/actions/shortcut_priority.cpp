// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/shortcut_priority.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QWidget>

#include <algorithm>

#include "ui/actions/action_registry.h"

namespace espalier::ui {

ShortcutPriority::ShortcutPriority(const ActionRegistry& actions, QWidget& window)
    : QObject(&window)
    , m_actions(actions)
    , m_window(window)
{
    QCoreApplication::instance()->installEventFilter(this);
}

bool ShortcutPriority::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ShortcutOverride || QApplication::activeModalWidget() != nullptr)
        return false;
    // Up to the window, so that docks that float belong to it.
    const QWidget* widget = qobject_cast<const QWidget*>(watched);
    while (widget != nullptr && widget != &m_window)
        widget = widget->parentWidget();
    if (widget == nullptr)
        return false;
    // An event that nobody accepts leads to the command.
    return isOurs(QKeySequence(static_cast<const QKeyEvent*>(event)->keyCombination()));
}

bool ShortcutPriority::isOurs(const QKeySequence& keys) const
{
    const QAction* const undo = m_actions.action(ActionId::Undo);
    const QAction* const redo = m_actions.action(ActionId::Redo);
    const auto actions = m_actions.actions();
    return std::any_of(actions.begin(), actions.end(), [&](const QAction* action) {
        return action != undo && action != redo && action->isEnabled() && action->shortcut() == keys;
    });
}

} // namespace espalier::ui

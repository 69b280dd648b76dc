// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>

#include <array>

class QAction;
class QMainWindow;
class QMenu;

namespace espalier::ui {

class ActionRegistry;

/// The menu bar: which action is in which menu.
class WindowMenus : public QObject
{
    Q_OBJECT

public:
    enum class Menu { File, Edit, View, Model, Compress, Train, Export, Help, Count };

    WindowMenus(QMainWindow& window, const ActionRegistry& actions);

    QMenu* menu(Menu menu) const { return m_menus[static_cast<std::size_t>(menu)]; }
    QMenu* recentMenu() const { return m_recent; }
    /// Lists the docks in the View menu. @p goTo are the actions that show a dock and put the focus into it.
    void setDocks(const QList<QAction*>& toggles, const QList<QAction*>& goTo);
    void retranslate();

private:
    void fill(const ActionRegistry& actions);

    std::array<QMenu*, static_cast<std::size_t>(Menu::Count)> m_menus{};
    QMenu* m_recent;
    QMenu* m_docks;
    QMenu* m_goTo;
};

} // namespace espalier::ui

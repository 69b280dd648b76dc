// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/window_menus.h"

#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

#include "ui/actions/action_registry.h"

namespace espalier::ui {

WindowMenus::WindowMenus(QMainWindow& window, const ActionRegistry& actions)
    : QObject(&window)
    , m_recent(new QMenu(&window))
    , m_docks(new QMenu(&window))
    , m_goTo(new QMenu(&window))
{
    for (QMenu*& menu : m_menus) {
        menu = window.menuBar()->addMenu(QString());
        menu->setToolTipsVisible(true);
    }
    m_recent->setObjectName(QStringLiteral("recentMenu"));
    fill(actions);
    retranslate();
}

void WindowMenus::fill(const ActionRegistry& actions)
{
    const auto add = [&](Menu target, std::initializer_list<ActionId> ids) {
        for (const ActionId id : ids)
            menu(target)->addAction(actions.action(id));
    };
    add(Menu::File, {ActionId::OpenFile, ActionId::OpenExample});
    menu(Menu::File)->addMenu(m_recent);
    menu(Menu::File)->addSeparator();
    add(Menu::File, {ActionId::SaveSession, ActionId::SaveSessionAs, ActionId::CloseModel});
    menu(Menu::File)->addSeparator();
    add(Menu::File, {ActionId::Preferences});
    menu(Menu::File)->addSeparator();
    add(Menu::File, {ActionId::Quit});
    add(Menu::Edit, {ActionId::Undo, ActionId::Redo});
    menu(Menu::Edit)->addSeparator();
    add(Menu::Edit, {ActionId::FindLayer, ActionId::SelectSameType});
    menu(Menu::Edit)->addSeparator();
    add(Menu::Edit, {ActionId::CommandPalette});
    add(Menu::View, {ActionId::StepModel, ActionId::StepChoose, ActionId::StepCompress, ActionId::StepFinetune,
                     ActionId::StepExport});
    menu(Menu::View)->addSeparator();
    menu(Menu::View)->addMenu(m_docks);
    menu(Menu::View)->addMenu(m_goTo);
    add(Menu::View, {ActionId::ResetLayout, ActionId::FullScreen});
    add(Menu::Model, {ActionId::LoadWeights, ActionId::SetInputShape, ActionId::Recompute});
    add(Menu::Compress,
        {ActionId::AddEntry, ActionId::AddEntryForSelection, ActionId::ExcludeSelection, ActionId::SetSparsity});
    menu(Menu::Compress)->addSeparator();
    add(Menu::Compress, {ActionId::Prune, ActionId::Shrink});
    add(Menu::Train, {ActionId::StartTraining, ActionId::PauseTraining, ActionId::StopTraining});
    add(Menu::Export, {ActionId::ExportModel});
    add(Menu::Help, {ActionId::Shortcuts, ActionId::About});
}

void WindowMenus::setDocks(const QList<QAction*>& toggles, const QList<QAction*>& goTo)
{
    m_docks->addActions(toggles);
    m_goTo->addActions(goTo);
}

void WindowMenus::retranslate()
{
    menu(Menu::File)->setTitle(tr("&File"));
    menu(Menu::Edit)->setTitle(tr("&Edit"));
    menu(Menu::View)->setTitle(tr("&View"));
    menu(Menu::Model)->setTitle(tr("&Model"));
    menu(Menu::Compress)->setTitle(tr("&Compress"));
    menu(Menu::Train)->setTitle(tr("&Train"));
    menu(Menu::Export)->setTitle(tr("E&xport"));
    menu(Menu::Help)->setTitle(tr("&Help"));
    m_recent->setTitle(tr("Open &recent"));
    m_docks->setTitle(tr("&Docks"));
    m_goTo->setTitle(tr("&Go to dock"));
}

} // namespace espalier::ui

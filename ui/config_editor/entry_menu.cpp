// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/entry_menu.h"

#include <QAction>
#include <QEvent>

#include "ui/config_editor/config_entry_content.h"
#include "ui/theme/theme_manager.h"

namespace espalier::ui {

EntryMenu::EntryMenu(QWidget* parent)
    : QMenu(parent)
{
    setObjectName(QStringLiteral("entryMenu"));
    setToolTipsVisible(true);
    add(SelectLayers, "selectEntryLayersAction");
    add(TakeLayers, "takeLayersAction");
    add(Patterns, "namePatternsAction");
    addSeparator();
    add(Switch, "switchEntryAction");
    add(Split, "splitEntryAction");
    add(Merge, "mergeEntriesAction");
    addSeparator();
    add(Duplicate, "duplicateAction");
    add(MoveUp, "moveUpAction");
    add(MoveDown, "moveDownAction");
    add(Remove, "removeAction");
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &EntryMenu::refreshIcons);
    retranslate();
    refreshIcons();
}

void EntryMenu::setContent(int index, int count, const ConfigEntryContent& content)
{
    m_enabled = content.entry.enabled;
    m_actions[SelectLayers]->setEnabled(!content.neverWins());
    m_actions[Patterns]->setEnabled(m_enabled);
    if (m_exceptions != nullptr)
        m_exceptions->menuAction()->setEnabled(m_enabled && content.takesExceptions());
    m_actions[Split]->setEnabled(content.splits);
    m_actions[Merge]->setEnabled(content.merges);
    m_actions[MoveUp]->setEnabled(index > 0);
    m_actions[MoveDown]->setEnabled(index + 1 < count);
    retranslate();
}

void EntryMenu::setTakeEnabled(bool enabled)
{
    m_actions[TakeLayers]->setEnabled(enabled);
}

void EntryMenu::addExceptions(QMenu* menu)
{
    m_exceptions = menu;
    const QList<QAction*> all = actions();
    insertMenu(all.value(all.indexOf(m_actions[Patterns]) + 1), menu);
}

void EntryMenu::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMenu::changeEvent(event);
}

void EntryMenu::add(Command command, const char* name)
{
    QAction* action = addAction(QString());
    action->setObjectName(QLatin1String(name));
    connect(action, &QAction::triggered, this, [this, command] { Q_EMIT chosen(command); });
    m_actions[command] = action;
}

void EntryMenu::retranslate()
{
    m_actions[SelectLayers]->setText(tr("&Select its layers in the tree"));
    m_actions[TakeLayers]->setText(tr("&Apply to the layers selected in the tree"));
    m_actions[Patterns]->setText(tr("Select by &name pattern"));
    m_actions[Switch]->setText(m_enabled ? tr("Switch &off") : tr("Switch &on"));
    m_actions[Switch]->setToolTip(tr("An entry that is switched off stays in the list and counts for nothing"));
    m_actions[Split]->setText(tr("S&plit into its layers"));
    m_actions[Split]->setToolTip(tr("One entry for each layer that it rules"));
    m_actions[Merge]->setText(tr("Mer&ge entries that set the same"));
    m_actions[Merge]->setToolTip(tr("Neighbours with equal settings become one entry"));
    m_actions[Duplicate]->setText(tr("&Duplicate"));
    m_actions[MoveUp]->setText(tr("Move &up"));
    m_actions[MoveDown]->setText(tr("Move do&wn"));
    m_actions[Remove]->setText(tr("&Remove"));
}

void EntryMenu::refreshIcons()
{
    m_actions[SelectLayers]->setIcon(ThemeManager::icon(QStringLiteral("edit-select")));
    m_actions[TakeLayers]->setIcon(ThemeManager::icon(QStringLiteral("color-picker")));
    m_actions[Duplicate]->setIcon(ThemeManager::icon(QStringLiteral("edit-duplicate")));
    m_actions[MoveUp]->setIcon(ThemeManager::icon(QStringLiteral("go-up")));
    m_actions[MoveDown]->setIcon(ThemeManager::icon(QStringLiteral("go-down")));
    m_actions[Remove]->setIcon(ThemeManager::icon(QStringLiteral("edit-delete")));
}

} // namespace espalier::ui

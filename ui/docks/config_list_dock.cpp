// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/config_list_dock.h"

#include <QAction>
#include <QEvent>
#include <QMenu>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/config_editor/algorithm_form.h"
#include "ui/config_editor/config_card_list.h"
#include "ui/config_editor/config_list_model.h"
#include "ui/config_editor/config_presets.h"
#include "ui/config_editor/config_text_editor.h"
#include "ui/document/current_selection.h"
#include "ui/document/session_document.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/message_strip.h"

namespace espalier::ui {

namespace {

constexpr int kMinimumWidth = 300;
constexpr int kMargin = 12;

} // namespace

ConfigListDock::ConfigListDock(SessionDocument& document, CurrentSelection& selection, QWidget* parent)
    : QDockWidget(parent)
    , m_document(document)
    , m_selection(selection)
    , m_model(new ConfigListModel(document, this))
{
    setObjectName(QStringLiteral("configListDock"));
    setAcceptDrops(true);
    createContent();
    createMenu();
    connectParts();
    refreshIcons();
    retranslate();
}

ConfigListDock::View ConfigListDock::view() const
{
    return m_views->currentIndex() == 0 ? View::Form : View::Text;
}

void ConfigListDock::setView(View view)
{
    m_tabs->setCurrentIndex(view == View::Form ? 0 : 1);
}

void ConfigListDock::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDockWidget::changeEvent(event);
}

void ConfigListDock::createContent()
{
    m_pages = new QStackedWidget(this);
    m_pages->setMinimumWidth(kMinimumWidth);
    m_noModel = new EmptyState(m_pages);
    m_noModel->setObjectName(QStringLiteral("noModelEmptyState"));
    auto* page = new QWidget(m_pages);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_message = new MessageStrip(page);
    layout->addWidget(m_message);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(kMargin, 4, kMargin, 0);
    head->setSpacing(8);
    head->addLayout(createToolBar(page));
    m_algorithm = new AlgorithmForm(m_document, page);
    head->addWidget(m_algorithm);
    layout->addLayout(head);
    layout->addWidget(createViews(), 1);
    m_pages->addWidget(m_noModel);
    m_pages->addWidget(page);
    setWidget(m_pages);
}

QBoxLayout* ConfigListDock::createToolBar(QWidget* parent)
{
    m_tabs = new QTabBar(parent);
    m_tabs->setObjectName(QStringLiteral("configViewTabBar"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab(QString());
    m_tabs->addTab(QString());
    m_add = new QToolButton(parent);
    m_add->setObjectName(QStringLiteral("addEntryButton"));
    m_add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_more = new QToolButton(parent);
    m_more->setObjectName(QStringLiteral("configMenuButton"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    for (QToolButton* button : {m_add, m_more}) {
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
    }
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_tabs);
    row->addStretch(1);
    row->addWidget(m_add);
    row->addWidget(m_more);
    return row;
}

QWidget* ConfigListDock::createViews()
{
    m_views = new QStackedWidget;
    m_form = new QStackedWidget(m_views);
    m_form->installEventFilter(this);
    m_noEntries = new EmptyState(m_form);
    m_noEntries->setObjectName(QStringLiteral("noEntriesEmptyState"));
    m_cards = new ConfigCardList(m_document, m_selection, *m_model, m_form);
    m_form->addWidget(m_noEntries);
    m_form->addWidget(m_cards);
    m_text = new ConfigTextEditor(m_document, m_views);
    m_views->addWidget(m_form);
    m_views->addWidget(m_text);
    return m_views;
}

void ConfigListDock::createMenu()
{
    m_menu = new QMenu(m_more);
    m_menu->setObjectName(QStringLiteral("configMenu"));
    m_menu->setToolTipsVisible(true);
    const auto add = [this](Command command, const char* name, void (ConfigListDock::*slot)()) {
        QAction* action = m_menu->addAction(QString());
        action->setObjectName(QLatin1String(name));
        connect(action, &QAction::triggered, this, slot);
        m_commands[command] = action;
    };
    add(AddSelected, "addSelectedLayersAction", &ConfigListDock::addEntryForSelection);
    m_presets = m_menu->addMenu(QString());
    m_presets->setObjectName(QStringLiteral("presetsMenu"));
    m_presets->setToolTipsVisible(true);
    m_menu->addSeparator();
    add(Load, "loadConfigListAction", &ConfigListDock::loadFile);
    add(Save, "saveConfigListAction", &ConfigListDock::saveFile);
    m_menu->addSeparator();
    m_commands[CopyJson] = m_menu->addAction(QString(), this, &ConfigListDock::copyAsJson);
    m_commands[CopyJson]->setObjectName(QStringLiteral("copyAsJsonAction"));
    m_commands[CopyPython] = m_menu->addAction(QString(), this, &ConfigListDock::copyAsPython);
    m_commands[CopyPython]->setObjectName(QStringLiteral("copyAsPythonAction"));
    add(Paste, "pasteConfigListAction", &ConfigListDock::paste);
    m_menu->addSeparator();
    add(Duplicate, "duplicateEntryAction", &ConfigListDock::duplicateCurrentEntry);
    add(Switch, "switchCurrentEntryAction", &ConfigListDock::switchCurrentEntry);
    add(Split, "splitCurrentEntryAction", &ConfigListDock::splitCurrentEntry);
    add(Merge, "mergeEqualEntriesAction", &ConfigListDock::mergeEqual);
    add(Remove, "removeEntryAction", &ConfigListDock::removeCurrentEntry);
    add(Clear, "clearConfigListAction", &ConfigListDock::clear);
    m_more->setMenu(m_menu);
}

void ConfigListDock::connectParts()
{
    connect(m_add, &QToolButton::clicked, this, &ConfigListDock::addEntry);
    connect(m_noEntries, &EmptyState::buttonClicked, this, &ConfigListDock::addEntry);
    connect(m_tabs, &QTabBar::currentChanged, m_views, &QStackedWidget::setCurrentIndex);
    connect(m_cards, &ConfigCardList::editProposed, this, &ConfigListDock::adopt);
    connect(m_text, &ConfigTextEditor::listPasted, this, &ConfigListDock::importText);
    connect(m_menu, &QMenu::aboutToShow, this, &ConfigListDock::updateCommands);
    connect(m_presets, &QMenu::aboutToShow, this, &ConfigListDock::fillPresets);
    connect(&m_document, &SessionDocument::modelChanged, this, [this] {
        m_message->clear();
        updateState();
    });
    connect(&m_document, &SessionDocument::configListChanged, this, &ConfigListDock::updateState);
    connect(&m_selection, &CurrentSelection::layersChanged, this, &ConfigListDock::updateCommands);
    connect(&m_selection, &CurrentSelection::currentEntryChanged, this, &ConfigListDock::updateCommands);
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &ConfigListDock::refreshIcons);
}

void ConfigListDock::retranslate()
{
    setWindowTitle(tr("Config list"));
    m_noModel->setText(tr("Which layers of a model are pruned, and how much, is said here once a model is open."));
    m_noEntries->setText(tr("Nothing is pruned yet. An entry says which layers give up how much."));
    m_noEntries->setButtonText(tr("Add an entry"));
    m_tabs->setTabText(0, tr("Form"));
    m_tabs->setTabText(1, tr("Text"));
    m_tabs->setAccessibleName(tr("View of the config list"));
    m_add->setText(tr("Add"));
    m_add->setToolTip(tr("Add an entry for the type that most weights belong to"));
    m_add->setAccessibleName(tr("Add an entry"));
    m_more->setToolTip(tr("Load, save, copy and paste"));
    m_more->setAccessibleName(tr("Menu of the config list"));
    m_commands[AddSelected]->setText(tr("Add an entry for the s&elected layers"));
    m_presets->setTitle(tr("Pre&sets"));
    m_commands[Load]->setText(tr("&Load…"));
    m_commands[Save]->setText(tr("Sa&ve as…"));
    m_commands[CopyJson]->setText(tr("Copy as &JSON"));
    m_commands[CopyPython]->setText(tr("Copy as P&ython"));
    m_commands[Paste]->setText(tr("&Paste"));
    m_commands[Paste]->setToolTip(tr("Take over a config list or add an entry, from JSON or Python"));
    m_commands[Duplicate]->setText(tr("&Duplicate entry"));
    m_commands[Switch]->setToolTip(tr("An entry that is switched off stays in the list and counts for nothing"));
    m_commands[Split]->setText(tr("Split entry &into its layers"));
    m_commands[Split]->setToolTip(tr("One entry for each layer that it rules"));
    m_commands[Merge]->setText(tr("&Merge entries that set the same"));
    m_commands[Merge]->setToolTip(tr("Neighbours with equal settings become one entry"));
    m_commands[Remove]->setText(tr("&Remove entry"));
    m_commands[Clear]->setText(tr("&Clear the list"));
    m_model->refreshTexts();
    updateState();
}

/// Which make sense depends on model and algorithm.
void ConfigListDock::fillPresets()
{
    m_presets->clear();
    for (const ConfigPreset& preset : configPresets(ConfigEditContext::of(m_document))) {
        QAction* action = m_presets->addAction(preset.title);
        action->setToolTip(preset.toolTip);
        connect(action, &QAction::triggered, this, [this, edit = preset.edit] { adopt(edit); });
    }
    if (m_presets->isEmpty())
        m_presets->addAction(tr("The algorithm finds nothing to prune in this model."))->setEnabled(false);
}

void ConfigListDock::refreshIcons()
{
    m_add->setIcon(ThemeManager::icon(QStringLiteral("list-add")));
    m_more->setIcon(ThemeManager::icon(QStringLiteral("application-menu")));
    m_commands[AddSelected]->setIcon(ThemeManager::icon(QStringLiteral("list-add")));
    m_commands[Load]->setIcon(ThemeManager::icon(QStringLiteral("document-open")));
    m_commands[Save]->setIcon(ThemeManager::icon(QStringLiteral("document-save-as")));
    m_commands[CopyJson]->setIcon(ThemeManager::icon(QStringLiteral("edit-copy")));
    m_commands[CopyPython]->setIcon(ThemeManager::icon(QStringLiteral("edit-copy")));
    m_commands[Paste]->setIcon(ThemeManager::icon(QStringLiteral("edit-paste")));
    m_commands[Duplicate]->setIcon(ThemeManager::icon(QStringLiteral("edit-duplicate")));
    m_commands[Remove]->setIcon(ThemeManager::icon(QStringLiteral("edit-delete")));
    m_commands[Clear]->setIcon(ThemeManager::icon(QStringLiteral("edit-clear-all")));
}

void ConfigListDock::updateState()
{
    m_pages->setCurrentIndex(m_document.model() == nullptr ? 0 : 1);
    m_form->setCurrentIndex(m_document.session().configList.empty() ? 0 : 1);
    updateCommands();
}

void ConfigListDock::updateCommands()
{
    const bool entries = m_model->rowCount() > 0;
    const auto current = currentEntry();
    const ConfigEntryContent none;
    const ConfigEntryContent& content = current ? m_model->content(static_cast<int>(*current)) : none;
    bool merges = false;
    for (int row = 0; row < m_model->rowCount(); ++row)
        merges = merges || m_model->content(row).merges;
    m_commands[AddSelected]->setEnabled(!m_selection.layers().isEmpty());
    m_commands[Duplicate]->setEnabled(current.has_value());
    m_commands[Remove]->setEnabled(current.has_value());
    m_commands[Switch]->setEnabled(current.has_value());
    m_commands[Switch]->setText(content.entry.enabled ? tr("Switch entry &off") : tr("Switch entry &on"));
    m_commands[Split]->setEnabled(content.splits);
    m_commands[Merge]->setEnabled(merges);
    m_presets->setEnabled(m_document.model() != nullptr);
    for (const Command command : {Save, CopyJson, CopyPython, Clear})
        m_commands[command]->setEnabled(entries);
}

} // namespace espalier::ui

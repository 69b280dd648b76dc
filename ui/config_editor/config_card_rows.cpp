// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "ui/config_editor/config_card.h"
#include "ui/config_editor/elided_label.h"
#include "ui/config_editor/exception_edit.h"
#include "ui/config_editor/exception_menu.h"
#include "ui/config_editor/issue_lines.h"
#include "ui/config_editor/layer_limit_edit.h"
#include "ui/config_editor/layer_name_list.h"
#include "ui/config_editor/name_pattern_edit.h"
#include "ui/config_editor/sparsity_edit.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/chip_bar.h"

namespace espalier::ui {

namespace {

constexpr int kMargin = 8;
constexpr int kBarWidth = 4; ///< of the mark of a selected card, left of the rows

} // namespace

void ConfigCard::setPickEnabled(bool enabled)
{
    m_pick->setEnabled(enabled);
    m_menu->setTakeEnabled(enabled);
    m_pick->setToolTip(enabled ? tr("Apply this entry to the layers selected in the tree")
                               : tr("Select layers in the tree to apply this entry to them"));
}

void ConfigCard::createRows()
{
    m_menu = new EntryMenu(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin + kBarWidth, kMargin, kMargin, kMargin);
    layout->setSpacing(4);
    layout->addLayout(createHeader());
    layout->addLayout(createSelector());
    m_names = new LayerNameList(LayerNameList::Purpose::Selection, this);
    layout->addWidget(m_names);
    m_patterns = new NamePatternEdit(NamePatternEdit::Purpose::Selection, this);
    layout->addWidget(m_patterns);
    m_exceptions = new ExceptionEdit(this);
    layout->addWidget(m_exceptions);
    m_together = new QLabel(this);
    m_together->setObjectName(QStringLiteral("totalSparsityLabel"));
    m_together->setTextFormat(Qt::PlainText);
    m_together->setWordWrap(true);
    layout->addWidget(m_together);
    m_sparsity = new SparsityEdit(this);
    layout->addWidget(m_sparsity);
    m_limit = new LayerLimitEdit(this);
    layout->addWidget(m_limit);
    m_achieved = new QLabel(this);
    m_achieved->setObjectName(QStringLiteral("achievedLabel"));
    m_achieved->setTextFormat(Qt::PlainText);
    m_achieved->setWordWrap(true);
    layout->addWidget(m_achieved);
    m_physical = new QLabel(this);
    m_physical->setObjectName(QStringLiteral("physicalLabel"));
    m_physical->setTextFormat(Qt::PlainText);
    m_physical->setWordWrap(true);
    m_physical->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_physical);
    layout->addLayout(createSummary());
    m_issues = new IssueLines(this);
    layout->addWidget(m_issues);
}

QHBoxLayout* ConfigCard::createHeader()
{
    m_number = new QLabel(this);
    m_number->setObjectName(QStringLiteral("entryNumberLabel"));
    m_title = new ElidedLabel(this);
    m_title->setObjectName(QStringLiteral("selectorLabel"));
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_moveUp = createButton(QStringLiteral("moveUpButton"));
    m_moveDown = createButton(QStringLiteral("moveDownButton"));
    m_duplicate = createButton(QStringLiteral("duplicateButton"));
    m_remove = createButton(QStringLiteral("removeButton"));
    m_more = createButton(QStringLiteral("entryMenuButton"));
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_number);
    row->addSpacing(8);
    row->addWidget(m_title, 1);
    for (QToolButton* button : {m_moveUp, m_moveDown, m_duplicate, m_remove, m_more})
        row->addWidget(button);
    return row;
}

QHBoxLayout* ConfigCard::createSelector()
{
    m_types = new ChipBar(this);
    m_types->setObjectName(QStringLiteral("opTypesChipBar"));
    m_pick = createButton(QStringLiteral("pickLayersButton"));
    m_select = createButton(QStringLiteral("selectLayersButton"));
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_types, 1, Qt::AlignTop);
    row->addSpacing(4);
    row->addWidget(m_pick, 0, Qt::AlignTop);
    row->addWidget(m_select, 0, Qt::AlignTop);
    return row;
}

QHBoxLayout* ConfigCard::createSummary()
{
    m_exclude = new QCheckBox(this);
    m_exclude->setObjectName(QStringLiteral("excludeCheckBox"));
    m_wins = new QLabel(this);
    m_wins->setObjectName(QStringLiteral("winsLabel"));
    m_wins->setTextFormat(Qt::PlainText);
    m_wins->setWordWrap(true);
    m_wins->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_wins->setForegroundRole(QPalette::PlaceholderText);
    m_except = createButton(QStringLiteral("exceptButton"));
    m_exceptionMenu = new ExceptionMenu(this);
    m_except->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_except->setAutoRaise(false); // a text without a frame would be read as a label
    m_menu->addExceptions(m_exceptionMenu);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_exclude);
    row->addWidget(m_except);
    row->addWidget(m_wins, 1);
    return row;
}

QToolButton* ConfigCard::createButton(const QString& name)
{
    auto* button = new QToolButton(this);
    button->setObjectName(name);
    button->setAutoRaise(true);
    button->setIconSize(QSize(16, 16));
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void ConfigCard::connectParts()
{
    connect(m_moveUp, &QToolButton::clicked, this, [this] { Q_EMIT moveRequested(-1); });
    connect(m_moveDown, &QToolButton::clicked, this, [this] { Q_EMIT moveRequested(1); });
    connect(m_duplicate, &QToolButton::clicked, this, &ConfigCard::duplicateRequested);
    connect(m_remove, &QToolButton::clicked, this, &ConfigCard::removeRequested);
    connect(m_more, &QToolButton::clicked, this,
            [this] { m_menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height()))); });
    connect(m_menu, &EntryMenu::chosen, this, &ConfigCard::takeCommand);
    connect(m_pick, &QToolButton::clicked, this, &ConfigCard::pickRequested);
    connect(m_select, &QToolButton::clicked, this, &ConfigCard::selectLayersRequested);
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &ConfigCard::refreshIcons);
}

void ConfigCard::takeCommand(EntryMenu::Command command)
{
    switch (command) {
    case EntryMenu::SelectLayers:
        Q_EMIT selectLayersRequested();
        break;
    case EntryMenu::TakeLayers:
        Q_EMIT pickRequested();
        break;
    case EntryMenu::Patterns:
        focusPatterns();
        break;
    case EntryMenu::Switch:
        Q_EMIT switchRequested(!m_content.entry.enabled);
        break;
    case EntryMenu::Split:
        Q_EMIT splitRequested();
        break;
    case EntryMenu::Merge:
        Q_EMIT mergeRequested();
        break;
    case EntryMenu::Duplicate:
        Q_EMIT duplicateRequested();
        break;
    case EntryMenu::MoveUp:
        Q_EMIT moveRequested(-1);
        break;
    case EntryMenu::MoveDown:
        Q_EMIT moveRequested(1);
        break;
    case EntryMenu::Remove:
        Q_EMIT removeRequested();
        break;
    case EntryMenu::CommandCount:
        break;
    }
}

void ConfigCard::connectEdits()
{
    connect(m_types, &ChipBar::selectionChanged, this, &ConfigCard::takeTypes);
    connect(m_names, &LayerNameList::removeRequested, this, &ConfigCard::removeName);
    connect(m_patterns, &NamePatternEdit::patternsChanged, this, &ConfigCard::takePatterns);
    connect(m_exclude, &QCheckBox::toggled, this, &ConfigCard::takeExclude);
    connect(m_sparsity, &SparsityEdit::sparsityChanged, this, &ConfigCard::takeSparsity);
    connect(m_limit, &LayerLimitEdit::limitChanged, this, [this](std::optional<double> limit, int mergeKey) {
        ConfigEntry entry = m_content.entry;
        entry.maxSparsityPerLayer = limit;
        Q_EMIT edited(entry, tr("Limit the sparsity of each layer of %1").arg(m_content.selector), mergeKey);
    });
    connect(m_sparsity, &SparsityEdit::dragFinished, this, &ConfigCard::refreshAchieved);
    connectExceptions();
}

void ConfigCard::connectExceptions()
{
    connect(m_except, &QToolButton::clicked, this,
            [this] { m_exceptionMenu->popup(m_except->mapToGlobal(QPoint(0, m_except->height()))); });
    connect(m_exceptionMenu, &QMenu::aboutToShow, this, &ConfigCard::exceptionChoicesRequested);
    connect(m_exceptionMenu, &ExceptionMenu::layersChosen, m_exceptions, &ExceptionEdit::exceptLayers);
    connect(m_exceptionMenu, &ExceptionMenu::typeToggled, m_exceptions, &ExceptionEdit::setTypeExcepted);
    connect(m_exceptionMenu, &ExceptionMenu::patternsChosen, m_exceptions, &ExceptionEdit::beginPatterns);
    connect(m_exceptions, &ExceptionEdit::edited, this,
            [this](const EntryEdit& edit) { Q_EMIT edited(edit.entry, edit.text, 0); });
}

void ConfigCard::setExceptionChoices(const ExceptionChoices& choices)
{
    m_exceptionMenu->setChoices(choices, m_content.entry);
}

void ConfigCard::retranslate()
{
    const auto name = [](QToolButton* button, const QString& text) {
        button->setToolTip(text);
        button->setAccessibleName(text);
    };
    name(m_moveUp, tr("Move up: earlier entries are overruled by later ones"));
    name(m_moveDown, tr("Move down: later entries overrule earlier ones"));
    name(m_duplicate, tr("Duplicate this entry"));
    name(m_remove, tr("Remove this entry"));
    name(m_more, tr("More that can be done with this entry"));
    name(m_select, tr("Select the layers that this entry rules"));
    m_pick->setAccessibleName(tr("Apply this entry to the layers selected in the tree"));
    setPickEnabled(m_pick->isEnabled());
    m_types->setAccessibleName(tr("Op types"));
    m_together->setText(tr("Sparsity of all layers together; sensitive ones lose less:"));
    m_exclude->setText(tr("Exclude"));
    m_exclude->setToolTip(tr("Keep these layers as they are, whatever earlier entries say"));
    m_exclude->setAccessibleName(tr("Exclude these layers"));
    //: A button with a menu of what an entry of the config list can leave out.
    m_except->setText(tr("Except\u2026"));
    m_except->setToolTip(
        tr("Leave layers out of what this entry selects: those selected in the tree, op types, or names"));
    m_except->setAccessibleName(tr("Leave layers out of this entry"));
    refresh();
}

void ConfigCard::refreshIcons()
{
    m_moveUp->setIcon(ThemeManager::icon(QStringLiteral("go-up")));
    m_moveDown->setIcon(ThemeManager::icon(QStringLiteral("go-down")));
    m_duplicate->setIcon(ThemeManager::icon(QStringLiteral("edit-duplicate")));
    m_remove->setIcon(ThemeManager::icon(QStringLiteral("edit-delete")));
    m_more->setIcon(ThemeManager::icon(QStringLiteral("application-menu")));
    m_pick->setIcon(ThemeManager::icon(QStringLiteral("color-picker")));
    m_select->setIcon(ThemeManager::icon(QStringLiteral("edit-select")));
    update();
}

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/layer_tree_dock.h"

#include <QAction>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

#include "ui/delegates/sparsity_bar_delegate.h"
#include "ui/docks/layer_tree_columns.h"
#include "ui/docks/tree_expansion.h"
#include "ui/document/current_selection.h"
#include "ui/document/session_document.h"
#include "ui/models/layer_filter_proxy_model.h"
#include "ui/models/layer_highlight.h"
#include "ui/models/layer_tree_model.h"
#include "ui/settings/settings_store.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

constexpr int kCompactRow = 24;
constexpr int kComfortableRow = 28;
constexpr int kIndentation = 14;
constexpr qsizetype kMostChips = 8; ///< further types are reached by type:NAME

} // namespace

LayerTreeDock::LayerTreeDock(SessionDocument& document, CurrentSelection& selection, QWidget* parent)
    : QDockWidget(parent)
    , m_document(document)
    , m_selection(selection)
    , m_model(new LayerTreeModel(document, selection, this))
    , m_proxy(new LayerFilterProxyModel(this))
    , m_delegate(new SparsityBarDelegate(this))
{
    setObjectName(QStringLiteral("layerTreeDock"));
    m_proxy->setSourceModel(m_model);
    m_model->setShown([this](const QModelIndex& row) { return m_proxy->mapFromSource(row).isValid(); });
    createContent();
    connectParts();
    retranslate();
    refreshIcons();
    updateRowHeight();
    m_expansion->restore();
    showDocument();
}

LayerTreeDock::~LayerTreeDock() = default;

void LayerTreeDock::createContent()
{
    m_pages = new QStackedWidget(this);
    m_empty = new EmptyState(m_pages);
    m_empty->setObjectName(QStringLiteral("noModelEmptyState"));
    m_pages->addWidget(m_empty);
    auto* content = new QWidget(m_pages);
    m_pages->addWidget(content);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(createFilter(content));
    m_results = new QStackedWidget(content);
    createTree();
    m_noMatch = new EmptyState(m_results);
    m_noMatch->setObjectName(QStringLiteral("noMatchEmptyState"));
    m_results->addWidget(m_tree);
    m_results->addWidget(m_noMatch);
    layout->addWidget(m_results, 1);
    m_count = new QLabel(content);
    m_count->setObjectName(QStringLiteral("layerCountLabel"));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_count->setContentsMargins(12, 4, 12, 4);
    layout->addWidget(m_count);
    setWidget(m_pages);
}

QWidget* LayerTreeDock::createFilter(QWidget* parent)
{
    auto* filter = new QWidget(parent);
    auto* layout = new QVBoxLayout(filter);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    m_search = new QLineEdit(filter);
    m_search->setObjectName(QStringLiteral("layerSearchLineEdit"));
    m_search->setClearButtonEnabled(true);
    m_searchIcon = m_search->addAction(QIcon(), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    m_searchError = new QLabel(filter);
    m_searchError->setObjectName(QStringLiteral("layerSearchErrorLabel"));
    m_searchError->setWordWrap(true);
    m_searchError->hide();
    m_types = new ChipBar(filter);
    m_types->setObjectName(QStringLiteral("layerTypesChipBar"));
    layout->addWidget(m_search);
    layout->addWidget(m_searchError);
    layout->addWidget(m_types);
    return filter;
}

void LayerTreeDock::createTree()
{
    m_tree = new QTreeView(m_results);
    m_tree->setObjectName(QStringLiteral("layerTreeView"));
    m_tree->setModel(m_proxy);
    m_tree->setItemDelegate(m_delegate);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_tree->setEditTriggers(QAbstractItemView::DoubleClicked);
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setIndentation(kIndentation);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setMouseTracking(true);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->installEventFilter(this);
    m_tree->viewport()->installEventFilter(this);
    m_columns = new LayerTreeColumns(*m_tree);
    m_expansion = std::make_unique<TreeExpansion>(*m_tree);
    // In the order of the network until somebody sorts.
    m_tree->header()->setSortIndicator(-1, Qt::AscendingOrder);
    m_tree->setSortingEnabled(true);
}

void LayerTreeDock::connectParts()
{
    connectTree();
    connectFilter();
    connect(m_empty, &EmptyState::buttonClicked, this, &LayerTreeDock::openRequested);
    connect(&m_document, &SessionDocument::modelChanged, this, &LayerTreeDock::showDocument);
    connect(&m_selection, &CurrentSelection::layersChanged, this, &LayerTreeDock::takeSelection);
    const LayerHighlight& highlight = LayerHighlight::of(m_selection);
    connect(&highlight, &LayerHighlight::entryChanged, this,
            [this, &highlight] { m_model->setHighlightedEntry(highlight.entry()); });
    connect(&SettingsStore::instance(), &SettingsStore::changed, this, [this](SettingKey key) {
        if (key == SettingKey::RowHeight)
            updateRowHeight();
    });
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &LayerTreeDock::refreshIcons);
    connect(&ThemeManager::instance(), &ThemeManager::changed, m_model, &LayerTreeModel::refreshTexts);
}

void LayerTreeDock::connectTree()
{
    connect(m_proxy, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        if (!m_proxy->isFiltering())
            m_expansion->remember();
    });
    connect(m_proxy, &QAbstractItemModel::modelReset, this, [this] {
        if (m_proxy->isFiltering())
            m_tree->expandAll();
        else
            m_expansion->restore();
    });
    connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this, &LayerTreeDock::publishSelection);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &LayerTreeDock::publishSelection);
    connect(m_tree, &QAbstractItemView::entered, this, &LayerTreeDock::hover);
    connect(m_tree, &QAbstractItemView::viewportEntered, this, [this] { hover({}); });
    connect(m_tree, &QWidget::customContextMenuRequested, this, &LayerTreeDock::showContextMenu);
}

void LayerTreeDock::connectFilter()
{
    connect(m_search, &QLineEdit::textChanged, this, &LayerTreeDock::applyFilter);
    connect(m_types, &ChipBar::selectionChanged, this, &LayerTreeDock::applyFilter);
    connect(m_noMatch, &EmptyState::buttonClicked, this, &LayerTreeDock::clearFilter);
}

QByteArray LayerTreeDock::saveColumns() const
{
    return m_columns->save();
}

bool LayerTreeDock::restoreColumns(const QByteArray& state)
{
    return m_columns->restore(state);
}

void LayerTreeDock::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDockWidget::changeEvent(event);
}

void LayerTreeDock::retranslate()
{
    setWindowTitle(tr("Layers"));
    m_search->setPlaceholderText(tr("Name, type:Conv2d or /regex/"));
    m_search->setToolTip(tr("Words of the name; type:Conv2d for a type; /conv[12]$/ for a regular expression"));
    m_search->setAccessibleName(tr("Search layers"));
    m_types->setAccessibleName(tr("Types of layers that are shown"));
    m_tree->setAccessibleName(tr("Layers"));
    m_tree->setAccessibleDescription(tr("Space excludes or includes the selected layers, Return sets their sparsity."));
    m_count->setAccessibleName(tr("Number of layers"));
    m_empty->setText(tr("The layers of a network are listed here, with their size and what is removed from them."));
    m_empty->setButtonText(tr("Open a model…"));
    m_noMatch->setText(tr("No layer matches the search."));
    m_noMatch->setButtonText(tr("Clear search"));
    m_model->refreshTexts();
    updateTypes();
    updatePages();
}

void LayerTreeDock::refreshIcons()
{
    m_searchIcon->setIcon(ThemeManager::icon(QStringLiteral("edit-find")));
}

void LayerTreeDock::updateRowHeight()
{
    const QString height = SettingsStore::instance().value(SettingKey::RowHeight).toString();
    m_delegate->setRowHeight(height == QLatin1String("comfortable") ? kComfortableRow : kCompactRow);
    m_tree->doItemsLayout();
}

void LayerTreeDock::updateTypes()
{
    QList<ChipBar::Chip> chips;
    for (const auto& [type, layers, parameters] : m_model->types()) {
        if (chips.size() == kMostChips)
            break;
        const QString toolTip =
            parameters > 0
                ? tr("Show the %n layer(s) of type %1, %2 parameters", nullptr, layers).arg(type, countText(parameters))
                : tr("Show the %n layer(s) of type %1", nullptr, layers).arg(type);
        chips.append({type, QStringLiteral("%1 %2").arg(type).arg(layers), toolTip});
    }
    m_types->setChips(chips);
}

void LayerTreeDock::showDocument()
{
    updateTypes();
    applyFilter();
    const QStringList known = m_model->sorted(m_selection.layers());
    if (known.size() != m_selection.layers().size())
        m_selection.setLayers(known, m_selection.currentLayer());
}

void LayerTreeDock::updatePages()
{
    m_pages->setCurrentIndex(m_document.model() == nullptr ? 0 : 1);
    const bool nothing = m_proxy->isFiltering() && m_proxy->rowCount() == 0;
    m_results->setCurrentWidget(nothing ? static_cast<QWidget*>(m_noMatch) : m_tree);
    const QString& error = m_proxy->error();
    m_searchError->setText(error.isEmpty() ? QString() : tr("The regular expression is not valid: %1").arg(error));
    m_searchError->setVisible(!error.isEmpty());
    updateCount();
}

void LayerTreeDock::updateCount()
{
    const int all = m_model->layerCount();
    const auto selected = static_cast<int>(m_selection.layers().size());
    QString text = tr("%n layer(s)", nullptr, all);
    if (m_proxy->isFiltering())
        text = tr("%1 of %n layer(s) shown", nullptr, all).arg(layersBelow({}).size());
    //: "21 layers, 3 selected"
    m_count->setText(selected > 0 ? tr("%1, %n selected", nullptr, selected).arg(text) : text);
}

void LayerTreeDock::applyFilter()
{
    if (!m_proxy->isFiltering())
        m_expansion->remember();
    {
        const bool filtered = m_proxy->isFiltering();
        const QScopedValueRollback guard(m_synchronizing, true);
        m_proxy->setFilter(m_search->text(), m_types->selected());
        if (m_proxy->isFiltering())
            m_tree->expandAll();
        else if (filtered)
            m_expansion->restore();
    }
    updatePages();
    takeSelection();
}

void LayerTreeDock::clearFilter()
{
    m_types->setSelected({});
    m_search->clear();
    applyFilter();
    m_search->setFocus(Qt::OtherFocusReason);
}

void LayerTreeDock::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

QStringList LayerTreeDock::layersBelow(const QModelIndex& proxyIndex) const
{
    if (proxyIndex.isValid() && proxyIndex.data(LayerTreeModel::IsLayerRole).toBool())
        return {proxyIndex.data(LayerTreeModel::NameRole).toString()};
    QStringList names;
    for (int row = 0; row < m_proxy->rowCount(proxyIndex); ++row)
        names.append(layersBelow(m_proxy->index(row, 0, proxyIndex)));
    return names;
}

QStringList LayerTreeDock::selectedLayers() const
{
    QStringList names;
    for (const QModelIndex& row : m_tree->selectionModel()->selectedRows())
        names.append(layersBelow(row));
    return m_model->sorted(names);
}

QModelIndex LayerTreeDock::rowOf(const QString& layer) const
{
    return m_proxy->mapFromSource(m_model->indexOfName(layer));
}

void LayerTreeDock::publishSelection()
{
    if (m_synchronizing)
        return;
    const QScopedValueRollback guard(m_synchronizing, true);
    const QModelIndex current = m_tree->currentIndex();
    m_selection.setLayers(selectedLayers(),
                          current.isValid() ? layersBelow(current.siblingAtColumn(0)).value(0) : QString());
    updateCount();
}

void LayerTreeDock::takeSelection()
{
    if (m_synchronizing)
        return;
    const QScopedValueRollback guard(m_synchronizing, true);
    if (selectedLayers() != m_model->sorted(m_selection.layers())) {
        QItemSelection rows;
        for (const QString& layer : m_selection.layers()) {
            if (const QModelIndex row = rowOf(layer); row.isValid())
                rows.append(QItemSelectionRange(row));
        }
        m_tree->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    const QString& layer = m_selection.currentLayer();
    const QModelIndex current = m_tree->currentIndex();
    const bool there = current.isValid() && layersBelow(current.siblingAtColumn(0)).contains(layer);
    if (const QModelIndex row = rowOf(layer); row.isValid() && !there) {
        m_tree->selectionModel()->setCurrentIndex(row, QItemSelectionModel::NoUpdate);
        m_tree->scrollTo(row);
    }
    updateCount();
}

void LayerTreeDock::hover(const QModelIndex& proxyIndex)
{
    const bool layer = proxyIndex.isValid() && proxyIndex.data(LayerTreeModel::IsLayerRole).toBool();
    LayerHighlight::of(m_selection).setLayer(layer ? proxyIndex.data(LayerTreeModel::NameRole).toString() : QString());
}

bool LayerTreeDock::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Leave && watched == m_tree->viewport())
        hover({});
    if (event->type() == QEvent::KeyPress) {
        const auto* press = static_cast<QKeyEvent*>(event);
        if (watched == m_tree && handleTreeKey(press->key(), press->modifiers() & ~Qt::KeypadModifier))
            return true;
        if (watched == m_search && handleSearchKey(press->key()))
            return true;
    }
    return QDockWidget::eventFilter(watched, event);
}

bool LayerTreeDock::handleTreeKey(int key, Qt::KeyboardModifiers modifiers)
{
    // The Return that ends an edit arrives here as well.
    if (m_tree->viewport()->findChild<QWidget*>(QStringLiteral("sparsitySpinBox")) != nullptr)
        return false;
    if (modifiers == Qt::ControlModifier) {
        if (key == Qt::Key_C)
            copyNames();
        else if (key == Qt::Key_A)
            m_tree->selectAll();
        return key == Qt::Key_C || key == Qt::Key_A;
    }
    if (modifiers != Qt::NoModifier)
        return false;
    switch (key) {
    case Qt::Key_Space:
        if (!m_model->shownSelection().isEmpty())
            toggleExcluded();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F2:
        editSparsity();
        return true;
    default:
        return false;
    }
}

bool LayerTreeDock::handleSearchKey(int key)
{
    if (key == Qt::Key_Escape && m_proxy->isFiltering()) {
        clearFilter();
        return true;
    }
    if (key != Qt::Key_Down && key != Qt::Key_Return && key != Qt::Key_Enter)
        return false;
    const QStringList shown = layersBelow({});
    if (shown.isEmpty())
        return true;
    if (m_tree->selectionModel()->selectedRows().isEmpty())
        m_selection.setLayers({shown.first()});
    m_tree->setFocus(Qt::OtherFocusReason);
    return true;
}

} // namespace espalier::ui

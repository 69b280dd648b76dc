// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/layer_tree_columns.h"

#include <QDataStream>
#include <QHeaderView>
#include <QIODevice>
#include <QMenu>
#include <QResizeEvent>
#include <QTreeView>

#include <algorithm>
#include <array>

#include "ui/delegates/sparsity_bar_delegate.h"
#include "ui/models/layer_tree_texts.h"

namespace espalier::ui {

namespace {

constexpr quint32 kStateVersion = 2;
constexpr int kPadding = 10;
constexpr int kNarrowest = 40;
constexpr int kDepth = 3; ///< of containers in most networks

/// In the order in which they appear when there is room.
constexpr std::array kWhenWide{LayerColumn::Channels, LayerColumn::OutputShape, LayerColumn::Macs, LayerColumn::Entry,
                               LayerColumn::Bits};

/// The longest text that has to be read without widening the column.
const char* sample(LayerColumn column)
{
    switch (column) {
    case LayerColumn::Name:
        return "downsample";
    case LayerColumn::Type:
        return "BatchNorm2d";
    case LayerColumn::OutputShape:
        return "256x112x112";
    case LayerColumn::Channels:
        return "1024 → 512";
    case LayerColumn::Parameters:
    case LayerColumn::Macs:
        return "99.9 M";
    case LayerColumn::Bits:
        return "mixed";
    case LayerColumn::Entry:
        return "excluded";
    default:
        return "";
    }
}

int section(LayerColumn column)
{
    return static_cast<int>(column);
}

} // namespace

LayerTreeColumns::LayerTreeColumns(QTreeView& tree)
    : QObject(&tree)
    , m_tree(tree)
{
    QHeaderView* header = tree.header();
    header->setObjectName(QStringLiteral("layerTreeHeader"));
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(kNarrowest);
    header->setSectionsMovable(true);
    header->setSectionsClickable(true);
    header->setSortIndicatorClearable(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, &LayerTreeColumns::showMenu);
    tree.viewport()->installEventFilter(this);
    reset();
}

void LayerTreeColumns::reset()
{
    m_chosen = false;
    QHeaderView* header = m_tree.header();
    header->setSectionResizeMode(QHeaderView::Interactive);
    for (int i = 0; i < kLayerColumns; ++i) {
        header->moveSection(header->visualIndex(i), i);
        header->resizeSection(i, preferredWidth(static_cast<LayerColumn>(i)));
    }
    header->setSectionResizeMode(section(LayerColumn::Name), QHeaderView::Stretch);
    fit(m_tree.viewport()->width());
}

int LayerTreeColumns::preferredWidth(LayerColumn column) const
{
    const QFontMetrics metrics = m_tree.fontMetrics();
    const int header = metrics.horizontalAdvance(LayerTreeTexts::header(column)) + kPadding;
    if (column == LayerColumn::Sparsity)
        return std::max(header, SparsityBarDelegate::preferredWidth(metrics));
    const int indentation = column == LayerColumn::Name ? kDepth * m_tree.indentation() : 0;
    return std::max(header, metrics.horizontalAdvance(QString::fromUtf8(sample(column))) + kPadding + indentation);
}

void LayerTreeColumns::fit(int width)
{
    if (m_chosen)
        return;
    int left = width;
    for (const LayerColumn column :
         {LayerColumn::Name, LayerColumn::Type, LayerColumn::Parameters, LayerColumn::Sparsity}) {
        m_tree.setColumnHidden(section(column), false);
        left -= preferredWidth(column);
    }
    for (const LayerColumn column : kWhenWide) {
        left -= preferredWidth(column);
        m_tree.setColumnHidden(section(column), left < 0);
    }
}

bool LayerTreeColumns::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        fit(static_cast<QResizeEvent*>(event)->size().width());
    return QObject::eventFilter(watched, event);
}

void LayerTreeColumns::choose(LayerColumn column, bool shown)
{
    m_chosen = true;
    m_tree.setColumnHidden(section(column), !shown);
}

void LayerTreeColumns::show(LayerColumn column)
{
    if (!isShown(column))
        choose(column, true);
}

bool LayerTreeColumns::isShown(LayerColumn column) const
{
    return !m_tree.isColumnHidden(section(column));
}

QByteArray LayerTreeColumns::save() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << kStateVersion << m_chosen << m_tree.header()->saveState();
    return state;
}

bool LayerTreeColumns::restore(const QByteArray& state)
{
    QDataStream stream(state);
    quint32 version = 0;
    bool chosen = false;
    QByteArray header;
    stream >> version >> chosen >> header;
    if (stream.status() != QDataStream::Ok || version != kStateVersion || !m_tree.header()->restoreState(header))
        return false;
    m_chosen = chosen;
    m_tree.setColumnHidden(section(LayerColumn::Name), false);
    fit(m_tree.viewport()->width());
    return true;
}

void LayerTreeColumns::showMenu(const QPoint& position)
{
    auto* menu = new QMenu(&m_tree);
    menu->setObjectName(QStringLiteral("layerColumnsMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(*menu);
    menu->popup(m_tree.header()->mapToGlobal(position));
}

void LayerTreeColumns::fillMenu(QMenu& menu)
{
    for (int i = section(LayerColumn::Name) + 1; i < kLayerColumns; ++i) {
        const auto column = static_cast<LayerColumn>(i);
        QAction* action = menu.addAction(LayerTreeTexts::header(column));
        action->setObjectName(QStringLiteral("column%1Action").arg(i));
        action->setToolTip(LayerTreeTexts::headerToolTip(column));
        action->setCheckable(true);
        action->setChecked(isShown(column));
        connect(action, &QAction::toggled, this, [this, column](bool shown) { choose(column, shown); });
    }
    menu.addSeparator();
    QAction* action = menu.addAction(tr("Show the columns that fit"));
    action->setObjectName(QStringLiteral("resetColumnsAction"));
    connect(action, &QAction::triggered, this, &LayerTreeColumns::reset);
}

} // namespace espalier::ui

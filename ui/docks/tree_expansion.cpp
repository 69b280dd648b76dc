// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/tree_expansion.h"

#include <QList>
#include <QScrollBar>
#include <QTreeView>

#include "ui/models/layer_tree_model.h"

namespace espalier::ui {

namespace {

constexpr int kOverlooked = 60; ///< rows that one still takes in

/// Calls @p visit for every row that has rows below it, parents first.
template <typename Visit>
void forEachContainer(const QAbstractItemModel& model, const QModelIndex& parent, const Visit& visit)
{
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        if (!model.hasChildren(index))
            continue;
        visit(index);
        forEachContainer(model, index, visit);
    }
}

QString nameOf(const QModelIndex& index)
{
    return index.data(LayerTreeModel::NameRole).toString();
}

} // namespace

void TreeExpansion::remember()
{
    if (m_tree.model()->rowCount() == 0)
        return;
    m_expanded.clear();
    m_known.clear();
    forEachContainer(*m_tree.model(), {}, [this](const QModelIndex& index) {
        m_known.insert(nameOf(index));
        if (m_tree.isExpanded(index))
            m_expanded.insert(nameOf(index));
    });
    m_scrolled = m_tree.verticalScrollBar()->value();
}

void TreeExpansion::restore()
{
    bool known = false;
    forEachContainer(*m_tree.model(), {}, [&](const QModelIndex& index) {
        known = known || m_known.contains(nameOf(index));
        m_tree.setExpanded(index, m_expanded.contains(nameOf(index)));
    });
    if (!known) {
        expandInitially();
        return;
    }
    m_tree.doItemsLayout(); // the scroll bar does not know its range before
    m_tree.verticalScrollBar()->setValue(m_scrolled);
}

void TreeExpansion::expandInitially()
{
    const QAbstractItemModel& model = *m_tree.model();
    QList<QModelIndex> level{QModelIndex()};
    int rows = 0;
    while (!level.isEmpty()) {
        QList<QModelIndex> below;
        int added = 0;
        for (const QModelIndex& parent : level) {
            added += model.rowCount(parent);
            for (int row = 0; row < model.rowCount(parent); ++row)
                below.append(model.index(row, 0, parent));
        }
        rows += added;
        if (rows > kOverlooked && level.first().isValid())
            break;
        for (const QModelIndex& parent : level)
            m_tree.expand(parent);
        level = below;
    }
    m_tree.scrollToTop();
}

} // namespace espalier::ui

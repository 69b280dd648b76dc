// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QString>

class QModelIndex;
class QTreeView;

namespace espalier::ui {

/// What of a layer tree is expanded and where it is scrolled to, by name, so that it survives filters and resets.
class TreeExpansion
{
public:
    explicit TreeExpansion(QTreeView& tree)
        : m_tree(tree)
    {
    }

    void remember();
    /// What was remembered; a tree in which nothing is known is expanded as far as it can be overlooked.
    void restore();

private:
    void expandInitially();

    QTreeView& m_tree;
    QSet<QString> m_expanded;
    QSet<QString> m_known; ///< containers that were there
    int m_scrolled = 0;
};

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>

#include <memory>
#include <utility>
#include <vector>

namespace espalier::ui {

/// A node that knows its place, so that index() and parent() cost nothing.
template <typename Data>
class TreeNode
{
public:
    explicit TreeNode(Data content)
        : data(std::move(content))
    {
    }

    TreeNode& append(Data content) { return insert(children.size(), std::move(content)); }

    TreeNode& insert(std::size_t place, Data content)
    {
        auto node = std::make_unique<TreeNode>(std::move(content));
        node->parent = this;
        TreeNode& added = *node;
        children.insert(children.begin() + static_cast<std::ptrdiff_t>(place), std::move(node));
        for (std::size_t i = place; i < children.size(); ++i)
            children[i]->row = static_cast<int>(i);
        return added;
    }

    /// Calls @p visit for every node below this one, parents before their children.
    template <typename Visit>
    void forEach(Visit visit)
    {
        for (auto& child : children) {
            visit(*child);
            child->forEach(visit);
        }
    }

    Data data;
    TreeNode* parent = nullptr;
    int row = 0;
    std::vector<std::unique_ptr<TreeNode>> children;
};

/// The structure of a tree model over TreeNode<Data>; concrete models give columns, roles and texts.
template <typename Data>
class TreeModel : public QAbstractItemModel
{
public:
    using Node = TreeNode<Data>;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const final
    {
        if (!hasIndex(row, column, parent))
            return {};
        return createIndex(row, column, node(parent)->children[static_cast<std::size_t>(row)].get());
    }

    QModelIndex parent(const QModelIndex& child) const final
    {
        if (!child.isValid())
            return {};
        return indexOf(*node(child)->parent);
    }

    int rowCount(const QModelIndex& parent = {}) const final
    {
        return parent.column() > 0 ? 0 : static_cast<int>(node(parent)->children.size());
    }

    using QObject::parent;

protected:
    explicit TreeModel(QObject* parent)
        : QAbstractItemModel(parent)
        , m_root(std::make_unique<Node>(Data{}))
    {
    }

    /// The node of a valid index; the root of an invalid one.
    Node* node(const QModelIndex& index) const
    {
        return index.isValid() ? static_cast<Node*>(index.internalPointer()) : m_root.get();
    }

    QModelIndex indexOf(const Node& entry, int column = 0) const
    {
        return entry.parent == nullptr ? QModelIndex() : createIndex(entry.row, column, const_cast<Node*>(&entry));
    }

    Node& root() const { return *m_root; }

    void resetTree(std::unique_ptr<Node> root)
    {
        beginResetModel();
        m_root = std::move(root);
        endResetModel();
    }

private:
    std::unique_ptr<Node> m_root;
};

} // namespace espalier::ui

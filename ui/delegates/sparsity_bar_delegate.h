// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QStyledItemDelegate>

#include <optional>

namespace espalier::ui {

/// Draws the layer tree: rows of one height, and in the sparsity column a bar as long as the layer is heavy, filled
/// where weights are kept and hatched where they are removed. Edits a sparsity in percent.
class SparsityBarDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit SparsityBarDelegate(QObject* parent = nullptr);

    void setRowHeight(int height) { m_rowHeight = height; }
    /// What the sparsity column needs to show its bar and its text.
    static int preferredWidth(const QFontMetrics& metrics);

    struct Bar
    {
        QRect dense;              ///< outline: the layer before pruning
        QRect kept;               ///< left part of it
        QRect removed;            ///< the rest
        std::optional<int> asked; ///< x of the tick, where another sparsity is asked for than is reached
    };
    /// The bar within @p area. @p share size relative to the heaviest layer; @p achieved or, without masks,
    /// @p requested is removed.
    static Bar bar(const QRect& area, double share, std::optional<double> achieved, std::optional<double> requested);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;

private:
    void paintBar(QPainter& painter, const QRect& area, const QModelIndex& index, bool selected) const;

    int m_rowHeight = 24;
};

} // namespace espalier::ui

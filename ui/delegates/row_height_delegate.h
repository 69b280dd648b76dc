// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

class QAbstractItemView;

namespace espalier::ui {

/// Rows as high as the preferences say: 24 px compact, 28 px comfortable, more only for a larger font.
class RowHeightDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int kCompact = 24;     ///< px
    static constexpr int kComfortable = 28; ///< px

    /// Becomes the delegate of @p view, and its child.
    explicit RowHeightDelegate(QAbstractItemView* view);

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int m_height = kCompact;
};

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/wrap_layout.h"

#include <algorithm>
#include <utility>

namespace espalier::ui {

WrapLayout::~WrapLayout()
{
    qDeleteAll(m_items);
}

QLayoutItem* WrapLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

int WrapLayout::heightForWidth(int width) const
{
    return arrange(QRect(0, 0, width, 0), false);
}

QSize WrapLayout::sizeHint() const
{
    int width = 0;
    int height = 0;
    for (const QLayoutItem* item : m_items) {
        if (item->isEmpty())
            continue;
        width += item->sizeHint().width() + (width > 0 ? spacing() : 0);
        height = std::max(height, item->sizeHint().height());
    }
    const QMargins margins = contentsMargins();
    return QSize(width, height).grownBy(margins);
}

QSize WrapLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem* item : m_items) {
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    }
    return size.grownBy(contentsMargins());
}

void WrapLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int WrapLayout::arrange(const QRect& rect, bool apply) const
{
    const QRect inside = rect.marginsRemoved(contentsMargins());
    QList<QLayoutItem*> row;
    int y = inside.top();
    int x = inside.left();
    int height = 0;
    const auto endRow = [&] {
        int left = inside.left();
        for (QLayoutItem* item : std::as_const(row)) {
            const QSize size = item->sizeHint();
            if (apply)
                item->setGeometry(QRect(QPoint(left, y + (height - size.height()) / 2), size));
            left += size.width() + spacing();
        }
        row.clear();
    };
    for (QLayoutItem* item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize size = item->sizeHint();
        if (!row.isEmpty() && x + size.width() > inside.right() + 1) {
            endRow();
            y += height + spacing();
            x = inside.left();
            height = 0;
        }
        row.append(item);
        x += size.width() + spacing();
        height = std::max(height, size.height());
    }
    endRow();
    return y + height - rect.top() + contentsMargins().bottom();
}

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/number_table.h"

#include <QHeaderView>

#include "ui/delegates/row_height_delegate.h"

namespace espalier::ui {

NumberTable::NumberTable(QAbstractItemModel* model, QWidget* parent)
    : QTreeView(parent)
{
    setModel(model);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAlternatingRowColors(true);
    setAllColumnsShowFocus(true);
    setFrameShape(QFrame::NoFrame);
    header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    header()->setStretchLastSection(false);
    new RowHeightDelegate(this);
}

} // namespace espalier::ui

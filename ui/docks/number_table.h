// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

namespace espalier::ui {

/// A table of numbers: whole rows, columns as wide as what they hold, no frame.
class NumberTable : public QTreeView
{
    Q_OBJECT

public:
    explicit NumberTable(QAbstractItemModel* model, QWidget* parent = nullptr);
};

} // namespace espalier::ui

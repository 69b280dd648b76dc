// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <vector>

#include "core/pruning/layer_outcome.h"

namespace espalier::ui {

/// What each layer was asked to give up and what it gave, one row each.
class LayerOutcomeModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Layer, Type, Requested, Achieved, Removed, Reason, Count };
    Q_ENUM(Column)
    /// The number itself, for sorting and tests.
    static constexpr int SortRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;

    const std::vector<LayerOutcome>& outcomes() const { return m_outcomes; }
    /// The same layers again: rows are updated in place, so that a view keeps its selection.
    void setOutcomes(std::vector<LayerOutcome> outcomes);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// Texts anew, after the language changed.
    void refreshTexts();

private:
    QString text(const LayerOutcome& outcome, Column column) const;

    std::vector<LayerOutcome> m_outcomes;
};

} // namespace espalier::ui

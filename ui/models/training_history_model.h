// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <vector>

#include "core/training/trainer.h"

namespace espalier::ui {

/// The epochs of one run, one row each.
class TrainingHistoryModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column {
        Epoch,
        TrainLoss,
        TrainAccuracy,
        TestLoss,
        TestAccuracy,
        LearningRate,
        Sparsity,
        Seconds,
        Best,
        Count
    };
    Q_ENUM(Column)
    /// The number itself, for sorting and tests.
    static constexpr int SortRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;

    const std::vector<EpochEvent>& history() const { return m_history; }
    void setHistory(std::vector<EpochEvent> history);
    void append(const EpochEvent& epoch);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// Texts anew, after the language changed.
    void refreshTexts();

private:
    QString text(const EpochEvent& epoch, Column column) const;

    std::vector<EpochEvent> m_history;
};

} // namespace espalier::ui

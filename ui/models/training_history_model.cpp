// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/training_history_model.h"

#include <QLocale>

#include <utility>

#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

constexpr int kLossDecimals = 4;
constexpr int kRateDigits = 3;

QVariant sortValue(const EpochEvent& epoch, TrainingHistoryModel::Column column)
{
    using Column = TrainingHistoryModel::Column;
    switch (column) {
    case Column::Epoch:
        return epoch.epoch + 1;
    case Column::TrainLoss:
        return epoch.trainLoss;
    case Column::TrainAccuracy:
        return epoch.trainAccuracy;
    case Column::TestLoss:
        return epoch.test.loss;
    case Column::TestAccuracy:
        return epoch.test.accuracy;
    case Column::LearningRate:
        return epoch.learningRate;
    case Column::Sparsity:
        return epoch.sparsity;
    case Column::Seconds:
        return epoch.seconds;
    case Column::Best:
        return epoch.best;
    case Column::Count:
        break;
    }
    return {};
}

} // namespace

void TrainingHistoryModel::setHistory(std::vector<EpochEvent> history)
{
    beginResetModel();
    m_history = std::move(history);
    endResetModel();
}

void TrainingHistoryModel::append(const EpochEvent& epoch)
{
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_history.push_back(epoch);
    endInsertRows();
}

int TrainingHistoryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_history.size());
}

int TrainingHistoryModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Column::Count);
}

QVariant TrainingHistoryModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const EpochEvent& epoch = m_history[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    if (role == SortRole)
        return sortValue(epoch, column);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (column == Column::Best ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::DisplayRole)
        return text(epoch, column);
    return {};
}

QString TrainingHistoryModel::text(const EpochEvent& epoch, Column column) const
{
    switch (column) {
    case Column::Epoch:
        return countText(epoch.epoch + 1);
    case Column::TrainLoss:
        return QLocale().toString(epoch.trainLoss, 'f', kLossDecimals);
    case Column::TrainAccuracy:
        return percentText(epoch.trainAccuracy);
    case Column::TestLoss:
        return QLocale().toString(epoch.test.loss, 'f', kLossDecimals);
    case Column::TestAccuracy:
        return percentText(epoch.test.accuracy);
    case Column::LearningRate:
        return QLocale().toString(epoch.learningRate, 'g', kRateDigits);
    case Column::Sparsity:
        return percentText(epoch.sparsity);
    case Column::Seconds:
        return durationText(epoch.seconds);
    case Column::Best:
        return epoch.best ? tr("best so far") : QString();
    case Column::Count:
        break;
    }
    return {};
}

QVariant TrainingHistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (column == Column::Best ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const bool toolTip = role == Qt::ToolTipRole;
    switch (column) {
    case Column::Epoch:
        return toolTip ? tr("Pass over the training data") : tr("Epoch");
    case Column::TrainLoss:
        return toolTip ? tr("Mean cross entropy over the epoch's batches, in nats") : tr("Train loss");
    case Column::TrainAccuracy:
        return toolTip ? tr("Mean accuracy over the epoch's batches") : tr("Train accuracy");
    case Column::TestLoss:
        return toolTip ? tr("Cross entropy on the test data after the epoch, in nats") : tr("Test loss");
    case Column::TestAccuracy:
        return toolTip ? tr("Accuracy on the test data after the epoch") : tr("Test accuracy");
    case Column::LearningRate:
        return toolTip ? tr("Learning rate of the epoch's last batch") : tr("Learning rate");
    case Column::Sparsity:
        return toolTip ? tr("Masked parameters of all parameters") : tr("Sparsity");
    case Column::Seconds:
        return toolTip ? tr("Time for training and measuring") : tr("Time");
    case Column::Best:
        return toolTip ? tr("Epochs that had the highest test accuracy when they ended") : tr("Best");
    case Column::Count:
        break;
    }
    return {};
}

void TrainingHistoryModel::refreshTexts()
{
    if (!m_history.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

} // namespace espalier::ui

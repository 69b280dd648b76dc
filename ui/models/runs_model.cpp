// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/runs_model.h"

#include <QFont>

#include <algorithm>
#include <numeric>

#include "ui/document/session_document.h"
#include "ui/jobs/training_texts.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

double seconds(const RunRecord& run)
{
    return std::accumulate(run.result.history.begin(), run.result.history.end(), 0.0,
                           [](double sum, const EpochEvent& epoch) { return sum + epoch.seconds; });
}

/// Of the checkpoint that was taken over; when that is the start, the masks are those of the first epoch.
double sparsity(const RunRecord& run)
{
    if (run.result.history.empty())
        return 0;
    const auto last = run.result.history.size() - 1;
    return run.result.history[std::min(last, static_cast<std::size_t>(std::max(0, run.result.bestEpoch)))].sparsity;
}

/// That its masks were made with; empty: it trained the dense network.
QString algorithm(const RunRecord& run)
{
    const bool pruned = run.masksBasis && !run.result.masks.empty();
    return pruned ? QString::fromStdString(run.masksBasis->algorithm) : QString();
}

/// An absolute folder would fill the table; the tool tip has it.
QString shortData(const QString& data)
{
    const auto slash = data.lastIndexOf(QLatin1Char('/'));
    const auto colon = data.indexOf(QLatin1Char(':'));
    return colon < 0 || slash < colon ? data : data.left(colon + 1) + QStringLiteral("\u2026") + data.mid(slash);
}

QString orDash(const QString& text)
{
    return text.isEmpty() ? QStringLiteral("\u2013") : text;
}

QVariant sortValue(const RunRecord& run, RunsModel::Column column)
{
    using Column = RunsModel::Column;
    switch (column) {
    case Column::Name:
        return run.name;
    case Column::Algorithm:
        return algorithm(run);
    case Column::Schedule:
        return QString::fromStdString(run.schedule);
    case Column::Data:
        return run.data;
    case Column::Epochs:
        return static_cast<int>(run.result.history.size());
    case Column::Optimizer:
        return QString::fromLatin1(optimizerName(run.options.optimizer));
    case Column::LearningRate:
        return run.options.learningRate;
    case Column::AccuracyBefore:
        return run.result.before.accuracy;
    case Column::AccuracyAfter:
        return run.result.after.accuracy;
    case Column::Sparsity:
        return sparsity(run);
    case Column::Time:
        return seconds(run);
    case Column::Count:
        break;
    }
    return {};
}

bool isText(RunsModel::Column column)
{
    using Column = RunsModel::Column;
    return column == Column::Name || column == Column::Algorithm || column == Column::Schedule || column == Column::Data
           || column == Column::Optimizer;
}

/// True when @p shorter are the first ones of @p longer.
bool isBeginning(const std::vector<RunRecord>& shorter, const std::vector<RunRecord>& longer)
{
    return shorter.size() <= longer.size()
           && std::equal(shorter.begin(), shorter.end(), longer.begin(), [](const RunRecord& a, const RunRecord& b) {
                  return a.result.model == b.result.model && a.name == b.name;
              });
}

} // namespace

RunsModel::RunsModel(SessionDocument& document, QObject* parent)
    : QAbstractTableModel(parent)
    , m_document(document)
    , m_runs(document.allRuns())
{
    connect(&document, &SessionDocument::runsChanged, this, &RunsModel::reload);
    connect(&document, &SessionDocument::modelChanged, this, &RunsModel::markCurrent);
}

int RunsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

int RunsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Column::Count);
}

QVariant RunsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RunRecord& shown = run(index.row());
    const auto column = static_cast<Column>(index.column());
    if (role == SortRole)
        return sortValue(shown, column);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (isText(column) ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::ToolTipRole && (column == Column::AccuracyBefore || column == Column::AccuracyAfter))
        return tr("Measured on %1 test images.").arg(countText(static_cast<qint64>(shown.result.after.samples)));
    if (role == Qt::FontRole && isCurrent(index.row())) {
        QFont font;
        font.setBold(true);
        return font;
    }
    if (role == Qt::ToolTipRole && column == Column::Name)
        return stateText(index.row());
    if (role == Qt::ToolTipRole)
        return trainingSettingsText(shown.options, shown.data, shown.schedule);
    if (role == Qt::DisplayRole)
        return text(shown, column);
    return {};
}

bool RunsModel::isCurrent(int row) const
{
    return run(row).result.model != nullptr && run(row).result.model == m_document.model();
}

QString RunsModel::stateText(int row) const
{
    if (isCurrent(row))
        return tr("This run is the current model.");
    return m_document.canUseRun(static_cast<std::size_t>(row))
               ? tr("This run is not the current model. It can become it again.")
               : tr("The weights of this run are gone: those of later runs needed the memory.");
}

QString RunsModel::text(const RunRecord& run, Column column) const
{
    switch (column) {
    case Column::Name:
        return tr("Run %1").arg(run.name);
    case Column::Algorithm:
        return orDash(algorithm(run));
    case Column::Schedule:
        return orDash(run.schedule.empty() ? QString() : sparsityScheduleText(run.schedule));
    case Column::Data:
        return orDash(shortData(run.data));
    case Column::Epochs: {
        const auto done = static_cast<int>(run.result.history.size());
        //: Epochs done and epochs asked for, of a run that ended early: "3 of 5".
        return done == run.options.epochs ? countText(done) : tr("%1 of %2").arg(done).arg(run.options.epochs);
    }
    case Column::Optimizer:
        return optimizerText(run.options.optimizer);
    case Column::LearningRate:
        return decadeNumberText(run.options.learningRate);
    case Column::AccuracyBefore:
        return percentText(run.result.before.accuracy);
    case Column::AccuracyAfter:
        return percentText(run.result.after.accuracy);
    case Column::Sparsity:
        return percentText(sparsity(run));
    case Column::Time:
        return durationText(seconds(run));
    case Column::Count:
        break;
    }
    return {};
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (isText(column) ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const bool toolTip = role == Qt::ToolTipRole;
    switch (column) {
    case Column::Name:
        return toolTip ? tr("Finished runs of this model, in order. That of the current model is bold") : tr("Run");
    case Column::Algorithm:
        return toolTip ? tr("Pruning algorithm that the masks were made with") : tr("Algorithm");
    case Column::Schedule:
        return toolTip ? tr("Sparsity schedule that the run pruned by") : tr("Schedule");
    case Column::Data:
        return toolTip ? tr("Data that it was trained and tested on") : tr("Data");
    case Column::Epochs:
        return toolTip ? tr("Epochs that were finished") : tr("Epochs");
    case Column::Optimizer:
        return tr("Optimizer");
    case Column::LearningRate:
        return toolTip ? tr("Learning rate that the schedule starts from") : tr("Learning rate");
    case Column::AccuracyBefore:
        return toolTip ? tr("Accuracy on the test data, masked and not yet trained") : tr("Before");
    case Column::AccuracyAfter:
        return toolTip ? tr("Accuracy of the best checkpoint on the test data") : tr("After");
    case Column::Sparsity:
        return toolTip ? tr("Masked parameters of all parameters") : tr("Sparsity");
    case Column::Time:
        return toolTip ? tr("Time for training and measuring, all epochs") : tr("Time");
    case Column::Count:
        break;
    }
    return {};
}

void RunsModel::refreshTexts()
{
    if (!m_runs.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

void RunsModel::markCurrent()
{
    if (!m_runs.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::FontRole, Qt::ToolTipRole});
}

void RunsModel::reload()
{
    const auto& runs = m_document.allRuns();
    const int before = rowCount();
    const int after = static_cast<int>(runs.size());
    if (isBeginning(m_runs, runs) && after == before)
        return; // one was taken back, or taken over again
    if (isBeginning(m_runs, runs) && after > before) {
        beginInsertRows({}, before, after - 1);
        m_runs = runs;
        endInsertRows();
    } else if (isBeginning(runs, m_runs) && after < before) {
        beginRemoveRows({}, after, before - 1);
        m_runs = runs;
        endRemoveRows();
    } else {
        beginResetModel();
        m_runs = runs;
        endResetModel();
    }
}

} // namespace espalier::ui

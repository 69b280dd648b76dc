// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/layer_outcome_model.h"

#include <algorithm>
#include <utility>

#include "ui/translation/error_messages.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

using Column = LayerOutcomeModel::Column;

bool isNumber(Column column)
{
    return column == Column::Requested || column == Column::Achieved || column == Column::Removed;
}

} // namespace

void LayerOutcomeModel::setOutcomes(std::vector<LayerOutcome> outcomes)
{
    const auto sameLayer = [](const LayerOutcome& a, const LayerOutcome& b) { return a.name == b.name; };
    if (std::equal(m_outcomes.begin(), m_outcomes.end(), outcomes.begin(), outcomes.end(), sameLayer)) {
        m_outcomes = std::move(outcomes);
        if (!m_outcomes.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_outcomes = std::move(outcomes);
    endResetModel();
}

int LayerOutcomeModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_outcomes.size());
}

int LayerOutcomeModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Column::Count);
}

QVariant LayerOutcomeModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LayerOutcome& outcome = m_outcomes[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (isNumber(column) ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::DisplayRole || (role == Qt::ToolTipRole && column == Column::Reason))
        return text(outcome, column);
    if (role != SortRole)
        return {};
    switch (column) {
    case Column::Layer:
        return index.row(); // the order of the network
    case Column::Requested:
        return outcome.requested.value_or(-1);
    case Column::Achieved:
        return outcome.achieved;
    case Column::Removed:
        return static_cast<qlonglong>(outcome.removed);
    default:
        return text(outcome, column);
    }
}

QString LayerOutcomeModel::text(const LayerOutcome& outcome, Column column) const
{
    switch (column) {
    case Column::Layer:
        return QString::fromStdString(outcome.name);
    case Column::Type:
        return QString::fromStdString(outcome.opType);
    case Column::Requested:
        return outcome.requested ? percentText(*outcome.requested) : QStringLiteral("\u2013");
    case Column::Achieved:
        return percentText(outcome.achieved);
    case Column::Removed:
        //: Removed channels or weights of all of a layer: "3 of 8".
        return tr("%1 of %2").arg(countText(outcome.removed), countText(outcome.units));
    case Column::Reason:
        return outcome.reason.text.empty() ? QString() : messageText(outcome.reason);
    case Column::Count:
        break;
    }
    return {};
}

QVariant LayerOutcomeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (isNumber(column) ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const bool toolTip = role == Qt::ToolTipRole;
    switch (column) {
    case Column::Layer:
        return toolTip ? tr("Layers that were pruned or excluded, in the order of the network") : tr("Layer");
    case Column::Type:
        return tr("Type");
    case Column::Requested:
        return toolTip ? tr("Sparsity that the config list asks of this layer") : tr("Requested");
    case Column::Achieved:
        return toolTip ? tr("Removed weights of all weights of the layer") : tr("Achieved");
    case Column::Removed:
        return toolTip ? tr("Channels that went or, for algorithms that remove single weights, weights")
                       : tr("Removed");
    case Column::Reason:
        return toolTip ? tr("Why the layer lost something else than what was asked for") : tr("Reason");
    case Column::Count:
        break;
    }
    return {};
}

void LayerOutcomeModel::refreshTexts()
{
    if (!m_outcomes.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

} // namespace espalier::ui

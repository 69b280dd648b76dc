// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/dependency_model.h"

#include <QCoreApplication>
#include <QFont>

#include <algorithm>
#include <utility>

#include "ui/translation/error_messages.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

QString channelRoleText(ChannelRole role)
{
    switch (role) {
    case ChannelRole::Producer:
        return QCoreApplication::translate("DependencyModel", "makes the channels");
    case ChannelRole::Follower:
        return QCoreApplication::translate("DependencyModel", "follows them");
    case ChannelRole::Consumer:
        return QCoreApplication::translate("DependencyModel", "reads them");
    }
    return {};
}

const DependencyGroup* groupOfLayer(const DependencyGraph& graph, const std::string& layer)
{
    if (const DependencyGroup* own = graph.groupOf(layer))
        return own;
    for (const ChannelRole role : {ChannelRole::Producer, ChannelRole::Follower, ChannelRole::Consumer}) {
        for (const DependencyGroup& group : graph.groups()) {
            const bool member =
                std::any_of(group.members.begin(), group.members.end(), [&](const DependencyMember& candidate) {
                    return candidate.role == role && candidate.layer == layer;
                });
            if (member)
                return &group;
        }
    }
    return nullptr;
}

void DependencyModel::show(std::shared_ptr<const Model> model, std::shared_ptr<const DependencyGraph> graph,
                           const QString& layer)
{
    beginResetModel();
    m_model = std::move(model);
    m_graph = std::move(graph);
    m_layer = layer.toStdString();
    m_group = m_graph ? groupOfLayer(*m_graph, m_layer) : nullptr;
    endResetModel();
}

void DependencyModel::refreshTexts()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

int DependencyModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || m_group == nullptr ? 0 : static_cast<int>(m_group->members.size());
}

int DependencyModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Column::Count);
}

QString DependencyModel::channelsText(const DependencyMember& member) const
{
    const LayerInfo* info = m_model ? m_model->findLayer(member.layer) : nullptr;
    const LayerChannels* channels = m_graph->find(member.layer);
    if (channels)
        return countText(static_cast<qint64>(member.role == ChannelRole::Consumer ? channels->inputs.size()
                                                                                  : channels->outputs.size()));
    return info && info->outputChannels() > 0 ? countText(info->outputChannels()) : QString();
}

QVariant DependencyModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const DependencyMember& shown = member(index.row());
    const auto column = static_cast<Column>(index.column());
    if (role == Qt::FontRole && shown.layer == m_layer) {
        QFont font;
        font.setBold(true);
        return font;
    }
    if (role == Qt::TextAlignmentRole && column == Column::Channels)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (column) {
    case Column::Layer:
        return QString::fromStdString(shown.layer);
    case Column::Role:
        return channelRoleText(shown.role);
    case Column::Channels:
        return channelsText(shown);
    case Column::Why:
        return messageText(shown.why);
    case Column::Count:
        break;
    }
    return {};
}

QVariant DependencyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == static_cast<int>(Column::Channels))
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Column::Layer:
        return tr("Layer");
    case Column::Role:
        return tr("Part in the group");
    case Column::Channels:
        return tr("Channels");
    case Column::Why:
        return tr("Why");
    case Column::Count:
        break;
    }
    return {};
}

} // namespace espalier::ui

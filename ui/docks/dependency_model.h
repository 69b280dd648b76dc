// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <memory>
#include <string>

#include "core/graph/dependency_graph.h"
#include "core/model/model.h"

namespace espalier::ui {

/// The members of the dependency group of one layer: a row each, with its part in it and the reason.
class DependencyModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Layer, Role, Channels, Why, Count };
    Q_ENUM(Column)

    using QAbstractTableModel::QAbstractTableModel;

    /// @param graph may be null: no rows.
    void show(std::shared_ptr<const Model> model, std::shared_ptr<const DependencyGraph> graph, const QString& layer);
    /// The group that is shown; null when the layer is in none.
    const DependencyGroup* group() const { return m_group; }
    const DependencyMember& member(int row) const { return m_group->members[static_cast<std::size_t>(row)]; }
    /// Texts anew, after the language changed.
    void refreshTexts();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString channelsText(const DependencyMember& member) const;

    std::shared_ptr<const Model> m_model;
    std::shared_ptr<const DependencyGraph> m_graph; ///< keeps m_group alive
    const DependencyGroup* m_group = nullptr;
    std::string m_layer;
};

/// "makes the channels", "follows", "reads them".
QString channelRoleText(ChannelRole role);

/// The group that a layer belongs to: as maker of channels, as follower, or as their reader; the first of these.
const DependencyGroup* groupOfLayer(const DependencyGraph& graph, const std::string& layer);

} // namespace espalier::ui

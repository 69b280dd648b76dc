// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>
#include <optional>

#include "core/model/model.h"
#include "ui/models/layer_state.h"
#include "ui/models/tree_model.h"

namespace espalier::ui {

enum class LayerColumn { Name, Type, OutputShape, Channels, Parameters, Macs, Sparsity, Bits, Entry, Count };

inline constexpr int kLayerColumns = static_cast<int>(LayerColumn::Count);

/// A row of the layer tree: a layer, or a container with the sums of its layers.
struct LayerTreeItem
{
    QString name;  ///< dotted
    QString label; ///< what the containers above do not say already
    QString type;
    int layer = -1; ///< index into Model::layers(), -1: a container
    qint64 parameters = 0;
    std::optional<qint64> macs; ///< for one sample; nullopt without an input shape
    LayerState state;

    bool isLayer() const { return layer >= 0; }
};

using LayerTreeNode = TreeNode<LayerTreeItem>;

/// Containers and layers as the network nests them, in its order; states are not filled in.
std::unique_ptr<LayerTreeNode> buildLayerTree(const Model& model);

/// The same names and types at the same places.
bool sameStructure(const LayerTreeNode& a, const LayerTreeNode& b);

} // namespace espalier::ui

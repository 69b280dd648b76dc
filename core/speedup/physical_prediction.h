// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/base/profile.h"
#include "core/graph/dependency_graph.h"
#include "core/model/mask_set.h"
#include "core/model/model.h"
#include "core/pruning/dependency_selection.h"

namespace espalier {

/// What one layer will be once channels have been cut out.
struct PhysicalLayer
{
    std::string name;
    std::int64_t outputsBefore = 0; ///< channels; 0 for layers that have none of their own
    std::int64_t outputsAfter = 0;
    std::int64_t inputsBefore = 0; ///< channels over all groups
    std::int64_t inputsAfter = 0;
    std::int64_t parametersBefore = 0;
    std::int64_t parametersAfter = 0;
    std::int64_t macsBefore = 0; ///< for one sample, all calls
    std::int64_t macsAfter = 0;
};

/// What a speedup would give, without making it.
struct PhysicalPrediction
{
    std::int64_t parametersBefore = 0;
    std::int64_t parametersAfter = 0;
    std::int64_t macsBefore = 0; ///< for one sample
    std::int64_t macsAfter = 0;
    std::int64_t bytesRemoved = 0; ///< of parameters and buffers
    double activations = 1;        ///< elements that weighted layers give out, after / before
    std::vector<PhysicalLayer>
        layers;                ///< those with tensors of their own that the graph reads, in the order of the model
    std::vector<Issue> issues; ///< masked channels that stay, and why

    bool shrinks() const { return bytesRemoved > 0; }
    /// nullptr for a layer that it does not speak of.
    const PhysicalLayer* find(const std::string& layer) const;
};

/// Says what a speedup of a network would give, fast enough to follow a slider: channels are followed once. Its numbers are
/// those of speedUp(), save where that finds in the activations that a masked channel leaves no constant behind, or one
/// that zero padding cuts off, and keeps it. Immutable and safe to share between threads.
class PhysicalPredictor
{
public:
    /// @throws Error as DependencyGraph: no input shape, or a graph that cannot be followed.
    explicit PhysicalPredictor(std::shared_ptr<const Model> model, const ChannelOptions& options = {});

    const std::shared_ptr<const Model>& model() const { return m_model; }
    const std::shared_ptr<const DependencyGraph>& graph() const { return m_graph; }

    /// For masks of any kind; those of single weights remove nothing. Masks of layers that the network lacks are ignored.
    PhysicalPrediction predict(const MaskSet& masks, Profile profile) const;
    /// For whole output channels, without making masks.
    PhysicalPrediction predict(const KeptChannels& kept, Profile profile) const;

private:
    std::shared_ptr<const Model> m_model;
    std::shared_ptr<const DependencyGraph> m_graph;
};

} // namespace espalier

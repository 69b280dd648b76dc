// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/pruning/dependency_selection.h"
#include "core/pruning/pruner.h"

namespace espalier {

/// The channels that one layer keeps under the default profile: int(n x sparsity) of lowest score go, fewer until the layer
/// keeps a multiple of @p align, and at least one stays.
KeptUnits keptChannels(std::span<const double> scores, double sparsity, std::size_t align);

/// Layers whose channels depend on each other's, in the order of the model.
std::vector<std::string> layersWithChannels(const Model& model, const DependencyGraph& graph);

/// Which output channels prune() would keep, found without making masks and fast enough to follow a slider: what depends
/// on network and criterion alone is computed once. Safe to use from several threads.
class ChannelChooser
{
public:
    /// @p graph is of @p model.
    ChannelChooser(std::shared_ptr<const Model> model, std::shared_ptr<const DependencyGraph> graph);
    ~ChannelChooser();

    /// Equal to the masks that prune() makes of the same arguments, as long as @p resolution has no errors. nullopt where
    /// prune() alone can tell: under NNI's profiles, with masks that hold already or
    /// parameters of the criterion, and for criteria that remove single weights, score norms or need data.
    std::optional<KeptChannels> choose(const Resolution& resolution, const PruneOptions& options);

private:
    const std::vector<double>& scores(const Pruner& pruner, const std::string& layer, std::uint64_t seed);

    std::shared_ptr<const Model> m_model;
    std::shared_ptr<const DependencyGraph> m_graph;
    std::mutex m_mutex;
    std::unique_ptr<const DependencySelector> m_selector; ///< made when first needed
    std::string m_algorithm;                              ///< that the scores belong to
    std::uint64_t m_seed = 0;
    std::map<std::string, std::vector<double>> m_scores;
};

} // namespace espalier

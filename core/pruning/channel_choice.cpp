// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/channel_choice.h"

#include <algorithm>
#include <utility>

#include "core/pruning/structured_pruner.h"

namespace espalier {

KeptUnits keptChannels(std::span<const double> scores, double sparsity, std::size_t align)
{
    const std::size_t count = scores.size();
    std::size_t removed = std::min(removedUnits(count, sparsity), count == 0 ? 0 : count - 1);
    while (removed > 0 && (count - removed) % std::max<std::size_t>(1, align) != 0)
        --removed;
    return keepHighest(scores, removed, TieRule::Exact);
}

std::vector<std::string> layersWithChannels(const Model& model, const DependencyGraph& graph)
{
    std::vector<std::string> layers;
    for (const LayerInfo& layer : model.layers()) {
        if (graph.find(layer.name) && layer.weight())
            layers.push_back(layer.name);
    }
    return layers;
}

namespace {

/// Scores and counts follow from weights, mode and sparsity alone.
bool canChoose(const Pruner& pruner, const PruneOptions& options)
{
    const AlgorithmInfo& info = pruner.info();
    const bool modeFits = options.mode == PruningMode::Normal || options.mode == PruningMode::DependencyAware;
    return info.structured && info.source == ScoreSource::Weights && info.opTypes == channelOpTypes()
           && options.profile == Profile::Default && modeFits && options.parameters.empty() && !options.statistics
           && !options.earlier;
}

} // namespace

ChannelChooser::ChannelChooser(std::shared_ptr<const Model> model, std::shared_ptr<const DependencyGraph> graph)
    : m_model(std::move(model))
    , m_graph(std::move(graph))
{
}

ChannelChooser::~ChannelChooser() = default;

std::optional<KeptChannels> ChannelChooser::choose(const Resolution& resolution, const PruneOptions& options)
{
    const auto pruner = findPruner(options.algorithm);
    if (!pruner || !canChoose(*pruner, options))
        return std::nullopt;
    const std::lock_guard lock(m_mutex);
    if (options.mode == PruningMode::DependencyAware) {
        if (!m_selector)
            m_selector = std::make_unique<const DependencySelector>(*m_graph, layersWithChannels(*m_model, *m_graph));
        const auto layerScores = [&](const std::string& layer) { return scores(*pruner, layer, options.seed); };
        return m_selector->select(resolution, layerScores, options.align).kept;
    }
    KeptChannels kept;
    for (const ResolvedLayer& layer : resolution.layers) {
        const LayerInfo* info = layer.sparsity ? m_model->findLayer(layer.name) : nullptr;
        if (!info || info->producesOutput)
            continue;
        KeptUnits units = keptChannels(scores(*pruner, layer.name, options.seed), *layer.sparsity, options.align);
        if (std::find(units.begin(), units.end(), 0) != units.end())
            kept.emplace(layer.name, std::move(units));
    }
    return kept;
}

const std::vector<double>& ChannelChooser::scores(const Pruner& pruner, const std::string& layer, std::uint64_t seed)
{
    if (m_algorithm != pruner.info().name || m_seed != seed)
        m_scores.clear();
    m_algorithm = pruner.info().name;
    m_seed = seed;
    const auto [entry, added] = m_scores.emplace(layer, std::vector<double>());
    if (added)
        entry->second = pruner.importance(pruningTarget(*m_model, layer, 0), seed);
    return entry->second;
}

} // namespace espalier

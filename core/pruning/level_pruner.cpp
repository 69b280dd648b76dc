// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/level_pruner.h"

#include <algorithm>
#include <cmath>

#include "core/pruning/unit_selection.h"

namespace espalier {

namespace {

/// What the earlier mask of a layer keeps; nullptr without one.
const KeptUnits* keptBefore(const PruningTarget& target)
{
    const bool fits = target.earlier && target.earlier->weight.keep.size() == target.weight.values.size();
    return fits ? &target.earlier->weight.keep : nullptr;
}

/// The choice among those that are still there.
KeptUnits keepLargestOf(std::span<const float> weights, const KeptUnits& before, std::size_t removed)
{
    std::vector<float> rest;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (before[i])
            rest.push_back(weights[i]);
    }
    const std::size_t gone = weights.size() - rest.size();
    const KeptUnits chosen = keepLargestMagnitudes(rest, removed > gone ? removed - gone : 0, TieRule::Exact);
    KeptUnits kept = before;
    for (std::size_t i = 0, next = 0; i < kept.size(); ++i) {
        if (before[i])
            kept[i] = chosen[next++];
    }
    return kept;
}

} // namespace

const AlgorithmInfo& LevelPruner::info() const
{
    static const AlgorithmInfo info = {
        "level",
        {ESPALIER_TR("core", "Magnitude of single weights"), {}},
        {ESPALIER_TR("core", "Sets the smallest weights of each layer to zero, one by one. Keeps accuracy best for a "
                             "given sparsity, but the layer keeps its shape and speed."),
         {}},
        "s_ij = |w_ij|",
        "Han et al. 2015, Learning both Weights and Connections for Efficient Neural Networks",
        {},
        {},
        false,
        AlgorithmFamily::Pruning,
        ScoreSource::Weights,
        {{"balance_granularity",
          {ESPALIER_TR("core", "Block size"), {}},
          {ESPALIER_TR("core",
                       "How many weights of neighbouring input channels form a block; each block loses as many. 4 "
                       "with a sparsity of 0.5 is the 2:4 pattern. Several numbers, as in 4:3:3, are the "
                       "block's sizes in the last dimensions of the weight."),
           {}},
          AlgorithmParameter::Kind::Integers,
          "4",
          1,
          1e6,
          {},
          {},
          pruningModeName(PruningMode::Balance)}},
    };
    return info;
}

const std::vector<PruningMode>& LevelPruner::modes() const
{
    static const std::vector<PruningMode> modes = {PruningMode::Normal, PruningMode::Global, PruningMode::Balance};
    return modes;
}

std::vector<double> LevelPruner::importance(const PruningTarget& target, std::uint64_t) const
{
    const auto weights = target.weight.values;
    std::vector<double> magnitudes(weights.size());
    std::transform(weights.begin(), weights.end(), magnitudes.begin(),
                   [](float weight) { return std::abs(static_cast<double>(weight)); });
    if (const KeptUnits* before = keptBefore(target))
        lowerRemoved(magnitudes, *before);
    return magnitudes;
}

LayerMask LevelPruner::mask(const PruningTarget& target, Profile profile, std::uint64_t) const
{
    const std::size_t count = target.weight.values.size();
    std::size_t removed = removedUnits(count, target.sparsity);
    const bool exact = profile == Profile::Default;
    if (exact && count > 0)
        removed = std::min(removed, count - 1);
    LayerMask result;
    result.weight.shape = target.weight.shape;
    const KeptUnits* before = keptBefore(target);
    if (exact && before) {
        result.weight.keep = keepLargestOf(target.weight.values, *before, removed);
    } else {
        result.weight.keep =
            keepLargestMagnitudes(target.weight.values, removed, exact ? TieRule::Exact : TieRule::Together);
        if (before)
            result.weight.keep = keptByBoth(std::move(result.weight.keep), *before);
    }
    if (target.bias)
        result.bias = Mask::ones(target.bias->shape);
    return result;
}

} // namespace espalier

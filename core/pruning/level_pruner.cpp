// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/level_pruner.h"

#include <algorithm>
#include <cmath>

#include "core/pruning/unit_selection.h"

namespace espalier {

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
    };
    return info;
}

std::vector<double> LevelPruner::importance(const PruningTarget& target, std::uint64_t) const
{
    const auto weights = target.weight.values;
    std::vector<double> magnitudes(weights.size());
    std::transform(weights.begin(), weights.end(), magnitudes.begin(),
                   [](float weight) { return std::abs(static_cast<double>(weight)); });
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
    result.weight.keep =
        keepLargestMagnitudes(target.weight.values, removed, exact ? TieRule::Exact : TieRule::Together);
    if (target.bias)
        result.bias = Mask::ones(target.bias->shape);
    return result;
}

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/structured_pruner.h"

#include <algorithm>

namespace espalier {

std::vector<double> StructuredPruner::importance(const PruningTarget& target, std::uint64_t seed) const
{
    const FilterRows rows(target);
    std::vector<double> own = scores(rows, target, seed);
    lowerRemoved(own, rows.keptBefore());
    return own;
}

LayerMask StructuredPruner::mask(const PruningTarget& target, Profile profile, std::uint64_t seed) const
{
    const FilterRows rows(target);
    const KeptUnits before = rows.keptBefore();
    const std::size_t removed = std::max(removedUnits(rows.count(), target.sparsity), removedCount(before));
    if (rows.count() < 2 || removed == 0)
        return rows.mask(before);
    if (profile != Profile::Default)
        return rows.mask(keptByBoth(keepHighest(nniScores(rows, target, seed), removed, nniTieRule()), before));
    return rows.mask(keepHighest(importance(target, seed), std::min(removed, rows.count() - 1), TieRule::Exact));
}

std::vector<double> StructuredPruner::nniScores(const FilterRows& rows, const PruningTarget& target,
                                                std::uint64_t seed) const
{
    return scores(rows, target, seed);
}

const std::vector<PruningMode>& StructuredPruner::modes() const
{
    static const std::vector<PruningMode> modes = {PruningMode::Normal, PruningMode::DependencyAware};
    return modes;
}

const std::vector<std::string>& activatedOpTypes()
{
    static const std::vector<std::string> types = {"Conv1d",          "Conv2d",          "Conv3d", "ConvTranspose1d",
                                                   "ConvTranspose2d", "ConvTranspose3d", "Linear"};
    return types;
}

const std::vector<std::string>& channelOpTypes()
{
    static const std::vector<std::string> types = [] {
        std::vector<std::string> all = activatedOpTypes();
        all.emplace_back(kAttentionType);
        return all;
    }();
    return types;
}

} // namespace espalier

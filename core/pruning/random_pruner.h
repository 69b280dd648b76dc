// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pruning/structured_pruner.h"

namespace espalier {

/// s_i uniform in [0, 1), drawn from the seed and the name of the layer alone: the same on every machine and whatever
/// else is pruned. NNI has no such criterion; all profiles count exactly.
class RandomPruner final : public StructuredPruner
{
public:
    const AlgorithmInfo& info() const override;

protected:
    std::vector<double> scores(const FilterRows& rows, const PruningTarget& target, std::uint64_t seed) const override;
    TieRule nniTieRule() const override { return TieRule::Exact; }
};

} // namespace espalier

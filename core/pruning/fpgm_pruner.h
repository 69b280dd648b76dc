// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pruning/structured_pruner.h"

namespace espalier {

/// s_i = sum over j of ||w_i - w_j||, the distances of filter i to all filters of its layer; the smallest go, in NNI's
/// profiles as well exactly as many as asked. He et al. 2019, Filter Pruning via Geometric Median.
class FpgmPruner final : public StructuredPruner
{
public:
    const AlgorithmInfo& info() const override;

protected:
    std::vector<double> scores(const FilterRows& rows, const PruningTarget& target, std::uint64_t seed) const override;
    std::vector<double> nniScores(const FilterRows& rows, const PruningTarget& target,
                                  std::uint64_t seed) const override;
    TieRule nniTieRule() const override { return TieRule::Exact; }
};

} // namespace espalier

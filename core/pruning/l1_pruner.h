// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pruning/structured_pruner.h"

namespace espalier {

/// s_i = sum |w_ij| over everything that makes output channel i; the smallest go.
/// Li et al. 2017, Pruning Filters for Efficient ConvNets.
class L1Pruner final : public StructuredPruner
{
public:
    const AlgorithmInfo& info() const override;

protected:
    std::vector<double> scores(const FilterRows& rows, const PruningTarget& target, std::uint64_t seed) const override;
    std::vector<double> nniScores(const FilterRows& rows, const PruningTarget& target,
                                  std::uint64_t seed) const override;
};

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pruning/structured_pruner.h"

namespace espalier {

/// s_i = sqrt(sum w_ij^2) over everything that makes output channel i; the smallest go.
/// He et al. 2018, Soft Filter Pruning for Accelerating Deep Convolutional Neural Networks.
class L2Pruner final : public StructuredPruner
{
public:
    const AlgorithmInfo& info() const override;

protected:
    std::vector<double> scores(const FilterRows& rows, const PruningTarget& target, std::uint64_t seed) const override;
    std::vector<double> nniScores(const FilterRows& rows, const PruningTarget& target,
                                  std::uint64_t seed) const override;
};

} // namespace espalier

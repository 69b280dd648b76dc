// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pruning/pruner.h"

namespace espalier {

/// s = |w| for every single weight; the smallest of each layer go, biases stay. Makes sparse tensors, not smaller ones.
/// Han et al. 2015, Learning both Weights and Connections for Efficient Neural Networks.
class LevelPruner final : public Pruner
{
public:
    const AlgorithmInfo& info() const override;
    const std::vector<PruningMode>& modes() const override;
    std::vector<double> importance(const PruningTarget& target, std::uint64_t seed) const override;
    LayerMask mask(const PruningTarget& target, Profile profile, std::uint64_t seed) const override;
};

} // namespace espalier

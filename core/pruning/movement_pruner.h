// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pruning/pruner.h"

namespace espalier {

/// A score S for every single weight, learned while the network is trained: dL/dS = dL/dw w (straight through the mask),
/// so that weights that move away from zero gain. S follows an Adam of its own (rate 1e-2); the lowest of each layer go,
/// and may come back. Biases stay. Sanh et al. 2020, Movement Pruning: Adaptive Sparsity by Fine-Tuning.
class MovementPruner final : public Pruner
{
public:
    const AlgorithmInfo& info() const override;
    std::vector<double> importance(const PruningTarget& target, std::uint64_t seed) const override;
    LayerMask mask(const PruningTarget& target, Profile profile, std::uint64_t seed) const override;
    std::unique_ptr<LayerStatistics> makeStatistics(const PruningTarget& target) const override;
};

} // namespace espalier

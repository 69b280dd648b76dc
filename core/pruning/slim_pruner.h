// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pruning/structured_pruner.h"

namespace espalier {

/// s_i = |gamma_i|, the scale of channel i in a batch norm; the smallest go, scale and shift together. Training
/// before that makes unneeded scales small by an L1 penalty. In NNI's profiles one threshold holds for all batch norms. Liu et al. 2017, Learning Efficient Convolutional Networks through Network
/// Slimming.
class SlimPruner final : public StructuredPruner
{
public:
    const AlgorithmInfo& info() const override;
    const std::vector<PruningMode>& modes() const override;
    bool isJointInNni() const override { return true; }
    double trainingPenalty(const ParameterValues& values) const override;

protected:
    std::vector<double> scores(const FilterRows& rows, const PruningTarget& target, std::uint64_t seed) const override;
};

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/sparsity_schedule.h"

namespace espalier {

/// s = i / N x target in iteration i = 0 ... N, so that the first trains the dense network; an iteration lasts
/// @p epochsPerIteration epochs. NNI's linear pruner of version 2.
class LinearSchedule final : public SparsitySchedule
{
public:
    /// @param iterations N + 1, at least 1; a single one has the whole target.
    LinearSchedule(int iterations, int epochsPerIteration)
        : m_iterations(iterations)
        , m_epochsPerIteration(epochsPerIteration)
    {
    }
    bool updatesAt(int epoch) const override;
    double sparsityAt(int epoch, double target) const override;
    int epochsNeeded() const override { return (m_iterations - 1) * m_epochsPerIteration + 1; }

private:
    int m_iterations;
    int m_epochsPerIteration;
};

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/sparsity_schedule.h"

namespace espalier {

/// s_i = 1 - ((1 - target)^(1/n))^i in round i = 0 ... n: each round removes the same share of what is left, chosen by
/// the weights that the round before has trained, and starts again from the weights before the run.
/// Frankle and Carbin 2019, The Lottery Ticket Hypothesis.
class LotteryTicketSchedule final : public SparsitySchedule
{
public:
    /// @param iterations n, at least 1. @param epochsPerRound of all rounds but the last, which has the rest.
    LotteryTicketSchedule(int iterations, int epochsPerRound)
        : m_iterations(iterations)
        , m_epochsPerRound(epochsPerRound)
    {
    }
    bool updatesAt(int epoch) const override;
    double sparsityAt(int epoch, double target) const override;
    TrainingRound roundOf(int epoch, int epochs) const override;
    int epochsNeeded() const override { return m_iterations * m_epochsPerRound + 1; }

private:
    int round(int epoch) const;

    int m_iterations;
    int m_epochsPerRound;
};

} // namespace espalier

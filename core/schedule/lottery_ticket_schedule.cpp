// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/lottery_ticket_schedule.h"

#include <algorithm>
#include <cmath>

namespace espalier {

int LotteryTicketSchedule::round(int epoch) const
{
    return std::min(epoch / m_epochsPerRound, m_iterations);
}

bool LotteryTicketSchedule::updatesAt(int epoch) const
{
    return epoch == round(epoch) * m_epochsPerRound;
}

double LotteryTicketSchedule::sparsityAt(int epoch, double target) const
{
    if (round(epoch) == m_iterations)
        return target; // the root and its power would round it away
    const double keptEachTime = std::pow(1 - target, 1.0 / m_iterations);
    return std::max(1 - std::pow(keptEachTime, round(epoch)), 0.0);
}

TrainingRound LotteryTicketSchedule::roundOf(int epoch, int epochs) const
{
    const int first = round(epoch) * m_epochsPerRound;
    return {first, round(epoch) == m_iterations ? epochs - first : m_epochsPerRound};
}

} // namespace espalier

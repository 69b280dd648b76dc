// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/linear_schedule.h"

namespace espalier {

bool LinearSchedule::updatesAt(int epoch) const
{
    return epoch % m_epochsPerIteration == 0 && epoch / m_epochsPerIteration < m_iterations;
}

double LinearSchedule::sparsityAt(int epoch, double target) const
{
    const int last = m_iterations - 1;
    const int iteration = epoch / m_epochsPerIteration;
    return iteration >= last ? target : target * iteration / last;
}

} // namespace espalier

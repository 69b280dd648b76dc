// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/one_shot_schedule.h"

namespace espalier {

double OneShotSchedule::sparsityAt(int, double target) const
{
    return target;
}

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/sparsity_schedule.h"

namespace espalier {

TrainingRound SparsitySchedule::roundOf(int, int epochs) const
{
    return {0, epochs};
}

double SparsitySchedule::heldSparsity(int epoch, double target) const
{
    for (int update = epoch; update >= 0; --update) {
        if (updatesAt(update))
            return sparsityAt(update, target);
    }
    return 0;
}

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/sparsity_schedule.h"

namespace espalier {

/// The whole target at once, before the first epoch.
class OneShotSchedule final : public SparsitySchedule
{
public:
    bool updatesAt(int epoch) const override { return epoch == 0; }
    double sparsityAt(int epoch, double target) const override;
    int epochsNeeded() const override { return 1; }
};

} // namespace espalier

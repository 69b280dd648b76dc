// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "core/training/training_options.h"

namespace espalier {

/// Where a run is: @p step batches of @p steps are done, p = step / steps in [0, 1).
struct SchedulePosition
{
    std::size_t step = 0;
    std::size_t steps = 1;
};

/// base
double constantRate(double base, SchedulePosition position);

/// base while p < 1/2, base / 10 while p < 3/4, then base / 100.
double stepRate(double base, SchedulePosition position);

/// base (1 + cos(pi p)) / 2
double cosineRate(double base, SchedulePosition position);

/// Smith and Topin 2017, with the defaults of PyTorch's OneCycleLR, where base is the highest rate: from base / 25 up
/// to base by a half cosine until step 0.3 steps - 1, then down to base / 250000 at the last step. The momentum stays
/// as it is.
double oneCycleRate(double base, SchedulePosition position);

/// The rate for the batch at @p position, by the schedule of that kind.
double learningRate(LrScheduleKind kind, double base, SchedulePosition position);

} // namespace espalier

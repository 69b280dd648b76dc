// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/learning_rate_schedule.h"

#include <cmath>
#include <numbers>

namespace espalier {
namespace {

// From one rate to another along half a cosine; share 0 to 1.
double eased(double from, double to, double share)
{
    return to + (from - to) / 2 * (1 + std::cos(std::numbers::pi * share));
}

} // namespace

double constantRate(double base, SchedulePosition)
{
    return base;
}

double stepRate(double base, SchedulePosition position)
{
    // In whole numbers, so that no rounding moves a boundary.
    if (2 * position.step < position.steps)
        return base;
    return 4 * position.step < 3 * position.steps ? base / 10 : base / 100;
}

double cosineRate(double base, SchedulePosition position)
{
    return eased(base, 0, static_cast<double>(position.step) / static_cast<double>(position.steps));
}

double oneCycleRate(double base, SchedulePosition position)
{
    constexpr double kRisingShare = 0.3;
    constexpr double kInitialDivisor = 25;
    constexpr double kFinalDivisor = 1e4;
    const double initial = base / kInitialDivisor;
    const double last = static_cast<double>(position.steps) - 1;
    const double top = kRisingShare * static_cast<double>(position.steps) - 1;
    const double step = static_cast<double>(position.step);
    // Runs of three batches or fewer have no rising part.
    if (top > 0 && step <= top)
        return eased(initial, base, step / top);
    const double start = top > 0 ? top : 0;
    return eased(base, initial / kFinalDivisor, last > start ? (step - start) / (last - start) : 0);
}

double learningRate(LrScheduleKind kind, double base, SchedulePosition position)
{
    switch (kind) {
    case LrScheduleKind::Step:
        return stepRate(base, position);
    case LrScheduleKind::Cosine:
        return cosineRate(base, position);
    case LrScheduleKind::OneCycle:
        return oneCycleRate(base, position);
    case LrScheduleKind::Constant:
        break;
    }
    return constantRate(base, position);
}

} // namespace espalier

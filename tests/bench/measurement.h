// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace espalier::bench {

/// Milliseconds of one call.
double millisecondsOf(const std::function<void()>& work);

double median(std::vector<double> values);

/// Resident memory of this process in bytes; 0 where /proc is missing.
std::int64_t residentBytes();

/// Highest resident memory of this process in bytes since resetPeak().
std::int64_t peakResidentBytes();
void resetPeak();

struct Comparison
{
    double firstMedian = 0;  ///< ms
    double secondMedian = 0; ///< ms
    double ratio = 0;        ///< median of first / second, pair by pair
};

/// Runs both in turn, A B A B ..., after one warm-up each.
Comparison compare(int pairs, const std::function<void()>& first, const std::function<void()>& second);

} // namespace espalier::bench

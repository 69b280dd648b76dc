// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/channel_cut.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/pruning/unit_selection.h"

namespace espalier::ui {

namespace {

constexpr int kMostDecimals = 9;

double orderable(double score)
{
    return std::isnan(score) ? std::numeric_limits<double>::infinity() : score;
}

} // namespace

std::vector<std::size_t> removalOrder(std::span<const double> scores)
{
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return orderable(scores[a]) < orderable(scores[b]); });
    return order;
}

double sparsityThatRemoves(std::size_t removed, std::size_t channels)
{
    if (channels == 0 || removed == 0)
        return 0;
    const double share = static_cast<double>(removed) / static_cast<double>(channels);
    double scale = 100;
    for (int decimals = 2; decimals <= kMostDecimals; ++decimals, scale *= 10) {
        // At or just above the share: one below it removes one channel less. So may the share itself: 0.58 x 50 is a little
        // less than 29 in double.
        for (const double candidate : {std::round(share * scale) / scale, (std::floor(share * scale) + 1) / scale}) {
            if (candidate < 1 && removedUnits(channels, candidate) == removed)
                return candidate;
        }
    }
    return share;
}

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/unit_selection.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

namespace espalier {

namespace {

// Magnitudes of floats order like their bits without the sign. A histogram of the upper bits leaves few
// candidates for the threshold.
constexpr std::uint32_t kMagnitudeBits = 0x7FFFFFFF;
constexpr unsigned kLowerBits = 15;
constexpr std::size_t kBuckets = (kMagnitudeBits >> kLowerBits) + 1;

std::uint32_t magnitudeKey(float weight)
{
    return std::bit_cast<std::uint32_t>(weight) & kMagnitudeBits;
}

struct MagnitudeThreshold
{
    std::uint32_t key = 0; ///< of the largest removed weight
    std::size_t below = 0; ///< weights with a smaller key
};

/// @param removed at least 1.
MagnitudeThreshold findThreshold(std::span<const float> weights, std::size_t removed)
{
    std::vector<std::size_t> histogram(kBuckets, 0);
    for (float weight : weights)
        ++histogram[magnitudeKey(weight) >> kLowerBits];
    MagnitudeThreshold threshold;
    std::size_t bucket = 0;
    while (threshold.below + histogram[bucket] < removed)
        threshold.below += histogram[bucket++];

    std::vector<std::uint32_t> candidates;
    candidates.reserve(histogram[bucket]);
    for (float weight : weights) {
        const std::uint32_t key = magnitudeKey(weight);
        if (key >> kLowerBits == bucket)
            candidates.push_back(key);
    }
    const auto rank = candidates.begin() + static_cast<std::ptrdiff_t>(removed - threshold.below - 1);
    std::nth_element(candidates.begin(), rank, candidates.end());
    threshold.key = *rank;
    threshold.below += static_cast<std::size_t>(
        std::count_if(candidates.begin(), rank, [&](std::uint32_t key) { return key < threshold.key; }));
    return threshold;
}

} // namespace

double orderable(double score)
{
    return std::isnan(score) ? std::numeric_limits<double>::infinity() : score;
}

std::size_t removedUnits(std::size_t units, double sparsity)
{
    if (!(sparsity > 0))
        return 0;
    const double removed = static_cast<double>(units) * sparsity;
    return removed < static_cast<double>(units) ? static_cast<std::size_t>(removed) : units;
}

KeptUnits keepHighest(std::span<const double> scores, std::size_t removed, TieRule ties)
{
    KeptUnits kept(scores.size(), 1);
    if (removed == 0 || scores.empty())
        return kept;
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const std::size_t count = std::min(removed, order.size());
    const auto last = order.begin() + static_cast<std::ptrdiff_t>(count - 1);
    std::nth_element(order.begin(), last, order.end(), [&](std::size_t a, std::size_t b) {
        const double left = orderable(scores[a]);
        const double right = orderable(scores[b]);
        return left < right || (left == right && a < b);
    });
    const double threshold = orderable(scores[*last]);
    for (std::size_t i = 0; i < order.size(); ++i) {
        const bool tied = ties == TieRule::Together && orderable(scores[order[i]]) <= threshold;
        if (i < count || tied)
            kept[order[i]] = 0;
    }
    return kept;
}

void lowerRemoved(std::vector<double>& scores, const KeptUnits& kept)
{
    for (std::size_t i = 0; i < std::min(scores.size(), kept.size()); ++i) {
        if (kept[i] == 0)
            scores[i] = -std::numeric_limits<double>::infinity();
    }
}

std::size_t removedCount(const KeptUnits& kept)
{
    return static_cast<std::size_t>(std::count(kept.begin(), kept.end(), std::uint8_t{0}));
}

KeptUnits keptByBoth(KeptUnits first, const KeptUnits& second)
{
    for (std::size_t i = 0; i < std::min(first.size(), second.size()); ++i)
        first[i] = first[i] & second[i];
    return first;
}

KeptUnits keepLargestMagnitudes(std::span<const float> weights, std::size_t removed, TieRule ties)
{
    KeptUnits kept(weights.size(), 1);
    if (removed == 0 || weights.empty())
        return kept;
    const MagnitudeThreshold threshold = findThreshold(weights, std::min(removed, weights.size()));
    for (std::size_t i = 0; i < weights.size(); ++i)
        kept[i] = magnitudeKey(weights[i]) > threshold.key;
    if (ties == TieRule::Together)
        return kept;
    std::size_t equalToRemove = std::min(removed, weights.size()) - threshold.below;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (magnitudeKey(weights[i]) != threshold.key)
            continue;
        kept[i] = equalToRemove == 0;
        equalToRemove -= equalToRemove == 0 ? 0 : 1;
    }
    return kept;
}

} // namespace espalier

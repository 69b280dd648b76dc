// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/weight_histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "core/pruning/unit_selection.h"

namespace espalier::ui {

namespace {

constexpr std::size_t kFewestBins = 11;
constexpr std::size_t kMostBins = 101;
// Magnitudes of floats order like their bits without the sign.
constexpr std::uint32_t kMagnitudeBits = 0x7FFFFFFF;
constexpr unsigned kLowerBits = 15;
constexpr std::size_t kBuckets = (kMagnitudeBits >> kLowerBits) + 1;

bool isPrime(std::size_t number)
{
    for (std::size_t divisor = 2; divisor * divisor <= number; ++divisor) {
        if (number % divisor == 0)
            return false;
    }
    return number > 1;
}

/// Every how many weights one is read. Prime, so that not always the same place of a kernel is.
std::size_t readStep(std::size_t count, qint64 mostRead)
{
    const auto most = static_cast<std::size_t>(std::max<qint64>(mostRead, 1));
    std::size_t step = (count + most - 1) / most;
    if (step <= 1)
        return 1;
    while (!isPrime(step))
        ++step;
    return step;
}

std::size_t binCount(std::size_t weights)
{
    const auto wanted = static_cast<std::size_t>(2.0 * std::sqrt(static_cast<double>(weights)));
    return std::clamp(wanted, kFewestBins, kMostBins) | 1;
}

double largestMagnitude(std::span<const float> weights, std::size_t step)
{
    float largest = 0;
    for (std::size_t i = 0; i < weights.size(); i += step) {
        const float magnitude = std::abs(weights[i]);
        if (std::isfinite(magnitude))
            largest = std::max(largest, magnitude);
    }
    return largest;
}

std::uint32_t magnitudeKey(float weight)
{
    return std::bit_cast<std::uint32_t>(weight) & kMagnitudeBits;
}

/// The key of the weight that comes at place @p rank, from 0, when @p weights are ordered by magnitude.
std::uint32_t keyAtRank(std::span<const float> weights, std::size_t step, std::size_t rank)
{
    std::vector<std::size_t> buckets(kBuckets, 0);
    for (std::size_t i = 0; i < weights.size(); i += step)
        ++buckets[magnitudeKey(weights[i]) >> kLowerBits];
    std::size_t bucket = 0;
    while (rank >= buckets[bucket])
        rank -= buckets[bucket++];
    std::vector<std::uint32_t> candidates;
    candidates.reserve(buckets[bucket]);
    for (std::size_t i = 0; i < weights.size(); i += step) {
        const std::uint32_t key = magnitudeKey(weights[i]);
        if (key >> kLowerBits == bucket)
            candidates.push_back(key);
    }
    const auto place = candidates.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(candidates.begin(), place, candidates.end());
    return *place;
}

} // namespace

std::optional<std::size_t> WeightHistogram::binOf(double value) const
{
    if (kept.empty() || !(std::abs(value) <= limit))
        return std::nullopt;
    const auto bin = static_cast<std::size_t>((value + limit) / binWidth());
    return std::min(bin, kept.size() - 1);
}

qint64 WeightHistogram::keptCount() const
{
    return std::accumulate(kept.begin(), kept.end(), qint64{0});
}

qint64 WeightHistogram::removedCount() const
{
    return std::accumulate(removed.begin(), removed.end(), qint64{0});
}

WeightHistogram weightHistogram(std::span<const float> weights, const WeightMask& mask, qint64 mostRead)
{
    WeightHistogram histogram;
    histogram.total = static_cast<qint64>(weights.size());
    const std::size_t step = readStep(weights.size(), mostRead);
    const double largest = largestMagnitude(weights, step);
    // All weights may be 0; the one bin that they fall into still needs a width.
    histogram.limit = largest > 0 ? largest : 1.0;
    histogram.kept.assign(binCount(weights.size()), 0);
    histogram.removed.assign(histogram.kept.size(), 0);
    const double perUnit = 1.0 / histogram.binWidth();
    const std::size_t last = histogram.kept.size() - 1;
    for (std::size_t i = 0; i < weights.size(); i += step) {
        ++histogram.read;
        if (!std::isfinite(weights[i])) {
            ++histogram.notNumbers;
            continue;
        }
        const auto bin = std::min(static_cast<std::size_t>((weights[i] + histogram.limit) * perUnit), last);
        ++(mask.isRemoved(i) ? histogram.removed : histogram.kept)[bin];
    }
    return histogram;
}

std::optional<double> magnitudeCut(std::span<const float> weights, double sparsity, qint64 mostRead)
{
    if (weights.empty())
        return std::nullopt;
    const std::size_t step = readStep(weights.size(), mostRead);
    const std::size_t read = (weights.size() + step - 1) / step;
    const std::size_t removed = removedUnits(read, sparsity);
    if (removed == 0)
        return std::nullopt;
    return std::bit_cast<float>(keyAtRank(weights, step, removed - 1));
}

} // namespace espalier::ui

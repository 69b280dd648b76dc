// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>
#include <span>
#include <vector>

#include "ui/views/weight_matrix.h"

namespace espalier::ui {

/// How many weights have which value, in bins of equal width whose range is symmetric around 0.
struct WeightHistogram
{
    double limit = 0; ///< the bins reach from -limit to limit
    std::vector<qint64> kept;
    std::vector<qint64> removed; ///< as long as kept
    qint64 total = 0;            ///< weights there are
    qint64 read = 0;             ///< weights that were counted; fewer than total: a sample
    qint64 notNumbers = 0;       ///< NaN or infinite ones among those read; in no bin

    bool isSampled() const { return read < total; }
    double binWidth() const { return kept.empty() ? 0.0 : 2.0 * limit / static_cast<double>(kept.size()); }
    double binCenter(std::size_t bin) const { return -limit + (static_cast<double>(bin) + 0.5) * binWidth(); }
    /// The bin that @p value falls into; nullopt when it lies beyond them.
    std::optional<std::size_t> binOf(double value) const;
    qint64 keptCount() const;
    qint64 removedCount() const;
};

inline constexpr qint64 kMostRead = 4'000'000; ///< weights that are counted at most: more of them tell nothing new

/// An odd number of bins, so that 0 lies in the middle of one.
WeightHistogram weightHistogram(std::span<const float> weights, const WeightMask& mask, qint64 mostRead = kMostRead);

/// The magnitude that removing the smallest int(n x @p sparsity) weights cuts at: that of the largest removed one. nullopt
/// when nothing would be removed. From a sample when there are more than @p mostRead.
std::optional<double> magnitudeCut(std::span<const float> weights, double sparsity, qint64 mostRead = kMostRead);

} // namespace espalier::ui

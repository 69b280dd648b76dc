// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace espalier {

/// One byte per unit: 1 kept, 0 removed.
using KeptUnits = std::vector<std::uint8_t>;

/// What happens to units whose score equals the largest removed one.
enum class TieRule {
    Exact,   ///< exactly as many go as asked; among equals the lower index goes first
    Together ///< NNI's threshold rule: every unit at or below it goes, possibly all
};

/// A score that is not a number counts as the highest.
double orderable(double score);

/// int(units x sparsity) in double, at most @p units; 0 for a sparsity that is not above 0.
std::size_t removedUnits(std::size_t units, double sparsity);

/// Removes the @p removed units of lowest score. A score that is not a number counts as the highest.
KeptUnits keepHighest(std::span<const double> scores, std::size_t removed, TieRule ties);

/// Gives the units that @p kept removes a score below all others, so that they go first.
void lowerRemoved(std::vector<double>& scores, const KeptUnits& kept);

/// How many units go.
std::size_t removedCount(const KeptUnits& kept);

/// What both keep. Of equal size.
KeptUnits keptByBoth(KeptUnits first, const KeptUnits& second);

/// Removes the @p removed weights of smallest magnitude, in linear time and without copying the weights. Weights that
/// are not numbers count as the largest.
KeptUnits keepLargestMagnitudes(std::span<const float> weights, std::size_t removed, TieRule ties);

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "ui/views/weight_matrix.h"

namespace espalier::ui {

/// What one place of a map of weights stands for.
enum class MapGranularity { Weight, Kernel, Channel };

/// The kernels or the output channels of a weight as places of a matrix of their own. A slice counts as removed when all of
/// its weights are.
struct WeightSlices
{
    /// The L1 norm of each slice, the sum of the magnitudes of its weights: output x input channels of kernels, or one
    /// column of output channels.
    WeightMatrix norms;
    WeightMask mask;                          ///< of whole slices; null without a mask
    std::vector<std::int64_t> removedWeights; ///< of each slice, row-major; empty without a mask
    std::int64_t weightsPerSlice = 1;
};

/// Whether @p matrix can be shown in slices of @p granularity: kernels are what convolutions have, and channels what has more
/// than one weight in each.
bool hasGranularity(const WeightMatrix& matrix, MapGranularity granularity);

/// @param granularity Kernel or Channel, and one that the matrix has.
/// @param maskApplied removed weights count as 0.
WeightSlices weightSlices(const WeightMatrix& matrix, const WeightMask& mask, bool maskApplied,
                          MapGranularity granularity);

} // namespace espalier::ui

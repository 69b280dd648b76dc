// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/input_spec.h"
#include "core/base/profile.h"
#include "core/pruning/unit_selection.h"

namespace espalier {

/// @p granularity made as long as @p shape by ones in front: the block sizes of NNI's balance_gran. Empty when it is longer
/// than the shape or does not divide it.
Shape blockShape(const Shape& shape, const std::vector<std::int64_t>& granularity);

/// The blocks of a weight of @p shape. One number for a convolution counts along its input channels, where the 2:4 pattern of
/// sparse hardware lies (Mishra et al. 2021, Accelerating Sparse Deep Neural Networks); under NNI's profiles it counts along
/// the last dimension. Empty when the weight cannot be cut so.
Shape weightBlock(const Shape& shape, std::vector<std::int64_t> granularity, Profile profile);

/// Cuts a tensor of @p shape into equal blocks and keeps in each the int(elements x sparsity) elements of lowest score
/// out; of equal ones the first go. @p block divides the shape.
KeptUnits keepHighestInBlocks(std::span<const double> scores, const Shape& shape, const Shape& block, double sparsity);

} // namespace espalier

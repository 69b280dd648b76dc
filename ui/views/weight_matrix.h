// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "core/model/layer_info.h"
#include "core/model/mask_set.h"

namespace espalier::ui {

/// A weight laid out as a matrix: one row per output channel, one column per input channel of its group and position of
/// the kernel. A view; keeps alive what it looks at.
struct WeightMatrix
{
    std::span<const float> values; ///< as stored, row-major
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    Shape kernel;                ///< sizes of the kernel; empty for a linear layer or a vector
    std::int64_t kernelSize = 1; ///< their product
    std::int64_t groups = 1;
    bool transposed = false; ///< stored as in x out/groups x kernel
    std::shared_ptr<const void> owner;

    /// @param owner what @p weight lies in: the model.
    static WeightMatrix of(const LayerInfo& layer, std::span<const float> weight, std::shared_ptr<const void> owner);

    bool isEmpty() const { return rows == 0 || columns == 0; }
    /// The same weight in the same layout; values that were overwritten in place are not noticed.
    bool sameAs(const WeightMatrix& other) const;

    // An element lies at rowOffset + columnOffset.
    std::size_t rowOffset(std::int64_t row) const;
    std::size_t columnOffset(std::int64_t column) const;
    std::size_t offset(std::int64_t row, std::int64_t column) const { return rowOffset(row) + columnOffset(column); }
    float value(std::int64_t row, std::int64_t column) const { return values[offset(row, column)]; }
    /// Counted over all groups.
    std::int64_t inputChannel(std::int64_t row, std::int64_t column) const;
    /// Where in the kernel the column lies, one number per size of the kernel.
    Shape kernelPosition(std::int64_t column) const;
};

/// The mask that a weight is shown with. Without a mask every weight counts as kept.
struct WeightMask
{
    std::shared_ptr<const Mask> mask; ///< has the shape of the weight; null: none
    double removedShare = 0;
    bool previewed = false; ///< what the config list would give; not adopted yet

    explicit operator bool() const { return mask != nullptr; }
    bool isRemoved(std::size_t element) const { return mask != nullptr && mask->keep[element] == 0; }
};

} // namespace espalier::ui

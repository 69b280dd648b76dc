// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/weight_slices.h"

#include <cmath>
#include <utility>

namespace espalier::ui {

namespace {

struct SliceSum
{
    double magnitude = 0; ///< in double: a channel may have many thousand weights
    std::int64_t removed = 0;
};

SliceSum sumOf(const WeightMatrix& matrix, const WeightMask& mask, bool maskApplied, std::int64_t row,
               std::int64_t firstColumn, std::int64_t columns)
{
    SliceSum sum;
    const std::size_t rowOffset = matrix.rowOffset(row);
    for (std::int64_t column = firstColumn; column < firstColumn + columns; ++column) {
        const std::size_t element = rowOffset + matrix.columnOffset(column);
        const bool removed = mask.isRemoved(element);
        sum.removed += removed ? 1 : 0;
        if (!removed || !maskApplied)
            sum.magnitude += std::abs(static_cast<double>(matrix.values[element]));
    }
    return sum;
}

WeightMatrix matrixOf(std::vector<float> norms, std::int64_t rows, std::int64_t columns, std::int64_t groups)
{
    const auto owner = std::make_shared<const std::vector<float>>(std::move(norms));
    WeightMatrix matrix;
    matrix.values = *owner;
    matrix.rows = rows;
    matrix.columns = columns;
    matrix.groups = groups;
    matrix.owner = owner;
    return matrix;
}

/// Of slices all of whose weights are removed.
WeightMask maskOf(const WeightSlices& slices, bool previewed)
{
    Mask whole = Mask::ones({slices.norms.rows, slices.norms.columns});
    for (std::size_t i = 0; i < whole.keep.size(); ++i) {
        if (slices.removedWeights[i] == slices.weightsPerSlice)
            whole.keep[i] = 0;
    }
    WeightMask mask;
    mask.removedShare = whole.sparsity();
    mask.previewed = previewed;
    mask.mask = std::make_shared<const Mask>(std::move(whole));
    return mask;
}

} // namespace

bool hasGranularity(const WeightMatrix& matrix, MapGranularity granularity)
{
    switch (granularity) {
    case MapGranularity::Weight:
        return true;
    case MapGranularity::Kernel:
        return !matrix.isEmpty() && !matrix.kernel.empty();
    case MapGranularity::Channel:
        return matrix.columns > 1;
    }
    return false;
}

WeightSlices weightSlices(const WeightMatrix& matrix, const WeightMask& mask, bool maskApplied,
                          MapGranularity granularity)
{
    WeightSlices slices;
    slices.weightsPerSlice = granularity == MapGranularity::Kernel ? matrix.kernelSize : matrix.columns;
    const std::int64_t columns = matrix.columns / slices.weightsPerSlice;
    std::vector<float> norms;
    norms.reserve(static_cast<std::size_t>(matrix.rows * columns));
    for (std::int64_t row = 0; row < matrix.rows; ++row) {
        for (std::int64_t column = 0; column < columns; ++column) {
            const SliceSum sum =
                sumOf(matrix, mask, maskApplied, row, column * slices.weightsPerSlice, slices.weightsPerSlice);
            norms.push_back(static_cast<float>(sum.magnitude));
            if (mask)
                slices.removedWeights.push_back(sum.removed);
        }
    }
    slices.norms = matrixOf(std::move(norms), matrix.rows, columns, matrix.groups);
    if (mask)
        slices.mask = maskOf(slices, mask.previewed);
    return slices;
}

} // namespace espalier::ui

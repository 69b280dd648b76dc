// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/weight_matrix.h"

#include <utility>

namespace espalier::ui {

namespace {

/// The layout of a transposed convolution whose groups divide its channels.
bool isTransposed(const LayerInfo& layer, const Shape& shape)
{
    return layer.transposed && shape.size() > 2 && layer.groups > 0 && shape[0] % layer.groups == 0;
}

} // namespace

WeightMatrix WeightMatrix::of(const LayerInfo& layer, std::span<const float> weight, std::shared_ptr<const void> owner)
{
    WeightMatrix matrix;
    matrix.values = weight;
    matrix.owner = std::move(owner);
    const Shape shape = layer.weightShape().value_or(Shape{});
    const auto count = static_cast<std::int64_t>(weight.size());
    if (count == 0 || elementCount(shape) != count)
        return matrix;
    if (shape.size() > 2)
        matrix.kernel.assign(shape.begin() + 2, shape.end());
    matrix.kernelSize = elementCount(matrix.kernel);
    matrix.groups = layer.groups > 0 ? layer.groups : 1;
    matrix.transposed = isTransposed(layer, shape);
    matrix.rows = shape.empty() ? 1 : matrix.transposed ? shape[1] * matrix.groups : shape[0];
    matrix.columns = count / matrix.rows;
    return matrix;
}

bool WeightMatrix::sameAs(const WeightMatrix& other) const
{
    return values.data() == other.values.data() && rows == other.rows && columns == other.columns
           && owner == other.owner;
}

std::size_t WeightMatrix::rowOffset(std::int64_t row) const
{
    if (!transposed)
        return static_cast<std::size_t>(row * columns);
    const std::int64_t perGroup = rows / groups;
    return static_cast<std::size_t>((row / perGroup) * columns * perGroup + (row % perGroup) * kernelSize);
}

std::size_t WeightMatrix::columnOffset(std::int64_t column) const
{
    if (!transposed)
        return static_cast<std::size_t>(column);
    const std::int64_t perGroup = rows / groups;
    return static_cast<std::size_t>((column / kernelSize) * perGroup * kernelSize + column % kernelSize);
}

std::int64_t WeightMatrix::inputChannel(std::int64_t row, std::int64_t column) const
{
    const std::int64_t inGroup = column / kernelSize;
    return (row * groups / rows) * (columns / kernelSize) + inGroup;
}

Shape WeightMatrix::kernelPosition(std::int64_t column) const
{
    Shape position(kernel.size());
    std::int64_t rest = column % kernelSize;
    for (std::size_t i = kernel.size(); i > 0; --i) {
        position[i - 1] = rest % kernel[i - 1];
        rest /= kernel[i - 1];
    }
    return position;
}

} // namespace espalier::ui

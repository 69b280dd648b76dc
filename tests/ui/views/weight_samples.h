// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "ui/views/weight_matrix.h"

namespace espalier::test {

/// A layer whose weight has that shape.
inline LayerInfo layerOfShape(const Shape& shape, std::int64_t groups = 1, bool transposed = false)
{
    LayerInfo layer;
    layer.name = "layer";
    layer.opType = "Conv2d";
    layer.groups = groups;
    layer.transposed = transposed;
    layer.parameters.push_back({"weight", shape, DType::Float32, false});
    return layer;
}

/// The matrix of a weight that owns its values.
inline ui::WeightMatrix matrixOf(const Shape& shape, std::vector<float> values, std::int64_t groups = 1,
                                 bool transposed = false)
{
    const auto owner = std::make_shared<const std::vector<float>>(std::move(values));
    return ui::WeightMatrix::of(layerOfShape(shape, groups, transposed), *owner, owner);
}

/// 0, 1, 2, ...: every value says where it is stored.
inline ui::WeightMatrix countedMatrix(const Shape& shape, std::int64_t groups = 1, bool transposed = false)
{
    std::vector<float> values(static_cast<std::size_t>(elementCount(shape)));
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<float>(i);
    return matrixOf(shape, std::move(values), groups, transposed);
}

inline ui::WeightMask maskOf(const Shape& shape, std::vector<std::uint8_t> keep)
{
    ui::WeightMask mask;
    mask.mask = std::make_shared<const Mask>(Mask{shape, std::move(keep)});
    mask.removedShare = mask.mask->sparsity();
    return mask;
}

} // namespace espalier::test

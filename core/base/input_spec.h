// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// Sizes of a tensor, outermost dimension first; empty for a scalar.
using Shape = std::vector<std::int64_t>;

/// Product of all sizes; 1 for a scalar.
std::int64_t elementCount(const Shape& shape);

/// "1x3x224x224"; "scalar" for no dimensions.
std::string shapeText(const Shape& shape);

enum class DType { Float32, Float64, Float16, BFloat16, Int64, Int32, Int16, Int8, UInt8, Bool };

/// PyTorch's name without "torch.": "float32", "int64", ...
const char* dtypeName(DType dtype);

/// Bytes of one element.
std::int64_t dtypeSize(DType dtype);

/// One input of a network: the batch dimension is part of the shape.
struct InputSpec
{
    Shape shape;
    DType dtype = DType::Float32;

    bool operator==(const InputSpec&) const = default;
};

/// Reads "1,3,224,224" or "1,3,224,224;1,16:int64": inputs separated by ';', sizes by ',' (or 'x'), an
/// optional dtype after ':'. @throws Error(InvalidConfig) naming the part that is wrong.
std::vector<InputSpec> parseInputSpecs(std::string_view text);

/// The inverse of parseInputSpecs.
std::string inputSpecsText(const std::vector<InputSpec>& specs);

} // namespace espalier

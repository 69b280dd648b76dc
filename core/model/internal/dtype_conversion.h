// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <c10/core/ScalarType.h>

#include "core/base/input_spec.h"

namespace espalier::internal {

/// Ours of LibTorch's; types a network's parameters never have become Float32.
inline DType dtypeOf(c10::ScalarType type)
{
    switch (type) {
    case c10::ScalarType::Double:
        return DType::Float64;
    case c10::ScalarType::Half:
        return DType::Float16;
    case c10::ScalarType::BFloat16:
        return DType::BFloat16;
    case c10::ScalarType::Long:
        return DType::Int64;
    case c10::ScalarType::Int:
        return DType::Int32;
    case c10::ScalarType::Short:
        return DType::Int16;
    case c10::ScalarType::Char:
        return DType::Int8;
    case c10::ScalarType::Byte:
        return DType::UInt8;
    case c10::ScalarType::Bool:
        return DType::Bool;
    default:
        return DType::Float32;
    }
}

inline c10::ScalarType scalarTypeOf(DType type)
{
    switch (type) {
    case DType::Float64:
        return c10::ScalarType::Double;
    case DType::Float16:
        return c10::ScalarType::Half;
    case DType::BFloat16:
        return c10::ScalarType::BFloat16;
    case DType::Int64:
        return c10::ScalarType::Long;
    case DType::Int32:
        return c10::ScalarType::Int;
    case DType::Int16:
        return c10::ScalarType::Short;
    case DType::Int8:
        return c10::ScalarType::Char;
    case DType::UInt8:
        return c10::ScalarType::Byte;
    case DType::Bool:
        return c10::ScalarType::Bool;
    case DType::Float32:
        break;
    }
    return c10::ScalarType::Float;
}

} // namespace espalier::internal

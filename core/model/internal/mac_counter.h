// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <ATen/core/ivalue.h>

#include <cstdint>
#include <vector>

namespace torch::jit {
struct Node;
}

namespace espalier::internal {

/// Multiply-accumulates of one executed operator, for the whole batch:
///   convolution             output elements x weight elements / output channels
///   transposed convolution  input elements x weight elements / input channels
///   linear                  rows x weight elements
///   mm, bmm, matmul, addmm, baddbmm   elements of the product x inner size
///   scaled_dot_product_attention      both products
///   _native_multi_head_attention      projections and both products
/// 0 for everything else; biases are not counted.
std::int64_t countMacs(const torch::jit::Node* node, const std::vector<c10::IValue>& inputs,
                       const std::vector<c10::IValue>& outputs);

} // namespace espalier::internal

// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <ATen/core/Tensor.h>
#include <ATen/core/ivalue.h>

#include <cstdint>
#include <vector>

namespace torch::jit {
struct Node;
}

namespace espalier::internal {

/// Part of an operator's multiply-accumulates: those with one and the same weight.
struct MacShare
{
    std::int64_t macs = 0;
    /// The factors, of which one may be a weight; empty for products of activations inside a fused operator.
    std::vector<at::Tensor> factors;
};

/// Multiply-accumulates of one executed operator, for the whole batch:
///   convolution             output elements x weight elements / output channels
///   transposed convolution  input elements x weight elements / input channels
///   linear                  rows x weight elements
///   mm, bmm, matmul, mv, dot, addmm, baddbmm   elements of the product x inner size
///   einsum of two factors that sums something  the sizes of all indices but those that one factor sums by itself
///   scaled_dot_product_attention      both products
///   _native_multi_head_attention      projections, each with its own length, and both products
///   _transformer_encoder_layer_fwd    the same and the two linear layers behind it
/// Nothing for everything else; biases are not counted.
std::vector<MacShare> countMacs(const torch::jit::Node* node, const std::vector<c10::IValue>& inputs,
                                const std::vector<c10::IValue>& outputs);

} // namespace espalier::internal

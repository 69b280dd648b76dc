// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace torch::jit {
struct Node;
struct Value;
} // namespace torch::jit

namespace espalier::internal {

/// True for operators that compute with a whole dimension and do the same with a part of it: norms over channels, softmax,
/// mean, sum, maximum, ...; no position in the dimension is among their results.
bool isChannelReduction(const torch::jit::Node* node);

/// True when the result has the dimension as well.
bool keepsChannels(const torch::jit::Node* node);

/// The inputs that have one slice per channel beside the activation, input 0: weight and bias of a norm.
std::vector<std::size_t> channelVectors(const torch::jit::Node* node);

/// True for a weight that is there for certain; false for None and what may be None.
bool isTensor(const torch::jit::Value* value);

/// True when nothing but such operators reads @p value: as their activation, or as weight or bias of a norm.
bool feedsReductionsOnly(const torch::jit::Value* value);

/// True when what index_select() picked along @p dim of an activation of @p rank dimensions is read as a simulation of
/// reductions over some channels reads it: by such operators alone, along that dimension, and what still has the dimension is
/// put back at the same @p indices among zeros.
bool isSimulatedSelection(const torch::jit::Value* picked, std::int64_t dim, std::int64_t rank,
                          const std::vector<std::int64_t>& indices);

} // namespace espalier::internal

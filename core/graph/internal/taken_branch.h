// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <unordered_map>

namespace torch::jit {
struct Block;
struct Node;
} // namespace torch::jit

namespace espalier::internal {

using NodePairs = std::unordered_map<const torch::jit::Node*, torch::jit::Node*>;

/// For each node of @p from, the one of @p to: a copy has the same nodes in the same order.
void pairNodes(const torch::jit::Block* from, torch::jit::Block* to, NodePairs& pairs);

/// Puts the nodes of the first or the second block of the prim::If @p branch in its place. Its condition becomes a constant
/// for whoever else asks for it.
void takeBranch(torch::jit::Node* branch, bool first);

} // namespace espalier::internal

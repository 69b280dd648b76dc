// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

namespace torch::jit {
struct Node;
}

namespace espalier::internal {

/// Puts the nodes of the first or the second block of the prim::If @p branch in its place. Its condition becomes a constant
/// for whoever else asks for it.
void takeBranch(torch::jit::Node* branch, bool first);

} // namespace espalier::internal

// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <memory>

namespace torch::jit {
struct Graph;
}

namespace espalier::internal {

/// Brings an inlined graph to its plainest form without changing what it computes: branches that only raise go,
/// constants are folded, loops of known length unrolled, dead code removed, device constants point to the CPU.
void simplifyGraph(const std::shared_ptr<torch::jit::Graph>& graph);

/// Lets every batch norm and dropout ask the `training` flag of its own module, whether the file was traced (constant
/// flags) or scripted (branches), and removes the branches that this makes superfluous. Counters of seen batches
/// (num_batches_tracked) are kept as they are.
void normalizeTraining(const std::shared_ptr<torch::jit::Graph>& graph);

} // namespace espalier::internal

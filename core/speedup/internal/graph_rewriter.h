// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <memory>

#include "core/graph/internal/channel_removal.h"

namespace torch::jit {
struct Graph;
}

namespace espalier::internal {

/// A copy of @p graph (the one that was analysed) whose constants say what is left: groups, sizes in view and expand,
/// parts of splits, bounds of slices, indices, padding. Sizes that the graph computes itself stay computed.
std::shared_ptr<torch::jit::Graph> rewriteGraph(const std::shared_ptr<torch::jit::Graph>& graph,
                                                const ChannelRemoval& removal);

} // namespace espalier::internal

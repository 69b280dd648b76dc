// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/model/layer_info.h"

namespace torch::jit {
struct Graph;
struct Module;
struct Node;
} // namespace torch::jit

namespace espalier::internal {

struct CollectedLayers
{
    std::vector<ModuleInfo> modules;
    std::vector<LayerInfo> layers;
    std::int64_t parameterCount = 0;
    bool inOrder = true; ///< every tensor lies in memory as its dimensions follow each other
};

/// Lists modules (in the order of PyTorch's named_modules()) and layers (leaf modules and bare parameters), with their
/// parameters and what the graph says of them: groups, stride, calls, norms behind them, reach to an output.
CollectedLayers collectLayers(const torch::jit::Module& module, const std::shared_ptr<torch::jit::Graph>& graph);

/// True for convolutions, transposed convolutions and linear layers: operators that mix channels by a weight.
bool isWeightedOperator(const torch::jit::Node* node);
bool isConvolution(const torch::jit::Node* node);

} // namespace espalier::internal

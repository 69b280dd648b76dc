// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <torch/csrc/jit/api/module.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/model/internal/graph_executor.h"
#include "core/model/model.h"

namespace espalier::internal {

struct ChannelAnalysis;

/// The channel analysis of one model for its present inputs, made when first asked for. Belongs to one ModelImpl: it refers
/// to that one's tensors.
struct ChannelCache
{
    std::mutex mutex;
    bool made = false;
    std::shared_ptr<const ChannelAnalysis> analysis; ///< nullptr where channels cannot be followed
};

/// What a Model owns. The graph and its executor are shared by clones: neither changes after loading.
struct ModelImpl
{
    torch::jit::Module module;
    std::shared_ptr<torch::jit::Graph> graph;
    std::shared_ptr<const GraphExecutor> executor;
    /// The graph before reductions were simulated over some channels only; nullptr: nothing was simulated since it was opened.
    std::shared_ptr<torch::jit::Graph> plainGraph;

    std::vector<ModuleInfo> modules;
    std::vector<LayerInfo> layers;
    std::unordered_map<std::string, std::size_t> layerIndex;
    std::int64_t parameterCount = 0;
    bool inOrder = true; ///< CollectedLayers has it

    std::vector<Issue> issues;
    std::vector<InputSpec> inputs;
    std::vector<Shape> outputShapes;
    std::optional<std::int64_t> macs;
    Model::Normalization normalization;
    std::shared_ptr<ChannelCache> channels = std::make_shared<ChannelCache>();

    /// Fills layers, layerIndex and executor from module and graph.
    void collect();
};

/// forward() on any values, the module object added in front, missing arguments taken from their defaults.
std::vector<c10::IValue> runGraph(const ModelImpl& impl, std::vector<c10::IValue> arguments,
                                  NodeObserver* observer = nullptr);

/// The tensors in @p value: tuples, lists and dicts flattened in order.
void collectTensors(const c10::IValue& value, std::vector<at::Tensor>& tensors);

} // namespace espalier::internal

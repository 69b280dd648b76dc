// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <ATen/core/ivalue.h>

#include <memory>
#include <vector>

namespace torch::jit {
struct Graph;
struct Node;
} // namespace torch::jit

namespace espalier::internal {

/// Watches a run, node by node. Constants and attributes are not reported.
class NodeObserver
{
public:
    virtual ~NodeObserver() = default;
    virtual void executed(const torch::jit::Node* node, const std::vector<c10::IValue>& inputs,
                          const std::vector<c10::IValue>& outputs) = 0;
};

/// Runs a graph by walking its nodes. The walk costs the same as LibTorch's interpreter, and lets observers see every value.
/// Built once per graph; run() is const and may be called from several threads, each with its own module object.
class GraphExecutor
{
public:
    /// Keeps @p graph alive and expects it to stay unchanged. @throws Error(Unsupported) naming an operator that this
    /// LibTorch lacks.
    explicit GraphExecutor(std::shared_ptr<torch::jit::Graph> graph);
    ~GraphExecutor();

    /// @param inputs the module object first, then forward()'s arguments.
    /// @throws Error naming the layer whose operator failed.
    std::vector<c10::IValue> run(std::vector<c10::IValue> inputs, NodeObserver* observer = nullptr) const;

private:
    struct Plan;
    std::unique_ptr<Plan> m_plan;
};

} // namespace espalier::internal

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/internal/output_observer.h"

#include <torch/csrc/jit/ir/ir.h>

#include "core/model/internal/graph_inliner.h"
#include "core/model/internal/layer_collector.h"
#include "core/model/internal/model_impl.h"

namespace espalier::internal {
namespace {

using torch::jit::Block;
using torch::jit::Node;

struct LayerNodes
{
    std::vector<const Node*> weighted; ///< one per call
    const Node* last = nullptr;        ///< where a layer has no such operator: the last that makes a tensor
};

void collectNodes(const Block* block, std::unordered_map<std::string, LayerNodes>& layers)
{
    for (const Node* node : block->nodes()) {
        const auto found = layers.find(modulePath(node));
        if (found != layers.end() && !node->kind().is_prim() && node->outputs().size() > 0
            && node->output(0)->type()->isSubtypeOf(*c10::TensorType::get())) {
            found->second.last = node;
            if (isWeightedOperator(node))
                found->second.weighted.push_back(node);
        }
        for (const Block* inner : node->blocks())
            collectNodes(inner, layers);
    }
}

} // namespace

OutputObserver::OutputObserver(const Model& model, const std::map<std::string, LayerStatistics*>& statistics)
{
    std::unordered_map<std::string, LayerNodes> layers;
    for (const auto& [layer, collector] : statistics)
        layers[layer];
    collectNodes(model.impl().graph->block(), layers);
    for (const auto& [layer, nodes] : layers) {
        const LayerInfo* info = model.findLayer(layer);
        const auto shape = info ? info->weightShape() : std::nullopt;
        // A weight of out x in x k... makes outputs of batch x out x k...; a linear layer's channels come last.
        const Listener listener{statistics.at(layer), shape ? static_cast<std::int64_t>(shape->size()) - 2 : 0};
        for (const Node* node : nodes.weighted)
            m_listeners.emplace(node, listener);
        if (nodes.weighted.empty() && nodes.last != nullptr)
            m_listeners.emplace(nodes.last, listener);
    }
}

void OutputObserver::executed(const Node* node, const std::vector<c10::IValue>&,
                              const std::vector<c10::IValue>& outputs)
{
    const auto found = m_listeners.find(node);
    if (found == m_listeners.end() || outputs.empty() || !outputs.front().isTensor())
        return;
    const at::Tensor output = outputs.front().toTensor().detach().to(at::kFloat).contiguous();
    const std::int64_t channelDim = output.dim() - 1 - found->second.innerDims;
    if (channelDim < 0)
        return;
    found->second.statistics->addOutput({output.sizes().vec(),
                                         {output.data_ptr<float>(), static_cast<std::size_t>(output.numel())},
                                         static_cast<std::size_t>(channelDim)});
}

} // namespace espalier::internal

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speedup/internal/norm_shapes.h"

#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/ir/ir.h>

#include "core/model/internal/graph_inliner.h"
#include "core/model/internal/model_impl.h"

namespace espalier::internal {
namespace {

/// The module whose weight the norm reads, wherever that is done: a file that was written for the masked network has all in
/// one forward(). Norms without a weight go by the module that they are computed in.
std::string ownerOf(const torch::jit::Node* node, const torch::jit::Value* self)
{
    const torch::jit::Value* weight = node->input(2);
    while (weight->node()->kind() == c10::Symbol::fromQualString("aten::constant_pad_nd"))
        weight = weight->node()->input(0);
    const auto path = attributePath(weight, self);
    if (!path || path->rfind('.') == std::string::npos)
        return modulePath(node);
    return path->substr(0, path->rfind('.'));
}

void collect(const torch::jit::Block* block, const torch::jit::Value* self, std::map<std::string, Shape>& shapes)
{
    for (const torch::jit::Node* node : block->nodes()) {
        const std::string kind = node->kind().toQualString();
        if (kind == "aten::layer_norm" || kind == "aten::rms_norm") {
            const auto shape = torch::jit::toIValue(node->input(1));
            if (shape && shape->isIntList())
                shapes[ownerOf(node, self)] = shape->toIntVector();
        }
        for (const torch::jit::Block* inner : node->blocks())
            collect(inner, self, shapes);
    }
}

} // namespace

std::map<std::string, Shape> normShapes(const Model& model)
{
    std::map<std::string, Shape> shapes;
    const auto& graph = model.impl().graph;
    collect(graph->block(), graph->inputs().at(0), shapes);
    return shapes;
}

} // namespace espalier::internal

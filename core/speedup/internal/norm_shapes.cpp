// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speedup/internal/norm_shapes.h"

#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/ir/ir.h>

#include "core/model/internal/graph_inliner.h"
#include "core/model/internal/model_impl.h"

namespace espalier::internal {
namespace {

void collect(const torch::jit::Block* block, std::map<std::string, Shape>& shapes)
{
    for (const torch::jit::Node* node : block->nodes()) {
        const std::string kind = node->kind().toQualString();
        if (kind == "aten::layer_norm" || kind == "aten::rms_norm") {
            const auto shape = torch::jit::toIValue(node->input(1));
            if (shape && shape->isIntList())
                shapes[modulePath(node)] = shape->toIntVector();
        }
        for (const torch::jit::Block* inner : node->blocks())
            collect(inner, shapes);
    }
}

} // namespace

std::map<std::string, Shape> normShapes(const Model& model)
{
    std::map<std::string, Shape> shapes;
    collect(model.impl().graph->block(), shapes);
    return shapes;
}

} // namespace espalier::internal

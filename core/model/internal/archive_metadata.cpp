// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/internal/archive_metadata.h"

#include <torch/csrc/jit/ir/ir.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/model/internal/graph_inliner.h"
#include "core/model/internal/model_impl.h"

namespace espalier::internal {
namespace {

using nlohmann::json;
using torch::jit::Block;
using torch::jit::Node;

/// Operators in the order of the graph. prim nodes are left out: passes and serialisation move constants and attributes.
void forEachOperator(Block* block, const std::function<void(Node*)>& visit)
{
    for (Node* node : block->nodes()) {
        if (!node->kind().is_prim())
            visit(node);
        for (Block* inner : node->blocks())
            forEachOperator(inner, visit);
    }
}

void restorePaths(const ModelImpl& impl, const json& operators)
{
    std::vector<Node*> nodes;
    forEachOperator(impl.graph->block(), [&](Node* node) { nodes.push_back(node); });
    if (!operators.is_array() || operators.size() != nodes.size())
        return;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const json& entry = operators[i];
        if (!entry.is_array() || entry.size() != 2 || !entry[0].is_string() || !entry[1].is_string()
            || entry[0].get<std::string>() != nodes[i]->kind().toUnqualString())
            return;
    }
    for (std::size_t i = 0; i < nodes.size(); ++i)
        setModulePath(nodes[i], operators[i][1].get<std::string>());
}

std::vector<double> numbers(const json& values)
{
    std::vector<double> result;
    if (values.is_array()) {
        for (const json& value : values) {
            if (value.is_number())
                result.push_back(value.get<double>());
        }
    }
    return result;
}

} // namespace

std::string writeMetadata(const ModelImpl& impl)
{
    json operators = json::array();
    forEachOperator(impl.graph->block(), [&](const Node* node) {
        operators.push_back({node->kind().toUnqualString(), modulePath(node)});
    });
    json metadata;
    metadata["format_version"] = 1;
    metadata["operators"] = std::move(operators);
    if (!impl.inputs.empty())
        metadata["input_shape"] = inputSpecsText(impl.inputs);
    if (!impl.normalization.mean.empty() || !impl.normalization.std.empty())
        metadata["normalization"] = {{"mean", impl.normalization.mean}, {"std", impl.normalization.std}};
    return metadata.dump();
}

void readMetadata(ModelImpl& impl, const std::string& text)
{
    const json metadata = json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (!metadata.is_object())
        return;
    if (metadata.contains("operators"))
        restorePaths(impl, metadata["operators"]);
    if (metadata.contains("normalization") && metadata["normalization"].is_object()) {
        const json& normalization = metadata["normalization"];
        impl.normalization = {numbers(normalization.value("mean", json())),
                              numbers(normalization.value("std", json()))};
    }
    if (metadata.contains("input_shape") && metadata["input_shape"].is_string()) {
        try {
            impl.inputs = parseInputSpecs(metadata["input_shape"].get<std::string>());
        } catch (const Error&) {
            impl.inputs.clear();
        }
    }
}

} // namespace espalier::internal

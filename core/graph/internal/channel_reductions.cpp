// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/internal/channel_reductions.h"

#include <torch/csrc/jit/ir/ir.h>

#include <algorithm>
#include <string>
#include <unordered_set>

namespace espalier::internal {
namespace {

using namespace torch::jit;

std::string kindOf(const Node* node)
{
    return node->kind().toQualString();
}

bool isNormOverChannels(const Node* node)
{
    const std::string kind = kindOf(node);
    return kind == "aten::layer_norm" || kind == "aten::group_norm" || kind == "aten::rms_norm";
}

/// A type of its own would be another than that of the zeros that stand in for what is left out.
bool keepsType(const Node* node)
{
    const auto* schema = node->maybeSchema();
    if (schema == nullptr)
        return false;
    const auto dtype = schema->argumentIndexWithName("dtype");
    return !dtype || node->input(static_cast<std::size_t>(*dtype))->type()->kind() == c10::TypeKind::NoneType;
}

/// An index would count what is left instead of what there was.
bool givesIndices(const Node* node)
{
    return node->outputs().size() > 1 && node->outputs()[1]->hasUses();
}

} // namespace

bool isChannelReduction(const Node* node)
{
    static const std::unordered_set<std::string> kReductions{
        "aten::mean", "aten::sum", "aten::amax", "aten::amin", "aten::prod",      "aten::std",
        "aten::var",  "aten::max", "aten::min",  "aten::norm", "aten::logsumexp", "aten::linalg_vector_norm"};
    if (isNormOverChannels(node))
        return true;
    if (keepsChannels(node))
        return keepsType(node);
    return kReductions.contains(kindOf(node)) && !givesIndices(node);
}

bool keepsChannels(const Node* node)
{
    const std::string kind = kindOf(node);
    return isNormOverChannels(node) || kind == "aten::softmax" || kind == "aten::log_softmax";
}

std::vector<std::size_t> channelVectors(const Node* node)
{
    if (!isNormOverChannels(node))
        return {};
    return kindOf(node) == "aten::rms_norm" ? std::vector<std::size_t>{2} : std::vector<std::size_t>{2, 3};
}

bool isTensor(const Value* value)
{
    return value->type()->isSubtypeOf(*c10::TensorType::get());
}

bool feedsReductionsOnly(const Value* value)
{
    return std::all_of(value->uses().begin(), value->uses().end(), [](const Use& use) {
        const auto vectors = channelVectors(use.user);
        return isChannelReduction(use.user)
               && (use.offset == 0 || std::find(vectors.begin(), vectors.end(), use.offset) != vectors.end());
    });
}

} // namespace espalier::internal

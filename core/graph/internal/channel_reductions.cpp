// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/internal/channel_reductions.h"

#include <ATen/core/Tensor.h>
#include <c10/core/WrapDimMinimal.h>
#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/ir/ir.h>

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_set>

#include "core/graph/internal/label_tensor.h"

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

/// The integers of a constant, or of a list of constants; nullopt for what only a run tells.
std::optional<std::vector<std::int64_t>> constantIntegers(const Value* value)
{
    if (const auto fixed = toIValue(value)) {
        if (fixed->isInt())
            return std::vector<std::int64_t>{fixed->toInt()};
        if (fixed->isIntList())
            return fixed->toIntVector();
        return std::nullopt;
    }
    if (value->node()->kind() != prim::ListConstruct)
        return std::nullopt;
    std::vector<std::int64_t> integers;
    for (const Value* element : value->node()->inputs()) {
        const auto fixed = toIValue(element);
        if (!fixed || !fixed->isInt())
            return std::nullopt;
        integers.push_back(fixed->toInt());
    }
    return integers;
}

/// Everything is reduced where no dimension is given; what compares two tensors element by element reduces nothing.
bool reducesAlong(const Node* node, std::int64_t dim, std::int64_t rank)
{
    const auto* schema = node->maybeSchema();
    if (schema == nullptr || schema->argumentIndexWithName("other"))
        return false;
    const auto argument = schema->argumentIndexWithName("dim");
    if (!argument || node->input(static_cast<std::size_t>(*argument))->mustBeNone())
        return true;
    const auto dims = constantIntegers(node->input(static_cast<std::size_t>(*argument)));
    return dims && std::any_of(dims->begin(), dims->end(), [&](std::int64_t reduced) {
               return c10::maybe_wrap_dim(reduced, rank) == dim;
           });
}

/// All of it goes among zeros, by index_copy(zeros, dim, indices, value), and nowhere else.
bool isPutBack(const Value* value, std::int64_t dim, std::int64_t rank, const std::vector<std::int64_t>& indices)
{
    if (value->uses().size() != 1)
        return false;
    const Use& use = value->uses().front();
    if (kindOf(use.user) != "aten::index_copy" || use.offset != 3
        || kindOf(use.user->input(0)->node()) != "aten::zeros_like")
        return false;
    const auto place = toIValue(use.user->input(1));
    const auto index = toIValue(use.user->input(2));
    return place && place->isInt() && c10::maybe_wrap_dim(place->toInt(), rank) == dim && index && index->isTensor()
           && labelList(index->toTensor().to(at::kLong)) == indices;
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

bool isSimulatedSelection(const Value* picked, std::int64_t dim, std::int64_t rank,
                          const std::vector<std::int64_t>& indices)
{
    return std::all_of(picked->uses().begin(), picked->uses().end(), [&](const Use& use) {
        if (use.offset != 0 || !isChannelReduction(use.user))
            return false;
        return keepsChannels(use.user) ? isPutBack(use.user->output(), dim, rank, indices)
                                       : reducesAlong(use.user, dim, rank);
    });
}

} // namespace espalier::internal

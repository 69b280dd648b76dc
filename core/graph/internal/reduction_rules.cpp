// SPDX-License-Identifier: GPL-3.0-or-later
// Operators that compute one number from a whole dimension. Over space they treat channels separately; over channels they
// keep all of them, because a mean or a softmax over fewer channels is another number, unless they are to be pruned all the
// same.
#include <c10/core/WrapDimMinimal.h>
#include <torch/csrc/jit/ir/ir.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <unordered_set>

#include "core/graph/internal/channel_reductions.h"
#include "core/graph/internal/label_rules.h"

namespace espalier::internal {
namespace {

using Values = std::vector<c10::IValue>;
using Indices = std::vector<std::int64_t>;

constexpr const char* kKept = ESPALIER_TR(
    "core", "The operator %1 in layer %2 (%3) computes one number from all of these channels: all of them are "
            "kept.");
constexpr const char* kKeptUnlessThrough = ESPALIER_TR(
    "core", "The operator %1 in layer %2 (%3) computes one number from all of these channels: all of them are "
            "kept, unless pruning goes through reductions.");

int argumentOf(const RuleContext& context, const std::string& name)
{
    const auto& arguments = context.node()->schema().arguments();
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i].name() == name)
            return static_cast<int>(i);
    }
    return -1;
}

std::vector<std::int64_t> reducedDims(const RuleContext& context, std::int64_t count)
{
    const int argument = argumentOf(context, "dim");
    std::vector<std::int64_t> dims;
    if (argument >= 0 && !context.isNone(static_cast<std::size_t>(argument)))
        dims = context.integers(static_cast<std::size_t>(argument));
    if (dims.empty()) {
        dims.resize(static_cast<std::size_t>(count));
        std::iota(dims.begin(), dims.end(), 0);
    }
    for (std::int64_t& dim : dims)
        dim = c10::maybe_wrap_dim(dim, count);
    return dims;
}

bool hasTwoOfOneLayer(const LabelSpace& space, const LabelTensor& labels, std::int64_t dim)
{
    std::unordered_set<int> owners;
    std::unordered_set<Label> seen;
    for (const Label label : firstLabelsAlong(labels, dim)) {
        if (label == kFixed || !seen.insert(label).second)
            continue;
        const int owner = space.ownerOf(label);
        if (owner >= 0 && !owners.insert(owner).second)
            return true;
    }
    return false;
}

bool variesElsewhere(const LabelTensor& labels, std::int64_t dim)
{
    for (std::int64_t d = 0; d < labels.dim(); ++d) {
        if (d != dim && varies(labels, d))
            return true;
    }
    return false;
}

/// True when the node may work on some of the channels along @p dim; they are noted then.
bool reducesSome(const RuleContext& context, const LabelTensor& labels, std::int64_t dim)
{
    if (!isChannelReduction(context.node()) || variesElsewhere(classesOf(context.space(), labels), dim))
        return false;
    const auto& picked = context.input(0).selection;
    const bool some = picked && picked->dim == dim && !variesElsewhere(picked->source, dim);
    if (!some && !context.throughReductions())
        return false;
    const std::vector<Label> line = labelsAlong(context.space(), labels, dim, context.uniteReason());
    // Dimensions behind may be gone already; those of the operator's input count.
    if (context.throughReductions())
        context.recordReduction(dim, line, context.labels(0).sizes(), some ? picked->indices : Indices());
    else
        context.keepInTheEnd(line);
    return true;
}

/// Channels of one layer lie along another dimension, too, as the heads of an attention beside the channels of each.
bool hasChannelsElsewhere(const LabelSpace& space, const LabelTensor& labels, std::int64_t dim)
{
    for (std::int64_t d = 0; d < labels.dim(); ++d) {
        if (d != dim && varies(labels, d) && hasTwoOfOneLayer(space, labels, d))
            return true;
    }
    return false;
}

/// Labels must not differ along @p dim. What one number is computed from goes together where it is only a part of a layer's
/// channels (a head); where it is all of them, they are kept. Parts of different layers are united.
LabelTensor settled(const RuleContext& context, const LabelTensor& labels, std::int64_t dim)
{
    if (labels.numel() == 0 || !varies(labels, dim))
        return labels;
    if (reducesSome(context, labels, dim))
        return keepsChannels(context.node()) ? labels : fixedLabels(labels.sizes());
    if (!hasTwoOfOneLayer(context.space(), labels, dim) || hasChannelsElsewhere(context.space(), labels, dim))
        return uniteAlong(context.space(), labels, dim, context.uniteReason());
    const bool mayLose = isChannelReduction(context.node()) && !context.throughReductions();
    context.lock(labels, mayLose ? kKeptUnlessThrough : kKept);
    return labels;
}

Values reduction(const RuleContext& context)
{
    LabelTensor labels = context.labels(0);
    context.settleSizes();
    if (argumentOf(context, "other") >= 0)
        return {uniteBroadcast(context.space(), labels, context.labels(1), context.uniteReason())};
    const int keepAt = argumentOf(context, "keepdim");
    const bool keep = keepAt >= 0 && context.flag(static_cast<std::size_t>(keepAt));
    std::vector<std::int64_t> dims = reducedDims(context, labels.dim());
    std::sort(dims.begin(), dims.end(), std::greater<>());
    for (const std::int64_t dim : dims) {
        labels = settled(context, labels, dim);
        if (labels.size(dim) == 0)
            return {fixedLabels({})};
        labels = keep ? labels.narrow(dim, 0, 1) : labels.select(dim, 0);
    }
    // Zeros give the logarithm of their number.
    if (context.node()->kind() == c10::Symbol::fromQualString("aten::logsumexp"))
        context.recordNonZero(labels);
    return Values(context.node()->outputs().size(), labels);
}

/// softmax, cumsum: the dimension stays.
Values scan(const RuleContext& context)
{
    const LabelTensor labels = context.labels(0);
    const LabelTensor result = settled(context, labels, c10::maybe_wrap_dim(context.integer(1), labels.dim()));
    context.recordNonZero(result);
    return Values(context.node()->outputs().size(), result);
}

} // namespace

void addReductionRules(RuleTable& table)
{
    for (const char* name : {"mean", "sum", "amax", "amin", "prod", "std", "var", "max", "min", "argmax", "argmin",
                             "norm", "linalg_vector_norm", "median", "logsumexp", "all", "any", "frobenius_norm"})
        table.emplace(std::string("aten::") + name, reduction);
    for (const char* name : {"softmax", "log_softmax", "cumsum", "_softmax", "_log_softmax"})
        table.emplace(std::string("aten::") + name, scan);
}

} // namespace espalier::internal

// SPDX-License-Identifier: GPL-3.0-or-later
// Normalisations. A batch norm treats each channel by itself. Of those that compute statistics over channels, a group norm
// allows whole groups to go, a layer norm with a stored weight channels that are zero; no others, unless they are to be
// pruned through such norms.
#include <torch/csrc/jit/ir/ir.h>

#include <algorithm>
#include <optional>

#include "core/graph/internal/channel_reductions.h"
#include "core/graph/internal/label_rules.h"
#include "core/model/internal/graph_inliner.h"

namespace espalier::internal {
namespace {

using Values = std::vector<c10::IValue>;

/// batch_norm and instance_norm: (input, weight, bias, running_mean, running_var, ...)
Values channelNorm(const RuleContext& context)
{
    const LabelTensor input = context.labels(0);
    const std::int64_t dim = input.dim() > 1 ? 1 : 0;
    const std::vector<Label> labels = labelsAlong(context.space(), input, dim, context.uniteReason());
    for (std::size_t i = 1; i <= 4; ++i)
        addVector(context, i, labels);
    return {spreadLabels(labels, input.sizes(), dim)};
}

/// The dimension that alone channels differ along, if it is one that the norm normalises over and has a weight for.
std::optional<std::int64_t> channelDim(const RuleContext& context, const LabelTensor& labels, std::int64_t first)
{
    // A class token and a position embedding begin with labels of their own at every position.
    keepFinest(context.space(), labels, context.uniteReason());
    const LabelTensor classes = classesOf(context.space(), labels);
    std::optional<std::int64_t> found;
    for (std::int64_t d = 0; d < classes.dim(); ++d) {
        if (!varies(classes, d))
            continue;
        if (found || d < first)
            return std::nullopt;
        found = d;
    }
    const bool perChannel = context.node()->kind() == c10::Symbol::fromQualString("aten::group_norm");
    return perChannel && found != first ? std::nullopt : found;
}

/// The norm works on channels that earlier pruning through reductions left it (@p picked): those stay, the others are none of
/// its business. nullopt when it is no such norm.
std::optional<Values> normOfPicked(const RuleContext& context, const Selection& picked, std::int64_t first)
{
    const auto vectors = channelVectors(context.node());
    for (const std::size_t i : vectors) {
        const auto& own = context.input(i).selection;
        const bool fits = own && own->tensor >= 0 && own->indices == picked.indices && own->dim == picked.dim - first;
        if (!context.isNone(i) && !fits)
            return std::nullopt;
    }
    if (picked.dim < first || channelDim(context, picked.source, first) != picked.dim)
        return std::nullopt;
    const std::vector<Label> all = labelsAlong(context.space(), picked.source, picked.dim, context.uniteReason());
    for (const std::size_t i : vectors) {
        if (context.isNone(i))
            continue;
        const Selection& own = *context.input(i).selection;
        addStoredVector(context, own.tensor, static_cast<int>(own.dim), all);
        const at::Tensor& stored = context.analysis().tensors[static_cast<std::size_t>(own.tensor)].tensor;
        const LabelTensor source = spreadLabels(all, stored.sizes(), own.dim);
        context.analysis().shapes.push_back(
            {own.node, ShapeKind::IndexSelect, own.dim, source, {source}, {}, own.indices, {}});
    }
    std::vector<Label> left;
    for (const std::int64_t index : picked.indices)
        left.push_back(all[static_cast<std::size_t>(index)]);
    const at::IntArrayRef shape = context.labels(0).sizes();
    if (context.throughReductions())
        context.recordReduction(picked.dim, left, shape, picked.indices);
    else
        context.keepInTheEnd(left);
    return Values{spreadLabels(left, shape, picked.dim)};
}

/// The norm may lose channels and goes on with those that are left. nullopt when it may not.
std::optional<Values> normOfSome(const RuleContext& context, std::int64_t first)
{
    if (const auto& picked = context.input(0).selection) {
        if (auto result = normOfPicked(context, *picked, first))
            return result;
    }
    if (!context.throughReductions())
        return std::nullopt;
    const auto vectors = channelVectors(context.node());
    const bool stored = std::all_of(vectors.begin(), vectors.end(), [&](std::size_t i) {
        return context.isNone(i) || (context.tensorIndex(i) >= 0 && isTensor(context.node()->input(i)));
    });
    const LabelTensor input = context.labels(0);
    const auto dim = stored ? channelDim(context, input, first) : std::nullopt;
    if (!dim)
        return std::nullopt;
    const std::vector<Label> labels = labelsAlong(context.space(), input, *dim, context.uniteReason());
    for (const std::size_t i : vectors) {
        if (!context.isNone(i))
            addStoredVector(context, context.tensorIndex(i), static_cast<int>(*dim - first), labels);
    }
    context.recordReduction(*dim, labels, input.sizes(), {});
    return Values{spreadLabels(labels, input.sizes(), *dim)};
}

constexpr const char* kOverAll = ESPALIER_TR(
    "core", "The operator %1 in layer %2 (%3) normalises over all channels: none of them can go without changing "
            "the others.");
constexpr const char* kOverAllUnlessThrough = ESPALIER_TR(
    "core", "The operator %1 in layer %2 (%3) normalises over all channels: none of them can go without changing "
            "the others, unless pruning goes through reductions.");

/// group_norm: (input, groups, weight, bias, eps, ...)
Values groupNorm(const RuleContext& context)
{
    if (context.integer(1) == 1) {
        if (auto result = normOfSome(context, 1))
            return *result;
    }
    const LabelTensor input = context.labels(0);
    const std::vector<Label> labels = labelsAlong(context.space(), input, 1, context.uniteReason());
    const auto groups = static_cast<std::size_t>(context.integer(1));
    const std::size_t size = labels.size() / groups;
    const int reason = context.space().addReason(
        {ESPALIER_TR("core", "They share a group of the norm %1."), {moduleTitle(context.node())}});
    for (std::size_t i = 0; i < labels.size(); ++i)
        context.space().unite(labels[i], labels[i / size * size], reason);
    if (groups == 1)
        context.lock(input, context.throughReductions() ? kOverAll : kOverAllUnlessThrough);
    addVector(context, 2, labels);
    addVector(context, 3, labels);
    const LabelTensor result = spreadLabels(labels, input.sizes(), 1);
    context.record(ShapeKind::Groups, 1, result, {result});
    return {result};
}

constexpr const char* kOverChannels =
    ESPALIER_TR("core", "The operator %1 in layer %2 (%3) normalises over these channels: all of them are kept.");

bool variesAlong(const LabelTensor& labels, std::int64_t begin, std::int64_t end)
{
    for (std::int64_t d = begin; d < end; ++d) {
        if (varies(labels, d))
            return true;
    }
    return false;
}

/// layer_norm(input, normalized_shape, weight, bias, ...). A channel that is zero in front of it, and whose weight and bias
/// are masked, is zero behind it, and the others only need to know that it was there.
Values layerNorm(const RuleContext& context)
{
    const LabelTensor input = context.labels(0);
    const std::int64_t first = input.dim() - static_cast<std::int64_t>(context.integers(1).size());
    if (!variesAlong(input, first, input.dim())) {
        if (!context.isNone(3))
            context.recordNonZero(input);
        return {input};
    }
    if (auto result = normOfSome(context, first))
        return *result;
    const bool stored = context.tensorIndex(2) >= 0 && (context.isNone(3) || context.tensorIndex(3) >= 0);
    const std::int64_t last = input.dim() - 1;
    // A class token and a position embedding begin with labels of their own at every position.
    keepFinest(context.space(), input, context.uniteReason());
    if (first != last || !stored || variesAlong(classesOf(context.space(), input), 0, last)) {
        context.lock(input, kOverChannels);
        return {input};
    }
    const std::vector<Label> labels = labelsAlong(context.space(), input, last, context.uniteReason());
    addVector(context, 2, labels);
    addVector(context, 3, labels);
    const LabelTensor result = spreadLabels(labels, input.sizes(), last);
    // What nobody else reads still counts here.
    context.analysis().consumed.push_back(labelCore(result));
    context.record(ShapeKind::LayerNorm, last, result, {result});
    return {result};
}

/// rms_norm(input, normalized_shape, weight, ...)
Values rmsNorm(const RuleContext& context)
{
    const LabelTensor input = context.labels(0);
    const std::int64_t first = input.dim() - static_cast<std::int64_t>(context.integers(1).size());
    if (!variesAlong(input, first, input.dim()))
        return {input};
    if (auto result = normOfSome(context, first))
        return *result;
    context.lock(input, kOverChannels);
    return {input};
}

} // namespace

void addNormRules(RuleTable& table)
{
    table.emplace("aten::batch_norm", channelNorm);
    table.emplace("aten::instance_norm", channelNorm);
    table.emplace("aten::group_norm", groupNorm);
    table.emplace("aten::layer_norm", layerNorm);
    table.emplace("aten::rms_norm", rmsNorm);
}

} // namespace espalier::internal

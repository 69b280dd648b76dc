// SPDX-License-Identifier: GPL-3.0-or-later
// Products of two activations, attention above all.
#include <ATen/ExpandUtils.h>
#include <torch/csrc/jit/ir/ir.h>

#include "core/graph/internal/label_rules.h"

namespace espalier::internal {
namespace {

using Values = std::vector<c10::IValue>;

constexpr const char* kFused = ESPALIER_TR(
    "core", "The operator %1 in layer %2 (%3) needs all channels that reach it. A network that is scripted, or "
            "traced outside torch.no_grad(), has no such operator and can lose them.");

bool batchVaries(const LabelTensor& labels)
{
    for (std::int64_t d = 0; d + 2 < labels.dim(); ++d) {
        if (varies(labels, d))
            return true;
    }
    return false;
}

/// Labels of one factor once the dimension that is summed over is settled. @p dim is that dimension. Where labels vary
/// along it, the product belongs to all of them and to none: fixed. With several heads (batch dimensions) the whole
/// head is united instead, so that heads stay whole.
LabelTensor withoutInner(const RuleContext& context, const LabelTensor& labels, std::int64_t dim, bool heads)
{
    if (!varies(labels, dim))
        return labels.narrow(dim, 0, 1);
    if (heads)
        return uniteAlong(context.space(), labels, dim, context.uniteReason()).narrow(dim, 0, 1);
    std::vector<std::int64_t> shape = labels.sizes().vec();
    shape[static_cast<std::size_t>(labels.dim() + (dim < 0 ? dim : dim - labels.dim()))] = 1;
    return fixedLabels(shape);
}

LabelTensor broadcastBatch(const LabelTensor& labels, at::IntArrayRef batch)
{
    std::vector<std::int64_t> shape = batch.vec();
    shape.push_back(labels.size(-2));
    shape.push_back(labels.size(-1));
    return labels.expand(shape);
}

} // namespace

LabelTensor contract(const RuleContext& context, LabelTensor a, LabelTensor b)
{
    const bool vectorA = a.dim() == 1;
    const bool vectorB = b.dim() == 1;
    a = vectorA ? a.unsqueeze(0) : a;
    b = vectorB ? b.unsqueeze(1) : b;
    const std::vector<std::int64_t> batch = at::infer_size(a.sizes().slice(0, static_cast<std::size_t>(a.dim() - 2)),
                                                           b.sizes().slice(0, static_cast<std::size_t>(b.dim() - 2)));
    a = broadcastBatch(a, batch);
    b = broadcastBatch(b, batch);
    LabelSpace& space = context.space();
    const bool inner = varies(a, a.dim() - 1) || varies(b, b.dim() - 2);
    if (inner) {
        // Inner positions meet pairwise, whatever row and column they belong to.
        const LabelTensor left = uniteAlong(space, a, a.dim() - 2, context.uniteReason()).select(-2, 0);
        const LabelTensor right = uniteAlong(space, b, b.dim() - 1, context.uniteReason()).select(-1, 0);
        uniteBroadcast(space, left, right, context.uniteReason());
        context.analysis().consumed.push_back(labelCore(left));
    }
    const bool heads = batchVaries(a) || batchVaries(b);
    const LabelTensor rows = withoutInner(context, a, a.dim() - 1, heads);
    const LabelTensor columns = withoutInner(context, b, b.dim() - 2, heads);
    std::vector<std::int64_t> shape = batch;
    shape.push_back(a.size(-2));
    shape.push_back(b.size(-1));
    LabelTensor result;
    const auto isFixed = [](const LabelTensor& labels) {
        return !variesAnywhere(labels) && labels.numel() > 0 && labelList(labelCore(labels)).front() == kFixed;
    };
    if (isFixed(rows))
        result = columns.expand(shape);
    else if (isFixed(columns))
        result = rows.expand(shape);
    else
        result = uniteBroadcast(space, rows, columns, context.uniteReason()).expand(shape);
    context.analysis().products.push_back({a, result});
    if (vectorA)
        result = result.select(-2, 0);
    if (vectorB)
        result = result.select(-1, 0);
    return result;
}

namespace {

Values product(const RuleContext& context)
{
    if (context.tensorIndex(1) >= 0 && context.input(1).value.toTensor().dim() == 2)
        return {productWithWeight(context)};
    return {contract(context, context.labels(0), context.labels(1))};
}

/// baddbmm(input, a, b)
Values addedProduct(const RuleContext& context)
{
    const LabelTensor result = contract(context, context.labels(1), context.labels(2));
    return {uniteBroadcast(context.space(), result, context.labels(0), context.uniteReason())};
}

Values attention(const RuleContext& context)
{
    LabelTensor scores = contract(context, context.labels(0), context.labels(1).transpose(-2, -1));
    if (!context.isNone(3))
        scores = uniteBroadcast(context.space(), scores, context.labels(3), context.uniteReason());
    return {contract(context, scores, context.labels(2))};
}

/// A fused operator takes one width for everything: nothing inside or around it can go, whether it reaches the operator or
/// is one of the tensors stored for it.
void keepEverything(const RuleContext& context)
{
    for (std::size_t i = 0; i < context.inputCount(); ++i) {
        if (context.isNone(i) || !context.isTensor(i))
            continue;
        if (context.tensorIndex(i) >= 0)
            context.keepStored(i, kFused);
        else if (context.input(i).labelled)
            context.lock(context.labels(i), kFused);
    }
}

/// _native_multi_head_attention(query, key, value, width, heads, 4 tensors, mask, need_weights, average_weights, ...):
/// the result, and the scores of each head or their mean.
Values fusedAttention(const RuleContext& context)
{
    keepEverything(context);
    const LabelTensor query = context.labels(0);
    std::vector<std::int64_t> scores{query.size(0), query.size(1), context.labels(1).size(1)};
    if (!context.flag(11))
        scores.insert(scores.begin() + 1, context.integer(4));
    if (!context.flag(10))
        scores.assign(1, 0);
    return {fixedLabels(query.sizes()), fixedLabels(scores)};
}

/// _transformer_encoder_layer_fwd(input, ...)
Values fusedEncoderLayer(const RuleContext& context)
{
    keepEverything(context);
    return {fixedLabels(context.labels(0).sizes())};
}

} // namespace

void addContractionRules(RuleTable& table)
{
    for (const char* name : {"matmul", "bmm", "mm", "mv", "dot"})
        table.emplace(std::string("aten::") + name, product);
    table.emplace("aten::baddbmm", addedProduct);
    table.emplace("aten::scaled_dot_product_attention", attention);
    table.emplace("aten::_native_multi_head_attention", fusedAttention);
    table.emplace("aten::_transformer_encoder_layer_fwd", fusedEncoderLayer);
}

} // namespace espalier::internal

// SPDX-License-Identifier: GPL-3.0-or-later
// Operators that only move elements: running them on the labels themselves is exact.
#include <c10/core/WrapDimMinimal.h>
#include <torch/csrc/jit/ir/ir.h>

#include <algorithm>
#include <numeric>

#include "core/base/error.h"
#include "core/graph/internal/label_rules.h"
#include "core/model/internal/graph_inliner.h"

namespace espalier::internal {
namespace {

using Values = std::vector<c10::IValue>;

std::int64_t dimOf(const RuleContext& context, std::size_t input, const LabelTensor& labels)
{
    return c10::maybe_wrap_dim(context.integer(input), labels.dim());
}

Values moves(const RuleContext& context)
{
    context.noteRead(0);
    Values outputs = context.runOnLabels();
    for (c10::IValue& output : outputs) {
        if (output.isTensor())
            output = compressed(output.toTensor());
    }
    return outputs;
}

constexpr const char* kPlaces =
    ESPALIER_TR("core", "The operator %1 in layer %2 (%3) goes by the places of these channels: "
                        "all of them are kept.");

/// roll(input, shifts, dims): other channels come first when some have gone.
Values roll(const RuleContext& context)
{
    const LabelTensor input = context.labels(0);
    std::vector<std::int64_t> dims = context.integers(2);
    if (dims.empty()) {
        dims.resize(static_cast<std::size_t>(input.dim()));
        std::iota(dims.begin(), dims.end(), 0);
    }
    if (std::any_of(dims.begin(), dims.end(),
                    [&](std::int64_t dim) { return varies(input, c10::maybe_wrap_dim(dim, input.dim())); }))
        context.lock(input, kPlaces);
    return moves(context);
}

/// diagonal(input, offset, dim1, dim2)
Values diagonal(const RuleContext& context)
{
    const LabelTensor input = context.labels(0);
    if (varies(input, dimOf(context, 2, input)) || varies(input, dimOf(context, 3, input)))
        context.lock(input, kPlaces);
    return moves(context);
}

/// unbind(input, dim): each slice becomes a value of its own, and code counts on all of them. Query, key and value lose only
/// parts of themselves.
Values unbind(const RuleContext& context)
{
    const LabelTensor input = context.labels(0);
    const std::int64_t dim = dimOf(context, 1, input);
    const LabelTensor slice = input.size(dim) > 0 ? input.select(dim, 0) : input;
    bool parts = false;
    for (std::int64_t d = 0; d < slice.dim(); ++d)
        parts = parts || varies(slice, d);
    if (varies(input, dim) && !parts)
        context.lock(input, kPlaces);
    return moves(context);
}

/// repeat_interleave(input, repeats, dim, output_size): how often each channel occurs may depend on its place.
Values repeatInterleave(const RuleContext& context)
{
    if (!context.isTensor(1))
        return moves(context);
    const Entry& repeats = context.input(1);
    if (!repeats.known)
        throw Error(
            ErrorCode::Unsupported,
            Message{ESPALIER_TR("core", "The operator %1 in layer %2 (%3) repeats as often as the data says, so "
                                        "that channels cannot be followed through it."),
                    {context.node()->kind().toQualString(), moduleTitle(context.node()), sourceLine(context.node())}});
    const LabelTensor input = context.labels(0);
    const bool along = context.isNone(2) || varies(input, dimOf(context, 2, input));
    if (along)
        context.lock(input, kPlaces);
    Values values = context.standIns();
    values[1] = repeats.value;
    Values outputs = context.runOn(std::move(values));
    return {compressed(outputs.at(0).toTensor())};
}

Values view(const RuleContext& context)
{
    const LabelTensor input = context.labels(0);
    const LabelTensor result = compressed(input.reshape(context.integers(1)));
    context.record(ShapeKind::View, 0, input, {result});
    return {result};
}

Values expand(const RuleContext& context)
{
    const LabelTensor input = context.labels(0);
    const LabelTensor result = input.expand(context.integers(1));
    context.record(ShapeKind::View, 0, input, {result});
    return {result};
}

Values likeOther(const RuleContext& context)
{
    const auto sizes = context.labels(1).sizes();
    const bool views = context.node()->kind() == c10::Symbol::fromQualString("aten::view_as");
    return {views ? compressed(context.labels(0).reshape(sizes)) : context.labels(0).expand(sizes)};
}

Values unflatten(const RuleContext& context)
{
    Values outputs = moves(context);
    context.record(ShapeKind::Unflatten, dimOf(context, 1, context.labels(0)), context.labels(0),
                   {outputs.at(0).toTensor()});
    return outputs;
}

Values slice(const RuleContext& context)
{
    const LabelTensor input = context.labels(0);
    const LabelTensor result = context.runOnLabels().at(0).toTensor();
    const std::int64_t dim = dimOf(context, 1, input);
    if (varies(input, dim))
        context.record(ShapeKind::Slice, dim, input, {result});
    return {result};
}

Values select(const RuleContext& context)
{
    const LabelTensor input = context.labels(0);
    const LabelTensor result = context.runOnLabels().at(0).toTensor();
    const std::int64_t dim = dimOf(context, 1, input);
    if (varies(input, dim))
        context.record(ShapeKind::Select, dim, input, {result});
    return {result};
}

/// Code that asks for equal parts goes on to expect them.
void keepEqual(const RuleContext& context, const std::vector<LabelTensor>& parts, std::int64_t dim)
{
    EqualParts equal;
    for (const LabelTensor& part : parts) {
        if (part.numel() == 0 || part.size(dim) != parts.front().size(dim))
            return;
        equal.push_back(firstLabelsAlong(part, dim));
    }
    context.analysis().equalParts.push_back(std::move(equal));
}

/// split, split_with_sizes, chunk: (input, sizes, dim)
Values split(const RuleContext& context)
{
    const LabelTensor input = context.labels(0);
    Values outputs = context.runOnLabels();
    const std::int64_t dim = dimOf(context, 2, input);
    if (varies(input, dim)) {
        context.record(ShapeKind::Split, dim, input, outputs.at(0).toTensorVector());
        if (context.input(1).value.isInt())
            keepEqual(context, outputs.at(0).toTensorVector(), dim);
    }
    return outputs;
}

Values indexSelect(const RuleContext& context)
{
    const LabelTensor input = context.labels(0);
    const std::int64_t dim = dimOf(context, 1, input);
    if (!context.input(2).known)
        return {context.runOnLabels().at(0)};
    const at::Tensor index = context.input(2).value.toTensor();
    const LabelTensor result = compressed(input.index_select(dim, index));
    if (varies(input, dim)) {
        context.record(ShapeKind::IndexSelect, dim, input, {result});
        context.analysis().shapes.back().indices = labelList(index.to(at::kLong));
    }
    return {result};
}

/// index_copy(input, dim, index, source): what is put in place ties its channels to those of the place.
Values indexCopy(const RuleContext& context)
{
    const LabelTensor input = context.labels(0);
    const LabelTensor source = context.labels(3);
    const std::int64_t dim = dimOf(context, 1, input);
    if (!context.input(2).known) {
        for (const LabelTensor& labels : {input, source})
            context.lock(labels, ESPALIER_TR("core", "The operator %1 in layer %2 (%3) has no rule for channels: what "
                                                     "reaches it keeps all of them."));
        return {input};
    }
    const at::Tensor index = context.input(2).value.toTensor();
    uniteBroadcast(context.space(), compressed(input.index_select(dim, index)), source, context.uniteReason());
    if (!varies(input, dim))
        return {input};
    context.record(ShapeKind::IndexCopy, dim, input, {input});
    context.analysis().shapes.back().indices = labelList(index.to(at::kLong));
    // Positions that a norm has united are told apart no longer: how many there are does not depend on channels.
    const LabelTensor classes = classesOf(context.space(), input);
    for (std::int64_t d = 0; d < classes.dim(); ++d) {
        if (d != dim && varies(classes, d))
            return {input};
    }
    return {spreadLabels(firstLabelsAlong(input, dim), input.sizes(), dim)};
}

/// x[i, j, ...] with constant indices. Channels of activations that are picked that way are kept.
Values index(const RuleContext& context)
{
    LabelTensor input = context.labels(0);
    const c10::IValue& indices = context.input(1).known ? context.input(1).value : context.input(1).standIn;
    const auto list = indices.toList();
    for (std::size_t d = 0; d < list.size(); ++d) {
        const c10::IValue picked = list.get(d);
        const bool used = !picked.isNone() && picked.isTensor() && picked.toTensor().defined();
        if (!used || static_cast<std::int64_t>(d) >= input.dim() || !varies(input, static_cast<std::int64_t>(d)))
            continue;
        if (context.tensorIndex(0) < 0)
            context.lock(input, ESPALIER_TR("core", "The operator %1 in layer %2 (%3) picks single channels: all of "
                                                    "them are kept."));
        else
            input = uniteAlong(context.space(), input, static_cast<std::int64_t>(d), context.uniteReason());
    }
    Values values = context.standIns();
    values[0] = input;
    if (context.input(1).known)
        values[1] = context.input(1).value;
    return {compressed(context.runOn(std::move(values)).at(0).toTensor())};
}

std::vector<LabelTensor> withoutEmpty(std::vector<LabelTensor> parts)
{
    std::erase_if(parts, [](const LabelTensor& part) { return part.dim() == 1 && part.numel() == 0; });
    return parts;
}

Values cat(const RuleContext& context)
{
    const std::vector<LabelTensor> parts = withoutEmpty(context.labelsOfList(0));
    return {concatenated(parts, c10::maybe_wrap_dim(context.integer(1), parts.front().dim()))};
}

Values stack(const RuleContext& context)
{
    std::vector<LabelTensor> parts = context.labelsOfList(0);
    const std::int64_t dim = c10::maybe_wrap_dim(context.integer(1), parts.front().dim() + 1);
    for (LabelTensor& part : parts)
        part = part.unsqueeze(dim);
    return {concatenated(parts, dim)};
}

/// Padding along channels adds channels of its own, which can go like any other.
LabelTensor paddedAlong(const RuleContext& context, const LabelTensor& input, std::int64_t dim, std::int64_t before,
                        std::int64_t after)
{
    if (before < 0 || after < 0) {
        const std::int64_t cutBefore = std::max<std::int64_t>(0, -before);
        const std::int64_t cutAfter = std::max<std::int64_t>(0, -after);
        return paddedAlong(context, input.narrow(dim, cutBefore, input.size(dim) - cutBefore - cutAfter), dim,
                           before + cutBefore, after + cutAfter);
    }
    std::vector<std::int64_t> shape = input.sizes().vec();
    if (!varies(input, dim)) {
        shape[static_cast<std::size_t>(dim)] += before + after;
        return input.narrow(dim, 0, 1).expand(shape);
    }
    const auto added = [&](std::int64_t count) {
        shape[static_cast<std::size_t>(dim)] = count;
        std::vector<Label> labels(static_cast<std::size_t>(count));
        std::iota(labels.begin(), labels.end(), context.space().create(labels.size(), -1));
        return spreadLabels(labels, shape, dim);
    };
    std::vector<LabelTensor> parts{input};
    if (before > 0)
        parts.insert(parts.begin(), added(before));
    if (after > 0)
        parts.push_back(added(after));
    return concatenated(parts, dim);
}

/// pad and constant_pad_nd: (input, pad, ...); other modes repeat what is there.
Values pad(const RuleContext& context)
{
    const LabelTensor input = context.labels(0);
    const std::vector<std::int64_t> amounts = context.integers(1);
    LabelTensor result = input;
    bool channels = false;
    for (std::size_t i = 0; i + 1 < amounts.size(); i += 2) {
        const std::int64_t dim = input.dim() - 1 - static_cast<std::int64_t>(i / 2);
        if (amounts[i] == 0 && amounts[i + 1] == 0)
            continue;
        channels = channels || varies(input, dim);
        result = paddedAlong(context, result, dim, amounts[i], amounts[i + 1]);
    }
    if (channels)
        context.record(ShapeKind::Pad, 0, input, {result});
    const std::size_t last = context.inputCount() - 1;
    const bool zero = last < 2 || context.isNone(last) || !context.input(last).known || context.number(last) == 0;
    if (!zero)
        context.recordNonZero(result);
    return {result};
}

/// pixel_shuffle: r x r channels become one, and go together.
Values pixelShuffle(const RuleContext& context)
{
    const LabelTensor input = context.labels(0);
    const std::int64_t dim = input.dim() - 3;
    const std::vector<Label> labels = labelsAlong(context.space(), input, dim, context.uniteReason());
    const std::int64_t factor = context.integer(1);
    const auto block = static_cast<std::size_t>(factor * factor);
    std::vector<Label> merged;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        context.space().unite(labels[i], labels[i / block * block], context.uniteReason());
        if (i % block == 0)
            merged.push_back(labels[i]);
    }
    std::vector<std::int64_t> shape = input.sizes().vec();
    shape[static_cast<std::size_t>(dim)] /= factor * factor;
    shape[static_cast<std::size_t>(dim) + 1] *= factor;
    shape[static_cast<std::size_t>(dim) + 2] *= factor;
    return {spreadLabels(merged, shape, dim)};
}

/// channel_shuffle(input, groups): channels at the same place of each group go together.
Values channelShuffle(const RuleContext& context)
{
    const LabelTensor input = context.labels(0);
    const std::vector<Label> labels = labelsAlong(context.space(), input, 1, context.uniteReason());
    const auto groups = static_cast<std::size_t>(context.integer(1));
    const std::size_t size = labels.size() / groups;
    std::vector<Label> shuffled;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        context.space().unite(labels[i], labels[i % size], context.uniteReason());
        shuffled.push_back(labels[i % groups * size + i / groups]);
    }
    return {spreadLabels(shuffled, input.sizes(), 1)};
}

} // namespace

void addShapeRules(RuleTable& table)
{
    for (const char* name :
         {"flatten", "permute", "transpose", "transpose_", "t", "squeeze", "squeeze_", "unsqueeze", "unsqueeze_",
          "movedim", "moveaxis", "swapaxes", "swapdims", "flip", "repeat", "numpy_T", "broadcast_tensors", "ravel"})
        table.emplace(std::string("aten::") + name, moves);
    table.emplace("aten::roll", roll);
    table.emplace("aten::diagonal", diagonal);
    table.emplace("aten::unbind", unbind);
    table.emplace("aten::repeat_interleave", repeatInterleave);
    for (const char* name : {"view", "reshape"})
        table.emplace(std::string("aten::") + name, view);
    for (const char* name : {"expand", "broadcast_to"})
        table.emplace(std::string("aten::") + name, expand);
    for (const char* name : {"view_as", "reshape_as", "expand_as"})
        table.emplace(std::string("aten::") + name, likeOther);
    for (const char* name : {"split", "split_with_sizes", "chunk", "unsafe_split", "unsafe_chunk"})
        table.emplace(std::string("aten::") + name, split);
    table.emplace("aten::unflatten", unflatten);
    table.emplace("aten::slice", slice);
    table.emplace("aten::select", select);
    table.emplace("aten::index_select", indexSelect);
    table.emplace("aten::index_copy", indexCopy);
    table.emplace("aten::index", index);
    table.emplace("aten::cat", cat);
    table.emplace("aten::concat", cat);
    table.emplace("aten::stack", stack);
    table.emplace("aten::pad", pad);
    table.emplace("aten::constant_pad_nd", pad);
    table.emplace("aten::pixel_shuffle", pixelShuffle);
    table.emplace("aten::channel_shuffle", channelShuffle);
}

} // namespace espalier::internal

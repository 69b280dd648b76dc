// SPDX-License-Identifier: GPL-3.0-or-later
// Operators that mix channels by a weight: convolutions, linear layers, embeddings.
#include <torch/csrc/jit/ir/ir.h>

#include <algorithm>
#include <string>

#include "core/base/error.h"
#include "core/graph/internal/label_rules.h"

namespace espalier::internal {
namespace {

using Values = std::vector<c10::IValue>;

/// Which dimension of a weight means what.
struct WeightForm
{
    int inDim = 1;
    int outDim = 0;
    std::int64_t groups = 1;
};

/// The entry of a weight, made at its first use. Later uses share the labels of its output channels. nullptr when an earlier
/// use read the weight another way round (an embedding whose weight is the output layer's too): then all of its channels
/// are kept.
WeightUse* useOf(const RuleContext& context, int weight, int bias, std::size_t outputs, const WeightForm& form)
{
    ChannelAnalysis& analysis = context.analysis();
    for (WeightUse& use : analysis.weights) {
        if (use.weight != weight)
            continue;
        const bool sameIn = use.inDim == form.inDim || use.inDim < 0 || form.inDim < 0;
        if (sameIn && use.outDim == form.outDim && use.groups == form.groups && use.out.size() == outputs) {
            use.inDim = std::max(use.inDim, form.inDim);
            return &use;
        }
        const int reason =
            context.space().addReason({kTwoWays, {analysis.tensors[static_cast<std::size_t>(weight)].layer}});
        for (const std::vector<Label>* labels : {&use.in, &use.out}) {
            for (const Label label : *labels)
                context.space().lock(label, reason);
        }
        return nullptr;
    }
    WeightUse use;
    use.weight = weight;
    use.bias = bias;
    use.inDim = form.inDim;
    use.outDim = form.outDim;
    use.groups = form.groups;
    const Label first = analysis.space.create(outputs, static_cast<int>(analysis.weights.size()));
    for (std::size_t i = 0; i < outputs; ++i)
        use.out.push_back(first + static_cast<Label>(i));
    analysis.weights.push_back(std::move(use));
    return &analysis.weights.back();
}

/// A wrong input shape shows here at the latest: behind a flatten the layer's weight does not fit any more.
void requireInputs(const RuleContext& context, int weight, std::size_t found, std::int64_t wanted)
{
    if (static_cast<std::int64_t>(found) == wanted)
        return;
    throw Error(
        ErrorCode::ShapeMismatch,
        Message{ESPALIER_TR("core", "Layer %1 takes %2 input channels, but with this input shape it gets %3; give "
                                    "the input shape that the network was made for."),
                {context.analysis().tensors[static_cast<std::size_t>(weight)].layer, std::to_string(wanted),
                 std::to_string(found)}});
}

void bindInputs(const RuleContext& context, WeightUse& use, const std::vector<Label>& in)
{
    if (use.in.empty()) {
        use.in = in;
        return;
    }
    const int reason =
        context.space().addReason({ESPALIER_TR("core", "They are inputs of %1, which is called several times."),
                                   {context.analysis().tensors[static_cast<std::size_t>(use.weight)].layer}});
    for (std::size_t i = 0; i < in.size(); ++i)
        context.space().unite(use.in[i], in[i], reason);
}

void uniteDepthwise(const RuleContext& context, const WeightUse& use)
{
    const int reason =
        context.space().addReason({ESPALIER_TR("core", "%1 is depthwise: its channels follow its input."),
                                   {context.analysis().tensors[static_cast<std::size_t>(use.weight)].layer}});
    const std::size_t multiplier = use.out.size() / use.in.size();
    for (std::size_t i = 0; i < use.out.size(); ++i)
        context.space().unite(use.out[i], use.in[i / multiplier], reason);
}

constexpr const char* kComputedWeight = ESPALIER_TR(
    "core", "The weight of %1 in layer %2 (%3) is computed, not stored: the channels that reach it are all kept.");

/// Labels of what a weighted operator without a stored weight gives: nothing is removable.
LabelTensor computedWeight(const RuleContext& context, at::IntArrayRef shape)
{
    for (std::size_t i = 0; i < context.inputCount(); ++i) {
        if (context.isTensor(i))
            context.lock(context.labels(i), kComputedWeight);
    }
    return fixedLabels(shape);
}

struct ConvolutionForm
{
    std::vector<std::int64_t> stride;
    std::vector<std::int64_t> padding; ///< empty: "same"
    std::vector<std::int64_t> dilation;
    std::vector<std::int64_t> outputPadding;
    bool transposed = false;
    std::int64_t groups = 1;
    int groupsInput = 6;
};

ConvolutionForm formOf(const RuleContext& context, const std::string& kind, std::size_t dims)
{
    ConvolutionForm form;
    form.stride = context.integers(3);
    const bool named = context.input(4).value.isString();
    if (!named)
        form.padding = context.integers(4);
    else if (context.input(4).value.toStringRef() == "valid")
        form.padding.assign(dims, 0);
    if (kind.rfind("aten::conv_transpose", 0) == 0) {
        form.transposed = true;
        form.outputPadding = context.integers(5);
        form.dilation = context.integers(7);
    } else {
        form.dilation = context.integers(5);
        if (kind == "aten::_convolution" || kind == "aten::convolution") {
            form.transposed = context.flag(6);
            form.outputPadding = context.integers(7);
            form.groupsInput = 8;
        }
    }
    form.groups = context.integer(static_cast<std::size_t>(form.groupsInput));
    return form;
}

std::int64_t pick(const std::vector<std::int64_t>& values, std::size_t i, std::int64_t otherwise)
{
    return values.empty() ? otherwise : values[std::min(i, values.size() - 1)];
}

std::int64_t outputSize(const ConvolutionForm& form, std::int64_t size, std::int64_t kernel, std::size_t i)
{
    const std::int64_t reach = pick(form.dilation, i, 1) * (kernel - 1);
    const std::int64_t stride = pick(form.stride, i, 1);
    if (form.transposed)
        return (size - 1) * stride - 2 * pick(form.padding, i, 0) + reach + pick(form.outputPadding, i, 0) + 1;
    if (form.padding.empty())
        return size;
    return (size + 2 * form.padding[std::min(i, form.padding.size() - 1)] - reach - 1) / stride + 1;
}

Values convolution(const RuleContext& context)
{
    const LabelTensor input = context.labels(0);
    const Entry& weightEntry = context.input(1);
    const std::vector<std::int64_t> weightShape =
        weightEntry.known ? weightEntry.value.toTensor().sizes().vec() : context.labels(1).sizes().vec();
    const std::size_t dims = weightShape.size() - 2;
    const ConvolutionForm form = formOf(context, context.node()->kind().toQualString(), dims);
    const std::int64_t channelDim = input.dim() - static_cast<std::int64_t>(dims) - 1;
    const std::int64_t outputs = form.transposed ? weightShape[1] * form.groups : weightShape[0];
    std::vector<std::int64_t> shape = input.sizes().vec();
    shape[static_cast<std::size_t>(channelDim)] = outputs;
    for (std::size_t i = 0; i < dims; ++i) {
        std::int64_t& size = shape[static_cast<std::size_t>(channelDim) + 1 + i];
        size = outputSize(form, size, weightShape[2 + i], i);
    }
    const bool storedBias = context.isNone(2) || context.tensorIndex(2) >= 0;
    if (context.tensorIndex(1) < 0 || !storedBias)
        return {computedWeight(context, shape)};

    const std::vector<Label> in = labelsAlong(context.space(), input, channelDim, context.uniteReason());
    requireInputs(context, context.tensorIndex(1), in.size(),
                  form.transposed ? weightShape[0] : weightShape[1] * form.groups);
    const WeightForm dimensions{form.transposed ? 0 : 1, form.transposed ? 1 : 0, form.groups};
    WeightUse* found =
        useOf(context, context.tensorIndex(1), context.tensorIndex(2), static_cast<std::size_t>(outputs), dimensions);
    if (found == nullptr)
        return {computedWeight(context, shape)};
    WeightUse& use = *found;
    use.depthwise = form.groups > 1 && form.groups == static_cast<std::int64_t>(in.size());
    bindInputs(context, use, in);
    if (use.depthwise)
        uniteDepthwise(context, use);
    const LabelTensor result = spreadLabels(use.out, shape, channelDim);
    use.calls.push_back({context.node(), form.groupsInput, result});
    return {result};
}

/// A product over the last dimension. @p inFirst: the operator takes its weight as in x out.
LabelTensor linearLayer(const RuleContext& context, std::size_t inputAt, std::size_t weightAt, int bias, bool inFirst)
{
    const LabelTensor input = context.labels(inputAt);
    const at::Tensor weight = context.input(weightAt).value.toTensor();
    const std::int64_t outputs = weight.size(inFirst ? 1 : 0);
    std::vector<std::int64_t> shape = input.sizes().vec();
    shape.back() = outputs;
    const std::vector<Label> in = labelsAlong(context.space(), input, input.dim() - 1, context.uniteReason());
    requireInputs(context, context.tensorIndex(weightAt), in.size(), weight.size(inFirst ? 0 : 1));
    const bool reversed = inFirst != context.input(weightAt).flipped;
    WeightUse* found = useOf(context, context.tensorIndex(weightAt), bias, static_cast<std::size_t>(outputs),
                             {reversed ? 0 : 1, reversed ? 1 : 0, 1});
    if (found == nullptr)
        return computedWeight(context, shape);
    WeightUse& use = *found;
    bindInputs(context, use, in);
    const LabelTensor result = spreadLabels(use.out, shape, input.dim() - 1);
    use.calls.push_back({context.node(), -1, result});
    return result;
}

/// A bias that something was done to (a part of it set to zero): added to what a layer without one gives.
LabelTensor withComputedBias(const RuleContext& context, const LabelTensor& product)
{
    const LabelTensor bias = context.labels(2);
    const LabelTensor result = uniteBroadcast(context.space(), product, bias, context.uniteReason());
    context.recordNonZero(result);
    return result;
}

Values linear(const RuleContext& context)
{
    const LabelTensor input = context.labels(0);
    if (context.tensorIndex(1) < 0) {
        std::vector<std::int64_t> shape = input.sizes().vec();
        shape.back() = context.labels(1).size(0);
        return {computedWeight(context, shape)};
    }
    const bool storedBias = context.isNone(2) || context.tensorIndex(2) >= 0;
    const LabelTensor product = linearLayer(context, 0, 1, context.tensorIndex(2), false);
    return {storedBias ? product : withComputedBias(context, product)};
}

/// addmm(bias, x, w^T), which older traces have in place of linear.
Values addedProduct(const RuleContext& context)
{
    if (context.tensorIndex(2) >= 0 && context.tensorIndex(0) >= 0)
        return {linearLayer(context, 1, 2, context.tensorIndex(0), true)};
    return {computedWeight(context, {context.labels(1).size(0), context.labels(2).size(1)})};
}

Values embedding(const RuleContext& context)
{
    const at::Tensor weight = context.input(0).value.toTensor();
    std::vector<std::int64_t> shape = context.labels(1).sizes().vec();
    shape.push_back(weight.size(1));
    if (context.tensorIndex(0) < 0)
        return {computedWeight(context, shape)};
    const WeightUse* use =
        useOf(context, context.tensorIndex(0), -1, static_cast<std::size_t>(weight.size(1)), {-1, 1, 1});
    if (use == nullptr)
        return {computedWeight(context, shape)};
    return {spreadLabels(use->out, shape, static_cast<std::int64_t>(shape.size()) - 1)};
}

} // namespace

LabelTensor productWithWeight(const RuleContext& context)
{
    return linearLayer(context, 0, 1, -1, true);
}

void addWeightRules(RuleTable& table)
{
    for (const char* kind : {"aten::conv1d", "aten::conv2d", "aten::conv3d", "aten::_convolution", "aten::convolution",
                             "aten::conv_transpose1d", "aten::conv_transpose2d", "aten::conv_transpose3d"})
        table.emplace(kind, convolution);
    table.emplace("aten::linear", linear);
    table.emplace("aten::addmm", addedProduct);
    table.emplace("aten::embedding", embedding);
}

} // namespace espalier::internal

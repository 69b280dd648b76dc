// SPDX-License-Identifier: GPL-3.0-or-later
// Operators that treat every element by itself.
#include <torch/csrc/jit/ir/ir.h>

#include "core/graph/internal/label_rules.h"

namespace espalier::internal {
namespace {

using Values = std::vector<c10::IValue>;

/// f(0) = 0: a removed channel stays zero.
Values keepsZero(const RuleContext& context)
{
    context.lockSizes();
    return {context.labels(0)};
}

/// f(0) is another constant.
Values movesZero(const RuleContext& context)
{
    context.lockSizes();
    context.recordNonZero(context.labels(0));
    return {context.labels(0)};
}

/// The same values, perhaps elsewhere or of another type.
Values copies(const RuleContext& context)
{
    return {context.labels(0)};
}

Values clamps(const RuleContext& context)
{
    const bool low = context.isNone(1) || (context.input(1).known && context.number(1) <= 0);
    const bool high =
        context.inputCount() < 3 || context.isNone(2) || (context.input(2).known && context.number(2) >= 0);
    return low && high ? keepsZero(context) : movesZero(context);
}

LabelTensor uniteAll(const RuleContext& context)
{
    LabelTensor result;
    for (std::size_t i = 0; i < context.inputCount(); ++i) {
        if (context.isNone(i) || !context.isTensor(i))
            continue;
        const LabelTensor labels = context.labels(i);
        result = result.defined() ? uniteBroadcast(context.space(), result, labels, context.uniteReason()) : labels;
    }
    return result;
}

bool hasTwoTensors(const RuleContext& context)
{
    return context.inputCount() > 1 && context.isTensor(0) && context.isTensor(1);
}

/// True when the second operand is a number or a tensor that labels know nothing of.
bool hasConstantPartner(const RuleContext& context)
{
    if (!hasTwoTensors(context))
        return true;
    return !context.input(0).labelled || !context.input(1).labelled;
}

/// True when one value stands beside several channels: it stays where a channel goes.
bool spreads(const RuleContext& context, const LabelTensor& result)
{
    for (std::size_t i = 0; i < context.inputCount(); ++i) {
        if (context.isTensor(i) && !context.isNone(i) && context.labels(i).sizes() != result.sizes())
            return true;
    }
    return false;
}

/// 0 + 0 = 0, but 0 + a constant is not. So for the larger and the smaller of two.
Values adds(const RuleContext& context)
{
    context.lockSizes();
    const LabelTensor result = uniteAll(context);
    if (hasConstantPartner(context) || spreads(context, result))
        context.recordNonZero(result);
    return {result};
}

Values multiplies(const RuleContext& context)
{
    context.lockSizes();
    return {uniteAll(context)};
}

Values combines(const RuleContext& context)
{
    context.lockSizes();
    const LabelTensor result = uniteAll(context);
    context.recordNonZero(result);
    return {result};
}

/// New tensors in the form of another: constants that shrink along.
Values sameForm(const RuleContext& context)
{
    context.recordNonZero(context.labels(0));
    return {context.labels(0)};
}

/// prelu(input, weight): a slope per channel, or one for all.
Values slopes(const RuleContext& context)
{
    const LabelTensor input = context.labels(0);
    const int tensor = context.tensorIndex(1);
    if (tensor < 0)
        return combines(context);
    if (context.input(1).value.toTensor().numel() > 1) {
        const std::vector<Label> labels = labelsAlong(context.space(), input, 1, context.uniteReason());
        context.analysis().vectors.push_back({tensor, 0, labels, context.node()});
    }
    return {input};
}

} // namespace

void addElementRules(RuleTable& table)
{
    for (const char* name : {"relu",  "relu6",      "hardswish", "silu", "gelu", "tanh",       "leaky_relu", "elu",
                             "celu",  "selu",       "mish",      "abs",  "neg",  "sqrt",       "square",     "sign",
                             "floor", "ceil",       "round",     "sin",  "erf",  "hardshrink", "softshrink", "expm1",
                             "log1p", "tanhshrink", "asin",      "atan", "sinh", "trunc",      "rrelu"}) {
        table.emplace(std::string("aten::") + name, keepsZero);
        table.emplace(std::string("aten::") + name + "_", keepsZero);
    }
    for (const char* name :
         {"sigmoid", "hardsigmoid", "exp", "log", "log_sigmoid", "softplus", "rsqrt", "reciprocal", "cos", "pow",
          "rsub", "logical_not", "log2", "log10", "threshold", "isnan", "isinf", "bitwise_not"}) {
        table.emplace(std::string("aten::") + name, movesZero);
        table.emplace(std::string("aten::") + name + "_", movesZero);
    }
    for (const char* name : {"dropout",
                             "dropout_",
                             "feature_dropout",
                             "feature_dropout_",
                             "alpha_dropout",
                             "to",
                             "float",
                             "contiguous",
                             "clone",
                             "detach",
                             "detach_",
                             "type_as",
                             "alias",
                             "half",
                             "double",
                             "cpu",
                             "requires_grad_",
                             "lift_fresh",
                             "_autocast_to_full_precision",
                             "real",
                             "positive"})
        table.emplace(std::string("aten::") + name, copies);
    for (const char* name : {"clamp", "clamp_", "hardtanh", "hardtanh_"})
        table.emplace(std::string("aten::") + name, clamps);
    for (const char* name : {"add", "sub", "add_", "sub_", "maximum", "minimum"})
        table.emplace(std::string("aten::") + name, adds);
    for (const char* name : {"mul", "mul_", "logical_and"})
        table.emplace(std::string("aten::") + name, multiplies);
    for (const char* name : {"div",     "div_",  "where", "masked_fill", "masked_fill_", "lerp",        "addcmul",
                             "addcdiv", "atan2", "fmod",  "remainder",   "floor_divide", "eq",          "ne",
                             "lt",      "le",    "gt",    "ge",          "logical_or",   "logical_xor", "hypot"})
        table.emplace(std::string("aten::") + name, combines);
    for (const char* name : {"zeros_like", "ones_like", "empty_like", "full_like", "rand_like", "randn_like"})
        table.emplace(std::string("aten::") + name, sameForm);
    table.emplace("aten::prelu", slopes);
}

} // namespace espalier::internal

// SPDX-License-Identifier: GPL-3.0-or-later
// Operators that treat every element by itself.
#include <c10/core/WrapDimMinimal.h>
#include <torch/csrc/jit/ir/ir.h>

#include <initializer_list>
#include <string>

#include "core/graph/internal/label_rules.h"

namespace espalier::internal {
namespace {

using Values = std::vector<c10::IValue>;

/// f(0) = 0: a removed channel stays zero.
Values keepsZero(const RuleContext& context)
{
    context.settleSizes();
    return {context.labels(0)};
}

/// f(0) is another constant.
Values movesZero(const RuleContext& context)
{
    context.settleSizes();
    context.recordNonZero(context.labels(0));
    return {context.labels(0)};
}

/// The same values, perhaps elsewhere or of another type.
Values copies(const RuleContext& context)
{
    return {context.labels(0)};
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

/// True when @p labels has one value for several channels of @p result, which lie in the last dimensions of both.
bool spreadsOver(const LabelTensor& labels, const LabelTensor& result)
{
    const std::int64_t missing = result.dim() - labels.dim();
    for (std::int64_t d = 0; d < result.dim(); ++d) {
        const std::int64_t size = d < missing ? 1 : labels.size(d - missing);
        if (size != result.size(d) && varies(result, d))
            return true;
    }
    return false;
}

/// True when one value stands beside several channels: it stays where a channel goes.
bool spreads(const RuleContext& context, const LabelTensor& result)
{
    for (std::size_t i = 0; i < context.inputCount(); ++i) {
        if (context.isTensor(i) && !context.isNone(i) && spreadsOver(context.labels(i), result))
            return true;
    }
    return false;
}

/// 0 + 0 = 0, but 0 + a constant is not. So for the larger and the smaller of two.
Values adds(const RuleContext& context)
{
    context.settleSizes();
    const LabelTensor result = uniteAll(context);
    if (hasConstantPartner(context) || spreads(context, result))
        context.recordNonZero(result);
    return {result};
}

Values multiplies(const RuleContext& context)
{
    context.settleSizes();
    return {uniteAll(context)};
}

Values combines(const RuleContext& context)
{
    context.settleSizes();
    const LabelTensor result = uniteAll(context);
    context.recordNonZero(result);
    return {result};
}

/// A bound that leaves zero where it is: none, or a number on the right side of it.
bool allowsZero(const RuleContext& context, std::size_t bound, double sign)
{
    if (bound >= context.inputCount() || context.isNone(bound))
        return true;
    return context.input(bound).known && !context.isTensor(bound) && sign * context.number(bound) >= 0;
}

/// clamp(input, low, high); bounds may be tensors.
Values clamps(const RuleContext& context)
{
    return allowsZero(context, 1, -1) && allowsZero(context, 2, 1) ? keepsZero(context) : combines(context);
}

Values clampsBelow(const RuleContext& context)
{
    return allowsZero(context, 1, -1) ? keepsZero(context) : combines(context);
}

Values clampsAbove(const RuleContext& context)
{
    return allowsZero(context, 1, 1) ? keepsZero(context) : combines(context);
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
    if (context.tensorIndex(1) < 0)
        return combines(context);
    if (context.input(1).value.toTensor().numel() > 1)
        addVector(context, 1, labelsAlong(context.space(), input, 1, context.uniteReason()));
    return {input};
}

/// glu(input, dim): the first half times the sigmoid of the second.
Values gates(const RuleContext& context)
{
    const LabelTensor input = context.labels(0);
    const std::int64_t dim = c10::maybe_wrap_dim(context.integer(1), input.dim());
    const std::int64_t half = input.size(dim) / 2;
    return {uniteBroadcast(context.space(), input.narrow(dim, 0, half), input.narrow(dim, half, half),
                           context.uniteReason())};
}

/// new_zeros(input, size) and the like take nothing but the type from their input.
Values freshTensor(const RuleContext& context)
{
    context.lockSizes();
    return {fixedLabels(context.integers(1))};
}

void addBoth(RuleTable& table, std::initializer_list<const char*> names, const LabelRule& rule)
{
    for (const char* name : names) {
        table.emplace(std::string("aten::") + name, rule);
        table.emplace(std::string("aten::") + name + "_", rule);
    }
}

} // namespace

// With a trailing underscore they write into their first input, whose channels are those of the result.
void addElementRules(RuleTable& table)
{
    addBoth(table, {"relu",       "relu6",   "hardswish", "silu",   "gelu",       "tanh",       "leaky_relu", "elu",
                    "celu",       "selu",    "mish",      "abs",    "neg",        "sqrt",       "square",     "sign",
                    "floor",      "ceil",    "round",     "sin",    "erf",        "hardshrink", "expm1",      "log1p",
                    "tanhshrink", "asin",    "atan",      "sinh",   "softshrink", "trunc",      "rrelu",      "tan",
                    "asinh",      "atanh",   "frac",      "sgn",    "erfinv",     "absolute",   "negative",   "fix",
                    "arctan",     "deg2rad", "rad2deg",   "arcsin", "nan_to_num", "zero"},
            keepsZero);
    addBoth(table, {"sigmoid",       "hardsigmoid", "exp",     "exp2",       "log",         "log2",  "log10",
                    "log_sigmoid",   "softplus",    "rsqrt",   "reciprocal", "cos",         "cosh",  "acos",
                    "threshold",     "logical_not", "isnan",   "isinf",      "bitwise_not", "logit", "erfc",
                    "special_expit", "fill",        "signbit", "isfinite",   "lgamma",      "acosh", "arccos"},
            movesZero);
    addBoth(table, {"dropout", "feature_dropout", "alpha_dropout", "feature_alpha_dropout", "detach"}, copies);
    for (const char* name :
         {"to", "float", "contiguous", "clone", "type_as", "alias", "half", "double", "cpu", "lift_fresh",
          "_autocast_to_full_precision", "real", "positive", "_to_copy", "requires_grad_"})
        table.emplace(std::string("aten::") + name, copies);
    addBoth(table, {"clamp", "clip", "hardtanh"}, clamps);
    addBoth(table, {"clamp_min"}, clampsBelow);
    addBoth(table, {"clamp_max"}, clampsAbove);
    addBoth(table, {"add", "sub", "subtract", "maximum", "minimum", "fmax", "fmin", "copy"}, adds);
    addBoth(table, {"mul", "multiply", "logical_and"}, multiplies);
    addBoth(table,
            {"div",        "divide",      "true_divide", "where",     "masked_fill", "lerp",       "addcmul",
             "addcdiv",    "atan2",       "fmod",        "remainder", "eq",          "ne",         "lt",
             "le",         "gt",          "ge",          "hypot",     "pow",         "logical_or", "logical_xor",
             "rsub",       "float_power", "logaddexp",   "xlogy",     "copysign",    "heaviside",  "floor_divide",
             "bitwise_or", "bitwise_and", "bitwise_xor"},
            combines);
    for (const char* name : {"__and__", "__or__", "__xor__"})
        table.emplace(std::string("aten::") + name, combines);
    table.emplace("aten::zeros_like", keepsZero);
    for (const char* name : {"ones_like", "empty_like", "full_like", "rand_like", "randn_like"})
        table.emplace(std::string("aten::") + name, sameForm);
    for (const char* name : {"new_zeros", "new_ones", "new_full", "new_empty"})
        table.emplace(std::string("aten::") + name, freshTensor);
    table.emplace("aten::prelu", slopes);
    table.emplace("aten::glu", gates);
}

} // namespace espalier::internal

// SPDX-License-Identifier: GPL-3.0-or-later
// One small network per operator rule: which channels go, and that the smaller network computes the same.
#include <QTest>

#include "core/base/progress_sink.h"
#include "core/speedup/speedup.h"
#include "small_net.h"

using namespace espalier;
using namespace espalier::test;

namespace {

constexpr double kAgreement = 1e-4;

/// A network, what is masked, and the weights that must come out.
struct RuleCase
{
    const char* name;
    std::vector<SmallLayer> layers;
    std::string forward;
    std::string input;
    std::map<std::string, std::vector<int>> removed;
    std::map<std::string, Shape> shapes;
};

/// What every forward() below begins and ends with.
std::string net(const std::string& body)
{
    return "def forward(self, x):\n" + body;
}

std::string call(const std::string& layer, const std::string& input)
{
    return "self." + layer + "(" + input + ")";
}

const SmallLayer kFirst{"a", "conv 8 3 3"};
const SmallLayer kLast{"z", "conv 4 8 3"};

std::vector<RuleCase> elementCases()
{
    return {
        {"chain",
         {kFirst, kLast},
         net("  y = torch.relu(" + call("a", "x") + ")\n  return " + call("z", "y") + "\n"),
         "1,3,6,6",
         {{"a", {1, 4}}},
         {{"a", {6, 3, 3, 3}}, {"z", {4, 6, 3, 3}}}},
        {"norm",
         {kFirst, {"n", "bn 8"}, kLast},
         net("  y = torch.relu(" + call("n", call("a", "x")) + ")\n  return " + call("z", "y") + "\n"),
         "2,3,6,6",
         {{"a", {0, 7}}},
         {{"a", {6, 3, 3, 3}}, {"n", {6}}, {"z", {4, 6, 3, 3}}}},
        {"addition keeps what one branch keeps",
         {kFirst, {"b", "conv 8 3 1"}, kLast},
         net("  y = " + call("a", "x") + " + " + call("b", "x") + "\n  return " + call("z", "y") + "\n"),
         "1,3,6,6",
         {{"a", {1, 2, 3}}, {"b", {2, 3, 4}}},
         {{"a", {6, 3, 3, 3}}, {"b", {6, 3, 1, 1}}, {"z", {4, 6, 3, 3}}}},
        {"squeeze and excitation",
         {kFirst, {"s", "conv 2 8 1"}, {"e", "conv 8 2 1"}, kLast},
         net("  y = " + call("a", "x") + "\n  s = torch.adaptive_avg_pool2d(y, [1, 1])\n  s = torch.relu("
             + call("s", "s") + ")\n  s = torch.sigmoid(" + call("e", "s") + ")\n  return " + call("z", "y * s")
             + "\n"),
         "1,3,6,6",
         {{"a", {3}}, {"e", {3}}},
         {{"a", {7, 3, 3, 3}}, {"s", {2, 7, 1, 1}}, {"e", {7, 2, 1, 1}}}},
        {"map of one channel",
         {kFirst, {"m", "conv 1 8 3"}, kLast},
         net("  y = " + call("a", "x") + "\n  m = torch.sigmoid(" + call("m", "y") + ")\n  return " + call("z", "y * m")
             + "\n"),
         "1,3,6,6",
         {{"a", {5}}},
         {{"a", {7, 3, 3, 3}}, {"m", {1, 7, 3, 3}}, {"z", {4, 7, 3, 3}}}},
        {"layer scale",
         {kFirst, {"gamma", "parameter 8 1 1"}, kLast},
         net("  return " + call("z", call("a", "x") + " * self.gamma") + "\n"),
         "1,3,6,6",
         {{"a", {0, 1}}},
         {{"a", {6, 3, 3, 3}}, {"z", {4, 6, 3, 3}}}},
        {"slope per channel",
         {kFirst, {"p", "prelu 8"}, kLast},
         net("  return " + call("z", call("p", call("a", "x"))) + "\n"),
         "1,3,6,6",
         {{"a", {0, 1}}},
         {{"a", {6, 3, 3, 3}}, {"p", {6}}, {"z", {4, 6, 3, 3}}}},
        {"constant is folded",
         {kFirst, {"z", "conv 4 8 1"}},
         net("  return " + call("z", "torch.sigmoid(" + call("a", "x") + ")") + "\n"),
         "1,3,6,6",
         {{"a", {2, 6}}},
         {{"a", {6, 3, 3, 3}}, {"z", {4, 6, 1, 1}}}},
        {"constant is folded into a running mean",
         {kFirst, {"b", "conv 6 8 1 nobias"}, {"n", "bn 6"}, {"z", "conv 4 6 1"}},
         net("  y = " + call("n", call("b", "torch.sigmoid(" + call("a", "x") + ")")) + "\n  return " + call("z", "y")
             + "\n"),
         "1,3,6,6",
         {{"a", {2, 6}}},
         {{"a", {6, 3, 3, 3}}, {"b", {6, 6, 1, 1}}}},
    };
}

/// One operator each between two convolutions. @p keepsZero: then the second one may pad; else a constant goes into its bias.
RuleCase oneOperator(const char* name, const std::string& expression, bool keepsZero)
{
    const std::string last = keepsZero ? "conv 4 8 3" : "conv 4 8 1";
    const Shape weight = keepsZero ? Shape{4, 6, 3, 3} : Shape{4, 6, 1, 1};
    return {name,
            {kFirst, {"b", "conv 8 3 3"}, {"p", "parameter 8 1 1"}, {"z", last}},
            net("  y = " + call("a", "x") + "\n  w = " + call("b", "x") + "\n  y = " + expression + "\n  return "
                + call("z", "y") + "\n"),
            "1,3,6,6",
            {{"a", {2, 6}}, {"b", {2, 6}}},
            {{"a", {6, 3, 3, 3}}, {"z", weight}}};
}

std::vector<RuleCase> zeroKeepingCases()
{
    std::vector<RuleCase> cases;
    for (const auto& [name, expression] : std::vector<std::pair<const char*, const char*>>{
             {"relu6", "torch.relu6(y)"},
             {"relu_", "torch.relu_(y)"},
             {"hardswish", "torch.hardswish(y)"},
             {"hardswish_", "torch.hardswish_(y)"},
             {"silu", "torch.silu(y)"},
             {"silu_", "torch.silu_(y)"},
             {"mish", "torch.mish(y)"},
             {"gelu", "torch.gelu(y)"},
             {"elu", "torch.elu(y)"},
             {"celu", "torch.celu(y)"},
             {"selu", "torch.selu(y)"},
             {"leaky_relu", "torch.leaky_relu(y, 0.2)"},
             {"leaky_relu_", "torch.leaky_relu_(y, 0.2)"},
             {"hardtanh", "torch.hardtanh(y, -0.5, 0.5)"},
             {"hardtanh_", "torch.hardtanh_(y, -0.5, 0.5)"},
             {"clamp_min", "torch.clamp_min(y, 0)"},
             {"clamp_min_", "torch.clamp_min_(y, -0.25)"},
             {"clamp_max", "torch.clamp_max(y, 1.5)"},
             {"clamp_max_", "torch.clamp_max_(y, 0)"},
             {"clamp", "torch.clamp(y, -1, 1)"},
             {"clip", "torch.clip(y, None, 1)"},
             {"abs", "torch.abs(y)"},
             {"neg", "-y"},
             {"sqrt", "torch.sqrt(torch.relu(y))"},
             {"square", "torch.square(y)"},
             {"tan", "torch.tan(0.1 * y)"},
             {"asinh", "torch.asinh(y)"},
             {"sgn", "torch.sgn(y)"},
             {"frac", "torch.frac(y)"},
             {"floor", "torch.floor(y)"},
             {"ceil", "torch.ceil(y)"},
             {"erf", "torch.erf(y)"},
             {"pow", "torch.pow(y, 2)"},
             {"pow_", "y.pow_(2)"},
             {"pow of two tensors", "torch.pow(torch.abs(y), 1 + torch.abs(w))"},
             {"rsub of tensors", "torch.rsub(y, w)"},
             {"fmax", "torch.fmax(y, w)"},
             {"copy_", "y.copy_(w)"},
             {"where", "torch.where(y > 0, y, w)"},
             {"masked_fill", "torch.masked_fill(y, y < 0, 0.0)"},
             {"lerp", "torch.lerp(y, w, 0.3)"},
             {"addcmul", "torch.addcmul(y, y, w)"},
             {"div", "y / 3"},
             {"type_as", "y.type_as(x)"},
             {"to", "y.to(6)"},
             {"clone", "y.clone()"},
             {"contiguous", "y.contiguous()"},
             {"detach", "y.detach()"},
             {"alias", "torch.alias(y)"},
             {"dropout", "torch.dropout(y, 0.5, False)"},
             {"dropout_", "torch.dropout_(y, 0.5, False)"},
             {"feature_dropout", "torch.feature_dropout(y, 0.5, False)"},
             {"alpha_dropout", "torch.alpha_dropout(y, 0.5, False)"},
             {"alpha_dropout_", "torch.alpha_dropout_(y, 0.5, False)"},
             {"feature_alpha_dropout", "torch.feature_alpha_dropout(y, 0.5, False)"}})
        cases.push_back(oneOperator(name, expression, true));
    return cases;
}

std::vector<RuleCase> zeroMovingCases()
{
    std::vector<RuleCase> cases;
    for (const auto& [name, expression] : std::vector<std::pair<const char*, const char*>>{
             {"clamp_min above zero", "torch.clamp_min(y, 0.5)"},
             {"clamp_max below zero", "torch.clamp_max_(y, -0.5)"},
             {"clamp by a tensor", "torch.clamp(y, self.p)"},
             {"softplus", "torch.softplus(y)"},
             {"log_sigmoid", "torch.log_sigmoid(y)"},
             {"hardsigmoid_", "torch.hardsigmoid_(y)"},
             {"threshold", "torch.threshold(y, 0.1, 20.0)"},
             {"threshold_", "torch.threshold_(y, 0.1, 20.0)"},
             {"rsub", "1 - y"},
             {"exp", "torch.exp(y)"},
             {"exp_", "torch.exp_(y)"},
             {"exp2", "torch.exp2(y)"},
             {"log", "torch.log(1 + torch.abs(y))"},
             {"log of a constant", "torch.log(torch.square(y) + 2)"},
             {"rsqrt", "torch.rsqrt(torch.square(y) + 2)"},
             {"cosh", "torch.cosh(y)"},
             {"erfc", "torch.erfc(y)"},
             {"a number to the power of channels", "torch.pow(2.0, y)"},
             {"pow of zero", "torch.pow(y, 0)"},
             {"logaddexp", "torch.logaddexp(y, w)"},
             {"masked_fill with a number", "torch.masked_fill(y, y <= 0, 0.75)"},
             {"where with a number", "torch.where(y > 0, y, 0.75)"},
             {"fill_", "y.fill_(0.5)"}})
        cases.push_back(oneOperator(name, expression, false));
    return cases;
}

std::vector<RuleCase> otherElementCases()
{
    return {
        {"a number of channels in arithmetic stays what it was",
         {kFirst, kLast},
         net("  y = " + call("a", "x") + "\n  y = y * (y.size(1) // 2) / torch.sqrt(torch.tensor(y.size(1)))\n  return "
             + call("z", "y") + "\n"),
         "1,3,6,6",
         {{"a", {1, 4}}},
         {{"a", {6, 3, 3, 3}}, {"z", {4, 6, 3, 3}}}},
        {"gated linear unit",
         {kFirst, {"z", "conv 5 4 3"}},
         net("  return " + call("z", "torch.glu(" + call("a", "x") + ", 1)") + "\n"),
         "1,3,6,6",
         {{"a", {1, 3, 5, 7}}},
         {{"a", {4, 3, 3, 3}}, {"z", {5, 2, 3, 3}}}},
        {"halves of a gated linear unit go together",
         {kFirst, {"z", "conv 5 4 3"}},
         net("  return " + call("z", "torch.glu(" + call("a", "x") + ", -3)") + "\n"),
         "1,3,6,6",
         {{"a", {0, 1, 5}}},
         {{"a", {6, 3, 3, 3}}, {"z", {5, 3, 3, 3}}}},
    };
}

std::vector<RuleCase> shapeCases()
{
    return {
        {"cascaded concatenation",
         {kFirst, {"b", "conv 4 8 3"}, {"c", "conv 2 12 3"}, {"z", "conv 4 14 3"}},
         net("  y = " + call("a", "x") + "\n  y = torch.cat([y, " + call("b", "y") + "], 1)\n  y = torch.cat(["
             + call("c", "y") + ", y], 1)\n  return " + call("z", "y") + "\n"),
         "1,3,6,6",
         {{"a", {7}}, {"b", {0}}, {"c", {1}}},
         {{"a", {7, 3, 3, 3}}, {"b", {3, 7, 3, 3}}, {"c", {1, 10, 3, 3}}, {"z", {4, 11, 3, 3}}}},
        {"concatenation, split and residual",
         {kFirst, {"b", "conv 4 4 3"}, kLast},
         net("  p, q = torch.split(" + call("a", "x") + ", 4, 1)\n  return "
             + call("z", "torch.cat([p + " + call("b", "q") + ", q], 1)") + "\n"),
         "1,3,6,6",
         {{"a", {0, 5}}, {"b", {0}}},
         {{"a", {6, 3, 3, 3}}, {"b", {3, 3, 3, 3}}, {"z", {4, 6, 3, 3}}}},
        {"chunks stay equal",
         {kFirst, {"z", "conv 4 4 3"}, {"y", "conv 4 4 3"}},
         net("  p, q = torch.chunk(" + call("a", "x") + ", 2, 1)\n  return " + call("z", "p") + " + " + call("y", "q")
             + "\n"),
         "1,3,6,6",
         {{"a", {0, 1, 5}}},
         {{"a", {6, 3, 3, 3}}, {"z", {4, 3, 3, 3}}, {"y", {4, 3, 3, 3}}}},
        {"split into unequal sizes",
         {kFirst, {"z", "conv 4 5 3"}, {"y", "conv 4 3 3"}},
         net("  p, q = torch.split_with_sizes(" + call("a", "x") + ", [5, 3], 1)\n  return " + call("z", "p") + " + "
             + call("y", "q") + "\n"),
         "1,3,6,6",
         {{"a", {0, 1, 5}}},
         {{"a", {5, 3, 3, 3}}, {"z", {4, 3, 3, 3}}, {"y", {4, 2, 3, 3}}}},
        {"concatenation along height",
         {kFirst, {"b", "conv 8 3 1"}, kLast},
         net("  y = torch.cat([" + call("a", "x") + ", " + call("b", "x") + "], 2)\n  return " + call("z", "y") + "\n"),
         "1,3,6,6",
         {{"a", {1, 2}}, {"b", {2, 3}}},
         {{"a", {7, 3, 3, 3}}, {"b", {7, 3, 1, 1}}, {"z", {4, 7, 3, 3}}}},
        {"flatten",
         {kFirst, {"f", "linear 5 72"}},
         net("  y = torch.flatten(torch.max_pool2d(" + call("a", "x") + ", [2, 2]), 1)\n  return " + call("f", "y")
             + "\n"),
         "2,3,6,6",
         {{"a", {1, 4}}},
         {{"a", {6, 3, 3, 3}}, {"f", {5, 54}}}},
        {"view with constants",
         {kFirst, {"f", "linear 5 288"}},
         net("  return " + call("f", call("a", "x") + ".view(-1, 288)") + "\n"),
         "2,3,6,6",
         {{"a", {1, 4}}},
         {{"a", {6, 3, 3, 3}}, {"f", {5, 216}}}},
        {"view with computed sizes",
         {kFirst, {"f", "linear 5 8"}},
         net("  y = " + call("a", "x") + "\n  b, c, h, w = y.size()\n  y = y.view(b, c, h * w).mean(2)\n  return "
             + call("f", "y.reshape(b, c)") + "\n"),
         "2,3,6,6",
         {{"a", {1, 4}}},
         {{"a", {6, 3, 3, 3}}, {"f", {5, 6}}}},
        {"channel shuffle",
         {kFirst, kLast},
         net("  y = " + call("a", "x")
             + "\n  b, c, h, w = y.size()\n  y = y.view(b, 2, c // 2, h, w).transpose(1, 2)\n"
               "  y = y.contiguous().view(b, c, h, w)\n  return "
             + call("z", "y") + "\n"),
         "2,3,6,6",
         {{"a", {1, 5, 6}}},
         {{"a", {6, 3, 3, 3}}, {"z", {4, 6, 3, 3}}}},
        {"slices",
         {kFirst, {"z", "conv 4 5 3"}},
         net("  return " + call("z", call("a", "x") + "[:, 1:6]") + "\n"),
         "1,3,6,6",
         {{"a", {0, 2, 7}}},
         {{"a", {5, 3, 3, 3}}, {"z", {4, 4, 3, 3}}}},
        {"slices with a step",
         {kFirst, {"z", "conv 4 4 3"}},
         net("  return " + call("z", call("a", "x") + "[:, 1::2]") + "\n"),
         "1,3,6,6",
         {{"a", {0, 2, 3}}},
         {{"a", {5, 3, 3, 3}}, {"z", {4, 3, 3, 3}}}},
        {"channels put into zeros",
         {kFirst, kLast},
         net("  y = " + call("a", "x")
             + "\n  i = torch.tensor([5, 0, 2])\n"
               "  y = torch.index_copy(torch.zeros_like(y), 1, i, torch.index_select(y, 1, i))\n  return "
             + call("z", "y") + "\n"),
         "1,3,6,6",
         {{"a", {1, 2}}},
         {{"a", {6, 3, 3, 3}}, {"z", {4, 6, 3, 3}}}},
        {"channels put elsewhere go with those of the place",
         {kFirst, kLast},
         net("  y = " + call("a", "x")
             + "\n  w = torch.index_copy(torch.zeros_like(y), 1, torch.tensor([1, 2]), y[:, 4:6])\n  return "
             + call("z", "w") + "\n"),
         "1,3,6,6",
         {{"a", {1, 2, 4}}},
         {{"a", {6, 3, 3, 3}}, {"z", {4, 6, 3, 3}}}},
        {"padding of channels",
         {kFirst, {"b", "conv 12 3 1"}, {"z", "conv 4 12 3"}},
         net("  y = torch.constant_pad_nd(" + call("a", "x") + ", [0, 0, 0, 0, 2, 2], 0.0) + " + call("b", "x")
             + "\n  return " + call("z", "y") + "\n"),
         "1,3,6,6",
         {{"a", {0, 3}}, {"b", {0, 2, 5, 11}}},
         {{"a", {6, 3, 3, 3}}, {"b", {8, 3, 1, 1}}, {"z", {4, 8, 3, 3}}}},
        {"pixel shuffle",
         {kFirst, {"z", "conv 4 2 3"}},
         net("  return " + call("z", "torch.pixel_shuffle(" + call("a", "x") + ", 2)") + "\n"),
         "1,3,6,6",
         {{"a", {4, 5, 6, 7}}},
         {{"a", {4, 3, 3, 3}}, {"z", {4, 1, 3, 3}}}},
        {"permute and back",
         {kFirst, {"f", "linear 6 8"}, {"z", "conv 4 6 3"}},
         net("  y = " + call("f", call("a", "x") + ".permute(0, 2, 3, 1)") + ".permute(0, 3, 1, 2)\n  return "
             + call("z", "y") + "\n"),
         "1,3,6,6",
         {{"a", {0}}, {"f", {1, 2}}},
         {{"a", {7, 3, 3, 3}}, {"f", {4, 7}}, {"z", {4, 4, 3, 3}}}},
        {"interpolation",
         {kFirst, kLast},
         net("  y = torch.upsample_nearest2d(" + call("a", "x") + ", [12, 12])\n  return " + call("z", "y") + "\n"),
         "1,3,6,6",
         {{"a", {0}}},
         {{"a", {7, 3, 3, 3}}, {"z", {4, 7, 3, 3}}}},
    };
}

std::vector<RuleCase> groupCases()
{
    return {
        {"depthwise follows",
         {kFirst, {"d", "conv 8 8 3 groups 8"}, kLast},
         net("  return " + call("z", "torch.relu(" + call("d", call("a", "x")) + ")") + "\n"),
         "1,3,6,6",
         {{"a", {1, 2}}},
         {{"a", {6, 3, 3, 3}}, {"d", {6, 1, 3, 3}}, {"z", {4, 6, 3, 3}}}},
        {"depthwise with multiplier",
         {kFirst, {"d", "conv 16 8 3 groups 8"}, {"z", "conv 4 16 1"}},
         net("  return " + call("z", call("d", call("a", "x"))) + "\n"),
         "1,3,6,6",
         {{"a", {1}}},
         {{"a", {7, 3, 3, 3}}, {"d", {14, 1, 3, 3}}, {"z", {4, 14, 1, 1}}}},
        {"one output channel is not depthwise",
         {kFirst, {"b", "conv 1 8 3"}, {"z", "conv 4 1 3"}},
         net("  return " + call("z", call("b", call("a", "x"))) + "\n"),
         "1,3,6,6",
         {{"a", {1, 2}}},
         {{"a", {6, 3, 3, 3}}, {"b", {1, 6, 3, 3}}, {"z", {4, 1, 3, 3}}}},
        {"groups stay equal",
         {kFirst, {"g", "conv 8 8 3 groups 2"}, kLast},
         net("  return " + call("z", call("g", call("a", "x"))) + "\n"),
         "1,3,6,6",
         {{"a", {0, 1, 4}}, {"g", {2, 5, 6}}},
         {{"a", {6, 3, 3, 3}}, {"g", {6, 3, 3, 3}}, {"z", {4, 6, 3, 3}}}},
        {"a value in every group",
         {kFirst, {"g", "conv 8 16 3 groups 2"}, kLast},
         net("  y = " + call("a", "x") + "\n  return " + call("z", call("g", "torch.cat([y, y], 1)")) + "\n"),
         "1,3,6,6",
         {{"a", {1, 4, 5}}},
         {{"a", {5, 3, 3, 3}}, {"g", {8, 5, 3, 3}}, {"z", {4, 8, 3, 3}}}},
        {"a group without inputs goes",
         {kFirst, {"g", "conv 8 8 3 groups 4"}, {"z", "conv 4 8 1"}},
         net("  return " + call("z", call("g", call("a", "x"))) + "\n"),
         "1,3,6,6",
         {{"a", {2, 3}}},
         {{"a", {6, 3, 3, 3}}, {"g", {6, 2, 3, 3}}, {"z", {4, 6, 1, 1}}}},
        {"grouped convolution and group norm",
         {kFirst, {"g", "conv 8 8 3 groups 2"}, {"n", "gn 8"}, kLast},
         net("  y = " + call("n", call("g", call("a", "x"))) + "\n  return " + call("z", "torch.relu(y)") + "\n"),
         "1,3,6,6",
         {{"g", {2, 3, 4, 5}}},
         {{"g", {4, 4, 3, 3}}, {"n", {4}}, {"z", {4, 4, 3, 3}}}},
        {"transposed convolutions",
         {{"a", "convt 3 8 2"}, {"b", "convt 8 6 2 groups 2"}, {"z", "conv 4 6 1"}},
         net("  return " + call("z", call("b", call("a", "x"))) + "\n"),
         "1,3,4,4",
         {{"a", {0, 5}}, {"b", {1, 5}}},
         {{"a", {3, 6, 2, 2}}, {"b", {6, 2, 2, 2}}, {"z", {4, 4, 1, 1}}}},
        {"a constant before a strided transposed convolution has no one bias",
         {kFirst, {"t", "convt 8 6 2"}, {"z", "conv 4 6 1"}},
         net("  return " + call("z", call("t", "torch.sigmoid(" + call("a", "x") + ")")) + "\n"),
         "1,3,4,4",
         {{"a", {0, 5}}},
         {{"a", {8, 3, 3, 3}}, {"t", {8, 6, 2, 2}}}},
        {"one channel added to all of them stays where they go",
         {kFirst, {"m", "conv 1 8 1"}, kLast},
         net("  y = " + call("a", "x") + "\n  return " + call("z", "torch.relu(y + " + call("m", "y") + ")") + "\n"),
         "1,3,6,6",
         {{"a", {5}}},
         {{"a", {8, 3, 3, 3}}, {"z", {4, 8, 3, 3}}}},
        {"the larger of many channels and of one",
         {kFirst, {"m", "conv 1 3 1"}, kLast},
         net("  return " + call("z", "torch.maximum(" + call("a", "x") + ", " + call("m", "x") + ")") + "\n"),
         "1,3,6,6",
         {{"a", {5}}},
         {{"a", {8, 3, 3, 3}}, {"z", {4, 8, 3, 3}}}},
        {"a bound above zero leaves a constant",
         {kFirst, {"z", "conv 4 8 1"}},
         net("  return " + call("z", "torch.hardtanh(" + call("a", "x") + ", 0.5, 2.0)") + "\n"),
         "1,3,6,6",
         {{"a", {5}}},
         {{"a", {7, 3, 3, 3}}, {"z", {4, 7, 1, 1}}}},
        {"an embedding whose weight is the output's keeps all channels",
         {{"e", "embed 10 8"}, {"l", "linear 8 8"}},
         net("  return torch.linear(" + call("l", call("e", "x")) + ", self.e.weight)\n"),
         "1,7:int64",
         {{"l", {1}}},
         {{"l", {8, 8}}, {"e", {10, 8}}}},
    };
}

/// Operators that go by the places of channels, and weights that are read in two ways: all channels stay.
std::vector<RuleCase> placeCases()
{
    const auto between = [](const char* name, const std::string& body, const std::vector<SmallLayer>& layers,
                            const std::map<std::string, Shape>& shapes) {
        return RuleCase{name, layers, net(body), "2,5,6", {{"a", {1, 2}}}, shapes};
    };
    const std::vector<SmallLayer> linears{{"a", "linear 8 6"}, {"z", "linear 4 8"}};
    const std::map<std::string, Shape> kept{{"a", {8, 6}}, {"z", {4, 8}}};
    const std::map<std::string, Shape> fewer{{"a", {6, 6}}, {"z", {4, 6}}};
    const std::string first = "  y = torch.relu(" + call("a", "x") + ")\n";
    const std::string last = "  return " + call("z", "y") + "\n";
    return {
        between("roll over channels", first + "  y = torch.roll(y, [2], [2])\n" + last, linears, kept),
        between("roll over positions", first + "  y = torch.roll(y, [2], [1])\n" + last, linears, fewer),
        between("diagonal of channels", first + "  y = y + torch.diagonal(y[:, :, 0:5], 0, 1, 2).unsqueeze(2)\n" + last,
                linears, kept),
        between("unbind channels", first + "  y = torch.stack(torch.unbind(y, 2), 2)\n" + last, linears, kept),
        between("unbind positions", first + "  y = torch.stack(torch.unbind(y, 1), 1)\n" + last, linears, fewer),
        between("channels repeated as a tensor says",
                first + "  y = torch.repeat_interleave(y, torch.tensor([2, 1, 1, 1, 1, 1, 1, 0]), 2)\n" + last, linears,
                kept),
        between("channels repeated equally", first + "  y = torch.repeat_interleave(y, 2, 2)\n" + last,
                {{"a", "linear 8 6"}, {"z", "linear 4 16"}}, {{"a", {6, 6}}, {"z", {4, 12}}}),
        between("the logarithm of a sum of zeros is a constant", first + "  y = torch.logsumexp(y, [1])\n" + last,
                linears, fewer),
        between("a tied decoder that scales its weight",
                first + "  y = " + call("z", "y") + "\n  return torch.linear(y, self.z.weight.t() * 0.5)\n", linears,
                kept),
        {"a mask of zeros made for a type",
         {{"a", "linear 8 6"}, {"z", "linear 4 8"}},
         net("  y = torch.relu(" + call("a", "x") + ")\n  m = y.new_zeros([5, 1])\n  m[0:2] = 1\n  return "
             + call("z", "y * m") + "\n"),
         "2,5,6",
         {{"a", {1, 2}}},
         {{"a", {6, 6}}, {"z", {4, 6}}}},
        {"a bias that is set to zero in part",
         {{"a", "linear 8 6"}, {"z", "linear 4 8"}},
         net("  b = self.a.bias.clone()\n  b[2:4].zero_()\n  y = torch.relu(torch.linear(x, self.a.weight, b))\n"
             "  return self.z(y)\n"),
         "2,5,6",
         {{"a", {1, 2, 5}}},
         {{"a", {5, 6}}, {"z", {4, 5}}}},
        between("a norm of each head keeps parts of it",
                "  b, n, c = x.size()\n  y = " + call("a", "x")
                    + ".view(b, n, 2, 4)\n  y = y / torch.clamp(torch.norm(y, 2, [3], True), min=0.01)\n"
                      "  y = y.reshape(b, n, 8)\n"
                    + last,
                linears, kept),
        {"a norm of each head: a whole head goes",
         linears,
         net("  b, n, c = x.size()\n  y = " + call("a", "x")
             + ".view(b, n, 2, 4)\n  y = y / torch.clamp(torch.norm(y, 2, [3], True), min=0.01)\n"
               "  y = y.reshape(b, n, 8)\n"
             + last),
         "2,5,6",
         {{"a", {4, 5, 6, 7}}},
         {{"a", {4, 6}}, {"z", {4, 4}}}},
    };
}

/// Sizes that are computed from the batch and from channels.
std::vector<RuleCase> batchCases()
{
    const std::string heads = "  b, n, c = x.size()\n  q, k, v = torch.chunk(" + call("qkv", "x.transpose(0, 1)")
                              + ", 3, -1)\n  q = q.contiguous().view(n, b * 2, 4).transpose(0, 1)\n"
                                "  k = k.contiguous().view(-1, b * 2, 4).transpose(0, 1)\n"
                                "  v = v.contiguous().view(n, b * 2, 4).transpose(0, 1)\n"
                                "  y = torch.bmm(torch.softmax(torch.bmm(q, k.transpose(1, 2)), -1), v)\n"
                                "  y = y.transpose(0, 1).contiguous().view(n * b, 8)\n  return "
                              + call("o", "y") + "\n";
    const std::string groups = "  y = " + call("a", "x")
                               + "\n  b, c, h, w = y.size()\n  y = y.view(b * (c // 4), 4, h, w)\n"
                                 "  y = torch.relu(y)\n  y = y.view(b, c, h, w)\n  return "
                               + call("z", "y") + "\n";
    return {
        {"heads counted with the batch",
         {{"qkv", "linear 24 6"}, {"o", "linear 6 8"}},
         net(heads),
         "1,5,6",
         {{"qkv", {4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23}}},
         {{"qkv", {12, 6}}, {"o", {6, 4}}}},
        {"groups of channels counted with the batch",
         {kFirst, {"z", "conv 4 8 1"}},
         net(groups),
         "1,3,6,6",
         {{"a", {1, 5}}},
         {{"a", {6, 3, 3, 3}}, {"z", {4, 6, 1, 1}}}},
    };
}

std::string einsum(const std::string& equation, const std::string& factors)
{
    return "torch.einsum(\"" + equation + "\", [" + factors + "])";
}

std::vector<RuleCase> einsumCases()
{
    const std::string attention = "  b, n, c = x.size()\n  y = " + call("qkv", "x")
                                  + ".view(b, n, 3, 2, 4).permute(2, 0, 3, 1, 4)\n  q, k, v = torch.unbind(y, 0)\n"
                                  + "  a = torch.softmax(" + einsum("bhid,bhjd->bhij", "q * 0.5, k") + ", -1)\n"
                                  + "  y = " + einsum("bhij, bhjd -> bihd", "a, v") + ".reshape(b, n, 8)\n  return "
                                  + call("o", "y") + "\n";
    const auto linear = [](const std::string& equation) {
        return net("  y = torch.relu(" + call("a", "x") + ")\n  return " + call("z", einsum(equation, "y, self.w"))
                   + "\n");
    };
    const std::vector<SmallLayer> linears{{"a", "linear 8 6"}, {"w", "parameter 5 8"}, {"z", "linear 4 5"}};
    const std::map<std::string, Shape> linearShapes{{"a", {6, 6}}, {"z", {4, 5}}};
    return {
        {"einsum: a head goes",
         {{"qkv", "linear 24 6"}, {"o", "linear 6 8"}},
         net(attention),
         "2,5,6",
         {{"qkv", {4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23}}},
         {{"qkv", {12, 6}}, {"o", {6, 4}}}},
        {"einsum: half a head stays",
         {{"qkv", "linear 24 6"}, {"o", "linear 6 8"}},
         net(attention),
         "2,5,6",
         {{"qkv", {4, 5, 12, 13, 20, 21}}},
         {{"qkv", {24, 6}}, {"o", {6, 8}}}},
        {"einsum: a linear layer", linears, linear("bnc,oc->bno"), "2,5,6", {{"a", {1, 2}}}, linearShapes},
        {"einsum: dots", linears, linear("...c,oc->...o"), "2,5,6", {{"a", {1, 2}}}, linearShapes},
        {"einsum: no arrow", linears, linear("bnc,zc"), "2,5,6", {{"a", {1, 2}}}, linearShapes},
        {"einsum: channels change places",
         {kFirst, {"z", "linear 4 8"}},
         net("  return " + call("z", einsum("nchw->nhwc", call("a", "x"))) + "\n"),
         "1,3,6,6",
         {{"a", {1, 2}}},
         {{"a", {6, 3, 3, 3}}, {"z", {4, 6}}}},
        {"einsum: a gate",
         {kFirst, {"b", "conv 8 3 3"}, kLast},
         net("  g = torch.sigmoid(" + call("b", "x") + ").mean([2, 3])\n  return "
             + call("z", einsum("nchw,nc->nchw", call("a", "x") + ", g")) + "\n"),
         "1,3,6,6",
         {{"a", {1, 2}}, {"b", {1, 2}}},
         {{"a", {6, 3, 3, 3}}, {"b", {6, 3, 3, 3}}, {"z", {4, 6, 3, 3}}}},
        {"einsum: several dimensions are summed",
         {kFirst, {"w", "parameter 8 6 6 5"}, {"z", "linear 4 5"}},
         net("  return " + call("z", einsum("nchw,chwo->no", call("a", "x") + ", self.w")) + "\n"),
         "1,3,6,6",
         {{"a", {1, 2}}},
         {{"a", {6, 3, 3, 3}}, {"z", {4, 5}}}},
        {"einsum: a sum within a factor keeps all channels",
         {kFirst, {"z", "linear 4 8"}},
         net("  return " + call("z", einsum("nchw->nc", call("a", "x"))) + "\n"),
         "1,3,6,6",
         {{"a", {1, 2}}},
         {{"a", {8, 3, 3, 3}}, {"z", {4, 8}}}},
        {"einsum: three factors keep all channels",
         {kFirst, {"w", "parameter 8"}, kLast},
         net("  return " + call("z", einsum("nchw,c,c->nchw", call("a", "x") + ", self.w, self.w")) + "\n"),
         "1,3,6,6",
         {{"a", {1, 2}}},
         {{"a", {8, 3, 3, 3}}, {"z", {4, 8, 3, 3}}}},
        {"einsum: a diagonal keeps all channels",
         {kFirst, {"z", "linear 4 8"}},
         net("  return " + call("z", einsum("nchh->nhc", call("a", "x"))) + "\n"),
         "1,3,6,6",
         {{"a", {1, 2}}},
         {{"a", {8, 3, 3, 3}}, {"z", {4, 8}}}},
    };
}

std::vector<RuleCase> attentionCases()
{
    const std::string heads = "  b, n, c = x.size()\n  y = " + call("qkv", "x")
                              + ".view(b, n, 3, 2, 4).permute(2, 0, 3, 1, 4)\n  q, k, v = torch.unbind(y, 0)\n";
    const std::string rest =
        "  y = torch.matmul(a, v).transpose(1, 2).reshape(b, n, 8)\n  return " + call("o", "y") + "\n";
    const std::vector<SmallLayer> layers{{"qkv", "linear 24 6"}, {"o", "linear 6 8"}};
    const std::map<std::string, std::vector<int>> head{{"qkv", {4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23}}};
    return {
        {"a head goes",
         layers,
         net(heads + "  a = torch.softmax(torch.matmul(q * 0.5, k.transpose(-2, -1)), -1)\n" + rest),
         "2,5,6",
         head,
         {{"qkv", {12, 6}}, {"o", {6, 4}}}},
        {"half a head stays",
         layers,
         net(heads + "  a = torch.softmax(torch.matmul(q * 0.5, k.transpose(-2, -1)), -1)\n" + rest),
         "2,5,6",
         {{"qkv", {4, 5, 12, 13, 20, 21}}},
         {{"qkv", {24, 6}}, {"o", {6, 8}}}},
        {"of two branches, the one without a fused operator",
         {{"a", "linear 8 6"}, {"qkv", "linear 24 8"}, {"o", "linear 8 8"}, {"z", "linear 4 8"}},
         net("  y = " + call("a", "x") + "\n  fast = not torch.is_grad_enabled()\n  if fast:\n"
             + "    r, s = torch._native_multi_head_attention(y, y, y, 8, 2, self.qkv.weight, self.qkv.bias, "
               "self.o.weight, self.o.bias, None, False)\n  else:\n    b, n, c = y.size()\n"
             + "    q, k, v = torch.unbind(" + call("qkv", "y") + ".view(b, n, 3, 2, 4).permute(2, 0, 3, 1, 4), 0)\n"
             + "    w = torch.softmax(torch.matmul(q * 0.5, k.transpose(-2, -1)), -1)\n"
             + "    r = " + call("o", "torch.matmul(w, v).transpose(1, 2).reshape(b, n, 8)") + "\n"
             + "  if fast:\n    r = r.view(x.size(0), -1, 8)\n  return " + call("z", "r") + "\n"),
         "2,5,6",
         {{"a", {3}}, {"qkv", {4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23}}, {"o", {1, 2}}},
         {{"a", {7, 6}}, {"qkv", {12, 7}}, {"o", {6, 4}}, {"z", {4, 6}}}},
        {"inner width of a perceptron",
         {{"a", "linear 8 6"}, {"z", "linear 4 8"}},
         net("  return " + call("z", "torch.gelu(" + call("a", "x") + ")") + "\n"),
         "2,5,6",
         {{"a", {1, 2}}},
         {{"a", {6, 6}}, {"z", {4, 6}}}},
        {"softmax over channels keeps them",
         {kFirst, kLast},
         net("  return " + call("z", "torch.softmax(" + call("a", "x") + ", 1)") + "\n"),
         "1,3,6,6",
         {{"a", {1, 2}}},
         {{"a", {8, 3, 3, 3}}, {"z", {4, 8, 3, 3}}}},
        {"mean over channels keeps them",
         {kFirst, {"z", "conv 4 1 3"}},
         net("  return " + call("z", call("a", "x") + ".mean(1, True)") + "\n"),
         "1,3,6,6",
         {{"a", {1, 2}}},
         {{"a", {8, 3, 3, 3}}, {"z", {4, 1, 3, 3}}}},
        {"an operator without a rule is a barrier",
         {kFirst, kLast},
         net("  return " + call("z", "torch.cumprod(" + call("a", "x") + ", 2)") + "\n"),
         "1,3,6,6",
         {{"a", {1, 2}}},
         {{"a", {8, 3, 3, 3}}, {"z", {4, 8, 3, 3}}}},
    };
}

std::vector<RuleCase> layerNormCases()
{
    const SmallLayer first{"a", "linear 8 6"};
    const SmallLayer norm{"n", "ln 8"};
    const SmallLayer last{"z", "linear 4 8"};
    const std::map<std::string, Shape> kept{{"a", {8, 6}}, {"z", {4, 8}}};
    return {
        {"one PReLU behind two layers ties their channels",
         {{"a", "conv 8 3 3"}, {"b", "conv 8 3 3"}, {"p", "prelu 8"}, {"z", "conv 4 16 3"}},
         net("  return "
             + call("z", "torch.cat([" + call("p", call("a", "x")) + ", " + call("p", call("b", "x")) + "], 1)")
             + "\n"),
         "1,3,8,8",
         {{"a", {1, 3, 6}}, {"b", {6, 1, 5}}},
         {{"a", {6, 3, 3, 3}}, {"b", {6, 3, 3, 3}}, {"p", {6}}, {"z", {4, 12, 3, 3}}}},
        {"layer norm counts what went",
         {first, norm, last},
         net("  return " + call("z", call("n", call("a", "x"))) + "\n"),
         "2,5,6",
         {{"a", {1, 2, 7}}},
         {{"a", {5, 6}}, {"n", {5}}, {"z", {4, 5}}}},
        {"residual blocks behind layer norms",
         {first, norm, {"m", "ln 8"}, {"b", "linear 12 8"}, {"c", "linear 8 12"}, last},
         net("  y = " + call("a", "x") + "\n  y = y + " + call("c", "torch.gelu(" + call("b", call("n", "y")) + ")")
             + "\n  return " + call("z", call("m", "y")) + "\n"),
         "2,5,6",
         {{"a", {1, 2}}, {"b", {0, 11}}, {"c", {2, 3, 1}}},
         {{"a", {6, 6}}, {"n", {6}}, {"b", {10, 6}}, {"c", {6, 10}}, {"m", {6}}, {"z", {4, 6}}}},
        {"norms before and behind a depthwise convolution with layer scale",
         {kFirst,
          {"d", "conv 8 8 3 groups 8"},
          norm,
          {"b", "linear 16 8"},
          {"c", "linear 8 16"},
          {"gamma", "parameter 8 1 1"},
          {"m", "ln 8"},
          {"z", "conv 4 8 3"}},
         net("  x = " + call("a", "x") + "\n  y = " + call("n", call("d", "x") + ".permute(0, 2, 3, 1)")
             + "\n  y = " + call("c", "torch.gelu(" + call("b", "y") + ")")
             + ".permute(0, 3, 1, 2)\n  y = self.gamma * y + x\n  y = " + call("m", "y.permute(0, 2, 3, 1)")
             + ".permute(0, 3, 1, 2)\n  return " + call("z", "y") + "\n"),
         "1,3,6,6",
         {{"a", {0, 5, 6}}, {"c", {5, 6, 0}}},
         {{"a", {5, 3, 3, 3}},
          {"d", {5, 1, 3, 3}},
          {"n", {5}},
          {"b", {16, 5}},
          {"c", {5, 16}},
          {"m", {5}},
          {"z", {4, 5, 3, 3}}}},
        {"layer norm over neighbours side by side",
         {first, {"n", "ln 16"}, {"z", "linear 4 16"}},
         net("  y = " + call("a", "x") + "\n  y = torch.cat([y[:, 0::2], y[:, 1::2]], -1)\n  return "
             + call("z", call("n", "y")) + "\n"),
         "2,6,6",
         {{"a", {1, 2}}},
         {{"a", {6, 6}}, {"n", {12}}, {"z", {4, 12}}}},
        {"layer norm that is called twice",
         {first, {"b", "linear 8 6"}, norm, last},
         net("  return " + call("z", call("n", call("a", "x")) + " + " + call("n", call("b", "x"))) + "\n"),
         "2,5,6",
         {{"a", {1, 2}}, {"b", {2, 3}}},
         {{"a", {7, 6}}, {"b", {7, 6}}, {"n", {7}}, {"z", {4, 7}}}},
        {"layer norm without a weight keeps its channels",
         {first, last},
         net("  return " + call("z", "torch.layer_norm(" + call("a", "x") + ", [8])") + "\n"),
         "2,5,6",
         {{"a", {1, 2}}},
         kept},
        {"layer norm over positions too keeps its channels",
         {first, {"w", "parameter 5 8"}, last},
         net("  return " + call("z", "torch.layer_norm(" + call("a", "x") + ", [5, 8], self.w)") + "\n"),
         "2,5,6",
         {{"a", {1, 2}}},
         kept},
        {"layer norm over positions alone leaves its bias",
         {first, {"w", "parameter 5"}, {"v", "parameter 5"}, last},
         net("  y = torch.layer_norm(" + call("a", "x")
             + ".transpose(1, 2), [5], self.w, self.v).transpose(1, 2)\n"
               "  return "
             + call("z", "y") + "\n"),
         "2,5,6",
         {{"a", {1, 2}}},
         kept},
        {"a position embedding before a layer norm is masked with the channels",
         {first, {"e", "parameter 5 8"}, norm, last},
         net("  return " + call("z", call("n", call("a", "x") + " + self.e")) + "\n"),
         "2,5,6",
         {{"a", {1, 2}}},
         {{"a", {6, 6}}, {"n", {6}}, {"z", {4, 6}}}},
        {"a class token and a position embedding of a residual stream",
         {first,
          {"t", "parameter 1 1 8"},
          {"e", "parameter 1 6 8"},
          norm,
          {"b", "linear 12 8"},
          {"c", "linear 8 12"},
          {"m", "ln 8"},
          last},
         net("  y = torch.cat([self.t.expand(2, -1, -1), " + call("a", "x") + "], 1) + self.e\n  y = y + "
             + call("c", "torch.gelu(" + call("b", call("n", "y")) + ")") + "\n  return "
             + call("z", call("m", "y") + "[:, 0]") + "\n"),
         "2,5,6",
         {{"a", {1, 2, 5}}, {"c", {5, 2, 1}}},
         {{"a", {5, 6}}, {"n", {5}}, {"b", {12, 5}}, {"c", {5, 12}}, {"m", {5}}, {"z", {4, 5}}}},
        {"a constant before a layer norm keeps all channels",
         {first, norm, last},
         net("  return " + call("z", call("n", "torch.sigmoid(" + call("a", "x") + ")")) + "\n"),
         "2,5,6",
         {{"a", {1, 2}}},
         kept},
        {"an embedding before a layer norm keeps all channels",
         {{"e", "embed 10 8"}, {"a", "linear 8 8"}, norm, last},
         net("  y = " + call("e", "x") + "\n  return " + call("z", call("n", "y + " + call("a", "y"))) + "\n"),
         "2,7:int64",
         {{"a", {1, 2}}},
         {{"a", {8, 8}}, {"z", {4, 8}}}},
    };
}

const std::vector<RuleCase>& allCases()
{
    static const std::vector<RuleCase> kCases = [] {
        std::vector<RuleCase> all;
        for (auto cases : {elementCases(), zeroKeepingCases(), zeroMovingCases(), otherElementCases(), shapeCases(),
                           groupCases(), batchCases(), placeCases(), einsumCases(), attentionCases(), layerNormCases()})
            all.insert(all.end(), cases.begin(), cases.end());
        return all;
    }();
    return kCases;
}

} // namespace

class tst_OperatorRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void channelsGo_data();
    void channelsGo();
};

void tst_OperatorRules::channelsGo_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < allCases().size(); ++i)
        QTest::newRow(allCases()[i].name) << static_cast<int>(i);
}

void tst_OperatorRules::channelsGo()
{
    QFETCH(int, index);
    const RuleCase& rule = allCases()[static_cast<std::size_t>(index)];
    NullProgressSink sink;
    try {
        const auto model = smallNet(rule.layers, rule.forward, rule.input);
        const SpeedupResult result = speedUp(model, channelMasks(*model, rule.removed), {}, sink);
        for (const auto& [layer, shape] : rule.shapes) {
            const std::string found = shapeText(result.model->findLayer(layer)->weightShape().value());
            QVERIFY2(found == shapeText(shape), (layer + " is " + found + " instead of " + shapeText(shape)).c_str());
        }
        QVERIFY(result.maxRelDifference < kAgreement);
        for (const Issue& issue : result.issues)
            QVERIFY2(issue.message.english().find("number of samples") == std::string::npos,
                     issue.message.english().c_str());
    } catch (const std::exception& exception) {
        QFAIL(exception.what());
    }
}

QTEST_GUILESS_MAIN(tst_OperatorRules)
#include "tst_operator_rules.moc"

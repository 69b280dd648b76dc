// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/internal/graph_simplifier.h"

#include <ATen/ops/zeros.h>
#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/ir/ir.h>
#include <torch/csrc/jit/passes/constant_propagation.h>
#include <torch/csrc/jit/passes/dead_code_elimination.h>
#include <torch/csrc/jit/passes/loop_unrolling.h>
#include <torch/csrc/jit/passes/peephole.h>

#include <functional>
#include <optional>
#include <string>

#include "core/model/internal/graph_inliner.h"

namespace espalier::internal {
namespace {

using namespace torch::jit;

/// Unrolling may free further constants, and those further loops: deep nests need a few rounds.
constexpr int kUnrollRounds = 3;

void forEachNode(Block* block, const std::function<void(Node*)>& visit)
{
    for (auto it = block->nodes().begin(); it != block->nodes().end();) {
        Node* node = *it;
        ++it;
        for (Block* inner : node->blocks())
            forEachNode(inner, visit);
        visit(node);
    }
}

void retargetDevices(const std::shared_ptr<Graph>& graph)
{
    forEachNode(graph->block(), [&](Node* node) {
        if (node->kind() != prim::Constant || !node->output()->type()->isSubtypeOf(*c10::DeviceObjType::get()))
            return;
        const auto value = toIValue(node->output());
        if (!value || !value->isDevice() || value->toDevice().is_cpu())
            return;
        WithInsertPoint guard(node);
        Value* cpu = graph->insertConstant(c10::Device(c10::DeviceType::CPU));
        node->output()->replaceAllUsesWith(cpu);
        node->destroy();
    });
}

/// A value that yields attribute @p name of the module at @p path, read just before @p place; nullptr when the module
/// has no such attribute.
Value* attributeOf(const std::shared_ptr<Graph>& graph, Node* place, const std::string& path, const std::string& name)
{
    WithInsertPoint guard(place);
    Value* object = graph->inputs().at(0);
    std::string rest = path;
    while (true) {
        const auto type = object->type()->cast<c10::ClassType>();
        const auto dot = rest.find('.');
        const std::string step = rest.empty() ? name : rest.substr(0, dot);
        if (!type || !type->hasAttribute(step))
            return nullptr;
        object = graph->insertGetAttr(object, step);
        setModulePath(object->node(), path);
        if (rest.empty())
            return object;
        rest = dot == std::string::npos ? std::string() : rest.substr(dot + 1);
    }
}

void readTrainingFlag(const std::shared_ptr<Graph>& graph, Node* node, std::size_t input)
{
    // A flag that already comes from some module's attribute is what the author wrote; keep it.
    if (node->input(input)->node()->kind() == prim::GetAttr)
        return;
    Value* flag = attributeOf(graph, node, modulePath(node), "training");
    if (flag != nullptr && flag->type()->isSubtypeOf(*c10::BoolType::get()))
        node->replaceInput(input, flag);
}

bool isNormLayer(const std::shared_ptr<Graph>& graph, Node* node)
{
    Value* flag = attributeOf(graph, node, modulePath(node), "running_mean");
    if (flag == nullptr)
        return false;
    flag->node()->destroy();
    return true;
}

void normalizeBatchNorm(const std::shared_ptr<Graph>& graph, Node* node)
{
    constexpr std::size_t kRunningMean = 3;
    constexpr std::size_t kTraining = 5;
    if (!isNormLayer(graph, node))
        return readTrainingFlag(graph, node, kTraining);
    const std::string path = modulePath(node);
    if (node->input(kRunningMean)->node()->kind() == prim::If) {
        // The branch chooses between the running statistics and None; with statistics present both modes use them.
        for (const auto& [input, name] : {std::pair{kRunningMean, "running_mean"}, {kRunningMean + 1, "running_var"}}) {
            Value* statistic = attributeOf(graph, node, path, name);
            if (statistic != nullptr && statistic->type()->isSubtypeOf(*c10::TensorType::get()))
                node->replaceInput(input, statistic);
        }
    }
    readTrainingFlag(graph, node, kTraining);
}

/// Branches without outputs that only check sizes: the batch norm's own check of its batch in training.
bool hasEffect(Block* block)
{
    for (Node* node : block->nodes()) {
        if (node->kind() == prim::RaiseException || node->kind() == prim::Print || node->kind() == prim::SetAttr)
            return true;
        const auto* schema = node->maybeSchema();
        if (schema != nullptr && schema->is_mutable())
            return true;
        for (Block* inner : node->blocks()) {
            if (hasEffect(inner))
                return true;
        }
    }
    return false;
}

void removeEmptyBranches(const std::shared_ptr<Graph>& graph)
{
    forEachNode(graph->block(), [](Node* node) {
        if (node->kind() == prim::If && node->outputs().empty() && !hasEffect(node->blocks()[0])
            && !hasEffect(node->blocks()[1]))
            node->destroy();
    });
}

bool contains(Block* block, c10::Symbol kind)
{
    bool found = false;
    forEachNode(block, [&](Node* node) { found = found || node->kind() == kind; });
    return found;
}

bool raises(const Block* block)
{
    for (const Node* node : block->nodes()) {
        if (node->kind() == prim::RaiseException)
            return true;
    }
    return false;
}

/// A branch that only raises is an assertion of the author: the other branch is taken without asking. Wrong inputs
/// are then refused by the operators themselves.
void settleAssertions(const std::shared_ptr<Graph>& graph)
{
    forEachNode(graph->block(), [&](Node* node) {
        if (node->kind() != prim::If)
            return;
        const bool first = raises(node->blocks()[0]);
        const bool second = raises(node->blocks()[1]);
        if (first == second)
            return;
        WithInsertPoint guard(node);
        node->replaceInput(0, graph->insertConstant(second));
    });
}

/// Something of type @p type; nullopt for types that need no stand-in.
std::optional<c10::IValue> anyValueOf(const c10::TypePtr& type)
{
    switch (type->kind()) {
    case c10::TypeKind::TensorType:
        return c10::IValue(at::zeros({0}));
    case c10::TypeKind::BoolType:
        return c10::IValue(false);
    case c10::TypeKind::IntType:
        return c10::IValue(std::int64_t{0});
    case c10::TypeKind::FloatType:
        return c10::IValue(0.0);
    case c10::TypeKind::ListType:
        if (type->isSubtypeOf(*c10::ListType::ofInts()))
            return c10::IValue(std::vector<std::int64_t>());
        if (type->isSubtypeOf(*c10::ListType::ofFloats()))
            return c10::IValue(std::vector<double>());
        return std::nullopt;
    default:
        return std::nullopt;
    }
}

/// In branches that are never taken None is unpacked to a value of another type: a constant without a value, which no
/// pass can read and no archive hold. Any value does, as nobody computes with it. True when there was one.
bool fillEmptyConstants(const std::shared_ptr<Graph>& graph)
{
    bool filled = false;
    forEachNode(graph->block(), [&](Node* node) {
        if (node->kind() != prim::Constant || node->hasAttributes() || node->output()->mustBeNone())
            return;
        const auto value = anyValueOf(node->output()->type());
        if (!value)
            return;
        WithInsertPoint guard(node);
        node->output()->replaceAllUsesWith(graph->insertConstant(*value));
        node->destroy();
        filled = true;
    });
    return filled;
}

void propagateConstants(std::shared_ptr<Graph> graph)
{
    while (true) {
        try {
            ConstantPropagation(graph);
            fillEmptyConstants(graph);
            return;
        } catch (const std::exception&) {
            // The pass met a constant without a value that it had made itself; what it did until then stands.
            if (!fillEmptyConstants(graph))
                throw;
        }
    }
}

bool neverNone(const Value* value)
{
    const c10::TypeKind kind = value->type()->kind();
    return !value->mustBeNone() && kind != c10::TypeKind::OptionalType && kind != c10::TypeKind::NoneType
           && kind != c10::TypeKind::AnyType && kind != c10::TypeKind::UnionType;
}

/// What `a is b` yields where one of both is None; nullopt: only a run tells.
std::optional<bool> isSameNone(const Node* comparison)
{
    const Value* a = comparison->input(0);
    const Value* b = comparison->input(1);
    if (a->mustBeNone() && b->mustBeNone())
        return true;
    if ((a->mustBeNone() && neverNone(b)) || (b->mustBeNone() && neverNone(a)))
        return false;
    return std::nullopt;
}

bool wrapsInt(const Node* node)
{
    return node->kind() == prim::NumToTensor && node->input()->type()->isSubtypeOf(*c10::IntType::get());
}

/// What types alone decide: attributes that are None become constants, comparisons with None are answered, casts to what
/// the value is anyway go, and integers that tracing wrapped in a tensor come out of it. The peephole pass does that too,
/// among much else.
void settleTypes(const std::shared_ptr<Graph>& graph)
{
    forEachNode(graph->block(), [&](Node* node) {
        WithInsertPoint guard(node);
        for (Value* output : node->outputs()) {
            if (node->kind() != prim::Constant && !output->uses().empty()
                && output->type()->kind() == c10::TypeKind::NoneType)
                output->replaceAllUsesWith(graph->insertConstant(c10::IValue()));
        }
        if (node->kind() == prim::unchecked_cast && node->input(0)->type()->isSubtypeOf(*node->output()->type()))
            node->output()->replaceAllUsesWith(node->input(0));
        if (node->kind() == aten::Int && wrapsInt(node->input(0)->node()))
            node->output()->replaceAllUsesWith(node->input(0)->node()->input());
        if (node->kind() != aten::__is__ && node->kind() != aten::__isnot__)
            return;
        if (const std::optional<bool> same = isSameNone(node))
            node->output()->replaceAllUsesWith(graph->insertConstant(node->kind() == aten::__is__ ? *same : !*same));
    });
}

std::optional<bool> knownBool(const Value* value)
{
    const Node* node = value->node();
    if (node->kind() != prim::Constant || !node->hasAttributes())
        return std::nullopt;
    const auto constant = toIValue(value);
    return constant && constant->isBool() ? std::optional<bool>(constant->toBool()) : std::nullopt;
}

/// `a and False` asks for a although it does not matter, as both blocks yield the same; and `True if a else False` is a.
/// True when something was settled.
bool settleKnownResults(const std::shared_ptr<Graph>& graph)
{
    bool settled = false;
    forEachNode(graph->block(), [&](Node* node) {
        if (node->kind() != prim::If)
            return;
        for (std::size_t i = 0; i < node->outputs().size(); ++i) {
            Value* output = node->outputs()[i];
            const auto first = knownBool(node->blocks()[0]->outputs()[i]);
            const auto second = knownBool(node->blocks()[1]->outputs()[i]);
            if (!first || !second || output->uses().empty() || (*second && !*first))
                continue;
            WithInsertPoint guard(node);
            output->replaceAllUsesWith(first == second ? graph->insertConstant(*first) : node->input(0));
            settled = true;
        }
    });
    return settled;
}

/// Functions that were inlined are constants without a value, which constant propagation stumbles over.
void removeFunctions(const std::shared_ptr<Graph>& graph)
{
    forEachNode(graph->block(), [](Node* node) {
        if (node->kind() == prim::Constant && node->output()->type()->kind() == c10::TypeKind::FunctionType
            && node->output()->uses().empty())
            node->destroy();
    });
}

} // namespace

// Each of LibTorch's passes that asks for aliases builds their whole data base again, which is what takes the time here:
// those that do without are preferred.
void simplifyGraph(const std::shared_ptr<Graph>& source)
{
    std::shared_ptr<Graph> graph = source; // The passes want a reference to change.
    removeFunctions(graph);
    retargetDevices(graph);
    settleAssertions(graph);
    propagateConstants(graph);
    // Also decides "x is None" of list constants, which LibTorch decides when it reads the file back.
    settleTypes(graph);
    removeEmptyBranches(graph);
    settleKnownResults(graph);
    propagateConstants(graph);
    while (settleKnownResults(graph))
        propagateConstants(graph);
    for (int round = 0; round < kUnrollRounds && contains(graph->block(), prim::Loop); ++round) {
        UnrollConstantLoops(graph);
        propagateConstants(graph);
        PeepholeOptimize(graph, /*disable_shape_peepholes=*/true);
        removeEmptyBranches(graph);
        while (settleKnownResults(graph))
            propagateConstants(graph);
    }
    EliminateDeadCode(graph->block());
}

void normalizeTraining(const std::shared_ptr<Graph>& graph)
{
    forEachNode(graph->block(), [&](Node* node) {
        const std::string kind = node->kind().toQualString();
        if (kind == "aten::batch_norm")
            normalizeBatchNorm(graph, node);
        else if (kind == "aten::dropout" || kind == "aten::dropout_" || kind == "aten::feature_dropout"
                 || kind == "aten::alpha_dropout")
            readTrainingFlag(graph, node, 2);
    });
    removeEmptyBranches(graph);
    EliminateDeadCode(graph->block());
}

} // namespace espalier::internal

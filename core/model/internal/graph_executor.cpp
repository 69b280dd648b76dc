// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/internal/graph_executor.h"

#include <ATen/core/stack.h>
#include <c10/util/Exception.h>
#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/ir/ir.h>
#include <torch/csrc/jit/runtime/operator.h>

#include <limits>
#include <unordered_map>
#include <utility>

#include "core/base/error.h"
#include "core/model/compute_environment.h"
#include "core/model/internal/graph_inliner.h"

namespace espalier::internal {
namespace {

using namespace torch::jit;
using Registers = std::vector<c10::IValue>;

struct Instruction;

struct BlockPlan
{
    std::vector<int> inputs;
    std::vector<Instruction> instructions;
    std::vector<int> outputs;
};

enum class Kind { Operator, Attribute, SetAttribute, If, Loop, Tuple, List, Dict, ListUnpack, Pass };

struct Instruction
{
    Kind kind = Kind::Operator;
    const Node* node = nullptr;
    std::shared_ptr<Operation> operation; ///< shared: an Operation can only be called when not const
    std::vector<int> inputs;
    std::vector<int> outputs;
    std::vector<int> released; ///< registers nobody reads after this
    std::vector<BlockPlan> blocks;
    std::size_t slot = 0;
};

std::string layerText(const Node* node)
{
    const std::string path = modulePath(node);
    return path.empty() ? std::string("the network itself") : path;
}

/// LibTorch's text carries a C++ stack trace and may span many lines; the first says what was wrong.
std::string firstLine(const std::string& text)
{
    return text.substr(0, text.find('\n'));
}

std::string causeOf(const std::exception& exception)
{
    if (const auto* torchError = dynamic_cast<const c10::Error*>(&exception))
        return firstLine(torchError->what_without_backtrace());
    return firstLine(exception.what());
}

} // namespace

struct GraphExecutor::Plan
{
    explicit Plan(std::shared_ptr<Graph> source)
        : graph(std::move(source))
    {
        for (const Value* input : graph->inputs())
            root.inputs.push_back(registerOf(input));
        buildBlock(graph->block(), root);
        for (const Value* output : graph->outputs())
            root.outputs.push_back(registerOf(output));
        releaseAfterLastUse();
    }

    int registerOf(const Value* value)
    {
        const auto [entry, added] = registers.emplace(value, static_cast<int>(registers.size()));
        return entry->second;
    }

    void buildBlock(const Block* block, BlockPlan& plan)
    {
        for (const Node* node : block->nodes()) {
            if (node->kind() == prim::Constant) {
                // A function that was inlined everywhere is a constant without a value.
                if (node->output()->type()->kind() == c10::TypeKind::FunctionType)
                    continue;
                constants.emplace_back(registerOf(node->output()), valueOf(node));
                continue;
            }
            // Warnings of the author have no operation, and are his.
            if (node->kind() != aten::warn)
                plan.instructions.push_back(instructionOf(node));
        }
    }

    /// None may have any type where a branch that is never taken unpacks it.
    static c10::IValue valueOf(const Node* constant)
    {
        if (!constant->hasAttributes())
            return {};
        return toIValue(constant->output()).value_or(c10::IValue());
    }

    Instruction instructionOf(const Node* node)
    {
        Instruction instruction;
        instruction.node = node;
        instruction.kind = kindOf(node);
        for (const Value* input : node->inputs())
            instruction.inputs.push_back(registerOf(input));
        for (const Value* output : node->outputs())
            instruction.outputs.push_back(registerOf(output));
        for (const Block* block : node->blocks()) {
            BlockPlan inner;
            for (const Value* input : block->inputs())
                inner.inputs.push_back(registerOf(input));
            buildBlock(block, inner);
            for (const Value* output : block->outputs())
                inner.outputs.push_back(registerOf(output));
            instruction.blocks.push_back(std::move(inner));
        }
        if (instruction.kind == Kind::Attribute || instruction.kind == Kind::SetAttribute) {
            const auto type = node->input(0)->type()->expect<c10::ClassType>();
            instruction.slot = type->getAttributeSlot(node->s(attr::name));
        } else if (instruction.kind == Kind::Operator) {
            instruction.operation = std::make_shared<Operation>(operationOf(node));
        }
        return instruction;
    }

    static Kind kindOf(const Node* node)
    {
        switch (node->kind()) {
        case prim::GetAttr:
            return Kind::Attribute;
        case prim::SetAttr:
            return Kind::SetAttribute;
        case prim::If:
            return Kind::If;
        case prim::Loop:
            return Kind::Loop;
        case prim::TupleConstruct:
            return Kind::Tuple;
        case prim::ListConstruct:
            return Kind::List;
        case prim::DictConstruct:
            return Kind::Dict;
        case prim::ListUnpack:
            return Kind::ListUnpack;
        case prim::unchecked_cast:
            return Kind::Pass;
        default:
            return Kind::Operator;
        }
    }

    static Operation operationOf(const Node* node)
    {
        try {
            if (node->maybeOperator() != nullptr)
                return node->getOperation();
        } catch (const std::exception&) {
            // Reported below with the names a person knows.
        }
        throw Error(
            ErrorCode::Unsupported,
            Message{ESPALIER_TR("core", "The operator %1 in layer %2 (%3) is not part of LibTorch %4; save the "
                                        "network with an older PyTorch, or build Espalier with a newer LibTorch."),
                    {node->kind().toQualString(), layerText(node), sourceLine(node), libTorchVersion()}});
    }

    /// For each register, the last instruction of the block that defines it after which nobody reads it. A value from
    /// outside a block is never released inside: the block may run again.
    void releaseAfterLastUse() { releaseInBlock(graph->block(), root); }

    void releaseInBlock(const Block* block, BlockPlan& plan)
    {
        std::unordered_map<const Node*, std::size_t> positions;
        for (std::size_t i = 0; i < plan.instructions.size(); ++i)
            positions.emplace(plan.instructions[i].node, i);
        const auto consider = [&](const Value* value) {
            std::size_t last = 0;
            bool found = false;
            for (const Use& use : value->uses()) {
                const Node* user = use.user;
                while (user->owningBlock() != block)
                    user = user->owningBlock()->owningNode();
                const auto position = positions.find(user);
                if (position == positions.end())
                    return; // The block's return node: it leaves the block.
                last = std::max(last, position->second);
                found = true;
            }
            if (!found) {
                const auto own = positions.find(value->node());
                if (own == positions.end())
                    return;
                last = own->second;
            }
            plan.instructions[last].released.push_back(registers.at(value));
        };
        for (const Value* input : block->inputs())
            consider(input);
        for (const Node* node : block->nodes()) {
            if (node->kind() == prim::Constant)
                continue;
            for (const Value* output : node->outputs())
                consider(output);
            for (std::size_t i = 0; i < node->blocks().size(); ++i)
                releaseInBlock(node->blocks()[i], plan.instructions[positions.at(node)].blocks[i]);
        }
    }

    void runBlock(const BlockPlan& plan, Registers& values, NodeObserver* observer) const
    {
        for (const Instruction& instruction : plan.instructions) {
            execute(instruction, values, observer);
            for (int unused : instruction.released)
                values[static_cast<std::size_t>(unused)] = c10::IValue();
        }
    }

    void execute(const Instruction& instruction, Registers& values, NodeObserver* observer) const
    {
        const auto input = [&](std::size_t i) -> c10::IValue& {
            return values[static_cast<std::size_t>(instruction.inputs[i])];
        };
        const auto output = [&](std::size_t i) -> c10::IValue& {
            return values[static_cast<std::size_t>(instruction.outputs[i])];
        };
        switch (instruction.kind) {
        case Kind::Attribute:
            output(0) = input(0).toObjectRef().getSlot(instruction.slot);
            return;
        case Kind::SetAttribute:
            input(0).toObject()->setSlot(instruction.slot, input(1));
            return;
        case Kind::If:
            return executeIf(instruction, values, observer);
        case Kind::Loop:
            return executeLoop(instruction, values, observer);
        case Kind::Pass:
            output(0) = input(0);
            return;
        default:
            executeOperator(instruction, values, observer);
        }
    }

    void executeOperator(const Instruction& instruction, Registers& values, NodeObserver* observer) const
    {
        Stack stack;
        stack.reserve(std::max(instruction.inputs.size(), instruction.outputs.size()));
        for (int index : instruction.inputs)
            stack.push_back(values[static_cast<std::size_t>(index)]);
        std::vector<c10::IValue> inputs;
        if (observer != nullptr)
            inputs = stack;
        try {
            apply(instruction, stack);
        } catch (const Error&) {
            throw;
        } catch (const std::exception& exception) {
            throw Error(ErrorCode::ShapeMismatch, Message{ESPALIER_TR("core", "%1 in %2 failed: %3"),
                                                          {instruction.node->kind().toUnqualString(),
                                                           layerText(instruction.node), causeOf(exception)}});
        }
        if (observer != nullptr)
            observer->executed(instruction.node, inputs, stack);
        for (std::size_t i = 0; i < instruction.outputs.size(); ++i)
            values[static_cast<std::size_t>(instruction.outputs[i])] = std::move(stack[i]);
    }

    static void apply(const Instruction& instruction, Stack& stack)
    {
        const Node* node = instruction.node;
        switch (instruction.kind) {
        case Kind::Tuple: {
            const auto type = node->output()->type()->expect<c10::TupleType>();
            c10::IValue tuple = type->name() ? c10::IValue(c10::ivalue::Tuple::createNamed(std::move(stack), type))
                                             : c10::IValue(c10::ivalue::Tuple::create(std::move(stack)));
            stack.clear();
            stack.push_back(std::move(tuple));
            return;
        }
        case Kind::List: {
            const auto type = node->output()->type()->expect<c10::ListType>();
            c10::List<c10::IValue> list(type->getElementType());
            list.reserve(stack.size());
            for (c10::IValue& value : stack)
                list.push_back(std::move(value));
            stack.clear();
            stack.emplace_back(std::move(list));
            return;
        }
        case Kind::Dict: {
            const auto type = node->output()->type()->expect<c10::DictType>();
            c10::Dict<c10::IValue, c10::IValue> dict(type->getKeyType(), type->getValueType());
            for (std::size_t i = 0; i + 1 < stack.size(); i += 2)
                dict.insert_or_assign(stack[i], stack[i + 1]);
            stack.clear();
            stack.emplace_back(std::move(dict));
            return;
        }
        case Kind::ListUnpack: {
            const auto list = stack.back().toList();
            stack.clear();
            TORCH_CHECK(list.size() == instruction.outputs.size(), "expected ", instruction.outputs.size(),
                        " values in a list, got ", list.size());
            for (std::size_t i = 0; i < list.size(); ++i)
                stack.push_back(list.get(i));
            return;
        }
        default:
            // Operators of any number of arguments want to know it.
            if (const auto* schema = node->maybeSchema(); schema != nullptr && schema->is_vararg())
                stack.emplace_back(static_cast<std::int64_t>(node->inputs().size()));
            (*instruction.operation)(stack);
        }
    }

    void executeIf(const Instruction& instruction, Registers& values, NodeObserver* observer) const
    {
        const bool condition = values[static_cast<std::size_t>(instruction.inputs[0])].toBool();
        const BlockPlan& block = instruction.blocks[condition ? 0 : 1];
        runBlock(block, values, observer);
        for (std::size_t i = 0; i < instruction.outputs.size(); ++i)
            values[static_cast<std::size_t>(instruction.outputs[i])] =
                values[static_cast<std::size_t>(block.outputs[i])];
    }

    void executeLoop(const Instruction& instruction, Registers& values, NodeObserver* observer) const
    {
        const BlockPlan& body = instruction.blocks[0];
        const std::int64_t trips = values[static_cast<std::size_t>(instruction.inputs[0])].toInt();
        bool condition = values[static_cast<std::size_t>(instruction.inputs[1])].toBool();
        std::vector<c10::IValue> carried;
        for (std::size_t i = 2; i < instruction.inputs.size(); ++i)
            carried.push_back(values[static_cast<std::size_t>(instruction.inputs[i])]);
        for (std::int64_t trip = 0; trip < trips && condition; ++trip) {
            values[static_cast<std::size_t>(body.inputs[0])] = trip;
            for (std::size_t i = 0; i < carried.size(); ++i)
                values[static_cast<std::size_t>(body.inputs[i + 1])] = std::move(carried[i]);
            runBlock(body, values, observer);
            condition = values[static_cast<std::size_t>(body.outputs[0])].toBool();
            for (std::size_t i = 0; i < carried.size(); ++i)
                carried[i] = values[static_cast<std::size_t>(body.outputs[i + 1])];
        }
        for (std::size_t i = 0; i < carried.size(); ++i)
            values[static_cast<std::size_t>(instruction.outputs[i])] = std::move(carried[i]);
    }

    std::shared_ptr<Graph> graph;
    std::unordered_map<const Value*, int> registers;
    std::vector<std::pair<int, c10::IValue>> constants;
    BlockPlan root;
};

GraphExecutor::GraphExecutor(std::shared_ptr<Graph> graph)
    : m_plan(std::make_unique<Plan>(std::move(graph)))
{
}

GraphExecutor::~GraphExecutor() = default;

std::vector<c10::IValue> GraphExecutor::run(std::vector<c10::IValue> inputs, NodeObserver* observer) const
{
    Registers values(m_plan->registers.size());
    for (const auto& [index, value] : m_plan->constants)
        values[static_cast<std::size_t>(index)] = value;
    for (std::size_t i = 0; i < m_plan->root.inputs.size() && i < inputs.size(); ++i)
        values[static_cast<std::size_t>(m_plan->root.inputs[i])] = std::move(inputs[i]);
    inputs.clear();
    m_plan->runBlock(m_plan->root, values, observer);
    std::vector<c10::IValue> outputs;
    for (int index : m_plan->root.outputs)
        outputs.push_back(values[static_cast<std::size_t>(index)]);
    return outputs;
}

} // namespace espalier::internal

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/internal/label_interpreter.h"

#include <ATen/core/stack.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>
#include <c10/util/Exception.h>
#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/runtime/operator.h>

#include <algorithm>

#include "core/base/error.h"
#include "core/model/internal/dtype_conversion.h"
#include "core/model/internal/graph_inliner.h"
#include "core/model/internal/model_tensors.h"

namespace espalier::internal {
namespace {

using namespace torch::jit;

/// Constants that large are not computed for real: sizes and indices are small.
constexpr std::int64_t kMostKnown = std::int64_t{1} << 20;

std::string kindOf(const Node* node)
{
    return node->kind().toQualString();
}

/// Operations that only move values in and out of containers, or ask a tensor for its form.
bool isStructure(const Node* node)
{
    static const std::unordered_set<std::string> kKinds{"prim::TupleConstruct",
                                                        "prim::ListConstruct",
                                                        "prim::DictConstruct",
                                                        "prim::TupleUnpack",
                                                        "prim::ListUnpack",
                                                        "prim::TupleIndex",
                                                        "prim::TupleSlice",
                                                        "prim::unchecked_cast",
                                                        "aten::append",
                                                        "aten::__getitem__",
                                                        "aten::len",
                                                        "aten::extend",
                                                        "aten::insert",
                                                        "aten::pop",
                                                        "aten::_set_item",
                                                        "aten::list",
                                                        "aten::items",
                                                        "aten::keys",
                                                        "aten::values",
                                                        "aten::__contains__",
                                                        "aten::dim",
                                                        "aten::__isnot__",
                                                        "aten::__is__",
                                                        "aten::copy",
                                                        "aten::reverse",
                                                        "aten::dict",
                                                        "prim::device",
                                                        "prim::is_cuda",
                                                        "prim::is_nested",
                                                        "prim::requires_grad",
                                                        "prim::unchecked_unwrap_optional"};
    return kKinds.contains(kindOf(node));
}

bool holdsTensor(const c10::IValue& value)
{
    std::vector<at::Tensor> tensors;
    collectTensors(value, tensors);
    return !tensors.empty();
}

bool isTrainingFlag(const Value* value)
{
    const Node* node = value->node();
    if (node->kind() == prim::GetAttr)
        return node->s(attr::name) == "training";
    if (node->kind() == prim::Constant || node->kind() == prim::Param || node->kind() == prim::If)
        return false;
    return std::any_of(node->inputs().begin(), node->inputs().end(), isTrainingFlag);
}

/// Attributes other than `training` and constants decide, whatever the input.
bool isFixedCondition(const Value* value)
{
    const Node* node = value->node();
    if (node->kind() == prim::GetAttr)
        return node->s(attr::name) != "training";
    if (node->kind() == prim::Param || node->kind() == prim::If || node->kind() == prim::Loop)
        return false;
    return std::all_of(node->inputs().begin(), node->inputs().end(), isFixedCondition);
}

bool hasFusedOperator(const Block* block)
{
    const auto nodes = block->nodes();
    return std::any_of(nodes.begin(), nodes.end(), [](const Node* node) {
        const std::string kind = node->kind().toQualString();
        return kind == "aten::_native_multi_head_attention" || kind == "aten::_transformer_encoder_layer_fwd";
    });
}

/// PyTorch's attention and encoder layers take a fused operator where no gradient is wanted, which computes the same as the
/// operators of the other branch and needs all channels. Those can be followed, and a smaller network has them only.
bool choosesFusedOperator(const Node* node, bool first)
{
    return hasFusedOperator(node->blocks()[first ? 0 : 1]) && !hasFusedOperator(node->blocks()[first ? 1 : 0]);
}

} // namespace

LabelInterpreter::LabelInterpreter(const Model& model, ChannelAnalysis& analysis)
    : m_impl(model.impl())
    , m_analysis(analysis)
{
    for (const NamedTensor& named : namedTensors(model)) {
        if (!m_tensorIndex.emplace(named.tensor.unsafeGetTensorImpl(), static_cast<int>(m_analysis.tensors.size()))
                 .second)
            continue;
        const auto bare = m_impl.layerIndex.find(named.name);
        m_analysis.tensors.push_back(
            {named.name, bare == m_impl.layerIndex.end() ? named.layer : named.name, named.tensor, named.buffer});
    }
}

void LabelInterpreter::run(const std::vector<InputSpec>& inputs)
{
    const c10::AutoGradMode noGradients(false);
    const auto& arguments = m_impl.graph->inputs();
    setKnown(arguments.at(0), m_impl.module._ivalue());
    const auto& schema = m_impl.module.get_method("forward").function().getSchema();
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        if (i <= inputs.size())
            setStandIn(arguments.at(i), fixedLabels(inputs[i - 1].shape));
        else
            setKnown(arguments.at(i), schema.arguments().at(i).default_value().value_or(c10::IValue()));
    }
    runBlock(m_impl.graph->block());
    lockOutputs();
    keepComputedWeights();
    lockStored();
    lockConstantsInNorms();
    refineProducts();
    lockKept();
}

void LabelInterpreter::runBlock(const Block* block)
{
    for (const Node* node : block->nodes())
        runNode(node);
}

void LabelInterpreter::runNode(const Node* node)
{
    switch (node->kind()) {
    case prim::Constant:
        if (node->output()->type()->kind() == c10::TypeKind::FunctionType)
            return;
        return setKnown(node->output(),
                        node->hasAttributes() ? toIValue(node->output()).value_or(c10::IValue()) : c10::IValue());
    case prim::GetAttr:
        return runAttribute(node);
    case prim::SetAttr:
    case prim::Print:
    case aten::warn:
    case prim::RaiseException:
        return;
    case prim::If:
        return runIf(node);
    case prim::Loop:
        return runLoop(node);
    default:
        break;
    }
    std::vector<Entry*> inputs;
    for (const Value* input : node->inputs())
        inputs.push_back(&entryOf(input));
    const bool known = std::all_of(inputs.begin(), inputs.end(), [](const Entry* entry) { return entry->known; });
    const bool labelled = std::any_of(inputs.begin(), inputs.end(), [](const Entry* entry) { return entry->labelled; });
    const std::string kind = kindOf(node);
    if (known && !labelled)
        return runKnown(node, inputs);
    if (kind == "aten::t" && inputs[0]->tensor >= 0) {
        // Still the stored matrix: a product with it is a linear layer.
        Entry entry = *inputs[0];
        entry.value = entry.value.toTensor().t();
        entry.flipped = !entry.flipped;
        entry.standIn = c10::IValue();
        m_entries[node->output()] = std::move(entry);
        return;
    }
    if (kind == "aten::index_select" && runStoredSelection(node, inputs))
        return;
    if (kind == "aten::size" || kind == "aten::numel")
        return runSize(node, inputs);
    if (kind == "prim::dtype")
        return setKnown(node->output(), c10::IValue(static_cast<std::int64_t>(c10::ScalarType::Float)));
    if (kind == "aten::is_floating_point")
        return setKnown(node->output(), c10::IValue(true));
    if (isStructure(node))
        return runStructure(node, inputs);
    if (const LabelRule* rule = findLabelRule(kind)) {
        runRule(node, inputs, *rule);
        if (kind == "aten::index_select")
            noteSelection(node, inputs);
        return;
    }
    runBarrier(node, inputs);
}

void LabelInterpreter::runAttribute(const Node* node)
{
    const Entry& object = entryOf(node->input(0));
    const c10::IValue value = object.value.toObjectRef().getAttr(node->s(attr::name));
    Entry entry;
    entry.value = value;
    entry.known = true;
    if (value.isTensor() && value.toTensor().defined()) {
        const auto found = m_tensorIndex.find(value.toTensor().unsafeGetTensorImpl());
        if (found != m_tensorIndex.end())
            entry.tensor = found->second;
        entry.labelled = entry.tensor >= 0 && value.toTensor().is_floating_point();
    }
    m_entries[node->output()] = std::move(entry);
}

void LabelInterpreter::runIf(const Node* node)
{
    Entry& condition = entryOf(node->input(0));
    if (condition.known && condition.value.isBool()) {
        const bool fused = choosesFusedOperator(node, condition.value.toBool());
        const bool first = condition.value.toBool() != fused;
        // Others may ask for it, too: whether forward() has returned, for one.
        condition.value = first;
        runBranch(node, first);
        if (fused || isFixedCondition(node->input(0)))
            m_analysis.branches.emplace_back(node, first);
        if (!fused && isTrainingFlag(node->input(0))) {
            // What the other mode computes must shrink along.
            std::vector<Entry> taken;
            for (const Value* output : node->outputs())
                taken.push_back(entryOf(output));
            runBranch(node, !first);
            for (std::size_t i = 0; i < taken.size(); ++i) {
                Entry& other = entryOf(node->outputs()[i]);
                const bool comparable = taken[i].standIn.isTensor() && other.standIn.isTensor()
                                        && taken[i].standIn.toTensor().sizes() == other.standIn.toTensor().sizes();
                if (comparable) {
                    const int reason = m_analysis.space.addReason(
                        {ESPALIER_TR("core", "They are alternatives of a branch in %1."), {moduleTitle(node)}});
                    uniteBroadcast(m_analysis.space, taken[i].standIn.toTensor(), other.standIn.toTensor(), reason);
                }
                entryOf(node->outputs()[i]) = std::move(taken[i]);
            }
        }
        return;
    }
    throw Error(ErrorCode::Unsupported,
                Message{ESPALIER_TR("core", "A branch in layer %1 (%2) depends on the data, so that channels cannot be "
                                            "followed through it; write it without the branch and save it again."),
                        {moduleTitle(node), sourceLine(node)}});
}

void LabelInterpreter::runBranch(const Node* node, bool taken)
{
    const Block* block = node->blocks()[taken ? 0 : 1];
    runBlock(block);
    for (std::size_t i = 0; i < node->outputs().size(); ++i) {
        const Entry result = entryOf(block->outputs()[i]);
        m_entries[node->outputs()[i]] = result;
    }
}

void LabelInterpreter::runLoop(const Node* node)
{
    const Block* body = node->blocks()[0];
    const Entry trips = entryOf(node->input(0));
    Entry condition = entryOf(node->input(1));
    std::vector<Entry> carried;
    for (std::size_t i = 2; i < node->inputs().size(); ++i)
        carried.push_back(entryOf(node->input(i)));
    for (std::int64_t trip = 0;; ++trip) {
        if (!trips.known || !condition.known) {
            throw Error(
                ErrorCode::Unsupported,
                Message{ESPALIER_TR("core", "The length of a loop in layer %1 (%2) depends on the data, so that "
                                            "channels cannot be followed through it; write it without the loop "
                                            "and save it again."),
                        {moduleTitle(node), sourceLine(node)}});
        }
        if (trip >= trips.value.toInt() || !condition.value.toBool())
            break;
        setKnown(body->inputs()[0], c10::IValue(trip));
        for (std::size_t i = 0; i < carried.size(); ++i)
            m_entries[body->inputs()[i + 1]] = carried[i];
        runBlock(body);
        condition = entryOf(body->outputs()[0]);
        for (std::size_t i = 0; i < carried.size(); ++i)
            carried[i] = entryOf(body->outputs()[i + 1]);
    }
    for (std::size_t i = 0; i < carried.size(); ++i)
        m_entries[node->outputs()[i]] = carried[i];
}

std::vector<c10::IValue> LabelInterpreter::execute(const Node* node, std::vector<c10::IValue> stack) const
{
    if (node->kind() == prim::ListConstruct) {
        c10::List<c10::IValue> list(node->output()->type()->expect<c10::ListType>()->getElementType());
        for (c10::IValue& value : stack)
            list.push_back(std::move(value));
        return {c10::IValue(std::move(list))};
    }
    if (node->kind() == prim::TupleConstruct)
        return {c10::IValue(c10::ivalue::Tuple::create(std::move(stack)))};
    if (node->kind() == prim::DictConstruct) {
        const auto type = node->output()->type()->expect<c10::DictType>();
        c10::Dict<c10::IValue, c10::IValue> dict(type->getKeyType(), type->getValueType());
        for (std::size_t i = 0; i + 1 < stack.size(); i += 2)
            dict.insert_or_assign(stack[i], stack[i + 1]);
        return {c10::IValue(std::move(dict))};
    }
    if (node->kind() == prim::ListUnpack) {
        const auto list = stack.back().toList();
        std::vector<c10::IValue> values;
        for (std::size_t i = 0; i < list.size(); ++i)
            values.push_back(list.get(i));
        return values;
    }
    if (node->kind() == prim::unchecked_cast)
        return stack;
    Operation operation = node->getOperation();
    // Operators of any number of arguments want to know it.
    if (const auto* schema = node->maybeSchema(); schema != nullptr && schema->is_vararg())
        stack.emplace_back(static_cast<std::int64_t>(node->inputs().size()));
    operation(stack);
    return stack;
}

void LabelInterpreter::runKnown(const Node* node, const std::vector<Entry*>& inputs)
{
    const auto* schema = node->maybeSchema();
    const bool writes = schema != nullptr && schema->is_mutable();
    std::vector<c10::IValue> stack;
    for (const Entry* entry : inputs)
        stack.push_back(writes && entry->tensor >= 0 ? c10::IValue(entry->value.toTensor().clone()) : entry->value);
    const std::vector<c10::IValue> outputs = execute(node, std::move(stack));
    if (writes && !inputs.empty())
        inputs.front()->standIn = c10::IValue();
    for (std::size_t i = 0; i < node->outputs().size(); ++i)
        setKnown(node->outputs()[i], outputs.at(i));
    copySizes(node, inputs);
}

void LabelInterpreter::runStructure(const Node* node, const std::vector<Entry*>& inputs)
{
    const RuleContext context(*this, node, inputs);
    const std::vector<c10::IValue> outputs = context.runOnLabels();
    for (std::size_t i = 0; i < node->outputs().size(); ++i) {
        if (holdsTensor(outputs.at(i)) || node->outputs()[i]->type()->kind() == c10::TypeKind::ListType
            || node->outputs()[i]->type()->kind() == c10::TypeKind::DictType)
            setStandIn(node->outputs()[i], outputs.at(i));
        else
            setKnown(node->outputs()[i], outputs.at(i));
    }
    if (const auto* schema = node->maybeSchema(); schema != nullptr && schema->is_mutable()) {
        // From here on the container holds activations, whatever it held before.
        inputs.front()->known = false;
        inputs.front()->labelled = true;
    }
    copySizes(node, inputs);
}

void LabelInterpreter::runRule(const Node* node, const std::vector<Entry*>& inputs, const LabelRule& rule)
{
    const RuleContext context(*this, node, inputs);
    std::vector<c10::IValue> outputs;
    try {
        outputs = rule(context);
    } catch (const Error&) {
        throw;
    } catch (const std::exception& exception) {
        const auto* torchError = dynamic_cast<const c10::Error*>(&exception);
        const std::string text = torchError ? torchError->what_without_backtrace() : exception.what();
        throw Error(ErrorCode::Unsupported,
                    Message{ESPALIER_TR("core", "Channels cannot be followed through %1 in layer %2 (%3): %4"),
                            {node->kind().toUnqualString(), moduleTitle(node), sourceLine(node),
                             text.substr(0, text.find('\n'))}});
    }
    for (std::size_t i = 0; i < node->outputs().size(); ++i)
        setStandIn(node->outputs()[i], outputs.at(i));

    // Made of parameters alone: the values may decide sizes or be indices later on.
    std::int64_t elements = 0;
    for (const Entry* entry : inputs) {
        if (!entry->known)
            return;
        std::vector<at::Tensor> tensors;
        collectTensors(entry->value, tensors);
        for (const at::Tensor& tensor : tensors)
            elements += tensor.numel();
    }
    if (elements > kMostKnown)
        return;
    std::vector<c10::IValue> stack;
    for (const Entry* entry : inputs)
        stack.push_back(entry->tensor >= 0 ? c10::IValue(entry->value.toTensor().clone()) : entry->value);
    const std::vector<c10::IValue> values = execute(node, std::move(stack));
    for (std::size_t i = 0; i < node->outputs().size(); ++i) {
        Entry& output = entryOf(node->outputs()[i]);
        output.value = values.at(i);
        output.known = true;
    }
}

void LabelInterpreter::runBarrier(const Node* node, const std::vector<Entry*>& inputs)
{
    const RuleContext context(*this, node, inputs);
    std::vector<c10::IValue> stack;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        context.noteRead(i);
        std::vector<at::Tensor> tensors;
        collectTensors(standIn(*inputs[i]), tensors);
        for (const at::Tensor& tensor : tensors) {
            context.lock(tensor, ESPALIER_TR("core", "The operator %1 in layer %2 (%3) has no rule for channels: what "
                                                     "reaches it keeps all of them."));
        }
        stack.push_back(inputs[i]->known || !context.isTensor(i)
                            ? (inputs[i]->known ? inputs[i]->value : standIn(*inputs[i]))
                            : c10::IValue(at::zeros(tensors.front().sizes())));
    }
    context.lockSizes();
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        // Lists of activations become lists of zeros.
        if (!inputs[i]->known && standIn(*inputs[i]).isTensorList()) {
            c10::List<at::Tensor> zeros;
            for (const at::Tensor& tensor : standIn(*inputs[i]).toTensorVector())
                zeros.push_back(at::zeros(tensor.sizes()));
            stack[i] = std::move(zeros);
        }
    }
    std::vector<c10::IValue> outputs;
    try {
        outputs = execute(node, std::move(stack));
    } catch (const std::exception&) {
        throw Error(
            ErrorCode::Unsupported,
            Message{ESPALIER_TR("core", "The operator %1 in layer %2 (%3) has no rule for channels and does not "
                                        "run on zeros, so that nothing behind it can be followed."),
                    {node->kind().toQualString(), moduleTitle(node), sourceLine(node)}});
    }
    for (std::size_t i = 0; i < node->outputs().size(); ++i) {
        if (holdsTensor(outputs.at(i)))
            setStandIn(node->outputs()[i], labelsOf(outputs.at(i)));
        else
            setKnown(node->outputs()[i], outputs.at(i));
    }
}

} // namespace espalier::internal

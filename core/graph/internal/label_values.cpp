// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of values: their labels, what numbers were computed from, and what must hold for all labels in the end.
#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/tensor.h>
#include <c10/core/WrapDimMinimal.h>
#include <torch/csrc/jit/ir/ir.h>

#include <unordered_set>

#include "core/graph/internal/channel_reductions.h"
#include "core/graph/internal/label_interpreter.h"
#include "core/model/internal/graph_inliner.h"

namespace espalier::internal {
namespace {

using namespace torch::jit;

/// Attributes with more elements are not labelled one by one: they only occur as weights, which need none.
constexpr std::int64_t kMostElements = std::int64_t{1} << 22;

std::string kindOf(const Node* node)
{
    return node->kind().toQualString();
}

bool holdsTensor(const c10::IValue& value)
{
    std::vector<at::Tensor> tensors;
    collectTensors(value, tensors);
    return !tensors.empty();
}

/// Stands for a dimension that a number was computed from and that has no channels.
at::Tensor noLabels()
{
    return at::empty({0}, at::TensorOptions().dtype(at::kLong));
}

void mergeSizes(std::vector<std::vector<at::Tensor>>& target, const Entry& entry)
{
    std::vector<at::Tensor> all;
    for (const auto& element : entry.sizes)
        all.insert(all.end(), element.begin(), element.end());
    target.push_back(std::move(all));
}

} // namespace

void LabelInterpreter::lockOutputs()
{
    const int reason =
        m_analysis.space.addReason({ESPALIER_TR("core", "These channels are an output of the network."), {}});
    for (const Value* output : m_impl.graph->outputs()) {
        std::vector<at::Tensor> labels;
        collectTensors(standIn(entryOf(output)), labels);
        for (const at::Tensor& tensor : labels)
            lockLabels(m_analysis.space, tensor, reason);
    }
}

// A weight that something is computed from as well (a tied decoder that scales it) keeps its channels: there they have labels
// of their own.
void LabelInterpreter::keepComputedWeights()
{
    const auto keep = [this](int tensor) {
        if (!m_readAsElements.contains(tensor))
            return;
        const std::string& layer = m_analysis.tensors[static_cast<std::size_t>(tensor)].layer;
        keepStored(tensor, m_analysis.space.addReason({kTwoWays, {layer}}));
    };
    for (const WeightUse& use : m_analysis.weights) {
        keep(use.weight);
        keep(use.bias);
    }
    for (const VectorUse& use : m_analysis.vectors)
        keep(use.tensor);
}

void LabelInterpreter::lockStored()
{
    LabelSpace& space = m_analysis.space;
    const auto lockAll = [&](const std::vector<Label>& labels, int reason) {
        for (const Label label : labels)
            space.lock(label, reason);
    };
    for (const auto& [tensor, reason] : m_stored) {
        for (const WeightUse& use : m_analysis.weights) {
            if (use.weight == tensor)
                lockAll(use.in, reason);
            if (use.weight == tensor || use.bias == tensor)
                lockAll(use.out, reason);
        }
        for (const VectorUse& use : m_analysis.vectors) {
            if (use.tensor == tensor)
                lockAll(use.labels, reason);
        }
        for (const ElementUse& use : m_analysis.elements) {
            if (use.tensor == tensor)
                lockLabels(space, use.labels, reason);
        }
    }
}

void LabelInterpreter::lockKept()
{
    for (const auto& [labels, reason] : m_kept) {
        for (const Label label : labels)
            m_analysis.space.lock(label, reason);
    }
}

/// True when that attribute is only ever a factor: it leaves zero where it is.
bool LabelInterpreter::onlyScales(int tensor) const
{
    return std::all_of(m_entries.begin(), m_entries.end(), [&](const auto& item) {
        const auto& uses = item.first->uses();
        return item.second.tensor != tensor || std::all_of(uses.begin(), uses.end(), [](const Use& use) {
                   return kindOf(use.user) == "aten::mul" || kindOf(use.user) == "aten::mul_";
               });
    });
}

// A layer norm can do without a channel that is zero in front of it. Masks make it so, those of bare parameters (a position
// embedding) included, where nothing else is added: no buffer, no constant, no row of an embedding, which masks of whole
// rows cannot clear.
void LabelInterpreter::lockConstantsInNorms()
{
    LabelSpace& space = m_analysis.space;
    std::unordered_set<Label> constants;
    const auto add = [&](const std::vector<Label>& labels) {
        for (const Label label : labels)
            constants.insert(space.find(label));
    };
    for (const ElementUse& use : m_analysis.elements) {
        const GraphTensor& tensor = m_analysis.tensors[static_cast<std::size_t>(use.tensor)];
        if (!tensor.isBareParameter() && !onlyScales(use.tensor))
            add(labelList(labelCore(use.labels)));
    }
    for (const at::Tensor& labels : m_analysis.nonZero)
        add(labelList(labels));
    for (const WeightUse& use : m_analysis.weights) {
        if (use.inDim < 0)
            add(use.out);
    }
    for (const ShapeUse& use : m_analysis.shapes) {
        if (use.kind != ShapeKind::LayerNorm)
            continue;
        const int reason = space.addReason(
            {ESPALIER_TR("core",
                         "The operator %1 in layer %2 (%3) normalises over these channels: all of them are kept."),
             {use.node->kind().toUnqualString(), moduleTitle(use.node), sourceLine(use.node)}});
        bool locks = false;
        for (const Label label : labelList(labelCore(use.input))) {
            locks = locks || (!space.isLocked(label) && constants.contains(space.find(label)));
            if (constants.contains(space.find(label)))
                space.lock(label, reason);
        }
        if (locks && firstTime(use.node))
            m_analysis.issues.push_back({Severity::Info, space.reason(reason), std::nullopt, modulePath(use.node)});
    }
}

// A channel is a slice of every value that it occurs in. Where labels vary along two dimensions of one value, removing
// one of them would leave a hole; the finer dimension keeps its labels, the others are united.
void LabelInterpreter::refineProducts()
{
    const int reason = m_analysis.space.addReason(
        {ESPALIER_TR("core", "They share positions of a tensor that is split into dimensions."), {}});
    for (const ElementUse& use : m_analysis.elements)
        m_products.push_back(use.labels);
    bool changed = true;
    while (changed) {
        changed = false;
        for (const LabelTensor& product : m_products)
            changed = keepFinest(m_analysis.space, product, reason) || changed;
    }
}

// Which dimensions the numbers that come out were computed from.
void LabelInterpreter::copySizes(const Node* node, const std::vector<Entry*>& inputs)
{
    if (std::all_of(inputs.begin(), inputs.end(), [](const Entry* entry) { return entry->sizes.empty(); }))
        return;
    std::vector<std::vector<at::Tensor>> all;
    for (const Entry* entry : inputs)
        mergeSizes(all, *entry);
    if (node->kind() == prim::ListConstruct || node->kind() == prim::TupleConstruct) {
        entryOf(node->output()).sizes = std::move(all);
        return;
    }
    const std::vector<std::vector<at::Tensor>> elements = inputs.front()->sizes;
    if (node->kind() == prim::ListUnpack || node->kind() == prim::TupleUnpack) {
        for (std::size_t i = 0; i < node->outputs().size() && i < elements.size(); ++i)
            entryOf(node->outputs()[i]).sizes = {elements[i]};
        return;
    }
    const bool picks = kindOf(node) == "aten::__getitem__" && inputs.back()->value.isInt();
    if (picks && inputs.front()->value.isList()) {
        const auto count = static_cast<std::int64_t>(elements.size());
        std::int64_t index = inputs.back()->value.toInt();
        index = index < 0 ? index + count : index;
        if (index >= 0 && index < count)
            entryOf(node->output()).sizes = {elements[static_cast<std::size_t>(index)]};
        return;
    }
    std::vector<at::Tensor> merged;
    for (const auto& part : all)
        merged.insert(merged.end(), part.begin(), part.end());
    for (const Value* output : node->outputs())
        entryOf(output).sizes = {merged};
}

void LabelInterpreter::runSize(const Node* node, const std::vector<Entry*>& inputs)
{
    const RuleContext context(*this, node, inputs);
    const LabelTensor labels = context.labels(0);
    setKnown(node->output(), context.runOnLabels().at(0));
    std::vector<std::vector<at::Tensor>> sizes;
    for (std::int64_t d = 0; d < labels.dim(); ++d) {
        sizes.emplace_back();
        const bool channels = labels.numel() > 0 && varies(labels, d);
        sizes.back().push_back(channels ? labelCore(labels) : noLabels());
    }
    Entry& output = entryOf(node->output());
    if (output.value.isList()) {
        output.sizes = std::move(sizes);
    } else if (inputs.size() > 1) {
        std::int64_t dim = context.integer(1);
        dim = dim < 0 ? dim + labels.dim() : dim;
        output.sizes = {sizes.at(static_cast<std::size_t>(dim))};
    } else {
        output.sizes = {{labelCore(labels), noLabels()}};
    }
}

void LabelInterpreter::setKnown(const Value* value, c10::IValue known)
{
    Entry entry;
    entry.value = std::move(known);
    entry.known = true;
    m_entries[value] = std::move(entry);
}

void LabelInterpreter::setStandIn(const Value* value, c10::IValue standIn)
{
    if (standIn.isTensor()) {
        const at::Tensor labels = standIn.toTensor();
        int varying = 0;
        for (std::int64_t d = 0; d < labels.dim(); ++d)
            varying += varies(labels, d) ? 1 : 0;
        if (varying > 1 && labels.numel() > 0)
            m_products.push_back(labels);
    }
    Entry entry;
    entry.standIn = std::move(standIn);
    entry.labelled = true;
    m_entries[value] = std::move(entry);
}

c10::IValue LabelInterpreter::labelsOf(const c10::IValue& value) const
{
    if (value.isTensor())
        return value.toTensor().defined() ? c10::IValue(fixedLabels(value.toTensor().sizes())) : value;
    if (value.isTuple()) {
        std::vector<c10::IValue> elements;
        for (const c10::IValue& element : value.toTupleRef().elements())
            elements.push_back(labelsOf(element));
        return c10::ivalue::Tuple::create(std::move(elements));
    }
    if (value.isList() && holdsTensor(value)) {
        const auto source = value.toList();
        c10::List<c10::IValue> list(source.elementType());
        for (std::size_t i = 0; i < source.size(); ++i)
            list.push_back(labelsOf(source.get(i)));
        return list;
    }
    return value;
}

const c10::IValue& LabelInterpreter::standIn(Entry& entry)
{
    if (!entry.standIn.isNone() || !entry.known || entry.value.isNone())
        return entry.standIn;
    if (entry.tensor < 0 && entry.selection && entry.selection->tensor >= 0)
        entry.standIn = selectedLabels(*entry.selection);
    else if (entry.tensor < 0)
        entry.standIn = labelsOf(entry.value);
    else
        entry.standIn = entry.flipped ? attributeLabels(entry.tensor).t() : attributeLabels(entry.tensor);
    return entry.standIn;
}

/// What is picked of an attribute needs labels of its own only where no norm takes it for its weight.
LabelTensor LabelInterpreter::selectedLabels(const Selection& selection)
{
    const LabelTensor source = attributeLabels(selection.tensor);
    const at::Tensor index = at::tensor(at::IntArrayRef(selection.indices), at::TensorOptions().dtype(at::kLong));
    const LabelTensor result = compressed(source.index_select(selection.dim, index));
    m_analysis.shapes.push_back(
        {selection.node, ShapeKind::IndexSelect, selection.dim, source, {result}, {}, selection.indices, {}});
    return result;
}

bool LabelInterpreter::runStoredSelection(const Node* node, const std::vector<Entry*>& inputs)
{
    if (inputs[0]->tensor < 0 || inputs[0]->flipped || !inputs[1]->known || !inputs[2]->known)
        return false;
    const at::Tensor tensor = inputs[0]->value.toTensor();
    const at::Tensor index = inputs[2]->value.toTensor();
    auto selection = std::make_shared<Selection>();
    selection->node = node;
    selection->tensor = inputs[0]->tensor;
    selection->dim = c10::maybe_wrap_dim(inputs[1]->value.toInt(), tensor.dim());
    selection->indices = labelList(index.to(at::kLong));
    Entry entry;
    entry.value = tensor.index_select(selection->dim, index);
    entry.known = true;
    entry.labelled = true;
    entry.selection = std::move(selection);
    m_entries[node->output()] = std::move(entry);
    return true;
}

/// Channels that simulateReductions() picked: the operator behind speaks of all of them.
void LabelInterpreter::noteSelection(const Node* node, const std::vector<Entry*>& inputs)
{
    if (!inputs[1]->known || !inputs[2]->known)
        return;
    auto selection = std::make_shared<Selection>();
    selection->node = node;
    selection->source = standIn(*inputs[0]).toTensor();
    selection->dim = c10::maybe_wrap_dim(inputs[1]->value.toInt(), selection->source.dim());
    selection->indices = labelList(inputs[2]->value.toTensor().to(at::kLong));
    // A choice of the network's own, such as a permutation, is not to be made again.
    if (isSimulatedSelection(node->output(), selection->dim, selection->source.dim(), selection->indices))
        entryOf(node->output()).selection = std::move(selection);
}

LabelTensor LabelInterpreter::attributeLabels(int index)
{
    const at::Tensor& tensor = m_analysis.tensors[static_cast<std::size_t>(index)].tensor;
    if (!tensor.is_floating_point() || tensor.numel() > kMostElements || tensor.numel() == 0)
        return fixedLabels(tensor.sizes());
    const auto found = m_elementUse.find(index);
    if (found != m_elementUse.end())
        return m_analysis.elements[found->second].labels;
    const Label first = m_analysis.space.create(static_cast<std::size_t>(tensor.numel()), -1);
    const at::Tensor labels =
        at::arange(first, first + tensor.numel(), at::TensorOptions().dtype(at::kLong)).view(tensor.sizes());
    m_elementUse.emplace(index, m_analysis.elements.size());
    m_analysis.elements.push_back({index, labels});
    return labels;
}

} // namespace espalier::internal

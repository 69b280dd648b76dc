// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/internal/label_rules.h"

#include <ATen/ops/scalar_tensor.h>

#include <algorithm>

#include "core/graph/internal/label_interpreter.h"
#include "core/model/internal/graph_inliner.h"

namespace espalier::internal {

RuleContext::RuleContext(LabelInterpreter& interpreter, const torch::jit::Node* node, std::vector<Entry*> inputs)
    : m_interpreter(interpreter)
    , m_node(node)
    , m_inputs(std::move(inputs))
{
}

ChannelAnalysis& RuleContext::analysis() const
{
    return m_interpreter.analysis();
}

LabelSpace& RuleContext::space() const
{
    return m_interpreter.analysis().space;
}

bool RuleContext::isNone(std::size_t i) const
{
    return m_inputs[i]->known && m_inputs[i]->value.isNone();
}

bool RuleContext::isTensor(std::size_t i) const
{
    return m_inputs[i]->known ? m_inputs[i]->value.isTensor() : m_inputs[i]->standIn.isTensor();
}

void RuleContext::noteRead(std::size_t i) const
{
    if (tensorIndex(i) >= 0)
        m_interpreter.noteRead(tensorIndex(i));
}

LabelTensor RuleContext::labels(std::size_t i) const
{
    noteRead(i);
    return m_interpreter.standIn(*m_inputs[i]).toTensor();
}

std::vector<LabelTensor> RuleContext::labelsOfList(std::size_t i) const
{
    return m_interpreter.standIn(*m_inputs[i]).toTensorVector();
}

std::int64_t RuleContext::integer(std::size_t i) const
{
    return m_inputs[i]->value.toInt();
}

std::vector<std::int64_t> RuleContext::integers(std::size_t i) const
{
    const c10::IValue& value = m_inputs[i]->known ? m_inputs[i]->value : m_inputs[i]->standIn;
    if (value.isInt())
        return {value.toInt()};
    return value.toIntVector();
}

bool RuleContext::flag(std::size_t i) const
{
    return m_inputs[i]->value.toBool();
}

double RuleContext::number(std::size_t i) const
{
    const c10::IValue& value = m_inputs[i]->value;
    return value.isTensor() ? value.toTensor().item().toDouble() : value.toScalar().toDouble();
}

int RuleContext::uniteReason() const
{
    const std::string name = m_node->kind().toUnqualString();
    const std::string path = modulePath(m_node);
    if (path.empty())
        return space().addReason({ESPALIER_TR("core", "They meet in the operator %1 of the network itself."), {name}});
    return space().addReason({ESPALIER_TR("core", "They meet in the operator %1 of %2."), {name, path}});
}

int RuleContext::lockReason(const char* text) const
{
    return space().addReason({text, {m_node->kind().toUnqualString(), moduleTitle(m_node), sourceLine(m_node)}});
}

void RuleContext::lock(const at::Tensor& labels, const char* text) const
{
    LabelSpace& channels = space();
    const std::vector<Label> list = labelList(labelCore(labels));
    const bool affects = std::any_of(list.begin(), list.end(),
                                     [&](Label label) { return label != kFixed && !channels.isLocked(label); });
    if (!affects)
        return;
    const int reason = lockReason(text);
    if (m_interpreter.firstTime(m_node))
        analysis().issues.push_back({Severity::Info, channels.reason(reason), std::nullopt, modulePath(m_node)});
    for (const Label label : list)
        channels.lock(label, reason);
}

bool RuleContext::throughReductions() const
{
    return m_interpreter.analysis().options.throughReductions;
}

void RuleContext::recordReduction(std::int64_t dim, const std::vector<Label>& labels, at::IntArrayRef shape,
                                  std::vector<std::int64_t> picked) const
{
    const LabelTensor input = spreadLabels(labels, shape, dim);
    // What nobody else reads still counts here.
    analysis().consumed.push_back(labelCore(input));
    for (const ReductionUse& use : analysis().reductions) {
        if (use.node == m_node) {
            // In a loop: each round loses the same.
            const std::vector<Label> earlier = firstLabelsAlong(use.input, use.dim);
            for (std::size_t i = 0; i < std::min(earlier.size(), labels.size()); ++i)
                space().unite(earlier[i], labels[i], uniteReason());
            return;
        }
    }
    analysis().reductions.push_back({m_node, dim, input, std::move(picked)});
}

void RuleContext::keepInTheEnd(std::vector<Label> labels) const
{
    m_interpreter.keepInTheEnd(
        std::move(labels),
        lockReason(ESPALIER_TR("core",
                               "The operator %1 in layer %2 (%3) computes with the channels that earlier pruning "
                               "through reductions left: all of them are kept.")));
}

void RuleContext::keepStored(std::size_t i, const char* text) const
{
    m_interpreter.keepStored(tensorIndex(i), lockReason(text));
}

std::vector<c10::IValue> RuleContext::standIns() const
{
    std::vector<c10::IValue> values;
    for (Entry* entry : m_inputs)
        values.push_back(m_interpreter.standIn(*entry));
    return values;
}

std::vector<c10::IValue> RuleContext::runOnLabels() const
{
    return m_interpreter.execute(m_node, standIns());
}

std::vector<c10::IValue> RuleContext::runOn(std::vector<c10::IValue> values) const
{
    return m_interpreter.execute(m_node, std::move(values));
}

void RuleContext::record(ShapeKind kind, std::int64_t dim, const LabelTensor& input,
                         std::vector<LabelTensor> outputs) const
{
    ShapeUse use{m_node, kind, dim, input, std::move(outputs), {}, {}, {}};
    if (m_inputs.size() > 1 && kind == ShapeKind::View)
        use.sizeLabels = m_inputs[1]->sizes;
    analysis().shapes.push_back(std::move(use));
}

void RuleContext::recordNonZero(const LabelTensor& labels) const
{
    analysis().nonZero.push_back(labelCore(labels));
}

void RuleContext::lockSizesOf(const Entry& entry) const
{
    for (const auto& element : entry.sizes) {
        for (const at::Tensor& labels : element) {
            if (labels.numel() > 0)
                lock(labels, ESPALIER_TR("core", "The operator %1 in layer %2 (%3) computes with the number of these "
                                                 "channels: all of them are kept."));
        }
    }
}

void RuleContext::lockSizes() const
{
    for (const Entry* entry : m_inputs)
        lockSizesOf(*entry);
}

/// False when input @p i is no such number, or another one each time the node runs.
bool RuleContext::keepNumber(std::size_t i) const
{
    const Entry& entry = *m_inputs[i];
    const c10::IValue& value = entry.value;
    const bool isNumber =
        entry.known && (value.isInt() || value.isDouble() || (value.isTensor() && value.toTensor().dim() == 0));
    for (const auto& element : entry.sizes) {
        const bool channels =
            std::all_of(element.begin(), element.end(), [](const at::Tensor& labels) { return labels.numel() > 0; });
        if (!isNumber || !channels)
            return false;
    }
    const at::Tensor number = value.isTensor()
                                  ? value.toTensor().clone()
                                  : at::scalar_tensor(value.toScalar(), value.isInt() ? at::kLong : at::kDouble);
    for (const ShapeUse& use : analysis().shapes) {
        if (use.kind == ShapeKind::Number && use.node == m_node && use.dim == static_cast<std::int64_t>(i))
            return use.number.equal(number);
    }
    ShapeUse use{m_node, ShapeKind::Number, static_cast<std::int64_t>(i), {}, {}, entry.sizes, {}, number};
    analysis().shapes.push_back(std::move(use));
    return true;
}

void RuleContext::settleSizes() const
{
    for (std::size_t i = 0; i < m_inputs.size(); ++i) {
        if (!m_inputs[i]->sizes.empty() && !keepNumber(i))
            lockSizesOf(*m_inputs[i]);
    }
}

const LabelRule* findLabelRule(const std::string& kind)
{
    static const RuleTable kTable = [] {
        RuleTable table;
        addWeightRules(table);
        addNormRules(table);
        addElementRules(table);
        addShapeRules(table);
        addWindowRules(table);
        addReductionRules(table);
        addContractionRules(table);
        addEinsumRule(table);
        return table;
    }();
    const auto found = kTable.find(kind);
    return found == kTable.end() ? nullptr : &found->second;
}

void addVector(const RuleContext& context, std::size_t input, const std::vector<Label>& labels)
{
    if (context.isNone(input) || !context.isTensor(input))
        return;
    const int tensor = context.tensorIndex(input);
    if (tensor < 0) {
        const LabelTensor line = spreadLabels(labels, {static_cast<std::int64_t>(labels.size())}, 0);
        uniteBroadcast(context.space(), context.labels(input), line, context.uniteReason());
        return;
    }
    addStoredVector(context, tensor, 0, labels);
}

void addStoredVector(const RuleContext& context, int tensor, int dim, const std::vector<Label>& labels)
{
    for (const VectorUse& use : context.analysis().vectors) {
        if (use.tensor != tensor || use.dim != dim || use.labels.size() != labels.size())
            continue;
        for (std::size_t i = 0; i < labels.size(); ++i)
            context.space().unite(use.labels[i], labels[i], context.uniteReason());
        return;
    }
    context.analysis().vectors.push_back({tensor, dim, labels, context.node()});
}

} // namespace espalier::internal

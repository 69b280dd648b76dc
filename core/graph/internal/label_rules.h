// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <ATen/core/ivalue.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/base/message.h"
#include "core/graph/internal/channel_analysis.h"

namespace espalier::internal {

/// What index_select() picked by constant indices, and from what.
struct Selection
{
    const torch::jit::Node* node = nullptr;
    int tensor = -1;    ///< the attribute; -1: an activation
    LabelTensor source; ///< labels of the activation
    std::int64_t dim = 0;
    std::vector<std::int64_t> indices;
};

/// What is known of one value of the graph.
struct Entry
{
    c10::IValue value;   ///< what it really is; meaningful when known
    c10::IValue standIn; ///< the same with every tensor replaced by its labels; None until somebody asks
    bool known = false;
    bool labelled = false; ///< holds a tensor whose labels matter: an activation, a parameter or made of them
    int tensor = -1;       ///< index of the attribute that it is, -1: none
    bool flipped = false;  ///< that attribute transposed
    std::shared_ptr<const Selection> selection; ///< null: it is no selection, or one that others than reductions read
    /// For sizes: the labels that each element was computed from; an empty tensor for dimensions without.
    std::vector<std::vector<at::Tensor>> sizes;
};

class LabelInterpreter;

/// One node as its rule sees it.
class RuleContext
{
public:
    RuleContext(LabelInterpreter& interpreter, const torch::jit::Node* node, std::vector<Entry*> inputs);

    const torch::jit::Node* node() const { return m_node; }
    ChannelAnalysis& analysis() const;
    LabelSpace& space() const;

    std::size_t inputCount() const { return m_inputs.size(); }
    Entry& input(std::size_t i) const { return *m_inputs[i]; }
    bool isNone(std::size_t i) const;
    bool isTensor(std::size_t i) const;
    /// Input @p i takes part in what is computed, not as the weight that it may be.
    void noteRead(std::size_t i) const;
    /// Labels of the tensor that input @p i is.
    LabelTensor labels(std::size_t i) const;
    /// Labels of the tensors in the list that input @p i is.
    std::vector<LabelTensor> labelsOfList(std::size_t i) const;
    std::int64_t integer(std::size_t i) const;
    std::vector<std::int64_t> integers(std::size_t i) const;
    bool flag(std::size_t i) const;
    double number(std::size_t i) const;
    /// Index of the attribute that input @p i is; -1 when it is none.
    int tensorIndex(std::size_t i) const { return m_inputs[i]->tensor; }

    /// Why this node unites channels.
    int uniteReason() const;
    /// Why this node locks channels; %1 operator, %2 layer, %3 source line.
    int lockReason(const char* text) const;
    /// Locks @p labels and says so in an issue, once per node.
    void lock(const at::Tensor& labels, const char* text) const;

    bool throughReductions() const;
    /// The node works on some of the channels along @p dim, which remain to be chosen. @param picked those that its input
    /// was already cut down to; empty: none.
    void recordReduction(std::int64_t dim, const std::vector<Label>& labels, at::IntArrayRef shape,
                         std::vector<std::int64_t> picked) const;
    /// Keeps what earlier pruning left.
    void keepInTheEnd(std::vector<Label> labels) const;

    /// Keeps every channel of the stored tensor that input @p i is, wherever else it is used.
    void keepStored(std::size_t i, const char* text) const;

    /// Runs the node's own operation on the stand-ins: exact for operations that only move elements.
    std::vector<c10::IValue> runOnLabels() const;
    /// Runs it on given values.
    std::vector<c10::IValue> runOn(std::vector<c10::IValue> values) const;
    std::vector<c10::IValue> standIns() const;

    void record(ShapeKind kind, std::int64_t dim, const LabelTensor& input, std::vector<LabelTensor> outputs) const;
    void recordNonZero(const LabelTensor& labels) const;
    /// Everything sizes were computed from is locked: the size itself enters the arithmetic.
    void lockSizes() const;
    /// Numbers that depend on how many channels there are, and on nothing else, keep their value whatever goes; all other
    /// sizes are locked.
    void settleSizes() const;

private:
    void lockSizesOf(const Entry& entry) const;
    bool keepNumber(std::size_t i) const;

    LabelInterpreter& m_interpreter;
    const torch::jit::Node* m_node;
    std::vector<Entry*> m_inputs;
};

/// Gives the stand-ins of a node's outputs.
using LabelRule = std::function<std::vector<c10::IValue>(const RuleContext&)>;
using RuleTable = std::unordered_map<std::string, LabelRule>;

/// The rule of an operator by its name without overload ("aten::conv2d"); nullptr when there is none.
const LabelRule* findLabelRule(const std::string& kind);

/// Why a weight keeps all of its channels; %1 is its layer.
inline constexpr const char* kTwoWays = ESPALIER_TR("core", "The weight of %1 is used in two ways.");

/// matmul with a stored matrix: a linear layer without bias.
LabelTensor productWithWeight(const RuleContext& context);

void addWeightRules(RuleTable& table);
void addNormRules(RuleTable& table);
void addElementRules(RuleTable& table);
void addShapeRules(RuleTable& table);
void addWindowRules(RuleTable& table);
void addReductionRules(RuleTable& table);
void addContractionRules(RuleTable& table);
void addEinsumRule(RuleTable& table);

/// Labels of a product a [..., M, K] times b [..., K, N] of two activations.
LabelTensor contract(const RuleContext& context, LabelTensor a, LabelTensor b);

/// Input @p input is a tensor with one slice per channel, such as the weight of a batch norm; used in several places, it ties
/// their channels to each other.
void addVector(const RuleContext& context, std::size_t input, const std::vector<Label>& labels);
/// The same for an attribute whose slices lie along @p dim.
void addStoredVector(const RuleContext& context, int tensor, int dim, const std::vector<Label>& labels);

} // namespace espalier::internal

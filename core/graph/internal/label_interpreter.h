// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <torch/csrc/jit/ir/ir.h>

#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/graph/internal/label_rules.h"
#include "core/model/internal/model_impl.h"

namespace espalier::internal {

/// Walks a model's graph with labels in place of activations. Numbers, lists and what is made of constants are computed for
/// real, so that sizes and branches come out as in a run; activations never are.
class LabelInterpreter
{
public:
    LabelInterpreter(const Model& model, ChannelAnalysis& analysis);

    void run(const std::vector<InputSpec>& inputs);

    /// Labels of an entry's tensors; made on demand.
    const c10::IValue& standIn(Entry& entry);
    std::vector<c10::IValue> execute(const torch::jit::Node* node, std::vector<c10::IValue> stack) const;
    ChannelAnalysis& analysis() { return m_analysis; }
    /// All channels of that attribute stay, those that later uses give it as well.
    void keepStored(int tensor, int reason) { m_stored.emplace_back(tensor, reason); }
    /// These channels stay; noted when everything is known about them, so that it changes nothing else.
    void keepInTheEnd(std::vector<Label> labels, int reason) { m_kept.emplace_back(std::move(labels), reason); }
    /// Something is computed from that attribute's elements. Containers that only hold it do not count.
    void noteRead(int tensor) { m_readAsElements.insert(tensor); }
    bool firstTime(const torch::jit::Node* node) { return m_reported.insert(node).second; }

private:
    void runBlock(const torch::jit::Block* block);
    void runNode(const torch::jit::Node* node);
    void runAttribute(const torch::jit::Node* node);
    void runIf(const torch::jit::Node* node);
    void runBranch(const torch::jit::Node* node, bool taken);
    void runLoop(const torch::jit::Node* node);
    void runKnown(const torch::jit::Node* node, const std::vector<Entry*>& inputs);
    void runRule(const torch::jit::Node* node, const std::vector<Entry*>& inputs, const LabelRule& rule);
    void runStructure(const torch::jit::Node* node, const std::vector<Entry*>& inputs);
    void runBarrier(const torch::jit::Node* node, const std::vector<Entry*>& inputs);
    void runSize(const torch::jit::Node* node, const std::vector<Entry*>& inputs);
    void lockOutputs();
    void keepComputedWeights();
    void lockStored();
    void lockConstantsInNorms();
    void lockKept();
    bool runStoredSelection(const torch::jit::Node* node, const std::vector<Entry*>& inputs);
    void noteSelection(const torch::jit::Node* node, const std::vector<Entry*>& inputs);
    LabelTensor selectedLabels(const Selection& selection);
    bool onlyScales(int tensor) const;
    void refineProducts();

    Entry& entryOf(const torch::jit::Value* value) { return m_entries[value]; }
    void setStandIn(const torch::jit::Value* value, c10::IValue standIn);
    void setKnown(const torch::jit::Value* value, c10::IValue known);
    void copySizes(const torch::jit::Node* node, const std::vector<Entry*>& inputs);
    c10::IValue labelsOf(const c10::IValue& value) const;
    LabelTensor attributeLabels(int index);

    const ModelImpl& m_impl;
    ChannelAnalysis& m_analysis;
    std::unordered_map<const torch::jit::Value*, Entry> m_entries;
    std::unordered_map<const c10::TensorImpl*, int> m_tensorIndex;
    std::unordered_map<int, std::size_t> m_elementUse;
    std::unordered_set<int> m_readAsElements; ///< attributes, see noteRead()
    std::unordered_set<const torch::jit::Node*> m_reported;
    std::vector<LabelTensor> m_products;
    std::vector<std::pair<std::vector<Label>, int>> m_kept; ///< labels, and the reason
    std::vector<std::pair<int, int>> m_stored;              ///< attributes that stay as they are, and the reason
};

} // namespace espalier::internal

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/reduction_simulation.h"

#include <ATen/ops/tensor.h>
#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/ir/ir.h>
#include <torch/csrc/jit/passes/shape_analysis.h>

#include <algorithm>
#include <utility>

#include "core/base/progress_sink.h"
#include "core/graph/internal/channel_analysis.h"
#include "core/graph/internal/channel_reductions.h"
#include "core/graph/internal/channel_removal.h"
#include "core/graph/internal/taken_branch.h"
#include "core/model/internal/graph_inliner.h"
#include "core/model/internal/model_impl.h"
#include "core/model/internal/module_tree_builder.h"

namespace espalier {

namespace {

using namespace internal;
using torch::jit::Graph;
using torch::jit::Node;
using torch::jit::Value;

using Indices = std::vector<std::int64_t>;

bool hasKind(const Node* node, const char* kind)
{
    return node->kind() == c10::Symbol::fromQualString(kind);
}

/// Puts the simulation of single operators into a copy of a graph.
class ReductionSimulator
{
public:
    explicit ReductionSimulator(const std::shared_ptr<Graph>& source)
        : m_graph(source->copy())
    {
        pairNodes(source->block(), m_graph->block(), m_pairs);
    }

    void simulate(const ReductionUse& use, const Indices& kept)
    {
        Node* node = m_pairs.at(use.node);
        if (use.picked.empty())
            pick(node, use, kept);
        else
            narrow(node, use, kept);
        shortenNormalizedShape(node, use, static_cast<std::int64_t>(kept.size()));
    }

    /// Blocks that are not taken hold operators that nothing was done to, such as a fused one for a whole layer.
    std::shared_ptr<Graph> take(const ChannelAnalysis& analysis)
    {
        for (const auto& [node, first] : analysis.branches) {
            const auto found = m_pairs.find(node);
            if (found == m_pairs.end())
                continue; // A loop met it before.
            takeBranch(found->second, first);
            m_pairs.erase(found);
        }
        torch::jit::EraseShapeInformation(m_graph);
        return m_graph;
    }

private:
    Value* constant(Node* place, const c10::IValue& value)
    {
        const torch::jit::WithInsertPoint guard(place);
        Value* inserted = m_graph->insertConstant(value);
        setModulePath(inserted->node(), modulePath(place));
        return inserted;
    }

    Value* indexConstant(Node* place, const Indices& indices)
    {
        return constant(place, at::tensor(at::IntArrayRef(indices), at::TensorOptions().dtype(at::kLong)));
    }

    /// A new node in front of @p place, which belongs to the module @p path.
    Value* insert(const char* kind, const std::vector<Value*>& inputs, Node* place, Node* like, const std::string& path)
    {
        const torch::jit::WithInsertPoint guard(place);
        Node* node = m_graph->insertNode(m_graph->create(c10::Symbol::fromQualString(kind), inputs));
        node->copyMetadata(like);
        setModulePath(node, path);
        node->output()->setType(c10::TensorType::get());
        return node->output();
    }

    Value* pickedFrom(Value* value, std::int64_t dim, const Indices& kept, Node* node, const std::string& path)
    {
        return insert("aten::index_select", {value, constant(node, dim), indexConstant(node, kept)}, node, node, path);
    }

    /// The operator sees the kept channels alone; zeros stand where the others were.
    void pick(Node* node, const ReductionUse& use, const Indices& kept)
    {
        const std::string path = modulePath(node);
        // A layer is called once: what is done to its tensors is its parent's work.
        const std::string parent = path.substr(0, path.find('.') == std::string::npos ? 0 : path.rfind('.'));
        Value* input = node->input(0);
        node->replaceInput(0, pickedFrom(input, use.dim, kept, node, path));
        for (const std::size_t i : channelVectors(node)) {
            if (isTensor(node->input(i)))
                node->replaceInput(i, pickedFrom(node->input(i), use.dim - firstOf(node, use), kept, node, parent));
        }
        if (!keepsChannels(node))
            return;
        Node* behind = node->next();
        Value* none = constant(behind, c10::IValue());
        Value* zeros = insert("aten::zeros_like", {input, none, none, none, none, none}, behind, node, path);
        Value* whole =
            insert("aten::index_copy", {zeros, constant(behind, use.dim), indexConstant(behind, kept), node->output()},
                   behind, node, path);
        node->output()->replaceAllUsesAfterNodeWith(whole->node(), whole);
    }

    /// The first dimension that a norm normalises over, where its weight begins.
    static std::int64_t firstOf(const Node* node, const ReductionUse& use)
    {
        if (hasKind(node, "aten::group_norm"))
            return 1;
        return use.input.dim() - lengthOfShape(node->input(1));
    }

    static std::int64_t lengthOfShape(const Value* shape)
    {
        if (const auto fixed = torch::jit::toIValue(shape); fixed && fixed->isIntList())
            return static_cast<std::int64_t>(fixed->toIntVector().size());
        return static_cast<std::int64_t>(shape->node()->inputs().size());
    }

    /// An earlier simulation is there already: its indices become fewer.
    void narrow(Node* node, const ReductionUse& use, const Indices& kept)
    {
        Indices left;
        for (const std::int64_t place : kept)
            left.push_back(use.picked[static_cast<std::size_t>(place)]);
        const auto setIndices = [&](Node* target) { target->replaceInput(2, indexConstant(target, left)); };
        setIndices(node->input(0)->node());
        for (const std::size_t i : channelVectors(node)) {
            if (hasKind(node->input(i)->node(), "aten::index_select"))
                setIndices(node->input(i)->node());
        }
        for (const torch::jit::Use& reader : node->output()->uses()) {
            if (hasKind(reader.user, "aten::index_copy") && reader.offset == 3)
                setIndices(reader.user);
        }
    }

    void shortenNormalizedShape(Node* node, const ReductionUse& use, std::int64_t left)
    {
        if (!hasKind(node, "aten::layer_norm") && !hasKind(node, "aten::rms_norm"))
            return;
        const auto place = static_cast<std::size_t>(use.dim - firstOf(node, use));
        if (const auto fixed = torch::jit::toIValue(node->input(1)); fixed && fixed->isIntList()) {
            Indices sizes = fixed->toIntVector();
            sizes[place] = left;
            node->replaceInput(1, constant(node, c10::IValue(sizes)));
            return;
        }
        const auto elements = node->input(1)->node()->inputs();
        std::vector<Value*> sizes(elements.begin(), elements.end());
        sizes[place] = constant(node, left);
        const torch::jit::WithInsertPoint guard(node);
        Node* list = m_graph->insertNode(m_graph->createList(c10::IntType::get(), sizes));
        setModulePath(list, modulePath(node));
        node->replaceInput(1, list->output());
    }

    std::shared_ptr<Graph> m_graph;
    NodePairs m_pairs;
};

/// The same network, sharing its tensors, with another graph of the same results for layers and shapes.
std::shared_ptr<const Model> withGraph(const Model& model, std::shared_ptr<Graph> graph,
                                       std::shared_ptr<Graph> plainGraph)
{
    auto impl = std::make_unique<ModelImpl>(model.impl());
    impl->module = rebuildModuleTree(model.impl().module, graph).module;
    impl->executor = std::make_shared<const GraphExecutor>(graph);
    impl->graph = std::move(graph);
    impl->plainGraph = std::move(plainGraph);
    impl->channels = std::make_shared<ChannelCache>();
    return std::make_shared<const Model>(std::move(impl));
}

std::string nameOf(const Node* node)
{
    const std::string path = modulePath(node);
    return path.empty() ? std::string(node->kind().toUnqualString()) + "()" : path;
}

Issue announcement(std::vector<std::string> layers)
{
    layers.erase(std::unique(layers.begin(), layers.end()), layers.end());
    std::string names;
    for (const std::string& layer : layers)
        names += (names.empty() ? "" : ", ") + layer;
    return {
        Severity::Warning,
        {ESPALIER_TR("core", "Channels were pruned through operators that compute with all of them together: %1. "
                             "These now work on the channels that are left, as they will in the smaller network, so "
                             "that the remaining weights see other values than they were trained with: the accuracy "
                             "just after pruning is another one than under plain masking, and fine-tuning is "
                             "expected."),
         {names}},
        std::nullopt,
        {}};
}

} // namespace

std::shared_ptr<const Model> withPlainReductions(std::shared_ptr<const Model> model)
{
    const std::shared_ptr<Graph>& plain = model->impl().plainGraph;
    return plain ? withGraph(*model, plain->copy(), nullptr) : model;
}

std::shared_ptr<const Model> simulateReductions(std::shared_ptr<const Model> model, const MaskSet& masks,
                                                Profile profile, std::vector<Issue>& issues)
{
    model = withPlainReductions(std::move(model));
    const auto analysis = analyzeChannels(*model, ChannelOptions{true});
    std::vector<Issue> keptBack; // what stays although it is masked is the speedup's to say
    const ChannelRemoval removal = chooseRemoval(*analysis, masks, {}, profile == Profile::Default, keptBack);
    ReductionSimulator simulator(model->impl().graph);
    std::vector<std::string> layers;
    for (const ReductionUse& use : analysis->reductions) {
        const std::vector<bool> kept = removal.keptAlong(use.input, use.dim);
        if (std::find(kept.begin(), kept.end(), false) == kept.end())
            continue;
        simulator.simulate(use, ChannelRemoval::indices(kept));
        layers.push_back(nameOf(use.node));
    }
    if (layers.empty())
        return model;
    issues.push_back(announcement(std::move(layers)));
    return withGraph(*model, simulator.take(*analysis), model->impl().graph);
}

PrunedNetwork pruneNetwork(std::shared_ptr<const Model> model, const Resolution& resolution,
                           const PruneOptions& options, ProgressSink& sink, std::stop_token stop)
{
    PrunedNetwork pruned;
    pruned.model = withPlainReductions(std::move(model));
    pruned.result = prune(*pruned.model, resolution, options, sink, stop);
    throwIfStopped(stop);
    if (options.throughReductions)
        pruned.model = simulateReductions(pruned.model, pruned.result.masks, options.profile, pruned.result.issues);
    return pruned;
}

} // namespace espalier

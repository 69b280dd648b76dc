// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/base/error.h"
#include "core/base/issue_merging.h"
#include "core/base/progress_sink.h"
#include "core/graph/dependency_graph.h"
#include "core/pruning/balanced_selection.h"
#include "core/pruning/channel_choice.h"
#include "core/pruning/filter_rows.h"
#include "core/pruning/global_selection.h"
#include "core/pruning/nni_dependency.h"
#include "core/pruning/producer_masks.h"
#include "core/pruning/pruner.h"
#include "core/pruning/pruning_checks.h"
#include "core/pruning/shortfall.h"
#include "core/pruning/unit_selection.h"

namespace espalier {

namespace {

constexpr const char* kKeepsAll = ESPALIER_TR("core", "%1 keeps all its channels: %2");

/// What one layer's mask did, in units of its criterion.
class ModelPruner
{
public:
    ModelPruner(const Model& model, const Pruner& pruner, const PruneOptions& options)
        : m_model(model)
        , m_pruner(pruner)
        , m_options(options)
    {
    }

    void pruneLayer(const ResolvedLayer& resolved);
    void pruneTogether(const Resolution& resolution);
    void pruneGlobally(const std::vector<const ResolvedLayer*>& selected, ProgressSink& sink,
                       const std::stop_token& stop);
    PruneResult takeResult() { return std::move(m_result); }

private:
    bool isLocked(const LayerInfo& layer) const;
    PruningTarget targetOf(const std::string& layer, double sparsity) const;
    GlobalLayer globalLayer(const ResolvedLayer& resolved) const;
    std::vector<KeptUnits> chooseGlobally(const std::vector<GlobalLayer>& layers,
                                          const std::vector<const ResolvedLayer*>& selected) const;
    LayerMask unitMask(const PruningTarget& target, const KeptUnits& kept) const;
    void report(const ResolvedLayer& resolved, const PruningTarget& target, const Mask& mask);
    void reportGlobal(const ResolvedLayer& resolved, const Mask& mask);
    void reportEmpty(const ResolvedLayer& resolved, const Mask& mask);
    LayerMask layerMask(const PruningTarget& target) const;
    LayerMask alignedMask(const PruningTarget& target) const;
    LayerMask balancedMask(const PruningTarget& target) const;
    void reportTogether(const LayerInfo& layer, const ResolvedLayer* resolved, const Mask& mask,
                        const LayerChannels* channels);
    void reportShortfall(const LayerInfo& layer, const ResolvedLayer& resolved, LayerSparsity row, const Mask& mask,
                         bool runs);
    void reportLocked();
    void reportRemarks();
    void add(Severity severity, const Message& message, const std::string& layer,
             std::optional<std::size_t> entry = std::nullopt)
    {
        m_result.issues.push_back({severity, message, entry, layer});
    }

    /// Why a layer lost another number of channels than asked for.
    struct Remark
    {
        Message sentence;
        Message several; ///< for several layers, which its first argument lists
        const ResolvedLayer* layer;
    };

    /// A layer that keeps all its channels.
    struct Locked
    {
        Message sentence;
        Message why;
        const ResolvedLayer* layer;
    };

    const Model& m_model;
    const Pruner& m_pruner;
    const PruneOptions& m_options;
    PruneResult m_result;
    std::vector<Locked> m_locked;
    std::vector<Remark> m_remarks;
};

bool ModelPruner::isLocked(const LayerInfo& layer) const
{
    return m_options.profile == Profile::Default && m_pruner.info().structured && layer.producesOutput;
}

PruningTarget ModelPruner::targetOf(const std::string& layer, double sparsity) const
{
    PruningTarget target = pruningTarget(m_model, layer, sparsity);
    target.parameters = &m_options.parameters;
    if (m_options.earlier)
        target.earlier = m_options.earlier->find(layer);
    if (m_options.statistics) {
        const auto found = m_options.statistics->scores.find(layer);
        if (found != m_options.statistics->scores.end())
            target.statistics = found->second;
    }
    return target;
}

void ModelPruner::pruneLayer(const ResolvedLayer& resolved)
{
    const PruningTarget target = targetOf(resolved.name, *resolved.sparsity);
    LayerMask mask;
    if (isLocked(*m_model.findLayer(resolved.name))) {
        mask.weight = Mask::ones(target.weight.shape);
        if (target.bias)
            mask.bias = Mask::ones(target.bias->shape);
    } else {
        mask = layerMask(target);
    }
    report(resolved, target, mask.weight);
    m_result.masks.set(resolved.name, std::move(mask));
}

/// The mask of channels or, for criteria of single weights, of weights.
LayerMask ModelPruner::unitMask(const PruningTarget& target, const KeptUnits& kept) const
{
    if (m_pruner.info().structured)
        return FilterRows(target).mask(kept);
    LayerMask mask;
    mask.weight = {target.weight.shape, kept};
    if (target.bias)
        mask.bias = Mask::ones(target.bias->shape);
    return mask;
}

GlobalLayer ModelPruner::globalLayer(const ResolvedLayer& resolved) const
{
    const PruningTarget target = targetOf(resolved.name, 0);
    GlobalLayer layer;
    layer.scores = m_pruner.importance(target, m_options.seed);
    const std::size_t units = std::max<std::size_t>(1, layer.scores.size());
    layer.unitElements = target.weight.values.size() / units;
    layer.mostRemoved = mostRemovedUnits(*m_model.findLayer(resolved.name), resolved, layer.scores.size(),
                                         m_pruner.info().structured, m_options.profile);
    layer.sparsity = resolved.totalSparsity ? *resolved.totalSparsity : resolved.sparsity.value_or(0);
    return layer;
}

std::vector<KeptUnits> ModelPruner::chooseGlobally(const std::vector<GlobalLayer>& layers,
                                                   const std::vector<const ResolvedLayer*>& selected) const
{
    // Where entries differ, which only NNI's slim allows, the first one's total counts.
    const auto ruling =
        std::min_element(selected.begin(), selected.end(), [](const ResolvedLayer* a, const ResolvedLayer* b) {
            return a->pruningEntry < b->pruningEntry;
        });
    const ResolvedLayer& first = **ruling;
    const double total = layers[static_cast<std::size_t>(ruling - selected.begin())].sparsity;
    if (m_options.profile == Profile::Default)
        return selectGlobally(layers, total);
    if (first.totalSparsity)
        return selectByNniAllocator(layers, total);
    return m_pruner.isJointInNni() ? selectByNniThreshold(layers, total) : selectByNniShares(layers, total);
}

void ModelPruner::pruneGlobally(const std::vector<const ResolvedLayer*>& selected, ProgressSink& sink,
                                const std::stop_token& stop)
{
    std::vector<GlobalLayer> layers;
    for (const ResolvedLayer* resolved : selected) {
        throwIfStopped(stop);
        sink.progress(static_cast<double>(layers.size()) / static_cast<double>(selected.size()),
                      {ESPALIER_TR("core", "Scoring %1"), {resolved->name}});
        layers.push_back(globalLayer(*resolved));
    }
    if (layers.empty())
        return;
    const std::vector<KeptUnits> kept = chooseGlobally(layers, selected);
    for (std::size_t i = 0; i < selected.size(); ++i) {
        LayerMask mask = unitMask(targetOf(selected[i]->name, 0), kept[i]);
        reportGlobal(*selected[i], mask.weight);
        m_result.masks.set(selected[i]->name, std::move(mask));
    }
}

void ModelPruner::reportGlobal(const ResolvedLayer& resolved, const Mask& mask)
{
    LayerSparsity row{resolved.name, resolved.opType, std::numeric_limits<double>::quiet_NaN(), mask.sparsity(), {}};
    if (isLocked(*m_model.findLayer(resolved.name))) {
        row.reason = {ESPALIER_TR("core", "%1 makes the output of the model; all its channels are kept."),
                      {resolved.name}};
        add(Severity::Info, row.reason, resolved.name, resolved.pruningEntry);
    }
    m_result.layers.push_back(std::move(row));
    reportEmpty(resolved, mask);
}

void ModelPruner::reportEmpty(const ResolvedLayer& resolved, const Mask& mask)
{
    const auto elements = static_cast<std::int64_t>(mask.keep.size());
    if (elements > 0 && mask.removedCount() == elements)
        add(Severity::Warning,
            {ESPALIER_TR("core", "The mask removes all of %1: the layer passes on nothing, and a speedup refuses it."),
             {resolved.name}},
            resolved.name, resolved.pruningEntry);
}

LayerMask ModelPruner::layerMask(const PruningTarget& target) const
{
    if (m_options.mode == PruningMode::Balance)
        return balancedMask(target);
    if (m_options.align > 1 && m_pruner.info().structured)
        return alignedMask(target);
    return m_pruner.mask(target, m_options.profile, m_options.seed);
}

LayerMask ModelPruner::balancedMask(const PruningTarget& target) const
{
    const auto granularity = integersParameter(m_pruner.info().parameters, m_options.parameters, "balance_granularity");
    const Shape block = weightBlock(target.weight.shape, granularity, m_options.profile);
    if (block.empty())
        return unitMask(target, KeptUnits(target.weight.values.size(), 1)); // said by pruningIssues()
    return unitMask(target, keepHighestInBlocks(m_pruner.importance(target, m_options.seed), target.weight.shape, block,
                                                target.sparsity));
}

/// The best channels, as many as asked for and more until they are a multiple.
LayerMask ModelPruner::alignedMask(const PruningTarget& target) const
{
    const std::vector<double> scores = m_pruner.importance(target, m_options.seed);
    return FilterRows(target).mask(keptChannels(scores, target.sparsity, m_options.align));
}

void ModelPruner::pruneTogether(const Resolution& resolution)
{
    const DependencyGraph graph(m_model, {m_options.throughReductions});
    const auto scores = [&](const std::string& layer) {
        return m_pruner.importance(targetOf(layer, 0), m_options.seed);
    };
    DependencySelection selection;
    if (m_options.profile == Profile::Default)
        selection =
            DependencySelector(graph, layersWithChannels(m_model, graph)).select(resolution, scores, m_options.align);
    else
        selection.kept = nniDependentChannels(m_model, graph, resolution, scores, m_options.profile,
                                              m_options.algorithm == "fpgm" || m_options.algorithm == "random");
    m_result.issues.insert(m_result.issues.end(), selection.issues.begin(), selection.issues.end());
    for (const LayerInfo& layer : m_model.layers()) {
        const ResolvedLayer* resolved = resolution.find(layer.name);
        const auto kept = selection.kept.find(layer.name);
        if ((!resolved || !resolved->sparsity) && kept == selection.kept.end())
            continue;
        const PruningTarget own = targetOf(layer.name, 0);
        const FilterRows rows(own);
        const KeptUnits before = rows.keptBefore();
        LayerMask mask = rows.mask(kept == selection.kept.end() ? before : keptByBoth(kept->second, before));
        reportTogether(layer, resolved, mask.weight, graph.find(layer.name));
        m_result.masks.set(layer.name, std::move(mask));
    }
    reportLocked();
    reportRemarks();
}

void ModelPruner::reportTogether(const LayerInfo& layer, const ResolvedLayer* resolved, const Mask& mask,
                                 const LayerChannels* channels)
{
    LayerSparsity row{
        layer.name, layer.opType, resolved && resolved->sparsity ? *resolved->sparsity : 0, mask.sparsity(), {}};
    const double oneUnit = 1.0 / static_cast<double>(std::max<std::int64_t>(1, layer.outputChannels()));
    if (!resolved || !resolved->sparsity)
        row.reason = {ESPALIER_TR("core", "%1 follows the layers that it depends on."), {layer.name}};
    else if (layer.producesOutput && mask.removedCount() == 0)
        row.reason = {ESPALIER_TR("core", "%1 makes the output of the model; all its channels are kept."),
                      {layer.name}};
    else if (mask.removedCount() == 0 && channels != nullptr && !channels->lockedWhy.text.empty())
        row.reason = {kKeepsAll, {layer.name, channels->lockedWhy.english()}};
    else if (std::abs(row.requested - row.achieved) > oneUnit)
        return reportShortfall(layer, *resolved, std::move(row), mask, channels != nullptr);
    const bool locked = row.reason.text == kKeepsAll;
    if (locked)
        m_locked.push_back({row.reason, channels->lockedWhy, resolved});
    else if (!row.reason.text.empty())
        add(Severity::Info, row.reason, layer.name, resolved ? resolved->pruningEntry : std::nullopt);
    m_result.layers.push_back(std::move(row));
}

void ModelPruner::reportShortfall(const LayerInfo& layer, const ResolvedLayer& resolved, LayerSparsity row,
                                  const Mask& mask, bool runs)
{
    const UnitCount count = countUnits(layer, row.requested, mask, true);
    if (!runs) {
        row.reason = {ESPALIER_TR("core", "%1 is no part of what the network computes; it keeps its channels."),
                      {layer.name}};
        add(Severity::Info, row.reason, layer.name, resolved.pruningEntry);
    } else if (row.reason = whyMultiple(layer, count, m_options.align); !row.reason.text.empty()) {
        m_remarks.push_back({row.reason,
                             {ESPALIER_TR("core", "%1 lose fewer channels than asked for, or none, so that a multiple "
                                                  "of %2 is left: raise the sparsity, or lower the multiple."),
                              {std::string(), std::to_string(m_options.align)}},
                             &resolved});
    } else {
        row.reason = {
            ESPALIER_TR("core", "%1 loses %2 of its %3 channels, not %4: it shares them with layers that keep "
                                "them."),
            {layer.name, std::to_string(count.removed), std::to_string(count.units), std::to_string(count.wanted)}};
        m_remarks.push_back(
            {row.reason,
             {ESPALIER_TR("core", "%1 lose other numbers of channels than asked for: they share them with "
                                  "layers that keep them."),
              {std::string()}},
             &resolved});
    }
    m_result.layers.push_back(std::move(row));
}

/// What holds for several layers of one entry for the same reason is said once.
void ModelPruner::reportRemarks()
{
    while (!m_remarks.empty()) {
        Remark first = m_remarks.front();
        std::vector<std::string> layers;
        std::erase_if(m_remarks, [&](const Remark& one) {
            const bool same = one.several == first.several && one.layer->pruningEntry == first.layer->pruningEntry;
            if (same)
                layers.push_back(one.layer->name);
            return same;
        });
        first.several.arguments.front() = listOfLayers(layers);
        add(Severity::Info, layers.size() == 1 ? first.sentence : first.several, first.layer->name,
            first.layer->pruningEntry);
    }
}

/// Layers of one entry that the same operator locks, as in each block of a transformer, are told together.
void ModelPruner::reportLocked()
{
    while (!m_locked.empty()) {
        const Locked first = m_locked.front();
        std::vector<std::string> layers;
        std::vector<Message> reasons;
        std::erase_if(m_locked, [&](const Locked& one) {
            const bool same =
                one.layer == first.layer
                || (one.layer->pruningEntry == first.layer->pruningEntry && saySameOfOperator(one.why, first.why));
            if (same) {
                layers.push_back(one.layer->name);
                reasons.push_back(one.why);
            }
            return same;
        });
        const Message sentence = layers.size() == 1
                                     ? first.sentence
                                     : Message{ESPALIER_TR("core", "%1 keep all their channels: %2"),
                                               {listOfLayers(layers), mergedOverLayers(reasons).english()}};
        add(Severity::Info, sentence, first.layer->name, first.layer->pruningEntry);
    }
}

void ModelPruner::report(const ResolvedLayer& resolved, const PruningTarget& target, const Mask& mask)
{
    const LayerInfo& layer = *m_model.findLayer(resolved.name);
    const UnitCount count = countUnits(layer, target.sparsity, mask, m_pruner.info().structured);
    const Message reason =
        target.sparsity > 0 ? whyOtherCount(layer, count, m_pruner, m_options, isLocked(layer)) : Message{};
    LayerSparsity row{layer.name, layer.opType, target.sparsity, mask.sparsity(), {}};
    const double oneUnit = count.units > 0 ? 1.0 / static_cast<double>(count.units) : 1.0;
    if (std::abs(row.achieved - row.requested) > oneUnit || isLocked(layer))
        row.reason = reason;
    m_result.layers.push_back(std::move(row));

    reportEmpty(resolved, mask);
    if (!reason.text.empty())
        add(count.removed > count.wanted ? Severity::Warning : Severity::Info, reason, layer.name,
            resolved.pruningEntry);
}

void throwFirstError(const std::vector<Issue>& issues)
{
    for (const Issue& issue : issues) {
        if (issue.severity == Severity::Error)
            throw Error(ErrorCode::InvalidConfig, issue.message);
    }
}

/// The model whose weights are zero where @p masks say so.
Model maskedCopy(const Model& model, const MaskSet& masks)
{
    Model copy = model.clone();
    copy.applyMasks(masks);
    return copy;
}

/// Layers whose channels masked batch norms drop are masked as well, and listed where they were not selected.
void addProducers(const Model& model, PruneResult& result)
{
    for (const std::string& layer : addProducerMasks(model, result.masks)) {
        const auto known = std::find_if(result.layers.begin(), result.layers.end(),
                                        [&](const LayerSparsity& row) { return row.name == layer; });
        if (known != result.layers.end()) {
            known->achieved = result.masks.find(layer)->weight.sparsity();
            continue;
        }
        result.layers.push_back({layer,
                                 model.findLayer(layer)->opType,
                                 0,
                                 result.masks.find(layer)->weight.sparsity(),
                                 {ESPALIER_TR("core", "%1 follows the layers that it depends on."), {layer}}});
    }
}

PruneResult pruneModel(const Model& model, const Pruner& pruner, const Resolution& resolution,
                       const PruneOptions& options, ProgressSink& sink, const std::stop_token& stop)
{
    ModelPruner modelPruner(model, pruner, options);
    std::vector<const ResolvedLayer*> selected;
    for (const ResolvedLayer& layer : resolution.layers) {
        if (layer.sparsity || layer.totalSparsity)
            selected.push_back(&layer);
    }
    const bool jointInNni = pruner.isJointInNni() && options.profile != Profile::Default;
    if (options.mode == PruningMode::DependencyAware) {
        sink.progress(0, {ESPALIER_TR("core", "Following channels through the graph"), {}});
        modelPruner.pruneTogether(resolution);
        throwIfStopped(stop);
        return modelPruner.takeResult();
    }
    if (options.mode == PruningMode::Global || jointInNni) {
        modelPruner.pruneGlobally(selected, sink, stop);
        return modelPruner.takeResult();
    }
    for (std::size_t i = 0; i < selected.size(); ++i) {
        throwIfStopped(stop);
        sink.progress(static_cast<double>(i) / static_cast<double>(selected.size()),
                      {ESPALIER_TR("core", "Pruning %1"), {selected[i]->name}});
        modelPruner.pruneLayer(*selected[i]);
    }
    return modelPruner.takeResult();
}

} // namespace

PruneResult prune(const Model& model, const Resolution& resolution, const PruneOptions& options, ProgressSink& sink,
                  std::stop_token stop)
{
    const std::vector<Issue> findings = pruningIssues(model, resolution, options);
    throwFirstError(resolution.issues);
    throwFirstError(findings);
    throwIfStopped(stop);
    const Pruner& pruner = *findPruner(options.algorithm);
    const bool masked = options.earlier && !options.earlier->empty();
    PruneResult result = masked
                             ? pruneModel(maskedCopy(model, *options.earlier), pruner, resolution, options, sink, stop)
                             : pruneModel(model, pruner, resolution, options, sink, stop);
    if (options.profile == Profile::Default)
        addProducers(model, result);
    result.issues.insert(result.issues.begin(), findings.begin(), findings.end());
    if (result.layers.empty())
        result.issues.push_back({Severity::Warning,
                                 {ESPALIER_TR("core", "The config list selects no layer to prune."), {}},
                                 std::nullopt,
                                 {}});
    sink.progress(1, {ESPALIER_TR("core", "Pruning is done"), {}});
    return result;
}

PruningTarget pruningTarget(const Model& model, const std::string& layer, double sparsity)
{
    const LayerInfo* info = model.findLayer(layer);
    if (!info)
        throw Error(ErrorCode::NotFound, {ESPALIER_TR("core", "The model has no layer %1."), {layer}});
    if (!info->weight())
        throw Error(ErrorCode::NotFound, {ESPALIER_TR("core", "Layer %1 (%2) has no weight."), {layer, info->opType}});
    PruningTarget target;
    target.layer = layer;
    target.opType = info->opType;
    target.sparsity = sparsity;
    target.groups = info->groups;
    // Rows of an embedding are its words.
    target.transposed = info->transposed || info->opType.rfind("Embedding", 0) == 0;
    target.weight = model.parameter(info->weightName());
    if (info->parameter("bias"))
        target.bias = model.parameter(layer + ".bias");
    return target;
}

} // namespace espalier

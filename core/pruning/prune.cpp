// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/graph/dependency_graph.h"
#include "core/pruning/channel_choice.h"
#include "core/pruning/filter_rows.h"
#include "core/pruning/nni_dependency.h"
#include "core/pruning/pruner.h"
#include "core/pruning/unit_selection.h"

namespace espalier {

namespace {

/// What one layer's mask did, in units of its criterion.
struct UnitCount
{
    std::size_t units = 0;
    std::size_t wanted = 0;
    std::size_t removed = 0;
};

UnitCount countUnits(const LayerInfo& layer, const PruningTarget& target, const Mask& mask, bool structured)
{
    UnitCount count;
    const auto elements = static_cast<std::size_t>(elementCount(mask.shape));
    count.units = structured ? static_cast<std::size_t>(layer.outputChannels()) : elements;
    count.wanted = removedUnits(count.units, target.sparsity);
    if (elements > 0)
        count.removed = static_cast<std::size_t>(mask.removedCount()) * count.units / elements;
    return count;
}

class ModelPruner
{
public:
    ModelPruner(const Model& model, const Pruner& pruner, const PruneOptions& options)
        : m_model(model)
        , m_pruner(pruner)
        , m_options(options)
    {
    }

    void pruneLayer(const std::string& name, double sparsity);
    void pruneTogether(const Resolution& resolution);
    PruneResult takeResult() { return std::move(m_result); }

private:
    bool isLocked(const LayerInfo& layer) const;
    Message explain(const LayerInfo& layer, const UnitCount& count) const;
    Message explainNothing(const LayerInfo& layer, const UnitCount& count) const;
    void report(const LayerInfo& layer, const PruningTarget& target, const Mask& mask);
    LayerMask alignedMask(const PruningTarget& target) const;
    void reportTogether(const LayerInfo& layer, const ResolvedLayer* resolved, const Mask& mask);
    void add(Severity severity, const Message& message, const std::string& layer)
    {
        m_result.issues.push_back({severity, message, std::nullopt, layer});
    }

    const Model& m_model;
    const Pruner& m_pruner;
    const PruneOptions& m_options;
    PruneResult m_result;
};

bool ModelPruner::isLocked(const LayerInfo& layer) const
{
    return m_options.profile == Profile::Default && m_pruner.info().structured && layer.producesOutput;
}

void ModelPruner::pruneLayer(const std::string& name, double sparsity)
{
    const PruningTarget target = pruningTarget(m_model, name, sparsity);
    const LayerInfo& layer = *m_model.findLayer(name);
    LayerMask mask;
    if (isLocked(layer)) {
        mask.weight = Mask::ones(target.weight.shape);
        if (target.bias)
            mask.bias = Mask::ones(target.bias->shape);
    } else {
        mask = m_options.align > 1 && m_pruner.info().structured
                   ? alignedMask(target)
                   : m_pruner.mask(target, m_options.profile, m_options.seed);
    }
    report(layer, target, mask.weight);
    m_result.masks.set(name, std::move(mask));
}

/// The best channels, as many as asked for and more until they are a multiple.
LayerMask ModelPruner::alignedMask(const PruningTarget& target) const
{
    const std::vector<double> scores = m_pruner.importance(target, m_options.seed);
    return FilterRows(target).mask(keptChannels(scores, target.sparsity, m_options.align));
}

void ModelPruner::pruneTogether(const Resolution& resolution)
{
    const DependencyGraph graph(m_model);
    const auto scores = [&](const std::string& layer) {
        return m_pruner.importance(pruningTarget(m_model, layer, 0), m_options.seed);
    };
    DependencySelection selection;
    if (m_options.profile == Profile::Default)
        selection = DependencySelector(graph, layersWithChannels(m_model, graph))
                        .select(resolution, scores, m_options.align);
    else
        selection.kept = nniDependentChannels(m_model, graph, resolution, scores, m_options.profile,
                                              m_options.algorithm == "fpgm" || m_options.algorithm == "random");
    m_result.issues.insert(m_result.issues.end(), selection.issues.begin(), selection.issues.end());
    for (const LayerInfo& layer : m_model.layers()) {
        const ResolvedLayer* resolved = resolution.find(layer.name);
        const auto kept = selection.kept.find(layer.name);
        if ((!resolved || !resolved->sparsity) && kept == selection.kept.end())
            continue;
        const PruningTarget target = pruningTarget(m_model, layer.name, 0);
        const FilterRows rows(target);
        LayerMask mask = rows.mask(kept == selection.kept.end() ? KeptUnits(rows.count(), 1) : kept->second);
        reportTogether(layer, resolved, mask.weight);
        m_result.masks.set(layer.name, std::move(mask));
    }
}

void ModelPruner::reportTogether(const LayerInfo& layer, const ResolvedLayer* resolved, const Mask& mask)
{
    LayerSparsity row{
        layer.name, layer.opType, resolved && resolved->sparsity ? *resolved->sparsity : 0, mask.sparsity(), {}};
    const double oneUnit = 1.0 / static_cast<double>(std::max<std::int64_t>(1, layer.outputChannels()));
    if (!resolved || !resolved->sparsity)
        row.reason = {ESPALIER_TR("core", "%1 follows the layers that it depends on."), {layer.name}};
    else if (layer.producesOutput)
        row.reason = {ESPALIER_TR("core", "%1 makes the output of the model; all its channels are kept."),
                      {layer.name}};
    else if (std::abs(row.requested - row.achieved) > oneUnit)
        row.reason = {
            ESPALIER_TR("core", "%1 shares channels with other layers, which are kept there, or keeps a multiple."),
            {layer.name}};
    if (!row.reason.text.empty())
        add(Severity::Info, row.reason, layer.name);
    m_result.layers.push_back(std::move(row));
}

Message ModelPruner::explainNothing(const LayerInfo& layer, const UnitCount& count) const
{
    if (isLocked(layer))
        return {ESPALIER_TR("core", "%1 makes the output of the model; all its channels are kept."), {layer.name}};
    if (count.units < 2 && m_pruner.info().structured)
        return {ESPALIER_TR("core", "%1 has only one channel, which is kept."), {layer.name}};
    if (m_pruner.info().structured)
        return {ESPALIER_TR("core", "The sparsity of %1 is less than one of its %2 channels; all are kept."),
                {layer.name, std::to_string(count.units)}};
    return {ESPALIER_TR("core", "The sparsity of %1 is less than one of its %2 weights; all are kept."),
            {layer.name, std::to_string(count.units)}};
}

/// Why what was removed is not what was asked for; empty when it is.
Message ModelPruner::explain(const LayerInfo& layer, const UnitCount& count) const
{
    if (count.removed == 0)
        return explainNothing(layer, count);
    if (count.removed == count.wanted)
        return {};
    const std::vector<std::string> numbers = {layer.name, std::to_string(count.removed), std::to_string(count.units),
                                              std::to_string(count.wanted)};
    if (count.removed > count.wanted && m_pruner.info().structured)
        return {ESPALIER_TR("core",
                            "%1 loses %2 of %3 channels instead of %4: NNI removes channels of equal score together."),
                numbers};
    if (count.removed > count.wanted)
        return {ESPALIER_TR("core", "%1 loses %2 of %3 weights instead of %4: NNI removes equal weights together."),
                numbers};
    return {ESPALIER_TR("core", "%1 loses %2 of %3 units instead of %4: at least one is kept."), numbers};
}

void ModelPruner::report(const LayerInfo& layer, const PruningTarget& target, const Mask& mask)
{
    const UnitCount count = countUnits(layer, target, mask, m_pruner.info().structured);
    const Message reason = target.sparsity > 0 ? explain(layer, count) : Message{};
    LayerSparsity row{layer.name, layer.opType, target.sparsity, mask.sparsity(), {}};
    const double oneUnit = count.units > 0 ? 1.0 / static_cast<double>(count.units) : 1.0;
    if (std::abs(row.achieved - row.requested) > oneUnit || isLocked(layer))
        row.reason = reason;
    m_result.layers.push_back(std::move(row));

    if (count.units > 0 && count.removed == count.units)
        add(Severity::Warning,
            {ESPALIER_TR("core", "The mask removes all of %1: the layer passes on nothing, and a speedup refuses it."),
             {layer.name}},
            layer.name);
    if (!reason.text.empty())
        add(count.removed > count.wanted ? Severity::Warning : Severity::Info, reason, layer.name);
}

void checkResolution(const Resolution& resolution)
{
    const auto error = std::find_if(resolution.issues.begin(), resolution.issues.end(),
                                    [](const Issue& issue) { return issue.severity == Severity::Error; });
    if (error != resolution.issues.end())
        throw Error(ErrorCode::InvalidConfig, error->message);
}

std::shared_ptr<const Pruner> requirePruner(const std::string& name)
{
    if (auto pruner = findPruner(name))
        return pruner;
    std::string known;
    for (const auto& pruner : pruners())
        known += (known.empty() ? "" : ", ") + pruner->info().name;
    throw Error(ErrorCode::InvalidConfig,
                {ESPALIER_TR("core", "There is no pruning criterion %1; there are %2."), {name, known}});
}

} // namespace

const char* pruningModeName(PruningMode mode)
{
    return mode == PruningMode::Normal ? "normal" : "dependency-aware";
}

std::optional<PruningMode> pruningModeFromName(const std::string& name)
{
    for (const PruningMode mode : {PruningMode::Normal, PruningMode::DependencyAware}) {
        if (name == pruningModeName(mode))
            return mode;
    }
    return std::nullopt;
}

PruneResult prune(const Model& model, const Resolution& resolution, const PruneOptions& options, ProgressSink& sink,
                  std::stop_token stop)
{
    const auto pruner = requirePruner(options.algorithm);
    checkResolution(resolution);
    std::vector<const ResolvedLayer*> selected;
    for (const ResolvedLayer& layer : resolution.layers) {
        if (layer.sparsity)
            selected.push_back(&layer);
    }
    ModelPruner modelPruner(model, *pruner, options);
    if (options.mode == PruningMode::DependencyAware) {
        if (!pruner->info().structured)
            throw Error(
                ErrorCode::InvalidConfig,
                {ESPALIER_TR("core", "The criterion %1 removes single weights, which do not depend on each other; "
                                     "use mode normal."),
                 {options.algorithm}});
        sink.progress(0, {ESPALIER_TR("core", "Following channels through the graph"), {}});
        modelPruner.pruneTogether(resolution);
        throwIfStopped(stop);
        selected.clear();
    }
    for (std::size_t i = 0; i < selected.size(); ++i) {
        throwIfStopped(stop);
        sink.progress(static_cast<double>(i) / static_cast<double>(selected.size()),
                      {ESPALIER_TR("core", "Pruning %1"), {selected[i]->name}});
        modelPruner.pruneLayer(selected[i]->name, *selected[i]->sparsity);
    }
    PruneResult result = modelPruner.takeResult();
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
    if (!info->parameter("weight"))
        throw Error(ErrorCode::NotFound, {ESPALIER_TR("core", "Layer %1 (%2) has no weight."), {layer, info->opType}});
    PruningTarget target;
    target.layer = layer;
    target.opType = info->opType;
    target.sparsity = sparsity;
    target.groups = info->groups;
    target.transposed = info->transposed;
    target.weight = model.parameter(layer + ".weight");
    if (info->parameter("bias"))
        target.bias = model.parameter(layer + ".bias");
    return target;
}

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
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
    PruneResult takeResult() { return std::move(m_result); }

private:
    bool isLocked(const LayerInfo& layer) const;
    Message explain(const LayerInfo& layer, const UnitCount& count) const;
    Message explainNothing(const LayerInfo& layer, const UnitCount& count) const;
    void report(const LayerInfo& layer, const PruningTarget& target, const Mask& mask);
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
        mask = m_pruner.mask(target, m_options.profile, m_options.seed);
    }
    report(layer, target, mask.weight);
    m_result.masks.set(name, std::move(mask));
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
    for (std::size_t i = 0; i < selected.size(); ++i) {
        throwIfStopped(stop);
        sink.progress(static_cast<double>(i) / static_cast<double>(selected.size()),
                      {ESPALIER_TR("core", "Pruning %1"), {selected[i]->name}});
        modelPruner.pruneLayer(selected[i]->name, *selected[i]->sparsity);
    }
    PruneResult result = modelPruner.takeResult();
    if (selected.empty())
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

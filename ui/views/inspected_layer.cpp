// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/inspected_layer.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/graph/dependency_graph.h"
#include "core/pruning/norm_masks.h"
#include "ui/config_editor/config_edits.h"
#include "ui/document/session_document.h"
#include "ui/models/layer_prunability.h"
#include "ui/translation/error_messages.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

/// The layer whose channels the norm @p name follows, or nullptr.
const LayerInfo* sourceOf(const Model& model, const std::string& name)
{
    const auto& layers = model.layers();
    const auto found = std::find_if(layers.begin(), layers.end(), [&](const LayerInfo& layer) {
        return std::find(layer.normsAfter.begin(), layer.normsAfter.end(), name) != layer.normsAfter.end();
    });
    return found == layers.end() ? nullptr : &*found;
}

/// The mask of a norm's weight that follows from the mask of the layer before it.
std::shared_ptr<const Mask> followingMask(const Model& model, const MaskSet& masks, const std::string& source,
                                          const std::string& norm)
{
    const LayerMask* mask = masks.find(source);
    if (mask == nullptr)
        return nullptr;
    MaskSet alone;
    alone.set(source, *mask);
    const MaskSet extended = withNormMasks(model, alone);
    const LayerMask* following = extended.find(norm);
    return following == nullptr ? nullptr : std::make_shared<const Mask>(following->weight);
}

WeightMask maskOf(const SessionDocument& document, const InspectedLayer& layer)
{
    const auto masks = shownMasks(document);
    std::shared_ptr<const Mask> mask;
    if (const LayerMask* found = masks->find(layer.info.name))
        mask = std::shared_ptr<const Mask>(masks, &found->weight);
    else if (!layer.source.isEmpty() && document.session().profile == Profile::Default)
        mask = followingMask(*layer.model, *masks, layer.source.toStdString(), layer.info.name);
    WeightMask result;
    // Masks of another network's file may have the same names.
    if (mask == nullptr || mask->keep.size() != layer.weight.values.size())
        return result;
    result.mask = std::move(mask);
    result.removedShare = result.mask->sparsity();
    result.previewed = document.showsPreview();
    return result;
}

WeightMatrix weightOf(InspectedLayer& layer)
{
    if (layer.info.weight() == nullptr) {
        if (layer.info.parameterCount > 0)
            layer.noWeight = QCoreApplication::translate("InspectedLayer",
                                                         "%1 holds %2 parameters, but none that can be pruned or drawn "
                                                         "here: what reaches it keeps all its channels.")
                                 .arg(layer.opType(), countText(layer.info.parameterCount));
        else
            layer.noWeight =
                QCoreApplication::translate("InspectedLayer",
                                            "%1 has no weights, so there is nothing to show and nothing to prune.")
                    .arg(layer.info.opType.empty() ? layer.name() : layer.opType());
        return {};
    }
    try {
        return WeightMatrix::of(layer.info, layer.model->parameter(layer.info.weightName()).values, layer.model);
    } catch (const Error& error) {
        layer.noWeight = messageText(error.message());
        return {};
    }
}

void describeChannels(InspectedLayer& layer, const SessionDocument& document)
{
    const ConfigEditContext context = ConfigEditContext::of(document);
    layer.structured = context.algorithm == nullptr || context.algorithm->structured;
    const auto shape = layer.info.weightShape();
    layer.hasChannels = shape && shape->size() > 1;
    const LayerPrunability prunability(context.layers, context.algorithm, context.profile);
    if (!layer.source.isEmpty())
        layer.noChannels =
            QCoreApplication::translate("InspectedLayer", "%1 has no channels of its own: it follows %2.")
                .arg(layer.opType(), layer.source);
    else if (layer.structured || !layer.hasChannels)
        layer.noChannels = prunability.reason(layer.info);
    if (!layer.hasChannels && layer.noChannels.isEmpty())
        layer.noChannels =
            QCoreApplication::translate("InspectedLayer", "%1 has no channels to choose from: its weight is a vector.")
                .arg(layer.opType());
    if (layer.structured && layer.noChannels.isEmpty() && document.pruneOptions().mode == PruningMode::Global)
        layer.noChannels = QCoreApplication::translate(
            "InspectedLayer", "The sparsity is that of all layers together, so that this layer has no cut of its own.");
    // What the algorithm has no scores for is not shown with any.
    if (layer.structured && !prunability.isSupported(layer.info))
        layer.hasChannels = false;
}

/// The other layers whose own channels go with those of @p layer.
QStringList chosenTogether(const SessionDocument& document, const std::string& layer)
{
    QStringList others;
    const auto graph = document.dependencyGraph();
    const DependencyGroup* group = graph == nullptr ? nullptr : graph->groupOf(layer);
    if (group == nullptr || document.pruneOptions().mode != PruningMode::DependencyAware)
        return others;
    for (const DependencyMember& member : group->members) {
        const QString name = QString::fromStdString(member.layer);
        if (member.role == ChannelRole::Producer && member.layer != layer && !others.contains(name))
            others.append(name);
    }
    return others;
}

} // namespace

InspectedLayer InspectedLayer::of(const SessionDocument& document, const QString& name)
{
    InspectedLayer layer;
    const auto model = document.model();
    const LayerInfo* info = model == nullptr ? nullptr : model->findLayer(name.toStdString());
    if (info == nullptr)
        return layer;
    layer.model = model;
    layer.info = *info;
    if (const ResolvedLayer* resolved = document.resolution().find(info->name))
        layer.resolved = *resolved;
    if (const LayerInfo* source = sourceOf(*model, info->name))
        layer.source = QString::fromStdString(source->name);
    layer.weight = weightOf(layer);
    if (layer.weight.isEmpty() && layer.noWeight.isEmpty())
        layer.noWeight = QCoreApplication::translate("InspectedLayer", "The weight of %1 is empty.").arg(name);
    if (!layer.weight.isEmpty())
        layer.mask = maskOf(document, layer);
    describeChannels(layer, document);
    layer.together = chosenTogether(document, info->name);
    return layer;
}

std::shared_ptr<const MaskSet> shownMasks(const SessionDocument& document)
{
    return document.showsPreview() ? document.sharedPreviewMasks() : document.sharedMasks();
}

} // namespace espalier::ui

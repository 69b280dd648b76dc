// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/config_presets.h"

#include <QCoreApplication>

#include <algorithm>

#include "ui/models/layer_prunability.h"

namespace espalier::ui {

namespace {

/// Layers that the algorithm can prune, in the order of the model.
std::vector<const LayerInfo*> prunableLayersOf(const ConfigEditContext& context)
{
    const LayerPrunability prunability(context.layers, context.algorithm, context.profile);
    std::vector<const LayerInfo*> layers;
    for (const LayerInfo& layer : context.layers) {
        if (prunability.isSupported(layer) && layer.weight())
            layers.push_back(&layer);
    }
    return layers;
}

std::vector<std::string> typesOf(const std::vector<const LayerInfo*>& layers, bool convolutionsOnly)
{
    std::vector<std::string> types;
    for (const LayerInfo* layer : layers) {
        const bool wanted = !convolutionsOnly || layer->opType.starts_with("Conv");
        if (wanted && std::find(types.begin(), types.end(), layer->opType) == types.end())
            types.push_back(layer->opType);
    }
    return types;
}

ConfigEntry entryFor(std::vector<std::string> types, double sparsity)
{
    ConfigEntry entry;
    entry.opTypes = std::move(types);
    entry.sparsity = sparsity;
    return entry;
}

/// First and last layer hold little and matter much.
ConfigEntry excludeEnds(const std::vector<const LayerInfo*>& layers)
{
    ConfigEntry entry;
    entry.opNames = std::vector<std::string>{layers.front()->name, layers.back()->name};
    entry.exclude = true;
    return entry;
}

ConfigPreset preset(const QString& title, const QString& toolTip, ConfigList list)
{
    //: Undo step; %1 is the title of a preset.
    const QString text = QCoreApplication::translate("ConfigPresets", "Preset: %1").arg(title);
    return {title, toolTip, {std::move(list), text, 0}};
}

} // namespace

std::vector<ConfigPreset> configPresets(const ConfigEditContext& context)
{
    const std::vector<const LayerInfo*> layers = prunableLayersOf(context);
    std::vector<ConfigPreset> presets;
    const std::vector<std::string> convolutions = typesOf(layers, true);
    const std::vector<std::string> all = typesOf(layers, false);
    if (!convolutions.empty()) {
        presets.push_back(preset(QCoreApplication::translate("ConfigPresets", "All convolutions 50 %"),
                                 QCoreApplication::translate("ConfigPresets", "A strong cut; needs fine-tuning"),
                                 {entryFor(convolutions, 0.5)}));
        presets.push_back(preset(QCoreApplication::translate("ConfigPresets", "All convolutions 25 %"),
                                 QCoreApplication::translate("ConfigPresets", "A gentle cut to begin with"),
                                 {entryFor(convolutions, 0.25)}));
    }
    if (layers.size() > 2)
        presets.push_back(
            preset(QCoreApplication::translate("ConfigPresets", "Everything but the first and last layer 50 %"),
                   QCoreApplication::translate("ConfigPresets", "The ends of a network are small and sensitive"),
                   {entryFor(all, 0.5), excludeEnds(layers)}));
    if (all.size() > convolutions.size() && !all.empty())
        presets.push_back(preset(QCoreApplication::translate("ConfigPresets", "Every layer 50 %"),
                                 QCoreApplication::translate("ConfigPresets", "Linear layers as well"),
                                 {entryFor(all, 0.5)}));
    return presets;
}

} // namespace espalier::ui

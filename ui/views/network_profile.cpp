// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/network_profile.h"

#include <algorithm>

namespace espalier::ui {

namespace {

bool hasMatrix(const LayerInfo& layer)
{
    const auto shape = layer.weightShape();
    return shape && shape->size() > 1;
}

qint64 removedParameters(const LayerMask* mask)
{
    if (mask == nullptr)
        return 0;
    return mask->weight.removedCount() + (mask->bias ? mask->bias->removedCount() : 0);
}

} // namespace

std::vector<ProfiledLayer> networkProfile(const Model& model, const MaskSet& masks)
{
    const auto& layers = model.layers();
    const bool anyMatrix = std::any_of(layers.begin(), layers.end(), hasMatrix);
    std::vector<ProfiledLayer> profile;
    for (const LayerInfo& layer : layers) {
        if (anyMatrix ? !hasMatrix(layer) : !layer.weightShape().has_value())
            continue;
        profile.push_back({QString::fromStdString(layer.name), QString::fromStdString(layer.opType),
                           layer.parameterCount, removedParameters(masks.find(layer.name)), layer.macs});
    }
    return profile;
}

} // namespace espalier::ui

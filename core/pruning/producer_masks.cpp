// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/producer_masks.h"

#include <algorithm>

#include "core/pruning/filter_rows.h"
#include "core/pruning/pruner.h"

namespace espalier {

namespace {

bool drops(const LayerMask& norm, std::size_t channel)
{
    const std::vector<std::uint8_t>& scale = norm.weight.keep;
    return channel < scale.size() && scale[channel] == 0 && norm.bias && norm.bias->keep[channel] == 0;
}

/// The channels of @p layer that one norm behind it leaves something of.
KeptUnits keptBehind(const LayerInfo& layer, const MaskSet& masks)
{
    KeptUnits kept(static_cast<std::size_t>(layer.outputChannels()), 0);
    for (const std::string& name : layer.normsAfter) {
        const LayerMask* norm = masks.find(name);
        for (std::size_t i = 0; i < kept.size(); ++i)
            kept[i] = kept[i] | (norm == nullptr || !drops(*norm, i) ? 1 : 0);
    }
    return kept;
}

} // namespace

std::vector<std::string> addProducerMasks(const Model& model, MaskSet& masks)
{
    std::vector<std::string> followers;
    for (const LayerInfo& layer : model.layers()) {
        if (layer.normsAfter.empty() || !layer.weight())
            continue;
        const KeptUnits kept = keptBehind(layer, masks);
        if (removedCount(kept) == 0)
            continue;
        const PruningTarget target = pruningTarget(model, layer.name, 0);
        LayerMask mask = FilterRows(target).mask(kept);
        if (const LayerMask* own = masks.find(layer.name)) {
            mask.weight.keep = keptByBoth(std::move(mask.weight.keep), own->weight.keep);
            if (mask.bias && own->bias)
                mask.bias->keep = keptByBoth(std::move(mask.bias->keep), own->bias->keep);
        }
        masks.set(layer.name, std::move(mask));
        followers.push_back(layer.name);
    }
    return followers;
}

} // namespace espalier

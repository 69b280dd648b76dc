// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/norm_masks.h"

#include <algorithm>
#include <optional>

namespace espalier {

namespace {

/// Which output channels of @p layer keep at least one weight; all of them when none is removed whole.
std::vector<bool> keptChannels(const LayerInfo& layer, const Mask& mask)
{
    if (!layer.transposed || mask.shape.size() < 2)
        return mask.keptSlices(0);
    const auto perGroup = static_cast<std::size_t>(mask.shape[1]);
    const auto groups = static_cast<std::size_t>(std::max<std::int64_t>(1, layer.groups));
    const std::size_t inputs = static_cast<std::size_t>(mask.shape[0]);
    if (inputs < groups || perGroup == 0)
        return {};
    const std::size_t inputsPerGroup = inputs / groups;
    const std::size_t block = mask.keep.size() / (inputs * perGroup);
    std::vector<bool> kept(perGroup * groups, false);
    for (std::size_t i = 0; i < mask.keep.size(); ++i) {
        if (mask.keep[i] != 0) {
            const std::size_t input = i / (block * perGroup);
            kept[input / inputsPerGroup * perGroup + i / block % perGroup] = true;
        }
    }
    return kept;
}

std::optional<Mask> channelMask(const ParameterInfo* parameter, const std::vector<bool>& kept)
{
    if (!parameter || parameter->shape != Shape{static_cast<std::int64_t>(kept.size())})
        return std::nullopt;
    return Mask{parameter->shape, {kept.begin(), kept.end()}};
}

/// Removes from @p mask what @p earlier removes as well.
void intersect(Mask& mask, const Mask& earlier)
{
    if (earlier.shape != mask.shape)
        return;
    std::transform(mask.keep.begin(), mask.keep.end(), earlier.keep.begin(), mask.keep.begin(),
                   [](std::uint8_t a, std::uint8_t b) { return static_cast<std::uint8_t>(a != 0 && b != 0); });
}

void addNormMask(const LayerInfo& norm, const std::vector<bool>& kept, MaskSet& masks)
{
    auto weight = channelMask(norm.parameter("weight"), kept);
    if (!weight)
        return;
    LayerMask mask{std::move(*weight), channelMask(norm.parameter("bias"), kept)};
    if (const LayerMask* earlier = masks.find(norm.name)) {
        intersect(mask.weight, earlier->weight);
        if (mask.bias && earlier->bias)
            intersect(*mask.bias, *earlier->bias);
    }
    masks.set(norm.name, std::move(mask));
}

} // namespace

MaskSet withNormMasks(const Model& model, const MaskSet& masks)
{
    MaskSet result = masks;
    for (const auto& [name, mask] : masks.items()) {
        const LayerInfo* layer = model.findLayer(name);
        if (!layer || layer->normsAfter.empty())
            continue;
        const std::vector<bool> kept = keptChannels(*layer, mask.weight);
        if (std::find(kept.begin(), kept.end(), false) == kept.end())
            continue;
        for (const std::string& normName : layer->normsAfter) {
            if (const LayerInfo* norm = model.findLayer(normName))
                addNormMask(*norm, kept, result);
        }
    }
    return result;
}

} // namespace espalier

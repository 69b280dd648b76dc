// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/norm_masks.h"

#include <algorithm>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>

#include "core/graph/internal/channel_analysis.h"
#include "core/graph/internal/channel_removal.h"
#include "core/model/internal/model_impl.h"

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

/// Channels followed with the model's own input shape, or with one that its first layer suggests; nullptr where they
/// cannot be followed.
std::shared_ptr<const internal::ChannelAnalysis> followChannels(const Model& model)
{
    std::vector<InputSpec> inputs = model.inputs();
    if (inputs.empty())
        inputs = model.proposedInputs().value_or(std::vector<InputSpec>());
    if (inputs.empty())
        return nullptr;
    try {
        return internal::analyzeChannels(model, inputs);
    } catch (const std::exception&) {
        return nullptr; // What a speedup would say about it is said by the speedup.
    }
}

/// The same, made once per model: the window asks at every move of a slider.
std::shared_ptr<const internal::ChannelAnalysis> followedChannels(const Model& model)
{
    internal::ChannelCache& cache = *model.impl().channels;
    const std::lock_guard lock(cache.mutex);
    if (!cache.made) {
        cache.analysis = followChannels(model);
        cache.made = true;
    }
    return cache.analysis;
}

/// Masks everything that belongs to channels which are removed altogether and has nothing to say without them: depthwise
/// convolutions, norms wherever they are, and parameters that are added or multiplied element by element.
class FollowerMasks
{
public:
    FollowerMasks(const Model& model, const internal::ChannelAnalysis& analysis, const MaskSet& masks, MaskSet& result)
        : m_model(model)
        , m_analysis(analysis)
        , m_removal(internal::chooseRemoval(analysis, masks, {}, true, m_issues))
        , m_result(result)
    {
    }

    void add()
    {
        for (const internal::WeightUse& use : m_analysis.weights) {
            if (use.depthwise)
                addDepthwise(use);
            if (use.bias >= 0 && tensorOf(use.bias).isBareParameter())
                addBareBias(use);
        }
        for (const internal::VectorUse& use : m_analysis.vectors) {
            const internal::GraphTensor& tensor = tensorOf(use.tensor);
            const LayerInfo* layer = m_model.findLayer(tensor.layer);
            const std::vector<bool> kept = m_removal.kept(use.labels);
            if (layer && tensor.name == layer->name + ".weight"
                && std::find(kept.begin(), kept.end(), false) != kept.end())
                addNormMask(*layer, kept, m_result);
        }
        for (const internal::ElementUse& use : m_analysis.elements) {
            if (tensorOf(use.tensor).isBareParameter())
                addElements(use);
            else
                addVector(use);
        }
    }

private:
    const internal::GraphTensor& tensorOf(int index) const
    {
        return m_analysis.tensors[static_cast<std::size_t>(index)];
    }

    void addDepthwise(const internal::WeightUse& use)
    {
        const internal::GraphTensor& tensor = tensorOf(use.weight);
        const LayerInfo* layer = m_model.findLayer(tensor.layer);
        const std::vector<bool> kept = m_removal.kept(use.out);
        if (!layer || tensor.name != layer->name + ".weight"
            || std::find(kept.begin(), kept.end(), false) == kept.end())
            return;
        const LayerMask* earlier = m_result.find(layer->name);
        LayerMask mask = earlier ? *earlier : LayerMask{Mask::ones(tensor.tensor.sizes().vec()), std::nullopt};
        const std::size_t block = mask.weight.keep.size() / kept.size();
        for (std::size_t i = 0; i < mask.weight.keep.size(); ++i) {
            if (!kept[i / block])
                mask.weight.keep[i] = 0;
        }
        if (auto bias = channelMask(layer->parameter("bias"), kept)) {
            if (mask.bias)
                intersect(*bias, *mask.bias);
            mask.bias = std::move(bias);
        }
        m_result.set(layer->name, std::move(mask));
    }

    /// The bias of an attention's projection: no part of the layer that its weight is.
    void addBareBias(const internal::WeightUse& use)
    {
        const std::vector<bool> kept = m_removal.kept(use.out);
        Mask mask{tensorOf(use.bias).tensor.sizes().vec(), {kept.begin(), kept.end()}};
        if (mask.removedCount() > 0)
            m_result.set(tensorOf(use.bias).name, {std::move(mask), std::nullopt});
    }

    /// Weight and bias of a norm that is written in single operators.
    void addVector(const internal::ElementUse& use)
    {
        const internal::GraphTensor& tensor = tensorOf(use.tensor);
        const LayerInfo* layer = m_model.findLayer(tensor.layer);
        if (!layer || tensor.name != layer->name + ".weight" || use.labels.dim() != 1)
            return;
        const std::vector<bool> kept = m_removal.keptAlong(use.labels, 0);
        if (std::find(kept.begin(), kept.end(), false) != kept.end())
            addNormMask(*layer, kept, m_result);
    }

    void addElements(const internal::ElementUse& use)
    {
        const std::string& name = tensorOf(use.tensor).name;
        const at::Tensor labels = use.labels.contiguous();
        Mask mask = Mask::ones(tensorOf(use.tensor).tensor.sizes().vec());
        if (labels.numel() != static_cast<std::int64_t>(mask.keep.size()))
            return;
        const std::int64_t* label = labels.data_ptr<std::int64_t>();
        for (std::size_t i = 0; i < mask.keep.size(); ++i)
            mask.keep[i] = m_removal.isRemoved(label[i]) ? 0 : 1;
        if (mask.removedCount() == 0)
            return;
        if (const LayerMask* earlier = m_result.find(name))
            intersect(mask, earlier->weight);
        m_result.set(name, {std::move(mask), std::nullopt});
    }

    const Model& m_model;
    const internal::ChannelAnalysis& m_analysis;
    std::vector<Issue> m_issues;
    internal::ChannelRemoval m_removal;
    MaskSet& m_result;
};

MaskSet normMasks(const Model& model, const MaskSet& masks, const internal::ChannelAnalysis* analysis)
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
    if (analysis != nullptr)
        FollowerMasks(model, *analysis, masks, result).add();
    return result;
}

} // namespace

MaskSet withNormMasks(const Model& model, const MaskSet& masks)
{
    const auto analysis = masks.empty() ? nullptr : followedChannels(model);
    return normMasks(model, masks, analysis.get());
}

MaskSet withNormMasks(const Model& model, const MaskSet& masks, const internal::ChannelAnalysis& analysis)
{
    return normMasks(model, masks, &analysis);
}

} // namespace espalier

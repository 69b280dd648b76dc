// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/layer_state.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_map>

#include "ui/config_editor/config_edits.h"
#include "ui/document/compression_estimate.h"
#include "ui/document/session_document.h"
#include "ui/models/layer_prunability.h"

namespace espalier::ui {

namespace {

using LayerIndex = std::unordered_map<std::string_view, std::size_t>;

qint64 weightCount(const LayerInfo& layer)
{
    const auto shape = layer.weightShape();
    return shape ? elementCount(*shape) : 0;
}

/// A convolution or linear layer; a norm only follows the channels of others.
bool mixesChannels(const LayerInfo& layer)
{
    const auto shape = layer.weightShape();
    // A fused operator tells no shapes of the layers that it computes with.
    return shape && shape->size() > 1 && (layer.outputShape || layer.macs.value_or(0) > 0);
}

std::string quantBitsText(const ResolvedLayer& layer)
{
    const auto& bits = layer.quantBits;
    const bool same =
        std::all_of(bits.begin(), bits.end(), [&](const auto& item) { return item.second == bits.begin()->second; });
    if (bits.empty())
        return {};
    if (same)
        return std::to_string(bits.begin()->second);
    std::string text;
    for (const auto& [type, count] : bits)
        text += (text.empty() ? "" : ", ") + type + " " + std::to_string(count);
    return text;
}

LayerState configuredState(const LayerInfo& layer, const ResolvedLayer& resolved, const ConfigList& list, bool prunable)
{
    LayerState state;
    state.layers = 1;
    state.prunable = prunable ? 1 : 0;
    state.weights = weightCount(layer);
    state.channels = mixesChannels(layer) ? layer.outputChannels() : 0;
    state.excluded = resolved.pruningEntry && list[*resolved.pruningEntry].excludes() ? 1 : 0;
    state.prunableExcluded = state.prunable * state.excluded;
    if (resolved.sparsity) {
        state.asked = 1;
        state.lowest = state.highest = *resolved.sparsity;
    }
    for (const auto& entry : {resolved.pruningEntry, resolved.quantizationEntry}) {
        if (entry)
            state.entries[static_cast<int>(*entry)] = 1;
    }
    if (const std::string bits = quantBitsText(resolved); !bits.empty())
        state.quantBits.insert(bits);
    return state;
}

void addMasks(const RemovedByLayer& removed, const LayerIndex& places, std::vector<LayerState>& states)
{
    for (const auto& [name, count] : removed) {
        const auto place = places.find(name);
        if (place == places.end())
            continue;
        states[place->second].masked = true;
        states[place->second].removed = count;
    }
}

/// Whole channels were removed: the norm behind loses the same share. Counting channels in masks would take too long.
void addFollowingNorms(const std::vector<LayerInfo>& layers, const LayerIndex& places, std::vector<LayerState>& states)
{
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (states[i].removed == 0)
            continue;
        for (const std::string& norm : layers[i].normsAfter) {
            const auto place = places.find(norm);
            if (place == places.end() || states[place->second].masked)
                continue;
            LayerState& state = states[place->second];
            state.masked = true;
            state.removed = std::llround(states[i].achieved() * static_cast<double>(state.weights));
        }
    }
}

void addChannelsAfter(const SessionDocument& document, const LayerIndex& places, std::vector<LayerState>& states)
{
    const auto estimate = document.estimate();
    if (!estimate || !estimate->physical)
        return;
    for (const PhysicalLayer& layer : estimate->physical->layers) {
        const auto place = places.find(layer.name);
        if (place != places.end() && states[place->second].channels == layer.outputsBefore)
            states[place->second].channelsAfter = layer.outputsAfter;
    }
}

} // namespace

std::optional<double> LayerState::requested() const
{
    return asked > 0 && asked >= prunable && lowest == highest ? std::optional<double>(lowest) : std::nullopt;
}

void LayerState::add(const LayerState& other)
{
    if (other.asked > 0) {
        lowest = asked == 0 ? other.lowest : std::min(lowest, other.lowest);
        highest = std::max(highest, other.highest);
    }
    layers += other.layers;
    prunable += other.prunable;
    excluded += other.excluded;
    prunableExcluded += other.prunableExcluded;
    asked += other.asked;
    weights += other.weights;
    removed += other.removed;
    masked = masked || other.masked;
    for (const auto& [entry, count] : other.entries)
        entries[entry] += count;
    quantBits.insert(other.quantBits.begin(), other.quantBits.end());
}

std::vector<LayerState> layerStates(const SessionDocument& document, const RemovedByLayer& removed)
{
    std::vector<LayerState> states;
    const auto model = document.model();
    if (model == nullptr)
        return states;
    const auto& layers = model->layers();
    const ConfigEditContext context = ConfigEditContext::of(document);
    const LayerPrunability prunability(context.layers, context.algorithm, context.profile);
    LayerIndex places;
    states.reserve(layers.size());
    for (std::size_t i = 0; i < layers.size(); ++i) {
        places.emplace(layers[i].name, i);
        states.push_back(configuredState(layers[i], document.resolution().layers[i], document.session().configList,
                                         prunability.isPrunable(layers[i])));
    }
    addMasks(removed, places, states);
    addChannelsAfter(document, places, states);
    if (context.profile == Profile::Default && context.algorithm != nullptr && context.algorithm->structured)
        addFollowingNorms(layers, places, states);
    return states;
}

} // namespace espalier::ui

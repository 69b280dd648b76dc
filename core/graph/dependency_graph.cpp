// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/dependency_graph.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <unordered_set>
#include <utility>

#include "core/graph/internal/channel_analysis.h"
#include "core/model/model.h"

namespace espalier {
namespace {

using internal::ChannelAnalysis;
using internal::Label;
using internal::LabelSpace;
using internal::WeightUse;

std::vector<std::int64_t> classesOf(const LabelSpace& space, const std::vector<Label>& labels)
{
    std::vector<std::int64_t> classes;
    classes.reserve(labels.size());
    for (const Label label : labels)
        classes.push_back(space.isLocked(label) ? -1 : space.find(label));
    return classes;
}

/// Layers by number, joined to groups.
class LayerSets
{
public:
    explicit LayerSets(std::size_t count)
        : m_parent(count)
    {
        std::iota(m_parent.begin(), m_parent.end(), std::size_t{0});
    }
    std::size_t find(std::size_t i)
    {
        while (m_parent[i] != i)
            i = m_parent[i] = m_parent[m_parent[i]];
        return i;
    }
    void unite(std::size_t a, std::size_t b) { m_parent[std::max(find(a), find(b))] = std::min(find(a), find(b)); }

private:
    std::vector<std::size_t> m_parent;
};

/// Sets of weights (indices) that share a class of output channels, locked classes included.
class WeightSets
{
public:
    explicit WeightSets(const ChannelAnalysis& analysis)
        : m_analysis(analysis)
        , m_sets(analysis.weights.size())
    {
        for (std::size_t i = 0; i < analysis.weights.size(); ++i) {
            for (const Label label : analysis.weights[i].out) {
                const auto [first, added] = m_firstOf.emplace(analysis.space.find(label), i);
                if (!added)
                    m_sets.unite(first->second, i);
            }
        }
    }

    std::size_t setOf(std::size_t weight) { return m_sets.find(weight); }
    /// The set that makes one of @p labels; nullopt when nothing does.
    std::optional<std::size_t> setOf(const std::vector<Label>& labels)
    {
        for (const Label label : labels) {
            const auto found = m_firstOf.find(m_analysis.space.find(label));
            if (label != internal::kFixed && found != m_firstOf.end())
                return m_sets.find(found->second);
        }
        return std::nullopt;
    }

private:
    const ChannelAnalysis& m_analysis;
    LayerSets m_sets;
    std::unordered_map<Label, std::size_t> m_firstOf;
};

const std::string& layerOf(const ChannelAnalysis& analysis, int tensor)
{
    return analysis.tensors[static_cast<std::size_t>(tensor)].layer;
}

bool hasMember(const DependencyGroup& group, const std::string& layer)
{
    return std::any_of(group.members.begin(), group.members.end(),
                       [&](const DependencyMember& member) { return member.layer == layer; });
}

/// Makes groups of layers out of shared labels.
class GroupCollector
{
public:
    GroupCollector(const ChannelAnalysis& analysis, const Model& model,
                   std::unordered_map<std::string, LayerChannels>& layers, std::vector<DependencyGroup>& groups)
        : m_analysis(analysis)
        , m_sets(analysis)
        , m_layers(layers)
        , m_groups(groups)
        , m_order(analysis.weights.size())
    {
        std::unordered_map<std::string, std::size_t> position;
        for (std::size_t i = 0; i < model.layers().size(); ++i)
            position.emplace(model.layers()[i].name, i);
        std::iota(m_order.begin(), m_order.end(), std::size_t{0});
        std::stable_sort(m_order.begin(), m_order.end(), [&](std::size_t a, std::size_t b) {
            return position[layerOf(analysis, analysis.weights[a].weight)]
                   < position[layerOf(analysis, analysis.weights[b].weight)];
        });
        // The first union that the channels of a layer took part in explains what ties it to others.
        for (const LabelSpace::Join& join : analysis.space.joins()) {
            m_reasons.emplace(analysis.space.ownerOf(join.a), join.reason);
            m_reasons.emplace(analysis.space.ownerOf(join.b), join.reason);
        }
    }

    void collect()
    {
        for (const bool followers : {false, true}) {
            for (const std::size_t i : m_order) {
                if (m_analysis.weights[i].depthwise == followers)
                    addWeight(i);
            }
        }
        addFollowers();
        for (const WeightUse& use : m_analysis.weights) {
            if (!use.depthwise)
                add(use.in, use.weight, ChannelRole::Consumer,
                    {ESPALIER_TR("core", "It reads these channels as its input."), {}});
        }
        for (DependencyGroup& group : m_groups)
            countChannels(group);
    }

private:
    void addWeight(std::size_t i)
    {
        const std::string& layer = layerOf(m_analysis, m_analysis.weights[i].weight);
        const auto [entry, added] = m_groupOfSet.emplace(m_sets.setOf(i), m_groups.size());
        if (added)
            m_groups.emplace_back();
        const auto reason = m_reasons.find(static_cast<int>(i));
        m_groups[entry->second].members.push_back(
            {layer, m_analysis.weights[i].depthwise ? ChannelRole::Follower : ChannelRole::Producer,
             reason == m_reasons.end() ? Message{} : m_analysis.space.reason(reason->second)});
        m_layers[layer].group = entry->second;
    }

    void addFollowers()
    {
        for (const internal::VectorUse& use : m_analysis.vectors)
            add(use.labels, use.tensor, ChannelRole::Follower,
                {ESPALIER_TR("core", "It treats each of these channels by itself."), {}});
        for (const internal::ElementUse& use : m_analysis.elements)
            add(internal::labelList(use.labels), use.tensor, ChannelRole::Follower,
                {ESPALIER_TR("core", "It is combined with these channels element by element."), {}});
    }

    void add(const std::vector<Label>& labels, int tensor, ChannelRole role, const Message& why)
    {
        const auto set = m_sets.setOf(labels);
        if (!set || !m_groupOfSet.contains(*set))
            return;
        const std::size_t group = m_groupOfSet[*set];
        if (m_members.emplace(group, layerOf(m_analysis, tensor)).second
            && !hasMember(m_groups[group], layerOf(m_analysis, tensor)))
            m_groups[group].members.push_back({layerOf(m_analysis, tensor), role, why});
    }

    void countChannels(DependencyGroup& group)
    {
        std::unordered_set<std::int64_t> classes;
        for (const DependencyMember& member : group.members) {
            const auto found = m_layers.find(member.layer);
            if (member.role == ChannelRole::Consumer || found == m_layers.end())
                continue;
            classes.insert(found->second.outputs.begin(), found->second.outputs.end());
            if (group.lockedWhy.text.empty())
                group.lockedWhy = found->second.lockedWhy;
        }
        classes.erase(-1);
        group.channels = classes.size();
        group.locked = group.channels == 0;
    }

    const ChannelAnalysis& m_analysis;
    WeightSets m_sets;
    std::unordered_map<std::string, LayerChannels>& m_layers;
    std::vector<DependencyGroup>& m_groups;
    std::vector<std::size_t> m_order;
    std::unordered_map<std::size_t, std::size_t> m_groupOfSet;
    std::unordered_map<int, int> m_reasons;
    std::set<std::pair<std::size_t, std::string>> m_members;
};

} // namespace

DependencyGraph::DependencyGraph(const Model& model, const ChannelOptions& options)
    : m_analysis(internal::analyzeChannels(model, options))
{
    describeLayers();
    collectGroups(model);
}

DependencyGraph::~DependencyGraph() = default;
DependencyGraph::DependencyGraph(DependencyGraph&&) noexcept = default;
DependencyGraph& DependencyGraph::operator=(DependencyGraph&&) noexcept = default;

void DependencyGraph::describeLayers()
{
    const LabelSpace& space = m_analysis->space;
    for (const WeightUse& use : m_analysis->weights) {
        LayerChannels channels;
        channels.outputs = classesOf(space, use.out);
        channels.inputs = classesOf(space, use.in);
        channels.depthwise = use.depthwise;
        channels.groups = use.depthwise ? 1 : use.groups;
        const auto locked = std::find(channels.outputs.begin(), channels.outputs.end(), -1);
        if (locked != channels.outputs.end())
            channels.lockedWhy = space.lockReason(use.out[static_cast<std::size_t>(locked - channels.outputs.begin())]);
        m_order.push_back(layerOf(*m_analysis, use.weight));
        m_layers.emplace(m_order.back(), std::move(channels));
    }
}

void DependencyGraph::collectGroups(const Model& model)
{
    GroupCollector(*m_analysis, model, m_layers, m_groups).collect();
}

const LayerChannels* DependencyGraph::find(const std::string& layer) const
{
    const auto found = m_layers.find(layer);
    return found == m_layers.end() ? nullptr : &found->second;
}

const DependencyGroup* DependencyGraph::groupOf(const std::string& layer) const
{
    const LayerChannels* channels = find(layer);
    return channels && channels->group ? &m_groups[*channels->group] : nullptr;
}

std::vector<std::vector<std::vector<std::int64_t>>> DependencyGraph::equalParts() const
{
    std::vector<std::vector<std::vector<std::int64_t>>> result;
    for (const internal::EqualParts& parts : m_analysis->equalParts) {
        result.emplace_back();
        for (const std::vector<Label>& part : parts)
            result.back().push_back(classesOf(m_analysis->space, part));
    }
    return result;
}

const std::vector<Issue>& DependencyGraph::issues() const
{
    return m_analysis->issues;
}

} // namespace espalier

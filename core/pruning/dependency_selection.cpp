// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/dependency_selection.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

#include "core/base/error.h"

namespace espalier {
namespace {

using Places = std::vector<std::size_t>;

/// One channel class: where it occurs.
struct ChannelClass
{
    std::map<std::size_t, Places> places; ///< layer (index) to its output channels of this class
    /// For each grouped operator that makes or reads it, the groups it lies in, once per occurrence. Not those in all of
    /// which it lies equally: it leaves them balanced.
    std::map<std::string, Places> groupsOf;
};

/// Classes that occur in the same layers, in as many channels of each.
struct Part
{
    std::vector<std::size_t> classes;              ///< indices
    std::vector<std::size_t> layers;               ///< indices
    std::vector<std::vector<std::size_t>> byGroup; ///< the classes, one list per group of grouped operators
};

std::size_t groupAt(std::size_t i, std::size_t count, std::int64_t groups)
{
    return i / std::max<std::size_t>(1, count / static_cast<std::size_t>(groups));
}

bool liesEquallyInAll(const Places& occurrences, std::size_t groups)
{
    Places counts(groups, 0);
    for (const std::size_t group : occurrences)
        ++counts[group];
    return std::adjacent_find(counts.begin(), counts.end(), std::not_equal_to<>()) == counts.end();
}

} // namespace

/// What follows from the network alone.
struct DependencySelector::Parts
{
    std::vector<std::string> layers;
    std::vector<std::size_t> channels;              ///< per layer
    std::vector<bool> keepsOne;                     ///< per layer: a locked channel stays anyway
    std::vector<std::vector<std::size_t>> ofLayers; ///< per layer: its classes
    std::vector<ChannelClass> classes;
    std::vector<Part> parts;
    /// For each grouped operator, the classes of each of its groups, once per occurrence; an empty one keeps all of its
    /// channels.
    std::map<std::string, std::vector<std::vector<std::size_t>>> operators;

    Parts(const DependencyGraph& graph, const std::vector<std::string>& names)
        : layers(names)
        , ofLayers(names.size())
    {
        for (std::size_t l = 0; l < layers.size(); ++l)
            addOutputs(graph.find(layers[l]), l);
        for (const std::string& layer : layers) {
            if (const LayerChannels* found = graph.find(layer))
                addInputs(*found, layer);
        }
        addEqualParts(graph);
        dropBalanced();
        collectParts();
    }

private:
    std::map<std::int64_t, ChannelClass> m_byId;

    void addOutputs(const LayerChannels* found, std::size_t layer)
    {
        channels.push_back(found ? found->outputs.size() : 0);
        keepsOne.push_back(false);
        for (std::size_t i = 0; i < channels.back(); ++i) {
            if (found->outputs[i] < 0) {
                keepsOne.back() = true;
                continue;
            }
            ChannelClass& channel = m_byId[found->outputs[i]];
            channel.places[layer].push_back(i);
            if (found->groups > 1)
                addToGroup(channel, layers[layer] + " out", groupAt(i, channels.back(), found->groups),
                           static_cast<std::size_t>(found->groups));
        }
    }

    void addInputs(const LayerChannels& found, const std::string& layer)
    {
        for (std::size_t i = 0; found.groups > 1 && i < found.inputs.size(); ++i) {
            const auto channel = m_byId.find(found.inputs[i]);
            if (channel != m_byId.end())
                addToGroup(channel->second, layer + " in", groupAt(i, found.inputs.size(), found.groups),
                           static_cast<std::size_t>(found.groups));
        }
    }

    void addToGroup(ChannelClass& channel, const std::string& grouped, std::size_t group, std::size_t groups)
    {
        channel.groupsOf[grouped].push_back(group);
        operators[grouped].resize(groups);
    }

    /// A value that is split into equal parts is like a grouped operator.
    void addEqualParts(const DependencyGraph& graph)
    {
        const auto splits = graph.equalParts();
        for (std::size_t s = 0; s < splits.size(); ++s) {
            for (std::size_t part = 0; part < splits[s].size(); ++part) {
                for (const std::int64_t id : splits[s][part]) {
                    const auto found = m_byId.find(id);
                    if (found != m_byId.end())
                        addToGroup(found->second, "split " + std::to_string(s), part, splits[s].size());
                }
            }
        }
    }

    void dropBalanced()
    {
        for (auto& [id, channel] : m_byId)
            std::erase_if(channel.groupsOf, [this](const auto& entry) {
                return liesEquallyInAll(entry.second, operators.at(entry.first).size());
            });
    }

    void collectParts()
    {
        std::map<std::string, Part> bySignature;
        for (auto& [id, channel] : m_byId) {
            std::string signature;
            for (const auto& [layer, places] : channel.places)
                signature += std::to_string(layer) + ' ' + std::to_string(places.size()) + ' ';
            for (const auto& [grouped, occurrences] : channel.groupsOf) {
                signature += '/' + grouped;
                for (const std::size_t group : occurrences)
                    operators[grouped][group].push_back(classes.size());
            }
            Part& part = bySignature[signature];
            part.classes.push_back(classes.size());
            for (const auto& [layer, places] : channel.places) {
                ofLayers[layer].push_back(classes.size());
                if (part.classes.size() == 1)
                    part.layers.push_back(layer);
            }
            classes.push_back(std::move(channel));
        }
        m_byId.clear();
        for (auto& [signature, part] : bySignature)
            parts.push_back(divided(std::move(part)));
    }

    Part divided(Part part) const
    {
        std::map<std::map<std::string, Places>, std::vector<std::size_t>> byGroup;
        for (const std::size_t channel : part.classes)
            byGroup[classes[channel].groupsOf].push_back(channel);
        for (auto& [group, members] : byGroup)
            part.byGroup.push_back(std::move(members));
        return part;
    }
};

/// One choice.
class DependencySelector::Choice
{
public:
    Choice(const Parts& parts, const Resolution& resolution, const ChannelScores& scores, std::size_t align)
        : m_parts(parts)
        , m_scores(scores)
        , m_align(std::max<std::size_t>(1, align))
        , m_resolved(parts.layers.size(), nullptr)
        , m_layerScores(parts.layers.size())
        , m_score(parts.classes.size(), 0)
        , m_removed(parts.classes.size(), 0)
    {
        std::map<std::string, const ResolvedLayer*> byName;
        for (const ResolvedLayer& layer : resolution.layers)
            byName.emplace(layer.name, &layer);
        for (std::size_t l = 0; l < parts.layers.size(); ++l) {
            const auto found = byName.find(parts.layers[l]);
            m_resolved[l] = found == byName.end() ? nullptr : found->second;
        }
    }

    DependencySelection run()
    {
        for (const Part& part : m_parts.parts)
            prunePart(part);
        for (std::size_t l = 0; l < m_parts.layers.size(); ++l)
            keepOne(l);
        while (balanceGroups() || alignLayers()) {
        }
        for (std::size_t l = 0; l < m_parts.layers.size(); ++l)
            takeOver(l);
        return std::move(m_result);
    }

private:
    /// The smallest sparsity of selected members; nullopt when there is none or an excluded member keeps all.
    std::optional<double> sparsityOf(const Part& part)
    {
        std::optional<double> sparsity;
        const ResolvedLayer* excluded = nullptr;
        const ResolvedLayer* selected = nullptr;
        for (const std::size_t layer : part.layers) {
            const ResolvedLayer* resolved = m_resolved[layer];
            if (!resolved)
                continue;
            if (resolved->excluded)
                excluded = resolved;
            if (!resolved->sparsity)
                continue;
            selected = resolved;
            sparsity = std::min(sparsity.value_or(*resolved->sparsity), *resolved->sparsity);
        }
        if (!selected || !excluded)
            return sparsity;
        m_result.issues.push_back({Severity::Info,
                                   {ESPALIER_TR("core", "%1 depends on %2, which is excluded: the channels that both "
                                                        "share are kept."),
                                    {selected->name, excluded->name}},
                                   selected->pruningEntry,
                                   selected->name});
        return std::nullopt;
    }

    const std::vector<double>& normalisedScores(std::size_t layer)
    {
        std::optional<std::vector<double>>& scores = m_layerScores[layer];
        if (scores)
            return *scores;
        scores = m_scores(m_parts.layers[layer]);
        // Channels that are gone already have no score that could count.
        double sum = 0;
        std::size_t count = 0;
        for (const double score : *scores) {
            sum += std::isfinite(score) ? score : 0;
            count += std::isfinite(score) ? 1 : 0;
        }
        const double mean = sum / static_cast<double>(std::max<std::size_t>(1, count));
        for (double& score : *scores)
            score = mean > 0 ? score / mean : score;
        return *scores;
    }

    /// A weight that runs outside its own layer may have its channels where nobody looks for them.
    double scoreAt(std::size_t layer, const std::vector<double>& scores, std::size_t place) const
    {
        if (place < scores.size())
            return scores[place];
        throw Error(
            ErrorCode::Unsupported,
            Message{ESPALIER_TR("core", "The weight of layer %1 is used outside of that layer in another form, so "
                                        "its channels cannot be scored; exclude %1."),
                    {m_parts.layers[layer]}});
    }

    void scoreClasses(const Part& part)
    {
        for (const std::size_t channel : part.classes) {
            const auto& allPlaces = m_parts.classes[channel].places;
            for (const auto& [layer, places] : allPlaces) {
                const std::vector<double>& scores = normalisedScores(layer);
                double sum = 0;
                for (const std::size_t place : places)
                    sum += orderable(scoreAt(layer, scores, place));
                m_score[channel] += sum / static_cast<double>(places.size() * allPlaces.size());
            }
            // Gone in one layer, no number in another: it is gone.
            if (std::isnan(m_score[channel]))
                m_score[channel] = -std::numeric_limits<double>::infinity();
        }
    }

    void prunePart(const Part& part)
    {
        const std::optional<double> sparsity = sparsityOf(part);
        std::size_t count = sparsity ? removedUnits(part.classes.size(), *sparsity) : 0;
        if (count == 0)
            return;
        scoreClasses(part);
        while (count > 0 && !isAligned(part, part.classes.size() - removedOf(part, count)))
            --count;
        for (std::vector<std::size_t> channels : part.byGroup) {
            std::stable_sort(channels.begin(), channels.end(),
                             [this](std::size_t a, std::size_t b) { return m_score[a] < m_score[b]; });
            const std::size_t share = shareOf(part, channels, count);
            for (std::size_t i = 0; i < share; ++i)
                m_removed[channels[i]] = 1;
        }
    }

    /// Each group loses in proportion to its size, so that parts that fill the groups of an operator unequally leave them
    /// equal together.
    static std::size_t shareOf(const Part& part, const std::vector<std::size_t>& group, std::size_t count)
    {
        return count * group.size() / part.classes.size();
    }

    static std::size_t removedOf(const Part& part, std::size_t count)
    {
        std::size_t removed = 0;
        for (const std::vector<std::size_t>& group : part.byGroup)
            removed += shareOf(part, group, count);
        return removed;
    }

    bool isAligned(const Part& part, std::size_t kept) const
    {
        const auto& places = m_parts.classes[part.classes.front()].places;
        return std::all_of(places.begin(), places.end(),
                           [&](const auto& place) { return kept * place.second.size() % m_align == 0; });
    }

    /// Every layer keeps its best channel at least.
    void keepOne(std::size_t layer)
    {
        const std::vector<std::size_t>& channels = m_parts.ofLayers[layer];
        const bool empty = std::all_of(channels.begin(), channels.end(),
                                       [this](std::size_t channel) { return m_removed[channel] != 0; });
        if (m_parts.keepsOne[layer] || !empty || channels.empty())
            return;
        m_removed[*std::max_element(channels.begin(), channels.end(),
                                    [this](std::size_t a, std::size_t b) { return m_score[a] < m_score[b]; })] = 0;
    }

    /// Parts that share a grouped operator may have taken more from one of its groups than from another: the best of
    /// those come back.
    bool balanceGroups()
    {
        bool changed = false;
        for (const auto& [grouped, groups] : m_parts.operators) {
            std::vector<std::size_t> removed;
            for (const std::vector<std::size_t>& group : groups)
                removed.push_back(removedIn(group));
            const std::size_t least = *std::min_element(removed.begin(), removed.end());
            for (std::size_t g = 0; g < groups.size(); ++g) {
                for (; removedIn(groups[g]) > least; changed = true)
                    restoreBest(groups[g]);
            }
        }
        return changed;
    }

    /// The same where a layer's parts cannot all be aligned.
    bool alignLayers()
    {
        bool changed = false;
        for (std::size_t l = 0; m_align > 1 && l < m_parts.layers.size(); ++l) {
            while (removedIn(m_parts.ofLayers[l]) > 0 && keptIn(l) % m_align != 0) {
                restoreBest(m_parts.ofLayers[l]);
                changed = true;
            }
        }
        return changed;
    }

    std::size_t removedIn(const std::vector<std::size_t>& channels) const
    {
        return static_cast<std::size_t>(std::count_if(channels.begin(), channels.end(),
                                                      [this](std::size_t channel) { return m_removed[channel] != 0; }));
    }

    std::size_t keptIn(std::size_t layer) const
    {
        std::size_t kept = m_parts.channels[layer];
        for (const std::size_t channel : m_parts.ofLayers[layer])
            kept -= m_removed[channel] != 0 ? m_parts.classes[channel].places.at(layer).size() : 0;
        return kept;
    }

    /// @param channels some of which are removed.
    void restoreBest(const std::vector<std::size_t>& channels)
    {
        const std::size_t* best = nullptr;
        for (const std::size_t& channel : channels) {
            if (m_removed[channel] != 0 && (best == nullptr || m_score[channel] > m_score[*best]))
                best = &channel;
        }
        m_removed[*best] = 0;
    }

    void takeOver(std::size_t layer)
    {
        KeptUnits kept;
        for (const std::size_t channel : m_parts.ofLayers[layer]) {
            if (m_removed[channel] == 0)
                continue;
            if (kept.empty())
                kept.assign(m_parts.channels[layer], 1);
            for (const std::size_t place : m_parts.classes[channel].places.at(layer))
                kept[place] = 0;
        }
        if (!kept.empty())
            m_result.kept.emplace(m_parts.layers[layer], std::move(kept));
    }

    const Parts& m_parts;
    const ChannelScores& m_scores;
    std::size_t m_align;
    std::vector<const ResolvedLayer*> m_resolved;                  ///< per layer
    std::vector<std::optional<std::vector<double>>> m_layerScores; ///< per layer, normalised
    std::vector<double> m_score;                                   ///< per class
    std::vector<std::uint8_t> m_removed;                           ///< per class
    DependencySelection m_result;
};

DependencySelector::DependencySelector(const DependencyGraph& graph, const std::vector<std::string>& layers)
    : m_parts(std::make_unique<const Parts>(graph, layers))
{
}

DependencySelector::~DependencySelector() = default;

DependencySelection DependencySelector::select(const Resolution& resolution, const ChannelScores& scores,
                                               std::size_t align) const
{
    return Choice(*m_parts, resolution, scores, align).run();
}

} // namespace espalier

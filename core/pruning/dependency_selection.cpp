// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/dependency_selection.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "core/base/error.h"

namespace espalier {
namespace {

/// One channel class: where it occurs.
struct ChannelClass
{
    std::map<std::string, std::vector<std::size_t>> places; ///< layer to its output channels of this class
    /// For each grouped operator that makes or reads it, the group it lies in.
    std::map<std::string, std::size_t> groupOf;
    double score = 0;
    bool removed = false;
};

/// Classes that occur in the same layers, in as many channels of each.
struct Part
{
    std::vector<ChannelClass*> classes;
    std::vector<std::string> layers;
};

class Selector
{
public:
    Selector(const DependencyGraph& graph, const Resolution& resolution, const std::vector<std::string>& layers,
             const ChannelScores& scores, std::size_t align)
        : m_graph(graph)
        , m_resolution(resolution)
        , m_layers(layers)
        , m_scores(scores)
        , m_align(std::max<std::size_t>(1, align))
    {
    }

    DependencySelection run()
    {
        collectClasses();
        for (Part& part : parts())
            prunePart(part);
        keepOne();
        for (const auto& [id, channel] : m_classes) {
            if (channel.removed)
                remove(channel);
        }
        return std::move(m_result);
    }

private:
    void collectClasses()
    {
        for (const std::string& layer : m_layers) {
            const LayerChannels* channels = m_graph.find(layer);
            if (!channels)
                continue;
            for (std::size_t i = 0; i < channels->outputs.size(); ++i) {
                if (channels->outputs[i] < 0)
                    continue;
                ChannelClass& channel = m_classes[channels->outputs[i]];
                channel.places[layer].push_back(i);
                if (channels->groups > 1)
                    channel.groupOf.emplace(layer + " out", groupAt(i, channels->outputs.size(), channels->groups));
            }
        }
        for (const std::string& layer : m_layers) {
            const LayerChannels* channels = m_graph.find(layer);
            for (std::size_t i = 0; channels && channels->groups > 1 && i < channels->inputs.size(); ++i) {
                const auto found = m_classes.find(channels->inputs[i]);
                if (found != m_classes.end())
                    found->second.groupOf.emplace(layer + " in", groupAt(i, channels->inputs.size(), channels->groups));
            }
        }
        collectEqualParts();
    }

    void collectEqualParts()
    {
        const auto splits = m_graph.equalParts();
        for (std::size_t s = 0; s < splits.size(); ++s) {
            for (std::size_t part = 0; part < splits[s].size(); ++part) {
                for (const std::int64_t id : splits[s][part]) {
                    const auto found = m_classes.find(id);
                    if (found == m_classes.end())
                        continue;
                    // A channel that is in every part by itself needs no partner elsewhere.
                    const auto [entry, added] = found->second.groupOf.emplace("split " + std::to_string(s), part);
                    if (!added && entry->second != part)
                        entry->second = splits[s].size();
                }
            }
        }
    }

    static std::size_t groupAt(std::size_t i, std::size_t count, std::int64_t groups)
    {
        return i / std::max<std::size_t>(1, count / static_cast<std::size_t>(groups));
    }

    std::vector<Part> parts()
    {
        std::map<std::string, Part> bySignature;
        for (auto& [id, channel] : m_classes) {
            std::string signature;
            for (const auto& [layer, places] : channel.places)
                signature += layer + ' ' + std::to_string(places.size()) + ' ';
            for (const auto& [grouped, group] : channel.groupOf)
                signature += '/' + grouped;
            Part& part = bySignature[signature];
            part.classes.push_back(&channel);
            if (part.layers.empty()) {
                for (const auto& [layer, places] : channel.places)
                    part.layers.push_back(layer);
            }
        }
        std::vector<Part> result;
        for (auto& [signature, part] : bySignature)
            result.push_back(std::move(part));
        return result;
    }

    /// The smallest sparsity of selected members; nullopt when there is none or an excluded member keeps all.
    std::optional<double> sparsityOf(const Part& part)
    {
        std::optional<double> sparsity;
        const std::string* excluded = nullptr;
        const std::string* selected = nullptr;
        for (const std::string& layer : part.layers) {
            const ResolvedLayer* resolved = m_resolution.find(layer);
            if (!resolved)
                continue;
            if (resolved->excluded)
                excluded = &layer;
            if (!resolved->sparsity)
                continue;
            selected = &layer;
            sparsity = std::min(sparsity.value_or(*resolved->sparsity), *resolved->sparsity);
        }
        if (!selected || !excluded)
            return sparsity;
        m_result.issues.push_back({Severity::Info,
                                   {ESPALIER_TR("core", "%1 depends on %2, which is excluded: the channels that both "
                                                        "share are kept."),
                                    {*selected, *excluded}},
                                   std::nullopt,
                                   *selected});
        return std::nullopt;
    }

    const std::vector<double>& normalisedScores(const std::string& layer)
    {
        const auto [entry, added] = m_layerScores.emplace(layer, std::vector<double>());
        if (!added)
            return entry->second;
        std::vector<double>& scores = entry->second = m_scores(layer);
        const double mean = std::accumulate(scores.begin(), scores.end(), 0.0)
                            / static_cast<double>(std::max<std::size_t>(1, scores.size()));
        for (double& score : scores)
            score = mean > 0 ? score / mean : score;
        return scores;
    }

    /// A weight that runs outside its own layer may have its channels where nobody looks for them.
    static double scoreAt(const std::string& layer, const std::vector<double>& scores, std::size_t place)
    {
        if (place < scores.size())
            return scores[place];
        throw Error(
            ErrorCode::Unsupported,
            Message{ESPALIER_TR("core", "The weight of layer %1 is used outside of that layer in another form, so "
                                        "its channels cannot be scored; exclude %1."),
                    {layer}});
    }

    void scoreClasses(const Part& part)
    {
        for (ChannelClass* channel : part.classes) {
            for (const auto& [layer, places] : channel->places) {
                const std::vector<double>& scores = normalisedScores(layer);
                double sum = 0;
                for (const std::size_t place : places)
                    sum += scoreAt(layer, scores, place);
                channel->score += sum / static_cast<double>(places.size() * channel->places.size());
            }
        }
    }

    void prunePart(Part& part)
    {
        const std::optional<double> sparsity = sparsityOf(part);
        const std::size_t count = sparsity ? removedUnits(part.classes.size(), *sparsity) : 0;
        if (count == 0)
            return;
        scoreClasses(part);
        std::map<std::map<std::string, std::size_t>, std::vector<ChannelClass*>> byGroup;
        for (ChannelClass* channel : part.classes)
            byGroup[channel->groupOf].push_back(channel);
        const std::size_t smallest = std::min_element(byGroup.begin(), byGroup.end(), [](const auto& a, const auto& b) {
                                         return a.second.size() < b.second.size();
                                     })->second.size();
        std::size_t perGroup = std::min(count / byGroup.size(), smallest);
        while (perGroup > 0 && !isAligned(part, part.classes.size() - perGroup * byGroup.size()))
            --perGroup;
        for (auto& [group, channels] : byGroup) {
            std::stable_sort(channels.begin(), channels.end(),
                             [](const ChannelClass* a, const ChannelClass* b) { return a->score < b->score; });
            for (std::size_t i = 0; i < perGroup; ++i)
                channels[i]->removed = true;
        }
    }

    bool isAligned(const Part& part, std::size_t kept) const
    {
        const auto& places = part.classes.front()->places;
        return std::all_of(places.begin(), places.end(),
                           [&](const auto& place) { return kept * place.second.size() % m_align == 0; });
    }

    /// Every layer keeps its best channel at least.
    void keepOne()
    {
        std::map<std::string, std::vector<ChannelClass*>> byLayer;
        for (auto& [id, channel] : m_classes) {
            for (const auto& [layer, places] : channel.places)
                byLayer[layer].push_back(&channel);
        }
        for (auto& [layer, channels] : byLayer) {
            const LayerChannels* all = m_graph.find(layer);
            const bool locked = std::find(all->outputs.begin(), all->outputs.end(), -1) != all->outputs.end();
            const bool empty = std::all_of(channels.begin(), channels.end(),
                                           [](const ChannelClass* channel) { return channel->removed; });
            if (locked || !empty)
                continue;
            (*std::max_element(channels.begin(), channels.end(), [](const ChannelClass* a, const ChannelClass* b) {
                return a->score < b->score;
            }))->removed = false;
        }
    }

    void remove(const ChannelClass& channel)
    {
        for (const auto& [layer, places] : channel.places) {
            KeptUnits& kept = m_result.kept[layer];
            if (kept.empty())
                kept.assign(m_graph.find(layer)->outputs.size(), 1);
            for (const std::size_t place : places)
                kept[place] = 0;
        }
    }

    const DependencyGraph& m_graph;
    const Resolution& m_resolution;
    const std::vector<std::string>& m_layers;
    const ChannelScores& m_scores;
    std::size_t m_align;
    std::map<std::int64_t, ChannelClass> m_classes;
    std::map<std::string, std::vector<double>> m_layerScores;
    DependencySelection m_result;
};

} // namespace

DependencySelection selectDependent(const DependencyGraph& graph, const Resolution& resolution,
                                    const std::vector<std::string>& layers, const ChannelScores& scores,
                                    std::size_t align)
{
    return Selector(graph, resolution, layers, scores, align).run();
}

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/nni_dependency.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace espalier {
namespace {

using Scores = std::function<std::vector<double>(const std::string&)>;

class NniSelector
{
public:
    NniSelector(const Model& model, const DependencyGraph& graph, const Resolution& resolution, const Scores& scores,
                Profile profile, bool exact)
        : m_model(model)
        , m_graph(graph)
        , m_resolution(resolution)
        , m_scores(scores)
        , m_profile(profile)
        , m_ties(exact ? TieRule::Exact : TieRule::Together)
    {
    }

    std::map<std::string, KeptUnits> run()
    {
        for (const ResolvedLayer& layer : m_resolution.layers) {
            if (layer.sparsity && !m_result.contains(layer.name) && m_graph.find(layer.name))
                pruneSet(membersOf(layer.name));
        }
        return std::move(m_result);
    }

private:
    /// Layers whose channels meet those of @p layer, itself included; NNI counts neither depthwise followers nor others
    /// than convolutions.
    std::vector<std::string> membersOf(const std::string& layer) const
    {
        std::vector<std::string> members;
        const DependencyGroup* group = m_graph.groupOf(layer);
        const LayerChannels* own = m_graph.find(layer);
        for (const DependencyMember& member : group->members) {
            if (member.role != ChannelRole::Producer || own->depthwise)
                continue;
            if (m_model.findLayer(member.layer)->opType.starts_with("Conv")
                && m_graph.find(member.layer)->outputs.size() == own->outputs.size())
                members.push_back(member.layer);
        }
        return members.empty() ? std::vector<std::string>{layer} : members;
    }

    /// By how many the filters of @p layer must stay divisible: its own groups and those of what reads it.
    std::size_t groupsOf(const std::string& layer) const
    {
        std::size_t groups = demanded(layer);
        const auto& outputs = m_graph.find(layer)->outputs;
        for (const LayerInfo& reader : m_model.layers()) {
            const LayerChannels* channels = m_graph.find(reader.name);
            const bool reads =
                channels && !channels->inputs.empty() && channels->inputs.front() >= 0 && channels->inputs == outputs;
            if (reads && reader.name != layer)
                groups = join(groups, demanded(reader.name));
        }
        return groups;
    }

    std::size_t demanded(const std::string& layer) const
    {
        const LayerChannels* channels = m_graph.find(layer);
        if (channels->depthwise)
            return m_profile == Profile::Nni23 ? channels->inputs.size() : 1;
        return static_cast<std::size_t>(channels->groups);
    }

    std::size_t join(std::size_t a, std::size_t b) const
    {
        return m_profile == Profile::Nni23 ? std::max(a, b) : std::lcm(a, b);
    }

    void pruneSet(const std::vector<std::string>& members)
    {
        std::vector<std::string> selected;
        double sparsity = 1;
        std::size_t groups = 1;
        for (const std::string& member : members) {
            const ResolvedLayer* resolved = m_resolution.find(member);
            if (!resolved || !resolved->sparsity)
                continue;
            selected.push_back(member);
            sparsity = std::min(sparsity, *resolved->sparsity);
            groups = std::lcm(groups, groupsOf(member));
        }
        if (selected.size() != members.size())
            sparsity = 0;
        const KeptUnits common = commonChannels(selected, sparsity, groups);
        for (const std::string& layer : selected) {
            std::vector<double> scores = m_scores(layer);
            const std::size_t removed = removedUnits(scores.size(), *m_resolution.find(layer)->sparsity);
            // What went earlier scores minus infinity and stays below all others; times 0 it would be no number.
            for (std::size_t i = 0; i < scores.size(); ++i)
                scores[i] = common[i] == 0 && std::isfinite(scores[i]) ? 0 : scores[i];
            m_result[layer] = scores.size() < 2 ? KeptUnits(scores.size(), 1) : keepHighest(scores, removed, m_ties);
        }
    }

    KeptUnits commonChannels(const std::vector<std::string>& selected, double sparsity, std::size_t groups) const
    {
        std::vector<double> sums;
        for (const std::string& layer : selected) {
            const std::vector<double> scores = m_scores(layer);
            sums.resize(scores.size(), 0);
            std::transform(scores.begin(), scores.end(), sums.begin(), sums.begin(), std::plus<>());
        }
        const std::size_t size = sums.size() / groups;
        const std::size_t perGroup = removedUnits(sums.size(), sparsity) / groups;
        KeptUnits kept(sums.size(), 1);
        for (std::size_t g = 0; g < groups && perGroup > 0; ++g) {
            const KeptUnits part = keepHighest({sums.data() + g * size, size}, perGroup, TieRule::Together);
            std::copy(part.begin(), part.end(), kept.begin() + static_cast<std::ptrdiff_t>(g * size));
        }
        return kept;
    }

    const Model& m_model;
    const DependencyGraph& m_graph;
    const Resolution& m_resolution;
    const Scores& m_scores;
    Profile m_profile;
    TieRule m_ties;
    std::map<std::string, KeptUnits> m_result;
};

} // namespace

std::map<std::string, KeptUnits> nniDependentChannels(const Model& model, const DependencyGraph& graph,
                                                      const Resolution& resolution, const Scores& scores,
                                                      Profile profile, bool exact)
{
    return NniSelector(model, graph, resolution, scores, profile, exact).run();
}

} // namespace espalier

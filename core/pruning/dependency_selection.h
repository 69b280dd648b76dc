// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/issue.h"
#include "core/config/config_resolver.h"
#include "core/graph/dependency_graph.h"
#include "core/pruning/unit_selection.h"

namespace espalier {

/// Which output channels layers keep, by layer. A layer that is not named keeps all.
using KeptChannels = std::map<std::string, KeptUnits>;

/// Which output channels each layer keeps when layers that depend on each other are pruned together.
struct DependencySelection
{
    KeptChannels kept;         ///< for every layer that loses something, selected or not
    std::vector<Issue> issues; ///< groups that an excluded or locked member keeps whole
};

/// Gives the importance of each output channel of a layer.
using ChannelScores = std::function<std::vector<double>(const std::string& layer)>;

/// Chooses channels jointly. Channels that occur in the same layers form a part of a dependency group; its sparsity is the
/// smallest of its selected members, an excluded member keeps it whole, an unselected member follows. A channel's score
/// is the mean of its members' scores, each normalised to mean 1; the int(n x sparsity) lowest go, as many from each
/// group of grouped convolutions (whatever parts its channels belong to), and so few that every layer keeps a multiple of
/// the alignment (all of them where that is not possible) and at least one. What depends on the network alone is found once, so that choosing again is quick.
class DependencySelector
{
public:
    /// @param layers those with output channels, in the order of the model. Nothing of @p graph is kept.
    DependencySelector(const DependencyGraph& graph, const std::vector<std::string>& layers);
    ~DependencySelector();

    /// @param align each layer keeps a multiple of that many channels; 1: any number.
    DependencySelection select(const Resolution& resolution, const ChannelScores& scores, std::size_t align) const;

private:
    struct Parts;
    class Choice;
    std::unique_ptr<const Parts> m_parts;
};

} // namespace espalier

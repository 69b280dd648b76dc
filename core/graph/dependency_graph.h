// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/base/issue.h"
#include "core/base/message.h"
#include "core/graph/channel_options.h"

namespace espalier {

class Model;

namespace internal {
struct ChannelAnalysis;
}

/// How a layer takes part in a group of channels.
enum class ChannelRole {
    Producer, ///< its output channels are of the group: convolution, linear layer, embedding
    Follower, ///< has one slice per channel and mixes none: batch norm, depthwise convolution, bare parameter
    Consumer  ///< reads them as its inputs
};

struct DependencyMember
{
    std::string layer;
    ChannelRole role = ChannelRole::Producer;
    Message why; ///< what ties it to the others; empty text for a single producer
};

/// Layers whose output channels are tied to each other, directly or through others.
struct DependencyGroup
{
    std::vector<DependencyMember> members; ///< producers in the order of the model, then followers, then consumers
    std::size_t channels = 0;              ///< how many can be chosen independently
    bool locked = false;                   ///< none of its channels can go
    Message lockedWhy;
};

/// Output channels of one layer.
struct LayerChannels
{
    /// For each output channel, the channel class it belongs to: equal numbers go together, in whatever layer. -1: it
    /// cannot go.
    std::vector<std::int64_t> outputs;
    /// The same for each input channel.
    std::vector<std::int64_t> inputs;
    std::int64_t groups = 1; ///< each group must keep as many channels as the others; 1 for depthwise layers
    bool depthwise = false;
    std::optional<std::size_t> group; ///< index into groups()
    Message lockedWhy;                ///< of the first output channel that cannot go
};

/// Which channels of a network can only be removed together, exactly, for every layer that has output channels. Plain
/// data but for a handle that speedup uses. Immutable and safe to share between threads; describes the model that it
/// was built from, and holds as long as that lives.
class DependencyGraph
{
public:
    /// Follows every channel through the graph. @throws Error(ShapeMismatch) when the model has no input shape,
    /// Error(Unsupported) naming operator, layer and source line where a branch or loop depends on the data.
    explicit DependencyGraph(const Model& model, const ChannelOptions& options = {});
    ~DependencyGraph();
    DependencyGraph(DependencyGraph&&) noexcept;
    DependencyGraph& operator=(DependencyGraph&&) noexcept;
    DependencyGraph(const DependencyGraph&) = default;
    DependencyGraph& operator=(const DependencyGraph&) = default;

    const std::vector<DependencyGroup>& groups() const { return m_groups; }
    /// nullptr for layers without output channels, and for those that the graph never runs.
    const LayerChannels* find(const std::string& layer) const;
    /// Parts of channels (classes; -1: kept) of which each must keep as many as the others, because the network splits a
    /// value into equal parts.
    std::vector<std::vector<std::vector<std::int64_t>>> equalParts() const;
    /// The group of a layer; nullptr when it has none.
    const DependencyGroup* groupOf(const std::string& layer) const;
    /// What locks channels: operators without a rule, reductions over channels, with layer and source line.
    const std::vector<Issue>& issues() const;

    const internal::ChannelAnalysis& analysis() const { return *m_analysis; }

private:
    void describeLayers();
    void collectGroups(const Model& model);

    std::shared_ptr<const internal::ChannelAnalysis> m_analysis;
    std::unordered_map<std::string, LayerChannels> m_layers;
    std::vector<std::string> m_order; ///< layers in the order in which the graph meets them
    std::vector<DependencyGroup> m_groups;
};

} // namespace espalier

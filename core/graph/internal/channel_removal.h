// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/issue.h"
#include "core/graph/internal/channel_analysis.h"
#include "core/model/mask_set.h"

namespace espalier::internal {

/// The channel classes that go.
class ChannelRemoval
{
public:
    explicit ChannelRemoval(const ChannelAnalysis& analysis);

    bool isRemoved(Label label) const;
    void remove(Label label);
    void restore(Label label);
    bool empty() const { return m_count == 0; }
    const ChannelAnalysis& analysis() const { return *m_analysis; }

    /// For each index along @p dim, whether it is kept: false only where every position of the slice goes.
    std::vector<bool> keptAlong(const LabelTensor& labels, std::int64_t dim) const;
    std::vector<bool> kept(const std::vector<Label>& labels) const;
    std::size_t keptCount(const std::vector<Label>& labels) const;
    /// Indices of what is kept.
    static std::vector<std::int64_t> indices(const std::vector<bool>& kept);

private:
    const ChannelAnalysis* m_analysis;
    std::vector<char> m_removed; ///< by representative
    std::size_t m_count = 0;
};

/// Which classes @p masks remove: those whose producers are all masked, and those that only feed what is masked or
/// removed. Groups of grouped operators are balanced by keeping masked channels, which loses nothing; every layer keeps
/// at least one channel. @param kept labels that must stay. @param wholeGroups whether a group of a convolution that lost
/// its inputs (or outputs) goes with its outputs (or inputs); NNI keeps it. @param issues what was kept although masked,
/// and why.
ChannelRemoval chooseRemoval(const ChannelAnalysis& analysis, const MaskSet& masks, const std::vector<Label>& kept,
                             bool wholeGroups, std::vector<Issue>& issues);

/// The same for layers that lose whole output channels: @p channels says for each of a layer's output channels whether it
/// is kept (1) or masked (0). Layers that it does not name keep all.
ChannelRemoval chooseRemoval(const ChannelAnalysis& analysis,
                             const std::map<std::string, std::vector<std::uint8_t>>& channels, bool wholeGroups,
                             std::vector<Issue>& issues);

} // namespace espalier::internal

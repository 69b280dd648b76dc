// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/internal/channel_removal.h"

#include <ATen/ops/empty.h>

#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <utility>

#include "core/base/issue_merging.h"

namespace espalier::internal {
namespace {

/// What the masks say about one weight.
struct MaskedSlices
{
    std::vector<bool> out; ///< true: nothing of that output channel is left
    std::vector<bool> in;  ///< true: nothing reads that input channel
};

MaskedSlices maskedSlices(const WeightUse& use, const Mask* mask)
{
    MaskedSlices result{std::vector<bool>(use.out.size(), false), std::vector<bool>(use.in.size(), false)};
    if (mask == nullptr || mask->shape.size() < 2)
        return result;
    const auto rows = static_cast<std::size_t>(mask->shape[0]);
    const auto columns = static_cast<std::size_t>(mask->shape[1]);
    const std::size_t inner = rows * columns == 0 ? 0 : mask->keep.size() / (rows * columns);
    const auto groups = static_cast<std::size_t>(use.groups);
    result.out.assign(use.out.size(), true);
    // What the mask does not speak of is read.
    const std::size_t inputs = use.outDim == 0 ? columns * groups : rows;
    std::fill_n(result.in.begin(), std::min(inputs, result.in.size()), true);
    const std::size_t rowsPerGroup = std::max<std::size_t>(1, rows / groups);
    // A row without a hole is the same for all rows of its group.
    std::vector<bool> wholeGroup(groups, false);
    for (std::size_t r = 0; r < rows; ++r) {
        const std::uint8_t* row = mask->keep.data() + r * columns * inner;
        const std::size_t group = r / rowsPerGroup;
        if (std::memchr(row, 1, columns * inner) == nullptr)
            continue;
        const bool whole = std::memchr(row, 0, columns * inner) == nullptr;
        if (whole && wholeGroup[group] && use.outDim == 0) {
            result.out[r] = false;
            continue;
        }
        wholeGroup[group] = wholeGroup[group] || whole;
        for (std::size_t c = 0; c < columns; ++c) {
            if (!whole && std::memchr(row + c * inner, 1, inner) == nullptr)
                continue;
            // Dimension 1 counts within a group, dimension 0 over all of them.
            const std::size_t inGroup = group * columns + c;
            result.out[use.outDim == 0 ? r : inGroup] = false;
            if (!use.in.empty())
                result.in[use.outDim == 0 ? inGroup : r] = false;
        }
    }
    return result;
}

/// The same where whole output channels are masked.
MaskedSlices maskedSlices(const WeightUse& use, const std::vector<std::uint8_t>& kept)
{
    MaskedSlices result{std::vector<bool>(use.out.size(), false), std::vector<bool>(use.in.size(), false)};
    if (kept.size() != use.out.size())
        return result;
    std::transform(kept.begin(), kept.end(), result.out.begin(), [](std::uint8_t one) { return one == 0; });
    const auto groups = static_cast<std::size_t>(use.groups);
    const std::size_t out = use.out.size() / groups;
    const std::size_t in = use.in.size() / groups;
    for (std::size_t g = 0; g < groups && in > 0; ++g) {
        const auto first = result.out.begin() + static_cast<std::ptrdiff_t>(g * out);
        // Nobody reads the inputs of a group that is masked whole.
        if (std::find(first, first + static_cast<std::ptrdiff_t>(out), false)
            == first + static_cast<std::ptrdiff_t>(out))
            std::fill_n(result.in.begin() + static_cast<std::ptrdiff_t>(g * in), in, true);
    }
    return result;
}

/// What the masks say about every weight of @p analysis.
std::vector<MaskedSlices> maskedSlices(const ChannelAnalysis& analysis, const MaskSet& masks)
{
    std::vector<MaskedSlices> slices;
    for (const WeightUse& use : analysis.weights) {
        const GraphTensor& tensor = analysis.tensors[static_cast<std::size_t>(use.weight)];
        const LayerMask* mask = masks.find(tensor.layer);
        // A mask of another network says nothing about this one.
        const bool own = mask != nullptr && tensor.isMaskedAsWeight()
                         && tensor.tensor.sizes() == at::IntArrayRef(mask->weight.shape);
        slices.push_back(maskedSlices(use, own ? &mask->weight : nullptr));
    }
    return slices;
}

std::vector<MaskedSlices> maskedSlices(const ChannelAnalysis& analysis,
                                       const std::map<std::string, std::vector<std::uint8_t>>& channels)
{
    std::vector<MaskedSlices> slices;
    for (const WeightUse& use : analysis.weights) {
        const GraphTensor& tensor = analysis.tensors[static_cast<std::size_t>(use.weight)];
        const auto kept = channels.find(tensor.layer);
        const bool own = kept != channels.end() && tensor.isMaskedAsWeight();
        slices.push_back(maskedSlices(use, own ? kept->second : std::vector<std::uint8_t>()));
    }
    return slices;
}

/// Grows the set of removed classes as long as something more is dead, then restores what cannot go after all.
class RemovalChooser
{
public:
    RemovalChooser(const ChannelAnalysis& analysis, std::vector<MaskedSlices> slices, const std::vector<Label>& kept,
                   bool wholeGroups, std::vector<Issue>& issues)
        : m_analysis(analysis)
        , m_removal(analysis)
        , m_wholeGroups(wholeGroups)
        , m_issues(issues)
        , m_slices(std::move(slices))
        , m_votes(analysis.space.size(), kNoVote)
    {
        for (const Label label : kept)
            m_pinned[analysis.space.find(label)] = true;
    }

    ChannelRemoval choose()
    {
        while (growForward() | growBackward()) {
        }
        while (balance() | keepOne()) {
        }
        reportKept();
        return m_removal;
    }

private:
    enum Vote : char { kNoVote, kStays, kGoes };

    bool mayGo(Label root) const
    {
        return root != kFixed && !m_analysis.space.isLocked(root) && !m_pinned.contains(root);
    }

    bool isGroupRemoved(const WeightUse& use, std::size_t group, const std::vector<Label>& labels) const
    {
        const std::size_t size = labels.size() / static_cast<std::size_t>(use.groups);
        for (std::size_t i = group * size; i < (group + 1) * size; ++i) {
            if (!m_removal.isRemoved(labels[i]))
                return false;
        }
        return size > 0;
    }

    /// Notes whether one more place speaks for the end of a class: all must.
    void vote(Label label, bool gone)
    {
        char& vote = m_votes[static_cast<std::size_t>(m_analysis.space.find(label))];
        if (vote == kNoVote)
            m_voted.push_back(m_analysis.space.find(label));
        vote = static_cast<char>(gone && vote != kStays ? kGoes : kStays);
    }

    /// Removes the classes that everything voted for; forgets the votes.
    bool removeVoted()
    {
        bool grown = false;
        for (const Label root : m_voted) {
            char& vote = m_votes[static_cast<std::size_t>(root)];
            if (vote == kGoes && mayGo(root) && !m_removal.isRemoved(root)) {
                m_removal.remove(root);
                grown = true;
            }
            vote = kNoVote;
        }
        m_voted.clear();
        return grown;
    }

    /// Classes nobody makes any more: every producer is masked, or belongs to a group without inputs.
    bool growForward()
    {
        for (std::size_t i = 0; i < m_analysis.weights.size(); ++i) {
            const WeightUse& use = m_analysis.weights[i];
            if (use.depthwise)
                continue;
            const std::size_t perGroup = use.out.size() / static_cast<std::size_t>(use.groups);
            for (std::size_t o = 0; o < use.out.size(); ++o) {
                const bool cutOff = m_wholeGroups && use.groups > 1 && isGroupRemoved(use, o / perGroup, use.in);
                vote(use.out[o], m_slices[i].out[o] || cutOff);
            }
        }
        return removeVoted();
    }

    /// Classes that nothing reads any more.
    bool growBackward()
    {
        for (std::size_t i = 0; i < m_analysis.weights.size(); ++i) {
            const WeightUse& use = m_analysis.weights[i];
            if (use.depthwise || use.in.empty())
                continue;
            const std::size_t perGroup = use.in.size() / static_cast<std::size_t>(use.groups);
            for (std::size_t c = 0; c < use.in.size(); ++c) {
                const bool cutOff = m_wholeGroups && use.groups > 1 && isGroupRemoved(use, c / perGroup, use.out);
                vote(use.in[c], m_slices[i].in[c] || cutOff);
            }
        }
        for (const at::Tensor& labels : m_analysis.consumed) {
            for (const Label label : labelList(labels))
                vote(label, false);
        }
        return removeVoted();
    }

    /// Restores masked channels of a group until it keeps @p wanted, the last ones first.
    bool fillGroup(const std::vector<Label>& labels, std::size_t begin, std::size_t end, std::size_t wanted)
    {
        std::size_t kept = keptIn(labels, begin, end);
        bool changed = false;
        for (std::size_t i = end; i > begin && kept < wanted; --i) {
            if (!m_removal.isRemoved(labels[i - 1]))
                continue;
            m_removal.restore(labels[i - 1]);
            changed = true;
            kept = keptIn(labels, begin, end);
        }
        return changed;
    }

    std::size_t keptIn(const std::vector<Label>& labels, std::size_t begin, std::size_t end) const
    {
        std::size_t kept = 0;
        for (std::size_t i = begin; i < end; ++i)
            kept += m_removal.isRemoved(labels[i]) ? 0 : 1;
        return kept;
    }

    bool balance()
    {
        bool changed = false;
        for (const WeightUse& use : m_analysis.weights) {
            if (use.groups > 1 && !use.depthwise)
                changed = balanceUse(use) || changed;
        }
        for (const EqualParts& parts : m_analysis.equalParts) {
            std::size_t most = 0;
            for (const std::vector<Label>& part : parts)
                most = std::max(most, keptIn(part, 0, part.size()));
            for (const std::vector<Label>& part : parts)
                changed = fillGroup(part, 0, part.size(), most) || changed;
        }
        return changed;
    }

    bool balanceUse(const WeightUse& use)
    {
        const auto groups = static_cast<std::size_t>(use.groups);
        const std::size_t out = use.out.size() / groups;
        const std::size_t in = use.in.size() / groups;
        std::size_t mostOut = 0;
        std::size_t mostIn = 0;
        for (std::size_t g = 0; g < groups; ++g) {
            mostOut = std::max(mostOut, keptIn(use.out, g * out, (g + 1) * out));
            mostIn = std::max(mostIn, keptIn(use.in, g * in, (g + 1) * in));
        }
        bool changed = false;
        for (std::size_t g = 0; g < groups; ++g) {
            const bool gone = isGroupRemoved(use, g, use.in) && isGroupRemoved(use, g, use.out);
            if (gone)
                continue;
            changed = fillGroup(use.out, g * out, (g + 1) * out, std::max<std::size_t>(1, mostOut)) || changed;
            changed = fillGroup(use.in, g * in, (g + 1) * in, std::max<std::size_t>(1, mostIn)) || changed;
        }
        if (changed)
            m_balanced.push_back(m_analysis.tensors[static_cast<std::size_t>(use.weight)].layer);
        return changed;
    }

    bool keepOne()
    {
        bool changed = false;
        for (const WeightUse& use : m_analysis.weights) {
            changed = (!use.out.empty() && fillGroup(use.out, 0, use.out.size(), 1)) || changed;
            changed = (!use.in.empty() && fillGroup(use.in, 0, use.in.size(), 1)) || changed;
        }
        return changed;
    }

    void reportKept()
    {
        std::sort(m_balanced.begin(), m_balanced.end());
        m_balanced.erase(std::unique(m_balanced.begin(), m_balanced.end()), m_balanced.end());
        for (const std::string& layer : m_balanced) {
            m_issues.push_back({Severity::Info,
                                {ESPALIER_TR("core", "The masks leave the groups of %1 unequal; masked channels stay "
                                                     "until all groups have as many. Pruning in mode dependency-aware "
                                                     "chooses them together."),
                                 {layer}},
                                std::nullopt,
                                layer});
        }
        for (std::size_t i = 0; i < m_analysis.weights.size(); ++i)
            findStaying(m_analysis.weights[i], m_slices[i]);
        reportStaying();
    }

    /// Masked channels of one layer that are not removed.
    struct Staying
    {
        std::string layer;
        std::size_t stays = 0;
        std::size_t channels = 0; ///< of the layer
        Message why;              ///< empty: other layers keep them
    };

    void findStaying(const WeightUse& use, const MaskedSlices& slices)
    {
        Staying found;
        for (std::size_t o = 0; o < use.out.size(); ++o) {
            // Why pinned ones stay is known to the one who pins them.
            if (!slices.out[o] || m_removal.isRemoved(use.out[o])
                || m_pinned.contains(m_analysis.space.find(use.out[o])))
                continue;
            ++found.stays;
            if (found.why.text.empty())
                found.why = m_analysis.space.lockReason(use.out[o]);
        }
        if (found.stays == 0)
            return;
        found.layer = m_analysis.tensors[static_cast<std::size_t>(use.weight)].layer;
        found.channels = use.out.size();
        m_staying.push_back(std::move(found));
    }

    /// Layers that the same operator keeps from shrinking, as in each block of a transformer, are told together.
    void reportStaying()
    {
        while (!m_staying.empty()) {
            std::vector<Staying> alike;
            std::vector<Staying> others;
            for (Staying& one : m_staying) {
                const bool same = alike.empty() || saySameOfOperator(alike.front().why, one.why);
                (same ? alike : others).push_back(std::move(one));
            }
            m_staying = std::move(others);
            report(alike);
        }
    }

    void report(const std::vector<Staying>& alike)
    {
        std::size_t stays = 0;
        std::size_t channels = 0;
        std::vector<std::string> layers;
        std::vector<Message> reasons;
        for (const Staying& one : alike) {
            stays += one.stays;
            channels += one.channels;
            layers.push_back(one.layer);
            reasons.push_back(one.why);
        }
        const Message why = mergedOverLayers(reasons);
        const std::string reason = why.text.empty() ? "other layers of its dependency group keep them" : why.english();
        m_issues.push_back({Severity::Info,
                            {ESPALIER_TR("core", "%1 of the %2 channels of %3 are masked and stay: %4"),
                             {std::to_string(stays), std::to_string(channels), listOfLayers(layers), reason}},
                            std::nullopt,
                            layers.front()});
    }

    const ChannelAnalysis& m_analysis;
    ChannelRemoval m_removal;
    bool m_wholeGroups;
    std::vector<Issue>& m_issues;
    std::vector<MaskedSlices> m_slices;
    std::vector<char> m_votes;  ///< by representative; kNoVote between two counts
    std::vector<Label> m_voted; ///< representatives that have votes
    std::unordered_map<Label, bool> m_pinned;
    std::vector<std::string> m_balanced;
    std::vector<Staying> m_staying;
};

} // namespace

ChannelRemoval::ChannelRemoval(const ChannelAnalysis& analysis)
    : m_analysis(&analysis)
    , m_removed(analysis.space.size(), 0)
{
}

bool ChannelRemoval::isRemoved(Label label) const
{
    return label != kFixed && m_removed[static_cast<std::size_t>(m_analysis->space.find(label))] != 0;
}

void ChannelRemoval::remove(Label label)
{
    char& removed = m_removed[static_cast<std::size_t>(m_analysis->space.find(label))];
    m_count += removed == 0 ? 1 : 0;
    removed = 1;
}

void ChannelRemoval::restore(Label label)
{
    char& removed = m_removed[static_cast<std::size_t>(m_analysis->space.find(label))];
    m_count -= removed != 0 ? 1 : 0;
    removed = 0;
}

std::vector<bool> ChannelRemoval::keptAlong(const LabelTensor& labels, std::int64_t dim) const
{
    std::vector<bool> result(static_cast<std::size_t>(labels.size(dim)), true);
    if (labels.numel() == 0 || !varies(labels, dim))
        return result;
    at::Tensor core = labelCore(labels).movedim(dim, 0).contiguous();
    const std::int64_t* data = core.data_ptr<std::int64_t>();
    const std::int64_t inner = core.numel() / core.size(0);
    for (std::size_t i = 0; i < result.size(); ++i) {
        const std::int64_t* begin = data + static_cast<std::int64_t>(i) * inner;
        result[i] = !std::all_of(begin, begin + inner, [&](Label label) { return isRemoved(label); });
    }
    // A tensor that varies along several dimensions loses slices along one of them only.
    int varying = 0;
    for (std::int64_t d = 0; d < labels.dim(); ++d)
        varying += varies(labels, d) ? 1 : 0;
    if (varying > 1 && std::find(result.begin(), result.end(), true) == result.end())
        result.assign(result.size(), true);
    return result;
}

std::vector<bool> ChannelRemoval::kept(const std::vector<Label>& labels) const
{
    std::vector<bool> result;
    for (const Label label : labels)
        result.push_back(!isRemoved(label));
    return result;
}

std::size_t ChannelRemoval::keptCount(const std::vector<Label>& labels) const
{
    return static_cast<std::size_t>(
        std::count_if(labels.begin(), labels.end(), [this](Label label) { return !isRemoved(label); }));
}

std::vector<std::int64_t> ChannelRemoval::indices(const std::vector<bool>& kept)
{
    std::vector<std::int64_t> result;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (kept[i])
            result.push_back(static_cast<std::int64_t>(i));
    }
    return result;
}

ChannelRemoval chooseRemoval(const ChannelAnalysis& analysis, const MaskSet& masks, const std::vector<Label>& kept,
                             bool wholeGroups, std::vector<Issue>& issues)
{
    return RemovalChooser(analysis, maskedSlices(analysis, masks), kept, wholeGroups, issues).choose();
}

ChannelRemoval chooseRemoval(const ChannelAnalysis& analysis,
                             const std::map<std::string, std::vector<std::uint8_t>>& channels, bool wholeGroups,
                             std::vector<Issue>& issues)
{
    return RemovalChooser(analysis, maskedSlices(analysis, channels), {}, wholeGroups, issues).choose();
}

} // namespace espalier::internal

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speedup/internal/tensor_shrinker.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <map>

namespace espalier::internal {
namespace {

using Indices = std::vector<std::int64_t>;

/// Kept indices by dimension; dimensions that are not there stay whole.
using KeptByDim = std::map<int, Indices>;

/// Copies what is kept in one pass and in long runs; index_select along the columns of a large matrix would jump from row
/// to row for every element.
class KeptCopy
{
public:
    KeptCopy(const at::Tensor& source, const KeptByDim& kept)
        : m_source(source.contiguous())
        , m_kept(kept)
        , m_strides(static_cast<std::size_t>(m_source.dim()))
    {
        std::int64_t bytes = static_cast<std::int64_t>(m_source.element_size());
        for (std::size_t dim = m_strides.size(); dim > 0; --dim) {
            m_strides[dim - 1] = bytes;
            bytes *= m_source.size(static_cast<std::int64_t>(dim) - 1);
        }
    }

    at::Tensor run()
    {
        std::vector<std::int64_t> sizes = m_source.sizes().vec();
        for (const auto& [dim, indices] : m_kept)
            sizes[static_cast<std::size_t>(dim)] = static_cast<std::int64_t>(indices.size());
        at::Tensor target = at::empty(sizes, m_source.options());
        m_next = static_cast<char*>(target.data_ptr());
        if (target.numel() > 0)
            copy(static_cast<const char*>(m_source.data_ptr()), m_kept.begin(), 0);
        return target;
    }

private:
    using Element = std::uint32_t; ///< as wide as a float
    static constexpr std::int64_t kSmallest = 64;

    /// Everything below one position of the dimensions in front of @p dim. Dimensions that lose nothing are walked whole
    /// until the one of @p level comes.
    void copy(const char* source, KeptByDim::const_iterator level, int dim)
    {
        const auto& [selected, indices] = *level;
        const std::int64_t stride = m_strides[static_cast<std::size_t>(dim)];
        if (dim < selected) {
            for (std::int64_t i = 0; i < m_source.size(dim); ++i)
                copy(source + i * stride, level, dim + 1);
            return;
        }
        if (std::next(level) != m_kept.end()) {
            for (const std::int64_t index : indices)
                copy(source + index * stride, std::next(level), dim + 1);
            return;
        }
        if (m_source.element_size() == sizeof(Element) && stride <= kSmallest)
            copyElements(reinterpret_cast<const Element*>(source), indices, static_cast<std::size_t>(stride));
        else
            copyRuns(source, indices, stride);
    }

    /// Columns of 1 x 1 and 3 x 3 kernels are too short for memcpy.
    void copyElements(const Element* source, const Indices& indices, std::size_t bytes)
    {
        const std::size_t width = bytes / sizeof(Element);
        auto* target = reinterpret_cast<Element*>(m_next);
        if (width == 1) {
            for (const std::int64_t index : indices)
                *target++ = source[index];
        } else {
            for (const std::int64_t index : indices) {
                const Element* first = source + static_cast<std::size_t>(index) * width;
                for (std::size_t i = 0; i < width; ++i)
                    *target++ = first[i];
            }
        }
        m_next = reinterpret_cast<char*>(target);
    }

    void copyRuns(const char* source, const Indices& indices, std::int64_t stride)
    {
        for (std::size_t begin = 0; begin < indices.size();) {
            std::size_t end = begin + 1;
            while (end < indices.size() && indices[end] == indices[end - 1] + 1)
                ++end;
            const auto bytes = static_cast<std::size_t>(static_cast<std::int64_t>(end - begin) * stride);
            std::memcpy(m_next, source + indices[begin] * stride, bytes);
            m_next += bytes;
            begin = end;
        }
    }

    at::Tensor m_source;
    const KeptByDim& m_kept;
    std::vector<std::int64_t> m_strides; ///< in bytes
    char* m_next = nullptr;
};

Indices keptRange(const ChannelRemoval& removal, const std::vector<Label>& labels, std::size_t begin, std::size_t end)
{
    Indices result;
    for (std::size_t i = begin; i < end; ++i) {
        if (!removal.isRemoved(labels[i]))
            result.push_back(static_cast<std::int64_t>(i));
    }
    return result;
}

class Shrinker
{
public:
    explicit Shrinker(const ChannelRemoval& removal)
        : m_removal(removal)
        , m_analysis(removal.analysis())
    {
    }

    std::unordered_map<int, ShrunkTensor> run()
    {
        for (const WeightUse& use : m_analysis.weights)
            shrinkWeight(use);
        for (const VectorUse& use : m_analysis.vectors)
            narrow(use.tensor, use.dim, m_removal.kept(use.labels));
        for (const ElementUse& use : m_analysis.elements) {
            for (std::int64_t d = 0; d < use.labels.dim(); ++d)
                narrow(use.tensor, static_cast<int>(d), m_removal.keptAlong(use.labels, d));
        }
        for (auto& [tensor, kept] : m_kept) {
            at::Tensor& whole = m_result.at(tensor).tensor;
            whole = KeptCopy(whole, kept).run();
        }
        return std::move(m_result);
    }

private:
    ShrunkTensor& entryOf(int tensor)
    {
        const auto [entry, added] = m_result.emplace(tensor, ShrunkTensor{});
        if (added) {
            const GraphTensor& source = m_analysis.tensors[static_cast<std::size_t>(tensor)];
            entry->second.tensor = source.tensor.detach();
            entry->second.slices.name = source.name;
        }
        return entry->second;
    }

    void narrow(int tensor, int dim, const std::vector<bool>& kept)
    {
        const Indices indices = ChannelRemoval::indices(kept);
        if (indices.size() == kept.size())
            return;
        entryOf(tensor).slices.kept.emplace_back(dim, indices);
        const auto [known, added] = m_kept[tensor].emplace(dim, indices);
        if (added)
            return;
        Indices both;
        for (const std::int64_t index : indices)
            both.push_back(known->second[static_cast<std::size_t>(index)]);
        known->second = std::move(both);
    }

    void shrinkWeight(const WeightUse& use)
    {
        if (use.groups > 1 && !use.depthwise) {
            shrinkGroups(use);
        } else {
            narrow(use.weight, use.depthwise ? 0 : use.outDim,
                   m_removal.kept(use.depthwise && use.outDim == 1 ? use.in : use.out));
            if (!use.depthwise && use.inDim >= 0)
                narrow(use.weight, use.inDim, m_removal.kept(use.in));
        }
        if (use.bias >= 0)
            narrow(use.bias, 0, m_removal.kept(use.out));
    }

    /// Each group keeps rows and columns of its own.
    void shrinkGroups(const WeightUse& use)
    {
        const auto groups = static_cast<std::size_t>(use.groups);
        const bool rowsAreOutputs = use.outDim == 0;
        const std::vector<Label>& rowLabels = rowsAreOutputs ? use.out : use.in;
        const std::vector<Label>& columnLabels = rowsAreOutputs ? use.in : use.out;
        const std::size_t rows = rowLabels.size() / groups;
        const std::size_t columns = columnLabels.size() / groups;
        std::vector<SliceBlock> blocks;
        std::vector<at::Tensor> parts;
        bool changed = false;
        const at::Tensor source = m_analysis.tensors[static_cast<std::size_t>(use.weight)].tensor.detach();
        for (std::size_t g = 0; g < groups; ++g) {
            SliceBlock block{keptRange(m_removal, rowLabels, g * rows, (g + 1) * rows),
                             keptRange(m_removal, columnLabels, g * columns, (g + 1) * columns)};
            for (std::int64_t& column : block.columns)
                column -= static_cast<std::int64_t>(g * columns);
            changed = changed || block.rows.size() != rows || block.columns.size() != columns;
            if (block.rows.empty() || block.columns.empty())
                continue;
            parts.push_back(KeptCopy(source, {{0, block.rows}, {1, block.columns}}).run());
            blocks.push_back(std::move(block));
        }
        if (!changed)
            return;
        ShrunkTensor& entry = entryOf(use.weight);
        entry.tensor = at::cat(parts, 0);
        entry.slices.blocks = std::move(blocks);
    }

    const ChannelRemoval& m_removal;
    const ChannelAnalysis& m_analysis;
    std::unordered_map<int, ShrunkTensor> m_result;
    std::unordered_map<int, KeptByDim> m_kept; ///< what is still to be taken of m_result's tensors
};

} // namespace

std::unordered_map<int, ShrunkTensor> shrinkTensors(const ChannelRemoval& removal)
{
    return Shrinker(removal).run();
}

std::int64_t groupsLeft(const ChannelRemoval& removal, const WeightUse& use)
{
    const auto groups = static_cast<std::size_t>(use.groups);
    if (groups == 1 || use.in.empty())
        return use.groups;
    const std::size_t size = use.in.size() / groups;
    std::int64_t left = 0;
    for (std::size_t g = 0; g < groups; ++g)
        left += keptRange(removal, use.in, g * size, (g + 1) * size).empty() ? 0 : 1;
    return left;
}

} // namespace espalier::internal

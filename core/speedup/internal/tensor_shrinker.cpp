// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speedup/internal/tensor_shrinker.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>

#include <algorithm>

namespace espalier::internal {
namespace {

using Indices = std::vector<std::int64_t>;

at::Tensor indexTensor(const Indices& indices)
{
    at::Tensor tensor = at::empty({static_cast<std::int64_t>(indices.size())}, at::TensorOptions().dtype(at::kLong));
    std::copy(indices.begin(), indices.end(), tensor.data_ptr<std::int64_t>());
    return tensor;
}

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
        ShrunkTensor& entry = entryOf(tensor);
        entry.tensor = entry.tensor.index_select(dim, indexTensor(indices));
        entry.slices.kept.emplace_back(dim, indices);
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
            parts.push_back(
                source.index_select(0, indexTensor(block.rows)).index_select(1, indexTensor(block.columns)));
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

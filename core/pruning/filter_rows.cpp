// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/filter_rows.h"

#include <algorithm>

#include "core/base/error.h"

namespace espalier {

FilterRows::FilterRows(const PruningTarget& target)
    : m_target(target)
    , m_values(target.weight.values)
{
    const Shape& shape = target.weight.shape;
    const bool transposed = target.transposed && shape.size() > 1;
    if (shape.empty() || target.groups < 1 || (transposed && shape[0] % target.groups != 0))
        throw Error(ErrorCode::ShapeMismatch,
                    {ESPALIER_TR("core", "The weight of layer %1 (%2) does not divide into %3 groups of channels."),
                     {target.layer, shapeText(shape), std::to_string(target.groups)}});
    m_count = static_cast<std::size_t>(transposed ? shape[1] * target.groups : shape[0]);
    m_rowSize = m_count == 0 ? 0 : m_values.size() / m_count;
    m_blockSize = m_rowSize;
    if (transposed) {
        const auto inputsPerGroup = static_cast<std::size_t>(shape[0] / target.groups);
        m_blockSize = inputsPerGroup == 0 ? 0 : m_rowSize / inputsPerGroup;
        gatherTransposed();
    }
}

std::size_t FilterRows::blockOffset(std::size_t channel, std::size_t block) const
{
    if (!m_target.transposed)
        return channel * m_rowSize + block * m_blockSize;
    const std::size_t perGroup = m_count / static_cast<std::size_t>(m_target.groups);
    const std::size_t inputsPerGroup = m_rowSize / m_blockSize;
    const std::size_t input = channel / perGroup * inputsPerGroup + block;
    return (input * perGroup + channel % perGroup) * m_blockSize;
}

void FilterRows::gatherTransposed()
{
    m_gathered.reserve(m_values.size());
    for (std::size_t channel = 0; channel < m_count; ++channel) {
        for (std::size_t block = 0; block * m_blockSize < m_rowSize; ++block) {
            const auto part = m_values.subspan(blockOffset(channel, block), m_blockSize);
            m_gathered.insert(m_gathered.end(), part.begin(), part.end());
        }
    }
    m_values = m_gathered;
}

KeptUnits FilterRows::keptBefore() const
{
    KeptUnits kept(m_count, 1);
    if (!m_target.earlier || m_target.earlier->weight.keep.size() != m_target.weight.values.size())
        return kept;
    const std::vector<std::uint8_t>& elements = m_target.earlier->weight.keep;
    for (std::size_t channel = 0; channel < m_count; ++channel) {
        bool any = false;
        for (std::size_t block = 0; !any && block * m_blockSize < m_rowSize; ++block) {
            const auto begin = elements.begin() + static_cast<std::ptrdiff_t>(blockOffset(channel, block));
            const auto end = begin + static_cast<std::ptrdiff_t>(m_blockSize);
            any = std::find(begin, end, std::uint8_t{1}) != end;
        }
        kept[channel] = any;
    }
    return kept;
}

LayerMask FilterRows::mask(const KeptUnits& kept) const
{
    LayerMask result;
    result.weight = Mask::ones(m_target.weight.shape);
    for (std::size_t channel = 0; channel < m_count; ++channel) {
        for (std::size_t block = 0; kept[channel] == 0 && block * m_blockSize < m_rowSize; ++block) {
            const auto begin = result.weight.keep.begin() + static_cast<std::ptrdiff_t>(blockOffset(channel, block));
            std::fill_n(begin, m_blockSize, std::uint8_t{0});
        }
    }
    if (m_target.bias) {
        result.bias = Mask::ones(m_target.bias->shape);
        if (result.bias->keep.size() == m_count)
            result.bias->keep.assign(kept.begin(), kept.end());
    }
    return result;
}

} // namespace espalier

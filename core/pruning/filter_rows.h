// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/pruning/pruner.h"
#include "core/pruning/unit_selection.h"

namespace espalier {

/// The weight of a layer as one row per output channel. Rows of an ordinary convolution or linear layer are views into
/// the weight; those of a transposed convolution (in x out/groups x k...) are gathered.
class FilterRows
{
public:
    /// Keeps views into @p target's weight. @throws Error(ShapeMismatch) when groups do not divide the channels.
    explicit FilterRows(const PruningTarget& target);
    FilterRows(const FilterRows&) = delete;
    FilterRows& operator=(const FilterRows&) = delete;

    std::size_t count() const { return m_count; }
    std::size_t rowSize() const { return m_rowSize; }
    std::span<const float> row(std::size_t channel) const { return m_values.subspan(channel * m_rowSize, m_rowSize); }
    /// All rows, one behind the other.
    std::span<const float> values() const { return m_values; }

    /// The masks of weight and bias that remove whole channels.
    LayerMask mask(const KeptUnits& kept) const;
    /// The channels that the target's earlier mask leaves something of; all of them without one.
    KeptUnits keptBefore() const;

private:
    void gatherTransposed();
    /// Where a row's blocks of m_blockSize consecutive weights lie.
    std::size_t blockOffset(std::size_t channel, std::size_t block) const;

    const PruningTarget& m_target;
    std::size_t m_count = 0;
    std::size_t m_rowSize = 0;
    std::size_t m_blockSize = 0;
    std::vector<float> m_gathered;
    std::span<const float> m_values;
};

} // namespace espalier

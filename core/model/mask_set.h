// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/input_spec.h"

namespace espalier {

/// Which elements of one tensor are kept. keep has elementCount(shape) bytes, row-major, 1 kept, 0 removed.
struct Mask
{
    Shape shape;
    std::vector<std::uint8_t> keep;

    /// All kept.
    static Mask ones(const Shape& shape);
    std::int64_t removedCount() const;
    /// removedCount / elements; 0 for an empty mask.
    double sparsity() const;
    /// For each slice along dimension @p dim, true when at least one of its elements is kept.
    std::vector<bool> keptSlices(std::size_t dim = 0) const;

    bool operator==(const Mask&) const = default;
};

/// The masks of one layer, as NNI's mask.pth holds them.
struct LayerMask
{
    Mask weight;
    std::optional<Mask> bias;

    bool operator==(const LayerMask&) const = default;
};

/// Masks by dotted layer name, in the order of insertion. A plain value, cheap to move; never touches the
/// weights it speaks of, so that removing a mask restores everything.
class MaskSet
{
public:
    using Item = std::pair<std::string, LayerMask>;

    void set(const std::string& layer, LayerMask mask);
    void remove(const std::string& layer);
    const LayerMask* find(const std::string& layer) const;
    const std::vector<Item>& items() const noexcept { return m_items; }
    bool empty() const noexcept { return m_items.empty(); }
    std::int64_t removedCount() const;
    /// Adds those masks of @p others whose layers have none here.
    void addMissing(const MaskSet& others);

    bool operator==(const MaskSet&) const = default;

private:
    std::vector<Item> m_items;
};

} // namespace espalier

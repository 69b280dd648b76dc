// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/mask_set.h"

#include <algorithm>

namespace espalier {

Mask Mask::ones(const Shape& shape)
{
    return {shape, std::vector<std::uint8_t>(static_cast<std::size_t>(elementCount(shape)), 1)};
}

std::int64_t Mask::removedCount() const
{
    return std::count(keep.begin(), keep.end(), std::uint8_t{0});
}

double Mask::sparsity() const
{
    return keep.empty() ? 0.0 : static_cast<double>(removedCount()) / static_cast<double>(keep.size());
}

std::vector<bool> Mask::keptSlices(std::size_t dim) const
{
    if (dim >= shape.size())
        return {};
    std::size_t inner = 1;
    for (std::size_t i = dim + 1; i < shape.size(); ++i)
        inner *= static_cast<std::size_t>(shape[i]);
    const auto slices = static_cast<std::size_t>(shape[dim]);
    std::vector<bool> kept(slices, false);
    // Block by block: millions of elements are looked at while a slider moves.
    for (std::size_t block = 0; inner > 0 && (block + 1) * inner <= keep.size(); ++block) {
        if (kept[block % slices])
            continue;
        const auto first = keep.begin() + static_cast<std::ptrdiff_t>(block * inner);
        kept[block % slices] =
            std::any_of(first, first + static_cast<std::ptrdiff_t>(inner), [](std::uint8_t k) { return k != 0; });
    }
    return kept;
}

void MaskSet::set(const std::string& layer, LayerMask mask)
{
    const auto found =
        std::find_if(m_items.begin(), m_items.end(), [&](const Item& item) { return item.first == layer; });
    if (found == m_items.end())
        m_items.emplace_back(layer, std::move(mask));
    else
        found->second = std::move(mask);
}

void MaskSet::remove(const std::string& layer)
{
    std::erase_if(m_items, [&](const Item& item) { return item.first == layer; });
}

const LayerMask* MaskSet::find(const std::string& layer) const
{
    const auto found =
        std::find_if(m_items.begin(), m_items.end(), [&](const Item& item) { return item.first == layer; });
    return found == m_items.end() ? nullptr : &found->second;
}

std::int64_t MaskSet::removedCount() const
{
    std::int64_t count = 0;
    for (const auto& [layer, mask] : m_items)
        count += mask.weight.removedCount() + (mask.bias ? mask.bias->removedCount() : 0);
    return count;
}

void MaskSet::addMissing(const MaskSet& others)
{
    for (const auto& [layer, mask] : others.items()) {
        if (find(layer) == nullptr)
            set(layer, mask);
    }
}

} // namespace espalier

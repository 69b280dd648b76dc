// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/balanced_selection.h"

#include <algorithm>

namespace espalier {

namespace {

/// The number of the block that each element lies in, row-major as the elements.
std::vector<std::size_t> blockNumbers(const Shape& shape, const Shape& block)
{
    std::vector<std::size_t> numbers{0};
    for (std::size_t dim = 0; dim < shape.size(); ++dim) {
        const auto blocks = static_cast<std::size_t>(shape[dim] / block[dim]);
        std::vector<std::size_t> finer;
        finer.reserve(numbers.size() * static_cast<std::size_t>(shape[dim]));
        for (const std::size_t number : numbers) {
            for (std::int64_t i = 0; i < shape[dim]; ++i)
                finer.push_back(number * blocks + static_cast<std::size_t>(i / block[dim]));
        }
        numbers = std::move(finer);
    }
    return numbers;
}

} // namespace

Shape blockShape(const Shape& shape, const std::vector<std::int64_t>& granularity)
{
    if (granularity.empty() || granularity.size() > shape.size())
        return {};
    Shape block(shape.size() - granularity.size(), 1);
    block.insert(block.end(), granularity.begin(), granularity.end());
    for (std::size_t dim = 0; dim < shape.size(); ++dim) {
        if (block[dim] < 1 || shape[dim] % block[dim] != 0)
            return {};
    }
    return block;
}

Shape weightBlock(const Shape& shape, std::vector<std::int64_t> granularity, Profile profile)
{
    if (profile == Profile::Default && granularity.size() == 1 && shape.size() > 2)
        granularity.resize(shape.size() - 1, 1);
    return blockShape(shape, granularity);
}

KeptUnits keepHighestInBlocks(std::span<const double> scores, const Shape& shape, const Shape& block, double sparsity)
{
    const auto size = static_cast<std::size_t>(elementCount(block));
    std::vector<std::vector<std::size_t>> members(size == 0 ? 0 : scores.size() / size);
    const std::vector<std::size_t> numbers = blockNumbers(shape, block);
    for (std::size_t i = 0; i < numbers.size() && !members.empty(); ++i)
        members[numbers[i]].push_back(i);
    KeptUnits kept(scores.size(), 1);
    std::vector<double> own;
    for (const std::vector<std::size_t>& elements : members) {
        own.clear();
        for (const std::size_t element : elements)
            own.push_back(scores[element]);
        const KeptUnits chosen = keepHighest(own, removedUnits(size, sparsity), TieRule::Exact);
        for (std::size_t i = 0; i < elements.size(); ++i)
            kept[elements[i]] = chosen[i];
    }
    return kept;
}

} // namespace espalier

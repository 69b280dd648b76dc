// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/sample_order.h"

#include <numeric>
#include <utility>

namespace espalier {

std::uint64_t RandomStream::next()
{
    std::uint64_t z = (m_state += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

std::uint64_t RandomStream::below(std::uint64_t bound)
{
    const std::uint64_t unfairBelow = (0 - bound) % bound;
    std::uint64_t value = next();
    while (value < unfairBelow)
        value = next();
    return value % bound;
}

std::uint64_t mixedSeed(std::uint64_t first, std::uint64_t second, std::uint64_t third)
{
    std::uint64_t seed = RandomStream(first).next();
    seed = RandomStream(seed ^ second).next();
    return RandomStream(seed ^ third).next();
}

std::vector<std::size_t> shuffledOrder(std::size_t count, std::uint64_t seed)
{
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    RandomStream random(seed);
    for (std::size_t i = count; i > 1; --i)
        std::swap(order[i - 1], order[random.below(i)]);
    return order;
}

} // namespace espalier

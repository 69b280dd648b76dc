// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace espalier {

/// SplitMix64 (Steele, Lea and Flood 2014): a stream of 64-bit numbers that is the same with every compiler and
/// library, unlike the standard distributions.
class RandomStream
{
public:
    explicit RandomStream(std::uint64_t seed)
        : m_state(seed)
    {
    }
    std::uint64_t next();
    /// Uniform in [0, bound), without bias; @p bound is at least 1.
    std::uint64_t below(std::uint64_t bound);

private:
    std::uint64_t m_state;
};

/// One seed out of several numbers; every change of one of them gives an unrelated stream.
std::uint64_t mixedSeed(std::uint64_t first, std::uint64_t second, std::uint64_t third = 0);

/// 0 ... count-1 in an order that depends on @p seed alone (Fisher-Yates).
std::vector<std::size_t> shuffledOrder(std::size_t count, std::uint64_t seed);

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/random_pruner.h"

#include <string_view>

namespace espalier {

namespace {

/// FNV-1a, spelled out because std::hash differs between standard libraries.
std::uint64_t hashOf(std::string_view text)
{
    std::uint64_t hash = 0xCBF29CE484222325u;
    for (char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
    return hash;
}

/// SplitMix64 (Steele et al. 2014): advances @p state and yields 64 well mixed bits.
std::uint64_t nextRandom(std::uint64_t& state)
{
    std::uint64_t bits = state += 0x9E3779B97F4A7C15u;
    bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9u;
    bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBu;
    return bits ^ (bits >> 31);
}

} // namespace

const AlgorithmInfo& RandomPruner::info() const
{
    static const AlgorithmInfo info = {
        "random",
        {ESPALIER_TR("core", "Random choice"), {}},
        {ESPALIER_TR("core", "Removes output channels drawn at random. The baseline that every criterion has to beat."),
         {}},
        "s_i = random(seed, layer)",
        "Li et al. 2022, Revisiting Random Channel Pruning for Neural Network Compression",
        channelOpTypes(),
        channelOpTypes(),
        true,
        AlgorithmFamily::Pruning,
    };
    return info;
}

std::vector<double> RandomPruner::scores(const FilterRows& rows, const PruningTarget& target, std::uint64_t seed) const
{
    constexpr double kUnit = 1.0 / 9007199254740992.0; // 2^-53: as many bits as a double in [0, 1) has
    std::uint64_t state = seed;
    state = nextRandom(state) ^ hashOf(target.layer);
    std::vector<double> drawn(rows.count());
    for (double& score : drawn)
        score = static_cast<double>(nextRandom(state) >> 11) * kUnit;
    return drawn;
}

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#include "random_config_list.h"

#include <array>
#include <bit>
#include <cmath>

using namespace espalier;

namespace {

bool coin(std::mt19937& random)
{
    return random() % 2 == 0;
}

std::string randomText(std::mt19937& random)
{
    constexpr std::array<const char*, 16> kPieces = {
        "conv", ".",    "0", "'", "\"", "\\", "\n", "\t", "#", "]", "\x01", "\x7F", "\xE5\xB1\x82", "\xF0\x9F\x8C\xB3",
        " ",    "u0041"};
    std::string text;
    for (auto pieces = random() % 6; pieces > 0; --pieces)
        text += kPieces[random() % kPieces.size()];
    return text;
}

std::vector<std::string> randomTexts(std::mt19937& random)
{
    std::vector<std::string> texts(random() % 4);
    for (std::string& text : texts)
        text = randomText(random);
    return texts;
}

/// Any finite double: all exponents, all mantissas.
double randomNumber(std::mt19937& random)
{
    while (true) {
        const auto bits = (static_cast<std::uint64_t>(random()) << 32) | random();
        const double number = coin(random) ? std::bit_cast<double>(bits) : static_cast<double>(bits % 1000) / 1000;
        if (std::isfinite(number))
            return number;
    }
}

} // namespace

ConfigList randomConfigList(std::mt19937& random)
{
    constexpr std::array<const char*, 6> kValues = {"null", "true", "-12", "0.25", "[1, {\"a\": []}]", "\"x\\n\""};
    ConfigList list(random() % 5);
    for (ConfigEntry& entry : list) {
        entry.enabled = random() % 4 != 0;
        if (coin(random))
            entry.opTypes = randomTexts(random);
        if (coin(random))
            entry.opNames = randomTexts(random);
        if (coin(random))
            entry.opNamesRe = randomTexts(random);
        if (coin(random)) {
            entry.excludeOpTypes = randomTexts(random);
            entry.excludeOpNames = randomTexts(random);
            entry.excludeOpNamesRe = randomTexts(random);
        }
        if (coin(random))
            entry.exclude = coin(random);
        if (coin(random))
            entry.sparsity = randomNumber(random);
        if (coin(random))
            entry.totalSparsity = randomNumber(random);
        if (coin(random))
            entry.maxSparsityPerLayer = randomNumber(random);
        else if (coin(random))
            entry.maxSparsityByLayer = {{randomText(random), 0.25}, {"conv1", randomNumber(random)}};
        if (coin(random))
            entry.pruneIterations = static_cast<int>(random());
        if (coin(random)) {
            entry.initialSparsity = randomNumber(random);
            entry.finalSparsity = randomNumber(random);
            entry.startEpoch = static_cast<int>(random());
        }
        if (coin(random)) {
            entry.endEpoch = static_cast<int>(random());
            entry.frequency = static_cast<int>(random());
        }
        if (coin(random))
            entry.quantTypes = randomTexts(random);
        if (coin(random))
            entry.quantBits = static_cast<int>(random());
        else if (coin(random))
            entry.quantBitsByType = {{randomText(random), 8}, {"weight", -1}};
        if (coin(random))
            entry.quantStartStep = static_cast<int>(random() % 100);
        for (std::size_t i = random() % 3; i > 0; --i)
            entry.otherKeys.emplace_back("key" + std::to_string(i), kValues[random() % kValues.size()]);
    }
    return list;
}

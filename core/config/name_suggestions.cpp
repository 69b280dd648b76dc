// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/name_suggestions.h"

#include <algorithm>
#include <utility>

namespace espalier {

namespace {

/// One change for every so many characters is taken for a slip.
constexpr std::size_t kCharactersPerSlip = 3;

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equalIgnoringCase(std::string_view left, std::string_view right)
{
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

std::string_view lastPart(std::string_view name)
{
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos ? name : name.substr(dot + 1);
}

/// Lower is nearer; nullopt-like large value when the name is not near at all.
constexpr std::size_t kFar = static_cast<std::size_t>(-1);

std::size_t rank(std::string_view wanted, std::string_view known)
{
    if (equalIgnoringCase(wanted, known))
        return 0;
    const std::size_t limit = std::max<std::size_t>(1, std::min(wanted.size(), known.size()) / kCharactersPerSlip);
    const std::size_t distance = editDistance(wanted, known, limit);
    if (distance <= limit && distance < std::max(wanted.size(), known.size()))
        return distance;
    // Behind every slip: what shares its last part, then what continues the wanted name.
    constexpr std::size_t kSameLastPart = 1000;
    constexpr std::size_t kContinues = 2000;
    const std::string_view part = lastPart(wanted);
    const bool named = part.find_first_not_of("0123456789") != std::string_view::npos;
    if (named && equalIgnoringCase(part, lastPart(known)))
        return kSameLastPart + known.size();
    if (!wanted.empty() && known.starts_with(wanted))
        return kContinues + known.size();
    return kFar;
}

} // namespace

std::size_t editDistance(std::string_view left, std::string_view right, std::size_t limit)
{
    const std::size_t difference = left.size() > right.size() ? left.size() - right.size() : right.size() - left.size();
    if (difference > limit)
        return limit + 1;
    std::vector<std::size_t> beforePrevious(right.size() + 1);
    std::vector<std::size_t> previous(right.size() + 1);
    std::vector<std::size_t> current(right.size() + 1);
    for (std::size_t j = 0; j <= right.size(); ++j)
        previous[j] = j;
    for (std::size_t i = 1; i <= left.size(); ++i) {
        current[0] = i;
        std::size_t smallest = i;
        for (std::size_t j = 1; j <= right.size(); ++j) {
            const char a = lower(left[i - 1]);
            const char b = lower(right[j - 1]);
            current[j] = std::min({previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a == b ? 0 : 1)});
            if (i > 1 && j > 1 && a == lower(right[j - 2]) && lower(left[i - 2]) == b)
                current[j] = std::min(current[j], beforePrevious[j - 2] + 1);
            smallest = std::min(smallest, current[j]);
        }
        if (smallest > limit)
            return limit + 1;
        std::swap(beforePrevious, previous);
        std::swap(previous, current);
    }
    return std::min(previous[right.size()], limit + 1);
}

std::vector<std::string> nearestNames(std::string_view wanted, std::span<const std::string_view> known,
                                      std::size_t count)
{
    std::vector<std::pair<std::size_t, std::string_view>> ranked;
    for (std::string_view name : known) {
        if (const std::size_t nearness = rank(wanted, name); nearness != kFar)
            ranked.emplace_back(nearness, name);
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::string> names;
    for (const auto& [nearness, name] : ranked) {
        if (names.size() < count && std::find(names.begin(), names.end(), name) == names.end())
            names.emplace_back(name);
    }
    return names;
}

} // namespace espalier

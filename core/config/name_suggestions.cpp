// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/name_suggestions.h"

#include <algorithm>
#include <array>
#include <utility>

namespace espalier {

namespace {

/// One change for every so many characters is taken for a slip.
constexpr std::size_t kCharactersPerSlip = 3;

/// Names up to this length, with two places to spare, need no memory of their own.
constexpr std::size_t kUsualRow = 66;

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

/// Lower is nearer; this, when the name is not near at all.
constexpr std::size_t kFar = static_cast<std::size_t>(-1);

/// What is not below @p bound comes out as anything that is not.
std::size_t rank(std::string_view wanted, std::string_view known, std::size_t bound)
{
    if (bound == 0)
        return kFar;
    if (equalIgnoringCase(wanted, known))
        return 0;
    const std::size_t slips = std::max<std::size_t>(1, std::min(wanted.size(), known.size()) / kCharactersPerSlip);
    const std::size_t limit = std::min(slips, bound - 1);
    const std::size_t distance = limit == 0 ? 1 : editDistance(wanted, known, limit);
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
    // Only cells near the diagonal can stay within the limit; those beside them count as beyond it.
    const std::size_t beyond = limit + 1;
    const std::size_t width = right.size() + 2;
    std::array<std::size_t, 3 * kUsualRow> usual;
    std::vector<std::size_t> unusual(width <= kUsualRow ? 0 : 3 * width);
    std::size_t* beforePrevious = unusual.empty() ? usual.data() : unusual.data();
    std::size_t* previous = beforePrevious + width;
    std::size_t* current = previous + width;
    for (std::size_t j = 0; j < width; ++j) {
        beforePrevious[j] = beyond;
        previous[j] = j;
    }
    for (std::size_t i = 1; i <= left.size(); ++i) {
        const std::size_t first = i > limit ? i - limit : 1;
        const std::size_t last = std::min(right.size(), i + limit);
        current[first - 1] = first == 1 ? i : beyond;
        std::size_t smallest = current[first - 1];
        for (std::size_t j = first; j <= last; ++j) {
            const char a = lower(left[i - 1]);
            const char b = lower(right[j - 1]);
            current[j] = std::min({previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a == b ? 0 : 1)});
            if (i > 1 && j > 1 && a == lower(right[j - 2]) && lower(left[i - 2]) == b)
                current[j] = std::min(current[j], beforePrevious[j - 2] + 1);
            smallest = std::min(smallest, current[j]);
        }
        current[last + 1] = beyond;
        if (smallest > limit)
            return beyond;
        std::swap(beforePrevious, previous);
        std::swap(previous, current);
    }
    return std::min(previous[right.size()], beyond);
}

std::vector<std::string> nearestNames(std::string_view wanted, std::span<const std::string_view> known,
                                      std::size_t count)
{
    if (count == 0)
        return {};
    std::vector<std::pair<std::size_t, std::string_view>> best; // nearest first
    for (const std::string_view name : known) {
        const std::size_t bound = best.size() == count ? best.back().first : kFar;
        const std::size_t nearness = rank(wanted, name, bound);
        const bool told = std::any_of(best.begin(), best.end(), [&](const auto& one) { return one.second == name; });
        if (nearness >= bound || told)
            continue;
        if (best.size() == count)
            best.pop_back();
        const auto place = std::upper_bound(best.begin(), best.end(), nearness,
                                            [](std::size_t left, const auto& one) { return left < one.first; });
        best.emplace(place, nearness, name);
    }
    std::vector<std::string> names;
    for (const auto& [nearness, name] : best)
        names.emplace_back(name);
    return names;
}

} // namespace espalier

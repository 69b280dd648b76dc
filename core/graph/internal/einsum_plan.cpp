// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/internal/einsum_plan.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <string_view>

namespace espalier::internal {
namespace {

using Indices = EinsumPlan::Indices;

/// Indices behind "..." count from the last dimension that it covers; letters are below.
constexpr int kFirstOfDots = 256;
constexpr std::string_view kDots = "...";

bool contains(const Indices& indices, int index)
{
    return std::find(indices.begin(), indices.end(), index) != indices.end();
}

bool hasTwice(const Indices& indices)
{
    return std::set<int>(indices.begin(), indices.end()).size() != indices.size();
}

void addDots(Indices& indices, std::int64_t count)
{
    for (std::int64_t i = count; i > 0; --i)
        indices.push_back(kFirstOfDots + static_cast<int>(i) - 1);
}

std::int64_t lettersOf(const std::string& subscripts)
{
    return std::count_if(subscripts.begin(), subscripts.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
}

/// @param dots how many dimensions "..." stands for. nullopt: something else than letters and one "...".
std::optional<Indices> indicesOf(const std::string& subscripts, std::int64_t dots)
{
    Indices indices;
    bool hadDots = false;
    for (std::size_t i = 0; i < subscripts.size(); ++i) {
        if (std::isalpha(static_cast<unsigned char>(subscripts[i])) != 0) {
            indices.push_back(static_cast<unsigned char>(subscripts[i]));
        } else if (!hadDots && subscripts.compare(i, kDots.size(), kDots) == 0) {
            addDots(indices, dots);
            hadDots = true;
            i += kDots.size() - 1;
        } else {
            return std::nullopt;
        }
    }
    return indices;
}

/// Without an arrow: what "..." stands for, then what occurs once, in the order of the letters.
Indices impliedOutput(const std::vector<Indices>& factors)
{
    std::multiset<int> all;
    for (const Indices& factor : factors)
        all.insert(factor.begin(), factor.end());
    Indices dots;
    Indices letters;
    for (const int index : std::set<int>(all.begin(), all.end())) {
        if (index >= kFirstOfDots)
            dots.insert(dots.begin(), index);
        else if (all.count(index) == 1)
            letters.push_back(index);
    }
    dots.insert(dots.end(), letters.begin(), letters.end());
    return dots;
}

std::vector<std::string> split(const std::string& text, char separator)
{
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == separator)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

/// Sorts the indices of the first factor, then those of the second. False when one is summed within a factor.
bool classify(EinsumPlan& plan)
{
    const Indices none;
    const Indices& first = plan.factors[0];
    const Indices& second = plan.factors.size() > 1 ? plan.factors[1] : none;
    for (const int index : first) {
        const bool shared = contains(second, index);
        const bool stays = contains(plan.output, index);
        if (!shared && !stays)
            return false;
        Indices& kind = shared ? (stays ? plan.batch : plan.inner) : plan.left;
        kind.push_back(index);
    }
    for (const int index : second) {
        if (contains(first, index))
            continue;
        if (!contains(plan.output, index))
            return false;
        plan.right.push_back(index);
    }
    return plan.output.size() == plan.batch.size() + plan.left.size() + plan.right.size();
}

} // namespace

std::optional<EinsumPlan> planEinsum(const std::string& equation, const std::vector<std::int64_t>& dims)
{
    std::string text = equation;
    std::erase_if(text, [](unsigned char c) { return std::isspace(c) != 0; });
    const std::size_t arrow = text.find("->");
    const std::vector<std::string> subscripts = split(text.substr(0, arrow), ',');
    if (subscripts.size() != dims.size() || dims.empty() || dims.size() > 2)
        return std::nullopt;
    EinsumPlan plan;
    std::int64_t mostDots = 0;
    for (std::size_t i = 0; i < dims.size(); ++i) {
        const std::int64_t dots = dims[i] - lettersOf(subscripts[i]);
        const auto indices = indicesOf(subscripts[i], dots);
        if (!indices || static_cast<std::int64_t>(indices->size()) != dims[i] || hasTwice(*indices))
            return std::nullopt;
        mostDots = std::max(mostDots, dots);
        plan.factors.push_back(*indices);
    }
    if (arrow == std::string::npos) {
        plan.output = impliedOutput(plan.factors);
    } else {
        const auto output = indicesOf(text.substr(arrow + 2), mostDots);
        if (!output)
            return std::nullopt;
        plan.output = *output;
    }
    if (hasTwice(plan.output) || !classify(plan))
        return std::nullopt;
    return plan;
}

} // namespace espalier::internal

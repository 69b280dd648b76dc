// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/issue_merging.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <optional>
#include <utility>

namespace espalier {

namespace {

constexpr std::size_t kArguments = 3; ///< operator, layer, place
constexpr std::size_t kShortestRun = 3;
constexpr std::size_t kLongestNumber = 9; ///< digits that fit into an int

bool areAlike(const Issue& a, const Issue& b)
{
    return a.severity == b.severity && a.entry == b.entry && saySameOfOperator(a.message, b.message);
}

bool isNumber(const std::string& text)
{
    return !text.empty() && text.size() <= kLongestNumber
           && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

std::vector<std::string> partsOf(const std::string& name)
{
    std::vector<std::string> parts(1);
    for (const char c : name) {
        if (c == '.')
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

/// The one part where @p next counts one further than @p name; nullopt where they differ in any other way.
std::optional<std::size_t> countedPart(const std::string& name, const std::string& next)
{
    const std::vector<std::string> parts = partsOf(name);
    const std::vector<std::string> nextParts = partsOf(next);
    if (parts.size() != nextParts.size())
        return std::nullopt;
    std::optional<std::size_t> counted;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i] == nextParts[i])
            continue;
        if (counted || !isNumber(parts[i]) || !isNumber(nextParts[i])
            || std::stoi(nextParts[i]) != std::stoi(parts[i]) + 1)
            return std::nullopt;
        counted = i;
    }
    return counted;
}

/// How many names from @p begin on count up in the same part.
std::size_t runLength(const std::vector<std::string>& names, std::size_t begin)
{
    std::optional<std::size_t> part;
    std::size_t end = begin + 1;
    for (; end < names.size(); ++end) {
        const auto counted = countedPart(names[end - 1], names[end]);
        if (!counted || (part && counted != part))
            break;
        part = counted;
    }
    return end - begin;
}

} // namespace

bool saySameOfOperator(const Message& a, const Message& b)
{
    return a.arguments.size() == kArguments && b.arguments.size() == kArguments && a.text == b.text
           && a.arguments.front() == b.arguments.front();
}

std::string listOfLayers(const std::vector<std::string>& all)
{
    std::vector<std::string> names;
    for (const std::string& name : all) {
        if (std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
    }
    std::string list;
    for (std::size_t i = 0; i < names.size();) {
        const std::size_t run = runLength(names, i);
        const std::size_t taken = run >= kShortestRun ? run : 1;
        list += (list.empty() ? "" : ", ") + names[i];
        if (taken > 1)
            list += " to " + names[i + taken - 1];
        i += taken;
    }
    return list;
}

Message mergedOverLayers(const std::vector<Message>& messages)
{
    Message merged = messages.front();
    if (merged.arguments.size() != kArguments)
        return merged;
    std::vector<std::string> layers;
    for (const Message& message : messages)
        layers.push_back(message.arguments[1]);
    merged.arguments[1] = listOfLayers(layers);
    return merged;
}

std::vector<Issue> mergedOverLayers(const std::vector<Issue>& issues)
{
    std::vector<Issue> merged;
    std::vector<std::vector<Message>> messages; // of each merged one
    for (const Issue& issue : issues) {
        const auto known =
            std::find_if(merged.begin(), merged.end(), [&](const Issue& earlier) { return areAlike(earlier, issue); });
        if (known != merged.end()) {
            messages[static_cast<std::size_t>(known - merged.begin())].push_back(issue.message);
            continue;
        }
        merged.push_back(issue);
        messages.push_back({issue.message});
    }
    for (std::size_t i = 0; i < merged.size(); ++i)
        merged[i].message = mergedOverLayers(messages[i]);
    return merged;
}

} // namespace espalier

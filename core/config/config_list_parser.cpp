// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/config_list_parser.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <system_error>

#include "core/base/error.h"
#include "core/config/config_keys.h"
#include "core/config/literal_reader.h"
#include "core/config/literal_writer.h"

namespace espalier {

namespace {

/// Far more than any list by hand or by program; a file above it is a model or data.
constexpr std::uintmax_t kLargestFile = 16u << 20;

using Kind = LiteralValue::Kind;

[[noreturn]] void failAt(const LiteralValue& value, Message message)
{
    throw LiteralError{std::move(message), value.offset, std::max<std::size_t>(1, value.length)};
}

std::vector<std::string> textList(const std::string& key, const LiteralValue& value)
{
    if (value.kind != Kind::List) {
        failAt(value, {ESPALIER_TR("core", "%1 expects a list of texts, such as [\"Conv2d\"]."), {key}});
    }
    std::vector<std::string> texts;
    for (const LiteralValue& item : value.items) {
        if (item.kind != Kind::Text)
            failAt(item, {ESPALIER_TR("core", "%1 expects texts in quotes."), {key}});
        texts.push_back(item.text);
    }
    return texts;
}

double number(const std::string& key, const LiteralValue& value)
{
    if (value.kind != Kind::Real && value.kind != Kind::Integer)
        failAt(value, {ESPALIER_TR("core", "%1 expects a number, such as 0.5, without quotes."), {key}});
    return value.real;
}

int wholeNumber(const std::string& key, const LiteralValue& value)
{
    int result = 0;
    const char* end = value.text.data() + value.text.size();
    if (value.kind != Kind::Integer || std::from_chars(value.text.data(), end, result).ec != std::errc())
        failAt(value, {ESPALIER_TR("core", "%1 expects a whole number, such as 8, without quotes."), {key}});
    return result;
}

bool truth(const std::string& key, const LiteralValue& value)
{
    if (value.kind != Kind::Boolean)
        failAt(value, {ESPALIER_TR("core", "%1 expects true or false."), {key}});
    return value.boolean;
}

void readBits(const std::string& key, const LiteralValue& value, ConfigEntry& entry)
{
    if (value.kind == Kind::Integer) {
        entry.quantBits = wholeNumber(key, value);
        return;
    }
    if (value.kind != Kind::Dict || value.members.empty()) {
        failAt(value,
               {ESPALIER_TR("core", "%1 expects a whole number or a dict of them, such as {\"weight\": 8}."), {key}});
    }
    for (const LiteralMember& member : value.members)
        entry.quantBitsByType[member.key] = wholeNumber(key, member.value);
}

void readMaxSparsity(const std::string& key, const LiteralValue& value, ConfigEntry& entry)
{
    if (value.kind != Kind::Dict) {
        entry.maxSparsityPerLayer = number(key, value);
        return;
    }
    if (value.members.empty())
        failAt(value, {ESPALIER_TR("core", "%1 expects a number or a dict of them by layer, such as {\"conv1\": 0.9}."),
                       {key}});
    for (const LiteralMember& member : value.members)
        entry.maxSparsityByLayer[member.key] = number(key, member.value);
}

/// Adds to what another key of the same entry gave.
void append(std::optional<std::vector<std::string>>& list, std::vector<std::string> more)
{
    if (!list)
        list.emplace();
    std::move(more.begin(), more.end(), std::back_inserter(*list));
}

/// A pattern for names that hold @p part anywhere.
std::string patternAround(const std::string& part)
{
    std::string pattern = ".*";
    for (const char character : part) {
        if (std::string_view("\\^$.|?*+()[]{}").find(character) != std::string_view::npos)
            pattern += '\\';
        pattern += character;
    }
    return pattern;
}

std::vector<std::string> patternsAround(std::vector<std::string> parts)
{
    std::transform(parts.begin(), parts.end(), parts.begin(), patternAround);
    return parts;
}

void readSparsity(const std::string& key, const LiteralValue& value, ConfigEntry& entry)
{
    if (entry.sparsity)
        failAt(value, {ESPALIER_TR("core", "sparsity and sparsity_per_layer mean the same; give one of them."), {}});
    entry.sparsity = number(key, value);
}

/// Keys that say which layers; false for others.
bool readSelector(const std::string& key, const LiteralValue& value, ConfigEntry& entry)
{
    if (key == kOpTypesKey)
        entry.opTypes = textList(key, value);
    else if (key == kOpNamesKey)
        entry.opNames = textList(key, value);
    else if (key == kOpNamesReKey)
        append(entry.opNamesRe, textList(key, value));
    else if (key == kOpPartialNamesKey)
        append(entry.opNamesRe, patternsAround(textList(key, value)));
    else if (key == kExcludeOpTypesKey)
        entry.excludeOpTypes = textList(key, value);
    else if (key == kExcludeOpNamesKey)
        entry.excludeOpNames = textList(key, value);
    else if (key == kExcludeOpNamesReKey)
        entry.excludeOpNamesRe = textList(key, value);
    else
        return false;
    return true;
}

/// Keys whose value is one whole number; false for others.
bool readWholeNumber(const std::string& key, const LiteralValue& value, ConfigEntry& entry)
{
    if (key == kPruneIterationsKey)
        entry.pruneIterations = wholeNumber(key, value);
    else if (key == kStartEpochKey)
        entry.startEpoch = wholeNumber(key, value);
    else if (key == kEndEpochKey)
        entry.endEpoch = wholeNumber(key, value);
    else if (key == kFrequencyKey)
        entry.frequency = wholeNumber(key, value);
    else if (key == kQuantStartStepKey)
        entry.quantStartStep = wholeNumber(key, value);
    else
        return false;
    return true;
}

void readMember(const LiteralMember& member, ConfigEntry& entry)
{
    const auto& [key, keyOffset, keyLength, value] = member;
    if (key == kEnabledKey)
        entry.enabled = truth(key, value);
    else if (key == kExcludeKey)
        entry.exclude = truth(key, value);
    else if (key == kSparsityKey || key == kSparsityPerLayerKey)
        readSparsity(key, value, entry);
    else if (key == kTotalSparsityKey)
        entry.totalSparsity = number(key, value);
    else if (key == kInitialSparsityKey)
        entry.initialSparsity = number(key, value);
    else if (key == kFinalSparsityKey)
        entry.finalSparsity = number(key, value);
    else if (key == kMaxSparsityKey)
        readMaxSparsity(key, value, entry);
    else if (key == kQuantTypesKey)
        entry.quantTypes = textList(key, value);
    else if (key == kQuantBitsKey)
        readBits(key, value, entry);
    else if (!readWholeNumber(key, value, entry) && !readSelector(key, value, entry))
        entry.otherKeys.emplace_back(key, literalText(value, ConfigSyntax::Json));
}

ConfigEntry readEntry(const LiteralValue& value)
{
    if (value.kind != Kind::Dict)
        failAt(value, {ESPALIER_TR("core", "An entry of a config list is a dict, such as {\"op_types\": [\"Conv2d\"], "
                                           "\"sparsity\": 0.5}."),
                       {}});
    ConfigEntry entry;
    for (const LiteralMember& member : value.members)
        readMember(member, entry);
    return entry;
}

ConfigList readEntries(const LiteralValue& value)
{
    if (value.kind == Kind::Dict)
        return {readEntry(value)};
    if (value.kind != Kind::List)
        failAt(value, {ESPALIER_TR("core", "A config list is a list of dicts in square brackets."), {}});
    ConfigList entries;
    std::transform(value.items.begin(), value.items.end(), std::back_inserter(entries), readEntry);
    return entries;
}

ConfigSyntaxError placed(std::string_view text, const LiteralError& error)
{
    ConfigSyntaxError result{error.message, std::min(error.offset, text.size()), error.length, 1, 1};
    const std::string_view before = text.substr(0, result.offset);
    result.line += static_cast<int>(std::count(before.begin(), before.end(), '\n'));
    const std::size_t lineStart = before.rfind('\n') + 1;
    result.column = static_cast<int>(result.offset - lineStart) + 1;
    return result;
}

std::string fileText(const std::filesystem::path& path)
{
    std::error_code failure;
    const auto status = std::filesystem::status(path, failure);
    if (status.type() == std::filesystem::file_type::not_found)
        throw Error(ErrorCode::NotFound, {ESPALIER_TR("core", "The file %1 does not exist."), {path.string()}});
    if (std::filesystem::is_directory(status))
        throw Error(ErrorCode::Io, {ESPALIER_TR("core", "%1 is a folder, not a config list."), {path.string()}});
    const auto size = std::filesystem::file_size(path, failure);
    if (!failure && size > kLargestFile)
        throw Error(ErrorCode::InvalidConfig,
                    {ESPALIER_TR("core", "The file %1 is too large for a config list."), {path.string()}});
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file.is_open() || file.bad())
        throw Error(ErrorCode::Io, {ESPALIER_TR("core", "The file %1 cannot be read."), {path.string()}});
    return text;
}

} // namespace

ParsedConfigList parseConfigList(std::string_view text)
{
    try {
        return {readEntries(readLiteral(text)), std::nullopt};
    } catch (const LiteralError& error) {
        return {{}, placed(text, error)};
    }
}

ConfigList readConfigList(const std::filesystem::path& path)
{
    const std::string text = fileText(path);
    if (text.find('\0') != std::string::npos)
        throw Error(ErrorCode::InvalidConfig,
                    {ESPALIER_TR("core", "The file %1 is not a config list: it is no text file."), {path.string()}});
    ParsedConfigList parsed = parseConfigList(text);
    if (parsed.error) {
        const ConfigSyntaxError& error = *parsed.error;
        throw Error(
            ErrorCode::InvalidConfig,
            {ESPALIER_TR("core", "The config list %1 has an error in line %2, column %3: %4"),
             {path.string(), std::to_string(error.line), std::to_string(error.column), error.message.english()}});
    }
    return std::move(parsed.entries);
}

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/config_list_writer.h"

#include <cmath>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/config/config_keys.h"
#include "core/config/literal_reader.h"
#include "core/config/literal_writer.h"

namespace espalier {

namespace {

LiteralValue ofText(const std::string& text)
{
    LiteralValue value;
    value.kind = LiteralValue::Kind::Text;
    value.text = text;
    return value;
}

LiteralValue ofTexts(const std::vector<std::string>& texts)
{
    LiteralValue value;
    value.kind = LiteralValue::Kind::List;
    for (const std::string& text : texts)
        value.items.push_back(ofText(text));
    return value;
}

LiteralValue ofInteger(int number)
{
    LiteralValue value;
    value.kind = LiteralValue::Kind::Integer;
    value.text = std::to_string(number);
    return value;
}

/// What is no number has no literal either: null, which reads back as an error at its place.
LiteralValue ofReal(double number)
{
    LiteralValue value;
    value.kind = std::isfinite(number) ? LiteralValue::Kind::Real : LiteralValue::Kind::Null;
    value.real = number;
    return value;
}

LiteralValue ofBoolean(bool truth)
{
    LiteralValue value;
    value.kind = LiteralValue::Kind::Boolean;
    value.boolean = truth;
    return value;
}

LiteralValue ofReals(const std::map<std::string, double>& numbers)
{
    LiteralValue value;
    value.kind = LiteralValue::Kind::Dict;
    for (const auto& [name, number] : numbers)
        value.members.push_back({name, 0, 0, ofReal(number)});
    return value;
}

LiteralValue ofBits(const std::map<std::string, int>& bits)
{
    LiteralValue value;
    value.kind = LiteralValue::Kind::Dict;
    for (const auto& [type, count] : bits)
        value.members.push_back({type, 0, 0, ofInteger(count)});
    return value;
}

/// The value of a key that is kept; text that is no JSON is written as a text.
LiteralValue ofJson(const std::string& json)
{
    try {
        return readLiteral(json);
    } catch (const LiteralError&) {
        return ofText(json);
    }
}

LiteralValue emptyDict()
{
    LiteralValue dict;
    dict.kind = LiteralValue::Kind::Dict;
    return dict;
}

class DictWriter
{
public:
    void add(std::string_view key, LiteralValue value)
    {
        m_dict.members.push_back({std::string(key), 0, 0, std::move(value)});
    }
    void add(std::string_view key, const std::optional<double>& number)
    {
        if (number)
            add(key, ofReal(*number));
    }
    void add(std::string_view key, const std::optional<int>& number)
    {
        if (number)
            add(key, ofInteger(*number));
    }
    void add(std::string_view key, const std::optional<std::vector<std::string>>& texts)
    {
        if (texts)
            add(key, ofTexts(*texts));
    }
    LiteralValue take() { return std::move(m_dict); }

private:
    LiteralValue m_dict = emptyDict();
};

void addPruning(const ConfigEntry& entry, DictWriter& dict)
{
    dict.add(kSparsityKey, entry.sparsity);
    dict.add(kTotalSparsityKey, entry.totalSparsity);
    if (!entry.maxSparsityByLayer.empty())
        dict.add(kMaxSparsityKey, ofReals(entry.maxSparsityByLayer));
    else
        dict.add(kMaxSparsityKey, entry.maxSparsityPerLayer);
    dict.add(kPruneIterationsKey, entry.pruneIterations);
    dict.add(kInitialSparsityKey, entry.initialSparsity);
    dict.add(kFinalSparsityKey, entry.finalSparsity);
    dict.add(kStartEpochKey, entry.startEpoch);
    dict.add(kEndEpochKey, entry.endEpoch);
    dict.add(kFrequencyKey, entry.frequency);
}

void addSelectors(const ConfigEntry& entry, DictWriter& dict)
{
    dict.add(kOpTypesKey, entry.opTypes);
    dict.add(kOpNamesKey, entry.opNames);
    dict.add(kOpNamesReKey, entry.opNamesRe);
    const std::pair<std::string_view, const std::vector<std::string>&> exceptions[] = {
        {kExcludeOpTypesKey, entry.excludeOpTypes},
        {kExcludeOpNamesKey, entry.excludeOpNames},
        {kExcludeOpNamesReKey, entry.excludeOpNamesRe}};
    for (const auto& [key, texts] : exceptions) {
        if (!texts.empty())
            dict.add(key, ofTexts(texts));
    }
}

LiteralValue ofEntry(const ConfigEntry& entry)
{
    DictWriter dict;
    if (!entry.enabled)
        dict.add(kEnabledKey, ofBoolean(false));
    addPruning(entry, dict);
    if (entry.exclude)
        dict.add(kExcludeKey, ofBoolean(*entry.exclude));
    dict.add(kQuantTypesKey, entry.quantTypes);
    if (!entry.quantBitsByType.empty())
        dict.add(kQuantBitsKey, ofBits(entry.quantBitsByType));
    else
        dict.add(kQuantBitsKey, entry.quantBits);
    dict.add(kQuantStartStepKey, entry.quantStartStep);
    addSelectors(entry, dict);
    for (const auto& [key, json] : entry.otherKeys)
        dict.add(key, ofJson(json));
    return dict.take();
}

/// The line of an entry in Python; of one that is switched off, a comment that can be taken away.
std::string pythonLine(ConfigEntry entry)
{
    const bool enabled = std::exchange(entry.enabled, true);
    const std::string text = literalText(ofEntry(entry), ConfigSyntax::Python) + ",";
    return enabled ? "    " + text + "\n" : "    # " + text + "  # switched off\n";
}

/// The line of an entry in JSON.
std::string jsonLine(const ConfigEntry& entry, bool last)
{
    return "  " + literalText(ofEntry(entry), ConfigSyntax::Json) + (last ? "\n" : ",\n");
}

} // namespace

std::string writeConfigList(const ConfigList& list, ConfigSyntax syntax)
{
    if (list.empty())
        return "[]\n";
    const bool json = syntax == ConfigSyntax::Json;
    std::string text = "[\n";
    for (std::size_t i = 0; i < list.size(); ++i)
        text += json ? jsonLine(list[i], i + 1 == list.size()) : pythonLine(list[i]);
    return text + "]\n";
}

} // namespace espalier

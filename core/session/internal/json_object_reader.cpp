// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/internal/json_object_reader.h"

#include <limits>
#include <utility>

#include "core/base/error.h"

namespace espalier::internal {
namespace {

void mergeMissing(Json& target, const Json& source)
{
    for (const auto& [key, value] : source.items()) {
        if (!target.contains(key))
            target[key] = value;
        else if (target[key].is_object() && value.is_object())
            mergeMissing(target[key], value);
    }
}

} // namespace

JsonObjectReader::JsonObjectReader(const Json& json, std::filesystem::path file, std::string place)
    : m_json(json)
    , m_file(std::move(file))
    , m_place(std::move(place))
{
    if (json.is_object())
        return;
    if (m_place.empty())
        throw Error(ErrorCode::InvalidConfig,
                    Message{ESPALIER_TR("core", "The session file %1 cannot be used: it holds no JSON object."),
                            {m_file.string()}});
    const std::string name = std::exchange(m_place, {});
    fail(name.substr(0, name.size() - 1),
         ESPALIER_TR("core", "The session file %1 cannot be used: %2 must be a JSON object."));
}

void JsonObjectReader::fail(const std::string& key, const char* sentence, const std::string& detail) const
{
    throw Error(ErrorCode::InvalidConfig, Message{sentence, {m_file.string(), m_place + key, detail}});
}

const Json* JsonObjectReader::find(const std::string& key)
{
    m_known.insert(key);
    const auto place = m_json.find(key);
    return place == m_json.end() || place->is_null() ? nullptr : &*place;
}

const Json& JsonObjectReader::require(const std::string& key)
{
    const Json* value = find(key);
    if (!value)
        fail(key, ESPALIER_TR("core", "The session file %1 cannot be used: %2 is missing."));
    return *value;
}

std::string JsonObjectReader::text(const std::string& key, const std::string& fallback)
{
    const Json* value = find(key);
    if (value && !value->is_string())
        fail(key, ESPALIER_TR("core", "The session file %1 cannot be used: %2 must be a text."));
    return value ? value->get<std::string>() : fallback;
}

bool JsonObjectReader::flag(const std::string& key, bool fallback)
{
    const Json* value = find(key);
    if (value && !value->is_boolean())
        fail(key, ESPALIER_TR("core", "The session file %1 cannot be used: %2 must be true or false."));
    return value ? value->get<bool>() : fallback;
}

std::int64_t JsonObjectReader::integer(const std::string& key, std::int64_t fallback, std::int64_t smallest)
{
    const Json* value = find(key);
    if (!value)
        return fallback;
    const bool fits = value->is_number_integer()
                      && !(value->is_number_unsigned()
                           && value->get<std::uint64_t>() > std::uint64_t(std::numeric_limits<std::int64_t>::max()));
    if (!fits || value->get<std::int64_t>() < smallest)
        fail(key, ESPALIER_TR("core", "The session file %1 cannot be used: %2 must be a whole number of at least %3."),
             std::to_string(smallest));
    return value->get<std::int64_t>();
}

std::uint64_t JsonObjectReader::unsignedInteger(const std::string& key, std::uint64_t fallback)
{
    const Json* value = find(key);
    if (!value)
        return fallback;
    if (!value->is_number_integer() || (!value->is_number_unsigned() && value->get<std::int64_t>() < 0))
        fail(key, ESPALIER_TR("core", "The session file %1 cannot be used: %2 must be a whole number of at least 0."));
    return value->get<std::uint64_t>();
}

double JsonObjectReader::number(const std::string& key, double fallback)
{
    const Json* value = find(key);
    if (value && !value->is_number())
        fail(key, ESPALIER_TR("core", "The session file %1 cannot be used: %2 must be a number."));
    return value ? value->get<double>() : fallback;
}

std::vector<double> JsonObjectReader::numbers(const std::string& key)
{
    const Json* value = find(key);
    if (!value)
        return {};
    if (!value->is_array())
        fail(key, ESPALIER_TR("core", "The session file %1 cannot be used: %2 must be a list of numbers."));
    std::vector<double> result;
    for (const Json& item : *value) {
        if (!item.is_number())
            fail(key, ESPALIER_TR("core", "The session file %1 cannot be used: %2 must be a list of numbers."));
        result.push_back(item.get<double>());
    }
    return result;
}

std::vector<std::string> JsonObjectReader::texts(const std::string& key)
{
    const Json* value = find(key);
    if (!value)
        return {};
    if (!value->is_array())
        fail(key, ESPALIER_TR("core", "The session file %1 cannot be used: %2 must be a list of texts."));
    std::vector<std::string> result;
    for (const Json& item : *value) {
        if (!item.is_string())
            fail(key, ESPALIER_TR("core", "The session file %1 cannot be used: %2 must be a list of texts."));
        result.push_back(item.get<std::string>());
    }
    return result;
}

std::string JsonObjectReader::unknownKeys() const
{
    Json rest = Json::object();
    for (const auto& [key, value] : m_json.items()) {
        if (!m_known.contains(key))
            rest[key] = value;
    }
    return rest.empty() ? std::string() : rest.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void restoreUnknownKeys(Json& json, const std::string& unknownKeys)
{
    if (unknownKeys.empty())
        return;
    const Json rest = Json::parse(unknownKeys, nullptr, false);
    if (rest.is_object())
        mergeMissing(json, rest);
}

} // namespace espalier::internal

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace espalier::internal {

using Json = nlohmann::ordered_json;

/// Takes known keys out of one JSON object, with their types checked, and remembers which are left. Every failure
/// is an Error(InvalidConfig) that names the file, the key with its place in the file, and the cause.
class JsonObjectReader
{
public:
    /// @param place of the object in the file, e.g. "steps[1]."; empty for the outermost one.
    /// @throws Error when @p json is no object. @p json must outlive the reader.
    JsonObjectReader(const Json& json, std::filesystem::path file, std::string place = {});

    /// The value, or nullptr when the key is absent or null.
    const Json* find(const std::string& key);
    const Json& require(const std::string& key);

    std::string text(const std::string& key, const std::string& fallback = {});
    bool flag(const std::string& key, bool fallback);
    std::int64_t integer(const std::string& key, std::int64_t fallback, std::int64_t smallest);
    std::uint64_t unsignedInteger(const std::string& key, std::uint64_t fallback);
    double number(const std::string& key, double fallback);
    std::vector<double> numbers(const std::string& key);
    std::vector<std::string> texts(const std::string& key);

    /// What no call has asked for, as JSON text; empty when nothing is left.
    std::string unknownKeys() const;

    /// @param sentence a translatable template: %1 is the file, %2 the key with its place, %3 is @p detail.
    [[noreturn]] void fail(const std::string& key, const char* sentence, const std::string& detail = {}) const;

    const std::filesystem::path& file() const { return m_file; }
    /// Where the object is in the file: "steps[1]"; empty for the outermost one.
    std::string place() const { return m_place.substr(0, m_place.empty() ? 0 : m_place.size() - 1); }

private:
    const Json& m_json;
    std::filesystem::path m_file;
    std::string m_place;
    std::set<std::string> m_known;
};

/// Adds to @p json what @p unknownKeys (a JSON object as text, or nothing) holds beyond it, objects within objects too.
void restoreUnknownKeys(Json& json, const std::string& unknownKeys);

} // namespace espalier::internal

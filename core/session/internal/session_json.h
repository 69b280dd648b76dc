// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

#include "core/session/session.h"

namespace espalier::internal {

/// The JSON object of @p session in the newest version; paths relative to @p folder, absolute when it is empty.
nlohmann::ordered_json sessionToJson(const Session& session, const std::filesystem::path& folder);

/// The inverse. @param json is in the newest version. @param file only for errors.
/// @param folder what relative paths are relative to. @param issues as readSession() gives them.
/// @throws Error naming file, key and cause
Session sessionFromJson(const nlohmann::ordered_json& json, const std::filesystem::path& file,
                        const std::filesystem::path& folder, std::vector<Issue>& issues);

nlohmann::ordered_json trainingToJson(const TrainingOptions& options);

/// The whole of a JSON file that must hold an object. @throws Error with one sentence for a missing, empty or unreadable
/// file, a folder, and text that is no JSON (with its line).
nlohmann::ordered_json readJsonFile(const std::filesystem::path& file);

/// @p json as it is written: indented, keys in their order, ending with a line break.
std::string jsonText(const nlohmann::ordered_json& json);

} // namespace espalier::internal

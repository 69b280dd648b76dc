// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <span>

#include <nlohmann/json.hpp>

namespace espalier::internal {

/// Turns a session of one format_version into the next one's form; does not touch format_version.
using SessionMigration = void (*)(nlohmann::ordered_json& session);

/// One step per version: the first leads from version 1 to version 2. Empty while version 1 is the newest.
std::span<const SessionMigration> sessionMigrations();

/// The newest version: the one that is written.
int sessionFormatVersion();

/// Brings @p session, read from @p file, to version 1 + migrations.size(). @throws Error(InvalidConfig) when its
/// format_version is missing or no version number, Error(Unsupported) when it is newer.
void migrateSession(nlohmann::ordered_json& session, const std::filesystem::path& file,
                    std::span<const SessionMigration> migrations);

} // namespace espalier::internal

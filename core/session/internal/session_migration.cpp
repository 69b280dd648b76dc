// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/internal/session_migration.h"

#include <string>

#include "core/base/error.h"
#include "core/session/internal/json_object_reader.h"

namespace espalier::internal {

std::span<const SessionMigration> sessionMigrations()
{
    return {};
}

int sessionFormatVersion()
{
    return 1 + static_cast<int>(sessionMigrations().size());
}

void migrateSession(nlohmann::ordered_json& session, const std::filesystem::path& file,
                    std::span<const SessionMigration> migrations)
{
    JsonObjectReader reader(session, file);
    reader.require("format_version");
    const std::int64_t version = reader.integer("format_version", 1, 1);
    const std::int64_t newest = 1 + static_cast<std::int64_t>(migrations.size());
    if (version > newest)
        throw Error(
            ErrorCode::Unsupported,
            Message{ESPALIER_TR("core", "The session file %1 was written by a newer Espalier (its format_version is "
                                        "%2, this one reads up to %3): open it with that version."),
                    {file.string(), std::to_string(version), std::to_string(newest)}});
    for (std::int64_t step = version; step < newest; ++step)
        migrations[static_cast<std::size_t>(step - 1)](session);
    session["format_version"] = newest;
}

} // namespace espalier::internal

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/session.h"

#include "core/base/output_transaction.h"
#include "core/session/internal/session_json.h"
#include "core/session/internal/session_migration.h"

namespace espalier {
namespace {

std::filesystem::path folderOf(const std::filesystem::path& file)
{
    return std::filesystem::absolute(file).parent_path();
}

} // namespace

PruneSettings pruneSettings(const Session& session, const SessionStep& step)
{
    if (step.pruning)
        return *step.pruning;
    return {session.configList, session.algorithm, session.mode,
            session.parameters, session.align,     session.throughReductions};
}

Session readSession(const std::filesystem::path& path, std::vector<Issue>& issues)
{
    nlohmann::ordered_json json = internal::readJsonFile(path);
    internal::migrateSession(json, path, internal::sessionMigrations());
    return internal::sessionFromJson(json, path, folderOf(path), issues);
}

Session readSession(const std::filesystem::path& path)
{
    std::vector<Issue> ignored;
    return readSession(path, ignored);
}

void writeSession(const std::filesystem::path& path, const Session& session)
{
    OutputTransaction output;
    output.write(path, internal::jsonText(internal::sessionToJson(session, folderOf(path))));
    output.commit();
}

} // namespace espalier

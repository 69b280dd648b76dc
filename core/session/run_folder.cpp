// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/run_folder.h"

#include <signal.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <regex>
#include <system_error>
#include <utility>

#include "core/base/error.h"
#include "core/base/output_transaction.h"
#include "core/session/internal/json_object_reader.h"
#include "core/session/internal/session_json.h"
#include "core/session/internal/session_migration.h"
#include "core/session/internal/session_paths.h"

namespace espalier {
namespace {

namespace fs = std::filesystem;
using internal::Json;

constexpr const char* kCheckpointName = "checkpoint.pth";
constexpr const char* kKeptAside = ".previous";

// FNV-1a: enough to notice that a file is not the one of before.
std::uint64_t fingerprint(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw Error(ErrorCode::Io, Message{ESPALIER_TR("core", "The file %1 cannot be read: %2."),
                                           {file.string(), std::strerror(errno)}});
    std::uint64_t hash = 14695981039346656037ull;
    std::vector<char> block(1 << 16);
    while (stream.read(block.data(), static_cast<std::streamsize>(block.size())) || stream.gcount() > 0) {
        for (std::streamsize i = 0; i < stream.gcount(); ++i)
            hash = (hash ^ static_cast<unsigned char>(block[static_cast<std::size_t>(i)])) * 1099511628211ull;
    }
    return hash;
}

std::string hexadecimal(std::uint64_t value)
{
    char text[17];
    std::snprintf(text, sizeof(text), "%016llx", static_cast<unsigned long long>(value));
    return text;
}

fs::path aside(const fs::path& file)
{
    return fs::path(file) += kKeptAside;
}

void keepAside(const fs::path& file)
{
    if (!fs::exists(file))
        return;
    std::error_code error;
    fs::rename(file, aside(file), error);
    if (error)
        throw Error(ErrorCode::Io,
                    Message{ESPALIER_TR("core", "Cannot write %1: %2."), {file.string(), error.message()}});
}

// ".NAME.PID-N.part" of OutputTransaction, when that process is gone.
bool isLeftover(const std::string& name)
{
    static const std::regex pattern(R"(\..+\.(\d{1,9})-\d+\.part)");
    std::smatch match;
    return std::regex_match(name, match, pattern) && ::kill(std::stoi(match[1]), 0) != 0 && errno == ESRCH;
}

void putBack(const fs::path& file) noexcept
{
    std::error_code ignored;
    fs::remove(file, ignored);
    if (fs::exists(aside(file), ignored))
        fs::rename(aside(file), file, ignored);
}

} // namespace

std::string fingerprintInputs(const RunFile& run)
{
    std::string text;
    for (const fs::path& file : {run.session.modelPath, run.session.weightsPath, run.masksFile}) {
        if (!file.empty())
            text += (text.empty() ? "" : "-") + hexadecimal(fingerprint(file));
    }
    return text;
}

std::string writeRunFile(const RunFile& run)
{
    Json json{{"format_version", internal::sessionFormatVersion()}, {"state", run.finished ? "finished" : "running"}};
    json["threads"] = run.threads;
    json["masks"] = internal::storedPath(run.masksFile, {});
    json["config_source"] = run.configSource;
    json["inputs"] = run.inputFingerprint ? Json(*run.inputFingerprint) : Json(nullptr);
    json["session"] = internal::sessionToJson(run.session, {});
    return internal::jsonText(json);
}

RunFile readRunFile(const fs::path& folder)
{
    const fs::path file = folder / RunFolder::kRunFileName;
    const Json json = internal::readJsonFile(file);
    internal::JsonObjectReader reader(json, file);
    RunFile run;
    Json session = reader.require("session");
    internal::migrateSession(session, file, internal::sessionMigrations());
    std::vector<Issue> said; // when the run began
    run.session = internal::sessionFromJson(session, file, fs::absolute(folder), said);
    run.masksFile = internal::resolvedPath(reader.text("masks"), fs::absolute(folder));
    run.configSource = reader.text("config_source");
    run.threads = static_cast<int>(reader.integer("threads", 0, 0));
    run.finished = reader.text("state") == "finished";
    if (reader.find("inputs"))
        run.inputFingerprint = reader.text("inputs");
    return run;
}

RunFolder::RunFolder(fs::path folder)
    : m_folder(fs::absolute(folder).lexically_normal())
{
    if (m_folder.filename().empty())
        m_folder = m_folder.parent_path();
    std::error_code ignored;
    for (fs::path path = m_folder; !path.empty() && !fs::exists(path, ignored); path = path.parent_path())
        m_newFolders.push_back(path);
}

RunFolder::~RunFolder()
{
    if (!m_started || m_finished || m_resumed)
        return;
    putBack(m_folder / kRunFileName);
    putBack(checkpointFile());
    std::error_code ignored;
    for (const fs::path& folder : m_newFolders)
        fs::remove(folder, ignored);
}

fs::path RunFolder::checkpointFile() const
{
    return m_folder / kCheckpointName;
}

bool RunFolder::hasCheckpoint() const
{
    std::error_code ignored;
    return fs::exists(checkpointFile(), ignored);
}

void RunFolder::requireResumable(const RunFile& run) const
{
    const std::string folder = m_folder.string();
    if (run.finished)
        throw Error(ErrorCode::InvalidConfig,
                    Message{ESPALIER_TR("core", "The run in %1 is finished; there is nothing to resume."), {folder}});
    if (run.inputFingerprint && *run.inputFingerprint != fingerprintInputs(run))
        throw Error(
            ErrorCode::InvalidConfig,
            Message{ESPALIER_TR("core", "The run in %1 cannot be resumed: its model, weights or masks have changed "
                                        "since it started."),
                    {folder}});
}

void RunFolder::resume()
{
    m_resumed = true;
    std::error_code ignored;
    std::vector<fs::path> leftovers;
    for (const fs::directory_entry& entry : fs::directory_iterator(m_folder, ignored)) {
        if (isLeftover(entry.path().filename().string()))
            leftovers.push_back(entry.path());
    }
    for (const fs::path& file : leftovers)
        fs::remove(file, ignored);
}

void RunFolder::start(const RunFile& run)
{
    if (m_resumed)
        return;
    m_started = true;
    keepAside(m_folder / kRunFileName);
    keepAside(checkpointFile());
    OutputTransaction output;
    output.write(m_folder / kRunFileName, writeRunFile(run));
    output.commit();
}

void RunFolder::finish()
{
    m_finished = true;
    std::error_code ignored;
    fs::remove(checkpointFile(), ignored);
    fs::remove(aside(checkpointFile()), ignored);
    fs::remove(aside(m_folder / kRunFileName), ignored);
}

} // namespace espalier

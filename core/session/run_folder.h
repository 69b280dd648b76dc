// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/session/session.h"

namespace espalier {

/// What run.json records: everything that is needed to go on with a training run that was killed.
struct RunFile
{
    Session session;
    std::filesystem::path masksFile; ///< absolute; empty: none
    std::string configSource;        ///< file of the config list, for errors
    int threads = 0;                 ///< LibTorch computed with
    bool finished = false;
    /// Contents that the run started from, so that going on with others is noticed.
    std::optional<std::string> inputFingerprint;
};

/// Records the inputs as they are now. @throws Error naming a file that cannot be read.
std::string fingerprintInputs(const RunFile& run);

/// The text of run.json.
std::string writeRunFile(const RunFile& run);
/// Reads FOLDER/run.json. @throws Error naming file, key and cause
RunFile readRunFile(const std::filesystem::path& folder);

/// run.json and the checkpoint of an output folder while a run goes on. Unless finish() is called, the destructor puts the
/// folder back into the state before start(), or, for a resumed run, leaves it as it is, so that it can be resumed again.
class RunFolder
{
public:
    static constexpr const char* kRunFileName = "run.json";

    explicit RunFolder(std::filesystem::path folder);
    ~RunFolder();
    RunFolder(const RunFolder&) = delete;
    RunFolder& operator=(const RunFolder&) = delete;

    std::filesystem::path checkpointFile() const;
    bool hasCheckpoint() const;
    /// @throws Error(InvalidConfig) when @p run is finished, or its inputs are not those that it started from.
    void requireResumable(const RunFile& run) const;

    /// Writes run.json; from here on a killed run can be resumed. What an earlier run left is kept aside.
    /// @throws Error(Io)
    void start(const RunFile& run);
    /// This run goes on with what lies in the folder; half-written files of the killed one go.
    void resume();
    /// The outputs are written: the checkpoint is not needed any more.
    void finish();

private:
    std::filesystem::path m_folder;
    std::vector<std::filesystem::path> m_newFolders; ///< innermost first
    bool m_started = false;
    bool m_resumed = false;
    bool m_finished = false;
};

} // namespace espalier

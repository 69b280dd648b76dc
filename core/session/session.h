// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/input_spec.h"
#include "core/base/issue.h"
#include "core/base/profile.h"
#include "core/config/algorithm_parameters.h"
#include "core/config/config_entry.h"
#include "core/training/training_options.h"

namespace espalier {

/// What to prune and by what.
struct PruneSettings
{
    ConfigList configList;
    std::string algorithm = "l1";
    std::string mode = "normal";
    ParameterValues parameters; ///< of the algorithm
    int align = 1;
    bool throughReductions = false; ///< PruneOptions has it

    bool operator==(const PruneSettings&) const = default;
};

/// One thing to do, in order.
struct SessionStep
{
    /// Speedup cuts the masked channels out: what follows works on the smaller network, whose masks are empty.
    enum class Kind { Prune, Finetune, Speedup, Export };
    Kind kind = Kind::Prune;
    std::optional<PruneSettings> pruning; ///< of a step that prunes: its own; nullopt: the session's
    TrainingOptions training;             ///< Finetune only
    /// Finetune only: prunes by the session's list while it trains; empty: it does not.
    std::string sparsitySchedule;
    ParameterValues scheduleParameters; ///< of that schedule
    std::string format;                 ///< Export only: "torchscript"
    std::string file;                   ///< Export only: file name within the output folder
    std::string result;                 ///< JSON object of what the step gave; empty before it ran
    std::string unknownKeys;            ///< JSON object of keys this version does not know; written back unchanged

    bool operator==(const SessionStep&) const = default;
};

/// Everything a piece of work consists of, as plain data. Session file version 1.
struct Session
{
    std::filesystem::path modelPath;   ///< absolute in memory, relative to the session file on disk
    std::filesystem::path weightsPath; ///< a state dict loaded into the model first; empty: none; as modelPath on disk
    std::vector<InputSpec> inputs;     ///< empty: stored in the model, or from the data
    std::string data; ///< DATASET text; empty: none. A folder in it is absolute in memory, relative on disk
    ConfigList configList;
    std::string algorithm = "l1";
    std::string mode = "normal";
    ParameterValues parameters; ///< of the algorithm
    Profile profile = Profile::Default;
    int align = 1;
    bool throughReductions = false; ///< PruneOptions has it
    std::uint64_t seed = 0;
    std::vector<SessionStep> steps;
    std::string unknownKeys; ///< JSON object of keys this version does not know; written back unchanged

    bool operator==(const Session&) const = default;
};

/// The list and settings that @p step prunes by.
PruneSettings pruneSettings(const Session& session, const SessionStep& step);

/// Reads a session file of this or an older version. Files that it names need not exist. Config lists of NNI v3 are
/// translated (see importNniV3()), those of steps as well.
/// @param issues gets what was said about the translation. Entries count in the session's own list; what is said about a
/// step's list names the step and no entry.
/// @throws Error naming file, key and cause; a newer format_version is Error(Unsupported).
Session readSession(const std::filesystem::path& path, std::vector<Issue>& issues);
Session readSession(const std::filesystem::path& path);

/// Writes beside and renames. @throws Error(Io)
void writeSession(const std::filesystem::path& path, const Session& session);

} // namespace espalier

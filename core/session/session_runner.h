// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/pruning/pruner.h"
#include "core/session/session.h"
#include "core/training/trainer.h"

namespace espalier {

class ProgressSink;

struct ExportedFile
{
    std::filesystem::path path;
    std::uintmax_t bytes = 0;
};

/// What running a session gave.
struct SessionResult
{
    std::shared_ptr<const Model> model; ///< dense values kept beneath the masks
    MaskSet masks;
    std::optional<Evaluation> dense;     ///< before anything; nullopt without data
    std::optional<Evaluation> pruned;    ///< masks applied, not trained
    std::optional<Evaluation> finetuned; ///< best checkpoint
    /// What the Speedup steps changed.
    struct Shrunk
    {
        std::int64_t parametersBefore = 0;
        std::int64_t parametersAfter = 0;
        std::int64_t macsBefore = 0; ///< for one sample
        std::int64_t macsAfter = 0;
        double maxRelDifference = 0; ///< of outputs, between the last masked network and the smaller one
        MaskSet masks;               ///< that the last cut made physical
    };
    std::optional<Shrunk> shrunk; ///< nullopt: no Speedup step
    std::vector<LayerSparsity> layers;
    std::vector<EpochEvent> history;
    std::vector<ExportedFile> files; ///< everything that was written
    std::vector<Issue> issues;
    std::vector<SessionStep> steps; ///< the session's, with their results filled in
    std::string report;             ///< text of report.json
};

/// What a caller may add to a session.
struct SessionRunOptions
{
    std::filesystem::path outputFolder;
    std::filesystem::path masksFile;      ///< masks that hold from the start; empty: none
    std::string configSource;             ///< file that holds the config list, for errors; empty: the session
    std::string inputsSource;             ///< who gave the input shape, for errors: "--input-shape"
    std::vector<Issue> issues;            ///< found before, such as while the list was read; first among the result's
    std::filesystem::path checkpointFile; ///< where training keeps its state after each epoch; empty: nowhere
    bool resume = false;                  ///< training goes on from checkpointFile
    /// Called once model, masks and data are known to fit, before the first batch is trained.
    std::function<void()> beforeTraining;
    /// Further outputs (file name within the folder and content) that become visible together with the others.
    std::vector<std::pair<std::string, std::string>> furtherFiles;
};

/// Checks what needs no model: that steps, mode, algorithm, alignment and formats are ones this version offers.
/// @throws Error(Unsupported, InvalidConfig) in one sentence that says what is offered.
void validateSession(const Session& session);

/// Runs all steps of @p session and writes model.pth, model.pt and report.json, mask.pth where masks hold at the end,
/// model.recipe.json and model.py where channels were cut out, history.csv where there was training, and what its export
/// steps name into the output folder, all or nothing. Files of these names (and run.json) that an earlier run left there and
/// this one does not write are removed. All written models have the masks applied (under the default profile
/// those of batch norms too). @throws Error, CancelledError
SessionResult runSession(const Session& session, const SessionRunOptions& options, ProgressSink& sink,
                         TrainingObserver* observer, std::stop_token stop = {});

/// The same with nothing added.
SessionResult runSession(const Session& session, const std::filesystem::path& outputFolder, ProgressSink& sink,
                         TrainingObserver* observer, std::stop_token stop = {});

} // namespace espalier

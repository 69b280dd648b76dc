// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
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
    std::shared_ptr<const Model> model;
    MaskSet masks;
    Evaluation dense;                 ///< before anything
    std::optional<Evaluation> pruned; ///< masks applied, not trained
    std::optional<Evaluation> finetuned;
    std::vector<LayerSparsity> layers;
    std::vector<EpochEvent> history;
    std::vector<ExportedFile> files;
    std::vector<Issue> issues;
};

/// Runs all steps of @p session and writes model.pth, mask.pth, model.pt, report.json, history.csv and what its export
/// steps name into @p outputFolder, all or nothing. @throws Error, CancelledError
SessionResult runSession(const Session& session, const std::filesystem::path& outputFolder, ProgressSink& sink,
                         TrainingObserver* observer, std::stop_token stop = {});

} // namespace espalier

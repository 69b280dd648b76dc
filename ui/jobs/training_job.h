// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/progress_sink.h"
#include "core/schedule/schedule_checks.h"
#include "core/training/trainer.h"
#include "ui/document/document_state.h"

namespace espalier::ui {

class SessionDocument;

/// The document's training options; its seed, too, while they have not been edited.
TrainingOptions nextTrainingOptions(const SessionDocument& document);

/// How the next run prunes while it trains; nullopt: its masks stay as they are.
std::optional<SchedulePlan> nextSchedulePlan(const SessionDocument& document);
/// The next run prunes from the dense network, whatever masks there are now.
bool nextRunDropsMasks(const SessionDocument& document);

/// Everything that a run uses. Fixed when it begins: what is edited meanwhile is for the next run.
struct TrainingJob
{
    std::shared_ptr<const Model> model;
    /// That hold from the start. A schedule begins with the dense network, unless the session prunes before.
    std::shared_ptr<const MaskSet> masks = std::make_shared<MaskSet>();
    MaskBasis masksBasis; ///< of the masks that it ends with
    Profile profile = Profile::Default;
    std::string data; ///< DATASET text
    TrainingOptions options;
    std::shared_ptr<const MaskSet> documentMasks = {}; ///< those in force when it begins
    std::optional<SchedulePlan> plan = {};
    Resolution resolution = {}; ///< of the config list, for the plan
    std::optional<ShrunkFrom> shrunkFrom = {};
    std::vector<SessionStep> steps = {}; ///< of the session when it begins
    qint64 zeros = 0;                    ///< parameters, by documentMasks and what follows from them

    static TrainingJob of(const SessionDocument& document);
    /// Held at zero from the start / all parameters.
    double sparsity() const;
};

struct TrainingOutcome
{
    TrainingResult result;
    std::vector<LayerSparsity> layers; ///< what the schedule asked for and reached; empty without one
    std::vector<Issue> issues;         ///< of the schedule's pruning
};

/// The work of a training job, for the training thread: opens the data, gives the model the input shape and the
/// normalisation that follow from it, trains, prunes by the plan meanwhile, waits between two batches while @p gate is
/// closed. When stopped it returns the best checkpoint with cancelled set.
/// @throws Error, CancelledError when stopped before the first measurement; JobRunner catches them.
TrainingOutcome runTraining(const TrainingJob& job, TrainingObserver& observer, PauseGate& gate, ProgressSink& sink,
                            const std::stop_token& stop);

} // namespace espalier::ui

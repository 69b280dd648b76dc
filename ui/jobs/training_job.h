// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "core/base/progress_sink.h"
#include "core/training/trainer.h"
#include "ui/document/document_state.h"

namespace espalier::ui {

class SessionDocument;

/// The document's training options; its seed, too, while they have not been edited.
TrainingOptions nextTrainingOptions(const SessionDocument& document);

/// Everything that a run uses. Fixed when it begins: what is edited meanwhile is for the next run.
struct TrainingJob
{
    std::shared_ptr<const Model> model;
    std::shared_ptr<const MaskSet> masks = std::make_shared<MaskSet>();
    MaskBasis masksBasis; ///< of the masks
    Profile profile = Profile::Default;
    std::string data; ///< DATASET text
    TrainingOptions options;

    static TrainingJob of(const SessionDocument& document);
    /// Removed by the masks / all parameters.
    double sparsity() const;
};

/// The work of a training job, for the training thread: opens the data, gives the model the input shape and the
/// normalisation that follow from it, trains, waits between two batches while @p gate is closed. When stopped it
/// returns the best checkpoint with cancelled set.
/// @throws Error, CancelledError when stopped before the first measurement; JobRunner catches them.
TrainingResult runTraining(const TrainingJob& job, TrainingObserver& observer, PauseGate& gate, ProgressSink& sink,
                           const std::stop_token& stop);

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/training_job.h"

#include <algorithm>
#include <utility>

#include "core/data/dataset.h"
#include "core/pruning/reduction_simulation.h"
#include "core/schedule/scheduled_pruner.h"
#include "core/session/model_preparation.h"
#include "ui/document/masks_in_sight.h"
#include "ui/document/session_document.h"
#include "ui/document/session_steps.h"

namespace espalier::ui {

namespace {

/// What the data is normalised with: the data's own text decides, then the options; empty: what the model has stored.
Model::Normalization normalizationOf(const DatasetSpec& spec, const TrainingOptions& options)
{
    if (!spec.mean.empty() || !spec.std.empty())
        return {spec.mean, spec.std};
    return {options.mean, options.std};
}

/// As for the command line, both become part of the model and are exported with it.
std::shared_ptr<const Model> preparedModel(const TrainingJob& job, const Model::Normalization& normalization,
                                           const Dataset& test)
{
    const bool normalizes = !normalization.mean.empty() || !normalization.std.empty();
    if (!normalizes && !job.model->inputs().empty())
        return job.model;
    Model model = job.model->clone();
    setInputsFromData(model, test);
    if (normalizes)
        model.setNormalization(normalization);
    return std::make_shared<const Model>(std::move(model));
}

} // namespace

TrainingOptions nextTrainingOptions(const SessionDocument& document)
{
    const auto& steps = document.session().steps;
    TrainingOptions options = document.trainingOptions();
    if (std::none_of(steps.begin(), steps.end(),
                     [](const SessionStep& step) { return step.kind == SessionStep::Kind::Finetune; }))
        options.seed = document.session().seed;
    return options;
}

std::optional<SchedulePlan> nextSchedulePlan(const SessionDocument& document)
{
    const SessionStep step = document.finetuneStep();
    if (step.sparsitySchedule.empty())
        return std::nullopt;
    return SchedulePlan{step.sparsitySchedule, step.scheduleParameters, document.pruneOptions(), step.training.epochs};
}

bool nextRunDropsMasks(const SessionDocument& document)
{
    return !document.masks().empty() && !document.finetuneStep().sparsitySchedule.empty()
           && !stagePrunes(document.session(), document.state().cuts());
}

TrainingJob TrainingJob::of(const SessionDocument& document)
{
    const Session& session = document.session();
    TrainingJob job;
    job.model = document.model();
    job.masks = job.documentMasks = document.sharedMasks();
    job.zeros = heldAtZero(document).value_or(document.masks().removedCount());
    job.masksBasis = document.state().masksBasis;
    job.profile = session.profile;
    job.data = session.data;
    job.options = nextTrainingOptions(document);
    job.shrunkFrom = document.shrunkFrom();
    job.steps = session.steps;
    job.plan = nextSchedulePlan(document);
    if (!job.plan)
        return job;
    job.resolution = document.resolution();
    job.masksBasis = MaskBasis::of(session);
    if (nextRunDropsMasks(document))
        job.masks = std::make_shared<MaskSet>();
    return job;
}

double TrainingJob::sparsity() const
{
    const auto parameters = std::max<std::int64_t>(1, model->parameterCount());
    return masks->empty() ? 0.0 : static_cast<double>(zeros) / static_cast<double>(parameters);
}

TrainingOutcome runTraining(const TrainingJob& job, TrainingObserver& observer, PauseGate& gate, ProgressSink& sink,
                            const std::stop_token& stop)
{
    sink.progress(-1, Message{ESPALIER_TR("core", "Opening the data %1"), {job.data}});
    const DatasetSpec spec = parseDatasetSpec(job.data);
    const auto test = openDataset(spec, Split::Test);
    throwIfStopped(stop);
    const auto train = openDataset(spec, Split::Train);
    throwIfStopped(stop);
    const Model::Normalization normalization = normalizationOf(spec, job.options);
    TrainingOptions options = job.options;
    options.mean = normalization.mean;
    options.std = normalization.std;
    auto model = preparedModel(job, normalization, *test);
    // A schedule that begins with the dense network begins with its own operators, too.
    if (job.plan && job.masks->empty())
        model = withPlainReductions(model);
    std::unique_ptr<ScheduledPruner> pruner;
    if (job.plan)
        pruner = std::make_unique<ScheduledPruner>(*model, job.resolution, *job.plan, train, sink, stop);
    Trainer trainer(model, *job.masks, options);
    trainer.setHook(pruner.get());
    trainer.setObserver(&observer);
    trainer.setPauseGate(&gate);
    trainer.setNormMasks(job.profile == Profile::Default);
    TrainingOutcome outcome;
    outcome.result = trainer.run(train, test, stop);
    if (pruner) {
        outcome.layers = pruner->layers(outcome.result.masks);
        outcome.issues = pruner->issues();
    }
    return outcome;
}

} // namespace espalier::ui

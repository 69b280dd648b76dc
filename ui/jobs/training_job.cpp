// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/training_job.h"

#include <algorithm>
#include <utility>

#include "core/data/dataset.h"
#include "core/session/model_preparation.h"
#include "ui/document/session_document.h"

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

TrainingJob TrainingJob::of(const SessionDocument& document)
{
    const Session& session = document.session();
    return {document.model(), document.sharedMasks(), document.state().masksBasis,
            session.profile,  session.data,           nextTrainingOptions(document)};
}

double TrainingJob::sparsity() const
{
    const auto parameters = std::max<std::int64_t>(1, model->parameterCount());
    return static_cast<double>(masks->removedCount()) / static_cast<double>(parameters);
}

TrainingResult runTraining(const TrainingJob& job, TrainingObserver& observer, PauseGate& gate, ProgressSink& sink,
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
    Trainer trainer(preparedModel(job, normalization, *test), *job.masks, options);
    trainer.setObserver(&observer);
    trainer.setPauseGate(&gate);
    trainer.setNormMasks(job.profile == Profile::Default);
    return trainer.run(train, test, stop);
}

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/speedup_job.h"

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/data/dataset.h"
#include "core/session/model_preparation.h"
#include "ui/document/session_document.h"

namespace espalier::ui {

namespace {

/// Data that cannot be used leaves the proof on random inputs as it is.
void compareOnData(SpeedupOutcome& outcome, const SpeedupRequest& request, ProgressSink& sink,
                   const std::stop_token& stop)
{
    try {
        const DatasetSpec spec = parseDatasetSpec(request.data);
        EvaluationOptions options;
        options.mean = spec.mean.empty() ? request.mean : spec.mean;
        options.std = spec.std.empty() ? request.std : spec.std;
        options.batchSize = kProofSamples / 2;
        outcome.data = espalier::compareOnData(
            *request.model, effectiveMasks(*request.model, *request.masks, request.profile), *outcome.result.model,
            openDataset(spec, Split::Test), kProofSamples, options, sink, stop);
    } catch (const CancelledError&) {
        throw;
    } catch (const Error& error) {
        outcome.dataTrouble = error.message();
    }
}

} // namespace

SpeedupRequest SpeedupRequest::of(const SessionDocument& document)
{
    const TrainingOptions training = document.trainingOptions();
    return {document.model(),        document.sharedMasks(), document.session().profile,
            document.session().data, training.mean,          training.std};
}

SpeedupOutcome runSpeedup(const SpeedupRequest& request, ProgressSink& sink, const std::stop_token& stop)
{
    SpeedupOutcome outcome;
    outcome.result = speedUp(request.model, *request.masks, {request.profile, 0, true}, sink, stop);
    if (!request.data.empty())
        compareOnData(outcome, request, sink, stop);
    sink.progress(0.9, {ESPALIER_TR("core", "Trying one training step"), {}});
    outcome.trains = trainsOneStep(*outcome.result.model);
    throwIfStopped(stop);
    outcome.latency = measureLatency({request.model.get(), outcome.result.model.get()}, sink, stop);
    outcome.profileBefore = measureLatencyProfile(*request.model, sink, stop);
    outcome.profileAfter = measureLatencyProfile(*outcome.result.model, sink, stop);
    return outcome;
}

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/speedup_job.h"

#include "core/base/error.h"
#include "core/base/output_transaction.h"
#include "core/base/progress_sink.h"
#include "core/data/dataset.h"
#include "core/session/model_preparation.h"
#include "core/speedup/recipe.h"
#include "ui/document/session_document.h"

namespace espalier::ui {

namespace {

constexpr std::size_t kSamples = 256; ///< real inputs that both networks answer

/// Data that cannot be used leaves the proof on random inputs as it is.
void compareOnData(SpeedupOutcome& outcome, const SpeedupRequest& request, ProgressSink& sink,
                   const std::stop_token& stop)
{
    try {
        const DatasetSpec spec = parseDatasetSpec(request.data);
        EvaluationOptions options;
        options.mean = spec.mean.empty() ? request.mean : spec.mean;
        options.std = spec.std.empty() ? request.std : spec.std;
        options.batchSize = kSamples / 2;
        outcome.data = espalier::compareOnData(
            *request.model, effectiveMasks(*request.model, *request.masks, request.profile), *outcome.result.model,
            openDataset(spec, Split::Test), kSamples, options, sink, stop);
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

std::vector<std::filesystem::path> speedupFiles(const std::filesystem::path& torchScript)
{
    const auto beside = [&](const char* suffix) {
        return torchScript.parent_path() / (torchScript.stem().string() + suffix);
    };
    return {torchScript, beside(".pth"), beside(".recipe.json"), beside(".py")};
}

void writeSpeedupFiles(const SpeedupResult& result, const std::filesystem::path& torchScript)
{
    const auto files = speedupFiles(torchScript);
    OutputTransaction output;
    result.model->saveTorchScript(output.stage(files[0]));
    result.model->saveStateDict(output.stage(files[1]));
    output.write(files[2], writeRecipe(result));
    output.write(files[3], writeRecipeProgram(files[2], files[1], result.model->inputs()));
    output.commit();
}

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/session_runner.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/data/dataset.h"
#include "core/exporters/compression_report.h"
#include "core/model/compute_environment.h"
#include "core/pruning/mask_file.h"
#include "core/pruning/reduction_simulation.h"
#include "core/schedule/schedule_checks.h"
#include "core/schedule/scheduled_pruner.h"
#include "core/session/internal/cutting.h"
#include "core/session/internal/pruning_plan.h"
#include "core/session/internal/run_files.h"
#include "core/session/internal/session_json.h"
#include "core/session/internal/session_outputs.h"
#include "core/session/model_preparation.h"
#include "core/speedup/recipe.h"
#include "core/statistics/statistics_collector.h"

namespace espalier {
namespace {

using Json = nlohmann::ordered_json;
using Kind = SessionStep::Kind;
using namespace internal;

/// Prunes while it trains.
bool isScheduled(const SessionStep& step)
{
    return step.kind == Kind::Finetune && !step.sparsitySchedule.empty();
}

bool prunes(const SessionStep& step)
{
    return step.kind == Kind::Prune || isScheduled(step);
}

bool needsStatistics(const std::string& algorithm)
{
    return findPruner(algorithm)->info().source != ScoreSource::Weights;
}

bool hasStep(const Session& session, Kind kind)
{
    return std::any_of(session.steps.begin(), session.steps.end(),
                       [kind](const SessionStep& step) { return step.kind == kind; });
}

void addUnknownKeys(const std::string& keys, const std::string& place, std::vector<Issue>& issues)
{
    const Json unknown = Json::parse(keys, nullptr, false);
    if (!unknown.is_object())
        return;
    for (const auto& [key, value] : unknown.items()) {
        if (value.is_object() && (key == "training" || key == "pruning")) {
            addUnknownKeys(value.dump(), place + key + ".", issues);
            continue;
        }
        issues.push_back({Severity::Warning,
                          Message{ESPALIER_TR("core", "The key %1 of the session is not known; it is kept and has no "
                                                      "effect."),
                                  {place + key}},
                          std::nullopt,
                          {}});
    }
}

std::vector<Issue> stepIssues(const Session& session)
{
    if (!session.steps.empty())
        return {};
    return {
        {Severity::Warning,
         Message{ESPALIER_TR("core", "The session has no steps, so that nothing is done: the network is written as it "
                                     "is. Add steps, such as {\"step\": \"prune\"}."),
                 {}},
         std::nullopt,
         {}}};
}

/// A misspelt key must not pass for one that was understood.
std::vector<Issue> unknownKeyIssues(const Session& session)
{
    std::vector<Issue> issues;
    addUnknownKeys(session.unknownKeys, {}, issues);
    for (std::size_t i = 0; i < session.steps.size(); ++i)
        addUnknownKeys(session.steps[i].unknownKeys, "steps[" + std::to_string(i) + "].", issues);
    return issues;
}

/// One run of a session: state between its steps.
class SessionRun
{
public:
    SessionRun(const Session& session, const SessionRunOptions& options, ProgressSink& sink, TrainingObserver* observer,
               std::stop_token stop)
        : m_session(session)
        , m_options(options)
        , m_sink(sink)
        , m_observer(observer)
        , m_stop(std::move(stop))
        , m_steps(session.steps)
    {
    }

    SessionResult run();

private:
    void loadModel();
    void openData(Model& model);
    void applyNormalization(Model& model);
    void readMasks();
    bool leavesMasks() const;
    std::vector<std::string> outputNames() const;
    Evaluation measure(const MaskSet& masks) const;
    void runStep(std::size_t index);
    void pruneStep(std::size_t index);
    void checkPruning();
    SchedulePlan schedulePlan(const SessionStep& step) const;
    internal::PlanSources sources() const;
    Resolution resolve(const SessionStep& step) const;
    std::shared_ptr<const PruningStatistics> statistics(const PruneSettings& settings) const;
    std::unique_ptr<ScheduledPruner> scheduledPruner(const SessionStep& step);
    bool needsTrainingData() const;
    void finetuneStep(std::size_t index);
    void speedupStep(std::size_t index);
    void forgetAccuracies();
    void addIssues(const std::vector<Issue>& issues);
    void takeRows(std::vector<LayerSparsity> rows);
    CompressionReport report(const MaskSet& effective) const;
    std::vector<ExportedFile> writeOutputs(internal::SessionOutputs& outputs);

    const Session& m_session;
    const SessionRunOptions& m_options;
    ProgressSink& m_sink;
    TrainingObserver* m_observer;
    std::stop_token m_stop;
    std::vector<SessionStep> m_steps;
    internal::Cutting m_cutting;
    DatasetSpec m_spec;
    std::shared_ptr<const Dataset> m_train;
    std::shared_ptr<const Dataset> m_test;
    SessionResult m_result;
};

SessionResult SessionRun::run()
{
    validateSession(m_session);
    loadModel();
    // Before anything is measured: a list that cannot be used should not cost a minute.
    checkPruning();
    readMasks();
    internal::SessionOutputs outputs(m_options.outputFolder, outputNames());
    if (m_test)
        m_result.dense = measure({});
    if (m_test && !m_result.masks.empty() && !hasStep(m_session, Kind::Finetune))
        m_result.pruned = measure(m_result.masks);
    for (std::size_t i = 0; i < m_steps.size(); ++i)
        runStep(i);
    throwIfStopped(m_stop);
    m_result.files = writeOutputs(outputs);
    return std::move(m_result);
}

void SessionRun::loadModel()
{
    Model model = espalier::loadModel(m_session.modelPath, m_session.weightsPath, m_session.inputs, m_sink, m_stop,
                                      m_options.inputsSource);
    addIssues(m_options.issues);
    addIssues(model.issues());
    addIssues(unknownKeyIssues(m_session));
    addIssues(stepIssues(m_session));
    if (!m_session.data.empty())
        openData(model);
    applyNormalization(model);
    m_result.model = std::make_shared<const Model>(std::move(model));
    if (m_test)
        addIssues(checkModelAgainstData(*m_result.model, *m_test));
}

void SessionRun::openData(Model& model)
{
    m_sink.progress(-1, Message{ESPALIER_TR("core", "Opening the data %1"), {m_session.data}});
    m_spec = parseDatasetSpec(m_session.data);
    m_test = openDataset(m_spec, Split::Test);
    addIssues(m_test->issues());
    if (needsTrainingData()) {
        m_train = openDataset(m_spec, Split::Train);
        addIssues(m_train->issues());
    }
    throwIfStopped(m_stop);
    setInputsFromData(model, *m_test);
}

// What the data is normalised with is part of the model from here on: it is saved with it.
void SessionRun::applyNormalization(Model& model)
{
    if (!m_spec.mean.empty() || !m_spec.std.empty()) {
        model.setNormalization({m_spec.mean, m_spec.std});
        return;
    }
    for (const SessionStep& step : m_steps) {
        if (step.kind == Kind::Finetune && (!step.training.mean.empty() || !step.training.std.empty())) {
            model.setNormalization({step.training.mean, step.training.std});
            return;
        }
    }
}

void SessionRun::readMasks()
{
    if (m_options.masksFile.empty())
        return;
    m_result.masks = readMaskFile(m_options.masksFile);
    requireMasksFit(*m_result.model, m_result.masks, m_options.masksFile);
    for (const auto& [name, mask] : m_result.masks.items()) {
        const LayerInfo* layer = m_result.model->findLayer(name);
        m_result.layers.push_back(
            {name, layer->opType, std::numeric_limits<double>::quiet_NaN(), mask.weight.sparsity(), {}});
    }
}

/// Masks that hold at the end: a cut takes away those before it.
bool SessionRun::leavesMasks() const
{
    bool masks = !m_options.masksFile.empty();
    for (const SessionStep& step : m_session.steps)
        masks = prunes(step) || (masks && step.kind != Kind::Speedup);
    return masks;
}

std::vector<std::string> SessionRun::outputNames() const
{
    std::vector<std::string> names{kStateDictFile, kTorchScriptFile, kReportFile};
    if (leavesMasks())
        names.insert(names.begin() + 1, kMaskFile);
    if (hasStep(m_session, Kind::Speedup))
        names.insert(names.begin() + 2, {kRecipeFile, kProgramFile});
    if (hasStep(m_session, Kind::Finetune))
        names.push_back(kHistoryFile);
    for (const auto& [name, content] : m_options.furtherFiles)
        names.push_back(name);
    for (const SessionStep& step : m_steps) {
        if (step.kind == Kind::Export)
            std::erase(names, step.file);
    }
    return names;
}

Evaluation SessionRun::measure(const MaskSet& masks) const
{
    EvaluationOptions options;
    options.mean = m_result.model->normalization().mean;
    options.std = m_result.model->normalization().std;
    const MaskSet effective = effectiveMasks(*m_result.model, masks, m_session.profile);
    return evaluate(*m_result.model, effective, m_test, options, m_sink, m_stop);
}

void SessionRun::runStep(std::size_t index)
{
    throwIfStopped(m_stop);
    switch (m_steps[index].kind) {
    case Kind::Prune:
        return pruneStep(index);
    case Kind::Finetune:
        return finetuneStep(index);
    case Kind::Speedup:
        return speedupStep(index);
    case Kind::Export:
        return; // written with the other files, once everything has succeeded
    }
}

bool SessionRun::needsTrainingData() const
{
    return hasStep(m_session, Kind::Finetune)
           || std::any_of(m_steps.begin(), m_steps.end(), [this](const SessionStep& step) {
                  return prunes(step) && needsStatistics(pruneSettings(m_session, step).algorithm);
              });
}

internal::PlanSources SessionRun::sources() const
{
    return {m_session.modelPath.string(), m_options.configSource, m_options.inputsSource};
}

Resolution SessionRun::resolve(const SessionStep& step) const
{
    return internal::resolvePlan(*m_result.model, pruneSettings(m_session, step), m_session.profile, sources());
}

SchedulePlan SessionRun::schedulePlan(const SessionStep& step) const
{
    SchedulePlan plan;
    plan.schedule = step.kind == Kind::Prune ? "one_shot" : step.sparsitySchedule;
    plan.parameters = step.scheduleParameters;
    plan.pruning = internal::pruneOptions(pruneSettings(m_session, step), m_session);
    plan.epochs = step.training.epochs;
    return plan;
}

/// Finds what is wrong with list and settings before anything is measured or trained.
void SessionRun::checkPruning()
{
    for (const SessionStep& step : m_session.steps) {
        if (!prunes(step))
            continue;
        const Resolution resolution = resolve(step);
        const std::vector<Issue> found = scheduleIssues(*m_result.model, resolution, schedulePlan(step));
        internal::refuseFirstError(found, sources());
        // A scheduled training tells its own; pruning at once knows nothing of schedules.
        if (step.kind == Kind::Prune)
            addIssues(found);
    }
    if (hasStep(m_session, Kind::Speedup))
        requireInputs(*m_result.model, m_session.modelPath,
                      m_options.inputsSource.empty() ? "input_shape" : m_options.inputsSource);
}

std::shared_ptr<const PruningStatistics> SessionRun::statistics(const PruneSettings& settings) const
{
    if (!needsStatistics(settings.algorithm))
        return nullptr;
    StatisticsOptions options;
    options.algorithm = settings.algorithm;
    options.parameters = settings.parameters;
    options.seed = m_session.seed;
    return std::make_shared<const PruningStatistics>(
        collectStatistics(*m_result.model, options, m_train, m_sink, m_stop));
}

/// The rows of a step, and of what earlier ones removed and still holds.
void SessionRun::takeRows(std::vector<LayerSparsity> rows)
{
    for (LayerSparsity& earlier : m_result.layers) {
        const bool again =
            std::any_of(rows.begin(), rows.end(), [&](const LayerSparsity& row) { return row.name == earlier.name; });
        if (!again && m_result.masks.find(earlier.name) != nullptr)
            rows.push_back(std::move(earlier));
    }
    m_result.layers = std::move(rows);
}

void SessionRun::pruneStep(std::size_t index)
{
    const PruneSettings settings = pruneSettings(m_session, m_steps[index]);
    const Resolution resolution = resolve(m_steps[index]);
    addIssues(resolution.issues);
    PruneOptions options = internal::pruneOptions(settings, m_session);
    options.statistics = statistics(settings);
    // What an earlier step removed stays removed.
    const MaskSet earlier = settings.throughReductions ? MaskSet() : m_result.masks;
    if (!earlier.empty())
        options.earlier = std::make_shared<const MaskSet>(earlier);
    if (settings.throughReductions && !m_result.masks.empty())
        addIssues({{Severity::Warning,
                    {ESPALIER_TR("core", "Pruning through reductions begins anew: the masks of earlier steps are "
                                         "given up. Put a speedup step in between to keep what they removed."),
                     {}},
                    std::nullopt,
                    {}}});
    forgetAccuracies();
    PrunedNetwork network = pruneNetwork(m_result.model, resolution, options, m_sink, m_stop);
    PruneResult& pruned = network.result;
    m_result.model = std::move(network.model);
    m_result.masks = std::move(pruned.masks);
    m_result.masks.addMissing(earlier);
    takeRows(std::move(pruned.layers));
    addIssues(pruned.issues);
    const bool trainedNext = index + 1 < m_steps.size() && m_steps[index + 1].kind == Kind::Finetune;
    if (m_test && !trainedNext)
        m_result.pruned = measure(m_result.masks);
    Json result{{"masked_weights", m_result.masks.removedCount()}};
    result["accuracy"] = m_result.pruned ? Json(m_result.pruned->accuracy) : Json(nullptr);
    m_steps[index].result = result.dump();
}

std::unique_ptr<ScheduledPruner> SessionRun::scheduledPruner(const SessionStep& step)
{
    if (!isScheduled(step))
        return nullptr;
    const Resolution resolution = resolve(step);
    addIssues(resolution.issues);
    forgetAccuracies();
    return std::make_unique<ScheduledPruner>(*m_result.model, resolution, schedulePlan(step), m_train, m_sink, m_stop);
}

void SessionRun::finetuneStep(std::size_t index)
{
    // A schedule makes masks of its own, and begins with the network's own operators.
    if (isScheduled(m_steps[index]))
        m_result.model = withPlainReductions(m_result.model);
    TrainingOptions training = m_steps[index].training;
    training.mean = m_result.model->normalization().mean;
    training.std = m_result.model->normalization().std;
    Trainer trainer(m_result.model, m_result.masks, training);
    const auto hook = scheduledPruner(m_steps[index]);
    trainer.setHook(hook.get());
    trainer.setObserver(m_observer);
    trainer.setNormMasks(m_session.profile == Profile::Default);
    trainer.setCheckpointFile(m_options.checkpointFile);
    if (m_options.resume)
        trainer.resumeFrom(m_options.checkpointFile);
    if (m_options.beforeTraining)
        m_options.beforeTraining();
    TrainingResult trained = trainer.run(m_train, m_test, m_stop);
    if (trained.cancelled)
        throw CancelledError();
    if (!m_result.masks.empty())
        m_result.pruned = trained.before;
    m_result.finetuned = trained.after;
    m_result.model = trained.model;
    m_result.masks = std::move(trained.masks);
    if (hook) {
        takeRows(hook->layers(m_result.masks));
        addIssues(hook->issues());
    }
    for (EpochEvent& epoch : trained.history) {
        epoch.step = index;
        m_result.history.push_back(epoch);
    }
    addIssues(trained.issues);
    m_steps[index].result = Json{{"accuracy_before", trained.before.accuracy},
                                 {"accuracy_after", trained.after.accuracy},
                                 {"loss_after", trained.after.loss},
                                 {"best_epoch", trained.bestEpoch < 0 ? Json(nullptr) : Json(trained.bestEpoch + 1)}}
                                .dump();
}

void SessionRun::speedupStep(std::size_t index)
{
    const SpeedupResult result =
        m_cutting.cut(m_result.model, m_result.masks, m_session, m_test, m_steps[index].result, m_sink, m_stop);
    addIssues(result.issues);
    if (!m_result.masks.empty() && result.recipe.empty())
        throw Error(
            ErrorCode::InvalidConfig,
            Message{ESPALIER_TR("core", "The speedup step finds no channel to cut out, because other layers keep "
                                        "those that are masked: prune in mode dependency-aware, or leave the "
                                        "step out."),
                    {}});
    m_result.model = result.model;
    m_result.shrunk = SessionResult::Shrunk{m_cutting.parametersBefore(), result.parametersAfter,
                                            m_cutting.macsBefore(),       result.macsAfter,
                                            result.maxRelDifference,      std::exchange(m_result.masks, {})};
}

/// Those of an earlier round say nothing about what is pruned again.
void SessionRun::forgetAccuracies()
{
    m_result.pruned.reset();
    m_result.finetuned.reset();
}

void SessionRun::addIssues(const std::vector<Issue>& issues)
{
    for (const Issue& issue : issues) {
        if (std::find(m_result.issues.begin(), m_result.issues.end(), issue) == m_result.issues.end())
            m_result.issues.push_back(issue);
    }
}

CompressionReport SessionRun::report(const MaskSet& effective) const
{
    CompressionReport report;
    report.configList = m_session.configList;
    for (const SessionStep& step : m_session.steps) {
        if (!prunes(step))
            continue;
        const PruneSettings settings = pruneSettings(m_session, step);
        report.algorithm = settings.algorithm; // of the last one
        report.mode = settings.mode;
        report.align = settings.align;
        report.throughReductions = settings.throughReductions;
        report.configList = settings.configList;
    }
    report.profile = profileName(m_session.profile);
    report.seed = m_session.seed;
    report.threads = computeThreads();
    report.data = m_session.data;
    if (m_result.dense)
        report.accuracyBefore = m_result.dense->accuracy;
    if (m_result.pruned)
        report.accuracyAfter = report.accuracyPruned = m_result.pruned->accuracy;
    if (m_result.finetuned)
        report.accuracyAfter = m_result.finetuned->accuracy;
    report.simulated = !m_cutting.done() || leavesMasks();
    report.parameters = m_result.model->parameterCount();
    report.parametersRemoved = effective.removedCount();
    report.layers = m_result.layers;
    report.history = m_result.history;
    report.issues = m_result.issues;
    Session done = m_session;
    done.steps = m_steps;
    // In full, so that each step can be repeated from the report alone.
    for (SessionStep& step : done.steps) {
        if (prunes(step))
            step.pruning = pruneSettings(m_session, step);
    }
    report.further = {{"model", Json(m_session.modelPath.string()).dump()},
                      {"steps", internal::sessionToJson(done, {}).at("steps").dump()},
                      {"libtorch", Json(libTorchVersion()).dump()}};
    return report;
}

std::vector<ExportedFile> SessionRun::writeOutputs(internal::SessionOutputs& outputs)
{
    m_sink.progress(-1, Message{ESPALIER_TR("core", "Writing %1"), {m_options.outputFolder.string()}});
    const Model& model = *m_result.model;
    const MaskSet effective = effectiveMasks(model, m_result.masks, m_session.profile);
    Model masked = model.clone();
    masked.applyMasks(effective);
    m_result.report = writeReport(report(effective));
    m_result.steps = m_steps;
    for (const std::string& name : outputNames()) {
        throwIfStopped(m_stop);
        if (name == kStateDictFile)
            masked.saveStateDict(outputs.path(name));
        else if (name == kTorchScriptFile)
            masked.saveTorchScript(outputs.path(name));
        else if (name == kMaskFile)
            writeMaskFile(outputs.path(name), m_result.masks);
        else if (name == kRecipeFile)
            outputs.writeText(name, m_cutting.recipe(m_result.model));
        else if (name == kProgramFile)
            outputs.writeText(name, writeRecipeProgram(kRecipeFile, kStateDictFile, model.inputs()));
        else if (name == kReportFile)
            outputs.writeText(name, m_result.report);
        else if (name == kHistoryFile)
            outputs.writeText(name, writeHistoryCsv(m_result.history));
    }
    for (const auto& [name, content] : m_options.furtherFiles)
        outputs.writeText(name, content);
    for (const SessionStep& step : m_steps) {
        if (step.kind == Kind::Export)
            outputs.writeExport(step, masked);
    }
    return outputs.commit();
}

} // namespace

SessionResult runSession(const Session& session, const SessionRunOptions& options, ProgressSink& sink,
                         TrainingObserver* observer, std::stop_token stop)
{
    return SessionRun(session, options, sink, observer, std::move(stop)).run();
}

SessionResult runSession(const Session& session, const std::filesystem::path& outputFolder, ProgressSink& sink,
                         TrainingObserver* observer, std::stop_token stop)
{
    SessionRunOptions options;
    options.outputFolder = outputFolder;
    return runSession(session, options, sink, observer, std::move(stop));
}

} // namespace espalier

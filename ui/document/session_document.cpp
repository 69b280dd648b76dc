// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/session_document.h"

#include <QFileInfo>
#include <QLocale>
#include <QUndoStack>

#include <algorithm>
#include <utility>

#include "core/schedule/schedule_registry.h"
#include "ui/document/session_steps.h"
#include "ui/document/stage_history.h"
#include "ui/document/total_sparsity.h"
#include "ui/undo/document_state_command.h"

namespace espalier::ui {

namespace {

std::filesystem::path toPath(const QString& path)
{
    return path.isEmpty() ? std::filesystem::path() : std::filesystem::path(path.toStdString());
}

/// Sets one of @p values; the fallback need not be said. Returns false for what @p known refuse.
bool changeParameter(const std::vector<AlgorithmParameter>& known, ParameterValues& values, const QString& name,
                     const QString& value)
{
    const std::string key = name.toStdString();
    if (usableParameters(known, {{key, value.toStdString()}}).empty())
        return false;
    values.erase(key);
    if (textParameter(known, values, key) != value.toStdString())
        values[key] = value.toStdString();
    return true;
}

/// What is best for somebody who wants a network that is really smaller and faster: channels that go together, in counts that
/// kernels like. Single weights depend on nothing, and channels can only be followed at a known input shape.
constexpr int kWindowAlign = 8;

void chooseMode(Session& session, bool followable)
{
    const auto pruner = findPruner(session.algorithm);
    const bool together = pruner && pruner->hasMode(PruningMode::DependencyAware) && followable;
    session.mode = pruningModeName(together ? PruningMode::DependencyAware : PruningMode::Normal);
}

/// Only mode global knows totals; what they ask for stays.
void leaveTotals(Session& session, const std::string& modeBefore)
{
    const std::string global = pruningModeName(PruningMode::Global);
    if (modeBefore == global && session.mode != global)
        session.configList = withoutTotals(std::move(session.configList));
}

bool sameAccuracy(const std::optional<MeasuredAccuracy>& a, const std::optional<MeasuredAccuracy>& b)
{
    if (a.has_value() != b.has_value())
        return false;
    return !a
           || (a->data == b->data && a->evaluation.accuracy == b->evaluation.accuracy
               && a->evaluation.loss == b->evaluation.loss && a->evaluation.samples == b->evaluation.samples);
}

/// Parts of a session that are neither the config list nor what resolves it.
bool sameSettings(const Session& a, const Session& b)
{
    Session other = b;
    other.configList = a.configList;
    return a == other;
}

} // namespace

SessionDocument::SessionDocument(QObject* parent)
    : QObject(parent)
    , m_previewMasks(std::make_shared<MaskSet>())
    , m_undoStack(new QUndoStack(this))
{
    m_undoStack->setUndoLimit(200);
    connect(m_undoStack, &QUndoStack::cleanChanged, this, &SessionDocument::updateModified);
}

SessionDocument::~SessionDocument()
{
    // The stack's commands refer to this document; it must not hear of their end.
    m_undoStack->disconnect(this);
}

bool SessionDocument::masksOutdated() const
{
    return !m_state.masks->empty() && !(m_state.masksBasis == MaskBasis::of(m_state.session));
}

bool SessionDocument::listHasErrors() const
{
    return hasErrors(m_resolution.issues) || hasErrors(m_previewIssues);
}

bool SessionDocument::isModified() const
{
    return m_state.model != nullptr && (m_recovered || !m_undoStack->isClean());
}

void SessionDocument::openModel(std::shared_ptr<const Model> model, const QString& path)
{
    DocumentState state;
    state.model = std::move(model);
    state.denseModel = state.model;
    state.session.modelPath = toPath(QFileInfo(path).absoluteFilePath());
    state.session.align = kWindowAlign;
    chooseMode(state.session, !state.model->inputs().empty());
    m_recovered = false;
    enterNew(std::move(state), {});
}

void SessionDocument::openSession(std::shared_ptr<const Model> model, Session session, const QString& sessionFile,
                                  bool recovered, std::vector<Issue> readingIssues)
{
    DocumentState state;
    state.model = std::move(model);
    state.denseModel = state.model;
    state.session = std::move(session);
    m_recovered = recovered;
    enterNew(std::move(state), sessionFile);
    m_readingIssues = std::move(readingIssues);
    m_readList = m_state.session.configList;
    collectIssues();
}

void SessionDocument::close()
{
    m_recovered = false;
    enterNew({}, {});
}

void SessionDocument::saveSession(const QString& sessionFile)
{
    writeSession(toPath(sessionFile), sessionToSave());
    m_sessionFile = sessionFile;
    m_recovered = false;
    m_undoStack->setClean();
    updateModified();
    Q_EMIT sessionChanged();
}

Session SessionDocument::sessionToSave() const
{
    Session session = sessionForFile(m_state.session, m_state.cuts(), runsOfStage(m_state));
    for (const SessionStep& step : m_exports) {
        const bool known = std::any_of(session.steps.begin(), session.steps.end(), [&](const SessionStep& other) {
            return other.kind == SessionStep::Kind::Export && other.format == step.format && other.file == step.file;
        });
        if (!known)
            session.steps.push_back(step);
    }
    return session;
}

void SessionDocument::setConfigList(ConfigList list, const QString& text, int mergeKey)
{
    DocumentState state = m_state;
    state.session.configList = std::move(list);
    push(std::move(state), text, mergeKey);
}

void SessionDocument::setAlgorithm(const QString& algorithm)
{
    DocumentState state = m_state;
    const auto canGoTogether = [](const std::string& name) {
        const auto pruner = findPruner(name);
        return pruner && pruner->hasMode(PruningMode::DependencyAware);
    };
    const bool before = canGoTogether(state.session.algorithm);
    state.session.algorithm = algorithm.toStdString();
    const auto pruner = findPruner(state.session.algorithm);
    const auto mode = pruningModeFromName(state.session.mode);
    if (before != canGoTogether(state.session.algorithm) || (pruner && mode && !pruner->hasMode(*mode)))
        chooseMode(state.session, state.model && !state.model->inputs().empty());
    leaveTotals(state.session, m_state.session.mode);
    // Another algorithm may not know the parameters of this one, and would be refused with them.
    if (pruner)
        state.session.parameters = usableParameters(pruner->info().parameters, state.session.parameters);
    push(std::move(state), tr("Choose algorithm %1").arg(algorithm));
}

void SessionDocument::setParameter(const QString& name, const QString& value, int mergeKey)
{
    DocumentState state = m_state;
    const auto pruner = findPruner(state.session.algorithm);
    if (!pruner || !changeParameter(pruner->info().parameters, state.session.parameters, name, value))
        return;
    //: A parameter of the algorithm or the schedule: "Set batches".
    push(std::move(state), tr("Set %1").arg(name), mergeKey);
}

void SessionDocument::setProfile(Profile profile)
{
    DocumentState state = m_state;
    state.session.profile = profile;
    push(std::move(state), tr("Choose profile %1").arg(QLatin1String(profileName(profile))));
}

void SessionDocument::setSeed(quint64 seed, int mergeKey)
{
    DocumentState state = m_state;
    state.session.seed = seed;
    push(std::move(state), tr("Set seed to %1").arg(seed), mergeKey);
}

void SessionDocument::setMode(PruningMode mode)
{
    DocumentState state = m_state;
    state.session.mode = pruningModeName(mode);
    leaveTotals(state.session, m_state.session.mode);
    push(std::move(state), tr("Choose mode %1").arg(QLatin1String(pruningModeName(mode))));
}

void SessionDocument::setAlign(int channels, int mergeKey)
{
    DocumentState state = m_state;
    state.session.align = channels;
    push(std::move(state), tr("Keep multiples of %n channel(s)", nullptr, channels), mergeKey);
}

void SessionDocument::setThroughReductions(bool through)
{
    DocumentState state = m_state;
    state.session.throughReductions = through;
    push(std::move(state), through ? tr("Prune through reductions") : tr("Prune around reductions"));
}

PruneOptions SessionDocument::pruneOptions() const
{
    const Session& session = m_state.session;
    PruneOptions options;
    options.algorithm = session.algorithm;
    options.profile = session.profile;
    options.seed = session.seed;
    options.mode = pruningModeFromName(session.mode).value_or(PruningMode::Normal);
    options.align = static_cast<std::size_t>(std::max(1, session.align));
    options.parameters = session.parameters;
    options.throughReductions = session.throughReductions;
    return options;
}

void SessionDocument::setData(const QString& datasetText)
{
    DocumentState state = m_state;
    state.session.data = datasetText.toStdString();
    if (state.session.data != m_state.session.data) {
        state.baseline.reset();
        state.currentAccuracy.reset();
        state.accuracyFromRun = false;
    }
    push(std::move(state), tr("Choose data"));
}

void SessionDocument::setTrainingOptions(const TrainingOptions& options, int mergeKey)
{
    if (options == trainingOptions())
        return;
    DocumentState state = m_state;
    setTraining(state.session, state.cuts(), options);
    push(std::move(state), tr("Edit training options"), mergeKey);
}

void SessionDocument::setSparsitySchedule(const QString& schedule)
{
    DocumentState state = m_state;
    const ScheduleInfo* info = findSchedule(schedule.toStdString());
    if (schedule.toStdString() == finetuneStep().sparsitySchedule)
        return; // one that this version lacks is not lost by being looked at
    if (info == nullptr) {
        if (SessionStep* step = stageTraining(state.session, state.cuts())) {
            step->sparsitySchedule.clear();
            step->scheduleParameters.clear();
        }
        push(std::move(state), tr("Choose no sparsity schedule"));
        return;
    }
    dropPruning(state.session, state.cuts());
    SessionStep& step = requireTraining(state.session, state.cuts());
    step.sparsitySchedule = info->name;
    step.scheduleParameters = usableParameters(info->parameters, step.scheduleParameters);
    push(std::move(state), tr("Choose sparsity schedule %1").arg(schedule));
}

void SessionDocument::setScheduleParameter(const QString& name, const QString& value, int mergeKey)
{
    DocumentState state = m_state;
    SessionStep* step = stageTraining(state.session, state.cuts());
    const ScheduleInfo* info = step == nullptr ? nullptr : findSchedule(step->sparsitySchedule);
    if (info == nullptr || !changeParameter(info->parameters, step->scheduleParameters, name, value))
        return;
    push(std::move(state), tr("Set %1").arg(name), mergeKey);
}

void SessionDocument::adoptInputs(std::shared_ptr<const Model> model)
{
    DocumentState state = m_state;
    if (state.model->inputs().empty() && state.masks->empty())
        chooseMode(state.session, true);
    state.session.inputs = model->inputs();
    if (state.denseModel == state.model)
        state.denseModel = model;
    state.model = std::move(model);
    if (state.shrunkFrom)
        state.shrunkFrom->latencyAfterMs.reset(); // that of another input
    push(std::move(state), tr("Set input shape"));
}

void SessionDocument::adoptWeights(std::shared_ptr<const Model> model, const QString& path)
{
    DocumentState state = m_state;
    state.model = std::move(model);
    state.denseModel = state.model;
    state.session.weightsPath = toPath(QFileInfo(path).absoluteFilePath());
    state.baseline.reset();
    state.currentAccuracy.reset();
    state.accuracyFromRun = false;
    push(std::move(state), tr("Load weights from %1").arg(QFileInfo(path).fileName()));
}

void SessionDocument::adoptMasks(PruneResult result, std::optional<MaskBasis> basis, std::shared_ptr<const Model> model)
{
    DocumentState state = m_state;
    if (model)
        state.model = std::move(model);
    const auto layers = static_cast<int>(result.masks.items().size());
    state.masks = std::make_shared<MaskSet>(std::move(result.masks));
    state.maskedLayers = std::move(result.layers);
    state.pruneIssues = std::move(result.issues);
    state.masksBasis = basis ? std::move(*basis) : MaskBasis::of(state.session);
    state.currentAccuracy.reset();
    state.accuracyFromRun = false;
    push(std::move(state), tr("Prune %n layer(s)", nullptr, layers));
}

void SessionDocument::adoptRun(RunRecord record)
{
    const QString name = record.name;
    DocumentState state = stateAfter(record, m_state);
    m_keptRuns.add(record, state);
    push(std::move(state), tr("Take over run %1").arg(name));
}

void SessionDocument::keepRun(const RunRecord& record)
{
    m_keptRuns.add(record, stateAfter(record, m_state));
    Q_EMIT runsChanged();
}

void SessionDocument::useRun(std::size_t index)
{
    if (const auto kept = m_keptRuns.state(index))
        push(*kept, tr("Use run %1").arg(allRuns()[index].name));
}

void SessionDocument::adoptSpeedup(const SpeedupResult& result, std::optional<double> latencyBeforeMs,
                                   std::optional<double> latencyAfterMs)
{
    DocumentState state = m_state;
    if (!state.shrunkFrom)
        state.shrunkFrom = ShrunkFrom{result.parametersBefore, result.macsBefore, 0, latencyBeforeMs, {}, 0, 0, {}};
    ShrunkFrom& from = *state.shrunkFrom;
    from.latencyAfterMs = latencyAfterMs;
    recordCut(state.session, from.cuts, cutSettings(state), runsOfStage(state));
    from.bytesRemoved += result.bytesRemoved;
    auto recipe = from.recipe ? *from.recipe : std::vector<ParameterSlices>();
    recipe.insert(recipe.end(), result.recipe.begin(), result.recipe.end());
    from.recipe = std::make_shared<const std::vector<ParameterSlices>>(std::move(recipe));
    from.cuts += 1;
    from.runs = state.runs.size();
    state.model = result.model;
    state.masks = std::make_shared<MaskSet>();
    state.masksBasis = {};
    state.maskedLayers.clear();
    state.pruneIssues.clear();
    state.session.configList.clear();
    // Proven to compute what the masked network computes.
    state.accuracyFromRun = state.currentAccuracy.has_value();
    push(std::move(state),
         tr("Shrink to %1 parameters").arg(QLocale().toString(static_cast<qlonglong>(result.parametersAfter))));
}

SessionStep SessionDocument::finetuneStep() const
{
    SessionStep step;
    step.kind = SessionStep::Kind::Finetune;
    Session session = m_state.session;
    if (const SessionStep* own = stageTraining(session, m_state.cuts()))
        return *own;
    // Training goes on as before a cut, or as it is meant to go on after it; a schedule stays with its stage.
    if (const SessionStep* earlier = trainingStep(session, m_state.cuts()))
        step.training = earlier->training;
    return step;
}

void SessionDocument::setPreviewMasks(PruneResult result)
{
    m_previewMasks = std::make_shared<MaskSet>(std::move(result.masks));
    m_previewIssues = std::move(result.issues);
    collectIssues();
    Q_EMIT previewMasksChanged();
}

void SessionDocument::setPreviewIssues(std::vector<Issue> issues)
{
    m_previewIssues = std::move(issues);
    collectIssues();
}

void SessionDocument::setBaseline(MeasuredAccuracy accuracy)
{
    m_state.baseline = std::move(accuracy);
    Q_EMIT accuracyChanged();
}

void SessionDocument::setCurrentAccuracy(MeasuredAccuracy accuracy)
{
    m_state.currentAccuracy = std::move(accuracy);
    m_state.accuracyFromRun = false;
    Q_EMIT accuracyChanged();
}

void SessionDocument::recordExport(const std::filesystem::path& file, const std::string& format)
{
    SessionStep step;
    step.kind = SessionStep::Kind::Export;
    step.format = format;
    step.file = file.filename().string();
    m_exportFolder = QString::fromStdString(file.parent_path().string());
    m_exports.push_back(std::move(step));
}

void SessionDocument::markExported(const std::shared_ptr<const Model>& model)
{
    m_exportedModel = model;
}

bool SessionDocument::holdsUnexportedWeights() const
{
    if (!m_state.runs.empty() || m_state.shrunkFrom)
        return m_exportedModel.lock() != m_state.model;
    // Runs that were taken back are there to be used again, unless one of them has been found good enough to export.
    const auto exported = m_exportedModel.lock();
    return !allRuns().empty() && std::none_of(allRuns().begin(), allRuns().end(), [&](const RunRecord& run) {
        return exported != nullptr && run.result.model == exported;
    });
}

void SessionDocument::setEstimate(std::shared_ptr<const CompressionEstimate> estimate)
{
    m_estimate = std::move(estimate);
    Q_EMIT estimateChanged();
}

void SessionDocument::setDependencyGraph(std::shared_ptr<const DependencyGraph> graph)
{
    m_graph = std::move(graph);
    Q_EMIT dependencyGraphChanged();
}

void SessionDocument::setLatencyProfile(std::shared_ptr<const LatencyProfile> profile)
{
    m_latencyProfile = std::move(profile);
}

void SessionDocument::setDataIssues(std::vector<Issue> issues)
{
    m_dataIssues = std::move(issues);
    collectIssues();
}

void SessionDocument::push(DocumentState state, const QString& text, int mergeKey)
{
    if (state.model == nullptr || state.sameWork(m_state))
        return;
    m_undoStack->push(new DocumentStateCommand(*this, std::move(state), text, mergeKey));
}

void SessionDocument::enter(DocumentState state)
{
    const DocumentState old = std::exchange(m_state, std::move(state));
    const bool otherModel = old.model != m_state.model;
    if (otherModel)
        forgetWhatBelongsToAnotherModel();
    const bool otherBasis = !(MaskBasis::of(old.session) == MaskBasis::of(m_state.session));
    if (otherModel || otherBasis)
        resolve();
    if (otherModel)
        Q_EMIT modelChanged();
    if (old.session.configList != m_state.session.configList || (otherBasis && !otherModel))
        Q_EMIT configListChanged();
    if (!sameSettings(old.session, m_state.session))
        Q_EMIT sessionChanged();
    if (old.masks != m_state.masks || otherBasis)
        Q_EMIT masksChanged();
    if (!sameAccuracy(old.baseline, m_state.baseline) || !sameAccuracy(old.currentAccuracy, m_state.currentAccuracy))
        Q_EMIT accuracyChanged();
    if (old.runs.size() != m_state.runs.size())
        Q_EMIT runsChanged();
    collectIssues();
}

void SessionDocument::forgetWhatBelongsToAnotherModel()
{
    m_latencyProfile.reset();
    const auto fits = [this](const MaskSet::Item& item) {
        const LayerInfo* layer = m_state.model ? m_state.model->findLayer(item.first) : nullptr;
        return layer != nullptr && layer->weightShape() == item.second.weight.shape;
    };
    // A run changes weights only: the preview stays until the new one is there. A shrunk network has other layers.
    const auto& items = m_previewMasks->items();
    if (std::all_of(items.begin(), items.end(), fits))
        return;
    m_previewMasks = std::make_shared<MaskSet>();
    m_previewIssues.clear();
    Q_EMIT previewMasksChanged();
}

void SessionDocument::enterNew(DocumentState state, const QString& sessionFile)
{
    m_state = std::move(state);
    m_sessionFile = sessionFile;
    m_previewMasks = std::make_shared<MaskSet>();
    m_readingIssues.clear();
    m_previewIssues.clear();
    m_dataIssues.clear();
    m_latencyProfile.reset();
    m_exports.clear();
    m_keptRuns.clear();
    m_exportedModel.reset();
    m_exportFolder.clear();
    m_undoStack->clear();
    resolve();
    Q_EMIT replaced();
    Q_EMIT modelChanged();
    Q_EMIT configListChanged();
    Q_EMIT sessionChanged();
    Q_EMIT masksChanged();
    Q_EMIT previewMasksChanged();
    Q_EMIT accuracyChanged();
    Q_EMIT runsChanged();
    collectIssues();
    updateModified();
}

void SessionDocument::resolve()
{
    if (m_state.model == nullptr) {
        m_resolution = {};
        return;
    }
    const auto pruner = findPruner(m_state.session.algorithm);
    m_resolution = resolveConfigList(m_state.session.configList, m_state.model->layers(), m_state.model->modules(),
                                     pruner ? &pruner->info() : nullptr, m_state.session.profile);
}

void SessionDocument::collectIssues()
{
    std::vector<Issue> issues;
    const auto add = [&issues](const std::vector<Issue>& more) {
        for (const Issue& issue : more) {
            if (std::find(issues.begin(), issues.end(), issue) == issues.end())
                issues.push_back(issue);
        }
    };
    if (m_state.model)
        add(m_state.model->issues());
    if (m_state.session.configList == m_readList)
        add(m_readingIssues);
    add(m_resolution.issues);
    add(m_previewIssues);
    if (!masksOutdated())
        add(m_state.pruneIssues);
    add(m_dataIssues);
    if (m_state.cuts() == 0)
        add(issuesOfRounds(m_state.session));
    if (issues == m_issues)
        return;
    m_issues = std::move(issues);
    Q_EMIT issuesChanged();
}

void SessionDocument::updateModified()
{
    const bool modified = isModified();
    if (std::exchange(m_modified, modified) != modified)
        Q_EMIT modifiedChanged(modified);
}

} // namespace espalier::ui

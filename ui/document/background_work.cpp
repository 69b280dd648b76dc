// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/background_work.h"

#include <QTimer>

#include <utility>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/data/dataset.h"
#include "core/pruning/pruning_checks.h"
#include "core/pruning/reduction_simulation.h"
#include "core/statistics/statistics_collector.h"
#include "ui/document/session_document.h"
#include "ui/jobs/job_runner.h"
#include "ui/translation/error_messages.h"

namespace espalier::ui {

namespace {

ScoreSource scoreSource(const Session& session)
{
    const auto pruner = findPruner(session.algorithm);
    return pruner ? pruner->info().source : ScoreSource::Weights;
}

/// Why the network cannot be pruned at once; nullopt: it can.
std::optional<Message> notPruned(const Session& session)
{
    const ScoreSource source = scoreSource(session);
    if (source == ScoreSource::Training)
        return Message{ESPALIER_TR("core",
                                   "%1 learns its scores while the network trains: choose a sparsity schedule in "
                                   "the training dock and fine-tune."),
                       {session.algorithm}};
    if (source != ScoreSource::Weights && session.data.empty())
        return Message{
            ESPALIER_TR("core", "%1 scores on data, and no data set is chosen; choose one in the training dock."),
            {session.algorithm}};
    return std::nullopt;
}

/// Why masks are not known before somebody prunes; nullopt: they follow from the weights alone.
std::optional<Issue> notPreviewed(const Session& session)
{
    if (scoreSource(session) == ScoreSource::Weights)
        return std::nullopt;
    if (auto why = notPruned(session)) {
        const bool learns = scoreSource(session) == ScoreSource::Training;
        return Issue{learns ? Severity::Info : Severity::Warning, std::move(*why), std::nullopt, {}};
    }
    return Issue{Severity::Info,
                 Message{ESPALIER_TR("core", "%1 scores on data: what it removes is known once the network is pruned."),
                         {session.algorithm}},
                 std::nullopt,
                 {}};
}

struct PruneInput
{
    std::shared_ptr<const Model> model;
    Resolution resolution;
    PruneOptions options;
    std::string data; ///< DATASET text; empty: the criterion needs none
    std::vector<double> mean;
    std::vector<double> std;
};

PruneInput pruneInputOf(const SessionDocument& document)
{
    const bool onData = scoreSource(document.session()) != ScoreSource::Weights;
    const TrainingOptions training = document.trainingOptions();
    return {document.model(),        document.resolution(),
            document.pruneOptions(), onData ? document.session().data : std::string(),
            training.mean,           training.std};
}

/// What pruning would refuse.
std::vector<Issue> findingsOf(const SessionDocument& document)
{
    const PruneOptions options = document.pruneOptions();
    if (findPruner(options.algorithm) == nullptr)
        return {};
    return pruningIssues(*document.model(), document.resolution(), options);
}

/// Collects on data first where the criterion scores on it.
PrunedNetwork pruneOnData(PruneInput input, ProgressSink& sink, const std::stop_token& stop)
{
    if (!input.data.empty()) {
        const DatasetSpec spec = parseDatasetSpec(input.data);
        StatisticsOptions collecting;
        collecting.algorithm = input.options.algorithm;
        collecting.parameters = input.options.parameters;
        collecting.seed = input.options.seed;
        collecting.mean = spec.mean.empty() ? input.mean : spec.mean;
        collecting.std = spec.std.empty() ? input.std : spec.std;
        input.options.statistics = std::make_shared<const PruningStatistics>(
            collectStatistics(*input.model, collecting, openDataset(spec, Split::Train), sink, stop));
    }
    return pruneNetwork(input.model, input.resolution, input.options, sink, stop);
}

} // namespace

BackgroundWork::BackgroundWork(SessionDocument& document, JobRunner& jobs, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_jobs(jobs)
    , m_previewTimer(new QTimer(this))
{
    m_previewTimer->setSingleShot(true);
    m_previewTimer->setInterval(0);
    connect(m_previewTimer, &QTimer::timeout, this, &BackgroundWork::startPreview);
    const auto preview = [this] { m_previewTimer->start(); };
    connect(&document, &SessionDocument::modelChanged, this, preview);
    connect(&document, &SessionDocument::configListChanged, this, preview);
}

void BackgroundWork::prune()
{
    if (m_document.model() == nullptr)
        return;
    if (const auto why = notPruned(m_document.session())) {
        Q_EMIT failed(messageText(*why));
        return;
    }
    const auto model = m_document.model();
    m_jobs.start(
        JobKind::Prune, tr("Pruning"),
        [input = pruneInputOf(m_document)](ProgressSink& sink, const std::stop_token& stop) {
            return pruneOnData(input, sink, stop);
        },
        this,
        [this, model, basis = MaskBasis::of(m_document.session())](PrunedNetwork network) {
            if (m_document.model() != model) {
                Q_EMIT failed(tr("The model changed while it was pruned. Prune again."));
                return;
            }
            // An edit meanwhile leaves the masks as asked for; they then show as out of date.
            m_document.adoptMasks(std::move(network.result), basis, std::move(network.model));
            Q_EMIT pruned();
        },
        [this](JobEnd end, const Message& error) {
            if (end == JobEnd::Failed)
                Q_EMIT failed(messageText(error));
        });
}

void BackgroundWork::startPreview()
{
    if (m_document.model() == nullptr || hasErrors(m_document.resolution().issues))
        return;
    if (m_document.state().cutIsLatest()) {
        // A list that has done its work is not one that selects nothing.
        m_jobs.cancel(JobKind::Preview);
        m_document.setPreviewMasks({});
        return;
    }
    if (auto why = notPreviewed(m_document.session())) {
        m_jobs.cancel(JobKind::Preview);
        PruneResult nothing;
        nothing.issues.push_back(std::move(*why));
        m_document.setPreviewMasks(std::move(nothing));
        return;
    }
    if (std::vector<Issue> findings = findingsOf(m_document); hasErrors(findings)) {
        m_jobs.cancel(JobKind::Preview);
        m_document.setPreviewIssues(std::move(findings));
        return;
    }
    const auto model = m_document.model();
    m_jobs.start(
        JobKind::Preview, tr("Computing the preview"),
        [model, resolution = m_document.resolution(),
         options = m_document.pruneOptions()](ProgressSink& sink, const std::stop_token& stop) {
            return espalier::prune(*withPlainReductions(model), resolution, options, sink, stop);
        },
        this,
        [this, model](PruneResult result) {
            if (m_document.model() == model)
                m_document.setPreviewMasks(std::move(result));
        },
        [](JobEnd, const Message&) {
            // The issues say what is wrong; the last valid preview stays.
        });
}

} // namespace espalier::ui

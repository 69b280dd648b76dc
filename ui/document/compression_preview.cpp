// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/compression_preview.h"

#include <QTimer>

#include <utility>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/pruning/reduction_simulation.h"
#include "core/session/model_preparation.h"
#include "ui/document/compression_estimate.h"
#include "ui/document/session_document.h"
#include "ui/jobs/job_runner.h"

namespace espalier::ui {

namespace {

void addLatency(CompressionEstimate& estimate, const std::shared_ptr<const LatencyProfile>& profile)
{
    if (profile && estimate.physical)
        estimate.latencyAfterMs = predictLatency(*profile, *estimate.physical);
}

} // namespace

CompressionPreview::CompressionPreview(SessionDocument& document, JobRunner& jobs, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_jobs(jobs)
    , m_soon(new QTimer(this))
{
    m_soon->setSingleShot(true);
    m_soon->setInterval(0);
    connect(m_soon, &QTimer::timeout, this, &CompressionPreview::estimate);
    const auto soon = [this] { m_soon->start(); };
    connect(&document, &SessionDocument::modelChanged, this, &CompressionPreview::onModelChanged);
    connect(&document, &SessionDocument::configListChanged, this, soon);
    connect(&document, &SessionDocument::sessionChanged, this, &CompressionPreview::onSessionChanged);
    connect(&document, &SessionDocument::masksChanged, this, soon);
    connect(&document, &SessionDocument::previewMasksChanged, this, [this] {
        if (m_document.showsPreview())
            estimateFromMasks(m_document.sharedPreviewMasks());
    });
}

CompressionPreview::~CompressionPreview() = default;

void CompressionPreview::onModelChanged()
{
    if (m_document.model() == m_model)
        return;
    m_model = m_document.model();
    m_knowledge = {};
    m_profile.reset();
    m_document.setDependencyGraph(nullptr);
    m_document.setEstimate(nullptr);
    m_jobs.cancel(JobKind::Graph);
    m_jobs.cancel(JobKind::Estimate);
    m_jobs.cancel(JobKind::Profile);
    if (m_model && !m_model->inputs().empty())
        followChannels();
    m_soon->start();
}

void CompressionPreview::onSessionChanged()
{
    const bool otherWay = m_options.throughReductions != m_document.session().throughReductions;
    if (otherWay && m_model && m_document.model() == m_model && !m_model->inputs().empty())
        followChannels();
    m_soon->start();
}

void CompressionPreview::followChannels()
{
    m_options.throughReductions = m_document.session().throughReductions;
    m_jobs.start(
        JobKind::Graph, tr("Following channels through the graph"),
        [model = m_model, options = m_options](ProgressSink&, const std::stop_token&) {
            Knowledge found;
            try {
                // Pruning starts there, whatever an earlier one has done.
                const auto plain = withPlainReductions(model);
                found.predictor = std::make_shared<const PhysicalPredictor>(plain, options);
                found.chooser = std::make_shared<ChannelChooser>(plain, found.predictor->graph());
            } catch (const Error& error) {
                found.why = error.message(); // what the window says instead of numbers
            }
            return found;
        },
        this,
        [this, model = m_model](Knowledge found) {
            if (m_model != model)
                return;
            adoptKnowledge(std::move(found));
            if (!m_profile)
                measureProfile();
            estimate();
        },
        [this, model = m_model](JobEnd end, const Message& error) {
            if (m_model != model)
                return;
            // What was known is about channels that are followed another way.
            adoptKnowledge({nullptr, nullptr, end == JobEnd::Failed ? error : Message{}});
            estimate();
        });
}

void CompressionPreview::adoptKnowledge(Knowledge found)
{
    m_knowledge = std::move(found);
    m_document.setDependencyGraph(m_knowledge.predictor ? m_knowledge.predictor->graph() : nullptr);
}

void CompressionPreview::measureProfile()
{
    if (!m_model || m_model->inputs().empty())
        return;
    m_jobs.start(
        JobKind::Profile, tr("Measuring the latency of every layer"),
        [model = m_model](ProgressSink& sink, const std::stop_token& stop) {
            return measureLatencyProfile(*model, sink, stop);
        },
        this,
        [this, model = m_model](LatencyProfile profile) {
            if (m_model != model)
                return;
            m_profile = std::make_shared<const LatencyProfile>(std::move(profile));
            m_document.setLatencyProfile(m_profile);
            estimate();
        },
        [](JobEnd, const Message&) {
            // Latency stays unknown, which the strip says.
        });
}

void CompressionPreview::estimate()
{
    if (m_model == nullptr)
        return;
    if (!m_document.showsPreview()) {
        estimateFromMasks(m_document.sharedMasks());
        return;
    }
    estimateFromList();
}

/// While a slider moves: no mask is made.
void CompressionPreview::estimateFromList()
{
    if (hasErrors(m_document.resolution().issues))
        return; // the last valid estimate stays, and the strip says that it is out of date
    if (!m_knowledge.predictor) {
        estimateFromMasks(m_document.sharedPreviewMasks());
        return;
    }
    m_jobs.start(
        JobKind::Estimate, tr("Estimating the result"),
        [knowledge = m_knowledge, resolution = m_document.resolution(), options = m_document.pruneOptions(),
         profile = m_profile](ProgressSink&, const std::stop_token&) {
            CompressionEstimate found;
            if (const auto kept = knowledge.chooser->choose(resolution, options))
                found.physical = knowledge.predictor->predict(*kept, options.profile);
            addLatency(found, profile);
            return found;
        },
        this,
        [this, model = m_model](CompressionEstimate found) {
            if (m_model != model || !m_document.showsPreview())
                return;
            if (!found.physical) {
                estimateFromMasks(m_document.sharedPreviewMasks());
                return;
            }
            // Until the masks are there, what they hold at zero is what it was.
            if (const auto last = m_document.estimate())
                found.removedParameters = last->removedParameters;
            m_document.setEstimate(std::make_shared<const CompressionEstimate>(std::move(found)));
            // This job may have taken the place of the one that counts: masks that are there already bring no other.
            if (!m_jobs.isRunning(JobKind::Preview) && !m_document.previewMasks().empty())
                estimateFromMasks(m_document.sharedPreviewMasks());
        },
        [](JobEnd, const Message&) {
            // The resolution's issues say what is wrong; the last estimate stays.
        });
}

void CompressionPreview::estimateFromMasks(std::shared_ptr<const MaskSet> masks)
{
    if (m_model == nullptr)
        return;
    m_jobs.start(
        JobKind::Estimate, tr("Estimating the result"),
        [model = m_model, knowledge = m_knowledge, masks, profile = m_document.session().profile,
         latency = m_profile](ProgressSink&, const std::stop_token& stop) {
            CompressionEstimate found;
            found.noPhysical = knowledge.why;
            found.removedParameters = effectiveMasks(*model, *masks, profile).removedCount();
            throwIfStopped(stop);
            if (knowledge.predictor)
                found.physical = knowledge.predictor->predict(*masks, profile);
            addLatency(found, latency);
            return found;
        },
        this,
        [this, model = m_model, masks](CompressionEstimate found) {
            const bool current =
                m_model == model
                && masks == (m_document.showsPreview() ? m_document.sharedPreviewMasks() : m_document.sharedMasks());
            if (current)
                m_document.setEstimate(std::make_shared<const CompressionEstimate>(std::move(found)));
        },
        [](JobEnd, const Message&) {
            // What cannot be counted is said where it is needed: by pruning, export or speedup.
        });
}

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/accuracy_measurement.h"

#include <QTimer>

#include <algorithm>
#include <utility>

#include "core/base/progress_sink.h"
#include "core/data/dataset.h"
#include "core/pruning/reduction_simulation.h"
#include "core/session/model_preparation.h"
#include "ui/document/session_document.h"
#include "ui/jobs/job_runner.h"
#include "ui/translation/error_messages.h"

namespace espalier::ui {

namespace {

/// Unlike a comparison of addresses, this tells an object that is gone from another one in its place, and from none.
template <typename Object>
bool sameObject(const std::weak_ptr<Object>& a, const std::weak_ptr<Object>& b)
{
    return !a.owner_before(b) && !b.owner_before(a);
}

} // namespace

/// What an accuracy is measured from; taken on the UI thread, used on a worker thread.
struct AccuracyMeasurement::Input
{
    std::shared_ptr<const Model> model;
    std::shared_ptr<const MaskSet> masks; ///< null: the dense network
    Profile profile = Profile::Default;
    std::string data;
    std::vector<double> mean;
    std::vector<double> std;
};

bool AccuracyMeasurement::Key::operator==(const Key& other) const
{
    return sameObject(model, other.model) && sameObject(masks, other.masks) && data == other.data
           && profile == other.profile && mean == other.mean && std == other.std;
}

AccuracyMeasurement::AccuracyMeasurement(SessionDocument& document, JobRunner& jobs, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_jobs(jobs)
    , m_soon(new QTimer(this))
{
    m_soon->setSingleShot(true);
    m_soon->setInterval(0);
    connect(m_soon, &QTimer::timeout, this, &AccuracyMeasurement::update);
    const auto soon = [this] { m_soon->start(); };
    connect(&document, &SessionDocument::replaced, this, &AccuracyMeasurement::forgetAll);
    connect(&document, &SessionDocument::modelChanged, this, soon);
    connect(&document, &SessionDocument::sessionChanged, this, soon);
    connect(&document, &SessionDocument::masksChanged, this, soon);
}

void AccuracyMeasurement::measureAgain()
{
    if (!canMeasure())
        return;
    const auto again = [this](Network network) {
        const Key key = keyOf(network);
        forget(network, key);
        start(network, key);
    };
    again(Network::Dense);
    if (!m_document.masks().empty())
        again(Network::Masked);
}

bool AccuracyMeasurement::canMeasure() const
{
    return m_document.model() != nullptr && !m_document.session().data.empty();
}

AccuracyMeasurement::Input AccuracyMeasurement::inputOf(Network network) const
{
    const TrainingOptions training = m_document.trainingOptions();
    Input input{m_document.denseModel(),   nullptr,       Profile::Default,
                m_document.session().data, training.mean, training.std};
    if (network == Network::Masked) {
        input.model = m_document.model();
        input.masks = m_document.sharedMasks();
        input.profile = m_document.session().profile;
    }
    return input;
}

AccuracyMeasurement::Key AccuracyMeasurement::keyOf(Network network) const
{
    const Input input = inputOf(network);
    return {input.model, input.masks, input.data, input.profile, input.mean, input.std};
}

/// Brings the document up to date with what is known and measures what is not.
void AccuracyMeasurement::update()
{
    forgetOtherCancelled();
    if (!canMeasure()) {
        stop(Network::Dense);
        stop(Network::Masked);
        m_document.setDataIssues({});
        return;
    }
    stopOutdated();
    const Outcome* dense = find(Network::Dense, keyOf(Network::Dense));
    // An accuracy that an edit leaves valid keeps what was found with it.
    const auto& baseline = m_document.baseline();
    m_document.setDataIssues(dense ? dense->issues : baseline ? baseline->issues : std::vector<Issue>{});
    if (dense && !dense->evaluation) {
        // These data fit no network of this document.
        stop(Network::Dense);
        stop(Network::Masked);
        return;
    }
    if (!m_document.baseline())
        require(Network::Dense);
    if (m_document.masks().empty())
        stop(Network::Masked);
    else if (!m_document.currentAccuracy())
        require(Network::Masked);
}

void AccuracyMeasurement::require(Network network)
{
    const auto place = static_cast<std::size_t>(network);
    const Key key = keyOf(network);
    if (const Outcome* known = find(network, key)) {
        stop(network);
        if (known->evaluation)
            show(network, *known);
    } else if (!m_cancelled[place] && m_running[place] != key) {
        start(network, key);
    }
}

AccuracyMeasurement::Outcome AccuracyMeasurement::measure(const Input& input, ProgressSink& sink,
                                                          const std::stop_token& stop)
{
    Outcome outcome;
    const DatasetSpec spec = parseDatasetSpec(input.data);
    const auto dataset = openDataset(spec, Split::Test);
    EvaluationOptions options;
    options.mean = spec.mean.empty() ? input.mean : spec.mean;
    options.std = spec.std.empty() ? input.std : spec.std;
    outcome.issues = dataset->issues();
    const auto more = checkModelAgainstData(*input.model, *dataset);
    outcome.issues.insert(outcome.issues.end(), more.begin(), more.end());
    if (input.masks) {
        const MaskSet masks = effectiveMasks(*input.model, *input.masks, input.profile);
        outcome.evaluation = evaluate(*input.model, masks, dataset, options, sink, stop);
    } else {
        outcome.evaluation = evaluate(*withPlainReductions(input.model), MaskSet(), dataset, options, sink, stop);
    }
    return outcome;
}

void AccuracyMeasurement::start(Network network, const Key& key)
{
    const auto place = static_cast<std::size_t>(network);
    m_cancelled[place].reset();
    m_running[place] = key;
    const bool dense = network == Network::Dense;
    m_jobs.start(
        dense ? JobKind::Baseline : JobKind::Accuracy,
        dense ? tr("Measuring the dense network") : tr("Measuring the pruned network"),
        [input = inputOf(network)](ProgressSink& sink, const std::stop_token& stopping) {
            return measure(input, sink, stopping);
        },
        this, [this, network, key](Outcome outcome) { onEnd(network, key, std::move(outcome)); },
        [this, network, key](JobEnd end, const Message& error) {
            if (end == JobEnd::Cancelled) {
                onCancelled(network, key);
                return;
            }
            onEnd(network, key, {std::nullopt, {Issue{Severity::Error, error, std::nullopt, {}}}});
            if (canMeasure() && keyOf(network) == key)
                Q_EMIT failed(messageText(error));
        });
}

/// What it finds would be of no use now.
void AccuracyMeasurement::stop(Network network)
{
    const auto place = static_cast<std::size_t>(network);
    if (!m_running[place])
        return;
    m_running[place].reset();
    m_jobs.cancel(network == Network::Dense ? JobKind::Baseline : JobKind::Accuracy);
}

/// What is measured belongs to another step by now; if that comes back, it is measured again.
void AccuracyMeasurement::stopOutdated()
{
    for (const Network network : {Network::Dense, Network::Masked}) {
        const auto& running = m_running[static_cast<std::size_t>(network)];
        if (running && *running != keyOf(network))
            stop(network);
    }
}

void AccuracyMeasurement::onEnd(Network network, const Key& key, Outcome outcome)
{
    const auto place = static_cast<std::size_t>(network);
    if (m_running[place] == key)
        m_running[place].reset();
    const bool current = canMeasure() && keyOf(network) == key;
    forget(network, key);
    if (current && outcome.evaluation)
        show(network, outcome);
    m_known.push_back({network, key, std::move(outcome)});
    update();
}

void AccuracyMeasurement::onCancelled(Network network, const Key& key)
{
    const auto place = static_cast<std::size_t>(network);
    if (m_running[place] != key)
        return; // by stop()
    m_running[place].reset();
    m_cancelled[place] = key;
}

void AccuracyMeasurement::show(Network network, const Outcome& outcome)
{
    MeasuredAccuracy accuracy{*outcome.evaluation, QString::fromStdString(m_document.session().data), outcome.issues};
    if (network == Network::Dense)
        m_document.setBaseline(std::move(accuracy));
    else
        m_document.setCurrentAccuracy(std::move(accuracy));
}

const AccuracyMeasurement::Outcome* AccuracyMeasurement::find(Network network, const Key& key) const
{
    const auto found = std::find_if(m_known.begin(), m_known.end(),
                                    [&](const Known& known) { return known.network == network && known.key == key; });
    return found == m_known.end() ? nullptr : &found->outcome;
}

/// And whatever is about a network that is no more.
void AccuracyMeasurement::forget(Network network, const Key& key)
{
    std::erase_if(m_known, [&](const Known& known) {
        const bool gone = known.key.model.expired() || (known.network == Network::Masked && known.key.masks.expired());
        return gone || (known.network == network && known.key == key);
    });
}

void AccuracyMeasurement::forgetAll()
{
    m_known.clear();
    m_cancelled = {};
    stop(Network::Dense);
    stop(Network::Masked);
}

/// What was cancelled stays so only until something else is to be measured.
void AccuracyMeasurement::forgetOtherCancelled()
{
    for (const Network network : {Network::Dense, Network::Masked}) {
        auto& cancelled = m_cancelled[static_cast<std::size_t>(network)];
        if (cancelled && (!canMeasure() || *cancelled != keyOf(network)))
            cancelled.reset();
    }
}

} // namespace espalier::ui

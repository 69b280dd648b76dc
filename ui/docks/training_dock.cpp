// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/training_dock.h"

#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QStyleHints>

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/base/error.h"
#include "ui/docks/dataset_field.h"
#include "ui/docks/eliding_label.h"
#include "ui/docks/schedule_fields.h"
#include "ui/docks/training_form.h"
#include "ui/docks/training_view.h"
#include "ui/docks/vertical_scroll_area.h"
#include "ui/document/session_document.h"
#include "ui/jobs/training_feed.h"
#include "ui/jobs/training_texts.h"
#include "ui/models/training_history_model.h"
#include "ui/prompts/message_box.h"
#include "ui/theme/theme_manager.h"
#include "ui/translation/error_messages.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

constexpr int kMargin = 8;
constexpr int kSideMargin = 12;
constexpr int kSpacing = 8;
constexpr int kColumnSpacing = 16;
constexpr int kLeastViewWidth = 372; ///< of the charts beside the form, once they are there

int selectedLayerCount(const Resolution& resolution)
{
    return static_cast<int>(std::count_if(resolution.layers.begin(), resolution.layers.end(),
                                          [](const ResolvedLayer& layer) { return layer.sparsity.value_or(0) > 0; }));
}

double secondsOf(const TrainingResult& result)
{
    return std::accumulate(result.history.begin(), result.history.end(), 0.0,
                           [](double sum, const EpochEvent& epoch) { return sum + epoch.seconds; });
}

} // namespace

TrainingDock::TrainingDock(SessionDocument& document, JobRunner& jobs, QWidget* parent)
    : QDockWidget(parent)
    , m_document(document)
    , m_jobs(jobs)
    , m_feed(new TrainingFeed(this))
{
    setObjectName(QStringLiteral("trainingDock"));
    createContent();
    connectParts();
    retranslate();
    onModelChanged();
}

void TrainingDock::createContent()
{
    m_pages = new QStackedWidget(this);
    m_noModel = new EmptyState(m_pages);
    auto* content = new QWidget(m_pages);
    auto* left = new QVBoxLayout;
    m_scroll = new VerticalScrollArea(content);
    m_form = new TrainingForm(m_document, m_scroll);
    m_button = new QPushButton(content);
    m_pauseButton = new QPushButton(content);
    m_uses = new ElidingLabel(content);
    m_messages = new MessageStrip(content);
    m_view = new TrainingView(content);
    m_button->setObjectName(QStringLiteral("startButton"));
    m_pauseButton->setObjectName(QStringLiteral("pauseButton"));
    for (QPushButton* button : {m_button, m_pauseButton})
        button->setIconSize(QSize(16, 16));
    m_uses->setObjectName(QStringLiteral("trainingUsesLabel"));
    m_uses->setForegroundRole(QPalette::PlaceholderText);
    m_scroll->setWidget(m_form);
    m_form->installEventFilter(this);
    content->installEventFilter(this);
    left->setSpacing(kSpacing);
    left->addWidget(m_scroll);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_button, 1);
    buttons->addWidget(m_pauseButton, 1);
    left->addLayout(buttons);
    left->addStretch(1);
    auto* right = new QVBoxLayout;
    right->setSpacing(4);
    right->addWidget(m_messages);
    // Not below the buttons, where it would take the form's last row in a low dock.
    right->addWidget(m_uses);
    right->addWidget(m_view, 1);
    auto* layout = new QHBoxLayout(content);
    layout->setContentsMargins(kSideMargin, kMargin, kSideMargin, kMargin);
    layout->setSpacing(kColumnSpacing);
    layout->addLayout(left);
    layout->addLayout(right, 1);
    m_pages->addWidget(m_noModel);
    m_pages->addWidget(content);
    setWidget(m_pages);
}

/// In a low dock the sparsity schedule goes beside the other fields, so that it is not below the fold; where that leaves no
/// room for the charts, the form scrolls.
void TrainingDock::arrangeForm()
{
    const QSize room = m_pages->contentsRect().size();
    const int height = room.height() - 2 * kMargin - kSpacing - m_button->sizeHint().height();
    const int scrollBar = m_scroll->sizeHint().width() - m_form->sizeHint().width();
    const int width = room.width() - 2 * kSideMargin - kColumnSpacing - kLeastViewWidth - scrollBar;
    const bool low = m_form->sizeOf(Qt::Vertical).height() > height;
    const bool wide = m_form->sizeOf(Qt::Horizontal).width() <= width;
    m_scroll->setLeastContentWidth(m_form->sizeOf(Qt::Vertical).width());
    m_form->setArrangement(low && wide ? Qt::Horizontal : Qt::Vertical);
}

bool TrainingDock::eventFilter(QObject* watched, QEvent* event)
{
    const bool resized = event->type() == QEvent::Resize && watched != m_form;
    if (resized || (event->type() == QEvent::LayoutRequest && watched == m_form))
        arrangeForm();
    return QDockWidget::eventFilter(watched, event);
}

void TrainingDock::connectParts()
{
    connect(m_button, &QPushButton::clicked, this, &TrainingDock::press);
    connect(m_pauseButton, &QPushButton::clicked, this, &TrainingDock::pauseOrResume);
    connect(m_feed, &TrainingFeed::arrived, m_view, &TrainingView::take);
    connect(&m_document, &SessionDocument::replaced, this, &TrainingDock::forget);
    connect(&m_document, &SessionDocument::modelChanged, this, &TrainingDock::onModelChanged);
    connect(&m_document, &SessionDocument::sessionChanged, this, &TrainingDock::refresh);
    connect(&m_document, &SessionDocument::masksChanged, this, &TrainingDock::refresh);
    connect(&m_document, &SessionDocument::configListChanged, this, &TrainingDock::refresh);
    for (const auto signal : {&SessionDocument::modelChanged, &SessionDocument::sessionChanged,
                              &SessionDocument::configListChanged, &SessionDocument::accuracyChanged})
        connect(&m_document, signal, m_messages, &MessageStrip::review);
    connect(&m_document, &SessionDocument::accuracyChanged, this,
            [this] { m_view->setBaseline(m_document.baseline()); });
    // Whoever asked: this button, a menu, the question before another model is opened.
    connect(&m_jobs, &JobRunner::jobStopping, this, [this](JobKind kind) {
        if (kind != JobKind::Train || !canPause())
            return;
        m_stopping = true;
        refreshButton();
        Q_EMIT runStateChanged();
    });
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &TrainingDock::refreshButton);
}

void TrainingDock::forget()
{
    m_offer.reset();
    m_messages->clear();
    m_view->clear();
}

void TrainingDock::onModelChanged()
{
    m_view->setBaseline(m_document.baseline());
    refresh();
}

/// The second half of a double click that starts a run does not stop it.
void TrainingDock::press()
{
    if (m_run && !m_sinceStart.hasExpired(QGuiApplication::styleHints()->mouseDoubleClickInterval()))
        return;
    startOrStop();
}

void TrainingDock::startOrStop()
{
    if (m_jobs.isRunning(JobKind::Train))
        stop();
    else
        start();
}

void TrainingDock::start()
{
    if (m_document.model() == nullptr || !hasUsableData() || !hasUsableSchedule())
        return;
    TrainingJob job = TrainingJob::of(m_document);
    try {
        validateTrainingOptions(job.options);
    } catch (const Error& error) {
        m_messages->showMessage(Severity::Error, messageText(error.message()));
        m_messages->showWhile(whileSettingsHold());
        return;
    }
    m_offer.reset();
    m_messages->clear();
    if (!job.plan)
        warnAboutMasks();
    m_run = job;
    m_sinceStart.start();
    m_gate = std::make_shared<PauseGate>();
    m_view->begin(job);
    const auto observer = m_feed->observe();
    m_jobs.start(
        JobKind::Train, tr("Fine-tuning"),
        [job = std::move(job), observer, gate = m_gate](ProgressSink& sink, const std::stop_token& stop) {
            return runTraining(job, *observer, *gate, sink, stop);
        },
        this, [this](TrainingOutcome outcome) { onDone(std::move(outcome)); },
        [this](JobEnd end, const Message& error) { onFailed(end, error); });
    refresh();
    Q_EMIT runStateChanged();
}

void TrainingDock::stop()
{
    const auto gate = m_gate;
    // While the question is there, the run may end and another one begin.
    if (mayStop() && m_gate == gate)
        m_jobs.cancel(JobKind::Train);
}

bool TrainingDock::mayStop()
{
    if (!canPause())
        return true;
    const auto& history = m_view->history()->history();
    if (std::any_of(history.begin(), history.end(), [](const EpochEvent& epoch) { return epoch.best; }))
        return true;
    const QString why = history.empty()
                            ? tr("No epoch is finished yet, so that nothing of the run would be kept.")
                            : tr("No epoch so far is a checkpoint to use, so that nothing of the run would be kept.");
    return MessageBox::ask(this, tr("Stop the run?"), why, {tr("Stop the run"), tr("Let it go on")}, 1) == 0;
}

bool TrainingDock::isPaused() const
{
    return m_gate != nullptr && m_gate->isPaused();
}

void TrainingDock::pauseOrResume()
{
    if (!canPause())
        return;
    const bool paused = !isPaused();
    if (paused)
        m_gate->pause();
    else
        m_gate->resume();
    m_view->setPaused(paused);
    refreshButton();
    Q_EMIT runStateChanged();
}

bool TrainingDock::hasUsableData()
{
    if (!m_form->data().commit()) {
        m_messages->showMessage(Severity::Error, m_form->data().error());
        m_messages->showWhile(whileSettingsHold());
        m_form->data().focusInput();
        return false;
    }
    if (m_document.session().data.empty()) {
        m_messages->showMessage(Severity::Warning,
                                tr("No data set is chosen. Fine-tuning needs labelled images to train and test on."));
        m_messages->showWhile([this] { return m_document.session().data.empty(); });
        m_form->data().focusInput();
        return false;
    }
    return true;
}

/// Why the next run cannot prune; empty when it can, or is not to.
QString TrainingDock::scheduleTrouble() const
{
    if (!prunes())
        return {};
    QString trouble = m_form->schedule().trouble();
    const auto& issues = m_document.resolution().issues;
    const auto error = std::find_if(issues.begin(), issues.end(),
                                    [](const Issue& issue) { return issue.severity == Severity::Error; });
    if (error != issues.end())
        trouble = messageText(error->message);
    return trouble;
}

bool TrainingDock::hasUsableSchedule()
{
    const QString trouble = scheduleTrouble();
    if (trouble.isEmpty())
        return true;
    m_messages->showMessage(Severity::Error, trouble);
    m_messages->showWhile([this, trouble] { return scheduleTrouble() == trouble; });
    m_form->schedule().setFocus();
    return false;
}

void TrainingDock::warnAboutMasks()
{
    const int selected = selectedLayerCount(m_document.resolution());
    if (!m_document.masks().empty() && m_document.masksOutdated())
        m_messages->showMessage(Severity::Warning,
                                tr("Masks are not up to date: the run uses those that were made before "
                                   "the last edit of the config list."));
    else if (m_document.masks().empty() && selected > 0)
        m_messages->showMessage(
            Severity::Warning,
            tr("Masks are not up to date: the config list selects %n layer(s), but nothing is pruned "
               "yet. The run uses the dense network.",
               nullptr, selected));
}

std::optional<TrainingJob> TrainingDock::endRun()
{
    m_feed->deliver();
    m_stopping = false;
    std::optional<TrainingJob> job = std::exchange(m_run, std::nullopt);
    m_gate.reset();
    if (!m_view->isEmpty())
        m_view->end();
    refresh();
    Q_EMIT runStateChanged();
    const bool sameDocument = m_document.model() != nullptr && !m_view->isEmpty();
    return sameDocument ? job : std::nullopt;
}

void TrainingDock::onDone(TrainingOutcome outcome)
{
    const auto job = endRun();
    if (!job)
        return;
    RunRecord record;
    record.options = job->options;
    record.data = QString::fromStdString(job->data);
    record.masksBasis = job->masksBasis;
    record.shrunkFrom = job->shrunkFrom;
    record.steps = job->steps;
    record.result = std::move(outcome.result);
    if (job->plan) {
        record.schedule = job->plan->schedule;
        record.scheduleParameters = job->plan->parameters;
        record.maskedLayers = std::move(outcome.layers);
        record.pruneIssues = std::move(outcome.issues);
    }
    const TrainingResult& ended = record.result;
    if (ended.cancelled) {
        onStopped(std::move(record));
    } else if (hasErrors(ended.issues)) {
        const QString sentence = messageText(ended.issues.front().message);
        offer(Severity::Error, sentence, tr("Use the best checkpoint"), std::move(record));
    } else if (m_document.model() != job->model || m_document.sharedMasks() != job->documentMasks) {
        record.name = m_document.nextRunName();
        m_document.keepRun(record);
        offer(Severity::Warning,
              tr("The run is finished, but model or masks have changed since it began: they stay as they are now."),
              tr("Use its result"), std::move(record));
    } else {
        adopt(std::move(record));
    }
}

void TrainingDock::onStopped(RunRecord record)
{
    const TrainingResult& ended = record.result;
    QString sentence;
    if (ended.history.empty())
        sentence = tr("Stopped before the first epoch was finished: there is no checkpoint to use.");
    else if (ended.bestEpoch < 0)
        sentence = tr("Stopped. No epoch was better than the start with its accuracy of %1.")
                       .arg(percentText(ended.before.accuracy));
    else
        sentence = tr("Stopped. The best checkpoint is that of epoch %1 with an accuracy of %2.")
                       .arg(countText(ended.bestEpoch + 1), percentText(ended.after.accuracy));
    offer(Severity::Info, sentence, tr("Use the best checkpoint"), std::move(record));
}

void TrainingDock::offer(Severity severity, const QString& sentence, const QString& button, RunRecord record)
{
    if (record.result.bestEpoch < 0) { // the start itself is no checkpoint to offer
        m_messages->showMessage(severity, sentence);
        return;
    }
    m_offer = std::move(record);
    m_messages->showMessage(severity, sentence, button, [this] {
        if (m_offer)
            adopt(*std::exchange(m_offer, std::nullopt));
    });
}

void TrainingDock::adopt(RunRecord record)
{
    if (record.name.isEmpty())
        record.name = m_document.nextRunName();
    const QString sentence = finishedSentence(record);
    m_document.adoptRun(std::move(record));
    m_messages->showMessage(Severity::Info, sentence);
    m_messages->showWhile([this, model = m_document.model()] {
        return m_document.model() == model && m_document.currentAccuracyIsFromRun();
    });
}

QString TrainingDock::finishedSentence(const RunRecord& record) const
{
    const TrainingResult& result = record.result;
    const QString accuracy = percentText(result.after.accuracy);
    if (result.bestEpoch < 0)
        return tr("Run %1 is finished. No epoch was better than the start: the weights stay as they were, accuracy %2.")
            .arg(record.name, accuracy);
    return tr("Run %1 is now the current model: accuracy %2 (%3), best epoch %4, trained in %5.")
        .arg(record.name, accuracy, percentagePointsText(result.after.accuracy - result.before.accuracy),
             countText(result.bestEpoch + 1), durationText(secondsOf(result)));
}

void TrainingDock::onFailed(JobEnd end, const Message& error)
{
    if (!endRun())
        return;
    if (end == JobEnd::Failed)
        m_messages->showMessage(Severity::Error, messageText(error));
    else
        m_messages->showMessage(Severity::Info, tr("Stopped before the first batch."));
    m_messages->showWhile(whileSettingsHold());
}

/// Data, options and network are those that a run would begin with now.
std::function<bool()> TrainingDock::whileSettingsHold() const
{
    return [this, model = m_document.model(), session = m_document.session()] {
        return m_document.model() == model && m_document.session() == session;
    };
}

void TrainingDock::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDockWidget::changeEvent(event);
}

void TrainingDock::retranslate()
{
    setWindowTitle(tr("Training"));
    m_noModel->setText(tr("A model is fine-tuned here. Open one to begin."));
    refresh();
}

void TrainingDock::refresh()
{
    m_pages->setCurrentIndex(m_document.model() == nullptr ? 0 : 1);
    m_view->setEmptyText(m_document.session().data.empty()
                             ? tr("Choose the data to train on. Loss and accuracy are drawn here while a run goes on.")
                             : tr("Loss and accuracy are drawn here while a run goes on."));
    refreshUses();
    refreshButton();
}

/// What the run that goes on uses, or else what the next one would give up.
void TrainingDock::refreshUses()
{
    const bool anew = !m_run && m_document.model() != nullptr && nextRunDropsMasks(m_document);
    m_uses->setVisible(m_run.has_value() || anew);
    if (anew)
        m_uses->setFullText(
            tr("The schedule begins with the dense network: what is pruned now is given up, and comes back "
               "with Undo."));
    if (m_run)
        m_uses->setFullText(tr("Fixed when this run began: %1. Edits are for the next run.")
                                .arg(trainingSettingsText(m_run->options, QString::fromStdString(m_run->data),
                                                          m_run->plan ? m_run->plan->schedule : std::string())));
}

void TrainingDock::refreshButton()
{
    const bool running = m_run.has_value();
    const QString trouble = running ? QString() : scheduleTrouble();
    m_button->setEnabled(!m_stopping && trouble.isEmpty());
    if (m_stopping)
        m_button->setText(tr("Stopping\u2026"));
    else if (running)
        m_button->setText(tr("Stop"));
    else
        m_button->setText(startText());
    m_button->setIcon(
        ThemeManager::icon(running ? QStringLiteral("media-playback-stop") : QStringLiteral("media-playback-start")));
    m_button->setToolTip(
        running ? tr("Stops after the batch that is being trained; the best checkpoint is offered, once an epoch is "
                     "finished")
        : !trouble.isEmpty() ? trouble
        : prunes() ? tr("Prunes the network while it trains in the background and makes the best epoch at the full "
                        "sparsity the current model")
                   : tr("Trains the masked model in the background and makes the best epoch the current model"));
    m_button->setAccessibleName(m_button->text());
    refreshPauseButton();
}

bool TrainingDock::prunes() const
{
    return !m_document.finetuneStep().sparsitySchedule.empty();
}

QString TrainingDock::startText() const
{
    const int epochs = m_document.trainingOptions().epochs;
    return prunes() ? tr("Prune and fine-tune %n epoch(s)", nullptr, epochs)
                    : tr("Fine-tune %n epoch(s)", nullptr, epochs);
}

void TrainingDock::refreshPauseButton()
{
    const bool paused = isPaused();
    m_pauseButton->setVisible(m_run.has_value());
    m_pauseButton->setEnabled(!m_stopping);
    m_pauseButton->setText(paused ? tr("Resume") : tr("Pause"));
    m_pauseButton->setIcon(
        ThemeManager::icon(paused ? QStringLiteral("media-playback-start") : QStringLiteral("media-playback-pause")));
    m_pauseButton->setToolTip(paused ? tr("Goes on where the run was paused")
                                     : tr("Lets the run wait after the batch that is being trained"));
    m_pauseButton->setAccessibleName(m_pauseButton->text());
}

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDockWidget>
#include <QElapsedTimer>

#include <functional>
#include <memory>
#include <optional>

#include "ui/document/document_state.h"
#include "ui/jobs/job_runner.h"
#include "ui/jobs/training_job.h"

class QPushButton;
class QStackedWidget;

namespace espalier::ui {

class ElidingLabel;
class EmptyState;
class MessageStrip;
class SessionDocument;
class TrainingFeed;
class TrainingForm;
class TrainingView;
class VerticalScrollArea;

/// Fine-tuning: what the next run uses, and what the present one does. A run that finishes becomes the current model as
/// one undo step; one that is stopped, or that ends when model or masks have changed, offers its best checkpoint.
class TrainingDock : public QDockWidget
{
    Q_OBJECT

public:
    TrainingDock(SessionDocument& document, JobRunner& jobs, QWidget* parent = nullptr);

    /// What the button does.
    void startOrStop();
    /// Asks the run to end; the button says so until it has. Before nothing of it would be kept, asks whether to.
    void stop();
    /// Lets the run wait between two batches, or go on.
    void pauseOrResume();
    bool isPaused() const;
    /// The batch that was being trained at the pause is done: the run stands still.
    bool isHeld() const { return m_gate != nullptr && m_gate->isHolding(); }
    /// A run goes on that nobody has asked to stop.
    bool canPause() const { return m_run && !m_stopping; }
    TrainingView* view() const { return m_view; }
    TrainingForm* form() const { return m_form; }
    MessageStrip* messageStrip() const { return m_messages; }

Q_SIGNALS:
    /// A run began, was paused, goes on, stops or has ended.
    void runStateChanged();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void createContent();
    void arrangeForm();
    void connectParts();
    void retranslate();
    void refresh();
    void refreshUses();
    void refreshButton();
    void refreshPauseButton();
    /// The next run prunes while it trains.
    bool prunes() const;
    QString startText() const;
    /// Nothing here is about the document that is open now.
    void forget();
    void onModelChanged();
    void press();
    void start();
    bool mayStop();
    bool hasUsableData();
    bool hasUsableSchedule();
    QString scheduleTrouble() const;
    std::function<bool()> whileSettingsHold() const;
    void warnAboutMasks();
    void onDone(TrainingOutcome outcome);
    void onFailed(JobEnd end, const Message& error);
    /// The job that has just ended; nullopt when the document is another one by now.
    std::optional<TrainingJob> endRun();
    void onStopped(RunRecord record);
    void adopt(RunRecord record);
    QString finishedSentence(const RunRecord& record) const;
    void offer(Severity severity, const QString& sentence, const QString& button, RunRecord record);

    SessionDocument& m_document;
    JobRunner& m_jobs;
    TrainingFeed* m_feed;
    QStackedWidget* m_pages = nullptr;
    EmptyState* m_noModel = nullptr;
    VerticalScrollArea* m_scroll = nullptr;
    TrainingForm* m_form = nullptr;
    QPushButton* m_button = nullptr;
    QPushButton* m_pauseButton = nullptr;
    ElidingLabel* m_uses = nullptr;
    MessageStrip* m_messages = nullptr;
    TrainingView* m_view = nullptr;
    std::optional<TrainingJob> m_run;  ///< the one that goes on
    std::shared_ptr<PauseGate> m_gate; ///< of that run
    std::optional<RunRecord> m_offer;
    QElapsedTimer m_sinceStart;
    bool m_stopping = false;
};

} // namespace espalier::ui

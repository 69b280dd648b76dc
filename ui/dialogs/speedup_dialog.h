// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <memory>
#include <optional>

#include "core/speedup/speedup_files.h"
#include "ui/jobs/job_runner.h"
#include "ui/jobs/speedup_job.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace espalier::ui {

class MessageStrip;
class SessionDocument;
class SpeedupResultView;

/// Cuts masked channels out in the background, proves the result and shows it; then it can be saved, or become the current
/// model. The document is not touched before that.
class SpeedupDialog : public QDialog
{
    Q_OBJECT

public:
    SpeedupDialog(SessionDocument& document, JobRunner& jobs, QWidget* parent = nullptr);

    void start();
    /// While the network is shrunk or saved, stops that instead of closing: closing would lose it without a word.
    void reject() override;
    std::shared_ptr<const SpeedupOutcome> outcome() const { return m_outcome; }

Q_SIGNALS:
    /// The smaller network is the current model now.
    void adopted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void createWidgets();
    void layOut();
    void connectWidgets();
    void retranslate();
    void setWork(std::optional<JobKind> work);
    bool isShrinking() const { return m_work == JobKind::Speedup; }
    void showProgress(espalier::ui::JobKind kind, double fraction, const QString& what);
    void onDone(SpeedupOutcome outcome);
    void onFailed(JobEnd end, const Message& error);
    void onSaved(const SpeedupFiles& files);
    void onNotSaved(const SpeedupFiles& files, JobEnd end, const Message& error);
    void save();
    void write(const SpeedupFiles& files);
    void adopt();
    QString proposedFile() const;

    SessionDocument& m_document;
    JobRunner& m_jobs;
    SpeedupRequest m_request;
    std::shared_ptr<const SpeedupOutcome> m_outcome;
    MessageStrip* m_messages;
    QStackedWidget* m_pages;
    QWidget* m_waiting;
    QLabel* m_progressText;
    QProgressBar* m_progress;
    SpeedupResultView* m_result;
    QPushButton* m_save;
    QPushButton* m_adopt;
    QPushButton* m_close;
    std::optional<JobKind> m_work; ///< Speedup or Export while that goes on
};

} // namespace espalier::ui

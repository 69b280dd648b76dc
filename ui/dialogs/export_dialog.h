// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ui/jobs/export_job.h"
#include "ui/jobs/job_runner.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace espalier::ui {

class ExportForm;
class ExportResultView;
class MessageStrip;
class SessionDocument;

/// Chooses files and folder, writes them in the background, and shows what was written. What is exported is the
/// document as it is when the button is pressed.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    ExportDialog(SessionDocument& document, JobRunner& jobs, QWidget* parent = nullptr);

    /// While an export runs, stops it instead of closing.
    void reject() override;

protected:
    void changeEvent(QEvent* event) override;

private:
    void createProgress();
    void createButtons();
    void layOut();
    void connectWidgets();
    void retranslate();
    void refreshExportButton();

    void startExport();
    void setRunning(bool running);
    void showProgress(espalier::ui::JobKind kind, double fraction, const QString& what);
    void onDone(ExportOutcome outcome);
    void onFailed(JobEnd end, const Message& error);
    void showPage(QWidget* page);

    SessionDocument& m_document;
    JobRunner& m_jobs;
    MessageStrip* m_messages;
    QStackedWidget* m_pages;
    ExportForm* m_form;
    ExportResultView* m_result;
    QWidget* m_progressLine;
    QLabel* m_progressText;
    QProgressBar* m_progress;
    QPushButton* m_cancel;
    QPushButton* m_back;
    QPushButton* m_export;
    QPushButton* m_close;
    std::shared_ptr<const Model> m_exportedModel;
    std::vector<ExportFile> m_written; ///< what the export under way writes
    bool m_running = false;
};

} // namespace espalier::ui

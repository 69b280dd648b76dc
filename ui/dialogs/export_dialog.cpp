// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/export_dialog.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/actions/action_registry.h"
#include "ui/dialogs/export_form.h"
#include "ui/dialogs/export_result_view.h"
#include "ui/document/session_document.h"
#include "ui/settings/settings_store.h"
#include "ui/translation/error_messages.h"
#include "ui/widgets/message_strip.h"

namespace espalier::ui {

namespace {

constexpr int kProgressSteps = 1000;

} // namespace

ExportDialog::ExportDialog(SessionDocument& document, JobRunner& jobs, QWidget* parent)
    : QDialog(parent)
    , m_document(document)
    , m_jobs(jobs)
    , m_messages(new MessageStrip(this))
    , m_pages(new QStackedWidget(this))
    , m_form(new ExportForm(document))
    , m_result(new ExportResultView)
    , m_progressLine(new QWidget(this))
    , m_progressText(new QLabel(m_progressLine))
    , m_progress(new QProgressBar(m_progressLine))
    , m_cancel(new QPushButton(m_progressLine))
    , m_back(new QPushButton(this))
    , m_export(new QPushButton(this))
    , m_close(new QPushButton(this))
{
    setObjectName(QStringLiteral("exportDialog"));
    createProgress();
    createButtons();
    layOut();
    connectWidgets();
    retranslate();
    showPage(m_form);
    resize(640, sizeHint().height());
}

void ExportDialog::reject()
{
    if (m_running)
        m_jobs.cancel(JobKind::Export);
    else
        QDialog::reject();
}

void ExportDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void ExportDialog::createProgress()
{
    m_progressText->setObjectName(QStringLiteral("progressLabel"));
    m_progress->setObjectName(QStringLiteral("exportProgressBar"));
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(160, 8);
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    m_cancel->setAutoDefault(false);
    auto* layout = new QHBoxLayout(m_progressLine);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_progressText, 1);
    layout->addWidget(m_progress);
    layout->addWidget(m_cancel);
    m_progressLine->hide();
}

void ExportDialog::createButtons()
{
    m_back->setObjectName(QStringLiteral("backButton"));
    m_export->setObjectName(QStringLiteral("exportButton"));
    m_close->setObjectName(QStringLiteral("closeButton"));
    m_back->setAutoDefault(false);
}

void ExportDialog::layOut()
{
    m_pages->addWidget(m_form);
    m_pages->addWidget(m_result);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_back);
    buttons->addStretch(1);
    buttons->addWidget(m_export);
    buttons->addWidget(m_close);
    auto* content = new QVBoxLayout;
    content->setContentsMargins(16, 16, 16, 16);
    content->setSpacing(16);
    content->addWidget(m_pages, 1);
    content->addWidget(m_progressLine);
    content->addLayout(buttons);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    layout->addLayout(content);
}

void ExportDialog::connectWidgets()
{
    connect(m_form, &ExportForm::changed, this, &ExportDialog::refreshExportButton);
    connect(m_export, &QPushButton::clicked, this, &ExportDialog::startExport);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_jobs.cancel(JobKind::Export); });
    connect(m_back, &QPushButton::clicked, this, [this] {
        m_messages->clear();
        showPage(m_form);
    });
    connect(m_close, &QPushButton::clicked, this, &ExportDialog::reject);
    connect(&m_jobs, &JobRunner::jobProgress, this, &ExportDialog::showProgress);
}

void ExportDialog::retranslate()
{
    setWindowTitle(tr("Export"));
    m_progress->setAccessibleName(tr("Progress of the export"));
    m_cancel->setText(tr("C&ancel"));
    m_cancel->setAccessibleName(tr("Cancel the export"));
    m_back->setText(tr("&Back"));
    m_back->setAccessibleName(tr("Back to the choice of files"));
    m_close->setText(tr("&Close"));
    m_close->setAccessibleName(tr("Close"));
    refreshExportButton();
}

void ExportDialog::refreshExportButton()
{
    const QString text = tr("&Export %n file(s)", nullptr, m_form->fileCount());
    m_export->setText(text);
    m_export->setAccessibleName(withoutAccessKey(text));
    m_export->setEnabled(m_form->isComplete() && !m_running);
}

void ExportDialog::startExport()
{
    m_messages->clear();
    setRunning(true);
    ExportRequest request = m_form->request();
    m_written = request.files;
    m_exportedModel = request.model;
    m_jobs.start(
        JobKind::Export, tr("Exporting"),
        [request = std::move(request)](ProgressSink& sink, const std::stop_token& stop) {
            return runExport(request, sink, stop);
        },
        this, [this](ExportOutcome outcome) { onDone(std::move(outcome)); },
        [this](JobEnd end, const Message& error) { onFailed(end, error); });
}

void ExportDialog::setRunning(bool running)
{
    m_running = running;
    m_form->setEnabled(!running);
    m_close->setEnabled(!running);
    m_progressLine->setVisible(running);
    refreshExportButton();
    if (!running)
        return;
    m_progress->setRange(0, 0);
    m_progressText->setText(tr("Waiting for other work to end"));
    m_cancel->setFocus();
}

void ExportDialog::showProgress(JobKind kind, double fraction, const QString& what)
{
    if (kind != JobKind::Export || !m_running)
        return;
    m_progress->setRange(0, kProgressSteps);
    m_progress->setValue(static_cast<int>(std::lround(fraction * kProgressSteps)));
    m_progressText->setText(what);
}

void ExportDialog::onDone(ExportOutcome outcome)
{
    setRunning(false);
    if (outcome.written) {
        for (const ExportFile& file : m_written) {
            if (file.kind == ExportFile::Kind::Model)
                m_document.recordExport(outcome.folder / file.name, file.exporter->format());
        }
        if (std::any_of(m_written.begin(), m_written.end(),
                        [](const ExportFile& file) { return file.kind == ExportFile::Kind::Model; }))
            m_document.markExported(m_exportedModel);
        SettingsStore::instance().setValue(SettingKey::LastFolder, QString::fromStdString(outcome.folder.string()));
    } else {
        m_messages->showMessage(Severity::Error,
                                tr("Nothing was written: read back, a file differs from what was exported."));
    }
    m_result->setOutcome(std::move(outcome));
    showPage(m_result);
}

void ExportDialog::onFailed(JobEnd end, const Message& error)
{
    setRunning(false);
    if (end == JobEnd::Cancelled)
        m_messages->showMessage(Severity::Info, tr("The export was cancelled; nothing was written."));
    else
        m_messages->showMessage(Severity::Error, messageText(error), tr("Choose another folder…"),
                                [this] { m_form->browse(); });
    m_export->setFocus();
}

void ExportDialog::showPage(QWidget* page)
{
    const bool choosing = page == m_form;
    if (choosing)
        m_form->refreshStatus();
    m_pages->setCurrentWidget(page);
    m_back->setVisible(!choosing);
    m_export->setVisible(choosing);
    QPushButton* next = choosing ? m_export : m_close;
    next->setDefault(true);
    next->setFocus();
}

} // namespace espalier::ui

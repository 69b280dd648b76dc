// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/speedup_dialog.h"

#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/progress_sink.h"
#include "ui/dialogs/open_files.h"
#include "ui/dialogs/speedup_result_view.h"
#include "ui/document/session_document.h"
#include "ui/prompts/file_dialog.h"
#include "ui/prompts/replace_question.h"
#include "ui/translation/error_messages.h"
#include "ui/widgets/message_strip.h"

namespace espalier::ui {

namespace {

constexpr int kProgressSteps = 1000;

/// The TorchScript file comes first.
QStringList pathsOf(const SpeedupFiles& files)
{
    QStringList paths;
    for (const auto& path : {files.torchScript, files.stateDict, files.recipe, files.program})
        paths.append(QString::fromStdString(path.string()));
    return paths;
}

} // namespace

SpeedupDialog::SpeedupDialog(SessionDocument& document, JobRunner& jobs, QWidget* parent)
    : QDialog(parent)
    , m_document(document)
    , m_jobs(jobs)
    , m_request(SpeedupRequest::of(document))
    , m_messages(new MessageStrip(this))
    , m_pages(new QStackedWidget(this))
    , m_waiting(new QWidget)
    , m_progressText(new QLabel(m_waiting))
    , m_progress(new QProgressBar(m_waiting))
    , m_result(new SpeedupResultView)
    , m_save(new QPushButton(this))
    , m_adopt(new QPushButton(this))
    , m_close(new QPushButton(this))
{
    setObjectName(QStringLiteral("speedupDialog"));
    createWidgets();
    layOut();
    connectWidgets();
    retranslate();
    resize(760, 620);
}

void SpeedupDialog::start()
{
    m_messages->clear();
    setWork(JobKind::Speedup);
    m_jobs.start(
        JobKind::Speedup, tr("Shrinking the network"),
        [request = m_request](ProgressSink& sink, const std::stop_token& stop) {
            return runSpeedup(request, sink, stop);
        },
        this, [this](SpeedupOutcome outcome) { onDone(std::move(outcome)); },
        [this](JobEnd end, const Message& error) { onFailed(end, error); });
}

void SpeedupDialog::reject()
{
    if (m_work && m_jobs.isRunning(*m_work))
        m_jobs.cancel(*m_work);
    else
        QDialog::reject();
}

void SpeedupDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void SpeedupDialog::createWidgets()
{
    m_progressText->setObjectName(QStringLiteral("speedupProgressLabel"));
    m_progressText->setAlignment(Qt::AlignHCenter);
    m_progress->setObjectName(QStringLiteral("speedupProgressBar"));
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(320, 8);
    m_save->setObjectName(QStringLiteral("saveSpeedupButton"));
    m_adopt->setObjectName(QStringLiteral("adoptSpeedupButton"));
    m_close->setObjectName(QStringLiteral("closeButton"));
    m_save->setAutoDefault(false);
    m_adopt->setDefault(true);
}

void SpeedupDialog::layOut()
{
    auto* waiting = new QVBoxLayout(m_waiting);
    waiting->addStretch(1);
    waiting->addWidget(m_progressText);
    waiting->addWidget(m_progress, 0, Qt::AlignHCenter);
    waiting->addStretch(1);
    m_pages->addWidget(m_waiting);
    m_pages->addWidget(m_result);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_save);
    buttons->addStretch(1);
    buttons->addWidget(m_adopt);
    buttons->addWidget(m_close);
    auto* content = new QVBoxLayout;
    content->setContentsMargins(16, 16, 16, 16);
    content->setSpacing(16);
    content->addWidget(m_pages, 1);
    content->addLayout(buttons);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    layout->addLayout(content);
}

void SpeedupDialog::connectWidgets()
{
    connect(m_save, &QPushButton::clicked, this, &SpeedupDialog::save);
    connect(m_adopt, &QPushButton::clicked, this, &SpeedupDialog::adopt);
    connect(m_close, &QPushButton::clicked, this, &SpeedupDialog::reject);
    connect(&m_jobs, &JobRunner::jobProgress, this, &SpeedupDialog::showProgress);
}

void SpeedupDialog::retranslate()
{
    setWindowTitle(tr("Shrink the network"));
    m_progress->setAccessibleName(tr("Progress of shrinking"));
    m_save->setText(tr("&Save files…"));
    m_save->setToolTip(
        tr("TorchScript, state dict, recipe, and a Python program that rebuilds it from the original module"));
    m_adopt->setText(tr("&Go on with the smaller network"));
    m_adopt->setToolTip(tr("It becomes the current model, as one undo step: fine-tune and export it"));
    setWork(m_work);
}

void SpeedupDialog::setWork(std::optional<JobKind> work)
{
    m_work = work;
    const bool idle = !work;
    m_close->setText(idle ? tr("&Close") : tr("C&ancel"));
    m_save->setEnabled(idle && m_outcome != nullptr);
    m_adopt->setEnabled(idle && m_outcome != nullptr
                        && m_outcome->result.parametersAfter < m_outcome->result.parametersBefore);
    m_pages->setCurrentWidget(isShrinking() || m_outcome == nullptr ? m_waiting : static_cast<QWidget*>(m_result));
    m_progress->setVisible(isShrinking());
    if (isShrinking()) {
        m_progress->setRange(0, 0);
        m_progressText->setText(tr("Waiting for other work to end"));
    } else if (m_outcome == nullptr) {
        m_progressText->setText(tr("Nothing was made smaller."));
    }
}

void SpeedupDialog::showProgress(JobKind kind, double fraction, const QString& what)
{
    if (kind != JobKind::Speedup || !isShrinking())
        return;
    m_progress->setRange(0, kProgressSteps);
    m_progress->setValue(static_cast<int>(std::lround(fraction * kProgressSteps)));
    m_progressText->setText(what);
}

void SpeedupDialog::onDone(SpeedupOutcome outcome)
{
    m_outcome = std::make_shared<const SpeedupOutcome>(std::move(outcome));
    m_result->setOutcome(m_request.model, m_outcome);
    setWork(std::nullopt);
    if (m_outcome->result.parametersAfter == m_outcome->result.parametersBefore)
        m_messages->showMessage(Severity::Warning, messageText(m_outcome->result.issues.front().message));
    else if (m_outcome->data && !m_outcome->data->agrees())
        m_messages->showMessage(Severity::Warning, tr("On real inputs the smaller network differs from the masked one; "
                                                      "see the comparison below."));
    m_adopt->setFocus();
}

void SpeedupDialog::onFailed(JobEnd end, const Message& error)
{
    setWork(std::nullopt);
    if (end == JobEnd::Cancelled)
        m_messages->showMessage(Severity::Info, tr("Cancelled; the open model is as it was."), tr("Start again"),
                                [this] { start(); });
    else
        m_messages->showMessage(Severity::Error, messageText(error));
    m_close->setFocus();
}

QString SpeedupDialog::proposedFile() const
{
    const QFileInfo model(QString::fromStdString(m_document.session().modelPath.string()));
    return model.absoluteDir().filePath(model.completeBaseName() + QStringLiteral("-small.pt"));
}

void SpeedupDialog::save()
{
    const QString file =
        FileDialog::saveFile(this, tr("Save the smaller network"), proposedFile(), tr("TorchScript (*.pt)"));
    if (file.isEmpty())
        return;
    const SpeedupFiles files = SpeedupFiles::beside(file.toStdString());
    const QStringList paths = pathsOf(files);
    const auto open =
        std::find_if(paths.begin(), paths.end(), [this](const QString& path) { return isOpenFile(m_document, path); });
    if (open != paths.end()) {
        m_messages->showMessage(Severity::Error,
                                tr("%1 is the file that is open; the smaller network needs another name.")
                                    .arg(QFileInfo(*open).fileName()));
        return;
    }
    // The file dialog has asked about the one that was named, and about none that is written beside it.
    if (mayReplace(this, paths.mid(1)))
        write(files);
}

void SpeedupDialog::write(const SpeedupFiles& files)
{
    m_messages->clear();
    setWork(JobKind::Export);
    m_jobs.start(
        JobKind::Export, tr("Saving the smaller network"),
        [outcome = m_outcome, files](ProgressSink&, const std::stop_token& stop) {
            writeSpeedupFiles(outcome->result, files, stop);
            return true;
        },
        this, [this, files](bool) { onSaved(files); },
        [this, files](JobEnd end, const Message& error) { onNotSaved(files, end, error); });
}

void SpeedupDialog::onSaved(const SpeedupFiles& files)
{
    setWork(std::nullopt);
    m_document.markExported(m_outcome->result.model);
    QStringList names;
    for (const QString& path : pathsOf(files))
        names.append(QFileInfo(path).fileName());
    m_messages->showMessage(Severity::Info, tr("Wrote %1 to %2.")
                                                .arg(names.join(QStringLiteral(", ")),
                                                     QString::fromStdString(files.torchScript.parent_path().string())));
}

void SpeedupDialog::onNotSaved(const SpeedupFiles& files, JobEnd end, const Message& error)
{
    setWork(std::nullopt);
    if (end == JobEnd::Cancelled)
        m_messages->showMessage(Severity::Info, tr("Cancelled; no file was written."), tr("Save again"),
                                [this, files] { write(files); });
    else
        m_messages->showMessage(Severity::Error, messageText(error));
}

void SpeedupDialog::adopt()
{
    if (m_document.model() != m_request.model || m_document.sharedMasks() != m_request.masks) {
        m_messages->showMessage(Severity::Error,
                                tr("Model or masks have changed since: shrink again, or save the files."));
        return;
    }
    m_document.adoptSpeedup(m_outcome->result, m_outcome->latency[0].medianMs, m_outcome->latency[1].medianMs);
    Q_EMIT adopted();
    accept();
}

} // namespace espalier::ui

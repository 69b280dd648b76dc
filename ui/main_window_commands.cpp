// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QFileInfo>
#include <QLocale>
#include <QMenu>
#include <QUndoStack>

#include <memory>

#include "core/base/error.h"
#include "core/serialization/file_kind.h"
#include "ui/actions/action_registry.h"
#include "ui/actions/window_menus.h"
#include "ui/config_editor/config_edits.h"
#include "ui/dialogs/export_dialog.h"
#include "ui/dialogs/speedup_dialog.h"
#include "ui/docks/config_list_dock.h"
#include "ui/docks/layer_tree_dock.h"
#include "ui/docks/sparsity_dock.h"
#include "ui/docks/training_dock.h"
#include "ui/document/accuracy_measurement.h"
#include "ui/document/background_work.h"
#include "ui/document/current_selection.h"
#include "ui/document/document_opener.h"
#include "ui/document/recovery_file.h"
#include "ui/document/session_document.h"
#include "ui/document/unsaved_work.h"
#include "ui/jobs/job_runner.h"
#include "ui/main_window.h"
#include "ui/prompts/file_dialog.h"
#include "ui/settings/preferences_dialog.h"
#include "ui/start_page/recent_files.h"
#include "ui/start_page/start_page.h"
#include "ui/translation/error_messages.h"
#include "ui/widgets/about_dialog.h"
#include "ui/widgets/command_palette.h"
#include "ui/widgets/input_shape_strip.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/shortcuts_dialog.h"

namespace espalier::ui {

void MainWindow::connectActions()
{
    const auto on = [this](ActionId id, auto slot) {
        addAction(m_actions->action(id));
        connect(m_actions->action(id), &QAction::triggered, this, slot);
    };
    on(ActionId::OpenFile, [this] { openWithDialog(); });
    on(ActionId::OpenExample, [this] { openExample(); });
    on(ActionId::SaveSession, [this] { saveSession(false); });
    on(ActionId::SaveSessionAs, [this] { saveSession(true); });
    on(ActionId::CloseModel, [this] { closeModel(); });
    on(ActionId::Preferences, [this] { PreferencesDialog(this).exec(); });
    on(ActionId::Quit, [this] { close(); });
    on(ActionId::Undo, [this] { m_document->undoStack()->undo(); });
    on(ActionId::Redo, [this] { m_document->undoStack()->redo(); });
    on(ActionId::FindLayer, [this] {
        goTo(m_layerDock);
        m_layerDock->focusSearch();
    });
    on(ActionId::CommandPalette, [this] { CommandPalette(m_actions->actions() + m_goToActions, this).exec(); });
    on(ActionId::ResetLayout, [this] {
        if (m_onStartPage) {
            m_layout = m_defaultLayout;
            return;
        }
        restoreState(m_defaultLayout, kLayoutVersion);
        arrangeDocks();
    });
    on(ActionId::FullScreen, [this](bool checked) { checked ? showFullScreen() : showNormal(); });
    on(ActionId::LoadWeights, [this] { loadWeights(); });
    on(ActionId::SetInputShape, [this] { askForInputs(); });
    on(ActionId::Recompute, [this] {
        m_work->startPreview();
        m_accuracy->measureAgain();
    });
    on(ActionId::SelectSameType, [this] { m_layerDock->selectSameType(); });
    on(ActionId::AddEntry, [this] { m_configDock->addEntry(); });
    on(ActionId::AddEntryForSelection, [this] { m_configDock->addEntryForSelection(); });
    on(ActionId::ExcludeSelection, [this] { m_layerDock->toggleExcluded(); });
    on(ActionId::SetSparsity, [this] {
        m_layerDock->show();
        m_layerDock->raise();
        m_layerDock->editSparsity();
    });
    on(ActionId::Prune, [this] { prune(); });
    connect(m_sparsityDock, &SparsityDock::pruneRequested, m_actions->action(ActionId::Prune), &QAction::trigger);
    on(ActionId::Shrink, [this] { shrinkModel(); });
    on(ActionId::StartTraining, [this] { startTraining(); });
    on(ActionId::PauseTraining, [this] { m_trainingDock->pauseOrResume(); });
    on(ActionId::StopTraining, [this] { m_trainingDock->stop(); });
    on(ActionId::ExportModel, [this] { exportModel(); });
    on(ActionId::Shortcuts, [this] { ShortcutsDialog(m_actions->actions(), m_goToActions, this).exec(); });
    on(ActionId::About, [this] { AboutDialog(this).exec(); });
    connectSteps();
    connect(m_menus->recentMenu(), &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);
}

void MainWindow::connectSteps()
{
    const auto on = [this](ActionId id, Step step) {
        addAction(m_actions->action(id));
        connect(m_actions->action(id), &QAction::triggered, this, [this, step] { goToStep(step); });
    };
    on(ActionId::StepModel, Step::Model);
    on(ActionId::StepChoose, Step::Choose);
    on(ActionId::StepCompress, Step::Compress);
    on(ActionId::StepFinetune, Step::Finetune);
    on(ActionId::StepExport, Step::Export);
}

void MainWindow::openPath(const QString& path)
{
    m_triedWeights.clear();
    if (mayLeave(tr("Open %1?").arg(QFileInfo(path).fileName())))
        m_opener->open(path);
}

void MainWindow::openExample()
{
    const QString example = StartPage::exampleFile();
    if (example.isEmpty())
        m_messages->showMessage(Severity::Error, tr("The example is not installed beside this program."));
    else
        openPath(example);
}

void MainWindow::openWithDialog()
{
    const QString path = FileDialog::openFile(
        this, tr("Open a model or a session"),
        tr("Models and sessions (*.pt *.pth *.torchscript *.espalier);;Sessions (*.espalier);;All files (*)"));
    if (!path.isEmpty())
        openPath(path);
}

bool MainWindow::saveSession(bool askForName)
{
    QString file = m_document->sessionFile();
    if (askForName || file.isEmpty()) {
        const QFileInfo model(QString::fromStdString(m_document->session().modelPath.string()));
        const QString proposal = file.isEmpty() ? model.completeBaseName() + QStringLiteral(".espalier") : file;
        file = FileDialog::saveFile(this, tr("Save session"), proposal, tr("Sessions (*.espalier)"));
        if (file.isEmpty())
            return false;
    }
    try {
        m_document->saveSession(file);
    } catch (const Error& error) {
        m_messages->showMessage(Severity::Error, messageText(error.message()), tr("Save elsewhere…"),
                                [this] { saveSession(true); });
        return false;
    }
    RecentFiles::add(file, *m_document->model());
    refreshTitle();
    return true;
}

bool MainWindow::mayLeave(const QString& question)
{
    return confirmLoss(this, *m_document, *m_jobs, question, [this] { return saveSession(false); });
}

void MainWindow::closeModel()
{
    if (!mayLeave(tr("Close %1?").arg(documentName())))
        return;
    m_jobs->cancelAll();
    m_messages->clear();
    m_document->close();
}

void MainWindow::prune()
{
    const Resolution& resolution = m_document->resolution();
    const bool any = std::any_of(resolution.layers.begin(), resolution.layers.end(),
                                 [](const ResolvedLayer& layer) { return layer.sparsity || layer.totalSparsity; });
    if (!any) {
        m_messages->showMessage(Severity::Info, tr("The config list selects no layer to prune."), tr("Add an entry"),
                                [this] { m_actions->action(ActionId::AddEntry)->trigger(); });
        m_messages->showWhile(whileListHolds());
        return;
    }
    m_messages->clear();
    m_work->prune();
}

void MainWindow::loadWeights()
{
    const QString path = FileDialog::openFile(this, tr("Load weights into the open model"),
                                              tr("State dicts (*.pth *.pt *.bin);;All files (*)"));
    if (!path.isEmpty())
        loadWeightsFrom(path);
}

void MainWindow::loadWeightsFrom(const QString& path)
{
    m_triedWeights = path;
    m_opener->loadWeights(path);
}

void MainWindow::askForInputs()
{
    const auto model = m_document->model();
    if (model == nullptr)
        return;
    m_inputs->ask(!model->inputs().empty() ? model->inputs()
                                           : model->proposedInputs().value_or(std::vector<InputSpec>{}));
}

void MainWindow::exportModel()
{
    if (m_document->model() == nullptr)
        return;
    auto* dialog = new ExportDialog(*m_document, *m_jobs, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::shrinkModel()
{
    if (m_document->model() == nullptr)
        return;
    if (m_document->model()->inputs().empty()) {
        m_messages->showMessage(Severity::Info,
                                tr("Channels can only be followed through the network when its input shape is known."));
        m_messages->showWhile([this] { return m_document->model() && m_document->model()->inputs().empty(); });
        askForInputs();
        return;
    }
    if (m_document->masks().empty()) {
        m_messages->showMessage(Severity::Info, tr("There are no masks yet: prune first, then shrink."), tr("Prune"),
                                [this] { m_actions->action(ActionId::Prune)->trigger(); });
        m_messages->showWhile([this] { return m_document->masks().empty(); });
        return;
    }
    auto* dialog = new SpeedupDialog(*m_document, *m_jobs, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SpeedupDialog::adopted, this, &MainWindow::offerFineTuning);
    dialog->open();
    dialog->start();
}

void MainWindow::offerFineTuning()
{
    const QString offer = tr("The smaller network is the current model now. Fine-tune it, then export it.");
    m_messages->showMessage(Severity::Info, offer, tr("Fine-tune"), [this] { goToStep(Step::Finetune); });
    // A run that is taken over is what it asks for, and Undo brings the larger network back.
    m_messages->showWhile([this, model = m_document->model()] { return m_document->model() == model; });
}

void MainWindow::startTraining()
{
    goTo(m_trainingDock);
    m_trainingDock->startOrStop();
}

void MainWindow::showOpenFailure(const QString& path, const QString& sentence)
{
    // The same once more would fail once more.
    if (path == m_triedWeights) {
        m_messages->showMessage(Severity::Error, sentence, tr("Load other weights…"), [this] { loadWeights(); });
        return;
    }
    bool weights = false;
    try {
        weights = m_document->model() != nullptr && detectFileKind(path.toStdString()) == FileKind::StateDict;
    } catch (const Error&) {
        weights = false; // the sentence says already why the file cannot be read
    }
    if (weights)
        m_messages->showMessage(Severity::Error, sentence, tr("Load into the open model"),
                                [this, path] { loadWeightsFrom(path); });
    else
        m_messages->showMessage(Severity::Error, sentence, tr("Open another file…"), [this] { openWithDialog(); });
}

void MainWindow::offerRecovery()
{
    const auto left = RecoveryFile::leftBehind(QFileInfo(m_recovery->fileName()).absolutePath());
    if (left.isEmpty())
        return;
    const RecoveryFile::Left latest = left.first();
    const QString when = QLocale().toString(latest.written, QLocale::ShortFormat);
    const QString offer = tr("Espalier ended unexpectedly. The session as it was at %1 can be restored.").arg(when);
    m_messages->showMessage(Severity::Warning, offer, tr("Restore session"), [this, latest] { restore(latest); });
    // The strip is everybody's: only closing this very offer declines it.
    connect(m_messages, &MessageStrip::dismissed, this, [left, offer](const QString& text) {
        if (text != offer)
            return;
        for (const auto& file : left)
            RecoveryFile::discard(file);
    });
}

void MainWindow::restore(const RecoveryFile::Left& left)
{
    // Kept until it is open, and its own recovery file is there; others that a crash left are offered next time.
    auto once = std::make_shared<QMetaObject::Connection>();
    *once = connect(m_opener, &DocumentOpener::opened, this, [this, once, left](const QString& path) {
        disconnect(*once);
        if (path != left.file)
            return;
        m_recovery->writeNow();
        RecoveryFile::discard(left);
        RecentFiles::remove(left.file);
    });
    m_opener->openRecovered(left.file, left.originalFile);
}

void MainWindow::fillRecentMenu()
{
    QMenu* menu = m_menus->recentMenu();
    menu->clear();
    for (const RecentFile& file : RecentFiles::list()) {
        const QString name = QFileInfo(file.path).fileName();
        QAction* action = menu->addAction(QString(name).replace(QLatin1Char('&'), QLatin1String("&&")));
        action->setToolTip(file.path);
        connect(action, &QAction::triggered, this, [this, path = file.path] { openPath(path); });
    }
    if (menu->isEmpty())
        menu->addAction(tr("No files yet"))->setEnabled(false);
}

QString MainWindow::documentName() const
{
    const QString file = m_document->sessionFile();
    if (!file.isEmpty())
        return QFileInfo(file).fileName();
    return QString::fromStdString(m_document->session().modelPath.filename().string());
}

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include <QAction>
#include <QCloseEvent>
#include <QDir>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolButton>
#include <QUndoStack>
#include <QVBoxLayout>

#include <algorithm>

#include "core/model/compute_environment.h"
#include "ui/actions/action_registry.h"
#include "ui/actions/shortcut_priority.h"
#include "ui/actions/window_menus.h"
#include "ui/docks/config_list_dock.h"
#include "ui/docks/issues_dock.h"
#include "ui/docks/layer_tree_dock.h"
#include "ui/docks/log_dock.h"
#include "ui/docks/runs_dock.h"
#include "ui/docks/training_dock.h"
#include "ui/document/accuracy_measurement.h"
#include "ui/document/background_work.h"
#include "ui/document/compression_preview.h"
#include "ui/document/current_selection.h"
#include "ui/document/document_opener.h"
#include "ui/document/recovery_file.h"
#include "ui/document/session_document.h"
#include "ui/jobs/job_runner.h"
#include "ui/settings/settings_store.h"
#include "ui/start_page/recent_files.h"
#include "ui/start_page/start_page.h"
#include "ui/theme/theme_manager.h"
#include "ui/translation/language_switcher.h"
#include "ui/views/inspector_view.h"
#include "ui/widgets/about_dialog.h"
#include "ui/widgets/input_shape_strip.h"
#include "ui/widgets/job_line.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/step_bar.h"

namespace espalier::ui {

namespace {

int prunedLayerCount(const Resolution& resolution)
{
    return static_cast<int>(
        std::count_if(resolution.layers.begin(), resolution.layers.end(),
                      [](const ResolvedLayer& layer) { return layer.sparsity || layer.totalSparsity; }));
}

QString recoveryFolder()
{
    return QDir(SettingsStore::defaultFolder()).filePath(QStringLiteral("recovery"));
}

/// The one local file of a drag; empty for anything else.
QString draggedFile(const QMimeData* mime)
{
    const auto urls = mime->urls();
    return urls.size() == 1 && urls.first().isLocalFile() ? urls.first().toLocalFile() : QString();
}

} // namespace

MainWindow::MainWindow(LanguageSwitcher& language, QWidget* parent)
    : QMainWindow(parent)
    , m_language(language)
    , m_threads(std::make_shared<std::atomic<int>>(0))
    , m_prepareThread([threads = m_threads] {
        setComputeThreads(threads->load());
        flushDenormals();
        silenceLibrary();
    })
    , m_document(new SessionDocument(this))
    , m_selection(new CurrentSelection(this))
    , m_jobs(new JobRunner(this))
    , m_actions(new ActionRegistry(this))
    , m_opener(new DocumentOpener(*m_document, *m_jobs, this))
    , m_work(new BackgroundWork(*m_document, *m_jobs, this))
    , m_accuracy(new AccuracyMeasurement(*m_document, *m_jobs, this))
    , m_preview(new CompressionPreview(*m_document, *m_jobs, this))
    , m_recovery(new RecoveryFile(*m_document, recoveryFolder(), this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setMinimumSize(1024, 700);
    setAcceptDrops(true);
    setDockOptions(QMainWindow::AllowTabbedDocks | QMainWindow::AllowNestedDocks);
    setWindowIcon(ThemeManager::icon(QStringLiteral("org.espalier.Espalier")));
    m_jobs->setBeforeJob(m_prepareThread);
    createCentre();
    createDocks();
    m_menus = new WindowMenus(*this, *m_actions);
    new ShortcutPriority(*m_actions, *this);
    createToolBar();
    addGoToActions();
    statusBar()->addPermanentWidget(new JobLine(*m_jobs, this));
    statusBar()->setSizeGripEnabled(false);
    connectActions();
    connectDocument();
    connectWork();
    connectMessages();
    applySettings();
    restoreLayout();
    retranslate();
    showPage();
    offerRecovery();
}

MainWindow::~MainWindow()
{
    // Jobs refer to the document and the docks: they end first.
    delete m_jobs;
    m_document->undoStack()->disconnect(this);
}

void MainWindow::createCentre()
{
    auto* centre = new QWidget(this);
    m_messages = new MessageStrip(centre);
    m_inputs = new InputShapeStrip(centre);
    m_pages = new QStackedWidget(centre);
    m_startPage = new StartPage(m_pages);
    m_pages->addWidget(m_startPage);
    auto* inspector = new InspectorView(*m_document, *m_selection, m_pages);
    inspector->setBeforeTask(m_prepareThread);
    m_pages->addWidget(inspector);
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    layout->addWidget(m_inputs);
    layout->addWidget(m_pages, 1);
    setCentralWidget(centre);
    connect(m_startPage, &StartPage::openRequested, this, &MainWindow::openWithDialog);
    connect(m_startPage, &StartPage::exampleRequested, this, &MainWindow::openExample);
    connect(m_startPage, &StartPage::fileRequested, this, &MainWindow::openPath);
    connect(m_inputs, &InputShapeStrip::accepted, m_opener, &DocumentOpener::setInputs);
}

void MainWindow::connectDocument()
{
    connect(m_document, &SessionDocument::modelChanged, this, [this] {
        if (m_document->model() == nullptr)
            m_selection->clear();
        if (m_document->model() == nullptr || !m_document->model()->inputs().empty())
            m_inputs->hide();
        showPage();
        refreshState();
    });
    connect(m_document, &SessionDocument::configListChanged, this, &MainWindow::refreshState);
    connect(m_document, &SessionDocument::masksChanged, this, &MainWindow::refreshState);
    connect(m_document, &SessionDocument::runsChanged, this, &MainWindow::refreshState);
    connect(m_document, &SessionDocument::issuesChanged, this, &MainWindow::refreshState);
    connect(m_document, &SessionDocument::sessionChanged, this, &MainWindow::refreshTitle);
    connect(m_document, &SessionDocument::modifiedChanged, this, &MainWindow::refreshTitle);
    connect(m_document->undoStack(), &QUndoStack::indexChanged, this, &MainWindow::refreshState);
    connect(m_selection, &CurrentSelection::layersChanged, this, &MainWindow::refreshState);
    connect(m_trainingDock, &TrainingDock::runStateChanged, this, &MainWindow::refreshState);
    connect(m_layerDock, &LayerTreeDock::openRequested, this, &MainWindow::openWithDialog);
    connect(m_numbers, &NumbersStrip::explainRequested, this, &MainWindow::explain);
}

void MainWindow::connectWork()
{
    m_opener->setMayReplace(
        [this](const QString& path) { return mayLeave(tr("Open %1?").arg(QFileInfo(path).fileName())); });
    connect(m_opener, &DocumentOpener::opened, this, [this](const QString& path) {
        m_messages->clear();
        RecentFiles::add(path, *m_document->model());
        m_startPage->refresh();
        m_exported = false;
        m_selection->setCurrentEntry(-1);
        refreshTitle();
        if (m_document->model()->inputs().empty())
            askForInputs();
        if (const QString warning = blasWarning(); !warning.isEmpty())
            m_messages->showMessage(Severity::Warning, warning);
    });
    connect(m_opener, &DocumentOpener::failed, this, &MainWindow::showOpenFailure);
    connect(m_opener, &DocumentOpener::inputsRefused, m_inputs, &InputShapeStrip::showError);
    const auto refreshMeasuring = [this] {
        m_numbers->setMeasuring(m_jobs->isRunning(JobKind::Baseline), m_jobs->isRunning(JobKind::Accuracy));
        refreshState();
    };
    connect(m_jobs, &JobRunner::jobStarted, this, refreshMeasuring);
    connect(m_jobs, &JobRunner::jobFinished, this, [this, refreshMeasuring](JobKind kind, const QString&, JobEnd end) {
        m_exported = m_exported || (kind == JobKind::Export && end == JobEnd::Done);
        refreshMeasuring();
    });
}

/// What a message of the centre is about may pass by an edit, by Undo, or by what a job brings.
void MainWindow::connectMessages()
{
    for (const auto signal : {&SessionDocument::modelChanged, &SessionDocument::masksChanged,
                              &SessionDocument::configListChanged, &SessionDocument::sessionChanged})
        connect(m_document, signal, m_messages, &MessageStrip::review);
    connect(m_work, &BackgroundWork::failed, this, [this](const QString& sentence) {
        m_messages->showMessage(Severity::Error, sentence);
        m_messages->showWhile(whileListHolds());
    });
    connect(m_accuracy, &AccuracyMeasurement::failed, this, [this](const QString& sentence) {
        m_messages->showMessage(Severity::Error, sentence);
        m_messages->showWhile([this, model = m_document->model(), data = m_document->session().data] {
            return m_document->model() == model && m_document->session().data == data;
        });
    });
    connect(m_work, &BackgroundWork::pruned, this, &MainWindow::offerShrinking);
}

/// Nothing that pruning goes by has changed.
std::function<bool()> MainWindow::whileListHolds() const
{
    const auto basis = [this] {
        MaskBasis now = MaskBasis::of(m_document->session());
        now.data = m_document->session().data; // perhaps it was what is missing
        return now;
    };
    return [this, basis, model = m_document->model(), before = basis()] {
        return m_document->model() == model && basis() == before;
    };
}

/// Masks alone make nothing smaller or faster; whoever expects it learns it now and not after the export.
void MainWindow::offerShrinking()
{
    const auto pruner = findPruner(m_document->session().algorithm);
    if (!pruner || !pruner->info().structured) {
        m_messages->showMessage(Severity::Info, tr("Pruned. Masks of single weights change no shapes: the network gets "
                                                   "neither smaller nor faster on ordinary hardware."));
    } else {
        m_messages->showMessage(Severity::Info,
                                tr("Pruned. Until it is shrunk, the network keeps its shapes, its size and its speed."),
                                tr("Shrink…"), [this] { shrinkModel(); });
    }
    m_messages->showWhile([this, masks = m_document->sharedMasks()] { return m_document->sharedMasks() == masks; });
}

void MainWindow::applySettings()
{
    SettingsStore& settings = SettingsStore::instance();
    const auto applyThreads = [this, &settings] { m_threads->store(settings.value(SettingKey::Threads).toInt()); };
    const auto applyTheme = [&settings] {
        const QString theme = settings.value(SettingKey::Theme).toString();
        ThemeManager::instance().setChoice(theme == QLatin1String("light")  ? ThemeChoice::Light
                                           : theme == QLatin1String("dark") ? ThemeChoice::Dark
                                                                            : ThemeChoice::System);
    };
    applyThreads();
    connect(&settings, &SettingsStore::changed, this, [this, applyThreads, applyTheme, &settings](SettingKey key) {
        if (key == SettingKey::Threads)
            applyThreads();
        else if (key == SettingKey::Theme)
            applyTheme();
        else if (key == SettingKey::Language)
            m_language.setLanguage(settings.value(key).toString());
    });
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMainWindow::changeEvent(event);
}

void MainWindow::retranslate()
{
    m_actions->retranslate();
    m_menus->retranslate();
    m_next->setAccessibleDescription(tr("The command of the next step"));
    for (qsizetype i = 0; i < m_docks.size(); ++i)
        m_goToActions[i]->setToolTip(tr("Show this dock and put the focus into it"));
    refreshTitle();
    refreshState();
}

void MainWindow::refreshState()
{
    const bool open = m_document->model() != nullptr;
    const int layers = prunedLayerCount(m_document->resolution());
    const bool training = m_jobs->isRunning(JobKind::Train);
    const bool selected = open && !m_selection->layers().isEmpty();
    const auto enable = [this](bool on, std::initializer_list<ActionId> ids) {
        for (const ActionId id : ids)
            m_actions->action(id)->setEnabled(on);
    };
    enable(open, {ActionId::SaveSession, ActionId::SaveSessionAs, ActionId::CloseModel, ActionId::FindLayer,
                  ActionId::LoadWeights, ActionId::SetInputShape, ActionId::Recompute, ActionId::AddEntry,
                  ActionId::Shrink, ActionId::ExportModel});
    const bool faulty = m_document->listHasErrors();
    enable(open && !faulty, {ActionId::Prune});
    enable(selected, {ActionId::AddEntryForSelection, ActionId::ExcludeSelection, ActionId::SetSparsity,
                      ActionId::SelectSameType});
    enable(open && !training, {ActionId::StartTraining});
    enable(training, {ActionId::StopTraining});
    enable(m_trainingDock->canPause(), {ActionId::PauseTraining});
    m_actions->action(ActionId::PauseTraining)
        ->setText(m_trainingDock->isPaused() ? tr("&Resume training") : tr("&Pause training"));
    enable(!StartPage::exampleFile().isEmpty(), {ActionId::OpenExample});
    const QUndoStack& stack = *m_document->undoStack();
    m_actions->action(ActionId::Undo)->setEnabled(stack.canUndo());
    m_actions->action(ActionId::Redo)->setEnabled(stack.canRedo());
    m_actions->action(ActionId::Undo)
        ->setText(stack.canUndo() ? tr("&Undo: %1").arg(stack.undoText().replace(QLatin1Char('&'), QLatin1String("&&")))
                                  : tr("&Undo"));
    m_actions->action(ActionId::Redo)
        ->setText(stack.canRedo() ? tr("&Redo: %1").arg(stack.redoText().replace(QLatin1Char('&'), QLatin1String("&&")))
                                  : tr("&Redo"));
    m_actions->action(ActionId::Prune)
        ->setText(open && faulty ? tr("&Prune: the config list has errors")
                  : layers > 0   ? tr("&Prune %n layer(s)", nullptr, layers)
                                 : tr("&Prune"));

    // A list that was cut out of the network has done its work: nothing is to be chosen again.
    const bool cut = open && m_document->state().cutIsLatest();
    const bool compressed = cut || (open && !m_document->masks().empty() && !m_document->masksOutdated());
    const bool trained = compressed && m_document->state().runsSinceCut() > 0;
    m_steps->setDone({open, cut || (open && layers > 0), compressed, trained, open && m_exported});
    constexpr std::array kNextCommands{ActionId::OpenFile, ActionId::AddEntry, ActionId::Prune, ActionId::StartTraining,
                                       ActionId::ExportModel};
    const int next = m_steps->nextStep() < 0 ? static_cast<int>(Step::Export) : m_steps->nextStep();
    QAction* command =
        m_actions->action(training ? ActionId::StopTraining : kNextCommands[static_cast<std::size_t>(next)]);
    if (m_next->defaultAction() != command) {
        // Earlier commands would stay behind as a menu of the button.
        for (QAction* earlier : m_next->actions())
            m_next->removeAction(earlier);
        m_next->setDefaultAction(command);
    }
}

void MainWindow::refreshTitle()
{
    //: Window title: the document's name; "[*]" becomes a mark when there are unsaved edits.
    setWindowTitle(m_document->model() == nullptr ? tr("Espalier") : tr("%1[*] \u2013 Espalier").arg(documentName()));
    setWindowModified(m_document->isModified());
}

void MainWindow::showPage()
{
    const bool start = m_document->model() == nullptr;
    if (start == m_onStartPage && !m_layout.isEmpty() && start)
        return;
    if (start) {
        if (!m_onStartPage || m_layout.isEmpty())
            m_layout = saveState(kLayoutVersion);
        for (QDockWidget* dock : m_docks)
            dock->hide();
        m_numbersDock->hide();
        m_startPage->refresh();
    } else if (m_onStartPage) {
        restoreState(m_layout, kLayoutVersion);
        m_numbersDock->show();
    }
    m_onStartPage = start;
    m_pages->setCurrentIndex(start ? 0 : 1);
}

void MainWindow::explain(NumbersStrip::Number number, bool after)
{
    if (m_document->model() == nullptr)
        return;
    switch (number) {
    case NumbersStrip::Number::Accuracy:
        goTo(after && !m_document->runs().empty() ? static_cast<QDockWidget*>(m_runsDock) : m_trainingDock);
        return;
    case NumbersStrip::Number::Parameters:
    case NumbersStrip::Number::Macs:
    case NumbersStrip::Number::Latency:
        if (!m_document->model()->macs() && (after || number != NumbersStrip::Number::Parameters))
            askForInputs();
        else
            goTo(m_layerDock);
        return;
    case NumbersStrip::Number::Sparsity:
        goTo(m_configDock);
        return;
    case NumbersStrip::Number::File:
        exportModel();
        return;
    }
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!mayLeave(tr("Close %1?").arg(documentName()))) {
        event->ignore();
        return;
    }
    storeLayout();
    m_jobs->cancelAll();
    m_document->close();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!draggedFile(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const QString file = draggedFile(event->mimeData());
    if (file.isEmpty())
        return;
    event->acceptProposedAction();
    openPath(file);
}

} // namespace espalier::ui

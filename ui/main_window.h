// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QMainWindow>

#include <atomic>
#include <functional>
#include <memory>

#include "ui/actions/action_ids.h"
#include "ui/document/recovery_file.h"
#include "ui/widgets/numbers_strip.h"

class QDockWidget;
class QStackedWidget;
class QToolButton;

namespace espalier::ui {

class AccuracyMeasurement;
class ActionRegistry;
class BackgroundWork;
class CompressionPreview;
class ConfigListDock;
class CurrentSelection;
class DependencyDock;
class DocumentOpener;
class HistoryDock;
class InputShapeStrip;
class IssuesDock;
class JobRunner;
class LanguageSwitcher;
class LayerTreeDock;
class LogDock;
class MessageStrip;
class RunsDock;
class SessionDocument;
class SparsityDock;
class StartPage;
class StepBar;
class TrainingDock;
class WindowMenus;

/// The window: docks around a centre, one document, one selection. Makes the parts and connects them; what they do is theirs.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(LanguageSwitcher& language, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// A model or session; asks first when work would be lost.
    void openPath(const QString& path);
    void openExample();

    SessionDocument& document() const { return *m_document; }
    CurrentSelection& selection() const { return *m_selection; }
    JobRunner& jobs() const { return *m_jobs; }
    ActionRegistry& actions() const { return *m_actions; }
    MessageStrip& messageStrip() const { return *m_messages; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    enum class Step { Model, Choose, Compress, Finetune, Export };

    // main_window.cpp
    void createCentre();
    void connectDocument();
    void connectWork();
    void connectMessages();
    std::function<bool()> whileListHolds() const;
    void offerShrinking();
    void offerFineTuning();
    void applySettings();
    void retranslate();
    void refreshState();
    void refreshTitle();
    void showPage();
    void explain(NumbersStrip::Number number, bool after);
    // main_window_docks.cpp
    void createDocks();
    void createToolBar();
    void arrangeDocks();
    void sizeDocks();
    void addGoToActions();
    void goTo(QDockWidget* dock);
    void goToStep(Step step);
    void restoreLayout();
    void storeLayout() const;
    // main_window_commands.cpp
    void connectActions();
    void connectSteps();
    void openWithDialog();
    bool saveSession(bool askForName);
    bool mayLeave(const QString& question);
    void closeModel();
    void prune();
    void loadWeights();
    void loadWeightsFrom(const QString& path);
    void askForInputs();
    void exportModel();
    void shrinkModel();
    void startTraining();
    void showOpenFailure(const QString& path, const QString& sentence);
    void offerRecovery();
    void restore(const RecoveryFile::Left& left);
    void fillRecentMenu();
    QString documentName() const;

    static constexpr int kLayoutVersion = 3; ///< to be raised when docks are added or renamed

    LanguageSwitcher& m_language;
    std::shared_ptr<std::atomic<int>> m_threads;
    std::function<void()> m_prepareThread; ///< of work: thread count, denormals
    SessionDocument* m_document;
    CurrentSelection* m_selection;
    JobRunner* m_jobs;
    ActionRegistry* m_actions;
    DocumentOpener* m_opener;
    BackgroundWork* m_work;
    AccuracyMeasurement* m_accuracy;
    CompressionPreview* m_preview;
    RecoveryFile* m_recovery;
    WindowMenus* m_menus = nullptr;
    QStackedWidget* m_pages = nullptr;
    StartPage* m_startPage = nullptr;
    MessageStrip* m_messages = nullptr;
    InputShapeStrip* m_inputs = nullptr;
    NumbersStrip* m_numbers = nullptr;
    StepBar* m_steps = nullptr;
    QToolButton* m_next = nullptr;
    LayerTreeDock* m_layerDock = nullptr;
    ConfigListDock* m_configDock = nullptr;
    TrainingDock* m_trainingDock = nullptr;
    RunsDock* m_runsDock = nullptr;
    SparsityDock* m_sparsityDock = nullptr;
    DependencyDock* m_dependencyDock = nullptr;
    IssuesDock* m_issuesDock = nullptr;
    LogDock* m_logDock = nullptr;
    HistoryDock* m_historyDock = nullptr;
    QDockWidget* m_numbersDock = nullptr;
    QList<QDockWidget*> m_docks; ///< in the order of Alt+1 to Alt+9
    QList<QAction*> m_goToActions;
    QString m_triedWeights; ///< the file that was last to be loaded into the open model
    QByteArray m_defaultLayout;
    QByteArray m_layout; ///< while the start page is shown: the layout to come back to
    bool m_onStartPage = true;
    bool m_exported = false;
};

} // namespace espalier::ui

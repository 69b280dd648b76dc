// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QDockWidget>
#include <QGuiApplication>
#include <QScreen>
#include <QStyle>
#include <QToolBar>
#include <QToolButton>

#include "ui/actions/action_registry.h"
#include "ui/actions/window_menus.h"
#include "ui/docks/config_list_dock.h"
#include "ui/docks/dependency_dock.h"
#include "ui/docks/history_dock.h"
#include "ui/docks/issues_dock.h"
#include "ui/docks/layer_tree_dock.h"
#include "ui/docks/log_dock.h"
#include "ui/docks/runs_dock.h"
#include "ui/docks/sparsity_dock.h"
#include "ui/docks/training_dock.h"
#include "ui/document/session_document.h"
#include "ui/main_window.h"
#include "ui/settings/settings_store.h"
#include "ui/start_page/start_page.h"
#include "ui/widgets/step_bar.h"

namespace espalier::ui {

namespace {

constexpr int kWideWindow = 1400;

} // namespace

void MainWindow::createDocks()
{
    m_layerDock = new LayerTreeDock(*m_document, *m_selection, this);
    m_configDock = new ConfigListDock(*m_document, *m_selection, this);
    m_trainingDock = new TrainingDock(*m_document, *m_jobs, this);
    m_runsDock = new RunsDock(*m_document, *m_jobs, this);
    m_sparsityDock = new SparsityDock(*m_document, *m_selection, this);
    m_dependencyDock = new DependencyDock(*m_document, *m_selection, this);
    m_issuesDock = new IssuesDock(*m_document, *m_selection, this);
    m_logDock = new LogDock(*m_jobs, this);
    m_historyDock = new HistoryDock(*m_document, this);
    m_docks = {m_layerDock,      m_configDock, m_trainingDock, m_runsDock,   m_sparsityDock,
               m_dependencyDock, m_issuesDock, m_logDock,      m_historyDock};

    // Spans the window between centre and lower docks; has no title, cannot be moved or closed.
    m_numbersDock = new QDockWidget(this);
    m_numbersDock->setObjectName(QStringLiteral("numbersDock"));
    m_numbersDock->setTitleBarWidget(new QWidget(m_numbersDock));
    m_numbersDock->setFeatures(QDockWidget::NoDockWidgetFeatures);
    m_numbers = new NumbersStrip(*m_document, m_numbersDock);
    m_numbersDock->setWidget(m_numbers);
    m_numbersDock->toggleViewAction()->setVisible(false);

    arrangeDocks();
    m_defaultLayout = saveState(kLayoutVersion);
}

void MainWindow::arrangeDocks()
{
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    setTabPosition(Qt::BottomDockWidgetArea, QTabWidget::North);
    addDockWidget(Qt::LeftDockWidgetArea, m_layerDock);
    addDockWidget(Qt::RightDockWidgetArea, m_configDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_numbersDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_trainingDock);
    splitDockWidget(m_numbersDock, m_trainingDock, Qt::Vertical);
    const QList<QDockWidget*> tabs{m_runsDock,   m_sparsityDock, m_dependencyDock,
                                   m_issuesDock, m_logDock,      m_historyDock};
    for (QDockWidget* dock : tabs) {
        addDockWidget(Qt::BottomDockWidgetArea, dock);
        tabifyDockWidget(m_trainingDock, dock);
    }
    m_trainingDock->raise();
    sizeDocks();
}

void MainWindow::sizeDocks()
{
    // Where there is room, the tree shows how many channels are left as well.
    const int layers = width() >= kWideWindow ? 520 : 400;
    resizeDocks({m_layerDock, m_configDock}, {layers, 330}, Qt::Horizontal);
    resizeDocks({m_trainingDock}, {256}, Qt::Vertical);
}

void MainWindow::createToolBar()
{
    auto* bar = addToolBar(QString());
    bar->setObjectName(QStringLiteral("mainToolBar"));
    bar->setMovable(false);
    bar->setIconSize(QSize(22, 22));
    bar->toggleViewAction()->setVisible(false);
    const auto add = [this, bar](std::initializer_list<ActionId> ids) {
        for (const ActionId id : ids)
            bar->addAction(m_actions->action(id));
    };
    add({ActionId::OpenFile, ActionId::SaveSession});
    bar->addSeparator();
    add({ActionId::Undo, ActionId::Redo});
    bar->addSeparator();
    m_steps = new StepBar({m_actions->action(ActionId::StepModel), m_actions->action(ActionId::StepChoose),
                           m_actions->action(ActionId::StepCompress), m_actions->action(ActionId::StepFinetune),
                           m_actions->action(ActionId::StepExport)},
                          bar);
    bar->addWidget(m_steps);
    m_next = new QToolButton(bar);
    m_next->setObjectName(QStringLiteral("nextStepButton"));
    m_next->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_next->setFocusPolicy(Qt::TabFocus);
    bar->addWidget(m_next);
    auto* spacer = new QWidget(bar);
    spacer->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(spacer);
    add({ActionId::CommandPalette});
    setContextMenuPolicy(Qt::NoContextMenu);
}

void MainWindow::addGoToActions()
{
    QList<QAction*> toggles;
    for (qsizetype i = 0; i < m_docks.size(); ++i) {
        QDockWidget* dock = m_docks[i];
        toggles.append(dock->toggleViewAction());
        auto* action = new QAction(dock->windowTitle(), this);
        action->setShortcut(QKeySequence(QStringLiteral("Alt+%1").arg(i + 1)));
        connect(action, &QAction::triggered, dock, [this, dock] { goTo(dock); });
        connect(dock, &QWidget::windowTitleChanged, action, &QAction::setText);
        m_goToActions.append(action);
    }
    m_menus->setDocks(toggles, m_goToActions);
}

void MainWindow::goTo(QDockWidget* dock)
{
    dock->show();
    dock->raise();
    if (dock->widget() == nullptr)
        return;
    // The dock's first control in reading order.
    QWidget* first = dock->widget();
    if (first->focusPolicy() == Qt::NoFocus) {
        for (QWidget* child : dock->widget()->findChildren<QWidget*>()) {
            if (child->isVisibleTo(dock) && child->isEnabled() && (child->focusPolicy() & Qt::TabFocus) != 0) {
                first = child;
                break;
            }
        }
    }
    first->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::goToStep(Step step)
{
    if (m_document->model() == nullptr) {
        m_startPage->setFocus();
        return;
    }
    switch (step) {
    case Step::Model:
        goTo(m_layerDock);
        m_layerDock->focusSearch();
        return;
    case Step::Choose:
        m_layerDock->show();
        goTo(m_configDock);
        return;
    case Step::Compress:
        m_configDock->show();
        m_issuesDock->show();
        m_issuesDock->raise();
        m_next->setFocus(Qt::ShortcutFocusReason);
        return;
    case Step::Finetune:
        goTo(m_trainingDock);
        return;
    case Step::Export:
        exportModel();
        return;
    }
}

void MainWindow::restoreLayout()
{
    SettingsStore& settings = SettingsStore::instance();
    if (!restoreGeometry(settings.value(SettingKey::WindowGeometry).toByteArray())) {
        const QSize available = screen()->availableSize();
        resize(QSize(1440, 900).boundedTo(available));
    }
    const QByteArray stored = settings.value(SettingKey::WindowState).toByteArray();
    if (!stored.isEmpty())
        restoreState(stored, kLayoutVersion);
    else
        sizeDocks();
    const QByteArray columns = settings.value(SettingKey::LayerColumns).toByteArray();
    if (!columns.isEmpty())
        m_layerDock->restoreColumns(columns);
}

void MainWindow::storeLayout() const
{
    SettingsStore& settings = SettingsStore::instance();
    settings.setValue(SettingKey::WindowGeometry, saveGeometry());
    settings.setValue(SettingKey::LayerColumns, m_layerDock->saveColumns());
    settings.setValue(SettingKey::WindowState, m_onStartPage ? m_layout : saveState(kLayoutVersion));
}

} // namespace espalier::ui

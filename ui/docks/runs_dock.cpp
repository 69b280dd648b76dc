// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/runs_dock.h"

#include <QDir>
#include <QEvent>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLocale>
#include <QSaveFile>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

#include "core/exporters/compression_report.h"
#include "ui/charts/live_line_chart.h"
#include "ui/docks/number_table.h"
#include "ui/document/session_document.h"
#include "ui/jobs/job_runner.h"
#include "ui/jobs/training_texts.h"
#include "ui/models/runs_model.h"
#include "ui/models/training_history_model.h"
#include "ui/prompts/file_dialog.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

constexpr int kTableWidth = 720;         ///< px
constexpr int kChartWidth = 480;         ///< px, beside it
constexpr double kHighestAccuracy = 102; ///< a little above 100 %, so that markers up there are whole

} // namespace

RunsDock::RunsDock(SessionDocument& document, JobRunner& jobs, QWidget* parent)
    : QDockWidget(parent)
    , m_document(document)
    , m_jobs(jobs)
    , m_model(new RunsModel(document, this))
    , m_history(new TrainingHistoryModel(this))
{
    setObjectName(QStringLiteral("runsDock"));
    createContent();
    connectParts();
    retranslate();
    selectNewest();
}

void RunsDock::createContent()
{
    m_pages = new QStackedWidget(this);
    m_empty = new EmptyState(m_pages);
    auto* content = new QWidget(m_pages);
    auto* splitter = new QSplitter(Qt::Horizontal, content);
    m_messages = new MessageStrip(content);
    m_view = new NumberTable(m_model, splitter);
    m_view->setObjectName(QStringLiteral("runsTreeView"));
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    splitter->addWidget(m_view);
    splitter->addWidget(createDetails(splitter));
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({kTableWidth, kChartWidth});
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(8);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    layout->addWidget(splitter, 1);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(content);
    setWidget(m_pages);
}

QWidget* RunsDock::createDetails(QWidget* parent)
{
    m_details = new QTabWidget(parent);
    m_details->setObjectName(QStringLiteral("runDetailsTabWidget"));
    m_details->setDocumentMode(true);
    m_chart = new LiveLineChart(m_details);
    m_chart->setObjectName(QStringLiteral("runsChart"));
    m_chart->setPictureName(QStringLiteral("runs"));
    m_chart->setValueLimits(0, kHighestAccuracy);
    m_chart->setReadoutTexts([](double epoch) { return tr("Epoch %1").arg(QLocale().toString(epoch, 'f', 1)); },
                             [](double percent) { return percentText(percent / 100); });
    m_epochs = new NumberTable(m_history, m_details);
    m_epochs->setObjectName(QStringLiteral("runHistoryTreeView"));
    m_details->addTab(m_chart, QString());
    m_details->addTab(m_epochs, QString());
    m_details->setCornerWidget(createButtons(m_details));
    return m_details;
}

QWidget* RunsDock::createButtons(QWidget* parent)
{
    auto* buttons = new QWidget(parent);
    auto* layout = new QHBoxLayout(buttons);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    const auto add = [&](const QString& name) {
        auto* button = new QToolButton(buttons);
        button->setObjectName(name);
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setIconSize(QSize(16, 16));
        layout->addWidget(button);
        return button;
    };
    m_use = add(QStringLiteral("useRunButton"));
    m_export = add(QStringLiteral("exportHistoryButton"));
    return buttons;
}

void RunsDock::connectParts()
{
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsDock::showRuns);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RunsDock::showRuns);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &RunsDock::selectNewest);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &RunsDock::selectNewest);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        m_messages->clear();
        selectNewest();
    });
    connect(m_model, &QAbstractItemModel::dataChanged, this, &RunsDock::refreshUse);
    connect(m_use, &QToolButton::clicked, this, &RunsDock::useRun);
    connect(m_export, &QToolButton::clicked, this, &RunsDock::exportHistory);
    connect(&m_document, &SessionDocument::modelChanged, this, &RunsDock::refresh);
    connect(&m_document, &SessionDocument::accuracyChanged, this, &RunsDock::describeChart);
    connect(&m_jobs, &JobRunner::jobStarted, this, &RunsDock::refresh);
    connect(&m_jobs, &JobRunner::jobFinished, this, &RunsDock::refresh);
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &RunsDock::retranslate);
}

void RunsDock::selectNewest()
{
    if (m_model->rowCount() > 0)
        m_view->setCurrentIndex(m_model->index(m_model->rowCount() - 1, 0));
    refresh();
    // The same rows may be other runs by now.
    m_shownRows.reset();
    m_shownCurrent.reset();
    showRuns();
}

QList<int> RunsDock::selectedRows() const
{
    QList<int> rows;
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows())
        rows.append(index.row());
    std::sort(rows.begin(), rows.end());
    return rows;
}

void RunsDock::showRuns()
{
    const QList<int> rows = selectedRows();
    const int current = m_view->currentIndex().row();
    m_export->setEnabled(current >= 0);
    refreshUse();
    if (m_shownCurrent != current) {
        m_shownCurrent = current;
        m_history->setHistory(current >= 0 ? m_model->run(current).result.history : std::vector<EpochEvent>{});
    }
    if (m_shownRows == rows)
        return;
    m_shownRows = rows;
    drawRuns(rows);
    describeChart();
    m_chart->fit();
}

void RunsDock::drawRuns(const QList<int>& rows)
{
    m_chart->removeAllSeries();
    int epochs = 1;
    for (const int row : rows) {
        const TrainingResult& result = m_model->run(row).result;
        const int series = m_chart->addSeries(LiveLineChart::SeriesKind::Points);
        m_chart->append(series, 0, 100 * result.before.accuracy);
        for (const EpochEvent& epoch : result.history)
            m_chart->append(series, epoch.epoch + 1, 100 * epoch.test.accuracy);
        epochs = std::max(epochs, static_cast<int>(result.history.size()));
    }
    m_chart->setDomain(0, epochs);
}

/// Names, the dense accuracy and what the chart says, which leave alone what part of it somebody looks at.
void RunsDock::describeChart()
{
    const QList<int> rows = m_shownRows.value_or(QList<int>());
    const auto& baseline = m_document.baseline();
    // Comparable only with runs that were measured on the same data.
    const bool fits = baseline && !rows.isEmpty() && std::all_of(rows.begin(), rows.end(), [&](int row) {
                          return m_model->run(row).data == baseline->data;
                      });
    const double dense = fits ? baseline->evaluation.accuracy : 0;
    m_chart->setBaseline(fits ? std::optional(100 * dense) : std::nullopt, tr("Dense %1").arg(percentText(dense)));
    QStringList sentences;
    for (int series = 0; series < static_cast<int>(rows.size()); ++series) {
        const TrainingResult& result = m_model->run(rows[series]).result;
        const QString name = m_model->index(rows[series], 0).data(Qt::DisplayRole).toString();
        m_chart->setSeriesName(series, name);
        //: What the chart says about one run: "Run 2: Accuracy rose from 71 % to 91.8 % in 5 epochs."
        sentences.append(tr("%1: %2").arg(name, accuracySentence(result.before, result.history)));
    }
    m_chart->setMessage(sentences.isEmpty() ? tr("No run is selected.") : sentences.join(QLatin1Char('\n')));
}

void RunsDock::refreshUse()
{
    const int row = m_view->currentIndex().row();
    const bool usable = row >= 0 && !m_model->isCurrent(row) && m_document.canUseRun(static_cast<std::size_t>(row));
    m_use->setEnabled(usable);
    m_use->setToolTip(row < 0 || usable ? tr(
                          "Network, masks, config list and settings become as this run left them. Undo takes it back")
                                        : m_model->index(row, 0).data(Qt::ToolTipRole).toString());
}

void RunsDock::useRun()
{
    if (const int row = m_view->currentIndex().row(); row >= 0)
        m_document.useRun(static_cast<std::size_t>(row));
}

void RunsDock::exportHistory()
{
    const QModelIndex current = m_view->currentIndex();
    if (!current.isValid())
        return;
    // A copy: a run may be added while the file dialog is open.
    const RunRecord run = m_model->run(current.row());
    const QString proposal = QStringLiteral("history-%1.csv").arg(run.name);
    const QString path = FileDialog::saveFile(this, tr("Write the history of run %1").arg(run.name), proposal,
                                              tr("Tables (*.csv);;All files (*)"));
    if (path.isEmpty())
        return;
    const QString shown = QDir::toNativeSeparators(path);
    QSaveFile file(path);
    const QByteArray csv = QByteArray::fromStdString(writeHistoryCsv(run.result.history));
    if (!file.open(QIODevice::WriteOnly) || file.write(csv) != csv.size() || !file.commit())
        m_messages->showMessage(Severity::Error, tr("%1 cannot be written: %2.").arg(shown, file.errorString()),
                                tr("Write elsewhere\u2026"), [this] { exportHistory(); });
    else
        m_messages->showMessage(Severity::Info, tr("The history of run %1 was written to %2.").arg(run.name, shown));
}

void RunsDock::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDockWidget::changeEvent(event);
}

void RunsDock::retranslate()
{
    m_view->setAccessibleName(tr("Runs"));
    m_epochs->setAccessibleName(tr("Epochs of the run"));
    m_chart->setAccessibleName(tr("Accuracy of the selected runs over the epochs"));
    m_chart->setAxisLabels(tr("Epoch"), tr("Test accuracy (%)"));
    m_details->setTabText(0, tr("Chart"));
    m_details->setTabText(1, tr("Epochs"));
    m_use->setText(tr("Use this run"));
    m_use->setIcon(ThemeManager::icon(QStringLiteral("dialog-ok-apply")));
    refreshUse();
    m_export->setText(tr("Export history\u2026"));
    m_export->setToolTip(tr("Writes the epochs of the current run as CSV"));
    m_export->setAccessibleName(tr("Export history"));
    m_export->setIcon(ThemeManager::icon(QStringLiteral("document-export")));
    m_model->refreshTexts();
    m_history->refreshTexts();
    refresh();
    describeChart();
}

void RunsDock::refresh()
{
    const int count = m_model->rowCount();
    //: Title of the dock with the number of runs: "Runs 2".
    setWindowTitle(count == 0 ? tr("Runs") : tr("Runs %1").arg(count));
    if (m_jobs.isRunning(JobKind::Train))
        m_empty->setText(tr("A run is under way. It is listed here once it is finished."));
    else if (m_document.model() == nullptr)
        m_empty->setText(tr("Training runs of a model are listed and compared here."));
    else
        m_empty->setText(tr("No run yet. Fine-tune the model, and its runs are listed and compared here."));
    m_pages->setCurrentIndex(count == 0 ? 0 : 1);
}

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDockWidget>
#include <QList>

#include <optional>

class QModelIndex;
class QStackedWidget;
class QTabWidget;
class QToolButton;

namespace espalier::ui {

class EmptyState;
class JobRunner;
class LiveLineChart;
class MessageStrip;
class NumberTable;
class RunsModel;
class SessionDocument;
class TrainingHistoryModel;

/// The finished runs of the open model: a table, the selected ones compared on one chart, the epochs of the one under the
/// cursor, which can be written as CSV, and which can become the current model again.
class RunsDock : public QDockWidget
{
    Q_OBJECT

public:
    RunsDock(SessionDocument& document, JobRunner& jobs, QWidget* parent = nullptr);

    NumberTable* view() const { return m_view; }
    RunsModel* model() const { return m_model; }
    TrainingHistoryModel* history() const { return m_history; }
    LiveLineChart* chart() const { return m_chart; }
    void exportHistory();
    /// The run under the cursor becomes the current model.
    void useRun();

protected:
    void changeEvent(QEvent* event) override;

private:
    void createContent();
    QWidget* createDetails(QWidget* parent);
    QWidget* createButtons(QWidget* parent);
    void refreshUse();
    void connectParts();
    void retranslate();
    void refresh();
    void selectNewest();
    void showRuns();
    void drawRuns(const QList<int>& rows);
    void describeChart();
    QList<int> selectedRows() const;

    SessionDocument& m_document;
    JobRunner& m_jobs;
    RunsModel* m_model;
    TrainingHistoryModel* m_history;
    std::optional<QList<int>> m_shownRows; ///< on the chart
    std::optional<int> m_shownCurrent;     ///< whose epochs are listed; -1: none
    QStackedWidget* m_pages = nullptr;
    EmptyState* m_empty = nullptr;
    MessageStrip* m_messages = nullptr;
    NumberTable* m_view = nullptr;
    QTabWidget* m_details = nullptr;
    LiveLineChart* m_chart = nullptr;
    NumberTable* m_epochs = nullptr;
    QToolButton* m_use = nullptr;
    QToolButton* m_export = nullptr;
};

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QWidget>

#include <optional>

#include "ui/document/document_state.h"
#include "ui/jobs/training_feed.h"
#include "ui/jobs/training_job.h"

class QLabel;
class QProgressBar;
class QStackedWidget;
class QToolButton;

namespace espalier::ui {

class EmptyState;
class LiveLineChart;
class NumberTable;
class TrainingHistoryModel;

/// What a run does, while it goes on and after: progress, time left, loss and accuracy as charts or as a table.
class TrainingView : public QWidget
{
    Q_OBJECT

public:
    explicit TrainingView(QWidget* parent = nullptr);

    /// What stands there before the first run.
    void setEmptyText(const QString& text);
    /// Shows a run that begins now.
    void begin(const TrainingJob& job);
    void take(const TrainingNews& news);
    /// Says that the run waits; the time left stands still meanwhile.
    void setPaused(bool paused);
    /// The run has ended; what it did stays.
    void end();
    /// As before the first run.
    void clear();
    bool isEmpty() const { return !m_job; }
    /// The dense network's accuracy; shown when it was measured on the run's data.
    void setBaseline(const std::optional<MeasuredAccuracy>& baseline);

    TrainingHistoryModel* history() const { return m_history; }
    LiveLineChart* lossChart() const { return m_loss; }
    LiveLineChart* accuracyChart() const { return m_accuracy; }

protected:
    void changeEvent(QEvent* event) override;

private:
    enum class Phase { Opening, Measuring, Training, Testing, Ended };
    enum Series { Batch, TrainEpoch, Test, Sparsity };

    void createProgress();
    void createCharts();
    void layOut();
    void takeBatches(const std::vector<BatchEvent>& batches);
    void takeEpochs(const std::vector<EpochEvent>& epochs);
    void refreshProgress();
    void refreshPage();
    QString phaseText() const;
    QString pausedText() const;
    /// ms of training since the first batch.
    qint64 elapsed() const;
    double fraction() const;
    void retranslate();
    void retranslateCharts();
    void refreshBaseline();
    void refreshMessages();

    std::optional<TrainingJob> m_job;
    Phase m_phase = Phase::Ended;
    std::optional<Evaluation> m_before;
    std::optional<BatchEvent> m_latest;
    std::optional<MeasuredAccuracy> m_baseline;
    QElapsedTimer m_clock;   ///< since the first batch, or since the run went on after a pause
    qint64 m_trainedFor = 0; ///< ms of training before that
    bool m_paused = false;
    TrainingHistoryModel* m_history;
    QLabel* m_epoch;
    QLabel* m_rate;
    QLabel* m_left;
    QProgressBar* m_bar;
    QToolButton* m_tableButton;
    QStackedWidget* m_pages;
    EmptyState* m_empty;
    QWidget* m_charts;
    LiveLineChart* m_loss;
    LiveLineChart* m_accuracy;
    NumberTable* m_table;
};

} // namespace espalier::ui

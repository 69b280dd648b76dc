// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/training_view.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QStackedWidget>
#include <QToolButton>

#include <cmath>

#include "ui/charts/live_line_chart.h"
#include "ui/docks/number_table.h"
#include "ui/jobs/training_texts.h"
#include "ui/models/training_history_model.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

constexpr int kLeastBarWidth = 40; ///< the numbers beside it say more
constexpr int kBarSteps = 1000;
constexpr double kHighestAccuracy = 102; ///< a little above 100 %, so that markers up there are whole

double progressOf(const BatchEvent& event)
{
    return event.epoch
           + static_cast<double>(event.batch + 1) / static_cast<double>(qMax<std::size_t>(1, event.batches));
}

} // namespace

TrainingView::TrainingView(QWidget* parent)
    : QWidget(parent)
    , m_history(new TrainingHistoryModel(this))
    , m_epoch(new QLabel(this))
    , m_rate(new QLabel(this))
    , m_left(new QLabel(this))
    , m_bar(new QProgressBar(this))
    , m_tableButton(new QToolButton(this))
    , m_pages(new QStackedWidget(this))
    , m_empty(new EmptyState(m_pages))
    , m_charts(new QWidget(m_pages))
    , m_loss(new LiveLineChart(m_charts))
    , m_accuracy(new LiveLineChart(m_charts))
    , m_table(new NumberTable(m_history, m_pages))
{
    setObjectName(QStringLiteral("trainingView"));
    createProgress();
    createCharts();
    layOut();
    connect(m_tableButton, &QToolButton::toggled, this, &TrainingView::refreshPage);
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &TrainingView::retranslate);
    retranslate();
    clear();
}

void TrainingView::createProgress()
{
    m_epoch->setObjectName(QStringLiteral("trainingPhaseLabel"));
    m_rate->setObjectName(QStringLiteral("trainingRateLabel"));
    m_left->setObjectName(QStringLiteral("trainingTimeLeftLabel"));
    m_bar->setObjectName(QStringLiteral("trainingProgressBar"));
    m_tableButton->setObjectName(QStringLiteral("trainingTableButton"));
    m_rate->setForegroundRole(QPalette::PlaceholderText);
    m_left->setForegroundRole(QPalette::PlaceholderText);
    m_bar->setRange(0, kBarSteps);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(8);
    m_bar->setMinimumWidth(kLeastBarWidth);
    m_tableButton->setCheckable(true);
    m_tableButton->setAutoRaise(true);
    m_tableButton->setIconSize(QSize(16, 16));
    m_table->setObjectName(QStringLiteral("trainingHistoryTreeView"));
}

void TrainingView::createCharts()
{
    m_loss->setObjectName(QStringLiteral("lossChart"));
    m_accuracy->setObjectName(QStringLiteral("accuracyChart"));
    m_loss->setPictureName(QStringLiteral("training-loss"));
    m_accuracy->setPictureName(QStringLiteral("training-accuracy"));
    for (LiveLineChart* chart : {m_loss, m_accuracy}) {
        chart->addSeries(LiveLineChart::SeriesKind::Noisy);
        chart->addSeries(LiveLineChart::SeriesKind::Points);
        chart->addSeries(LiveLineChart::SeriesKind::Points);
    }
    m_accuracy->addSeries(LiveLineChart::SeriesKind::Step);
    m_loss->setValueLimits(0, std::numeric_limits<double>::infinity());
    m_accuracy->setValueLimits(0, kHighestAccuracy);
    const auto epochText = [](double epoch) { return tr("Epoch %1").arg(QLocale().toString(epoch, 'f', 2)); };
    m_loss->setReadoutTexts(epochText, [](double loss) { return QLocale().toString(loss, 'f', 4); });
    m_accuracy->setReadoutTexts(epochText, [](double percent) { return percentText(percent / 100); });
}

void TrainingView::layOut()
{
    auto* progress = new QHBoxLayout;
    progress->setSpacing(12);
    progress->addWidget(m_epoch);
    progress->addWidget(m_bar, 1);
    progress->addWidget(m_rate);
    progress->addWidget(m_left);
    progress->addWidget(m_tableButton);
    auto* charts = new QHBoxLayout(m_charts);
    charts->setContentsMargins(0, 0, 0, 0);
    charts->setSpacing(8);
    charts->addWidget(m_loss, 1);
    charts->addWidget(m_accuracy, 1);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_charts);
    m_pages->addWidget(m_table);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(progress);
    layout->addWidget(m_pages, 1);
}

void TrainingView::setEmptyText(const QString& text)
{
    m_empty->setText(text);
}

void TrainingView::begin(const TrainingJob& job)
{
    clear();
    m_job = job;
    m_phase = Phase::Opening;
    for (LiveLineChart* chart : {m_loss, m_accuracy})
        chart->setDomain(0, job.options.epochs);
    m_accuracy->append(Sparsity, 0, 100 * job.sparsity());
    refreshBaseline();
    refreshProgress();
    refreshPage();
}

void TrainingView::take(const TrainingNews& news)
{
    if (!m_job)
        return;
    if (news.before) {
        m_before = news.before;
        m_clock.start();
        m_trainedFor = 0;
        m_phase = Phase::Training;
        m_loss->append(Test, 0, news.before->loss);
        m_accuracy->append(Test, 0, 100 * news.before->accuracy);
    }
    takeBatches(news.batches);
    takeEpochs(news.epochs);
    if (news.evaluating)
        m_phase = m_before ? Phase::Testing : Phase::Measuring;
    else if (m_before)
        m_phase = Phase::Training;
    refreshProgress();
}

void TrainingView::takeBatches(const std::vector<BatchEvent>& batches)
{
    if (batches.empty())
        return;
    QVector<double> x;
    QVector<double> loss;
    QVector<double> accuracy;
    for (const BatchEvent& batch : batches) {
        x.append(progressOf(batch));
        loss.append(batch.loss);
        accuracy.append(100 * batch.accuracy);
    }
    m_loss->append(Batch, x, loss);
    m_accuracy->append(Batch, x, accuracy);
    m_latest = batches.back();
}

void TrainingView::takeEpochs(const std::vector<EpochEvent>& epochs)
{
    for (const EpochEvent& epoch : epochs) {
        m_history->append(epoch);
        const double x = epoch.epoch + 1;
        m_loss->append(TrainEpoch, x, epoch.trainLoss);
        m_loss->append(Test, x, epoch.test.loss);
        m_accuracy->append(TrainEpoch, x, 100 * epoch.trainAccuracy);
        m_accuracy->append(Test, x, 100 * epoch.test.accuracy);
        m_accuracy->append(Sparsity, x, 100 * epoch.sparsity);
    }
    if (!epochs.empty())
        refreshMessages();
}

void TrainingView::setPaused(bool paused)
{
    if (m_phase == Phase::Ended || paused == m_paused)
        return;
    // One number stands for all before the pause: two clocks that run on would differ by a millisecond now and then.
    if (paused)
        m_trainedFor = elapsed();
    else
        m_clock.start();
    m_paused = paused;
    refreshProgress();
}

qint64 TrainingView::elapsed() const
{
    return m_trainedFor + (m_paused || !m_clock.isValid() ? 0 : m_clock.elapsed());
}

void TrainingView::end()
{
    m_paused = false;
    m_phase = Phase::Ended;
    refreshProgress();
}

void TrainingView::clear()
{
    m_job.reset();
    m_phase = Phase::Ended;
    m_paused = false;
    m_clock.invalidate();
    m_trainedFor = 0;
    m_before.reset();
    m_latest.reset();
    m_history->setHistory({});
    m_loss->clear();
    m_accuracy->clear();
    refreshMessages();
    refreshProgress();
    refreshPage();
}

void TrainingView::setBaseline(const std::optional<MeasuredAccuracy>& baseline)
{
    m_baseline = baseline;
    refreshBaseline();
}

void TrainingView::refreshBaseline()
{
    const bool fits = m_baseline && m_job && m_baseline->data == QString::fromStdString(m_job->data);
    if (!fits) {
        m_accuracy->setBaseline(std::nullopt, {});
        return;
    }
    const double accuracy = m_baseline->evaluation.accuracy;
    //: Legend of the dashed line: the dense network's accuracy.
    m_accuracy->setBaseline(100 * accuracy, tr("Dense %1").arg(percentText(accuracy)));
}

double TrainingView::fraction() const
{
    return m_job && m_latest ? progressOf(*m_latest) / m_job->options.epochs : 0;
}

QString TrainingView::pausedText() const
{
    if (!m_before)
        return tr("Paused before the first epoch");
    return tr("Paused in epoch %1/%2")
        .arg(countText(m_latest ? m_latest->epoch + 1 : 1), countText(m_job->options.epochs));
}

QString TrainingView::phaseText() const
{
    if (!m_job)
        return {};
    if (m_paused)
        return pausedText();
    const QString epoch = countText(m_latest ? m_latest->epoch + 1 : 1);
    const QString epochs = countText(m_job->options.epochs);
    switch (m_phase) {
    case Phase::Opening:
        return tr("Opening the data");
    case Phase::Measuring:
        return tr("Measuring the accuracy before training");
    case Phase::Training:
        return tr("Epoch %1/%2").arg(epoch, epochs);
    case Phase::Testing:
        return tr("Epoch %1/%2: measuring the accuracy").arg(epoch, epochs);
    case Phase::Ended:
        return tr("%1 of %n epoch(s) done", nullptr, m_job->options.epochs).arg(countText(m_history->rowCount()));
    }
    return {};
}

void TrainingView::refreshProgress()
{
    const bool running = m_phase != Phase::Ended;
    m_epoch->setText(phaseText());
    m_bar->setVisible(running);
    m_bar->setValue(static_cast<int>(std::lround(fraction() * kBarSteps)));
    m_bar->setAccessibleDescription(m_epoch->text());
    m_rate->setVisible(running && m_latest);
    m_left->setVisible(running && m_latest);
    if (running && m_latest) {
        const double seconds = static_cast<double>(elapsed()) / 1000;
        m_rate->setText(tr("%1 samples/s").arg(shortCountText(std::llround(m_latest->samplesPerSecond))));
        m_left->setText(tr("%1 left").arg(durationText(seconds * (1 / fraction() - 1))));
    }
}

void TrainingView::refreshPage()
{
    m_tableButton->setVisible(m_job.has_value());
    QWidget* shown = m_tableButton->isChecked() ? static_cast<QWidget*>(m_table) : m_charts;
    m_pages->setCurrentWidget(m_job ? shown : m_empty);
}

void TrainingView::refreshMessages()
{
    const Evaluation before = m_before.value_or(Evaluation{});
    const QString none = tr("No epoch is finished yet.");
    const QString loss = lossSentence(before, m_history->history());
    const QString accuracy = accuracySentence(before, m_history->history());
    m_loss->setMessage(loss.isEmpty() ? none : loss);
    m_accuracy->setMessage(accuracy.isEmpty() ? none : accuracy);
}

void TrainingView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void TrainingView::retranslate()
{
    m_tableButton->setIcon(ThemeManager::icon(QStringLiteral("view-list-details")));
    m_tableButton->setToolTip(tr("Show the epochs as a table"));
    m_tableButton->setAccessibleName(tr("Show the epochs as a table"));
    m_table->setAccessibleName(tr("Epochs of the run"));
    m_bar->setAccessibleName(tr("Progress of the training"));
    m_history->refreshTexts();
    retranslateCharts();
    refreshBaseline();
    refreshMessages();
    refreshProgress();
}

void TrainingView::retranslateCharts()
{
    m_loss->setAccessibleName(tr("Loss over the epochs"));
    m_accuracy->setAccessibleName(tr("Accuracy over the epochs"));
    m_loss->setAxisLabels(tr("Epoch"), tr("Loss (nats)"));
    m_accuracy->setAxisLabels(tr("Epoch"), tr("Accuracy (%)"), tr("Sparsity (%)"));
    for (LiveLineChart* chart : {m_loss, m_accuracy}) {
        //: Legend: the moving average over the batches.
        chart->setSeriesName(Batch, tr("Batch"));
        //: Legend: mean over an epoch of training.
        chart->setSeriesName(TrainEpoch, tr("Training"));
        //: Legend: measured on the test data.
        chart->setSeriesName(Test, tr("Test"));
    }
    m_accuracy->setSeriesName(Sparsity, tr("Sparsity"));
}

} // namespace espalier::ui

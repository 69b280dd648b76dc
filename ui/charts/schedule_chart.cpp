// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/schedule_chart.h"

#include <QEvent>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>

#include "ui/charts/chart_image_export.h"
#include "ui/charts/chart_theme.h"
#include "ui/charts/qcustomplot_include.h"
#include "ui/theme/theme_manager.h"

namespace espalier::ui {

namespace {

constexpr int kCompactHeight = 80;
constexpr int kHeight = 116;
constexpr double kHeadroom = 1.1; ///< the top line is not the frame
constexpr int kTicks = 3;
constexpr int kFillAlpha = 40;

} // namespace

ScheduleChart::ScheduleChart(QWidget* parent)
    : QWidget(parent)
    , m_plot(new QCustomPlot(this))
    , m_graph(m_plot->addGraph())
    , m_export(new ChartImageExport(*m_plot, *this))
{
    setObjectName(QStringLiteral("scheduleChart"));
    setFixedHeight(kHeight);
    m_plot->setMinimumSize(0, 0);
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_graph->setLineStyle(QCPGraph::lsStepLeft);
    // Whole epochs only.
    QSharedPointer<QCPAxisTickerFixed> epochs(new QCPAxisTickerFixed);
    epochs->setTickStep(1);
    epochs->setScaleStrategy(QCPAxisTickerFixed::ssMultiples);
    m_plot->xAxis->setTicker(epochs);
    m_plot->yAxis->ticker()->setTickCount(kTicks);
    m_export->setPictureName(QStringLiteral("sparsity-schedule"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    connect(m_export, &ChartImageExport::finished, this,
            [this](const QString& sentence) { QToolTip::showText(mapToGlobal(rect().center()), sentence, this); });
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &ScheduleChart::applyTheme);
    retranslate();
}

void ScheduleChart::setCurve(const std::vector<double>& sparsity, const QString& message)
{
    m_curve = sparsity;
    setAccessibleDescription(message);
    setToolTip(message);
    QVector<double> epochs;
    QVector<double> percent;
    for (std::size_t epoch = 0; epoch < sparsity.size(); ++epoch) {
        epochs.append(static_cast<double>(epoch));
        percent.append(100 * sparsity[epoch]);
    }
    double highest = 1;
    if (!sparsity.empty()) { // the last epoch has a length, too
        epochs.append(static_cast<double>(sparsity.size()));
        percent.append(percent.last());
        highest = std::max(highest, *std::max_element(percent.cbegin(), percent.cend()));
    }
    m_graph->setData(epochs, percent, true);
    m_plot->xAxis->setRange(0, std::max<double>(1, static_cast<double>(sparsity.size())));
    m_plot->yAxis->setRange(0, kHeadroom * highest);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

QVector<QPointF> ScheduleChart::line() const
{
    QVector<QPointF> points;
    for (const QCPGraphData& point : *m_graph->data())
        points.append({point.key, point.value});
    return points;
}

QSize ScheduleChart::sizeHint() const
{
    return {QWidget::sizeHint().width(), heightOf(m_compact)};
}

int ScheduleChart::heightOf(bool compact)
{
    return compact ? kCompactHeight : kHeight;
}

void ScheduleChart::setCompact(bool compact)
{
    if (compact == m_compact)
        return;
    m_compact = compact;
    setFixedHeight(heightOf(compact));
    retranslate();
}

void ScheduleChart::applyTheme()
{
    applyChartTheme(*m_plot);
    m_graph->setPen(seriesPen(0));
    QColor fill = seriesColor(0);
    fill.setAlpha(kFillAlpha);
    m_graph->setBrush(fill);
    m_export->retranslate(); // icons
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void ScheduleChart::retranslate()
{
    setAccessibleName(tr("Sparsity over the epochs of the next run"));
    // The sentence below says what is counted; without the label the steps keep their height.
    m_plot->xAxis->setLabel(m_compact ? QString() : tr("Epoch"));
    m_plot->yAxis->setLabel(m_compact ? QStringLiteral("%") : tr("Sparsity (%)"));
    m_export->retranslate();
    applyTheme();
}

void ScheduleChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace espalier::ui

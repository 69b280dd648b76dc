// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/live_line_chart.h"

#include <QLocale>
#include <QTimer>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/charts/chart_image_export.h"
#include "ui/charts/chart_readout.h"
#include "ui/charts/chart_theme.h"
#include "ui/charts/legend_placement.h"
#include "ui/charts/qcustomplot_include.h"
#include "ui/theme/theme_manager.h"

namespace espalier::ui {

namespace {

constexpr double kMargin = 0.05;       ///< of the range, beyond the outermost value
constexpr double kDomainMargin = 0.02; ///< of the range, so that markers at its ends are whole

QString numberText(double value)
{
    return QLocale().toString(value, 'g', 4);
}

} // namespace

LiveLineChart::LiveLineChart(QWidget* parent)
    : QWidget(parent)
    , m_plot(new QCustomPlot(this))
    , m_timer(new QTimer(this))
    , m_export(new ChartImageExport(*m_plot, *this))
    , m_xText(numberText)
    , m_valueText(numberText)
{
    setObjectName(QStringLiteral("liveLineChart"));
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(160, 110);
    createPlot();
    connectPlot();
    applyTheme();
}

LiveLineChart::~LiveLineChart() = default;

void LiveLineChart::createPlot()
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1); // the focus frame
    layout->addWidget(m_plot);
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->setMinimumSize(0, 0);
    m_plot->setMouseTracking(true);
    m_plot->setAutoAddPlottableToLegend(false);
    m_plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    m_plot->addLayer(QStringLiteral("behind"), m_plot->layer(QStringLiteral("main")), QCustomPlot::limBelow);
    m_plot->yAxis2->setTickLabels(true);
    m_plot->legend->setVisible(false);
    m_baselineGraph = m_plot->addGraph();
    m_baselineGraph->setLayer(QStringLiteral("behind"));
    m_readout = std::make_unique<ChartReadout>(*m_plot);
    m_timer->setSingleShot(true);
    m_timer->setTimerType(Qt::PreciseTimer);
}

void LiveLineChart::connectPlot()
{
    m_plot->installEventFilter(this);
    connect(m_timer, &QTimer::timeout, this, &LiveLineChart::redraw);
    connect(m_plot, &QCustomPlot::afterReplot, this, [this] { ++m_replots; });
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, &LiveLineChart::fit);
    connect(m_plot, &QCustomPlot::mouseWheel, this, [this] {
        m_fitted = false;
        scheduleRedraw();
    });
    connect(m_plot, &QCustomPlot::mouseMove, this, [this](const QMouseEvent* event) {
        if (event->buttons() & Qt::LeftButton)
            m_fitted = false;
        const QRect axes = m_plot->axisRect()->rect();
        m_readoutX.reset();
        if (axes.contains(event->pos()))
            m_readoutX = m_plot->xAxis->pixelToCoord(event->position().x());
        scheduleRedraw();
    });
    connect(m_plot->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, &LiveLineChart::updateBaseline);
    connect(m_export, &ChartImageExport::finished, this,
            [this](const QString& sentence) { QToolTip::showText(mapToGlobal(rect().center()), sentence, this); });
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &LiveLineChart::applyTheme);
}

int LiveLineChart::addSeries(SeriesKind kind, const QString& name)
{
    Series series;
    series.kind = kind;
    const bool step = kind == SeriesKind::Step;
    series.points = m_plot->addGraph(m_plot->xAxis, step ? m_plot->yAxis2 : m_plot->yAxis);
    series.line = kind == SeriesKind::Noisy ? m_plot->addGraph() : series.points;
    if (step)
        series.points->setLineStyle(QCPGraph::lsStepRight);
    if (step || kind == SeriesKind::Noisy)
        series.points->setLayer(QStringLiteral("behind"));
    if (!step) // the right axis names it
        series.line->addToLegend();
    m_series.append(series);
    const int index = static_cast<int>(m_series.size()) - 1;
    setSeriesName(index, name);
    applySeriesTheme(m_series.last(), index);
    return index;
}

void LiveLineChart::setSeriesName(int series, const QString& name)
{
    m_series[series].name = name;
    m_series[series].line->setName(name);
    scheduleRedraw();
}

void LiveLineChart::removeAllSeries()
{
    for (const Series& series : std::exchange(m_series, {})) {
        if (series.line != series.points)
            m_plot->removeGraph(series.line);
        m_plot->removeGraph(series.points);
    }
    scheduleRedraw();
}

void LiveLineChart::append(int series, double x, double y)
{
    addPoint(m_series[series], x, y);
    scheduleRedraw();
}

void LiveLineChart::append(int series, const QVector<double>& x, const QVector<double>& y)
{
    Series& grown = m_series[series];
    for (qsizetype i = 0; i < qMin(x.size(), y.size()); ++i)
        addPoint(grown, x[i], y[i]);
    scheduleRedraw();
}

void LiveLineChart::addPoint(Series& series, double x, double y)
{
    series.points->addData(x, y);
    if (!std::isfinite(y))
        return;
    series.smallest = std::min(series.smallest, y);
    series.largest = std::max(series.largest, y);
    if (series.kind != SeriesKind::Noisy)
        return;
    series.average = kSmoothing * series.average + (1 - kSmoothing) * y;
    series.weight = kSmoothing * series.weight + (1 - kSmoothing);
    series.line->addData(x, series.average / series.weight);
}

void LiveLineChart::clear()
{
    for (Series& series : m_series) {
        Series emptied;
        emptied.kind = series.kind;
        emptied.name = series.name;
        emptied.points = series.points;
        emptied.line = series.line;
        series.points->data()->clear();
        series.line->data()->clear();
        series = emptied;
    }
    setBaseline(std::nullopt, {});
    m_readoutX.reset();
    fit();
}

qsizetype LiveLineChart::pointCount(int series) const
{
    return m_series[series].points->dataCount();
}

QPointF LiveLineChart::point(int series, qsizetype index) const
{
    const auto found = m_series[series].points->data()->at(static_cast<int>(index));
    return {found->key, found->value};
}

double LiveLineChart::smoothed(int series, qsizetype index) const
{
    return m_series[series].line->data()->at(static_cast<int>(index))->value;
}

void LiveLineChart::setAxisLabels(const QString& x, const QString& y, const QString& right)
{
    m_plot->xAxis->setLabel(x);
    m_plot->yAxis->setLabel(y);
    m_rightLabel = right;
    m_plot->yAxis2->setLabel(right);
    scheduleRedraw();
}

void LiveLineChart::setDomain(double lower, double upper)
{
    m_domainLower = lower;
    m_domainUpper = upper;
    scheduleRedraw();
}

void LiveLineChart::setValueLimits(double lower, double upper)
{
    m_lowest = lower;
    m_highest = upper;
    scheduleRedraw();
}

void LiveLineChart::setReadoutTexts(NumberText x, NumberText value)
{
    m_xText = std::move(x);
    m_valueText = std::move(value);
}

void LiveLineChart::setBaseline(std::optional<double> value, const QString& name)
{
    m_baseline = value;
    m_baselineGraph->setName(name);
    if (value)
        m_baselineGraph->addToLegend();
    else
        m_baselineGraph->removeFromLegend();
    updateBaseline();
    scheduleRedraw();
}

void LiveLineChart::setMessage(const QString& sentence)
{
    setAccessibleDescription(sentence);
}

void LiveLineChart::setPictureName(const QString& name)
{
    m_export->setPictureName(name);
}

void LiveLineChart::fit()
{
    m_fitted = true;
    returnLegend(*m_plot);
    scheduleRedraw();
}

QRectF LiveLineChart::visibleRange() const
{
    const QCPRange x = m_plot->xAxis->range();
    const QCPRange y = m_plot->yAxis->range();
    return {x.lower, y.lower, x.size(), y.size()};
}

bool LiveLineChart::isLegendVisible() const
{
    return m_plot->legend->visible();
}

bool LiveLineChart::isLegendInside() const
{
    return espalier::ui::isLegendInside(*m_plot);
}

QString LiveLineChart::readout() const
{
    return m_readout->text();
}

void LiveLineChart::scheduleRedraw()
{
    // Nothing is drawn for nobody: showing the chart draws it.
    if (m_timer->isActive() || !isVisible())
        return;
    const qint64 waited = m_sinceRedraw.isValid() ? m_sinceRedraw.elapsed() : kInterval;
    m_timer->start(static_cast<int>(std::clamp<qint64>(kInterval - waited, 0, kInterval)));
}

void LiveLineChart::redraw()
{
    m_sinceRedraw.start();
    updateRightAxis();
    if (m_fitted)
        fitRanges();
    updateLayout();
    const QList<QCPGraph*> graphs = shownGraphs();
    m_plot->legend->setVisible(!graphs.isEmpty() && placeLegend(*m_plot, graphs));
    updateLayout();
    updateReadout();
    m_plot->replot(QCustomPlot::rpQueuedRefresh);
}

void LiveLineChart::fitRanges()
{
    double lower = m_domainLower;
    double upper = m_domainUpper;
    for (const Series& series : std::as_const(m_series)) {
        const auto points = series.points->data();
        if (points->isEmpty())
            continue;
        lower = std::min(lower, points->constBegin()->key);
        upper = std::max(upper, (points->constEnd() - 1)->key);
    }
    const double margin = kDomainMargin * (upper - lower);
    m_plot->xAxis->setRange(lower - margin, upper + margin);
    fitValues();
}

void LiveLineChart::fitValues()
{
    double smallest = m_baseline.value_or(std::numeric_limits<double>::infinity());
    double largest = m_baseline.value_or(-std::numeric_limits<double>::infinity());
    for (const Series& series : std::as_const(m_series)) {
        if (series.kind == SeriesKind::Step)
            continue;
        smallest = std::min(smallest, series.smallest);
        largest = std::max(largest, series.largest);
    }
    if (smallest > largest) { // there is nothing yet
        smallest = std::max(0.0, m_lowest);
        largest = std::isfinite(m_highest) ? m_highest : smallest + 1;
    }
    double margin = kMargin * (largest - smallest);
    if (margin == 0)
        margin = std::max(kMargin, kMargin * std::abs(largest));
    m_plot->yAxis->setRange(std::max(m_lowest, smallest - margin), std::min(m_highest, largest + margin));
}

// Where legend and readout go is measured in pixels, and other tick labels move the axes.
void LiveLineChart::updateLayout()
{
    for (const auto phase : {QCPLayoutElement::upPreparation, QCPLayoutElement::upMargins, QCPLayoutElement::upLayout})
        m_plot->plotLayout()->update(phase);
}

QList<QCPGraph*> LiveLineChart::shownGraphs() const
{
    QList<QCPGraph*> graphs;
    for (const Series& series : m_series) {
        if (series.points->data()->isEmpty())
            continue;
        graphs.append(series.points);
        if (series.line != series.points)
            graphs.append(series.line);
    }
    if (m_baseline)
        graphs.append(m_baselineGraph);
    return graphs;
}

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
// How a LiveLineChart looks and reacts; what it holds and fits is in live_line_chart.cpp.
#include <QKeyEvent>
#include <QPainter>
#include <QTimer>

#include <algorithm>
#include <cmath>

#include "ui/charts/chart_image_export.h"
#include "ui/charts/chart_readout.h"
#include "ui/charts/chart_theme.h"
#include "ui/charts/live_line_chart.h"
#include "ui/charts/qcustomplot_include.h"
#include "ui/theme/theme_manager.h"

namespace espalier::ui {

namespace {

constexpr int kFaintAlpha = 90;
constexpr double kZoomFactor = 0.8;
constexpr double kKeyStep = 0.02; ///< of the visible range

QColor faint(QColor color)
{
    color.setAlpha(kFaintAlpha);
    return color;
}

/// The value of @p graph at the point that is nearest to @p x; nullopt when it has none.
std::optional<double> valueNear(const QCPGraph& graph, double x)
{
    const auto data = graph.data();
    if (data->isEmpty())
        return std::nullopt;
    auto nearest = data->findBegin(x);
    if (nearest == data->constEnd())
        --nearest;
    const auto next = nearest + 1;
    if (next != data->constEnd() && std::abs(next->key - x) < std::abs(nearest->key - x))
        nearest = next;
    return nearest->value;
}

} // namespace

void LiveLineChart::applyTheme()
{
    applyChartTheme(*m_plot);
    const ThemeColors& colors = ThemeManager::instance().colors();
    m_plot->legend->setBrush(Qt::NoBrush);
    m_plot->legend->setBorderPen(Qt::NoPen);
    m_plot->legend->setTextColor(colors.text);
    m_plot->legend->setFont(font());
    m_plot->legend->setIconSize(16, fontMetrics().height() + 2); // lower icons would cut letters off
    m_plot->legend->setRowSpacing(0);
    m_plot->legend->setMargins(QMargins(4, 0, 4, 0));
    m_baselineGraph->setPen(QPen(colors.text, 1, Qt::DashLine));
    for (qsizetype i = 0; i < m_series.size(); ++i)
        applySeriesTheme(m_series[i], static_cast<int>(i));
    m_readout->applyTheme();
    m_export->retranslate(); // icons
    scheduleRedraw();
}

void LiveLineChart::applySeriesTheme(const Series& series, int style) const
{
    switch (series.kind) {
    case SeriesKind::Noisy:
        series.points->setPen(QPen(faint(seriesColor(style)), 1));
        series.line->setPen(seriesPen(style));
        return;
    case SeriesKind::Points:
        series.line->setPen(seriesPen(style));
        series.line->setScatterStyle(seriesMarker(style));
        return;
    case SeriesKind::Step:
        series.line->setPen(QPen(faint(ThemeManager::instance().colors().text), 1));
        return;
    }
}

void LiveLineChart::updateRightAxis()
{
    const bool used = std::any_of(m_series.begin(), m_series.end(), [](const Series& series) {
        return series.kind == SeriesKind::Step && series.largest > 0;
    });
    m_plot->yAxis2->setVisible(used);
    m_plot->yAxis2->setLabel(used ? m_rightLabel : QString());
    m_plot->yAxis2->setRange(0, 100);
    for (const Series& series : std::as_const(m_series)) {
        if (series.kind == SeriesKind::Step)
            series.line->setVisible(used);
    }
}

void LiveLineChart::updateBaseline()
{
    m_baselineGraph->data()->clear();
    if (!m_baseline)
        return;
    const QCPRange x = m_plot->xAxis->range();
    m_baselineGraph->addData({x.lower, x.upper}, {*m_baseline, *m_baseline}, true);
}

void LiveLineChart::updateReadout()
{
    const QString text = m_readoutX ? readoutText(*m_readoutX) : QString();
    if (text.isEmpty())
        m_readout->hide();
    else
        m_readout->show(*m_readoutX, text);
}

QString LiveLineChart::readoutText(double x) const
{
    QStringList lines;
    for (const Series& series : m_series) {
        const auto value = series.line->visible() ? valueNear(*series.line, x) : std::nullopt;
        if (value)
            lines.append(series.name + QStringLiteral("  ") + m_valueText(*value));
    }
    if (lines.isEmpty())
        return {};
    if (m_baseline)
        lines.append(m_baselineGraph->name());
    lines.prepend(m_xText(x));
    return lines.join(QLatin1Char('\n'));
}

void LiveLineChart::zoom(double factor)
{
    m_fitted = false;
    m_plot->xAxis->scaleRange(factor, m_readoutX.value_or(m_plot->xAxis->range().center()));
    m_plot->yAxis->scaleRange(factor);
    scheduleRedraw();
}

void LiveLineChart::moveReadout(double fraction)
{
    const QCPRange range = m_plot->xAxis->range();
    const double from = m_readoutX.value_or(fraction < 0 ? range.upper : range.lower);
    m_readoutX = std::clamp(from + fraction * range.size(), range.lower, range.upper);
    scheduleRedraw();
}

void LiveLineChart::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return moveReadout(-kKeyStep);
    case Qt::Key_Right:
        return moveReadout(kKeyStep);
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoom(kZoomFactor);
    case Qt::Key_Minus:
        return zoom(1 / kZoomFactor);
    case Qt::Key_Home:
        return fit();
    default:
        QWidget::keyPressEvent(event);
    }
}

void LiveLineChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange)
        applyTheme();
    else if (event->type() == QEvent::LanguageChange)
        m_export->retranslate();
    QWidget::changeEvent(event);
}

void LiveLineChart::paintEvent(QPaintEvent*)
{
    if (!hasFocus())
        return;
    QPainter painter(this);
    painter.setPen(ThemeManager::instance().colors().accent);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void LiveLineChart::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (m_fitted)
        fit(); // perhaps there is room for the legend now
    scheduleRedraw();
}

void LiveLineChart::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    scheduleRedraw();
}

void LiveLineChart::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void LiveLineChart::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

bool LiveLineChart::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_plot && event->type() == QEvent::Leave) {
        m_readoutX.reset();
        scheduleRedraw();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace espalier::ui

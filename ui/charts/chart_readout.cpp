// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_readout.h"

#include <QFontMetrics>

#include "ui/charts/qcustomplot_include.h"
#include "ui/theme/theme_manager.h"

namespace espalier::ui {

namespace {

constexpr int kPadding = 4;
constexpr int kGap = 8; ///< px between line and box

} // namespace

ChartReadout::ChartReadout(QCustomPlot& plot)
    : m_plot(plot)
    , m_line(new QCPItemStraightLine(&plot))
    , m_box(new QCPItemText(&plot))
{
    for (QCPAbstractItem* item : {static_cast<QCPAbstractItem*>(m_line), static_cast<QCPAbstractItem*>(m_box)}) {
        item->setLayer(QStringLiteral("overlay"));
        item->setSelectable(false);
        item->setVisible(false);
    }
    for (QCPItemPosition* end : {m_line->point1, m_line->point2}) {
        end->setTypeX(QCPItemPosition::ptPlotCoords);
        end->setTypeY(QCPItemPosition::ptAxisRectRatio);
    }
    m_box->setClipToAxisRect(false);
    m_box->position->setType(QCPItemPosition::ptAbsolute);
    m_box->setPositionAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_box->setTextAlignment(Qt::AlignLeft);
    m_box->setPadding(QMargins(kPadding, kPadding, kPadding, kPadding));
}

void ChartReadout::show(double key, const QString& text)
{
    m_line->point1->setCoords(key, 0);
    m_line->point2->setCoords(key, 1);
    const QRect axes = m_plot.axisRect()->rect();
    const QSize size = QFontMetrics(m_box->font()).boundingRect(QRect(), Qt::AlignLeft, text).size();
    const int width = size.width() + 2 * kPadding;
    const double x = m_plot.xAxis->coordToPixel(key);
    const bool fitsRight = x + kGap + width <= axes.right();
    m_box->position->setCoords(fitsRight ? x + kGap : x - kGap - width, axes.top() + kPadding);
    m_box->setText(text);
    m_line->setVisible(true);
    m_box->setVisible(!text.isEmpty());
}

void ChartReadout::hide()
{
    m_line->setVisible(false);
    m_box->setVisible(false);
}

QString ChartReadout::text() const
{
    return m_box->visible() ? m_box->text() : QString();
}

void ChartReadout::applyTheme()
{
    const ThemeColors& colors = ThemeManager::instance().colors();
    m_line->setPen(QPen(colors.secondaryText, 1));
    m_box->setColor(colors.text);
    m_box->setBrush(colors.surface);
    m_box->setPen(QPen(colors.line, 1));
    m_box->setFont(m_plot.font());
}

} // namespace espalier::ui

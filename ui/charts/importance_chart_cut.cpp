// SPDX-License-Identifier: GPL-3.0-or-later
// How the cut of an ImportanceChart is moved, and which part of it is seen.
#include <QDoubleSpinBox>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>
#include <cmath>

#include "core/pruning/unit_selection.h"
#include "ui/charts/importance_chart.h"
#include "ui/charts/qcustomplot_include.h"
#include "ui/config_editor/config_edits.h"
#include "ui/views/channel_cut.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

constexpr int kGrabDistance = 6; ///< px from the line
constexpr double kStep = 0.01;
constexpr double kLargeStep = 0.10;
constexpr double kLargestSparsity = 0.99;
constexpr double kZoomFactor = 0.8;
constexpr double kFewestBars = 4;

} // namespace

void ImportanceChart::connectPlot()
{
    connect(m_sorted, &QToolButton::toggled, this, [this] {
        m_place.reset();
        fit();
        retranslate();
        showChannel();
    });
    connect(m_spinBox, &QDoubleSpinBox::valueChanged, this, [this](double percent) {
        // By way of whole numbers, so that 33.3 % becomes 0.333 and not 0.33299999999999996.
        Q_EMIT cutMoved(std::round(percent * 10.0) / 1000.0, 0);
    });
    connect(&plot(), &QCustomPlot::mousePress, this, [this](QMouseEvent* event) {
        if (event->button() == Qt::LeftButton)
            press(event->pos());
    });
    connect(&plot(), &QCustomPlot::mouseRelease, this, [this] { release(); });
    connect(&plot(), &QCustomPlot::mouseDoubleClick, this, [this] {
        m_spinBox->setFocus(Qt::MouseFocusReason);
        m_spinBox->selectAll();
    });
    connect(plot().xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, [this](const QCPRange& range) {
        const auto count = static_cast<double>(std::max<std::size_t>(m_content.channels(), 1));
        const double least = std::min(kFewestBars, count);
        const QCPRange wanted =
            range.size() < least ? QCPRange(range.center() - least / 2, range.center() + least / 2) : range;
        const double lower = static_cast<double>(firstPlace()) - 0.5;
        const QSignalBlocker blocker(plot().xAxis);
        plot().xAxis->setRange(wanted.bounded(lower, lower + count));
        scheduleRedraw();
    });
}

std::size_t ImportanceChart::cutCount() const
{
    if (m_dragging)
        return m_dragCount;
    const std::size_t channels = m_content.channels();
    if (channels == 0)
        return 0;
    return std::min(removedUnits(channels, m_content.sparsity.value_or(0.0)), channels - 1);
}

std::size_t ImportanceChart::wholeMultiples(std::size_t count) const
{
    while (count > 0 && (m_content.channels() - count) % m_content.multiple != 0)
        --count;
    return count;
}

/// Between two bars when they are sorted; else a score between that of the last removed and the first kept channel.
double ImportanceChart::cutCoordinate(std::size_t count) const
{
    if (isSorted())
        return static_cast<double>(count) + 0.5;
    const auto score = [this](std::size_t place) { return (*m_content.scores)[m_order[place]]; };
    if (count == 0)
        return std::min(0.0, score(0));
    return (score(count - 1) + score(std::min(count, m_order.size() - 1))) / 2;
}

QPoint ImportanceChart::cutPosition(std::size_t count) const
{
    const QRect axes = plot().axisRect()->rect();
    if (isSorted())
        return {static_cast<int>(std::lround(plot().xAxis->coordToPixel(cutCoordinate(count)))), axes.center().y()};
    return {axes.center().x(), static_cast<int>(std::lround(plot().yAxis->coordToPixel(cutCoordinate(count))))};
}

bool ImportanceChart::isOnCut(const QPoint& pixel) const
{
    if (!m_content.cuttable || m_content.channels() < 2 || !plot().axisRect()->rect().contains(pixel))
        return false;
    const QPoint distance = pixel - cutPosition(cutCount());
    return std::abs(isSorted() ? distance.x() : distance.y()) <= kGrabDistance;
}

std::size_t ImportanceChart::countAt(const QPoint& pixel) const
{
    const auto most = static_cast<std::ptrdiff_t>(m_content.channels()) - 1;
    if (isSorted()) {
        const auto place = static_cast<std::ptrdiff_t>(std::llround(plot().xAxis->pixelToCoord(pixel.x()) - 0.5));
        return static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(place, 0, most));
    }
    const double score = plot().yAxis->pixelToCoord(pixel.y());
    const auto below = std::count_if(m_content.scores->begin(), m_content.scores->end(),
                                     [score](double other) { return other < score; });
    return static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(below, 0, most));
}

void ImportanceChart::press(const QPoint& pixel)
{
    if (!isOnCut(pixel))
        return;
    m_dragCount = cutCount();
    m_dragging = true;
    m_mergeKey = newMergeKey();
    plot().setInteraction(QCP::iRangeDrag, false);
    // What the cut takes is told meanwhile, not the channel that the drag began at.
    m_place.reset();
    showChannel();
}

void ImportanceChart::drag(const QPoint& pixel)
{
    const std::size_t count = countAt(pixel);
    if (count == m_dragCount)
        return;
    m_dragCount = count;
    updateMessage();
    scheduleRedraw();
    Q_EMIT cutMoved(sparsityThatRemoves(count, m_content.channels()), m_mergeKey);
}

void ImportanceChart::release()
{
    plot().setInteraction(QCP::iRangeDrag, true);
    if (!m_dragging)
        return;
    m_dragging = false;
    updateMessage();
    scheduleRedraw();
}

void ImportanceChart::placeCut()
{
    const bool shown = m_content.cuttable && m_content.channels() > 1;
    m_cutLine->setVisible(shown);
    m_cutText->setVisible(shown);
    if (!shown)
        return;
    const double place = cutCoordinate(cutCount());
    const bool vertical = isSorted();
    for (QCPItemPosition* end : {m_cutLine->point1, m_cutLine->point2, m_cutText->position}) {
        end->setTypeX(vertical ? QCPItemPosition::ptPlotCoords : QCPItemPosition::ptAxisRectRatio);
        end->setTypeY(vertical ? QCPItemPosition::ptAxisRectRatio : QCPItemPosition::ptPlotCoords);
    }
    m_cutLine->point1->setCoords(vertical ? place : 0, vertical ? 0 : place);
    m_cutLine->point2->setCoords(vertical ? place : 1, vertical ? 1 : place);
    m_cutText->position->setCoords(vertical ? place : 0, vertical ? 0 : place);
    // The text stays within the axes.
    const QPoint cut = cutPosition(cutCount());
    const QRect axes = plot().axisRect()->rect();
    const bool left = vertical && cut.x() > axes.center().x();
    const bool below = vertical || cut.y() - axes.top() < 2 * fontMetrics().height();
    m_cutText->setPositionAlignment((left ? Qt::AlignRight : Qt::AlignLeft) | (below ? Qt::AlignTop : Qt::AlignBottom));
    const QString count = countText(static_cast<qint64>(cutCount()));
    const QString channels = countText(static_cast<qint64>(m_content.channels()));
    const std::size_t removed = removedChannels().size();
    //: On the line that cuts unimportant channels off: 16 of 32 channels.
    m_cutText->setText(
        removed == cutCount()
            ? tr("cut: %1 of %2").arg(count, channels)
            //: The same, where other rules remove more or fewer: "cut: 5 of 16, removed: 0".
            : tr("cut: %1 of %2, removed: %3").arg(count, channels, countText(static_cast<qint64>(removed))));
}

void ImportanceChart::pointAt(const QPoint& pixel)
{
    if (m_dragging)
        return drag(pixel);
    if (isOnCut(pixel))
        plot().setCursor(isSorted() ? Qt::SplitHCursor : Qt::SplitVCursor);
    else
        plot().unsetCursor();
    m_place.reset();
    const auto place = std::llround(plot().xAxis->pixelToCoord(pixel.x())) - firstPlace();
    if (plot().axisRect()->rect().contains(pixel) && place >= 0
        && place < static_cast<std::ptrdiff_t>(m_content.channels()))
        m_place = static_cast<std::size_t>(place);
    showChannel();
}

void ImportanceChart::moveCut(double by, bool repeated)
{
    if (!repeated || m_mergeKey == 0)
        m_mergeKey = newMergeKey();
    const double asked = m_content.sparsity.value_or(0.0) + by;
    const double whole = std::round(std::clamp(asked, 0.0, kLargestSparsity) * 100.0) / 100.0;
    if (whole != m_content.sparsity.value_or(0.0))
        Q_EMIT cutMoved(whole, m_mergeKey);
}

void ImportanceChart::movePlace(int by)
{
    const auto last = static_cast<std::ptrdiff_t>(m_content.channels()) - 1;
    if (last < 0)
        return;
    const std::ptrdiff_t from = m_place ? static_cast<std::ptrdiff_t>(*m_place) : by > 0 ? -1 : 1;
    m_place = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(from + by, 0, last));
    showChannel();
}

void ImportanceChart::zoom(double factor)
{
    const double center =
        m_place ? static_cast<double>(*m_place) + static_cast<double>(firstPlace()) : plot().xAxis->range().center();
    plot().xAxis->scaleRange(factor, center);
}

void ImportanceChart::fit()
{
    const double lower = static_cast<double>(firstPlace()) - 0.5;
    plot().xAxis->setRange(lower, lower + static_cast<double>(std::max<std::size_t>(m_content.channels(), 1)));
    scheduleRedraw();
}

void ImportanceChart::keyPressEvent(QKeyEvent* event)
{
    const double step = event->modifiers().testFlag(Qt::ShiftModifier) ? kLargeStep : kStep;
    switch (event->key()) {
    case Qt::Key_Left:
        return m_content.cuttable ? moveCut(-step, event->isAutoRepeat()) : movePlace(-1);
    case Qt::Key_Right:
        return m_content.cuttable ? moveCut(step, event->isAutoRepeat()) : movePlace(1);
    case Qt::Key_Up:
        return movePlace(-1);
    case Qt::Key_Down:
        return movePlace(1);
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoom(kZoomFactor);
    case Qt::Key_Minus:
        return zoom(1 / kZoomFactor);
    case Qt::Key_Home:
        return fit();
    default:
        ChartFrame::keyPressEvent(event);
    }
}

} // namespace espalier::ui

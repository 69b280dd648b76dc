// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/legend_placement.h"

#include <algorithm>

#include "ui/charts/qcustomplot_include.h"

namespace espalier::ui {

namespace {

constexpr int kMargin = 4;              ///< px between the legend and the axes
constexpr int kLeastAxes = 60;          ///< px in height that a legend above must leave
constexpr double kNoStretch = 0.000001; ///< the row above takes what it needs and no more

QRectF cornerRect(const QRect& axes, const QSize& size, Qt::Alignment corner)
{
    const QRect inside = axes.marginsRemoved(QMargins(kMargin, kMargin, kMargin, kMargin));
    QRect place(inside.topLeft(), size);
    if (corner & Qt::AlignRight)
        place.moveRight(inside.right());
    if (corner & Qt::AlignBottom)
        place.moveBottom(inside.bottom());
    return QRectF(place);
}

/// In coordinates of one graph's axes.
struct Area
{
    double left;
    double right;
    double bottom;
    double top;
};

Area areaOf(const QCPGraph& graph, const QRectF& pixels)
{
    const QCPAxis* keys = graph.keyAxis();
    const QCPAxis* values = graph.valueAxis();
    return {keys->pixelToCoord(pixels.left()), keys->pixelToCoord(pixels.right()),
            values->pixelToCoord(pixels.bottom()), values->pixelToCoord(pixels.top())};
}

/// Whether the line from @p a to @p b passes through @p area; both may be the same point.
bool crosses(const QCPGraphData& a, const QCPGraphData& b, const Area& area)
{
    if (b.key < area.left || a.key > area.right)
        return false;
    const auto valueAt = [&](double key) {
        const double width = b.key - a.key;
        return width > 0 ? a.value + (b.value - a.value) * (key - a.key) / width : a.value;
    };
    const double first = valueAt(std::max(a.key, area.left));
    const double last = valueAt(std::min(b.key, area.right));
    return std::max(first, last) >= area.bottom && std::min(first, last) <= area.top;
}

/// A step goes straight up and then across, so all of the rectangle between both points may be drawn on.
bool stepCrosses(const QCPGraphData& a, const QCPGraphData& b, const Area& area)
{
    return b.key >= area.left && a.key <= area.right && std::max(a.value, b.value) >= area.bottom
           && std::min(a.value, b.value) <= area.top;
}

bool covers(const QCPGraph& graph, const QRectF& pixels)
{
    const Area area = areaOf(graph, pixels);
    const auto test = graph.lineStyle() == QCPGraph::lsLine ? crosses : stepCrosses;
    const auto data = graph.data();
    const auto end = data->findEnd(area.right);
    for (auto point = data->findBegin(area.left); point != end; ++point) {
        const auto next = point + 1 == end ? point : point + 1;
        if (test(*point, *next, area))
            return true;
    }
    return false;
}

void setColumns(QCPLegend& legend, int columns)
{
    if (legend.wrap() == columns && legend.columnCount() <= columns)
        return;
    legend.setWrap(columns);
    legend.setFillOrder(QCPLayoutGrid::foColumnsFirst); // arranges what is there already
}

/// As it stands, into the first corner where it covers nothing. False when there is none; then nothing has moved.
bool placeInCorner(QCustomPlot& plot, const QList<QCPGraph*>& graphs)
{
    QCPLayoutInset* inset = plot.axisRect()->insetLayout();
    inset->setMargins(QMargins(kMargin, kMargin, kMargin, kMargin));
    const QRect axes = plot.axisRect()->rect();
    const QSize size = plot.legend->minimumOuterSizeHint();
    if (size.width() + 2 * kMargin > axes.width() || size.height() + 2 * kMargin > axes.height())
        return false;
    const Qt::Alignment current = inset->insetAlignment(0);
    for (const Qt::Alignment corner : {current, Qt::AlignRight | Qt::AlignTop, Qt::AlignRight | Qt::AlignBottom,
                                       Qt::AlignLeft | Qt::AlignTop, Qt::AlignLeft | Qt::AlignBottom}) {
        const QRectF place = cornerRect(axes, size, corner);
        if (std::none_of(graphs.begin(), graphs.end(), [&](const QCPGraph* graph) { return covers(*graph, place); })) {
            inset->setInsetAlignment(0, corner);
            return true;
        }
    }
    return false;
}

/// In one row if there is room for it, else in as few as needed.
void fitAbove(QCustomPlot& plot)
{
    for (int columns = plot.legend->itemCount(); columns > 0; --columns) {
        setColumns(*plot.legend, columns);
        if (plot.legend->minimumOuterSizeHint().width() <= plot.viewport().width())
            return;
    }
}

void moveAbove(QCustomPlot& plot)
{
    plot.axisRect()->insetLayout()->take(plot.legend);
    plot.plotLayout()->insertRow(0);
    plot.plotLayout()->addElement(0, 0, plot.legend);
    plot.plotLayout()->setRowStretchFactor(0, kNoStretch);
    plot.plotLayout()->setRowSpacing(0);
}

} // namespace

bool placeLegend(QCustomPlot& plot, const QList<QCPGraph*>& graphs)
{
    if (!isLegendInside(plot)) {
        fitAbove(plot);
        return true;
    }
    if (placeInCorner(plot, graphs))
        return true;
    for (int columns = plot.legend->itemCount(); columns > 0; --columns) {
        setColumns(*plot.legend, columns);
        if (placeInCorner(plot, graphs))
            return true;
    }
    fitAbove(plot);
    if (plot.axisRect()->height() - plot.legend->minimumOuterSizeHint().height() < kLeastAxes)
        return false;
    moveAbove(plot);
    return true;
}

void returnLegend(QCustomPlot& plot)
{
    if (isLegendInside(plot))
        return;
    plot.plotLayout()->take(plot.legend);
    plot.plotLayout()->simplify();
    plot.axisRect()->insetLayout()->addElement(plot.legend, Qt::AlignRight | Qt::AlignTop);
}

bool isLegendInside(const QCustomPlot& plot)
{
    return plot.legend->layout() != plot.plotLayout();
}

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/heat_map_chart.h"

#include <QCheckBox>
#include <QComboBox>
#include <QKeyEvent>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/charts/chart_theme.h"
#include "ui/charts/qcustomplot_include.h"
#include "ui/theme/theme_manager.h"
#include "ui/views/latest_task.h"

namespace espalier::ui {

namespace {

constexpr double kZoomFactor = 0.8;
constexpr double kSmallestSide = 4; ///< weights that are shown at least in each direction
constexpr int kScaleWidth = 12;
constexpr int kWashAlpha = 150;
constexpr std::size_t kMostSlicedAtOnce = 1'000'000; ///< weights: a few milliseconds on the UI thread

/// @p range moved and cut to lie within the @p count cells of one direction.
QCPRange inside(QCPRange range, std::int64_t count)
{
    const double least = std::min(kSmallestSide, static_cast<double>(count));
    if (range.size() < least)
        range = QCPRange(range.center() - least / 2, range.center() + least / 2);
    return range.bounded(-0.5, static_cast<double>(count) - 0.5);
}

/// The middles of the outer cells. A single cell counts as two halves, since a map needs two.
QCPRange middles(std::int64_t first, std::int64_t perCell, std::int64_t cells)
{
    const double lower = static_cast<double>(first) - 0.5;
    const double size = static_cast<double>(perCell);
    if (cells == 1)
        return {lower + size / 4, lower + size * 3 / 4};
    return {lower + size / 2, lower + size * (static_cast<double>(cells) - 0.5)};
}

} // namespace

HeatMapChart::HeatMapChart(QWidget* parent)
    : ChartFrame(QStringLiteral("heatMapChart"), parent)
    , m_slicing(new LatestTask(this))
    , m_granularity(new QComboBox(this))
    , m_before(new QToolButton(this))
    , m_after(new QToolButton(this))
    , m_showMask(new QCheckBox(this))
{
    createControls();
    createMap();
    connectMap();
    retranslate();
}

void HeatMapChart::createControls()
{
    m_granularity->setObjectName(QStringLiteral("granularityComboBox"));
    m_before->setObjectName(QStringLiteral("storedWeightsToolButton"));
    m_after->setObjectName(QStringLiteral("maskedWeightsToolButton"));
    m_showMask->setObjectName(QStringLiteral("showMaskCheckBox"));
    m_showMask->setChecked(true);
    addControl(m_granularity);
    addChoice(m_before, m_after);
    addControl(m_showMask);
}

void HeatMapChart::createMap()
{
    plot().setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    m_map = new QCPColorMap(plot().xAxis, plot().yAxis);
    m_map->setInterpolate(false);
    m_map->setAntialiased(false);
    m_map->setSelectable(QCP::stNone);
    m_map->setVisible(false); // until it has cells of its own
    m_scale = new QCPColorScale(&plot());
    m_scale->setGradient(divergingGradient());
    m_scale->setBarWidth(kScaleWidth);
    m_scale->setRangeDrag(false);
    m_scale->setRangeZoom(false);
    plot().plotLayout()->addElement(0, 1, m_scale);
    m_map->setColorScale(m_scale);
    auto* margins = new QCPMarginGroup(&plot());
    plot().axisRect()->setMarginGroup(QCP::msBottom | QCP::msTop, margins);
    m_scale->setMarginGroup(QCP::msBottom | QCP::msTop, margins);
    m_overlay = new QCPItemPixmap(&plot());
    m_overlay->setScaled(true, Qt::IgnoreAspectRatio, Qt::FastTransformation);
    m_overlay->setSelectable(false);
    m_overlay->setClipToAxisRect(true);
    m_overlay->setPen(Qt::NoPen);
    // Numbers of channels are whole; the first channel is on top, as in a printed matrix.
    for (QCPAxis* axis : {plot().xAxis, plot().yAxis}) {
        const QSharedPointer<QCPAxisTickerFixed> ticker(new QCPAxisTickerFixed);
        ticker->setTickStep(1);
        ticker->setScaleStrategy(QCPAxisTickerFixed::ssMultiples);
        axis->setTicker(ticker);
        axis->setNumberFormat(QStringLiteral("f"));
        axis->setNumberPrecision(0);
        axis->grid()->setVisible(false);
    }
    plot().yAxis->setRangeReversed(true);
}

void HeatMapChart::connectMap()
{
    connect(m_granularity, &QComboBox::activated, this,
            [this](int index) { setGranularity(static_cast<MapGranularity>(index)); });
    connect(m_before, &QToolButton::toggled, this, [this] { layOut(false); });
    connect(m_showMask, &QCheckBox::toggled, this, &HeatMapChart::scheduleRedraw);
    connect(&plot(), &QCustomPlot::mouseDoubleClick, this, &HeatMapChart::fit);
    const auto changed = qOverload<const QCPRange&>(&QCPAxis::rangeChanged);
    connect(plot().xAxis, changed, this, [this](const QCPRange& range) { keepInside(range, plot().yAxis->range()); });
    connect(plot().yAxis, changed, this, [this](const QCPRange& range) { keepInside(plot().xAxis->range(), range); });
}

void HeatMapChart::setWeight(const WeightMatrix& matrix, const WeightMask& mask, const QString& name)
{
    const bool other = !m_weight.sameAs(matrix);
    const bool otherMask = m_weightMask.mask != mask.mask || m_weightMask.previewed != mask.previewed;
    m_weight = matrix;
    m_weightMask = mask;
    m_name = name;
    for (QWidget* control : {static_cast<QWidget*>(m_after), static_cast<QWidget*>(m_showMask)})
        control->setEnabled(static_cast<bool>(mask));
    // Asked for after every edit; the slices of a large weight are not found in no time.
    if (other || otherMask)
        layOut(other);
    else
        retranslate();
}

void HeatMapChart::setGranularity(MapGranularity granularity)
{
    m_wanted = granularity;
    layOut(true);
}

MapGranularity HeatMapChart::granularity() const
{
    return hasGranularity(m_weight, m_wanted) ? m_wanted : MapGranularity::Weight;
}

void HeatMapChart::layOut(bool anew)
{
    m_slicing->cancel();
    m_anew = m_anew || anew;
    if (granularity() == MapGranularity::Weight)
        return adoptLayout({{}, m_anew ? valueRange(m_weight.values) : m_range});
    auto find = [weight = m_weight, mask = m_weightMask, applied = isMaskApplied(), slices = granularity(),
                 range = m_anew ? std::nullopt : std::optional(m_range)] {
        Layout layout{weightSlices(weight, mask, applied, slices), {}};
        // Without the mask, so that a colour means the same before and after it.
        layout.range = range ? *range : valueRange(weightSlices(weight, {}, false, slices).norms.values);
        return layout;
    };
    if (m_weight.values.size() <= kMostSlicedAtOnce)
        return adoptLayout(find());
    if (m_anew)
        showNoMap();
    m_slicing->start(std::move(find), [this](Layout layout) { adoptLayout(std::move(layout)); });
}

void HeatMapChart::adoptLayout(Layout layout)
{
    const bool sliced = granularity() != MapGranularity::Weight;
    m_slices = std::move(layout.slices);
    m_matrix = sliced ? m_slices.norms : m_weight;
    m_mask = sliced ? m_slices.mask : m_weightMask;
    if (std::exchange(m_anew, false))
        startAnew(layout.range);
    retranslate();
    showCursor();
    scheduleRedraw();
}

/// After what is drawn became another matrix.
void HeatMapChart::startAnew(const ValueRange& range)
{
    m_range = range;
    m_cells = {};
    m_cursor.reset();
    setReadout({});
    fit();
}

/// Better than the map of another layer, until that of this one is there.
void HeatMapChart::showNoMap()
{
    m_matrix = {};
    m_mask = {};
    m_cells = {};
    m_cursor.reset();
    setReadout({});
    m_map->setVisible(false);
    m_overlay->setVisible(false);
    retranslate();
    plot().replot(QCustomPlot::rpQueuedReplot);
}

bool HeatMapChart::isMaskShown() const
{
    return m_weightMask && m_showMask->isChecked();
}

bool HeatMapChart::isMaskApplied() const
{
    return m_weightMask && m_after->isChecked();
}

void HeatMapChart::fit()
{
    keepInside(QCPRange(-0.5, static_cast<double>(m_matrix.columns) - 0.5),
               QCPRange(-0.5, static_cast<double>(m_matrix.rows) - 0.5));
}

MatrixArea HeatMapChart::visibleArea() const
{
    const auto first = [](const QCPRange& range) { return static_cast<std::int64_t>(std::floor(range.lower + 0.5)); };
    const auto end = [](const QCPRange& range) { return static_cast<std::int64_t>(std::ceil(range.upper + 0.5)); };
    const QCPRange columns = plot().xAxis->range();
    const QCPRange rows = plot().yAxis->range();
    return {first(rows), end(rows) - first(rows), first(columns), end(columns) - first(columns)};
}

void HeatMapChart::keepInside(const QCPRange& columns, const QCPRange& rows)
{
    if (m_matrix.isEmpty())
        return;
    {
        const QSignalBlocker xBlocker(plot().xAxis);
        const QSignalBlocker yBlocker(plot().yAxis);
        plot().xAxis->setRange(inside(columns, m_matrix.columns));
        plot().yAxis->setRange(inside(rows, m_matrix.rows));
    }
    scheduleRedraw();
}

void HeatMapChart::redraw()
{
    if (m_matrix.isEmpty())
        return;
    HeatMapLimits limits;
    // More cells than pixels are of no use.
    limits.rows = std::clamp<std::int64_t>(plot().height(), 1, limits.rows);
    limits.columns = std::clamp<std::int64_t>(plot().width(), 1, limits.columns);
    m_cells = heatMapCells(m_matrix, m_mask, isMaskApplied(), visibleArea(), limits);
    fillMap();
    updateLayout();
    placeOverlay();
    updateMessage();
    plot().replot(QCustomPlot::rpQueuedReplot);
}

void HeatMapChart::fillMap()
{
    const auto columns = static_cast<int>(std::max<std::int64_t>(m_cells.columns, 2));
    const auto rows = static_cast<int>(std::max<std::int64_t>(m_cells.rows, 2));
    m_map->data()->setSize(columns, rows);
    m_map->data()->setRange(middles(m_cells.area.firstColumn, m_cells.columnsPerCell, m_cells.columns),
                            middles(m_cells.area.firstRow, m_cells.rowsPerCell, m_cells.rows));
    for (int row = 0; row < rows; ++row) {
        const std::int64_t start = std::min<std::int64_t>(row, m_cells.rows - 1) * m_cells.columns;
        for (int column = 0; column < columns; ++column) {
            const std::int64_t cell = start + std::min<std::int64_t>(column, m_cells.columns - 1);
            m_map->data()->setCell(column, row, static_cast<double>(m_cells.values[static_cast<std::size_t>(cell)]));
        }
    }
    m_map->setVisible(true);
    // From the whole matrix, so that a colour means the same in every part of it.
    m_scale->setGradient(isSigned() ? divergingGradient() : sequentialGradient());
    m_scale->setDataRange(colorRange());
}

QCPRange HeatMapChart::colorRange() const
{
    const double largest = m_range.largestMagnitude() > 0 ? static_cast<double>(m_range.largestMagnitude()) : 1.0;
    if (isSigned())
        return {-largest, largest};
    const auto lowest = static_cast<double>(m_range.lowest);
    return {lowest < largest ? lowest : 0.0, largest};
}

void HeatMapChart::placeOverlay()
{
    m_overlay->setVisible(isMaskShown());
    if (!isMaskShown())
        return;
    const ThemeColors& colors = ThemeManager::instance().colors();
    QColor wash = colors.surface;
    wash.setAlpha(kWashAlpha);
    const double ratio = plot().devicePixelRatioF();
    const QSize size = (QSizeF(plot().axisRect()->size()) * ratio).toSize().expandedTo(QSize(1, 1));
    QPixmap pixmap = QPixmap::fromImage(removedOverlay(m_cells, size, colors.removed, wash));
    pixmap.setDevicePixelRatio(ratio);
    m_overlay->setPixmap(pixmap);
    const MatrixArea& area = m_cells.area;
    m_overlay->topLeft->setCoords(static_cast<double>(area.firstColumn) - 0.5,
                                  static_cast<double>(area.firstRow) - 0.5);
    m_overlay->bottomRight->setCoords(static_cast<double>(area.firstColumn + area.columns) - 0.5,
                                      static_cast<double>(area.firstRow + area.rows) - 0.5);
}

void HeatMapChart::applyTheme()
{
    ChartFrame::applyTheme();
    applyAxisTheme(*m_scale->axis());
}

void HeatMapChart::pointAt(const QPoint& pixel)
{
    const double row = plot().yAxis->pixelToCoord(pixel.y());
    const double column = plot().xAxis->pixelToCoord(pixel.x());
    if (m_matrix.isEmpty() || !plot().axisRect()->rect().contains(pixel) || !std::isfinite(row)
        || !std::isfinite(column))
        return pointAway();
    m_cursor = Place(std::clamp<std::int64_t>(std::llround(row), 0, m_matrix.rows - 1),
                     std::clamp<std::int64_t>(std::llround(column), 0, m_matrix.columns - 1));
    showCursor();
}

void HeatMapChart::pointAway()
{
    m_cursor.reset();
    setReadout({});
}

void HeatMapChart::showCursor()
{
    if (!m_cursor)
        return;
    QString text = placeReadout(m_cursor->first, m_cursor->second);
    if (m_cells.sampled)
        //: %1 are the numbers of one place, where the map shows only some of them.
        text = tr("%1 (the map is sampled)").arg(text);
    setReadout(text);
}

void HeatMapChart::moveCursor(std::int64_t rows, std::int64_t columns)
{
    if (m_matrix.isEmpty())
        return;
    const MatrixArea area = visibleArea();
    const Place from = m_cursor.value_or(Place(area.firstRow - rows, area.firstColumn - columns));
    // In steps of what can be told apart.
    m_cursor = Place(std::clamp(from.first + rows * m_cells.rowsPerCell, area.firstRow, area.firstRow + area.rows - 1),
                     std::clamp(from.second + columns * m_cells.columnsPerCell, area.firstColumn,
                                area.firstColumn + area.columns - 1));
    showCursor();
}

void HeatMapChart::zoom(double factor)
{
    if (m_matrix.isEmpty())
        return;
    QCPRange columns = plot().xAxis->range();
    QCPRange rows = plot().yAxis->range();
    const double x = m_cursor ? static_cast<double>(m_cursor->second) : columns.center();
    const double y = m_cursor ? static_cast<double>(m_cursor->first) : rows.center();
    const auto scaled = [factor](const QCPRange& range, double center) {
        return QCPRange(center - (center - range.lower) * factor, center + (range.upper - center) * factor);
    };
    keepInside(scaled(columns, x), scaled(rows, y));
}

void HeatMapChart::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return moveCursor(0, -1);
    case Qt::Key_Right:
        return moveCursor(0, 1);
    case Qt::Key_Up:
        return moveCursor(-1, 0);
    case Qt::Key_Down:
        return moveCursor(1, 0);
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

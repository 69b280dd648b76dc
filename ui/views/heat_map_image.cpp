// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/heat_map_image.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace espalier::ui {

namespace {

constexpr int kHatchPeriod = 8; ///< pixels from line to line
constexpr int kHatchWidth = 2;
constexpr float kRemovedShare = 0.5F;

std::int64_t dividedUp(std::int64_t value, std::int64_t divisor)
{
    return (value + divisor - 1) / divisor;
}

/// Every how many rows and columns one is read.
struct ReadSteps
{
    std::int64_t rows = 1;
    std::int64_t columns = 1;
};

/// At least one weight of each cell is read.
ReadSteps readSteps(const HeatMapCells& cells, std::int64_t most)
{
    ReadSteps steps;
    const auto reads = [&] {
        return cells.rows * dividedUp(cells.rowsPerCell, steps.rows) * cells.columns
               * dividedUp(cells.columnsPerCell, steps.columns);
    };
    while (reads() > most && (steps.rows < cells.rowsPerCell || steps.columns < cells.columnsPerCell)) {
        // Columns last: neighbours in a row are read at no cost.
        if (steps.rows < cells.rowsPerCell && steps.rows <= steps.columns)
            ++steps.rows;
        else if (steps.columns < cells.columnsPerCell)
            ++steps.columns;
        else
            ++steps.rows;
    }
    return steps;
}

class CellReader
{
public:
    CellReader(const WeightMatrix& matrix, const WeightMask& mask, bool maskApplied, HeatMapCells& cells)
        : m_matrix(matrix)
        , m_mask(mask)
        , m_maskApplied(maskApplied)
        , m_cells(cells)
    {
    }

    void read(const ReadSteps& steps)
    {
        collectColumns(steps.columns);
        const auto count = static_cast<std::size_t>(m_cells.rows * m_cells.columns);
        m_cells.values.assign(count, std::numeric_limits<float>::quiet_NaN());
        if (m_mask)
            m_cells.removedShares.assign(count, 0.0F);
        const MatrixArea& area = m_cells.area;
        for (std::int64_t cell = 0; cell < m_cells.rows; ++cell) {
            const std::int64_t first = area.firstRow + cell * m_cells.rowsPerCell;
            const std::int64_t end = std::min(first + m_cells.rowsPerCell, area.firstRow + area.rows);
            for (std::int64_t row = first; row < end; row += steps.rows)
                readRow(cell, m_matrix.rowOffset(row));
            if (m_mask)
                divide(cell, dividedUp(end - first, steps.rows));
        }
    }

private:
    struct Column
    {
        std::size_t cell;
        std::size_t offset;
    };

    void collectColumns(std::int64_t step)
    {
        const MatrixArea& area = m_cells.area;
        m_columnReads.assign(static_cast<std::size_t>(m_cells.columns), 0);
        for (std::int64_t cell = 0; cell < m_cells.columns; ++cell) {
            const std::int64_t first = area.firstColumn + cell * m_cells.columnsPerCell;
            const std::int64_t end = std::min(first + m_cells.columnsPerCell, area.firstColumn + area.columns);
            for (std::int64_t column = first; column < end; column += step) {
                m_columns.push_back({static_cast<std::size_t>(cell), m_matrix.columnOffset(column)});
                ++m_columnReads[static_cast<std::size_t>(cell)];
            }
        }
    }

    void readRow(std::int64_t cellRow, std::size_t rowOffset)
    {
        const auto start = static_cast<std::size_t>(cellRow * m_cells.columns);
        float* values = m_cells.values.data() + start;
        float* removed = m_mask ? m_cells.removedShares.data() + start : nullptr;
        for (const Column& column : m_columns) {
            const std::size_t element = rowOffset + column.offset;
            float value = m_matrix.values[element];
            if (removed != nullptr && m_mask.isRemoved(element)) {
                removed[column.cell] += 1.0F;
                value = m_maskApplied ? 0.0F : value;
            }
            // Also true while the cell is not a number yet; never true for a weight that is none.
            if (!(std::abs(value) <= std::abs(values[column.cell])) && !std::isnan(value))
                values[column.cell] = value;
        }
    }

    void divide(std::int64_t cellRow, std::int64_t rowReads)
    {
        for (std::int64_t cell = 0; cell < m_cells.columns; ++cell) {
            const auto reads = rowReads * m_columnReads[static_cast<std::size_t>(cell)];
            m_cells.removedShares[static_cast<std::size_t>(cellRow * m_cells.columns + cell)] /=
                static_cast<float>(reads);
        }
    }

    const WeightMatrix& m_matrix;
    const WeightMask& m_mask;
    bool m_maskApplied;
    HeatMapCells& m_cells;
    std::vector<Column> m_columns;
    std::vector<std::int64_t> m_columnReads;
};

MatrixArea bounded(const MatrixArea& area, const WeightMatrix& matrix)
{
    MatrixArea result;
    result.firstRow = std::clamp<std::int64_t>(area.firstRow, 0, matrix.rows - 1);
    result.firstColumn = std::clamp<std::int64_t>(area.firstColumn, 0, matrix.columns - 1);
    result.rows = std::clamp<std::int64_t>(area.rows, 1, matrix.rows - result.firstRow);
    result.columns = std::clamp<std::int64_t>(area.columns, 1, matrix.columns - result.firstColumn);
    return result;
}

/// The cell that each of @p pixels belongs to, when @p cells with @p perCell elements each stand for @p elements.
std::vector<std::int64_t> cellsOfPixels(int pixels, std::int64_t cells, std::int64_t perCell, std::int64_t elements)
{
    std::vector<std::int64_t> result(static_cast<std::size_t>(pixels));
    for (int pixel = 0; pixel < pixels; ++pixel) {
        const double element = (pixel + 0.5) / pixels * static_cast<double>(elements);
        result[static_cast<std::size_t>(pixel)] = std::min(static_cast<std::int64_t>(element) / perCell, cells - 1);
    }
    return result;
}

} // namespace

bool HeatMapCells::isRemoved(std::int64_t row, std::int64_t column) const
{
    return !removedShares.empty() && removedShares[static_cast<std::size_t>(row * columns + column)] >= kRemovedShare;
}

HeatMapCells heatMapCells(const WeightMatrix& matrix, const WeightMask& mask, bool maskApplied, const MatrixArea& area,
                          const HeatMapLimits& limits)
{
    HeatMapCells cells;
    if (matrix.isEmpty())
        return cells;
    cells.area = bounded(area, matrix);
    cells.rowsPerCell = dividedUp(cells.area.rows, std::max<std::int64_t>(limits.rows, 1));
    cells.columnsPerCell = dividedUp(cells.area.columns, std::max<std::int64_t>(limits.columns, 1));
    cells.rows = dividedUp(cells.area.rows, cells.rowsPerCell);
    cells.columns = dividedUp(cells.area.columns, cells.columnsPerCell);
    const ReadSteps steps = readSteps(cells, limits.read);
    cells.sampled = steps.rows > 1 || steps.columns > 1;
    CellReader(matrix, mask, maskApplied, cells).read(steps);
    return cells;
}

ValueRange valueRange(std::span<const float> values, std::int64_t mostRead)
{
    ValueRange range;
    const auto count = static_cast<std::int64_t>(values.size());
    const std::int64_t step = std::max<std::int64_t>(1, dividedUp(count, std::max<std::int64_t>(mostRead, 1)));
    range.sampled = step > 1;
    float lowest = std::numeric_limits<float>::infinity();
    float highest = -lowest;
    for (std::int64_t i = 0; i < count; i += step) {
        const float value = values[static_cast<std::size_t>(i)];
        if (!std::isfinite(value))
            continue;
        lowest = std::min(lowest, value);
        highest = std::max(highest, value);
    }
    if (lowest <= highest) {
        range.lowest = lowest;
        range.highest = highest;
    }
    return range;
}

QImage removedOverlay(const HeatMapCells& cells, const QSize& size, const QColor& hatch, const QColor& wash)
{
    if (size.isEmpty() || cells.values.empty())
        return {};
    QImage image(size, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    if (cells.removedShares.empty())
        return image;
    const auto columns = cellsOfPixels(size.width(), cells.columns, cells.columnsPerCell, cells.area.columns);
    const auto rows = cellsOfPixels(size.height(), cells.rows, cells.rowsPerCell, cells.area.rows);
    for (int y = 0; y < size.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < size.width(); ++x) {
            if (cells.isRemoved(rows[static_cast<std::size_t>(y)], columns[static_cast<std::size_t>(x)]))
                line[x] = (x + y) % kHatchPeriod < kHatchWidth ? hatch.rgba() : wash.rgba();
        }
    }
    return image;
}

} // namespace espalier::ui

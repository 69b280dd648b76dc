// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>
#include <QSize>

#include <cstdint>
#include <vector>

#include "ui/views/weight_matrix.h"

namespace espalier::ui {

/// A part of a matrix.
struct MatrixArea
{
    std::int64_t firstRow = 0;
    std::int64_t rows = 0;
    std::int64_t firstColumn = 0;
    std::int64_t columns = 0;

    static MatrixArea all(const WeightMatrix& matrix) { return {0, matrix.rows, 0, matrix.columns}; }
    bool operator==(const MatrixArea&) const = default;
};

/// What a heat map draws. A cell that stands for several weights shows the one of largest magnitude, with its sign.
struct HeatMapCells
{
    MatrixArea area;
    std::int64_t rowsPerCell = 1;
    std::int64_t columnsPerCell = 1;
    std::int64_t rows = 0; ///< of cells; the last row and column may stand for less
    std::int64_t columns = 0;
    std::vector<float> values;        ///< row-major; NaN where no weight is a number
    std::vector<float> removedShares; ///< of the weights that were read; empty without a mask
    bool sampled = false;             ///< not every weight was read

    bool isReduced() const { return rowsPerCell > 1 || columnsPerCell > 1; }
    /// At least half of the cell.
    bool isRemoved(std::int64_t row, std::int64_t column) const;
};

struct HeatMapLimits
{
    std::int64_t rows = 1024; ///< of cells, at most
    std::int64_t columns = 1024;
    std::int64_t read = 4'000'000; ///< weights that are looked at, at most, unless there are more cells
};

/// @param maskApplied removed weights count as 0.
HeatMapCells heatMapCells(const WeightMatrix& matrix, const WeightMask& mask, bool maskApplied, const MatrixArea& area,
                          const HeatMapLimits& limits = {});

/// Smallest and largest weight that is a number; both 0 when none is.
struct ValueRange
{
    float lowest = 0;
    float highest = 0;
    bool sampled = false;

    float largestMagnitude() const { return highest > -lowest ? highest : -lowest; }
};

/// Every weight counts where there are no more than @p mostRead: an outlier between those of a sample would be cut off.
ValueRange valueRange(std::span<const float> values, std::int64_t mostRead = 1 << 24);

/// A picture of the cells' whole area in which removed cells are washed out with @p wash and hatched with @p hatch, and kept
/// ones are transparent.
QImage removedOverlay(const HeatMapCells& cells, const QSize& size, const QColor& hatch, const QColor& wash);

} // namespace espalier::ui

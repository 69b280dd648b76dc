// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBrush>
#include <QColor>
#include <QPen>

class QCPAxis;
class QCPColorGradient;
class QCPScatterStyle;
class QCustomPlot;

namespace espalier::ui {

/// Series look different up to this number; then their looks begin again.
inline constexpr int kSeriesStyles = 8;

/// Background, axes, grid and fonts of the current theme, numbers in the locale of the window. To be called again when
/// ThemeManager::changed.
void applyChartTheme(QCustomPlot& plot);
/// The same for an axis that lies outside the plot's axis rects, as that of a colour bar.
void applyAxisTheme(QCPAxis& axis);

/// Okabe and Ito's colour number @p series, as much lighter or darker as the surface of the theme asks for.
QColor seriesColor(int series);
QColor seriesColorOf(int series, bool dark);
/// That colour with a dash of its own.
QPen seriesPen(int series);
/// A marker of its own, in that colour.
QCPScatterStyle seriesMarker(int series);

/// What bars are filled with: kept plain, removed hatched.
QBrush keptBrush();
QBrush removedBrush();

/// How sparse a layer is, from 0 to 1: the part of viridis that stands out from the surface of the theme, the further from
/// it the sparser.
QColor sparsityColor(double sparsity);
QColor sparsityColorOf(double sparsity, bool dark);

/// Viridis: for values that are never negative.
QCPColorGradient sequentialGradient();
/// Violet below and green above a neutral middle: for signed values in a range that is symmetric around 0. Both are other
/// colours than those of kept and removed.
QCPColorGradient divergingGradient();

} // namespace espalier::ui

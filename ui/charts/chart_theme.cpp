// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_theme.h"

#include <QFont>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>

#include "ui/charts/qcustomplot_include.h"
#include "ui/theme/theme_manager.h"

namespace espalier::ui {

namespace {

constexpr double kGraphicsContrast = 3.0; ///< WCAG 2: least contrast of graphics
constexpr double kContrastStep = 0.02;
constexpr double kLightScaleBegin = 0.55; ///< place in viridis of what is dense
constexpr double kDarkScaleBegin = 0.45;
constexpr double kSeriesWidth = 2.0;
constexpr double kMarkerSize = 7.0;

/// Okabe and Ito 2008, those first that need no change on either surface.
constexpr std::array<QRgb, kSeriesStyles> kOkabeIto{0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7,
                                                    0xe69f00, 0x56b4e9, 0x000000, 0xf0e442};

constexpr std::array<QCPScatterStyle::ScatterShape, kSeriesStyles> kMarkers{QCPScatterStyle::ssDisc,
                                                                            QCPScatterStyle::ssSquare,
                                                                            QCPScatterStyle::ssTriangle,
                                                                            QCPScatterStyle::ssDiamond,
                                                                            QCPScatterStyle::ssTriangleInverted,
                                                                            QCPScatterStyle::ssCross,
                                                                            QCPScatterStyle::ssPlus,
                                                                            QCPScatterStyle::ssStar};

/// Lengths of dash and gap in widths of the line; empty: solid.
const QList<qreal>& dashPattern(int style)
{
    static const std::array<QList<qreal>, kSeriesStyles> kDashes{
        {{}, {6, 3}, {2, 2}, {8, 2, 2, 2}, {12, 4}, {4, 1.5}, {8, 2, 2, 2, 2, 2}, {1, 4}}};
    return kDashes[static_cast<std::size_t>(style)];
}

int styleOf(int series)
{
    return ((series % kSeriesStyles) + kSeriesStyles) % kSeriesStyles;
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

QColor mixed(const QColor& from, const QColor& to, double share)
{
    const auto channel = [share](int a, int b) { return static_cast<int>(std::lround(a + share * (b - a))); };
    return {channel(from.red(), to.red()), channel(from.green(), to.green()), channel(from.blue(), to.blue())};
}

/// @p color, moved towards the text colour until it stands out from the surface.
QColor readable(const QColor& color, const ThemeColors& theme)
{
    QColor result = color;
    for (double share = 0; share < 1 && contrast(result, theme.surface) < kGraphicsContrast; share += kContrastStep)
        result = mixed(color, theme.text, share);
    return result;
}

QCPColorGradient gradientOf(std::initializer_list<QRgb> colors)
{
    QCPColorGradient gradient;
    gradient.clearColorStops();
    double position = 0;
    const double step = 1.0 / static_cast<double>(colors.size() - 1);
    for (const QRgb color : colors) {
        gradient.setColorStopAt(std::min(position, 1.0), QColor(color));
        position += step;
    }
    gradient.setColorInterpolation(QCPColorGradient::ciRGB);
    gradient.setNanHandling(QCPColorGradient::nhTransparent);
    return gradient;
}

} // namespace

void applyAxisTheme(QCPAxis& axis)
{
    const ThemeColors& colors = ThemeManager::instance().colors();
    const QFont font = axis.parentPlot()->font();
    QFont secondary = font;
    if (font.pointSizeF() > 1)
        secondary.setPointSizeF(font.pointSizeF() - 1);
    const QPen pen(colors.secondaryText, 1);
    axis.setBasePen(pen);
    axis.setTickPen(pen);
    axis.setSubTickPen(pen);
    axis.setSubTicks(false);
    axis.setTickLengthIn(0);
    axis.setTickLengthOut(4);
    axis.setTickLabelColor(colors.secondaryText);
    axis.setTickLabelFont(secondary);
    axis.setLabelColor(colors.text);
    axis.setLabelFont(font);
    axis.setLabelPadding(4);
    axis.grid()->setPen(QPen(colors.line, 1));
    axis.grid()->setZeroLinePen(QPen(colors.line, 1));
    axis.grid()->setSubGridVisible(false);
}

void applyChartTheme(QCustomPlot& plot)
{
    plot.setBackground(QBrush(ThemeManager::instance().colors().surface));
    if (plot.locale() != QLocale())
        plot.setLocale(QLocale());
    for (QCPAxisRect* rect : plot.axisRects()) {
        for (QCPAxis* axis : rect->axes())
            applyAxisTheme(*axis);
    }
}

QColor seriesColorOf(int series, bool dark)
{
    return readable(QColor(kOkabeIto[static_cast<std::size_t>(styleOf(series))]), ThemeManager::colorsOf(dark));
}

QColor seriesColor(int series)
{
    return seriesColorOf(series, ThemeManager::instance().isDark());
}

QPen seriesPen(int series)
{
    QPen pen(seriesColor(series), kSeriesWidth);
    pen.setCapStyle(Qt::FlatCap);
    if (const QList<qreal>& dashes = dashPattern(styleOf(series)); !dashes.isEmpty())
        pen.setDashPattern(dashes);
    return pen;
}

QCPScatterStyle seriesMarker(int series)
{
    const QColor color = seriesColor(series);
    // The line's own pen is dashed; a marker drawn with it would be broken.
    return {kMarkers[static_cast<std::size_t>(styleOf(series))], QPen(color, 1.5), QBrush(color), kMarkerSize};
}

QBrush keptBrush()
{
    return ThemeManager::instance().colors().kept;
}

QBrush removedBrush()
{
    return {ThemeManager::instance().colors().removed, Qt::BDiagPattern};
}

QColor sparsityColorOf(double sparsity, bool dark)
{
    static QCPColorGradient viridis = sequentialGradient();
    const double share = std::clamp(sparsity, 0.0, 1.0);
    const double position = dark ? kDarkScaleBegin + share * (1 - kDarkScaleBegin) : kLightScaleBegin * (1 - share);
    return QColor(viridis.color(position, QCPRange(0, 1)));
}

QColor sparsityColor(double sparsity)
{
    return sparsityColorOf(sparsity, ThemeManager::instance().isDark());
}

QCPColorGradient sequentialGradient()
{
    return gradientOf({0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725});
}

QCPColorGradient divergingGradient()
{
    if (ThemeManager::instance().isDark())
        return gradientOf({0xe6ccf5, 0xb98bd6, 0x8455a3, 0x4d3560, 0x26282c, 0x284f33, 0x3f8250, 0x7cc388, 0xcdf5cf});
    return gradientOf({0x40004b, 0x762a83, 0x9970ab, 0xd0b4da, 0xf7f7f7, 0xb4dfae, 0x5aae61, 0x1b7837, 0x00441b});
}

} // namespace espalier::ui

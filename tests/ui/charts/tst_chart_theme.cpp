// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSet>
#include <QTest>

#include <algorithm>
#include <cmath>

#include "tests/support/gui_test.h"
#include "ui/charts/chart_theme.h"
#include "ui/charts/qcustomplot_include.h"
#include "ui/theme/theme_manager.h"

using namespace espalier::ui;

namespace {

constexpr double kGraphicsContrast = 3.0; // WCAG 2
constexpr double kLeastDistance = 40;     // of two series' colours in RGB

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

double distance(const QColor& a, const QColor& b)
{
    return std::hypot(a.red() - b.red(), a.green() - b.green(), a.blue() - b.blue());
}

QColor colorAt(const QCPColorGradient& gradient, double position)
{
    QCPColorGradient copy = gradient;
    return QColor(copy.color(position, QCPRange(0, 1)));
}

} // namespace

class ChartThemeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { ThemeManager::instance().setChoice(ThemeChoice::Light); }

    void everySeriesStandsOutFromTheSurface()
    {
        for (const bool dark : {false, true}) {
            const ThemeColors colors = ThemeManager::colorsOf(dark);
            for (int series = 0; series < kSeriesStyles; ++series) {
                const double found = contrast(seriesColorOf(series, dark), colors.surface);
                QVERIFY2(found >= kGraphicsContrast,
                         qPrintable(QStringLiteral("series %1, dark %2: %3").arg(series).arg(dark).arg(found)));
            }
        }
    }

    void noTwoSeriesLookAlike()
    {
        for (const bool dark : {false, true}) {
            for (int a = 0; a < kSeriesStyles; ++a) {
                for (int b = 0; b < a; ++b)
                    QVERIFY2(distance(seriesColorOf(a, dark), seriesColorOf(b, dark)) > kLeastDistance,
                             qPrintable(QStringLiteral("series %1 and %2, dark %3").arg(a).arg(b).arg(dark)));
            }
        }
    }

    void sparserIsFurtherFromTheSurface()
    {
        for (const bool dark : {false, true}) {
            const QColor surface = ThemeManager::colorsOf(dark).surface;
            double last = kGraphicsContrast;
            for (int percent = 0; percent <= 100; percent += 5) {
                const double found = contrast(sparsityColorOf(percent / 100.0, dark), surface);
                QVERIFY2(found >= last,
                         qPrintable(QStringLiteral("%1 %, dark %2: %3").arg(percent).arg(dark).arg(found)));
                last = found;
            }
            QCOMPARE(sparsityColorOf(-1, dark), sparsityColorOf(0, dark));
            QCOMPARE(sparsityColorOf(2, dark), sparsityColorOf(1, dark));
        }
    }

    void colourIsNotAllThatTellsSeriesApart()
    {
        QSet<QString> dashes;
        QSet<int> markers;
        for (int series = 0; series < kSeriesStyles; ++series) {
            const QPen pen = seriesPen(series);
            QString dash = QString::number(static_cast<int>(pen.style()));
            for (const qreal length : pen.dashPattern())
                dash += QStringLiteral(" %1").arg(length);
            dashes.insert(dash);
            markers.insert(static_cast<int>(seriesMarker(series).shape()));
            QCOMPARE(pen.color(), seriesColor(series));
        }
        QCOMPARE(dashes.size(), kSeriesStyles);
        QCOMPARE(markers.size(), kSeriesStyles);
    }

    void moreSeriesBeginAgain()
    {
        QCOMPARE(seriesColor(kSeriesStyles), seriesColor(0));
        QCOMPARE(seriesPen(kSeriesStyles + 1).dashPattern(), seriesPen(1).dashPattern());
        QVERIFY(seriesColor(-1).isValid());
    }

    void theThemeReachesThePlot()
    {
        QCustomPlot plot;
        for (const auto choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            ThemeManager::instance().setChoice(choice);
            applyChartTheme(plot);
            const ThemeColors& colors = ThemeManager::instance().colors();
            plot.resize(200, 150);
            const QImage image = plot.toPixmap(200, 150).toImage();
            QCOMPARE(image.pixelColor(0, 0), colors.surface);
            QVERIFY(contrast(plot.xAxis->basePen().color(), colors.surface) >= kGraphicsContrast);
            QVERIFY(contrast(plot.xAxis->tickLabelColor(), colors.surface) >= 4.5);
            QCOMPARE(plot.yAxis->grid()->pen().color(), colors.line);
        }
    }

    void keptAndRemovedDifferInPatternToo()
    {
        QCOMPARE(keptBrush().style(), Qt::SolidPattern);
        QVERIFY(removedBrush().style() != Qt::SolidPattern);
        QVERIFY(removedBrush().style() != Qt::NoBrush);
    }

    void theDivergingScaleIsNeutralInTheMiddle()
    {
        for (const auto choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            ThemeManager::instance().setChoice(choice);
            const QCPColorGradient gradient = divergingGradient();
            QVERIFY(colorAt(gradient, 0.5).hslSaturationF() < 0.12);
            // Equal magnitudes are equally far from the surface, and their signs differ in hue.
            for (const double offset : {0.25, 0.5}) {
                const QColor below = colorAt(gradient, 0.5 - offset);
                const QColor above = colorAt(gradient, 0.5 + offset);
                QVERIFY(distance(below, above) > kLeastDistance);
                const QColor surface = ThemeManager::instance().colors().surface;
                QVERIFY(std::abs(std::log(contrast(below, surface) / contrast(above, surface))) < 0.5);
            }
            const QColor surface = ThemeManager::instance().colors().surface;
            QVERIFY(contrast(colorAt(gradient, 0), surface) > contrast(colorAt(gradient, 0.25), surface));
            QVERIFY(contrast(colorAt(gradient, 1), surface) > contrast(colorAt(gradient, 0.75), surface));
        }
    }

    void theSequentialScaleGrowsInLightness()
    {
        const QCPColorGradient gradient = sequentialGradient();
        double before = -1;
        for (int step = 0; step <= 16; ++step) {
            const double now = luminance(colorAt(gradient, step / 16.0));
            QVERIFY(now > before);
            before = now;
        }
    }
};

ESPALIER_GUI_TEST_MAIN(ChartThemeTest)

#include "tst_chart_theme.moc"

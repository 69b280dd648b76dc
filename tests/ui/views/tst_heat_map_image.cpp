// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/support/gui_test.h"
#include "tests/ui/views/weight_samples.h"
#include "ui/views/heat_map_image.h"

using namespace espalier;
using namespace espalier::ui;
using test::countedMatrix;
using test::maskOf;
using test::matrixOf;

namespace {

const float kNaN = std::numeric_limits<float>::quiet_NaN();

HeatMapCells cellsOf(const WeightMatrix& matrix, const HeatMapLimits& limits, const WeightMask& mask = {},
                     bool applied = false)
{
    return heatMapCells(matrix, mask, applied, MatrixArea::all(matrix), limits);
}

} // namespace

/// A weight as a matrix, and that as cells and picture.
class HeatMapImageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWeightIsRowsOfOutputChannels()
    {
        const WeightMatrix matrix = countedMatrix({4, 3, 2, 5});
        QCOMPARE(matrix.rows, 4);
        QCOMPARE(matrix.columns, 30);
        QCOMPARE(matrix.value(2, 7), 67.0F);
        QCOMPARE(matrix.inputChannel(2, 27), 2);
        QCOMPARE(matrix.kernelPosition(27), (Shape{1, 2}));
        QCOMPARE(countedMatrix({6, 8}).columns, 8);
        QCOMPARE(countedMatrix({6}).rows, 6);
        QCOMPARE(countedMatrix({6}).columns, 1);
    }

    void inputChannelsAreCountedOverAllGroups()
    {
        const WeightMatrix matrix = countedMatrix({4, 3, 1, 1}, 2);
        QCOMPARE(matrix.inputChannel(1, 2), 2);
        QCOMPARE(matrix.inputChannel(2, 0), 3);
    }

    void aTransposedConvolutionHasItsOutputsInTheSecondDimension()
    {
        // 4 inputs, 2 groups of 3 outputs, kernel 2: output 4 is the second of group 1, which begins at input 2.
        const WeightMatrix matrix = countedMatrix({4, 3, 2}, 2, true);
        QCOMPARE(matrix.rows, 6);
        QCOMPARE(matrix.columns, 4);
        // weight[input][output in group][position] lies at (input * 3 + output) * 2 + position.
        QCOMPARE(matrix.value(4, 0), static_cast<float>((2 * 3 + 1) * 2 + 0));
        QCOMPARE(matrix.value(4, 3), static_cast<float>((3 * 3 + 1) * 2 + 1));
        QCOMPARE(matrix.inputChannel(4, 3), 3);
        QCOMPARE(matrix.inputChannel(1, 3), 1);
    }

    void everyElementLiesInExactlyOneCellOfTheMatrix()
    {
        const WeightMatrix matrix = countedMatrix({6, 4, 3}, 3, true);
        std::vector<float> seen;
        for (std::int64_t row = 0; row < matrix.rows; ++row) {
            for (std::int64_t column = 0; column < matrix.columns; ++column)
                seen.push_back(matrix.value(row, column));
        }
        std::sort(seen.begin(), seen.end());
        QCOMPARE(seen.size(), matrix.values.size());
        QVERIFY(std::equal(seen.begin(), seen.end(), matrix.values.begin()));
    }

    void aSmallMatrixIsShownWeightByWeight()
    {
        const WeightMatrix matrix = countedMatrix({3, 4});
        const HeatMapCells cells = cellsOf(matrix, {});
        QVERIFY(!cells.isReduced());
        QVERIFY(!cells.sampled);
        QCOMPARE(cells.rows, 3);
        QCOMPARE(cells.columns, 4);
        QCOMPARE(cells.values, std::vector<float>(matrix.values.begin(), matrix.values.end()));
        QVERIFY(cells.removedShares.empty());
    }

    void aCellShowsTheLargestMagnitudeWithItsSign()
    {
        const WeightMatrix matrix = matrixOf({2, 4}, {0.1F, -0.9F, 0.2F, 0.3F, //
                                                      0.5F, 0.4F, kNaN, -0.1F});
        const HeatMapCells cells = cellsOf(matrix, {1, 2, 100});
        QCOMPARE(cells.rowsPerCell, 2);
        QCOMPARE(cells.columnsPerCell, 2);
        QCOMPARE(cells.values, (std::vector<float>{-0.9F, 0.3F}));
    }

    void aCellWithoutNumbersIsNone()
    {
        const HeatMapCells cells = cellsOf(matrixOf({1, 3}, {kNaN, kNaN, 1.0F}), {1, 2, 100});
        QVERIFY(std::isnan(cells.values[0]));
        QCOMPARE(cells.values[1], 1.0F);
    }

    void theLastCellsMayStandForLess()
    {
        const HeatMapCells cells = cellsOf(countedMatrix({5, 7}), {2, 3, 100});
        QCOMPARE(cells.rowsPerCell, 3);
        QCOMPARE(cells.columnsPerCell, 3);
        QCOMPARE(cells.rows, 2);
        QCOMPARE(cells.columns, 3);
        // Row 4, column 6 is the last weight.
        QCOMPARE(cells.values.back(), 34.0F);
    }

    void theMaskIsAppliedWhereAsked()
    {
        const WeightMatrix matrix = matrixOf({2, 2}, {1, -2, 3, 4});
        const WeightMask mask = maskOf({2, 2}, {1, 0, 1, 1});
        QCOMPARE(cellsOf(matrix, {}, mask).values, (std::vector<float>{1, -2, 3, 4}));
        QCOMPARE(cellsOf(matrix, {}, mask, true).values, (std::vector<float>{1, 0, 3, 4}));
        QCOMPARE(cellsOf(matrix, {}, mask).removedShares, (std::vector<float>{0, 1, 0, 0}));
        QVERIFY(cellsOf(matrix, {}, mask).isRemoved(0, 1));
        QVERIFY(!cellsOf(matrix, {}, mask).isRemoved(1, 1));
    }

    void aCellKnowsHowMuchOfItIsRemoved()
    {
        const WeightMask mask = maskOf({2, 4}, {0, 1, 1, 1, 0, 0, 1, 0});
        const HeatMapCells cells = cellsOf(countedMatrix({2, 4}), {1, 2, 100}, mask);
        QCOMPARE(cells.removedShares, (std::vector<float>{0.75F, 0.25F}));
        QVERIFY(cells.isRemoved(0, 0));
        QVERIFY(!cells.isRemoved(0, 1));
    }

    void aPartIsShownFinerThanTheWhole()
    {
        const WeightMatrix matrix = countedMatrix({100, 100});
        const HeatMapLimits limits{10, 10, 100000};
        QVERIFY(cellsOf(matrix, limits).isReduced());
        const HeatMapCells part = heatMapCells(matrix, {}, false, {40, 5, 90, 10}, limits);
        QVERIFY(!part.isReduced());
        QCOMPARE(part.rows, 5);
        QCOMPARE(part.columns, 10);
        QCOMPARE(part.values.front(), 4090.0F);
        QCOMPARE(part.values.back(), 4499.0F);
        // What lies beyond the matrix is not read.
        QCOMPARE(heatMapCells(matrix, {}, false, {95, 20, -3, 500}, limits).area, (MatrixArea{95, 5, 0, 100}));
    }

    void largeMatricesAreSampled()
    {
        const WeightMatrix matrix = matrixOf({4096, 4096}, std::vector<float>(4096 * 4096, 0.5F));
        const WeightMask mask = maskOf({4096, 4096}, std::vector<std::uint8_t>(4096 * 4096, 0));
        QElapsedTimer clock;
        clock.start();
        const HeatMapCells cells = cellsOf(matrix, {}, mask);
        qInfo("4096 x 4096 weights: %lld ms", clock.elapsed());
        QVERIFY(cells.sampled);
        QCOMPARE(cells.rows, 1024);
        QCOMPARE(cells.columns, 1024);
        // Each cell was read, and its share is of what was read.
        QCOMPARE(std::count(cells.values.begin(), cells.values.end(), 0.5F), 1024 * 1024);
        QCOMPARE(std::count(cells.removedShares.begin(), cells.removedShares.end(), 1.0F), 1024 * 1024);
        QVERIFY(!cellsOf(matrix, {1024, 1024, 4096LL * 4096}, mask).sampled);
    }

    void theRangeIsOfNumbersOnly()
    {
        const std::vector<float> values{0.5F, kNaN, -2.0F, std::numeric_limits<float>::infinity()};
        const ValueRange range = valueRange(values);
        QCOMPARE(range.lowest, -2.0F);
        QCOMPARE(range.highest, 0.5F);
        QCOMPARE(range.largestMagnitude(), 2.0F);
        QVERIFY(!range.sampled);
        QVERIFY(valueRange(values, 2).sampled);
        QCOMPARE(valueRange(std::vector<float>{kNaN}).largestMagnitude(), 0.0F);
    }

    void onlyWhatIsRemovedIsHatched()
    {
        const WeightMask mask = maskOf({2, 2}, {1, 0, 1, 1});
        const HeatMapCells cells = cellsOf(countedMatrix({2, 2}), {}, mask);
        const QColor hatch(Qt::red);
        const QColor wash(255, 255, 255, 100);
        const QImage image = removedOverlay(cells, {40, 40}, hatch, wash);
        QCOMPARE(image.size(), QSize(40, 40));
        int hatched = 0;
        int washed = 0;
        for (int y = 0; y < 40; ++y) {
            for (int x = 0; x < 40; ++x) {
                const QColor pixel = image.pixelColor(x, y);
                if (x < 20 || y >= 20) {
                    QCOMPARE(pixel.alpha(), 0);
                    continue;
                }
                hatched += pixel == hatch ? 1 : 0;
                washed += pixel == wash ? 1 : 0;
            }
        }
        // A pattern, not a plain colour: what lies beneath stays visible.
        QCOMPARE(hatched + washed, 400);
        QVERIFY(hatched > 50 && washed > 200);
        QVERIFY(removedOverlay(cells, {}, hatch, wash).isNull());
    }
};

ESPALIER_GUI_TEST_MAIN(HeatMapImageTest)

#include "tst_heat_map_image.moc"

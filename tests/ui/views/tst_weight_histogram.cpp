// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>

#include "core/pruning/unit_selection.h"
#include "tests/support/gui_test.h"
#include "tests/ui/views/weight_samples.h"
#include "ui/views/channel_cut.h"
#include "ui/views/channel_importance.h"
#include "ui/views/weight_histogram.h"

using namespace espalier;
using namespace espalier::ui;
using test::countedMatrix;
using test::maskOf;

namespace {

constexpr double kTolerance = 1e-6;

/// Values that are no multiples of each other, of both signs.
std::vector<float> manyWeights(std::size_t count)
{
    std::vector<float> weights(count);
    for (std::size_t i = 0; i < count; ++i)
        weights[i] = static_cast<float>(std::sin(static_cast<double>(i) * 1.7) * 0.3);
    return weights;
}

} // namespace

/// The numbers behind the charts: bins, cuts and what channels lose.
class WeightHistogramTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theBinsAreSymmetricAroundZero()
    {
        const WeightHistogram histogram = weightHistogram(std::vector<float>{-1.0F, 0.0F, 0.2F, 0.5F}, {});
        QCOMPARE(histogram.limit, 1.0);
        QVERIFY(histogram.kept.size() % 2 == 1);
        QVERIFY(std::abs(histogram.binCenter(histogram.kept.size() / 2)) < kTolerance);
        QCOMPARE(histogram.kept.front(), 1);
        QCOMPARE(histogram.kept[histogram.kept.size() / 2], 1);
        QCOMPARE(histogram.kept.back(), 0);
        QCOMPARE(histogram.keptCount(), 4);
        QVERIFY(!histogram.isSampled());
    }

    void keptAndRemovedAreCountedApart()
    {
        const std::vector<float> weights{-1.0F, 0.1F, 0.1F, 1.0F};
        const WeightHistogram histogram = weightHistogram(weights, maskOf({4}, {1, 0, 0, 1}));
        QCOMPARE(histogram.keptCount(), 2);
        QCOMPARE(histogram.removedCount(), 2);
        QCOMPARE(histogram.removed[*histogram.binOf(0.1)], 2);
        QCOMPARE(histogram.kept[*histogram.binOf(0.1)], 0);
        QCOMPARE(histogram.kept[*histogram.binOf(1.0)], 1);
        QVERIFY(!histogram.binOf(1.1).has_value());
        QVERIFY(!histogram.binOf(std::numeric_limits<double>::quiet_NaN()).has_value());
    }

    void whatIsNoNumberIsInNoBin()
    {
        const std::vector<float> weights{std::numeric_limits<float>::quiet_NaN(),
                                         -std::numeric_limits<float>::infinity(), 0.5F};
        const WeightHistogram histogram = weightHistogram(weights, {});
        QCOMPARE(histogram.notNumbers, 2);
        QCOMPARE(histogram.keptCount(), 1);
        QCOMPARE(histogram.limit, 0.5);
    }

    void zerosOnlyStillHaveABin()
    {
        const WeightHistogram histogram = weightHistogram(std::vector<float>(10, 0.0F), {});
        QVERIFY(histogram.binWidth() > 0);
        QCOMPARE(histogram.kept[histogram.kept.size() / 2], 10);
    }

    void aSampleSaysThatItIsOne()
    {
        const std::vector<float> weights = manyWeights(10000);
        const WeightHistogram histogram = weightHistogram(weights, {}, 1000);
        QVERIFY(histogram.isSampled());
        QCOMPARE(histogram.total, 10000);
        QVERIFY(histogram.read <= 1000 && histogram.read > 500);
        QCOMPARE(histogram.keptCount(), histogram.read);
    }

    void theCutIsTheLargestMagnitudeThatGoes_data()
    {
        QTest::addColumn<double>("sparsity");
        for (const double sparsity : {0.001, 0.25, 0.5, 0.9, 0.999})
            QTest::addRow("%g", sparsity) << sparsity;
    }

    void theCutIsTheLargestMagnitudeThatGoes()
    {
        QFETCH(double, sparsity);
        const std::vector<float> weights = manyWeights(5000);
        const auto cut = magnitudeCut(weights, sparsity);
        QVERIFY(cut.has_value());
        const auto kept = keepLargestMagnitudes(weights, removedUnits(weights.size(), sparsity), TieRule::Exact);
        double largest = 0;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            if (kept[i] == 0)
                largest = std::max(largest, std::abs(static_cast<double>(weights[i])));
        }
        QCOMPARE(*cut, largest);
    }

    void nothingRemovedIsNoCut()
    {
        QVERIFY(!magnitudeCut(manyWeights(100), 0.0).has_value());
        QVERIFY(!magnitudeCut(manyWeights(10), 0.05).has_value());
        QVERIFY(!magnitudeCut({}, 0.5).has_value());
    }

    void theSparsityOfACutRemovesExactlyThatMany()
    {
        for (std::size_t channels = 1; channels <= 300; ++channels) {
            for (std::size_t removed = 0; removed < channels; ++removed) {
                const double sparsity = sparsityThatRemoves(removed, channels);
                QVERIFY2(removedUnits(channels, sparsity) == removed,
                         qPrintable(QStringLiteral("%1 of %2").arg(removed).arg(channels)));
                QVERIFY(sparsity >= 0 && sparsity < 1);
            }
        }
        QCOMPARE(sparsityThatRemoves(16, 32), 0.5);
        QCOMPARE(sparsityThatRemoves(1, 3), 0.34);
        QCOMPARE(sparsityThatRemoves(29, 50), 0.581);
    }

    void equalScoresGoByIndexAndNoNumbersLast()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const std::vector<double> scores{2.0, nan, 1.0, 2.0, 0.5};
        QCOMPARE(removalOrder(scores), (std::vector<std::size_t>{4, 2, 0, 3, 1}));
    }

    void channelsAreRowsOfTheMatrix()
    {
        const WeightMatrix matrix = test::matrixOf({2, 2}, {1.0F, -2.0F, 0.5F, 0.0F});
        QCOMPARE(rowMagnitudes(matrix), (std::vector<double>{3.0, 0.5}));
        QCOMPARE(rowRemovedShares(matrix, maskOf({2, 2}, {0, 1, 0, 0})), (std::vector<double>{0.5, 1.0}));
        QVERIFY(rowRemovedShares(matrix, {}).empty());
        // 2 inputs, 3 outputs, kernel 1: output 1 has weights 1 and 4.
        const WeightMatrix transposed = countedMatrix({2, 3, 1}, 1, true);
        QCOMPARE(rowMagnitudes(transposed), (std::vector<double>{3.0, 5.0, 7.0}));
        QCOMPARE(rowRemovedShares(transposed, maskOf({2, 3, 1}, {1, 0, 1, 1, 0, 1})),
                 (std::vector<double>{0.0, 1.0, 0.0}));
    }
};

ESPALIER_GUI_TEST_MAIN(WeightHistogramTest)

#include "tst_weight_histogram.moc"

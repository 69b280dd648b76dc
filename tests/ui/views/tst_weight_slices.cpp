// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cmath>
#include <limits>

#include "tests/support/gui_test.h"
#include "tests/ui/views/weight_samples.h"
#include "ui/views/weight_slices.h"

using namespace espalier;
using namespace espalier::ui;
using test::countedMatrix;
using test::maskOf;
using test::matrixOf;

namespace {

std::vector<float> normsOf(const WeightSlices& slices)
{
    return {slices.norms.values.begin(), slices.norms.values.end()};
}

} // namespace

/// Kernels and output channels as places of a map.
class WeightSlicesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theNormOfAKernelIsTheSumOfItsMagnitudes()
    {
        const WeightMatrix matrix = matrixOf({2, 2, 3}, {1, -2, 3, 0, 0, -4, 5, 5, 5, -1, -1, -1});
        const WeightSlices kernels = weightSlices(matrix, {}, false, MapGranularity::Kernel);
        QCOMPARE(kernels.norms.rows, 2);
        QCOMPARE(kernels.norms.columns, 2);
        QCOMPARE(kernels.weightsPerSlice, 3);
        QCOMPARE(normsOf(kernels), (std::vector<float>{6, 4, 15, 3}));
        QVERIFY(!kernels.mask);
        QVERIFY(kernels.removedWeights.empty());
    }

    void theNormOfAChannelIsThatOfAllItsKernels()
    {
        const WeightMatrix matrix = matrixOf({2, 2, 3}, {1, -2, 3, 0, 0, -4, 5, 5, 5, -1, -1, -1});
        const WeightSlices channels = weightSlices(matrix, {}, false, MapGranularity::Channel);
        QCOMPARE(channels.norms.rows, 2);
        QCOMPARE(channels.norms.columns, 1);
        QCOMPARE(channels.weightsPerSlice, 6);
        QCOMPARE(normsOf(channels), (std::vector<float>{10, 18}));
    }

    void aTransposedConvolutionIsReadInItsOwnLayout()
    {
        // 2 inputs x 2 outputs x kernel 2: output 0 is 0, 1 of input 0 and 4, 5 of input 1.
        const WeightMatrix matrix = countedMatrix({2, 2, 2}, 1, true);
        QCOMPARE(normsOf(weightSlices(matrix, {}, false, MapGranularity::Kernel)), (std::vector<float>{1, 9, 5, 13}));
        QCOMPARE(normsOf(weightSlices(matrix, {}, false, MapGranularity::Channel)), (std::vector<float>{10, 18}));
    }

    void kernelsOfGroupsKeepTheNumbersOfTheirInputs()
    {
        const WeightMatrix matrix = countedMatrix({4, 3, 2, 2}, 2);
        const WeightSlices kernels = weightSlices(matrix, {}, false, MapGranularity::Kernel);
        QCOMPARE(kernels.norms.columns, 3);
        QCOMPARE(kernels.norms.inputChannel(3, 1), 4);
    }

    void aSliceIsRemovedWhenAllOfItIs()
    {
        const WeightMatrix matrix = matrixOf({2, 2, 2}, {1, 2, 3, 4, 5, 6, 7, 8});
        const WeightMask mask = maskOf({2, 2, 2}, {0, 0, 1, 0, 1, 1, 0, 0});
        const WeightSlices kernels = weightSlices(matrix, mask, false, MapGranularity::Kernel);
        QCOMPARE(kernels.removedWeights, (std::vector<std::int64_t>{2, 1, 0, 2}));
        QCOMPARE(kernels.mask.mask->keep, (std::vector<std::uint8_t>{0, 1, 1, 0}));
        QCOMPARE(kernels.mask.removedShare, 0.5);
        QCOMPARE(normsOf(kernels), (std::vector<float>{3, 7, 11, 15}));
        const WeightSlices channels = weightSlices(matrix, mask, false, MapGranularity::Channel);
        QCOMPARE(channels.removedWeights, (std::vector<std::int64_t>{3, 2}));
        QCOMPARE(channels.mask.removedShare, 0.0);
    }

    void removedWeightsCountAsZeroWhereTheMaskIsApplied()
    {
        const WeightMatrix matrix = matrixOf({2, 2, 2}, {1, 2, 3, 4, 5, 6, 7, 8});
        const WeightMask mask = maskOf({2, 2, 2}, {0, 0, 1, 0, 1, 1, 0, 0});
        QCOMPARE(normsOf(weightSlices(matrix, mask, true, MapGranularity::Kernel)), (std::vector<float>{0, 3, 11, 0}));
        QCOMPARE(normsOf(weightSlices(matrix, mask, true, MapGranularity::Channel)), (std::vector<float>{3, 11}));
    }

    void aPreviewStaysAPreview()
    {
        WeightMask mask = maskOf({2, 1, 2}, {1, 1, 0, 0});
        mask.previewed = true;
        QVERIFY(weightSlices(countedMatrix({2, 1, 2}), mask, false, MapGranularity::Channel).mask.previewed);
    }

    void aSliceWithAWeightThatIsNoNumberHasNoNorm()
    {
        const WeightMatrix matrix = matrixOf({2, 1, 2}, {1, std::numeric_limits<float>::quiet_NaN(), 1, 1});
        const WeightSlices kernels = weightSlices(matrix, {}, false, MapGranularity::Kernel);
        QVERIFY(std::isnan(kernels.norms.values[0]));
        QCOMPARE(kernels.norms.values[1], 2.0F);
    }

    void aLayerOffersTheSlicesThatItHas_data()
    {
        QTest::addColumn<QList<int>>("shape");
        QTest::addColumn<bool>("kernels");
        QTest::addColumn<bool>("channels");
        QTest::newRow("convolution") << QList<int>{4, 3, 3, 3} << true << true;
        QTest::newRow("pointwise convolution") << QList<int>{4, 3, 1, 1} << true << true;
        QTest::newRow("depthwise convolution of one weight") << QList<int>{4, 1, 1} << true << false;
        QTest::newRow("linear layer") << QList<int>{4, 3} << false << true;
        QTest::newRow("norm") << QList<int>{4} << false << false;
    }

    void aLayerOffersTheSlicesThatItHas()
    {
        QFETCH(QList<int>, shape);
        const WeightMatrix matrix = countedMatrix(Shape(shape.begin(), shape.end()));
        QVERIFY(hasGranularity(matrix, MapGranularity::Weight));
        QTEST(hasGranularity(matrix, MapGranularity::Kernel), "kernels");
        QTEST(hasGranularity(matrix, MapGranularity::Channel), "channels");
        QVERIFY(!hasGranularity({}, MapGranularity::Kernel));
        QVERIFY(!hasGranularity({}, MapGranularity::Channel));
    }
};

ESPALIER_GUI_TEST_MAIN(WeightSlicesTest)

#include "tst_weight_slices.moc"

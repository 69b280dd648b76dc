// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileInfo>
#include <QTest>
#include <QUndoStack>

#include <algorithm>
#include <memory>

#include "core/base/progress_sink.h"
#include "core/speedup/speedup.h"
#include "tests/support/gui_test.h"
#include "ui/document/compression_estimate.h"
#include "ui/document/compression_numbers.h"
#include "ui/document/session_document.h"

using namespace espalier;
using namespace espalier::ui;
using espalier::test::configList;
using espalier::test::openInDocument;

namespace {

// LeNet on 1x28x28: conv1 6x1x5x5 to 24x24, conv2 16x6x5x5 to 8x8, fc1 256 to 32, fc2 32 to 10; all with bias.
constexpr qint64 kParameters = 156 + 2416 + 8224 + 330;
constexpr qint64 kConv1Macs = 6 * 25 * 24 * 24;
constexpr qint64 kMacs = kConv1Macs + 16 * 150 * 8 * 8 + 256 * 32 + 32 * 10;

/// All kept but the first @p removed slices of the first dimension.
Mask maskOf(const Shape& shape, std::size_t removed)
{
    Mask mask = Mask::ones(shape);
    const std::size_t slice = mask.keep.size() / static_cast<std::size_t>(shape[0]);
    std::fill_n(mask.keep.begin(), removed * slice, std::uint8_t{0});
    return mask;
}

/// The first @p removed of conv1's 6 filters, with their biases.
PruneResult masksOfConv1(std::size_t removed)
{
    PruneResult result;
    result.masks.set("conv1", {maskOf({6, 1, 5, 5}, removed), maskOf({6}, removed)});
    return result;
}

MeasuredAccuracy accuracy(double value)
{
    return {{value, 1, 0.1, 100}, QStringLiteral("fashion-mnist")};
}

} // namespace

class CompressionNumbersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_document = std::make_unique<SessionDocument>();
        openInDocument(*m_document, QStringLiteral("lenet_scripted"), QStringLiteral("1,1,28,28"));
    }

    void nothingIsKnownWithoutAModel()
    {
        const SessionDocument empty;
        const CompressionNumbers numbers = CompressionNumbers::of(empty);
        QCOMPARE(numbers.modelParameters, 0);
        QVERIFY(!numbers.sparsity() && !numbers.parametersAfter && !numbers.macsBefore && !numbers.macsAfter);
        QVERIFY(!numbers.bytesBefore && !numbers.bytesAfter && !numbers.latencyBeforeMs && !numbers.latencyAfterMs);
        QVERIFY(!numbers.accuracyBefore && !numbers.accuracyAfter && !numbers.anyMasks);
    }

    void theDenseNetworkHasNoAfter()
    {
        const CompressionNumbers numbers = CompressionNumbers::of(*m_document);
        QCOMPARE(numbers.modelParameters, kParameters);
        QCOMPARE(numbers.parametersBefore, kParameters);
        QCOMPARE(numbers.macsBefore.value_or(-1), kMacs);
        QCOMPARE(numbers.bytesBefore.value_or(-1),
                 QFileInfo(test::testModelPath(QStringLiteral("lenet_scripted"))).size());
        QVERIFY(!numbers.anyMasks && !numbers.parametersAfter && !numbers.bytesAfter);
    }

    void anEstimateIsShownAsItIs()
    {
        m_document->adoptMasks(masksOfConv1(3));
        QVERIFY(!CompressionNumbers::of(*m_document).sparsity()); // being counted
        CompressionEstimate estimate;
        estimate.removedParameters = 78;
        estimate.physical = PhysicalPrediction{};
        estimate.physical->parametersAfter = 10000;
        estimate.physical->macsAfter = 123;
        estimate.physical->bytesRemoved = 4000;
        estimate.latencyAfterMs = 0.5;
        m_document->setEstimate(std::make_shared<const CompressionEstimate>(estimate));
        const CompressionNumbers numbers = CompressionNumbers::of(*m_document);
        QVERIFY(numbers.anyMasks && !numbers.previewed && !numbers.nothingGoes && !numbers.shrunk);
        QCOMPARE(numbers.removedParameters.value_or(-1), 78);
        QCOMPARE(numbers.sparsity().value_or(-1), 78.0 / kParameters);
        QCOMPARE(numbers.parametersAfter.value_or(-1), 10000);
        QCOMPARE(numbers.macsBefore.value_or(-1), kMacs); // of the dense network, as before
        QCOMPARE(numbers.macsAfter.value_or(-1), 123);
        QCOMPARE(numbers.bytesAfter.value_or(-1), numbers.bytesBefore.value_or(0) - 4000);
        QCOMPARE(numbers.latencyAfterMs.value_or(-1), 0.5);
        QVERIFY(!numbers.latencyAfterMeasured);
    }

    void masksThatShrinkNothingSaySo()
    {
        m_document->adoptMasks(masksOfConv1(3));
        CompressionEstimate estimate;
        estimate.physical = PhysicalPrediction{};
        m_document->setEstimate(std::make_shared<const CompressionEstimate>(estimate));
        QVERIFY(CompressionNumbers::of(*m_document).nothingGoes);
    }

    void withoutAnInputShapeNothingPhysicalIsKnown()
    {
        openInDocument(*m_document, QStringLiteral("lenet_scripted"));
        m_document->adoptMasks(masksOfConv1(3));
        CompressionEstimate estimate;
        estimate.removedParameters = 78;
        m_document->setEstimate(std::make_shared<const CompressionEstimate>(estimate));
        const CompressionNumbers numbers = CompressionNumbers::of(*m_document);
        QVERIFY(!numbers.macsBefore && !numbers.macsAfter && !numbers.parametersAfter);
        QCOMPARE(numbers.removedParameters.value_or(-1), 78);
    }

    void thePreviewSpeaksUntilMasksAreCurrent()
    {
        m_document->setPreviewMasks(masksOfConv1(2));
        QVERIFY(CompressionNumbers::of(*m_document).previewed);
        m_document->adoptMasks(masksOfConv1(3));
        QVERIFY(!CompressionNumbers::of(*m_document).previewed);
        QVERIFY(!CompressionNumbers::of(*m_document).accuracyOutdated);

        m_document->setConfigList(configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])"), QStringLiteral("Edit"));
        m_document->setPreviewMasks(masksOfConv1(5));
        const CompressionNumbers numbers = CompressionNumbers::of(*m_document);
        QVERIFY(numbers.previewed && numbers.accuracyOutdated && !numbers.outdated);
    }

    void aConfigListWithErrorsMakesThePreviewOutdated()
    {
        m_document->setPreviewMasks(masksOfConv1(2));
        m_document->setConfigList(configList(R"([{"op_types": ["Conv2d"]}])"), QStringLiteral("Edit"));
        QVERIFY(hasErrors(m_document->resolution().issues));
        QVERIFY(CompressionNumbers::of(*m_document).outdated);
        m_document->undoStack()->undo();
        QVERIFY(!CompressionNumbers::of(*m_document).outdated);
    }

    void aSmallerModelIsComparedWithTheOneThatWasOpened()
    {
        const qint64 file = CompressionNumbers::of(*m_document).bytesBefore.value_or(0);
        m_document->adoptMasks(masksOfConv1(3));
        NullProgressSink sink;
        const SpeedupResult small = speedUp(m_document->model(), m_document->masks(), {}, sink);
        QVERIFY(small.parametersAfter < kParameters);
        m_document->adoptSpeedup(small, 2.5, 1.5);
        CompressionNumbers numbers = CompressionNumbers::of(*m_document);
        QVERIFY(numbers.shrunk && !numbers.anyMasks);
        QCOMPARE(numbers.parametersBefore, kParameters);
        QCOMPARE(numbers.parametersAfter.value_or(-1), small.parametersAfter);
        QCOMPARE(numbers.macsBefore.value_or(-1), kMacs);
        QCOMPARE(numbers.macsAfter.value_or(-1), small.macsAfter);
        QCOMPARE(numbers.bytesAfter.value_or(-1), file - small.bytesRemoved);
        QCOMPARE(numbers.latencyBeforeMs.value_or(-1), 2.5);
        // Measured in turns: a measurement of the smaller network alone does not take its place.
        LatencyProfile alone;
        alone.whole.medianMs = 1.25;
        m_document->setLatencyProfile(std::make_shared<const LatencyProfile>(alone));
        numbers = CompressionNumbers::of(*m_document);
        QCOMPARE(numbers.latencyAfterMs.value_or(-1), 1.5);
        QVERIFY(numbers.latencyAfterMeasured);
        m_document->adoptInputs(std::make_shared<const Model>(m_document->model()->clone()));
        m_document->setLatencyProfile(std::make_shared<const LatencyProfile>(alone));
        QCOMPARE(CompressionNumbers::of(*m_document).latencyAfterMs.value_or(-1), 1.25);
        m_document->undoStack()->undo();
        m_document->undoStack()->undo();
        numbers = CompressionNumbers::of(*m_document);
        QVERIFY(!numbers.shrunk && numbers.anyMasks);
        QCOMPARE(numbers.modelParameters, kParameters);
    }

    void accuracyAfterBelongsToMasksOrARun()
    {
        m_document->setBaseline(accuracy(0.9));
        m_document->setCurrentAccuracy(accuracy(0.9));
        CompressionNumbers numbers = CompressionNumbers::of(*m_document);
        QCOMPARE(numbers.accuracyBefore.value_or(-1), 0.9);
        QVERIFY(!numbers.accuracyAfter); // nothing has been done yet

        m_document->adoptMasks(masksOfConv1(3));
        QVERIFY(!CompressionNumbers::of(*m_document).accuracyAfter); // not measured yet
        m_document->setCurrentAccuracy(accuracy(0.7));
        QCOMPARE(CompressionNumbers::of(*m_document).accuracyAfter.value_or(-1), 0.7);

        RunRecord run;
        run.result.model = m_document->model();
        run.result.after.accuracy = 0.85;
        m_document->adoptRun(run); // trained without masks
        numbers = CompressionNumbers::of(*m_document);
        QCOMPARE(numbers.accuracyAfter.value_or(-1), 0.85);
        QCOMPARE(numbers.accuracyBefore.value_or(-1), 0.9);
    }

private:
    std::unique_ptr<SessionDocument> m_document;
};

ESPALIER_GUI_TEST_MAIN(CompressionNumbersTest)

#include "tst_compression_numbers.moc"

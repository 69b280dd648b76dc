// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileInfo>
#include <QTest>

#include <algorithm>
#include <memory>

#include "tests/support/gui_test.h"
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
        QCOMPARE(numbers.parameters, 0);
        QCOMPARE(numbers.sparsity(), 0.0);
        QVERIFY(!numbers.macs && !numbers.macsAfter && !numbers.fileBytes && !numbers.physicalBytes());
        QVERIFY(!numbers.accuracyBefore && !numbers.accuracyAfter && !numbers.anyMasks);
    }

    void theDenseNetworkLosesNothing()
    {
        const CompressionNumbers numbers = CompressionNumbers::of(*m_document);
        QCOMPARE(numbers.parameters, kParameters);
        QCOMPARE(numbers.keptParameters(), kParameters);
        QCOMPARE(numbers.macs.value_or(-1), kMacs);
        QCOMPARE(numbers.macsAfter.value_or(-1), static_cast<double>(kMacs));
        QCOMPARE(numbers.fileBytes.value_or(-1),
                 QFileInfo(test::testModelPath(QStringLiteral("lenet_scripted"))).size());
        QCOMPARE(numbers.physicalBytes().value_or(-1), numbers.fileBytes.value_or(0));
        QVERIFY(!numbers.anyMasks);
    }

    void removedWeightsAndBiasesAreCounted()
    {
        m_document->adoptMasks(masksOfConv1(3));
        const CompressionNumbers numbers = CompressionNumbers::of(*m_document);
        constexpr qint64 kRemoved = 3 * 25 + 3;
        QVERIFY(numbers.anyMasks && !numbers.previewed);
        QCOMPARE(numbers.removedParameters, kRemoved);
        QCOMPARE(numbers.keptParameters(), kParameters - kRemoved);
        QCOMPARE(numbers.sparsity(), static_cast<double>(kRemoved) / kParameters);
        QCOMPARE(numbers.macs.value_or(-1), kMacs); // of the dense network, as before
        QCOMPARE(numbers.macsAfter.value_or(-1), kMacs - kConv1Macs / 2.0);
        const auto bytes = static_cast<double>(numbers.fileBytes.value_or(0));
        QCOMPARE(numbers.physicalBytes().value_or(-1), qRound64(bytes * (1.0 - numbers.sparsity())));
    }

    void normsLoseTheirChannelsToo()
    {
        openInDocument(*m_document, QStringLiteral("resnet_scripted"));
        PruneResult result;
        result.masks.set("conv1", {maskOf({8, 3, 3, 3}, 4), std::nullopt});
        m_document->adoptMasks(result);
        QCOMPARE(CompressionNumbers::of(*m_document).removedParameters, 4 * 27 + 4 + 4); // bn1: weight and bias
        m_document->setProfile(Profile::Nni23);                                          // leaves norms alone
        m_document->adoptMasks(result);
        QCOMPARE(CompressionNumbers::of(*m_document).removedParameters, 4 * 27);
    }

    void withoutAnInputShapeMacsAreUnknown()
    {
        openInDocument(*m_document, QStringLiteral("lenet_scripted"));
        m_document->adoptMasks(masksOfConv1(3));
        const CompressionNumbers numbers = CompressionNumbers::of(*m_document);
        QVERIFY(!numbers.macs && !numbers.macsAfter);
        QCOMPARE(numbers.removedParameters, 78);
    }

    void thePreviewSpeaksUntilMasksAreCurrent()
    {
        m_document->setPreviewMasks(masksOfConv1(2));
        QVERIFY(CompressionNumbers::of(*m_document).previewed);
        QCOMPARE(CompressionNumbers::of(*m_document).removedParameters, 2 * 26);
        m_document->adoptMasks(masksOfConv1(3));
        QVERIFY(!CompressionNumbers::of(*m_document).previewed);
        QCOMPARE(CompressionNumbers::of(*m_document).removedParameters, 3 * 26);
        QVERIFY(!CompressionNumbers::of(*m_document).accuracyOutdated);

        m_document->setConfigList(configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])"), QStringLiteral("Edit"));
        m_document->setPreviewMasks(masksOfConv1(5));
        const CompressionNumbers numbers = CompressionNumbers::of(*m_document);
        QVERIFY(numbers.previewed && numbers.accuracyOutdated);
        QCOMPARE(numbers.removedParameters, 5 * 26);
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

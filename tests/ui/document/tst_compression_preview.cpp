// SPDX-License-Identifier: GPL-3.0-or-later
// What the window says of the physical result before it is made, against making it.
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

#include <memory>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/session/model_preparation.h"
#include "core/speedup/speedup.h"
#include "tests/support/gui_test.h"
#include "ui/document/background_work.h"
#include "ui/document/compression_estimate.h"
#include "ui/document/compression_preview.h"
#include "ui/document/session_document.h"
#include "ui/jobs/job_runner.h"

using namespace espalier;
using namespace espalier::ui;
using espalier::test::configList;
using espalier::test::openInDocument;

namespace {

constexpr int kPatience = 60000; // ms

const char* const kHalf = R"([{"op_types": ["Conv2d", "Linear"], "sparsity": 0.5}])";

} // namespace

class CompressionPreviewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_document = std::make_unique<SessionDocument>();
        m_jobs = std::make_unique<JobRunner>();
        m_work = std::make_unique<BackgroundWork>(*m_document, *m_jobs);
        m_preview = std::make_unique<CompressionPreview>(*m_document, *m_jobs);
    }

    void cleanup()
    {
        m_jobs.reset(); // its jobs refer to the others
        m_preview.reset();
        m_work.reset();
        m_document.reset();
    }

    void theEstimateIsWhatASpeedupGives()
    {
        openInDocument(*m_document, QStringLiteral("resnet_scripted"), QStringLiteral("1,3,32,32"));
        m_document->setConfigList(configList(kHalf), QStringLiteral("Edit"));
        QTRY_VERIFY_WITH_TIMEOUT(physical() && physical()->shrinks(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!m_document->previewMasks().empty() && m_jobs->isIdle(), kPatience);
        const SpeedupResult made = shrink(m_document->previewMasks());
        QCOMPARE(physical()->parametersAfter, made.parametersAfter);
        QCOMPARE(physical()->macsAfter, made.macsAfter);
        QCOMPARE(physical()->bytesRemoved, made.bytesRemoved);
        const MaskSet masks = effectiveMasks(*m_document->model(), m_document->previewMasks(), Profile::Default);
        QCOMPARE(m_document->estimate()->removedParameters.value_or(-1), masks.removedCount());
        QVERIFY(m_document->latencyProfile() && m_document->latencyProfile()->whole.medianMs > 0);
        QVERIFY(m_document->estimate()->latencyAfterMs.value_or(0) > 0);
    }

    void adoptedMasksSpeakForThemselves()
    {
        openInDocument(*m_document, QStringLiteral("lenet_scripted"), QStringLiteral("1,1,28,28"));
        m_document->setConfigList(configList(kHalf), QStringLiteral("Edit"));
        m_work->prune();
        QTRY_VERIFY_WITH_TIMEOUT(!m_document->masks().empty() && m_jobs->isIdle(), kPatience);
        QVERIFY(!m_document->showsPreview());
        QCOMPARE(physical()->parametersAfter, shrink(m_document->masks()).parametersAfter);
        QVERIFY(m_document->estimate()->removedParameters.has_value());
    }

    void singleWeightsMakeNothingSmaller()
    {
        openInDocument(*m_document, QStringLiteral("lenet_scripted"), QStringLiteral("1,1,28,28"));
        m_document->setAlgorithm(QStringLiteral("level"));
        m_document->setConfigList(configList(kHalf), QStringLiteral("Edit"));
        QTRY_VERIFY_WITH_TIMEOUT(m_document->estimate() && m_document->estimate()->removedParameters.value_or(0) > 0,
                                 kPatience);
        QVERIFY(physical() && !physical()->shrinks());
    }

    void withoutAnInputShapeOnlyMasksAreCounted()
    {
        openInDocument(*m_document, QStringLiteral("lenet_scripted"));
        m_document->setConfigList(configList(kHalf), QStringLiteral("Edit"));
        QTRY_VERIFY_WITH_TIMEOUT(m_document->estimate() && m_document->estimate()->removedParameters.value_or(0) > 0,
                                 kPatience);
        QVERIFY(physical() == nullptr && m_document->dependencyGraph() == nullptr);
    }

    void criteriaThatScoreOnDataAreKnownAfterPruning()
    {
        openInDocument(*m_document, QStringLiteral("lenet_scripted"), QStringLiteral("1,1,28,28"));
        m_document->setConfigList(configList(kHalf), QStringLiteral("Edit"));
        QTRY_VERIFY_WITH_TIMEOUT(!m_document->previewMasks().empty(), kPatience);
        m_document->setAlgorithm(QStringLiteral("taylor"));
        // Masks of the other criterion would be a lie.
        QTRY_VERIFY_WITH_TIMEOUT(m_document->previewMasks().empty() && m_jobs->isIdle(), kPatience);
        const QSignalSpy failed(m_work.get(), &BackgroundWork::failed);
        m_work->prune();
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kPatience);
        QVERIFY(failed.first().first().toString().contains(QLatin1String("data")));
        m_document->setData(QStringLiteral("fashion-mnist,limit=256"));
        m_work->prune();
        QTRY_VERIFY_WITH_TIMEOUT(!m_document->masks().empty() && m_jobs->isIdle(), kPatience);
        QVERIFY(m_document->masks().removedCount() > 0);
    }

    void theGraphBelongsToTheOpenModel()
    {
        openInDocument(*m_document, QStringLiteral("resnet_scripted"), QStringLiteral("1,3,32,32"));
        QTRY_VERIFY_WITH_TIMEOUT(m_document->dependencyGraph() != nullptr, kPatience);
        QVERIFY(m_document->dependencyGraph()->groupOf("conv1") != nullptr);
        openInDocument(*m_document, QStringLiteral("lenet_scripted"));
        QVERIFY(m_document->dependencyGraph() == nullptr && m_document->estimate() == nullptr);
        m_document->close();
        QVERIFY(m_document->dependencyGraph() == nullptr);
    }

    void channelsGoThroughReductions()
    {
        openInDocument(*m_document, QStringLiteral("norms_scripted"), QStringLiteral("1,1,8,8"));
        m_document->setAlign(1);
        m_document->setConfigList(configList(kHalf), QStringLiteral("Edit"));
        QTRY_VERIFY_WITH_TIMEOUT(m_document->dependencyGraph() && m_jobs->isIdle(), kPatience);
        QVERIFY(m_document->dependencyGraph()->groupOf("conv1")->locked);
        m_document->setThroughReductions(true);
        // 8 -> 4 and 16 -> 8 filters: 40 + 8 + 296 + 16 + 27 parameters.
        QTRY_VERIFY_WITH_TIMEOUT(physical() && physical()->parametersAfter == 387 && m_jobs->isIdle(), kPatience);
        QVERIFY(!m_document->dependencyGraph()->groupOf("conv1")->locked);
        const auto plain = m_document->model();
        m_work->prune();
        QTRY_VERIFY_WITH_TIMEOUT(!m_document->masks().empty() && m_jobs->isIdle(), kPatience);
        QVERIFY(m_document->model() != plain);
        QCOMPARE(physical()->parametersAfter, 387);
        const SpeedupResult small = shrink(m_document->masks());
        QCOMPARE(small.parametersAfter, 387);
        QVERIFY(small.maxRelDifference < 1e-4);
        // Switched off, pruning starts with the network as it was.
        m_document->setThroughReductions(false);
        QVERIFY(m_document->masksOutdated());
        m_work->prune();
        QTRY_VERIFY_WITH_TIMEOUT(!m_document->masksOutdated() && m_jobs->isIdle(), kPatience);
        QVERIFY(m_document->dependencyGraph()->groupOf("conv1")->locked);
        QVERIFY(shrink(m_document->masks()).parametersAfter > 387);
        m_document->undoStack()->undo();
        m_document->undoStack()->undo();
        m_document->undoStack()->undo();
        QCOMPARE(m_document->model(), plain);
    }

    void noGraphOfTheOldWayStaysWhenChannelsCannotBeFollowed_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("it fails") << ErrorCode::Unsupported;
        QTest::newRow("it is cancelled") << ErrorCode::Cancelled;
    }

    void noGraphOfTheOldWayStaysWhenChannelsCannotBeFollowed()
    {
        QFETCH(const ErrorCode, code);
        openInDocument(*m_document, QStringLiteral("norms_scripted"), QStringLiteral("1,1,8,8"));
        QTRY_VERIFY_WITH_TIMEOUT(m_document->dependencyGraph() && m_jobs->isIdle(), kPatience);
        m_jobs->setBeforeJob([code] { throw Error(code, Message{"No way.", {}}); });
        m_document->setThroughReductions(true);
        QTRY_VERIFY_WITH_TIMEOUT(m_document->dependencyGraph() == nullptr && m_jobs->isIdle(), kPatience);
        m_jobs->setBeforeJob({});
        m_document->setThroughReductions(false);
        QTRY_VERIFY_WITH_TIMEOUT(m_document->dependencyGraph() != nullptr, kPatience);
    }

    void undoingAShrinkBringsTheOldEstimateBack()
    {
        openInDocument(*m_document, QStringLiteral("lenet_scripted"), QStringLiteral("1,1,28,28"));
        m_document->setConfigList(configList(kHalf), QStringLiteral("Edit"));
        m_work->prune();
        QTRY_VERIFY_WITH_TIMEOUT(!m_document->masks().empty() && m_jobs->isIdle(), kPatience);
        const SpeedupResult small = shrink(m_document->masks());
        m_document->adoptSpeedup(small, std::nullopt);
        QTRY_VERIFY_WITH_TIMEOUT(m_jobs->isIdle() && m_document->dependencyGraph() != nullptr, kPatience);
        QVERIFY(m_document->masks().empty() && m_document->session().configList.empty());
        QCOMPARE(m_document->model()->parameterCount(), small.parametersAfter);
        m_document->undoStack()->undo();
        QTRY_VERIFY_WITH_TIMEOUT(m_jobs->isIdle() && physical() && physical()->parametersAfter == small.parametersAfter,
                                 kPatience);
    }

private:
    const PhysicalPrediction* physical() const
    {
        const auto estimate = m_document->estimate();
        m_shown = estimate; // stays alive while a test looks at it
        return estimate && estimate->physical ? &*estimate->physical : nullptr;
    }

    SpeedupResult shrink(const MaskSet& masks) const
    {
        NullProgressSink sink;
        return speedUp(m_document->model(), masks, {}, sink);
    }

    std::unique_ptr<SessionDocument> m_document;
    std::unique_ptr<JobRunner> m_jobs;
    std::unique_ptr<BackgroundWork> m_work;
    std::unique_ptr<CompressionPreview> m_preview;
    mutable std::shared_ptr<const CompressionEstimate> m_shown;
};

ESPALIER_GUI_TEST_MAIN(CompressionPreviewTest)

#include "tst_compression_preview.moc"

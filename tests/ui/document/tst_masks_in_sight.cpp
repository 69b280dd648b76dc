// SPDX-License-Identifier: GPL-3.0-or-later
#include <QUndoStack>

#include "core/base/progress_sink.h"
#include "core/session/model_preparation.h"
#include "tests/support/gui_test.h"
#include "ui/document/compression_estimate.h"
#include "ui/document/masks_in_sight.h"
#include "ui/document/session_document.h"

using namespace espalier;
using namespace espalier::test;
using namespace espalier::ui;

namespace {

constexpr auto kHalf = R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])";
constexpr auto kAll = R"([{"op_types": ["Conv2d"], "sparsity": 1.0}])";

} // namespace

class MasksInSightTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_document = std::make_unique<SessionDocument>();
        openInDocument(*m_document, QStringLiteral("resnet_scripted"), QStringLiteral("1,3,16,16"));
        m_document->setConfigList(configList(kHalf), QStringLiteral("Half"));
    }

    void whatIsKnownAfterScoringIsSaid_data();
    void whatIsKnownAfterScoringIsSaid();
    void numbersOfAnEarlierListAreOutOfDate();
    void whatPruningRefusesIsAnErrorOfTheList();
    void zerosAreCountedWithTheNorms();

private:
    PruneResult pruned() const
    {
        NullProgressSink sink;
        return prune(*m_document->model(), m_document->resolution(), m_document->pruneOptions(), sink);
    }

    std::unique_ptr<SessionDocument> m_document;
};

void MasksInSightTest::whatIsKnownAfterScoringIsSaid_data()
{
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<QString>("text");
    for (const char* onData : {"apoz", "mean_activation", "taylor"})
        QTest::newRow(onData) << QString(QLatin1String(onData)) << QStringLiteral("after scoring on data");
    QTest::newRow("movement") << QStringLiteral("movement") << QStringLiteral("after training");
    QTest::newRow("l1") << QStringLiteral("l1") << QString();
}

void MasksInSightTest::whatIsKnownAfterScoringIsSaid()
{
    QFETCH(QString, algorithm);
    QFETCH(QString, text);
    m_document->setAlgorithm(algorithm);
    const QString said = unknownMasksText(*m_document);
    QCOMPARE(said.isEmpty(), text.isEmpty());
    QVERIFY2(said.contains(text), qPrintable(said));
    m_document->setConfigList({}, QStringLiteral("Nothing"));
    QCOMPARE(unknownMasksText(*m_document), QString()); // nothing is asked for
    m_document->undoStack()->undo();
    PruneResult known;
    known.masks.set("conv1", {Mask::ones({8, 3, 3, 3}), std::nullopt});
    m_document->adoptMasks(std::move(known));
    QCOMPARE(unknownMasksText(*m_document), QString());
}

void MasksInSightTest::numbersOfAnEarlierListAreOutOfDate()
{
    QCOMPARE(outdatedMasksText(*m_document), QString());
    m_document->setPreviewMasks(pruned());
    QCOMPARE(outdatedMasksText(*m_document), QString());
    m_document->setConfigList(configList(kAll), QStringLiteral("All"));
    QVERIFY(m_document->listHasErrors());
    QVERIFY(outdatedMasksText(*m_document).contains(QStringLiteral("last valid state")));
    m_document->undoStack()->undo();
    QCOMPARE(outdatedMasksText(*m_document), QString());
}

void MasksInSightTest::whatPruningRefusesIsAnErrorOfTheList()
{
    m_document->setPreviewMasks(pruned());
    QVERIFY(!m_document->listHasErrors());
    m_document->setPreviewIssues({{Severity::Error, {"slim cannot.", {}}, 0, "conv1"}});
    QVERIFY(m_document->listHasErrors());
    QVERIFY(!outdatedMasksText(*m_document).isEmpty());
    m_document->setPreviewMasks(pruned());
    QVERIFY(!m_document->listHasErrors());
}

void MasksInSightTest::zerosAreCountedWithTheNorms()
{
    QCOMPARE(heldAtZero(*m_document).value_or(-1), 0);
    m_document->adoptMasks(pruned());
    QVERIFY(!heldAtZero(*m_document)); // not counted yet
    const MaskSet all = effectiveMasks(*m_document->model(), m_document->masks(), Profile::Default);
    QVERIFY(all.removedCount() > m_document->masks().removedCount());
    CompressionEstimate estimate;
    estimate.removedParameters = all.removedCount();
    m_document->setEstimate(std::make_shared<const CompressionEstimate>(estimate));
    QCOMPARE(heldAtZero(*m_document).value_or(-1), all.removedCount());
    // What is estimated from now on is the list as it has become, not what is in force.
    m_document->setConfigList(configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.25}])"), QStringLiteral("Less"));
    QVERIFY(!heldAtZero(*m_document));
}

ESPALIER_GUI_TEST_MAIN(MasksInSightTest)

#include "tst_masks_in_sight.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/sparsity_dock.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>
#include <QUndoStack>

#include "core/base/progress_sink.h"
#include "core/pruning/pruner.h"
#include "tests/support/gui_test.h"
#include "ui/docks/number_table.h"
#include "ui/document/current_selection.h"
#include "ui/document/session_document.h"
#include "ui/models/layer_outcome_model.h"
#include "ui/prompts/file_dialog.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/number_format.h"

using namespace espalier;
using namespace espalier::test;
using namespace espalier::ui;
using Column = LayerOutcomeModel::Column;

namespace {

constexpr auto kList = R"([{"op_types": ["Conv2d"], "sparsity": 0.3}, {"op_names": ["layer1.0.conv1"], "sparsity": 0.5},
                           {"op_names": ["layer2.0.conv1"], "exclude": true}])";

} // namespace

class SparsityDockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void emptyTableLeadsToPruning();
    void rowsSayWhatWasAskedAndReached();
    void columnsAreSorted();
    void undoAndEditsAreFollowed();
    void theSelectionStaysWhileASliderMovesAndAfterPruningAgain();
    void aRowSelectsItsLayer();
    void theTableIsWrittenAsCsv();
    void aFailedFileIsExplained();

private:
    void prune();
    QString text(int row, Column column) const
    {
        return m_dock->view()->model()->index(row, static_cast<int>(column)).data().toString();
    }
    QString summary() const { return child<QLabel>(m_dock.get(), "sparsitySummaryLabel")->text(); }

    std::unique_ptr<SessionDocument> m_document;
    std::unique_ptr<CurrentSelection> m_selection;
    std::unique_ptr<SparsityDock> m_dock;
};

void SparsityDockTest::init()
{
    m_dock.reset();
    m_document = std::make_unique<SessionDocument>();
    m_selection = std::make_unique<CurrentSelection>();
    m_dock = std::make_unique<SparsityDock>(*m_document, *m_selection);
    new QAbstractItemModelTester(m_dock->model(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                 m_dock->model());
    m_dock->resize(900, 250);
    m_dock->show();
}

void SparsityDockTest::prune()
{
    if (m_document->model() == nullptr)
        openInDocument(*m_document, QStringLiteral("resnet_scripted"));
    m_document->setMode(PruningMode::Normal);
    m_document->setAlign(1);
    m_document->setConfigList(configList(kList), QStringLiteral("list"));
    NullProgressSink sink;
    m_document->adoptMasks(
        espalier::prune(*m_document->model(), m_document->resolution(), m_document->pruneOptions(), sink));
}

void SparsityDockTest::emptyTableLeadsToPruning()
{
    QVERIFY(!m_dock->view()->isVisible());
    QVERIFY(child<QLabel>(m_dock.get(), "emptyStateLabel")->text().contains(QStringLiteral("after pruning")));
    openInDocument(*m_document, QStringLiteral("resnet_scripted"));
    QVERIFY(child<QLabel>(m_dock.get(), "emptyStateLabel")->text().contains(QStringLiteral("Nothing is pruned yet")));
    QSignalSpy asked(m_dock.get(), &SparsityDock::pruneRequested);
    child<QPushButton>(m_dock.get(), "emptyStateButton")->click();
    QCOMPARE(asked.count(), 1);
    prune();
    QVERIFY(m_dock->view()->isVisible());
}

void SparsityDockTest::rowsSayWhatWasAskedAndReached()
{
    prune();
    QCOMPARE(m_dock->model()->rowCount(), 8); // every convolution
    QCOMPARE(text(0, Column::Layer), QStringLiteral("conv1"));
    QCOMPARE(text(0, Column::Requested), percentText(0.3));
    QCOMPARE(text(0, Column::Achieved), percentText(0.25));
    QCOMPARE(text(0, Column::Removed), QStringLiteral("2 of 8"));
    QVERIFY(text(0, Column::Reason).contains(QStringLiteral("whole channels only")));
    QCOMPARE(text(1, Column::Layer), QStringLiteral("layer1.0.conv1"));
    QVERIFY(text(1, Column::Reason).isEmpty());
    QCOMPARE(text(5, Column::Layer), QStringLiteral("layer2.0.conv1"));
    QCOMPARE(text(5, Column::Requested), QStringLiteral("\u2013"));
    QVERIFY(text(5, Column::Reason).contains(QStringLiteral("excludes")));
    QVERIFY2(summary().startsWith(QLatin1Char('7')), qPrintable(summary()));
}

void SparsityDockTest::columnsAreSorted()
{
    prune();
    m_dock->view()->sortByColumn(static_cast<int>(Column::Achieved), Qt::DescendingOrder);
    QCOMPARE(text(0, Column::Layer), QStringLiteral("layer1.0.conv1"));
    QCOMPARE(text(7, Column::Layer), QStringLiteral("layer2.0.conv1"));
    m_dock->view()->sortByColumn(static_cast<int>(Column::Layer), Qt::AscendingOrder);
    QCOMPARE(text(0, Column::Layer), QStringLiteral("conv1")); // the order of the network
    QCOMPARE(text(7, Column::Layer), QStringLiteral("layer2.0.downsample.0"));
}

void SparsityDockTest::undoAndEditsAreFollowed()
{
    prune();
    QVERIFY(!summary().contains(QStringLiteral("prune again")));
    m_document->setAlgorithm(QStringLiteral("l2"));
    QVERIFY(summary().contains(QStringLiteral("prune again")));
    QCOMPARE(text(0, Column::Requested), percentText(0.3)); // what the masks were made from
    m_document->setConfigList({}, QStringLiteral("none"));
    QCOMPARE(text(0, Column::Requested), percentText(0.3));
    for (int step = 0; step < 3; ++step)
        m_document->undoStack()->undo();
    QVERIFY(!m_dock->view()->isVisible());
    QCOMPARE(m_dock->model()->rowCount(), 0);
}

void SparsityDockTest::theSelectionStaysWhileASliderMovesAndAfterPruningAgain()
{
    prune();
    QSignalSpy reset(m_dock->model(), &QAbstractItemModel::modelReset);
    QSignalSpy changed(m_dock->model(), &QAbstractItemModel::dataChanged);
    m_dock->view()->setCurrentIndex(m_dock->view()->model()->index(2, 0));
    ConfigList list = m_document->session().configList;
    for (const double sparsity : {0.4, 0.6, 0.75}) {
        list[0].sparsity = sparsity;
        m_document->setConfigList(list, QStringLiteral("drag"), 7);
    }
    QVERIFY(summary().contains(QStringLiteral("prune again")));
    QCOMPARE(reset.count() + changed.count(), 0);
    NullProgressSink sink;
    m_document->adoptMasks(
        espalier::prune(*m_document->model(), m_document->resolution(), m_document->pruneOptions(), sink));
    QCOMPARE(text(0, Column::Achieved), percentText(0.75));
    QCOMPARE(reset.count(), 0);
    QCOMPARE(m_dock->view()->currentIndex().row(), 2);
    m_document->undoStack()->undo();
    QCOMPARE(text(0, Column::Achieved), percentText(0.25));
}

void SparsityDockTest::aRowSelectsItsLayer()
{
    prune();
    m_dock->view()->sortByColumn(static_cast<int>(Column::Achieved), Qt::DescendingOrder);
    Q_EMIT m_dock->view()->clicked(m_dock->view()->model()->index(0, 2));
    QCOMPARE(m_selection->layers(), QStringList{QStringLiteral("layer1.0.conv1")});
}

void SparsityDockTest::theTableIsWrittenAsCsv()
{
    prune();
    const QTemporaryDir folder;
    FileDialog::setNextFileName(folder.filePath(QStringLiteral("table"))); // the suffix is added
    child<QToolButton>(m_dock.get(), "saveSparsityButton")->click();
    QFile file(folder.filePath(QStringLiteral("table.csv")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray csv = file.readAll();
    QCOMPARE(csv.toStdString(), writeOutcomesCsv(m_dock->model()->outcomes()));
    QVERIFY(csv.contains("\nlayer1.0.conv1,Conv2d,0.5,0.5,8,4,\n"));
    QVERIFY(child<MessageStrip>(m_dock.get(), "messageStrip")->text().contains(QStringLiteral("table.csv")));
}

void SparsityDockTest::aFailedFileIsExplained()
{
    prune();
    FileDialog::setNextFileName(QStringLiteral("/no/such/folder/table.csv"));
    child<QToolButton>(m_dock.get(), "saveSparsityButton")->click();
    auto* strip = child<MessageStrip>(m_dock.get(), "messageStrip");
    QCOMPARE(strip->severity(), Severity::Error);
    QVERIFY(strip->text().contains(QStringLiteral("/no/such/folder/table.csv")));
}

ESPALIER_GUI_TEST_MAIN(SparsityDockTest)
#include "tst_sparsity_dock.moc"

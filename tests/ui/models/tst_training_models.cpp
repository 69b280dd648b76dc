// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QUndoStack>

#include "tests/support/gui_test.h"
#include "ui/document/session_document.h"
#include "ui/jobs/training_texts.h"
#include "ui/models/runs_model.h"
#include "ui/models/training_history_model.h"

using namespace espalier;
using namespace espalier::test;
using namespace espalier::ui;

namespace {

EpochEvent epoch(int number, double testAccuracy, bool best)
{
    EpochEvent event;
    event.epoch = number;
    event.trainLoss = 0.51234;
    event.trainAccuracy = 0.8;
    event.test.loss = 0.6;
    event.test.accuracy = testAccuracy;
    event.learningRate = 0.005;
    event.sparsity = 0.5;
    event.seconds = 72;
    event.best = best;
    return event;
}

RunRecord run(const QString& name)
{
    RunRecord record;
    record.name = name;
    record.options.epochs = 3;
    record.options.optimizer = OptimizerKind::AdamW;
    record.options.learningRate = 5e-4;
    record.result.model = std::make_shared<const Model>(openTestModel(QStringLiteral("train_flat"))->clone());
    record.result.history = {epoch(0, 0.7, true), epoch(1, 0.918, true)};
    record.result.bestEpoch = 1;
    record.result.before.accuracy = 0.6;
    record.result.after.accuracy = 0.918;
    return record;
}

QString text(const QAbstractItemModel& model, int row, int column)
{
    return model.index(row, column).data().toString();
}

} // namespace

class TrainingModelsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void historyShowsEpochs();
    void historyGrowsRowByRow();
    void numbersStandAtTheRight();
    void runsShowWhatCameOut();
    void runsStayWhenTheyAreUndone();
    void runsOfAnotherDocumentReplaceThem();
};

void TrainingModelsTest::historyShowsEpochs()
{
    using Column = TrainingHistoryModel::Column;
    TrainingHistoryModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setHistory({epoch(0, 0.7, true), epoch(1, 0.65, false)});
    QCOMPARE(model.rowCount(), 2);
    const auto shown = [&model](int row, Column column) { return text(model, row, static_cast<int>(column)); };
    QCOMPARE(shown(1, Column::Epoch), QStringLiteral("2"));
    QCOMPARE(shown(0, Column::TrainLoss), QStringLiteral("0.5123"));
    QCOMPARE(shown(0, Column::TrainAccuracy), QStringLiteral("80.0\u00a0%"));
    QCOMPARE(shown(0, Column::TestLoss), QStringLiteral("0.6000"));
    QCOMPARE(shown(1, Column::TestAccuracy), QStringLiteral("65.0\u00a0%"));
    QCOMPARE(shown(0, Column::LearningRate), QStringLiteral("0.005"));
    QCOMPARE(shown(0, Column::Sparsity), QStringLiteral("50.0\u00a0%"));
    QCOMPARE(shown(0, Column::Seconds), QStringLiteral("1:12"));
    QVERIFY(!shown(0, Column::Best).isEmpty());
    QVERIFY(shown(1, Column::Best).isEmpty());
    const QModelIndex accuracy = model.index(1, static_cast<int>(Column::TestAccuracy));
    QCOMPARE(accuracy.data(TrainingHistoryModel::SortRole).toDouble(), 0.65);
}

void TrainingModelsTest::historyGrowsRowByRow()
{
    TrainingHistoryModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.append(epoch(0, 0.7, true));
    model.append(epoch(1, 0.8, true));
    QCOMPARE(inserted.count(), 2);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(model.history().back().test.accuracy, 0.8);
    model.setHistory({});
    QCOMPARE(model.rowCount(), 0);
}

void TrainingModelsTest::numbersStandAtTheRight()
{
    TrainingHistoryModel model;
    model.append(epoch(0, 0.7, true));
    for (int column = 0; column < model.columnCount(); ++column) {
        const auto alignment = model.index(0, column).data(Qt::TextAlignmentRole).value<Qt::Alignment>();
        const bool number = column != static_cast<int>(TrainingHistoryModel::Column::Best);
        QCOMPARE(alignment.testFlag(Qt::AlignRight), number);
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
    }
}

void TrainingModelsTest::runsShowWhatCameOut()
{
    using Column = RunsModel::Column;
    SessionDocument document;
    openInDocument(document, QStringLiteral("train_flat"));
    RunsModel model(document);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    RunRecord pruning = run(QStringLiteral("1"));
    pruning.masksBasis = MaskBasis{};
    pruning.masksBasis->algorithm = "taylor";
    pruning.result.masks.set("0", LayerMask{});
    pruning.schedule = "agp";
    pruning.data = QStringLiteral("folder:/home/me/data/birds,limit=100");
    pruning.result.after.samples = 1500;
    document.adoptRun(pruning);
    QCOMPARE(model.rowCount(), 1);
    const auto shown = [&model](Column column) { return text(model, 0, static_cast<int>(column)); };
    QVERIFY(shown(Column::Name).contains(QLatin1Char('1')));
    QCOMPARE(shown(Column::Epochs), QStringLiteral("2 of 3")); // it was stopped
    QCOMPARE(shown(Column::Optimizer), QStringLiteral("AdamW"));
    QCOMPARE(shown(Column::LearningRate), QStringLiteral("0.0005"));
    QCOMPARE(shown(Column::AccuracyBefore), QStringLiteral("60.0\u00a0%"));
    QCOMPARE(shown(Column::AccuracyAfter), QStringLiteral("91.8\u00a0%"));
    QCOMPARE(shown(Column::Sparsity), QStringLiteral("50.0\u00a0%"));
    QCOMPARE(shown(Column::Time), QStringLiteral("2:24"));
    // What tells it from another run.
    QCOMPARE(shown(Column::Algorithm), QStringLiteral("taylor"));
    QCOMPARE(shown(Column::Schedule), sparsityScheduleText("agp"));
    QCOMPARE(shown(Column::Data), QStringLiteral("folder:\u2026/birds,limit=100"));
    const QModelIndex accuracy = model.index(0, static_cast<int>(Column::AccuracyAfter));
    QVERIFY(accuracy.data(Qt::ToolTipRole).toString().contains(QLocale().toString(1500)));
    document.adoptRun(run(QStringLiteral("2")));
    QCOMPARE(text(model, 1, static_cast<int>(Column::Algorithm)), QStringLiteral("\u2013"));
    QCOMPARE(text(model, 1, static_cast<int>(Column::Schedule)), QStringLiteral("\u2013"));
}

void TrainingModelsTest::runsStayWhenTheyAreUndone()
{
    SessionDocument document;
    openInDocument(document, QStringLiteral("train_flat"));
    RunsModel model(document);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    document.adoptRun(run(QStringLiteral("1")));
    document.adoptRun(run(QStringLiteral("2")));
    QCOMPARE(model.rowCount(), 2);
    QVERIFY(!model.isCurrent(0) && model.isCurrent(1));
    document.undoStack()->undo();
    QCOMPARE(model.rowCount(), 2);
    QVERIFY(model.isCurrent(0) && !model.isCurrent(1));
    document.undoStack()->redo();
    QVERIFY(model.isCurrent(1));
    QCOMPARE(removed.count(), 0);
    QCOMPARE(reset.count(), 0); // rows that stay keep their selection
}

void TrainingModelsTest::runsOfAnotherDocumentReplaceThem()
{
    SessionDocument document;
    openInDocument(document, QStringLiteral("train_flat"));
    RunsModel model(document);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    document.adoptRun(run(QStringLiteral("1")));
    openInDocument(document, QStringLiteral("train_conv"));
    QCOMPARE(model.rowCount(), 0);
}

ESPALIER_GUI_TEST_MAIN(TrainingModelsTest)

#include "tst_training_models.moc"

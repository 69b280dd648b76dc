// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/accuracy_measurement.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QUndoStack>

#include <algorithm>

#include "core/base/progress_sink.h"
#include "core/data/dataset.h"
#include "tests/support/gui_test.h"
#include "tests/ui/docks/squares_files.h"
#include "ui/document/session_document.h"
#include "ui/jobs/job_runner.h"

using namespace espalier;
using namespace espalier::test;
using namespace espalier::ui;

namespace {

constexpr int kTimeout = 30000; // ms
constexpr int kMany = 60000;    ///< images: a measurement of them cannot be over before it is cancelled
constexpr auto kHalf = R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])";
const QString kNowhere = QStringLiteral("mnist:/there-is-no-such-folder");

} // namespace

class AccuracyMeasurementTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theDenseNetworkIsMeasuredOnceDataAreKnown();
    void undoBringsAnAccuracyBackThatCameLater();
    void theDenseAccuracyArrivesAfterARunWasTakenOver();
    void anotherDataSetAndBackMeasuresNothingAgain();
    void badDataAreAnErrorForAsLongAsTheyAreChosen();
    void warningsAboutDataStayWithTheAccuracy();
    void aCancelledMeasurementStaysCancelled_data();
    void aCancelledMeasurementStaysCancelled();
    void otherDataAreMeasuredAfterACancel();
    void otherWeightsAreMeasuredAnew();
    void masksAreMeasuredAndRememberedOverUndo();
    void anotherDocumentBeginsAnew();
    void measuringAgainMeasuresWhatIsKnown();

private:
    bool measuresNothing() const;
    int starts(JobKind kind) const;
    void prune(double sparsity = 0.5);
    /// Measurements do not get on before release().
    void hold();
    void release();
    void finishMeasuring();

    QTemporaryDir m_folder;
    QString m_squares;
    QString m_others;
    QString m_manySquares;
    std::unique_ptr<SessionDocument> m_document;
    std::unique_ptr<JobRunner> m_jobs;
    std::unique_ptr<AccuracyMeasurement> m_accuracy;
    std::shared_ptr<QSemaphore> m_gate;
    std::unique_ptr<QSignalSpy> m_started;
    std::unique_ptr<QSignalSpy> m_failed;
};

void AccuracyMeasurementTest::init()
{
    if (m_squares.isEmpty()) {
        m_squares = writeSquares(m_folder.filePath(QStringLiteral("squares")));
        m_others = writeSquares(m_folder.filePath(QStringLiteral("others")), 3, 12);
        m_manySquares = writeSquares(m_folder.filePath(QStringLiteral("many")), 3, kMany);
    }
    m_document = std::make_unique<SessionDocument>();
    m_jobs = std::make_unique<JobRunner>();
    m_accuracy = std::make_unique<AccuracyMeasurement>(*m_document, *m_jobs);
    m_started = std::make_unique<QSignalSpy>(m_jobs.get(), &JobRunner::jobStarted);
    m_failed = std::make_unique<QSignalSpy>(m_accuracy.get(), &AccuracyMeasurement::failed);
    openInDocument(*m_document, QStringLiteral("train_conv"), QStringLiteral("1,1,8,8"));
}

void AccuracyMeasurementTest::cleanup()
{
    if (m_gate)
        m_gate->release(); // a test that failed may have left something behind it
    m_gate.reset();
    m_failed.reset();
    m_started.reset();
    m_jobs.reset();
    m_accuracy.reset();
    m_document.reset();
}

int AccuracyMeasurementTest::starts(JobKind kind) const
{
    return static_cast<int>(std::count_if(m_started->begin(), m_started->end(), [kind](const QList<QVariant>& event) {
        return event.front().value<JobKind>() == kind;
    }));
}

bool AccuracyMeasurementTest::measuresNothing() const
{
    return !m_jobs->isRunning(JobKind::Baseline) && !m_jobs->isRunning(JobKind::Accuracy);
}

void AccuracyMeasurementTest::finishMeasuring()
{
    QCoreApplication::processEvents(); // the timers that begin it
    QTRY_VERIFY_WITH_TIMEOUT(measuresNothing(), kTimeout);
}

void AccuracyMeasurementTest::hold()
{
    m_gate = std::make_shared<QSemaphore>();
    m_jobs->setBeforeJob([gate = m_gate] {
        gate->acquire();
        gate->release();
    });
}

void AccuracyMeasurementTest::release()
{
    m_gate->release();
}

void AccuracyMeasurementTest::prune(double sparsity)
{
    ConfigList list = configList(kHalf);
    list[0].sparsity = sparsity;
    m_document->setConfigList(std::move(list), QStringLiteral("list"));
    m_document->setAlign(1);
    NullProgressSink sink;
    m_document->adoptMasks(
        espalier::prune(*m_document->model(), m_document->resolution(), m_document->pruneOptions(), sink));
}

void AccuracyMeasurementTest::theDenseNetworkIsMeasuredOnceDataAreKnown()
{
    finishMeasuring();
    QCOMPARE(starts(JobKind::Baseline), 0);
    m_document->setData(m_squares);
    QTRY_VERIFY_WITH_TIMEOUT(m_document->baseline().has_value(), kTimeout);
    QCOMPARE(m_document->baseline()->evaluation.samples, std::size_t(60));
    QCOMPARE(m_document->baseline()->data, m_squares);
    finishMeasuring();
    QCOMPARE(starts(JobKind::Baseline), 1);
    QCOMPARE(starts(JobKind::Accuracy), 0);
}

void AccuracyMeasurementTest::undoBringsAnAccuracyBackThatCameLater()
{
    m_document->setData(m_squares);
    m_document->setConfigList(configList(kHalf), QStringLiteral("list"));
    QTRY_VERIFY_WITH_TIMEOUT(m_document->baseline().has_value(), kTimeout);
    const double accuracy = m_document->baseline()->evaluation.accuracy;
    m_document->undoStack()->undo();
    QVERIFY(!m_document->baseline()); // this step is older than the accuracy
    QTRY_VERIFY(m_document->baseline().has_value());
    QCOMPARE(m_document->baseline()->evaluation.accuracy, accuracy);
    QCOMPARE(starts(JobKind::Baseline), 1);
}

void AccuracyMeasurementTest::theDenseAccuracyArrivesAfterARunWasTakenOver()
{
    hold();
    m_document->setData(m_squares);
    QTRY_COMPARE(starts(JobKind::Baseline), 1);
    RunRecord run;
    run.name = QStringLiteral("run");
    run.result.model = openTestModel(QStringLiteral("train_conv"), QStringLiteral("1,1,8,8"));
    run.result.after = Evaluation{0.5, 1, 1, 60};
    m_document->adoptRun(run);
    release();
    QVERIFY(!m_document->baseline());
    QTRY_VERIFY_WITH_TIMEOUT(m_document->baseline().has_value(), kTimeout);
    QCOMPARE(starts(JobKind::Baseline), 1);
    QVERIFY(m_document->denseModel() != m_document->model());
    QCOMPARE(m_document->currentAccuracy()->evaluation.accuracy, 0.5);
}

void AccuracyMeasurementTest::anotherDataSetAndBackMeasuresNothingAgain()
{
    m_document->setData(m_squares);
    QTRY_VERIFY_WITH_TIMEOUT(m_document->baseline().has_value(), kTimeout);
    m_document->setData(m_others);
    QTRY_VERIFY_WITH_TIMEOUT(m_document->baseline().has_value(), kTimeout);
    QCOMPARE(m_document->baseline()->evaluation.samples, std::size_t(12));
    m_document->setData(m_squares);
    QTRY_VERIFY(m_document->baseline().has_value());
    QCOMPARE(m_document->baseline()->evaluation.samples, std::size_t(60));
    QCOMPARE(starts(JobKind::Baseline), 2);
}

void AccuracyMeasurementTest::badDataAreAnErrorForAsLongAsTheyAreChosen()
{
    const auto errors = [this] {
        return std::count_if(m_document->issues().begin(), m_document->issues().end(),
                             [](const Issue& issue) { return issue.severity == Severity::Error; });
    };
    m_document->setData(m_squares);
    QTRY_VERIFY_WITH_TIMEOUT(m_document->baseline().has_value(), kTimeout);
    m_document->setData(kNowhere);
    QTRY_COMPARE_WITH_TIMEOUT(errors(), 1, kTimeout);
    QCOMPARE(m_failed->count(), 1);
    m_document->undoStack()->undo();
    QTRY_COMPARE(errors(), 0);
    QVERIFY(m_document->baseline().has_value());
    m_document->undoStack()->redo();
    QTRY_COMPARE(errors(), 1);
    QVERIFY(!m_document->baseline());
    prune();
    finishMeasuring();
    QCOMPARE(starts(JobKind::Baseline), 2);
    QCOMPARE(starts(JobKind::Accuracy), 0);
    QCOMPARE(m_failed->count(), 1); // said once
    m_document->setData({});
    QTRY_COMPARE(errors(), 0);
}

void AccuracyMeasurementTest::warningsAboutDataStayWithTheAccuracy()
{
    const auto warnings = [this] {
        return std::count_if(m_document->issues().begin(), m_document->issues().end(),
                             [](const Issue& issue) { return issue.severity == Severity::Warning; });
    };
    const QString twoClasses = writeSquares(m_folder.filePath(QStringLiteral("two")), 2, 2);
    openInDocument(*m_document, QStringLiteral("train_conv"));
    m_document->setData(twoClasses);
    QTRY_COMPARE_WITH_TIMEOUT(warnings(), 1, kTimeout);
    // The same network with shapes: the accuracy holds, and so does the warning.
    m_document->adoptInputs(openTestModel(QStringLiteral("train_conv"), QStringLiteral("1,1,8,8")));
    QVERIFY(m_document->baseline().has_value());
    finishMeasuring();
    QCOMPARE(warnings(), 1);
    QCOMPARE(starts(JobKind::Baseline), 1);
    m_document->setData(m_squares);
    QTRY_COMPARE(warnings(), 0);
}

void AccuracyMeasurementTest::aCancelledMeasurementStaysCancelled_data()
{
    QTest::addColumn<bool>("waits");
    QTest::newRow("before it begins") << true;
    QTest::newRow("while it measures") << false;
}

void AccuracyMeasurementTest::aCancelledMeasurementStaysCancelled()
{
    QFETCH(const bool, waits);
    if (waits)
        hold();
    else
        connect(m_jobs.get(), &JobRunner::jobProgress, this, [this] { m_jobs->cancel(JobKind::Baseline); });
    m_document->setData(m_manySquares);
    QTRY_COMPARE(starts(JobKind::Baseline), 1);
    if (waits) {
        m_jobs->cancel(JobKind::Baseline);
        release();
    }
    finishMeasuring();
    QVERIFY(!m_document->baseline());
    m_document->setConfigList(configList(kHalf), QStringLiteral("list"));
    finishMeasuring();
    m_document->undoStack()->undo();
    finishMeasuring();
    QCOMPARE(starts(JobKind::Baseline), 1);
    QCOMPARE(m_failed->count(), 0);
    m_jobs->disconnect(this);
    m_accuracy->measureAgain();
    QCOMPARE(starts(JobKind::Baseline), 2);
    QTRY_VERIFY_WITH_TIMEOUT(m_document->baseline().has_value(), kTimeout);
}

void AccuracyMeasurementTest::otherDataAreMeasuredAfterACancel()
{
    hold();
    m_document->setData(m_others);
    QTRY_COMPARE(starts(JobKind::Baseline), 1);
    m_jobs->cancel(JobKind::Baseline);
    release();
    finishMeasuring();
    QVERIFY(!m_document->baseline());
    m_document->setData(m_squares);
    QTRY_VERIFY_WITH_TIMEOUT(m_document->baseline().has_value(), kTimeout);
    m_document->setData(m_others);
    QTRY_COMPARE(starts(JobKind::Baseline), 3); // chosen anew: the cancel was of another time
}

void AccuracyMeasurementTest::otherWeightsAreMeasuredAnew()
{
    m_document->setData(m_squares);
    QTRY_VERIFY_WITH_TIMEOUT(m_document->baseline().has_value(), kTimeout);
    m_document->adoptWeights(openTestModel(QStringLiteral("train_conv"), QStringLiteral("1,1,8,8")),
                             QStringLiteral("weights.pth"));
    QVERIFY(!m_document->baseline());
    QTRY_VERIFY_WITH_TIMEOUT(m_document->baseline().has_value(), kTimeout);
    QCOMPARE(starts(JobKind::Baseline), 2);
    QCOMPARE(m_document->denseModel(), m_document->model());
}

void AccuracyMeasurementTest::masksAreMeasuredAndRememberedOverUndo()
{
    m_document->setData(m_squares);
    prune();
    m_document->setTrainingOptions([this] {
        TrainingOptions options = m_document->trainingOptions();
        options.epochs += 1;
        return options;
    }());
    QTRY_VERIFY_WITH_TIMEOUT(m_document->currentAccuracy().has_value(), kTimeout);
    QVERIFY(!m_document->currentAccuracyIsFromRun());
    const double accuracy = m_document->currentAccuracy()->evaluation.accuracy;
    m_document->undoStack()->undo();
    QTRY_VERIFY(m_document->currentAccuracy().has_value());
    QCOMPARE(m_document->currentAccuracy()->evaluation.accuracy, accuracy);
    QCOMPARE(starts(JobKind::Accuracy), 1);
    prune(0.25);
    QVERIFY(!m_document->currentAccuracy());
    QTRY_VERIFY_WITH_TIMEOUT(m_document->currentAccuracy().has_value(), kTimeout);
    QCOMPARE(starts(JobKind::Accuracy), 2);
    QCOMPARE(starts(JobKind::Baseline), 1);
}

void AccuracyMeasurementTest::anotherDocumentBeginsAnew()
{
    hold();
    m_document->setData(m_others);
    QTRY_COMPARE(starts(JobKind::Baseline), 1);
    openInDocument(*m_document, QStringLiteral("train_conv"), QStringLiteral("1,1,8,8"));
    release();
    finishMeasuring();
    QVERIFY(!m_document->baseline());
    QCOMPARE(m_failed->count(), 0);
    m_document->setData(m_squares);
    QTRY_VERIFY_WITH_TIMEOUT(m_document->baseline().has_value(), kTimeout);
    QCOMPARE(m_document->baseline()->evaluation.samples, std::size_t(60));
}

void AccuracyMeasurementTest::measuringAgainMeasuresWhatIsKnown()
{
    m_document->setData(m_squares);
    prune();
    QTRY_VERIFY_WITH_TIMEOUT(m_document->baseline() && m_document->currentAccuracy(), kTimeout);
    finishMeasuring();
    writeSquares(m_folder.filePath(QStringLiteral("squares")), 96, 30);
    m_accuracy->measureAgain();
    QTRY_COMPARE_WITH_TIMEOUT(m_document->baseline()->evaluation.samples, std::size_t(30), kTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(m_document->currentAccuracy()->evaluation.samples, std::size_t(30), kTimeout);
    m_squares.clear(); // written anew for another test
}

ESPALIER_GUI_TEST_MAIN(AccuracyMeasurementTest)
#include "tst_accuracy_measurement.moc"

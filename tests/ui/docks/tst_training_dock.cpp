// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStyleHints>
#include <QTemporaryDir>
#include <QToolButton>
#include <QUndoStack>
#include <QWheelEvent>

#include <algorithm>
#include <functional>

#include "core/base/progress_sink.h"
#include "core/pruning/pruner.h"
#include "core/schedule/schedule_registry.h"
#include "core/session/session_runner.h"
#include "squares_files.h"
#include "tests/support/gui_test.h"
#include "ui/charts/live_line_chart.h"
#include "ui/charts/schedule_chart.h"
#include "ui/docks/dataset_field.h"
#include "ui/docks/training_dock.h"
#include "ui/docks/training_form.h"
#include "ui/docks/training_view.h"
#include "ui/document/session_document.h"
#include "ui/document/unsaved_work.h"
#include "ui/jobs/job_runner.h"
#include "ui/jobs/training_feed.h"
#include "ui/models/training_history_model.h"
#include "ui/prompts/file_dialog.h"
#include "ui/prompts/message_box.h"
#include "ui/widgets/message_strip.h"

using namespace espalier;
using namespace espalier::test;
using namespace espalier::ui;

namespace {

constexpr int kTimeout = 30000; // ms
constexpr int kEndless = 100000;
constexpr int kTrainImages = 96;
constexpr int kBatchSize = 16;
constexpr int kStop = 0; ///< answers to whether a run is to stop
constexpr int kGoOn = 1;

/// Every weight of both is the same number.
bool sameWeights(const Model& a, const Model& b)
{
    for (const LayerInfo& layer : a.layers()) {
        for (const ParameterInfo& parameter : layer.parameters) {
            if (parameter.dtype != DType::Float32)
                continue;
            const std::string name = layer.name + '.' + parameter.name;
            const auto left = a.parameter(name).values;
            const auto right = b.parameter(name).values;
            if (!std::equal(left.begin(), left.end(), right.begin(), right.end()))
                return false;
        }
    }
    return true;
}

/// The whole of a field of the form, without scrolling.
bool isSeen(QWidget* widget)
{
    const QWidget* area = widget;
    while (qobject_cast<const QScrollArea*>(area) == nullptr)
        area = area->parentWidget();
    const QWidget* viewport = static_cast<const QScrollArea*>(area)->viewport();
    return widget->isVisible() && viewport->rect().contains(QRect(widget->mapTo(viewport, QPoint()), widget->size()));
}

} // namespace

class TrainingDockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    // What the next run uses.
    void showsWhyWithoutAModel();
    void typingANumberIsOneUndoStep();
    void editsOfTwoFieldsAreTwoUndoSteps();
    void choicesGoToTheDocument();
    void momentumBelongsToSgd();
    void nesterovNeedsMomentum();
    void typingAMomentumKeepsNesterov();
    void learningRateIsTypedAndSteppedOverDecades();
    void wrongDataIsExplainedAndNotTaken();
    void browsedFolderBecomesData();
    void anotherDocumentDropsTypedData();
    void theWheelScrollsPastFields();
    void buttonSaysHowMuch();
    // The run.
    void startWithoutDataLeadsToTheField();
    void finishedRunBecomesTheModelAsOneUndoStep();
    void seriesHoldWhatTheHistorySays();
    void editsDuringARunAreForTheNextOne();
    void stoppedRunOffersItsBestCheckpoint();
    void aDoubleClickDoesNotStop();
    void stoppedAtOnceHasNothingToOffer();
    void pausedRunWaitsAndGoesOn();
    void timeLeftStandsStillWhilePaused();
    void pausedRunCanBeStopped();
    void pausedRunIsARunningOne();
    void everyStopIsSeen_data();
    void everyStopIsSeen();
    void uselessLearningRateIsASentence();
    void missingFilesAreASentence();
    void outdatedMasksAreSaid();
    void masksHoldDuringTheRun();
    void changedMasksKeepTheRunFromBeingTakenOver();
    void anotherDocumentDropsTheRun();
    void theSameFileAgainIsAnotherDocument();
    void anOfferEndsWithItsDocument();
    // A sparsity schedule.
    void aScheduleIsChosenAndDrawn();
    void aScheduleThatCannotBeIsASentence();
    void theScheduleIsSeenInALowDock_data();
    void theScheduleIsSeenInALowDock();
    void aRunLeavesTheFormWhereItIs();
    void aScheduledRunGivesWhatTheCommandLineGives_data();
    void aScheduledRunGivesWhatTheCommandLineGives();
    void aScheduledRunBeginsWithTheDenseNetwork();
    void aScheduledRunCanBePausedAndStopped();

private:
    void useSchedule(const char* schedule, int epochs);
    void useSquares(int epochs);
    void setOptions(int epochs, double learningRate);
    QPushButton* button() const { return child<QPushButton>(m_dock.get(), "startButton"); }
    QPushButton* pauseButton() const { return child<QPushButton>(m_dock.get(), "pauseButton"); }
    QString labelText(const char* name) const { return child<QLabel>(m_dock.get(), name)->text(); }
    int batches() const { return m_dock->view()->lossChart()->pointCount(0); }
    /// Starts a run and pauses it within an epoch; returns the number of batches that were told then.
    int pauseRun();
    MessageStrip& strip() const { return *m_dock->messageStrip(); }
    bool isRunning() const { return m_jobs->isRunning(JobKind::Train); }
    PruneResult pruned() const;

    QTemporaryDir m_folder;
    QString m_squares;
    std::unique_ptr<SessionDocument> m_document;
    std::unique_ptr<JobRunner> m_jobs;
    std::unique_ptr<TrainingDock> m_dock;
};

void TrainingDockTest::init()
{
    if (m_squares.isEmpty())
        m_squares = writeSquares(m_folder.filePath(QStringLiteral("squares")), kTrainImages);
    // Runs of a test are short: each click is one of its own.
    QGuiApplication::styleHints()->setMouseDoubleClickInterval(0);
    m_document = std::make_unique<SessionDocument>();
    m_jobs = std::make_unique<JobRunner>();
    m_dock = std::make_unique<TrainingDock>(*m_document, *m_jobs);
    openInDocument(*m_document, QStringLiteral("train_conv"), QStringLiteral("1,1,8,8"));
    m_dock->resize(1024, 230);
    m_dock->show();
    QVERIFY(QTest::qWaitForWindowActive(m_dock.get()));
}

void TrainingDockTest::cleanup()
{
    m_jobs.reset();
    m_dock.reset();
    m_document.reset();
}

void TrainingDockTest::useSquares(int epochs)
{
    m_document->setData(m_squares);
    setOptions(epochs, 0.05);
}

void TrainingDockTest::setOptions(int epochs, double learningRate)
{
    TrainingOptions options;
    options.epochs = epochs;
    options.batchSize = kBatchSize;
    options.learningRate = learningRate;
    options.lrSchedule = LrScheduleKind::Constant;
    options.seed = 5;
    m_document->setTrainingOptions(options);
}

PruneResult TrainingDockTest::pruned() const
{
    NullProgressSink sink;
    PruneOptions options;
    options.algorithm = m_document->session().algorithm;
    return prune(*m_document->model(), m_document->resolution(), options, sink);
}

void TrainingDockTest::showsWhyWithoutAModel()
{
    QVERIFY(button()->isVisible());
    m_document->close();
    QVERIFY(!button()->isVisible());
    QVERIFY(!child<QLabel>(m_dock.get(), "emptyStateLabel")->text().isEmpty());
    m_dock->startOrStop();
    QVERIFY(!isRunning());
}

void TrainingDockTest::typingANumberIsOneUndoStep()
{
    auto* epochs = child<QSpinBox>(m_dock.get(), "epochsSpinBox");
    epochs->setFocus();
    epochs->selectAll();
    QTest::keyClicks(epochs, QStringLiteral("250"));
    QCOMPARE(m_document->trainingOptions().epochs, 250);
    QCOMPARE(m_document->undoStack()->count(), 1);
    m_document->undoStack()->undo();
    QCOMPARE(m_document->trainingOptions().epochs, 1);
    QCOMPARE(epochs->value(), 1);
}

void TrainingDockTest::editsOfTwoFieldsAreTwoUndoSteps()
{
    child<QSpinBox>(m_dock.get(), "epochsSpinBox")->setValue(7);
    child<QSpinBox>(m_dock.get(), "batchSizeSpinBox")->setValue(64);
    QCOMPARE(m_document->trainingOptions().epochs, 7);
    QCOMPARE(m_document->trainingOptions().batchSize, std::size_t(64));
    m_document->undoStack()->undo();
    QCOMPARE(m_document->trainingOptions().epochs, 7);
    QCOMPARE(m_document->trainingOptions().batchSize, std::size_t(128));
    QCOMPARE(child<QSpinBox>(m_dock.get(), "batchSizeSpinBox")->value(), 128);
}

void TrainingDockTest::choicesGoToTheDocument()
{
    auto* schedule = child<QComboBox>(m_dock.get(), "lrScheduleComboBox");
    schedule->setFocus();
    QTest::keyClick(schedule, Qt::Key_Down);
    QCOMPARE(m_document->trainingOptions().lrSchedule, LrScheduleKind::OneCycle);
    child<QCheckBox>(m_dock.get(), "padCropCheckBox")->click();
    child<QCheckBox>(m_dock.get(), "flipCheckBox")->click();
    QVERIFY(m_document->trainingOptions().augmentation.padCrop);
    QVERIFY(m_document->trainingOptions().augmentation.flip);
    QCOMPARE(m_document->undoStack()->count(), 3);
    m_document->undoStack()->setIndex(0);
    QVERIFY(!child<QCheckBox>(m_dock.get(), "flipCheckBox")->isChecked());
    QCOMPARE(schedule->currentIndex(), static_cast<int>(LrScheduleKind::Cosine));
}

void TrainingDockTest::momentumBelongsToSgd()
{
    auto* momentum = child<QDoubleSpinBox>(m_dock.get(), "momentumSpinBox");
    QVERIFY(momentum->isEnabled());
    auto* optimizer = child<QComboBox>(m_dock.get(), "optimizerComboBox");
    optimizer->setFocus();
    QTest::keyClick(optimizer, Qt::Key_Down);
    QCOMPARE(m_document->trainingOptions().optimizer, OptimizerKind::Adam);
    QVERIFY(!momentum->isEnabled());
    m_document->undoStack()->undo();
    QVERIFY(momentum->isEnabled());
}

void TrainingDockTest::nesterovNeedsMomentum()
{
    auto* nesterov = child<QCheckBox>(m_dock.get(), "nesterovCheckBox");
    auto* momentum = child<QDoubleSpinBox>(m_dock.get(), "momentumSpinBox");
    QVERIFY(nesterov->isEnabled());
    QVERIFY(!nesterov->isChecked());
    QVERIFY(!nesterov->toolTip().isEmpty());
    nesterov->click();
    QVERIFY(m_document->trainingOptions().nesterov);
    QCOMPARE(m_document->undoStack()->count(), 1);
    m_document->undoStack()->undo();
    QVERIFY(!nesterov->isChecked());
    m_document->undoStack()->redo();
    QVERIFY(nesterov->isChecked());

    momentum->setFocus();
    momentum->selectAll();
    QTest::keyClicks(momentum, QStringLiteral("0"));
    QTest::keyClick(momentum, Qt::Key_Return);
    QCOMPARE(m_document->trainingOptions().momentum, 0.0);
    QVERIFY(!m_document->trainingOptions().nesterov);
    QVERIFY(!nesterov->isEnabled());
    QVERIFY(!nesterov->isChecked());
    QVERIFY(nesterov->toolTip().contains(QStringLiteral("momentum")));
    validateTrainingOptions(m_document->trainingOptions()); // would throw
    m_document->undoStack()->undo();
    QVERIFY(nesterov->isEnabled() && nesterov->isChecked());

    auto* optimizer = child<QComboBox>(m_dock.get(), "optimizerComboBox");
    optimizer->setFocus();
    QTest::keyClick(optimizer, Qt::Key_Down);
    QVERIFY(!nesterov->isEnabled());
    QVERIFY(nesterov->toolTip().contains(QStringLiteral("SGD")));
}

void TrainingDockTest::typingAMomentumKeepsNesterov()
{
    auto* nesterov = child<QCheckBox>(m_dock.get(), "nesterovCheckBox");
    auto* momentum = child<QDoubleSpinBox>(m_dock.get(), "momentumSpinBox");
    nesterov->click();
    momentum->setFocus();
    momentum->selectAll();
    QTest::keyClicks(momentum, QStringLiteral("0.8")); // 0 comes first
    QCOMPARE(m_document->trainingOptions().momentum, 0.8);
    QVERIFY(m_document->trainingOptions().nesterov);
    QVERIFY(nesterov->isEnabled() && nesterov->isChecked());
    QCOMPARE(m_document->undoStack()->count(), 2);
    m_document->undoStack()->undo();
    QCOMPARE(m_document->trainingOptions().momentum, 0.9);
    QVERIFY(m_document->trainingOptions().nesterov);
}

void TrainingDockTest::learningRateIsTypedAndSteppedOverDecades()
{
    auto* rate = child<QDoubleSpinBox>(m_dock.get(), "learningRateSpinBox");
    rate->setFocus();
    rate->selectAll();
    QTest::keyClicks(rate, QStringLiteral("2e-4"));
    QCOMPARE(m_document->trainingOptions().learningRate, 2e-4);
    QTest::keyClick(rate, Qt::Key_Up);
    QCOMPARE(m_document->trainingOptions().learningRate, 5e-4);
    QTest::keyClick(rate, Qt::Key_Up);
    QCOMPARE(m_document->trainingOptions().learningRate, 1e-3);
    for (int i = 0; i < 4; ++i)
        QTest::keyClick(rate, Qt::Key_Down);
    QCOMPARE(m_document->trainingOptions().learningRate, 5e-5);
    // A learning rate of 0 is none: the last usable one stays.
    rate->selectAll();
    QTest::keyClicks(rate, QStringLiteral("0"));
    QTest::keyClick(rate, Qt::Key_Return);
    QCOMPARE(m_document->trainingOptions().learningRate, 5e-5);
}

void TrainingDockTest::wrongDataIsExplainedAndNotTaken()
{
    DatasetField& field = m_dock->form()->data();
    field.focusInput();
    QTest::keyClicks(field.comboBox()->lineEdit(), QStringLiteral("fashion-mnist,limit=0"));
    QVERIFY(!field.error().isEmpty());
    auto* label = child<QLabel>(m_dock.get(), "dataErrorLabel");
    QVERIFY(label->isVisible());
    QVERIFY(label->text().contains(QStringLiteral("limit")));
    QTest::keyClick(field.comboBox()->lineEdit(), Qt::Key_Return);
    QVERIFY(m_document->session().data.empty());

    QTest::keyClicks(field.comboBox()->lineEdit(), QStringLiteral("5"));
    field.comboBox()->lineEdit()->setCursorPosition(static_cast<int>(field.text().size()) - 1);
    QTest::keyClick(field.comboBox()->lineEdit(), Qt::Key_Backspace);
    QVERIFY(!label->isVisible());
    QVERIFY(m_document->session().data.empty()); // not before it is finished
    QTest::keyClick(field.comboBox()->lineEdit(), Qt::Key_Return);
    QCOMPARE(m_document->session().data, std::string("fashion-mnist,limit=5"));
    m_document->undoStack()->undo();
    QVERIFY(field.text().isEmpty());

    field.focusInput();
    QTest::keyClicks(field.comboBox()->lineEdit(), QStringLiteral("folder:/no/such/folder,limit=5"));
    QVERIFY(field.error().isEmpty());
    QTest::keyClick(field.comboBox()->lineEdit(), Qt::Key_Return);
    QVERIFY2(label->text().contains(QStringLiteral("/no/such/folder")), qPrintable(label->text()));
    QVERIFY(m_document->session().data.empty());
}

void TrainingDockTest::browsedFolderBecomesData()
{
    DatasetField& field = m_dock->form()->data();
    FileDialog::setNextFileName(m_folder.filePath(QStringLiteral("squares")));
    field.browseButton()->click();
    QCOMPARE(QString::fromStdString(m_document->session().data), m_squares);
    FileDialog::setNextFileName(QString()); // cancelled
    field.browseButton()->click();
    QCOMPARE(QString::fromStdString(m_document->session().data), m_squares);
    QCOMPARE(field.text(), m_squares);
    QCOMPARE(DatasetField::textForFolder(m_folder.path()), QStringLiteral("folder:") + m_folder.path());
}

void TrainingDockTest::anotherDocumentDropsTypedData()
{
    DatasetField& field = m_dock->form()->data();
    QTest::keyClicks(field.comboBox()->lineEdit(), QStringLiteral("fashion-mnist,limit=0"));
    QVERIFY(!field.error().isEmpty());
    openInDocument(*m_document, QStringLiteral("lenet_scripted"));
    QVERIFY(field.text().isEmpty());
    QVERIFY(field.error().isEmpty());
}

void TrainingDockTest::theWheelScrollsPastFields()
{
    const auto turn = [](QWidget* field, int by) {
        const QPointF centre = field->rect().center();
        QWheelEvent wheel(centre, field->mapToGlobal(centre), {}, QPoint(0, by), Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(field, &wheel);
    };
    m_dock->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_dock.get()));
    const QUndoStack& stack = *m_document->undoStack();
    const int steps = stack.count();
    m_dock->form()->data().browseButton()->setFocus();
    int fields = 0;
    for (QWidget* field : m_dock->form()->findChildren<QWidget*>()) {
        if (qobject_cast<QAbstractSpinBox*>(field) == nullptr && qobject_cast<QComboBox*>(field) == nullptr)
            continue;
        ++fields;
        turn(field, -120);
        turn(field, 120);
        QVERIFY2(stack.count() == steps, qPrintable(field->objectName()));
    }
    QCOMPARE(fields, 9);
    // What has the focus is what is meant.
    auto* epochs = child<QSpinBox>(m_dock.get(), "epochsSpinBox");
    epochs->setFocus();
    turn(epochs, 120);
    QCOMPARE(stack.count(), steps + 1);
}

void TrainingDockTest::buttonSaysHowMuch()
{
    child<QSpinBox>(m_dock.get(), "epochsSpinBox")->setValue(12);
    QVERIFY(button()->text().contains(QStringLiteral("12")));
}

void TrainingDockTest::startWithoutDataLeadsToTheField()
{
    button()->setFocus();
    button()->click();
    QVERIFY(!isRunning());
    QVERIFY(strip().isVisible());
    QCOMPARE(strip().severity(), Severity::Warning);
    QVERIFY(m_dock->form()->data().comboBox()->hasFocus());
    m_document->setTrainingOptions({});
    QVERIFY(strip().isVisible());
    m_document->setData(m_squares);
    QVERIFY(!strip().isVisible());
}

void TrainingDockTest::finishedRunBecomesTheModelAsOneUndoStep()
{
    useSquares(3);
    const auto model = m_document->model();
    const int steps = m_document->undoStack()->count();
    QSignalSpy epochs(m_dock->view()->history(), &QAbstractItemModel::rowsInserted);
    button()->click();
    QVERIFY(isRunning());
    QCOMPARE(button()->text(), QStringLiteral("Stop"));
    QTRY_COMPARE_WITH_TIMEOUT(m_document->runs().size(), std::size_t(1), kTimeout);
    QCOMPARE(epochs.count(), 3);
    QVERIFY(!isRunning());
    QCOMPARE(m_document->undoStack()->count(), steps + 1);
    QVERIFY(m_document->model() != model);
    const RunRecord& run = m_document->runs().front();
    QCOMPARE(run.options.epochs, 3);
    QVERIFY(run.result.after.accuracy > run.result.before.accuracy);
    QVERIFY(m_document->currentAccuracyIsFromRun());
    QCOMPARE(m_document->currentAccuracy()->data, m_squares);
    QVERIFY(strip().isVisible());
    m_document->setSeed(7);
    QVERIFY(strip().isVisible()); // the run is the current model still
    m_document->undoStack()->undo();

    m_document->undoStack()->undo();
    QVERIFY(!strip().isVisible());
    QVERIFY(m_document->model() == model);
    QVERIFY(m_document->runs().empty());
    m_document->undoStack()->redo();
    QCOMPARE(m_document->runs().size(), std::size_t(1));
}

void TrainingDockTest::seriesHoldWhatTheHistorySays()
{
    useSquares(2);
    m_document->setBaseline({Evaluation{0.9, 1, 0.3, 60}, m_squares});
    button()->click();
    QTRY_COMPARE_WITH_TIMEOUT(m_document->runs().size(), std::size_t(1), kTimeout);
    const TrainingResult& result = m_document->runs().front().result;
    const LiveLineChart& accuracy = *m_dock->view()->accuracyChart();
    const LiveLineChart& loss = *m_dock->view()->lossChart();
    const int batches = 2 * kTrainImages / kBatchSize;
    QCOMPARE(loss.pointCount(0), batches);
    QCOMPARE(accuracy.pointCount(0), batches);
    QCOMPARE(accuracy.pointCount(2), 3); // the start and each epoch
    QCOMPARE(accuracy.point(2, 0), QPointF(0, 100 * result.before.accuracy));
    QCOMPARE(accuracy.point(2, 2), QPointF(2, 100 * result.history[1].test.accuracy));
    QCOMPARE(loss.point(1, 1), QPointF(2, result.history[1].trainLoss));
    QCOMPARE(accuracy.baseline().value_or(-1), 90.0);
    QVERIFY(accuracy.accessibleDescription().contains(QStringLiteral("Accuracy")));
    // The baseline belongs to its data.
    m_document->setBaseline({Evaluation{0.8, 1, 0.3, 60}, QStringLiteral("fashion-mnist")});
    QVERIFY(!accuracy.baseline());
}

void TrainingDockTest::editsDuringARunAreForTheNextOne()
{
    useSquares(kEndless);
    button()->click();
    QTRY_VERIFY_WITH_TIMEOUT(m_dock->view()->history()->rowCount() > 0, kTimeout);
    auto* uses = child<QLabel>(m_dock.get(), "trainingUsesLabel");
    QVERIFY(uses->isVisible());
    QVERIFY(uses->text().contains(QStringLiteral("SGD")));
    QVERIFY(m_dock->form()->isEnabled());
    auto* optimizer = child<QComboBox>(m_dock.get(), "optimizerComboBox");
    optimizer->setFocus();
    QTest::keyClick(optimizer, Qt::Key_Down);
    QCOMPARE(m_document->trainingOptions().optimizer, OptimizerKind::Adam);
    QVERIFY(uses->text().contains(QStringLiteral("SGD")));
    QVERIFY(!uses->text().contains(QStringLiteral("Adam")));
    button()->click();
    QTRY_VERIFY_WITH_TIMEOUT(!isRunning(), kTimeout);
    QVERIFY(!uses->isVisible());
}

void TrainingDockTest::stoppedRunOffersItsBestCheckpoint()
{
    useSquares(kEndless);
    const auto model = m_document->model();
    button()->click();
    const auto anyBest = [this] {
        const auto& history = m_dock->view()->history()->history();
        return std::any_of(history.begin(), history.end(), [](const EpochEvent& epoch) { return epoch.best; });
    };
    QTRY_VERIFY_WITH_TIMEOUT(anyBest(), kTimeout);
    button()->click();
    QVERIFY(!button()->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(!isRunning(), kTimeout);
    QVERIFY(m_document->runs().empty());
    QVERIFY(m_document->model() == model);
    auto* use = child<QPushButton>(&strip(), "messageStripButton");
    QTRY_VERIFY(use->isVisible());
    use->click();
    QCOMPARE(m_document->runs().size(), std::size_t(1));
    QVERIFY(m_document->runs().front().result.cancelled);
    QVERIFY(m_document->model() != model);
    m_document->undoStack()->undo();
    QVERIFY(m_document->model() == model);
}

void TrainingDockTest::aDoubleClickDoesNotStop()
{
    QGuiApplication::styleHints()->setMouseDoubleClickInterval(1000);
    useSquares(kEndless);
    button()->click();
    button()->click();
    QVERIFY(isRunning() && m_dock->canPause());
    // A click of its own does.
    pauseButton()->click();
    QGuiApplication::styleHints()->setMouseDoubleClickInterval(0);
    QTest::qWait(2);
    MessageBox::setNextAnswer(kStop);
    button()->click();
    QVERIFY(!m_dock->canPause());
    QTRY_VERIFY_WITH_TIMEOUT(!isRunning(), kTimeout);
}

void TrainingDockTest::stoppedAtOnceHasNothingToOffer()
{
    useSquares(kEndless);
    button()->click();
    pauseButton()->click(); // so that no epoch ends meanwhile
    MessageBox::setNextAnswer(kGoOn);
    m_dock->stop();
    QVERIFY(MessageBox::lastDetails().contains(QStringLiteral("nothing of the run would be kept")));
    QVERIFY(m_dock->canPause());
    MessageBox::setNextAnswer(kStop);
    m_dock->stop();
    QTRY_VERIFY_WITH_TIMEOUT(!isRunning(), kTimeout);
    QTRY_VERIFY(button()->isEnabled());
    QVERIFY(strip().isVisible());
    QVERIFY(!child<QPushButton>(&strip(), "messageStripButton")->isVisible());
    QVERIFY(button()->text().contains(QStringLiteral("100000")));
    QVERIFY(m_document->runs().empty());
}

int TrainingDockTest::pauseRun()
{
    useSquares(kEndless);
    button()->click();
    if (!QTest::qWaitFor([this] { return m_dock->view()->history()->rowCount() > 0; }, kTimeout))
        qFatal("The run does not get on.");
    pauseButton()->click();
    if (!QTest::qWaitFor([this] { return m_dock->isHeld(); }, kTimeout))
        qFatal("The run does not pause.");
    // The batch that was being trained is still told, late on a busy machine.
    int told = -1;
    while (std::exchange(told, batches()) != batches())
        QTest::qWait(6 * TrainingFeed::kInterval);
    return batches();
}

void TrainingDockTest::pausedRunWaitsAndGoesOn()
{
    QVERIFY(!pauseButton()->isVisible());
    m_dock->pauseOrResume(); // nothing runs: nothing happens
    QVERIFY(!m_dock->isPaused());
    QSignalSpy changed(m_dock.get(), &TrainingDock::runStateChanged);
    const int told = pauseRun();
    QVERIFY(changed.count() >= 2); // began, paused
    QVERIFY(m_dock->isPaused());
    QVERIFY(isRunning());
    QCOMPARE(pauseButton()->text(), QStringLiteral("Resume"));
    QCOMPARE(button()->text(), QStringLiteral("Stop"));
    QVERIFY2(labelText("trainingPhaseLabel").startsWith(QStringLiteral("Paused in epoch")),
             qPrintable(labelText("trainingPhaseLabel")));
    QCOMPARE(batches(), told);
    pauseButton()->click();
    QVERIFY(!m_dock->isPaused());
    QCOMPARE(pauseButton()->text(), QStringLiteral("Pause"));
    QVERIFY(labelText("trainingPhaseLabel").startsWith(QStringLiteral("Epoch")));
    QTRY_VERIFY_WITH_TIMEOUT(batches() > told, kTimeout);
    button()->click();
    QTRY_VERIFY_WITH_TIMEOUT(!isRunning(), kTimeout);
    QVERIFY(!pauseButton()->isVisible());
}

void TrainingDockTest::timeLeftStandsStillWhilePaused()
{
    pauseRun();
    // Told anew, the time left is the same: with a clock that went on it would have grown.
    QEvent language(QEvent::LanguageChange);
    QCoreApplication::sendEvent(m_dock->view(), &language);
    const QString left = labelText("trainingTimeLeftLabel");
    QVERIFY(!left.isEmpty());
    QTest::qWait(200);
    QCoreApplication::sendEvent(m_dock->view(), &language);
    QCOMPARE(labelText("trainingTimeLeftLabel"), left);
    QVERIFY(labelText("trainingPhaseLabel").startsWith(QStringLiteral("Paused")));
    pauseButton()->click();
    m_dock->stop();
    QTRY_VERIFY_WITH_TIMEOUT(!isRunning(), kTimeout);
}

void TrainingDockTest::pausedRunCanBeStopped()
{
    const int told = pauseRun();
    button()->click();
    QVERIFY(!m_dock->canPause());
    QVERIFY(!pauseButton()->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(!isRunning(), kTimeout);
    QCOMPARE(batches(), told);
    QVERIFY(!m_dock->isPaused());
    QVERIFY(strip().isVisible());
    QVERIFY(strip().text().startsWith(QStringLiteral("Stopped")));
    QVERIFY(labelText("trainingPhaseLabel").contains(QStringLiteral("done")));
    // The next run is not born paused.
    useSquares(1);
    button()->click();
    QTRY_COMPARE_WITH_TIMEOUT(m_document->runs().size(), std::size_t(1), kTimeout);
}

void TrainingDockTest::pausedRunIsARunningOne()
{
    pauseRun();
    MessageBox::setNextAnswer(2);
    const auto save = [] { return false; };
    QVERIFY(!confirmLoss(nullptr, *m_document, *m_jobs, QStringLiteral("Close it?"), save));
    QVERIFY2(MessageBox::lastDetails().contains(QStringLiteral("training")), qPrintable(MessageBox::lastDetails()));
    QVERIFY(m_dock->isPaused()); // nothing has happened
    MessageBox::setNextAnswer(1);
    QVERIFY(confirmLoss(nullptr, *m_document, *m_jobs, QStringLiteral("Close it?"), save));
    QTRY_VERIFY_WITH_TIMEOUT(!isRunning(), kTimeout);
}

void TrainingDockTest::everyStopIsSeen_data()
{
    using Stop = std::function<void(TrainingDock&, JobRunner&)>;
    QTest::addColumn<Stop>("stop");
    const auto row = [](const char* name, Stop stop) { QTest::newRow(name) << std::move(stop); };
    row("menu", [](TrainingDock& dock, JobRunner&) { dock.stop(); });
    row("question", [](TrainingDock&, JobRunner& jobs) { jobs.cancel(JobKind::Train); });
    row("closing", [](TrainingDock&, JobRunner& jobs) { jobs.cancelAll(); });
}

void TrainingDockTest::everyStopIsSeen()
{
    using Stop = std::function<void(TrainingDock&, JobRunner&)>;
    QFETCH(Stop, stop);
    useSquares(kEndless);
    button()->click();
    QTRY_VERIFY_WITH_TIMEOUT(m_dock->view()->history()->rowCount() > 0, kTimeout);
    QVERIFY(m_dock->canPause());
    stop(*m_dock, *m_jobs);
    QVERIFY(!button()->isEnabled());
    QCOMPARE(button()->text(), QStringLiteral("Stopping\u2026"));
    QVERIFY(!m_dock->canPause());
    QTRY_VERIFY_WITH_TIMEOUT(!isRunning(), kTimeout);
    QTRY_VERIFY(button()->isEnabled());
}

void TrainingDockTest::uselessLearningRateIsASentence()
{
    m_document->setData(m_squares);
    setOptions(3, 1e30);
    button()->click();
    QTRY_VERIFY_WITH_TIMEOUT(!isRunning(), kTimeout);
    QTRY_COMPARE(strip().severity(), Severity::Error);
    QVERIFY(strip().text().contains(QStringLiteral("learning rate")));
    QVERIFY(m_document->runs().empty());
    QVERIFY(button()->isEnabled());
}

void TrainingDockTest::missingFilesAreASentence()
{
    m_document->setData(QStringLiteral("mnist:/no/such/folder"));
    button()->click();
    QTRY_VERIFY_WITH_TIMEOUT(!isRunning(), kTimeout);
    QTRY_COMPARE(strip().severity(), Severity::Error);
    QVERIFY(strip().text().contains(QStringLiteral("/no/such/folder")));
}

void TrainingDockTest::outdatedMasksAreSaid()
{
    useSquares(1);
    m_document->setConfigList(configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])"), QStringLiteral("Edit"));
    button()->click();
    QVERIFY(strip().isVisible());
    QCOMPARE(strip().severity(), Severity::Warning);
    QTRY_COMPARE_WITH_TIMEOUT(m_document->runs().size(), std::size_t(1), kTimeout);
    QVERIFY(m_document->masks().empty());

    m_document->adoptMasks(pruned());
    button()->click();
    QVERIFY(!strip().isVisible()); // now they are up to date
    QTRY_COMPARE_WITH_TIMEOUT(m_document->runs().size(), std::size_t(2), kTimeout);

    m_document->setConfigList(configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.25}])"), QStringLiteral("Edit"));
    button()->click();
    QCOMPARE(strip().severity(), Severity::Warning);
    QTRY_COMPARE_WITH_TIMEOUT(m_document->runs().size(), std::size_t(3), kTimeout);
    QVERIFY(m_document->masksOutdated()); // training has not made them newer
}

void TrainingDockTest::masksHoldDuringTheRun()
{
    useSquares(2);
    m_document->setConfigList(configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])"), QStringLiteral("Edit"));
    m_document->adoptMasks(pruned());
    const MaskSet masks = m_document->masks();
    QVERIFY(masks.removedCount() > 0);
    button()->click();
    QTRY_COMPARE_WITH_TIMEOUT(m_document->runs().size(), std::size_t(1), kTimeout);
    QVERIFY(m_document->masks() == masks);
    QVERIFY(!m_document->masksOutdated());
    QVERIFY(m_document->runs().front().result.history.front().sparsity > 0);
}

void TrainingDockTest::changedMasksKeepTheRunFromBeingTakenOver()
{
    useSquares(2);
    m_document->setConfigList(configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])"), QStringLiteral("Edit"));
    const auto model = m_document->model();
    button()->click();
    m_document->adoptMasks(pruned());
    QTRY_VERIFY_WITH_TIMEOUT(!isRunning(), kTimeout);
    auto* use = child<QPushButton>(&strip(), "messageStripButton");
    QTRY_VERIFY(use->isVisible());
    QVERIFY(m_document->runs().empty());
    QVERIFY(m_document->model() == model);
    QVERIFY(!m_document->masks().empty());
    use->click();
    QCOMPARE(m_document->runs().size(), std::size_t(1));
    QVERIFY(m_document->masks().empty()); // the run began without
    m_document->undoStack()->undo();
    QVERIFY(!m_document->masks().empty());
}

void TrainingDockTest::anotherDocumentDropsTheRun()
{
    useSquares(kEndless);
    button()->click();
    QTRY_VERIFY_WITH_TIMEOUT(m_dock->view()->history()->rowCount() > 0, kTimeout);
    m_jobs->cancel(JobKind::Train);
    openInDocument(*m_document, QStringLiteral("train_view"), QStringLiteral("1,1,8,8"));
    QTRY_VERIFY_WITH_TIMEOUT(!isRunning(), kTimeout);
    QTRY_VERIFY(button()->text() != QStringLiteral("Stop"));
    QVERIFY(!strip().isVisible());
    QVERIFY(m_document->runs().empty());
    QCOMPARE(m_dock->view()->history()->rowCount(), 0);
}

void TrainingDockTest::theSameFileAgainIsAnotherDocument()
{
    useSquares(kEndless);
    button()->click();
    QTRY_VERIFY_WITH_TIMEOUT(m_dock->view()->history()->rowCount() > 0, kTimeout);
    m_jobs->cancel(JobKind::Train);
    openInDocument(*m_document, QStringLiteral("train_conv"), QStringLiteral("1,1,8,8"));
    QCOMPARE(m_dock->view()->history()->rowCount(), 0);
    QTRY_VERIFY_WITH_TIMEOUT(!isRunning(), kTimeout);
    QTRY_VERIFY(button()->isEnabled());
    QVERIFY(!strip().isVisible());
    QVERIFY(m_document->runs().empty());
    QCOMPARE(m_dock->view()->history()->rowCount(), 0);
}

void TrainingDockTest::anOfferEndsWithItsDocument()
{
    pauseRun();
    m_dock->stop();
    QTRY_VERIFY_WITH_TIMEOUT(strip().isVisible(), kTimeout);
    // Edits, masks and weights of the same document leave it there.
    m_document->adoptInputs(openTestModel(QStringLiteral("train_conv"), QStringLiteral("1,1,8,8")));
    QVERIFY(strip().isVisible());
    QVERIFY(m_dock->view()->history()->rowCount() > 0);
    openInDocument(*m_document, QStringLiteral("train_conv"), QStringLiteral("1,1,8,8"));
    QVERIFY(!strip().isVisible());
    QCOMPARE(m_dock->view()->history()->rowCount(), 0);
}

void TrainingDockTest::useSchedule(const char* schedule, int epochs)
{
    useSquares(epochs);
    m_document->setAlign(1);
    m_document->setConfigList(configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])"), QStringLiteral("list"));
    m_document->setSparsitySchedule(QLatin1String(schedule));
}

void TrainingDockTest::aScheduleIsChosenAndDrawn()
{
    useSquares(4);
    m_document->setConfigList(configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])"), QStringLiteral("list"));
    auto* combo = child<QComboBox>(m_dock.get(), "sparsityScheduleComboBox");
    const auto* chart = child<ScheduleChart>(m_dock.get(), "scheduleChart");
    QCOMPARE(combo->count(), static_cast<int>(schedules().size()) + 1);
    QVERIFY(chart->isHidden());
    const int steps = m_document->undoStack()->count();
    Q_EMIT combo->activated(combo->findData(QStringLiteral("linear")));
    QCOMPARE(m_document->finetuneStep().sparsitySchedule, std::string("linear"));
    QVERIFY(!chart->isHidden());
    QCOMPARE(chart->curve().size(), std::size_t(4));
    for (std::size_t epoch = 0; epoch < 4; ++epoch)
        QCOMPARE(chart->curve()[epoch], 0.5 * static_cast<double>(epoch) / 3);
    QCOMPARE(chart->line().first(), QPointF(0, 0));
    QCOMPARE(chart->line().last(), QPointF(4, 50)); // the last epoch has a length, too
    QVERIFY(chart->accessibleDescription().contains(QStringLiteral("epoch 4 of 4")));
    QVERIFY(button()->text().contains(QStringLiteral("Prune")));

    auto* iterations = child<QSpinBox>(m_dock.get(), "iterationsParameter");
    QWidget* next = combo->nextInFocusChain();
    while ((next->focusPolicy() & Qt::TabFocus) == 0)
        next = next->nextInFocusChain();
    QCOMPARE(next, iterations); // with the Tab key
    QCOMPARE(iterations->text(), QStringLiteral("auto"));
    child<QSpinBox>(m_dock.get(), "iterationsParameter")->setValue(2);
    QCOMPARE(chart->curve(), (std::vector<double>{0, 0.5, 0.5, 0.5}));
    m_document->setConfigList(configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.25}])"), QStringLiteral("less"));
    QCOMPARE(chart->curve().back(), 0.25);
    m_document->undoStack()->setIndex(steps);
    QCOMPARE(combo->currentIndex(), 0);
    QVERIFY(chart->isHidden());
    QVERIFY(m_dock->findChild<QSpinBox*>(QStringLiteral("iterationsParameter")) == nullptr);
}

void TrainingDockTest::aScheduleThatCannotBeIsASentence()
{
    useSchedule("linear", 2);
    const auto* course = child<QLabel>(m_dock.get(), "scheduleCourseLabel");
    child<QSpinBox>(m_dock.get(), "iterationsParameter")->setValue(9);
    QVERIFY(course->text().contains(QStringLiteral("needs 9 epochs")));
    QVERIFY(child<ScheduleChart>(m_dock.get(), "scheduleChart")->isHidden());
    QVERIFY(!button()->isEnabled());
    QVERIFY(button()->toolTip().contains(QStringLiteral("needs 9 epochs")));
    m_dock->startOrStop(); // by key
    QVERIFY(!isRunning());
    QVERIFY(strip().text().contains(QStringLiteral("needs 9 epochs")));
    child<QSpinBox>(m_dock.get(), "iterationsParameter")->setValue(0);
    QVERIFY(strip().text().isEmpty());
    QVERIFY(button()->isEnabled());
    m_document->setConfigList({}, QStringLiteral("none"));
    QVERIFY(!button()->isEnabled());
    m_dock->startOrStop();
    QVERIFY(!isRunning());
    QCOMPARE(strip().text(), course->text());
    QVERIFY(course->text().contains(QStringLiteral("no layer")));
}

void TrainingDockTest::theScheduleIsSeenInALowDock_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("beside");
    QTest::newRow("low and wide") << QSize(1440, 250) << true;
    QTest::newRow("high and wide") << QSize(1440, 600) << false;
    QTest::newRow("high and narrow") << QSize(900, 600) << false;
    // Nowhere to go: the form scrolls, and the charts keep their room.
    QTest::newRow("low and narrow") << QSize(900, 250) << false;
}

void TrainingDockTest::theScheduleIsSeenInALowDock()
{
    QFETCH(QSize, size);
    QFETCH(bool, beside);
    useSchedule("agp", 6);
    m_dock->resize(size);
    m_dock->show();
    QTRY_COMPARE(m_dock->form()->arrangement(), beside ? Qt::Horizontal : Qt::Vertical);
    QCOMPARE(m_dock->size(), size);
    auto* chart = child<ScheduleChart>(m_dock.get(), "scheduleChart");
    const bool fits = beside || size.height() > 250;
    QTRY_COMPARE(isSeen(chart), fits);
    auto* course = child<QLabel>(m_dock.get(), "scheduleCourseLabel");
    QCOMPARE(course->text(), QStringLiteral("50.0\u00A0% by the start of epoch 6 of 6"));
    if (fits)
        QTRY_VERIFY(isSeen(course));
    if (beside)
        QTRY_VERIFY(course->height() < 2 * course->fontMetrics().lineSpacing());
    QVERIFY(m_dock->view()->width() >= 300);
    // A dock that was made narrow again is narrow.
    m_dock->resize(QSize(900, 250));
    QTRY_COMPARE(m_dock->form()->arrangement(), Qt::Vertical);
    QCOMPARE(m_dock->size(), QSize(900, 250));
}

void TrainingDockTest::aRunLeavesTheFormWhereItIs()
{
    useSchedule("linear", 1000);
    m_dock->resize(1440, 250); // wide enough whatever the fonts
    m_dock->show();
    auto* combo = child<QComboBox>(m_dock.get(), "sparsityScheduleComboBox");
    QTRY_COMPARE(m_dock->form()->arrangement(), Qt::Horizontal);
    // The layout has come to rest once the field is as high as it wants to be.
    QTRY_COMPARE(combo->height(), combo->sizeHint().height());
    QTRY_VERIFY(isSeen(combo));
    const int before = combo->mapTo(m_dock.get(), QPoint()).y();
    button()->click();
    QVERIFY(isRunning());
    QTRY_VERIFY(child<QLabel>(m_dock.get(), "trainingUsesLabel")->isVisible());
    QCoreApplication::processEvents();
    QVERIFY(isSeen(combo));
    QCOMPARE(combo->mapTo(m_dock.get(), QPoint()).y(), before);
    QVERIFY(isSeen(child<ScheduleChart>(m_dock.get(), "scheduleChart")));
    MessageBox::setNextAnswer(kStop); // the full sparsity is a long way off
    m_dock->stop();
    QTRY_VERIFY_WITH_TIMEOUT(!isRunning(), kTimeout);
}

void TrainingDockTest::aScheduledRunGivesWhatTheCommandLineGives_data()
{
    QTest::addColumn<QByteArray>("algorithm");
    QTest::addColumn<QByteArray>("schedule");
    for (const auto& [algorithm, schedule] : {std::pair{"l1", "one_shot"},
                                              {"l1", "linear"},
                                              {"l1", "agp"},
                                              {"l1", "lottery_ticket"},
                                              {"taylor", "agp"},
                                              {"movement", "agp"}})
        QTest::addRow("%s, %s", algorithm, schedule) << QByteArray(algorithm) << QByteArray(schedule);
}

void TrainingDockTest::aScheduledRunGivesWhatTheCommandLineGives()
{
    QFETCH(const QByteArray, algorithm);
    QFETCH(const QByteArray, schedule);
    useSchedule(schedule.constData(), 4);
    m_document->setAlgorithm(QString::fromLatin1(algorithm));
    const auto dense = m_document->model();
    button()->click();
    QTRY_COMPARE_WITH_TIMEOUT(m_document->runs().size(), std::size_t(1), kTimeout);
    const RunRecord& run = m_document->runs().front();
    QCOMPARE(run.schedule, schedule.toStdString());
    QVERIFY(!m_document->masksOutdated());
    QCOMPARE(m_document->masks().find("3")->weight.sparsity(), 0.5);
    QCOMPARE(m_document->maskedLayers().size(), m_document->masks().items().size());
    // What was reached in each epoch is drawn beside the accuracy.
    const LiveLineChart& accuracy = *m_dock->view()->accuracyChart();
    QCOMPARE(accuracy.pointCount(3), 5);
    QCOMPARE(accuracy.point(3, 4).y(), 100 * run.result.history.back().sparsity);
    QVERIFY(schedule == "one_shot" || accuracy.point(3, 1).y() < accuracy.point(3, 4).y());

    const QString file = m_folder.filePath(QStringLiteral("scheduled.espalier"));
    m_document->saveSession(file);
    NullProgressSink sink;
    const SessionResult elsewhere = runSession(readSession(file.toStdString()),
                                               m_folder.filePath(QStringLiteral("out")).toStdString(), sink, nullptr);
    QVERIFY(elsewhere.masks == m_document->masks());
    QVERIFY(sameWeights(*elsewhere.model, *m_document->model()));
    QCOMPARE(elsewhere.finetuned->accuracy, run.result.after.accuracy);
    QCOMPARE(elsewhere.finetuned->loss, run.result.after.loss);
    QVERIFY(!sameWeights(*dense, *m_document->model()));
    m_document->undoStack()->undo();
    QVERIFY(m_document->model() == dense);
    QVERIFY(m_document->masks().empty());
    QVERIFY(m_document->maskedLayers().empty());
}

void TrainingDockTest::aScheduledRunBeginsWithTheDenseNetwork()
{
    useSchedule("agp", 3);
    const auto* uses = child<QLabel>(m_dock.get(), "trainingUsesLabel");
    QVERIFY(!uses->isVisible());
    m_document->adoptMasks(pruned());
    QVERIFY(uses->isVisible());
    QVERIFY2(uses->text().contains(QStringLiteral("dense network")), qPrintable(uses->text()));
    m_document->setSparsitySchedule({});
    QVERIFY(!uses->isVisible());
    m_document->undoStack()->undo();
    QVERIFY(uses->isVisible());
    button()->click();
    QVERIFY(uses->text().contains(QStringLiteral("Fixed when this run began")));
    QTRY_COMPARE_WITH_TIMEOUT(m_document->runs().size(), std::size_t(1), kTimeout);
    QCOMPARE(m_document->runs().front().result.history.front().sparsity, 0.0);
    QVERIFY(m_document->runs().front().result.history.back().sparsity > 0.2);
}

void TrainingDockTest::aScheduledRunCanBePausedAndStopped()
{
    useSchedule("agp", kEndless);
    child<QSpinBox>(m_dock.get(), "iterationsParameter")->setValue(2);
    button()->click();
    QTRY_VERIFY_WITH_TIMEOUT(m_dock->view()->history()->rowCount() > 2, kTimeout);
    pauseButton()->click();
    QTRY_VERIFY_WITH_TIMEOUT(m_dock->isHeld(), kTimeout);
    pauseButton()->click();
    const int told = m_dock->view()->history()->rowCount();
    QTRY_VERIFY_WITH_TIMEOUT(m_dock->view()->history()->rowCount() > told + 1, kTimeout);
    button()->click();
    QTRY_VERIFY_WITH_TIMEOUT(!isRunning(), kTimeout);
    QVERIFY(m_document->runs().empty());
    child<QPushButton>(&strip(), "messageStripButton")->click();
    QCOMPARE(m_document->runs().size(), std::size_t(1));
    QCOMPARE(m_document->masks().find("3")->weight.sparsity(), 0.5);
    QVERIFY(!m_document->masksOutdated());
}

ESPALIER_GUI_TEST_MAIN(TrainingDockTest)

#include "tst_training_dock.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <future>
#include <numeric>
#include <thread>

#include "core/training/pause_gate.h"
#include "core/training/trainer.h"
#include "training_samples.h"

using namespace espalier;
using namespace espalier::test;

namespace {

constexpr int kEpochs = 3;
constexpr int kBatches = 6; ///< of an epoch
constexpr int kHeld = 300;  ///< ms

/// Closes the gate from within the run, so that it is known where the run stands.
struct PausingObserver : RecordingObserver
{
    enum class Event { Started, Batch, Evaluating };

    void started(const Evaluation& evaluation, std::size_t batchCount) override
    {
        RecordingObserver::started(evaluation, batchCount);
        note(Event::Started);
    }
    void batchFinished(const BatchEvent& event) override
    {
        RecordingObserver::batchFinished(event);
        note(Event::Batch);
    }
    void evaluating(double fraction) override
    {
        RecordingObserver::evaluating(fraction);
        note(Event::Evaluating);
    }
    void note(Event event)
    {
        ++events;
        if (event == at && ++seen == nth)
            gate.pause();
    }

    PauseGate gate;
    Event at = Event::Batch;
    int nth = 1; ///< of the events of that kind
    int seen = 0;
    std::atomic<int> events = 0;
};

/// A run on a thread of its own.
struct Run
{
    std::shared_ptr<const Model> model = trainingModel("conv");
    std::shared_ptr<SquaresDataset> train = std::make_shared<SquaresDataset>(96);
    std::shared_ptr<SquaresDataset> test = std::make_shared<SquaresDataset>(300, 2);
    std::stop_source stop;

    TrainingResult now(TrainingObserver* observer, PauseGate* gate) const
    {
        TrainingOptions options = quickOptions(kEpochs);
        options.augmentation = {true, true};
        Trainer trainer(model, everySecondWeight(*model, {"0"}), options);
        trainer.setObserver(observer);
        trainer.setPauseGate(gate);
        return trainer.run(train, test, stop.get_token());
    }

    std::future<TrainingResult> begin(PausingObserver& observer) const
    {
        return std::async(std::launch::async, [this, &observer] { return now(&observer, &observer.gate); });
    }
};

double trainedSeconds(const TrainingResult& result)
{
    return std::accumulate(result.history.begin(), result.history.end(), 0.0,
                           [](double sum, const EpochEvent& epoch) { return sum + epoch.seconds; });
}

} // namespace

class TrainingPauseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anOpenGateHoldsNobody();
    void aClosedGateHoldsUntilItOpens();
    void aStopOpensTheGate();
    void pausedRunStandsStillAndGoesOn_data();
    void pausedRunStandsStillAndGoesOn();
    void pauseIsNotCounted();
    void stopWhilePaused();
    void pauseBeforeTheRun();
};

using Event = PausingObserver::Event;
Q_DECLARE_METATYPE(Event)

void TrainingPauseTest::anOpenGateHoldsNobody()
{
    PauseGate gate;
    QVERIFY(!gate.isPaused());
    QCOMPARE(gate.wait({}).count(), 0.0);
    gate.pause();
    gate.resume();
    QCOMPARE(gate.wait({}).count(), 0.0);
}

void TrainingPauseTest::aClosedGateHoldsUntilItOpens()
{
    PauseGate gate;
    gate.pause();
    gate.pause(); // once more is the same
    QVERIFY(gate.isPaused());
    QVERIFY(!gate.isHolding());
    auto waited = std::async(std::launch::async, [&] { return gate.wait({}); });
    QTRY_VERIFY(gate.isHolding());
    gate.resume();
    QVERIFY(waited.get().count() > 0);
    QVERIFY(!gate.isPaused());
    QVERIFY(!gate.isHolding());
}

void TrainingPauseTest::aStopOpensTheGate()
{
    PauseGate gate;
    gate.pause();
    std::stop_source stop;
    auto waited = std::async(std::launch::async, [&] { return gate.wait(stop.get_token()); });
    QTRY_VERIFY(gate.isHolding());
    stop.request_stop();
    QVERIFY(waited.get().count() > 0);
    QVERIFY(gate.isPaused());
    gate.wait(stop.get_token()); // nor does it hold who comes later
}

void TrainingPauseTest::pausedRunStandsStillAndGoesOn_data()
{
    QTest::addColumn<Event>("at");
    QTest::addColumn<int>("nth");
    QTest::newRow("first measurement") << Event::Evaluating << 1;
    QTest::newRow("start") << Event::Started << 1;
    QTest::newRow("within an epoch") << Event::Batch << kBatches + 2;
    QTest::newRow("last batch of an epoch") << Event::Batch << kBatches;
    QTest::newRow("measurement of an epoch") << Event::Evaluating << 4;
}

void TrainingPauseTest::pausedRunStandsStillAndGoesOn()
{
    QFETCH(Event, at);
    QFETCH(int, nth);
    const Run run;
    RecordingObserver undisturbed;
    const TrainingResult expected = run.now(&undisturbed, nullptr);

    PausingObserver observer;
    observer.at = at;
    observer.nth = nth;
    auto running = run.begin(observer);
    QTRY_VERIFY(observer.gate.isHolding());
    const int events = observer.events;
    QCOMPARE(observer.seen, nth); // nothing of the kind came after the pause was asked for
    QVERIFY(running.wait_for(std::chrono::milliseconds(50)) == std::future_status::timeout);
    QCOMPARE(observer.events.load(), events);
    observer.gate.resume();
    const TrainingResult result = running.get();

    QVERIFY(!result.cancelled);
    QCOMPARE(observer.batches.size(), std::size_t{kEpochs * kBatches});
    QCOMPARE(result.history.size(), expected.history.size());
    for (std::size_t i = 0; i < expected.history.size(); ++i) {
        QVERIFY(result.history[i].trainLoss == expected.history[i].trainLoss);
        QVERIFY(result.history[i].test.loss == expected.history[i].test.loss);
    }
    for (std::size_t i = 0; i < undisturbed.batches.size(); ++i)
        QVERIFY(observer.batches[i].loss == undisturbed.batches[i].loss);
    QCOMPARE(result.bestEpoch, expected.bestEpoch);
    QVERIFY(result.masks == expected.masks);
    QVERIFY(sameTensors(*result.model, *expected.model));
}

void TrainingPauseTest::pauseIsNotCounted()
{
    const Run run;
    PausingObserver observer;
    observer.nth = 2;
    QElapsedTimer whole;
    whole.start();
    auto running = run.begin(observer);
    QTRY_VERIFY(observer.gate.isHolding());
    QElapsedTimer held;
    held.start();
    QTRY_VERIFY(held.hasExpired(kHeld));
    const double pause = static_cast<double>(held.nsecsElapsed()) / 1e9;
    observer.gate.resume();
    const TrainingResult result = running.get();
    const double rest = static_cast<double>(whole.nsecsElapsed()) / 1e9 - pause;
    QVERIFY2(trainedSeconds(result) <= rest, qPrintable(QString::number(trainedSeconds(result))));
    QVERIFY(trainedSeconds(result) > 0);
    // The rate of an epoch is the mean so far: of its last batch, samples over rate are the seconds of its training.
    const BatchEvent& last = observer.batches[kBatches - 1];
    const double seconds = static_cast<double>(run.train->size()) / last.samplesPerSecond;
    QVERIFY2(seconds <= rest, qPrintable(QString::number(seconds)));
}

void TrainingPauseTest::stopWhilePaused()
{
    Run run;
    PausingObserver observer;
    observer.nth = kBatches + 2;
    auto running = run.begin(observer);
    QTRY_VERIFY(observer.gate.isHolding());
    const int events = observer.events;
    run.stop.request_stop();
    const TrainingResult result = running.get();
    QVERIFY(result.cancelled);
    QCOMPARE(observer.events.load(), events);
    QCOMPARE(result.history.size(), std::size_t{1}); // what was finished before the pause is kept
    QVERIFY(result.model != nullptr);
}

void TrainingPauseTest::pauseBeforeTheRun()
{
    const Run run;
    PausingObserver observer;
    observer.nth = -1;
    observer.gate.pause();
    auto running = run.begin(observer);
    QTRY_VERIFY(observer.gate.isHolding());
    QCOMPARE(observer.events.load(), 0);
    observer.gate.resume();
    QCOMPARE(running.get().history.size(), std::size_t{kEpochs});
}

QTEST_GUILESS_MAIN(TrainingPauseTest)
#include "tst_training_pause.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>
#include <new>
#include <stdexcept>

#include "core/base/error.h"
#include "tests/support/gui_test.h"
#include "ui/jobs/job_runner.h"

using namespace espalier;
using namespace espalier::ui;

namespace {

/// Work that goes on until it is asked to stop, then ends as cancelled.
struct UntilStopped
{
    QSemaphore* started;

    int operator()(ProgressSink&, const std::stop_token& stop) const
    {
        started->release();
        QSemaphore stopped;
        const std::stop_callback wake(stop, [&stopped] { stopped.release(); });
        stopped.acquire();
        throwIfStopped(stop);
        return 0;
    }
};

/// Work that goes on until the semaphore lets it end; deaf to stop.
struct UntilReleased
{
    QSemaphore* started;
    QSemaphore* mayEnd;

    int operator()(ProgressSink&, const std::stop_token&) const
    {
        started->release();
        mayEnd->acquire();
        return 0;
    }
};

/// How a job ended, as its callbacks said.
struct Heard
{
    int results = 0;
    int value = 0;
    int failures = 0;
    JobEnd end = JobEnd::Done;
    QString error;
    QThread* thread = nullptr;
    QObject context;

    template <typename Work>
    quint64 start(JobRunner& runner, JobKind kind, Work work)
    {
        return runner.start(
            kind, QStringLiteral("a job"), std::move(work), &context,
            [this](int result) {
                ++results;
                value = result;
                thread = QThread::currentThread();
            },
            [this](JobEnd how, const Message& message) {
                ++failures;
                end = how;
                error = QString::fromStdString(message.english());
                thread = QThread::currentThread();
            });
    }

    int told() const { return results + failures; }
};

int seven(ProgressSink&, const std::stop_token&)
{
    return 7;
}

} // namespace

class JobRunnerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theResultArrivesOnTheUiThread();
    void aRunningJobIsCancelled();
    void aWaitingJobEndsAtOnceAndNeverRuns();
    void whatIsDoneWhenCancelArrivesCounts();
    void aJobThatIsDeafToStopIsCancelledAllTheSame_data();
    void aJobThatIsDeafToStopIsCancelledAllTheSame();
    void theNewestOfAKindWins();
    void aWaitingJobIsReplaced();
    void noExceptionEscapes_data();
    void noExceptionEscapes();
    void nothingIsToldToADeadContext();
    void theMostUrgentGoesFirst();
    void theMostUrgentMeasurementGoesFirst();
    void trainingHasAThreadOfItsOwn();
    void measurementsKeepNobodyWaiting_data();
    void measurementsKeepNobodyWaiting();
    void whoeverIsAskedToStopIsTold();
    void progressIsThrottled();
    void theEndStopsWhatRuns();
    void eachJobIsPrepared();
};

void JobRunnerTest::theResultArrivesOnTheUiThread()
{
    JobRunner runner;
    QSignalSpy started(&runner, &JobRunner::jobStarted);
    QSignalSpy finished(&runner, &JobRunner::jobFinished);
    Heard heard;
    std::atomic<QThread*> worker = nullptr;
    heard.start(runner, JobKind::Prune, [&worker](ProgressSink&, const std::stop_token&) {
        worker = QThread::currentThread();
        return 7;
    });
    QVERIFY(runner.isRunning(JobKind::Prune));
    QCOMPARE(runner.name(JobKind::Prune), QStringLiteral("a job"));
    QCOMPARE(started.count(), 1);
    QTRY_COMPARE(heard.told(), 1);
    QCOMPARE(heard.value, 7);
    QCOMPARE(heard.thread, QThread::currentThread());
    QVERIFY(worker != QThread::currentThread());
    QCOMPARE(finished.count(), 1);
    QCOMPARE(finished.first().at(2).value<JobEnd>(), JobEnd::Done);
    QVERIFY(runner.isIdle());
    QVERIFY(runner.name(JobKind::Prune).isEmpty());
}

void JobRunnerTest::aRunningJobIsCancelled()
{
    JobRunner runner;
    QSignalSpy finished(&runner, &JobRunner::jobFinished);
    QSemaphore started;
    Heard heard;
    heard.start(runner, JobKind::Prune, UntilStopped{&started});
    started.acquire();
    runner.cancel(JobKind::Preview); // another kind
    QVERIFY(runner.isRunning(JobKind::Prune));
    runner.cancel(JobKind::Prune);
    QTRY_COMPARE(heard.failures, 1);
    QCOMPARE(heard.end, JobEnd::Cancelled);
    QCOMPARE(finished.first().at(2).value<JobEnd>(), JobEnd::Cancelled);
    QVERIFY(finished.first().at(3).toString().isEmpty()); // cancelling is no failure: there is nothing to say
    QVERIFY(runner.isIdle());
}

void JobRunnerTest::aWaitingJobEndsAtOnceAndNeverRuns()
{
    JobRunner runner;
    QSemaphore started;
    QSemaphore mayEnd;
    Heard first;
    Heard second;
    std::atomic<bool> ran = false;
    first.start(runner, JobKind::Prune, UntilReleased{&started, &mayEnd});
    started.acquire();
    second.start(runner, JobKind::Preview, [&ran](ProgressSink&, const std::stop_token&) {
        ran = true;
        return 1;
    });
    runner.cancel(JobKind::Preview);
    QCOMPARE(second.failures, 1);
    QCOMPARE(second.end, JobEnd::Cancelled);
    mayEnd.release();
    QTRY_COMPARE(first.results, 1);
    Heard last;
    last.start(runner, JobKind::Preview, seven); // whatever still waited would run before it
    QTRY_COMPARE(last.results, 1);
    QVERIFY(!ran);
    QCOMPARE(second.told(), 1);
}

void JobRunnerTest::whatIsDoneWhenCancelArrivesCounts()
{
    JobRunner runner;
    QSemaphore started;
    Heard heard;
    // As a training does: it stops and hands out its best checkpoint.
    heard.start(runner, JobKind::Train, [&started](ProgressSink& sink, const std::stop_token& stop) {
        try {
            return UntilStopped{&started}(sink, stop);
        } catch (const CancelledError&) {
            return 42;
        }
    });
    started.acquire();
    runner.cancel(JobKind::Train);
    QTRY_COMPARE(heard.results, 1);
    QCOMPARE(heard.value, 42);
}

void JobRunnerTest::aJobThatIsDeafToStopIsCancelledAllTheSame_data()
{
    QTest::addColumn<JobKind>("kind");
    QTest::addColumn<JobEnd>("end");
    QTest::newRow("weights") << JobKind::LoadModel << JobEnd::Cancelled;
    QTest::newRow("pruning") << JobKind::Prune << JobEnd::Cancelled;
    QTest::newRow("accuracy") << JobKind::Accuracy << JobEnd::Cancelled;
    QTest::newRow("written files are there") << JobKind::Export << JobEnd::Done;
}

void JobRunnerTest::aJobThatIsDeafToStopIsCancelledAllTheSame()
{
    QFETCH(JobKind, kind);
    QFETCH(JobEnd, end);
    JobRunner runner;
    QSemaphore started;
    QSemaphore mayEnd;
    Heard heard;
    const QSignalSpy finished(&runner, &JobRunner::jobFinished);
    heard.start(runner, kind, UntilReleased{&started, &mayEnd});
    started.acquire();
    runner.cancel(kind);
    mayEnd.release();
    QTRY_COMPARE(heard.told(), 1);
    QCOMPARE(heard.results, end == JobEnd::Done ? 1 : 0);
    QCOMPARE(finished.count(), 1);
    QCOMPARE(finished.first().at(2).value<JobEnd>(), end);
    QVERIFY(!runner.isRunning(kind));
}

void JobRunnerTest::theNewestOfAKindWins()
{
    JobRunner runner;
    QSignalSpy finished(&runner, &JobRunner::jobFinished);
    QSemaphore started;
    QSemaphore mayEnd;
    Heard running;
    Heard waiting;
    Heard newest;
    running.start(runner, JobKind::Preview, UntilReleased{&started, &mayEnd});
    started.acquire();
    waiting.start(runner, JobKind::Preview, seven);
    newest.start(runner, JobKind::Preview, seven);
    QCOMPARE(finished.count(), 2); // the two older ones, at once
    mayEnd.release();
    QTRY_COMPARE(newest.results, 1);
    QCOMPARE(running.told(), 0);
    QCOMPARE(waiting.told(), 0);
    QCOMPARE(finished.count(), 3);
}

void JobRunnerTest::aWaitingJobIsReplaced()
{
    JobRunner runner;
    QSemaphore started;
    QSemaphore mayEnd;
    Heard busy;
    busy.start(runner, JobKind::Prune, UntilReleased{&started, &mayEnd});
    started.acquire();
    QSignalSpy finished(&runner, &JobRunner::jobFinished);
    const auto nothing = [](ProgressSink&, const std::stop_token&) { return 0; };
    const auto ignoreResult = [](int) {};
    const auto ignoreEnd = [](JobEnd, const Message&) {};
    // Nobody else holds the first one: neither the waiting list nor a worker.
    runner.start(JobKind::Preview, QStringLiteral("first"), nothing, this, ignoreResult, ignoreEnd);
    runner.start(JobKind::Preview, QStringLiteral("second"), nothing, this, ignoreResult, ignoreEnd);
    QCOMPARE(finished.count(), 1);
    QCOMPARE(finished.first().at(1).toString(), QStringLiteral("first"));
    mayEnd.release();
    QTRY_VERIFY(runner.isIdle());
}

void JobRunnerTest::noExceptionEscapes_data()
{
    QTest::addColumn<std::function<void()>>("fail");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, std::function<void()> fail, const char* sentence) {
        QTest::newRow(name) << std::move(fail) << QString::fromLatin1(sentence);
    };
    row(
        "of core",
        [] {
            throw Error(ErrorCode::Io, {"%1 cannot be read.", {"a.pt"}});
        },
        "a.pt cannot be read.");
    row(
        "of the library", [] { throw std::runtime_error("odd"); }, "An unexpected failure: odd");
    row(
        "no memory", [] { throw std::bad_alloc(); }, "There is not enough memory for this.");
    row(
        "no exception class", [] { throw 1; }, "An unexpected failure of unknown kind.");
}

void JobRunnerTest::noExceptionEscapes()
{
    using Fail = std::function<void()>;
    QFETCH(Fail, fail);
    QFETCH(QString, sentence);
    JobRunner runner;
    QSignalSpy finished(&runner, &JobRunner::jobFinished);
    Heard heard;
    heard.start(runner, JobKind::LoadModel, [fail](ProgressSink&, const std::stop_token&) {
        fail();
        return 1;
    });
    QTRY_COMPARE(heard.failures, 1);
    QCOMPARE(heard.end, JobEnd::Failed);
    QCOMPARE(heard.error, sentence);
    QCOMPARE(finished.first().at(3).toString(), sentence);
    heard.start(runner, JobKind::LoadModel, seven); // the thread lives on
    QTRY_COMPARE(heard.results, 1);
}

void JobRunnerTest::nothingIsToldToADeadContext()
{
    JobRunner runner;
    QSignalSpy finished(&runner, &JobRunner::jobFinished);
    QSemaphore started;
    bool told = false;
    auto context = std::make_unique<QObject>();
    runner.start(
        JobKind::Prune, QStringLiteral("a job"), UntilStopped{&started}, context.get(), [&told](int) { told = true; },
        [&told](JobEnd, const Message&) { told = true; });
    started.acquire();
    context.reset(); // asks it to stop as well: nobody wants the result
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(!told);
    QVERIFY(runner.isIdle());
}

void JobRunnerTest::theMostUrgentGoesFirst()
{
    JobRunner runner;
    QSemaphore started;
    QSemaphore mayEnd;
    Heard blocker;
    blocker.start(runner, JobKind::OpenData, UntilReleased{&started, &mayEnd});
    started.acquire();
    QList<JobKind> order; // written by the compute thread, read after the last job has ended
    Heard heard;
    for (const JobKind kind : {JobKind::Preview, JobKind::Prune, JobKind::LoadModel}) {
        heard.start(runner, kind, [&order, kind](ProgressSink&, const std::stop_token&) {
            order.append(kind);
            return 0;
        });
    }
    mayEnd.release();
    QTRY_COMPARE(heard.results, 3);
    const QList<JobKind> expected{JobKind::LoadModel, JobKind::Prune, JobKind::Preview};
    QCOMPARE(order, expected);
}

void JobRunnerTest::theMostUrgentMeasurementGoesFirst()
{
    JobRunner runner;
    QSemaphore started;
    QSemaphore mayEnd;
    QList<int> order; // written by the measuring thread, read after the last job has ended
    Heard heard;
    Heard replaced;
    const auto note = [&order](int number) {
        return [&order, number](ProgressSink&, const std::stop_token&) {
            order.append(number);
            return 0;
        };
    };
    replaced.start(runner, JobKind::Baseline, UntilReleased{&started, &mayEnd});
    started.acquire();
    heard.start(runner, JobKind::Baseline, note(1)); // takes the place of the one that keeps the thread busy
    heard.start(runner, JobKind::Accuracy, note(2));
    mayEnd.release();
    QTRY_COMPARE(heard.results, 2);
    QCOMPARE(order, (QList<int>{2, 1})); // the pruned network's accuracy is looked at first
}

void JobRunnerTest::trainingHasAThreadOfItsOwn()
{
    JobRunner runner;
    QSemaphore started;
    Heard training;
    Heard pruning;
    training.start(runner, JobKind::Train, UntilStopped{&started});
    started.acquire();
    pruning.start(runner, JobKind::Prune, seven);
    QTRY_COMPARE(pruning.results, 1);
    QVERIFY(runner.isRunning(JobKind::Train));
    runner.cancelAll();
    QTRY_COMPARE(training.failures, 1);
}

void JobRunnerTest::measurementsKeepNobodyWaiting_data()
{
    QTest::addColumn<JobKind>("measurement");
    QTest::newRow("dense") << JobKind::Baseline;
    QTest::newRow("pruned") << JobKind::Accuracy;
}

void JobRunnerTest::measurementsKeepNobodyWaiting()
{
    QFETCH(JobKind, measurement);
    JobRunner runner;
    QSemaphore started;
    Heard measuring;
    measuring.start(runner, measurement, UntilStopped{&started});
    started.acquire();
    Heard others;
    int count = 0;
    for (const JobKind kind : {JobKind::Preview, JobKind::Prune, JobKind::Export, JobKind::LoadModel, JobKind::Train}) {
        others.start(runner, kind, seven);
        ++count; // the macro looks more than once
        QTRY_COMPARE(others.results, count);
    }
    QVERIFY(runner.isRunning(measurement));
    runner.cancel(measurement);
    QTRY_COMPARE(measuring.failures, 1);
}

void JobRunnerTest::whoeverIsAskedToStopIsTold()
{
    JobRunner runner;
    QSignalSpy stopping(&runner, &JobRunner::jobStopping);
    QSemaphore started;
    Heard running;
    Heard waiting;
    running.start(runner, JobKind::Prune, UntilStopped{&started});
    started.acquire();
    waiting.start(runner, JobKind::Preview, seven);
    runner.cancel(JobKind::Preview); // ends at once: it does not stop, it never ran
    QCOMPARE(stopping.count(), 0);
    QCOMPARE(waiting.failures, 1);
    runner.cancel(JobKind::Prune);
    QCOMPARE(stopping.count(), 1);
    QCOMPARE(stopping.first().at(0).value<JobKind>(), JobKind::Prune);
    QTRY_COMPARE(running.failures, 1);
}

void JobRunnerTest::progressIsThrottled()
{
    JobRunner runner;
    QSignalSpy progress(&runner, &JobRunner::jobProgress);
    constexpr int kReports = 100000;
    QElapsedTimer clock;
    clock.start();
    Heard heard;
    heard.start(runner, JobKind::Prune, [](ProgressSink& sink, const std::stop_token&) {
        for (int i = 0; i < kReports; ++i)
            sink.progress(static_cast<double>(i) / kReports, {"Layer %1", {std::to_string(i)}});
        return 0;
    });
    QTRY_COMPARE(heard.results, 1);
    // The first at once, then one in 50 ms.
    QVERIFY(progress.count() >= 1);
    QVERIFY(progress.count() <= clock.elapsed() / 50 + 1);
    QCOMPARE(progress.first().at(0).value<JobKind>(), JobKind::Prune);
    QCOMPARE(progress.first().at(1).toDouble(), 0.0);
    QCOMPARE(progress.first().at(2).toString(), QStringLiteral("Layer 0"));
}

void JobRunnerTest::theEndStopsWhatRuns()
{
    QSemaphore started;
    Heard running;
    Heard waiting;
    {
        JobRunner runner;
        running.start(runner, JobKind::Train, UntilStopped{&started});
        running.start(runner, JobKind::Prune, UntilStopped{&started});
        running.start(runner, JobKind::Accuracy, UntilStopped{&started});
        started.acquire(3);
        waiting.start(runner, JobKind::Preview, seven);
    }
    QCoreApplication::processEvents();
    QCOMPARE(running.told() + waiting.told(), 0);
}

void JobRunnerTest::eachJobIsPrepared()
{
    JobRunner runner;
    std::atomic<int> prepared = 0;
    std::atomic<QThread*> preparedOn = nullptr;
    runner.setBeforeJob([&] {
        ++prepared;
        preparedOn = QThread::currentThread();
    });
    Heard heard;
    std::atomic<bool> sameThread = false;
    for (const JobKind kind : {JobKind::Prune, JobKind::Accuracy, JobKind::Train}) {
        heard.start(runner, kind, [&](ProgressSink&, const std::stop_token&) {
            sameThread = preparedOn == QThread::currentThread();
            return 0;
        });
        QTRY_VERIFY(runner.isIdle());
        QVERIFY(sameThread);
    }
    QCOMPARE(prepared.load(), 3);
}

ESPALIER_GUI_TEST_MAIN(JobRunnerTest)

#include "tst_job_runner.moc"

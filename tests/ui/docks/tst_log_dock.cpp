// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/log_dock.h"

#include <QTest>

#include <atomic>
#include <thread>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "tests/support/gui_test.h"
#include "ui/jobs/job_runner.h"

using namespace espalier;
using namespace espalier::ui;

class LogDockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsDoneIsNoted();
    void aRunThatWasStoppedIsNotDone();
    void whatFollowsASliderIsNot_data();
    void whatFollowsASliderIsNot();

private:
    /// Runs one job to its end.
    static void run(JobRunner& jobs, JobKind kind, bool fails)
    {
        QObject context;
        jobs.start(
            kind, QStringLiteral("the work"),
            [fails](ProgressSink&, const std::stop_token&) {
                if (fails)
                    throw Error(ErrorCode::Io, Message{"No luck.", {}});
                return 0;
            },
            &context, [](int) {}, [](JobEnd, const Message&) {});
        QTRY_VERIFY(jobs.isIdle());
    }
};

void LogDockTest::whatIsDoneIsNoted()
{
    JobRunner jobs;
    const LogDock dock(jobs);
    run(jobs, JobKind::Speedup, false);
    QVERIFY(dock.text().contains(QLatin1String("the work: started")));
    QVERIFY(dock.text().contains(QLatin1String("the work: done in")));
}

void LogDockTest::aRunThatWasStoppedIsNotDone()
{
    JobRunner jobs;
    const LogDock dock(jobs);
    QObject context;
    std::atomic<bool> begun = false;
    jobs.start(
        JobKind::Train, QStringLiteral("the work"),
        [&begun](ProgressSink&, const std::stop_token& stop) {
            begun = true;
            while (!stop.stop_requested())
                std::this_thread::yield();
            return 0; // what it has, as a training does
        },
        &context, [](int) {}, [](JobEnd, const Message&) {});
    QTRY_VERIFY(begun);
    jobs.cancel(JobKind::Train);
    QTRY_VERIFY(jobs.isIdle());
    QVERIFY2(dock.text().contains(QLatin1String("the work: stopped after")), qPrintable(dock.text()));
    QVERIFY(!dock.text().contains(QLatin1String("done")));
    run(jobs, JobKind::Train, false); // the next one is another one
    QVERIFY(dock.text().contains(QLatin1String("the work: done in")));
}

void LogDockTest::whatFollowsASliderIsNot_data()
{
    QTest::addColumn<JobKind>("kind");
    QTest::newRow("preview") << JobKind::Preview;
    QTest::newRow("estimate") << JobKind::Estimate;
}

void LogDockTest::whatFollowsASliderIsNot()
{
    QFETCH(JobKind, kind);
    JobRunner jobs;
    const LogDock dock(jobs);
    run(jobs, kind, false);
    QVERIFY2(dock.text().isEmpty(), qPrintable(dock.text()));
    run(jobs, kind, true); // but a failure is
    QVERIFY(dock.text().contains(QLatin1String("No luck.")));
}

ESPALIER_GUI_TEST_MAIN(LogDockTest)

#include "tst_log_dock.moc"

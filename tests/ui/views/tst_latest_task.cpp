// SPDX-License-Identifier: GPL-3.0-or-later
#include <QList>
#include <QSemaphore>
#include <QTest>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>
#include <stdexcept>

#include "core/base/error.h"
#include "tests/support/gui_test.h"
#include "ui/views/latest_task.h"

using namespace espalier;
using namespace espalier::ui;

class LatestTaskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theResultArrivesOnThisThread();
    void theNewestWins();
    void whatIsCancelledIsNotTold();
    void noExceptionEscapes_data();
    void noExceptionEscapes();
    void eachPieceOfWorkIsPrepared();
    void preparationMayFailToo();
};

void LatestTaskTest::theResultArrivesOnThisThread()
{
    LatestTask task;
    std::atomic<QThread*> worker = nullptr;
    QThread* told = nullptr;
    int result = 0;
    task.start(
        [&worker] {
            worker = QThread::currentThread();
            return 7;
        },
        [&](int value) {
            result = value;
            told = QThread::currentThread();
        });
    QTRY_COMPARE(result, 7);
    QCOMPARE(told, QThread::currentThread());
    QVERIFY(worker != told);
}

void LatestTaskTest::theNewestWins()
{
    LatestTask task;
    QSemaphore started;
    QSemaphore mayEnd;
    QList<int> told;
    const auto note = [&told](int value) { told.append(value); };
    std::atomic<bool> waitingRan = false;
    task.start(
        [&] {
            started.release();
            mayEnd.acquire();
            return 1;
        },
        note);
    started.acquire();
    task.start(
        [&waitingRan] {
            waitingRan = true;
            return 2;
        },
        note);
    task.start([] { return 3; }, note);
    mayEnd.release();
    QTRY_COMPARE(told, QList<int>{3});
    QVERIFY(!waitingRan);
}

void LatestTaskTest::whatIsCancelledIsNotTold()
{
    LatestTask task;
    QSemaphore ended;
    bool told = false;
    bool last = false;
    task.start(
        [&ended] {
            ended.release();
            return 1;
        },
        [&told](int) { told = true; });
    ended.acquire();
    task.cancel();
    task.start([] { return 2; }, [&last](int) { last = true; });
    QTRY_VERIFY(last); // comes after whatever was on its way
    QVERIFY(!told);
}

void LatestTaskTest::noExceptionEscapes_data()
{
    QTest::addColumn<std::function<void()>>("fail");
    QTest::addColumn<QString>("warning");
    const auto row = [](const char* name, std::function<void()> fail, const char* warning) {
        QTest::newRow(name) << std::move(fail) << QString::fromLatin1(warning);
    };
    row(
        "of core",
        [] {
            throw Error(ErrorCode::Io, {"%1 cannot be read.", {"a.pt"}});
        },
        "Work for a picture has failed: a.pt cannot be read.");
    row(
        "of the library", [] { throw std::runtime_error("odd"); }, "Work for a picture has failed: odd");
    row(
        "no exception class", [] { throw 1; }, "Work for a picture has failed.");
}

void LatestTaskTest::noExceptionEscapes()
{
    using Fail = std::function<void()>;
    QFETCH(Fail, fail);
    QFETCH(QString, warning);
    LatestTask task;
    QSemaphore failed;
    bool told = false;
    int next = 0;
    QTest::ignoreMessage(QtWarningMsg, qPrintable(warning));
    task.start(
        [fail, &failed] {
            failed.release();
            fail();
            return 1;
        },
        [&told](int) { told = true; });
    failed.acquire(); // a newer one would keep it from being run at all
    task.start([] { return 2; }, [&next](int value) { next = value; });
    QTRY_COMPARE(next, 2); // the thread lives on
    QVERIFY(!told);
}

void LatestTaskTest::eachPieceOfWorkIsPrepared()
{
    LatestTask task;
    std::atomic<int> prepared = 0;
    std::atomic<QThread*> preparedOn = nullptr;
    task.setBeforeTask([&] {
        ++prepared;
        preparedOn = QThread::currentThread();
    });
    for (int i = 1; i <= 2; ++i) {
        bool sameThread = false;
        bool told = false;
        task.start([&] { return preparedOn == QThread::currentThread() && prepared == i; },
                   [&](bool same) {
                       sameThread = same;
                       told = true;
                   });
        QTRY_VERIFY(told);
        QVERIFY(sameThread);
    }
    QCOMPARE(prepared.load(), 2);
}

void LatestTaskTest::preparationMayFailToo()
{
    LatestTask task;
    QSemaphore failed;
    task.setBeforeTask([&failed] {
        failed.release();
        throw std::runtime_error("no threads");
    });
    QTest::ignoreMessage(QtWarningMsg, "Work for a picture has failed: no threads");
    std::atomic<bool> ran = false;
    task.start(
        [&ran] {
            ran = true;
            return 1;
        },
        [](int) {});
    failed.acquire();
    task.setBeforeTask({});
    int next = 0;
    task.start([] { return 2; }, [&next](int value) { next = value; });
    QTRY_COMPARE(next, 2);
    QVERIFY(!ran);
}

ESPALIER_GUI_TEST_MAIN(LatestTaskTest)

#include "tst_latest_task.moc"

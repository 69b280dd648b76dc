// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>

#include <thread>

#include "tests/support/gui_test.h"
#include "ui/jobs/training_feed.h"

using namespace espalier;
using namespace espalier::test;
using namespace espalier::ui;

class TrainingFeedTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyEventArrivesInFewDeliveries();
    void deliverBringsWhatWaits();
    void anEventEndsAnEvaluation();
    void observerMayOutliveTheFeed();
    void onlyTheLatestObserverIsHeard();
};

void TrainingFeedTest::everyEventArrivesInFewDeliveries()
{
    constexpr std::size_t kEvents = 3000;
    TrainingFeed feed;
    std::vector<std::size_t> batches;
    int deliveries = 0;
    const QThread* deliveredOn = nullptr;
    connect(&feed, &TrainingFeed::arrived, this, [&](const TrainingNews& news) {
        ++deliveries;
        deliveredOn = QThread::currentThread();
        for (const BatchEvent& batch : news.batches)
            batches.push_back(batch.batch);
    });
    QElapsedTimer clock;
    clock.start();
    std::jthread training([observer = feed.observe()] {
        for (std::size_t i = 0; i < kEvents; ++i) {
            BatchEvent event;
            event.batch = i;
            observer->batchFinished(event);
            std::this_thread::sleep_for(std::chrono::microseconds(100));
        }
    });
    QTRY_COMPARE(batches.size(), kEvents);
    for (std::size_t i = 0; i < kEvents; ++i)
        QCOMPARE(batches[i], i);
    QVERIFY(deliveredOn == QThread::currentThread());
    // One at once, then one per interval.
    QVERIFY2(deliveries <= clock.elapsed() / TrainingFeed::kInterval + 2, qPrintable(QString::number(deliveries)));
}

void TrainingFeedTest::deliverBringsWhatWaits()
{
    TrainingFeed feed;
    std::vector<int> epochs;
    std::optional<Evaluation> before;
    connect(&feed, &TrainingFeed::arrived, this, [&](const TrainingNews& news) {
        if (news.before)
            before = news.before;
        for (const EpochEvent& epoch : news.epochs)
            epochs.push_back(epoch.epoch);
    });
    const auto observer = feed.observe();
    Evaluation start;
    start.accuracy = 0.25;
    observer->started(start, 4);
    EpochEvent epoch;
    epoch.epoch = 3;
    observer->epochFinished(epoch);
    QVERIFY(epochs.empty());
    feed.deliver();
    QCOMPARE(epochs, std::vector<int>{3});
    QVERIFY(before);
    QCOMPARE(before->accuracy, 0.25);
    feed.deliver(); // nothing twice
    QCOMPARE(epochs.size(), std::size_t(1));
}

void TrainingFeedTest::anEventEndsAnEvaluation()
{
    TrainingFeed feed;
    std::optional<double> evaluating;
    connect(&feed, &TrainingFeed::arrived, this, [&](const TrainingNews& news) { evaluating = news.evaluating; });
    const auto observer = feed.observe();
    observer->evaluating(0.5);
    feed.deliver();
    QCOMPARE(evaluating.value_or(-1), 0.5);
    observer->evaluating(1);
    observer->epochFinished({});
    feed.deliver();
    QVERIFY(!evaluating);
}

void TrainingFeedTest::observerMayOutliveTheFeed()
{
    std::shared_ptr<TrainingObserver> observer;
    int heard = 0;
    {
        TrainingFeed feed;
        connect(&feed, &TrainingFeed::arrived, this, [&] { ++heard; });
        observer = feed.observe();
        observer->batchFinished({});
    }
    observer->batchFinished({});
    QCoreApplication::processEvents();
    QCOMPARE(heard, 0);
}

void TrainingFeedTest::onlyTheLatestObserverIsHeard()
{
    TrainingFeed feed;
    std::vector<double> losses;
    connect(&feed, &TrainingFeed::arrived, this, [&](const TrainingNews& news) {
        for (const BatchEvent& batch : news.batches)
            losses.push_back(batch.loss);
    });
    const auto earlier = feed.observe();
    const auto latest = feed.observe();
    BatchEvent event;
    event.loss = 1;
    earlier->batchFinished(event);
    event.loss = 2;
    latest->batchFinished(event);
    QTRY_COMPARE(losses, std::vector<double>{2});
    QCoreApplication::processEvents();
    QCOMPARE(losses.size(), std::size_t(1));
}

ESPALIER_GUI_TEST_MAIN(TrainingFeedTest)

#include "tst_training_feed.moc"

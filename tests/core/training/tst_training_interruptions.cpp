// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <functional>
#include <limits>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/training/trainer.h"
#include "training_samples.h"

using namespace espalier;
using namespace espalier::test;

namespace {

namespace fs = std::filesystem;

/// Asks to stop as soon as @p when says so, and counts what comes after.
struct StoppingObserver : RecordingObserver
{
    void started(const Evaluation& evaluation, std::size_t batchCount) override
    {
        RecordingObserver::started(evaluation, batchCount);
        check();
    }
    void batchFinished(const BatchEvent& event) override
    {
        RecordingObserver::batchFinished(event);
        check();
    }
    void epochFinished(const EpochEvent& event) override
    {
        RecordingObserver::epochFinished(event);
        check();
    }
    void evaluating(double fraction) override
    {
        RecordingObserver::evaluating(fraction);
        check();
    }
    void check()
    {
        if (stopper.stop_requested())
            ++eventsAfterStop;
        else if (when(*this))
            stopper.request_stop();
    }

    std::function<bool(const StoppingObserver&)> when = [](const StoppingObserver&) { return false; };
    std::stop_source stopper;
    int eventsAfterStop = 0;
};

/// Poisons the training data from one epoch on.
struct PoisoningHook : TrainingHook
{
    std::optional<MaskSet> update_epoch(int epoch) override
    {
        if (epoch >= from)
            data->poisoned = true;
        return std::nullopt;
    }
    std::shared_ptr<SquaresDataset> data;
    int from = 0;
};

struct Run
{
    std::shared_ptr<const Model> model = trainingModel("conv");
    MaskSet masks;
    TrainingOptions options = quickOptions(4);
    std::shared_ptr<SquaresDataset> train = std::make_shared<SquaresDataset>(96);
    std::shared_ptr<SquaresDataset> test = std::make_shared<SquaresDataset>(300, 2);
    fs::path checkpoint;
    fs::path resumeFrom;

    TrainingResult operator()(StoppingObserver* observer = nullptr, TrainingHook* hook = nullptr) const
    {
        Trainer trainer(model, masks, options);
        trainer.setObserver(observer);
        trainer.setHook(hook);
        trainer.setCheckpointFile(checkpoint);
        if (!resumeFrom.empty())
            trainer.resumeFrom(resumeFrom);
        return trainer.run(train, test, observer ? observer->stopper.get_token() : std::stop_token());
    }
};

std::string errorOf(const std::function<void()>& call)
{
    try {
        call();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

} // namespace

class TrainingInterruptionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stopsWithinOneBatch_data();
    void stopsWithinOneBatch();
    void lossThatIsNoNumberAtOnce();
    void lossThatIsNoNumberLater();
    void testLossThatIsNoNumber();
    void resumedRunEqualsUninterrupted_data();
    void resumedRunEqualsUninterrupted();
    void resumesBeforeTheFirstEpochAndAfterTheLast();
    void checkpointOfAnotherRunIsRefused();
    void damagedCheckpointIsRefused();
    void checkpointNeedsAWritablePlace();
    void dataThatDoesNotFit();

private:
    fs::path path(const char* name) const { return fs::path(m_dir.path().toStdString()) / name; }

    QTemporaryDir m_dir;
};

using When = std::function<bool(const StoppingObserver&)>;
Q_DECLARE_METATYPE(When)

void TrainingInterruptionsTest::stopsWithinOneBatch_data()
{
    QTest::addColumn<When>("when");
    QTest::addColumn<int>("epochs");
    QTest::addColumn<int>("starts");
    QTest::newRow("first evaluation") << When([](const StoppingObserver& o) { return o.fractions.size() == 1; }) << 0
                                      << 0;
    QTest::newRow("start") << When([](const StoppingObserver& o) { return o.starts == 1; }) << 0 << 1;
    QTest::newRow("first batch") << When([](const StoppingObserver& o) { return o.batches.size() == 1; }) << 0 << 1;
    QTest::newRow("last batch of an epoch")
        << When([](const StoppingObserver& o) { return o.batches.size() == 6; }) << 0 << 1;
    QTest::newRow("evaluation of an epoch")
        << When([](const StoppingObserver& o) { return o.fractions.size() == 5; }) << 1 << 1;
    QTest::newRow("after an epoch") << When([](const StoppingObserver& o) { return o.epochs.size() == 2; }) << 2 << 1;
    QTest::newRow("third epoch") << When([](const StoppingObserver& o) { return o.batches.size() == 15; }) << 2 << 1;
}

void TrainingInterruptionsTest::stopsWithinOneBatch()
{
    QFETCH(When, when);
    QFETCH(int, epochs);
    QFETCH(int, starts);
    const Run run;
    StoppingObserver observer;
    observer.when = when;
    const TrainingResult result = run(&observer);
    QVERIFY(result.cancelled);
    QCOMPARE(observer.eventsAfterStop, 0);
    QCOMPARE(observer.starts, starts);
    QCOMPARE(static_cast<int>(result.history.size()), epochs);
    QVERIFY(result.model != nullptr);
    NullProgressSink silent;
    const Evaluation found = evaluate(*result.model, result.masks, run.test, {}, silent);
    if (starts > 0)
        QCOMPARE(found.loss, result.after.loss);
    if (epochs == 0)
        QVERIFY(sameTensors(*result.model, *run.model));
}

void TrainingInterruptionsTest::lossThatIsNoNumberAtOnce()
{
    Run run;
    run.options.learningRate = 1e30;
    run.options.lrSchedule = LrScheduleKind::Constant;
    const std::string message = errorOf([&] { run(); });
    for (const char* part : {"epoch 1", "batch ", "1e+30", "smaller learning rate"})
        QVERIFY2(message.find(part) != std::string::npos, message.c_str());
    Run poisoned;
    poisoned.train->poisoned = true;
    const std::string first = errorOf([&] { poisoned(); });
    QVERIFY2(first.find("epoch 1, batch 1 ") != std::string::npos, first.c_str());
}

void TrainingInterruptionsTest::lossThatIsNoNumberLater()
{
    const Run run;
    PoisoningHook hook;
    hook.data = run.train;
    hook.from = 2;
    const TrainingResult result = run(nullptr, &hook);
    QVERIFY(!result.cancelled);
    QCOMPARE(result.history.size(), std::size_t{2});
    QCOMPARE(result.issues.size(), std::size_t{1});
    QVERIFY(result.issues[0].severity == Severity::Error);
    const std::string text = result.issues[0].message.english();
    QVERIFY2(text.find("epoch 3, batch 1 ") != std::string::npos && text.find("0.05") != std::string::npos,
             text.c_str());
    QVERIFY(result.bestEpoch >= 0);
    NullProgressSink silent;
    QCOMPARE(evaluate(*result.model, {}, run.test, {}, silent).loss, result.after.loss);
}

void TrainingInterruptionsTest::testLossThatIsNoNumber()
{
    const Run run;
    PoisoningHook hook;
    hook.data = run.test;
    const std::string message = errorOf([&] { run(nullptr, &hook); });
    QVERIFY2(message.find("test data") != std::string::npos && message.find("epoch 1 ") != std::string::npos,
             message.c_str());
    run.test->poisoned = false;
    hook.from = 1;
    const TrainingResult result = run(nullptr, &hook);
    QCOMPARE(result.history.size(), std::size_t{1});
    QCOMPARE(result.issues.size(), std::size_t{1});
}

void TrainingInterruptionsTest::resumedRunEqualsUninterrupted_data()
{
    QTest::addColumn<int>("optimizer");
    QTest::addColumn<int>("schedule");
    QTest::addColumn<bool>("masked");
    const auto row = [](const char* name, OptimizerKind kind, LrScheduleKind schedule, bool masked) {
        QTest::newRow(name) << static_cast<int>(kind) << static_cast<int>(schedule) << masked;
    };
    row("sgd", OptimizerKind::Sgd, LrScheduleKind::Cosine, false);
    row("sgd with masks", OptimizerKind::Sgd, LrScheduleKind::Cosine, true);
    row("adam", OptimizerKind::Adam, LrScheduleKind::Step, true);
    row("adamw", OptimizerKind::AdamW, LrScheduleKind::OneCycle, true);
}

void TrainingInterruptionsTest::resumedRunEqualsUninterrupted()
{
    QFETCH(int, optimizer);
    QFETCH(int, schedule);
    QFETCH(bool, masked);
    Run run;
    run.options.optimizer = static_cast<OptimizerKind>(optimizer);
    run.options.lrSchedule = static_cast<LrScheduleKind>(schedule);
    run.options.learningRate = 0.01;
    run.options.augmentation = {true, true};
    if (masked)
        run.masks = everySecondWeight(*run.model, {"0", "3"});
    const TrainingResult whole = run();

    run.checkpoint = path("run");
    StoppingObserver observer;
    observer.when = [](const StoppingObserver& o) { return o.batches.size() == 15; };
    QCOMPARE(run(&observer).history.size(), std::size_t{2});
    run.resumeFrom = path("run");
    StoppingObserver rest;
    const TrainingResult resumed = run(&rest);

    QCOMPARE(rest.starts, 1);
    QCOMPARE(rest.batches.size(), std::size_t{12});
    QCOMPARE(rest.before.loss, whole.before.loss);
    QCOMPARE(resumed.history.size(), whole.history.size());
    for (std::size_t i = 0; i < whole.history.size(); ++i) {
        QCOMPARE(resumed.history[i].epoch, static_cast<int>(i));
        QVERIFY(resumed.history[i].trainLoss == whole.history[i].trainLoss);
        QVERIFY(resumed.history[i].trainAccuracy == whole.history[i].trainAccuracy);
        QVERIFY(resumed.history[i].test.loss == whole.history[i].test.loss);
        QVERIFY(resumed.history[i].test.accuracy == whole.history[i].test.accuracy);
        QVERIFY(resumed.history[i].learningRate == whole.history[i].learningRate);
        QVERIFY(resumed.history[i].best == whole.history[i].best);
    }
    QCOMPARE(resumed.bestEpoch, whole.bestEpoch);
    QVERIFY(resumed.after.loss == whole.after.loss);
    QVERIFY(resumed.masks == whole.masks);
    QVERIFY(sameTensors(*resumed.model, *whole.model));
}

void TrainingInterruptionsTest::resumesBeforeTheFirstEpochAndAfterTheLast()
{
    Run run;
    const TrainingResult whole = run();
    run.checkpoint = path("early");
    StoppingObserver observer;
    observer.when = [](const StoppingObserver& o) { return o.batches.size() == 2; };
    QVERIFY(run(&observer).history.empty());
    run.resumeFrom = run.checkpoint;
    QVERIFY(sameTensors(*run().model, *whole.model));
    // The checkpoint of a finished run gives its result without another batch.
    StoppingObserver nothing;
    const TrainingResult finished = run(&nothing);
    QVERIFY(nothing.batches.empty());
    QVERIFY(sameTensors(*finished.model, *whole.model));
    QCOMPARE(finished.after.accuracy, whole.after.accuracy);
}

void TrainingInterruptionsTest::checkpointOfAnotherRunIsRefused()
{
    Run run;
    run.options.epochs = 1;
    run.checkpoint = path("other");
    run();
    const auto refusal = [&](const std::function<void(Run&)>& change) {
        Run changed;
        changed.options.epochs = 1;
        changed.resumeFrom = path("other");
        change(changed);
        return errorOf([&] { changed(); });
    };
    QVERIFY(refusal([](Run&) {}).empty());
    QVERIFY(refusal([](Run& r) { r.options.epochs = 2; }).find("training options") != std::string::npos);
    QVERIFY(refusal([](Run& r) { ++r.options.seed; }).find("training options") != std::string::npos);
    QVERIFY(refusal([](Run& r) { r.options.mean = {0.5}; }).find("training options") != std::string::npos);
    QVERIFY(refusal([](Run& r) { r.model = trainingModel("view"); }).find("another model") != std::string::npos);
    QVERIFY(refusal([](Run& r) { r.masks = everySecondWeight(*r.model, {"0"}); }).find("other masks")
            != std::string::npos);
    QVERIFY(refusal([](Run& r) { r.train = std::make_shared<SquaresDataset>(95); }).find("other training data")
            != std::string::npos);
    QVERIFY(refusal([](Run& r) { r.test = std::make_shared<SquaresDataset>(300, 3); }).find("other test data")
            != std::string::npos);
}

void TrainingInterruptionsTest::damagedCheckpointIsRefused()
{
    Run run;
    run.options.epochs = 1;
    run.checkpoint = path("good");
    run();
    std::ifstream stream(path("good"), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    QVERIFY(bytes.size() > 1000);
    const auto refusal = [&](const std::string& content) {
        std::ofstream(path("bad"), std::ios::binary) << content;
        Trainer trainer(run.model, {}, run.options);
        return errorOf([&] { trainer.resumeFrom(path("bad")); });
    };
    QVERIFY(refusal(bytes).empty());
    for (std::size_t length : {std::size_t{0}, std::size_t{10}, std::size_t{33}, bytes.size() / 2, bytes.size() - 1}) {
        const std::string message = refusal(bytes.substr(0, length));
        QVERIFY2(message.find(path("bad").string()) != std::string::npos, message.c_str());
    }
    for (std::size_t at = 3; at < bytes.size(); at += bytes.size() / 50) {
        std::string changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ 0x10);
        QVERIFY(!refusal(changed).empty());
    }
    QVERIFY(refusal(bytes + "x").find("damaged") != std::string::npos);
    Trainer trainer(run.model, {}, run.options);
    const std::string missing = errorOf([&] { trainer.resumeFrom(path("missing")); });
    QVERIFY(missing.find("missing") != std::string::npos);
    QVERIFY(!errorOf([&] { trainer.resumeFrom(m_dir.path().toStdString()); }).empty());
}

void TrainingInterruptionsTest::checkpointNeedsAWritablePlace()
{
    Run run;
    std::ofstream(path("file")) << "x";
    run.checkpoint = path("file") / "below" / "run";
    const std::string message = errorOf([&] { run(); });
    QVERIFY2(message.find(path("file").string()) != std::string::npos, message.c_str());
}

void TrainingInterruptionsTest::dataThatDoesNotFit()
{
    Run run;
    run.train = std::make_shared<SquaresDataset>(50, 1, ImageSize{1, 8, 8}, 5);
    const std::string classes = errorOf([&] { run(); });
    QVERIFY2(classes.find("5 classes") != std::string::npos && classes.find("3 outputs") != std::string::npos,
             classes.c_str());
    run.train = std::make_shared<SquaresDataset>(50);
    run.test = std::make_shared<SquaresDataset>(50, 1, ImageSize{1, 10, 10});
    const std::string size = errorOf([&] { run(); });
    QVERIFY2(size.find("1x10x10") != std::string::npos && size.find("size=") != std::string::npos, size.c_str());
    run.test = std::make_shared<SquaresDataset>(50);
    run.options.mean = {1, 2};
    QVERIFY(!errorOf([&] { run(); }).empty());
}

QTEST_GUILESS_MAIN(TrainingInterruptionsTest)
#include "tst_training_interruptions.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <cmath>

#include "core/base/progress_sink.h"
#include "core/model/compute_environment.h"
#include "core/training/learning_rate_schedule.h"
#include "core/training/trainer.h"
#include "training_samples.h"

using namespace espalier;
using namespace espalier::test;

namespace {

constexpr double kLearnedAccuracy = 0.95;

TrainingResult train(const std::shared_ptr<const Model>& model, const TrainingOptions& options,
                     const MaskSet& masks = {}, TrainingObserver* observer = nullptr, std::size_t images = 96)
{
    Trainer trainer(model, masks, options);
    trainer.setObserver(observer);
    return trainer.run(std::make_shared<SquaresDataset>(images), std::make_shared<SquaresDataset>(60, 2));
}

/// Pulls at the scales of the first norm, and remembers its first step.
class PullingHook final : public TrainingHook
{
public:
    static constexpr const char* kScales = "1.weight";
    static constexpr double kStrength = 0.25;

    void begin(const TrainingView& view) override { m_view = &view; }
    void gradientsReady() override
    {
        before = m_view->values(kScales);
        gradient = m_view->gradient(kScales);
    }
    std::vector<L1Penalty> penalties() const override { return {{kScales, kStrength}, {"nowhere", 1}}; }
    void step() override { after = m_view->values(kScales); }

    std::vector<float> before;
    std::vector<float> gradient;
    std::vector<float> after;

private:
    const TrainingView* m_view = nullptr;
};

bool sameHistory(const TrainingResult& a, const TrainingResult& b)
{
    if (a.history.size() != b.history.size())
        return false;
    for (std::size_t i = 0; i < a.history.size(); ++i) {
        if (a.history[i].trainLoss != b.history[i].trainLoss || a.history[i].test.loss != b.history[i].test.loss)
            return false;
    }
    return true;
}

} // namespace

class TrainerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void learns_data();
    void learns();
    void originalModelIsUntouched();
    void tellsTheObserver();
    void learningRateFollowsTheSchedule();
    void resultIsTheBestCheckpoint();
    void lowerLossDecidesAmongEqualAccuracies();
    void startCountsAsCheckpoint();
    void sameSeedSameResult();
    void otherSeedOtherResult();
    void augmentationAndNormalization();
    void frozenParametersStay();
    void sharedParametersStayShared();
    void singleImageAtTheEndIsSkipped();
    void penaltiesPullTowardsZero();
};

void TrainerTest::learns_data()
{
    QTest::addColumn<QByteArray>("network");
    QTest::addColumn<int>("optimizer");
    const auto row = [](const char* network, OptimizerKind kind) {
        QTest::addRow("%s, %s", network, optimizerName(kind)) << QByteArray(network) << static_cast<int>(kind);
    };
    row("conv", OptimizerKind::Sgd);
    row("conv", OptimizerKind::Adam);
    row("conv", OptimizerKind::AdamW);
    row("view", OptimizerKind::Sgd);
    row("rgb", OptimizerKind::Sgd);
    row("flat", OptimizerKind::Adam);
    row("log_softmax", OptimizerKind::Adam);
}

void TrainerTest::learns()
{
    QFETCH(QByteArray, network);
    QFETCH(int, optimizer);
    TrainingOptions options = quickOptions(12);
    options.optimizer = static_cast<OptimizerKind>(optimizer);
    options.learningRate = options.optimizer == OptimizerKind::Sgd ? 0.05 : 0.01;
    const TrainingResult result = train(trainingModel(network.toStdString()), options);
    QVERIFY2(result.after.accuracy >= kLearnedAccuracy, qPrintable(QString::number(result.after.accuracy)));
    QVERIFY(result.before.accuracy < result.after.accuracy);
    QVERIFY(!result.cancelled);
    QVERIFY(result.issues.empty());
    QCOMPARE(result.history.size(), std::size_t{12});
}

void TrainerTest::originalModelIsUntouched()
{
    const auto model = trainingModel("conv");
    const TrainingResult result = train(model, quickOptions());
    QVERIFY(sameTensors(*model, *trainingModel("conv")));
    QVERIFY(!sameTensors(*model, *result.model));
}

void TrainerTest::tellsTheObserver()
{
    RecordingObserver observer;
    const TrainingResult result = train(trainingModel("conv"), quickOptions(2), {}, &observer, 40);
    QCOMPARE(observer.starts, 1);
    QCOMPARE(observer.batchesPerEpoch, std::size_t{3});
    QCOMPARE(observer.before.samples, std::size_t{60});
    QCOMPARE(observer.before.loss, result.before.loss);
    QCOMPARE(observer.batches.size(), std::size_t{6});
    for (std::size_t i = 0; i < observer.batches.size(); ++i) {
        const BatchEvent& event = observer.batches[i];
        QCOMPARE(event.epoch, static_cast<int>(i / 3));
        QCOMPARE(event.batch, i % 3);
        QCOMPARE(event.batches, std::size_t{3});
        QVERIFY(std::isfinite(event.loss) && event.loss > 0);
        QVERIFY(event.accuracy >= 0 && event.accuracy <= 1);
        QVERIFY(event.samplesPerSecond > 0);
    }
    QCOMPARE(observer.epochs.size(), std::size_t{2});
    for (std::size_t epoch = 0; epoch < 2; ++epoch) {
        const BatchEvent* first = &observer.batches[3 * epoch];
        // 16, 16 and 8 images.
        const double loss = (16 * first[0].loss + 16 * first[1].loss + 8 * first[2].loss) / 40;
        const double accuracy = (16 * first[0].accuracy + 16 * first[1].accuracy + 8 * first[2].accuracy) / 40;
        constexpr double kTolerance = 1e-9;
        QVERIFY(std::abs(observer.epochs[epoch].trainLoss - loss) < kTolerance);
        QVERIFY(std::abs(observer.epochs[epoch].trainAccuracy - accuracy) < kTolerance);
        QCOMPARE(observer.epochs[epoch].test.samples, std::size_t{60});
        QCOMPARE(observer.epochs[epoch].sparsity, 0.0);
        QVERIFY(observer.epochs[epoch].seconds > 0);
    }
    QCOMPARE(observer.fractions.back(), 1.0);
}

void TrainerTest::learningRateFollowsTheSchedule()
{
    for (LrScheduleKind kind :
         {LrScheduleKind::Constant, LrScheduleKind::Step, LrScheduleKind::Cosine, LrScheduleKind::OneCycle}) {
        TrainingOptions options = quickOptions(4);
        options.lrSchedule = kind;
        RecordingObserver observer;
        train(trainingModel("flat"), options, {}, &observer, 48);
        QCOMPARE(observer.batches.size(), std::size_t{12});
        for (std::size_t i = 0; i < 12; ++i)
            QCOMPARE(observer.batches[i].learningRate, learningRate(kind, options.learningRate, {i, 12}));
    }
}

void TrainerTest::resultIsTheBestCheckpoint()
{
    const auto model = trainingModel("conv");
    const auto test = std::make_shared<SquaresDataset>(60, 2);
    const TrainingResult result = train(model, quickOptions(5));
    int best = -1;
    Evaluation highest = result.before;
    for (const EpochEvent& event : result.history) {
        const bool equal = event.test.accuracy == highest.accuracy;
        QCOMPARE(event.best, equal ? event.test.loss < highest.loss : event.test.accuracy > highest.accuracy);
        if (event.best) {
            best = event.epoch;
            highest = event.test;
        }
    }
    QVERIFY(best >= 0);
    QCOMPARE(result.bestEpoch, best);
    QCOMPARE(result.after.accuracy, highest.accuracy);
    QCOMPARE(result.after.loss, highest.loss);
    NullProgressSink silent;
    const Evaluation again = evaluate(*result.model, result.masks, test, {}, silent);
    QCOMPARE(again.accuracy, result.after.accuracy);
    QCOMPARE(again.loss, result.after.loss);
}

void TrainerTest::lowerLossDecidesAmongEqualAccuracies()
{
    const auto model = train(trainingModel("conv"), quickOptions(10)).model;
    const TrainingResult result = train(model, quickOptions(4));
    QCOMPARE(result.before.accuracy, 1.0);
    QCOMPARE(result.after.accuracy, 1.0);
    double lowest = result.before.loss;
    for (const EpochEvent& event : result.history) {
        if (event.test.accuracy == 1.0)
            lowest = std::min(lowest, event.test.loss);
    }
    QVERIFY(lowest < result.before.loss);
    QCOMPARE(result.after.loss, lowest);
    QVERIFY(result.bestEpoch >= 0);
    QVERIFY(result.issues.empty());
}

void TrainerTest::startCountsAsCheckpoint()
{
    TrainingOptions options = quickOptions(10);
    const auto model = train(trainingModel("conv"), options).model;
    // Nothing can beat 100 %, and steps this large forget what was learned.
    options.epochs = 2;
    options.learningRate = 3;
    const TrainingResult result = train(model, options);
    QCOMPARE(result.before.accuracy, 1.0);
    QCOMPARE(result.bestEpoch, -1);
    QCOMPARE(result.after.loss, result.before.loss);
    QVERIFY(sameTensors(*result.model, *model));
    QCOMPARE(result.issues.size(), std::size_t{1});
    QVERIFY(result.issues[0].severity == Severity::Warning && result.issues[0].message == unchangedByTraining());
}

void TrainerTest::sameSeedSameResult()
{
    setComputeThreads(1);
    for (OptimizerKind kind : {OptimizerKind::Sgd, OptimizerKind::Adam}) {
        TrainingOptions options = quickOptions();
        options.optimizer = kind;
        options.augmentation = {true, true};
        const TrainingResult first = train(trainingModel("conv"), options);
        const TrainingResult second = train(trainingModel("conv"), options);
        QVERIFY(sameTensors(*first.model, *second.model));
        QVERIFY(sameHistory(first, second));
    }
    setComputeThreads(0);
}

void TrainerTest::otherSeedOtherResult()
{
    TrainingOptions options = quickOptions();
    const TrainingResult first = train(trainingModel("conv"), options);
    ++options.seed;
    const TrainingResult second = train(trainingModel("conv"), options);
    QVERIFY(!sameHistory(first, second));
    QCOMPARE(first.before.loss, second.before.loss);
}

void TrainerTest::augmentationAndNormalization()
{
    const TrainingOptions plain = quickOptions(1);
    const TrainingResult reference = train(trainingModel("conv"), plain);
    TrainingOptions changed = plain;
    changed.augmentation.flip = true;
    const TrainingResult flipped = train(trainingModel("conv"), changed);
    QVERIFY(!sameHistory(reference, flipped));
    // Test images are never augmented.
    QCOMPARE(flipped.before.loss, reference.before.loss);
    changed = plain;
    changed.mean = {0.5};
    changed.std = {0.25};
    const TrainingResult normalized = train(trainingModel("conv"), changed);
    QVERIFY(normalized.before.loss != reference.before.loss);
    Model stored = trainingModel("conv")->clone();
    stored.setNormalization({{0.5}, {0.25}});
    QVERIFY(sameHistory(train(std::make_shared<const Model>(std::move(stored)), plain), normalized));
}

void TrainerTest::frozenParametersStay()
{
    const auto model = trainingModel("frozen");
    const TrainingResult result = train(model, quickOptions());
    QVERIFY(result.bestEpoch >= 0);
    const auto before = model->parameter("0.weight").values;
    const auto after = result.model->parameter("0.weight").values;
    QVERIFY(std::equal(before.begin(), before.end(), after.begin(), after.end()));
    const auto trainedBefore = model->parameter("3.weight").values;
    const auto trainedAfter = result.model->parameter("3.weight").values;
    QVERIFY(!std::equal(trainedBefore.begin(), trainedBefore.end(), trainedAfter.begin(), trainedAfter.end()));
}

void TrainerTest::sharedParametersStayShared()
{
    TrainingOptions options = quickOptions();
    options.momentum = 0;
    const auto model = trainingModel("tied");
    const TrainingResult result = train(model, options);
    QVERIFY(result.bestEpoch >= 0);
    const auto first = result.model->parameter("first.weight").values;
    const auto second = result.model->parameter("second.weight").values;
    QVERIFY(std::equal(first.begin(), first.end(), second.begin(), second.end()));
    const auto before = model->parameter("first.weight").values;
    QVERIFY(!std::equal(first.begin(), first.end(), before.begin(), before.end()));
}

void TrainerTest::singleImageAtTheEndIsSkipped()
{
    RecordingObserver observer;
    train(trainingModel("conv"), quickOptions(1), {}, &observer, 33);
    QCOMPARE(observer.batches.size(), std::size_t{2});
}

void TrainerTest::penaltiesPullTowardsZero()
{
    Model model = trainingModel("conv")->clone();
    const std::vector<float> scales{1, -1, 0.5F, -0.5F, 0, 2, 0.25F, -2};
    model.setParameter(PullingHook::kScales, scales);
    TrainingOptions options = quickOptions(1);
    options.momentum = 0;
    options.weightDecay = 0;
    PullingHook hook;
    const auto start = std::make_shared<const Model>(std::move(model));
    // The first channel is masked.
    Trainer trainer(start, firstChannels(*start, "0", 1), options);
    trainer.setHook(&hook);
    trainer.run(std::make_shared<SquaresDataset>(options.batchSize), std::make_shared<SquaresDataset>(30, 2));
    QCOMPARE(hook.before, scales);
    QCOMPARE(hook.after[0], scales[0]);
    for (std::size_t i = 1; i < scales.size(); ++i) {
        const double sign = scales[i] > 0 ? 1 : scales[i] < 0 ? -1 : 0;
        const double expected =
            static_cast<double>(scales[i])
            - options.learningRate * (static_cast<double>(hook.gradient[i]) + PullingHook::kStrength * sign);
        QVERIFY2(std::abs(static_cast<double>(hook.after[i]) - expected) < 1e-6, qPrintable(QString::number(i)));
    }
}

QTEST_GUILESS_MAIN(TrainerTest)
#include "tst_trainer.moc"

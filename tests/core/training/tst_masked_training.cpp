// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <bit>
#include <cmath>
#include <functional>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/pruning/norm_masks.h"
#include "core/training/trainer.h"
#include "training_samples.h"

using namespace espalier;
using namespace espalier::test;

namespace {

TrainingResult train(const std::shared_ptr<const Model>& model, const TrainingOptions& options, const MaskSet& masks,
                     TrainingHook* hook = nullptr, bool normMasks = true)
{
    Trainer trainer(model, masks, options);
    trainer.setHook(hook);
    trainer.setNormMasks(normMasks);
    return trainer.run(std::make_shared<SquaresDataset>(96), std::make_shared<SquaresDataset>(60, 2));
}

struct Comparison
{
    int maskedChanged = 0;
    int maskedSame = 0;
    int keptChanged = 0;
    int keptSame = 0;
};

void compare(const ParameterView& before, const ParameterView& after, const Mask& mask, Comparison& counts)
{
    for (std::size_t i = 0; i < mask.keep.size(); ++i) {
        const bool same =
            std::bit_cast<std::uint32_t>(before.values[i]) == std::bit_cast<std::uint32_t>(after.values[i]);
        ++(mask.keep[i] ? (same ? counts.keptSame : counts.keptChanged)
                        : (same ? counts.maskedSame : counts.maskedChanged));
    }
}

Comparison compare(const Model& before, const Model& after, const MaskSet& masks)
{
    Comparison counts;
    for (const auto& [layer, mask] : masks.items()) {
        compare(before.parameter(layer + ".weight"), after.parameter(layer + ".weight"), mask.weight, counts);
        if (mask.bias)
            compare(before.parameter(layer + ".bias"), after.parameter(layer + ".bias"), *mask.bias, counts);
    }
    return counts;
}

Evaluation evaluated(const Model& model, const MaskSet& masks)
{
    NullProgressSink silent;
    return evaluate(model, masks, std::make_shared<SquaresDataset>(60, 2), {}, silent);
}

MaskSet removeEverything(const Model& model, const std::string& layer)
{
    return firstChannels(model, layer, model.parameter(layer + ".weight").shape[0]);
}

/// Gives out masks at one epoch and counts what it is told.
struct MaskingHook : TrainingHook
{
    std::optional<MaskSet> update_epoch(int epoch) override
    {
        epochs.push_back(epoch);
        return epoch == at ? std::optional(masks) : std::nullopt;
    }
    void step() override { ++steps; }

    int at = -1;
    MaskSet masks;
    std::vector<int> epochs;
    int steps = 0;
};

} // namespace

class MaskedTrainingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatLiesBeneathStaysBitByBit_data();
    void whatLiesBeneathStaysBitByBit();
    void masksHoldWhileTraining();
    void normsBehindMaskedChannels();
    void sparsityIsReported();
    void allWeightsOfALayerMasked();
    void sharedWeightsShareTheirMask();
    void hookIsCalled();
    void hookUnmasksAtOnce();
    void hookMasksForgetMomentum();
    void newMasksMakeANewBest();
    void hookSeesDenseValuesAndAllGradients();
    void roundsBeginAtTheStart();
    void hookStateIsPartOfTheCheckpoint();
    void wrongMasksAreRefused();
};

void MaskedTrainingTest::whatLiesBeneathStaysBitByBit_data()
{
    QTest::addColumn<int>("optimizer");
    QTest::addColumn<bool>("nesterov");
    QTest::newRow("sgd with momentum and weight decay") << static_cast<int>(OptimizerKind::Sgd) << false;
    QTest::newRow("nesterov") << static_cast<int>(OptimizerKind::Sgd) << true;
    QTest::newRow("adam") << static_cast<int>(OptimizerKind::Adam) << false;
    QTest::newRow("adamw") << static_cast<int>(OptimizerKind::AdamW) << false;
}

void MaskedTrainingTest::whatLiesBeneathStaysBitByBit()
{
    QFETCH(int, optimizer);
    QFETCH(bool, nesterov);
    const auto model = trainingModel("conv");
    MaskSet masks = everySecondWeight(*model, {"0", "8"});
    masks.set("3", *firstChannels(*model, "3", 3).find("3"));
    TrainingOptions options = quickOptions(4);
    options.optimizer = static_cast<OptimizerKind>(optimizer);
    options.nesterov = nesterov;
    options.learningRate = 0.02;
    const TrainingResult result = train(model, options, masks);
    QVERIFY(result.bestEpoch >= 0);
    QVERIFY(result.masks == masks);
    const Comparison all = compare(*model, *result.model, withNormMasks(*model, masks));
    QCOMPARE(all.maskedChanged, 0);
    QVERIFY(all.maskedSame > 400);
    QVERIFY(all.keptChanged > 20 * all.keptSame);
}

void MaskedTrainingTest::masksHoldWhileTraining()
{
    const auto model = trainingModel("conv");
    const MaskSet masks = everySecondWeight(*model, {"0", "3", "8"});
    const TrainingResult result = train(model, quickOptions(), masks);
    const MaskSet all = withNormMasks(*model, masks);
    QVERIFY(evaluated(*result.model, all).loss == result.after.loss);
    QVERIFY(evaluated(*result.model, {}).loss != result.after.loss);
    QVERIFY(evaluated(*model, all).loss == result.before.loss);
}

void MaskedTrainingTest::normsBehindMaskedChannels()
{
    const auto model = trainingModel("conv");
    const MaskSet masks = firstChannels(*model, "3", 4);
    const MaskSet all = withNormMasks(*model, masks);
    QVERIFY(all.find("4") != nullptr);
    const TrainingResult with = train(model, quickOptions(), masks);
    QVERIFY(evaluated(*with.model, all).loss == with.after.loss);
    QCOMPARE(compare(*model, *with.model, all).maskedChanged, 0);
    // They are not stored among the masks.
    QVERIFY(with.masks == masks);
    const TrainingResult without = train(model, quickOptions(), masks, nullptr, false);
    QVERIFY(evaluated(*without.model, masks).loss == without.after.loss);
    QVERIFY(compare(*model, *without.model, all).maskedChanged > 0);
}

void MaskedTrainingTest::sparsityIsReported()
{
    const auto model = trainingModel("conv");
    const MaskSet masks = everySecondWeight(*model, {"3"});
    const TrainingResult result = train(model, quickOptions(1), masks);
    QCOMPARE(result.history[0].sparsity,
             static_cast<double>(masks.removedCount()) / static_cast<double>(model->parameterCount()));
    QVERIFY(result.history[0].sparsity > 0.2);
    // As the strip, reports and files count it: what is zero behind a removed channel counts.
    const MaskSet channels = firstChannels(*model, "3", 4);
    const MaskSet all = withNormMasks(*model, channels);
    QVERIFY(all.removedCount() > channels.removedCount());
    const auto share = [&](const MaskSet& counted) {
        return static_cast<double>(counted.removedCount()) / static_cast<double>(model->parameterCount());
    };
    QCOMPARE(train(model, quickOptions(1), channels).history[0].sparsity, share(all));
    QCOMPARE(train(model, quickOptions(1), channels, nullptr, false).history[0].sparsity, share(channels));
}

void MaskedTrainingTest::allWeightsOfALayerMasked()
{
    const auto model = trainingModel("conv");
    const TrainingResult result = train(model, quickOptions(), removeEverything(*model, "3"));
    for (const EpochEvent& event : result.history)
        QVERIFY(std::isfinite(event.trainLoss) && std::isfinite(event.test.loss));
    QCOMPARE(compare(*model, *result.model, removeEverything(*model, "3")).maskedChanged, 0);
}

void MaskedTrainingTest::sharedWeightsShareTheirMask()
{
    const auto model = trainingModel("tied");
    MaskSet masks = firstChannels(*model, "first", 10);
    LayerMask last{Mask::ones({64, 64}), {}};
    std::fill(last.weight.keep.end() - 640, last.weight.keep.end(), std::uint8_t{0});
    masks.set("second", last);
    const TrainingResult result = train(model, quickOptions(), masks);
    QVERIFY(result.bestEpoch >= 0);
    const Comparison counts = compare(*model, *result.model, masks);
    QCOMPARE(counts.maskedChanged, 0);
    QVERIFY(counts.keptChanged > 0);
}

void MaskedTrainingTest::hookIsCalled()
{
    MaskingHook hook;
    const TrainingResult result = train(trainingModel("flat"), quickOptions(3), {}, &hook);
    QVERIFY(hook.epochs == (std::vector<int>{0, 1, 2}));
    QCOMPARE(hook.steps, 3 * 6);
    QVERIFY(result.masks.empty());
}

void MaskedTrainingTest::hookUnmasksAtOnce()
{
    const auto model = trainingModel("flat");
    const MaskSet masks = everySecondWeight(*model, {"0"});
    MaskingHook hook;
    hook.at = 1;
    // The rate is too small to change any weight, so that only the masks make a difference.
    TrainingOptions options = quickOptions(2);
    options.learningRate = 1e-30;
    options.weightDecay = 0;
    const TrainingResult result = train(model, options, masks, &hook);
    const double masked = evaluated(*model, masks).loss;
    const double dense = evaluated(*model, {}).loss;
    QVERIFY(masked != dense);
    QVERIFY(result.history[0].test.loss == masked);
    QVERIFY(result.history[1].test.loss == dense);
    QVERIFY(result.masks.empty());
    QVERIFY(sameTensors(*result.model, *model));
}

void MaskedTrainingTest::hookMasksForgetMomentum()
{
    const auto model = trainingModel("flat");
    for (OptimizerKind kind : {OptimizerKind::Sgd, OptimizerKind::Adam, OptimizerKind::AdamW}) {
        TrainingOptions options = quickOptions(1);
        options.optimizer = kind;
        options.learningRate = 0.01;
        const TrainingResult oneEpoch = train(model, options, {});
        QCOMPARE(oneEpoch.bestEpoch, 0);
        MaskingHook hook;
        hook.at = 1;
        hook.masks = everySecondWeight(*model, {"0", "2"});
        options.epochs = 2;
        const TrainingResult result = train(model, options, {}, &hook);
        QCOMPARE(result.bestEpoch, 1);
        QVERIFY(result.masks == hook.masks);
        // Beneath the masks lies what the first epoch had made, untouched by the second.
        const Comparison counts = compare(*oneEpoch.model, *result.model, hook.masks);
        QCOMPARE(counts.maskedChanged, 0);
        QVERIFY(counts.keptChanged > counts.keptSame);
        QVERIFY(evaluated(*result.model, hook.masks).loss == result.after.loss);
    }
}

void MaskedTrainingTest::newMasksMakeANewBest()
{
    const auto model = trainingModel("flat");
    MaskingHook hook;
    hook.at = 3;
    hook.masks = removeEverything(*model, "0");
    const TrainingResult result = train(model, quickOptions(4), {}, &hook);
    // Without its first layer the network cannot do better than guess, but only this epoch had the masks asked for.
    QVERIFY(result.history[2].test.accuracy > result.history[3].test.accuracy);
    QVERIFY(result.history[3].best);
    QCOMPARE(result.bestEpoch, 3);
    QVERIFY(result.masks == hook.masks);
}

void MaskedTrainingTest::hookSeesDenseValuesAndAllGradients()
{
    struct Hook final : TrainingHook
    {
        void begin(const TrainingView& given) override { view = &given; }
        void gradientsReady() override
        {
            if (!gradient.empty())
                return;
            values = view->values("0.weight");
            gradient = view->gradient("0.weight");
            nothing = view->values("0.colour").size() + view->gradient("0.colour").size();
            masks = view->masks();
            const Model dense = view->denseModel();
            const auto whole = dense.parameter("0.weight").values;
            denseValues.assign(whole.begin(), whole.end());
        }
        const TrainingView* view = nullptr;
        std::vector<float> values;
        std::vector<float> denseValues;
        std::vector<float> gradient;
        std::size_t nothing = 0;
        MaskSet masks;
    } hook;
    const auto model = trainingModel("conv");
    const MaskSet masks = everySecondWeight(*model, {"0"});
    train(model, quickOptions(1), masks, &hook);
    const auto before = model->parameter("0.weight").values;
    QVERIFY(std::ranges::equal(hook.values, before));
    QVERIFY(std::ranges::equal(hook.denseValues, before));
    QVERIFY(hook.masks == masks);
    QCOMPARE(hook.nothing, std::size_t{0});
    QCOMPARE(hook.gradient.size(), before.size());
    // Masked weights are zero in the forward pass, but the loss would change with them all the same.
    double beneath = 0;
    for (std::size_t i = 0; i < hook.gradient.size(); i += 2)
        beneath += std::abs(static_cast<double>(hook.gradient[i]));
    QVERIFY(beneath > 0);
}

void MaskedTrainingTest::roundsBeginAtTheStart()
{
    struct Hook final : TrainingHook
    {
        void begin(const TrainingView& given) override { view = &given; }
        TrainingRound roundOf(int epoch, int) const override { return {epoch / 2 * 2, 2}; }
        std::optional<MaskSet> update_epoch(int epoch) override
        {
            first = true;
            return epoch == 2 ? std::optional(masks) : std::nullopt;
        }
        void gradientsReady() override
        {
            if (first)
                weights.push_back(view->values("3.weight"));
            first = false;
        }
        const TrainingView* view = nullptr;
        bool first = false;
        MaskSet masks;
        std::vector<std::vector<float>> weights;
    } hook;
    const auto model = trainingModel("conv");
    hook.masks = everySecondWeight(*model, {"3"});
    TrainingOptions options = quickOptions(4);
    options.lrSchedule = LrScheduleKind::Cosine;
    RecordingObserver observer;
    Trainer trainer(model, {}, options);
    trainer.setHook(&hook);
    trainer.setObserver(&observer);
    const TrainingResult result =
        trainer.run(std::make_shared<SquaresDataset>(96), std::make_shared<SquaresDataset>(60, 2));
    const auto weight = model->parameter("3.weight").values;
    QCOMPARE(hook.weights.size(), std::size_t{4});
    for (std::size_t epoch = 0; epoch < 4; ++epoch)
        QCOMPARE(std::ranges::equal(hook.weights[epoch], weight), epoch % 2 == 0);
    // The learning rate takes the same course in both rounds.
    const std::size_t half = observer.batches.size() / 2;
    for (std::size_t i = 0; i < half; ++i)
        QCOMPARE(observer.batches[i].learningRate, observer.batches[half + i].learningRate);
    QVERIFY(observer.batches[half - 1].learningRate < observer.batches[half].learningRate);
    // What the second round made of the start is the result, never what the first one had.
    QVERIFY(result.bestEpoch >= 2);
    QVERIFY(result.masks == hook.masks);
    QCOMPARE(compare(*model, *result.model, hook.masks).maskedChanged, 0);
}

void MaskedTrainingTest::hookStateIsPartOfTheCheckpoint()
{
    struct Hook final : TrainingHook
    {
        std::string state() const override { return bytes; }
        void restore(const std::string& saved) override { restored = saved; }
        void step() override { bytes += '\0'; }
        std::string bytes = "steps";
        std::string restored;
    } hook;
    QTemporaryDir folder;
    const auto run = [&](const QString& resumed) {
        Trainer trainer(trainingModel("flat"), {}, quickOptions(2));
        trainer.setHook(&hook);
        trainer.setCheckpointFile(folder.filePath(QStringLiteral("state")).toStdString());
        if (!resumed.isEmpty())
            trainer.resumeFrom(resumed.toStdString());
        trainer.run(std::make_shared<SquaresDataset>(96), std::make_shared<SquaresDataset>(60, 2));
    };
    run({});
    QVERIFY(hook.restored.empty());
    const std::string written = hook.bytes;
    QCOMPARE(written.size(), std::size_t{5 + 12});
    run(folder.filePath(QStringLiteral("state")));
    QCOMPARE(hook.restored, written);
}

void MaskedTrainingTest::wrongMasksAreRefused()
{
    const auto model = trainingModel("flat");
    const auto errorOf = [&](const MaskSet& masks) -> std::string {
        try {
            train(model, quickOptions(1), masks);
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    };
    MaskSet unknown;
    unknown.set("nothing", {Mask::ones({2, 2}), {}});
    QVERIFY(errorOf(unknown).find("nothing") != std::string::npos);
    MaskSet misshapen;
    misshapen.set("0", {Mask::ones({16, 63}), {}});
    QVERIFY(errorOf(misshapen).find("16x63") != std::string::npos);
}

QTEST_GUILESS_MAIN(MaskedTrainingTest)
#include "tst_masked_training.moc"

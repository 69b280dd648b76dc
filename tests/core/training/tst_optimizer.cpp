// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/internal/optimizer.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/tensor.h>

#include <QTest>

#include <cmath>

using namespace espalier;
using espalier::internal::Optimizer;

namespace {

constexpr float kTolerance = 1e-6f;

at::Tensor values(std::initializer_list<float> list)
{
    return at::tensor(std::vector<float>(list));
}

// Three steps with these gradients and the learning rates .1, .1, .05.
void makeSteps(Optimizer& optimizer, at::Tensor& parameter, int from = 0, int to = 3)
{
    const std::array<at::Tensor, 3> gradients{values({.5f, -1, .25f}), values({.1f, .2f, -.3f}),
                                              values({-.7f, .05f, 1})};
    constexpr std::array<double, 3> kRates{.1, .1, .05};
    for (int i = from; i < to; ++i) {
        optimizer.clearGradients();
        parameter.mutable_grad() = gradients[static_cast<std::size_t>(i)];
        optimizer.setLearningRate(kRates[static_cast<std::size_t>(i)]);
        optimizer.step();
    }
}

at::Tensor startValue()
{
    return values({1, -2, 3}).requires_grad_(true);
}

TrainingOptions optionsFor(OptimizerKind kind, double momentum, double decay, bool nesterov)
{
    TrainingOptions options;
    options.optimizer = kind;
    options.learningRate = .1;
    options.momentum = momentum;
    options.weightDecay = decay;
    options.nesterov = nesterov;
    return options;
}

const std::array<TrainingOptions, 3> kRemembering{optionsFor(OptimizerKind::Sgd, .9, .01, false),
                                                  optionsFor(OptimizerKind::Adam, 0, .01, false),
                                                  optionsFor(OptimizerKind::AdamW, 0, .01, false)};

} // namespace

class OptimizerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stepsAgreeWithPyTorch_data();
    void stepsAgreeWithPyTorch();
    void restoredStateGoesOnBitByBit();
    void forgottenElementsDoNotMove();
    void parametersWithoutGradientStay();
};

void OptimizerTest::stepsAgreeWithPyTorch_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("momentum");
    QTest::addColumn<double>("decay");
    QTest::addColumn<bool>("nesterov");
    QTest::addColumn<QList<float>>("expected");
    // torch.optim of PyTorch 1.13, the same gradients and rates
    const auto row = [](const char* name, OptimizerKind kind, double momentum, double decay, bool nesterov,
                        QList<float> expected) {
        QTest::newRow(name) << static_cast<int>(kind) << momentum << decay << nesterov << expected;
    };
    row("sgd", OptimizerKind::Sgd, 0, 0, false, {0.975000024f, -1.92250001f, 2.95499992f});
    row("momentum", OptimizerKind::Sgd, .9, .01, false, {0.901122868f, -1.79272568f, 2.92316341f});
    row("nesterov", OptimizerKind::Sgd, .9, .01, true, {0.88376981f, -1.73141742f, 2.87844491f});
    row("adam", OptimizerKind::Adam, .9, .01, false, {0.825576246f, -1.82754445f, 2.87425208f});
    row("adamw", OptimizerKind::AdamW, .9, .01, false, {0.82495141f, -1.8259151f, 2.87919617f});
}

void OptimizerTest::stepsAgreeWithPyTorch()
{
    QFETCH(int, kind);
    QFETCH(double, momentum);
    QFETCH(double, decay);
    QFETCH(bool, nesterov);
    QFETCH(QList<float>, expected);
    at::Tensor parameter = startValue();
    Optimizer optimizer(optionsFor(static_cast<OptimizerKind>(kind), momentum, decay, nesterov), {parameter});
    makeSteps(optimizer, parameter);
    for (int i = 0; i < 3; ++i)
        QVERIFY(std::abs(parameter[i].item<float>() - expected[i]) <= kTolerance);
}

void OptimizerTest::restoredStateGoesOnBitByBit()
{
    for (const TrainingOptions& options : kRemembering) {
        at::Tensor whole = startValue();
        Optimizer uninterrupted(options, {whole});
        QVERIFY(uninterrupted.state()[0].empty());
        makeSteps(uninterrupted, whole);

        at::Tensor first = startValue();
        Optimizer before(options, {first});
        makeSteps(before, first, 0, 2);
        at::Tensor second = first.detach().clone().requires_grad_(true);
        Optimizer after(options, {second});
        after.restore(before.state());
        makeSteps(after, second, 2, 3);
        QVERIFY(at::equal(whole, second));
        // Without the state it would have gone elsewhere.
        at::Tensor third = first.detach().clone().requires_grad_(true);
        Optimizer fresh(options, {third});
        makeSteps(fresh, third, 2, 3);
        QVERIFY(!at::equal(whole, third));
    }
}

void OptimizerTest::forgottenElementsDoNotMove()
{
    for (TrainingOptions options : kRemembering) {
        options.weightDecay = 0;
        at::Tensor parameter = startValue();
        Optimizer optimizer(options, {parameter});
        makeSteps(optimizer, parameter);
        const at::Tensor before = parameter.detach().clone();
        optimizer.forget(parameter, at::tensor(std::vector<float>{0, 1, 0}).eq(1));
        parameter.mutable_grad() = values({0, 0, 0});
        optimizer.step();
        QVERIFY(parameter[0].item<float>() != before[0].item<float>());
        QVERIFY(parameter[1].item<float>() == before[1].item<float>());
        QVERIFY(parameter[2].item<float>() != before[2].item<float>());
    }
}

void OptimizerTest::parametersWithoutGradientStay()
{
    at::Tensor used = startValue();
    at::Tensor unused = startValue();
    Optimizer optimizer(kRemembering[0], {used, unused});
    makeSteps(optimizer, used);
    QVERIFY(at::equal(unused, startValue()));
    QVERIFY(!optimizer.state()[0].empty());
    QVERIFY(optimizer.state()[1].empty());
}

QTEST_GUILESS_MAIN(OptimizerTest)
#include "tst_optimizer.moc"

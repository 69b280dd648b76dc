// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <array>
#include <cmath>

#include "core/training/learning_rate_schedule.h"

using namespace espalier;

namespace {

constexpr double kTolerance = 1e-12;
// As many digits as the reference was printed with.
constexpr double kReferenceTolerance = 1e-11;

bool close(double a, double b, double tolerance = kTolerance)
{
    return std::abs(a - b) <= tolerance;
}

} // namespace

class LearningRateScheduleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void constantStays();
    void stepFallsAtHalfAndThreeQuarters();
    void cosineFollowsTheFormula();
    void oneCycleAgreesWithPyTorch();
    void oneCycleOfShortRuns();
    void kindsChooseTheirFunction();
};

void LearningRateScheduleTest::constantStays()
{
    for (std::size_t step = 0; step < 7; ++step)
        QCOMPARE(constantRate(0.3, {step, 7}), 0.3);
}

void LearningRateScheduleTest::stepFallsAtHalfAndThreeQuarters()
{
    for (std::size_t step = 0; step < 100; ++step)
        QVERIFY(close(stepRate(1, {step, 100}), step < 50 ? 1 : step < 75 ? 0.1 : 0.01));
    // 5 steps: p = 0, .2, .4, .6, .8
    QVERIFY(close(stepRate(1, {2, 5}), 1));
    QVERIFY(close(stepRate(1, {3, 5}), 0.1));
    QVERIFY(close(stepRate(1, {4, 5}), 0.01));
}

void LearningRateScheduleTest::cosineFollowsTheFormula()
{
    QVERIFY(close(cosineRate(0.2, {0, 8}), 0.2));
    QVERIFY(close(cosineRate(0.2, {2, 8}), 0.1 * (1 + std::sqrt(0.5))));
    QVERIFY(close(cosineRate(0.2, {4, 8}), 0.1));
    QVERIFY(close(cosineRate(0.2, {6, 8}), 0.1 * (1 - std::sqrt(0.5))));
}

void LearningRateScheduleTest::oneCycleAgreesWithPyTorch()
{
    // OneCycleLR(max_lr=0.1, total_steps=20) of PyTorch 1.13
    constexpr std::array<double, 20> kReference{0.004,
                                                0.01316718427,
                                                0.03716718427,
                                                0.06683281573,
                                                0.09083281573,
                                                0.1,
                                                0.0987464006235,
                                                0.0950484632013,
                                                0.0890916177571,
                                                0.081174565395,
                                                0.0716943001791,
                                                0.0611262021936,
                                                0.0500002,
                                                0.0388741978064,
                                                0.0283060998209,
                                                0.018825834605,
                                                0.0109087822429,
                                                0.00495193679865,
                                                0.00125399937649,
                                                4e-07};
    for (std::size_t step = 0; step < kReference.size(); ++step)
        QVERIFY2(close(oneCycleRate(0.1, {step, 20}), kReference[step], kReferenceTolerance),
                 qPrintable(QString::number(step)));
}

void LearningRateScheduleTest::oneCycleOfShortRuns()
{
    for (std::size_t steps = 1; steps <= 6; ++steps) {
        for (std::size_t step = 0; step < steps; ++step) {
            const double rate = oneCycleRate(1, {step, steps});
            QVERIFY(rate > 0 && rate <= 1);
        }
    }
    QCOMPARE(oneCycleRate(1, {0, 1}), 1.0);
}

void LearningRateScheduleTest::kindsChooseTheirFunction()
{
    const SchedulePosition position{7, 10};
    QCOMPARE(learningRate(LrScheduleKind::Constant, 1, position), constantRate(1, position));
    QCOMPARE(learningRate(LrScheduleKind::Step, 1, position), stepRate(1, position));
    QCOMPARE(learningRate(LrScheduleKind::Cosine, 1, position), cosineRate(1, position));
    QCOMPARE(learningRate(LrScheduleKind::OneCycle, 1, position), oneCycleRate(1, position));
}

QTEST_GUILESS_MAIN(LearningRateScheduleTest)
#include "tst_learning_rate_schedule.moc"

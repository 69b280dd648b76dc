// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cmath>
#include <set>
#include <tuple>

#include "core/base/error.h"
#include "core/schedule/agp_schedule.h"
#include "core/schedule/schedule_registry.h"

using namespace espalier;

namespace {

Resolution withIterations(int iterations)
{
    ResolvedLayer layer;
    layer.name = "conv1";
    layer.sparsity = 0.5;
    layer.pruneIterations = iterations;
    Resolution resolution;
    resolution.layers.push_back(layer);
    return resolution;
}

std::string refusal(const std::string& name, int epochs, const ParameterValues& parameters,
                    const Resolution& resolution = {})
{
    try {
        makeSchedule(name, epochs, parameters, resolution);
    } catch (const Error& error) {
        return error.code() == ErrorCode::InvalidConfig ? error.what() : "other";
    }
    return {};
}

} // namespace

class TestSchedules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void registry();
    void everyScheduleRisesToItsTarget_data();
    void everyScheduleRisesToItsTarget();
    void epochsBeyondTheIterationsHoldTheTarget();
    void roundsOfTheLottery();
    void listDecidesTheIterationsOfTheLottery();
    void coursesOfLayers();
    void coursesWithoutAWay();
    void refusals();
};

void TestSchedules::registry()
{
    std::set<std::string> names;
    for (const ScheduleInfo& info : schedules()) {
        QVERIFY(names.insert(info.name).second);
        QVERIFY(findSchedule(info.name) == &info);
        QVERIFY(!info.title.text.empty() && !info.description.text.empty() && !info.formula.empty());
        for (const AlgorithmParameter& parameter : info.parameters)
            checkParameters(info.name, info.parameters, {{parameter.name, parameter.fallback}});
    }
    QVERIFY((names == std::set<std::string>{"one_shot", "linear", "agp", "lottery_ticket"}));
    QVERIFY(findSchedule("cubic") == nullptr);
}

void TestSchedules::everyScheduleRisesToItsTarget_data()
{
    QTest::addColumn<QString>("name");
    for (const ScheduleInfo& info : schedules())
        QTest::newRow(info.name.c_str()) << QString::fromStdString(info.name);
}

void TestSchedules::everyScheduleRisesToItsTarget()
{
    QFETCH(const QString, name);
    for (int epochs = 1; epochs < 30; ++epochs) {
        if (name == QLatin1String("lottery_ticket") && epochs == 1)
            continue;
        const auto schedule = makeSchedule(name.toStdString(), epochs, {}, {});
        for (const double target : {0.0, 0.3, 0.9}) {
            double before = 0;
            for (int epoch = 0; epoch < epochs; ++epoch) {
                const double held = schedule->heldSparsity(epoch, target);
                QVERIFY2(held >= before && held <= target + 1e-12, qPrintable(QString::number(held)));
                before = held;
            }
            QVERIFY(std::abs(before - target) < 1e-12);
        }
        QVERIFY(schedule->epochsNeeded() <= epochs);
    }
}

void TestSchedules::epochsBeyondTheIterationsHoldTheTarget()
{
    for (const char* name : {"linear", "agp"}) {
        const auto schedule = makeSchedule(name, 20, {{"iterations", "3"}, {"epochs_per_iteration", "2"}}, {});
        std::set<int> updates;
        for (int epoch = 0; epoch < 20; ++epoch) {
            if (schedule->updatesAt(epoch))
                updates.insert(epoch);
        }
        QVERIFY((updates == std::set<int>{0, 2, 4}));
        QCOMPARE(schedule->heldSparsity(0, 0.8), 0.0);
        QCOMPARE(schedule->heldSparsity(3, 0.8), schedule->sparsityAt(2, 0.8));
        QVERIFY(std::abs(schedule->heldSparsity(19, 0.8) - 0.8) < 1e-12);
    }
}

void TestSchedules::roundsOfTheLottery()
{
    const auto schedule = makeSchedule("lottery_ticket", 11, {{"iterations", "2"}}, {});
    // Three rounds of three epochs; the last has what is left.
    for (const auto& [epoch, first, epochs] :
         {std::tuple(0, 0, 3), std::tuple(2, 0, 3), std::tuple(3, 3, 3), std::tuple(6, 6, 5), std::tuple(10, 6, 5)}) {
        const TrainingRound round = schedule->roundOf(epoch, 11);
        QCOMPARE(round.firstEpoch, first);
        QCOMPARE(round.epochs, epochs);
    }
    const TrainingRound whole = makeSchedule("agp", 11, {}, {})->roundOf(7, 11);
    QCOMPARE(whole.firstEpoch, 0);
    QCOMPARE(whole.epochs, 11);
}

void TestSchedules::listDecidesTheIterationsOfTheLottery()
{
    const auto schedule = makeSchedule("lottery_ticket", 12, {{"iterations", "2"}}, withIterations(5));
    QCOMPARE(schedule->roundOf(11, 12).firstEpoch, 10);
    QCOMPARE(schedule->sparsityAt(10, 0.8), 0.8); // not a bit less, or a weight too few would go
    QVERIFY(std::abs(schedule->sparsityAt(2, 0.8) - 0.27522033632230447) < 1e-12);
}

void TestSchedules::coursesOfLayers()
{
    // From 0.2 to 0.8 between the epochs 2 and 9, every third: span 6.
    const LayerAgpSchedule course({0.2, 0.8, 2, 9, 3});
    std::set<int> updates;
    for (int epoch = 0; epoch < 12; ++epoch) {
        if (course.updatesAt(epoch))
            updates.insert(epoch);
    }
    QVERIFY((updates == std::set<int>{2, 5, 8, 11}));
    QCOMPARE(course.heldSparsity(1, 0), 0.0);
    QVERIFY(std::abs(course.sparsityAt(2, 0) - 0.2) < 1e-12);
    QVERIFY(std::abs(course.sparsityAt(5, 0) - (0.8 - 0.6 * 0.125)) < 1e-12);
    QVERIFY(std::abs(course.sparsityAt(8, 0) - 0.8) < 1e-12);
    QVERIFY(std::abs(course.sparsityAt(11, 0) - 0.8) < 1e-12);
    QVERIFY(course.isGradual());
    QCOMPARE(course.epochsNeeded(), 9);
}

void TestSchedules::coursesWithoutAWay()
{
    for (const GradualSparsity& none :
         {GradualSparsity{0.2, 0.8, 5, 5, 1}, GradualSparsity{0.8, 0.8, 0, 10, 1}, GradualSparsity{0, 0.8, 0, 2, 5}}) {
        const LayerAgpSchedule course(none);
        QVERIFY(!course.isGradual());
        QVERIFY(course.updatesAt(none.startEpoch));
        QCOMPARE(course.sparsityAt(none.startEpoch, 0), none.final);
    }
}

void TestSchedules::refusals()
{
    QVERIFY(refusal("cubic", 5, {}).find("one_shot, linear, agp, lottery_ticket") != std::string::npos);
    QVERIFY(refusal("agp", 5, {{"iterations", "6"}}).find("needs 6 epochs") != std::string::npos);
    QVERIFY(refusal("agp", 6, {{"iterations", "6"}}).empty());
    QVERIFY(refusal("agp", 5, {{"epochs_per_iteration", "0"}}).find("from 1") != std::string::npos);
    QVERIFY(refusal("one_shot", 5, {{"iterations", "2"}}).find("has none") != std::string::npos);
    QVERIFY(refusal("lottery_ticket", 1, {}).find("needs 2 epochs") != std::string::npos);
    QCOMPARE(
        refusal("agp", 10, {{"iterations", "13"}}),
        std::string("The sparsity schedule agp needs 13 epochs at least, since iterations is 13, and epochs is 10: set "
                    "epochs to 13 or more, or lower iterations."));
    QCOMPARE(
        refusal("linear", 5, {{"iterations", "4"}, {"epochs_per_iteration", "2"}}),
        std::string("The sparsity schedule linear needs 7 epochs at least, since iterations is 4 and "
                    "epochs_per_iteration is 2, and epochs is 5: set epochs to 7 or more, or lower one of the other "
                    "two."));
    QCOMPARE(
        refusal("lottery_ticket", 3, {}, withIterations(5)),
        std::string("The sparsity schedule lottery_ticket needs 6 epochs at least, since prune_iterations is 5, and "
                    "epochs is 3: set epochs to 6 or more, or lower prune_iterations."));
}

QTEST_GUILESS_MAIN(TestSchedules)
#include "tst_schedules.moc"

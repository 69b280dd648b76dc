// SPDX-License-Identifier: GPL-3.0-or-later
// Pruning while training: what each epoch has, and that masks nest.
#include <QTest>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/config/config_list_parser.h"
#include "core/schedule/schedule_curve.h"
#include "core/schedule/schedule_registry.h"
#include "core/schedule/scheduled_pruner.h"
#include "small_net.h"
#include "training_samples.h"

using namespace espalier;
using namespace espalier::test;

namespace {

/// Passes everything on to a pruner and remembers what it saw.
class Recorder final : public TrainingHook
{
public:
    explicit Recorder(ScheduledPruner& pruner)
        : m_pruner(pruner)
    {
    }
    void begin(const TrainingView& view) override
    {
        m_view = &view;
        m_pruner.begin(view);
    }
    TrainingRound roundOf(int epoch, int epochs) const override { return m_pruner.roundOf(epoch, epochs); }
    std::optional<MaskSet> update_epoch(int epoch) override
    {
        m_first = true;
        auto masks = m_pruner.update_epoch(epoch);
        asked.push_back(m_pruner.penalties());
        scales.push_back(0);
        for (const char* norm : {"1.weight", "4.weight"}) {
            for (const float scale : m_view->values(norm))
                scales.back() += std::abs(static_cast<double>(scale));
        }
        changes.push_back(masks.has_value());
        held.push_back(masks.value_or(m_view->masks()));
        return masks;
    }
    void gradientsReady() override
    {
        m_pruner.gradientsReady();
        if (m_first)
            starts.push_back(m_view->values("3.weight"));
        m_first = false;
    }
    std::vector<L1Penalty> penalties() const override { return m_pruner.penalties(); }

    std::vector<bool> changes;
    std::vector<MaskSet> held;                 ///< in each epoch
    std::vector<std::vector<float>> starts;    ///< of each epoch, the weight of layer 3 before its first step
    std::vector<std::vector<L1Penalty>> asked; ///< in each epoch
    std::vector<double> scales;                ///< magnitudes of the norms' scales at the start of each epoch, added up

private:
    ScheduledPruner& m_pruner;
    const TrainingView* m_view = nullptr;
    bool m_first = false;
};

Resolution resolve(const Model& model, const char* list, const std::string& algorithm)
{
    return resolveConfigList(parseConfigList(list).entries, model.layers(), model.modules(),
                             &findPruner(algorithm)->info());
}

SchedulePlan planOf(const char* schedule, const char* algorithm, int epochs, ParameterValues parameters = {})
{
    SchedulePlan plan;
    plan.schedule = schedule;
    plan.parameters = std::move(parameters);
    plan.pruning.algorithm = algorithm;
    plan.epochs = epochs;
    return plan;
}

std::shared_ptr<const Dataset> trainingData()
{
    return std::make_shared<SquaresDataset>(96);
}

struct Run
{
    TrainingResult result;
    std::vector<LayerSparsity> layers;
    std::vector<bool> changes;
    std::vector<MaskSet> held;
    std::vector<std::vector<float>> starts;
    std::vector<std::vector<L1Penalty>> asked;
    std::vector<double> scales;
};

Run train(const char* list, SchedulePlan plan)
{
    Model shaped = trainingModel("conv")->clone();
    shaped.setInputs(parseInputSpecs("1,1,8,8"));
    const auto model = std::make_shared<const Model>(std::move(shaped));
    NullProgressSink sink;
    TrainingOptions options = quickOptions(plan.epochs);
    ScheduledPruner pruner(*model, resolve(*model, list, plan.pruning.algorithm), plan, trainingData(), sink);
    Recorder recorder(pruner);
    Trainer trainer(model, {}, options);
    trainer.setHook(&recorder);
    Run run;
    run.result = trainer.run(trainingData(), std::make_shared<SquaresDataset>(60, 2));
    run.layers = pruner.layers(run.result.masks);
    run.changes = recorder.changes;
    run.held = recorder.held;
    run.starts = recorder.starts;
    run.asked = recorder.asked;
    run.scales = recorder.scales;
    return run;
}

bool isNested(const MaskSet& earlier, const MaskSet& later)
{
    for (const auto& [layer, mask] : earlier.items()) {
        const LayerMask* next = later.find(layer);
        for (std::size_t i = 0; next && i < mask.weight.keep.size(); ++i) {
            if (next->weight.keep[i] > mask.weight.keep[i])
                return false;
        }
        if (!next)
            return false;
    }
    return true;
}

constexpr const char* kNorms = R"([{"op_types": ["BatchNorm2d"], "sparsity": 0.5}])";
constexpr const char* kConvolutions = R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])";

} // namespace

class TestScheduledPruner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sparsityFollowsTheSchedule_data();
    void sparsityFollowsTheSchedule();
    void lotteryGoesBackToTheStart();
    void lotteryChoosesByTrainedWeights();
    void movementChoosesByItsScores();
    void movementRemembers();
    void globalTotals();
    void coursesOfLayers();
    void coursesOfLayersThatDependOnEachOther();
    void coursesOfOneTotal();
    void nniChannelsAddUpAlongASchedule_data();
    void nniChannelsAddUpAlongASchedule();
    void channelsOfTransposedLayersAreCounted();
    void nothingChangesBetweenUpdates();
    void slimShrinksScalesUntilTheyArePruned();
    void unmaskingRestoresWhatLiesBeneath();
    void refusals_data();
    void refusals();
    void missingData();
    void reductionsAreNotPrunedThrough();
    void plannedCourse();
    void plannedCourseOfEveryLayer();
    void planRefusals();
};

void TestScheduledPruner::sparsityFollowsTheSchedule_data()
{
    QTest::addColumn<QByteArray>("schedule");
    QTest::addColumn<QByteArray>("algorithm");
    QTest::addColumn<int>("mode");
    for (const char* schedule : {"linear", "agp", "lottery_ticket"}) {
        for (const auto& pruner : pruners()) {
            // Movement lets weights come back.
            if (pruner->info().source == ScoreSource::Training)
                continue;
            for (const PruningMode mode : {PruningMode::Normal, PruningMode::DependencyAware}) {
                const std::string& name = pruner->info().name;
                if (pruner->hasMode(mode))
                    QTest::addRow("%s %s %s", schedule, name.c_str(), pruningModeName(mode))
                        << QByteArray(schedule) << QByteArray::fromStdString(name) << static_cast<int>(mode);
            }
        }
    }
}

void TestScheduledPruner::sparsityFollowsTheSchedule()
{
    QFETCH(const QByteArray, schedule);
    QFETCH(const QByteArray, algorithm);
    QFETCH(const int, mode);
    constexpr int kEpochs = 4;
    SchedulePlan plan = planOf(schedule.constData(), algorithm.constData(), kEpochs);
    plan.pruning.mode = static_cast<PruningMode>(mode);
    const bool ofNorms = algorithm == "slim";
    const Run run = train(ofNorms ? kNorms : kConvolutions, plan);
    const auto course = makeSchedule(plan.schedule, kEpochs, {}, {});
    const bool structured = findPruner(plan.pruning.algorithm)->info().structured;
    QCOMPARE(run.held.size(), std::size_t{kEpochs});
    for (int epoch = 0; epoch < kEpochs; ++epoch) {
        const double sparsity = course->heldSparsity(epoch, 0.5);
        QVERIFY(run.held[static_cast<std::size_t>(epoch)].items().size() >= 2);
        for (const auto& [layer, mask] : run.held[static_cast<std::size_t>(epoch)].items()) {
            const std::size_t units =
                structured ? static_cast<std::size_t>(mask.weight.shape[0]) : mask.weight.keep.size();
            const auto removed = static_cast<std::size_t>(static_cast<double>(units) * sparsity);
            QCOMPARE(static_cast<std::size_t>(mask.weight.removedCount()) * units / mask.weight.keep.size(), removed);
        }
        if (epoch > 0)
            QVERIFY(isNested(run.held[static_cast<std::size_t>(epoch - 1)], run.held[static_cast<std::size_t>(epoch)]));
    }
    QVERIFY(run.result.masks == run.held.back());
    QCOMPARE(run.layers.size(), run.held.back().items().size());
    // Convolutions follow the norms that slim prunes.
    for (const LayerSparsity& row : run.layers)
        QCOMPARE(row.requested, ofNorms && row.opType == "Conv2d" ? 0 : 0.5);
}

void TestScheduledPruner::lotteryGoesBackToTheStart()
{
    const Run run = train(kConvolutions, planOf("lottery_ticket", "level", 6, {{"iterations", "2"}}));
    const auto original = trainingModel("conv");
    const auto values = original->parameter("3.weight").values;
    QCOMPARE(run.starts.size(), std::size_t{6});
    for (const std::size_t epoch : {std::size_t{0}, std::size_t{2}, std::size_t{4}})
        QVERIFY2(std::ranges::equal(run.starts[epoch], values), qPrintable(QString::number(epoch)));
    for (const std::size_t epoch : {std::size_t{1}, std::size_t{3}, std::size_t{5}})
        QVERIFY2(!std::ranges::equal(run.starts[epoch], values), qPrintable(QString::number(epoch)));
    // Weights beneath the last masks are those of the start.
    const auto trained = run.result.model->parameter("3.weight").values;
    const Mask& mask = run.result.masks.find("3")->weight;
    for (std::size_t i = 0; i < mask.keep.size(); ++i)
        QVERIFY(mask.keep[i] || trained[i] == values[i]);
}

void TestScheduledPruner::lotteryChoosesByTrainedWeights()
{
    const auto model = trainingModel("conv");
    NullProgressSink sink;
    const SchedulePlan plan = planOf("lottery_ticket", "level", 2);
    const Run run = train(kConvolutions, plan);
    const MaskSet untrained = prune(*model, resolve(*model, kConvolutions, "level"), plan.pruning, sink).masks;
    QCOMPARE(run.result.masks.removedCount(), untrained.removedCount());
    QVERIFY(!(run.result.masks == untrained));
}

void TestScheduledPruner::movementChoosesByItsScores()
{
    const Run run = train(kConvolutions, planOf("agp", "movement", 3));
    QCOMPARE(run.held[0].removedCount(), 0);
    const auto model = trainingModel("conv");
    for (const auto& [layer, mask] : run.result.masks.items())
        QCOMPARE(mask.weight.removedCount(), static_cast<std::int64_t>(mask.weight.keep.size() / 2));
    // Not by magnitude.
    NullProgressSink sink;
    const MaskSet bySize =
        prune(*run.result.model, resolve(*model, kConvolutions, "level"), planOf("agp", "level", 3).pruning, sink)
            .masks;
    QVERIFY(!(bySize == run.result.masks));
}

void TestScheduledPruner::movementRemembers()
{
    const std::vector<float> weight{1, 1, -1, -1};
    PruningTarget target;
    target.layer = "layer";
    target.weight = {{2, 2}, weight};
    const auto scores = [&](const std::vector<float>& gradient) {
        const auto statistics = findPruner("movement")->makeStatistics(target);
        for (int step = 0; step < 3; ++step)
            statistics->addGradient(weight, gradient);
        const auto copy = findPruner("movement")->makeStatistics(target);
        copy->restore(statistics->state());
        statistics->addGradient(weight, gradient);
        copy->addGradient(weight, gradient);
        return copy->scores() == statistics->scores() ? statistics->scores() : std::vector<double>();
    };
    // A positive gradient makes a positive weight smaller, and moves a negative one away from zero.
    const std::vector<double> moved = scores({0.5F, -0.5F, 0.5F, -0.5F});
    QCOMPARE(moved.size(), std::size_t{4});
    QVERIFY(moved[0] < 0 && moved[1] > 0 && moved[2] > 0 && moved[3] < 0);
    // Adam's steps have the size of its rate as long as the gradient stays.
    QVERIFY(std::abs(moved[1] - 0.04) < 1e-5);
}

void TestScheduledPruner::globalTotals()
{
    SchedulePlan plan = planOf("linear", "level", 3);
    plan.pruning.mode = PruningMode::Global;
    const Run run = train(R"([{"op_types": ["Conv2d"], "total_sparsity": 0.6}])", plan);
    std::int64_t elements = 0;
    for (const auto& [layer, mask] : run.result.masks.items())
        elements += static_cast<std::int64_t>(mask.weight.keep.size());
    QCOMPARE(run.result.masks.removedCount(), static_cast<std::int64_t>(static_cast<double>(elements) * 0.6));
    QCOMPARE(run.held[1].removedCount(), static_cast<std::int64_t>(static_cast<double>(elements) * 0.3));
    for (const LayerSparsity& row : run.layers)
        QVERIFY(std::isnan(row.requested));
}

void TestScheduledPruner::coursesOfLayers()
{
    const Run run = train(R"([{"op_names": ["0"], "initial_sparsity": 0.2, "final_sparsity": 0.5, "start_epoch": 1,
                               "end_epoch": 4, "frequency": 1},
                              {"op_names": ["3"], "sparsity": 0.4}])",
                          planOf("agp", "level", 5));
    const auto removedOf = [&](std::size_t epoch, const char* layer) {
        const Mask& mask = run.held[epoch].find(layer)->weight;
        return std::pair(mask.removedCount(), static_cast<double>(mask.keep.size()));
    };
    const std::vector<double> own{0, 0.2, 0.5 - 0.3 * 0.125, 0.5, 0.5};
    const std::vector<double> common{0, 0.4 - 0.4 * 27 / 64, 0.4 - 0.4 / 8, 0.4 - 0.4 / 64, 0.4};
    for (std::size_t epoch = 0; epoch < 5; ++epoch) {
        const auto [first, firstSize] = removedOf(epoch, "0");
        QCOMPARE(first, static_cast<std::int64_t>(firstSize * own[epoch] + 1e-9));
        const auto [second, secondSize] = removedOf(epoch, "3");
        QCOMPARE(second, static_cast<std::int64_t>(secondSize * common[epoch] + 1e-9));
    }
}

void TestScheduledPruner::coursesOfLayersThatDependOnEachOther()
{
    // The one pauses when the other goes on, and both arrive.
    SchedulePlan plan = planOf("agp", "l1", 6);
    plan.pruning.mode = PruningMode::DependencyAware;
    const Run run = train(R"([{"op_names": ["0"], "initial_sparsity": 0.0, "final_sparsity": 0.5, "start_epoch": 0,
                               "end_epoch": 4, "frequency": 3},
                              {"op_names": ["3"], "initial_sparsity": 0.0, "final_sparsity": 0.5, "start_epoch": 0,
                               "end_epoch": 5, "frequency": 2}])",
                          plan);
    for (const char* layer : {"0", "3"})
        QCOMPARE(run.result.masks.find(layer)->weight.sparsity(), 0.5);
    for (std::size_t epoch = 1; epoch < 6; ++epoch)
        QVERIFY(isNested(run.held[epoch - 1], run.held[epoch]));
}

void TestScheduledPruner::coursesOfOneTotal()
{
    const auto model = trainingModel("conv");
    SchedulePlan plan = planOf("agp", "level", 5);
    plan.pruning.mode = PruningMode::Global;
    const auto errors = [&](const char* list) {
        const auto issues = scheduleIssues(*model, resolve(*model, list, "level"), plan);
        return std::count_if(issues.begin(), issues.end(), [](const Issue& issue) {
            return issue.severity == Severity::Error
                   && issue.message.english().find("another course") != std::string::npos;
        });
    };
    QCOMPARE(errors(R"([{"op_names": ["0"], "initial_sparsity": 0.0, "final_sparsity": 0.5, "start_epoch": 0,
                         "end_epoch": 4, "frequency": 1},
                        {"op_names": ["3"], "sparsity": 0.5}])"),
             1);
    QCOMPARE(errors(R"([{"op_types": ["Conv2d"], "initial_sparsity": 0.0, "final_sparsity": 0.5, "start_epoch": 0,
                         "end_epoch": 4, "frequency": 1}])"),
             0);
}

void TestScheduledPruner::nniChannelsAddUpAlongASchedule_data()
{
    QTest::addColumn<int>("profile");
    QTest::newRow("NNI 2.3") << static_cast<int>(Profile::Nni23);
    QTest::newRow("NNI 2.5") << static_cast<int>(Profile::Nni25);
}

void TestScheduledPruner::nniChannelsAddUpAlongASchedule()
{
    QFETCH(int, profile);
    for (const char* algorithm : {"l1", "fpgm"}) {
        SchedulePlan plan = planOf("agp", algorithm, 4);
        plan.pruning.mode = PruningMode::DependencyAware;
        plan.pruning.profile = static_cast<Profile>(profile);
        const Run run = train(kConvolutions, plan);
        for (const auto& [layer, mask] : run.result.masks.items())
            QCOMPARE(mask.weight.sparsity(), 0.5);
    }
}

void TestScheduledPruner::channelsOfTransposedLayersAreCounted()
{
    // 9 of 12 output channels, which is the nearest below 0.8; there are 20 input channels.
    const auto model = smallNet({{"a", "convt 20 12 2"}, {"z", "conv 2 12 1"}},
                                "def forward(self, x):\n  return self.z(torch.relu(self.a(x)))\n", "1,20,4,4");
    NullProgressSink sink;
    const Resolution resolution = resolve(*model, R"([{"op_names": ["a"], "sparsity": 0.8}])", "l1");
    const SchedulePlan plan = planOf("agp", "l1", 4);
    const ScheduledPruner pruner(*model, resolution, plan, nullptr, sink);
    const auto masks = prune(*model, resolution, plan.pruning, sink).masks;
    const auto rows = pruner.layers(masks);
    QCOMPARE(rows.size(), std::size_t{1});
    QCOMPARE(rows.front().achieved, 0.75);
    QVERIFY(rows.front().reason.text.empty());
}

void TestScheduledPruner::nothingChangesBetweenUpdates()
{
    const Run run = train(kConvolutions, planOf("agp", "level", 6, {{"epochs_per_iteration", "2"}}));
    QVERIFY((run.changes == std::vector<bool>{true, false, true, false, true, false}));
    QVERIFY(run.held[0] == run.held[1]);
    QVERIFY(run.held[2] == run.held[3]);
    QVERIFY(!(run.held[1] == run.held[2]));
}

void TestScheduledPruner::slimShrinksScalesUntilTheyArePruned()
{
    const auto runWith = [&](const char* penalty) {
        SchedulePlan plan = planOf("agp", "slim", 6, {{"iterations", "2"}, {"epochs_per_iteration", "3"}});
        if (penalty != nullptr)
            plan.pruning.parameters = {{"penalty", penalty}};
        return train(kNorms, plan);
    };
    // NNI's strength; nothing pulls any more at what is pruned for the last time, which epoch 3 is.
    const Run usual = runWith(nullptr);
    QCOMPARE(usual.asked.size(), std::size_t{6});
    for (std::size_t epoch = 0; epoch < 6; ++epoch) {
        QCOMPARE(usual.asked[epoch].size(), std::size_t(epoch < 3 ? 2 : 0));
        for (const L1Penalty& penalty : usual.asked[epoch])
            QCOMPARE(penalty.strength, 0.0001);
    }
    const Run without = runWith("0");
    const Run strong = runWith("0.05");
    QVERIFY(without.asked.front().empty());
    QVERIFY2(strong.scales[3] < 0.8 * without.scales[3],
             qPrintable(QStringLiteral("%1 and %2").arg(strong.scales[3]).arg(without.scales[3])));
    QCOMPARE(strong.held[3].find("1")->weight.removedCount(), 4);
    // Pruned at once, nothing is left to shrink for.
    for (const auto& asked : train(kNorms, planOf("one_shot", "slim", 2)).asked)
        QVERIFY(asked.empty());
}

void TestScheduledPruner::unmaskingRestoresWhatLiesBeneath()
{
    // Pruned at once, so that nothing beneath the masks was ever trained.
    const Run run = train(kConvolutions, planOf("one_shot", "l1", 2));
    const auto original = trainingModel("conv");
    for (const auto& [layer, mask] : run.result.masks.items()) {
        const auto before = original->parameter(layer + ".weight").values;
        const auto after = run.result.model->parameter(layer + ".weight").values;
        QVERIFY(mask.weight.removedCount() > 0);
        for (std::size_t i = 0; i < mask.weight.keep.size(); ++i)
            QVERIFY(mask.weight.keep[i] || before[i] == after[i]);
    }
}

void TestScheduledPruner::refusals_data()
{
    QTest::addColumn<QByteArray>("list");
    QTest::addColumn<QByteArray>("schedule");
    QTest::addColumn<QByteArray>("algorithm");
    QTest::addColumn<QByteArray>("cause");
    const auto row = [](const char* name, const char* list, const char* schedule, const char* algorithm,
                        const char* cause) {
        QTest::newRow(name) << QByteArray(list) << QByteArray(schedule) << QByteArray(algorithm) << QByteArray(cause);
    };
    row("prune_iterations",
        R"([{"op_types": ["Conv2d"], "sparsity": 0.5, "prune_iterations": 3},
            {"op_names": ["3"], "sparsity": 0.5, "prune_iterations": 2}])",
        "lottery_ticket", "level", "Entry 1 gives 0 3 prune_iterations, entry 2 gives 3 2");
    row("learns nothing before", kConvolutions, "one_shot", "movement", "entry 1 needs for 0, learns its scores");
    row("course too long", R"([{"op_names": ["3"], "final_sparsity": 0.5, "end_epoch": 20}])", "agp", "level",
        "The course that entry 1 gives 3 needs 20 epochs at least (start_epoch to end_epoch), and epochs is 4: set "
        "epochs "
        "to 20 or more, or lower end_epoch.");
    row("too few epochs", R"([{"op_types": ["Conv2d"], "sparsity": 0.5, "prune_iterations": 9}])", "lottery_ticket",
        "level", "needs 10 epochs");
    row("total without global", R"([{"op_types": ["Conv2d"], "total_sparsity": 0.5}])", "agp", "level",
        "Entry 1 gives 0 a total_sparsity");
}

void TestScheduledPruner::refusals()
{
    QFETCH(const QByteArray, list);
    QFETCH(const QByteArray, schedule);
    QFETCH(const QByteArray, algorithm);
    QFETCH(const QByteArray, cause);
    const auto model = trainingModel("conv");
    NullProgressSink sink;
    try {
        ScheduledPruner pruner(*model, resolve(*model, list.constData(), algorithm.toStdString()),
                               planOf(schedule.constData(), algorithm.constData(), 4), trainingData(), sink);
        QFAIL("it was accepted");
    } catch (const Error& error) {
        QVERIFY2(QByteArray(error.what()).contains(cause), error.what());
    }
}

void TestScheduledPruner::missingData()
{
    const auto model = trainingModel("conv");
    NullProgressSink sink;
    QVERIFY_THROWS_EXCEPTION(Error, ScheduledPruner(*model, resolve(*model, kConvolutions, "apoz"),
                                                    planOf("agp", "apoz", 4), nullptr, sink));
}

// 72 weights of layer 0 end at 1/4, 576 of layer 3 at 1/2.
// The network would be another one at each step, and a run trains one.
void TestScheduledPruner::reductionsAreNotPrunedThrough()
{
    const auto model = trainingModel("conv");
    NullProgressSink sink;
    SchedulePlan plan = planOf("agp", "l1", 2);
    plan.pruning.throughReductions = true;
    QVERIFY_THROWS_EXCEPTION(Error,
                             ScheduledPruner(*model, resolve(*model, kConvolutions, "l1"), plan, trainingData(), sink));
}

void TestScheduledPruner::plannedCourse()
{
    const auto model = trainingModel("conv");
    const Resolution resolution = resolve(*model, R"([{"op_names": ["0"], "sparsity": 0.25},
                                                      {"op_names": ["3"], "sparsity": 0.5}])",
                                          "l1");
    const double target = (72 * 0.25 + 576 * 0.5) / 648;
    const auto linear = plannedSparsity(*model, resolution, planOf("linear", "l1", 6, {{"iterations", "3"}}));
    QCOMPARE(linear.size(), std::size_t(6));
    for (const auto& [epoch, share] : {std::pair{0, 0.0}, {1, 0.5}, {2, 1.0}, {3, 1.0}, {5, 1.0}})
        QCOMPARE(linear[static_cast<std::size_t>(epoch)], share * target);
    const auto agp = plannedSparsity(*model, resolution,
                                     planOf("agp", "l1", 6, {{"iterations", "3"}, {"epochs_per_iteration", "2"}}));
    for (const auto& [epoch, share] : {std::pair{0, 0.0}, {1, 0.0}, {2, 0.875}, {3, 0.875}, {4, 1.0}, {5, 1.0}})
        QCOMPARE(agp[static_cast<std::size_t>(epoch)], share * target);
    QVERIFY(plannedSparsity(*model, resolve(*model, "[]", "l1"), planOf("agp", "l1", 6)).empty());
}

void TestScheduledPruner::plannedCourseOfEveryLayer()
{
    const auto model = trainingModel("conv");
    const Resolution resolution =
        resolve(*model, R"([{"op_names": ["0"], "initial_sparsity": 0.0, "final_sparsity": 0.5,
                                                       "start_epoch": 2, "end_epoch": 4, "frequency": 1},
                                                      {"op_names": ["3"], "sparsity": 0.5}])",
                "level");
    QVERIFY(resolution.find("0")->gradual.has_value());
    const auto curve = plannedSparsity(*model, resolution, planOf("agp", "level", 5, {{"iterations", "2"}}));
    QCOMPARE(curve[0], 0.0);
    QCOMPARE(curve[1], 576 * 0.5 / 648); // its own course has not begun
    QCOMPARE(curve[2], 576 * 0.5 / 648);
    QCOMPARE(curve[4], 0.5);
}

void TestScheduledPruner::planRefusals()
{
    const auto model = trainingModel("conv");
    const Resolution resolution = resolve(*model, R"([{"op_names": ["3"], "sparsity": 0.5}])", "l1");
    QVERIFY_THROWS_EXCEPTION(Error, plannedSparsity(*model, resolution, planOf("agp", "l1", 2, {{"iterations", "9"}})));
    QVERIFY_THROWS_EXCEPTION(Error, plannedSparsity(*model, resolution, planOf("never", "l1", 2)));
}

QTEST_GUILESS_MAIN(TestScheduledPruner)
#include "tst_scheduled_pruner.moc"

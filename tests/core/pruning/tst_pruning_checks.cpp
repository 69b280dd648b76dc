// SPDX-License-Identifier: GPL-3.0-or-later
// What is found before anything is pruned, and whole networks pruned to a total.
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/config/config_list_parser.h"
#include "core/pruning/pruning_checks.h"
#include "small_net.h"

using namespace espalier;
using namespace espalier::test;

namespace {

/// 72, 288 and 32 weights; the last makes the output.
std::shared_ptr<const Model> net()
{
    return smallNet({{"c1", "conv 8 1 3"}, {"c2", "conv 4 8 3"}, {"fc", "linear 8 4"}},
                    "def forward(self, x):\n"
                    "  y = torch.relu(self.c2(torch.relu(self.c1(x))))\n  return self.fc(y.mean([2, 3]))\n",
                    "1,1,8,8");
}

PruneOptions optionsOf(const char* algorithm, PruningMode mode, ParameterValues parameters = {})
{
    PruneOptions options;
    options.algorithm = algorithm;
    options.mode = mode;
    options.parameters = std::move(parameters);
    return options;
}

Resolution resolve(const Model& model, const char* list, const std::string& algorithm)
{
    return resolveConfigList(parseConfigList(list).entries, model.layers(), model.modules(),
                             &findPruner(algorithm)->info());
}

PruneResult pruned(const Model& model, const char* list, const PruneOptions& options)
{
    NullProgressSink sink;
    return prune(model, resolve(model, list, options.algorithm), options, sink);
}

/// Of every four neighbouring input channels of c2, at each output and place in the kernel.
bool losesTwoOfEachFour(const Mask& mask)
{
    for (std::size_t block = 0; block < 4 * 2 * 9; ++block) {
        const std::size_t first = block / 9 * 4 * 9 + block % 9;
        int removed = 0;
        for (std::size_t in = 0; in < 4; ++in)
            removed += mask.keep[first + in * 9] == 0 ? 1 : 0;
        if (removed != 2)
            return false;
    }
    return mask.keep.size() == std::size_t{4} * 8 * 9;
}

constexpr const char* kHalf = R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])";
constexpr const char* kAll = R"([{"op_types": ["Conv2d", "Linear"], "total_sparsity": 0.5}])";

} // namespace

class TestPruningChecks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findings_data();
    void findings();
    void multiplesAreNotForTotals();
    void pruneStopsAtThem();
    void totalIsReachedExactly();
    void limitsHold();
    void limitsAreForTotals();
    void scoresThatAreNoNumbersAreNotTheLowest();
    void taylorSharesOutATotal();
    void balanceLosesAsManyEverywhere();
    void blocksLieAlongInputChannels();
    void whatLocksAGroupIsSaid();
    void aMultipleIsTheReason_data();
    void aMultipleIsTheReason();
    void aMultipleIsSaidOnceForAllLayers();
    void blocksAreTheReason();
    void aLayerThatNeverRunsIsSaidToBeNone();
    void findingsNameTheirEntry();
    void layersLockedByOneOperatorAreToldTogether();
};

void TestPruningChecks::findings_data()
{
    QTest::addColumn<QByteArray>("list");
    QTest::addColumn<QByteArray>("algorithm");
    QTest::addColumn<int>("mode");
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QByteArray>("layer");
    QTest::addColumn<QByteArray>("cause");
    const auto row = [](const char* name, const char* list, const char* algorithm, PruningMode mode,
                        const char* parameters, const char* layer, const char* cause) {
        QTest::newRow(name) << QByteArray(list) << QByteArray(algorithm) << static_cast<int>(mode)
                            << QByteArray(parameters) << QByteArray(layer) << QByteArray(cause);
    };
    const auto normal = PruningMode::Normal;
    const auto global = PruningMode::Global;
    row("fine", kHalf, "l1", normal, "", "", "");
    row("fine total", kAll, "level", global, "", "", "");
    row("no such mode", kHalf, "l1", global, "", "c1",
        "The criterion l1 has no mode global; use mode normal, dependency");
    row("single weights", kHalf, "level", PruningMode::DependencyAware, "", "c1", "use mode normal, global, balance");
    row("total in mode normal", kAll, "level", normal, "", "c1", "Entry 1 gives c1 a total_sparsity");
    row("no data", kHalf, "taylor", normal, "", "c1", "taylor, which entry 1 needs for c1, scores channels on data");
    row("no training", kHalf, "movement", normal, "", "c1", "while the network is trained");
    row("unknown parameter", kHalf, "level", normal, "colour=red", "", "level has no parameter colour");
    row("wrong parameter", kHalf, "level", normal, "balance_granularity=0", "", "it is whole numbers from 1");
    row("blocks", R"([{"op_names": ["c1"], "sparsity": 0.5}])", "level", PruningMode::Balance,
        "balance_granularity=8:3:3", "c1",
        "The weight of c1 (8x1x3x3), which entry 1 selects, cannot be cut into blocks of 8x3x3");
    row("two totals",
        R"([{"op_types": ["Conv2d"], "total_sparsity": 0.5}, {"op_names": ["c2"], "total_sparsity": 0.25}])", "level",
        global, "", "c2", "Entry 1 asks for a total of 0.5 with c1, entry 2 for 0.25 with c2");
    row("limit", R"([{"op_types": ["Conv2d"], "total_sparsity": 0.75, "max_sparsity_per_layer": {"c2": 0.25}}])",
        "level", global, "", "c2", "no more than 0.3972222222222222 can go, because c2 keeps 216 of its weights");
    row("limit of another entry",
        R"([{"op_names": ["c1"], "total_sparsity": 0.75},
            {"op_names": ["c2"], "total_sparsity": 0.75, "max_sparsity_per_layer": 0.5}])",
        "level", global, "", "c2", "total of 0.75 that entry 2 asks for cannot be reached");
}

void TestPruningChecks::findings()
{
    QFETCH(const QByteArray, list);
    QFETCH(const QByteArray, algorithm);
    QFETCH(const int, mode);
    QFETCH(const QByteArray, parameters);
    QFETCH(const QByteArray, layer);
    QFETCH(const QByteArray, cause);
    const auto model = net();
    const PruneOptions options =
        optionsOf(algorithm.constData(), static_cast<PruningMode>(mode), parseParameters(parameters.toStdString()));
    const std::vector<Issue> issues =
        pruningIssues(*model, resolve(*model, list.constData(), options.algorithm), options);
    QCOMPARE(issues.empty(), cause.isEmpty());
    if (issues.empty())
        return;
    QVERIFY(issues.front().severity == Severity::Error);
    const QByteArray sentence = QByteArray::fromStdString(issues.front().message.english());
    QVERIFY2(sentence.contains(cause), sentence.constData());
    QCOMPARE(QByteArray::fromStdString(issues.front().layer), layer);
    QCOMPARE(issues.front().entry.has_value(), !layer.isEmpty());
}

void TestPruningChecks::multiplesAreNotForTotals()
{
    const auto model = net();
    constexpr const char* kNorms = R"([{"op_types": ["BatchNorm2d"], "total_sparsity": 0.5}])";
    PruneOptions options = optionsOf("slim", PruningMode::Global);
    options.align = 4;
    const std::vector<Issue> issues = pruningIssues(*model, resolve(*model, kNorms, "slim"), options);
    QCOMPARE(issues.size(), std::size_t(1));
    QVERIFY(issues.front().severity == Severity::Warning);
    QVERIFY(issues.front().message.english().find("multiples of 4 channels") != std::string::npos);
    // Single weights have no channels to count: there is nothing to say.
    options.algorithm = "level";
    QVERIFY(pruningIssues(*model, resolve(*model, kAll, "level"), options).empty());
}

void TestPruningChecks::pruneStopsAtThem()
{
    const auto model = net();
    QVERIFY_THROWS_EXCEPTION(Error, pruned(*model, kHalf, optionsOf("l1", PruningMode::Global)));
    QVERIFY_THROWS_EXCEPTION(Error, pruned(*model, kAll, optionsOf("level", PruningMode::Normal)));
    QVERIFY_THROWS_EXCEPTION(Error, pruned(*model, kHalf, optionsOf("apoz", PruningMode::Normal)));
}

void TestPruningChecks::totalIsReachedExactly()
{
    const auto model = net();
    for (const double total : {0.0, 0.1, 0.33, 0.5, 0.9}) {
        const std::string list =
            R"([{"op_types": ["Conv2d", "Linear"], "total_sparsity": )" + std::to_string(total) + "}]";
        const PruneResult result = pruned(*model, list.c_str(), optionsOf("level", PruningMode::Global));
        QCOMPARE(result.masks.removedCount(), static_cast<std::int64_t>(392 * total));
        // The largest that go are not larger than the smallest that stay, wherever they are.
        float largestRemoved = 0;
        float smallestKept = HUGE_VALF;
        for (const auto& [layer, mask] : result.masks.items()) {
            const auto weight = model->parameter(layer + ".weight").values;
            for (std::size_t i = 0; i < weight.size(); ++i) {
                float& bound = mask.weight.keep[i] ? smallestKept : largestRemoved;
                bound =
                    mask.weight.keep[i] ? std::min(bound, std::abs(weight[i])) : std::max(bound, std::abs(weight[i]));
            }
        }
        QVERIFY(largestRemoved <= smallestKept);
        for (const LayerSparsity& row : result.layers)
            QVERIFY(std::isnan(row.requested));
    }
}

void TestPruningChecks::whatLocksAGroupIsSaid()
{
    const auto model = smallNet({{"a", "conv 8 3 3"}, {"b", "conv 8 8 3"}, {"z", "conv 4 8 3"}},
                                "def forward(self, x):\n  y = torch.softmax(self.a(x), 1)\n"
                                "  return self.z(self.b(y))\n",
                                "1,3,12,12");
    const PruneResult result = pruned(*model, kHalf, optionsOf("l1", PruningMode::DependencyAware));
    const auto reasonOf = [&](const std::string& layer) {
        const auto row = std::find_if(result.layers.begin(), result.layers.end(),
                                      [&](const LayerSparsity& one) { return one.name == layer; });
        return row == result.layers.end() ? std::string("no row") : row->reason.english();
    };
    QVERIFY2(reasonOf("a").starts_with("a keeps all its channels: The operator softmax"), reasonOf("a").c_str());
    QCOMPARE(reasonOf("b"), std::string());
}

void TestPruningChecks::findingsNameTheirEntry()
{
    const auto model = smallNet({{"a", "conv 8 3 3"}, {"b", "conv 8 8 3"}, {"c", "conv 8 8 3"}, {"z", "conv 4 8 3"}},
                                "def forward(self, x):\n  y = torch.softmax(self.a(x), 1)\n"
                                "  y = self.b(y)[:, :, 2:-2, 2:-2] + self.c(y)[:, :, 2:-2, 2:-2]\n"
                                "  return self.z(y)\n",
                                "1,3,20,20");
    const PruneResult result =
        pruned(*model,
               R"([{"op_names": ["b", "z"], "sparsity": 0.5}, {"op_names": ["a"], "sparsity": 0.5},
                                          {"op_names": ["c"], "exclude": true}])",
               optionsOf("l1", PruningMode::DependencyAware));
    const auto entryOf = [&](const char* beginning) {
        for (const Issue& issue : result.issues) {
            if (issue.message.english().starts_with(beginning))
                return issue.entry ? static_cast<int>(*issue.entry) : -1;
        }
        return -2;
    };
    QCOMPARE(entryOf("a keeps all its channels"), 1);
    QCOMPARE(entryOf("b depends on c, which is excluded"), 0);
    QCOMPARE(entryOf("z makes the output of the model"), 0);
}

/// As in each block of a transformer.
void TestPruningChecks::layersLockedByOneOperatorAreToldTogether()
{
    const auto model = smallNet({{"a", "conv 8 3 3"}, {"b", "conv 8 8 3"}, {"z", "conv 4 8 3"}},
                                "def forward(self, x):\n  y = torch.softmax(self.a(x), 1)\n"
                                "  return self.z(torch.softmax(self.b(y), 1))\n",
                                "1,3,12,12");
    const PruneResult result = pruned(*model, kHalf, optionsOf("l1", PruningMode::DependencyAware));
    const auto told = std::count_if(result.issues.begin(), result.issues.end(), [](const Issue& issue) {
        return issue.message.english().find("The operator softmax") != std::string::npos;
    });
    QCOMPARE(told, 1);
    QVERIFY(std::any_of(result.issues.begin(), result.issues.end(), [](const Issue& issue) {
        return issue.message.english().starts_with("a, b keep all their channels: The operator softmax")
               && issue.layer == "a" && issue.entry == 0u;
    }));
    // The table of layers has the reason of each.
    for (const char* name : {"a", "b"}) {
        const auto row = std::find_if(result.layers.begin(), result.layers.end(),
                                      [&](const LayerSparsity& one) { return one.name == name; });
        QVERIFY(row != result.layers.end());
        QVERIFY(row->reason.english().starts_with(std::string(name) + " keeps all its channels"));
    }
}

void TestPruningChecks::limitsAreForTotals()
{
    const auto model = net();
    const char* list = R"([{"op_types": ["Conv2d"], "sparsity": 0.5, "max_sparsity_per_layer": 0.2}])";
    const auto issues = pruningIssues(*model, resolve(*model, list, "l1"), optionsOf("l1", PruningMode::Normal));
    QCOMPARE(issues.size(), std::size_t{1});
    QCOMPARE(issues.front().severity, Severity::Warning);
    QVERIFY(issues.front().message.english().find("counts in mode global only") != std::string::npos);
    QVERIFY(pruningIssues(*model, resolve(*model, kHalf, "l1"), optionsOf("l1", PruningMode::Normal)).empty());
}

void TestPruningChecks::scoresThatAreNoNumbersAreNotTheLowest()
{
    for (const char* algorithm : {"l1", "l2", "fpgm"}) {
        Model broken = net()->clone();
        const auto view = broken.parameter("c1.weight").values;
        std::vector<float> weight(view.begin(), view.end());
        for (const std::size_t channel : {1, 6})
            weight[channel * 9 + 4] = std::numeric_limits<float>::quiet_NaN();
        broken.setParameter("c1.weight", weight);
        const auto mask = pruned(broken, R"([{"op_names": ["c1"], "sparsity": 0.5}])",
                                 optionsOf(algorithm, PruningMode::DependencyAware))
                              .masks.find("c1")
                              ->weight;
        const auto kept = mask.keptSlices();
        QCOMPARE(std::count(kept.begin(), kept.end(), false), 4);
        QVERIFY(kept[1] && kept[6]);
        // Of the others, those of least norm go.
        const auto norm = [&](std::size_t channel) {
            double sum = 0;
            for (std::size_t i = 0; i < 9; ++i)
                sum += std::abs(static_cast<double>(weight[channel * 9 + i]));
            return sum;
        };
        for (std::size_t gone = 0; gone < 8 && std::string(algorithm) == "l1"; ++gone) {
            for (std::size_t stays = 0; stays < 8; ++stays)
                QVERIFY(kept[gone] || !kept[stays] || stays == 1 || stays == 6 || norm(gone) <= norm(stays));
        }
        // Removed, it is zero like any other; a product would leave it what it is.
        broken.applyMasks(channelMasks(broken, {{"c1", {1}}}));
        QCOMPARE(broken.parameter("c1.weight").values[9 + 4], 0.0F);
        QVERIFY(std::isnan(broken.parameter("c1.weight").values[6 * 9 + 4]));
    }
}

void TestPruningChecks::aMultipleIsTheReason_data()
{
    QTest::addColumn<bool>("together");
    QTest::newRow("each by itself") << false;
    QTest::newRow("together") << true;
}

void TestPruningChecks::aMultipleIsTheReason()
{
    QFETCH(bool, together);
    const auto model = smallNet({{"a", "conv 10 3 3"}, {"z", "conv 4 10 1"}},
                                "def forward(self, x):\n  return self.z(torch.relu(self.a(x)))\n", "1,3,6,6");
    PruneOptions options = optionsOf("l1", together ? PruningMode::DependencyAware : PruningMode::Normal);
    const auto reasonFor = [&](std::size_t align) {
        options.align = align;
        const PruneResult result = pruned(*model, R"([{"op_names": ["a"], "sparsity": 0.5}])", options);
        std::string text;
        for (const Issue& issue : result.issues)
            text += issue.message.english();
        return QString::fromStdString(text);
    };
    QCOMPARE(reasonFor(1), QString());
    QCOMPARE(reasonFor(4), QStringLiteral("a loses 2 of its 10 channels, not 5, so that a multiple of 4 is left."));
    QVERIFY(reasonFor(16).startsWith(QStringLiteral("a keeps all of its 10 channels: without 5 of them")));
}

void TestPruningChecks::aMultipleIsSaidOnceForAllLayers()
{
    const auto model =
        smallNet({{"a", "conv 10 3 3"}, {"b", "conv 12 10 3"}, {"z", "conv 4 12 1"}},
                 "def forward(self, x):\n  return self.z(torch.relu(self.b(torch.relu(self.a(x)))))\n", "1,3,6,6");
    PruneOptions options = optionsOf("l1", PruningMode::DependencyAware);
    options.align = 8;
    const PruneResult result = pruned(*model, R"([{"op_names": ["a", "b"], "sparsity": 0.5}])", options);
    QCOMPARE(result.issues.size(), std::size_t{1});
    QVERIFY(result.issues.front().message.english().starts_with("a, b lose fewer channels"));
    for (const LayerSparsity& row : result.layers)
        QVERIFY(row.reason.text.find("multiple") != std::string::npos);
}

void TestPruningChecks::blocksAreTheReason()
{
    const auto model = smallNet({{"a", "linear 8 8"}, {"z", "linear 4 8"}},
                                "def forward(self, x):\n  return self.z(torch.relu(self.a(x)))\n", "2,8");
    const PruneResult result = pruned(*model, R"([{"op_names": ["a"], "sparsity": 0.3}])",
                                      optionsOf("level", PruningMode::Balance, {{"balance_granularity", "4"}}));
    QCOMPARE(result.masks.removedCount(), 16); // one of each four, where 19 of 64 were asked for
    QCOMPARE(result.issues.size(), std::size_t{1});
    QVERIFY(result.issues.front().message.english().find("each block loses whole weights") != std::string::npos);
}

void TestPruningChecks::aLayerThatNeverRunsIsSaidToBeNone()
{
    const auto model = smallNet({{"a", "conv 8 3 3"}, {"unused", "conv 8 3 3"}, {"z", "conv 4 8 1"}},
                                "def forward(self, x):\n  return self.z(torch.relu(self.a(x)))\n", "1,3,6,6");
    const PruneResult result = pruned(*model, R"([{"op_names": ["a", "unused"], "sparsity": 0.5}])",
                                      optionsOf("l1", PruningMode::DependencyAware));
    QCOMPARE(result.issues.size(), std::size_t{1});
    QVERIFY(result.issues.front().message.english().find("is no part of what the network computes")
            != std::string::npos);
}

void TestPruningChecks::limitsHold()
{
    const auto model = net();
    const PruneResult result = pruned(
        *model, R"([{"op_types": ["Conv2d", "Linear"], "total_sparsity": 0.5, "max_sparsity_per_layer": {"c2": 0.4}}])",
        optionsOf("level", PruningMode::Global));
    QCOMPARE(result.masks.removedCount(), 196);
    QVERIFY(result.masks.find("c2")->weight.removedCount() <= 115);
}

void TestPruningChecks::taylorSharesOutATotal()
{
    const auto model = net();
    auto statistics = std::make_shared<PruningStatistics>();
    statistics->scores["c1"] = {1, 2, 3, 4, 5, 6, 7, 8};
    statistics->scores["c2"] = {0.5, 2.5, 9, 10};
    PruneOptions options = optionsOf("taylor", PruningMode::Global);
    options.statistics = statistics;
    // 135 of 360 weights: one filter of 72, two of 9; the next of 72 does not fit, and five more of 9 reach the total.
    const PruneResult result = pruned(*model, R"([{"op_types": ["Conv2d"], "total_sparsity": 0.375}])", options);
    QVERIFY((result.masks.find("c2")->weight.keptSlices(0) == std::vector<bool>{false, true, true, true}));
    QVERIFY((result.masks.find("c1")->weight.keptSlices(0)
             == std::vector<bool>{false, false, false, false, false, false, false, true}));
    // The output layer keeps its channels and says so.
    const PruneResult all = [&] {
        statistics->scores["fc"] = std::vector<double>(8, 0.0);
        return pruned(*model, kAll, options);
    }();
    QCOMPARE(all.masks.find("fc")->weight.removedCount(), 0);
    QVERIFY(std::any_of(all.issues.begin(), all.issues.end(), [](const Issue& issue) {
        return issue.layer == "fc" && issue.entry == std::optional<std::size_t>(0);
    }));
}

void TestPruningChecks::blocksLieAlongInputChannels()
{
    // c1 has one input channel, which blocks of 4 do not divide: it stays whole, and it is said.
    const auto model = net();
    const PruneResult result = pruned(*model, kHalf, optionsOf("level", PruningMode::Balance));
    QCOMPARE(result.masks.find("c1")->weight.removedCount(), 0);
    const Mask& mask = result.masks.find("c2")->weight;
    QCOMPARE(mask.sparsity(), 0.5);
    QVERIFY(losesTwoOfEachFour(mask));
    QVERIFY(std::any_of(result.issues.begin(), result.issues.end(), [](const Issue& issue) {
        return issue.severity == Severity::Warning
               && issue.message.english().find("keep all of them: c1.") != std::string::npos;
    }));
    // NNI counts along the last dimension, which has three.
    PruneOptions nni = optionsOf("level", PruningMode::Balance);
    nni.profile = Profile::Nni25;
    const auto issues = pruningIssues(*model, resolve(*model, kHalf, "level"), nni);
    QCOMPARE(issues.front().severity, Severity::Error);
}

void TestPruningChecks::balanceLosesAsManyEverywhere()
{
    const auto model = net();
    const PruneResult result = pruned(*model, R"([{"op_names": ["c2"], "sparsity": 0.5}])",
                                      optionsOf("level", PruningMode::Balance, {{"balance_granularity", "4:1:1"}}));
    QCOMPARE(result.masks.find("c2")->weight.sparsity(), 0.5);
    const Mask& mask = result.masks.find("c2")->weight;
    QVERIFY(losesTwoOfEachFour(mask));
}

QTEST_GUILESS_MAIN(TestPruningChecks)
#include "tst_pruning_checks.moc"

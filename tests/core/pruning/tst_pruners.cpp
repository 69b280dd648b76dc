// SPDX-License-Identifier: GPL-3.0-or-later
// The criteria on tensors small enough to be computed by hand, their counts, and pruning of whole networks.
#include <QTest>

#include <algorithm>
#include <limits>
#include <random>
#include <set>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/config/config_list_parser.h"
#include "core/pruning/layer_statistics.h"
#include "core/pruning/pruner.h"

using namespace espalier;

namespace {

/// Distances of filters are summed in double and rounded to float once.
constexpr double kScoreTolerance = 1e-6;

using Bits = std::vector<std::uint8_t>;

PruningTarget targetOn(const std::vector<float>& weight, const Shape& shape, double sparsity,
                       const std::vector<float>* bias = nullptr)
{
    PruningTarget target;
    target.layer = "layer";
    target.opType = "Conv2d";
    target.sparsity = sparsity;
    target.weight = {shape, weight};
    if (bias)
        target.bias = ParameterView{{static_cast<std::int64_t>(bias->size())}, *bias};
    return target;
}

LayerMask maskOf(const char* algorithm, const PruningTarget& target, std::uint64_t seed = 0)
{
    return findPruner(algorithm)->mask(target, Profile::Default, seed);
}

/// Which channels keep a weight; empty when a channel is removed in part.
Bits keptChannels(const Mask& mask)
{
    const auto channels = static_cast<std::size_t>(mask.shape.front());
    const std::size_t size = mask.keep.size() / channels;
    Bits kept;
    for (std::size_t i = 0; i < channels; ++i) {
        const auto row = mask.keep.begin() + static_cast<std::ptrdiff_t>(i * size);
        if (std::adjacent_find(row, row + static_cast<std::ptrdiff_t>(size), std::not_equal_to<>())
            != row + static_cast<std::ptrdiff_t>(size))
            return {};
        kept.push_back(*row);
    }
    return kept;
}

Model open(const char* name, const char* inputs = nullptr)
{
    NullProgressSink sink;
    Model model = Model::load(std::string(ESPALIER_TEST_DATA "/models/") + name + ".pt", sink);
    if (inputs)
        model.setInputs(parseInputSpecs(inputs));
    return model;
}

Resolution resolve(const Model& model, const char* json, const char* algorithm, Profile profile = Profile::Default)
{
    const auto pruner = findPruner(algorithm);
    return resolveConfigList(parseConfigList(json).entries, model.layers(), model.modules(),
                             pruner ? &pruner->info() : nullptr, profile);
}

PruneResult pruned(const Model& model, const char* json, const char* algorithm, Profile profile = Profile::Default)
{
    NullProgressSink sink;
    return prune(model, resolve(model, json, algorithm, profile), {algorithm, profile, 3}, sink);
}

std::vector<float> allValues(const Model& model)
{
    std::vector<float> all;
    for (const LayerInfo& layer : model.layers()) {
        for (const ParameterInfo& parameter : layer.parameters) {
            if (parameter.dtype != DType::Float32)
                continue;
            const auto values = model.parameter(layer.name + "." + parameter.name).values;
            all.insert(all.end(), values.begin(), values.end());
        }
    }
    return all;
}

/// Scores in place of those that were collected on data.
std::vector<double> madeUpStatistics(const Pruner& pruner, const PruningTarget& target)
{
    if (pruner.info().source == ScoreSource::Weights)
        return {};
    return findPruner(pruner.info().structured ? "l1" : "level")->importance(target, 0);
}

bool prunesConvolutionsByWeights(const AlgorithmInfo& info)
{
    const bool fits =
        info.opTypes.empty() || std::find(info.opTypes.begin(), info.opTypes.end(), "Conv2d") != info.opTypes.end();
    return fits && info.source == ScoreSource::Weights;
}

const Issue* issueOf(const PruneResult& result, const std::string& layer)
{
    const auto found = std::find_if(result.issues.begin(), result.issues.end(),
                                    [&](const Issue& issue) { return issue.layer == layer; });
    return found == result.issues.end() ? nullptr : &*found;
}

constexpr const char* kEverything = R"([{"op_types": ["default"], "sparsity": 0.5}])";

} // namespace

class tst_Pruners : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void registry();
    void level();
    void l1();
    void l2();
    void fpgm();
    void random();
    void tiesGoByIndex();
    void transposedChannels();
    void channelsTakeTheirBiasWithThem();
    void countsAreExact_data();
    void countsAreExact();
    void nothingIsEmptied_data();
    void nothingIsEmptied();
    void brokenWeightsAreKept_data();
    void brokenWeightsAreKept();
    void networkCounts_data();
    void networkCounts();
    void outputLayersAreLocked_data();
    void outputLayersAreLocked();
    void levelLocksNothing();
    void nniLocksNothing();
    void tooLittleSaysWhy();
    void pruningChangesNoWeight();
    void unmaskingRestores();
    void masksNest_data();
    void masksNest();
    void networkMasksNest_data();
    void networkMasksNest();
    void sameSeedSameMasks_data();
    void sameSeedSameMasks();
    void refusals();
    void stops();
    void nothingSelected();
    void progress();

private:
    static void algorithms();
    static void convolutionAlgorithms();
    static void structuredAlgorithms();
};

void tst_Pruners::algorithms()
{
    QTest::addColumn<QString>("algorithm");
    for (const auto& pruner : pruners())
        QTest::newRow(pruner->info().name.c_str()) << QString::fromStdString(pruner->info().name);
}

/// Those that take a whole network without data.
void tst_Pruners::convolutionAlgorithms()
{
    QTest::addColumn<QString>("algorithm");
    for (const auto& pruner : pruners()) {
        if (prunesConvolutionsByWeights(pruner->info()))
            QTest::newRow(pruner->info().name.c_str()) << QString::fromStdString(pruner->info().name);
    }
}

void tst_Pruners::structuredAlgorithms()
{
    QTest::addColumn<QString>("algorithm");
    for (const auto& pruner : pruners()) {
        if (pruner->info().structured && prunesConvolutionsByWeights(pruner->info()))
            QTest::newRow(pruner->info().name.c_str()) << QString::fromStdString(pruner->info().name);
    }
}

void tst_Pruners::registry()
{
    std::set<std::string> names;
    for (const auto& pruner : pruners()) {
        const AlgorithmInfo& info = pruner->info();
        QVERIFY2(names.insert(info.name).second, info.name.c_str());
        QVERIFY(findPruner(info.name) == pruner);
        QVERIFY(info.family == AlgorithmFamily::Pruning);
        QCOMPARE(info.structured, info.name != "level" && info.name != "movement");
        QVERIFY(pruner->modes().front() == PruningMode::Normal);
        for (const AlgorithmParameter& parameter : info.parameters) {
            QVERIFY2(!parameter.title.text.empty() && !parameter.description.text.empty(), parameter.name.c_str());
            // What holds when nothing is given is possible.
            checkParameters(info.name, info.parameters, {{parameter.name, parameter.fallback}});
        }
        const std::vector<float> weight(4, 1.0F);
        QCOMPARE(pruner->makeStatistics(targetOn(weight, {2, 2}, 0)) != nullptr, info.source != ScoreSource::Weights);
        for (const std::string& text : {info.title.text, info.description.text, info.formula, info.reference})
            QVERIFY2(!text.empty(), info.name.c_str());
    }
    QVERIFY((names
             == std::set<std::string>{"level", "l1", "l2", "fpgm", "slim", "apoz", "mean_activation", "taylor",
                                      "random", "movement"}));
    QVERIFY(!findPruner("slimming"));
}

void tst_Pruners::level()
{
    const std::vector<float> weight{4, -1, 2, -3, 0, 5};
    const std::vector<float> bias{0, 1};
    const PruningTarget target = targetOn(weight, {2, 3}, 0.5, &bias);
    const LayerMask mask = maskOf("level", target);
    // |w| of 0, 1 and 2 go, wherever they are.
    QCOMPARE(mask.weight.keep, (Bits{1, 0, 0, 1, 0, 1}));
    QVERIFY(mask.weight.shape == (Shape{2, 3}));
    QCOMPARE(mask.bias->keep, (Bits{1, 1}));
    QCOMPARE(findPruner("level")->importance(target, 0), (std::vector<double>{4, 1, 2, 3, 0, 5}));
}

void tst_Pruners::l1()
{
    // Sums of magnitudes: 7, 4.5, 2, 6.
    const std::vector<float> weight{3, -4, 4.5F, 0, 1, 1, 0, -6};
    const auto target = [&](double sparsity) { return targetOn(weight, {4, 2, 1, 1}, sparsity); };
    QCOMPARE(findPruner("l1")->importance(target(0), 0), (std::vector<double>{7, 4.5, 2, 6}));
    QCOMPARE(keptChannels(maskOf("l1", target(0.25)).weight), (Bits{1, 1, 0, 1}));
    QCOMPARE(keptChannels(maskOf("l1", target(0.5)).weight), (Bits{1, 0, 0, 1}));
    QCOMPARE(keptChannels(maskOf("l1", target(0.75)).weight), (Bits{1, 0, 0, 0}));
}

void tst_Pruners::l2()
{
    // Norms: 5, 4.5, 1.41, 6: the last and the first have changed places.
    const std::vector<float> weight{3, -4, 4.5F, 0, 1, 1, 0, -6};
    const PruningTarget target = targetOn(weight, {4, 2, 1, 1}, 0.75);
    const auto scores = findPruner("l2")->importance(target, 0);
    QCOMPARE(scores.size(), std::size_t{4});
    QCOMPARE(scores[0], 5.0);
    QCOMPARE(scores[1], 4.5);
    QVERIFY(std::abs(scores[2] - std::sqrt(2.0)) < kScoreTolerance);
    QCOMPARE(scores[3], 6.0);
    QCOMPARE(keptChannels(maskOf("l2", target).weight), (Bits{0, 0, 0, 1}));
}

void tst_Pruners::fpgm()
{
    // Points on a line at 0, 1, 2 and 10: sums of distances 13, 11, 11, 27.
    const std::vector<float> weight{0, 1, 2, 10};
    const auto target = [&](double sparsity) { return targetOn(weight, {4, 1}, sparsity); };
    QCOMPARE(findPruner("fpgm")->importance(target(0), 0), (std::vector<double>{13, 11, 11, 27}));
    QCOMPARE(keptChannels(maskOf("fpgm", target(0.25)).weight), (Bits{1, 0, 1, 1}));
    QCOMPARE(keptChannels(maskOf("fpgm", target(0.5)).weight), (Bits{1, 0, 0, 1}));
    QCOMPARE(keptChannels(maskOf("fpgm", target(0.75)).weight), (Bits{0, 0, 0, 1}));
    // In the plane, 3-4-5 triangles: 0 to 1 is 3, 0 to 2 is 4, 1 to 2 is 5.
    const std::vector<float> plane{0, 0, 3, 0, 0, 4};
    const auto scores = findPruner("fpgm")->importance(targetOn(plane, {3, 2}, 0), 0);
    QVERIFY(std::abs(scores[0] - 7) < kScoreTolerance * 7);
    QVERIFY(std::abs(scores[1] - 8) < kScoreTolerance * 8);
    QVERIFY(std::abs(scores[2] - 9) < kScoreTolerance * 9);
}

void tst_Pruners::random()
{
    const std::vector<float> weight(8, 1.0F);
    PruningTarget target = targetOn(weight, {4, 2}, 0.25);
    std::vector<int> removed(4, 0);
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        const Bits kept = keptChannels(maskOf("random", target, seed).weight);
        QCOMPARE(std::count(kept.begin(), kept.end(), 0), 1);
        ++removed[static_cast<std::size_t>(std::find(kept.begin(), kept.end(), 0) - kept.begin())];
    }
    // Each channel is drawn as often as any other: 100 times, give or take 8.7.
    for (const int count : removed)
        QVERIFY2(count > 50 && count < 150, qPrintable(QString::number(count)));
    // Another layer draws something of its own.
    const std::vector<float> wide(64, 1.0F);
    target = targetOn(wide, {64, 1}, 0.5);
    const LayerMask first = maskOf("random", target, 7);
    QVERIFY(first == maskOf("random", target, 7));
    QVERIFY(!(first == maskOf("random", target, 8)));
    target.layer = "other";
    QVERIFY(!(first == maskOf("random", target, 7)));
}

void tst_Pruners::tiesGoByIndex()
{
    const std::vector<float> equal{1, -1, 1, 1, -1, 1};
    QCOMPARE(maskOf("level", targetOn(equal, {6, 1}, 0.5)).weight.keep, (Bits{0, 0, 0, 1, 1, 1}));
    for (const char* algorithm : {"l1", "l2"})
        QCOMPARE(keptChannels(maskOf(algorithm, targetOn(equal, {6, 1}, 0.5)).weight), (Bits{0, 0, 0, 1, 1, 1}));
    const std::vector<float> same(6, 1.0F);
    QCOMPARE(keptChannels(maskOf("fpgm", targetOn(same, {6, 1}, 0.5)).weight), (Bits{0, 0, 0, 1, 1, 1}));
    // Only as many of the equal ones as are still to go.
    const std::vector<float> some{2, 1, 2, 0, 2, 2};
    QCOMPARE(maskOf("level", targetOn(some, {6}, 0.5)).weight.keep, (Bits{0, 0, 1, 0, 1, 1}));
}

void tst_Pruners::transposedChannels()
{
    // in x out/groups: output channel 0 is the first column.
    const std::vector<float> weight{1, 5, 1, 5};
    const std::vector<float> bias{1, 1};
    PruningTarget target = targetOn(weight, {2, 2, 1}, 0.5, &bias);
    target.opType = "ConvTranspose1d";
    target.transposed = true;
    QCOMPARE(findPruner("l1")->importance(target, 0), (std::vector<double>{2, 10}));
    const LayerMask mask = maskOf("l1", target);
    QCOMPARE(mask.weight.keep, (Bits{0, 1, 0, 1}));
    QCOMPARE(mask.bias->keep, (Bits{0, 1}));

    // Two groups of one output channel with two inputs each; the kernel has two elements.
    const std::vector<float> grouped{9, 9, 9, 9, 1, 1, 1, 1};
    PruningTarget groups = targetOn(grouped, {4, 1, 2}, 0.5, &bias);
    groups.transposed = true;
    groups.groups = 2;
    QCOMPARE(findPruner("l1")->importance(groups, 0), (std::vector<double>{36, 4}));
    const LayerMask second = maskOf("l1", groups);
    QCOMPARE(second.weight.keep, (Bits{1, 1, 1, 1, 0, 0, 0, 0}));
    QCOMPARE(second.bias->keep, (Bits{1, 0}));
}

void tst_Pruners::channelsTakeTheirBiasWithThem()
{
    const std::vector<float> weight{1, 5, 3};
    const std::vector<float> bias{7, 7, 7};
    const LayerMask with = maskOf("l1", targetOn(weight, {3, 1}, 0.34, &bias));
    QCOMPARE(with.weight.keep, (Bits{0, 1, 1}));
    QCOMPARE(with.bias->keep, (Bits{0, 1, 1}));
    QVERIFY(!maskOf("l1", targetOn(weight, {3, 1}, 0.34)).bias);
}

void tst_Pruners::countsAreExact_data()
{
    algorithms();
}

void tst_Pruners::countsAreExact()
{
    QFETCH(const QString, algorithm);
    const auto pruner = findPruner(algorithm.toStdString());
    std::mt19937 generator(1);
    std::normal_distribution<float> normal;
    for (std::size_t units = 1; units <= 40; ++units) {
        constexpr std::size_t kRow = 3;
        std::vector<float> distinct(units * kRow);
        std::generate(distinct.begin(), distinct.end(), [&] { return normal(generator); });
        std::vector<float> few = distinct;
        for (float& value : few)
            value = std::round(value);
        for (const auto& weight :
             {distinct, few, std::vector<float>(units * kRow, 0.5F), std::vector<float>(units * kRow, 0.0F)}) {
            for (int percent = 0; percent < 100; ++percent) {
                const double sparsity = percent / 100.0;
                const Shape shape{static_cast<std::int64_t>(units), kRow};
                PruningTarget target = targetOn(weight, shape, sparsity);
                const std::vector<double> statistics = madeUpStatistics(*pruner, target);
                target.statistics = statistics;
                const LayerMask mask = pruner->mask(target, Profile::Default, 5);
                const std::size_t all = pruner->info().structured ? units : units * kRow;
                const std::size_t wanted =
                    std::min(static_cast<std::size_t>(static_cast<double>(all) * sparsity), all - 1);
                const Bits kept = pruner->info().structured ? keptChannels(mask.weight) : mask.weight.keep;
                const QString where = QStringLiteral("%1 of %2 units at %3 %").arg(wanted).arg(all).arg(percent);
                QVERIFY2(kept.size() == all, qPrintable(where));
                QVERIFY2(static_cast<std::size_t>(std::count(kept.begin(), kept.end(), 0)) == wanted,
                         qPrintable(where));
            }
        }
    }
}

void tst_Pruners::nothingIsEmptied_data()
{
    algorithms();
}

void tst_Pruners::nothingIsEmptied()
{
    QFETCH(const QString, algorithm);
    const auto pruner = findPruner(algorithm.toStdString());
    const std::vector<float> one{0.5F};
    const std::vector<float> three{3, 1, 2};
    const auto maskAt = [&](const std::vector<float>& weight, const Shape& shape, double sparsity) {
        PruningTarget target = targetOn(weight, shape, sparsity);
        const std::vector<double> statistics = madeUpStatistics(*pruner, target);
        target.statistics = statistics;
        return pruner->mask(target, Profile::Default, 0).weight;
    };
    // Just below 1, where units x sparsity rounds to all of them.
    for (const double sparsity : {0.99, 0.999999999, std::nextafter(1.0, 0.0)}) {
        QCOMPARE(maskAt(one, {1, 1}, sparsity).keep, Bits{1});
        QCOMPARE(maskAt(three, {3, 1}, sparsity).removedCount(), 2);
        QCOMPARE(maskAt(three, {1, 3}, sparsity).removedCount(), pruner->info().structured ? 0 : 2);
    }
}

void tst_Pruners::brokenWeightsAreKept_data()
{
    algorithms();
}

void tst_Pruners::brokenWeightsAreKept()
{
    QFETCH(const QString, algorithm);
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float infinity = std::numeric_limits<float>::infinity();
    for (const float broken : {nan, infinity, -infinity}) {
        const std::vector<float> weight{1, broken, 2, 3};
        const auto pruner = findPruner(algorithm.toStdString());
        PruningTarget target = targetOn(weight, {4, 1}, 0.5);
        const std::vector<double> statistics = madeUpStatistics(*pruner, target);
        target.statistics = statistics;
        const LayerMask mask = pruner->mask(target, Profile::Default, 0);
        // The count holds; a weight that is no number is never the least important.
        QCOMPARE(mask.weight.removedCount(), 2);
        if (algorithm != QLatin1String("random"))
            QCOMPARE(mask.weight.keep[1], 1);
    }
}

void tst_Pruners::networkCounts_data()
{
    convolutionAlgorithms();
}

void tst_Pruners::networkCounts()
{
    QFETCH(const QString, algorithm);
    const std::string name = algorithm.toStdString();
    const bool structured = findPruner(name)->info().structured;
    for (const char* file : {"resnet_scripted", "resnet_traced", "mobilenet_scripted", "upsampling_traced"}) {
        const Model model = open(file);
        const PruneResult result = pruned(model, R"([{"op_types": ["default"], "sparsity": 0.3}])", name.c_str());
        QVERIFY(!result.masks.empty());
        QCOMPARE(result.masks.items().size(), result.layers.size());
        for (std::size_t i = 0; i < result.layers.size(); ++i) {
            const LayerSparsity& row = result.layers[i];
            const auto& [layer, mask] = result.masks.items()[i];
            QCOMPARE(layer, row.name);
            const LayerInfo& info = *model.findLayer(layer);
            QVERIFY(mask.weight.shape == *info.weightShape());
            QVERIFY(mask.bias.has_value() == (info.parameter("bias") != nullptr));
            QCOMPARE(row.requested, 0.3);
            QCOMPARE(row.achieved, mask.weight.sparsity());
            const auto elements = static_cast<std::int64_t>(mask.weight.keep.size());
            std::int64_t expected = static_cast<std::int64_t>(static_cast<double>(elements) * 0.3);
            if (structured) {
                const std::int64_t channels = info.outputChannels();
                expected = static_cast<std::int64_t>(static_cast<double>(channels) * 0.3) * (elements / channels);
            }
            if (structured && info.producesOutput)
                expected = 0;
            QVERIFY2(mask.weight.removedCount() == expected, layer.c_str());
        }
    }
}

void tst_Pruners::outputLayersAreLocked_data()
{
    structuredAlgorithms();
}

void tst_Pruners::outputLayersAreLocked()
{
    QFETCH(const QString, algorithm);
    const std::string name = algorithm.toStdString();
    for (const auto& [file, locked] : {std::pair("lenet_scripted", std::vector<std::string>{"fc2"}),
                                       std::pair("resnet_traced", std::vector<std::string>{"fc"}),
                                       std::pair("dict_output_scripted", std::vector<std::string>{"out", "aux"}),
                                       std::pair("upsampling_scripted", std::vector<std::string>{"up"})}) {
        const PruneResult result = pruned(open(file), kEverything, name.c_str());
        for (const auto& row : result.layers) {
            const bool isLocked = std::find(locked.begin(), locked.end(), row.name) != locked.end();
            const LayerMask& mask = *result.masks.find(row.name);
            QVERIFY2((mask.weight.removedCount() == 0) == isLocked, row.name.c_str());
            if (!isLocked)
                continue;
            QVERIFY(!mask.bias || mask.bias->removedCount() == 0);
            QVERIFY2(row.reason.english().find("output of the model") != std::string::npos, row.name.c_str());
            const Issue* issue = issueOf(result, row.name);
            QVERIFY(issue && issue->severity == Severity::Info);
        }
        for (const std::string& layer : locked)
            QVERIFY2(result.masks.find(layer), layer.c_str());
    }
}

void tst_Pruners::levelLocksNothing()
{
    const PruneResult result = pruned(open("lenet_scripted"), kEverything, "level");
    QCOMPARE(result.masks.find("fc2")->weight.removedCount(), 160);
    QVERIFY(result.issues.empty());
}

void tst_Pruners::nniLocksNothing()
{
    const Model model = open("dict_output_scripted");
    for (const Profile profile : {Profile::Nni23, Profile::Nni25}) {
        const PruneResult result = pruned(model, R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])", "l1", profile);
        QCOMPARE(result.masks.find("out")->weight.removedCount(), 2);
        QCOMPARE(result.masks.find("aux")->weight.removedCount(), 2);
    }
}

void tst_Pruners::tooLittleSaysWhy()
{
    const PruneResult result = pruned(open("lenet_scripted"), R"([{"op_names": ["conv1"], "sparsity": 0.1}])", "l1");
    QCOMPARE(result.masks.find("conv1")->weight.removedCount(), 0);
    const Issue* issue = issueOf(result, "conv1");
    QVERIFY(issue != nullptr);
    const std::string text = issue->message.english();
    QVERIFY2(text.find("less than one of its 6 channels") != std::string::npos, text.c_str());
    // A sparsity of 0 asks for nothing, and nothing is said.
    const PruneResult none = pruned(open("lenet_scripted"), R"([{"op_names": ["conv1"], "sparsity": 0.0}])", "l1");
    QCOMPARE(none.masks.find("conv1")->weight.removedCount(), 0);
    QVERIFY(none.issues.empty());
}

void tst_Pruners::pruningChangesNoWeight()
{
    const Model model = open("resnet_scripted", "1,3,16,16");
    const auto before = allValues(model);
    for (const auto& pruner : pruners()) {
        if (prunesConvolutionsByWeights(pruner->info()))
            pruned(model, kEverything, pruner->info().name.c_str());
    }
    pruned(model, R"([{"op_types": ["BatchNorm2d"], "sparsity": 0.5}])", "slim");
    QVERIFY(allValues(model) == before);
}

void tst_Pruners::unmaskingRestores()
{
    const Model model = open("lenet_traced");
    const auto dense = allValues(model);
    MaskSet masks = pruned(model, kEverything, "l1").masks;
    Model masked = model.clone();
    masked.applyMasks(masks);
    QVERIFY(allValues(masked) != dense);
    // One layer after the other gets its weights back, to the bit.
    while (!masks.empty()) {
        const std::string layer = masks.items().front().first;
        masks.remove(layer);
        Model rest = model.clone();
        rest.applyMasks(masks);
        QVERIFY(
            std::ranges::equal(rest.parameter(layer + ".weight").values, model.parameter(layer + ".weight").values));
        QVERIFY(std::ranges::equal(rest.parameter(layer + ".bias").values, model.parameter(layer + ".bias").values));
        QCOMPARE(allValues(rest) == dense, masks.removedCount() == 0);
    }
}

void tst_Pruners::masksNest_data()
{
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<int>("profile");
    for (const auto& pruner : pruners()) {
        // Movement lets weights come back.
        if (pruner->info().source == ScoreSource::Training)
            continue;
        for (const Profile profile : {Profile::Default, Profile::Nni23, Profile::Nni25})
            QTest::addRow("%s %s", pruner->info().name.c_str(), profileName(profile))
                << QString::fromStdString(pruner->info().name) << static_cast<int>(profile);
    }
}

/// Weights that training has changed meanwhile, so that another choice would be made without the earlier masks.
void tst_Pruners::masksNest()
{
    QFETCH(const QString, algorithm);
    QFETCH(const int, profile);
    const auto pruner = findPruner(algorithm.toStdString());
    std::mt19937 generator(9);
    std::normal_distribution<float> normal;
    constexpr std::size_t kUnits = 24;
    constexpr std::size_t kRow = 5;
    const std::size_t all = pruner->info().structured ? kUnits : kUnits * kRow;
    LayerMask earlier;
    for (int step = 0; step <= 9; ++step) {
        std::vector<float> weight(kUnits * kRow);
        std::generate(weight.begin(), weight.end(), [&] { return normal(generator); });
        for (std::size_t i = 0; i < earlier.weight.keep.size(); ++i)
            weight[i] = earlier.weight.keep[i] ? weight[i] : 0;
        PruningTarget target = targetOn(weight, {kUnits, kRow}, step / 10.0);
        const std::vector<double> statistics = madeUpStatistics(*pruner, target);
        target.statistics = statistics;
        target.earlier = step > 0 ? &earlier : nullptr;
        const LayerMask mask = pruner->mask(target, static_cast<Profile>(profile), 0);
        for (std::size_t i = 0; i < earlier.weight.keep.size(); ++i)
            QVERIFY2(mask.weight.keep[i] <= earlier.weight.keep[i], qPrintable(QString::number(step)));
        const auto wanted = static_cast<std::int64_t>(static_cast<double>(all) * (step / 10.0));
        if (static_cast<Profile>(profile) == Profile::Default)
            QCOMPARE(mask.weight.removedCount(), wanted * static_cast<std::int64_t>(kUnits * kRow / all));
        earlier = mask;
    }
}

void tst_Pruners::networkMasksNest_data()
{
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<int>("mode");
    for (const auto& pruner : pruners()) {
        for (const PruningMode mode : pruner->modes()) {
            if (prunesConvolutionsByWeights(pruner->info()) && mode != PruningMode::Balance)
                QTest::addRow("%s %s", pruner->info().name.c_str(), pruningModeName(mode))
                    << QString::fromStdString(pruner->info().name) << static_cast<int>(mode);
        }
    }
}

void tst_Pruners::networkMasksNest()
{
    QFETCH(const QString, algorithm);
    QFETCH(const int, mode);
    Model model = open("resnet_traced", "1,3,16,16");
    std::mt19937 generator(2);
    std::normal_distribution<float> normal;
    PruneOptions options;
    options.algorithm = algorithm.toStdString();
    options.mode = static_cast<PruningMode>(mode);
    MaskSet earlier;
    for (const double sparsity : {0.1, 0.3, 0.5, 0.7}) {
        const std::string list = R"([{"op_types": ["Conv2d"], "sparsity": )" + std::to_string(sparsity) + "}]";
        options.earlier = std::make_shared<const MaskSet>(earlier);
        NullProgressSink sink;
        const MaskSet masks =
            prune(model, resolve(model, list.c_str(), options.algorithm.c_str()), options, sink).masks;
        for (const auto& [layer, mask] : earlier.items()) {
            for (std::size_t i = 0; i < mask.weight.keep.size(); ++i)
                QVERIFY2(masks.find(layer)->weight.keep[i] <= mask.weight.keep[i], layer.c_str());
        }
        QVERIFY(masks.removedCount() > earlier.removedCount());
        earlier = masks;
        // Training goes on in between.
        for (const auto& [layer, mask] : masks.items()) {
            std::vector<float> weight(mask.weight.keep.size());
            std::generate(weight.begin(), weight.end(), [&] { return normal(generator); });
            model.setParameter(layer + ".weight", weight);
        }
    }
}

void tst_Pruners::sameSeedSameMasks_data()
{
    convolutionAlgorithms();
}

void tst_Pruners::sameSeedSameMasks()
{
    QFETCH(const QString, algorithm);
    const std::string name = algorithm.toStdString();
    const Model model = open("resnet_traced");
    const MaskSet masks = pruned(model, kEverything, name.c_str()).masks;
    QVERIFY(pruned(model, kEverything, name.c_str()).masks == masks);
    QVERIFY(pruned(open("resnet_scripted"), kEverything, name.c_str()).masks == masks);
}

void tst_Pruners::refusals()
{
    const Model model = open("lenet_scripted");
    NullProgressSink sink;
    const auto attempt = [&](const char* json, const char* algorithm) -> std::string {
        try {
            prune(model, resolve(model, json, algorithm), {algorithm, Profile::Default, 0}, sink);
        } catch (const Error& error) {
            return error.code() == ErrorCode::InvalidConfig ? error.what() : "other";
        }
        return "none";
    };
    QCOMPARE(attempt(kEverything, "l1"), std::string("none"));
    const std::string unknown = attempt(kEverything, "slimming");
    QVERIFY2(unknown.find("slimming") != std::string::npos && unknown.find("fpgm") != std::string::npos,
             unknown.c_str());
    for (const char* wrong : {R"([{"op_types": ["Conv2d"], "sparsity": 1.0}])", R"([{"sparsity": 0.5}])",
                              R"([{"op_types": ["Conv2d"], "sparsity": -0.1}])"}) {
        const std::string error = attempt(wrong, "l1");
        QVERIFY2(error != "none" && error != "other", wrong);
    }
    QVERIFY_THROWS_EXCEPTION(Error, pruningTarget(model, "conv9", 0.5));
    QVERIFY_THROWS_EXCEPTION(Error, pruningTarget(model, "relu1", 0.5));
}

void tst_Pruners::stops()
{
    const Model model = open("lenet_scripted");
    NullProgressSink sink;
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_THROWS_EXCEPTION(CancelledError,
                             prune(model, resolve(model, kEverything, "l1"), {}, sink, stop.get_token()));
}

void tst_Pruners::nothingSelected()
{
    const PruneResult result = pruned(open("lenet_scripted"), R"([{"op_types": ["Conv2d"], "exclude": true}])", "l1");
    QVERIFY(result.masks.empty());
    QVERIFY(result.layers.empty());
    QCOMPARE(result.issues.size(), std::size_t{1});
    QVERIFY(result.issues.front().severity == Severity::Warning);
}

void tst_Pruners::progress()
{
    struct Sink final : ProgressSink
    {
        void progress(double fraction, const Message& what) override
        {
            fractions.push_back(fraction);
            named = named || what.english().find("conv2") != std::string::npos;
        }
        std::vector<double> fractions;
        bool named = false;
    };
    const Model model = open("lenet_scripted");
    Sink sink;
    prune(model, resolve(model, kEverything, "l1"), {}, sink);
    QVERIFY(std::is_sorted(sink.fractions.begin(), sink.fractions.end()));
    QCOMPARE(sink.fractions.back(), 1.0);
    QVERIFY(sink.named);
}

QTEST_GUILESS_MAIN(tst_Pruners)
#include "tst_pruners.moc"

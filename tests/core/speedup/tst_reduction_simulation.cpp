// SPDX-License-Identifier: GPL-3.0-or-later
// Networks pruned through norms, means, softmaxes: the masked one computes what the smaller one does, which has plain
// operators again; saved and opened, pruned again, trained.
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

#include "core/base/progress_sink.h"
#include "core/pruning/norm_masks.h"
#include "core/pruning/reduction_simulation.h"
#include "core/speedup/physical_prediction.h"
#include "core/speedup/recipe.h"
#include "core/speedup/speedup.h"
#include "core/speedup/speedup_proof.h"
#include "small_net.h"

using namespace espalier;
using namespace espalier::test;

namespace {

constexpr double kAgreement = 1e-4;

struct SimulationCase
{
    const char* name;
    std::vector<SmallLayer> layers;
    std::string forward;
    std::string input;
    std::map<std::string, std::vector<int>> removed;
    std::map<std::string, Shape> shapes; ///< of weights in the smaller network
    const char* named;                   ///< in the issue
};

const SmallLayer kConvolution{"a", "conv 8 3 3"};
const SmallLayer kLinear{"a", "linear 8 6"};

std::vector<SimulationCase> normCases()
{
    return {
        {"layer norm",
         {kLinear, {"n", "ln 8"}, {"z", "linear 4 8"}},
         "def forward(self, x):\n  y = self.n(self.a(x))\n  return self.z(y)\n",
         "2,5,6",
         {{"a", {1, 2, 7}}},
         {{"a", {5, 6}}, {"n", {5}}, {"z", {4, 5}}},
         "n"},
        {"layer norm behind a constant",
         {kLinear, {"n", "ln 8"}, {"z", "linear 4 8"}},
         "def forward(self, x):\n  y = self.n(torch.sigmoid(self.a(x)))\n  return self.z(y)\n",
         "2,5,6",
         {{"a", {0, 3}}},
         {{"a", {6, 6}}, {"n", {6}}, {"z", {4, 6}}},
         "n"},
        {"layer norm without a weight",
         {kLinear, {"z", "linear 4 8"}},
         "def forward(self, x):\n  y = torch.layer_norm(self.a(x), [8])\n  return self.z(y)\n",
         "2,5,6",
         {{"a", {4}}},
         {{"a", {7, 6}}, {"z", {4, 7}}},
         "layer_norm()"},
        {"layer norm over positions too",
         {kLinear, {"w", "parameter 5 8"}, {"z", "linear 4 8"}},
         "def forward(self, x):\n  y = torch.layer_norm(self.a(x), [5, 8], self.w)\n  return self.z(y)\n",
         "2,5,6",
         {{"a", {4, 5}}},
         {{"a", {6, 6}}, {"w", {5, 6}}, {"z", {4, 6}}},
         "layer_norm()"},
        {"layer norm of a size that is computed",
         {kLinear, {"n", "ln 8"}, {"z", "linear 4 8"}},
         "def forward(self, x):\n  y = self.a(x)\n"
         "  y = torch.layer_norm(y, [y.size(2)], self.n.weight, self.n.bias)\n  return self.z(y)\n",
         "2,5,6",
         {{"a", {4, 5}}},
         {{"a", {6, 6}}, {"n", {6}}, {"z", {4, 6}}},
         "layer_norm()"},
        {"layer norm that is called twice",
         {kLinear, {"b", "linear 8 6"}, {"n", "ln 8"}, {"z", "linear 4 8"}},
         "def forward(self, x):\n  y = self.a(x)\n  w = self.b(x)\n  y = self.n(y)\n  w = self.n(w)\n"
         "  return self.z(y) + self.z(w)\n",
         "2,5,6",
         {{"a", {1, 2}}, {"b", {1, 2}}},
         {{"a", {6, 6}}, {"b", {6, 6}}, {"n", {6}}, {"z", {4, 6}}},
         "n"},
        {"layer norm behind an embedding",
         {{"e", "embed 10 8"}, {"a", "linear 8 8"}, {"n", "ln 8"}, {"z", "linear 4 8"}},
         "def forward(self, x):\n  y = self.e(x)\n  a = self.a(y)\n  y = self.n(y + a)\n  return self.z(y)\n",
         "2,7:int64",
         {{"a", {1, 2}}, {"e", {1, 2}}},
         {{"e", {10, 6}}, {"a", {6, 6}}, {"n", {6}}, {"z", {4, 6}}},
         "n"},
        {"residual stream with a position embedding",
         {kLinear,
          {"e", "parameter 5 8"},
          {"n", "ln 8"},
          {"b", "linear 12 8"},
          {"c", "linear 8 12"},
          {"m", "ln 8"},
          {"z", "linear 4 8"}},
         "def forward(self, x):\n  y = self.a(x) + self.e\n  n = self.n(y)\n  b = torch.gelu(self.b(n))\n"
         "  y = y + self.c(b)\n  m = self.m(y)\n  return self.z(m)\n",
         "2,5,6",
         {{"a", {0, 2, 5}}, {"c", {0, 2, 5}}},
         {{"a", {5, 6}}, {"e", {5, 5}}, {"n", {5}}, {"b", {12, 5}}, {"c", {5, 12}}, {"z", {4, 5}}},
         "n, m"},
        {"group norm with one group",
         {kConvolution, {"n", "gn 8 groups 1"}, {"z", "conv 4 8 3"}},
         "def forward(self, x):\n  y = torch.relu(self.n(self.a(x)))\n  return self.z(y)\n",
         "2,3,6,6",
         {{"a", {0, 6}}},
         {{"a", {6, 3, 3, 3}}, {"n", {6}}, {"z", {4, 6, 3, 3}}},
         "n"},
    };
}

std::vector<SimulationCase> reductionCases()
{
    return {
        {"mean",
         {kConvolution, {"z", "conv 4 1 3"}},
         "def forward(self, x):\n  y = torch.relu(self.a(x))\n  return self.z(torch.mean(y, [1], True))\n",
         "2,3,6,6",
         {{"a", {1, 4}}},
         {{"a", {6, 3, 3, 3}}, {"z", {4, 1, 3, 3}}},
         "mean()"},
        {"mean behind a scale",
         {kConvolution, {"g", "parameter 8 1 1"}, {"z", "conv 4 1 3"}},
         "def forward(self, x):\n  y = self.g * self.a(x)\n  return self.z(torch.mean(y, [1], True))\n",
         "2,3,6,6",
         {{"a", {1, 4}}},
         {{"a", {6, 3, 3, 3}}, {"g", {6, 1, 1}}, {"z", {4, 1, 3, 3}}},
         "mean()"},
        {"softmax",
         {kLinear, {"z", "linear 4 8"}},
         "def forward(self, x):\n  return self.z(torch.softmax(self.a(x), -1))\n",
         "2,5,6",
         {{"a", {1, 4, 6}}},
         {{"a", {5, 6}}, {"z", {4, 5}}},
         "softmax()"},
        {"maximum and mean for spatial attention",
         {kConvolution, {"s", "conv 1 2 3"}, {"z", "conv 4 8 3"}},
         "def forward(self, x):\n  y = torch.relu(self.a(x))\n"
         "  m = torch.cat([torch.mean(y, [1], True), torch.max(y, 1, True)[0]], 1)\n"
         "  y = y * torch.sigmoid(self.s(m))\n  return self.z(y)\n",
         "2,3,6,6",
         {{"a", {2, 3}}},
         {{"a", {6, 3, 3, 3}}, {"s", {1, 2, 3, 3}}, {"z", {4, 6, 3, 3}}},
         "mean(), max()"},
        {"layer norm in single operators",
         {kLinear, {"n", "ln 8"}, {"z", "linear 4 8"}},
         "def forward(self, x):\n  y = self.a(x)\n  y = y - torch.mean(y, [-1], True)\n"
         "  y = y * torch.rsqrt(torch.mean(y * y, [-1], True) + 0.00001)\n"
         "  return self.z(y * self.n.weight + self.n.bias)\n",
         "2,5,6",
         {{"a", {3, 5}}},
         {{"a", {6, 6}}, {"n", {6}}, {"z", {4, 6}}},
         "mean()"},
        {"RMS norm in single operators",
         {kLinear, {"g", "parameter 8"}, {"z", "linear 4 8"}},
         "def forward(self, x):\n  y = self.a(x)\n"
         "  y = y * torch.rsqrt(torch.mean(y * y, [-1], True) + 0.00001) * self.g\n  return self.z(y)\n",
         "2,5,6",
         {{"a", {0, 7}}},
         {{"a", {6, 6}}, {"g", {6}}, {"z", {4, 6}}},
         "mean()"},
    };
}

const std::vector<SimulationCase>& allCases()
{
    static const std::vector<SimulationCase> kCases = [] {
        std::vector<SimulationCase> cases = normCases();
        for (SimulationCase& one : reductionCases())
            cases.push_back(std::move(one));
        return cases;
    }();
    return kCases;
}

std::vector<ModelOutput> answers(const Model& model, const MaskSet& masks)
{
    Model masked = model.clone();
    masked.applyMasks(withNormMasks(model, masks));
    std::mt19937 generator(3);
    std::normal_distribution<float> values;
    ModelOutput input{model.inputs().front().shape, {}};
    for (std::int64_t i = 0; i < elementCount(input.shape); ++i)
        input.values.push_back(values(generator));
    return masked.run({input});
}

double difference(const std::vector<ModelOutput>& expected, const std::vector<ModelOutput>& actual)
{
    double most = 0;
    for (std::size_t i = 0; i < expected.front().values.size(); ++i)
        most = std::max(most, std::abs(static_cast<double>(expected.front().values[i] - actual.front().values[i])));
    return most;
}

struct Simulated
{
    std::shared_ptr<const Model> plain;
    std::shared_ptr<const Model> model;
    MaskSet masks;
    std::vector<Issue> issues;
};

Simulated simulated(const SimulationCase& one, bool trainable = false)
{
    Simulated result;
    result.plain = smallNet(one.layers, one.forward, one.input, trainable);
    result.masks = channelMasks(*result.plain, one.removed);
    result.model = simulateReductions(result.plain, result.masks, Profile::Default, result.issues);
    return result;
}

SpeedupResult cut(const std::shared_ptr<const Model>& model, const MaskSet& masks)
{
    NullProgressSink sink;
    return speedUp(model, masks, {}, sink);
}

std::shared_ptr<const Model> reopened(const Model& model, const MaskSet& masks)
{
    QTemporaryDir folder;
    const std::string file = folder.filePath(QStringLiteral("masked.pt")).toStdString();
    Model masked = model.clone();
    masked.applyMasks(withNormMasks(model, masks));
    masked.saveTorchScript(file);
    NullProgressSink sink;
    Model loaded = Model::load(file, sink);
    loaded.setInputs(model.inputs());
    return std::make_shared<const Model>(std::move(loaded));
}

void requireShapes(const Model& model, const std::map<std::string, Shape>& shapes)
{
    for (const auto& [layer, shape] : shapes) {
        const std::string found = shapeText(model.findLayer(layer)->parameters.front().shape);
        QVERIFY2(found == shapeText(shape), (layer + " is " + found + " instead of " + shapeText(shape)).c_str());
    }
}

} // namespace

class tst_ReductionSimulation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSmallerNetworkAgrees_data() { rows(); }
    void theSmallerNetworkAgrees();
    void theSmallerNetworkIsPlain_data() { rows(); }
    void theSmallerNetworkIsPlain();
    void savedAndOpenedItShrinksAlike_data() { rows(); }
    void savedAndOpenedItShrinksAlike();
    void bothTrain_data() { rows(); }
    void bothTrain();
    void oneIssueNamesTheLayers_data() { rows(); }
    void oneIssueNamesTheLayers();
    void predictedAsItComes_data() { rows(); }
    void predictedAsItComes();
    void pruningAgainStartsFromTheWholeNetwork();
    void anOpenedSimulationIsNarrowed();
    void nothingToSimulate();
    void everyBatchSize();
    void theRecipeTellsPlainNorms();
    void embeddingsFollow();
    void choicesOfTheNetworksOwnStay_data();
    void choicesOfTheNetworksOwnStay();

private:
    void rows();
};

void tst_ReductionSimulation::rows()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < allCases().size(); ++i)
        QTest::newRow(allCases()[i].name) << static_cast<int>(i);
}

void tst_ReductionSimulation::theSmallerNetworkAgrees()
{
    QFETCH(int, index);
    const SimulationCase& one = allCases()[static_cast<std::size_t>(index)];
    try {
        const Simulated network = simulated(one);
        const SpeedupResult small = cut(network.model, network.masks);
        requireShapes(*small.model, one.shapes);
        QVERIFY(small.maxRelDifference < kAgreement);
        if (network.plain->inputs().front().dtype == DType::Int64)
            return; // answers() asks with floats
        // Not by accident: plain masking is another function.
        QVERIFY(difference(answers(*network.plain, network.masks), answers(*network.model, network.masks)) > 1e-3);
        QVERIFY(difference(answers(*network.model, network.masks), answers(*small.model, {})) < kAgreement);
    } catch (const std::exception& exception) {
        QFAIL(exception.what());
    }
}

// A network that was made small and one that was built small run the same operators.
void tst_ReductionSimulation::theSmallerNetworkIsPlain()
{
    QFETCH(int, index);
    const SimulationCase& one = allCases()[static_cast<std::size_t>(index)];
    const Simulated network = simulated(one);
    const auto small = cut(network.model, network.masks).model;
    QTemporaryDir folder;
    const std::string file = folder.filePath(QStringLiteral("small.pt")).toStdString();
    small->saveTorchScript(file);
    QFile archive(QString::fromStdString(file));
    QVERIFY(archive.open(QIODevice::ReadOnly));
    const QByteArray bytes = archive.readAll();
    for (const char* left : {"index_select", "index_copy", "zeros_like", "constant_pad_nd"})
        QVERIFY2(!bytes.contains(left), left);
}

void tst_ReductionSimulation::savedAndOpenedItShrinksAlike()
{
    QFETCH(int, index);
    const SimulationCase& one = allCases()[static_cast<std::size_t>(index)];
    const Simulated network = simulated(one);
    try {
        const auto loaded = reopened(*network.model, network.masks);
        if (loaded->inputs().front().dtype != DType::Int64)
            QVERIFY(difference(answers(*network.model, network.masks), answers(*loaded, {})) < kAgreement);
        const SpeedupResult small = cut(loaded, network.masks);
        requireShapes(*small.model, one.shapes);
        QVERIFY(small.maxRelDifference < kAgreement);
    } catch (const std::exception& exception) {
        QFAIL(exception.what());
    }
}

void tst_ReductionSimulation::bothTrain()
{
    QFETCH(int, index);
    const Simulated network = simulated(allCases()[static_cast<std::size_t>(index)], true);
    QVERIFY(trainsOneStep(*network.model));
    QVERIFY(trainsOneStep(*cut(network.model, network.masks).model));
}

void tst_ReductionSimulation::oneIssueNamesTheLayers()
{
    QFETCH(int, index);
    const SimulationCase& one = allCases()[static_cast<std::size_t>(index)];
    const Simulated network = simulated(one);
    QCOMPARE(network.issues.size(), std::size_t{1});
    QCOMPARE(network.issues.front().severity, Severity::Warning);
    const std::string text = network.issues.front().message.english();
    QVERIFY2(text.find("together: " + std::string(one.named) + ". These") != std::string::npos, text.c_str());
    QVERIFY2(text.find("fine-tuning is expected") != std::string::npos, text.c_str());
}

void tst_ReductionSimulation::predictedAsItComes()
{
    QFETCH(int, index);
    const Simulated network = simulated(allCases()[static_cast<std::size_t>(index)]);
    const PhysicalPrediction predicted =
        PhysicalPredictor(network.plain, {true}).predict(network.masks, Profile::Default);
    const SpeedupResult small = cut(network.model, network.masks);
    QCOMPARE(predicted.parametersAfter, small.parametersAfter);
    QCOMPARE(predicted.macsAfter, small.macsAfter);
}

void tst_ReductionSimulation::pruningAgainStartsFromTheWholeNetwork()
{
    const Simulated network = simulated(allCases().front());
    std::vector<Issue> issues;
    const MaskSet others = channelMasks(*network.plain, {{"a", {0}}});
    const auto again = simulateReductions(network.model, others, Profile::Default, issues);
    const auto direct = simulateReductions(network.plain, others, Profile::Default, issues);
    QVERIFY(answers(*again, others).front().values == answers(*direct, others).front().values);
    const auto undone = withPlainReductions(network.model);
    QVERIFY(answers(*undone, {}).front().values == answers(*network.plain, {}).front().values);
    QCOMPARE(withPlainReductions(network.plain), network.plain);
    // A trained copy knows as well what it was.
    const auto copy = std::make_shared<const Model>(network.model->clone());
    QVERIFY(answers(*withPlainReductions(copy), {}).front().values == answers(*network.plain, {}).front().values);
}

// What a file holds is no longer known as it was: those that are left may go, the others do not come back.
void tst_ReductionSimulation::anOpenedSimulationIsNarrowed()
{
    for (const char* name : {"layer norm", "mean", "softmax", "group norm with one group"}) {
        const auto& one = *std::find_if(allCases().begin(), allCases().end(),
                                        [&](const SimulationCase& other) { return std::string(other.name) == name; });
        const Simulated network = simulated(one);
        const auto loaded = reopened(*network.model, network.masks);
        std::map<std::string, std::vector<int>> more = one.removed;
        more["a"].push_back(5);
        const MaskSet masks = channelMasks(*loaded, more);
        std::vector<Issue> issues;
        const auto narrowed = simulateReductions(loaded, masks, Profile::Default, issues);
        const SpeedupResult small = cut(narrowed, masks);
        QCOMPARE(small.model->findLayer("a")->weightShape().value().front(),
                 static_cast<std::int64_t>(8 - more["a"].size()));
        QVERIFY(small.maxRelDifference < kAgreement);
        const auto direct = simulateReductions(network.plain, masks, Profile::Default, issues);
        QVERIFY(difference(answers(*direct, masks), answers(*small.model, {})) < kAgreement);
    }
}

void tst_ReductionSimulation::nothingToSimulate()
{
    const auto model = smallNet({kConvolution, {"b", "conv 8 8 1"}, {"n", "gn 8 groups 1"}, {"z", "conv 4 8 1"}},
                                "def forward(self, x):\n  y = torch.relu(self.a(x))\n  y = self.n(self.b(y))\n"
                                "  return self.z(y)\n",
                                "1,3,4,4");
    std::vector<Issue> issues;
    const MaskSet masks = channelMasks(*model, {{"a", {1}}});
    QCOMPARE(simulateReductions(model, masks, Profile::Default, issues), model);
    QVERIFY(issues.empty());
}

// A class token in front, and sizes that the network computes with.
void tst_ReductionSimulation::everyBatchSize()
{
    const SimulationCase one{
        "",
        {kLinear, {"t", "parameter 1 1 8"}, {"e", "parameter 1 6 8"}, {"n", "ln 8"}, {"z", "linear 4 8"}},
        "def forward(self, x):\n  y = self.a(x)\n"
        "  y = torch.cat([self.t.expand(x.size(0), 1, 8), y], 1) + self.e\n  y = self.n(y)\n"
        "  y = y.reshape([y.size(0) * y.size(1), 8])\n  return self.z(y)\n",
        "2,5,6",
        {{"a", {1, 2, 7}}},
        {},
        "n"};
    const Simulated network = simulated(one);
    const auto small = cut(network.model, network.masks).model;
    QCOMPARE(small->findLayer("a")->weightShape().value(), (Shape{5, 6}));
    const Shape shape{7, 5, 6};
    const ModelOutput input{shape, std::vector<float>(static_cast<std::size_t>(elementCount(shape)), 0.5F)};
    QCOMPARE(network.model->run({input}).front().shape, (Shape{42, 4}));
    QCOMPARE(small->run({input}).front().shape, (Shape{42, 4}));
}

void tst_ReductionSimulation::theRecipeTellsPlainNorms()
{
    const Simulated network = simulated(allCases().front());
    QVERIFY(writeRecipe(cut(network.model, network.masks)).find("\"n\": [\n   5\n  ]") != std::string::npos);
    // Under plain masking it goes on counting all of its channels.
    QVERIFY(writeRecipe(cut(network.plain, network.masks)).find("\"n\": [\n   8\n  ]") != std::string::npos);
}

// What a word is made of goes with the stream; there are as many words as before.
void tst_ReductionSimulation::embeddingsFollow()
{
    const auto& one = *std::find_if(allCases().begin(), allCases().end(), [](const SimulationCase& other) {
        return std::string(other.name) == "layer norm behind an embedding";
    });
    const auto model = smallNet(one.layers, one.forward, one.input);
    ConfigEntry entry;
    entry.opNames = {"a"};
    entry.sparsity = 0.25;
    PruneOptions options;
    options.mode = PruningMode::DependencyAware;
    options.throughReductions = true;
    const Resolution resolution =
        resolveConfigList({entry}, model->layers(), model->modules(), &findPruner("l1")->info());
    NullProgressSink sink;
    const PrunedNetwork pruned = pruneNetwork(model, resolution, options, sink);
    QCOMPARE(pruned.result.masks.find("e")->weight.keptSlices(1), pruned.result.masks.find("a")->weight.keptSlices(0));
    const SpeedupResult small = cut(pruned.model, pruned.result.masks);
    requireShapes(*small.model, one.shapes);
    QVERIFY(small.maxRelDifference < kAgreement);
}

void tst_ReductionSimulation::choicesOfTheNetworksOwnStay_data()
{
    QTest::addColumn<QString>("result");
    QTest::newRow("softmax") << "self.z(torch.softmax(y, 1).mean([2, 3]))";
    QTest::newRow("layer norm") << "self.z(torch.layer_norm(y.mean([2, 3]), [8]))";
    QTest::newRow("two dimensions") << "self.z(y.mean([2, 3])) + y.mean(1).mean()";
    QTest::newRow("element by element") << "self.z(torch.max(y, self.b(x)).mean([2, 3]))";
}

void tst_ReductionSimulation::choicesOfTheNetworksOwnStay()
{
    QFETCH(QString, result);
    // A permutation looks like what a simulation picks.
    const SimulationCase one{"permuted",
                             {kConvolution, {"b", "conv 8 3 3"}, {"z", "linear 4 8"}},
                             "def forward(self, x):\n  y = torch.relu(self.a(x))\n"
                             "  y = torch.index_select(y, 1, torch.tensor([3, 1, 0, 2, 5, 4, 7, 6]))\n  return "
                                 + result.toStdString() + "\n",
                             "1,3,6,6",
                             {{"a", {1, 2}}},
                             {},
                             ""};
    try {
        const Simulated network = simulated(one);
        const SpeedupResult small = cut(network.model, network.masks);
        QVERIFY(difference(answers(*network.model, network.masks), answers(*small.model, {})) < kAgreement);
    } catch (const std::exception& exception) {
        QFAIL(exception.what());
    }
}

QTEST_GUILESS_MAIN(tst_ReductionSimulation)
#include "tst_reduction_simulation.moc"

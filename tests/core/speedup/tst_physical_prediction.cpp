// SPDX-License-Identifier: GPL-3.0-or-later
// What is predicted is what a speedup then gives, to the last parameter and multiply-accumulate.
#include <QTest>

#include <cmath>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/config/config_resolver.h"
#include "core/pruning/channel_choice.h"
#include "core/pruning/pruner.h"
#include "core/speedup/latency_profile.h"
#include "core/speedup/physical_prediction.h"
#include "core/speedup/speedup.h"
#include "core/speedup/speedup_proof.h"
#include "small_net.h"

using namespace espalier;
using namespace espalier::test;

namespace {

std::shared_ptr<const Model> openModel(const std::string& name, const std::string& inputShape)
{
    NullProgressSink sink;
    Model model = Model::load(ESPALIER_TEST_DATA "/models/" + name + ".pt", sink);
    model.setInputs(parseInputSpecs(inputShape));
    return std::make_shared<const Model>(std::move(model));
}

struct Case
{
    std::shared_ptr<const Model> model;
    Resolution resolution;
    PruneOptions options;
};

Case prepare(const std::string& network, const std::string& shape, const std::string& algorithm, PruningMode mode,
             std::size_t align, double sparsity = 0.5)
{
    Case prepared;
    prepared.model = openModel(network, shape);
    ConfigEntry entry;
    entry.opTypes = std::vector<std::string>{"default", kAttentionType};
    entry.sparsity = sparsity;
    prepared.options.algorithm = algorithm;
    prepared.options.mode = mode;
    prepared.options.align = align;
    prepared.resolution =
        resolveConfigList({entry}, prepared.model->layers(), prepared.model->modules(), &findPruner(algorithm)->info());
    return prepared;
}

void compareWithSpeedup(const PhysicalPrediction& predicted, const SpeedupResult& made)
{
    QCOMPARE(predicted.parametersBefore, made.parametersBefore);
    QCOMPARE(predicted.parametersAfter, made.parametersAfter);
    QCOMPARE(predicted.macsBefore, made.macsBefore);
    QCOMPARE(predicted.macsAfter, made.macsAfter);
    for (const LayerInfo& layer : made.model->layers()) {
        const PhysicalLayer* row = predicted.find(layer.name);
        if (row == nullptr)
            continue;
        QVERIFY2(row->parametersAfter == layer.parameterCount, layer.name.c_str());
        QVERIFY2(row->macsAfter == layer.macs.value_or(0), layer.name.c_str());
        if (row->macsBefore > 0)
            QVERIFY2(row->outputsAfter == layer.outputChannels() * (layer.transposed ? layer.groups : 1),
                     layer.name.c_str());
    }
}

} // namespace

class tst_PhysicalPrediction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalsTheSpeedup_data();
    void equalsTheSpeedup();
    void chooserEqualsPrune_data();
    void chooserEqualsPrune();
    void groupedConvolutions();
    void transposedConvolutions();
    void attentionProducts();
    void singleWeightsRemoveNothing();
    void onlyPruneCanTell();
    void inputShapeIsNeeded();
    void latencyFollowsTheLayers();
    void profileCoversEveryLayer();
    void oneTrainingStep();
};

void tst_PhysicalPrediction::equalsTheSpeedup_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<QString>("shape");
    QTest::addColumn<bool>("together");
    for (const bool together : {false, true}) {
        const char* mode = together ? "together" : "alone";
        QTest::addRow("lenet %s", mode) << "lenet_traced"
                                        << "1,1,28,28" << together;
        QTest::addRow("resnet %s", mode) << "resnet_scripted"
                                         << "1,3,32,32" << together;
        QTest::addRow("resnet of batch 2 %s", mode) << "resnet_traced"
                                                    << "2,3,32,32" << together;
        QTest::addRow("attention, traced %s", mode) << "attention_traced"
                                                    << "1,5,6" << together;
        QTest::addRow("attention, scripted %s", mode) << "attention_scripted"
                                                      << "1,5,6" << together;
        QTest::addRow("mobilenet %s", mode) << "mobilenet_scripted"
                                            << "1,3,32,32" << together;
    }
}

void tst_PhysicalPrediction::equalsTheSpeedup()
{
    QFETCH(QString, network);
    QFETCH(QString, shape);
    QFETCH(bool, together);
    const Case c = prepare(network.toStdString(), shape.toStdString(), "l1",
                           together ? PruningMode::DependencyAware : PruningMode::Normal, 1);
    NullProgressSink sink;
    const MaskSet masks = prune(*c.model, c.resolution, c.options, sink).masks;
    const SpeedupResult made = speedUp(c.model, masks, {}, sink);
    const PhysicalPredictor predictor(c.model);
    const PhysicalPrediction predicted = predictor.predict(masks, Profile::Default);
    QCOMPARE(predicted.shrinks(), made.parametersAfter < made.parametersBefore);
    compareWithSpeedup(predicted, made);
    ChannelChooser chooser(c.model, predictor.graph());
    const auto kept = chooser.choose(c.resolution, c.options);
    QVERIFY(kept.has_value());
    compareWithSpeedup(predictor.predict(*kept, Profile::Default), made);
}

void tst_PhysicalPrediction::chooserEqualsPrune_data()
{
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<bool>("together");
    QTest::addColumn<int>("align");
    QTest::addColumn<double>("sparsity");
    for (const char* algorithm : {"l1", "l2", "fpgm", "random"}) {
        for (const bool together : {false, true}) {
            for (const int align : {1, 4}) {
                for (const double sparsity : {0.0, 0.3, 0.99})
                    QTest::addRow("%s %d %d %g", algorithm, together, align, sparsity)
                        << algorithm << together << align << sparsity;
            }
        }
    }
}

void tst_PhysicalPrediction::chooserEqualsPrune()
{
    QFETCH(QString, algorithm);
    QFETCH(bool, together);
    QFETCH(int, align);
    QFETCH(double, sparsity);
    const Case c = prepare("resnet_traced", "1,3,32,32", algorithm.toStdString(),
                           together ? PruningMode::DependencyAware : PruningMode::Normal,
                           static_cast<std::size_t>(align), sparsity);
    NullProgressSink sink;
    const MaskSet masks = prune(*c.model, c.resolution, c.options, sink).masks;
    ChannelChooser chooser(c.model, std::make_shared<const DependencyGraph>(*c.model));
    for (int round = 0; round < 2; ++round) { // the second time from what was remembered
        const auto kept = chooser.choose(c.resolution, c.options);
        QVERIFY(kept.has_value());
        for (const auto& [layer, mask] : masks.items()) {
            const auto found = kept->find(layer);
            const auto rows = mask.weight.keptSlices();
            for (std::size_t i = 0; i < rows.size(); ++i)
                QCOMPARE(found == kept->end() || found->second[i] != 0, static_cast<bool>(rows[i]));
        }
        for (const auto& [layer, units] : *kept)
            QVERIFY(masks.find(layer) != nullptr);
    }
}

void tst_PhysicalPrediction::groupedConvolutions()
{
    const auto model = smallNet({{"a", "conv 8 3 3"}, {"g", "conv 8 8 3 groups 2 nobias"}, {"z", "conv 4 8 3"}},
                                "def forward(self, x):\n  y = torch.relu(self.a(x))\n"
                                "  return self.z(torch.relu(self.g(y)))\n",
                                "1,3,8,8");
    const PhysicalPredictor predictor(model);
    NullProgressSink sink;
    const std::vector<std::map<std::string, std::vector<int>>> cases{
        {{"a", {0, 1, 4, 5}}}, {{"g", {0, 1, 2, 3}}}, {{"a", {0, 5}}, {"g", {3, 7}}}, {{"a", {4, 5, 6, 7}}}};
    for (const auto& removed : cases) {
        const MaskSet masks = channelMasks(*model, removed);
        compareWithSpeedup(predictor.predict(masks, Profile::Default), speedUp(model, masks, {}, sink));
        KeptChannels kept;
        for (const auto& [layer, channels] : removed) {
            kept[layer].assign(8, 1);
            for (const int channel : channels)
                kept[layer][static_cast<std::size_t>(channel)] = 0;
        }
        compareWithSpeedup(predictor.predict(kept, Profile::Default), speedUp(model, masks, {}, sink));
    }
}

void tst_PhysicalPrediction::transposedConvolutions()
{
    const auto model = smallNet({{"a", "conv 8 3 3"}, {"t", "convt 8 6 2"}, {"z", "conv 4 6 3"}},
                                "def forward(self, x):\n  y = torch.relu(self.a(x))\n"
                                "  return self.z(torch.relu(self.t(y)))\n",
                                "1,3,8,8");
    const PhysicalPredictor predictor(model);
    NullProgressSink sink;
    const MaskSet masks = channelMasks(*model, {{"a", {1, 2}}, {"t", {0, 4, 5}}});
    compareWithSpeedup(predictor.predict(masks, Profile::Default), speedUp(model, masks, {}, sink));
}

void tst_PhysicalPrediction::attentionProducts()
{
    // One head: queries and keys lose the same channels, and with them their product gets cheaper.
    const auto model = smallNet({{"q", "linear 8 6"}, {"k", "linear 8 6"}, {"v", "linear 8 6"}, {"o", "linear 5 8"}},
                                "def forward(self, x):\n"
                                "  w = torch.matmul(self.q(x), torch.transpose(self.k(x), 1, 2))\n"
                                "  return self.o(torch.matmul(torch.softmax(w, 2), self.v(x)))\n",
                                "1,7,6");
    const PhysicalPredictor predictor(model);
    NullProgressSink sink;
    const MaskSet masks = channelMasks(*model, {{"q", {0, 3}}, {"k", {0, 3}}, {"v", {1, 2, 5}}});
    const PhysicalPrediction predicted = predictor.predict(masks, Profile::Default);
    const SpeedupResult made = speedUp(model, masks, {}, sink);
    QVERIFY(made.macsAfter < made.macsBefore);
    compareWithSpeedup(predicted, made);
}

void tst_PhysicalPrediction::singleWeightsRemoveNothing()
{
    const Case c = prepare("lenet_traced", "1,1,28,28", "level", PruningMode::Normal, 1);
    NullProgressSink sink;
    const MaskSet masks = prune(*c.model, c.resolution, c.options, sink).masks;
    const PhysicalPrediction predicted = PhysicalPredictor(c.model).predict(masks, Profile::Default);
    QVERIFY(!predicted.shrinks());
    QCOMPARE(predicted.parametersAfter, c.model->parameterCount());
    QCOMPARE(predicted.macsAfter, *c.model->macs());
}

void tst_PhysicalPrediction::onlyPruneCanTell()
{
    Case c = prepare("lenet_traced", "1,1,28,28", "level", PruningMode::Normal, 1);
    ChannelChooser chooser(c.model, std::make_shared<const DependencyGraph>(*c.model));
    QVERIFY(!chooser.choose(c.resolution, c.options));
    c.options.algorithm = "l1";
    QVERIFY(chooser.choose(c.resolution, c.options));
    c.options.profile = Profile::Nni23;
    QVERIFY(!chooser.choose(c.resolution, c.options));
}

void tst_PhysicalPrediction::inputShapeIsNeeded()
{
    NullProgressSink sink;
    const auto model = std::make_shared<const Model>(Model::load(ESPALIER_TEST_DATA "/models/lenet_traced.pt", sink));
    QVERIFY(model->inputs().empty());
    QVERIFY_THROWS_EXCEPTION(Error, PhysicalPredictor(model).graph());
}

void tst_PhysicalPrediction::latencyFollowsTheLayers()
{
    LatencyProfile profile;
    profile.layerMs = {{"conv", 4}, {"bn", 2}, {"", 1}};
    PhysicalPrediction prediction;
    prediction.activations = 0.5;
    PhysicalLayer conv;
    conv.name = "conv";
    conv.outputsBefore = 8;
    conv.outputsAfter = 4;
    conv.macsBefore = 100;
    conv.macsAfter = 25;
    PhysicalLayer norm;
    norm.name = "bn";
    norm.outputsBefore = 8;
    norm.outputsAfter = 4;
    prediction.layers = {conv, norm};
    QCOMPARE(predictLatency(profile, prediction), (1 + 3 * 0.25) + (1 + 1 * 0.5) + 1);
    QCOMPARE(predictLatency({}, prediction), 0.0);
}

void tst_PhysicalPrediction::profileCoversEveryLayer()
{
    const auto model = openModel("resnet_traced", "1,3,32,32");
    NullProgressSink sink;
    const LatencyProfile profile = measureLatencyProfile(*model, sink);
    double sum = 0;
    for (const auto& [layer, time] : profile.layerMs) {
        QVERIFY(time >= 0);
        sum += time;
    }
    // Scaled to what a pass takes: only rounding is left.
    QVERIFY(std::abs(sum - profile.whole.medianMs) <= 1e-9 * profile.whole.medianMs);
    for (const LayerInfo& layer : model->layers()) {
        if (layer.macs.value_or(0) > 0)
            QVERIFY2(profile.layerMs.contains(layer.name), layer.name.c_str());
    }
}

void tst_PhysicalPrediction::oneTrainingStep()
{
    QVERIFY(trainsOneStep(*openModel("resnet_traced", "1,3,32,32")));
    // A network of constants learns nothing.
    const auto fixed =
        smallNet({{"unused", "conv 3 3 1"}}, "def forward(self, x):\n  return torch.relu(x)\n", "1,3,4,4");
    QVERIFY(!trainsOneStep(*fixed));
}

QTEST_GUILESS_MAIN(tst_PhysicalPrediction)
#include "tst_physical_prediction.moc"

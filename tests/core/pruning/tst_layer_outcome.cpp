// SPDX-License-Identifier: GPL-3.0-or-later
// Why layers lose something else than what was asked of them.
#include <QTest>

#include "core/base/progress_sink.h"
#include "core/config/config_list_parser.h"
#include "core/pruning/layer_outcome.h"

using namespace espalier;

namespace {

/// Channels: conv1, layer1.*: 8, of which conv1, layer1.0.conv2 and layer1.1.conv2 share theirs; layer2.*: 16; fc: 10.
Model openNetwork()
{
    NullProgressSink sink;
    Model model = Model::load(ESPALIER_TEST_DATA "/models/resnet_scripted.pt", sink);
    model.setInputs(parseInputSpecs("1,3,16,16"));
    return model;
}

std::vector<LayerOutcome> outcomes(const char* list, const PruneOptions& options)
{
    const Model model = openNetwork();
    const Resolution resolution = resolveConfigList(parseConfigList(list).entries, model.layers(), model.modules(),
                                                    &findPruner(options.algorithm)->info(), options.profile);
    NullProgressSink sink;
    const PruneResult pruned = prune(model, resolution, options, sink);
    const DependencyGraph graph(model);
    return layerOutcomes(model, resolution, options, pruned, &graph);
}

LayerOutcome outcomeOf(const std::vector<LayerOutcome>& all, const std::string& layer)
{
    for (const LayerOutcome& one : all) {
        if (one.name == layer)
            return one;
    }
    LayerOutcome none;
    none.reason.text = "not listed";
    return none;
}

PruneOptions optionsOf(const char* algorithm, PruningMode mode, std::size_t align = 1)
{
    PruneOptions options;
    options.algorithm = algorithm;
    options.mode = mode;
    options.align = align;
    return options;
}

} // namespace

class TestLayerOutcome : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reasons_data();
    void reasons();
    void numbersOfARow();
    void rowsAreInTheOrderOfTheModel();
    void sharedChannelsNeedTheGraph();
    void commaSeparated();
};

void TestLayerOutcome::reasons_data()
{
    QTest::addColumn<QByteArray>("list");
    QTest::addColumn<PruneOptions>("options");
    QTest::addColumn<QByteArray>("layer");
    QTest::addColumn<QByteArray>("reason");
    const PruneOptions each = optionsOf("l1", PruningMode::Normal);
    const PruneOptions together = optionsOf("l1", PruningMode::DependencyAware);
    QTest::newRow("as asked") << QByteArray(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])") << each
                              << QByteArray("conv1") << QByteArray();
    QTest::newRow("whole channels") << QByteArray(R"([{"op_types": ["Conv2d"], "sparsity": 0.3}])") << each
                                    << QByteArray("conv1")
                                    << QByteArray("conv1 loses whole channels only: 2 of 8 are the most within its "
                                                  "sparsity.");
    QTest::newRow("whole weights") << QByteArray(R"([{"op_names": ["conv1"], "sparsity": 0.3}])")
                                   << optionsOf("level", PruningMode::Normal) << QByteArray("conv1")
                                   << QByteArray("conv1 loses whole weights only: 64 of 216 are the most within its "
                                                 "sparsity.");
    QTest::newRow("output") << QByteArray(R"([{"op_types": ["Linear"], "sparsity": 0.5}])") << each << QByteArray("fc")
                            << QByteArray("fc makes the output of the model; all its channels are kept.");
    QTest::newRow("alignment") << QByteArray(R"([{"op_types": ["Conv2d"], "sparsity": 0.3}])")
                               << optionsOf("l1", PruningMode::Normal, 4) << QByteArray("layer1.0.conv1")
                               << QByteArray("layer1.0.conv1 keeps a multiple of 4 channels: 8 of 8.");
    QTest::newRow("excluded") << QByteArray(R"([{"op_types": ["Conv2d"], "sparsity": 0.5},
                                                {"op_names": ["conv1"], "exclude": true}])")
                              << each << QByteArray("conv1")
                              << QByteArray("Entry 2 of the config list excludes conv1.");
    QTest::newRow("follows") << QByteArray(R"([{"op_names": ["layer1.0.conv2"], "sparsity": 0.5}])") << together
                             << QByteArray("conv1") << QByteArray("conv1 follows the layers that it depends on.");
    QTest::newRow("a partner gives less")
        << QByteArray(
               R"([{"op_types": ["Conv2d"], "sparsity": 0.5}, {"op_names": ["layer1.1.conv2"], "sparsity": 0.25}])")
        << together << QByteArray("layer1.0.conv2")
        << QByteArray("layer1.0.conv2 shares its channels with layer1.1.conv2, which gives up less.");
    QTest::newRow("a partner is excluded")
        << QByteArray(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}, {"op_names": ["conv1"], "exclude": true}])")
        << together << QByteArray("layer1.0.conv2")
        << QByteArray("layer1.0.conv2 shares its channels with conv1, which is excluded.");
    QTest::newRow("limit of a layer") << QByteArray(
        R"([{"op_types": ["Conv2d"], "total_sparsity": 0.25, "max_sparsity_per_layer": 0.25}])")
                                      << optionsOf("level", PruningMode::Global) << QByteArray("conv1")
                                      << QByteArray("max_sparsity_per_layer holds conv1 at 54 of 216.");
    QTest::newRow("all layers together") << QByteArray(R"([{"op_types": ["Conv2d"], "total_sparsity": 0.5}])")
                                         << optionsOf("level", PruningMode::Global) << QByteArray("conv1")
                                         << QByteArray("The sparsity is that of all layers together; this is what "
                                                       "conv1 gives.");
}

void TestLayerOutcome::reasons()
{
    QFETCH(const QByteArray, list);
    QFETCH(const PruneOptions, options);
    QFETCH(const QByteArray, layer);
    QFETCH(const QByteArray, reason);
    const LayerOutcome outcome = outcomeOf(outcomes(list.constData(), options), layer.toStdString());
    QCOMPARE(outcome.reason.english(), reason.toStdString());
}

void TestLayerOutcome::numbersOfARow()
{
    const auto all = outcomes(R"([{"op_names": ["conv1"], "sparsity": 0.3}])", optionsOf("l1", PruningMode::Normal));
    QCOMPARE(all.size(), std::size_t(1));
    QCOMPARE(all.front().opType, std::string("Conv2d"));
    QCOMPARE(all.front().requested.value_or(-1), 0.3);
    QCOMPARE(all.front().achieved, 0.25);
    QCOMPARE(all.front().units, 8);
    QCOMPARE(all.front().removed, 2);
    const auto following = outcomes(R"([{"op_names": ["layer1.0.conv2"], "sparsity": 0.5}])",
                                    optionsOf("l1", PruningMode::DependencyAware));
    QVERIFY(!outcomeOf(following, "conv1").requested);
    QCOMPARE(outcomeOf(following, "conv1").achieved, 0.5);
    const auto excluded = outcomes(R"([{"op_types": ["Conv2d"], "sparsity": 0.5},
                                       {"op_names": ["conv1"], "exclude": true}])",
                                   optionsOf("level", PruningMode::Normal));
    QCOMPARE(outcomeOf(excluded, "conv1").units, 216);
    QCOMPARE(outcomeOf(excluded, "conv1").removed, 0);
}

void TestLayerOutcome::rowsAreInTheOrderOfTheModel()
{
    const auto all = outcomes(R"([{"op_types": ["Conv2d", "Linear"], "sparsity": 0.5},
                                  {"op_names": ["layer1.0.conv1"], "exclude": true}])",
                              optionsOf("l1", PruningMode::DependencyAware));
    std::vector<std::string> names;
    for (const LayerOutcome& one : all)
        names.push_back(one.name);
    QVERIFY(
        (names
         == std::vector<std::string>{"conv1", "layer1.0.conv1", "layer1.0.conv2", "layer1.1.conv1", "layer1.1.conv2",
                                     "layer2.0.conv1", "layer2.0.conv2", "layer2.0.downsample.0", "fc"}));
}

void TestLayerOutcome::sharedChannelsNeedTheGraph()
{
    const Model model = openNetwork();
    const PruneOptions options = optionsOf("l1", PruningMode::DependencyAware);
    const Resolution resolution = resolveConfigList(parseConfigList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5},
                                              {"op_names": ["conv1"], "sparsity": 0.125}])")
                                                        .entries,
                                                    model.layers(), model.modules(), &findPruner("l1")->info());
    NullProgressSink sink;
    const PruneResult pruned = prune(model, resolution, options, sink);
    // Without it the finding of the pruning still says something about the layer.
    const auto all = layerOutcomes(model, resolution, options, pruned, nullptr);
    QVERIFY(outcomeOf(all, "layer1.0.conv2").reason.english().find("layer1.0.conv2") == 0);
    QVERIFY(outcomeOf(all, "conv1").reason.text.empty());
}

void TestLayerOutcome::commaSeparated()
{
    LayerOutcome plain{"conv1", "Conv2d", 0.5, 0.25, 8, 2, {}};
    LayerOutcome odd{"a,\"b\"", "Linear", std::nullopt, 0, 10, 0, {"Kept, as %1.", {"asked"}}};
    QCOMPARE(writeOutcomesCsv({plain, odd}),
             std::string("layer,op_type,sparsity_requested,sparsity,units,removed,reason\n"
                         "conv1,Conv2d,0.5,0.25,8,2,\n"
                         "\"a,\"\"b\"\"\",Linear,,0,10,0,\"Kept, as asked.\"\n"));
}

QTEST_GUILESS_MAIN(TestLayerOutcome)
#include "tst_layer_outcome.moc"

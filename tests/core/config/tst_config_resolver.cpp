// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <array>
#include <limits>
#include <random>

#include "core/config/config_list_parser.h"
#include "core/config/config_resolver.h"
#include "example_layers.h"

using namespace espalier;

namespace {

AlgorithmInfo channelCriterion()
{
    AlgorithmInfo info;
    info.name = "l1";
    info.opTypes = {"Conv1d", "Conv2d", "Conv3d", "Linear"};
    info.nniOpTypes = {"Conv2d"};
    return info;
}

AlgorithmInfo weightCriterion()
{
    AlgorithmInfo info;
    info.name = "level";
    info.structured = false;
    return info;
}

Resolution resolveText(const QByteArray& text, const AlgorithmInfo* algorithm, Profile profile = Profile::Default,
                       const ExampleLayers& network = smallResidualNetwork())
{
    const ParsedConfigList parsed = parseConfigList(text.toStdString());
    if (parsed.error)
        qFatal("%s", parsed.error->message.english().c_str());
    return resolveConfigList(parsed.entries, network.layers, network.modules, algorithm, profile);
}

/// "conv1=0.5 fc=0.6": the layers to be pruned and how far.
QByteArray prunedText(const Resolution& resolution)
{
    QByteArrayList words;
    for (const ResolvedLayer& layer : resolution.layers) {
        if (layer.sparsity)
            words << QByteArray::fromStdString(layer.name) + '=' + QByteArray::number(*layer.sparsity);
    }
    return words.join(' ');
}

/// One line per issue: "error 0 layer: sentence".
QByteArray issuesText(const Resolution& resolution)
{
    QByteArrayList lines;
    for (const Issue& issue : resolution.issues) {
        const QByteArray entry = issue.entry ? QByteArray::number(qulonglong(*issue.entry)) : QByteArray("-");
        lines << QByteArray(severityName(issue.severity)) + ' ' + entry + ' ' + QByteArray::fromStdString(issue.layer)
                     + ": " + QByteArray::fromStdString(issue.message.english());
    }
    return lines.join('\n');
}

} // namespace

class TestConfigResolver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void selects_data();
    void selects();
    void reports_data();
    void reports();
    void tutorialExampleWorks();
    void familiesAreSeparate();
    void quantizationSettings();
    void pruningSettings();
    void countsLayersWon();
    void defaultIsCutPerFamily();
    void unsupportedTypesAreCountedOnce();
    void prunedOutputsAreToldInNni();
    void manyUnknownNamesAreOneIssue();
    void irrelevantEntriesChangeNothing();
    void lastMatchWinsOnRandomLists();
    void isFast();
};

void TestConfigResolver::selects_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("pruned");
    const QByteArray convs = "conv1=0.5 layer1.0.conv1=0.5 layer1.0.conv2=0.5 layer2.0.conv1=0.5 layer2.0.conv2=0.5";
    QTest::newRow("empty list") << QByteArray("[]") << QByteArray();
    QTest::newRow("type") << QByteArray("[{'sparsity': .5, 'op_types': ['Conv2d']}]") << convs;
    QTest::newRow("two types") << QByteArray("[{'sparsity': .5, 'op_types': ['Conv2d', 'Linear']}]")
                               << convs + " fc=0.5";
    QTest::newRow("name") << QByteArray("[{'sparsity': .5, 'op_names': ['fc']}]") << QByteArray("fc=0.5");
    QTest::newRow("type and name") << QByteArray(
        "[{'sparsity': .5, 'op_types': ['Conv2d'], 'op_names': ['conv1', 'fc']}]")
                                   << QByteArray("conv1=0.5");
    QTest::newRow("empty types match nothing") << QByteArray("[{'sparsity': .5, 'op_types': []}]") << QByteArray();
    QTest::newRow("empty names match nothing")
        << QByteArray("[{'sparsity': .5, 'op_types': ['Conv2d'], 'op_names': []}]") << QByteArray();
    QTest::newRow("default") << QByteArray("[{'sparsity': .5, 'op_types': ['default']}]") << convs + " fc=0.5";
    QTest::newRow("last wins") << QByteArray(
        "[{'sparsity': .5, 'op_types': ['Conv2d']}, {'sparsity': .9, 'op_names': ['conv1']}]")
                               << QByteArray(convs).replace("conv1=0.5 layer1.0.conv1", "conv1=0.9 layer1.0.conv1");
    QTest::newRow("last wins, other order")
        << QByteArray("[{'sparsity': .9, 'op_names': ['conv1']}, {'sparsity': .5, 'op_types': ['Conv2d']}]") << convs;
    QTest::newRow("exclude") << QByteArray(
        "[{'sparsity': .5, 'op_types': ['Linear', 'Conv2d']}, {'exclude': True, 'op_types': ['Conv2d']}]")
                             << QByteArray("fc=0.5");
    QTest::newRow("exclude beats a sparsity beside it")
        << QByteArray("[{'sparsity': .5, 'exclude': True, 'op_names': ['fc']}]") << QByteArray();
    QTest::newRow("entry after exclude selects again")
        << QByteArray("[{'exclude': True, 'op_types': ['Linear']}, {'sparsity': .5, 'op_names': ['fc']}]")
        << QByteArray("fc=0.5");
    QTest::newRow("exclude: false does not exclude")
        << QByteArray("[{'sparsity': .5, 'exclude': False, 'op_names': ['fc']}]") << QByteArray("fc=0.5");
    QTest::newRow("part of a name is no name")
        << QByteArray("[{'sparsity': .5, 'op_names': ['conv']}]") << QByteArray();
    QTest::newRow("case matters") << QByteArray("[{'sparsity': .5, 'op_types': ['conv2d']}]") << QByteArray();
    QTest::newRow("pattern") << QByteArray("[{'sparsity': .5, 'op_names_re': ['.*conv2']}]")
                             << QByteArray("layer1.0.conv2=0.5 layer2.0.conv2=0.5");
    QTest::newRow("pattern from the beginning on")
        << QByteArray("[{'sparsity': .5, 'op_names_re': ['conv', 'lay.*1\\.0\\.conv1']}]")
        << QByteArray("conv1=0.5 layer1.0.conv1=0.5");
    QTest::newRow("pattern adds to names")
        << QByteArray("[{'sparsity': .5, 'op_names': ['fc'], 'op_names_re': ['layer2']}]")
        << QByteArray("layer2.0.conv1=0.5 layer2.0.conv2=0.5 fc=0.5");
    QTest::newRow("pattern and type") << QByteArray(
        "[{'sparsity': .5, 'op_types': ['Conv2d'], 'op_names_re': ['.*1$', 'fc']}]")
                                      << QByteArray("conv1=0.5 layer1.0.conv1=0.5 layer2.0.conv1=0.5");
    QTest::newRow("empty patterns match nothing")
        << QByteArray("[{'sparsity': .5, 'op_types': ['Conv2d'], 'op_names_re': []}]") << QByteArray();
    QTest::newRow("broken pattern matches nothing")
        << QByteArray("[{'sparsity': .5, 'op_names_re': ['(', 'fc']}]") << QByteArray("fc=0.5");
    QTest::newRow("exceptions") << QByteArray(
        "[{'sparsity': .5, 'op_types': ['default'], 'exclude_op_types': ['Linear'], "
        "'exclude_op_names': ['conv1'], 'exclude_op_names_re': ['layer2']}]")
                                << QByteArray("layer1.0.conv1=0.5 layer1.0.conv2=0.5");
    QTest::newRow("exceptions of default types")
        << QByteArray("[{'sparsity': .5, 'op_names_re': ['conv1', 'bn1'], 'exclude_op_types': ['default']}]")
        << QByteArray("bn1=0.5");
    QTest::newRow("exceptions leave other entries alone")
        << QByteArray("[{'sparsity': .5, 'op_names': ['fc']}, "
                      "{'sparsity': .6, 'op_types': ['Linear'], 'exclude_op_names': ['fc']}]")
        << QByteArray("fc=0.5");
    QTest::newRow("switched off") << QByteArray(
        "[{'sparsity': .5, 'op_names': ['fc']}, {'enabled': False, 'exclude': True, 'op_names': ['fc']}]")
                                  << QByteArray("fc=0.5");
    QTest::newRow("sparsity zero") << QByteArray("[{'sparsity': 0, 'op_names': ['fc']}]") << QByteArray("fc=0");
}

void TestConfigResolver::selects()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, pruned);
    const AlgorithmInfo l1 = channelCriterion();
    QCOMPARE(prunedText(resolveText(text, &l1)), pruned);
}

void TestConfigResolver::reports_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("algorithm");
    QTest::addColumn<int>("profile");
    QTest::addColumn<QByteArray>("beginning");
    QTest::addColumn<QByteArray>("fragment");
    const auto row = [](const char* name, const char* text, const char* algorithm, Profile profile,
                        const char* beginning, const char* fragment) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(algorithm) << static_cast<int>(profile)
                            << QByteArray(beginning) << QByteArray(fragment);
    };
    const auto d = Profile::Default;
    row("fine", "[{'sparsity': .5, 'op_types': ['Conv2d']}]", "l1", d, "", "");
    row("empty list", "[]", "l1", d, "", "");
    row("misspelt key", "[{'sparsty': 0.5}]", "l1", d, "error 0 ", "selects no layer and sets nothing");
    row("misspelt key comes first", "[{'sparsty': 0.5, 'op_types': ['Conv2d']}]", "l1", d,
        "error 0 : Entry 1 has the unknown key \"sparsty\"; did you mean \"sparsity\"?", "Entry 1 sets nothing");
    row("misspelt selector", "[{'sparsity': 0.5, 'op_tpyes': ['Conv2d']}]", "l1", d,
        "error 0 : Entry 1 has the unknown key \"op_tpyes\"; did you mean \"op_types\"?", "Entry 1 selects no layer");
    row("misspelt quant_bits", "[{'quant_types': ['weight'], 'quant_bit': 8, 'op_types': ['Conv2d']}]", "", d,
        "error 0 : Entry 1 has the unknown key \"quant_bit\"; did you mean \"quant_bits\"?", "but no quant_bits");
    row("no selector", "[{'sparsity': 0.5}]", "l1", d, "error 0 ", "selects no layer");
    row("no setting", "[{'op_types': ['Conv2d']}]", "l1", d, "error 0 ", "sets nothing");
    row("exclude: false sets nothing", "[{'op_types': ['Conv2d'], 'exclude': False}]", "l1", d, "error 0 ",
        "sets nothing");
    row("too sparse", "[{'sparsity': 1.5, 'op_types': ['Conv2d']}]", "l1", d, "error 0 ",
        "1.5, outside the range [0, 1)");
    row("negative", "[{'sparsity': -0.1, 'op_types': ['Conv2d']}]", "l1", d, "error 0 ",
        "-0.1, outside the range [0, 1)");
    row("everything", "[{'sparsity': 1.0, 'op_types': ['Conv2d']}]", "l1", d, "error 0 ",
        "1.0, outside the range [0, 1)");
    row("too high a total", "[{'total_sparsity': 1.0, 'op_types': ['Conv2d']}]", "l1", d, "error 0 ",
        "total_sparsity of entry 1 is 1.0, outside the range [0, 1)");
    row("two sparsities", "[{'sparsity': .5, 'total_sparsity': .5, 'op_types': ['Conv2d']}]", "l1", d, "error 0 ",
        "gives both sparsity");
    row("limit of nothing", "[{'total_sparsity': .5, 'max_sparsity_per_layer': 0, 'op_types': ['Conv2d']}]", "l1", d,
        "error 0 ", "max_sparsity_per_layer of entry 1 is 0.0, outside the range (0, 1]");
    row("limit of one layer", "[{'total_sparsity': .5, 'max_sparsity_per_layer': {'fc': 2}, 'op_types': ['Conv2d']}]",
        "l1", d, "error 0 ", "max_sparsity_per_layer of entry 1 is 2.0");
    row("total is enough", "[{'total_sparsity': .5, 'max_sparsity_per_layer': 1, 'op_types': ['Conv2d']}]", "l1", d, "",
        "");
    row("no iterations", "[{'sparsity': .5, 'prune_iterations': 0, 'op_types': ['Conv2d']}]", "l1", d, "error 0 ",
        "prune_iterations of entry 1 is 0; it must be 1 at least");
    row("course",
        "[{'initial_sparsity': 0, 'final_sparsity': .5, 'start_epoch': 0, 'end_epoch': 5, 'frequency': 1, "
        "'op_types': ['Conv2d']}]",
        "l1", d, "", "");
    row("course without an end", "[{'final_sparsity': .5, 'op_types': ['Conv2d']}]", "l1", d, "error 0 ",
        "needs final_sparsity and end_epoch");
    row("course that stands still", "[{'final_sparsity': .5, 'end_epoch': 5, 'frequency': 0, 'op_types': ['Conv2d']}]",
        "l1", d, "error 0 ", "frequency of entry 1 is 0; it must be 1 at least");
    row("course to everything", "[{'final_sparsity': 1.0, 'end_epoch': 5, 'op_types': ['Conv2d']}]", "l1", d,
        "error 0 ", "final_sparsity of entry 1 is 1.0, outside the range [0, 1)");
    row("course and sparsity", "[{'sparsity': .5, 'final_sparsity': .5, 'end_epoch': 5, 'op_types': ['Conv2d']}]", "l1",
        d, "error 0 ", "final_sparsity and another sparsity");
    row("second entry", "[{'sparsity': .5, 'op_types': ['Conv2d']}, {'sparsity': 2, 'op_names': ['fc']}]", "l1", d,
        "error 1 ", "of entry 2 is 2.0");
    row("unknown key", "[{'sparsity': .5, 'op_types': ['Conv2d'], 'colour': 'red'}]", "l1", d, "warning 0 ",
        "colour of entry 1 is unknown");
    row("swapped letters", "[{'sparsity': .5, 'op_tpyes': ['Conv2d'], 'op_names': ['fc']}]", "l1", d, "warning 0 ",
        "did you mean \"op_types\"?");
    row("key of NNI", "[{'sparsity': .5, 'op_types': ['Conv2d'], 'fuse_names': ['x']}]", "l1", d, "warning 0 ",
        "fuse_names of entry 1 is kept, but has no effect");
    row("limit of an unknown layer",
        "[{'total_sparsity': .5, 'op_types': ['Conv2d'], 'max_sparsity_per_layer': {'conv1': .9, 'convX': .8}}]", "l1",
        d, "warning 0 ", "no layer convX, which entry 1 limits in max_sparsity_per_layer");
    row("unknown name", "[{'sparsity': .5, 'op_names': ['conv1', 'layer1.0.covn1']}]", "l1", d, "warning 0 ",
        "no layer layer1.0.covn1, which entry 1 names; the nearest are layer1.0.conv1");
    row("unknown name, nothing near", "[{'sparsity': .5, 'op_names': ['conv1', 'transformer']}]", "l1", d, "warning 0 ",
        "no layer transformer, which entry 1 names.");
    row("unknown type", "[{'sparsity': .5, 'op_types': ['conv2d']}]", "l1", d, "warning 0 ", "the nearest are Conv2d");
    row("type that is not there", "[{'sparsity': .5, 'op_types': ['Embedding', 'Conv2d']}]", "l1", d, "warning 0 ",
        "no layer of type Embedding");
    row("pattern of nothing", "[{'sparsity': .5, 'op_names_re': ['fc', 'transformer']}]", "l1", d,
        "warning 0 : The pattern transformer of entry 1 matches no layer of the model.", "");
    row("pattern of the middle", "[{'sparsity': .5, 'op_names_re': ['fc', 'conv2']}]", "l1", d, "warning 0 ",
        "The pattern conv2 of entry 1 matches no layer of the model: it must match from the beginning of a name on, "
        "and "
        ".*conv2 would match layer1.0.conv2.");
    row("broken pattern", "[{'sparsity': .5, 'op_names_re': ['fc', 'conv(1']}]", "l1", d, "error 0 ",
        "The pattern conv(1 of entry 1 cannot be read at character 5: this ( has no ) that belongs to it.");
    row("broken exception", "[{'sparsity': .5, 'op_types': ['Conv2d'], 'exclude_op_names_re': ['*conv']}]", "l1", d,
        "error 0 ", "The pattern *conv of entry 1 cannot be read at character 1: there is nothing before it to repeat");
    row("pattern that takes forever", "[{'sparsity': .5, 'op_names_re': ['(?:[a-z0-9.]+)+(?:[a-z0-9.]+)+[!?]']}]", "l1",
        d, "error 0 ", "cannot be used, because it tries too many ways on ");
    row("long broken pattern", ("[{'sparsity': .5, 'op_names_re': ['" + QByteArray(5000, 'a') + "']}]").constData(),
        "l1", d, "error 0 ",
        "aaa... of entry 1 cannot be read at character 1001: a pattern has 1000 characters at most");
    row("exceptions of nothing",
        "[{'sparsity': .5, 'op_types': ['Conv2d'], 'exclude_op_names': ['covn1'], 'exclude_op_names_re': ['x']}]", "l1",
        d, "warning 0 : The model has no layer covn1, which entry 1 names; the nearest are conv1",
        "warning 0 : The pattern x of entry 1 matches no layer");
    row("misspelt pattern key", "[{'sparsity': 0.5, 'op_name_re': ['conv']}]", "l1", d,
        "error 0 : Entry 1 has the unknown key \"op_name_re\"; did you mean \"op_names_re\"?", "selects no layer");
    row("switched off, whatever is wrong with it",
        "[{'enabled': False, 'sparsity': 2, 'op_names': ['layer1', 'x'], 'op_names_re': ['('], 'z': 1}, "
        "{'sparsity': .5, 'op_types': ['Conv2d']}]",
        "l1", d, "", "");
    row("the only one switched off", "[{'enabled': False, 'sparsity': .5, 'op_types': ['Conv2d']}]", "l1", d,
        "warning 0 : The only entry of the config list is switched off, so that nothing is selected", "");
    row("all switched off",
        "[{'enabled': False, 'sparsity': .5, 'op_types': ['Conv2d']}, {'enabled': False, 'op_types': ['Linear']}]",
        "l1", d, "warning - : All 2 entries of the config list are switched off, so that nothing is selected", "");
    row("ratio among sparsities",
        "[{'sparsity': .5, 'op_types': ['Conv2d']}, {'sparse_ratio': .5, 'op_types': ['Linear']}]", "l1", d,
        "warning 1 : The key sparse_ratio of entry 2 is kept, but has no effect here: it is one of NNI v3; write "
        "sparsity in its place.",
        "error 1 : Entry 2 sets nothing");
    row("limit beside a sparsity", "[{'sparsity': .5, 'max_sparse_ratio': .8, 'op_types': ['Conv2d']}]", "l1", d,
        "warning 0 : The key max_sparse_ratio of entry 1 is kept, but has no effect here: it is one of NNI v3; write "
        "max_sparsity_per_layer in its place",
        "");
    row("container", "[{'sparsity': .5, 'op_names': ['layer1']}]", "l1", d, "error 0 layer1:",
        "layer1 in entry 1 is a container (Sequential); name its layers, such as layer1.0.conv1, layer1.0.conv2.");
    row("inner container", "[{'sparsity': .5, 'op_names': ['layer2.0']}]", "level", d,
        "error 0 layer2.0:", "is a container (BasicBlock)");
    row("container excluded", "[{'exclude': True, 'op_names': ['layer1']}]", "l1", d,
        "error 0 layer1:", "is a container");
    row("container excluded in NNI", "[{'exclude': True, 'op_names': ['layer1']}]", "l1", Profile::Nni25,
        "warning 0 layer1:", "is a container");
    row("container in NNI", "[{'sparsity': .5, 'op_names': ['layer1']}]", "l1", Profile::Nni23,
        "error 0 layer1:", "is a container");
    row("container of another type in NNI",
        "[{'sparsity': .5, 'op_types': ['Conv2d'], 'op_names': ['layer1', 'conv1']}]", "l1", Profile::Nni23,
        "warning 0 layer1:", "is a container");
    row("type of a container", "[{'sparsity': .5, 'op_types': ['BasicBlock']}]", "l1", d, "error 0 ",
        "BasicBlock in entry 1 is the type of a container");
    row("contradiction", "[{'sparsity': .5, 'op_types': ['Linear'], 'op_names': ['conv1']}]", "l1", d, "warning 0 ",
        "none has both");
    row("empty selector", "[{'sparsity': .5, 'op_types': []}]", "l1", d, "warning 0 ", "matches no layer of the model");
    row("overruled", "[{'sparsity': .5, 'op_names': ['fc']}, {'sparsity': .6, 'op_types': ['Linear']}]", "l1", d,
        "info 0 : Entry 1 rules no layer: entry 2 overrules it everywhere.", "");
    row("overruled by several",
        "[{'sparsity': .5, 'op_types': ['Linear', 'Conv2d']}, {'sparsity': .6, 'op_types': ['Linear']}, "
        "{'sparsity': .4, 'op_names': ['bn1']}, {'sparsity': .6, 'op_types': ['Conv2d']}]",
        "level", d, "info 0 : Entry 1 rules no layer: the entries 2, 4 overrule it everywhere.", "");
    row("overruled, but not by what is switched off",
        "[{'sparsity': .5, 'op_names': ['fc']}, {'sparsity': .6, 'op_types': ['Linear']}, "
        "{'enabled': False, 'sparsity': .7, 'op_types': ['Linear']}]",
        "l1", d, "info 0 : Entry 1 rules no layer: entry 2 overrules it everywhere.", "");
    row("unsupported type", "[{'sparsity': .5, 'op_types': ['BatchNorm2d']}]", "l1", d, "error 0 bn1:",
        "selects bn1, but module type BatchNorm2d is not supported by l1, which acts on Conv1d, Conv2d");
    row("unsupported name", "[{'sparsity': .5, 'op_names': ['relu']}]", "l1", d,
        "error 0 relu:", "is not supported by l1");
    row("no weight", "[{'sparsity': .5, 'op_names': ['relu']}]", "level", d, "error 0 relu:", "a ReLU has no weight");
    row("level takes norms", "[{'sparsity': .5, 'op_types': ['BatchNorm2d']}]", "level", d, "", "");
    row("no algorithm, nothing unsupported", "[{'sparsity': .5, 'op_names': ['relu']}]", "", d, "", "");
    row("excluded is not unsupported", "[{'exclude': True, 'op_names': ['relu']}]", "l1", d, "", "");
    row("linear in NNI", "[{'sparsity': .5, 'op_types': ['Linear']}]", "l1", Profile::Nni23,
        "error 0 fc:", "module type Linear is not supported by l1, which acts on Conv2d");
    row("default in NNI", "[{'sparsity': .5, 'op_types': ['default']}]", "l1", Profile::Nni25, "error 0 ",
        "module type Linear is not supported");
    row("exclude: false in NNI", "[{'sparsity': .5, 'exclude': False, 'op_types': ['Conv2d']}]", "l1", Profile::Nni23,
        "warning 0 ", "NNI excludes all the same");
    row("wrong quant type", "[{'quant_types': ['weights'], 'quant_bits': 8, 'op_types': ['Conv2d']}]", "", d,
        "error 0 ", "weights in entry 1 is no quant type");
    row("too many bits", "[{'quant_types': ['weight'], 'quant_bits': 34, 'op_types': ['Conv2d']}]", "", d, "error 0 ",
        "34, outside the range 1 to 32");
    row("no bits", "[{'quant_types': ['weight'], 'quant_bits': 0, 'op_types': ['Conv2d']}]", "", d, "error 0 ",
        "0, outside the range 1 to 32");
    row("bits of a wrong type", "[{'quant_types': ['weight'], 'quant_bits': {'abc': 123}, 'op_types': ['Conv2d']}]", "",
        d, "error 0 ", "abc in the quant_bits of entry 1 is no quant type");
    row("bits of a type missing",
        "[{'quant_types': ['weight', 'output'], 'quant_bits': {'weight': 8}, 'op_types': ['Conv2d']}]", "", d,
        "error 0 ", "say nothing about output");
    row("types without bits", "[{'quant_types': ['weight'], 'op_types': ['Conv2d']}]", "", d, "error 0 ",
        "no quant_bits");
    row("bits without types", "[{'quant_bits': 8, 'op_types': ['Conv2d']}]", "", d, "error 0 ", "no quant_types");
    row("no quant types", "[{'quant_types': [], 'quant_bits': 8, 'op_types': ['Conv2d']}]", "", d, "error 0 ",
        "are empty");
    row("negative step",
        "[{'quant_types': ['weight'], 'quant_bits': 8, 'quant_start_step': -1, 'op_types': ['Conv2d']}]", "", d,
        "error 0 ", "quant_start_step of entry 1 is -1");
}

void TestConfigResolver::reports()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, algorithm);
    QFETCH(int, profile);
    QFETCH(QByteArray, beginning);
    QFETCH(QByteArray, fragment);
    const AlgorithmInfo info = algorithm == "level" ? weightCriterion() : channelCriterion();
    const Resolution resolution =
        resolveText(text, algorithm.isEmpty() ? nullptr : &info, static_cast<Profile>(profile));
    const QByteArray issues = issuesText(resolution);
    QVERIFY2(issues.startsWith(beginning), issues.constData());
    QVERIFY2(issues.contains(fragment), issues.constData());
    QVERIFY2(!beginning.isEmpty() || issues.isEmpty(), issues.constData());
}

void TestConfigResolver::tutorialExampleWorks()
{
    const AlgorithmInfo l1 = channelCriterion();
    const Resolution resolution = resolveText("[{'sparsity': 0.8, 'op_types': ['default']},"
                                              " {'sparsity': 0.6, 'op_names': ['layer1.0.conv1', 'layer1.0.conv2']},"
                                              " {'exclude': True, 'op_names': ['fc']}]",
                                              &l1);
    QCOMPARE(issuesText(resolution), QByteArray());
    QCOMPARE(prunedText(resolution), QByteArray("conv1=0.8 layer1.0.conv1=0.6 layer1.0.conv2=0.6 layer2.0.conv1=0.8 "
                                                "layer2.0.conv2=0.8"));
    QVERIFY(resolution.find("fc")->excluded);
    QCOMPARE(resolution.find("fc")->entry, std::optional<std::size_t>(2));
    QVERIFY(!resolution.find("relu")->entry);
    QVERIFY(!resolution.find("conv1")->excluded);
    QVERIFY(!resolution.find("nothing"));
    QVERIFY((resolution.layersWon == std::vector<std::size_t>{3, 2, 1}));
}

void TestConfigResolver::familiesAreSeparate()
{
    const AlgorithmInfo l1 = channelCriterion();
    const Resolution resolution =
        resolveText("[{'sparsity': .5, 'op_types': ['Conv2d']},"
                    " {'quant_types': ['weight'], 'quant_bits': 8, 'op_types': ['Conv2d', 'ReLU']},"
                    " {'exclude': True, 'op_names': ['conv1']},"
                    " {'quant_types': ['weight'], 'quant_bits': 4, 'op_names': ['conv1']}]",
                    &l1);
    QCOMPARE(issuesText(resolution), QByteArray());
    const ResolvedLayer& inner = *resolution.find("layer1.0.conv1");
    QCOMPARE(inner.pruningEntry, std::optional<std::size_t>(0));
    QCOMPARE(inner.quantizationEntry, std::optional<std::size_t>(1));
    QCOMPARE(inner.entry, std::optional<std::size_t>(1));
    QCOMPARE(inner.sparsity, std::optional<double>(0.5));
    QVERIFY((inner.quantBits == std::map<std::string, int>{{"weight", 8}}));
    const ResolvedLayer& first = *resolution.find("conv1");
    QCOMPARE(first.pruningEntry, std::optional<std::size_t>(2));
    QCOMPARE(first.quantizationEntry, std::optional<std::size_t>(3));
    QVERIFY(!first.sparsity);
    QCOMPARE(first.quantBits.at("weight"), 4);
    QVERIFY(!first.excluded);
}

void TestConfigResolver::quantizationSettings()
{
    const Resolution resolution = resolveText(
        "[{'quant_types': ['weight', 'output'], 'quant_bits': {'weight': 8, 'output': 4}, 'op_names': ['fc']},"
        " {'quant_types': ['input', 'weight'], 'quant_bits': 6, 'op_names': ['conv1']},"
        " {'quant_types': ['weight'], 'quant_bits': 8, 'op_types': ['Conv2d', 'Linear']},"
        " {'exclude': True, 'op_names': ['conv1']}]",
        nullptr);
    const ResolvedLayer& fc = *resolution.find("fc");
    QVERIFY(fc.quantTypes == std::vector<std::string>{"weight"});
    QVERIFY2((fc.quantBits == std::map<std::string, int>{{"weight", 8}}), "the last entry wins wholesale");
    QVERIFY(resolution.find("conv1")->quantTypes.empty());
    QVERIFY(resolution.find("conv1")->excluded);
    QVERIFY((resolution.layersWon == std::vector<std::size_t>{0, 0, 5, 1}));
}

void TestConfigResolver::pruningSettings()
{
    const AlgorithmInfo l1 = channelCriterion();
    const Resolution resolution =
        resolveText("[{'total_sparsity': 0.5, 'max_sparsity_per_layer': {'conv1': 0.75}, 'op_types': ['Conv2d']},"
                    " {'total_sparsity': 0.5, 'max_sparsity_per_layer': 0.9, 'op_names': ['layer1.0.conv1']},"
                    " {'sparsity': 0.4, 'prune_iterations': 3, 'op_names': ['layer1.0.conv2']},"
                    " {'final_sparsity': 0.6, 'start_epoch': 2, 'end_epoch': 7, 'frequency': 2, 'op_names': ['fc']}]",
                    &l1);
    QCOMPARE(issuesText(resolution), QByteArray());
    QCOMPARE(resolution.find("conv1")->totalSparsity, std::optional(0.5));
    QCOMPARE(resolution.find("conv1")->maxSparsity, std::optional(0.75));
    QVERIFY(!resolution.find("conv1")->sparsity && !resolution.find("conv1")->excluded);
    QCOMPARE(resolution.find("layer1.0.conv1")->maxSparsity, std::optional(0.9));
    QVERIFY(!resolution.find("layer2.0.conv1")->maxSparsity);
    QCOMPARE(resolution.find("layer1.0.conv2")->pruneIterations, std::optional(3));
    const ResolvedLayer& course = *resolution.find("fc");
    QCOMPARE(course.sparsity, std::optional(0.6));
    QVERIFY(course.gradual.has_value());
    QCOMPARE(course.gradual->initial, 0.0);
    QCOMPARE(course.gradual->final, 0.6);
    QCOMPARE(course.gradual->startEpoch, 2);
    QCOMPARE(course.gradual->endEpoch, 7);
    QCOMPARE(course.gradual->frequency, 2);
}

void TestConfigResolver::countsLayersWon()
{
    const AlgorithmInfo l1 = channelCriterion();
    const Resolution resolution = resolveText("[{'sparsity': .5, 'quant_types': ['weight'], 'quant_bits': 8,"
                                              " 'op_types': ['Conv2d']}, {'sparsity': .6, 'op_names': ['conv1']}]",
                                              &l1);
    // conv1 is still quantized by the first entry.
    QVERIFY((resolution.layersWon == std::vector<std::size_t>{5, 1}));
}

void TestConfigResolver::defaultIsCutPerFamily()
{
    const AlgorithmInfo l1 = channelCriterion();
    const QByteArray text = "[{'sparsity': .5, 'quant_types': ['weight'], 'quant_bits': 8, 'op_types': ['default']}]";
    const Resolution resolution = resolveText(text, &l1);
    QCOMPARE(issuesText(resolution), QByteArray());
    QVERIFY(!resolution.find("prelu")->pruningEntry);
    QVERIFY(resolution.find("prelu")->quantizationEntry);
    QVERIFY(resolution.find("fc")->sparsity);
    const AlgorithmInfo level = weightCriterion();
    QVERIFY(resolveText(text, &level).find("prelu")->sparsity);
    QVERIFY(!resolveText(text, &level).find("bn1")->sparsity);
    QVERIFY(resolveText(text, nullptr).find("prelu")->sparsity);
    for (const std::string& type :
         {std::string("Bilinear"), std::string("EmbeddingBag"), std::string("ConvTranspose3d")})
        QVERIFY(std::count(defaultOpTypes().begin(), defaultOpTypes().end(), type) == 1);
    QCOMPARE(defaultOpTypes().size(), std::size_t{11});
}

void TestConfigResolver::unsupportedTypesAreCountedOnce()
{
    const AlgorithmInfo l1 = channelCriterion();
    const Resolution resolution =
        resolveText("[{'sparsity': .5, 'op_types': ['ReLU']}]", &l1, Profile::Default, longNetwork(30));
    QCOMPARE(resolution.issues.size(), std::size_t{1});
    QVERIFY2(issuesText(resolution).contains("selects block0.0.relu and 9 more"), issuesText(resolution).constData());
}

void TestConfigResolver::prunedOutputsAreToldInNni()
{
    ExampleLayers network = smallResidualNetwork();
    for (LayerInfo& layer : network.layers)
        layer.producesOutput = layer.name == "layer2.0.conv2";
    const AlgorithmInfo l1 = channelCriterion();
    const AlgorithmInfo level = weightCriterion();
    const QByteArray text = "[{'sparsity': .5, 'op_types': ['Conv2d']}]";
    const QByteArray told =
        "warning 0 layer2.0.conv2: Entry 1 prunes layer2.0.conv2, whose channels are the output of the "
        "model: masked classes can never be predicted. Exclude it.";
    QCOMPARE(issuesText(resolveText(text, &l1, Profile::Nni25, network)), told);
    QCOMPARE(issuesText(resolveText(text, &l1, Profile::Default, network)), QByteArray());
    QCOMPARE(issuesText(resolveText(text, &level, Profile::Nni25, network)), QByteArray());
    const QByteArray excluded =
        "[{'sparsity': .5, 'op_types': ['Conv2d']}, {'exclude': True, 'op_names': ['layer2.0.conv2']}]";
    QCOMPARE(issuesText(resolveText(excluded, &l1, Profile::Nni25, network)), QByteArray());
}

void TestConfigResolver::manyUnknownNamesAreOneIssue()
{
    const AlgorithmInfo l1 = channelCriterion();
    const Resolution resolution =
        resolveText("[{'sparsity': .5, 'op_names': ['fc', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7']}]", &l1);
    QCOMPARE(issuesText(resolution),
             QByteArray("warning 0 : 7 of the 8 layers that entry 1 names are not in the model, such as a1, a2, a3."));
}

void TestConfigResolver::irrelevantEntriesChangeNothing()
{
    const AlgorithmInfo l1 = channelCriterion();
    const ExampleLayers network = smallResidualNetwork();
    ConfigEntry irrelevant;
    irrelevant.sparsity = 0.3;
    irrelevant.opNames = {"of another model"};
    std::mt19937 random(11);
    for (int round = 0; round < 200; ++round) {
        ConfigList list(1 + random() % 4);
        for (ConfigEntry& entry : list) {
            entry.sparsity = static_cast<double>(random() % 100) / 100;
            if (random() % 3 == 0)
                entry.exclude = random() % 2 == 0;
            if (random() % 2 == 0)
                entry.opTypes = {random() % 2 == 0 ? "Conv2d" : "default"};
            else
                entry.opNames = {network.layers[random() % network.layers.size()].name};
        }
        const Resolution before = resolveConfigList(list, network.layers, network.modules, &l1);
        ConfigList longer = list;
        longer.insert(longer.begin() + static_cast<std::ptrdiff_t>(random() % (list.size() + 1)), irrelevant);
        const Resolution after = resolveConfigList(longer, network.layers, network.modules, &l1);
        QCOMPARE(prunedText(after), prunedText(before));
        for (std::size_t i = 0; i < before.layers.size(); ++i)
            QCOMPARE(after.layers[i].excluded, before.layers[i].excluded);
    }
}

void TestConfigResolver::lastMatchWinsOnRandomLists()
{
    const ExampleLayers network = longNetwork(60);
    const AlgorithmInfo level = weightCriterion();
    std::mt19937 random(12);
    for (int round = 0; round < 100; ++round) {
        ConfigList list(1 + random() % 6);
        for (ConfigEntry& entry : list) {
            entry.sparsity = static_cast<double>(random() % 100) / 100;
            if (random() % 4 == 0)
                entry.exclude = true;
            if (random() % 2 == 0)
                entry.opTypes = {std::array{"Conv2d", "BatchNorm2d", "Linear"}[random() % 3]};
            if (!entry.opTypes || random() % 2 == 0) {
                entry.opNames.emplace();
                for (int i = 0; i < 20; ++i)
                    entry.opNames->push_back(network.layers[random() % network.layers.size()].name);
            }
        }
        const Resolution resolution = resolveConfigList(list, network.layers, network.modules, &level);
        for (const ResolvedLayer& layer : resolution.layers) {
            const ConfigEntry* winner = nullptr;
            for (const ConfigEntry& entry : list) {
                const bool type =
                    !entry.opTypes || std::count(entry.opTypes->begin(), entry.opTypes->end(), layer.opType) > 0;
                const bool name =
                    !entry.opNames || std::count(entry.opNames->begin(), entry.opNames->end(), layer.name) > 0;
                if (type && name)
                    winner = &entry;
            }
            const bool pruned = winner && !winner->excludes();
            QCOMPARE(layer.sparsity, pruned ? winner->sparsity : std::nullopt);
            QCOMPARE(layer.excluded, winner && winner->excludes());
        }
    }
}

void TestConfigResolver::isFast()
{
    // The window resolves on every keystroke; a debug or sanitizer build may take several times as long.
    constexpr qint64 kAimMicroseconds = 5000;
    constexpr qint64 kSlowBuildFactor = 10;
    const ExampleLayers network = longNetwork(300);
    const ConfigList list = longConfigList(network, 100);
    const AlgorithmInfo l1 = channelCriterion();
    qint64 best = std::numeric_limits<qint64>::max();
    for (int round = 0; round < 5; ++round) {
        QElapsedTimer timer;
        timer.start();
        const Resolution resolution = resolveConfigList(list, network.layers, network.modules, &l1);
        best = std::min(best, timer.nsecsElapsed() / 1000);
        QCOMPARE(resolution.layers.size(), std::size_t{300});
    }
    qInfo("300 layers x 100 entries: %lld us", static_cast<long long>(best));
    QVERIFY(best < kAimMicroseconds * kSlowBuildFactor);
}

QTEST_GUILESS_MAIN(TestConfigResolver)
#include "tst_config_resolver.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// What a model says about its network, and what the network computes.
#include <QTest>

#include <map>
#include <set>

#include "test_models.h"

using namespace espalier;
using namespace espalier::test;

namespace {

/// The files with an expectation beside them.
const std::vector<std::string>& recordedModels()
{
    static const std::vector<std::string> names{
        "lenet_scripted",     "lenet_traced",       "resnet_scripted",        "resnet_traced",
        "mobilenet_scripted", "mobilenet_traced",   "resnet_traced_training", "shared_scripted",
        "shared_traced",      "unrolled_scripted",  "unrolled_traced",        "two_inputs_scripted",
        "two_inputs_traced",  "upsampling_traced",  "upsampling_scripted",    "dict_output_scripted",
        "dict_output_traced", "branching_scripted", "attention_scripted",     "attention_traced"};
    return names;
}

/// Everything that both ways of saving one network must agree on.
void addTwins()
{
    QTest::addColumn<QString>("model");
    for (const char* kind : {"scripted", "traced"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

std::string named(const char* network, const QString& kind)
{
    return std::string(network) + "_" + kind.toStdString();
}

std::vector<std::string> producers(const Model& model)
{
    std::vector<std::string> names;
    for (const LayerInfo& layer : model.layers()) {
        if (layer.producesOutput && layer.parameter("weight"))
            names.push_back(layer.name);
    }
    return names;
}

} // namespace

class tst_Model : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void outputsEqualPyTorch_data();
    void outputsEqualPyTorch();
    void parametersAreThoseOfPyTorch_data();
    void parametersAreThoseOfPyTorch();
    void layersOfLeNet_data();
    void layersOfLeNet();
    void layersOfResNet_data();
    void layersOfResNet();
    void groupsAndTransposed_data();
    void groupsAndTransposed();
    void macs_data();
    void macs();
    void modules_data();
    void modules();
    void normsAfter_data();
    void normsAfter();
    void outputLayers_data();
    void outputLayers();
    void sharedTensorsCountOnce_data();
    void sharedTensorsCountOnce();
    void shapesNeedAnInput();
    void otherInputsReplaceTheShapes();
    void batchOfAnySize();
    void proposedInputs();
    void cloneSharesNothing();
    void cloneKeepsEverything();
    void twinsAreEditedOneAtATime();
    void parametersAreReadAndWritten();
    void masksZeroWhatTheyRemove();
    void movedModelsAreAsBefore();

private:
    static void recorded();
};

void tst_Model::recorded()
{
    QTest::addColumn<QString>("model");
    for (const std::string& name : recordedModels())
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
}

void tst_Model::outputsEqualPyTorch_data()
{
    recorded();
}

void tst_Model::outputsEqualPyTorch()
{
    QFETCH(const QString, model);
    const auto expected = expectationOf(model.toStdString());
    const Model network = openModel(model.toStdString());
    const auto outputs = network.run(scriptInputs(expected));
    QCOMPARE(outputs.size(), expected["outputs"].size());
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        const auto& recorded = expected["outputs"][i];
        QVERIFY(outputs[i].shape == recorded["shape"].get<Shape>());
        const double difference = relativeDifference(recorded["values"].get<std::vector<double>>(), outputs[i].values);
        QVERIFY2(difference < kPyTorchTolerance, qPrintable(QString::number(difference)));
    }
}

void tst_Model::parametersAreThoseOfPyTorch_data()
{
    recorded();
}

void tst_Model::parametersAreThoseOfPyTorch()
{
    QFETCH(const QString, model);
    const auto expected = expectationOf(model.toStdString());
    const Model network = openModel(model.toStdString());
    QCOMPARE(network.parameterCount(), expected["parameters"].get<std::int64_t>());
    std::int64_t sum = 0;
    for (const LayerInfo& layer : network.layers())
        sum += layer.parameterCount;
    QCOMPARE(sum, network.parameterCount());

    const auto names = tensorNames(network);
    const auto recordedNames = expected["state_dict"].get<std::vector<std::string>>();
    const std::set<std::string> all(names.begin(), names.end());
    QCOMPARE(all.size(), names.size());
    QVERIFY(all == std::set<std::string>(recordedNames.begin(), recordedNames.end()));
    for (const std::string& name : tensorNames(network, true)) {
        const ParameterView view = network.parameter(name);
        QCOMPARE(static_cast<std::int64_t>(view.values.size()), elementCount(view.shape));
    }
}

void tst_Model::layersOfLeNet_data()
{
    addTwins();
}

void tst_Model::layersOfLeNet()
{
    QFETCH(const QString, model);
    Model network = openModel(named("lenet", model));
    network.setInputs({{{2, 1, 28, 28}, DType::Float32}});
    struct Row
    {
        const char* name;
        const char* opType;
        Shape input;
        Shape output;
        std::int64_t parameters;
        std::int64_t macs;
    };
    // 24 x 24 positions x 6 channels x 25 weights, and so on.
    const std::vector<Row> rows{{"conv1", "Conv2d", {2, 1, 28, 28}, {2, 6, 24, 24}, 156, 86'400},
                                {"relu1", "ReLU", {2, 6, 24, 24}, {2, 6, 24, 24}, 0, 0},
                                {"pool1", "MaxPool2d", {2, 6, 24, 24}, {2, 6, 12, 12}, 0, 0},
                                {"conv2", "Conv2d", {2, 6, 12, 12}, {2, 16, 8, 8}, 2'416, 153'600},
                                {"relu2", "ReLU", {2, 16, 8, 8}, {2, 16, 8, 8}, 0, 0},
                                {"pool2", "MaxPool2d", {2, 16, 8, 8}, {2, 16, 4, 4}, 0, 0},
                                {"flatten", "Flatten", {2, 16, 4, 4}, {2, 256}, 0, 0},
                                {"fc1", "Linear", {2, 256}, {2, 32}, 8'224, 8'192},
                                {"relu3", "ReLU", {2, 32}, {2, 32}, 0, 0},
                                {"fc2", "Linear", {2, 32}, {2, 10}, 330, 320}};
    QCOMPARE(network.layers().size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const LayerInfo& layer = network.layers()[i];
        QCOMPARE(layer.name, std::string(rows[i].name));
        QCOMPARE(layer.opType, std::string(rows[i].opType));
        QVERIFY2(layer.inputShape == rows[i].input, rows[i].name);
        QVERIFY2(layer.outputShape == rows[i].output, rows[i].name);
        QCOMPARE(layer.parameterCount, rows[i].parameters);
        QVERIFY2(layer.macs == rows[i].macs, rows[i].name);
        QCOMPARE(layer.calls, 1);
        QCOMPARE(network.findLayer(rows[i].name), &layer);
    }
    QCOMPARE(network.findLayer("conv"), nullptr);
    const LayerInfo& conv = *network.findLayer("conv2");
    QVERIFY(conv.weightShape() == (Shape{16, 6, 5, 5}));
    QCOMPARE(conv.outputChannels(), 16);
    QVERIFY(conv.stride == (std::vector<std::int64_t>{1, 1}));
    QVERIFY(conv.padding == (std::vector<std::int64_t>{0, 0}));
    QVERIFY(conv.dilation == (std::vector<std::int64_t>{1, 1}));
    QVERIFY(!network.findLayer("pool1")->weightShape());
    QVERIFY(network.outputShapes() == (std::vector<Shape>{{2, 10}}));
}

void tst_Model::layersOfResNet_data()
{
    addTwins();
    QTest::newRow("traced in training") << QStringLiteral("traced_training");
}

void tst_Model::layersOfResNet()
{
    QFETCH(const QString, model);
    Model network = openModel(named("resnet", model));
    network.setInputs({{{1, 3, 16, 16}, DType::Float32}});
    const LayerInfo& strided = *network.findLayer("layer2.0.conv1");
    QCOMPARE(strided.opType, std::string("Conv2d"));
    QVERIFY(strided.stride == (std::vector<std::int64_t>{2, 2}));
    QVERIFY(strided.padding == (std::vector<std::int64_t>{1, 1}));
    QVERIFY(strided.inputShape == (Shape{1, 8, 16, 16}));
    QVERIFY(strided.outputShape == (Shape{1, 16, 8, 8}));
    QVERIFY(!strided.parameter("bias"));

    const LayerInfo& norm = *network.findLayer("layer1.0.bn2");
    QCOMPARE(norm.opType, std::string("BatchNorm2d"));
    QCOMPARE(norm.parameterCount, 16);
    QVERIFY(!norm.parameter("weight")->buffer && !norm.parameter("bias")->buffer);
    QVERIFY(norm.parameter("running_mean")->buffer && norm.parameter("running_var")->buffer);
    QCOMPARE(norm.parameter("num_batches_tracked")->dtype, DType::Int64);

    // One module called twice is one layer.
    QCOMPARE(network.findLayer("layer1.0.relu")->calls, 2);
    QCOMPARE(network.findLayer("layer1.0.conv1")->calls, 1);
    QVERIFY(network.findLayer("avgpool")->outputShape == (Shape{1, 16, 1, 1}));
}

void tst_Model::groupsAndTransposed_data()
{
    addTwins();
}

void tst_Model::groupsAndTransposed()
{
    QFETCH(const QString, model);
    const Model upsampling = openModel(named("upsampling", model));
    const LayerInfo& down = *upsampling.findLayer("down");
    QCOMPARE(down.groups, 2);
    QVERIFY(!down.transposed);
    QCOMPARE(down.outputChannels(), 6);
    const LayerInfo& up = *upsampling.findLayer("up");
    QCOMPARE(up.opType, std::string("ConvTranspose2d"));
    QVERIFY(up.transposed);
    QCOMPARE(up.groups, 2);
    QVERIFY(up.weightShape() == (Shape{6, 2, 4, 4}));
    QCOMPARE(up.outputChannels(), 4);
    QVERIFY(up.stride == (std::vector<std::int64_t>{2, 2}));
    QVERIFY(up.padding == (std::vector<std::int64_t>{1, 1}));
    QVERIFY(up.dilation == (std::vector<std::int64_t>{1, 1}));

    const Model mobilenet = openModel(named("mobilenet", model));
    QCOMPARE(mobilenet.findLayer("features.1.conv.3")->groups, 24);
    QCOMPARE(mobilenet.findLayer("features.1.conv.0")->groups, 1);
}

void tst_Model::macs_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<qint64>("macs");
    QTest::addColumn<QString>("layer");
    QTest::addColumn<qint64>("layerMacs");
    for (const char* kind : {"scripted", "traced"}) {
        const auto row = [kind](const char* network, qint64 macs, const char* layer, qint64 layerMacs) {
            const QString model = QStringLiteral("%1_%2").arg(QLatin1String(network), QLatin1String(kind));
            QTest::addRow("%s", qPrintable(model)) << model << macs << QString::fromLatin1(layer) << layerMacs;
        };
        row("lenet", 248'512, "fc1", 32 * 256);
        row("resnet", 874'656, "layer2.0.downsample.0", 8 * 8 * 16 * 8);
        // Depthwise: each channel sees itself only.
        row("mobilenet", 90'664, "features.1.conv.3", 8 * 8 * 24 * 9);
        // Transposed: every input element meets 2 channels of 4 x 4 weights.
        row("upsampling", 3'936, "up", 6 * 4 * 4 * 2 * 16);
        row("shared", 108, "other", 36);
        row("two_inputs", 2'612, "vector", 20);
        row("unrolled", 600, "convs.2", 5 * 5 * 2 * 6);
        row("dict_output", 160, "aux", 4 * 4 * 2 * 2);
    }
}

void tst_Model::macs()
{
    QFETCH(const QString, model);
    QFETCH(const qint64, macs);
    QFETCH(const QString, layer);
    QFETCH(const qint64, layerMacs);
    Model network = openModel(model.toStdString());
    QVERIFY(!network.macs());
    auto specs = inputSpecs(expectationOf(model.toStdString()));
    for (const std::int64_t batch : {1, 3}) {
        for (InputSpec& spec : specs)
            spec.shape.front() = batch;
        network.setInputs(specs);
        // For one sample, whatever the batch.
        QCOMPARE(network.macs().value_or(-1), macs);
        QCOMPARE(network.findLayer(layer.toStdString())->macs.value_or(-1), layerMacs);
        std::int64_t sum = 0;
        for (const LayerInfo& info : network.layers())
            sum += info.macs.value_or(0);
        QCOMPARE(sum, macs);
    }
}

void tst_Model::modules_data()
{
    addTwins();
}

void tst_Model::modules()
{
    QFETCH(const QString, model);
    const Model network = openModel(named("resnet", model));
    std::vector<std::string> names;
    for (const ModuleInfo& module : network.modules())
        names.push_back(module.name + " " + module.opType + (module.leaf ? "" : "+") + (module.hasWeight ? " w" : ""));
    const std::vector<std::string> first{"conv1 Conv2d w",
                                         "bn1 BatchNorm2d w",
                                         "relu ReLU",
                                         "layer1 Sequential+",
                                         "layer1.0 BasicBlock+",
                                         "layer1.0.conv1 Conv2d w",
                                         "layer1.0.bn1 BatchNorm2d w",
                                         "layer1.0.relu ReLU"};
    QVERIFY(names.size() > first.size());
    names.resize(first.size());
    QVERIFY(names == first);
    QCOMPARE(network.modules().back().name, std::string("fc"));
}

void tst_Model::normsAfter_data()
{
    addTwins();
    QTest::newRow("traced in training") << QStringLiteral("traced_training");
}

void tst_Model::normsAfter()
{
    QFETCH(const QString, model);
    const Model network = openModel(named("resnet", model));
    const std::map<std::string, std::string> expected{{"conv1", "bn1"},
                                                      {"layer1.0.conv1", "layer1.0.bn1"},
                                                      {"layer1.0.conv2", "layer1.0.bn2"},
                                                      {"layer1.1.conv1", "layer1.1.bn1"},
                                                      {"layer1.1.conv2", "layer1.1.bn2"},
                                                      {"layer2.0.conv1", "layer2.0.bn1"},
                                                      {"layer2.0.conv2", "layer2.0.bn2"},
                                                      {"layer2.0.downsample.0", "layer2.0.downsample.1"}};
    for (const LayerInfo& layer : network.layers()) {
        const auto norm = expected.find(layer.name);
        if (norm == expected.end())
            QVERIFY2(layer.normsAfter.empty(), layer.name.c_str());
        else
            QVERIFY2(layer.normsAfter == std::vector<std::string>{norm->second}, layer.name.c_str());
    }
}

void tst_Model::outputLayers_data()
{
    addTwins();
}

void tst_Model::outputLayers()
{
    QFETCH(const QString, model);
    using Names = std::vector<std::string>;
    QVERIFY(producers(openModel(named("lenet", model))) == Names{"fc2"});
    QVERIFY(producers(openModel(named("resnet", model))) == Names{"fc"});
    QVERIFY(producers(openModel(named("mobilenet", model))) == Names{"classifier.1"});
    QVERIFY(producers(openModel(named("upsampling", model))) == Names{"up"});
    QVERIFY(producers(openModel(named("shared", model))) == Names{"other"});
    QVERIFY(producers(openModel(named("dict_output", model))) == (Names{"out", "aux"}));
    QVERIFY(producers(openModel(named("two_inputs", model))) == (Names{"image", "vector"}));
    // Everything is concatenated into the output.
    QVERIFY(producers(openModel(named("unrolled", model))) == (Names{"convs.0", "convs.1", "convs.2"}));
    QVERIFY(producers(openModel("branching_scripted")) == (Names{"small", "large"}));
}

void tst_Model::sharedTensorsCountOnce_data()
{
    addTwins();
}

void tst_Model::sharedTensorsCountOnce()
{
    QFETCH(const QString, model);
    Model network = openModel(named("shared", model));
    QCOMPARE(network.parameterCount(), 36 + 6 + 6 + 6);
    const LayerInfo& scale = *network.findLayer("scale");
    QCOMPARE(scale.opType, std::string("Parameter"));
    QCOMPARE(scale.parameterCount, 6);
    QCOMPARE(network.findLayer("first")->parameterCount, 42);
    QCOMPARE(network.findLayer("other")->parameterCount, 6);
    // Two names of one tensor stay one tensor.
    auto weight = valuesOf(network, "first.weight");
    weight[0] = 99;
    network.setParameter("first.weight", weight);
    QCOMPARE(network.parameter("other.weight").values[0], 99.0F);
    QCOMPARE(network.clone().parameter("other.weight").values[0], 99.0F);
    Model copy = network.clone();
    weight[0] = 7;
    copy.setParameter("other.weight", weight);
    QCOMPARE(copy.parameter("first.weight").values[0], 7.0F);
    QCOMPARE(network.parameter("first.weight").values[0], 99.0F);
}

void tst_Model::shapesNeedAnInput()
{
    const Model network = openModel("lenet_scripted");
    QVERIFY(network.inputs().empty());
    QVERIFY(network.outputShapes().empty());
    QVERIFY(!network.macs());
    for (const LayerInfo& layer : network.layers())
        QVERIFY(!layer.inputShape && !layer.outputShape && !layer.macs);
    QCOMPARE(network.inputCount(), std::size_t{1});
    QCOMPARE(openModel("two_inputs_traced").inputCount(), std::size_t{2});
}

void tst_Model::otherInputsReplaceTheShapes()
{
    Model network = openModel("resnet_scripted");
    network.setInputs({{{1, 3, 16, 16}, DType::Float32}});
    const std::int64_t before = *network.macs();
    const std::vector<InputSpec> larger{{{4, 3, 32, 32}, DType::Float32}};
    network.setInputs(larger);
    QVERIFY(network.inputs() == larger);
    QVERIFY(network.findLayer("conv1")->outputShape == (Shape{4, 8, 32, 32}));
    // Four times the positions everywhere but in the last layer.
    QCOMPARE(*network.macs(), 4 * (before - 160) + 160);
    QVERIFY(network.outputShapes() == (std::vector<Shape>{{4, 10}}));
}

void tst_Model::batchOfAnySize()
{
    for (const char* name : {"resnet_scripted", "resnet_traced", "mobilenet_traced", "lenet_traced"}) {
        const Model network = openModel(name);
        const Shape shape = expectationOf(name)["inputs"][0].get<Shape>();
        const ModelOutput both = scriptInput(shape);
        const std::size_t half = both.values.size() / 2;
        Shape single = shape;
        single.front() = 1;
        const auto whole = network.run({both}).front();
        const auto first =
            network.run({{single, {both.values.begin(), both.values.begin() + static_cast<long>(half)}}});
        QCOMPARE(first.front().shape.front(), 1);
        const std::vector<float> expected(whole.values.begin(),
                                          whole.values.begin() + static_cast<long>(whole.values.size() / 2));
        QVERIFY2(relativeDifference(expected, first.front().values) < kPyTorchTolerance, name);
    }
}

void tst_Model::proposedInputs()
{
    const auto proposal = [](const char* name) {
        const auto specs = openModel(name).proposedInputs();
        return specs ? inputSpecsText(*specs) : std::string("none");
    };
    QCOMPARE(proposal("lenet_scripted"), std::string("1,1,224,224"));
    QCOMPARE(proposal("mobilenet_traced"), std::string("1,3,224,224"));
    QCOMPARE(proposal("upsampling_scripted"), std::string("1,2,224,224"));
    QCOMPARE(proposal("shared_scripted"), std::string("1,6"));
    QCOMPARE(proposal("two_inputs_scripted"), std::string("none"));
}

void tst_Model::cloneSharesNothing()
{
    for (const char* name : {"resnet_scripted", "resnet_traced", "shared_scripted"}) {
        const Model original = openModel(name);
        const Model untouched = openModel(name);
        Model copy = original.clone();
        QVERIFY2(sameTensors(copy, original), name);
        for (const std::string& tensor : tensorNames(copy, true)) {
            QVERIFY2(copy.parameter(tensor).values.data() != original.parameter(tensor).values.data(), tensor.c_str());
            copy.setParameter(tensor, std::vector<float>(copy.parameter(tensor).values.size(), 0.5F));
        }
        QVERIFY2(sameTensors(original, untouched), name);
        QVERIFY2(!sameTensors(original, copy), name);
    }
}

void tst_Model::cloneKeepsEverything()
{
    Model original = openModel("two_inputs_scripted");
    const auto expected = expectationOf("two_inputs_scripted");
    original.setInputs(inputSpecs(expected));
    original.setNormalization({{0.5}, {0.25}});
    Model copy = original.clone();
    QVERIFY(copy.inputs() == original.inputs());
    QVERIFY(copy.outputShapes() == original.outputShapes());
    QVERIFY(copy.macs() == original.macs());
    QVERIFY(copy.normalization() == original.normalization());
    QVERIFY(copy.issues() == original.issues());
    QVERIFY(sameOutputs(copy.run(scriptInputs(expected)), original.run(scriptInputs(expected))));
    // Shapes belong to each alone.
    copy.setInputs({{{1, 2, 9, 9}, DType::Float32}, {{1, 5}, DType::Float32}});
    QVERIFY(original.findLayer("image")->outputShape == (Shape{2, 4, 6, 6}));
    QVERIFY(copy.findLayer("image")->outputShape == (Shape{1, 4, 9, 9}));
}

void tst_Model::twinsAreEditedOneAtATime()
{
    // Scripted modules of one class share their type.
    Model network = openModel("resnet_scripted");
    const Model before = network.clone();
    auto weight = valuesOf(network, "layer1.0.conv1.weight");
    std::fill(weight.begin(), weight.end(), 0.0F);
    network.setParameter("layer1.0.conv1.weight", weight);
    for (const std::string& name : tensorNames(network, true)) {
        const bool same = sameBits(network.parameter(name).values, before.parameter(name).values);
        QVERIFY2(same == (name != "layer1.0.conv1.weight"), name.c_str());
    }
    const auto inputs = scriptInputs(expectationOf("resnet_scripted"));
    QVERIFY(!sameOutputs(network.run(inputs), before.run(inputs)));
}

void tst_Model::parametersAreReadAndWritten()
{
    Model network = openModel("lenet_traced");
    auto bias = valuesOf(network, "fc2.bias");
    QVERIFY(network.parameter("fc2.bias").shape == Shape{10});
    for (std::size_t i = 0; i < bias.size(); ++i)
        bias[i] += static_cast<float>(i);
    const auto inputs = scriptInputs(expectationOf("lenet_traced"));
    const auto before = network.run(inputs).front().values;
    network.setParameter("fc2.bias", bias);
    QVERIFY(sameBits(network.parameter("fc2.bias").values, bias));
    const auto after = network.run(inputs).front().values;
    for (std::size_t i = 0; i < after.size(); ++i)
        QVERIFY(std::abs(after[i] - before[i] - static_cast<float>(i % 10)) < 1e-5F);
}

void tst_Model::masksZeroWhatTheyRemove()
{
    Model network = openModel("lenet_scripted");
    const Model before = network.clone();
    LayerMask mask{Mask::ones({6, 1, 5, 5}), Mask::ones({6})};
    for (std::size_t i = 0; i < mask.weight.keep.size(); i += 3)
        mask.weight.keep[i] = 0;
    mask.bias->keep[4] = 0;
    MaskSet masks;
    masks.set("conv1", mask);
    masks.set("fc2", {Mask::ones({10, 32}), {}});
    network.applyMasks(masks);
    for (std::size_t i = 0; i < mask.weight.keep.size(); ++i) {
        const float expected = i % 3 == 0 ? 0.0F : before.parameter("conv1.weight").values[i];
        QCOMPARE(network.parameter("conv1.weight").values[i], expected);
    }
    for (std::size_t i = 0; i < 6; ++i)
        QCOMPARE(network.parameter("conv1.bias").values[i], i == 4 ? 0.0F : before.parameter("conv1.bias").values[i]);
    QVERIFY(sameBits(network.parameter("fc2.weight").values, before.parameter("fc2.weight").values));
    QVERIFY(sameBits(network.parameter("conv2.weight").values, before.parameter("conv2.weight").values));
    const auto inputs = scriptInputs(expectationOf("lenet_scripted"));
    QVERIFY(!sameOutputs(network.run(inputs), before.run(inputs)));
}

void tst_Model::movedModelsAreAsBefore()
{
    Model first = openModel("lenet_scripted");
    const auto inputs = scriptInputs(expectationOf("lenet_scripted"));
    const auto expected = first.run(inputs);
    Model second = std::move(first);
    QVERIFY(sameOutputs(second.run(inputs), expected));
    Model third = openModel("shared_traced");
    third = std::move(second);
    QVERIFY(sameOutputs(third.run(inputs), expected));
}

QTEST_GUILESS_MAIN(tst_Model)
#include "tst_model.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Models written and read again, and weights loaded into them.
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

#include <csignal>
#include <filesystem>

#include "test_models.h"

using namespace espalier;
using namespace espalier::test;

namespace {

/// Limits the size of files this process may write, as a full disk does.
class SizeLimit
{
public:
    explicit SizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~SizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

/// What of a layer differs; empty when nothing does.
std::string difference(const LayerInfo& a, const LayerInfo& b)
{
    const std::vector<std::pair<const char*, bool>> parts{{"name", a.name == b.name},
                                                          {"op type", a.opType == b.opType},
                                                          {"parameters", a.parameterCount == b.parameterCount},
                                                          {"groups", a.groups == b.groups},
                                                          {"transposed", a.transposed == b.transposed},
                                                          {"stride", a.stride == b.stride},
                                                          {"padding", a.padding == b.padding},
                                                          {"dilation", a.dilation == b.dilation},
                                                          {"calls", a.calls == b.calls},
                                                          {"input shape", a.inputShape == b.inputShape},
                                                          {"output shape", a.outputShape == b.outputShape},
                                                          {"MACs", a.macs == b.macs},
                                                          {"output layer", a.producesOutput == b.producesOutput},
                                                          {"norms", a.normsAfter == b.normsAfter},
                                                          {"weight", a.weightShape() == b.weightShape()}};
    for (const auto& [part, same] : parts) {
        if (!same)
            return a.name + ": " + part;
    }
    return {};
}

/// Every float tensor gets other values.
void disturb(Model& model)
{
    for (const std::string& name : tensorNames(model, true))
        model.setParameter(name, std::vector<float>(model.parameter(name).values.size(), 0.125F));
}

} // namespace

class tst_ModelFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void savedModelsAreTheSame_data();
    void savedModelsAreTheSame();
    void inputsAndNormalizationAreKept();
    void editedTwinsStayApart();
    void maskedModelsAreSavedMasked();
    void stateDictRestoresEverything_data();
    void stateDictRestoresEverything();
    void stateDictOfTheOtherKindFits();
    void stateDictThatDoesNotFit();
    void foreignStateDictNamesTheKeys();
    void stateDictThatIsNone_data();
    void stateDictThatIsNone();
    void fullDisk();
    void folderThatIsNotThere();

private:
    std::filesystem::path target(const char* name) const
    {
        return m_folder->filePath(QString::fromLatin1(name)).toStdString();
    }
    static Model load(const std::filesystem::path& path)
    {
        NullProgressSink sink;
        return Model::load(path, sink);
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_ModelFiles::savedModelsAreTheSame_data()
{
    QTest::addColumn<QString>("model");
    for (const char* network :
         {"lenet", "resnet", "mobilenet", "shared", "two_inputs", "dict_output", "upsampling", "unrolled"}) {
        for (const char* kind : {"scripted", "traced"})
            QTest::addRow("%s %s", network, kind)
                << QStringLiteral("%1_%2").arg(QLatin1String(network), QLatin1String(kind));
    }
    QTest::newRow("resnet traced in training") << QStringLiteral("resnet_traced_training");
    QTest::newRow("branching") << QStringLiteral("branching_scripted");
}

void tst_ModelFiles::savedModelsAreTheSame()
{
    QFETCH(const QString, model);
    const auto expected = expectationOf(model.toStdString());
    Model original = openModel(model.toStdString());
    original.setInputs(inputSpecs(expected));
    original.saveTorchScript(target("my model.pt"));
    const Model once = load(target("my model.pt"));
    once.saveTorchScript(target("again.pt"));
    const Model twice = load(target("again.pt"));
    for (const Model* saved : {&once, &twice}) {
        QVERIFY(sameTensors(*saved, original));
        QVERIFY(tensorNames(*saved) == tensorNames(original));
        QCOMPARE(saved->layers().size(), original.layers().size());
        for (std::size_t i = 0; i < original.layers().size(); ++i)
            QCOMPARE(difference(original.layers()[i], saved->layers()[i]), std::string());
        QVERIFY(saved->macs() == original.macs());
        QCOMPARE(saved->modules().size(), original.modules().size());
        QVERIFY(sameOutputs(saved->run(scriptInputs(expected)), original.run(scriptInputs(expected))));
    }
}

void tst_ModelFiles::inputsAndNormalizationAreKept()
{
    Model model = openModel("two_inputs_traced");
    model.saveTorchScript(target("plain.pt"));
    QVERIFY(load(target("plain.pt")).inputs().empty());
    QVERIFY(load(target("plain.pt")).normalization() == Model::Normalization{});

    const auto inputs = inputSpecs(expectationOf("two_inputs_traced"));
    model.setInputs(inputs);
    model.setNormalization({{0.485, 0.456}, {0.229, 0.224}});
    model.saveTorchScript(target("full.pt"));
    const Model loaded = load(target("full.pt"));
    QVERIFY(loaded.inputs() == inputs);
    QVERIFY(loaded.normalization() == model.normalization());
    // Known without asking again.
    QVERIFY(loaded.findLayer("image")->outputShape == (Shape{2, 4, 6, 6}));
    QVERIFY(loaded.outputShapes() == model.outputShapes());
}

void tst_ModelFiles::editedTwinsStayApart()
{
    Model model = openModel("resnet_scripted");
    auto weight = valuesOf(model, "layer1.1.conv1.weight");
    std::fill(weight.begin(), weight.end(), 0.75F);
    model.setParameter("layer1.1.conv1.weight", weight);
    model.saveTorchScript(target("edited.pt"));
    const Model loaded = load(target("edited.pt"));
    QVERIFY(sameTensors(loaded, model));
    const Model original = openModel("resnet_scripted");
    QVERIFY(
        sameBits(loaded.parameter("layer1.0.conv1.weight").values, original.parameter("layer1.0.conv1.weight").values));
    QVERIFY(sameBits(loaded.parameter("layer1.1.conv1.weight").values, weight));
}

void tst_ModelFiles::maskedModelsAreSavedMasked()
{
    Model model = openModel("lenet_scripted");
    LayerMask mask{Mask::ones({16, 6, 5, 5}), Mask::ones({16})};
    std::fill_n(mask.weight.keep.begin(), 8 * 150, std::uint8_t{0});
    std::fill_n(mask.bias->keep.begin(), 8, std::uint8_t{0});
    MaskSet masks;
    masks.set("conv2", mask);
    model.applyMasks(masks);
    model.saveTorchScript(target("masked.pt"));
    model.saveStateDict(target("masked.pth"));
    Model weights = openModel("lenet_scripted");
    weights.loadStateDict(target("masked.pth"));
    const Model loaded = load(target("masked.pt"));
    for (const Model* saved : {&loaded, static_cast<const Model*>(&weights)}) {
        const auto values = saved->parameter("conv2.weight").values;
        QCOMPARE(std::count(values.begin(), values.end(), 0.0F), 8 * 150);
        QVERIFY(sameTensors(*saved, model));
    }
}

void tst_ModelFiles::stateDictRestoresEverything_data()
{
    QTest::addColumn<QString>("model");
    for (const char* name : {"lenet_scripted", "resnet_traced", "mobilenet_scripted", "shared_scripted"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void tst_ModelFiles::stateDictRestoresEverything()
{
    QFETCH(const QString, model);
    const Model original = openModel(model.toStdString());
    original.saveStateDict(target("weights.pth"));
    Model other = original.clone();
    disturb(other);
    QVERIFY(!sameTensors(other, original));
    other.loadStateDict(target("weights.pth"));
    QVERIFY(sameTensors(other, original));
    const auto inputs = scriptInputs(expectationOf(model.toStdString()));
    QVERIFY(sameOutputs(other.run(inputs), original.run(inputs)));
}

void tst_ModelFiles::stateDictOfTheOtherKindFits()
{
    // The same network, scripted and traced, has the same names.
    Model traced = openModel("resnet_traced");
    const Model scripted = openModel("resnet_scripted");
    disturb(traced);
    scripted.saveStateDict(target("weights.pth"));
    traced.loadStateDict(target("weights.pth"));
    QVERIFY(sameTensors(traced, scripted));
}

void tst_ModelFiles::stateDictThatDoesNotFit()
{
    openModel("train_rgb").saveStateDict(target("rgb.pth"));
    Model model = openModel("train_conv");
    const Model before = model.clone();
    const std::string error = errorOf([&] { model.loadStateDict(target("rgb.pth")); });
    QVERIFY2(error.find("rgb.pth") != std::string::npos, error.c_str());
    QVERIFY2(error.find("missing: 8.weight, 8.bias;") != std::string::npos, error.c_str());
    QVERIFY2(error.find("unexpected: 7.weight, 7.bias;") != std::string::npos, error.c_str());
    QVERIFY2(error.find("0.weight (8x3x3x3 instead of 8x1x3x3)") != std::string::npos, error.c_str());
    QVERIFY2(error.find('\n') == std::string::npos, error.c_str());
    QCOMPARE(codeOf([&] { model.loadStateDict(target("rgb.pth")); }), ErrorCode::ShapeMismatch);
    QVERIFY(sameTensors(model, before));
}

void tst_ModelFiles::foreignStateDictNamesTheKeys()
{
    openModel("lenet_scripted").saveStateDict(target("lenet.pth"));
    Model model = openModel("resnet_scripted");
    const Model before = model.clone();
    const std::string error = errorOf([&] { model.loadStateDict(target("lenet.pth")); });
    // Names, but not all of them.
    QVERIFY2(error.find("bn1.weight") != std::string::npos, error.c_str());
    QVERIFY2(error.find("conv1.bias") != std::string::npos, error.c_str());
    QVERIFY2(error.find(" more") != std::string::npos, error.c_str());
    QVERIFY2(error.find("conv1.weight (6x1x5x5 instead of 8x3x3x3)") != std::string::npos, error.c_str());
    QVERIFY2(error.size() < 600, error.c_str());
    QVERIFY(sameTensors(model, before));
}

void tst_ModelFiles::stateDictThatIsNone_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("missing") << QStringLiteral("/nowhere/weights.pth");
    QTest::newRow("folder") << QStringLiteral(ESPALIER_TEST_DATA);
    QTest::newRow("text") << QStringLiteral(ESPALIER_TEST_DATA "/models/lenet_scripted.json");
}

void tst_ModelFiles::stateDictThatIsNone()
{
    QFETCH(const QString, file);
    Model model = openModel("lenet_scripted");
    const Model before = model.clone();
    const std::string error = errorOf([&] { model.loadStateDict(file.toStdString()); });
    QVERIFY2(error.find(file.toStdString()) != std::string::npos, error.c_str());
    QVERIFY(sameTensors(model, before));
}

void tst_ModelFiles::fullDisk()
{
    const Model model = openModel("lenet_scripted");
    for (const rlim_t bytes : {0, 1'000, 20'000, 40'000}) {
        const SizeLimit limit(bytes);
        const std::string script = errorOf([&] { model.saveTorchScript(target("model.pt")); });
        QVERIFY2(script.find("model.pt") != std::string::npos, script.c_str());
        QVERIFY2(script.find('\n') == std::string::npos, script.c_str());
        const std::string weights = errorOf([&] { model.saveStateDict(target("model.pth")); });
        QVERIFY2(weights.find("model.pth") != std::string::npos, weights.c_str());
        QCOMPARE(codeOf([&] { model.saveTorchScript(target("model.pt")); }), ErrorCode::Io);
    }
    // The model is as good as before.
    model.saveTorchScript(target("model.pt"));
    QVERIFY(sameTensors(load(target("model.pt")), model));
}

void tst_ModelFiles::folderThatIsNotThere()
{
    const Model model = openModel("lenet_scripted");
    const auto nowhere = target("nowhere") / "model.pt";
    for (const std::string& error :
         {errorOf([&] { model.saveTorchScript(nowhere); }), errorOf([&] { model.saveStateDict(nowhere); })}) {
        QVERIFY2(error.find(nowhere.string()) != std::string::npos, error.c_str());
        QVERIFY2(error.find('\n') == std::string::npos, error.c_str());
    }
}

QTEST_GUILESS_MAIN(tst_ModelFiles)
#include "tst_model_files.moc"

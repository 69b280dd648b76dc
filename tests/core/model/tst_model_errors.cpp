// SPDX-License-Identifier: GPL-3.0-or-later
// What is refused is refused with one sentence, and changes nothing.
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "test_models.h"

using namespace espalier;
using namespace espalier::test;

namespace {

bool contains(const std::string& text, const QString& part)
{
    return text.find(part.toStdString()) != std::string::npos;
}

/// Remembers what it is told.
struct RecordingSink final : ProgressSink
{
    void progress(double fraction, const Message& what) override
    {
        fractions.push_back(fraction);
        sentences.push_back(what.english());
    }
    std::vector<double> fractions;
    std::vector<std::string> sentences;
};

/// Asks to stop when something is reported for the nth time.
struct StoppingSink final : ProgressSink
{
    explicit StoppingSink(int reports)
        : left(reports)
    {
    }
    void progress(double, const Message&) override
    {
        if (--left == 0)
            source.request_stop();
    }
    std::stop_source source;
    int left;
};

} // namespace

class tst_ModelErrors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusedFiles_data();
    void refusedFiles();
    void truncatedFile();
    void otherPrecisionIsConverted();
    void furtherMethodsAreDropped();
    void progressIsReported();
    void stops_data();
    void stops();
    void inputsThatDoNotFit_data();
    void inputsThatDoNotFit();
    void runRefusesWrongInputs();
    void parametersThatAreNone();
    void masksThatDoNotFit_data();
    void masksThatDoNotFit();

private:
    QTemporaryDir m_folder;
    QString write(const QString& name, const QByteArray& content) const
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(name));
        return file.fileName();
    }
};

void tst_ModelErrors::refusedFiles_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("code");
    QTest::addColumn<QStringList>("parts");
    const auto model = [](const char* name) { return QString::fromStdString(modelFile(name)); };
    const auto row = [](const char* name, const QString& file, ErrorCode code, const QStringList& parts) {
        QTest::newRow(name) << file << static_cast<int>(code) << parts;
    };
    row("missing", QStringLiteral("/nowhere/net.pt"), ErrorCode::NotFound,
        {QStringLiteral("/nowhere/net.pt"), QStringLiteral("does not exist")});
    row("folder", QStringLiteral(ESPALIER_TEST_DATA), ErrorCode::Io,
        {QStringLiteral(ESPALIER_TEST_DATA), QStringLiteral("folder")});
    row("empty", write(QStringLiteral("empty.pt"), {}), ErrorCode::Corrupt, {QStringLiteral("empty")});
    row("frozen", model("frozen"), ErrorCode::Unsupported,
        {QStringLiteral("frozen.pt"), QStringLiteral("torch.jit.freeze")});
    row("quantized", model("quantized"), ErrorCode::Unsupported,
        {QStringLiteral("quantized"), QStringLiteral("before quantization")});
    row("unknown operator", model("unknown_operator"), ErrorCode::Unsupported,
        {QStringLiteral("unknown_operator.pt"), QStringLiteral("aten::espalier_unknown"), QStringLiteral("LibTorch")});
}

void tst_ModelErrors::refusedFiles()
{
    QFETCH(const QString, file);
    QFETCH(const int, code);
    QFETCH(const QStringList, parts);
    NullProgressSink sink;
    const auto load = [&] { Model::load(file.toStdString(), sink); };
    const std::string error = errorOf(load);
    QCOMPARE(static_cast<int>(codeOf(load)), code);
    for (const QString& part : parts)
        QVERIFY2(contains(error, part), error.c_str());
    QVERIFY2(!contains(error, QStringLiteral("\n")), error.c_str());
    QVERIFY2(!contains(error, QStringLiteral("frame #")), error.c_str());
    QVERIFY2(error.ends_with('.'), error.c_str());
}

void tst_ModelErrors::truncatedFile()
{
    QFile whole(QString::fromStdString(modelFile("resnet_scripted")));
    QVERIFY(whole.open(QIODevice::ReadOnly));
    const QByteArray bytes = whole.readAll();
    NullProgressSink sink;
    for (qsizetype size = 1; size < bytes.size(); size += bytes.size() / 20) {
        const QString file = write(QStringLiteral("cut.pt"), bytes.left(size));
        const std::string error = errorOf([&] { Model::load(file.toStdString(), sink); });
        QVERIFY2(contains(error, QStringLiteral("cut.pt")), qPrintable(QString::number(size)));
        QVERIFY2(!contains(error, QStringLiteral("frame #")), error.c_str());
    }
}

void tst_ModelErrors::otherPrecisionIsConverted()
{
    const Model model = openModel("half");
    const auto warning = std::find_if(model.issues().begin(), model.issues().end(),
                                      [](const Issue& issue) { return issue.severity == Severity::Warning; });
    QVERIFY(warning != model.issues().end());
    const std::string text = warning->message.english();
    QVERIFY2(contains(text, QStringLiteral("4 tensors")) && contains(text, QStringLiteral("float32")), text.c_str());
    QVERIFY2(contains(text, QStringLiteral("0.weight")), text.c_str());
    for (const LayerInfo& layer : model.layers()) {
        for (const ParameterInfo& parameter : layer.parameters)
            QCOMPARE(parameter.dtype, DType::Float32);
    }
    QCOMPARE(model.run({{{1, 4}, {1, 2, 3, 4}}}).front().shape, (Shape{1, 2}));
}

void tst_ModelErrors::furtherMethodsAreDropped()
{
    const Model model = openModel("branching_scripted");
    const bool said = std::any_of(model.issues().begin(), model.issues().end(), [](const Issue& issue) {
        return contains(issue.message.english(), QStringLiteral("encode"));
    });
    QVERIFY(said);
}

void tst_ModelErrors::progressIsReported()
{
    RecordingSink sink;
    Model::load(modelFile("resnet_scripted"), sink);
    QVERIFY(sink.fractions.size() >= 3);
    QVERIFY(std::is_sorted(sink.fractions.begin(), sink.fractions.end()));
    QCOMPARE(sink.fractions.back(), 1.0);
    QVERIFY(contains(sink.sentences.front(), QStringLiteral("resnet_scripted.pt")));
}

void tst_ModelErrors::stops_data()
{
    QTest::addColumn<int>("report");
    QTest::newRow("while reading") << 1;
    QTest::newRow("while analysing") << 2;
}

void tst_ModelErrors::stops()
{
    QFETCH(const int, report);
    StoppingSink sink(report);
    QVERIFY_THROWS_EXCEPTION(CancelledError, Model::load(modelFile("resnet_scripted"), sink, sink.source.get_token()));
}

void tst_ModelErrors::inputsThatDoNotFit_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("good");
    QTest::addColumn<QString>("bad");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* name, const char* model, const char* good, const char* bad, const char* part) {
        QTest::newRow(name) << QString::fromLatin1(model) << QString::fromLatin1(good) << QString::fromLatin1(bad)
                            << QString::fromLatin1(part);
    };
    row("channels", "resnet_scripted", "1,3,16,16", "1,4,16,16", "channels, must be 3 for conv1 (Conv2d), and is 4.");
    row("channels, traced", "resnet_traced", "1,3,16,16", "1,4,16,16", "conv1");
    row("features", "attention_scripted", "1,5,6", "1,5,7", "features, must be 6 for inp (Linear), and is 7.");
    row("dimensions", "resnet_scripted", "1,3,16,16", "1,3", "conv1");
    row("a layer in the middle", "lenet_scripted", "1,1,28,28", "1,1,32,32", "fc1");
    row("a layer in the middle, traced", "lenet_traced", "1,1,28,28", "1,1,32,32", "fc1");
    row("too few dimensions", "lenet_scripted", "1,1,28,28", "3,32",
        "dimensions given is 2, and conv1 (Conv2d) takes 4: samples, channels, height, width. Give all of them, as in "
        "1,3,224,224.");
    row("no sample", "lenet_traced", "1,1,28,28", "1,28,28", "dimensions given is 3, and conv1 (Conv2d) takes 4");
    row("too many dimensions", "lenet_scripted", "1,1,28,28", "1,1,1,28,28", "dimensions given is 5, and conv1");
    row("too small", "lenet_scripted", "1,1,28,28", "1,1,4,4", "conv1");
    row("dtype", "lenet_scripted", "1,1,28,28", "1,1,28,28:int64", "conv1");
    row("too many", "lenet_scripted", "1,1,28,28", "1,1,28,28;1,2", "number of inputs is 1");
    row("too few", "two_inputs_scripted", "2,2,6,6;2,5", "2,2,6,6", "vector");
    row("the second", "two_inputs_traced", "2,2,6,6;2,5", "2,2,6,6;2,7", "vector");
}

void tst_ModelErrors::inputsThatDoNotFit()
{
    QFETCH(const QString, model);
    QFETCH(const QString, good);
    QFETCH(const QString, bad);
    QFETCH(const QString, part);
    Model network = openModel(model.toStdString());
    const auto wrong = parseInputSpecs(bad.toStdString());
    const auto set = [&] { network.setInputs(wrong); };
    QCOMPARE(codeOf(set), ErrorCode::ShapeMismatch);
    QVERIFY(network.inputs().empty() && !network.macs());

    network.setInputs(parseInputSpecs(good.toStdString()));
    const auto shapes = [&] {
        std::vector<std::optional<Shape>> all;
        for (const LayerInfo& layer : network.layers()) {
            all.push_back(layer.inputShape);
            all.push_back(layer.outputShape);
        }
        return all;
    };
    const auto before = shapes();
    const auto macs = network.macs();
    const std::string error = errorOf(set);
    QVERIFY2(contains(error, part), error.c_str());
    QVERIFY2(!contains(error, QStringLiteral("\n")), error.c_str());
    QVERIFY2(!contains(error, QStringLiteral("frame #")), error.c_str());
    QVERIFY(shapes() == before);
    QVERIFY(network.macs() == macs);
    QVERIFY(network.inputs() == parseInputSpecs(good.toStdString()));
}

void tst_ModelErrors::runRefusesWrongInputs()
{
    const Model model = openModel("lenet_traced");
    const std::string count = errorOf([&] { model.run({{{1, 1, 28, 28}, {1, 2, 3}}}); });
    QVERIFY2(contains(count, QStringLiteral("3 values")) && contains(count, QStringLiteral("784")), count.c_str());
    const std::string channels = errorOf([&] { model.run({scriptInput({1, 2, 28, 28})}); });
    QVERIFY2(contains(channels, QStringLiteral("conv1")), channels.c_str());
    const std::string missing = errorOf([&] { openModel("two_inputs_scripted").run({scriptInput({2, 2, 6, 6})}); });
    QVERIFY2(contains(missing, QStringLiteral("vector")), missing.c_str());
    // And goes on working.
    QCOMPARE(model.run({scriptInput({1, 1, 28, 28})}).front().shape, (Shape{1, 10}));
}

void tst_ModelErrors::parametersThatAreNone()
{
    Model model = openModel("resnet_scripted");
    const Model before = model.clone();
    for (const char* name : {"", "conv", "conv1", "conv1.", "conv1.bias", "layer1.0.conv1.weight.x", ".weight"}) {
        QCOMPARE(codeOf([&] { model.parameter(name); }), ErrorCode::NotFound);
        QVERIFY2(contains(errorOf([&] { model.parameter(name); }), QString::fromLatin1(name)), name);
        QCOMPARE(codeOf([&] { model.setParameter(name, std::vector<float>{1}); }), ErrorCode::NotFound);
    }
    QCOMPARE(codeOf([&] { model.parameter("bn1.num_batches_tracked"); }), ErrorCode::Unsupported);
    const auto tooShort = [&] { model.setParameter("fc.bias", std::vector<float>(9, 1.0F)); };
    QCOMPARE(codeOf(tooShort), ErrorCode::ShapeMismatch);
    const std::string error = errorOf(tooShort);
    QVERIFY2(contains(error, QStringLiteral("fc.bias")) && contains(error, QStringLiteral("10")), error.c_str());
    QVERIFY(sameTensors(model, before));
}

void tst_ModelErrors::masksThatDoNotFit_data()
{
    QTest::addColumn<QString>("layer");
    QTest::addColumn<QString>("shape");
    QTest::addColumn<bool>("bias");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, const char* layer, const char* shape, bool bias, ErrorCode code) {
        QTest::newRow(name) << QString::fromLatin1(layer) << QString::fromLatin1(shape) << bias
                            << static_cast<int>(code);
    };
    row("no such layer", "conv9", "6,1,5,5", false, ErrorCode::NotFound);
    row("no weight", "relu1", "6,1,5,5", false, ErrorCode::NotFound);
    row("other shape", "conv2", "6,16,5,5", false, ErrorCode::ShapeMismatch);
    row("same count", "conv2", "2400", false, ErrorCode::ShapeMismatch);
    row("other bias", "conv2", "16,6,5,5", true, ErrorCode::ShapeMismatch);
}

void tst_ModelErrors::masksThatDoNotFit()
{
    QFETCH(const QString, layer);
    QFETCH(const QString, shape);
    QFETCH(const bool, bias);
    QFETCH(const int, code);
    Model model = openModel("lenet_scripted");
    const Model before = model.clone();
    const Shape weight = parseInputSpecs(shape.toStdString()).front().shape;
    MaskSet masks;
    // The first one fits, and must not be applied either.
    masks.set("conv1", {{{6, 1, 5, 5}, std::vector<std::uint8_t>(150, 0)}, {}});
    masks.set(layer.toStdString(),
              {Mask::ones(weight), bias ? std::optional<Mask>(Mask::ones({15})) : std::optional<Mask>()});
    const auto apply = [&] { model.applyMasks(masks); };
    QCOMPARE(static_cast<int>(codeOf(apply)), code);
    const std::string error = errorOf(apply);
    QVERIFY2(contains(error, layer), error.c_str());
    QVERIFY(sameTensors(model, before));
}

QTEST_GUILESS_MAIN(tst_ModelErrors)
#include "tst_model_errors.moc"

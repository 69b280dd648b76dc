// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <set>

#include "core/base/error.h"
#include "core/base/output_transaction.h"
#include "core/base/progress_sink.h"
#include "core/exporters/exporter.h"
#include "core/exporters/input_scaling.h"

using namespace espalier;

namespace {

constexpr const char* kLeNetInput = "1,1,28,28";

Model open(const QString& name)
{
    NullProgressSink sink;
    return Model::load(ESPALIER_TEST_DATA "/models/" + name.toStdString(), sink);
}

std::string firstWeight(const Model& model)
{
    for (const LayerInfo& layer : model.layers()) {
        if (layer.weightShape())
            return layer.name + ".weight";
    }
    qFatal("no layer has a weight");
}

void changeFirstWeight(Model& model)
{
    const std::string name = firstWeight(model);
    const auto old = model.parameter(name).values;
    std::vector<float> values(old.begin(), old.end());
    values.front() += 1.0F;
    model.setParameter(name, values);
}

} // namespace

class tst_Exporters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void registry();
    void writtenFilesAgree_data();
    void writtenFilesAgree();
    void changedModelIsNoticed_data();
    void changedModelIsNoticed();
    void unknownInputShapeComparesTensors();
    void damagedFileIsAnError_data();
    void damagedFileIsAnError();
    void nothingAppearsWithoutCommit();
    void snippets();
    void inputsAreScaledAsForTheAccuracy();
    void suffixesOfOtherFormatsAreRefused_data();
    void suffixesOfOtherFormatsAreRefused();

private:
    QTemporaryDir m_folder;
    std::filesystem::path target() const { return m_folder.filePath(QStringLiteral("out file")).toStdString(); }
    std::filesystem::path write(const Exporter& exporter, const Model& model) const
    {
        OutputTransaction output;
        exporter.write(model, target(), output);
        output.commit();
        return target();
    }
    static void formats();
};

void tst_Exporters::registry()
{
    std::set<std::string> formats;
    for (const auto& exporter : exporters()) {
        QVERIFY(formats.insert(exporter->format()).second);
        QCOMPARE(findExporter(exporter->format()), exporter);
        QVERIFY(exporter->suffix().starts_with('.'));
        QVERIFY(!exporter->title().text.empty());
    }
    QVERIFY(formats.contains("state_dict") && formats.contains("torchscript"));
    QVERIFY(!findExporter("gif"));
}

void tst_Exporters::formats()
{
    QTest::addColumn<QString>("format");
    for (const auto& exporter : exporters())
        QTest::newRow(exporter->format().c_str()) << QString::fromStdString(exporter->format());
}

void tst_Exporters::writtenFilesAgree_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("inputs");
    for (const auto& exporter : exporters()) {
        for (const auto& [model, inputs] :
             {std::pair("lenet_scripted.pt", kLeNetInput), std::pair("resnet_scripted.pt", "2,3,16,16"),
              std::pair("resnet_traced.pt", "2,3,16,16"), std::pair("mobilenet_traced.pt", "2,3,16,16"),
              std::pair("two_inputs_scripted.pt", "2,2,6,6;2,5"), std::pair("dict_output_traced.pt", "1,2,4,4")})
            QTest::addRow("%s %s", exporter->format().c_str(), model)
                << QString::fromStdString(exporter->format()) << QString::fromLatin1(model)
                << QString::fromLatin1(inputs);
    }
}

void tst_Exporters::writtenFilesAgree()
{
    QFETCH(const QString, format);
    QFETCH(const QString, model);
    QFETCH(const QString, inputs);
    const auto exporter = findExporter(format.toStdString());
    Model network = open(model);
    network.setInputs(parseInputSpecs(inputs.toStdString()));
    const Verification found = exporter->verify(network, write(*exporter, network));
    QVERIFY2(found.agrees, found.detail.english().c_str());
    QCOMPARE(found.maxAbsDifference, 0.0);
    QVERIFY(!found.detail.english().empty());
}

void tst_Exporters::changedModelIsNoticed_data()
{
    formats();
}

void tst_Exporters::changedModelIsNoticed()
{
    QFETCH(const QString, format);
    const auto exporter = findExporter(format.toStdString());
    for (const bool shapeKnown : {false, true}) {
        Model network = open(QStringLiteral("lenet_scripted.pt"));
        if (shapeKnown)
            network.setInputs(parseInputSpecs(kLeNetInput));
        write(*exporter, network);
        changeFirstWeight(network);
        const Verification found = exporter->verify(network, target());
        QVERIFY(!found.agrees);
        QVERIFY(found.maxAbsDifference > 0);
    }
}

void tst_Exporters::unknownInputShapeComparesTensors()
{
    const Model network = open(QStringLiteral("lenet_scripted.pt"));
    QVERIFY(network.inputs().empty());
    const auto exporter = findExporter("torchscript");
    const Verification found = exporter->verify(network, write(*exporter, network));
    QVERIFY(found.agrees);
    QVERIFY(QString::fromStdString(found.detail.english()).contains(QStringLiteral("input shape is unknown")));
}

void tst_Exporters::damagedFileIsAnError_data()
{
    formats();
}

void tst_Exporters::damagedFileIsAnError()
{
    QFETCH(const QString, format);
    const auto exporter = findExporter(format.toStdString());
    const Model network = open(QStringLiteral("lenet_scripted.pt"));
    write(*exporter, network);
    std::filesystem::resize_file(target(), std::filesystem::file_size(target()) / 2);
    QVERIFY_THROWS_EXCEPTION(Error, exporter->verify(network, target()));
    std::filesystem::remove(target());
    QVERIFY_THROWS_EXCEPTION(Error, exporter->verify(network, target()));
}

void tst_Exporters::nothingAppearsWithoutCommit()
{
    QTemporaryDir folder;
    const Model network = open(QStringLiteral("lenet_scripted.pt"));
    for (const auto& exporter : exporters()) {
        OutputTransaction output;
        exporter->write(network, folder.filePath(QStringLiteral("x")).toStdString(), output);
    }
    QVERIFY(std::filesystem::is_empty(folder.path().toStdString()));
}

void tst_Exporters::snippets()
{
    const QString stateDict = QString::fromStdString(findExporter("state_dict")->pythonSnippet("a \"b\".pth"));
    QVERIFY(stateDict.contains(QStringLiteral("torch.load(\"a \\\"b\\\".pth\", weights_only=True)")));
    const QString script = QString::fromStdString(findExporter("torchscript")->pythonSnippet("m.pt"));
    QVERIFY(script.contains(QStringLiteral("torch.jit.load(\"m.pt\")")));
    for (const QString& snippet : {stateDict, script})
        QVERIFY(snippet.startsWith(QStringLiteral("import torch\n")));
}

void tst_Exporters::inputsAreScaledAsForTheAccuracy()
{
    const auto snippet = [](const Model::Normalization& normalization, const std::vector<InputSpec>& inputs) {
        return QString::fromStdString(inputScalingSnippet(normalization, inputs));
    };
    const QString plain = snippet({}, {{{1, 1, 28, 28}, DType::Float32}});
    QVERIFY2(plain.contains(QStringLiteral("(n, 1, 28, 28)")), qPrintable(plain));
    QVERIFY2(plain.contains(QStringLiteral("model(images / 255)")), qPrintable(plain));
    const QString both = snippet({{0.485, 0.5}, {0.25, 1}}, {});
    QVERIFY2(both.contains(QStringLiteral("mean = torch.tensor([0.485, 0.5]).view(-1, 1, 1)")), qPrintable(both));
    QVERIFY2(both.contains(QStringLiteral("std = torch.tensor([0.25, 1]).view(-1, 1, 1)")), qPrintable(both));
    QVERIFY2(both.contains(QStringLiteral("model((images / 255 - mean) / std)")), qPrintable(both));
    QVERIFY(snippet({{0.5}, {}}, {}).contains(QStringLiteral("model(images / 255 - mean)")));
    QVERIFY(snippet({{}, {0.5}}, {}).contains(QStringLiteral("model(images / 255 / std)")));
}

void tst_Exporters::suffixesOfOtherFormatsAreRefused_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("proposal"); // empty: it fits
    QTest::newRow("own suffix") << QByteArray("torchscript") << QByteArray("a/x.pt") << QByteArray();
    QTest::newRow("own suffix of weights") << QByteArray("state_dict") << QByteArray("x.pth") << QByteArray();
    QTest::newRow("no suffix") << QByteArray("torchscript") << QByteArray("x") << QByteArray();
    QTest::newRow("suffix of no format") << QByteArray("state_dict") << QByteArray("x.bin") << QByteArray();
    QTest::newRow("suffix within the name") << QByteArray("torchscript") << QByteArray("x.pth.bin") << QByteArray();
    QTest::newRow("network as weights") << QByteArray("torchscript") << QByteArray("a/x.pth")
                                        << QByteArray("name the file x.pt,");
    QTest::newRow("weights as network") << QByteArray("state_dict") << QByteArray("x.y.pt")
                                        << QByteArray("name the file x.y.pth,");
}

void tst_Exporters::suffixesOfOtherFormatsAreRefused()
{
    QFETCH(const QByteArray, format);
    QFETCH(const QByteArray, file);
    QFETCH(const QByteArray, proposal);
    std::string sentence;
    try {
        requireSuffixFits(*findExporter(format.toStdString()), file.toStdString());
    } catch (const Error& error) {
        sentence = error.what();
        QVERIFY(error.code() == ErrorCode::InvalidConfig);
    }
    QCOMPARE(sentence.empty(), proposal.isEmpty());
    QVERIFY2(sentence.find(proposal.toStdString()) != std::string::npos, sentence.c_str());
}

QTEST_GUILESS_MAIN(tst_Exporters)
#include "tst_exporters.moc"

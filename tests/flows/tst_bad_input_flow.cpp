// SPDX-License-Identifier: GPL-3.0-or-later
// What a person drops on the window by mistake: one sentence, the open document stays.
#include <QDir>
#include <QFile>
#include <QPushButton>
#include <QUndoStack>

#include "tests/flows/flow_window.h"
#include "ui/prompts/file_dialog.h"
#include "ui/widgets/message_strip.h"

using namespace espalier;
using namespace espalier::test;
using ui::FileDialog;

class BadInputFlow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sentenceNamesFileAndCause_data();
    void sentenceNamesFileAndCause();
    void stateDictIsOfferedToTheOpenModel();
    void weightsThatDoNotFitLeadToOthers();
    void aFolderIsNoModel();
    void messagesGoWithTheirCause();
};

void BadInputFlow::sentenceNamesFileAndCause_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QStringList>("words");
    const auto row = [](const char* name, const QByteArray& content, const QStringList& words) {
        QTest::newRow(name) << QString::fromLatin1(name) << content << words;
    };
    QFile model(testModelPath(QStringLiteral("lenet_scripted")));
    QVERIFY(model.open(QIODevice::ReadOnly));
    const QByteArray whole = model.readAll();
    const auto bytesOf = [](const char* file) {
        QFile source(QStringLiteral(ESPALIER_TEST_DATA "/%1").arg(QLatin1String(file)));
        return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray();
    };
    row("missing.pt", {}, {QStringLiteral("missing.pt")});
    row("empty.pt", QByteArray(""), {QStringLiteral("empty.pt"), QStringLiteral("empty")});
    row("truncated.pt", whole.left(whole.size() / 2), {QStringLiteral("truncated.pt")});
    row("text.pt", "hello", {QStringLiteral("text.pt")});
    row("module.pt", bytesOf("state_dicts/module-2.13.pth"),
        {QStringLiteral("module.pt"), QStringLiteral("torch.jit")});
    row("weights.pth", bytesOf("state_dicts/network-zip-2.13.pth"),
        {QStringLiteral("weights.pth"), QStringLiteral("torch.jit")});
    row("network.onnx", bytesOf("state_dicts/network.onnx"), {QStringLiteral("network.onnx"), QStringLiteral("ONNX")});
    row("quantized.pt", bytesOf("models/quantized.pt"), {QStringLiteral("quantized.pt")});
    row("newer.espalier", R"({"format_version": 99})", {QStringLiteral("newer.espalier"), QStringLiteral("99")});
    row("broken.espalier", R"({"format_version": 1, )", {QStringLiteral("broken.espalier")});
}

void BadInputFlow::sentenceNamesFileAndCause()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QFETCH(QStringList, words);
    FlowWindow flow;
    flow.open(testModelPath(QStringLiteral("lenet_scripted")));
    const auto model = flow.document().model();
    QVERIFY(model != nullptr);
    if (!content.isNull()) {
        QFile file(flow.file(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
    flow.open(flow.file(name));
    const QString sentence = flow.window().messageStrip().text();
    for (const QString& word : words)
        QVERIFY2(sentence.contains(word), qPrintable(sentence));
    QVERIFY2(!sentence.contains(QLatin1String("Exception")) && !sentence.contains(QLatin1String("c10")),
             qPrintable(sentence));
    QCOMPARE(flow.window().messageStrip().severity(), Severity::Error);
    QVERIFY(flow.document().model() == model);
}

void BadInputFlow::stateDictIsOfferedToTheOpenModel()
{
    FlowWindow flow;
    flow.open(testModelPath(QStringLiteral("lenet_scripted")));
    const QString weights = flow.file(QStringLiteral("w.pth"));
    flow.document().model()->saveStateDict(weights.toStdString());
    flow.open(weights);
    auto* button = child<QPushButton>(&flow.window().messageStrip(), "messageStripButton");
    QVERIFY(button->isVisible());
    const auto before = flow.document().model();
    button->click();
    QTRY_VERIFY(flow.document().model() != before);
    QCOMPARE(QString::fromStdString(flow.document().session().weightsPath.string()), weights);
}

void BadInputFlow::weightsThatDoNotFitLeadToOthers()
{
    FlowWindow flow;
    const QString wrong = flow.file(QStringLiteral("wrong.pth"));
    openTestModel(QStringLiteral("train_flat"))->saveStateDict(wrong.toStdString());
    flow.open(testModelPath(QStringLiteral("lenet_scripted")));
    const auto before = flow.document().model();
    const QString right = flow.file(QStringLiteral("right.pth"));
    before->saveStateDict(right.toStdString());
    FileDialog::setNextFileName(wrong);
    flow.action("loadWeightsAction")->trigger();
    flow.waitUntilIdle();
    QVERIFY(flow.document().model() == before);
    auto* button = child<QPushButton>(&flow.window().messageStrip(), "messageStripButton");
    QCOMPARE(button->text(), QStringLiteral("Load other weights…"));
    FileDialog::setNextFileName(right);
    button->click();
    QTRY_VERIFY(flow.document().model() != before);
    QCOMPARE(QString::fromStdString(flow.document().session().weightsPath.string()), right);
}

void BadInputFlow::aFolderIsNoModel()
{
    // A folder is no file.
    FlowWindow flow;
    flow.open(QDir::tempPath());
    QVERIFY2(flow.window().messageStrip().text().contains(QDir::tempPath()),
             qPrintable(flow.window().messageStrip().text()));
    QVERIFY(flow.document().model() == nullptr);
    // The next one opens and takes the sentence away.
    flow.open(testModelPath(QStringLiteral("lenet_scripted")));
    QVERIFY(flow.document().model() != nullptr);
    QVERIFY(!flow.window().messageStrip().text().contains(QDir::tempPath()));
}

void BadInputFlow::messagesGoWithTheirCause()
{
    FlowWindow flow;
    flow.open(testModelPath(QStringLiteral("lenet_scripted")));
    flow.waitUntilIdle();
    const auto said = [&flow] { return flow.window().messageStrip().text(); };
    flow.document().setData(QStringLiteral("nosuchset"));
    flow.waitUntilIdle();
    QVERIFY2(said().contains(QLatin1String("nosuchset")), qPrintable(said()));
    flow.document().setData({});
    QCOMPARE(said(), QString());

    // What cannot be pruned is not offered.
    flow.document().setConfigList(configList(R"([{"op_types": ["Conv2d"], "sparsity": 1.0}])"), QStringLiteral("edit"));
    QVERIFY(!flow.action("pruneAction")->isEnabled());
    flow.document().undoStack()->undo();

    flow.document().setConfigList(configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])"), QStringLiteral("edit"));
    flow.action("pruneAction")->trigger();
    flow.waitUntilIdle();
    QVERIFY2(said().contains(QLatin1String("Pruned")), qPrintable(said()));
    flow.document().undoStack()->undo();
    QVERIFY(flow.document().masks().empty());
    QCOMPARE(said(), QString());
}

ESPALIER_GUI_TEST_MAIN(BadInputFlow)
#include "tst_bad_input_flow.moc"

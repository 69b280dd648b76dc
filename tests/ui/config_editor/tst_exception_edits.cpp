// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/exception_edits.h"

#include "core/config/config_list_writer.h"
#include "core/pruning/pruner.h"
#include "tests/support/gui_test.h"
#include "ui/config_editor/config_entry_content.h"
#include "ui/document/session_document.h"

using namespace espalier;
using namespace espalier::ui;
using espalier::test::configList;

namespace {

const QString kConv1 = QStringLiteral("conv1");
const QString kBlock = QStringLiteral("layer1.0.conv1");

} // namespace

/// resnet_scripted has 8 Conv2d, 1 Linear and as many BatchNorm2d as convolutions.
class TestExceptionEdits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void layersAreTakenOutAndReadmitted();
    void typesAreTakenOutAndReadmitted();
    void patternsAreReplaced();
    void whatIsTakenOutIsCounted_data();
    void whatIsTakenOutIsCounted();
    void choicesAreWhatTheEntrySelects();
    void contentsCountForEachType();

private:
    ConfigEditContext context() const;

    std::shared_ptr<const Model> m_model;
};

void TestExceptionEdits::initTestCase()
{
    m_model = test::openTestModel(QStringLiteral("resnet_scripted"));
}

ConfigEditContext TestExceptionEdits::context() const
{
    return {m_model->layers(), m_model->modules(), &findPruner("l1")->info(), Profile::Default};
}

void TestExceptionEdits::layersAreTakenOutAndReadmitted()
{
    const ConfigEntry entry = configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])").front();
    const EntryEdit two = exceptLayers(entry, 3, {kConv1, kBlock});
    QCOMPARE(two.entry.excludeOpNames, (std::vector<std::string>{"conv1", "layer1.0.conv1"}));
    QCOMPARE(two.text, QStringLiteral("Except 2 layer(s) from entry 3"));
    QCOMPARE(exceptLayers(entry, 1, {kConv1}).text, QStringLiteral("Except conv1 from entry 1"));
    QVERIFY2(exceptLayers(two.entry, 1, {kConv1}).text.isEmpty(), "what is out is not taken out again");
    const EntryEdit one = readmitLayer(two.entry, 3, kConv1);
    QCOMPARE(one.entry.excludeOpNames, std::vector<std::string>{"layer1.0.conv1"});
    QCOMPARE(one.text, QStringLiteral("Readmit conv1 to entry 3"));
    QVERIFY(readmitLayer(one.entry, 3, kBlock).entry == entry);
    QVERIFY(readmitLayer(entry, 3, kBlock).text.isEmpty());
}

void TestExceptionEdits::typesAreTakenOutAndReadmitted()
{
    const ConfigEntry entry = configList(R"([{"op_names_re": [".*"], "sparsity": 0.5}])").front();
    const EntryEdit out = setTypeExcepted(entry, 1, QStringLiteral("Linear"), true);
    QCOMPARE(out.entry.excludeOpTypes, std::vector<std::string>{"Linear"});
    QCOMPARE(out.text, QStringLiteral("Except Linear from entry 1"));
    QVERIFY(setTypeExcepted(out.entry, 1, QStringLiteral("Linear"), true).text.isEmpty());
    const EntryEdit back = setTypeExcepted(out.entry, 1, QStringLiteral("Linear"), false);
    QVERIFY(back.entry == entry);
    QCOMPARE(back.text, QStringLiteral("Readmit Linear to entry 1"));
}

void TestExceptionEdits::patternsAreReplaced()
{
    const ConfigEntry entry = configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])").front();
    const EntryEdit edit = setExceptedPatterns(entry, 2, {QStringLiteral("layer1"), QStringLiteral(".*down")});
    QCOMPARE(edit.entry.excludeOpNamesRe, (std::vector<std::string>{"layer1", ".*down"}));
    QCOMPARE(edit.text, QStringLiteral("Change patterns of exceptions of entry 2"));
    QVERIFY(setExceptedPatterns(entry, 2, {}).text.isEmpty());
    QVERIFY(setExceptedPatterns(edit.entry, 2, {}).entry == entry);
}

void TestExceptionEdits::whatIsTakenOutIsCounted_data()
{
    QTest::addColumn<QByteArray>("list");
    QTest::addColumn<QStringList>("layers");
    const auto row = [](const char* name, const char* list, const QStringList& layers) {
        QTest::newRow(name) << QByteArray(list) << layers;
    };
    row("none", R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])", {});
    row("name", R"([{"op_types": ["Conv2d"], "exclude_op_names": ["conv1", "fc", "x"], "sparsity": 0.5}])", {kConv1});
    row("type of another", R"([{"op_types": ["Conv2d"], "exclude_op_types": ["Linear"], "sparsity": 0.5}])", {});
    row("type", R"([{"op_types": ["Conv2d", "Linear"], "exclude_op_types": ["Linear"], "sparsity": 0.5}])",
        {QStringLiteral("fc")});
    row("pattern and name",
        R"([{"op_types": ["Conv2d"], "exclude_op_names_re": ["layer1.0.conv1"], "exclude_op_names": ["conv1"],
             "sparsity": 0.5}])",
        {kConv1, kBlock});
    row("switched off",
        R"([{"enabled": false, "op_types": ["Conv2d"], "exclude_op_names": ["conv1"], "sparsity": 0.5}])", {kConv1});
    // Pruning acts on less than "default" names: norms are not selected, so nothing takes them out.
    row("default", R"([{"op_types": ["default"], "exclude_op_types": ["BatchNorm2d"], "sparsity": 0.5}])", {});
    row("sets nothing yet", R"([{"op_types": ["Linear"], "exclude_op_names": ["fc"]}])", {QStringLiteral("fc")});
}

void TestExceptionEdits::whatIsTakenOutIsCounted()
{
    QFETCH(QByteArray, list);
    QFETCH(QStringList, layers);
    QCOMPARE(exceptedLayers(configList(list.constData()).front(), context()), layers);
}

void TestExceptionEdits::choicesAreWhatTheEntrySelects()
{
    const ConfigEntry entry = configList(R"([{"op_types": ["Conv2d", "Linear"], "exclude_op_names": ["conv1"],
                                             "exclude_op_types": ["ReLU"], "sparsity": 0.5}])")
                                  .front();
    const ExceptionChoices choices =
        exceptionChoices(entry, context(), {kConv1, kBlock, QStringLiteral("bn1"), QStringLiteral("fc")});
    QCOMPARE(choices.layers, (QStringList{kBlock, QStringLiteral("fc")}));
    const std::map<QString, int> types{
        {QStringLiteral("Conv2d"), 8}, {QStringLiteral("Linear"), 1}, {QStringLiteral("ReLU"), 0}};
    QCOMPARE(choices.types, types);
}

void TestExceptionEdits::contentsCountForEachType()
{
    SessionDocument document;
    test::openInDocument(document, QStringLiteral("resnet_scripted"));
    document.setConfigList(
        configList(R"([{"op_types": ["Conv2d", "Linear"], "exclude_op_types": ["Linear", "Conv2d", "GRU"],
                        "exclude_op_names": ["conv1"], "sparsity": 0.5}])"),
        QStringLiteral("list"));
    const ConfigEntryContent content = entryContents(document, {}).front();
    QCOMPARE(content.exceptedOfTypes, (QList<int>{1, 8, 0}));
    QCOMPARE(content.excepted.size(), 9);
    QVERIFY(content.takesExceptions());
}

ESPALIER_GUI_TEST_MAIN(TestExceptionEdits)
#include "tst_exception_edits.moc"

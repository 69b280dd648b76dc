// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/entry_structure_edits.h"

#include <random>

#include "core/config/config_list_writer.h"
#include "core/config/config_resolver.h"
#include "core/pruning/pruner.h"
#include "tests/support/gui_test.h"

using namespace espalier;
using namespace espalier::ui;
using espalier::test::configList;

namespace {

QByteArray textOf(const ConfigList& list)
{
    return QByteArray::fromStdString(writeConfigList(list, ConfigSyntax::Json));
}

/// What every layer is set to, whichever entry says so.
QStringList settings(const ConfigList& list, const ConfigEditContext& context)
{
    QStringList texts;
    for (const ResolvedLayer& layer :
         resolveConfigList(list, context.layers, context.modules, context.algorithm, context.profile).layers) {
        const auto bits = layer.quantBits.find("weight");
        texts.append(QStringLiteral("%1: %2 %3 %4 %5 %6")
                         .arg(QString::fromStdString(layer.name))
                         .arg(layer.sparsity.value_or(-1))
                         .arg(layer.totalSparsity.value_or(-1))
                         .arg(layer.maxSparsity.value_or(-1))
                         .arg(layer.excluded)
                         .arg(bits == layer.quantBits.end() ? -1 : bits->second));
    }
    return texts;
}

} // namespace

class TestEntryStructureEdits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void merges_data();
    void merges();
    void splits_data();
    void splits();
    void switchesOffAndOn();
    void noLayerIsSetToSomethingElse();

private:
    ConfigEditContext context() const;

    std::shared_ptr<const Model> m_model;
};

void TestEntryStructureEdits::initTestCase()
{
    m_model = test::openTestModel(QStringLiteral("resnet_scripted"));
}

ConfigEditContext TestEntryStructureEdits::context() const
{
    return {m_model->layers(), m_model->modules(), &findPruner("l1")->info(), Profile::Default};
}

void TestEntryStructureEdits::merges_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<int>("entry");
    const auto row = [](const char* name, const char* before, const char* after, int entry) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(after) << entry;
    };
    row("names", R"([{"op_names": ["conv1"], "sparsity": 0.5}, {"op_names": ["fc", "conv1"], "sparsity": 0.5}])",
        R"([{"op_names": ["conv1", "fc"], "sparsity": 0.5}])", 0);
    row("types", R"([{"op_types": ["Conv2d"], "sparsity": 0.5}, {"op_types": ["Linear"], "sparsity": 0.5}])",
        R"([{"op_types": ["Conv2d", "Linear"], "sparsity": 0.5}])", 0);
    row("names and patterns", R"([{"op_names": ["a"], "exclude": true}, {"op_names_re": ["b"], "exclude": true}])",
        R"([{"op_names": ["a"], "op_names_re": ["b"], "exclude": true}])", 0);
    row("types and names", R"([{"op_types": ["Linear"], "sparsity": 0.5}, {"op_names": ["conv1"], "sparsity": 0.5}])",
        R"([{"op_names": ["conv1", "fc"], "sparsity": 0.5}])", 0);
    row("three in a row", R"([{"op_names": ["x"], "sparsity": 0.1}, {"op_names": ["a"], "sparsity": 0.5},
        {"op_names": ["b"], "sparsity": 0.5}, {"op_names": ["c"], "sparsity": 0.5}])",
        R"([{"op_names": ["x"], "sparsity": 0.1}, {"op_names": ["a", "b", "c"], "sparsity": 0.5}])", 1);
    const char* const different = R"([{"op_names": ["a"], "sparsity": 0.5}, {"op_names": ["b"], "sparsity": 0.4}])";
    row("different settings", different, different, -1);
    const char* const apart = R"([{"op_names": ["a"], "sparsity": 0.5}, {"op_names": ["a"], "exclude": true},
                                  {"op_names": ["b"], "sparsity": 0.5}])";
    row("equal, but apart", apart, apart, -1);
    const char* const off = R"([{"op_names": ["a"], "sparsity": 0.5},
                                {"op_names": ["b"], "sparsity": 0.5, "enabled": false}])";
    row("one is switched off", off, off, -1);
    const char* const unknown = R"([{"op_types": ["Linear"], "sparsity": 0.5}, {"op_names": ["x"], "sparsity": 0.5}])";
    row("names of another model are not lost", unknown, unknown, -1);
}

void TestEntryStructureEdits::merges()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(int, entry);
    const ConfigEdit edit = mergeEqualEntries(configList(before.constData()), context());
    QCOMPARE(textOf(edit.list), textOf(configList(after.constData())));
    QCOMPARE(edit.entry, entry);
    QCOMPARE(edit.text, entry < 0 ? QString() : QStringLiteral("Merge entries that set the same"));
}

void TestEntryStructureEdits::splits_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char* name, const char* before, const char* after) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(after);
    };
    row("a pattern", R"([{"op_names_re": ["layer1\\.0\\.conv"], "sparsity": 0.5, "note": 1}])",
        R"([{"op_names": ["layer1.0.conv1"], "sparsity": 0.5, "note": 1},
            {"op_names": ["layer1.0.conv2"], "sparsity": 0.5, "note": 1}])");
    row("what it does not rule is left out",
        R"([{"op_names": ["conv1", "fc"], "sparsity": 0.5}, {"op_names": ["fc"], "exclude": true}])",
        R"([{"op_names": ["conv1"], "sparsity": 0.5}, {"op_names": ["fc"], "exclude": true}])");
    row("limits by layer",
        R"([{"op_names": ["conv1", "layer1.0.conv1"], "total_sparsity": 0.5, "max_sparsity_per_layer": {"conv1": 0.7}}])",
        R"([{"op_names": ["conv1"], "total_sparsity": 0.5, "max_sparsity_per_layer": {"conv1": 0.7}},
            {"op_names": ["layer1.0.conv1"], "total_sparsity": 0.5}])");
    const char* const one = R"([{"op_names": ["conv1"], "sparsity": 0.5}])";
    row("one layer", one, one);
    const char* const idle = R"([{"op_names": ["x", "y"], "sparsity": 0.5}])";
    row("no layer", idle, idle);
}

void TestEntryStructureEdits::splits()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const ConfigEdit edit = splitEntry(configList(before.constData()), context(), 0);
    QCOMPARE(textOf(edit.list), textOf(configList(after.constData())));
    QCOMPARE(edit.text, before == after ? QString() : QStringLiteral("Split entry 1 into its layers"));
}

void TestEntryStructureEdits::switchesOffAndOn()
{
    const ConfigList list = configList(R"([{"op_names": ["a"], "sparsity": 0.5}])");
    const ConfigEdit off = setEntryEnabled(list, 0, false);
    QVERIFY(!off.list[0].enabled);
    QCOMPARE(off.text, QStringLiteral("Switch entry 1 off"));
    QVERIFY(setEntryEnabled(off.list, 0, false).text.isEmpty());
    const ConfigEdit on = setEntryEnabled(off.list, 0, true);
    QVERIFY(on.list == list);
    QCOMPARE(on.text, QStringLiteral("Switch entry 1 on"));
}

void TestEntryStructureEdits::noLayerIsSetToSomethingElse()
{
    const ConfigEditContext network = context();
    std::mt19937 random(3);
    const auto layer = [&] { return network.layers[random() % network.layers.size()].name; };
    int merged = 0;
    for (int round = 0; round < 300; ++round) {
        ConfigList list(1 + random() % 5);
        for (ConfigEntry& entry : list) {
            entry.enabled = random() % 5 != 0;
            entry.sparsity = random() % 2 == 0 ? 0.5 : 0.25;
            if (random() % 4 == 0)
                entry.exclude = true;
            if (random() % 4 == 0) {
                entry.quantTypes = {"weight"};
                entry.quantBits = 8;
            }
            if (random() % 2 == 0)
                entry.opTypes = {random() % 2 == 0 ? "Conv2d" : "default"};
            if (!entry.opTypes || random() % 3 == 0)
                entry.opNames = {layer(), layer()};
            if (random() % 4 == 0)
                entry.opNamesRe = {"layer1"};
            if (random() % 4 == 0)
                entry.excludeOpNames = {layer()};
        }
        const QStringList before = settings(list, network);
        const ConfigEdit merge = mergeEqualEntries(list, network);
        merged += merge.text.isEmpty() ? 0 : 1;
        QVERIFY2(settings(merge.list, network) == before, textOf(list).constData());
        for (std::size_t entry = 0; entry < list.size(); ++entry)
            QVERIFY2(settings(splitEntry(list, network, entry).list, network) == before, textOf(list).constData());
    }
    QVERIFY(merged > 20);
}

ESPALIER_GUI_TEST_MAIN(TestEntryStructureEdits)

#include "tst_entry_structure_edits.moc"

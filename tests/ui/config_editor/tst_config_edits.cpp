// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/config_edits.h"
#include "ui/document/total_sparsity.h"

#include "core/config/config_list_writer.h"
#include "core/config/config_resolver.h"
#include "core/pruning/pruner.h"
#include "tests/support/gui_test.h"

using namespace espalier;
using namespace espalier::ui;
using espalier::test::configList;

namespace {

const QStringList kConvolutions{QStringLiteral("conv1"),          QStringLiteral("layer1.0.conv1"),
                                QStringLiteral("layer1.0.conv2"), QStringLiteral("layer1.1.conv1"),
                                QStringLiteral("layer1.1.conv2"), QStringLiteral("layer2.0.conv1"),
                                QStringLiteral("layer2.0.conv2"), QStringLiteral("layer2.0.downsample.0")};

constexpr char kHalf[] = R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])";

QByteArray textOf(const ConfigList& list)
{
    return QByteArray::fromStdString(writeConfigList(list, ConfigSyntax::Json));
}

/// "layer: sparsity excluded" of every layer that is not among @p names.
QStringList settingsOfOthers(const ConfigList& list, const ConfigEditContext& context, const QStringList& names)
{
    QStringList settings;
    const auto resolution =
        resolveConfigList(list, context.layers, context.modules, context.algorithm, context.profile);
    for (const ResolvedLayer& layer : resolution.layers) {
        if (!names.contains(QString::fromStdString(layer.name)))
            settings.append(QStringLiteral("%1: %2 %3")
                                .arg(QString::fromStdString(layer.name))
                                .arg(layer.sparsity.value_or(-1))
                                .arg(layer.excluded));
    }
    return settings;
}

} // namespace

class TestConfigEdits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void editsOfLayers_data();
    void editsOfLayers();
    void editsOfEntries_data();
    void editsOfEntries();
    void addsForTheMainType_data();
    void addsForTheMainType();
    void withoutModelNothingIsDone();
    void selectorTexts_data();
    void selectorTexts();
    void inModeGlobalEntriesShareOneTotal();
    void mergeKeysAreNeverGivenTwice();

private:
    ConfigEditContext context() const;

    std::shared_ptr<const Model> m_model;
};

void TestConfigEdits::initTestCase()
{
    m_model = test::openTestModel(QStringLiteral("resnet_scripted"));
}

ConfigEditContext TestConfigEdits::context() const
{
    return {m_model->layers(), m_model->modules(), &findPruner("l1")->info(), Profile::Default};
}

void TestConfigEdits::editsOfLayers_data()
{
    QTest::addColumn<QString>("edit");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<double>("sparsity");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("entry");
    const QString add = QStringLiteral("add");
    const QString exclude = QStringLiteral("exclude");
    const QString include = QStringLiteral("include");
    const QString toggle = QStringLiteral("toggle");
    const QString set = QStringLiteral("set");
    const QStringList conv1{QStringLiteral("conv1")};
    const QStringList inner{QStringLiteral("layer1.0.conv1")};
    const QStringList fc{QStringLiteral("fc")};
    const QByteArray half(kHalf);
    const QByteArray halfButConv1(
        R"([{"op_types": ["Conv2d"], "sparsity": 0.5}, {"exclude": true, "op_names": ["conv1"]}])");

    QTest::newRow("add one layer") << add << QByteArray("[]") << conv1 << 0.5
                                   << QByteArray(R"([{"sparsity": 0.5, "op_names": ["conv1"]}])")
                                   << QStringLiteral("Add entry for conv1") << 0;
    QTest::newRow("add all of a type") << add << QByteArray("[]") << kConvolutions << 0.25
                                       << QByteArray(R"([{"sparsity": 0.25, "op_types": ["Conv2d"]}])")
                                       << QStringLiteral("Add entry for Conv2d") << 0;
    QTest::newRow("add what is prunable among others")
        << add << half << conv1 + fc << 0.5
        << QByteArray(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}, {"sparsity": 0.5, "op_names": ["conv1"]}])")
        << QStringLiteral("Add entry for conv1") << 1;
    QTest::newRow("add the output layer: nothing") << add << half << fc << 0.5 << half << QString() << -1;

    QTest::newRow("exclude one") << exclude << half << conv1 << 0.0 << halfButConv1 << QStringLiteral("Exclude conv1")
                                 << 1;
    QTest::newRow("exclude joins the exclusion at the end")
        << exclude << halfButConv1 << inner << 0.0 << QByteArray(R"([{"op_types": ["Conv2d"], "sparsity": 0.5},
                          {"exclude": true, "op_names": ["conv1", "layer1.0.conv1"]}])")
        << QStringLiteral("Exclude layer1.0.conv1") << 1;
    QTest::newRow("exclude all of a type")
        << exclude << half << kConvolutions << 0.0
        << QByteArray(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}, {"exclude": true, "op_types": ["Conv2d"]}])")
        << QStringLiteral("Exclude 8 layer(s)") << 1;
    QTest::newRow("exclude what is excluded: nothing")
        << exclude << halfButConv1 << conv1 << 0.0 << halfButConv1 << QString() << -1;
    QTest::newRow("exclude what is not there: nothing")
        << exclude << half << QStringList{QStringLiteral("conv9")} << 0.0 << half << QString() << -1;

    QTest::newRow("include the last name drops the entry")
        << include << halfButConv1 << conv1 << 0.0 << half << QStringLiteral("Include conv1") << -1;
    QTest::newRow("include one of two names")
        << include << QByteArray(R"([{"op_types": ["Conv2d"], "sparsity": 0.5},
                          {"exclude": true, "op_names": ["conv1", "layer1.0.conv1"]}])")
        << inner << 0.0 << halfButConv1 << QStringLiteral("Include layer1.0.conv1") << -1;
    QTest::newRow("include one of a type")
        << include
        << QByteArray(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}, {"exclude": true, "op_types": ["Conv2d"]}])")
        << conv1 << 0.0 << QByteArray(R"([{"op_types": ["Conv2d"], "sparsity": 0.5},
                          {"exclude": true, "op_names": ["layer1.0.conv1", "layer1.0.conv2", "layer1.1.conv1",
                           "layer1.1.conv2", "layer2.0.conv1", "layer2.0.conv2", "layer2.0.downsample.0"]}])")
        << QStringLiteral("Include conv1") << -1;
    QTest::newRow("include one of a pattern")
        << include << QByteArray(R"([{"op_types": ["Conv2d"], "sparsity": 0.5},
                          {"exclude": true, "op_names_re": ["layer1\\.0\\.conv", "conv1"]}])")
        << conv1 << 0.0 << QByteArray(R"([{"op_types": ["Conv2d"], "sparsity": 0.5},
                          {"exclude": true, "op_names": ["layer1.0.conv1", "layer1.0.conv2"]}])")
        << QStringLiteral("Include conv1") << -1;
    QTest::newRow("include what is not excluded: nothing")
        << include << half << conv1 << 0.0 << half << QString() << -1;

    QTest::newRow("toggle excludes what is not")
        << toggle << half << conv1 << 0.0 << halfButConv1 << QStringLiteral("Exclude conv1") << 1;
    QTest::newRow("toggle includes what is")
        << toggle << halfButConv1 << conv1 << 0.0 << half << QStringLiteral("Include conv1") << -1;
    QTest::newRow("toggle excludes the rest of a mixed choice")
        << toggle << halfButConv1 << conv1 + inner << 0.0 << QByteArray(R"([{"op_types": ["Conv2d"], "sparsity": 0.5},
                          {"exclude": true, "op_names": ["conv1", "layer1.0.conv1"]}])")
        << QStringLiteral("Exclude layer1.0.conv1") << 1;

    QTest::newRow("set where nothing else is ruled")
        << set << QByteArray(R"([{"sparsity": 0.5, "op_names": ["conv1"]}])") << conv1 << 0.3
        << QByteArray(R"([{"sparsity": 0.3, "op_names": ["conv1"]}])")
        << QStringLiteral("Set sparsity of conv1 to 30.0\u00a0%") << 0;
    QTest::newRow("set all that an entry rules")
        << set << half << kConvolutions << 0.7 << QByteArray(R"([{"op_types": ["Conv2d"], "sparsity": 0.7}])")
        << QStringLiteral("Set sparsity of 8 layer(s) to 70.0\u00a0%") << 0;
    QTest::newRow("set one of a type")
        << set << half << conv1 << 0.3
        << QByteArray(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}, {"sparsity": 0.3, "op_names": ["conv1"]}])")
        << QStringLiteral("Set sparsity of conv1 to 30.0\u00a0%") << 1;
    QTest::newRow("set one of a pattern")
        << set << QByteArray(R"([{"sparsity": 0.5, "op_names": ["conv1"], "op_names_re": ["layer1"]}])") << inner << 0.3
        << QByteArray(R"([{"sparsity": 0.5, "op_names": ["conv1"], "op_names_re": ["layer1"]},
                          {"sparsity": 0.3, "op_names": ["layer1.0.conv1"]}])")
        << QStringLiteral("Set sparsity of layer1.0.conv1 to 30.0\u00a0%") << 1;
    QTest::newRow("set joins an entry of the same sparsity")
        << set << QByteArray(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}, {"sparsity": 0.3, "op_names": ["conv1"]}])")
        << inner << 0.3 << QByteArray(R"([{"op_types": ["Conv2d"], "sparsity": 0.5},
                          {"sparsity": 0.3, "op_names": ["conv1", "layer1.0.conv1"]}])")
        << QStringLiteral("Set sparsity of layer1.0.conv1 to 30.0\u00a0%") << 1;
    QTest::newRow("set splits an entry of names")
        << set << QByteArray(R"([{"sparsity": 0.5, "op_names": ["conv1", "layer1.0.conv1"]}])") << conv1 << 0.3
        << QByteArray(
               R"([{"sparsity": 0.5, "op_names": ["layer1.0.conv1"]}, {"sparsity": 0.3, "op_names": ["conv1"]}])")
        << QStringLiteral("Set sparsity of conv1 to 30.0\u00a0%") << 1;
    QTest::newRow("set takes an excluded layer in again")
        << set << halfButConv1 << conv1 << 0.3
        << QByteArray(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}, {"sparsity": 0.3, "op_names": ["conv1"]}])")
        << QStringLiteral("Set sparsity of conv1 to 30.0\u00a0%") << 1;
    QTest::newRow("set what nothing rules")
        << set << QByteArray("[]") << conv1 << 0.3 << QByteArray(R"([{"sparsity": 0.3, "op_names": ["conv1"]}])")
        << QStringLiteral("Set sparsity of conv1 to 30.0\u00a0%") << 0;
    QTest::newRow("set the output layer: nothing") << set << half << fc << 0.3 << half << QString() << -1;
}

void TestConfigEdits::editsOfLayers()
{
    QFETCH(QString, edit);
    QFETCH(QByteArray, before);
    QFETCH(QStringList, names);
    QFETCH(double, sparsity);
    QFETCH(QByteArray, after);
    QFETCH(QString, text);
    QFETCH(int, entry);
    const ConfigList list = configList(before.constData());
    const ConfigEditContext network = context();
    const ConfigEdit result = edit == QLatin1String("add")       ? addEntryForLayers(list, network, names, sparsity)
                              : edit == QLatin1String("exclude") ? excludeLayers(list, network, names)
                              : edit == QLatin1String("include") ? includeLayers(list, network, names)
                              : edit == QLatin1String("toggle")  ? toggleExcluded(list, network, names)
                                                                 : setSparsityOfLayers(list, network, names, sparsity);
    QCOMPARE(textOf(result.list), textOf(configList(after.constData())));
    QCOMPARE(result.text, text);
    QCOMPARE(result.entry, entry);
    QCOMPARE(settingsOfOthers(result.list, network, names), settingsOfOthers(list, network, names));
}

void TestConfigEdits::inModeGlobalEntriesShareOneTotal()
{
    const ConfigList list = configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5, "max_sparsity_per_layer": 0.9},
        {"op_names": ["conv1"], "exclude": true}, {"op_types": ["Linear"], "total_sparsity": 0.5, "enabled": false}])");
    ConfigEditContext network = context();
    network.total = totalOf(list);
    QCOMPARE(network.total.value_or(-1), 0.5);
    const ConfigEdit set = setSparsityOfLayers(list, network, {QStringLiteral("layer1.0.conv1")}, 0.7);
    QCOMPARE(textOf(set.list),
             textOf(configList(R"([{"op_types": ["Conv2d"], "total_sparsity": 0.7, "max_sparsity_per_layer": 0.9},
        {"op_names": ["conv1"], "exclude": true}, {"op_types": ["Linear"], "total_sparsity": 0.7, "enabled": false}])")));
    QCOMPARE(set.text, QStringLiteral("Set sparsity of all layers together to 70.0\u00a0%"));
    network.total = 0.7;
    const ConfigEdit added = addEntryForLayers(set.list, network, {QStringLiteral("layer1.0.conv1")}, 0.5);
    QCOMPARE(added.list.back().totalSparsity.value_or(-1), 0.7);
    QVERIFY(!added.list.back().sparsity);
    const ConfigList each = withoutTotals(added.list);
    QCOMPARE(each.front().sparsity.value_or(-1), 0.7);
    QVERIFY(!each.front().totalSparsity && !each[1].sparsity);
    QVERIFY(!totalOf({}));
}

void TestConfigEdits::editsOfEntries_data()
{
    QTest::addColumn<QString>("edit");
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<QString>("order");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("entry");
    const QString move = QStringLiteral("move");
    const QString remove = QStringLiteral("remove");
    const QString duplicate = QStringLiteral("duplicate");
    QTest::newRow("move down") << move << 0 << 1 << "bac"
                               << "Move entry 1 to place 2" << 1;
    QTest::newRow("move to the end") << move << 0 << 2 << "bca"
                                     << "Move entry 1 to place 3" << 2;
    QTest::newRow("move to the front") << move << 2 << 0 << "cab"
                                       << "Move entry 3 to place 1" << 0;
    QTest::newRow("remove first") << remove << 0 << 0 << "bc"
                                  << "Remove entry 1" << 0;
    QTest::newRow("remove last") << remove << 2 << 0 << "ab"
                                 << "Remove entry 3" << 1;
    QTest::newRow("duplicate") << duplicate << 1 << 0 << "abbc"
                               << "Duplicate entry 2" << 2;
}

void TestConfigEdits::editsOfEntries()
{
    QFETCH(QString, edit);
    QFETCH(int, from);
    QFETCH(int, to);
    QFETCH(QString, order);
    QFETCH(QString, text);
    QFETCH(int, entry);
    const ConfigList list = configList(R"([{"op_names": ["a"], "sparsity": 0.1}, {"op_names": ["b"], "sparsity": 0.2},
                                           {"op_names": ["c"], "exclude": true}])");
    const auto place = static_cast<std::size_t>(from);
    const ConfigEdit result = edit == QLatin1String("move")     ? moveEntry(list, place, static_cast<std::size_t>(to))
                              : edit == QLatin1String("remove") ? removeEntry(list, place)
                                                                : duplicateEntry(list, place);
    QString found;
    for (const ConfigEntry& item : result.list)
        found += QString::fromStdString(item.opNames->front());
    QCOMPARE(found, order);
    QCOMPARE(result.text, text);
    QCOMPARE(result.entry, entry);
}

void TestConfigEdits::addsForTheMainType_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("added");
    QTest::newRow("nothing yet") << QByteArray("[]") << QByteArray(R"([{"sparsity": 0.5, "op_types": ["Conv2d"]}])");
    QTest::newRow("part of the type is ruled")
        << QByteArray(R"([{"sparsity": 0.2, "op_names": ["conv1", "layer1.0.conv1", "layer1.0.conv2", "layer1.1.conv1",
                          "layer1.1.conv2", "layer2.0.conv1", "layer2.0.downsample.0"]}])")
        << QByteArray(R"([{"sparsity": 0.5, "op_names": ["layer2.0.conv2"]}])");
    QTest::newRow("all is ruled: the heaviest layer")
        << QByteArray(kHalf) << QByteArray(R"([{"sparsity": 0.5, "op_names": ["layer2.0.conv2"]}])");
}

void TestConfigEdits::addsForTheMainType()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, added);
    ConfigList expected = configList(before.constData());
    const ConfigEdit result = addEntryForMainType(expected, context());
    const ConfigList tail = configList(added.constData());
    expected.insert(expected.end(), tail.begin(), tail.end());
    QCOMPARE(textOf(result.list), textOf(expected));
    QCOMPARE(result.entry, static_cast<int>(expected.size()) - 1);
    QVERIFY(result.text.startsWith(QLatin1String("Add entry for ")));
}

void TestConfigEdits::withoutModelNothingIsDone()
{
    const ConfigEditContext nothing;
    QVERIFY(addEntryForMainType({}, nothing).text.isEmpty());
    QVERIFY(addEntryForLayers({}, nothing, kConvolutions).text.isEmpty());
    QVERIFY(excludeLayers({}, nothing, kConvolutions).list.empty());
    QVERIFY(setSparsityOfLayers({}, nothing, kConvolutions, 0.5).list.empty());
}

void TestConfigEdits::selectorTexts_data()
{
    QTest::addColumn<QByteArray>("entry");
    QTest::addColumn<QString>("text");
    QTest::newRow("types") << QByteArray(R"([{"op_types": ["Conv2d", "Linear"]}])") << "Conv2d, Linear";
    QTest::newRow("one name") << QByteArray(R"([{"op_names": ["layer1.conv1"]}])") << "layer1.conv1";
    QTest::newRow("names") << QByteArray(R"([{"op_names": ["a", "b", "c"]}])") << "3 layer(s)";
    QTest::newRow("both") << QByteArray(R"([{"op_types": ["Conv2d"], "op_names": ["a", "b"]}])")
                          << "Conv2d among 2 name(s)";
    QTest::newRow("patterns") << QByteArray(R"([{"op_names_re": ["layer1", ".*conv"]}])")
                              << "names like layer1, .*conv";
    QTest::newRow("types and patterns") << QByteArray(R"([{"op_types": ["Conv2d"], "op_names_re": ["layer1"]}])")
                                        << "Conv2d among names like layer1";
    QTest::newRow("names and patterns") << QByteArray(R"([{"op_names": ["a", "b"], "op_names_re": ["layer1"]}])")
                                        << "2 layer(s) and names like layer1";
    QTest::newRow("exceptions") << QByteArray(R"([{"op_types": ["Conv2d"], "exclude_op_names": ["a"]}])")
                                << "Conv2d, with exceptions";
    QTest::newRow("neither") << QByteArray(R"([{"sparsity": 0.5}])") << "nothing";
    QTest::newRow("empty names") << QByteArray(R"([{"op_names": []}])") << "nothing";
}

void TestConfigEdits::selectorTexts()
{
    QFETCH(QByteArray, entry);
    QFETCH(QString, text);
    QCOMPARE(selectorText(configList(entry.constData()).front()), text);
}

void TestConfigEdits::mergeKeysAreNeverGivenTwice()
{
    const int first = newMergeKey();
    QVERIFY(first != 0);
    QVERIFY(newMergeKey() != first);
}

ESPALIER_GUI_TEST_MAIN(TestConfigEdits)

#include "tst_config_edits.moc"

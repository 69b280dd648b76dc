// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

#include <limits>

#include "core/config/config_list_parser.h"
#include "core/config/config_list_writer.h"
#include "random_config_list.h"

using namespace espalier;

class TestConfigListWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesOneEntryPerLine();
    void switchedOffEntriesAreKeptFromNni();
    void numbersAreShortest_data();
    void numbersAreShortest();
    void readsBackWhatItWrites_data();
    void readsBackWhatItWrites();
    void jsonIsJson();
    void pythonIsPython();
    void brokenTextBecomesValid();
};

void TestConfigListWriter::writesOneEntryPerLine()
{
    ConfigList list(2);
    list[0].sparsity = 0.8;
    list[0].opTypes = {"default"};
    list[1].exclude = true;
    list[1].opNames = {"it's", "fc"};
    QCOMPARE(QByteArray::fromStdString(writeConfigList(list, ConfigSyntax::Json)),
             QByteArray("[\n  {\"sparsity\": 0.8, \"op_types\": [\"default\"]},\n"
                        "  {\"exclude\": true, \"op_names\": [\"it's\", \"fc\"]}\n]\n"));
    QCOMPARE(QByteArray::fromStdString(writeConfigList(list, ConfigSyntax::Python)),
             QByteArray("[\n    {'sparsity': 0.8, 'op_types': ['default']},\n"
                        "    {'exclude': True, 'op_names': ['it\\'s', 'fc']},\n]\n"));
    QCOMPARE(writeConfigList({}, ConfigSyntax::Json), std::string("[]\n"));
    QCOMPARE(writeConfigList({}, ConfigSyntax::Python), std::string("[]\n"));
}

void TestConfigListWriter::switchedOffEntriesAreKeptFromNni()
{
    ConfigList list(2);
    list[0].enabled = false;
    list[0].sparsity = 0.8;
    list[0].opNames = {"a\n]"};
    list[1].sparsity = 0.5;
    list[1].opTypes = {"Conv2d"};
    QCOMPARE(QByteArray::fromStdString(writeConfigList(list, ConfigSyntax::Json)),
             QByteArray("[\n  {\"enabled\": false, \"sparsity\": 0.8, \"op_names\": [\"a\\n]\"]},\n"
                        "  {\"sparsity\": 0.5, \"op_types\": [\"Conv2d\"]}\n]\n"));
    QCOMPARE(QByteArray::fromStdString(writeConfigList(list, ConfigSyntax::Python)),
             QByteArray("[\n    # {'sparsity': 0.8, 'op_names': ['a\\n]']},  # switched off\n"
                        "    {'sparsity': 0.5, 'op_types': ['Conv2d']},\n]\n"));
    list.pop_back();
    QVERIFY(parseConfigList(writeConfigList(list, ConfigSyntax::Python)).entries.empty());
    QVERIFY(!parseConfigList(writeConfigList(list, ConfigSyntax::Python)).error);
}

void TestConfigListWriter::numbersAreShortest_data()
{
    QTest::addColumn<double>("number");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("half") << 0.5 << QByteArray("0.5");
    QTest::newRow("tenth") << 0.1 << QByteArray("0.1");
    QTest::newRow("zero") << 0.0 << QByteArray("0.0");
    QTest::newRow("one") << 1.0 << QByteArray("1.0");
    QTest::newRow("0.1 + 0.2") << 0.1 + 0.2 << QByteArray("0.30000000000000004");
    QTest::newRow("small") << 1e-9 << QByteArray("1e-09");
    QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN() << QByteArray("null");
}

void TestConfigListWriter::numbersAreShortest()
{
    QFETCH(double, number);
    QFETCH(QByteArray, text);
    ConfigList list(1);
    list[0].sparsity = number;
    QCOMPARE(QByteArray::fromStdString(writeConfigList(list, ConfigSyntax::Json)),
             QByteArray("[\n  {\"sparsity\": ") + text + "}\n]\n");
}

void TestConfigListWriter::readsBackWhatItWrites_data()
{
    QTest::addColumn<bool>("python");
    QTest::newRow("json") << false;
    QTest::newRow("python") << true;
}

void TestConfigListWriter::readsBackWhatItWrites()
{
    QFETCH(bool, python);
    std::mt19937 random(20260101);
    for (int round = 0; round < 5000; ++round) {
        const ConfigList list = randomConfigList(random);
        const std::string text = writeConfigList(list, python ? ConfigSyntax::Python : ConfigSyntax::Json);
        const ParsedConfigList parsed = parseConfigList(text);
        QVERIFY2(!parsed.error, text.c_str());
        QVERIFY2(parsed.entries == (python ? enabledEntries(list) : list), text.c_str());
    }
}

void TestConfigListWriter::jsonIsJson()
{
    std::mt19937 random(3);
    for (int round = 0; round < 500; ++round) {
        const std::string text = writeConfigList(randomConfigList(random), ConfigSyntax::Json);
        QJsonParseError error;
        QJsonDocument::fromJson(QByteArray::fromStdString(text), &error);
        QVERIFY2(error.error == QJsonParseError::NoError, text.c_str());
    }
}

void TestConfigListWriter::pythonIsPython()
{
    QProcess python;
    python.start(QStringLiteral("python3"),
                 {QStringLiteral("-c"), QStringLiteral("import ast, json, sys\n"
                                                       "for text in sys.stdin.read().split('\\0')[:-1]:\n"
                                                       "    print(json.dumps(ast.literal_eval(text)))\n")});
    if (!python.waitForStarted())
        QSKIP("python3 is not installed");
    std::mt19937 random(4);
    std::vector<ConfigList> lists;
    for (int round = 0; round < 300; ++round) {
        lists.push_back(randomConfigList(random));
        python.write(QByteArray::fromStdString(writeConfigList(lists.back(), ConfigSyntax::Python)) + '\0');
    }
    python.closeWriteChannel();
    QVERIFY(python.waitForFinished());
    QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());
    const QList<QByteArray> lines = python.readAllStandardOutput().trimmed().split('\n');
    QCOMPARE(static_cast<std::size_t>(lines.size()), lists.size());
    for (std::size_t i = 0; i < lists.size(); ++i) {
        const QByteArray& line = lines[static_cast<qsizetype>(i)];
        QVERIFY2(parseConfigList(line.toStdString()).entries == enabledEntries(lists[i]), line.constData());
    }
}

void TestConfigListWriter::brokenTextBecomesValid()
{
    ConfigList list(1);
    list[0].opNames = {std::string("a\xFF") + "b"};
    list[0].otherKeys = {{"note", "not json"}};
    const ParsedConfigList parsed = parseConfigList(writeConfigList(list, ConfigSyntax::Json));
    QVERIFY(!parsed.error);
    QCOMPARE(parsed.entries[0].opNames->front(), std::string("a\xEF\xBF\xBD") + "b");
    QCOMPARE(parsed.entries[0].otherKeys[0].second, std::string("\"not json\""));
}

QTEST_GUILESS_MAIN(TestConfigListWriter)
#include "tst_config_list_writer.moc"

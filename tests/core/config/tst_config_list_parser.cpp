// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <random>

#include "core/base/error.h"
#include "core/config/config_list_parser.h"
#include "core/config/config_list_writer.h"
#include "core/config/literal_reader.h"
#include "core/config/name_pattern.h"

using namespace espalier;

namespace {

const char kTutorial[] = R"(# as in NNI's tutorial
config_list = [
    {
        'sparsity': 0.8,
        'op_types': ['default'],   # all weighted modules
    },
    {'sparsity': 0.6, 'op_names': ('op_name1', 'op_name2',)},
    {'exclude': True, 'op_names': ["op_name3"]},
]
)";

std::string oneLine(const ConfigList& list)
{
    std::string text = writeConfigList(list, ConfigSyntax::Json);
    std::string line;
    for (char c : text) {
        if (c != '\n')
            line += c;
    }
    return line;
}

} // namespace

class TestConfigListParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheTutorial();
    void accepts_data();
    void accepts();
    void readsPruningV2();
    void readsNumbers_data();
    void readsNumbers();
    void readsTexts_data();
    void readsTexts();
    void rejects_data();
    void rejects();
    void keepsUnknownKeysInOrder();
    void absentAndEmptyDiffer();
    void nestingIsLimited();
    void survivesEveryTruncation();
    void survivesMutations();
    void readsFiles();
    void refusesFiles_data();
    void refusesFiles();
};

void TestConfigListParser::readsTheTutorial()
{
    const ParsedConfigList parsed = parseConfigList(kTutorial);
    QVERIFY2(!parsed.error, parsed.error ? parsed.error->message.english().c_str() : "");
    QCOMPARE(parsed.entries.size(), std::size_t{3});
    QCOMPARE(parsed.entries[0].sparsity, std::optional<double>(0.8));
    QVERIFY(parsed.entries[0].opTypes == std::vector<std::string>{"default"});
    QVERIFY(!parsed.entries[0].opNames);
    QVERIFY((parsed.entries[1].opNames == std::vector<std::string>{"op_name1", "op_name2"}));
    QVERIFY(parsed.entries[2].excludes());
    QVERIFY(!parsed.entries[2].sparsity);
}

void TestConfigListParser::accepts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("written");
    const QByteArray conv = R"([  {"sparsity": 0.5, "op_types": ["Conv2d"]}])";
    QTest::newRow("json") << QByteArray(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])") << conv;
    QTest::newRow("python") << QByteArray("[{'op_types': ['Conv2d'], 'sparsity': .5}]") << conv;
    QTest::newRow("single dict") << QByteArray("{'op_types': ['Conv2d'], 'sparsity': 5e-1}") << conv;
    QTest::newRow("tuple of dicts") << QByteArray("({'op_types': ('Conv2d',), 'sparsity': 0.5},)") << conv;
    QTest::newRow("grouping parentheses") << QByteArray("([{'op_types': [('Conv2d')], 'sparsity': (0.5)}])") << conv;
    QTest::newRow("assignment") << QByteArray("cfg.list=[{'op_types':['Conv2d'],'sparsity':0.5}];\n") << conv;
    QTest::newRow("trailing commas") << QByteArray("[{'op_types': ['Conv2d',], 'sparsity': 0.5,},]") << conv;
    QTest::newRow("comments") << QByteArray("# a\n[ # b\n{'op_types': # ]\n['Conv2d'], // c\n'sparsity': 0.5}] # d")
                              << conv;
    QTest::newRow("windows lines") << QByteArray("[\r\n{'op_types': ['Conv2d'],\r\n'sparsity': 0.5}\r\n]\r\n") << conv;
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF[{'op_types': ['Conv2d'], 'sparsity': 0.5}]") << conv;
    QTest::newRow("no-break space") << QByteArray("[{'op_types':\xC2\xA0['Conv2d'], 'sparsity': 0.5}]") << conv;
    QTest::newRow("line continuation") << QByteArray("[{'op_types': \\\n['Conv2d'], 'sparsity': 0.5}]") << conv;
    QTest::newRow("implicit concatenation") << QByteArray("[{'op_types': ['Con' \"v2d\"], 'sparsity': 0.5}]") << conv;
    QTest::newRow("empty list") << QByteArray(" [ ] ") << QByteArray("[]");
    QTest::newRow("empty tuple") << QByteArray("()") << QByteArray("[]");
    QTest::newRow("empty dict") << QByteArray("[{}]") << QByteArray("[  {}]");
    QTest::newRow("whole sparsity") << QByteArray("[{'sparsity': 0}]") << QByteArray(R"([  {"sparsity": 0.0}])");
    QTest::newRow("switched off")
        << QByteArray("[{'op_types': ['Conv2d'], 'enabled': False}, {'op_types': ['Conv2d'], 'enabled': True}]")
        << QByteArray(R"([  {"enabled": false, "op_types": ["Conv2d"]},  {"op_types": ["Conv2d"]}])");
    QTest::newRow("patterns and exceptions")
        << QByteArray("[{'op_names_re': [r'a\\.b', 'c\\.d'], 'exclude_op_types': ('ReLU',), 'exclude_op_names': ['x'], "
                      "'exclude_op_names_re': ['y.*']}, {'op_names_re': []}]")
        << QByteArray(R"([  {"op_names_re": ["a\\.b", "c\\.d"], "exclude_op_types": ["ReLU"], )"
                      R"("exclude_op_names": ["x"], "exclude_op_names_re": ["y.*"]},  {"op_names_re": []}])");
    QTest::newRow("quantization")
        << QByteArray("[{'quant_types': ['weight', 'output'], 'quant_bits': {'weight': 8, 'output': 4},"
                      " 'quant_start_step': 10, 'op_types': ['Conv2d']}]")
        << QByteArray(R"([  {"quant_types": ["weight", "output"], "quant_bits": {"output": 4, "weight": 8}, )"
                      R"("quant_start_step": 10, "op_types": ["Conv2d"]}])");
    QTest::newRow("one bit count") << QByteArray("[{'quant_types': ['weight'], 'quant_bits': 0x08}]")
                                   << QByteArray(R"([  {"quant_types": ["weight"], "quant_bits": 8}])");
    QTest::newRow("unknown values") << QByteArray(
        "[{'a': None, 'b': [True, (1,), {'c': -1_0}], 'd': 'it\\'s', 'e': 1e400000000000000000000000 if 0 else 1}]")
                                    << QByteArray();
    QTest::newRow("unknown values kept") << QByteArray("[{'a': None, 'b': [True, (1,), {'c': -1_0}], 'd': \"it's\"}]")
                                         << QByteArray(R"([  {"a": null, "b": [true, [1], {"c": -10}], "d": "it's"}])");
}

void TestConfigListParser::accepts()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, written);
    const ParsedConfigList parsed = parseConfigList(text.toStdString());
    if (written.isEmpty()) {
        QVERIFY(parsed.error);
        QVERIFY(parsed.entries.empty());
        return;
    }
    QVERIFY2(!parsed.error, parsed.error ? parsed.error->message.english().c_str() : "");
    QCOMPARE(QByteArray::fromStdString(oneLine(parsed.entries)), written);
}

void TestConfigListParser::readsPruningV2()
{
    const ConfigList list = parseConfigList("[{'sparsity_per_layer': .5, 'op_types': ['Conv2d'], 'op_partial_names': "
                                            "['layer1.0', 'a+b'], 'op_names_re': ['x'], 'op_names': ['fc']}]")
                                .entries;
    QCOMPARE(list.size(), std::size_t{1});
    QCOMPARE(list.front().sparsity.value(), 0.5);
    QVERIFY(list.front().otherKeys.empty());
    const std::vector<std::string> patterns{".*layer1\\.0", ".*a\\+b", "x"};
    QVERIFY(list.front().opNamesRe == patterns);
    QVERIFY(NamePattern(patterns[0]).matches("net.layer1.0.conv1"));
    QVERIFY(!NamePattern(patterns[0]).matches("net.layer1x0.conv1"));
    QVERIFY(NamePattern(patterns[1]).matches("a+b"));
}

void TestConfigListParser::readsNumbers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<double>("value");
    QTest::newRow("1e-1") << QByteArray("1e-1") << 0.1;
    QTest::newRow(".5") << QByteArray(".5") << 0.5;
    QTest::newRow("5.") << QByteArray("5.") << 5.0;
    QTest::newRow("5_0") << QByteArray("5_0") << 50.0;
    QTest::newRow("1_0.2_5") << QByteArray("1_0.2_5") << 10.25;
    QTest::newRow("+0.25") << QByteArray("+0.25") << 0.25;
    QTest::newRow("-0.25") << QByteArray("-0.25") << -0.25;
    QTest::newRow("1E+2") << QByteArray("1E+2") << 100.0;
    QTest::newRow("0x1f") << QByteArray("0x1f") << 31.0;
    QTest::newRow("0b101") << QByteArray("0b101") << 5.0;
    QTest::newRow("0o17") << QByteArray("0o17") << 15.0;
    QTest::newRow("00") << QByteArray("00") << 0.0;
    QTest::newRow("tiny") << QByteArray("1e-4000") << 0.0;
    QTest::newRow("17 digits") << QByteArray("0.30000000000000004") << 0.30000000000000004;
    QTest::newRow("beyond 64 bits") << QByteArray("123456789012345678901234567890") << 123456789012345678901234567890.0;
}

void TestConfigListParser::readsNumbers()
{
    QFETCH(QByteArray, text);
    QFETCH(double, value);
    const ParsedConfigList parsed = parseConfigList("[{'sparsity': " + text.toStdString() + "}]");
    QVERIFY2(!parsed.error, parsed.error ? parsed.error->message.english().c_str() : "");
    QVERIFY(parsed.entries.front().sparsity == value);
}

void TestConfigListParser::readsTexts_data()
{
    QTest::addColumn<QByteArray>("literal");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("double quotes") << QByteArray(R"("a'b")") << QByteArray("a'b");
    QTest::newRow("single quotes") << QByteArray(R"('a"b')") << QByteArray("a\"b");
    QTest::newRow("empty") << QByteArray("''") << QByteArray();
    QTest::newRow("triple") << QByteArray("'''a'b\nc'''") << QByteArray("a'b\nc");
    QTest::newRow("raw") << QByteArray(R"(r'a\n\'')") << QByteArray(R"(a\n\')");
    QTest::newRow("u prefix") << QByteArray("u'a'") << QByteArray("a");
    QTest::newRow("escapes") << QByteArray(R"("\n\t\\\"\/")") << QByteArray("\n\t\\\"/");
    QTest::newRow("hex") << QByteArray(R"('\x41')") << QByteArray("A");
    QTest::newRow("octal") << QByteArray(R"('\101')") << QByteArray("A");
    QTest::newRow("unicode") << QByteArray("\"\\u5c42\"") << QByteArray("\xE5\xB1\x82");
    QTest::newRow("surrogate pair") << QByteArray("\"\\ud83c\\udf33\"") << QByteArray("\xF0\x9F\x8C\xB3");
    QTest::newRow("long unicode") << QByteArray("'\\U0001F333'") << QByteArray("\xF0\x9F\x8C\xB3");
    QTest::newRow("utf-8") << QByteArray("'\xE5\xB1\x82'") << QByteArray("\xE5\xB1\x82");
    QTest::newRow("unknown escape stays") << QByteArray(R"('\d')") << QByteArray(R"(\d)");
}

void TestConfigListParser::readsTexts()
{
    QFETCH(QByteArray, literal);
    QFETCH(QByteArray, value);
    const ParsedConfigList parsed = parseConfigList("[{'op_names': [" + literal.toStdString() + "]}]");
    QVERIFY2(!parsed.error, parsed.error ? parsed.error->message.english().c_str() : "");
    QCOMPARE(QByteArray::fromStdString(parsed.entries.front().opNames->front()), value);
}

void TestConfigListParser::rejects_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<int>("length");
    QTest::addColumn<QByteArray>("cause");
    const auto row = [](const char* name, const QByteArray& text, int line, int column, int length, const char* cause) {
        QTest::newRow(name) << text << line << column << length << QByteArray(cause);
    };
    row("empty", "", 1, 1, 1, "empty");
    row("blank", " \n# nothing\n", 3, 1, 1, "empty");
    row("quoted sparsity", "[{'sparsity': '0.2'}]", 1, 15, 5, "sparsity expects a number");
    row("bare op_types", "[{'sparsity': .2,\n 'op_types': 'default'}]", 2, 14, 9, "op_types expects a list");
    row("bare op_names", "[{'op_names': 'abc'}]", 1, 15, 5, "op_names expects a list");
    row("number among names", "[{'op_names': ['a', 1]}]", 1, 21, 1, "op_names expects texts");
    row("true as sparsity", "[{'sparsity': True}]", 1, 15, 4, "sparsity expects a number");
    row("none as sparsity", "[{'sparsity': None}]", 1, 15, 4, "sparsity expects a number");
    row("number as enabled", "[{'enabled': 0}]", 1, 14, 1, "enabled expects true or false");
    row("number as exclude", "[{'exclude': 1}]", 1, 14, 1, "exclude expects true or false");
    row("bits as text", "[{'quant_bits': '8'}]", 1, 17, 3, "quant_bits expects");
    row("bits as real", "[{'quant_bits': 8.0}]", 1, 17, 3, "quant_bits expects");
    row("bits too long", "[{'quant_bits': 99999999999}]", 1, 17, 11, "quant_bits expects");
    row("no bits", "[{'quant_bits': {}}]", 1, 17, 2, "quant_bits expects");
    row("bits of a type as text", "[{'quant_bits': {'weight': '8'}}]", 1, 28, 3, "quant_bits expects a whole");
    row("quant_types as text", "[{'quant_types': 'abc'}]", 1, 18, 5, "quant_types expects a list");
    row("list of numbers", "[1]", 1, 2, 1, "is a dict");
    row("a text", "'abc'", 1, 1, 5, "list of dicts");
    row("a number", "3", 1, 1, 1, "list of dicts");
    row("call", "[dict(sparsity=0.5)]", 1, 2, 4, "dict is not a value");
    row("expression", "[{'sparsity': 1/2}]", 1, 16, 1, "comma or }");
    row("name as value", "[{'sparsity': SPARSITY}]", 1, 15, 8, "SPARSITY is not a value");
    row("nan", "[{'sparsity': NaN}]", 1, 15, 3, "NaN is not a value");
    row("unquoted key", "[{sparsity: 0.5}]", 1, 3, 1, "key in quotes");
    row("number as key", "[{1: 0.5}]", 1, 3, 1, "key in quotes");
    row("missing colon", "[{'sparsity' 0.5}]", 1, 14, 1, "colon");
    row("missing value", "[{'sparsity': }]", 1, 15, 1, "no value");
    row("missing comma", "[{'sparsity': 0.5 'op_types': []}]", 1, 19, 1, "comma or }");
    row("two commas", "[{'sparsity': 0.5,, }]", 1, 19, 1, "key in quotes");
    row("both names of sparsity", "[{'sparsity': 0.5, 'sparsity_per_layer': 0.6}]", 1, 42, 3, "mean the same");
    row("key twice", "[{'sparsity': 0.5, 'sparsity': 0.6}]", 1, 20, 10, "twice");
    row("unclosed list", "[{'sparsity': 0.5}", 1, 1, 1, "never closed");
    row("unclosed dict", "[\n {'sparsity': 0.5", 2, 2, 1, "never closed");
    row("unclosed text", "[{'sparsity: 0.5}]", 1, 3, 16, "no closing quote");
    row("text over two lines", "[{'spar\nsity': 0.5}]", 1, 3, 5, "closing quote on its line");
    row("wrong bracket", "[{'sparsity': 0.5]]", 1, 2, 1, "The bracket { is not closed before the next \"]\"");
    row("wrong bracket behind a comma", "[\n{'op_types': ['Conv2d',}]", 2, 14, 1, "The bracket [ is not closed");
    row("list that goes on as a dict", "[{'op_types': ['Conv2d', 'sparsity': 0.5}]", 1, 15, 1,
        "The bracket [ is not closed before the next \":\"");
    row("two lists", "[] []", 1, 4, 1, "Nothing may follow");
    row("leading zero", "[{'sparsity': 05}]", 1, 15, 2, "05 is not a number");
    row("two points", "[{'sparsity': 0.5.1}]", 1, 15, 5, "is not a number");
    row("underscore at the end", "[{'sparsity': 5_}]", 1, 15, 2, "is not a number");
    row("percent", "[{'sparsity': 50%}]", 1, 17, 1, "comma or }");
    row("too large", "[{'sparsity': 1e999}]", 1, 15, 5, "too large");
    row("lone surrogate", "[{'op_names': ['\\ud800']}]", 1, 17, 6, "escape");
    row("named character", "[{'op_names': ['\\N{BULLET}']}]", 1, 17, 2, "escape");
    row("typographic quotes", "[{\xE2\x80\x98sparsity\xE2\x80\x99: 0.5}]", 1, 3, 3, "Typographic");
    row("latin-1", "[{'op_names': ['\xE9']}]", 1, 17, 1, "UTF-8");
    row("overlong utf-8", "[{'op_names': ['\xC0\xAF']}]", 1, 17, 1, "UTF-8");
    row("bytes instead of text", "\xFF\xFE[", 1, 1, 1, "UTF-8");
    row("zip file", "PK\x03\x04", 1, 1, 2, "PK is not a value");
    row("control character", QByteArray("[\x01]", 3), 1, 2, 1, "control character");
    row("set", "[{'op_names'}]", 1, 13, 1, "colon");
}

void TestConfigListParser::rejects()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(int, length);
    QFETCH(QByteArray, cause);
    const ParsedConfigList parsed = parseConfigList({text.constData(), static_cast<std::size_t>(text.size())});
    QVERIFY(parsed.error);
    QVERIFY(parsed.entries.empty());
    const QByteArray sentence = QByteArray::fromStdString(parsed.error->message.english());
    QVERIFY2(sentence.contains(cause), sentence.constData());
    QCOMPARE(parsed.error->line, line);
    QCOMPARE(parsed.error->column, column);
    QCOMPARE(static_cast<int>(parsed.error->length), length);
    const auto lineStart = text.left(static_cast<int>(parsed.error->offset)).lastIndexOf('\n') + 1;
    QCOMPARE(static_cast<int>(parsed.error->offset), static_cast<int>(lineStart) + column - 1);
}

void TestConfigListParser::keepsUnknownKeysInOrder()
{
    const ParsedConfigList parsed =
        parseConfigList("[{'zeta': 1, 'sparsity': .5, 'alpha': {'y': 'x', 'b': []}, 'op_types': []}]");
    QVERIFY(!parsed.error);
    const auto& other = parsed.entries.front().otherKeys;
    QCOMPARE(other.size(), std::size_t{2});
    QCOMPARE(other[0].first, std::string("zeta"));
    QCOMPARE(other[0].second, std::string("1"));
    QCOMPARE(other[1].first, std::string("alpha"));
    QCOMPARE(other[1].second, std::string(R"({"y": "x", "b": []})"));
}

void TestConfigListParser::absentAndEmptyDiffer()
{
    const ParsedConfigList parsed = parseConfigList("[{'op_types': []}, {}]");
    QVERIFY(!parsed.error);
    QVERIFY(parsed.entries[0].opTypes.has_value());
    QVERIFY(parsed.entries[0].opTypes->empty());
    QVERIFY(!parsed.entries[1].opTypes.has_value());
    QVERIFY(parsed.entries[0] != parsed.entries[1]);
}

void TestConfigListParser::nestingIsLimited()
{
    const auto nested = [](std::size_t depth) {
        return "[{'a': " + std::string(depth, '[') + std::string(depth, ']') + "}]";
    };
    QVERIFY(!parseConfigList(nested(kLiteralDepthLimit - 2)).error);
    QVERIFY(parseConfigList(nested(kLiteralDepthLimit)).error);
    for (const char* opening : {"[", "(", "{'a':", "[{'a':"}) {
        std::string text;
        for (int i = 0; i < 200000; ++i)
            text += opening;
        QVERIFY(parseConfigList(text).error);
    }
}

void TestConfigListParser::survivesEveryTruncation()
{
    const std::string text = std::string(kTutorial) + "# \xE5\xB1\x82 \"\\u5c42\"";
    for (std::size_t length = 0; length <= text.size(); ++length) {
        const ParsedConfigList parsed = parseConfigList(std::string_view(text).substr(0, length));
        QVERIFY(!parsed.error || parsed.entries.empty());
        QVERIFY(!parsed.error || parsed.error->offset <= length);
    }
}

void TestConfigListParser::survivesMutations()
{
    const std::string original = std::string(kTutorial) + "#";
    std::mt19937 random(7);
    constexpr char kInteresting[] = "\\'\"[](){},:#\n\0x_.e-\xE5\xFF";
    int rejected = 0;
    for (int round = 0; round < 20000; ++round) {
        std::string text = original;
        for (int change = 0; change < 1 + round % 3; ++change)
            text[random() % text.size()] = kInteresting[random() % (sizeof kInteresting - 1)];
        const ParsedConfigList parsed = parseConfigList(text);
        rejected += parsed.error ? 1 : 0;
        if (parsed.error)
            QVERIFY(parsed.error->offset <= text.size());
        else
            QVERIFY(parseConfigList(writeConfigList(parsed.entries, ConfigSyntax::Python)).entries == parsed.entries);
    }
    QVERIFY(rejected > 0 && rejected < 20000);
}

void TestConfigListParser::readsFiles()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("config.py")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(kTutorial);
    file.close();
    QCOMPARE(readConfigList(file.fileName().toStdString()).size(), std::size_t{3});
}

void TestConfigListParser::refusesFiles_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("cause");
    QTest::newRow("syntax") << QByteArray("[\n{'sparsity' 0.5}]")
                            << QByteArray("line 2, column 13: A colon is missing");
    QTest::newRow("empty") << QByteArray("") << QByteArray("empty");
    QTest::newRow("binary") << QByteArray("PK\0\0", 4) << QByteArray("no text file");
}

void TestConfigListParser::refusesFiles()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, cause);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("bad.json"));
    const auto sentenceFor = [](const QString& name) {
        try {
            readConfigList(name.toStdString());
        } catch (const Error& error) {
            return QByteArray(error.what());
        }
        return QByteArray();
    };
    QVERIFY(sentenceFor(path).contains("does not exist"));
    QVERIFY(sentenceFor(folder.path()).contains("is a folder"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    QVERIFY2(sentenceFor(path).contains(cause), sentenceFor(path).constData());
    QVERIFY(sentenceFor(path).contains("bad.json"));
}

QTEST_GUILESS_MAIN(TestConfigListParser)
#include "tst_config_list_parser.moc"

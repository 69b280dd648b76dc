// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

#include <random>
#include <string>

#include "core/config/name_pattern.h"

using namespace espalier;

namespace {

enum class Outcome { Differs, Matches, NoPattern };

Outcome outcome(const std::string& pattern, const std::string& name)
{
    try {
        return NamePattern(pattern).matches(name) ? Outcome::Matches : Outcome::Differs;
    } catch (const NamePatternError&) {
        return Outcome::NoPattern;
    }
}

std::string randomText(std::mt19937& random, const std::vector<std::string>& pieces, std::size_t most)
{
    std::string text;
    for (auto count = random() % (most + 1); count > 0; --count)
        text += pieces[random() % pieces.size()];
    return text;
}

} // namespace

class TestNamePattern : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matchesNames_data();
    void matchesNames();
    void explainsErrors_data();
    void explainsErrors();
    void agreesWithPython();
    void isNeverSlow_data();
    void isNeverSlow();
};

void TestNamePattern::matchesNames_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char* pattern, const char* name, bool expected) {
        QTest::addRow("%s on %s", pattern, name) << QString::fromUtf8(pattern) << QString::fromUtf8(name) << expected;
    };
    row("conv1", "conv1", true);
    row("conv1", "conv10", true);
    row("conv1", "layer1.conv1", false);
    row("conv1$", "conv10", false);
    row(".*conv1$", "layer1.conv1", true);
    row("^layer", "layer1", true);
    row("layer1.0", "layer1x0", true);
    row("layer1\\.0", "layer1x0", false);
    row("bert\\.encoder\\.layer\\.[0-9]*\\.attention\\.*", "bert.encoder.layer.11.attention.self.query", true);
    row("layer[^12]\\.", "layer3.conv", true);
    row("layer[^12]\\.", "layer2.conv", false);
    row("(conv|fc)\\d+$", "fc12", true);
    row("(conv|fc)\\d+$", "fc", false);
    row("(?:block\\.){2}conv", "block.block.conv", true);
    row("(?P<stage>layer\\d)\\.", "layer4.0", true);
    row("a{2,3}$", "aaaa", false);
    row("a{0,3}$", "aa", true);
    row("(?i)CONV", "conv", true);
    row("layer1(?<!0)", "layer1", true);
    row("a{x}", "a{x}", true);
    row("(?!fc)", "conv", true);
    row("(?!fc)", "fc1", false);
    row("(?!.*downsample).*conv", "layer1.0.conv1", true);
    row("(?!.*downsample).*", "layer2.downsample.0", false);
    row("(?=.*\\.1\\.)layer2", "layer2.1.conv", true);
    row("conv\\b", "conv.1", true);
    row("conv\\b", "conv1", false);
    row("conv\\Z", "conv", true);
    row("[]x]", "]", true);
    row("[a-]$", "-", true);
    row("\\w+$", "\xE5\xB1\x82_1", true);
    row(".$", "\xE5\xB1\x82", true);
    row("[\xE5\xB1\x81-\xE5\xB1\x83]$", "\xE5\xB1\x82", true);
    row("", "anything", true);
    row("x|", "anything", true);
    row("CONV", "conv", false);
}

void TestNamePattern::matchesNames()
{
    QFETCH(QString, pattern);
    QFETCH(QString, name);
    QFETCH(bool, expected);
    QCOMPARE(outcome(pattern.toStdString(), name.toStdString()), expected ? Outcome::Matches : Outcome::Differs);
}

void TestNamePattern::explainsErrors_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("cause");
    QTest::addColumn<int>("position");
    const auto row = [](const QByteArray& pattern, const char* cause, int position) {
        QTest::newRow(pattern.left(20).constData()) << pattern << QByteArray(cause) << position;
    };
    row("conv(1", "this ( has no )", 4);
    row("(a)\\((b", "this ( has no )", 5);
    row("[(](a(b)", "this ( has no )", 3);
    row("conv[1", "this [ has no ]", 4);
    row("(a[]1)", "this [ has no ]", 2);
    row("conv)1", "this ) has no (", 4);
    row("*conv", "nothing before it to repeat; any text is .* here", 0);
    row("a{3,2}", "the first number in braces is larger", 5);
    row("[z-a]", "begins with a later character", 3);
    row("[a-\\d]", "a range in [ ] needs one character at each of its ends", 5);
    row("conv\\", "the backslash at its end has nothing to act on", 5);
    row("a\\y", "a backslash before that letter means nothing", 2);
    row("(?<=a+)b", "must always be of the same length", 0);
    row("(a)\\2", "it has no group of that number", 4);
    row("(?q)a", "what follows ( and ? means nothing", 2);
    row("(?P<1>a)", "name", 4); // as PCRE2 says it
    row("\xE5\xB1\x82(", "this ( has no )", 1);
    row("conv{,3}", "write {0,n}", 4);
    row(QByteArray(2000, 'a'), "1000 characters at most", 1000);
}

void TestNamePattern::explainsErrors()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, cause);
    QFETCH(int, position);
    try {
        NamePattern compiled(pattern.toStdString());
        QFAIL("no error");
    } catch (const NamePatternError& error) {
        const std::string sentence = error.message("7", "P").english();
        QVERIFY2(sentence.find(cause.toStdString()) != std::string::npos, sentence.c_str());
        const std::string beginning = "The pattern P of entry 7 cannot be read at character ";
        QVERIFY2(sentence.starts_with(beginning + std::to_string(position + 1) + ": "), sentence.c_str());
        QVERIFY2(sentence.ends_with("."), sentence.c_str());
        QCOMPARE(static_cast<int>(error.position), position);
    }
}

/// re.match() is what the patterns mean, so that one is asked.
void TestNamePattern::agreesWithPython()
{
    QProcess python;
    python.start(QStringLiteral("python3"),
                 {QStringLiteral("-W"), QStringLiteral("ignore"), QStringLiteral("-c"),
                  QStringLiteral("import json, re, sys\n"
                                 "def outcome(pattern, name):\n"
                                 "    try:\n"
                                 "        return bool(re.match(pattern, name))\n"
                                 "    except re.error:\n"
                                 "        return None\n"
                                 "print(json.dumps([outcome(*case) for case in json.load(sys.stdin)]))\n")});
    if (!python.waitForStarted())
        QSKIP("python3 is not installed");
    const std::vector<std::string> patternPieces = {"a",    "b", ".",   "1",   "\\.", "\\d", "\\w",   "\\W",   "\\b",
                                                    "(",    ")", "|",   "*",   "?",   "{2}", "{1,}",  "{0,2}", "[a-c]",
                                                    "[^a]", "[", "]",   "^",   "$",   "(?:", "(?=",   "(?!",   "-",
                                                    "\\S",  "{", "\\Z", "\\A", "\\B", "\\s", "[\\da]"};
    const std::vector<std::string> namePieces = {"a", "b", ".", "1", "-", "[", "{", " ", "\xC3\xA4"};
    std::mt19937 random(7);
    std::vector<std::pair<std::string, std::string>> cases;
    QJsonArray asked;
    for (int i = 0; i < 20000; ++i) {
        // Never an empty name: versions of Python disagree whether \\B matches there.
        cases.emplace_back(randomText(random, patternPieces, 7),
                           namePieces[random() % namePieces.size()] + randomText(random, namePieces, 5));
        asked.append(
            QJsonArray{QString::fromStdString(cases.back().first), QString::fromStdString(cases.back().second)});
    }
    python.write(QJsonDocument(asked).toJson(QJsonDocument::Compact));
    python.closeWriteChannel();
    QVERIFY(python.waitForFinished());
    const QJsonArray answers = QJsonDocument::fromJson(python.readAllStandardOutput()).array();
    QCOMPARE(static_cast<std::size_t>(answers.size()), cases.size());
    int valid = 0;
    int understood = 0; // by both: each takes some for patterns that the other does not
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const QJsonValue answer = answers[static_cast<qsizetype>(i)];
        const Outcome found = outcome(cases[i].first, cases[i].second);
        valid += answer.isNull() ? 0 : 1;
        if (answer.isNull() || found == Outcome::NoPattern)
            continue;
        ++understood;
        QVERIFY2(found == (answer.toBool() ? Outcome::Matches : Outcome::Differs),
                 qPrintable(QStringLiteral("%1 on %2")
                                .arg(QString::fromStdString(cases[i].first), QString::fromStdString(cases[i].second))));
    }
    QVERIFY2(valid > 2000, "random patterns are mostly none");
    QVERIFY2(understood > valid * 98 / 100, qPrintable(QStringLiteral("%1 of %2").arg(understood).arg(valid)));
}

void TestNamePattern::isNeverSlow_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::newRow("nested repeats") << QByteArray("(a+)+$");
    QTest::newRow("overlapping choices") << QByteArray("(a|a|aa)*$");
    QTest::newRow("optional letters") << QByteArray("(a?){100}a{100}$");
}

void TestNamePattern::isNeverSlow()
{
    QFETCH(QByteArray, pattern);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(outcome(pattern.toStdString(), std::string(100, 'a') + '!'), Outcome::NoPattern);
    constexpr qint64 kLimit = 2000; // what grows exponentially takes years
    QVERIFY2(timer.elapsed() < kLimit, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestNamePattern)
#include "tst_name_pattern.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "core/config/name_suggestions.h"

using namespace espalier;

namespace {

/// The same by the book: every cell, no limit.
std::size_t plainDistance(const std::string& left, const std::string& right)
{
    std::vector<std::vector<std::size_t>> table(left.size() + 1, std::vector<std::size_t>(right.size() + 1));
    for (std::size_t i = 0; i <= left.size(); ++i) {
        for (std::size_t j = 0; j <= right.size(); ++j) {
            if (i == 0 || j == 0) {
                table[i][j] = i + j;
                continue;
            }
            const bool equal = left[i - 1] == right[j - 1];
            table[i][j] = std::min({table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (equal ? 0 : 1)});
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                table[i][j] = std::min(table[i][j], table[i - 2][j - 2] + 1);
        }
    }
    return table[left.size()][right.size()];
}

std::string randomName(std::mt19937& random, std::size_t longest)
{
    std::string name(random() % (longest + 1), ' ');
    for (char& c : name)
        c = "abc.1"[random() % 5];
    return name;
}

} // namespace

class TestNameSuggestions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void measuresDistance_data();
    void measuresDistance();
    void distancesAreThoseOfTheWholeTable();
    void fewAreTheFirstOfMany();
    void suggests_data();
    void suggests();
};

void TestNameSuggestions::measuresDistance_data()
{
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("right");
    QTest::addColumn<int>("distance");
    QTest::newRow("equal") << QByteArray("conv1") << QByteArray("conv1") << 0;
    QTest::newRow("case") << QByteArray("Conv1") << QByteArray("cONV1") << 0;
    QTest::newRow("deletion") << QByteArray("sparsity") << QByteArray("sparsty") << 1;
    QTest::newRow("insertion") << QByteArray("conv") << QByteArray("conv1") << 1;
    QTest::newRow("substitution") << QByteArray("conv1") << QByteArray("conv2") << 1;
    QTest::newRow("swap") << QByteArray("op_tpyes") << QByteArray("op_types") << 1;
    QTest::newRow("kitten") << QByteArray("kitten") << QByteArray("sitting") << 3;
    QTest::newRow("empty") << QByteArray("") << QByteArray("abc") << 3;
    QTest::newRow("beyond the limit") << QByteArray("abcdefgh") << QByteArray("stuvwxyz") << 5;
}

void TestNameSuggestions::measuresDistance()
{
    constexpr std::size_t kLimit = 4;
    QFETCH(QByteArray, left);
    QFETCH(QByteArray, right);
    QFETCH(int, distance);
    QCOMPARE(static_cast<int>(editDistance(left.toStdString(), right.toStdString(), kLimit)), distance);
    QCOMPARE(static_cast<int>(editDistance(right.toStdString(), left.toStdString(), kLimit)), distance);
}

void TestNameSuggestions::distancesAreThoseOfTheWholeTable()
{
    std::mt19937 random(1);
    for (int round = 0; round < 20000; ++round) {
        const std::size_t longest = round % 100 == 0 ? 100 : 9;
        const std::string left = randomName(random, longest);
        const std::string right = randomName(random, longest);
        const std::size_t limit = random() % 8;
        QVERIFY2(editDistance(left, right, limit) == std::min(plainDistance(left, right), limit + 1),
                 (left + ' ' + right + ' ' + std::to_string(limit)).c_str());
    }
}

void TestNameSuggestions::fewAreTheFirstOfMany()
{
    std::mt19937 random(2);
    for (int round = 0; round < 300; ++round) {
        std::vector<std::string> names;
        for (int i = 0; i < 40; ++i)
            names.push_back(randomName(random, 8));
        const std::vector<std::string_view> known(names.begin(), names.end());
        const std::string wanted = randomName(random, 8);
        const auto all = nearestNames(wanted, known, known.size());
        const auto few = nearestNames(wanted, known, 3);
        QCOMPARE(few.size(), std::min<std::size_t>(3, all.size()));
        QVERIFY2(std::equal(few.begin(), few.end(), all.begin()), wanted.c_str());
    }
}

void TestNameSuggestions::suggests_data()
{
    QTest::addColumn<QByteArray>("wanted");
    QTest::addColumn<QByteArray>("suggested");
    QTest::newRow("slip") << QByteArray("layer1.0.covn1") << QByteArray("layer1.0.conv1,layer1.0.conv2");
    QTest::newRow("case") << QByteArray("FC") << QByteArray("fc");
    QTest::newRow("last part only") << QByteArray("downsample") << QByteArray("layer2.0.downsample");
    QTest::newRow("other prefix") << QByteArray("backbone.conv2") << QByteArray("layer1.0.conv2");
    QTest::newRow("nothing near") << QByteArray("transformer") << QByteArray();
    QTest::newRow("empty") << QByteArray() << QByteArray();
}

void TestNameSuggestions::suggests()
{
    QFETCH(QByteArray, wanted);
    QFETCH(QByteArray, suggested);
    const std::vector<std::string_view> known = {"conv1", "layer1.0.conv1", "layer1.0.conv2", "layer2.0.downsample",
                                                 "fc"};
    QByteArrayList names;
    for (const std::string& name : nearestNames(wanted.toStdString(), known))
        names << QByteArray::fromStdString(name);
    QCOMPARE(names.join(','), suggested);
}

QTEST_GUILESS_MAIN(TestNameSuggestions)
#include "tst_name_suggestions.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/config/name_suggestions.h"

using namespace espalier;

class TestNameSuggestions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void measuresDistance_data();
    void measuresDistance();
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <string>

#include "core/base/physical_memory.h"

using namespace espalier;

class TestPhysicalMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void limitsAreRead_data();
    void limitsAreRead();
    void thisMachineHasSome();
};

void TestPhysicalMemory::limitsAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qulonglong>("bytes"); // 0: none
    QTest::newRow("number") << QByteArray("8589934592\n") << qulonglong(8589934592);
    QTest::newRow("number without a line end") << QByteArray("4096") << qulonglong(4096);
    QTest::newRow("max") << QByteArray("max\n") << qulonglong(0);
    QTest::newRow("missing file") << QByteArray() << qulonglong(0);
    QTest::newRow("zero") << QByteArray("0\n") << qulonglong(0);
    QTest::newRow("something else") << QByteArray("12 MB\n") << qulonglong(0);
    QTest::newRow("beyond any number") << QByteArray("99999999999999999999999\n") << qulonglong(0);
}

void TestPhysicalMemory::limitsAreRead()
{
    QFETCH(QByteArray, text);
    QFETCH(qulonglong, bytes);
    QCOMPARE(qulonglong(memoryLimit(text.toStdString()).value_or(0)), bytes);
}

void TestPhysicalMemory::thisMachineHasSome()
{
    const auto memory = physicalMemory();
    QVERIFY(memory.has_value());
    constexpr std::uint64_t kLeast = std::uint64_t{16} << 20;
    constexpr std::uint64_t kMost = std::uint64_t{1} << 50;
    QVERIFY2(*memory > kLeast && *memory < kMost, std::to_string(*memory).c_str());
}

QTEST_GUILESS_MAIN(TestPhysicalMemory)
#include "tst_physical_memory.moc"

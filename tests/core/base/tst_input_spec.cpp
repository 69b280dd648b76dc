// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/error.h"
#include "core/base/input_spec.h"

using namespace espalier;

class TestInputSpec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void countsElements();
};

void TestInputSpec::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("canonical");
    QTest::addColumn<int>("inputs");
    QTest::newRow("image") << "1,3,224,224"
                           << "1,3,224,224" << 1;
    QTest::newRow("written with x") << "1x3x32x32"
                                    << "1,3,32,32" << 1;
    QTest::newRow("blanks") << " 1, 3 ,8,8 "
                            << "1,3,8,8" << 1;
    QTest::newRow("two inputs with a dtype") << "1,3,224,224;1,16:int64"
                                             << "1,3,224,224;1,16:int64" << 2;
    QTest::newRow("float is not written") << "4:float32"
                                          << "4" << 1;
}

void TestInputSpec::reads()
{
    QFETCH(QString, text);
    QFETCH(QString, canonical);
    QFETCH(int, inputs);
    const auto specs = parseInputSpecs(text.toStdString());
    QCOMPARE(static_cast<int>(specs.size()), inputs);
    QCOMPARE(QString::fromStdString(inputSpecsText(specs)), canonical);
    QVERIFY(parseInputSpecs(canonical.toStdString()) == specs);
}

void TestInputSpec::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("named");
    QTest::newRow("empty") << ""
                           << "\"\"";
    QTest::newRow("word") << "1,three,224"
                          << "\"three\"";
    QTest::newRow("zero") << "1,0,3"
                          << "\"0\"";
    QTest::newRow("negative") << "1,-3"
                              << "\"-3\"";
    QTest::newRow("fraction") << "1,2.5"
                              << "\"2.5\"";
    QTest::newRow("too large for a size") << "99999999999999999999"
                                          << "\"99999999999999999999\"";
    QTest::newRow("trailing comma") << "1,3,"
                                    << "\"\"";
    QTest::newRow("unknown dtype") << "1,3:complex"
                                   << "\"complex\"";
    QTest::newRow("trailing semicolon") << "1,3;"
                                        << "\"\"";
}

void TestInputSpec::refuses()
{
    QFETCH(QString, text);
    QFETCH(QString, named);
    try {
        parseInputSpecs(text.toStdString());
        QFAIL("accepted");
    } catch (const Error& error) {
        QVERIFY(error.code() == ErrorCode::InvalidConfig);
        QVERIFY2(QString::fromUtf8(error.what()).contains(named), error.what());
    }
}

void TestInputSpec::countsElements()
{
    QCOMPARE(elementCount({}), std::int64_t{1});
    QCOMPARE(elementCount({2, 3, 4}), std::int64_t{24});
    QCOMPARE(elementCount({2, 0}), std::int64_t{0});
    QCOMPARE(shapeText({1, 3, 224, 224}), std::string("1x3x224x224"));
    QCOMPARE(shapeText({}), std::string("scalar"));
}

QTEST_GUILESS_MAIN(TestInputSpec)
#include "tst_input_spec.moc"

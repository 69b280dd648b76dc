// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/error.h"
#include "core/config/algorithm_parameters.h"

using namespace espalier;

namespace {

const std::vector<AlgorithmParameter>& knownParameters()
{
    using Kind = AlgorithmParameter::Kind;
    static const std::vector<AlgorithmParameter> known{
        {"batches", {"Batches", {}}, {"How many.", {}}, Kind::Integer, "10", 1, 100, {}},
        {"rate", {"Rate", {}}, {"How fast.", {}}, Kind::Real, "0.5", 0.25, 2, {}},
        {"activation", {"Activation", {}}, {"Which.", {}}, Kind::Choice, "relu", 0, 0, {"relu", "relu6"}},
        {"blocks", {"Blocks", {}}, {"How large.", {}}, Kind::Integers, "1:4", 1, 8, {}}};
    return known;
}

} // namespace

class TestAlgorithmParameters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textIsTakenApart();
    void malformedTexts_data();
    void malformedTexts();
    void values();
    void fallbacks();
    void refusals_data();
    void refusals();
    void whatAnotherAlgorithmCanUseIsLeft();
};

void TestAlgorithmParameters::textIsTakenApart()
{
    QVERIFY(parseParameters("").empty());
    QVERIFY((parseParameters("batches=3") == ParameterValues{{"batches", "3"}}));
    QVERIFY((parseParameters("blocks=1:4,activation=relu6,batches=")
             == ParameterValues{{"blocks", "1:4"}, {"activation", "relu6"}, {"batches", ""}}));
}

void TestAlgorithmParameters::malformedTexts_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"batches", "=3", "batches=3,", "batches=3,,rate=1", ","})
        QTest::newRow(text) << QByteArray(text);
}

void TestAlgorithmParameters::malformedTexts()
{
    QFETCH(const QByteArray, text);
    QVERIFY_THROWS_EXCEPTION(Error, parseParameters(text.toStdString()));
}

void TestAlgorithmParameters::values()
{
    const ParameterValues given{{"batches", "7"}, {"rate", "1.5"}, {"activation", "relu6"}, {"blocks", "2:8:1"}};
    checkParameters("apoz", knownParameters(), given);
    QCOMPARE(integerParameter(knownParameters(), given, "batches"), 7);
    QCOMPARE(realParameter(knownParameters(), given, "rate"), 1.5);
    QCOMPARE(textParameter(knownParameters(), given, "activation"), std::string("relu6"));
    QCOMPARE(integersParameter(knownParameters(), given, "blocks"), (std::vector<std::int64_t>{2, 8, 1}));
    QVERIFY_THROWS_EXCEPTION(Error, textParameter(knownParameters(), given, "colour"));
}

void TestAlgorithmParameters::fallbacks()
{
    checkParameters("apoz", knownParameters(), {});
    QCOMPARE(integerParameter(knownParameters(), {}, "batches"), 10);
    QCOMPARE(realParameter(knownParameters(), {}, "rate"), 0.5);
    QCOMPARE(integersParameter(knownParameters(), {}, "blocks"), (std::vector<std::int64_t>{1, 4}));
}

void TestAlgorithmParameters::refusals_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("cause");
    const auto row = [](const char* text, const char* cause) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(cause);
    };
    row("colour=red", "apoz has no parameter colour; it has batches, rate, activation, blocks.");
    row("batches=0", "cannot be \"0\"; it is a whole number from 1 to 100.");
    row("batches=101", "from 1 to 100");
    row("batches=3.5", "a whole number");
    row("batches=3x", "a whole number");
    row("batches=", "a whole number");
    row("rate=0.2", "a number from 0.25 to 2.");
    row("rate=nan", "a number from");
    row("activation=gelu", "it is one of relu, relu6.");
    row("blocks=1:9", "whole numbers from 1 to 8");
    row("blocks=1:", "whole numbers");
    row("blocks=a", "whole numbers");
}

void TestAlgorithmParameters::refusals()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, cause);
    try {
        checkParameters("apoz", knownParameters(), parseParameters(text.toStdString()));
        QFAIL("it was accepted");
    } catch (const Error& error) {
        QVERIFY(error.code() == ErrorCode::InvalidConfig);
        QVERIFY2(QByteArray(error.what()).contains(cause), error.what());
    }
}

void TestAlgorithmParameters::whatAnotherAlgorithmCanUseIsLeft()
{
    const ParameterValues given{{"batches", "20"}, {"rate", "9"}, {"colour", "red"}};
    QVERIFY((usableParameters(knownParameters(), given) == ParameterValues{{"batches", "20"}}));
    QVERIFY(usableParameters({}, given).empty());
}

QTEST_GUILESS_MAIN(TestAlgorithmParameters)
#include "tst_algorithm_parameters.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/full.h>

#include <cmath>
#include <limits>

#include "core/exporters/internal/agreement.h"
#include "core/exporters/internal/tensor_verification.h"
#include "core/exporters/python_literal.h"

using namespace espalier;
using namespace espalier::internal;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kRounding = 1e-12;

at::Tensor values(const std::vector<double>& numbers)
{
    at::Tensor tensor = at::full({static_cast<std::int64_t>(numbers.size())}, 0.0, at::kDouble);
    std::copy(numbers.begin(), numbers.end(), tensor.data_ptr<double>());
    return tensor;
}

} // namespace

class tst_Agreement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void differences_data();
    void differences();
    void worstOutputCounts();
    void otherShapesDisagree();
    void exampleInputsAreRepeatable();
    void wholeNumbersAreZerosAndOnes();
    void sameTensors();
    void firstDifferingTensorIsNamed();
    void pythonLiterals_data();
    void pythonLiterals();
};

void tst_Agreement::differences_data()
{
    using Numbers = QList<double>;
    QTest::addColumn<Numbers>("expected");
    QTest::addColumn<Numbers>("actual");
    QTest::addColumn<double>("absolute");
    QTest::addColumn<double>("relative");
    QTest::addColumn<bool>("agrees");
    QTest::newRow("equal") << Numbers{1, -2} << Numbers{1, -2} << 0.0 << 0.0 << true;
    QTest::newRow("relative to the largest") << Numbers{0.001, -1000} << Numbers{0.051, -1000} << 0.05 << 5e-5 << true;
    QTest::newRow("just too much") << Numbers{1, 0} << Numbers{1, 1.1e-4} << 1.1e-4 << 1.1e-4 << false;
    QTest::newRow("scale of tiny outputs is 1e-6") << Numbers{0} << Numbers{5e-11} << 5e-11 << 5e-5 << true;
    QTest::newRow("NaN on both sides") << Numbers{kNaN, 1} << Numbers{kNaN, 1} << 0.0 << 0.0 << true;
    QTest::newRow("NaN on one side") << Numbers{1} << Numbers{kNaN} << kInfinity << kInfinity << false;
    QTest::newRow("equal infinities") << Numbers{kInfinity} << Numbers{kInfinity} << 0.0 << 0.0 << true;
    QTest::newRow("other infinity") << Numbers{kInfinity} << Numbers{-kInfinity} << kInfinity << kInfinity << false;
    QTest::newRow("infinity does not hide others")
        << Numbers{kInfinity, 1} << Numbers{kInfinity, 2} << 1.0 << 1.0 << false;
}

void tst_Agreement::differences()
{
    QFETCH(const QList<double>, expected);
    QFETCH(const QList<double>, actual);
    QFETCH(const double, absolute);
    QFETCH(const double, relative);
    QFETCH(const bool, agrees);
    const Verification found =
        compareOutputs({values({expected.begin(), expected.end()})}, {values({actual.begin(), actual.end()})});
    const auto isNear = [](double a, double b) { return a == b || std::abs(a - b) < kRounding; };
    QVERIFY2(isNear(found.maxAbsDifference, absolute), qPrintable(QString::number(found.maxAbsDifference)));
    QVERIFY2(isNear(found.maxRelDifference, relative), qPrintable(QString::number(found.maxRelDifference)));
    QCOMPARE(found.agrees, agrees);
}

void tst_Agreement::worstOutputCounts()
{
    const Verification found = compareOutputs({values({1000}), values({1})}, {values({1000}), values({1.5})});
    QCOMPARE(found.maxAbsDifference, 0.5);
    QCOMPARE(found.maxRelDifference, 0.5);
}

void tst_Agreement::otherShapesDisagree()
{
    QVERIFY(!compareOutputs({values({1, 2})}, {values({1})}).agrees);
    QVERIFY(!compareOutputs({values({1, 2})}, {values({1, 2}).view({2, 1})}).agrees);
    QVERIFY(!compareOutputs({values({1})}, {}).agrees);
    QVERIFY(compareOutputs({}, {}).agrees);
}

void tst_Agreement::exampleInputsAreRepeatable()
{
    const std::vector<InputSpec> specs = parseInputSpecs("2,3,8,8;4,5:float64");
    const std::vector<at::Tensor> first = exampleInputs(specs, 3);
    const std::vector<at::Tensor> second = exampleInputs(specs, 3);
    QCOMPARE(first.size(), std::size_t{2});
    QVERIFY(isSameTensor(first[0], second[0]) && isSameTensor(first[1], second[1]));
    QVERIFY(!isSameTensor(first[0], exampleInputs(specs, 4)[0]));
    QCOMPARE(first[0].sizes().vec(), (std::vector<std::int64_t>{2, 3, 8, 8}));
    QCOMPARE(first[1].scalar_type(), at::kDouble);
    QVERIFY(std::abs(first[0].mean().item<double>()) < 0.2);
    QVERIFY(std::abs(first[0].std().item<double>() - 1) < 0.2);
}

void tst_Agreement::wholeNumbersAreZerosAndOnes()
{
    const at::Tensor indices = exampleInputs(parseInputSpecs("100:int64"), 0)[0];
    QCOMPARE(indices.scalar_type(), at::kLong);
    QCOMPARE(indices.min().item<std::int64_t>(), std::int64_t{0});
    QCOMPARE(indices.max().item<std::int64_t>(), std::int64_t{1});
}

void tst_Agreement::sameTensors()
{
    const at::Tensor tensor = at::arange(6, at::kFloat).view({2, 3});
    QVERIFY(isSameTensor(tensor, tensor.clone()));
    QVERIFY(isSameTensor(tensor.t().contiguous().t(), tensor));
    QVERIFY(!isSameTensor(tensor, tensor.to(at::kDouble)));
    QVERIFY(!isSameTensor(tensor, tensor.view({3, 2})));
    QVERIFY(!isSameTensor(values({0.0}), values({-0.0})));
    QVERIFY(isSameTensor(values({kNaN}), values({kNaN})));
}

void tst_Agreement::firstDifferingTensorIsNamed()
{
    const TensorList expected = {{"a", values({1})}, {"b", values({2})}};
    QVERIFY(compareTensors(expected, expected).agrees);
    const Verification other = compareTensors(expected, {{"a", values({1})}, {"b", values({3})}});
    QVERIFY(!other.agrees);
    QCOMPARE(other.maxAbsDifference, 1.0);
    QCOMPARE(other.detail.english(), std::string("the tensor b differs"));
    QVERIFY(!compareTensors(expected, {{"a", values({1})}}).agrees);
    QVERIFY(!compareTensors(expected, {{"b", values({2})}, {"a", values({1})}}).agrees);
    // One rounding step is a difference here, although outputs this close would agree.
    QVERIFY(!compareTensors({{"a", values({1})}}, {{"a", values({std::nextafter(1.0, 2.0)})}}).agrees);
}

void tst_Agreement::pythonLiterals_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("literal");
    QTest::newRow("plain") << QStringLiteral("a/b.pt") << QStringLiteral("\"a/b.pt\"");
    QTest::newRow("quote") << QStringLiteral("a\"b") << QStringLiteral("\"a\\\"b\"");
    QTest::newRow("backslash") << QStringLiteral("a\\n") << QStringLiteral("\"a\\\\n\"");
    QTest::newRow("newline") << QStringLiteral("a\nb") << QStringLiteral("\"a\\x0ab\"");
    QTest::newRow("unicode") << QStringLiteral("绿.pt") << QStringLiteral("\"绿.pt\"");
}

void tst_Agreement::pythonLiterals()
{
    QFETCH(const QString, text);
    QFETCH(const QString, literal);
    QCOMPARE(QString::fromStdString(pythonLiteral(text.toStdString())), literal);
}

QTEST_GUILESS_MAIN(tst_Agreement)
#include "tst_agreement.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers of NNI's own unit tests for l1 and fpgm.
#include <QTest>

#include <cmath>

#include "nni_fixtures.h"

using namespace espalier;

namespace {

/// Filter i consists of the value first + i.
std::vector<float> constantFilters(std::size_t filters, std::size_t size, float first)
{
    std::vector<float> weight;
    for (std::size_t i = 0; i < filters; ++i)
        weight.insert(weight.end(), size, first + static_cast<float>(i));
    return weight;
}

/// Kept weights of each filter.
std::vector<int> keptPerFilter(const Mask& mask)
{
    const std::size_t filters = static_cast<std::size_t>(mask.shape.front());
    std::vector<int> sums(filters, 0);
    for (std::size_t i = 0; i < mask.keep.size(); ++i)
        sums[i / (mask.keep.size() / filters)] += mask.keep[i];
    return sums;
}

} // namespace

class NniOracles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fpgm_data();
    void fpgm();
    void l1_data();
    void l1();
    void metricsOfTheSecondInterface();
};

void NniOracles::fpgm_data()
{
    QTest::addColumn<double>("sparsity");
    QTest::addColumn<int>("firstRemoved");
    QTest::addColumn<int>("lastRemoved");
    QTest::newRow("0.2") << 0.2 << 4 << 5;
    QTest::newRow("0.6") << 0.6 << 2 << 7;
}

void NniOracles::fpgm()
{
    QFETCH(double, sparsity);
    QFETCH(int, firstRemoved);
    QFETCH(int, lastRemoved);
    const std::vector<float> weight = constantFilters(10, 125, 1);
    std::vector<int> expected(10, 125);
    std::fill(expected.begin() + firstRemoved, expected.begin() + lastRemoved + 1, 0);
    for (Profile profile : {Profile::Nni23, Profile::Nni25, Profile::Default}) {
        const LayerMask mask = findPruner("fpgm")->mask(targetOn(weight, {10, 5, 5, 5}, sparsity), profile, 0);
        QVERIFY(keptPerFilter(mask.weight) == expected);
    }
}

void NniOracles::l1_data()
{
    QTest::addColumn<int>("filters");
    QTest::addColumn<int>("inputs");
    QTest::addColumn<double>("sparsity");
    QTest::addColumn<int>("removed");
    QTest::newRow("conv1") << 5 << 1 << 0.2 << 1;
    QTest::newRow("conv2") << 10 << 5 << 0.6 << 6;
}

void NniOracles::l1()
{
    QFETCH(int, filters);
    QFETCH(int, inputs);
    QFETCH(double, sparsity);
    QFETCH(int, removed);
    const int size = inputs * 25;
    const std::vector<float> weight =
        constantFilters(static_cast<std::size_t>(filters), static_cast<std::size_t>(size), 0);
    std::vector<int> expected(static_cast<std::size_t>(filters), size);
    std::fill_n(expected.begin(), removed, 0);
    for (Profile profile : {Profile::Nni23, Profile::Nni25, Profile::Default}) {
        const LayerMask mask = findPruner("l1")->mask(targetOn(weight, {filters, inputs, 5, 5}, sparsity), profile, 0);
        QVERIFY(keptPerFilter(mask.weight) == expected);
    }
}

void NniOracles::metricsOfTheSecondInterface()
{
    const auto scores = [](const char* algorithm, const std::vector<float>& weight, const Shape& shape) {
        return findPruner(algorithm)->importance(targetOn(weight, shape, 0), 0);
    };
    QCOMPARE(scores("l2", std::vector<float>(27, 1), {3, 3, 3}), (std::vector<double>{3, 3, 3}));
    QCOMPARE(scores("l2", std::vector<float>(16, 2), {4, 4}), (std::vector<double>{4, 4, 4, 4}));
    QCOMPARE(scores("fpgm", {1, 2, 4, 6}, {2, 2}), (std::vector<double>{5, 5}));
    for (const double distance : scores("fpgm", {0, 0, 1, 1}, {2, 2}))
        QVERIFY(std::abs(distance - std::sqrt(2.0)) < 1e-6);
}

QTEST_GUILESS_MAIN(NniOracles)
#include "nni_oracles.moc"

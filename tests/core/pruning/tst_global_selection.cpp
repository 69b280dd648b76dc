// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <random>

#include "core/pruning/global_selection.h"

using namespace espalier;

namespace {

GlobalLayer layerOf(std::vector<double> scores, std::size_t unitElements = 1)
{
    GlobalLayer layer;
    layer.mostRemoved = scores.size() - 1;
    layer.scores = std::move(scores);
    layer.unitElements = unitElements;
    return layer;
}

QByteArray text(const std::vector<KeptUnits>& kept)
{
    QByteArray bits;
    for (const KeptUnits& layer : kept) {
        bits += bits.isEmpty() ? "" : " ";
        for (const std::uint8_t unit : layer)
            bits += unit != 0 ? '1' : '0';
    }
    return bits;
}

std::size_t removedElements(const std::vector<GlobalLayer>& layers, const std::vector<KeptUnits>& kept)
{
    std::size_t removed = 0;
    for (std::size_t i = 0; i < layers.size(); ++i)
        removed += removedCount(kept[i]) * layers[i].unitElements;
    return removed;
}

} // namespace

class TestGlobalSelection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lowestGoWhereverTheyAre();
    void everyLayerKeepsWhatItMust();
    void equalScoresGoInOrder();
    void countsWeights();
    void reachesTheTotalWithinOneUnit();
    void growingTotalsNest();
    void aUnitThatIsTooLargeStopsNoOther();
    void nniAllocator();
    void nniShares();
};

void TestGlobalSelection::aUnitThatIsTooLargeStopsNoOther()
{
    // 100 of 1000 weights: the lowest unit has 200, those of 10 that follow fit.
    std::vector<GlobalLayer> layers{layerOf({1, 9, 9, 9}),
                                    layerOf({2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21})};
    layers[0].unitElements = 200;
    layers[1].unitElements = 10;
    const auto kept = selectGlobally(layers, 0.1);
    QCOMPARE(removedCount(kept[0]), std::size_t{0});
    QCOMPARE(removedCount(kept[1]), std::size_t{10});
}

void TestGlobalSelection::lowestGoWhereverTheyAre()
{
    const std::vector<GlobalLayer> layers{layerOf({5, 1, 2}), layerOf({3, 4, 0})};
    QCOMPARE(text(selectGlobally(layers, 0)), QByteArray("111 111"));
    QCOMPARE(text(selectGlobally(layers, 0.17)), QByteArray("111 110"));
    QCOMPARE(text(selectGlobally(layers, 0.5)), QByteArray("100 110"));
}

void TestGlobalSelection::everyLayerKeepsWhatItMust()
{
    std::vector<GlobalLayer> layers{layerOf({1, 2, 3}), layerOf({7, 8, 9})};
    // The best of the first layer stays, so that one of the second goes instead.
    QCOMPARE(text(selectGlobally(layers, 0.5)), QByteArray("001 011"));
    layers[0].mostRemoved = 0;
    QCOMPARE(text(selectGlobally(layers, 0.34)), QByteArray("111 001"));
}

void TestGlobalSelection::equalScoresGoInOrder()
{
    const std::vector<GlobalLayer> layers{layerOf({1, 1, 1}), layerOf({1, 1, 1})};
    QCOMPARE(text(selectGlobally(layers, 0.34)), QByteArray("001 111"));
    QCOMPARE(text(selectGlobally(layers, 0.5)), QByteArray("001 011"));
}

void TestGlobalSelection::countsWeights()
{
    // Units of 10 and of 1 weight: 11 of 33 may go.
    const std::vector<GlobalLayer> layers{layerOf({1, 5, 6}, 10), layerOf({2, 3, 4})};
    QCOMPARE(text(selectGlobally(layers, 0.34)), QByteArray("011 011"));
}

void TestGlobalSelection::reachesTheTotalWithinOneUnit()
{
    std::mt19937 random(3);
    std::uniform_real_distribution<double> scores;
    for (int round = 0; round < 200; ++round) {
        std::vector<GlobalLayer> layers;
        std::size_t elements = 0;
        std::size_t largest = 0;
        for (std::size_t count = 1 + random() % 5; count > 0; --count) {
            std::vector<double> own(2 + random() % 30);
            std::generate(own.begin(), own.end(), [&] { return scores(random); });
            layers.push_back(layerOf(std::move(own), 1 + random() % 20));
            elements += layers.back().scores.size() * layers.back().unitElements;
            largest = std::max(largest, layers.back().unitElements);
        }
        const double total = static_cast<double>(random() % 50) / 100;
        const std::size_t removed = removedElements(layers, selectGlobally(layers, total));
        const std::size_t wanted = removedUnits(elements, total);
        QVERIFY(removed <= wanted);
        QVERIFY2(wanted - removed < largest, qPrintable(QStringLiteral("%1 of %2").arg(removed).arg(wanted)));
    }
}

void TestGlobalSelection::growingTotalsNest()
{
    std::mt19937 random(4);
    std::vector<GlobalLayer> layers;
    for (int i = 0; i < 4; ++i) {
        std::vector<double> own(20);
        std::generate(own.begin(), own.end(), [&] { return static_cast<double>(random() % 10); });
        layers.push_back(layerOf(std::move(own), 3));
    }
    std::vector<KeptUnits> before = selectGlobally(layers, 0);
    for (int percent = 1; percent < 95; ++percent) {
        const std::vector<KeptUnits> now = selectGlobally(layers, percent / 100.0);
        for (std::size_t i = 0; i < now.size(); ++i)
            QVERIFY(keptByBoth(now[i], before[i]) == now[i]);
        before = now;
    }
}

void TestGlobalSelection::nniAllocator()
{
    // Normal and global keep exactly a fifth at 0.8.
    std::vector<GlobalLayer> layers{layerOf({1, 2, 3, 4, 5}), layerOf({6, 7, 8, 9, 10})};
    layers[0].mostRemoved = 5;
    QCOMPARE(text(selectByNniAllocator(layers, 0.8)), QByteArray("00000 00011"));
    // What is protected counts as the largest of all; then no more can go than are not the largest.
    layers[0].mostRemoved = 3;
    QCOMPARE(text(selectByNniAllocator(layers, 0.5)), QByteArray("00011 00111"));
    layers[1].mostRemoved = 1;
    QCOMPARE(text(selectByNniAllocator(layers, 0.8)), QByteArray("00011 01111"));
    // Ties at the threshold go together.
    QCOMPARE(text(selectByNniAllocator({layerOf({1, 1, 1, 2})}, 0.25)), QByteArray("0001"));
    QCOMPARE(text(selectByNniAllocator({layerOf({1, 1, 1, 2})}, 0)), QByteArray("1111"));
}

void TestGlobalSelection::nniShares()
{
    // Filters of constant weights 0 to 4 (25 weights each) and 10 to 1 (125 each), gradients of 1.
    std::vector<double> first;
    std::vector<double> second;
    for (int i = 0; i < 5; ++i)
        first.push_back(25.0 * i * i);
    for (int i = 10; i > 0; --i)
        second.push_back(125.0 * i * i);
    QCOMPARE(text(selectByNniShares({layerOf(first, 25), layerOf(second, 125)}, 0.4)), QByteArray("00001 1111111000"));
}

QTEST_GUILESS_MAIN(TestGlobalSelection)
#include "tst_global_selection.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <map>
#include <random>

#include "core/pruning/balanced_selection.h"

using namespace espalier;

namespace {

using Bits = std::vector<std::uint8_t>;

} // namespace

class TestBalancedSelection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void blocksAreAlignedAtTheEnd();
    void eachBlockLosesAsMany();
    void blocksInTwoDimensions();
    void everyBlockKeepsItsShare();
};

void TestBalancedSelection::blocksAreAlignedAtTheEnd()
{
    QCOMPARE(blockShape({8, 12}, {4}), (Shape{1, 4}));
    QCOMPARE(blockShape({8, 12}, {2, 6}), (Shape{2, 6}));
    QCOMPARE(blockShape({4, 8, 3, 3}, {4, 3, 3}), (Shape{1, 4, 3, 3}));
    QVERIFY(blockShape({8, 10}, {4}).empty());
    QVERIFY(blockShape({8}, {1, 4}).empty());
    QVERIFY(blockShape({8}, {}).empty());
}

void TestBalancedSelection::eachBlockLosesAsMany()
{
    // 2:4: the two smallest of each four.
    const std::vector<double> scores{1, 2, 3, 4, 8, 7, 6, 5};
    QCOMPARE(keepHighestInBlocks(scores, {1, 8}, {1, 4}, 0.5), (Bits{0, 0, 1, 1, 1, 1, 0, 0}));
    QCOMPARE(keepHighestInBlocks(scores, {1, 8}, {1, 4}, 0.24), Bits(8, 1));
    QCOMPARE(keepHighestInBlocks(std::vector<double>(8, 1.0), {8}, {4}, 0.25), (Bits{0, 1, 1, 1, 0, 1, 1, 1}));
}

void TestBalancedSelection::blocksInTwoDimensions()
{
    // Blocks of 2 x 2 in a matrix of 2 x 4: {1, 2, 5, 6} and {3, 4, 7, 0}.
    const std::vector<double> scores{1, 2, 3, 4, 5, 6, 7, 0};
    QCOMPARE(keepHighestInBlocks(scores, {2, 4}, {2, 2}, 0.5), (Bits{0, 0, 0, 1, 1, 1, 1, 0}));
}

void TestBalancedSelection::everyBlockKeepsItsShare()
{
    std::mt19937 random(6);
    const Shape shape{6, 8, 4};
    std::vector<double> scores(6 * 8 * 4);
    std::generate(scores.begin(), scores.end(), [&] { return static_cast<double>(random() % 7); });
    for (const Shape& block : {Shape{1, 1, 4}, Shape{2, 4, 2}, Shape{3, 8, 1}, Shape{6, 8, 4}}) {
        for (int percent = 0; percent < 100; percent += 7) {
            const Bits kept = keepHighestInBlocks(scores, shape, block, percent / 100.0);
            std::map<std::vector<std::int64_t>, std::size_t> removed;
            for (std::int64_t i = 0; i < static_cast<std::int64_t>(kept.size()); ++i) {
                const std::vector<std::int64_t> place{i / 32 / block[0], i / 4 % 8 / block[1], i % 4 / block[2]};
                removed[place] += kept[static_cast<std::size_t>(i)] == 0 ? 1 : 0;
            }
            const std::size_t wanted = removedUnits(static_cast<std::size_t>(elementCount(block)), percent / 100.0);
            for (const auto& [place, count] : removed)
                QCOMPARE(count, wanted);
        }
    }
}

QTEST_GUILESS_MAIN(TestBalancedSelection)
#include "tst_balanced_selection.moc"

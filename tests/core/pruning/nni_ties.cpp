// SPDX-License-Identifier: GPL-3.0-or-later
// What NNI does with filters of equal score.
#include <QJsonArray>
#include <QTest>

#include "nni_fixtures.h"

using namespace espalier;

class NniTies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void masks_data();
    void masks();
    void defaultProfileRemovesExactly_data();
    void defaultProfileRemovesExactly();
};

void NniTies::masks_data()
{
    QTest::addColumn<QJsonObject>("expected");
    QTest::addColumn<int>("profile");
    for (const NniFixture& fixture : nniFixtures()) {
        int number = 0;
        for (const QJsonValue& value : fixture.content[QLatin1String("ties")].toArray()) {
            const QJsonObject expected = value.toObject();
            QTest::addRow("%s %d %s %g", qPrintable(fixture.fileName), number++,
                          qPrintable(expected[QLatin1String("algo")].toString()),
                          expected[QLatin1String("sparsity")].toDouble())
                << expected << static_cast<int>(fixture.profile);
        }
    }
}

void NniTies::masks()
{
    QFETCH(QJsonObject, expected);
    QFETCH(int, profile);
    // One weight per filter: scores are then exact, as the equalities of the fixture demand.
    const std::vector<float> weight = floatsOf(expected[QLatin1String("vals")]);
    const Shape shape = {static_cast<std::int64_t>(weight.size()), 1, 1, 1};
    const auto pruner = findPruner(expected[QLatin1String("algo")].toString().toStdString());
    QVERIFY(pruner);
    const PruningTarget target = targetOn(weight, shape, expected[QLatin1String("sparsity")].toDouble());
    const LayerMask mask = pruner->mask(target, static_cast<Profile>(profile), 0);
    QCOMPARE(bitsOf(mask.weight.keep), bitsOf(expected[QLatin1String("mask")]));
}

void NniTies::defaultProfileRemovesExactly_data()
{
    masks_data();
}

void NniTies::defaultProfileRemovesExactly()
{
    QFETCH(QJsonObject, expected);
    const std::vector<float> weight = floatsOf(expected[QLatin1String("vals")]);
    const double sparsity = expected[QLatin1String("sparsity")].toDouble();
    const auto pruner = findPruner(expected[QLatin1String("algo")].toString().toStdString());
    const PruningTarget target = targetOn(weight, {static_cast<std::int64_t>(weight.size()), 1, 1, 1}, sparsity);
    const LayerMask mask = pruner->mask(target, Profile::Default, 0);
    QCOMPARE(mask.weight.removedCount(), static_cast<std::int64_t>(static_cast<double>(weight.size()) * sparsity));
}

QTEST_GUILESS_MAIN(NniTies)
#include "nni_ties.moc"

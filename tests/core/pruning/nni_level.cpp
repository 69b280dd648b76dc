// SPDX-License-Identifier: GPL-3.0-or-later
// The masks of single weights that NNI computed.
#include <QJsonArray>
#include <QTest>

#include "nni_fixtures.h"

using namespace espalier;

class NniLevel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void masks_data();
    void masks();
    void biasStays();
};

void NniLevel::masks_data()
{
    QTest::addColumn<QJsonObject>("level");
    QTest::addColumn<int>("profile");
    QTest::addColumn<QJsonObject>("expected");
    for (const NniFixture& fixture : nniFixtures()) {
        const QJsonObject level = fixture.content[QLatin1String("level")].toObject();
        for (const QJsonValue& value : level[QLatin1String("cases")].toArray()) {
            const QJsonObject expected = value.toObject();
            QTest::addRow("%s %g", qPrintable(fixture.fileName), expected[QLatin1String("sparsity")].toDouble())
                << level << static_cast<int>(fixture.profile) << expected;
        }
    }
}

void NniLevel::masks()
{
    QFETCH(QJsonObject, level);
    QFETCH(int, profile);
    QFETCH(QJsonObject, expected);
    const std::vector<float> weight = floatsOf(level[QLatin1String("weight")]);
    const Shape shape = shapeOf(level[QLatin1String("shape")]);
    const PruningTarget target = targetOn(weight, shape, expected[QLatin1String("sparsity")].toDouble());
    const LayerMask mask = findPruner("level")->mask(target, static_cast<Profile>(profile), 0);
    QCOMPARE(bitsOf(mask.weight.keep), expected[QLatin1String("mask")].toString().toLatin1());
    QCOMPARE(mask.weight.removedCount(), expected[QLatin1String("pruned")].toInteger());
    QVERIFY(mask.weight.shape == shape);
}

void NniLevel::biasStays()
{
    const std::vector<float> weight = {1, 2, 3, 4};
    const std::vector<float> bias = {5, 6};
    const LayerMask mask = findPruner("level")->mask(targetOn(weight, {2, 2}, 0.5, &bias), Profile::Nni23, 0);
    QCOMPARE(bitsOf(mask.weight.keep), QByteArray("0011"));
    QCOMPARE(bitsOf(mask.bias->keep), QByteArray("11"));
}

QTEST_GUILESS_MAIN(NniLevel)
#include "nni_level.moc"

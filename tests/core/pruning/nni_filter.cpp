// SPDX-License-Identifier: GPL-3.0-or-later
// The filters that NNI removed by l1, l2 and fpgm, and the scores it had computed.
#include <QJsonArray>
#include <QTest>

#include <cmath>

#include "nni_fixtures.h"

using namespace espalier;

namespace {

/// NNI adds in float32; its scores agree with ours in double to this part.
constexpr double kScoreTolerance = 2e-6;

} // namespace

class NniFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void masks_data();
    void masks();
};

void NniFilter::masks_data()
{
    QTest::addColumn<QJsonObject>("filter");
    QTest::addColumn<int>("profile");
    QTest::addColumn<QJsonObject>("expected");
    for (const NniFixture& fixture : nniFixtures()) {
        const QJsonObject filter = fixture.content[QLatin1String("filter")].toObject();
        for (const QJsonValue& value : filter[QLatin1String("cases")].toArray()) {
            const QJsonObject expected = value.toObject();
            QTest::addRow("%s %s %g", qPrintable(fixture.fileName),
                          qPrintable(expected[QLatin1String("algo")].toString()),
                          expected[QLatin1String("sparsity")].toDouble())
                << filter << static_cast<int>(fixture.profile) << expected;
        }
    }
}

void NniFilter::masks()
{
    QFETCH(QJsonObject, filter);
    QFETCH(int, profile);
    QFETCH(QJsonObject, expected);
    const std::vector<float> weight = floatsOf(filter[QLatin1String("weight")]);
    const std::vector<float> bias = floatsOf(filter[QLatin1String("bias")]);
    const Shape shape = shapeOf(filter[QLatin1String("shape")]);
    const auto pruner = findPruner(expected[QLatin1String("algo")].toString().toStdString());
    QVERIFY(pruner);
    const PruningTarget target =
        targetOn(weight, shape, expected[QLatin1String("sparsity")].toDouble(), bias.empty() ? nullptr : &bias);

    const std::vector<double> scores = pruner->importance(target, 0);
    const std::vector<double> metric = doublesOf(expected[QLatin1String("metric")]);
    QCOMPARE(scores.size(), metric.size());
    for (std::size_t i = 0; i < scores.size(); ++i)
        QVERIFY2(std::abs(scores[i] - metric[i]) <= kScoreTolerance * std::abs(metric[i]),
                 qPrintable(QStringLiteral("score %1: %2 instead of %3").arg(i).arg(scores[i]).arg(metric[i])));

    const LayerMask mask = pruner->mask(target, static_cast<Profile>(profile), 0);
    QByteArray rows(static_cast<qsizetype>(shape[0]), '1');
    for (const QJsonValue& index : expected[QLatin1String("pruned_filters")].toArray())
        rows[static_cast<qsizetype>(index.toInteger())] = '0';
    QByteArray elements;
    for (char row : rows)
        elements += QByteArray(static_cast<qsizetype>(elementCount(shape) / shape[0]), row);
    QCOMPARE(bitsOf(mask.weight.keep), elements);
    QVERIFY(mask.weight.shape == shape);
    if (!bias.empty())
        QCOMPARE(bitsOf(mask.bias->keep), bitsOf(expected[QLatin1String("bias_mask")]));
}

QTEST_GUILESS_MAIN(NniFilter)
#include "nni_filter.moc"

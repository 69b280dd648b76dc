// SPDX-License-Identifier: GPL-3.0-or-later
// What NNI collected for apoz, mean_activation and taylor, and what its unit tests say about these.
#include <QJsonArray>
#include <QTest>

#include <cmath>
#include <functional>

#include "core/pruning/layer_statistics.h"
#include "nni_fixtures.h"

using namespace espalier;

namespace {

/// NNI adds in float32.
constexpr double kTolerance = 2e-6;

std::unique_ptr<LayerStatistics> statisticsOf(const char* algorithm, const PruningTarget& target,
                                              const ParameterValues& parameters = {})
{
    PruningTarget own = target;
    own.parameters = &parameters;
    return findPruner(algorithm)->makeStatistics(own);
}

void compareScores(const std::vector<double>& scores, const std::vector<double>& expected)
{
    QCOMPARE(scores.size(), expected.size());
    for (std::size_t i = 0; i < scores.size(); ++i)
        QVERIFY2(std::abs(scores[i] - expected[i]) <= kTolerance * std::max(1.0, std::abs(expected[i])),
                 qPrintable(QStringLiteral("%1: %2 instead of %3").arg(i).arg(scores[i]).arg(expected[i])));
}

QByteArray keptChannels(const LayerMask& mask)
{
    QByteArray bits;
    for (const bool kept : mask.weight.keptSlices(0))
        bits += kept ? '1' : '0';
    return bits;
}

} // namespace

class NniStatistics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void activations_data();
    void activations();
    void taylor_data();
    void taylor();
    void activationsOfUnitTests();
    void taylorOfUnitTest();
    void taylorFollowsTransposedChannels();
    void masksFollowTheScores_data();
    void masksFollowTheScores();
};

void NniStatistics::activations_data()
{
    QTest::addColumn<QJsonObject>("fixture");
    QTest::addColumn<QString>("activation");
    for (const NniFixture& fixture : nniFixtures()) {
        for (const char* activation : {"relu", "relu6"})
            QTest::addRow("%s %s", qPrintable(fixture.fileName), activation)
                << fixture.content[QLatin1String("activation_") + QLatin1String(activation)].toObject()
                << QString::fromLatin1(activation);
    }
}

void NniStatistics::activations()
{
    QFETCH(QJsonObject, fixture);
    QFETCH(QString, activation);
    const ParameterValues parameters{{"activation", activation.toStdString()}};
    for (const auto& [algorithm, key] : {std::pair("apoz", "apoz_importance"), std::pair("mean_activation", "mean")}) {
        const auto statistics = statisticsOf(algorithm, {}, parameters);
        for (const QJsonValue& batch : fixture[QLatin1String("raw")].toArray()) {
            const std::vector<float> values = floatsOf(batch[QLatin1String("data")]);
            statistics->addOutput({shapeOf(batch[QLatin1String("shape")]), values, 1});
        }
        compareScores(statistics->scores(), doublesOf(fixture[QLatin1String(key)]));
    }
}

void NniStatistics::taylor_data()
{
    QTest::addColumn<QJsonObject>("fixture");
    for (const NniFixture& fixture : nniFixtures())
        QTest::addRow("%s", qPrintable(fixture.fileName)) << fixture.content[QLatin1String("taylor")].toObject();
}

void NniStatistics::taylor()
{
    QFETCH(QJsonObject, fixture);
    const std::vector<float> weight = floatsOf(fixture[QLatin1String("weight")]);
    const std::vector<double> expected = doublesOf(fixture[QLatin1String("contribution")]);
    const auto filters = static_cast<std::int64_t>(expected.size());
    const Shape shape{filters, static_cast<std::int64_t>(weight.size()) / filters, 1, 1};
    const auto statistics = statisticsOf("taylor", targetOn(weight, shape, 0));
    for (const QJsonValue& gradient : fixture[QLatin1String("grads")].toArray())
        statistics->addGradient(weight, floatsOf(gradient));
    compareScores(statistics->scores(), expected);
}

void NniStatistics::activationsOfUnitTests()
{
    // Linear layers: the last dimension holds the channels. Of four values per channel 0, 0 and 1 are zero, or 2 and 2.
    const std::vector<float> three{1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    auto apoz = statisticsOf("apoz", {});
    apoz->addOutput({{2, 2, 3}, three, 2});
    compareScores(apoz->scores(), {1, 1, 0.75});
    const std::vector<float> two{0, 0, 0, 0, 1, 1, 1, 1};
    apoz = statisticsOf("apoz", {});
    apoz->addOutput({{2, 2, 2}, two, 2});
    compareScores(apoz->scores(), {0.5, 0.5});
    const std::vector<float> sums{0, 0.5F, 0.5F, 0, 0, 0.5F, 0.5F, 0};
    const auto mean = statisticsOf("mean_activation", {});
    mean->addOutput({{2, 2, 2}, sums, 2});
    compareScores(mean->scores(), {0.25, 0.25});
}

void NniStatistics::taylorOfUnitTest()
{
    // Filters of constant weights, gradients of 1 and -1 in turn, one step of SGD at 0.01 before the weights are looked at.
    const auto maskOf = [](std::size_t filters, std::size_t size, const std::function<float(std::size_t)>& value,
                           double sparsity) {
        std::vector<float> weight;
        std::vector<float> gradient;
        for (std::size_t i = 0; i < filters * size; ++i) {
            gradient.push_back(i % 2 == 0 ? 1.0F : -1.0F);
            weight.push_back(value(i / size) - 0.01F * gradient.back());
        }
        PruningTarget target =
            targetOn(weight, {static_cast<std::int64_t>(filters), static_cast<std::int64_t>(size)}, sparsity);
        const auto statistics = statisticsOf("taylor", target);
        statistics->addGradient(weight, gradient);
        const std::vector<double> scores = statistics->scores();
        target.statistics = scores;
        return keptChannels(findPruner("taylor")->mask(target, Profile::Nni23, 0));
    };
    QCOMPARE(maskOf(
                 5, 25, [](std::size_t filter) { return static_cast<float>(filter); }, 0.2),
             QByteArray("01111"));
    QCOMPARE(maskOf(
                 10, 125, [](std::size_t filter) { return static_cast<float>(10 - filter); }, 0.6),
             QByteArray("1111000000"));
    // The metric of its second interface: products of 2 sum up to 18 and 8 in rows of nine and four.
    for (const auto& [row, sum] : {std::pair(std::size_t{9}, 18.0), std::pair(std::size_t{4}, 8.0)}) {
        const std::vector<float> ones(3 * row, 1.0F);
        const std::vector<float> gradient(3 * row, std::sqrt(2.0F));
        const auto statistics = statisticsOf("taylor", targetOn(ones, {3, static_cast<std::int64_t>(row)}, 0));
        statistics->addGradient(ones, gradient);
        compareScores(statistics->scores(), {sum, sum, sum});
    }
}

void NniStatistics::taylorFollowsTransposedChannels()
{
    // in x out: the second output channel is the second column.
    const std::vector<float> weight{1, 3, 2, 4};
    PruningTarget target = targetOn(weight, {2, 2, 1}, 0);
    target.transposed = true;
    const auto statistics = statisticsOf("taylor", target);
    statistics->addGradient(weight, std::vector<float>{1, 1, 1, 1});
    statistics->addGradient(weight, std::vector<float>{0, 0, 2, 0});
    compareScores(statistics->scores(), {1 + 4 + 16, 9 + 16});
}

void NniStatistics::masksFollowTheScores_data()
{
    QTest::addColumn<QString>("algorithm");
    for (const char* algorithm : {"apoz", "mean_activation", "taylor"})
        QTest::newRow(algorithm) << QString::fromLatin1(algorithm);
}

void NniStatistics::masksFollowTheScores()
{
    QFETCH(QString, algorithm);
    const std::vector<float> weight(12, 1.0F);
    const std::vector<float> bias(6, 1.0F);
    const std::vector<double> scores{0.5, 0.25, 0.25, 0.75, 0.25, 1};
    PruningTarget target = targetOn(weight, {6, 2}, 0.34, &bias);
    target.statistics = scores;
    // Exactly two of the three equal ones, those of lowest index.
    for (const Profile profile : {Profile::Default, Profile::Nni23, Profile::Nni25}) {
        const LayerMask mask = findPruner(algorithm.toStdString())->mask(target, profile, 0);
        QCOMPARE(keptChannels(mask), QByteArray("100111"));
        QCOMPARE(bitsOf(mask.bias->keep), QByteArray("100111"));
    }
}

QTEST_GUILESS_MAIN(NniStatistics)
#include "nni_statistics.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/statistics/statistics_collector.h"
#include "core/training/evaluator.h"
#include "small_net.h"
#include "training_samples.h"

using namespace espalier;
using namespace espalier::test;

namespace {

constexpr std::size_t kImages = 24;
constexpr double kTolerance = 1e-4;
/// Of finite differences in float32.
constexpr double kGradientTolerance = 0.01;

/// Its outputs are the mean activations of its only convolution.
std::shared_ptr<const Model> meanNet()
{
    return smallNet({{"c1", "conv 4 1 3"}}, "def forward(self, x):\n  return torch.relu(self.c1(x)).mean([2, 3])\n",
                    "1,1,8,8");
}

/// Without a kink, so that differences find its gradients.
std::shared_ptr<const Model> smoothNet()
{
    return smallNet({{"c1", "conv 4 1 3"}},
                    "def forward(self, x):\n  return 10. * torch.tanh(self.c1(x)).mean([2, 3])\n", "1,1,8,8");
}

std::shared_ptr<const Dataset> images()
{
    return std::make_shared<SquaresDataset>(kImages);
}

StatisticsOptions optionsFor(const char* algorithm, const char* batches = "1", const char* batchSize = "24")
{
    StatisticsOptions options;
    options.algorithm = algorithm;
    options.parameters = {{"batches", batches}, {"batch_size", batchSize}};
    return options;
}

PruningStatistics collected(const Model& model, const StatisticsOptions& options)
{
    NullProgressSink sink;
    return collectStatistics(model, options, images(), sink);
}

double lossOf(const Model& model)
{
    NullProgressSink sink;
    return evaluate(model, {}, images(), {}, sink).loss;
}

} // namespace

class TestStatisticsCollector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void meanActivationsAreThoseOfTheNetwork();
    void apozCountsZeros();
    void taylorFollowsTheGradient();
    void linearLayersAndRepeatedCalls();
    void maskedChannelsAreSilent();
    void seedAndBatchesDecideWhatIsSeen();
    void theModelStaysAsItIs();
    void masksFollow();
    void refusals();
    void stopsAndTellsProgress();
};

void TestStatisticsCollector::meanActivationsAreThoseOfTheNetwork()
{
    const auto model = meanNet();
    std::vector<double> expected(4, 0.0);
    std::vector<float> image(64);
    for (std::size_t i = 0; i < kImages; ++i) {
        images()->read(i, image);
        const std::vector<float> outputs = model->run({{{1, 1, 8, 8}, image}}).front().values;
        for (std::size_t channel = 0; channel < 4; ++channel)
            expected[channel] += static_cast<double>(outputs[channel]) / kImages;
    }
    const PruningStatistics statistics = collected(*model, optionsFor("mean_activation", "10", "5"));
    // All there is, though more was asked for.
    QCOMPARE(statistics.batches, std::size_t{5});
    QCOMPARE(statistics.samples, kImages);
    const std::vector<double>& scores = statistics.scores.at("c1");
    QCOMPARE(scores.size(), std::size_t{4});
    for (std::size_t channel = 0; channel < 4; ++channel)
        QVERIFY(std::abs(scores[channel] - expected[channel]) < kTolerance * std::max(1.0, expected[channel]));
}

void TestStatisticsCollector::apozCountsZeros()
{
    Model model = meanNet()->clone();
    // Images are not negative: channels 0 and 1 are all positive or all negative, 2 is zero, 3 is the bias.
    std::vector<float> weight(36, 0.0F);
    std::fill_n(weight.begin(), 9, 1.0F);
    std::fill_n(weight.begin() + 9, 9, -1.0F);
    model.setParameter("c1.weight", weight);
    model.setParameter("c1.bias", std::vector<float>{0.1F, -0.1F, 0, 0.5F});
    const PruningStatistics statistics = collected(model, optionsFor("apoz"));
    QCOMPARE(statistics.scores.at("c1"), (std::vector<double>{1, 0, 0, 1}));
}

void TestStatisticsCollector::taylorFollowsTheGradient()
{
    Model model = smoothNet()->clone();
    const std::vector<double> scores = collected(model, optionsFor("taylor")).scores.at("c1");
    QCOMPARE(scores.size(), std::size_t{4});
    const auto view = model.parameter("c1.weight").values;
    const std::vector<float> weight(view.begin(), view.end());
    constexpr float kStep = 0.01F;
    for (std::size_t channel = 0; channel < 4; ++channel) {
        double expected = 0;
        for (std::size_t i = channel * 9; i < (channel + 1) * 9; ++i) {
            std::vector<float> moved = weight;
            moved[i] += kStep;
            model.setParameter("c1.weight", moved);
            const double above = lossOf(model);
            moved[i] -= 2 * kStep;
            model.setParameter("c1.weight", moved);
            const double gradient = (above - lossOf(model)) / (2 * static_cast<double>(kStep));
            expected += std::pow(static_cast<double>(weight[i]) * gradient, 2);
        }
        QVERIFY2(std::abs(scores[channel] - expected) <= kGradientTolerance * expected + 1e-9,
                 qPrintable(QStringLiteral("%1 instead of %2").arg(scores[channel]).arg(expected)));
    }
    // Batches add up.
    model.setParameter("c1.weight", weight);
    const PruningStatistics two = collected(model, optionsFor("taylor", "2", "12"));
    QCOMPARE(two.batches, std::size_t{2});
    QVERIFY(two.scores.at("c1") != scores);
}

void TestStatisticsCollector::linearLayersAndRepeatedCalls()
{
    const auto model = smallNet({{"c1", "conv 4 1 3"}, {"c2", "conv 4 4 3"}, {"fc", "linear 3 4"}},
                                "def forward(self, x):\n"
                                "  y = torch.relu(self.c2(torch.relu(self.c2(torch.relu(self.c1(x))))))\n"
                                "  return self.fc(y.mean([2, 3]))\n",
                                "1,1,8,8");
    for (const char* algorithm : {"apoz", "mean_activation", "taylor"}) {
        const PruningStatistics statistics = collected(*model, optionsFor(algorithm));
        QCOMPARE(statistics.scores.size(), std::size_t{3});
        QCOMPARE(statistics.scores.at("c1").size(), std::size_t{4});
        QCOMPARE(statistics.scores.at("c2").size(), std::size_t{4});
        QCOMPARE(statistics.scores.at("fc").size(), std::size_t{3});
    }
}

void TestStatisticsCollector::maskedChannelsAreSilent()
{
    const auto model = meanNet();
    StatisticsOptions options = optionsFor("mean_activation");
    options.masks = channelMasks(*model, {{"c1", {1}}});
    const std::vector<double> scores = collected(*model, options).scores.at("c1");
    QCOMPARE(scores[1], 0.0);
    QVERIFY(scores[0] + scores[2] + scores[3] > 0);
}

void TestStatisticsCollector::seedAndBatchesDecideWhatIsSeen()
{
    const auto model = meanNet();
    StatisticsOptions options = optionsFor("mean_activation", "2", "4");
    const PruningStatistics first = collected(*model, options);
    QCOMPARE(first.samples, std::size_t{8});
    QVERIFY(first.scores == collected(*model, options).scores);
    options.seed = 1;
    QVERIFY(first.scores != collected(*model, options).scores);
}

void TestStatisticsCollector::theModelStaysAsItIs()
{
    const auto model = trainingModel("conv");
    const Model before = model->clone();
    for (const char* algorithm : {"apoz", "taylor"})
        collected(*model, optionsFor(algorithm));
    QVERIFY(sameTensors(*model, before));
}

void TestStatisticsCollector::masksFollow()
{
    const auto model = meanNet();
    ConfigEntry entry;
    entry.opNames = {"c1"};
    entry.sparsity = 0.5;
    const auto pruner = findPruner("mean_activation");
    PruneOptions options;
    options.algorithm = "mean_activation";
    options.profile = Profile::Nni23;
    const Resolution resolution =
        resolveConfigList({entry}, model->layers(), model->modules(), &pruner->info(), options.profile);
    NullProgressSink sink;
    QVERIFY_THROWS_EXCEPTION(Error, prune(*model, resolution, options, sink));
    const auto statistics = std::make_shared<PruningStatistics>(collected(*model, optionsFor("mean_activation")));
    options.statistics = statistics;
    const MaskSet masks = prune(*model, resolution, options, sink).masks;
    const std::vector<double>& scores = statistics->scores.at("c1");
    std::vector<double> sorted = scores;
    std::sort(sorted.begin(), sorted.end());
    const std::vector<bool> kept = masks.find("c1")->weight.keptSlices(0);
    for (std::size_t i = 0; i < 4; ++i)
        QCOMPARE(static_cast<bool>(kept[i]), scores[i] >= sorted[2]);
}

void TestStatisticsCollector::refusals()
{
    const auto model = meanNet();
    QVERIFY_THROWS_EXCEPTION(Error, collected(*model, optionsFor("l1")));
    QVERIFY_THROWS_EXCEPTION(Error, collected(*model, optionsFor("movement")));
    QVERIFY_THROWS_EXCEPTION(Error, collected(*model, optionsFor("apoz", "0")));
    StatisticsOptions unknown = optionsFor("apoz");
    unknown.parameters["colour"] = "red";
    QVERIFY_THROWS_EXCEPTION(Error, collected(*model, unknown));
    NullProgressSink sink;
    const auto many = std::make_shared<SquaresDataset>(24, 1, ImageSize{1, 8, 8}, 9);
    QVERIFY_THROWS_EXCEPTION(Error, collectStatistics(*model, optionsFor("apoz"), many, sink));
}

void TestStatisticsCollector::stopsAndTellsProgress()
{
    struct Sink final : ProgressSink
    {
        void progress(double fraction, const Message&) override
        {
            fractions.push_back(fraction);
            if (fractions.size() == 2)
                stop.request_stop();
        }
        std::vector<double> fractions;
        std::stop_source stop;
    };
    Sink sink;
    QVERIFY_THROWS_EXCEPTION(CancelledError, collectStatistics(*meanNet(), optionsFor("apoz", "6", "4"), images(), sink,
                                                               sink.stop.get_token()));
    QVERIFY(sink.fractions.size() <= 3);
    QVERIFY(std::is_sorted(sink.fractions.begin(), sink.fractions.end()));
}

QTEST_GUILESS_MAIN(TestStatisticsCollector)
#include "tst_statistics_collector.moc"

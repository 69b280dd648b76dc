// SPDX-License-Identifier: GPL-3.0-or-later
// NNI's unit test of all of its pruners: on a network of one convolution, one norm and one linear layer, each reaches the
// sparsity that it was asked for, with and without a bias, at once and along AGP's schedule.
#include <QTest>

#include <cmath>

#include "core/base/progress_sink.h"
#include "core/config/config_resolver.h"
#include "core/schedule/scheduled_pruner.h"
#include "small_net.h"
#include "training_samples.h"

using namespace espalier;
using namespace espalier::test;

namespace {

constexpr double kTarget = 0.5;
/// What NNI allows; along AGP's schedule more.
constexpr double kTolerance = 0.1;
constexpr double kAgpTolerance = 0.2;

std::shared_ptr<const Model> tinyNet(bool bias)
{
    return smallNet({{"conv", bias ? "conv 8 1 3" : "conv 8 1 3 nobias"}, {"bn", "bn 8"}, {"fc", "linear 3 512"}},
                    "def forward(self, x):\n  return self.fc(torch.relu(self.bn(self.conv(x))).flatten(1))\n",
                    "1,1,8,8");
}

/// The masks after training for as long as the schedule takes.
MaskSet trainedMasks(const std::shared_ptr<const Model>& model, const SchedulePlan& plan, const char* opType)
{
    ConfigEntry entry;
    entry.opTypes = std::vector<std::string>{opType};
    entry.sparsity = kTarget;
    const auto train = std::make_shared<SquaresDataset>(48);
    NullProgressSink sink;
    ScheduledPruner pruner(*model,
                           resolveConfigList({entry}, model->layers(), model->modules(),
                                             &findPruner(plan.pruning.algorithm)->info(), plan.pruning.profile),
                           plan, train, sink);
    TrainingOptions options = quickOptions(plan.epochs);
    options.learningRate = 0.001;
    Trainer trainer(model, {}, options);
    trainer.setHook(&pruner);
    trainer.setNormMasks(plan.pruning.profile == Profile::Default);
    return trainer.run(train, std::make_shared<SquaresDataset>(30, 2)).masks;
}

} // namespace

class NniEveryCriterion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reachesItsTarget_data();
    void reachesItsTarget();
};

void NniEveryCriterion::reachesItsTarget_data()
{
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<bool>("bias");
    QTest::addColumn<QByteArray>("schedule");
    QTest::addColumn<int>("profile");
    for (const auto& pruner : pruners()) {
        for (const bool bias : {true, false}) {
            for (const char* schedule : {"one_shot", "agp"}) {
                // Movement has learned nothing before the first epoch.
                if (pruner->info().source == ScoreSource::Training && schedule == QByteArray("one_shot"))
                    continue;
                for (const Profile profile : {Profile::Default, Profile::Nni23, Profile::Nni25})
                    QTest::addRow("%s %s %s %s", pruner->info().name.c_str(), bias ? "bias" : "no bias", schedule,
                                  profileName(profile))
                        << QString::fromStdString(pruner->info().name) << bias << QByteArray(schedule)
                        << static_cast<int>(profile);
            }
        }
    }
}

void NniEveryCriterion::reachesItsTarget()
{
    QFETCH(const QString, algorithm);
    QFETCH(const bool, bias);
    QFETCH(const QByteArray, schedule);
    QFETCH(const int, profile);
    SchedulePlan plan;
    plan.schedule = schedule.toStdString();
    plan.epochs = schedule == "agp" ? 3 : 1;
    plan.pruning.algorithm = algorithm.toStdString();
    plan.pruning.profile = static_cast<Profile>(profile);
    const bool ofNorms = algorithm == QLatin1String("slim");
    const MaskSet masks = trainedMasks(tinyNet(bias), plan, ofNorms ? "BatchNorm2d" : "Conv2d");
    const LayerMask* mask = masks.find(ofNorms ? "bn" : "conv");
    QVERIFY(mask != nullptr);
    const double difference = std::abs(mask->weight.sparsity() - kTarget);
    QVERIFY2(difference <= (schedule == "agp" ? kAgpTolerance : kTolerance), qPrintable(QString::number(difference)));
    QCOMPARE(mask->bias.has_value(), bias || ofNorms);
    if (!mask->bias)
        return;
    // A channel takes its bias with it; single weights leave it alone.
    const std::vector<bool> rows = mask->weight.keptSlices(0);
    for (std::size_t i = 0; i < rows.size(); ++i)
        QCOMPARE(mask->bias->keep[i] != 0, findPruner(plan.pruning.algorithm)->info().structured ? rows[i] : true);
}

QTEST_GUILESS_MAIN(NniEveryCriterion)
#include "nni_every_criterion.moc"

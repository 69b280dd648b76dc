// SPDX-License-Identifier: GPL-3.0-or-later
// The batch norm channels that NNI removed by slim: one threshold for all norms.
#include <QJsonArray>
#include <QTest>

#include <algorithm>

#include "core/base/progress_sink.h"
#include "core/config/config_list_parser.h"
#include "nni_fixtures.h"
#include "small_net.h"

using namespace espalier;
using namespace espalier::test;

namespace {

/// Two batch norms with these scales.
Model twoNorms(const std::vector<float>& first, const std::vector<float>& second)
{
    const std::string a = std::to_string(first.size());
    const std::string b = std::to_string(second.size());
    Model model = smallNet({{"c1", "conv " + a + " 3 3"},
                            {"b1", "bn " + a},
                            {"c2", "conv " + b + " " + a + " 3"},
                            {"b2", "bn " + b},
                            {"fc", "linear 4 " + b}},
                           "def forward(self, x):\n"
                           "  y = torch.relu(self.b2(self.c2(torch.relu(self.b1(self.c1(x))))))\n"
                           "  return self.fc(y.mean([2, 3]))\n",
                           "2,3,4,4")
                      ->clone();
    model.setParameter("b1.weight", first);
    model.setParameter("b2.weight", second);
    return model;
}

PruneResult slimmed(const Model& model, double sparsity, PruneOptions options)
{
    ConfigEntry entry;
    entry.opTypes = {"BatchNorm2d"};
    entry.sparsity = sparsity;
    options.algorithm = "slim";
    const Resolution resolution =
        resolveConfigList({entry}, model.layers(), model.modules(), &findPruner("slim")->info(), options.profile);
    NullProgressSink sink;
    return prune(model, resolution, options, sink);
}

} // namespace

class NniSlim : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void masks_data();
    void masks();
    void unitTest_data();
    void unitTest();
    void firstEntryDecides();
    void emptiedNormsAreWarnedOf();
    void defaultProfileCountsByLayer();
    void defaultProfileCountsGlobally();
    void convolutionsFollowTheirNorms();
};

void NniSlim::masks_data()
{
    QTest::addColumn<QJsonObject>("slim");
    QTest::addColumn<QJsonObject>("expected");
    QTest::addColumn<int>("profile");
    QTest::addColumn<int>("mode");
    for (const NniFixture& fixture : nniFixtures()) {
        const QJsonObject slim = fixture.content[QLatin1String("slim")].toObject();
        for (const QJsonValue& value : slim[QLatin1String("cases")].toArray()) {
            for (const PruningMode mode : {PruningMode::Normal, PruningMode::Global})
                QTest::addRow("%s %g %s", qPrintable(fixture.fileName), value[QLatin1String("sparsity")].toDouble(),
                              pruningModeName(mode))
                    << slim << value.toObject() << static_cast<int>(fixture.profile) << static_cast<int>(mode);
        }
    }
}

void NniSlim::masks()
{
    QFETCH(QJsonObject, slim);
    QFETCH(QJsonObject, expected);
    QFETCH(int, profile);
    QFETCH(int, mode);
    const Model model = twoNorms(floatsOf(slim[QLatin1String("gamma1")]), floatsOf(slim[QLatin1String("gamma2")]));
    PruneOptions options;
    options.profile = static_cast<Profile>(profile);
    options.mode = static_cast<PruningMode>(mode);
    // Without a total, NNI 1's threshold holds in either mode.
    const PruneResult result = slimmed(model, expected[QLatin1String("sparsity")].toDouble(), options);
    for (const auto& [layer, key] : {std::pair("b1", "m1"), std::pair("b2", "m2")}) {
        const LayerMask* mask = result.masks.find(layer);
        QVERIFY(mask && mask->bias);
        QCOMPARE(bitsOf(mask->weight.keep), bitsOf(expected[QLatin1String(key)]));
        QCOMPARE(mask->bias->keep, mask->weight.keep);
    }
}

void NniSlim::unitTest_data()
{
    QTest::addColumn<double>("sparsity");
    QTest::addColumn<QByteArray>("kept");
    QTest::newRow("0.2") << 0.2 << QByteArray("01111");
    QTest::newRow("0.6") << 0.6 << QByteArray("00011");
}

void NniSlim::unitTest()
{
    QFETCH(double, sparsity);
    QFETCH(QByteArray, kept);
    const Model model = twoNorms({0, 1, 2, 3, 4}, {0, -1, -2, -3, -4});
    for (const Profile profile : {Profile::Nni23, Profile::Nni25}) {
        PruneOptions options;
        options.profile = profile;
        const PruneResult result = slimmed(model, sparsity, options);
        for (const char* layer : {"b1", "b2"})
            QCOMPARE(bitsOf(result.masks.find(layer)->weight.keep), kept);
    }
}

void NniSlim::firstEntryDecides()
{
    const Model model = twoNorms({0, 1, 2, 3, 4}, {0, 1, 2, 3, 4});
    PruneOptions options;
    options.algorithm = "slim";
    options.profile = Profile::Nni25;
    const auto list =
        parseConfigList(R"([{"op_names": ["b2"], "sparsity": 0.4}, {"op_names": ["b1"], "sparsity": 0.8}])");
    const Resolution resolution =
        resolveConfigList(list.entries, model.layers(), model.modules(), &findPruner("slim")->info(), options.profile);
    NullProgressSink sink;
    const PruneResult result = prune(model, resolution, options, sink);
    for (const char* layer : {"b1", "b2"})
        QCOMPARE(bitsOf(result.masks.find(layer)->weight.keep), QByteArray("00111"));
}

void NniSlim::emptiedNormsAreWarnedOf()
{
    PruneOptions options;
    options.profile = Profile::Nni23;
    const PruneResult result = slimmed(twoNorms({0.1F, 0.2F, 0.3F}, {5, 6, 7}), 0.5, options);
    QCOMPARE(result.masks.find("b1")->weight.removedCount(), 3);
    const auto warning = std::find_if(result.issues.begin(), result.issues.end(), [](const Issue& issue) {
        return issue.severity == Severity::Warning && issue.layer == "b1";
    });
    QVERIFY(warning != result.issues.end());
    QCOMPARE(warning->entry, std::optional<std::size_t>(0));
}

void NniSlim::defaultProfileCountsByLayer()
{
    const PruneResult result = slimmed(twoNorms({0.1F, 0.2F, 0.3F, 0.4F}, {-5, 6, 5, 5}), 0.5, {});
    QCOMPARE(bitsOf(result.masks.find("b1")->weight.keep), QByteArray("0011"));
    QCOMPARE(bitsOf(result.masks.find("b2")->weight.keep), QByteArray("0101"));
}

void NniSlim::defaultProfileCountsGlobally()
{
    PruneOptions options;
    options.mode = PruningMode::Global;
    // Five of ten: all but one of the small ones, then the next of the others.
    const PruneResult result = slimmed(twoNorms({0.1F, 0.2F, 0.3F, 0.4F, 0.5F}, {-5, 6, 5, 5, 7}), 0.5, options);
    QCOMPARE(bitsOf(result.masks.find("b1")->weight.keep), QByteArray("00001"));
    QCOMPARE(bitsOf(result.masks.find("b2")->weight.keep), QByteArray("01111"));
}

void NniSlim::convolutionsFollowTheirNorms()
{
    const Model model = twoNorms({0.1F, 0.2F, 0.3F, 0.4F}, {-5, 6, 5, 5});
    const PruneResult result = slimmed(model, 0.5, {});
    const auto keptFilters = [&](const char* layer) {
        QByteArray bits;
        for (const bool kept : result.masks.find(layer)->weight.keptSlices(0))
            bits += kept ? '1' : '0';
        return bits;
    };
    QCOMPARE(keptFilters("c1"), QByteArray("0011"));
    QCOMPARE(keptFilters("c2"), QByteArray("0101"));
    QCOMPARE(bitsOf(result.masks.find("c1")->bias->keep), QByteArray("0011"));
    // Nothing changes by it.
    const std::vector<ModelOutput> input{{{2, 3, 4, 4}, std::vector<float>(96, 0.75F)}};
    MaskSet normsOnly;
    for (const char* layer : {"b1", "b2"})
        normsOnly.set(layer, *result.masks.find(layer));
    Model masked = model.clone();
    masked.applyMasks(result.masks);
    Model norms = model.clone();
    norms.applyMasks(normsOnly);
    QCOMPARE(masked.run(input).front().values, norms.run(input).front().values);
    // NNI leaves the convolutions alone.
    PruneOptions nni;
    nni.profile = Profile::Nni23;
    QVERIFY(slimmed(model, 0.5, nni).masks.find("c1") == nullptr);
}

QTEST_GUILESS_MAIN(NniSlim)
#include "nni_slim.moc"

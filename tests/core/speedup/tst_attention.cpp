// SPDX-License-Identifier: GPL-3.0-or-later
// Multi-head attention of PyTorch, traced and scripted: its heads are pruned and removed.
#include <QTest>

#include <cmath>

#include "core/base/progress_sink.h"
#include "core/config/config_list_parser.h"
#include "core/config/config_resolver.h"
#include "core/pruning/norm_masks.h"
#include "core/pruning/pruner.h"
#include "core/speedup/speedup.h"

using namespace espalier;

namespace {

constexpr double kAgreement = 1e-5;
const std::string kProjection = "attention.in_proj_weight";
constexpr std::size_t kEmbedding = 16;
constexpr std::size_t kHeads = 4;
constexpr std::size_t kHeadSize = kEmbedding / kHeads;

std::shared_ptr<const Model> openAttention(const QString& kind)
{
    NullProgressSink sink;
    Model model = Model::load(ESPALIER_TEST_DATA "/models/attention_" + kind.toStdString() + ".pt", sink);
    model.setInputs(parseInputSpecs("1,5,6"));
    return std::make_shared<const Model>(std::move(model));
}

Resolution resolved(const Model& model, const std::string& list, Profile profile = Profile::Default)
{
    return resolveConfigList(parseConfigList(list).entries, model.layers(), model.modules(), &findPruner("l1")->info(),
                             profile);
}

PruneResult halfOfTheHeads(const Model& model, PruningMode mode)
{
    NullProgressSink sink;
    PruneOptions options;
    options.mode = mode;
    return prune(model, resolved(model, R"([{"op_types": ["MultiheadAttention"], "sparsity": 0.5}])"), options, sink);
}

/// Sum of magnitudes of a head's rows in query, key and value.
double headNorm(std::span<const float> weight, std::size_t head)
{
    double norm = 0;
    for (std::size_t part = 0; part < 3; ++part) {
        const std::size_t first = (part * kEmbedding + head * kHeadSize) * kEmbedding;
        for (std::size_t i = 0; i < kHeadSize * kEmbedding; ++i)
            norm += std::abs(static_cast<double>(weight[first + i]));
    }
    return norm;
}

ModelOutput numbers(std::int64_t samples)
{
    ModelOutput input{{samples, 5, 6}, {}};
    for (std::int64_t i = 0; i < samples * 30; ++i)
        input.values.push_back(static_cast<float>(i * 37 % 101 - 50) / 64.0F);
    return input;
}

} // namespace

class tst_Attention : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itsProjectionIsALayer_data() { addKinds(); }
    void itsProjectionIsALayer();
    void wholeHeadsOfLeastNormGo_data() { addKinds(); }
    void wholeHeadsOfLeastNormGo();
    void theBiasOfAHeadGoesWithIt_data() { addKinds(); }
    void theBiasOfAHeadGoesWithIt();
    void headsAreRemovedForAnyBatch_data() { addKinds(); }
    void headsAreRemovedForAnyBatch();
    void residualAndHeadsGoTogether_data() { addKinds(); }
    void residualAndHeadsGoTogether();
    void rowsOfHeadsThatStayAreKept();
    void nniKnowsNoSuchLayer();
    void criteriaOnActivationsPassItBy();

private:
    static void addKinds()
    {
        QTest::addColumn<QString>("kind");
        for (const char* kind : {"traced", "scripted"})
            QTest::newRow(kind) << QString::fromLatin1(kind);
    }
};

void tst_Attention::itsProjectionIsALayer()
{
    QFETCH(QString, kind);
    const auto model = openAttention(kind);
    const LayerInfo* layer = model->findLayer(kProjection);
    QVERIFY(layer != nullptr);
    QCOMPARE(layer->opType, std::string("MultiheadAttention"));
    QCOMPARE(layer->weightName(), kProjection);
    QCOMPARE(layer->weightShape().value(), (Shape{48, 16}));
    QCOMPARE(layer->outputChannels(), 48);
    QVERIFY(!layer->producesOutput);
    QCOMPARE(layer->macs.value(), 5 * 48 * 16);
    const LayerInfo* bias = model->findLayer("attention.in_proj_bias");
    QCOMPARE(bias->opType, std::string("Parameter"));
    QVERIFY(bias->weight() == nullptr);
    QCOMPARE(model->findLayer("out")->weightName(), std::string("out.weight"));
}

void tst_Attention::wholeHeadsOfLeastNormGo()
{
    QFETCH(QString, kind);
    const auto model = openAttention(kind);
    const PruneResult result = halfOfTheHeads(*model, PruningMode::DependencyAware);
    const auto weight = model->parameter(kProjection).values;
    std::vector<std::pair<double, std::size_t>> heads;
    for (std::size_t head = 0; head < kHeads; ++head)
        heads.emplace_back(headNorm(weight, head), head);
    std::sort(heads.begin(), heads.end());
    std::vector<bool> expected(3 * kEmbedding, true);
    for (const std::size_t head : {heads[0].second, heads[1].second}) {
        for (std::size_t part = 0; part < 3; ++part) {
            for (std::size_t i = 0; i < kHeadSize; ++i)
                expected[part * kEmbedding + head * kHeadSize + i] = false;
        }
    }
    QCOMPARE(result.masks.find(kProjection)->weight.keptSlices(), expected);
    QCOMPARE(result.masks.find(kProjection)->weight.sparsity(), 0.5);
    QVERIFY(result.masks.find("inp") == nullptr || result.masks.find("inp")->weight.removedCount() == 0);
}

void tst_Attention::theBiasOfAHeadGoesWithIt()
{
    QFETCH(QString, kind);
    const auto model = openAttention(kind);
    const PruneResult result = halfOfTheHeads(*model, PruningMode::DependencyAware);
    const MaskSet all = withNormMasks(*model, result.masks);
    const LayerMask* bias = all.find("attention.in_proj_bias");
    QVERIFY(bias != nullptr);
    QCOMPARE(bias->weight.keptSlices(), result.masks.find(kProjection)->weight.keptSlices());
}

void tst_Attention::headsAreRemovedForAnyBatch()
{
    QFETCH(QString, kind);
    const auto model = openAttention(kind);
    const PruneResult pruned = halfOfTheHeads(*model, PruningMode::DependencyAware);
    NullProgressSink sink;
    const SpeedupResult small = speedUp(model, pruned.masks, {}, sink);
    QCOMPARE(small.model->findLayer(kProjection)->weightShape().value(), (Shape{24, 16}));
    QCOMPARE(small.model->findLayer("attention.out_proj")->weightShape().value(), (Shape{16, 8}));
    // Two heads of 4 channels: 24 x 17 of the projections and 16 x 8 of what follows.
    QCOMPARE(small.parametersBefore - small.parametersAfter, 24 * 17 + 16 * 8);
    QVERIFY(small.issues.empty());
    Model masked = model->clone();
    masked.applyMasks(withNormMasks(*model, pruned.masks));
    for (const std::int64_t samples : {1, 2, 5}) {
        const auto expected = masked.run({numbers(samples)}).front();
        const auto actual = small.model->run({numbers(samples)}).front();
        QCOMPARE(actual.shape, expected.shape);
        for (std::size_t i = 0; i < expected.values.size(); ++i)
            QVERIFY(std::abs(expected.values[i] - actual.values[i]) < kAgreement);
    }
}

void tst_Attention::residualAndHeadsGoTogether()
{
    QFETCH(QString, kind);
    const auto model = openAttention(kind);
    NullProgressSink sink;
    PruneOptions options;
    options.mode = PruningMode::DependencyAware;
    const PruneResult pruned =
        prune(*model, resolved(*model, R"([{"op_types": ["MultiheadAttention", "Linear"], "sparsity": 0.5}])"), options,
              sink);
    const SpeedupResult small = speedUp(model, pruned.masks, {}, sink);
    QCOMPARE(small.model->findLayer("inp")->weightShape().value(), (Shape{8, 6}));
    QCOMPARE(small.model->findLayer(kProjection)->weightShape().value(), (Shape{24, 8}));
    QCOMPARE(small.model->findLayer("attention.out_proj")->weightShape().value(), (Shape{8, 8}));
    for (const Issue& issue : small.issues)
        QVERIFY2(issue.severity == Severity::Info, issue.message.english().c_str());
    QCOMPARE(small.model->run({numbers(3)}).front().shape, (Shape{3, 3}));
}

void tst_Attention::rowsOfHeadsThatStayAreKept()
{
    // Each row by itself breaks heads: nothing can be cut out, and it is said.
    const auto model = openAttention(QStringLiteral("traced"));
    const PruneResult pruned = halfOfTheHeads(*model, PruningMode::Normal);
    QCOMPARE(pruned.masks.find(kProjection)->weight.sparsity(), 0.5);
    NullProgressSink sink;
    const SpeedupResult small = speedUp(model, pruned.masks, {}, sink);
    QVERIFY(small.parametersAfter > small.parametersBefore - (24 * 17 + 16 * 8));
    QVERIFY(std::any_of(small.issues.begin(), small.issues.end(),
                        [](const Issue& issue) { return issue.layer == kProjection; }));
}

void tst_Attention::nniKnowsNoSuchLayer()
{
    const auto model = openAttention(QStringLiteral("traced"));
    const std::string list = R"([{"op_types": ["MultiheadAttention"], "sparsity": 0.5}])";
    const auto isError = [](const Issue& issue) { return issue.severity == Severity::Error; };
    const auto issues = resolved(*model, list).issues;
    QVERIFY(std::none_of(issues.begin(), issues.end(), isError));
    const auto nniIssues = resolved(*model, list, Profile::Nni23).issues;
    QVERIFY(std::any_of(nniIssues.begin(), nniIssues.end(), isError));
}

void tst_Attention::criteriaOnActivationsPassItBy()
{
    for (const char* name : {"apoz", "mean_activation"}) {
        const auto& types = findPruner(name)->info().opTypes;
        QVERIFY(std::find(types.begin(), types.end(), "Linear") != types.end());
        QVERIFY(std::find(types.begin(), types.end(), kAttentionType) == types.end());
    }
}

QTEST_GUILESS_MAIN(tst_Attention)
#include "tst_attention.moc"

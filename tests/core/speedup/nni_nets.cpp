// SPDX-License-Identifier: GPL-3.0-or-later
// NNI's own small networks: its masks, what its speedup made of them, and where ours is better.
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>
#include <cmath>

#include "core/base/progress_sink.h"
#include "core/config/config_list_parser.h"
#include "core/config/config_resolver.h"
#include "core/pruning/pruner.h"
#include "core/speedup/speedup.h"
#include "nni_fixtures.h"
#include "small_net.h"

using namespace espalier;
using namespace espalier::test;

namespace {

constexpr double kTolerance = 1e-4;

struct NniNet
{
    std::vector<SmallLayer> layers;
    std::string body;
};

NniNet netOf(const QString& name)
{
    if (name == QLatin1String("Res"))
        return {{{"c1", "conv 8 3 3"}, {"c2", "conv 8 8 3"}, {"c3", "conv 8 8 3"}, {"fc", "linear 4 8"}},
                "  a = torch.relu(self.c1(x))\n  y = torch.relu(a + self.c2(a))\n"
                "  return self.fc(self.c3(y).mean([2, 3]))\n"};
    if (name == QLatin1String("Cat"))
        return {{{"c1", "conv 8 3 3"}, {"c2", "conv 4 3 3"}, {"c3", "conv 8 12 3"}, {"fc", "linear 4 128"}},
                "  y = torch.relu(self.c3(torch.cat([self.c1(x), self.c2(x)], 1)))\n"
                "  return self.fc(torch.flatten(y, 1))\n"};
    if (name == QLatin1String("Grp"))
        return {{{"c1", "conv 8 3 3"}, {"c2", "conv 16 8 3 groups 4"}, {"c3", "conv 8 16 1"}},
                "  return self.c3(torch.relu(self.c2(torch.relu(self.c1(x))))).mean([2, 3])\n"};
    if (name == QLatin1String("DW"))
        return {{{"c1", "conv 8 3 3"}, {"c2", "conv 8 8 3 groups 8"}, {"c3", "conv 8 8 1"}},
                "  return self.c3(torch.relu(self.c2(torch.relu(self.c1(x))))).mean([2, 3])\n"};
    if (name == QLatin1String("BNN_"))
        return {{{"c1", "conv 8 3 3 nobias"}, {"b1", "bn 8"}, {"c2", "conv 8 8 3 valid"}, {"fc", "linear 4 8"}},
                "  y = torch.relu(self.c2(torch.relu(self.b1(self.c1(x)))))\n  return self.fc(y.mean([2, 3]))\n"};
    return {{{"c1", "conv 8 3 3"}, {"t", "convt 8 6 2 groups 2"}, {"c3", "conv 4 6 1"}},
            "  return self.c3(torch.relu(self.t(torch.relu(self.c1(x))))).mean([2, 3])\n"};
}

std::shared_ptr<Model> build(const QJsonObject& item)
{
    const NniNet net = netOf(item[QLatin1String("net")].toString());
    auto model =
        std::make_shared<Model>(smallNet(net.layers, "def forward(self, x):\n" + net.body, "2,3,4,4")->clone());
    const QJsonObject state = item[QLatin1String("state")].toObject();
    for (auto tensor = state.begin(); tensor != state.end(); ++tensor) {
        if (!tensor.key().endsWith(QLatin1String("num_batches_tracked")))
            model->setParameter(tensor.key().toStdString(), floatsOf(tensor.value()[QLatin1String("data")]));
    }
    return model;
}

ConfigList configOf(const QJsonValue& list)
{
    const QByteArray text = QJsonDocument(list.toArray()).toJson();
    return parseConfigList(text.toStdString()).entries;
}

/// "1101": which output channels of a weight mask keep something; dimension 1 for transposed convolutions is not needed.
QByteArray rowBits(const Mask& mask)
{
    QByteArray bits;
    for (const bool kept : mask.keptSlices(0))
        bits += kept ? '1' : '0';
    return bits;
}

/// "1101": which output channels of @p layer the recipe keeps, of @p count.
QByteArray keptRows(const SpeedupResult& result, const QString& layer, qsizetype count)
{
    const std::string weight = layer.toStdString() + ".weight";
    const auto slices = std::find_if(result.recipe.begin(), result.recipe.end(),
                                     [&](const ParameterSlices& item) { return item.name == weight; });
    QByteArray bits(count, '1');
    if (slices == result.recipe.end())
        return bits;
    const auto keepOnly = [&bits](const std::vector<std::int64_t>& rows) {
        for (const std::int64_t row : rows)
            bits[static_cast<qsizetype>(row)] = '1';
    };
    for (const auto& [dim, kept] : slices->kept) {
        if (dim == 0) {
            bits.fill('0');
            keepOnly(kept);
        }
    }
    if (!slices->blocks.empty())
        bits.fill('0');
    for (const SliceBlock& block : slices->blocks)
        keepOnly(block.rows);
    return bits;
}

double largestDifference(const std::vector<float>& a, const std::vector<float>& b)
{
    double largest = a.size() == b.size() ? 0 : HUGE_VAL;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        largest = std::max(largest, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
    return largest;
}

} // namespace

class NniNets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_fixtures = nniFixtures(); }
    void denseOutputs();
    void masks_data() { addCases(); }
    void masks();
    void speedup_data() { addCases(); }
    void speedup();

private:
    void addCases();
    QJsonObject item(int fixture, int net) const
    {
        return m_fixtures[static_cast<std::size_t>(fixture)]
            .content[QLatin1String("nets")][QLatin1String("items")]
            .toArray()[net]
            .toObject();
    }
    std::vector<NniFixture> m_fixtures;
};

void NniNets::denseOutputs()
{
    for (std::size_t f = 0; f < m_fixtures.size(); ++f) {
        const QJsonValue nets = m_fixtures[f].content[QLatin1String("nets")];
        const std::vector<float> input = floatsOf(nets[QLatin1String("input")]);
        for (int i = 0; i < nets[QLatin1String("items")].toArray().size(); ++i) {
            const QJsonObject net = item(static_cast<int>(f), i);
            const auto outputs = build(net)->run({{{2, 3, 4, 4}, input}});
            QVERIFY2(largestDifference(outputs.front().values, floatsOf(net[QLatin1String("dense_out")])) < kTolerance,
                     qPrintable(net[QLatin1String("net")].toString()));
        }
    }
}

void NniNets::addCases()
{
    QTest::addColumn<int>("fixture");
    QTest::addColumn<int>("net");
    QTest::addColumn<int>("number");
    for (int f = 0; f < static_cast<int>(m_fixtures.size()); ++f) {
        const int nets = static_cast<int>(m_fixtures[static_cast<std::size_t>(f)]
                                              .content[QLatin1String("nets")][QLatin1String("items")]
                                              .toArray()
                                              .size());
        for (int n = 0; n < nets; ++n) {
            const QJsonObject net = item(f, n);
            const int cases = static_cast<int>(net[QLatin1String("cases")].toArray().size());
            for (int c = 0; c < cases; ++c) {
                const QString name =
                    QStringLiteral("%1 %2 %3")
                        .arg(m_fixtures[static_cast<std::size_t>(f)].fileName, net[QLatin1String("net")].toString());
                QTest::newRow(qPrintable(name.arg(c))) << f << n << c;
            }
        }
    }
}

void NniNets::masks()
{
    QFETCH(int, fixture);
    QFETCH(int, net);
    QFETCH(int, number);
    const QJsonObject content = item(fixture, net);
    const QJsonObject expected = content[QLatin1String("cases")].toArray()[number].toObject();
    const auto model = build(content);
    PruneOptions options;
    options.algorithm = expected[QLatin1String("algo")].toString().toStdString();
    options.profile = m_fixtures[static_cast<std::size_t>(fixture)].profile;
    options.mode =
        expected[QLatin1String("dependency_aware")].toBool() ? PruningMode::DependencyAware : PruningMode::Normal;
    const Resolution resolution =
        resolveConfigList(configOf(expected[QLatin1String("config")]), model->layers(), model->modules(),
                          &findPruner(options.algorithm)->info(), options.profile);
    NullProgressSink sink;
    const PruneResult result = prune(*model, resolution, options, sink);
    const QJsonObject masks = expected[QLatin1String("masks")].toObject();
    for (auto mask = masks.begin(); mask != masks.end(); ++mask) {
        const LayerMask* found = result.masks.find(mask.key().toStdString());
        QVERIFY2(found != nullptr, qPrintable(mask.key()));
        QVERIFY2(
            rowBits(found->weight) == bitsOf(mask.value()),
            (mask.key().toUtf8() + ": " + rowBits(found->weight) + " instead of " + bitsOf(mask.value())).constData());
    }
}

void NniNets::speedup()
{
    QFETCH(int, fixture);
    QFETCH(int, net);
    QFETCH(int, number);
    const QJsonObject content = item(fixture, net);
    const QJsonObject expected = content[QLatin1String("cases")].toArray()[number].toObject();
    const auto model = build(content);
    std::map<std::string, std::vector<int>> removed;
    const QJsonObject masks = expected[QLatin1String("masks")].toObject();
    for (auto mask = masks.begin(); mask != masks.end(); ++mask) {
        const QByteArray bits = bitsOf(mask.value());
        for (int i = 0; i < bits.size(); ++i) {
            if (bits[i] == '0')
                removed[mask.key().toStdString()].push_back(i);
        }
    }
    SpeedupOptions options;
    options.profile = m_fixtures[static_cast<std::size_t>(fixture)].profile;
    NullProgressSink sink;
    const MaskSet channels = channelMasks(*model, removed);
    SpeedupResult result;
    try {
        result = speedUp(model, channels, options, sink);
    } catch (const std::exception& exception) {
        QFAIL(exception.what());
    }
    // Where NNI drops constants, ours folds them: masked and smaller network agree in every case.
    QVERIFY(result.maxRelDifference < kTolerance);
    const QString name = content[QLatin1String("net")].toString();
    // NNI 2.3 prunes no depthwise pair at all, 2.5 loses what only one of both masks: ours removes what is lossless.
    if (name == QLatin1String("DW"))
        return;
    // A transposed convolution's rows are its inputs, which these masks do not speak of.
    const QJsonObject fixed = expected[QLatin1String("fixed_masks")].toObject();
    for (auto mask = fixed.begin(); name != QLatin1String("CT") && mask != fixed.end(); ++mask) {
        const QByteArray rows = keptRows(result, mask.key(), mask.value().toArray().size());
        QVERIFY2(rows == bitsOf(mask.value()),
                 (mask.key().toUtf8() + ": " + rows + " instead of " + bitsOf(mask.value())).constData());
    }
    const QJsonObject shapes = expected[QLatin1String("speedup_shapes")].toObject();
    std::int64_t parameters = 0;
    for (const LayerInfo& layer : result.model->layers()) {
        if (const auto shape = layer.weightShape()) {
            const QJsonValue wanted = shapes[QString::fromStdString(layer.name + ".weight")];
            QVERIFY2(shape == shapeOf(wanted), (layer.name + " is " + shapeText(*shape)).c_str());
            parameters += layer.opType == "BatchNorm2d" ? 0 : layer.parameterCount;
        }
        const QJsonValue groups = expected[QLatin1String("groups")][QString::fromStdString(layer.name)];
        if (!groups.isUndefined())
            QCOMPARE(layer.groups, groups.toInteger());
    }
    // NNI counts a transposed convolution as if every output position saw the whole kernel.
    if (name != QLatin1String("CT"))
        QCOMPARE(result.macsAfter, expected[QLatin1String("flops")].toInteger());
    QCOMPARE(parameters, expected[QLatin1String("params")].toInteger());
}

QTEST_GUILESS_MAIN(NniNets)
#include "nni_nets.moc"

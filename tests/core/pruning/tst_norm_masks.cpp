// SPDX-License-Identifier: GPL-3.0-or-later
// A pruned channel is zero behind its batch norm as well.
#include <QTest>

#include <algorithm>

#include "core/base/progress_sink.h"
#include "core/pruning/norm_masks.h"

using namespace espalier;

namespace {

using Bits = std::vector<std::uint8_t>;

Model open(const std::string& name)
{
    NullProgressSink sink;
    return Model::load(ESPALIER_TEST_DATA "/models/" + name + ".pt", sink);
}

/// Removes whole output channels of a layer.
MaskSet channels(const Model& model, const std::string& layer, const std::vector<std::size_t>& removed)
{
    LayerMask mask{Mask::ones(*model.findLayer(layer)->weightShape()), {}};
    const std::size_t size = mask.weight.keep.size() / static_cast<std::size_t>(mask.weight.shape.front());
    for (const std::size_t channel : removed)
        std::fill_n(mask.weight.keep.begin() + static_cast<std::ptrdiff_t>(channel * size), size, std::uint8_t{0});
    MaskSet masks;
    masks.set(layer, std::move(mask));
    return masks;
}

/// All kept but these.
Bits without(std::size_t count, const std::vector<std::size_t>& removed)
{
    Bits bits(count, 1);
    for (const std::size_t channel : removed)
        bits[channel] = 0;
    return bits;
}

std::vector<float> outputsOf(const Model& model)
{
    ModelOutput input{{2, 3, 16, 16}, {}};
    for (std::int64_t i = 0; i < elementCount(input.shape); ++i)
        input.values.push_back(static_cast<float>(i * 37 % 101 - 50) / 64.0F);
    return model.run({input}).front().values;
}

} // namespace

class tst_NormMasks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void normsFollowTheirLayer_data();
    void normsFollowTheirLayer();
    void singleWeightsRemoveNoChannel();
    void layersWithoutNorm();
    void everyLayerHasItsOwnNorm();
    void earlierNormMasksAreKept();
    void foreignLayersAreLeftAlone();
    void channelIsZeroBehindTheNorm_data();
    void channelIsZeroBehindTheNorm();

private:
    static void networks();
};

void tst_NormMasks::networks()
{
    QTest::addColumn<QString>("model");
    for (const char* name : {"resnet_scripted", "resnet_traced", "resnet_traced_training"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void tst_NormMasks::normsFollowTheirLayer_data()
{
    networks();
}

void tst_NormMasks::normsFollowTheirLayer()
{
    QFETCH(const QString, model);
    const Model network = open(model.toStdString());
    const MaskSet masks = channels(network, "layer1.0.conv1", {0, 3});
    const MaskSet before = masks;
    const MaskSet all = withNormMasks(network, masks);
    QVERIFY(masks == before);
    QCOMPARE(all.items().size(), std::size_t{2});
    QVERIFY(*all.find("layer1.0.conv1") == *masks.find("layer1.0.conv1"));
    const LayerMask* norm = all.find("layer1.0.bn1");
    QVERIFY(norm != nullptr);
    QVERIFY(norm->weight.shape == Shape{8});
    QCOMPARE(norm->weight.keep, without(8, {0, 3}));
    QCOMPARE(norm->bias->keep, without(8, {0, 3}));
}

void tst_NormMasks::singleWeightsRemoveNoChannel()
{
    const Model network = open("resnet_scripted");
    MaskSet masks;
    LayerMask mask{Mask::ones({8, 8, 3, 3}), {}};
    // All of channel 2 but its last weight, and every second one elsewhere.
    for (std::size_t i = 0; i < mask.weight.keep.size(); i += 2)
        mask.weight.keep[i] = 0;
    std::fill_n(mask.weight.keep.begin() + 2 * 72, 71, std::uint8_t{0});
    masks.set("layer1.0.conv1", mask);
    QVERIFY(withNormMasks(network, masks) == masks);
    // That one goes as well: now the channel is gone.
    mask.weight.keep[3 * 72 - 1] = 0;
    masks.set("layer1.0.conv1", mask);
    QCOMPARE(withNormMasks(network, masks).find("layer1.0.bn1")->weight.keep, without(8, {2}));
}

void tst_NormMasks::layersWithoutNorm()
{
    const Model lenet = open("lenet_scripted");
    const MaskSet masks = channels(lenet, "conv1", {1});
    QVERIFY(withNormMasks(lenet, masks) == masks);
    QVERIFY(withNormMasks(lenet, {}).empty());
    // Kept whole: nothing follows.
    const Model resnet = open("resnet_scripted");
    const MaskSet none = channels(resnet, "layer1.0.conv1", {});
    QVERIFY(withNormMasks(resnet, none) == none);
}

void tst_NormMasks::everyLayerHasItsOwnNorm()
{
    const Model network = open("resnet_traced");
    MaskSet masks = channels(network, "conv1", {0});
    masks.set("layer2.0.conv2", *channels(network, "layer2.0.conv2", {5, 6}).find("layer2.0.conv2"));
    masks.set("layer2.0.downsample.0", *channels(network, "layer2.0.downsample.0", {7}).find("layer2.0.downsample.0"));
    const MaskSet all = withNormMasks(network, masks);
    QCOMPARE(all.items().size(), std::size_t{6});
    QCOMPARE(all.find("bn1")->weight.keep, without(8, {0}));
    QCOMPARE(all.find("layer2.0.bn2")->bias->keep, without(16, {5, 6}));
    QCOMPARE(all.find("layer2.0.downsample.1")->weight.keep, without(16, {7}));
}

void tst_NormMasks::earlierNormMasksAreKept()
{
    const Model network = open("resnet_scripted");
    MaskSet masks = channels(network, "conv1", {1});
    LayerMask earlier{Mask::ones({8}), Mask::ones({8})};
    earlier.weight.keep[6] = 0;
    earlier.bias->keep[7] = 0;
    masks.set("bn1", earlier);
    const MaskSet all = withNormMasks(network, masks);
    QCOMPARE(all.find("bn1")->weight.keep, without(8, {1, 6}));
    QCOMPARE(all.find("bn1")->bias->keep, without(8, {1, 7}));
    // Doing it twice adds nothing.
    QVERIFY(withNormMasks(network, all) == all);
}

void tst_NormMasks::foreignLayersAreLeftAlone()
{
    const Model network = open("resnet_scripted");
    MaskSet masks;
    masks.set("not.here", {{{2, 2}, {0, 0, 1, 1}}, {}});
    QVERIFY(withNormMasks(network, masks) == masks);
}

void tst_NormMasks::channelIsZeroBehindTheNorm_data()
{
    networks();
}

void tst_NormMasks::channelIsZeroBehindTheNorm()
{
    QFETCH(const QString, model);
    const Model network = open(model.toStdString());
    const MaskSet masks = channels(network, "layer1.0.conv1", {0});
    // Whether the next layer still sees something of the channel shows when it listens much harder.
    const auto changes = [&](const MaskSet& applied) {
        Model quiet = network.clone();
        quiet.applyMasks(applied);
        Model loud = quiet.clone();
        const auto view = loud.parameter("layer1.0.conv2.weight").values;
        std::vector<float> weight(view.begin(), view.end());
        for (std::size_t filter = 0; filter < 8; ++filter)
            std::fill_n(weight.begin() + static_cast<std::ptrdiff_t>(filter * 72), 9, 10.0F);
        loud.setParameter("layer1.0.conv2.weight", weight);
        return outputsOf(loud) != outputsOf(quiet);
    };
    QVERIFY(changes(masks));
    QVERIFY(!changes(withNormMasks(network, masks)));
}

QTEST_GUILESS_MAIN(tst_NormMasks)
#include "tst_norm_masks.moc"

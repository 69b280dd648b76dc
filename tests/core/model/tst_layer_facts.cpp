// SPDX-License-Identifier: GPL-3.0-or-later
// Which layer multiply-accumulates and the form of a convolution belong to, whatever module's forward() uses the weight.
#include <QTemporaryDir>
#include <QTest>

#include <ATen/ops/zeros.h>
#include <torch/csrc/jit/ir/ir.h>

#include "core/base/progress_sink.h"
#include "core/model/internal/mac_counter.h"
#include "core/model/internal/model_tensors.h"
#include "small_net.h"

using namespace espalier;
using namespace espalier::test;

namespace {

/// A network, its MACs for one sample, and those of its layers.
struct MacCase
{
    const char* name;
    std::vector<SmallLayer> layers;
    std::string body;
    std::string input;
    std::int64_t total;
    std::map<std::string, std::int64_t> ofLayers;
};

const std::vector<SmallLayer> kAttention{
    {"inside", "parameter 24 8"}, {"shift", "parameter 24"}, {"out", "linear 8 8"}};

/// Five positions of width 8 and two heads: 3 x 5 x 64 for queries, keys and values, 2 x 5 x 5 x 8 for both products, 5 x 64 behind.
std::vector<MacCase> attentionCases()
{
    const std::string weights = "self.inside, self.shift, self.out.weight, self.out.bias";
    std::vector<SmallLayer> encoder = kAttention;
    for (const SmallLayer& layer :
         std::vector<SmallLayer>{{"n", "ln 8"}, {"m", "ln 8"}, {"wide", "linear 16 8"}, {"narrow", "linear 8 16"}})
        encoder.push_back(layer);
    return {
        {"written out",
         kAttention,
         "  q, k, v = torch.chunk(torch.linear(x, self.inside, self.shift), 3, -1)\n"
         "  y = torch.matmul(torch.softmax(torch.matmul(q, k.transpose(-2, -1)), -1), v)\n"
         "  return torch.linear(y, self.out.weight, self.out.bias)\n",
         "2,5,8",
         1680,
         {{"inside", 960}, {"out", 320}}},
        {"parts of one weight, another length of the keys",
         kAttention,
         "  a, b, c = torch.chunk(self.inside, 3, 0)\n  m = x[:, :3]\n"
         "  q, k, v = torch.linear(x, a), torch.linear(m, b), torch.linear(m, c)\n"
         "  y = torch.matmul(torch.softmax(torch.matmul(q, k.transpose(-2, -1)), -1), v)\n"
         "  return torch.linear(y, self.out.weight, self.out.bias)\n",
         "2,5,8",
         704 + 240 + 320,
         {{"inside", 704}, {"out", 320}}},
        {"fused attention",
         kAttention,
         "  return torch._native_multi_head_attention(x, x, x, 8, 2, " + weights + ")[0]\n",
         "2,5,8",
         1680,
         {{"inside", 960}, {"out", 320}}},
        {"fused encoder layer",
         encoder,
         "  return torch._transformer_encoder_layer_fwd(x, 8, 2, " + weights
             + ", True, False, 1e-5, self.n.weight, self.n.bias, self.m.weight, self.m.bias, self.wide.weight, "
               "self.wide.bias, self.narrow.weight, self.narrow.bias)\n",
         "2,5,8",
         1680 + 1280,
         {{"inside", 960}, {"out", 320}, {"wide", 640}, {"narrow", 640}, {"n", 0}}},
    };
}

std::vector<MacCase> productCases()
{
    // A network without a submodule would be one layer.
    const std::vector<SmallLayer> matrix{{"w", "parameter 6 8"}, {"unused", "linear 2 2"}};
    const auto einsum = [](const std::string& equation, const std::string& factors) {
        return "  return torch.einsum(\"" + equation + "\", [" + factors + "])\n";
    };
    return {
        {"a product with a bare parameter",
         matrix,
         "  return torch.matmul(x, self.w.t())\n",
         "2,5,8",
         240,
         {{"w", 240}}},
        {"addmm with the weight of a layer",
         {{"l", "linear 6 8"}},
         "  return torch.addmm(self.l.bias, x, self.l.weight.t())\n",
         "2,8",
         48,
         {{"l", 48}}},
        {"baddbmm", matrix, "  y = torch.bmm(x, x)\n  return torch.baddbmm(y, x, x)\n", "2,8,8", 1024, {}},
        {"einsum of activations", matrix, einsum("bid,bjd->bij", "x, x"), "2,5,8", 200, {}},
        {"einsum with a weight", matrix, einsum("bld,od->blo", "x, self.w"), "2,5,8", 240, {{"w", 240}}},
        {"einsum with dots", matrix, einsum("...d, od -> ...o", "x, self.w"), "2,5,8", 240, {{"w", 240}}},
        {"einsum without an arrow", matrix, einsum("bld,od", "x, self.w"), "2,5,8", 240, {{"w", 240}}},
        {"einsum that sums an index of one factor beforehand",
         matrix,
         einsum("bld,od->bo", "x, self.w"),
         "2,5,8",
         48,
         {{"w", 48}}},
        {"einsum that sums nothing", matrix, einsum("bij,bij->bij", "x, x"), "2,5,8", 0, {}},
    };
}

const std::vector<MacCase>& macCases()
{
    static const std::vector<MacCase> kCases = [] {
        std::vector<MacCase> all = attentionCases();
        for (MacCase& item : productCases())
            all.push_back(std::move(item));
        return all;
    }();
    return kCases;
}

const LayerInfo& layerOf(const Model& model, const char* name)
{
    return *model.findLayer(name);
}

} // namespace

class tst_LayerFacts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void macsBelongToTheWeight_data();
    void macsBelongToTheWeight();
    void keysOfAnotherLength();
    void recurrentLayers();
    void convolutionsOfAParent();
    void transposedConvolutionOfAParent();
    void aSharedWeightBelongsToTheLayerThatRuns();
    void aNormOverTokensFollowsNoFeatures();
    void sizesMakeNoOutput();
    void aProductWithAWeightEndsTheSearchForOutputs();
    void weightsInAnotherOrderAreReadInTheUsualOne();
};

// BatchNorm1d counts dimension 1, which a linear layer of (samples, tokens, features) has its tokens in.
void tst_LayerFacts::aNormOverTokensFollowsNoFeatures()
{
    const std::string forward = "def forward(self, x):\n  return self.n(self.l(x))\n";
    const auto normsOf = [&](const char* norm, const char* input) {
        return layerOf(*smallNet({{"l", "linear 5 6"}, {"n", norm}}, forward, input), "l").normsAfter;
    };
    QVERIFY(normsOf("bn 5", "4,6") == std::vector<std::string>{"n"});
    QVERIFY(normsOf("bn 7", "4,7,6").empty());
    QVERIFY(normsOf("bn 5", "4,5,6").empty()); // as many tokens as features
}

void tst_LayerFacts::sizesMakeNoOutput()
{
    const auto model = smallNet({{"a", "conv 8 3 3"}, {"b", "conv 4 3 3"}},
                                "def forward(self, x):\n  y = torch.relu(self.a(x))\n"
                                "  return torch.upsample_nearest2d(self.b(x), [y.size(2), y.size(3)])\n",
                                "1,3,6,6");
    QVERIFY(!layerOf(*model, "a").producesOutput);
    QVERIFY(layerOf(*model, "b").producesOutput);
}

void tst_LayerFacts::aProductWithAWeightEndsTheSearchForOutputs()
{
    const auto model =
        smallNet({{"a", "linear 8 6"}, {"w", "parameter 4 8"}, {"v", "parameter 4"}},
                 "def forward(self, x):\n  return torch.matmul(torch.relu(self.a(x)), self.w.t()) + self.v\n", "2,6");
    QVERIFY(!layerOf(*model, "a").producesOutput);
    const auto product = smallNet({{"a", "linear 8 6"}, {"b", "linear 8 6"}},
                                  "def forward(self, x):\n  return torch.matmul(self.a(x), self.b(x).t())\n", "2,6");
    QVERIFY(layerOf(*product, "a").producesOutput && layerOf(*product, "b").producesOutput);
}

void tst_LayerFacts::weightsInAnotherOrderAreReadInTheUsualOne()
{
    const auto model = smallNet({{"a", "conv 8 3 3"}}, "def forward(self, x):\n  return self.a(x)\n", "1,3,6,6");
    const auto expected = model->parameter("a.weight").values;
    const std::vector<float> values(expected.begin(), expected.end());
    Model other = model->clone();
    at::Tensor weight = internal::findTensor(other, "a.weight");
    weight.set_data(weight.contiguous(at::MemoryFormat::ChannelsLast));
    QVERIFY(!weight.is_contiguous());
    const QTemporaryDir folder;
    const auto file = std::filesystem::path(folder.path().toStdString()) / "last.pt";
    other.saveTorchScript(file);
    NullProgressSink sink;
    const Model read = Model::load(file, sink);
    const auto found = read.parameter("a.weight").values;
    QVERIFY(std::equal(found.begin(), found.end(), values.begin(), values.end()));
}

void tst_LayerFacts::macsBelongToTheWeight_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < macCases().size(); ++i)
        QTest::newRow(macCases()[i].name) << static_cast<int>(i);
}

void tst_LayerFacts::macsBelongToTheWeight()
{
    QFETCH(const int, index);
    const MacCase& item = macCases()[static_cast<std::size_t>(index)];
    try {
        const auto model = smallNet(item.layers, "def forward(self, x):\n" + item.body, item.input);
        QCOMPARE(model->macs().value(), item.total);
        for (const auto& [layer, macs] : item.ofLayers)
            QCOMPARE(layerOf(*model, layer.c_str()).macs.value(), macs);
    } catch (const std::exception& exception) {
        QFAIL(exception.what());
    }
}

void tst_LayerFacts::recurrentLayers()
{
    torch::jit::Graph graph;
    const auto nodeOf = [&](const char* kind) { return graph.create(c10::Symbol::fromQualString(kind), {}, 2); };
    const at::Tensor input = at::zeros({3, 7, 16}); // 21 positions
    const at::Tensor state = at::zeros({1, 3, 32});
    const std::vector<at::Tensor> lstm{at::zeros({128, 16}), at::zeros({128, 32}), at::zeros({128}), at::zeros({128})};
    const auto shares = internal::countMacs(
        nodeOf("aten::lstm"), {input, std::vector{state, state}, lstm, true, 1, 0.0, false, false, true}, {input});
    QCOMPARE(shares.size(), std::size_t{1});
    QCOMPARE(shares[0].macs, 21 * 128 * (16 + 32));
    QCOMPARE(shares[0].factors.size(), std::size_t{2});
    const std::vector<at::Tensor> gru{at::zeros({96, 16}), at::zeros({96, 32}), at::zeros({96}), at::zeros({96})};
    QCOMPARE(internal::countMacs(nodeOf("aten::gru"), {input, state, gru, true, 1, 0.0, false, false, true}, {input})[0]
                 .macs,
             21 * 96 * (16 + 32));
    const auto cell = internal::countMacs(nodeOf("aten::gru_cell"),
                                          {at::zeros({3, 16}), at::zeros({3, 32}), gru[0], gru[1]}, {input});
    QCOMPARE(cell[0].macs, 3 * 96 * (16 + 32));
}

// LibTorch 1.13.1 declares this and refuses to run it.
void tst_LayerFacts::keysOfAnotherLength()
{
    torch::jit::Graph graph;
    const auto* node = graph.create(c10::Symbol::fromQualString("aten::_native_multi_head_attention"), {}, 2);
    const at::Tensor query = at::zeros({2, 5, 8});
    const at::Tensor key = at::zeros({2, 3, 8});
    const at::Tensor weight = at::zeros({24, 8});
    const at::Tensor output = at::zeros({8, 8});
    const auto shares = internal::countMacs(
        node, {query, key, key, 8, 2, weight, at::zeros({24}), output, at::zeros({8})}, {query, c10::IValue()});
    QCOMPARE(shares.size(), std::size_t(3));
    QCOMPARE(shares[0].macs, 2 * (5 + 3 + 3) * 64);
    QVERIFY(shares[0].factors.at(0).is_same(weight));
    QCOMPARE(shares[1].macs, 2 * 2 * 5 * 3 * 8);
    QVERIFY(shares[1].factors.empty());
    QCOMPARE(shares[2].macs, 2 * 5 * 64);
    QVERIFY(shares[2].factors.at(0).is_same(output));
}

void tst_LayerFacts::convolutionsOfAParent()
{
    const auto model = smallNet({{"c", "conv 8 8 3 groups 4"}, {"n", "bn 8"}},
                                "def forward(self, x):\n"
                                "  y = torch.conv2d(x, self.c.weight, None, [2, 1], [1, 0], [1, 2], 4)\n"
                                "  return torch.relu(self.n(y))\n",
                                "2,8,9,9");
    const LayerInfo& layer = layerOf(*model, "c");
    QCOMPARE(layer.groups, 4);
    QVERIFY(!layer.transposed);
    QVERIFY(layer.stride == (std::vector<std::int64_t>{2, 1}));
    QVERIFY(layer.padding == (std::vector<std::int64_t>{1, 0}));
    QVERIFY(layer.dilation == (std::vector<std::int64_t>{1, 2}));
    QCOMPARE(layer.calls, 1);
    QVERIFY(layer.producesOutput);
    QVERIFY(layer.normsAfter == std::vector<std::string>{"n"});
    QVERIFY(layer.inputShape.value() == (Shape{2, 8, 9, 9}));
    QVERIFY(layer.outputShape.value() == (Shape{2, 8, 5, 5}));
    QCOMPARE(layer.macs.value(), 8 * 5 * 5 * 2 * 9);
    QVERIFY(model->proposedInputs().value().front().shape == (Shape{1, 8, 224, 224}));
}

void tst_LayerFacts::transposedConvolutionOfAParent()
{
    const auto model = smallNet({{"k", "parameter 8 3 2 2"}, {"unused", "linear 2 2"}},
                                "def forward(self, x):\n"
                                "  return torch.conv_transpose2d(x, self.k, None, [2, 2], [0, 0], [0, 0], 2, [1, 1])\n",
                                "1,8,4,4");
    const LayerInfo& layer = layerOf(*model, "k");
    QVERIFY(layer.transposed);
    QCOMPARE(layer.groups, 2);
    QVERIFY(layer.stride == (std::vector<std::int64_t>{2, 2}));
    QVERIFY(layer.outputShape.value() == (Shape{1, 6, 8, 8}));
    QCOMPARE(layer.macs.value(), 8 * 16 * 12);
}

void tst_LayerFacts::aSharedWeightBelongsToTheLayerThatRuns()
{
    const auto model = smallNet(
        {{"e", "embed 10 8"}}, "def forward(self, x):\n  return torch.linear(self.e(x), self.e.weight)\n", "1,7:int64");
    QCOMPARE(layerOf(*model, "e").macs.value(), 7 * 80);
    QCOMPARE(model->macs().value(), 7 * 80);
}

QTEST_GUILESS_MAIN(tst_LayerFacts)
#include "tst_layer_facts.moc"

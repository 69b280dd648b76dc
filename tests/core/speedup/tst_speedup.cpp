// SPDX-License-Identifier: GPL-3.0-or-later
// Whole networks: what a speedup gives, and what it refuses.
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/pruning/norm_masks.h"
#include "core/pruning/pruner.h"
#include "core/speedup/speedup.h"
#include "small_net.h"

using namespace espalier;
using namespace espalier::test;

namespace {

constexpr double kAgreement = 1e-4;

std::shared_ptr<const Model> openModel(const std::string& name, const std::string& inputShape)
{
    NullProgressSink sink;
    Model model = Model::load(ESPALIER_TEST_DATA "/models/" + name + ".pt", sink);
    model.setInputs(parseInputSpecs(inputShape));
    return std::make_shared<const Model>(std::move(model));
}

/// Every convolution and linear layer but those that make the output loses half of its channels, one layer at a time.
MaskSet halfOfEveryLayer(const Model& model)
{
    std::map<std::string, std::vector<int>> removed;
    for (const LayerInfo& layer : model.layers()) {
        const bool weighted = layer.opType.starts_with("Conv") || layer.opType == "Linear";
        if (!weighted || layer.producesOutput || layer.outputChannels() < 2)
            continue;
        for (int i = 0; i < layer.outputChannels() / 2; ++i)
            removed[layer.name].push_back(2 * i);
    }
    return channelMasks(model, removed);
}

SpeedupResult run(const std::shared_ptr<const Model>& model, const MaskSet& masks)
{
    NullProgressSink sink;
    return speedUp(model, masks, {}, sink);
}

std::shared_ptr<const Model> twoLayers()
{
    return smallNet({{"a", "conv 8 3 3"}, {"z", "conv 4 8 3"}},
                    "def forward(self, x):\n  y = self.a(x)\n"
                    "  return self.z(torch.relu(y))\n",
                    "1,3,8,8");
}

template <typename Action>
std::string errorOf(Action action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

} // namespace

class tst_Speedup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void networksAgree_data();
    void networksAgree();
    void everyBatchSize();
    void theModelIsUntouched();
    void savedModelAgrees();
    void unstructuredMasksChangeNothing();
    void outputsAreKept();
    void inputChannelsThatNobodyReadsGo();
    void recipeNamesWhatIsKept();
    void badMasks();
    void inputShapeIsNeeded();
    void derivedMasksNeedNoInputShape();
    void constantsAtZeroPaddingKeepTheirChannels();
    void constantsAtZeroPaddingUnderAProfileOfNni();
    void channelsThatComeUpOneByOneSettle();
    void aLayerNormReadsWhatNobodyElseReads();
    void layerNormsUnderAProfileOfNni();
    void layerNormsAfterSavingAndTwice();
    void outputsThatDependOnNothingProveLittle();
    void oneValueIsNoConstant_data();
    void oneValueIsNoConstant();
};

void tst_Speedup::networksAgree_data()
{
    QTest::addColumn<QString>("name");
    for (const char* network :
         {"lenet", "resnet", "mobilenet", "shared", "unrolled", "two_inputs", "upsampling", "dict_output"}) {
        for (const char* kind : {"scripted", "traced"}) {
            const QString name = QStringLiteral("%1_%2").arg(QLatin1String(network), QLatin1String(kind));
            QTest::newRow(qPrintable(name)) << name;
        }
    }
}

void tst_Speedup::networksAgree()
{
    QFETCH(QString, name);
    QFile file(QStringLiteral(ESPALIER_TEST_DATA "/models/%1.json").arg(name));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray inputs = QJsonDocument::fromJson(file.readAll()).object().value(QLatin1String("inputs")).toArray();
    std::string shape;
    for (const QJsonValue& input : inputs) {
        shape += shape.empty() ? "" : ";";
        const QJsonArray sizes = input.toArray();
        for (qsizetype i = 0; i < sizes.size(); ++i)
            shape += (i == 0 ? "" : ",") + std::to_string(sizes[i].toInt());
    }
    try {
        const auto model = openModel(name.toStdString(), shape);
        const SpeedupResult result = run(model, halfOfEveryLayer(*model));
        QVERIFY(result.maxRelDifference < kAgreement);
        // The others are so small that outputs and sums keep all of their channels.
        const bool shrinks = name.startsWith(QLatin1String("lenet")) || name.startsWith(QLatin1String("resnet"))
                             || name.startsWith(QLatin1String("mobilenet"));
        QCOMPARE(result.parametersAfter < result.parametersBefore, shrinks);
        QCOMPARE(result.macsAfter < result.macsBefore, shrinks);
    } catch (const std::exception& exception) {
        QFAIL(exception.what());
    }
}

void tst_Speedup::everyBatchSize()
{
    const auto model = openModel("resnet_traced", "1,3,32,32");
    const SpeedupResult result = run(model, halfOfEveryLayer(*model));
    const Shape shape{3, 3, 32, 32};
    const auto outputs =
        result.model->run({{shape, std::vector<float>(static_cast<std::size_t>(elementCount(shape)), 0.5F)}});
    QCOMPARE(outputs.front().shape.front(), 3);
}

void tst_Speedup::theModelIsUntouched()
{
    const auto model = twoLayers();
    const std::vector<float> before(model->parameter("a.weight").values.begin(),
                                    model->parameter("a.weight").values.end());
    run(model, channelMasks(*model, {{"a", {0, 1}}}));
    const auto after = model->parameter("a.weight").values;
    QVERIFY(std::equal(before.begin(), before.end(), after.begin(), after.end()));
}

void tst_Speedup::savedModelAgrees()
{
    const auto model = openModel("resnet_scripted", "1,3,32,32");
    const SpeedupResult result = run(model, halfOfEveryLayer(*model));
    QTemporaryDir folder;
    const std::string file = folder.filePath(QStringLiteral("small.pt")).toStdString();
    result.model->saveTorchScript(file);
    NullProgressSink sink;
    const Model loaded = Model::load(file, sink);
    QCOMPARE(loaded.parameterCount(), result.parametersAfter);
    const Shape shape{1, 3, 32, 32};
    const ModelOutput input{shape, std::vector<float>(static_cast<std::size_t>(elementCount(shape)), 0.25F)};
    QVERIFY(loaded.run({input}).front().values == result.model->run({input}).front().values);
}

void tst_Speedup::unstructuredMasksChangeNothing()
{
    const auto model = twoLayers();
    LayerMask mask{Mask::ones({8, 3, 3, 3}), std::nullopt};
    for (std::size_t i = 0; i < mask.weight.keep.size(); i += 2)
        mask.weight.keep[i] = 0;
    MaskSet masks;
    masks.set("a", mask);
    const SpeedupResult result = run(model, masks);
    QCOMPARE(result.parametersAfter, result.parametersBefore);
    QCOMPARE(result.issues.size(), std::size_t{1});
    QVERIFY(result.recipe.empty());
    QCOMPARE(result.model->parameter("a.weight").values[0], 0.0F);
}

void tst_Speedup::outputsAreKept()
{
    const auto model = twoLayers();
    const SpeedupResult result = run(model, channelMasks(*model, {{"a", {3}}, {"z", {0, 1}}}));
    QCOMPARE(result.model->findLayer("z")->weightShape().value(), (Shape{4, 7, 3, 3}));
    const auto about =
        std::find_if(result.issues.begin(), result.issues.end(), [](const Issue& issue) { return issue.layer == "z"; });
    QVERIFY(about != result.issues.end());
    QVERIFY(about->message.english().find("output of the network") != std::string::npos);
}

void tst_Speedup::inputChannelsThatNobodyReadsGo()
{
    const auto model = twoLayers();
    LayerMask mask{Mask::ones({4, 8, 3, 3}), std::nullopt};
    for (std::size_t row = 0; row < 4; ++row)
        std::fill_n(mask.weight.keep.begin() + static_cast<std::ptrdiff_t>(row * 72 + 18), 9, std::uint8_t{0});
    MaskSet masks;
    masks.set("z", mask);
    const SpeedupResult result = run(model, masks);
    QCOMPARE(result.model->findLayer("a")->weightShape().value(), (Shape{7, 3, 3, 3}));
    QCOMPARE(result.model->findLayer("z")->weightShape().value(), (Shape{4, 7, 3, 3}));
}

void tst_Speedup::recipeNamesWhatIsKept()
{
    const auto model = twoLayers();
    const SpeedupResult result = run(model, channelMasks(*model, {{"a", {0, 2, 3, 4, 6}}}));
    QCOMPARE(result.recipe.size(), std::size_t{3});
    const std::vector<std::int64_t> kept{1, 5, 7};
    QCOMPARE(result.recipe[0].name, std::string("a.weight"));
    QVERIFY(result.recipe[0].kept == (std::vector<std::pair<int, std::vector<std::int64_t>>>{{0, kept}}));
    QCOMPARE(result.recipe[1].name, std::string("a.bias"));
    QCOMPARE(result.recipe[2].name, std::string("z.weight"));
    QVERIFY(result.recipe[2].kept == (std::vector<std::pair<int, std::vector<std::int64_t>>>{{1, kept}}));
}

void tst_Speedup::badMasks()
{
    const auto model = twoLayers();
    MaskSet unknown;
    unknown.set("nowhere", {Mask::ones({1}), std::nullopt});
    QVERIFY(errorOf([&] { run(model, unknown); }).find("nowhere") != std::string::npos);
    MaskSet misshapen;
    misshapen.set("a", {Mask::ones({8, 3, 5, 5}), std::nullopt});
    QVERIFY(errorOf([&] { run(model, misshapen); }).find("8x3x5x5") != std::string::npos);
    const MaskSet emptied = channelMasks(*model, {{"a", {0, 1, 2, 3, 4, 5, 6, 7}}});
    QVERIFY(errorOf([&] { run(model, emptied); }).find("removes all of it") != std::string::npos);
}

void tst_Speedup::inputShapeIsNeeded()
{
    NullProgressSink sink;
    const auto model = std::make_shared<const Model>(Model::load(ESPALIER_TEST_DATA "/models/resnet_traced.pt", sink));
    QVERIFY(errorOf([&] { run(model, halfOfEveryLayer(*model)); }).find("input shape") != std::string::npos);
}

void tst_Speedup::derivedMasksNeedNoInputShape()
{
    // Behind the flatten a guessed shape would not fit the linear layer.
    const auto model = smallNet({{"a", "conv 8 3 3"}, {"n", "bn 8"}, {"l", "linear 20 288"}},
                                "def forward(self, x):\n  return self.l(self.n(self.a(x)).flatten(1))\n", "");
    const MaskSet masks = channelMasks(*model, {{"a", {1}}, {"l", {0, 3, 7}}});
    const MaskSet all = withNormMasks(*model, masks);
    const LayerMask* norm = all.find("n");
    QVERIFY(norm != nullptr);
    QVERIFY((norm->weight.keep == std::vector<std::uint8_t>{1, 0, 1, 1, 1, 1, 1, 1}));
    QCOMPARE(all.items().size(), std::size_t(3));
}

namespace {

/// What a masked channel leaves behind a sigmoid is 0.5, but 0 where the next layer pads.
std::shared_ptr<const Model> sigmoidBeforePadding()
{
    return smallNet({{"a", "conv 8 3 3"}, {"b", "conv 8 8 1"}, {"z", "conv 4 8 3"}},
                    "def forward(self, x):\n  y = torch.sigmoid(self.a(x))\n"
                    "  return self.z(torch.sigmoid(self.b(y)))\n",
                    "1,3,8,8");
}

const Issue* issueAbout(const SpeedupResult& result, const std::string& layer, const std::string& text)
{
    const auto found = std::find_if(result.issues.begin(), result.issues.end(), [&](const Issue& issue) {
        return issue.layer == layer && issue.message.english().find(text) != std::string::npos;
    });
    return found == result.issues.end() ? nullptr : &*found;
}

} // namespace

void tst_Speedup::constantsAtZeroPaddingKeepTheirChannels()
{
    const auto model = sigmoidBeforePadding();
    const SpeedupResult result = run(model, channelMasks(*model, {{"a", {0, 1, 2}}, {"b", {3, 5}}}));
    QCOMPARE(result.model->findLayer("a")->weightShape().value(), (Shape{5, 3, 3, 3}));
    QCOMPARE(result.model->findLayer("b")->weightShape().value(), (Shape{8, 5, 1, 1}));
    QVERIFY(result.maxRelDifference < kAgreement);
    const Issue* issue = issueAbout(result, "z", "zero padding");
    QVERIFY(issue != nullptr);
    QVERIFY(issue->message.english().starts_with("2 masked channels stay"));
    QVERIFY(issueAbout(result, "b", "dependency group keep them") == nullptr);
}

void tst_Speedup::constantsAtZeroPaddingUnderAProfileOfNni()
{
    const auto model = sigmoidBeforePadding();
    NullProgressSink sink;
    SpeedupOptions options;
    options.profile = Profile::Nni25;
    const SpeedupResult result = speedUp(model, channelMasks(*model, {{"a", {0, 1, 2}}, {"b", {3, 5}}}), options, sink);
    QCOMPARE(result.model->findLayer("b")->weightShape().value(), (Shape{6, 5, 1, 1}));
    QVERIFY(result.maxRelDifference > kAgreement);
    const Issue* issue = issueAbout(result, "z", "zero padding of z");
    QVERIFY(issue != nullptr);
    QVERIFY(issue->severity == Severity::Warning);
    QVERIFY(issue->message.english().find(std::to_string(result.maxRelDifference)) != std::string::npos);
}

// Groups that are to stay equal let one channel of the first group go; each one that leaves a constant at the zero padding
// stays, and the next one comes up in its place.
void tst_Speedup::channelsThatComeUpOneByOneSettle()
{
    Model net = smallNet({{"a", "conv 24 3 3"}, {"b", "conv 8 24 3 groups 2"}, {"z", "conv 4 8 3"}},
                         "def forward(self, x):\n  return self.z(self.b(torch.relu(self.a(x))))\n", "1,3,8,8")
                    ->clone();
    std::vector<float> bias(24, 1.0F);
    bias[11] = -1; // relu makes zero of it, as of the one in the second group
    bias[12] = -1;
    net.setParameter("a.bias", bias);
    LayerMask mask{Mask::ones({24, 3, 3, 3}), std::nullopt};
    std::fill_n(mask.weight.keep.begin() + 27, 12 * 27, std::uint8_t{0});
    MaskSet masks;
    masks.set("a", mask);
    const SpeedupResult result = run(std::make_shared<const Model>(std::move(net)), masks);
    QCOMPARE(result.model->findLayer("a")->weightShape().value(), (Shape{22, 3, 3, 3}));
    QCOMPARE(result.model->findLayer("b")->weightShape().value(), (Shape{8, 11, 3, 3}));
    QVERIFY(result.maxRelDifference < kAgreement);
    const Issue* issue = issueAbout(result, "b", "zero padding");
    QVERIFY(issue != nullptr);
    QVERIFY(issue->message.english().starts_with("10 masked channels stay"));
}

namespace {

std::shared_ptr<const Model> normBetweenLinearLayers()
{
    return smallNet({{"a", "linear 8 6"}, {"n", "ln 8"}, {"z", "linear 4 8"}},
                    "def forward(self, x):\n  y = self.n(self.a(x))\n  return self.z(y)\n", "2,5,6");
}

} // namespace

void tst_Speedup::aLayerNormReadsWhatNobodyElseReads()
{
    const auto model = normBetweenLinearLayers();
    LayerMask mask{Mask::ones({4, 8}), std::nullopt};
    for (std::size_t row = 0; row < 4; ++row)
        mask.weight.keep[row * 8 + 3] = 0;
    MaskSet masks;
    masks.set("z", mask);
    const SpeedupResult result = run(model, masks);
    QCOMPARE(result.model->findLayer("a")->weightShape().value(), (Shape{8, 6}));
}

// There norms are not masked, so that a layer norm makes something of a channel of zeros.
void tst_Speedup::layerNormsUnderAProfileOfNni()
{
    const auto model = normBetweenLinearLayers();
    NullProgressSink sink;
    SpeedupOptions options;
    options.profile = Profile::Nni25;
    const SpeedupResult result = speedUp(model, channelMasks(*model, {{"a", {1, 2}}}), options, sink);
    QCOMPARE(result.model->findLayer("a")->weightShape().value(), (Shape{8, 6}));
    QVERIFY(result.maxRelDifference < kAgreement);
}

void tst_Speedup::layerNormsAfterSavingAndTwice()
{
    const auto model = normBetweenLinearLayers();
    const SpeedupResult result = run(model, channelMasks(*model, {{"a", {1, 2}}}));
    QTemporaryDir folder;
    const std::string file = folder.filePath(QStringLiteral("small.pt")).toStdString();
    result.model->saveTorchScript(file);
    NullProgressSink sink;
    Model loaded = Model::load(file, sink);
    loaded.setInputs(parseInputSpecs("2,5,6"));
    QCOMPARE(loaded.parameterCount(), result.parametersAfter);
    QCOMPARE(loaded.findLayer("n")->calls, 1);
    QCOMPARE(loaded.findLayer("n")->outputShape.value(), (Shape{2, 5, 6}));
    // Its weight is not seen behind the padding: nothing more goes, and nothing goes wrong.
    const auto again = std::make_shared<const Model>(std::move(loaded));
    const SpeedupResult second = run(again, channelMasks(*again, {{"a", {0}}}));
    QCOMPARE(second.model->findLayer("a")->weightShape().value(), (Shape{6, 6}));
    QVERIFY(second.maxRelDifference < kAgreement);
}

void tst_Speedup::outputsThatDependOnNothingProveLittle()
{
    const auto warns = [](const std::string& factor) {
        const auto model = smallNet({{"a", "conv 8 3 3"}, {"z", "conv 4 8 3"}},
                                    "def forward(self, x):\n  return self.z(self.a(x)) * " + factor + "\n", "1,3,6,6");
        const SpeedupResult result = run(model, channelMasks(*model, {{"a", {1, 2}}}));
        return std::any_of(result.issues.begin(), result.issues.end(), [](const Issue& issue) {
            return issue.message.english().find("proves little") != std::string::npos;
        });
    };
    QVERIFY(warns("0.0"));
    QVERIFY(!warns("0.5"));
}

void tst_Speedup::oneValueIsNoConstant_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("added");
    QTest::addColumn<QString>("result");
    QTest::addColumn<QString>("input");
    // With a batch of one, a layer behind a mean, and every layer of a perceptron, reads one value of each channel.
    QTest::newRow("behind a mean over all positions") << "conv 6 3 1"
                                                      << "conv 1 3 3"
                                                      << "torch.relu(self.a(x) + self.s(x)).mean([2, 3])"
                                                      << "1,3,6,6";
    QTest::newRow("vectors") << "linear 6 6"
                             << "linear 1 6"
                             << "torch.tanh(self.a(x) + self.s(x))"
                             << "1,6";
    QTest::newRow("vectors, often zero") << "linear 6 6"
                                         << "linear 1 6"
                                         << "torch.relu(self.a(x) + self.s(x))"
                                         << "1,6";
}

void tst_Speedup::oneValueIsNoConstant()
{
    QFETCH(QString, first);
    QFETCH(QString, added);
    QFETCH(QString, result);
    QFETCH(QString, input);
    const auto model = smallNet({{"a", first.toStdString()}, {"s", added.toStdString()}, {"z", "linear 4 6"}},
                                "def forward(self, x):\n  y = " + result.toStdString() + "\n  return self.z(y)\n",
                                input.toStdString());
    const SpeedupResult small = run(model, channelMasks(*model, {{"a", {1, 2, 4}}}));
    QCOMPARE(small.model->findLayer("a")->outputChannels(), std::int64_t{6});
    QVERIFY(!small.issues.empty());
    QVERIFY(small.issues.front().message.english().find("single weights") == std::string::npos);
}

QTEST_GUILESS_MAIN(tst_Speedup)
#include "tst_speedup.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/training/evaluator.h"
#include "training_samples.h"

using namespace espalier;
using namespace espalier::test;

namespace {

constexpr double kLossTolerance = 1e-5;

struct RecordingSink : ProgressSink
{
    void progress(double fraction, const Message&) override
    {
        fractions.push_back(fraction);
        if (stopper && fraction > 0)
            stopper->request_stop();
    }
    std::vector<double> fractions;
    std::stop_source* stopper = nullptr;
};

// Accuracy and loss by the textbook, one image at a time through Model::run().
Evaluation byHand(const Model& model, const Dataset& dataset, double mean, double std)
{
    const ImageSize size = dataset.imageSize();
    std::vector<float> image(static_cast<std::size_t>(size.channels * size.height * size.width));
    Evaluation result;
    for (std::size_t i = 0; i < dataset.size(); ++i) {
        dataset.read(i, image);
        for (float& pixel : image)
            pixel = static_cast<float>((pixel - mean) / std);
        const auto scores = model.run({{{1, size.channels, size.height, size.width}, image}})[0].values;
        double sum = 0;
        for (float score : scores)
            sum += std::exp(static_cast<double>(score));
        const auto label = static_cast<std::size_t>(dataset.label(i));
        result.loss += std::log(sum) - static_cast<double>(scores[label]);
        result.accuracy += std::max_element(scores.begin(), scores.end()) - scores.begin() == dataset.label(i) ? 1 : 0;
    }
    result.loss /= static_cast<double>(dataset.size());
    result.accuracy /= static_cast<double>(dataset.size());
    return result;
}

std::string errorOf(const std::function<void()>& call)
{
    try {
        call();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

Evaluation evaluated(const Model& model, std::shared_ptr<const Dataset> dataset, const MaskSet& masks = {},
                     const EvaluationOptions& options = {})
{
    NullProgressSink silent;
    return evaluate(model, masks, std::move(dataset), options, silent);
}

} // namespace

class EvaluatorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithOneImageAtATime_data();
    void agreesWithOneImageAtATime();
    void usesTheNormalizationOfTheModel();
    void masksAreAppliedToACopy();
    void batchSizeDoesNotMatter();
    void topFive();
    void greyImagesForColourNetworks();
    void flatNetworks();
    void refusesWhatDoesNotFit_data();
    void refusesWhatDoesNotFit();
    void progressAndCancel();
    void findingsAboutModelAndData();
};

void EvaluatorTest::agreesWithOneImageAtATime_data()
{
    QTest::addColumn<QByteArray>("network");
    for (const char* name : {"conv", "view", "tied", "log_softmax", "softmax"})
        QTest::newRow(name) << QByteArray(name);
}

void EvaluatorTest::agreesWithOneImageAtATime()
{
    QFETCH(QByteArray, network);
    const auto model = trainingModel(network.toStdString());
    const auto dataset = std::make_shared<SquaresDataset>(100);
    const Evaluation expected = byHand(*model, *dataset, 0, 1);
    const Evaluation found = evaluated(*model, dataset);
    QCOMPARE(found.samples, std::size_t{100});
    QCOMPARE(found.accuracy, expected.accuracy);
    QCOMPARE(found.top5Accuracy, 1.0);
    QVERIFY(std::abs(found.loss - expected.loss) < kLossTolerance);
}

void EvaluatorTest::usesTheNormalizationOfTheModel()
{
    const auto dataset = std::make_shared<SquaresDataset>(50);
    Model model = trainingModel("conv")->clone();
    EvaluationOptions options;
    options.mean = {0.3};
    options.std = {0.2};
    const Evaluation given = evaluated(model, dataset, {}, options);
    QVERIFY(std::abs(given.loss - byHand(model, *dataset, 0.3, 0.2).loss) < kLossTolerance);
    QVERIFY(std::abs(given.loss - evaluated(model, dataset).loss) > kLossTolerance);
    model.setNormalization({{0.3}, {0.2}});
    QCOMPARE(evaluated(model, dataset).loss, given.loss);
    // An explicit one wins.
    options.mean = {0};
    options.std = {1};
    QVERIFY(std::abs(evaluated(model, dataset, {}, options).loss - byHand(model, *dataset, 0, 1).loss)
            < kLossTolerance);
}

void EvaluatorTest::masksAreAppliedToACopy()
{
    const auto model = trainingModel("conv");
    const auto dataset = std::make_shared<SquaresDataset>(50);
    const MaskSet masks = everySecondWeight(*model, {"0", "3", "8"});
    Model masked = model->clone();
    masked.applyMasks(masks);
    const Evaluation found = evaluated(*model, dataset, masks);
    QVERIFY(std::abs(found.loss - byHand(masked, *dataset, 0, 1).loss) < kLossTolerance);
    QVERIFY(sameTensors(*model, *trainingModel("conv")));
}

void EvaluatorTest::batchSizeDoesNotMatter()
{
    const auto model = trainingModel("conv");
    const auto dataset = std::make_shared<SquaresDataset>(37);
    EvaluationOptions options;
    const double loss = evaluated(*model, dataset).loss;
    for (std::size_t size : {1, 5, 36, 37}) {
        options.batchSize = size;
        const Evaluation found = evaluated(*model, dataset, {}, options);
        QCOMPARE(found.samples, std::size_t{37});
        QVERIFY(std::abs(found.loss - loss) < kLossTolerance);
    }
}

void EvaluatorTest::topFive()
{
    NullProgressSink silent;
    const Model lenet = Model::load(ESPALIER_TEST_DATA "/models/lenet_scripted.pt", silent);
    const auto inputs = lenet.proposedInputs();
    QVERIFY(inputs.has_value());
    const auto channels = static_cast<int>((*inputs)[0].shape[1]);
    for (int side : {28, 32}) {
        const auto dataset = std::make_shared<SquaresDataset>(200, 1, ImageSize{channels, side, side}, 10);
        Evaluation found;
        try {
            found = evaluated(lenet, dataset);
        } catch (const Error&) {
            continue;
        }
        QVERIFY(found.top5Accuracy > found.accuracy);
        QVERIFY(found.top5Accuracy < 1);
        return;
    }
    QFAIL("the network takes neither 28 nor 32 pixels");
}

void EvaluatorTest::greyImagesForColourNetworks()
{
    const auto model = trainingModel("rgb");
    const auto grey = std::make_shared<SquaresDataset>(20);
    const Evaluation found = evaluated(*model, grey);
    std::vector<float> image(64);
    double loss = 0;
    for (std::size_t i = 0; i < grey->size(); ++i) {
        grey->read(i, image);
        std::vector<float> three;
        for (int c = 0; c < 3; ++c)
            three.insert(three.end(), image.begin(), image.end());
        const auto scores = model->run({{{1, 3, 8, 8}, three}})[0].values;
        double sum = 0;
        for (float score : scores)
            sum += std::exp(static_cast<double>(score));
        loss += std::log(sum) - static_cast<double>(scores[static_cast<std::size_t>(grey->label(i))]);
    }
    QVERIFY(std::abs(found.loss - loss / 20) < kLossTolerance);
}

void EvaluatorTest::flatNetworks()
{
    const auto model = trainingModel("flat");
    const Evaluation found = evaluated(*model, std::make_shared<SquaresDataset>(20));
    QCOMPARE(found.samples, std::size_t{20});
    QVERIFY(std::isfinite(found.loss));
}

void EvaluatorTest::refusesWhatDoesNotFit_data()
{
    QTest::addColumn<QByteArray>("network");
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("side");
    QTest::addColumn<int>("classes");
    QTest::addColumn<QList<QByteArray>>("named");
    QTest::newRow("more classes") << QByteArray("conv") << 1 << 8 << 5 << QList<QByteArray>{"5 classes", "3 outputs"};
    QTest::newRow("wrong size") << QByteArray("conv") << 1 << 12 << 3 << QList<QByteArray>{"1x12x12", "8", "size="};
    QTest::newRow("colour for grey") << QByteArray("conv") << 3 << 8 << 3 << QList<QByteArray>{"3x8x8", "size="};
    QTest::newRow("flat") << QByteArray("flat") << 1 << 9 << 3 << QList<QByteArray>{"1x9x9", "size="};
    QTest::newRow("no class scores") << QByteArray("images_out") << 1 << 8 << 3
                                     << QList<QByteArray>{"2x3x8x8", "class scores"};
}

void EvaluatorTest::refusesWhatDoesNotFit()
{
    QFETCH(QByteArray, network);
    QFETCH(int, channels);
    QFETCH(int, side);
    QFETCH(int, classes);
    QFETCH(QList<QByteArray>, named);
    const auto model = trainingModel(network.toStdString());
    const auto dataset = std::make_shared<SquaresDataset>(9, 1, ImageSize{channels, side, side}, classes);
    const std::string message = errorOf([&] { evaluated(*model, dataset); });
    for (const QByteArray& part : named)
        QVERIFY2(message.find(part.toStdString()) != std::string::npos, message.c_str());
    const auto issues = checkModelAgainstData(*model, *dataset);
    QCOMPARE(issues.size(), std::size_t{1});
    QVERIFY(issues[0].severity == Severity::Error);
}

void EvaluatorTest::progressAndCancel()
{
    const auto model = trainingModel("conv");
    const auto dataset = std::make_shared<SquaresDataset>(40);
    EvaluationOptions options;
    options.batchSize = 10;
    RecordingSink sink;
    evaluate(*model, {}, dataset, options, sink);
    QVERIFY(sink.fractions == (std::vector<double>{0, 0.25, 0.5, 0.75, 1}));

    std::stop_source stopper;
    RecordingSink stopping;
    stopping.stopper = &stopper;
    QVERIFY_THROWS_EXCEPTION(CancelledError, evaluate(*model, {}, dataset, options, stopping, stopper.get_token()));
    QCOMPARE(stopping.fractions.size(), std::size_t{2});
    QVERIFY_THROWS_EXCEPTION(CancelledError, evaluate(*model, {}, dataset, options, sink, stopper.get_token()));
}

void EvaluatorTest::findingsAboutModelAndData()
{
    const SquaresDataset dataset(9);
    QVERIFY(checkModelAgainstData(*trainingModel("conv"), dataset).empty());
    QVERIFY(checkModelAgainstData(*trainingModel("log_softmax"), dataset).empty());
    const auto softmax = checkModelAgainstData(*trainingModel("softmax"), dataset);
    QCOMPARE(softmax.size(), std::size_t{1});
    QVERIFY(softmax[0].severity == Severity::Warning);
    QVERIFY(softmax[0].message.english().find("softmax") != std::string::npos);
    const auto repeated = checkModelAgainstData(*trainingModel("rgb"), dataset);
    QCOMPARE(repeated.size(), std::size_t{1});
    QVERIFY(repeated[0].severity == Severity::Info);
    QVERIFY(repeated[0].message.english().find("grey and the network takes 3 channels") != std::string::npos);
    const auto fewer = checkModelAgainstData(*trainingModel("four_outputs"), dataset);
    QCOMPARE(fewer.size(), std::size_t{1});
    QVERIFY(fewer[0].severity == Severity::Warning);
    QVERIFY(fewer[0].message.english().find("3 classes, fewer than the 4 outputs") != std::string::npos);
}

QTEST_GUILESS_MAIN(EvaluatorTest)
#include "tst_evaluator.moc"

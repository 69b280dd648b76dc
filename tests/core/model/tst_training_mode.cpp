// SPDX-License-Identifier: GPL-3.0-or-later
// One pass in training mode does to batch norms what it does in PyTorch, whether a network was scripted or traced.
#include <QTemporaryDir>
#include <QTest>

#include <ATen/core/Tensor.h>
#include <ATen/ops/from_blob.h>
#include <c10/core/GradMode.h>

#include "core/model/internal/model_tensors.h"
#include "test_models.h"

using namespace espalier;
using namespace espalier::test;

namespace {

std::vector<at::Tensor> tensorsOf(const std::vector<ModelOutput>& inputs)
{
    std::vector<at::Tensor> tensors;
    for (const ModelOutput& input : inputs)
        tensors.push_back(at::from_blob(const_cast<float*>(input.values.data()), input.shape, at::kFloat).clone());
    return tensors;
}

/// One forward pass in training mode, then back to evaluation.
void trainOnce(Model& model, const std::vector<ModelOutput>& inputs)
{
    const c10::AutoGradMode noGradients(false);
    internal::setTraining(model, true);
    internal::forward(model, tensorsOf(inputs));
    internal::setTraining(model, false);
}

} // namespace

class tst_TrainingMode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runningStatisticsAreThoseOfPyTorch_data();
    void runningStatisticsAreThoseOfPyTorch();
    void evaluationChangesNothing_data();
    void evaluationChangesNothing();
    void savedModelsStillTrain_data();
    void savedModelsStillTrain();
    void dropoutActsInTrainingOnly_data();
    void dropoutActsInTrainingOnly();
    void cloneHasAModeOfItsOwn();

private:
    static void normalized();
};

void tst_TrainingMode::normalized()
{
    QTest::addColumn<QString>("model");
    for (const char* name :
         {"resnet_scripted", "resnet_traced", "resnet_traced_training", "mobilenet_scripted", "mobilenet_traced"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void tst_TrainingMode::runningStatisticsAreThoseOfPyTorch_data()
{
    normalized();
}

void tst_TrainingMode::runningStatisticsAreThoseOfPyTorch()
{
    QFETCH(const QString, model);
    const auto expected = expectationOf(model.toStdString());
    Model network = openModel(model.toStdString());
    const Model before = network.clone();
    trainOnce(network, scriptInputs(expected));
    QVERIFY(expected["trained"].size() > 10);
    for (const auto& [name, values] : expected["trained"].items()) {
        const double difference = relativeDifference(values.get<std::vector<double>>(), network.parameter(name).values);
        QVERIFY2(difference < kPyTorchTolerance,
                 qPrintable(QStringLiteral("%1: %2").arg(QString::fromStdString(name), QString::number(difference))));
        QVERIFY2(!sameBits(network.parameter(name).values, before.parameter(name).values), name.c_str());
    }
}

void tst_TrainingMode::evaluationChangesNothing_data()
{
    normalized();
}

void tst_TrainingMode::evaluationChangesNothing()
{
    QFETCH(const QString, model);
    const auto inputs = scriptInputs(expectationOf(model.toStdString()));
    const Model network = openModel(model.toStdString());
    const Model before = network.clone();
    const auto first = network.run(inputs);
    QVERIFY(sameOutputs(network.run(inputs), first));
    QVERIFY(sameTensors(network, before));
}

void tst_TrainingMode::savedModelsStillTrain_data()
{
    normalized();
}

void tst_TrainingMode::savedModelsStillTrain()
{
    QFETCH(const QString, model);
    const auto expected = expectationOf(model.toStdString());
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath(QStringLiteral("saved.pt")).toStdString();
    openModel(model.toStdString()).saveTorchScript(file);
    NullProgressSink sink;
    Model saved = Model::load(file, sink);
    trainOnce(saved, scriptInputs(expected));
    for (const auto& [name, values] : expected["trained"].items())
        QVERIFY2(relativeDifference(values.get<std::vector<double>>(), saved.parameter(name).values)
                     < kPyTorchTolerance,
                 name.c_str());
}

void tst_TrainingMode::dropoutActsInTrainingOnly_data()
{
    QTest::addColumn<QString>("model");
    QTest::newRow("scripted") << QStringLiteral("mobilenet_scripted");
    QTest::newRow("traced") << QStringLiteral("mobilenet_traced");
}

void tst_TrainingMode::dropoutActsInTrainingOnly()
{
    QFETCH(const QString, model);
    const c10::AutoGradMode noGradients(false);
    const auto inputs = tensorsOf(scriptInputs(expectationOf(model.toStdString())));
    // Batches of one set of statistics give equal outputs unless units are dropped.
    int different = 0;
    Model network = openModel(model.toStdString());
    internal::setTraining(network, true);
    const at::Tensor first = internal::forward(network, inputs).front();
    for (int i = 0; i < 20; ++i)
        different += internal::forward(network, inputs).front().equal(first) ? 0 : 1;
    QVERIFY(different > 10);
    internal::setTraining(network, false);
    const at::Tensor still = internal::forward(network, inputs).front();
    QVERIFY(internal::forward(network, inputs).front().equal(still));
}

void tst_TrainingMode::cloneHasAModeOfItsOwn()
{
    const auto inputs = scriptInputs(expectationOf("resnet_scripted"));
    Model network = openModel("resnet_scripted");
    const Model copy = network.clone();
    const auto expected = copy.run(inputs);
    internal::setTraining(network, true);
    QVERIFY(sameOutputs(copy.run(inputs), expected));
    internal::setTraining(network, false);
    QVERIFY(sameOutputs(network.run(inputs), expected));
}

QTEST_GUILESS_MAIN(tst_TrainingMode)
#include "tst_training_mode.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <limits>

#include "core/base/error.h"
#include "core/training/training_options.h"

using namespace espalier;

using Change = void (*)(TrainingOptions&);
Q_DECLARE_METATYPE(Change)

class TrainingOptionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesRoundTrip();
    void unknownNamesListTheKnown();
    void defaultsAreValid();
    void rangesAreChecked_data();
    void rangesAreChecked();
};

void TrainingOptionsTest::namesRoundTrip()
{
    for (const char* name : {"sgd", "adam", "adamw"})
        QCOMPARE(QByteArray(optimizerName(optimizerFromName(name))), QByteArray(name));
    for (const char* name : {"constant", "step", "cosine", "one_cycle"})
        QCOMPARE(QByteArray(lrScheduleName(lrScheduleFromName(name))), QByteArray(name));
}

void TrainingOptionsTest::unknownNamesListTheKnown()
{
    try {
        optimizerFromName("SGD");
        QFAIL("accepted");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::InvalidConfig);
        QVERIFY(QByteArray(error.what()).contains("\"SGD\"") && QByteArray(error.what()).contains("adamw"));
    }
    try {
        lrScheduleFromName("linear");
        QFAIL("accepted");
    } catch (const Error& error) {
        QVERIFY(QByteArray(error.what()).contains("one_cycle"));
    }
}

void TrainingOptionsTest::defaultsAreValid()
{
    validateTrainingOptions({});
}

void TrainingOptionsTest::rangesAreChecked_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("named");
    const auto row = [](const char* name, Change change, const char* named) {
        QTest::newRow(name) << change << QByteArray(named);
    };
    row(
        "no epochs", [](TrainingOptions& o) { o.epochs = 0; }, "epochs is 0");
    row(
        "batch of nothing", [](TrainingOptions& o) { o.batchSize = 0; }, "batch size is 0");
    row(
        "rate 0", [](TrainingOptions& o) { o.learningRate = 0; }, "learning rate is 0");
    row(
        "negative rate", [](TrainingOptions& o) { o.learningRate = -0.5; }, "learning rate is -0.5");
    row(
        "infinite rate", [](TrainingOptions& o) { o.learningRate = 1.0 / 0.0; }, "learning rate is inf");
    row(
        "rate no number", [](TrainingOptions& o) { o.learningRate = std::numeric_limits<double>::quiet_NaN(); },
        "learning rate is nan");
    row(
        "momentum 1", [](TrainingOptions& o) { o.momentum = 1; }, "momentum is 1");
    row(
        "negative decay", [](TrainingOptions& o) { o.weightDecay = -1; }, "weight decay is -1");
    row(
        "nesterov without momentum",
        [](TrainingOptions& o) {
            o.nesterov = true;
            o.momentum = 0;
        },
        "Nesterov");
    row(
        "std 0",
        [](TrainingOptions& o) {
            o.std = {1, 0};
        },
        "std is 0");
    row(
        "mean no number", [](TrainingOptions& o) { o.mean = {std::numeric_limits<double>::quiet_NaN()}; },
        "mean is nan");
}

void TrainingOptionsTest::rangesAreChecked()
{
    QFETCH(Change, change);
    QFETCH(QByteArray, named);
    TrainingOptions options;
    change(options);
    try {
        validateTrainingOptions(options);
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::InvalidConfig);
        QVERIFY2(QByteArray(error.what()).contains(named), error.what());
        return;
    }
    QFAIL("accepted");
}

QTEST_GUILESS_MAIN(TrainingOptionsTest)
#include "tst_training_options.moc"

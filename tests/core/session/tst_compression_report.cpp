// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <limits>
#include <string>

#include <nlohmann/json.hpp>

#include "core/exporters/compression_report.h"

using namespace espalier;
using Json = nlohmann::ordered_json;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

CompressionReport smallReport()
{
    CompressionReport report;
    report.algorithm = "l1";
    report.mode = "dependency-aware";
    report.align = 8;
    report.profile = "default";
    report.seed = 11;
    ConfigEntry entry;
    entry.opTypes = {"Conv2d"};
    entry.sparsity = 0.5;
    report.configList = {entry};
    report.accuracyBefore = 0.875;
    report.parameters = 100;
    report.parametersRemoved = 50;
    report.layers = {{"conv1", "Conv2d", 0.5, 0.25, Message{"Only %1 channels.", {"4"}}},
                     {"conv2", "Conv2d", kNan, 0.5, {}}};
    report.issues = {Issue{Severity::Warning, Message{"Name %1.", {"x"}}, 2, "conv1"}};
    report.further = {{"extra", R"({"a": 1})"}};
    return report;
}

} // namespace

class CompressionReportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reportHasThePromisedKeys()
    {
        const Json json = Json::parse(writeReport(smallReport()));
        QCOMPARE(json["algorithm"].get<std::string>(), std::string("l1"));
        QCOMPARE(json["mode"].get<std::string>(), std::string("dependency-aware"));
        QCOMPARE(json["align"].get<int>(), 8);
        QCOMPARE(json["through_reductions"].get<bool>(), false);
        QCOMPARE(json["config_list"].size(), std::size_t(1));
        QCOMPARE(json["config_list"][0]["op_types"].dump(), std::string(R"(["Conv2d"])"));
        QCOMPARE(json["config_list"][0]["sparsity"].get<double>(), 0.5);
        QCOMPARE(json["accuracy_before"].get<double>(), 0.875);
        QVERIFY(json.contains("accuracy_after") && json["accuracy_after"].is_null());
        QCOMPARE(json["seed"].get<int>(), 11);
        QCOMPARE(json["parameters_removed"].get<int>(), 50);
        QCOMPARE(json["extra"]["a"].get<int>(), 1);
        const Json& layer = json["layers"][0];
        QCOMPARE(layer["name"].get<std::string>(), std::string("conv1"));
        QCOMPARE(layer["op_type"].get<std::string>(), std::string("Conv2d"));
        QCOMPARE(layer["sparsity_requested"].get<double>(), 0.5);
        QCOMPARE(layer["sparsity"].get<double>(), 0.25);
        QVERIFY(layer.contains("quant_bits") && layer["quant_bits"].is_null());
        QCOMPARE(layer["reason"].get<std::string>(), std::string("Only 4 channels."));
        QVERIFY(json["layers"][1]["sparsity_requested"].is_null());
        QCOMPARE(json["issues"][0].dump(),
                 std::string(R"({"severity":"warning","message":"Name x.","entry":2,"layer":"conv1"})"));
    }

    void withoutAlgorithmAndDataTheyAreNull()
    {
        const Json json = Json::parse(writeReport({}));
        for (const char* key : {"algorithm", "mode", "align", "through_reductions", "accuracy_before", "accuracy_after",
                                "data", "threads"})
            QVERIFY2(json.contains(key) && json[key].is_null(), key);
        for (const char* key : {"config_list", "layers", "issues", "history"})
            QVERIFY2(json.contains(key) && json[key].is_array() && json[key].empty(), key);
    }

    void namesThatAreNotUtf8DoNotFail()
    {
        CompressionReport report = smallReport();
        report.layers[0].name = "conv\xff";
        QVERIFY(Json::parse(writeReport(report))["layers"][0]["name"].get<std::string>().find("conv") == 0);
    }

    void historyHasOneLinePerEpoch()
    {
        EpochEvent epoch;
        epoch.epoch = 0;
        epoch.step = 2;
        epoch.trainLoss = 0.5;
        epoch.trainAccuracy = 0.75;
        epoch.test = {0.625, 1.0, kNan, 10};
        epoch.learningRate = 1e-05;
        epoch.sparsity = 0.25;
        epoch.seconds = 2;
        epoch.best = true;
        CompressionReport report;
        report.history = {epoch};
        QCOMPARE(writeHistoryCsv({epoch}),
                 std::string("epoch,train_loss,train_accuracy,test_loss,test_accuracy,test_top5_accuracy,"
                             "learning_rate,sparsity,seconds,best,step\n1,0.5,0.75,,0.625,1,1e-05,0.25,2,1,3\n"));
        QCOMPARE(Json::parse(writeReport(report))["history"][0]["epoch"].get<int>(), 1);
        QCOMPARE(Json::parse(writeReport(report))["history"][0]["step"].get<int>(), 3);
    }
};

QTEST_GUILESS_MAIN(CompressionReportTest)
#include "tst_compression_report.moc"

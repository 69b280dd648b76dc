// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions that make the network smaller.
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/session/session_runner.h"

using namespace espalier;
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

ConfigList halfOf(const std::string& type)
{
    ConfigEntry entry;
    entry.opTypes = {type};
    entry.sparsity = 0.5;
    return {entry};
}

SessionStep stepOf(SessionStep::Kind kind)
{
    SessionStep step;
    step.kind = kind;
    return step;
}

/// LeNet, half of its convolutions' filters.
Session lenet(std::vector<SessionStep> steps)
{
    Session session;
    session.modelPath = ESPALIER_TEST_DATA "/models/lenet_scripted.pt";
    session.inputs = parseInputSpecs("1,1,28,28");
    session.configList = halfOf("Conv2d");
    session.steps = std::move(steps);
    return session;
}

std::string errorOf(const Session& session, const fs::path& folder)
{
    try {
        NullProgressSink sink;
        runSession(session, folder, sink, nullptr);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

Json readJson(const fs::path& file)
{
    std::ifstream stream(file);
    return Json::parse(stream);
}

} // namespace

class SessionCutsTest : public QObject
{
    Q_OBJECT

private:
    fs::path folder(const char* name) const { return fs::path(m_directory.path().toStdString()) / name; }

    SessionResult run(const Session& session, const char* name) const
    {
        NullProgressSink sink;
        return runSession(session, folder(name), sink, nullptr);
    }

    QTemporaryDir m_directory;

private Q_SLOTS:
    void stepsAddUp()
    {
        // Filters first, then single weights of the linear layers: both stay removed, and both are listed.
        SessionStep second = stepOf(SessionStep::Kind::Prune);
        second.pruning = PruneSettings{halfOf("Linear"), "level", "normal", {}, 1, false};
        const SessionResult once = run(lenet({stepOf(SessionStep::Kind::Prune)}), "filters");
        const SessionResult both = run(lenet({stepOf(SessionStep::Kind::Prune), second}), "both");
        for (const auto& [layer, mask] : once.masks.items())
            QVERIFY(both.masks.find(layer) != nullptr && *both.masks.find(layer) == mask);
        QVERIFY(both.masks.items().size() > once.masks.items().size());
        QCOMPARE(both.layers.size(), both.masks.items().size());
        // The same layers again: what is gone goes on being so.
        SessionStep again = stepOf(SessionStep::Kind::Prune);
        again.pruning = PruneSettings{halfOf("Conv2d"), "l2", "normal", {}, 1, false};
        again.pruning->configList.front().sparsity = 0.25;
        const SessionResult less = run(lenet({stepOf(SessionStep::Kind::Prune), again}), "less");
        QVERIFY(less.masks == once.masks);
    }

    void theWrittenNetworkIsSmaller()
    {
        const SessionResult result =
            run(lenet({stepOf(SessionStep::Kind::Prune), stepOf(SessionStep::Kind::Speedup)}), "one");
        QVERIFY(result.shrunk);
        QVERIFY(result.masks.empty() && !result.shrunk->masks.empty());
        QVERIFY(result.shrunk->parametersAfter < result.shrunk->parametersBefore);
        QVERIFY(result.shrunk->macsAfter < result.shrunk->macsBefore);
        NullProgressSink sink;
        const Model written = Model::load(folder("one") / "model.pt", sink);
        QCOMPARE(written.parameterCount(), result.shrunk->parametersAfter);
        QVERIFY(fs::exists(folder("one") / "model.recipe.json") && fs::exists(folder("one") / "model.py"));
        QVERIFY(!fs::exists(folder("one") / "mask.pth")); // nothing is left to be masked
        const Json report = readJson(folder("one") / "report.json");
        QCOMPARE(report.at("simulated").get<bool>(), false);
        QCOMPARE(report.at("parameters").get<std::int64_t>(), result.shrunk->parametersAfter);
        QCOMPARE(report.at("steps")[1].at("result").at("parameters_before").get<std::int64_t>(),
                 result.shrunk->parametersBefore);
    }

    void aSecondRoundGoesOnFromTheSmallerNetwork()
    {
        SessionStep again = stepOf(SessionStep::Kind::Prune);
        again.pruning = PruneSettings{halfOf("Conv2d"), "l2", "normal", {}, 1};
        const SessionStep speedup = stepOf(SessionStep::Kind::Speedup);
        const SessionResult once = run(lenet({stepOf(SessionStep::Kind::Prune), speedup}), "once");
        const SessionResult twice = run(lenet({stepOf(SessionStep::Kind::Prune), speedup, again, speedup}), "twice");
        QCOMPARE(twice.shrunk->parametersBefore, once.shrunk->parametersBefore);
        QVERIFY(twice.shrunk->parametersAfter < once.shrunk->parametersAfter);
        // Each step's settings are in the report, its own or the session's.
        const Json steps = readJson(folder("twice") / "report.json").at("steps");
        QCOMPARE(steps[0].at("pruning").at("algorithm").get<std::string>(), std::string("l1"));
        QCOMPARE(steps[2].at("pruning").at("algorithm").get<std::string>(), std::string("l2"));
        for (const std::size_t step : {std::size_t(0), std::size_t(2)}) {
            const Json& pruning = steps[step].at("pruning");
            QCOMPARE(pruning.at("mode").get<std::string>(), std::string("normal"));
            QCOMPARE(pruning.at("align").get<int>(), 1);
            QCOMPARE(pruning.at("through_reductions").get<bool>(), false);
        }
        // Both cuts are in the recipe, in order.
        const Json tensors = readJson(folder("twice") / "model.recipe.json").at("tensors");
        std::vector<std::size_t> kept;
        for (const Json& item : tensors) {
            if (item.at("name") == "conv1.weight")
                kept.push_back(item.at("kept")[0].at("indices").size());
        }
        QCOMPARE(kept.size(), std::size_t(2));
        QVERIFY(kept[1] < kept[0]);
    }

    void masksAfterTheLastCutAreWritten()
    {
        SessionStep again = stepOf(SessionStep::Kind::Prune);
        again.pruning = PruneSettings{halfOf("Linear"), "level", "normal", {}, 1};
        const SessionResult result =
            run(lenet({stepOf(SessionStep::Kind::Prune), stepOf(SessionStep::Kind::Speedup), again}), "masked");
        QVERIFY(result.shrunk && !result.masks.empty());
        QVERIFY(fs::exists(folder("masked") / "mask.pth"));
        QCOMPARE(readJson(folder("masked") / "report.json").at("simulated").get<bool>(), true);
    }

    void singleWeightsAreRefusedBeforeAnythingRuns()
    {
        Session session = lenet({stepOf(SessionStep::Kind::Prune), stepOf(SessionStep::Kind::Speedup)});
        session.algorithm = "level";
        const std::string error = errorOf(session, folder("level"));
        QVERIFY2(error.find("level masks single weights") != std::string::npos, error.c_str());
        QVERIFY(!fs::exists(folder("level")));
        SessionStep channels = stepOf(SessionStep::Kind::Prune);
        channels.pruning = PruneSettings{halfOf("Conv2d"), "l1", "normal", {}, 1};
        // The cut has nothing to do with masks that come later.
        session.steps = {channels, stepOf(SessionStep::Kind::Speedup), stepOf(SessionStep::Kind::Prune)};
        QCOMPARE(errorOf(session, folder("level")), std::string());
    }

    void aMissingInputShapeIsSaidBeforeAnythingRuns()
    {
        Session session = lenet({stepOf(SessionStep::Kind::Prune), stepOf(SessionStep::Kind::Speedup)});
        session.inputs.clear();
        const std::string error = errorOf(session, folder("shapeless"));
        QVERIFY2(error.find("input_shape") != std::string::npos, error.c_str());
        QVERIFY(!fs::exists(folder("shapeless")));
    }

    void masksThatCutNothingAreRefused()
    {
        Session session;
        session.modelPath = ESPALIER_TEST_DATA "/models/resnet_scripted.pt";
        session.inputs = parseInputSpecs("1,3,16,16");
        ConfigEntry entry; // its channels are added to those of others, which stay
        entry.opNames = {"layer1.0.conv2"};
        entry.sparsity = 0.5;
        session.configList = {entry};
        session.steps = {stepOf(SessionStep::Kind::Prune), stepOf(SessionStep::Kind::Speedup)};
        const std::string error = errorOf(session, folder("bound"));
        QVERIFY2(error.find("no channel to cut out") != std::string::npos, error.c_str());
        QVERIFY(!fs::exists(folder("bound")));
    }

    void theReportNamesWhatPruned()
    {
        SessionStep prune = stepOf(SessionStep::Kind::Prune);
        prune.pruning = PruneSettings{halfOf("Conv2d"), "fpgm", "normal", {}, 1};
        run(lenet({prune}), "named");
        QCOMPARE(readJson(folder("named") / "report.json").at("algorithm").get<std::string>(), std::string("fpgm"));
    }

    void cutsWithoutMasksAreRefused()
    {
        const SessionStep speedup = stepOf(SessionStep::Kind::Speedup);
        for (const Session& session : {lenet({speedup}), lenet({stepOf(SessionStep::Kind::Prune), speedup, speedup})}) {
            const std::string error = errorOf(session, folder("empty"));
            QVERIFY2(error.find("put a prune step in front of it") != std::string::npos, error.c_str());
        }
        QVERIFY(!fs::exists(folder("empty")));
    }

    void exportsLeaveTheRunsOwnFilesAlone()
    {
        SessionStep exported = stepOf(SessionStep::Kind::Export);
        exported.format = "torchscript";
        exported.file = "report.json";
        const std::string error = errorOf(lenet({exported}), folder("own"));
        QVERIFY2(error.find("report.json") != std::string::npos, error.c_str());
    }

    void channelsGoThroughReductions()
    {
        Session session;
        session.modelPath = ESPALIER_TEST_DATA "/models/norms_scripted.pt";
        session.inputs = parseInputSpecs("1,1,8,8");
        session.configList = halfOf("Conv2d");
        session.mode = "dependency-aware";
        session.steps = {stepOf(SessionStep::Kind::Prune), stepOf(SessionStep::Kind::Speedup)};
        // Without it, the group norm keeps its channels and the layer norm goes on counting those that went.
        const SessionResult around = run(session, "around");
        session.throughReductions = true;
        const SessionResult through = run(session, "through");
        QVERIFY(through.shrunk->parametersAfter < around.shrunk->parametersAfter);
        QVERIFY(through.shrunk->maxRelDifference < 1e-4);
        const auto announced = [](const SessionResult& result) {
            return std::count_if(result.issues.begin(), result.issues.end(), [](const Issue& issue) {
                return issue.message.english().find("fine-tuning is expected") != std::string::npos;
            });
        };
        QCOMPARE(announced(around), 0);
        QCOMPARE(announced(through), 1);

        // A step's own switch, and a later round that does without it begins with the whole network again.
        session.throughReductions = false;
        session.steps[0].pruning = PruneSettings{halfOf("Conv2d"), "l1", "dependency-aware", {}, 1, true};
        const SessionResult own = run(session, "own");
        QCOMPARE(own.shrunk->parametersAfter, through.shrunk->parametersAfter);
        session.steps.insert(session.steps.begin() + 1, stepOf(SessionStep::Kind::Prune));
        const SessionResult last = run(session, "last");
        QCOMPARE(last.shrunk->parametersAfter, around.shrunk->parametersAfter);
    }

    void aScheduleDoesNotGoThroughReductions()
    {
        Session session = lenet({stepOf(SessionStep::Kind::Finetune)});
        session.steps[0].sparsitySchedule = "agp";
        session.data = "fashion-mnist";
        session.throughReductions = true;
        const std::string error = errorOf(session, folder("schedule"));
        QVERIFY2(error.find("agp cannot prune through reductions") != std::string::npos, error.c_str());
        QVERIFY(!fs::exists(folder("schedule")));
    }

    void aSessionWithoutStepsIsSaid()
    {
        const auto said = [&](const Session& session) {
            const std::vector<Issue> issues = run(session, "none").issues;
            return std::count_if(issues.begin(), issues.end(), [](const Issue& issue) {
                return issue.severity == Severity::Warning
                       && issue.message.english().starts_with("The session has no steps, so that nothing is done");
            });
        };
        QCOMPARE(said(lenet({})), 1);
        QCOMPARE(said(lenet({stepOf(SessionStep::Kind::Prune)})), 0);
    }

    void unknownKeysAreSaid()
    {
        Session session = lenet({stepOf(SessionStep::Kind::Prune)});
        session.unknownKeys = R"({"algoritm": "fpgm"})";
        session.steps[0].unknownKeys = R"({"pruning": {"bogus": 1}})";
        std::string all;
        for (const Issue& issue : run(session, "unknown").issues)
            all += issue.message.english() + "\n";
        QVERIFY2(all.find("The key algoritm of") != std::string::npos, all.c_str());
        QVERIFY2(all.find("The key steps[0].pruning.bogus of") != std::string::npos, all.c_str());
    }
};

QTEST_GUILESS_MAIN(SessionCutsTest)
#include "tst_session_cuts.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/session/internal/session_migration.h"
#include "core/session/session.h"

using namespace espalier;
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

void writeText(const fs::path& path, const std::string& text)
{
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

std::string readText(const fs::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

Session fullSession(const fs::path& folder)
{
    Session session;
    session.modelPath = folder / "models" / "net.pt";
    session.weightsPath = folder / "models" / "net.pth";
    session.inputs = {{{1, 3, 32, 32}, DType::Float32}, {{1, 16}, DType::Int64}};
    session.data = "fashion-mnist,limit=100";
    ConfigEntry entry;
    entry.opTypes = {"Conv2d"};
    entry.sparsity = 0.1;
    ConfigEntry excluded;
    excluded.opNames = {"conv1"};
    excluded.exclude = true;
    session.configList = {entry, excluded};
    session.algorithm = "fpgm";
    session.parameters = {{"batches", "3"}};
    session.profile = Profile::Nni23;
    session.seed = std::numeric_limits<std::uint64_t>::max();
    SessionStep finetune;
    finetune.kind = SessionStep::Kind::Finetune;
    finetune.sparsitySchedule = "agp";
    finetune.scheduleParameters = {{"iterations", "5"}, {"epochs_per_iteration", "2"}};
    finetune.training.epochs = 7;
    finetune.training.batchSize = 33;
    finetune.training.optimizer = OptimizerKind::AdamW;
    finetune.training.learningRate = 0.1;
    finetune.training.momentum = 0.25;
    finetune.training.nesterov = true;
    finetune.training.weightDecay = 1e-5;
    finetune.training.lrSchedule = LrScheduleKind::OneCycle;
    finetune.training.augmentation = {true, true};
    finetune.training.seed = 3;
    finetune.training.mean = {0.485, 0.456, 0.406};
    finetune.training.std = {0.229, 0.224, 0.225};
    SessionStep exported;
    exported.kind = SessionStep::Kind::Export;
    exported.format = "torchscript";
    exported.file = "small.pt";
    exported.result = R"({"bytes":12})";
    SessionStep second;
    second.pruning = PruneSettings{{entry}, "l2", "dependency-aware", {{"batches", "4"}}, 8, true};
    SessionStep speedup;
    speedup.kind = SessionStep::Kind::Speedup;
    session.steps = {SessionStep{}, finetune, speedup, second, exported};
    return session;
}

std::string errorOf(const fs::path& file, ErrorCode expected)
{
    try {
        readSession(file);
    } catch (const Error& error) {
        return error.code() == expected ? error.what() : "another code: " + std::string(error.what());
    }
    return "no error";
}

} // namespace

class SessionTest : public QObject
{
    Q_OBJECT

private:
    fs::path folder() const { return fs::canonical(m_directory.path().toStdString()); }

    QTemporaryDir m_directory;

private Q_SLOTS:
    void everythingSurvivesWritingAndReading()
    {
        const Session session = fullSession(folder());
        writeSession(folder() / "a" / "full.espalier", session);
        QVERIFY(readSession(folder() / "a" / "full.espalier") == session);
    }

    void aStepThatSwitchesOffWhatTheSessionHasKeepsThat()
    {
        Session session;
        session.modelPath = folder() / "net.pt";
        session.throughReductions = true;
        session.parameters = {{"batches", "3"}};
        SessionStep step;
        step.pruning = PruneSettings{};
        session.steps = {step};
        writeSession(folder() / "off.espalier", session);
        QVERIFY(readSession(folder() / "off.espalier") == session);
    }

    void listsOfNniV3AreTranslated()
    {
        const fs::path file = folder() / "v3.espalier";
        writeText(file, R"({"format_version": 1, "model": "net.pt",
            "config_list": [{"op_names_re": ["conv1"], "exclude_op_names": ["conv1.0"], "sparse_ratio": 0.25,
                             "target_names": ["weight", "bias"]},
                            {"op_types": ["Conv2d"], "sparse_ratio": 0.5, "sparse_threshold": 0.1}],
            "steps": [{"step": "prune", "pruning": {"config_list": [{"op_types": ["Linear"], "sparse_ratio": 0.75}]}},
                      {"step": "prune"}]})");
        std::vector<Issue> issues;
        const Session session = readSession(file, issues);
        QCOMPARE(session.configList.size(), std::size_t(2));
        QCOMPARE(session.configList[0].sparsity.value_or(-1), 0.5); // later wins here
        QCOMPARE(session.configList[1].sparsity.value_or(-1), 0.25);
        QCOMPARE(session.configList[1].excludeOpNames, std::vector<std::string>{"conv1.0"});
        QVERIFY(session.configList[1].otherKeys.empty());
        QCOMPARE(session.steps[0].pruning->configList.front().sparsity.value_or(-1), 0.75);
        QStringList told;
        for (const Issue& issue : issues)
            told.append((issue.entry ? QString::number(*issue.entry) : QStringLiteral("-")) + QLatin1Char(' ')
                        + QString::fromStdString(issue.message.english()));
        for (const char* line :
             {"- The config list is one of NNI v3 and was translated.", "1 sparse_ratio of entry 2 became sparsity.",
              "- The config list of steps[0].pruning is one of NNI v3 and was translated."})
            QCOMPARE(told.count(QLatin1String(line)), 1);
        QVERIFY(told.contains(QStringLiteral("- sparse_ratio of entry 1 became sparsity."))); // of the step's list
        // What is written is translated, and nothing is translated twice.
        writeSession(file, session);
        issues.clear();
        QVERIFY(readSession(file, issues) == session);
        QVERIFY(issues.empty());
    }

    void writingTwiceGivesTheSameBytes()
    {
        const fs::path first = folder() / "bytes1.espalier";
        const fs::path second = folder() / "bytes2.espalier";
        writeSession(first, fullSession(folder()));
        writeSession(second, readSession(first));
        QCOMPARE(readText(second), readText(first));
        QVERIFY(!readText(first).empty());
    }

    void pathsAreRelativeToTheFile()
    {
        const fs::path file = folder() / "moved" / "work" / "s.espalier";
        Session session = fullSession(folder() / "moved");
        session.data = "mnist:" + (folder() / "moved" / "digits").string() + ",limit=5";
        writeSession(file, session);
        const Json json = Json::parse(readText(file));
        QCOMPARE(json["model"].get<std::string>(), std::string("../models/net.pt"));
        QCOMPARE(json["weights"].get<std::string>(), std::string("../models/net.pth"));
        QVERIFY(json["data"].get<std::string>().find("mnist:../digits") == 0);
        QCOMPARE(json["format_version"].get<int>(), 1);

        fs::rename(folder() / "moved", folder() / "elsewhere");
        const Session read = readSession(folder() / "elsewhere" / "work" / "s.espalier");
        QCOMPARE(read.modelPath, folder() / "elsewhere" / "models" / "net.pt");
        QVERIFY(read.data.find((folder() / "elsewhere" / "digits").string()) != std::string::npos);
    }

    void relativePathsDoNotDependOnTheCurrentFolder()
    {
        writeText(folder() / "cwd" / "s.espalier", R"({"format_version": 1, "model": "net.pt"})");
        const fs::path before = fs::current_path();
        fs::current_path(folder() / "cwd");
        const Session session = readSession("s.espalier");
        fs::current_path(before);
        QCOMPARE(session.modelPath, folder() / "cwd" / "net.pt");
    }

    void dataThatCannotBeUnderstoodIsKept()
    {
        Session session = fullSession(folder());
        session.data = "no such data set";
        writeSession(folder() / "data.espalier", session);
        QCOMPARE(readSession(folder() / "data.espalier").data, session.data);
    }

    void unknownKeysAreKept()
    {
        const fs::path file = folder() / "unknown.espalier";
        writeText(file, R"({"format_version": 1, "model": "net.pt", "colour": {"b": [1, null], "a": 2.5},
                           "steps": [{"step": "prune", "pruning": {"config_list": [], "why": "first"}},
                                     {"step": "finetune", "note": "mine", "training": {"epochs": 2, "ema": 0.9}}]})");
        Session session = readSession(file);
        QCOMPARE(session.steps.at(1).training.epochs, 2);
        session.steps[1].training.epochs = 3;
        writeSession(file, session);
        const Json json = Json::parse(readText(file));
        QCOMPARE(json["colour"].dump(), std::string(R"({"b":[1,null],"a":2.5})"));
        QCOMPARE(json["steps"][0]["pruning"]["why"].get<std::string>(), std::string("first"));
        QCOMPARE(json["steps"][1]["note"].get<std::string>(), std::string("mine"));
        QCOMPARE(json["steps"][1]["training"]["ema"].get<double>(), 0.9);
        QCOMPARE(json["steps"][1]["training"]["epochs"].get<int>(), 3);
    }

    void unknownKeysOfConfigEntriesAreKept()
    {
        const fs::path file = folder() / "entry.espalier";
        writeText(file, R"({"format_version": 1, "model": "net.pt",
                           "config_list": [{"op_types": ["Conv2d"], "sparsity": 0.5, "target": {"x": 1}}]})");
        writeSession(file, readSession(file));
        QCOMPARE(Json::parse(readText(file))["config_list"][0]["target"]["x"].get<int>(), 1);
    }

    void whatIsMissingHasDefaults()
    {
        writeText(folder() / "small.espalier", R"({"format_version": 1, "model": "net.pt", "seed": 9,
                                                  "steps": [{"step": "prune"}, {"step": "finetune"}]})");
        const Session session = readSession(folder() / "small.espalier");
        Session expected;
        expected.modelPath = folder() / "net.pt";
        expected.seed = 9;
        expected.steps.resize(2);
        expected.steps[1].kind = SessionStep::Kind::Finetune;
        expected.steps[1].training.seed = 9;
        QVERIFY(session == expected);
    }

    void whatAPruningStepDoesNotSayIsTheSessions()
    {
        writeText(folder() / "inherits.espalier",
                  R"({"format_version": 1, "model": "net.pt", "algorithm": "l2", "mode": "dependency-aware", "align": 8,
                      "through_reductions": true,
                      "config_list": [{"op_types": ["Conv2d"], "sparsity": 0.5}],
                      "steps": [{"step": "prune", "pruning": {"algorithm": "fpgm"}}]})");
        const Session session = readSession(folder() / "inherits.espalier");
        const PruneSettings settings = pruneSettings(session, session.steps.at(0));
        QCOMPARE(settings.algorithm, std::string("fpgm"));
        QCOMPARE(settings.mode, std::string("dependency-aware"));
        QCOMPARE(settings.align, 8);
        QVERIFY(settings.throughReductions);
        QVERIFY(settings.configList == session.configList);
    }

    void aNewerVersionIsRefused()
    {
        writeText(folder() / "newer.espalier", R"({"format_version": 2, "model": "net.pt", "new": 1})");
        const std::string error = errorOf(folder() / "newer.espalier", ErrorCode::Unsupported);
        QVERIFY2(error.find("newer.espalier") != std::string::npos && error.find("newer Espalier") != std::string::npos,
                 error.c_str());
    }

    void olderVersionsMigrateStepByStep()
    {
        const internal::SessionMigration migrations[] = {
            [](Json& session) {
                session["model"] = session["network"];
                session.erase("network");
            },
            [](Json& session) { session["model"] = session["model"].get<std::string>() + ".pt"; }};
        Json oldest{{"format_version", 1}, {"network", "net"}};
        internal::migrateSession(oldest, "s.espalier", migrations);
        QCOMPARE(oldest.dump(), std::string(R"({"format_version":3,"model":"net.pt"})"));
        Json newer{{"format_version", 2}, {"model", "net"}};
        internal::migrateSession(newer, "s.espalier", migrations);
        QCOMPARE(newer["model"].get<std::string>(), std::string("net.pt"));
    }

    void wrongFilesAreOneSentence_data()
    {
        QTest::addColumn<QString>("content");
        QTest::addColumn<QString>("named");
        const auto row = [](const char* name, const char* content, const char* named) {
            QTest::newRow(name) << QString::fromUtf8(content) << QString::fromUtf8(named);
        };
        row("empty", "", "is empty");
        row("no JSON", "{\"format_version\": 1,\n \"model\": }", "line 2");
        row("a list", "[1]", "holds no JSON object");
        row("no version", R"({"model": "a"})", "format_version is missing");
        row("version is text", R"({"format_version": "1", "model": "a"})", "format_version must be");
        row("version 0", R"({"format_version": 0, "model": "a"})", "format_version must be");
        row("no model", R"({"format_version": 1})", "model is missing");
        row("empty model", R"({"format_version": 1, "model": ""})", "model is empty");
        row("model is a number", R"({"format_version": 1, "model": 3})", "model must be a text");
        row("shape", R"({"format_version": 1, "model": "a", "input_shape": "1,x"})", "input_shape has a wrong value");
        row("config", R"({"format_version": 1, "model": "a", "config_list": [{"sparsity": "much"}]})", "config_list");
        row("profile", R"({"format_version": 1, "model": "a", "profile": "nni"})", "nni-2.5");
        row("align", R"({"format_version": 1, "model": "a", "align": 0})", "align must be");
        row("through reductions", R"({"format_version": 1, "model": "a", "through_reductions": 1})",
            "through_reductions must be");
        row("parameters", R"({"format_version": 1, "model": "a", "parameters": {"batches": 3}})",
            "parameters must be an object of texts");
        row("parameter list", R"({"format_version": 1, "model": "a", "parameters": ["batches"]})",
            "parameters must be an object of texts");
        row("schedule parameters",
            R"({"format_version": 1, "model": "a", "steps": [{"step": "finetune", "schedule_parameters": 2}]})",
            "steps[0].schedule_parameters must be an object of texts");
        row("seed", R"({"format_version": 1, "model": "a", "seed": -1})", "seed must be");
        row("steps", R"({"format_version": 1, "model": "a", "steps": {}})", "steps must be a list");
        row("step", R"({"format_version": 1, "model": "a", "steps": [{"step": "bake"}]})", "steps[0].step is \"bake\"");
        row("step kind missing", R"({"format_version": 1, "model": "a", "steps": [{}]})", "steps[0].step is missing");
        row("step is no object", R"({"format_version": 1, "model": "a", "steps": [3]})",
            "steps[0] must be a JSON object");
        row("export without file",
            R"({"format_version": 1, "model": "a", "steps": [{"step": "export", "format": "x"}]})",
            "steps[0].file is missing");
        row("training", R"({"format_version": 1, "model": "a", "steps": [{"step": "finetune", "training": 1}]})",
            "steps[0].training must be a JSON object");
        row("epochs",
            R"({"format_version": 1, "model": "a", "steps": [{"step": "finetune", "training": {"epochs": 0}}]})",
            "steps[0].training.epochs");
        row("huge epochs",
            R"({"format_version": 1, "model": "a", "steps": [{"step": "finetune", "training": {"epochs": 3000000000}}]})",
            "epochs is too large");
        row("optimizer",
            R"({"format_version": 1, "model": "a", "steps": [{"step": "finetune", "training": {"optimizer": "lion"}}]})",
            "training.optimizer");
        row("rate",
            R"({"format_version": 1, "model": "a", "steps": [{"step": "finetune", "training": {"learning_rate": -1}}]})",
            "steps[0].training");
        row("augment",
            R"({"format_version": 1, "model": "a", "steps": [{"step": "finetune", "training": {"augment": ["blur"]}}]})",
            "blur");
        row("mean", R"({"format_version": 1, "model": "a", "steps": [{"step": "finetune", "training": {"mean": 1}}]})",
            "mean must be a list of numbers");
    }

    void wrongFilesAreOneSentence()
    {
        QFETCH(QString, content);
        QFETCH(QString, named);
        const fs::path file = folder() / "wrong.espalier";
        writeText(file, content.toStdString());
        try {
            readSession(file);
            QFAIL("no error");
        } catch (const Error& error) {
            const QString sentence = QString::fromUtf8(error.what());
            QVERIFY2(sentence.contains(QStringLiteral("wrong.espalier")), error.what());
            QVERIFY2(sentence.contains(named), error.what());
            QVERIFY2(!sentence.contains(QStringLiteral("%")) && !sentence.contains(QLatin1Char('\n')), error.what());
        }
    }

    void missingFilesAndFoldersAreErrors()
    {
        QVERIFY(errorOf(folder() / "none.espalier", ErrorCode::NotFound).find("none.espalier") != std::string::npos);
        QVERIFY(errorOf(folder(), ErrorCode::Io).find("is a folder") != std::string::npos);
    }

    void aMissingModelIsNoErrorOfReading()
    {
        writeText(folder() / "model.espalier", R"({"format_version": 1, "model": "not/there.pt"})");
        QCOMPARE(readSession(folder() / "model.espalier").modelPath, folder() / "not" / "there.pt");
    }

    void failedWritingLeavesTheOldFile()
    {
        const fs::path file = folder() / "kept" / "s.espalier";
        writeSession(file, fullSession(folder()));
        const std::string before = readText(file);
        try {
            writeSession(file / "below", fullSession(folder()));
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::Io);
        }
        QCOMPARE(readText(file), before);
        QCOMPARE(std::distance(fs::directory_iterator(file.parent_path()), fs::directory_iterator()), 1);
    }
};

QTEST_GUILESS_MAIN(SessionTest)
#include "tst_session.moc"

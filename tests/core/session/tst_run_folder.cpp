// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "core/base/error.h"
#include "core/session/run_folder.h"

using namespace espalier;
namespace fs = std::filesystem;

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

std::set<std::string> namesIn(const fs::path& folder)
{
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        names.insert(entry.path().filename().string());
    return names;
}

} // namespace

class RunFolderTest : public QObject
{
    Q_OBJECT

private:
    fs::path folder() const { return fs::canonical(m_directory.path().toStdString()); }

    RunFile runFile() const
    {
        RunFile run;
        run.session.modelPath = folder() / "net.pt";
        run.session.seed = 5;
        run.session.data = "fashion-mnist";
        SessionStep step;
        step.kind = SessionStep::Kind::Finetune;
        step.training.epochs = 4;
        step.training.seed = 5;
        run.session.steps = {step};
        run.masksFile = folder() / "mask.pth";
        run.configSource = "c.json";
        run.threads = 2;
        return run;
    }

    QTemporaryDir m_directory;

private Q_SLOTS:
    void init()
    {
        writeText(folder() / "net.pt", "model");
        writeText(folder() / "mask.pth", "masks");
    }

    void aRunSurvivesWritingAndReading()
    {
        const fs::path out = folder() / "round" / "trip";
        RunFile run = runFile();
        run.inputFingerprint = fingerprintInputs(run);
        {
            RunFolder runFolder(out);
            runFolder.start(run);
            runFolder.finish();
        }
        const RunFile read = readRunFile(out);
        QVERIFY(read.session == run.session);
        QCOMPARE(read.masksFile, run.masksFile);
        QCOMPARE(read.configSource, run.configSource);
        QCOMPARE(read.threads, 2);
        QVERIFY(!read.finished);
        QVERIFY(read.inputFingerprint == run.inputFingerprint);
    }

    void aFailedRunLeavesNothing()
    {
        {
            RunFolder runFolder(folder() / "new" / "nested");
            runFolder.start(runFile());
            writeText(runFolder.checkpointFile(), "state");
            QVERIFY(runFolder.hasCheckpoint());
        }
        QVERIFY(!fs::exists(folder() / "new"));
    }

    void aFailedRunRestoresWhatAnEarlierOneLeft()
    {
        const fs::path out = folder() / "again";
        writeText(out / "run.json", "old run");
        writeText(out / "checkpoint.pth", "old state");
        {
            RunFolder runFolder(out);
            runFolder.start(runFile());
            QVERIFY(!runFolder.hasCheckpoint());
            writeText(runFolder.checkpointFile(), "new state");
        }
        QCOMPARE(readText(out / "run.json"), std::string("old run"));
        QCOMPARE(readText(out / "checkpoint.pth"), std::string("old state"));
        QCOMPARE(namesIn(out).size(), std::size_t(2));
    }

    void aFinishedRunKeepsOnlyRunJson()
    {
        const fs::path out = folder() / "finished";
        writeText(out / "checkpoint.pth", "old state");
        RunFolder runFolder(out);
        runFolder.start(runFile());
        writeText(runFolder.checkpointFile(), "new state");
        runFolder.finish();
        QCOMPARE(namesIn(out), std::set<std::string>{"run.json"});
    }

    void aResumedRunThatFailsCanBeResumedAgain()
    {
        const fs::path out = folder() / "resumed";
        writeText(out / "run.json", "run");
        writeText(out / "checkpoint.pth", "state");
        // No process has this number: it is beyond the largest that Linux gives out.
        writeText(out / ".model.pth.99999999-0.part", "half");
        {
            RunFolder runFolder(out);
            runFolder.resume();
            runFolder.start(runFile());
        }
        QCOMPARE(namesIn(out), (std::set<std::string>{"run.json", "checkpoint.pth"}));
        QCOMPARE(readText(out / "run.json"), std::string("run"));
    }

    void changedInputsAreNoticed()
    {
        RunFile run = runFile();
        run.inputFingerprint = fingerprintInputs(run);
        const RunFolder runFolder(folder());
        runFolder.requireResumable(run);
        writeText(folder() / "mask.pth", "other");
        try {
            runFolder.requireResumable(run);
            QFAIL("no error");
        } catch (const Error& error) {
            QVERIFY2(std::string(error.what()).find("have changed") != std::string::npos, error.what());
        }
    }

    void aFinishedRunIsNotResumed()
    {
        RunFile run = runFile();
        run.finished = true;
        try {
            RunFolder(folder()).requireResumable(run);
            QFAIL("no error");
        } catch (const Error& error) {
            QVERIFY2(std::string(error.what()).find("is finished") != std::string::npos, error.what());
        }
    }
};

QTEST_GUILESS_MAIN(RunFolderTest)
#include "tst_run_folder.moc"

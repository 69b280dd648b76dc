// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cstdint>
#include <initializer_list>
#include <string>

#include "ui/document/session_steps.h"

using namespace espalier;
using namespace espalier::ui;

namespace {

using Kind = SessionStep::Kind;

ConfigList halfOf(const std::string& type)
{
    ConfigEntry entry;
    entry.opTypes = {type};
    entry.sparsity = 0.5;
    return {entry};
}

PruneSettings halfOfConvolutions()
{
    return {halfOf("Conv2d"), "l2", "dependency-aware", {}, 8};
}

SessionStep stepOf(Kind kind)
{
    SessionStep step;
    step.kind = kind;
    return step;
}

TrainingOptions epochs(int count)
{
    TrainingOptions options;
    options.epochs = count;
    return options;
}

SessionStep run(int epochCount)
{
    SessionStep step = stepOf(Kind::Finetune);
    step.training.epochs = epochCount;
    return step;
}

StageRuns prunedRuns(std::initializer_list<int> epochCounts)
{
    StageRuns runs;
    for (const int count : epochCounts)
        runs.pruned.push_back(run(count));
    return runs;
}

StageRuns denseRuns(std::initializer_list<int> epochCounts)
{
    return {prunedRuns(epochCounts).pruned, {}};
}

/// "2 prune 3": the epochs of each training step.
QString timeline(const Session& session)
{
    QStringList names;
    for (const SessionStep& step : session.steps)
        names.append(step.kind == Kind::Finetune  ? QString::number(step.training.epochs)
                     : step.kind == Kind::Prune   ? QStringLiteral("prune")
                     : step.kind == Kind::Speedup ? QStringLiteral("speedup")
                                                  : QStringLiteral("export"));
    return names.join(QLatin1Char(' '));
}

/// "prune finetune speedup".
QString words(const Session& session)
{
    QStringList names;
    for (const SessionStep& step : session.steps)
        names.append(QStringList{QStringLiteral("prune"), QStringLiteral("finetune"), QStringLiteral("speedup"),
                                 QStringLiteral("export")}
                         .at(static_cast<int>(step.kind)));
    return names.join(QLatin1Char(' '));
}

} // namespace

class SessionStepsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void trainingBelongsToItsStage()
    {
        Session session;
        QVERIFY(trainingStep(session, 0) == nullptr);
        session.steps = {stepOf(Kind::Prune), stepOf(Kind::Export)};
        setTraining(session, 0, epochs(2));
        QCOMPARE(words(session), QStringLiteral("prune finetune export"));
        setTraining(session, 0, epochs(3));
        QCOMPARE(words(session), QStringLiteral("prune finetune export"));
        QCOMPARE(trainingStep(session, 0)->training.epochs, 3);
    }

    void trainingBehindACutIsKnownBeforeIt()
    {
        Session session;
        session.steps = {stepOf(Kind::Prune), stepOf(Kind::Speedup), run(6), stepOf(Kind::Speedup), run(7)};
        QVERIFY(stageTraining(session, 0) == nullptr);
        QCOMPARE(trainingStep(session, 0)->training.epochs, 6);
        // Work in the present stage gets a step there, which begins with what is shown; the later one stays as it is.
        const TrainingOptions shown = trainingStep(session, 0)->training;
        QVERIFY(requireTraining(session, 0).training == shown);
        setTraining(session, 0, epochs(4));
        QCOMPARE(timeline(session), QStringLiteral("prune 4 speedup 6 speedup 7"));
        QCOMPARE(trainingStep(session, 1)->training.epochs, 6);
        // What was done before a cut comes before what is still to come.
        session.steps = {run(2), stepOf(Kind::Speedup), stepOf(Kind::Speedup), run(7)};
        QCOMPARE(trainingStep(session, 1)->training.epochs, 2);
    }

    void afterACutTrainingIsANewStep()
    {
        Session session;
        setTraining(session, 0, epochs(2));
        recordCut(session, 0, halfOfConvolutions(), prunedRuns({2}));
        QCOMPARE(words(session), QStringLiteral("prune finetune speedup"));
        QCOMPARE(trainingStep(session, 1)->training.epochs, 2); // what one goes on with
        setTraining(session, 1, epochs(5));
        QCOMPARE(words(session), QStringLiteral("prune finetune speedup finetune"));
        QCOMPARE(session.steps[1].training.epochs, 2); // what was done stays as it was
        QCOMPARE(trainingStep(session, 1)->training.epochs, 5);
    }

    void aCutWithoutTrainingComesBeforeIt()
    {
        Session session;
        session.steps = {stepOf(Kind::Prune), stepOf(Kind::Finetune), stepOf(Kind::Speedup), stepOf(Kind::Export)};
        session.steps[2].unknownKeys = R"({"note":"kept"})";
        recordCut(session, 0, halfOfConvolutions(), {});
        QCOMPARE(words(session), QStringLiteral("prune speedup finetune export"));
        QCOMPARE(session.steps[1].unknownKeys, std::string(R"({"note":"kept"})"));
        QVERIFY(session.steps[0].pruning == halfOfConvolutions());
    }

    void aNewStageTrainsLikeTheOneBefore()
    {
        Session session;
        session.seed = 7;
        QCOMPARE(requireTraining(session, 0).training.seed, std::uint64_t(7));
        requireTraining(session, 0).training.epochs = 4;
        requireTraining(session, 0).sparsitySchedule = "agp";
        recordCut(session, 0, halfOfConvolutions(), prunedRuns({2}));
        QVERIFY(stageTraining(session, 1) == nullptr);
        const SessionStep& next = requireTraining(session, 1);
        QCOMPARE(next.training.epochs, 4);
        QVERIFY(next.sparsitySchedule.empty()); // what has been pruned is not pruned again
        QCOMPARE(words(session), QStringLiteral("finetune speedup finetune"));
    }

    void theListStaysWithItsCutWhereALaterStepWouldTakeIt()
    {
        Session session;
        recordCut(session, 0, halfOfConvolutions(), {});
        SessionStep gradual = stepOf(Kind::Finetune);
        gradual.sparsitySchedule = "agp";
        session.steps.push_back(gradual);
        const Session saved = sessionForFile(session, 1, {});
        QVERIFY(saved.configList.empty() && saved.steps[0].pruning);
    }

    void stagesPruneByThemselves()
    {
        Session session;
        recordCut(session, 0, halfOfConvolutions(), {});
        QVERIFY(stagePrunes(session, 0) && !stagePrunes(session, 1));
    }

    void onlyTheStagesOwnPruningIsDropped()
    {
        Session session;
        recordCut(session, 0, halfOfConvolutions(), {});
        session.steps.push_back(stepOf(Kind::Prune));
        session.steps.push_back(stepOf(Kind::Finetune));
        dropPruning(session, 1);
        QCOMPARE(words(session), QStringLiteral("prune speedup finetune"));
    }

    void trainingThatPrunesNeedsNoStepBefore()
    {
        Session session;
        session.configList = halfOf("Linear");
        SessionStep gradual = stepOf(Kind::Finetune);
        gradual.sparsitySchedule = "agp";
        session.steps = {gradual};
        QCOMPARE(words(sessionForFile(session, 0, {})), QStringLiteral("finetune"));
        recordCut(session, 0, halfOfConvolutions(), prunedRuns({2}));
        QCOMPARE(words(session), QStringLiteral("finetune speedup"));
        QVERIFY(session.steps[0].pruning == halfOfConvolutions());
    }

    void trainingStaysOnItsSideOfThePruning_data()
    {
        QTest::addColumn<QString>("planned");
        QTest::addColumn<QList<int>>("dense");
        QTest::addColumn<QList<int>>("pruned");
        QTest::addColumn<QString>("saved");
        using Epochs = QList<int>;
        // 9 is what the form shows: the options of the next run.
        QTest::newRow("nothing done, nothing planned") << "" << Epochs{} << Epochs{} << "prune";
        QTest::newRow("nothing done") << "9" << Epochs{} << Epochs{} << "prune 9";
        QTest::newRow("trained, then pruned") << "9" << Epochs{9} << Epochs{} << "9 prune";
        QTest::newRow("trained twice, then pruned") << "9" << Epochs{1, 9} << Epochs{} << "1 9 prune";
        QTest::newRow("pruned, then trained") << "9" << Epochs{} << Epochs{9} << "prune 9";
        QTest::newRow("pruned, then trained twice") << "9" << Epochs{} << Epochs{1, 9} << "prune 1 9";
        QTest::newRow("trained on both sides") << "9" << Epochs{1, 2} << Epochs{3, 9} << "1 2 prune 3 9";
        QTest::newRow("edited since") << "9" << Epochs{1} << Epochs{2} << "1 prune 9";
        QTest::newRow("a plan that prunes first") << "prune 9 export" << Epochs{1} << Epochs{} << "1 prune 9 export";
        QTest::newRow("a plan, followed") << "9 prune 8" << Epochs{9} << Epochs{8} << "9 prune 8";
        QTest::newRow("a plan, followed twice") << "9 prune 8" << Epochs{1, 9} << Epochs{2, 8} << "1 9 prune 2 8";
    }

    void trainingStaysOnItsSideOfThePruning()
    {
        QFETCH(QString, planned);
        QFETCH(QList<int>, dense);
        QFETCH(QList<int>, pruned);
        QFETCH(QString, saved);
        Session session;
        for (const QString& word : planned.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
            const int epochCount = word.toInt();
            session.steps.push_back(epochCount > 0                   ? run(epochCount)
                                    : word == QLatin1String("prune") ? stepOf(Kind::Prune)
                                                                     : stepOf(Kind::Export));
        }
        session.configList = halfOf("Conv2d");
        StageRuns runs;
        for (const int epochCount : dense)
            runs.dense.push_back(run(epochCount));
        for (const int epochCount : pruned)
            runs.pruned.push_back(run(epochCount));
        QCOMPARE(timeline(sessionForFile(session, 0, runs)), saved);
    }

    void runsWithoutPruningFollowEachOther()
    {
        Session session;
        session.steps = {run(9), stepOf(Kind::Export)};
        QCOMPARE(timeline(sessionForFile(session, 0, denseRuns({1, 9}))), QStringLiteral("1 9 export"));
        // Masks of a file have no step that makes them.
        QCOMPARE(timeline(sessionForFile(session, 0, prunedRuns({1, 9}))), QStringLiteral("1 9 export"));
    }

    void aScheduleIsThePruning()
    {
        Session session;
        session.configList = halfOf("Conv2d");
        SessionStep gradual = run(9);
        gradual.sparsitySchedule = "agp";
        session.steps = {gradual};
        QCOMPARE(timeline(sessionForFile(session, 0, {{run(1)}, {gradual}})), QStringLiteral("1 9"));
    }

    void aCutEndsWhatWasTrainedInItsOrder()
    {
        Session session;
        session.steps = {run(9)};
        recordCut(session, 0, halfOfConvolutions(), {{run(1), run(9)}, {}});
        QCOMPARE(timeline(session), QStringLiteral("1 9 prune speedup"));

        session.steps = {run(9)};
        recordCut(session, 0, halfOfConvolutions(), {{run(1)}, {run(2), run(9)}});
        QCOMPARE(timeline(session), QStringLiteral("1 prune 2 9 speedup"));

        session.steps = {stepOf(Kind::Prune), run(9), stepOf(Kind::Export)};
        recordCut(session, 0, halfOfConvolutions(), {{run(1)}, {}});
        QCOMPARE(timeline(session), QStringLiteral("1 prune speedup 9 export"));
    }

    void masksOfAFileLeaveNoStep()
    {
        Session session;
        recordCut(session, 0, {}, {});
        QVERIFY(session.steps.empty());
    }

    void theListOfACutReturnsToTheSession()
    {
        Session session;
        recordCut(session, 0, halfOfConvolutions(), {});
        const Session saved = sessionForFile(session, 1, {});
        QCOMPARE(words(saved), QStringLiteral("prune speedup"));
        QVERIFY(!saved.steps[0].pruning);
        QVERIFY(issuesOfRounds(saved).empty());
        QVERIFY(pruneSettings(saved, saved.steps[0]) == halfOfConvolutions());
    }

    void theListAfterACutGetsItsOwnStep()
    {
        Session session;
        recordCut(session, 0, halfOfConvolutions(), {});
        session.configList = halfOf("Linear");
        session.algorithm = "l1";
        const Session saved = sessionForFile(session, 1, {});
        QCOMPARE(words(saved), QStringLiteral("prune speedup prune"));
        QVERIFY(pruneSettings(saved, saved.steps[0]) == halfOfConvolutions());
        QVERIFY(pruneSettings(saved, saved.steps[2]).configList == halfOf("Linear"));
        QCOMPARE(issuesOfRounds(saved).size(), std::size_t(1));
        recordCut(session, 1, {halfOf("Linear"), "l1", "normal", {}, 1}, {});
        QCOMPARE(words(session), QStringLiteral("prune speedup prune speedup"));
        session.configList.clear();
        QVERIFY(sessionForFile(session, 2, {}).configList == halfOf("Conv2d")); // the first one
    }
};

QTEST_GUILESS_MAIN(SessionStepsTest)
#include "tst_session_steps.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cstdint>
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

    void afterACutTrainingIsANewStep()
    {
        Session session;
        setTraining(session, 0, epochs(2));
        recordCut(session, 0, halfOfConvolutions(), true);
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
        recordCut(session, 0, halfOfConvolutions(), false);
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
        recordCut(session, 0, halfOfConvolutions(), true);
        QVERIFY(stageTraining(session, 1) == nullptr);
        const SessionStep& next = requireTraining(session, 1);
        QCOMPARE(next.training.epochs, 4);
        QVERIFY(next.sparsitySchedule.empty()); // what has been pruned is not pruned again
        QCOMPARE(words(session), QStringLiteral("finetune speedup finetune"));
    }

    void theListStaysWithItsCutWhereALaterStepWouldTakeIt()
    {
        Session session;
        recordCut(session, 0, halfOfConvolutions(), false);
        SessionStep gradual = stepOf(Kind::Finetune);
        gradual.sparsitySchedule = "agp";
        session.steps.push_back(gradual);
        const Session saved = sessionForFile(session, 1);
        QVERIFY(saved.configList.empty() && saved.steps[0].pruning);
    }

    void stagesPruneByThemselves()
    {
        Session session;
        recordCut(session, 0, halfOfConvolutions(), false);
        QVERIFY(stagePrunes(session, 0) && !stagePrunes(session, 1));
    }

    void onlyTheStagesOwnPruningIsDropped()
    {
        Session session;
        recordCut(session, 0, halfOfConvolutions(), false);
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
        QCOMPARE(words(sessionForFile(session, 0)), QStringLiteral("finetune"));
        recordCut(session, 0, halfOfConvolutions(), true);
        QCOMPARE(words(session), QStringLiteral("finetune speedup"));
        QVERIFY(session.steps[0].pruning == halfOfConvolutions());
    }

    void masksOfAFileLeaveNoStep()
    {
        Session session;
        recordCut(session, 0, {}, false);
        QVERIFY(session.steps.empty());
    }

    void theListOfACutReturnsToTheSession()
    {
        Session session;
        recordCut(session, 0, halfOfConvolutions(), false);
        const Session saved = sessionForFile(session, 1);
        QCOMPARE(words(saved), QStringLiteral("prune speedup"));
        QVERIFY(!saved.steps[0].pruning);
        QVERIFY(issuesOfRounds(saved).empty());
        QVERIFY(pruneSettings(saved, saved.steps[0]) == halfOfConvolutions());
    }

    void theListAfterACutGetsItsOwnStep()
    {
        Session session;
        recordCut(session, 0, halfOfConvolutions(), false);
        session.configList = halfOf("Linear");
        session.algorithm = "l1";
        const Session saved = sessionForFile(session, 1);
        QCOMPARE(words(saved), QStringLiteral("prune speedup prune"));
        QVERIFY(pruneSettings(saved, saved.steps[0]) == halfOfConvolutions());
        QVERIFY(pruneSettings(saved, saved.steps[2]).configList == halfOf("Linear"));
        QCOMPARE(issuesOfRounds(saved).size(), std::size_t(1));
        recordCut(session, 1, {halfOf("Linear"), "l1", "normal", {}, 1}, false);
        QCOMPARE(words(session), QStringLiteral("prune speedup prune speedup"));
        session.configList.clear();
        QVERIFY(sessionForFile(session, 2).configList == halfOf("Conv2d")); // the first one
    }
};

QTEST_GUILESS_MAIN(SessionStepsTest)
#include "tst_session_steps.moc"

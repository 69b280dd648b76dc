// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

#include <algorithm>
#include <functional>

#include "core/base/error.h"
#include "tests/support/gui_test.h"
#include "ui/document/session_document.h"

using namespace espalier;
using namespace espalier::ui;
using espalier::test::configList;
using espalier::test::openInDocument;

namespace {

using Edit = std::function<void(SessionDocument&)>;

constexpr auto kHalf = R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])";
constexpr auto kMost = R"([{"op_types": ["Conv2d"], "sparsity": 0.8}])";

/// Masks of conv1 of the LeNet: the first @p removed of 6 filters.
PruneResult masksOfConv1(std::size_t removed)
{
    Mask weight = Mask::ones({6, 1, 5, 5});
    std::fill_n(weight.keep.begin(), removed * 25, std::uint8_t{0});
    PruneResult result;
    result.masks.set("conv1", {std::move(weight), std::nullopt});
    result.layers.push_back({"conv1", "Conv2d", 0.5, static_cast<double>(removed) / 6, {}});
    result.issues.push_back({Severity::Info, {"Pruned %1.", {"conv1"}}, std::nullopt, "conv1"});
    return result;
}

MeasuredAccuracy accuracy(double value)
{
    return {{value, 1, 0.1, 100}, QStringLiteral("fashion-mnist")};
}

RunRecord runOf(const SessionDocument& document)
{
    RunRecord record;
    record.name = QStringLiteral("Run 1");
    record.result.model = std::make_shared<Model>(document.model()->clone());
    record.result.masks = masksOfConv1(3).masks;
    record.result.after.accuracy = 0.9;
    return record;
}

double accuracyOf(const std::optional<MeasuredAccuracy>& measured)
{
    return measured ? measured->evaluation.accuracy : -1;
}

/// Everything that undo promises to restore, compared part by part.
void compareStates(const DocumentState& actual, const DocumentState& expected)
{
    QCOMPARE(actual.model, expected.model);
    QVERIFY(actual.session == expected.session);
    QVERIFY(*actual.masks == *expected.masks);
    QVERIFY(actual.masksBasis == expected.masksBasis);
    QCOMPARE(actual.maskedLayers.size(), expected.maskedLayers.size());
    QVERIFY(actual.pruneIssues == expected.pruneIssues);
    QCOMPARE(accuracyOf(actual.baseline), accuracyOf(expected.baseline));
    QCOMPARE(accuracyOf(actual.currentAccuracy), accuracyOf(expected.currentAccuracy));
    QCOMPARE(actual.accuracyFromRun, expected.accuracyFromRun);
    QCOMPARE(actual.runs.size(), expected.runs.size());
}

} // namespace

class SessionDocumentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_document = std::make_unique<SessionDocument>();
        openInDocument(*m_document, QStringLiteral("lenet_scripted"), QStringLiteral("1,1,28,28"));
    }

    void everyEditIsOneStepThatUndoTakesBack_data();
    void everyEditIsOneStepThatUndoTakesBack();
    void parametersBelongToTheAlgorithm();
    void aParameterThatIsRefusedIsNoEdit();
    void dataOutdatesMasksThatWereScoredOnIt();
    void aScheduleIsPartOfTheFinetuneStep();
    void aSchedulePrunesInsteadOfAStep();
    void aScheduledRunBringsItsLayers();
    void measurementsReturnWithTheirState();
    void oneDragIsOneStep();
    void exportsBecomeStepsOfTheSavedSession();
    void aShrunkNetworksListIsSaved();
    void aRunFromBeforeACutBringsItsNetworkBack();
    void runsOutliveUndoAndCanBeUsedAgain();
    void aRunThatIsNotTakenOverIsKept();
    void aRunLeavesTheOptionsOfTheNextOne();
    void aDragBackToItsStartLeavesNothing();
    void editsThatChangeNothingLeaveNoStep();
    void withoutAModelThereIsNothingToEdit();
    void masksKnowWhenTheyAreOutOfDate_data();
    void masksKnowWhenTheyAreOutOfDate();
    void masksOfAnEarlierListAreOutOfDateAtOnce();
    void issuesFollowTheState();
    void theResolutionFollowsTheConfigList();
    void modifiedMeansNotSaved();
    void aRecoveredSessionIsNotSaved();
    void aSavedSessionOpensEqual();
    void savingWhereOneCannotWriteThrows();
    void openingAndClosingForgetTheOldDocument();

private:
    SessionDocument& document() { return *m_document; }
    QUndoStack& stack() { return *m_document->undoStack(); }

    std::unique_ptr<SessionDocument> m_document;
};

void SessionDocumentTest::everyEditIsOneStepThatUndoTakesBack_data()
{
    QTest::addColumn<Edit>("edit");
    const auto row = [](const char* name, Edit edit) { QTest::newRow(name) << std::move(edit); };
    row("config list", [](auto& d) { d.setConfigList(configList(kHalf), QStringLiteral("Set sparsity")); });
    row("algorithm", [](auto& d) { d.setAlgorithm(QStringLiteral("fpgm")); });
    row("profile", [](auto& d) { d.setProfile(Profile::Nni23); });
    row("seed", [](auto& d) { d.setSeed(7); });
    row("through reductions", [](auto& d) { d.setThroughReductions(true); });
    row("data", [](auto& d) { d.setData(QStringLiteral("fashion-mnist,limit=10")); });
    row("training options", [](auto& d) {
        TrainingOptions options;
        options.epochs = 9;
        d.setTrainingOptions(options);
    });
    row("sparsity schedule", [](auto& d) { d.setSparsitySchedule(QStringLiteral("agp")); });
    row("input shape", [](auto& d) {
        auto model = std::make_shared<Model>(d.model()->clone());
        model->setInputs(parseInputSpecs("4,1,28,28"));
        d.adoptInputs(std::move(model));
    });
    row("weights", [](auto& d) {
        d.adoptWeights(std::make_shared<Model>(d.model()->clone()), QStringLiteral("/tmp/weights.pth"));
    });
    row("masks", [](auto& d) { d.adoptMasks(masksOfConv1(4)); });
    row("run", [](auto& d) { d.adoptRun(runOf(d)); });
}

void SessionDocumentTest::everyEditIsOneStepThatUndoTakesBack()
{
    QFETCH(Edit, edit);
    document().setConfigList(configList(kMost), QStringLiteral("Set sparsity"));
    document().adoptMasks(masksOfConv1(3));
    document().setBaseline(accuracy(0.91));
    document().setCurrentAccuracy(accuracy(0.8));
    const int steps = stack().count();
    const DocumentState before = document().state();

    edit(document());
    QCOMPARE(stack().count(), steps + 1);
    QVERIFY(!stack().undoText().isEmpty());
    QVERIFY(!document().state().sameWork(before));
    const DocumentState after = document().state();

    stack().undo();
    compareStates(document().state(), before);
    stack().redo();
    compareStates(document().state(), after);
    stack().undo();
    compareStates(document().state(), before);
}

void SessionDocumentTest::parametersBelongToTheAlgorithm()
{
    document().setAlgorithm(QStringLiteral("apoz"));
    const int before = stack().count();
    document().setParameter(QStringLiteral("batches"), QStringLiteral("20"), 5);
    document().setParameter(QStringLiteral("batches"), QStringLiteral("200"), 5);
    document().setParameter(QStringLiteral("activation"), QStringLiteral("relu6"));
    QCOMPARE(stack().count(), before + 2);
    QVERIFY((document().session().parameters == ParameterValues{{"activation", "relu6"}, {"batches", "200"}}));
    QVERIFY(document().pruneOptions().parameters == document().session().parameters);
    // Taylor looks at batches, too, and knows no activation.
    document().setAlgorithm(QStringLiteral("taylor"));
    QVERIFY((document().session().parameters == ParameterValues{{"batches", "200"}}));
    document().setAlgorithm(QStringLiteral("l1"));
    QVERIFY(document().session().parameters.empty());
    stack().undo();
    stack().undo();
    QVERIFY((document().session().parameters == ParameterValues{{"activation", "relu6"}, {"batches", "200"}}));
    // What is usual need not be said.
    document().setParameter(QStringLiteral("batches"), QStringLiteral("10"));
    QVERIFY((document().session().parameters == ParameterValues{{"activation", "relu6"}}));

    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.espalier"));
    document().saveSession(file);
    QVERIFY(readSession(file.toStdString()).parameters == document().session().parameters);
}

void SessionDocumentTest::aParameterThatIsRefusedIsNoEdit()
{
    document().setAlgorithm(QStringLiteral("apoz"));
    const int before = stack().count();
    document().setParameter(QStringLiteral("batches"), QStringLiteral("0"));
    document().setParameter(QStringLiteral("colour"), QStringLiteral("red"));
    QCOMPARE(stack().count(), before);
    QVERIFY(document().session().parameters.empty());
}

void SessionDocumentTest::dataOutdatesMasksThatWereScoredOnIt()
{
    document().setAlgorithm(QStringLiteral("apoz"));
    document().setData(QStringLiteral("fashion-mnist"));
    document().adoptMasks(masksOfConv1(3));
    QVERIFY(!document().masksOutdated());
    document().setParameter(QStringLiteral("batches"), QStringLiteral("20"));
    QVERIFY(document().masksOutdated());
    stack().undo();
    QVERIFY(!document().masksOutdated());
    document().setData(QStringLiteral("fashion-mnist,limit=10"));
    QVERIFY(document().masksOutdated());
}

void SessionDocumentTest::aScheduleIsPartOfTheFinetuneStep()
{
    document().setSeed(7);
    const int before = stack().count();
    document().setSparsitySchedule(QStringLiteral("agp"));
    document().setScheduleParameter(QStringLiteral("iterations"), QStringLiteral("4"), 3);
    document().setScheduleParameter(QStringLiteral("iterations"), QStringLiteral("40"), 3);
    document().setScheduleParameter(QStringLiteral("epochs_per_iteration"), QStringLiteral("0")); // out of range
    QCOMPARE(stack().count(), before + 2);
    SessionStep step = document().finetuneStep();
    QCOMPARE(step.sparsitySchedule, std::string("agp"));
    QVERIFY((step.scheduleParameters == ParameterValues{{"iterations", "40"}}));
    QCOMPARE(step.training.seed, std::uint64_t(7)); // as the run without a step has it
    document().setSparsitySchedule(QStringLiteral("one_shot"));
    QVERIFY(document().finetuneStep().scheduleParameters.empty());
    document().setSparsitySchedule({});
    QVERIFY(document().finetuneStep().sparsitySchedule.empty());
    QCOMPARE(stack().count(), before + 4);
    document().setScheduleParameter(QStringLiteral("iterations"), QStringLiteral("4")); // of what?
    QCOMPARE(stack().count(), before + 4);
    stack().setIndex(before);
    QVERIFY(document().session().steps.empty());
}

void SessionDocumentTest::aSchedulePrunesInsteadOfAStep()
{
    document().setConfigList(configList(kHalf), QStringLiteral("Set sparsity"));
    const auto kinds = [this] {
        std::vector<SessionStep::Kind> found;
        for (const SessionStep& step : document().sessionToSave().steps)
            found.push_back(step.kind);
        return found;
    };
    using Kind = SessionStep::Kind;
    QVERIFY((kinds() == std::vector{Kind::Prune}));
    SessionDocument other;
    other.openSession(document().model(), document().sessionToSave(), {});
    for (SessionDocument* scheduled : {m_document.get(), &other}) { // no steps yet, and one from a file
        scheduled->setSparsitySchedule(QStringLiteral("linear"));
        QCOMPARE(scheduled->sessionToSave().steps.size(), std::size_t(1));
        QCOMPARE(scheduled->sessionToSave().steps.front().kind, Kind::Finetune);
    }
    document().setSparsitySchedule({});
    QVERIFY((kinds() == std::vector{Kind::Prune, Kind::Finetune}));
    other.undoStack()->undo();
    QCOMPARE(other.session().steps.front().kind, Kind::Prune);
}

void SessionDocumentTest::aScheduledRunBringsItsLayers()
{
    document().adoptMasks(masksOfConv1(2));
    RunRecord record = runOf(document());
    record.schedule = "agp";
    record.maskedLayers = masksOfConv1(3).layers;
    record.masksBasis = MaskBasis::of(document().session());
    document().adoptRun(record);
    QCOMPARE(document().maskedLayers().front().achieved, 0.5);
    QVERIFY(document().state().pruneIssues.empty());
    QVERIFY(!document().masksOutdated());
    stack().undo();
    QVERIFY(document().maskedLayers().front().achieved < 0.4);
    QCOMPARE(document().state().pruneIssues.size(), std::size_t(1));
}

void SessionDocumentTest::measurementsReturnWithTheirState()
{
    document().setData(QStringLiteral("fashion-mnist"));
    document().setBaseline(accuracy(0.91));
    stack().undo();
    QVERIFY(!document().baseline());
    QSignalSpy changed(&document(), &SessionDocument::accuracyChanged);
    stack().redo();
    QCOMPARE(accuracyOf(document().baseline()), 0.91);
    QCOMPARE(changed.count(), 1);

    document().adoptMasks(masksOfConv1(3));
    document().setCurrentAccuracy(accuracy(0.8));
    document().adoptMasks(masksOfConv1(4));
    QVERIFY(!document().currentAccuracy()); // it belongs to the masks before
    stack().undo();
    QCOMPARE(accuracyOf(document().currentAccuracy()), 0.8);
}

void SessionDocumentTest::exportsBecomeStepsOfTheSavedSession()
{
    document().recordExport("/somewhere/small.pt", "torchscript");
    document().recordExport("/elsewhere/small.pt", "torchscript"); // the same within an output folder
    document().recordExport("/elsewhere/small.pth", "state_dict");
    QCOMPARE(document().exportFolder(), QStringLiteral("/elsewhere"));
    const Session saved = document().sessionToSave();
    QCOMPARE(saved.steps.size(), std::size_t(2));
    QVERIFY(saved.steps[0].kind == SessionStep::Kind::Export && saved.steps[1].kind == SessionStep::Kind::Export);
    QCOMPARE(saved.steps[0].file, std::string("small.pt"));
    QCOMPARE(saved.steps[1].format, std::string("state_dict"));
    QVERIFY(document().session().steps.empty()); // exporting is no edit
    openInDocument(document(), QStringLiteral("lenet_scripted"), QStringLiteral("1,1,28,28"));
    QVERIFY(document().sessionToSave().steps.empty());
    QVERIFY(document().exportFolder().isEmpty());
}

void SessionDocumentTest::aShrunkNetworksListIsSaved()
{
    const ConfigList list = configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])");
    document().setConfigList(list, QStringLiteral("edit"));
    SpeedupResult small;
    small.model = std::make_shared<const Model>(document().model()->clone());
    document().adoptSpeedup(small, std::nullopt);
    QVERIFY(document().session().configList.empty());
    QVERIFY(document().state().cutIsLatest());
    QVERIFY(document().sessionToSave().configList == list);
    QCOMPARE(document().sessionToSave().steps.size(), std::size_t(2));
    QVERIFY(document().sessionToSave().steps[1].kind == SessionStep::Kind::Speedup);
    const ConfigList next = configList(R"([{"op_names": ["fc1"], "sparsity": 0.2}])");
    document().setConfigList(next, QStringLiteral("edit"));
    QVERIFY(!document().state().cutIsLatest()); // another round has begun
    const Session saved = document().sessionToSave();
    QVERIFY(saved.configList == next);
    QCOMPARE(saved.steps.size(), std::size_t(3));
    QVERIFY(pruneSettings(saved, saved.steps[0]).configList == list);
    stack().undo();
    stack().undo();
    QVERIFY(document().session().configList == list); // and nothing is left of the cut
    QCOMPARE(document().sessionToSave().steps.size(), std::size_t(1));
}

void SessionDocumentTest::aRunFromBeforeACutBringsItsNetworkBack()
{
    document().setConfigList(configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])"), QStringLiteral("edit"));
    RunRecord run;
    run.name = QStringLiteral("1");
    run.masksBasis = MaskBasis::of(document().session());
    run.steps = document().session().steps;
    run.result.model = std::make_shared<const Model>(document().model()->clone());
    SpeedupResult small;
    small.model = std::make_shared<const Model>(document().model()->clone());
    document().adoptSpeedup(small, std::nullopt);
    QVERIFY(document().shrunkFrom());
    QCOMPARE(document().state().runsSinceCut(), std::size_t(0));
    document().adoptRun(run);
    QVERIFY(!document().shrunkFrom());
    QCOMPARE(document().state().runsSinceCut(), std::size_t(1));
    QCOMPARE(document().session().configList.size(), std::size_t(1));
    for (const SessionStep& step : document().sessionToSave().steps)
        QVERIFY(step.kind != SessionStep::Kind::Speedup);
}

void SessionDocumentTest::runsOutliveUndoAndCanBeUsedAgain()
{
    const auto trainWith = [this](const char* list, std::size_t removed, int epochs) {
        document().setConfigList(configList(list), QStringLiteral("Set sparsity"));
        document().adoptMasks(masksOfConv1(removed));
        RunRecord record = runOf(document());
        record.name = document().nextRunName();
        record.options.epochs = epochs;
        record.result.masks = document().masks();
        document().adoptRun(record);
    };
    trainWith(kHalf, 3, 1);
    const DocumentState first = document().state();
    const Session firstSession = document().sessionToSave();
    stack().setIndex(0);
    trainWith(kMost, 4, 2); // what could be redone is gone
    const DocumentState second = document().state();
    QVERIFY(!stack().canRedo());
    QCOMPARE(document().runs().size(), std::size_t(1));
    QCOMPARE(document().allRuns().size(), std::size_t(2));
    QCOMPARE(document().allRuns()[1].name, QStringLiteral("2"));

    const int steps = stack().count();
    document().useRun(0);
    QCOMPARE(stack().count(), steps + 1);
    compareStates(document().state(), first);
    QVERIFY(!document().masksOutdated());
    QVERIFY(document().sessionToSave() == firstSession); // not the training of both
    document().useRun(0);                                // nothing to do
    QCOMPARE(stack().count(), steps + 1);
    stack().undo();
    compareStates(document().state(), second);
    stack().redo();
    compareStates(document().state(), first);
    stack().setIndex(0);
    QCOMPARE(document().allRuns().size(), std::size_t(2));
    openInDocument(document(), QStringLiteral("lenet_scripted"), QStringLiteral("1,1,28,28"));
    QVERIFY(document().allRuns().empty());
}

void SessionDocumentTest::aRunThatIsNotTakenOverIsKept()
{
    RunRecord record = runOf(document());
    const auto before = document().model();
    QSignalSpy changed(&document(), &SessionDocument::runsChanged);
    document().keepRun(record);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(stack().count(), 0);
    QVERIFY(document().model() == before && document().runs().empty());
    document().adoptRun(record); // afterwards, after all
    QCOMPARE(document().allRuns().size(), std::size_t(1));
    QVERIFY(document().model() == record.result.model);
}

void SessionDocumentTest::aRunLeavesTheOptionsOfTheNextOne()
{
    TrainingOptions options;
    options.epochs = 5;
    document().setTrainingOptions(options);
    RunRecord run;
    run.options = options;
    run.result.model = std::make_shared<const Model>(document().model()->clone());
    options.epochs = 20; // while it runs
    document().setTrainingOptions(options);
    document().adoptRun(run);
    QCOMPARE(document().trainingOptions().epochs, 20);
}

void SessionDocumentTest::oneDragIsOneStep()
{
    const DocumentState before = document().state();
    const QString text = QStringLiteral("Set sparsity");
    for (const char* list : {R"([{"op_types": ["Conv2d"], "sparsity": 0.1}])", kHalf, kMost})
        document().setConfigList(configList(list), text, 7);
    QCOMPARE(stack().count(), 1);
    QVERIFY(document().session().configList == configList(kMost));
    document().setConfigList(configList(kHalf), text, 8); // the next drag
    QCOMPARE(stack().count(), 2);
    document().setConfigList(configList(kMost), text); // no drag at all
    QCOMPARE(stack().count(), 3);
    stack().undo();
    stack().undo();
    QVERIFY(document().session().configList == configList(kMost));
    stack().undo();
    compareStates(document().state(), before);
}

void SessionDocumentTest::aDragBackToItsStartLeavesNothing()
{
    const QString text = QStringLiteral("Set sparsity");
    document().setConfigList(configList(kHalf), text);
    document().setConfigList(configList(kMost), text, 7);
    document().setConfigList(configList(kHalf), text, 7);
    QCOMPARE(stack().count(), 1);
    stack().undo();
    QVERIFY(document().session().configList.empty());
}

void SessionDocumentTest::editsThatChangeNothingLeaveNoStep()
{
    document().setAlgorithm(QString::fromStdString(document().session().algorithm));
    document().setProfile(document().session().profile);
    document().setSeed(document().session().seed);
    document().setData({});
    document().setConfigList({}, QStringLiteral("Clear"));
    document().setTrainingOptions({});
    QCOMPARE(stack().count(), 0);
    QVERIFY(!document().isModified());
}

void SessionDocumentTest::withoutAModelThereIsNothingToEdit()
{
    document().close();
    document().setAlgorithm(QStringLiteral("fpgm"));
    document().setConfigList(configList(kHalf), QStringLiteral("Set sparsity"));
    QCOMPARE(stack().count(), 0);
    QVERIFY(document().session().configList.empty());
}

void SessionDocumentTest::masksKnowWhenTheyAreOutOfDate_data()
{
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<bool>("outdates");
    const auto row = [](const char* name, Edit edit, bool outdates) {
        QTest::newRow(name) << std::move(edit) << outdates;
    };
    row(
        "config list", [](auto& d) { d.setConfigList(configList(kMost), QStringLiteral("Set sparsity")); }, true);
    row(
        "algorithm", [](auto& d) { d.setAlgorithm(QStringLiteral("fpgm")); }, true);
    row(
        "profile", [](auto& d) { d.setProfile(Profile::Nni23); }, true);
    row(
        "seed", [](auto& d) { d.setSeed(7); }, true);
    row(
        "data", [](auto& d) { d.setData(QStringLiteral("fashion-mnist")); }, false);
    row(
        "run", [](auto& d) { d.adoptRun(runOf(d)); }, false);
}

void SessionDocumentTest::masksKnowWhenTheyAreOutOfDate()
{
    QFETCH(Edit, edit);
    QFETCH(bool, outdates);
    document().setConfigList(configList(kHalf), QStringLiteral("Set sparsity"));
    QVERIFY(!document().masksOutdated()); // there are none
    document().adoptMasks(masksOfConv1(3));
    QVERIFY(!document().masksOutdated());
    QSignalSpy changed(&document(), &SessionDocument::masksChanged);
    edit(document());
    QCOMPARE(document().masksOutdated(), outdates);
    QVERIFY(!outdates || changed.count() == 1);
    stack().undo();
    QVERIFY(!document().masksOutdated());
}

void SessionDocumentTest::masksOfAnEarlierListAreOutOfDateAtOnce()
{
    document().setConfigList(configList(kHalf), QStringLiteral("Set sparsity"));
    const MaskBasis basis = MaskBasis::of(document().session());
    document().setConfigList({}, QStringLiteral("Clear")); // while the masks are being made
    document().adoptMasks(masksOfConv1(3), basis);
    QVERIFY(document().masksOutdated());
}

void SessionDocumentTest::issuesFollowTheState()
{
    const auto has = [this](const char* text) {
        const auto& issues = document().issues();
        return std::any_of(issues.begin(), issues.end(), [&](const Issue& i) { return i.message.english() == text; });
    };
    document().setConfigList(configList(kHalf), QStringLiteral("Set sparsity"));
    QSignalSpy changed(&document(), &SessionDocument::issuesChanged);
    document().adoptMasks(masksOfConv1(3));
    QVERIFY(has("Pruned conv1."));
    QCOMPARE(changed.count(), 1);
    document().setPreviewMasks(masksOfConv1(3)); // the same finding once more
    QCOMPARE(changed.count(), 1);
    PruneResult preview;
    preview.issues.push_back({Severity::Warning, {"Look here.", {}}, std::nullopt, {}});
    document().setPreviewMasks(preview);
    QVERIFY(has("Look here.") && has("Pruned conv1."));
    document().setConfigList(configList(kMost), QStringLiteral("Set sparsity"));
    QVERIFY(!has("Pruned conv1.")); // it speaks of masks that are out of date
    document().setDataIssues({{Severity::Error, {"There is no data.", {}}, std::nullopt, {}}});
    QVERIFY(has("There is no data."));
    document().close();
    QVERIFY(document().issues().empty());
}

void SessionDocumentTest::theResolutionFollowsTheConfigList()
{
    QSignalSpy changed(&document(), &SessionDocument::configListChanged);
    document().setConfigList(configList(R"([{"op_names": ["conv2"], "op_types": ["Conv2d"], "sparsity": 0.25}])"),
                             QStringLiteral("Add entry"));
    QCOMPARE(changed.count(), 1);
    QVERIFY(document().resolution().find("conv2")->sparsity == 0.25);
    QVERIFY(!document().resolution().find("conv1")->sparsity);
    stack().undo();
    QCOMPARE(changed.count(), 2);
    QVERIFY(!document().resolution().find("conv2")->sparsity);
}

void SessionDocumentTest::modifiedMeansNotSaved()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.espalier"));
    QSignalSpy modified(&document(), &SessionDocument::modifiedChanged);
    QVERIFY(!document().isModified());
    document().setSeed(1);
    QVERIFY(document().isModified());
    QCOMPARE(modified.last().first().toBool(), true);
    document().saveSession(file);
    QVERIFY(!document().isModified());
    QCOMPARE(document().sessionFile(), file);
    stack().undo();
    QVERIFY(document().isModified()); // the file holds the later state
    stack().redo();
    QVERIFY(!document().isModified());
    QCOMPARE(modified.count(), 4);
    document().setBaseline(accuracy(0.9)); // a measurement is no edit
    QVERIFY(!document().isModified());
}

void SessionDocumentTest::aRecoveredSessionIsNotSaved()
{
    const QTemporaryDir folder;
    Session session = document().session();
    session.seed = 3;
    document().openSession(document().model(), session, {}, true);
    QVERIFY(document().isModified());
    QCOMPARE(stack().count(), 0);
    document().saveSession(folder.filePath(QStringLiteral("a.espalier")));
    QVERIFY(!document().isModified());
}

void SessionDocumentTest::aSavedSessionOpensEqual()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.espalier"));
    document().setConfigList(configList(kHalf), QStringLiteral("Set sparsity"));
    document().setAlgorithm(QStringLiteral("l2"));
    document().setData(QStringLiteral("fashion-mnist,limit=10"));
    TrainingOptions options;
    options.epochs = 9;
    document().setTrainingOptions(options);
    document().adoptMasks(masksOfConv1(3));
    document().saveSession(file);

    const Session saved = readSession(file.toStdString());
    QVERIFY(saved == document().sessionToSave());
    QCOMPARE(saved.steps.size(), std::size_t{2});
    QCOMPARE(saved.steps[0].kind, SessionStep::Kind::Prune); // what was done in the window can be run elsewhere
    QCOMPARE(saved.steps[1].training.epochs, 9);

    SessionDocument other;
    other.openSession(document().model(), saved, file);
    QVERIFY(!other.isModified());
    QCOMPARE(other.sessionFile(), file);
    QVERIFY(other.session() == saved);
    QVERIFY(other.resolution().find("conv1")->sparsity == 0.5);
    QCOMPARE(other.trainingOptions().epochs, 9);
}

void SessionDocumentTest::savingWhereOneCannotWriteThrows()
{
    document().setSeed(1);
    QVERIFY_THROWS_EXCEPTION(Error, document().saveSession(QStringLiteral("/dev/null/a.espalier")));
    QVERIFY(document().isModified());
    QVERIFY(document().sessionFile().isEmpty());
}

void SessionDocumentTest::openingAndClosingForgetTheOldDocument()
{
    document().setConfigList(configList(kHalf), QStringLiteral("Set sparsity"));
    document().adoptMasks(masksOfConv1(3));
    document().setPreviewMasks(masksOfConv1(4));
    QSignalSpy opened(&document(), &SessionDocument::modelChanged);
    openInDocument(document(), QStringLiteral("mobilenet_scripted"));
    QCOMPARE(opened.count(), 1);
    QCOMPARE(stack().count(), 0);
    QVERIFY(document().masks().empty() && document().previewMasks().empty());
    QVERIFY(document().session().configList.empty());
    QCOMPARE(QString::fromStdString(document().session().modelPath.string()),
             QFileInfo(test::testModelPath(QStringLiteral("mobilenet_scripted"))).absoluteFilePath());
    document().close();
    QVERIFY(document().model() == nullptr);
    QVERIFY(document().resolution().layers.empty());
    QVERIFY(!document().isModified());
    QCOMPARE(opened.count(), 2);
}

ESPALIER_GUI_TEST_MAIN(SessionDocumentTest)

#include "tst_session_document.moc"

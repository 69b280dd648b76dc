// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing is lost without a question that names it.
#include <QAction>
#include <QUndoStack>

#include "core/session/session.h"
#include "tests/flows/flow_window.h"
#include "ui/prompts/file_dialog.h"
#include "ui/prompts/message_box.h"

using namespace espalier;
using namespace espalier::test;
using ui::FileDialog;
using ui::MessageBox;

namespace {

constexpr int kSave = 0;
constexpr int kDiscard = 1;
constexpr int kKeepWorking = 2;

} // namespace

class UnsavedWorkFlow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void closingWithoutEditsAsksNothing();
    void keepWorkingKeepsEverything();
    void openingAnotherModelAsks();
    void editsWhileAFileLoadsAreAskedFor();
    void trainingWhileAFileLoadsIsAskedFor();
    void savingGoesOn();
    void sessionComesBack();
};

void UnsavedWorkFlow::closingWithoutEditsAsksNothing()
{
    FlowWindow flow;
    flow.open(testModelPath(QStringLiteral("lenet_scripted")));
    QVERIFY(flow.window().close()); // would hang on a question
    QVERIFY(flow.document().model() == nullptr);
}

void UnsavedWorkFlow::keepWorkingKeepsEverything()
{
    FlowWindow flow;
    flow.open(testModelPath(QStringLiteral("lenet_scripted")));
    flow.action("addEntryAction")->trigger();
    QCOMPARE(flow.document().session().configList.size(), std::size_t(1));
    QVERIFY(flow.window().isWindowModified());
    MessageBox::setNextAnswer(kKeepWorking);
    QVERIFY(!flow.window().close());
    QVERIFY(flow.window().isVisible());
    QVERIFY2(MessageBox::lastText().contains(QLatin1String("lenet_scripted.pt")), qPrintable(MessageBox::lastText()));
    QVERIFY2(MessageBox::lastDetails().contains(flow.document().undoStack()->text(0)),
             qPrintable(MessageBox::lastDetails()));
    QCOMPARE(flow.document().session().configList.size(), std::size_t(1));
}

void UnsavedWorkFlow::openingAnotherModelAsks()
{
    FlowWindow flow;
    flow.open(testModelPath(QStringLiteral("lenet_scripted")));
    flow.action("addEntryAction")->trigger();
    const auto model = flow.document().model();
    MessageBox::setNextAnswer(kKeepWorking);
    flow.open(testModelPath(QStringLiteral("resnet_scripted")));
    QVERIFY(flow.document().model() == model);
    MessageBox::setNextAnswer(kDiscard);
    flow.open(testModelPath(QStringLiteral("resnet_scripted")));
    QVERIFY(flow.document().model() != model);
    QVERIFY(flow.document().session().configList.empty());
}

void UnsavedWorkFlow::editsWhileAFileLoadsAreAskedFor()
{
    FlowWindow flow;
    flow.open(testModelPath(QStringLiteral("lenet_scripted")));
    const auto model = flow.document().model();
    const QString other = testModelPath(QStringLiteral("resnet_scripted"));
    flow.window().openPath(other); // nothing to lose yet: no question
    QVERIFY(flow.window().jobs().isRunning(ui::JobKind::LoadModel));
    flow.action("addEntryAction")->trigger();
    MessageBox::setNextAnswer(kKeepWorking);
    QTRY_VERIFY_WITH_TIMEOUT(!flow.window().jobs().isRunning(ui::JobKind::LoadModel), 60000);
    QVERIFY2(MessageBox::lastText().contains(QLatin1String("resnet_scripted.pt")), qPrintable(MessageBox::lastText()));
    QVERIFY(flow.document().model() == model);
    QCOMPARE(flow.document().session().configList.size(), std::size_t(1));
    flow.waitUntilIdle();

    // Saved while the question stands: the file opens after all, and the session is on disk.
    const QString session = flow.file(QStringLiteral("kept.espalier"));
    MessageBox::setNextAnswer(kDiscard);
    flow.window().openPath(other);
    flow.action("addEntryAction")->trigger();
    MessageBox::setNextAnswer(kSave);
    FileDialog::setNextFileName(session);
    QTRY_VERIFY_WITH_TIMEOUT(flow.document().model() != model, 60000);
    QCOMPARE(readSession(session.toStdString()).configList.size(), std::size_t(2));
}

void UnsavedWorkFlow::trainingWhileAFileLoadsIsAskedFor()
{
    FlowWindow flow;
    flow.openExample();
    TrainingOptions options = flow.document().trainingOptions();
    options.epochs = 1000;
    flow.document().setTrainingOptions(options);
    const QString session = flow.file(QStringLiteral("long.espalier"));
    FileDialog::setNextFileName(session);
    flow.action("saveSessionAsAction")->trigger();
    QVERIFY(!flow.window().isWindowModified());
    const auto model = flow.document().model();
    flow.window().openPath(testModelPath(QStringLiteral("lenet_scripted")));
    flow.action("startTrainingAction")->trigger();
    constexpr int kGoOnTraining = 1;
    MessageBox::setNextAnswer(kGoOnTraining);
    QTRY_VERIFY_WITH_TIMEOUT(!flow.window().jobs().isRunning(ui::JobKind::LoadModel), 60000);
    QVERIFY2(MessageBox::lastText().contains(QLatin1String("lenet_scripted.pt")), qPrintable(MessageBox::lastText()));
    QVERIFY(flow.document().model() == model);
    QVERIFY(flow.window().jobs().isRunning(ui::JobKind::Train));
    // Paused, it is asked for like any other that runs.
    flow.action("pauseTrainingAction")->trigger();
    MessageBox::setNextAnswer(kGoOnTraining);
    QVERIFY(!flow.window().close());
    QCOMPARE(flow.action("pauseTrainingAction")->text(), QStringLiteral("&Resume training"));
    MessageBox::setNextAnswer(0); // where nothing of it would be kept, it asks
    flow.action("stopTrainingAction")->trigger();
    QVERIFY(!flow.action("pauseTrainingAction")->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(!flow.window().jobs().isRunning(ui::JobKind::Train), 20000);
    QCOMPARE(flow.action("pauseTrainingAction")->text(), QStringLiteral("&Pause training"));
}

void UnsavedWorkFlow::savingGoesOn()
{
    FlowWindow flow;
    flow.open(testModelPath(QStringLiteral("lenet_scripted")));
    flow.action("addEntryAction")->trigger();
    const QString file = flow.file(QStringLiteral("my work.espalier"));
    MessageBox::setNextAnswer(kSave);
    FileDialog::setNextFileName(file);
    QVERIFY(flow.window().close());
    QCOMPARE(readSession(file.toStdString()).configList.size(), std::size_t(1));
}

void UnsavedWorkFlow::sessionComesBack()
{
    FlowWindow flow;
    flow.open(testModelPath(QStringLiteral("lenet_scripted")));
    flow.action("addEntryAction")->trigger();
    const Session before = flow.document().session();
    const QString file = flow.file(QStringLiteral("folder.with.dots.espalier"));
    FileDialog::setNextFileName(file);
    flow.action("saveSessionAction")->trigger();
    QVERIFY(!flow.window().isWindowModified());
    flow.action("undoAction")->trigger();
    QVERIFY(flow.window().isWindowModified());
    MessageBox::setNextAnswer(kDiscard);
    flow.open(file);
    QVERIFY(flow.document().session().configList == before.configList);
    QVERIFY(flow.document().session().modelPath == before.modelPath);
}

ESPALIER_GUI_TEST_MAIN(UnsavedWorkFlow)
#include "tst_unsaved_work_flow.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

#include <memory>

#include "core/base/error.h"
#include "tests/support/gui_test.h"
#include "ui/document/recovery_file.h"
#include "ui/document/session_document.h"
#include "ui/document/unsaved_work.h"
#include "ui/jobs/job_runner.h"
#include "ui/prompts/message_box.h"

using namespace espalier;
using namespace espalier::ui;

namespace {

void writeText(const QString& path, const QByteArray& text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

/// The lock of a program that is gone.
QByteArray deadLock()
{
    QProcess gone;
    gone.start(QStringLiteral("true"), QStringList());
    gone.waitForStarted();
    const qint64 id = gone.processId();
    gone.waitForFinished();
    return QByteArray::number(id) + "\ntrue\n\n";
}

} // namespace

/// The recovery file and the question before work is lost.
class UnsavedWorkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_document = std::make_unique<SessionDocument>();
        m_jobs = std::make_unique<JobRunner>();
        test::openInDocument(*m_document, QStringLiteral("lenet_scripted"));
    }

    void cleanup()
    {
        m_jobs.reset();
        m_document.reset();
    }

    void anEditIsWrittenAMomentLater();
    void theRecoveryFileGoesWithTheLastUnsavedEdit_data();
    void theRecoveryFileGoesWithTheLastUnsavedEdit();
    void aLivingProgramHasNotCrashed();
    void whatACrashLeftIsFound();
    void nothingToLoseIsNoQuestion();
    void theQuestionNamesTheEdits();
    void onlyTheLatestEditsAreNamed();
    void editsTakenBackAreNamed();
    void aRecoveredSessionIsSaidToBeOne();
    void theAnswerDecides_data();
    void theAnswerDecides();
    void aRunningTrainingIsWorkToo();
    void weightsThatNoFileHasAreWorkToo();
    void aRunThatWasTakenBackIsWorkToo();

private:
    SessionDocument& document() { return *m_document; }
    QString recoveryFolder() const { return m_folder->filePath(QStringLiteral("recovery")); }

    bool confirm(const std::function<bool()>& save = [] { return false; })
    {
        return confirmLoss(nullptr, *m_document, *m_jobs, QStringLiteral("Close a.espalier?"), save);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SessionDocument> m_document;
    std::unique_ptr<JobRunner> m_jobs;
};

void UnsavedWorkTest::anEditIsWrittenAMomentLater()
{
    const QString file = m_folder->filePath(QStringLiteral("a.espalier"));
    document().setSeed(1);
    document().saveSession(file);
    const RecoveryFile recovery(document(), recoveryFolder());
    QVERIFY(!QFile::exists(recovery.fileName()));
    document().setSeed(5);
    QTRY_VERIFY(QFile::exists(recovery.fileName()));
    QVERIFY(readSession(recovery.fileName().toStdString()) == document().sessionToSave());
    QVERIFY(readSession(file.toStdString()).seed == 1); // the user's own file is left alone
    document().setSeed(6);
    QTRY_VERIFY(readSession(recovery.fileName().toStdString()).seed == 6);
}

void UnsavedWorkTest::theRecoveryFileGoesWithTheLastUnsavedEdit_data()
{
    using End = std::function<void(SessionDocument&, const QString&)>;
    QTest::addColumn<End>("end");
    const auto row = [](const char* name, End end) { QTest::newRow(name) << std::move(end); };
    row("saved", [](auto& d, const QString& folder) { d.saveSession(folder + QStringLiteral("/a.espalier")); });
    row("undone", [](auto& d, const QString&) { d.undoStack()->undo(); });
    row("closed", [](auto& d, const QString&) { d.close(); });
}

void UnsavedWorkTest::theRecoveryFileGoesWithTheLastUnsavedEdit()
{
    using End = std::function<void(SessionDocument&, const QString&)>;
    QFETCH(End, end);
    RecoveryFile recovery(document(), recoveryFolder());
    document().setSeed(5);
    recovery.writeNow();
    QVERIFY(QFile::exists(recovery.fileName()));
    end(document(), m_folder->path());
    QVERIFY(QDir(recoveryFolder()).isEmpty());
    recovery.writeNow(); // nothing to lose: nothing to write
    QVERIFY(QDir(recoveryFolder()).isEmpty());
}

void UnsavedWorkTest::aLivingProgramHasNotCrashed()
{
    auto recovery = std::make_unique<RecoveryFile>(document(), recoveryFolder());
    document().setSeed(5);
    recovery->writeNow();
    QVERIFY(QFile::exists(recovery->fileName()));
    QVERIFY(RecoveryFile::leftBehind(recoveryFolder()).isEmpty());
    recovery.reset(); // an orderly end
    QVERIFY(QDir(recoveryFolder()).isEmpty());
}

void UnsavedWorkTest::whatACrashLeftIsFound()
{
    QVERIFY(RecoveryFile::leftBehind(recoveryFolder()).isEmpty()); // not even the folder is there
    QDir().mkpath(recoveryFolder());
    const QString file = QDir(recoveryFolder()).filePath(QStringLiteral("recovered-1.espalier"));
    document().setSeed(9);
    writeSession(file.toStdString(), document().sessionToSave());
    writeText(file + QStringLiteral(".origin"), "/home/a/net.espalier");
    writeText(file + QStringLiteral(".lock"), deadLock());

    const auto left = RecoveryFile::leftBehind(recoveryFolder());
    QCOMPARE(left.size(), 1);
    QCOMPARE(left.first().file, file);
    QCOMPARE(left.first().originalFile, QStringLiteral("/home/a/net.espalier"));
    QVERIFY(left.first().written.isValid());
    QVERIFY(readSession(left.first().file.toStdString()).seed == 9);
    RecoveryFile::discard(left.first());
    QVERIFY(QDir(recoveryFolder()).isEmpty());
}

void UnsavedWorkTest::nothingToLoseIsNoQuestion()
{
    MessageBox::setNextAnswer(2); // would be "Keep working"
    QVERIFY(confirm());
    document().setSeed(1);
    QVERIFY(!confirm()); // the answer is still there
}

void UnsavedWorkTest::theQuestionNamesTheEdits()
{
    document().setAlgorithm(QStringLiteral("fpgm"));
    document().setSeed(1);
    MessageBox::setNextAnswer(2);
    QVERIFY(!confirm());
    QCOMPARE(MessageBox::lastText(), QStringLiteral("Close a.espalier?"));
    for (int i = 0; i < document().undoStack()->count(); ++i)
        QVERIFY(MessageBox::lastDetails().contains(document().undoStack()->text(i)));
}

void UnsavedWorkTest::onlyTheLatestEditsAreNamed()
{
    document().setSeed(100);
    document().saveSession(m_folder->filePath(QStringLiteral("a.espalier")));
    for (quint64 seed = 201; seed <= 207; ++seed)
        document().setSeed(seed);
    MessageBox::setNextAnswer(2);
    QVERIFY(!confirm());
    const QString details = MessageBox::lastDetails();
    QVERIFY(!details.contains(QStringLiteral("100"))); // saved
    QVERIFY(!details.contains(QStringLiteral("202")));
    QVERIFY(details.contains(QStringLiteral("203")) && details.contains(QStringLiteral("207")));
    QVERIFY(details.contains(QStringLiteral("2 more")));
}

void UnsavedWorkTest::editsTakenBackAreNamed()
{
    QUndoStack& stack = *document().undoStack();
    document().setSeed(100);
    document().setSeed(101);
    document().saveSession(m_folder->filePath(QStringLiteral("a.espalier")));
    stack.undo();
    MessageBox::setNextAnswer(2);
    QVERIFY(!confirm());
    QString details = MessageBox::lastDetails();
    QVERIFY2(details.contains(QStringLiteral("taken back")) && details.contains(stack.text(1)), qPrintable(details));
    QVERIFY(!details.contains(stack.text(0)) && !details.contains(QStringLiteral("recovered")));
    // Another edit takes the place of the one that was saved, and is taken back itself.
    stack.undo();
    document().setSeed(102);
    stack.undo();
    MessageBox::setNextAnswer(2);
    QVERIFY(!confirm());
    details = MessageBox::lastDetails();
    QVERIFY2(details.contains(QStringLiteral("taken back")), qPrintable(details));
    QVERIFY(!details.contains(QStringLiteral("recovered")));
}

void UnsavedWorkTest::aRecoveredSessionIsSaidToBeOne()
{
    document().openSession(document().model(), document().session(), QString(), true);
    QVERIFY(document().isRecovered());
    MessageBox::setNextAnswer(2);
    QVERIFY(!confirm());
    QCOMPARE(MessageBox::lastDetails(), QStringLiteral("The recovered session is not saved."));
    document().setSeed(100);
    MessageBox::setNextAnswer(2);
    QVERIFY(!confirm());
    QVERIFY(MessageBox::lastDetails().contains(QStringLiteral("recovered")));
    QVERIFY(MessageBox::lastDetails().contains(document().undoStack()->text(0)));
    document().saveSession(m_folder->filePath(QStringLiteral("a.espalier")));
    QVERIFY(!document().isRecovered());
}

void UnsavedWorkTest::theAnswerDecides_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<bool>("saveSucceeds");
    QTest::addColumn<int>("saves");
    QTest::addColumn<bool>("goesOn");
    QTest::newRow("save") << 0 << true << 1 << true;
    QTest::newRow("save, but it failed or was cancelled") << 0 << false << 1 << false;
    QTest::newRow("discard") << 1 << true << 0 << true;
    QTest::newRow("keep working") << 2 << true << 0 << false;
}

void UnsavedWorkTest::theAnswerDecides()
{
    QFETCH(int, answer);
    QFETCH(bool, saveSucceeds);
    document().setSeed(1);
    int saves = 0;
    MessageBox::setNextAnswer(answer);
    const bool goesOn = confirm([&] {
        ++saves;
        return saveSucceeds;
    });
    QTEST(goesOn, "goesOn");
    QTEST(saves, "saves");
}

void UnsavedWorkTest::aRunningTrainingIsWorkToo()
{
    QSemaphore started;
    bool cancelled = false;
    m_jobs->start(
        JobKind::Train, QStringLiteral("Training"),
        [&started](ProgressSink&, const std::stop_token& stop) {
            started.release();
            QSemaphore stopped;
            const std::stop_callback wake(stop, [&stopped] { stopped.release(); });
            stopped.acquire();
            throwIfStopped(stop);
            return 0;
        },
        this, [](int) {}, [&cancelled](JobEnd end, const Message&) { cancelled = end == JobEnd::Cancelled; });
    started.acquire();
    MessageBox::setNextAnswer(1);
    QVERIFY(!confirm());
    QVERIFY(m_jobs->isRunning(JobKind::Train));
    QVERIFY(!MessageBox::lastDetails().isEmpty());
    MessageBox::setNextAnswer(0);
    QVERIFY(confirm());
    QTRY_VERIFY(cancelled);
}

void UnsavedWorkTest::weightsThatNoFileHasAreWorkToo()
{
    SpeedupResult small;
    small.model = std::make_shared<const Model>(document().model()->clone());
    document().adoptSpeedup(small, std::nullopt);
    document().saveSession(m_folder->filePath(QStringLiteral("a.espalier")));
    QVERIFY(!document().isModified());
    MessageBox::setNextAnswer(1);
    QVERIFY(!confirm());
    QVERIFY(MessageBox::lastDetails().contains(QStringLiteral("smaller network")));
    MessageBox::setNextAnswer(0);
    QVERIFY(confirm()); // they are given up
    document().markExported(document().model());
    MessageBox::setNextAnswer(1);
    QVERIFY(confirm()); // nothing is asked: the answer would have been to keep working
    document().setSeed(1);
    QVERIFY(confirm()); // it is there still, and means to discard the edit
    QVERIFY(!MessageBox::lastDetails().contains(QStringLiteral("smaller network")));
}

void UnsavedWorkTest::aRunThatWasTakenBackIsWorkToo()
{
    RunRecord run;
    run.name = document().nextRunName();
    run.result.model = std::make_shared<const Model>(document().model()->clone());
    document().adoptRun(run);
    document().undoStack()->undo();
    QVERIFY(!document().isModified());
    MessageBox::setNextAnswer(1);
    QVERIFY(!confirm());
    QVERIFY(MessageBox::lastDetails().contains(QStringLiteral("Trained weights")));
    document().markExported(document().model()); // which is another one
    MessageBox::setNextAnswer(1);
    QVERIFY(!confirm());
    document().markExported(run.result.model);
    QVERIFY(confirm()); // nothing is asked
}

ESPALIER_GUI_TEST_MAIN(UnsavedWorkTest)

#include "tst_unsaved_work.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QUndoStack>

#include <algorithm>
#include <functional>
#include <memory>

#include "tests/support/gui_test.h"
#include "ui/document/document_opener.h"
#include "ui/document/session_document.h"
#include "ui/jobs/job_runner.h"

using namespace espalier;
using namespace espalier::test;
using namespace espalier::ui;

/// What happens in the document while another file loads.
class DocumentOpenerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void nothingDoneMeanwhileIsNoQuestion();
    void whatWasDoneBeforeIsNoQuestion();
    void whatIsDoneMeanwhileIsAsked_data();
    void whatIsDoneMeanwhileIsAsked();
    void aRefusedFileLeavesNoTrace();
    void recoveredSessionsAskToo();
    void withoutAQuestionTheNewDocumentComes();
    void whatReadingSaidIsAnIssue();
    void cancelledShapesAndWeightsStayAsTheyWere_data();
    void cancelledShapesAndWeightsStayAsTheyWere();

private:
    using Doing = std::function<void(DocumentOpenerTest&)>;
    bool isOpen(const char* model) const
    {
        return m_document->session().modelPath == testModelPath(QLatin1String(model)).toStdString();
    }
    void waitForTheFile()
    {
        QTRY_VERIFY_WITH_TIMEOUT(!m_jobs->isRunning(JobKind::LoadModel), 60000);
        QCoreApplication::processEvents();
    }
    void beginTraining()
    {
        m_jobs->start(
            JobKind::Train, QStringLiteral("Training"),
            [](ProgressSink&, const std::stop_token& stop) {
                QSemaphore stopped;
                const std::stop_callback wake(stop, [&stopped] { stopped.release(); });
                stopped.acquire();
                return 0;
            },
            this, [](int) {}, [](JobEnd, const Message&) {});
    }

    std::unique_ptr<SessionDocument> m_document;
    std::unique_ptr<JobRunner> m_jobs;
    std::unique_ptr<DocumentOpener> m_opener;
    QTemporaryDir m_folder;
    QStringList m_asked;
    bool m_answer = false;
};

void DocumentOpenerTest::init()
{
    m_document = std::make_unique<SessionDocument>();
    m_jobs = std::make_unique<JobRunner>();
    m_opener = std::make_unique<DocumentOpener>(*m_document, *m_jobs);
    m_asked.clear();
    m_answer = false;
    m_opener->setMayReplace([this](const QString& path) {
        m_asked.append(path);
        return m_answer;
    });
    openInDocument(*m_document, QStringLiteral("lenet_scripted"));
}

void DocumentOpenerTest::cleanup()
{
    m_jobs.reset();
    m_opener.reset();
    m_document.reset();
}

void DocumentOpenerTest::nothingDoneMeanwhileIsNoQuestion()
{
    m_opener->open(testModelPath(QStringLiteral("resnet_scripted")));
    waitForTheFile();
    QVERIFY(isOpen("resnet_scripted"));
    QVERIFY(m_asked.isEmpty());
}

void DocumentOpenerTest::whatWasDoneBeforeIsNoQuestion()
{
    // Somebody has said already that these edits may go, and has stopped the training.
    m_document->setSeed(1);
    beginTraining();
    m_jobs->cancel(JobKind::Train);
    m_opener->open(testModelPath(QStringLiteral("resnet_scripted")));
    waitForTheFile();
    QVERIFY(isOpen("resnet_scripted"));
    QVERIFY(m_asked.isEmpty());
}

void DocumentOpenerTest::whatIsDoneMeanwhileIsAsked_data()
{
    QTest::addColumn<Doing>("meanwhile");
    QTest::addColumn<bool>("answer");
    for (const bool answer : {false, true}) {
        const auto row = [answer](const char* name, Doing doing) {
            QTest::addRow("%s, %s", name, answer ? "may go" : "stays") << std::move(doing) << answer;
        };
        row("edit", [](DocumentOpenerTest& t) { t.m_document->setSeed(1); });
        row("second edit", [](DocumentOpenerTest& t) {
            t.m_document->setSeed(1);
            t.m_document->setSeed(2);
        });
        row("training", [](DocumentOpenerTest& t) { t.beginTraining(); });
    }
}

void DocumentOpenerTest::whatIsDoneMeanwhileIsAsked()
{
    QFETCH(Doing, meanwhile);
    QFETCH(bool, answer);
    m_answer = answer;
    QSignalSpy opened(m_opener.get(), &DocumentOpener::opened);
    const QString path = testModelPath(QStringLiteral("resnet_scripted"));
    m_opener->open(path);
    meanwhile(*this);
    QVERIFY(isOpen("lenet_scripted")); // the file arrives through the event loop
    waitForTheFile();
    QCOMPARE(m_asked, QStringList{path});
    QVERIFY(isOpen(answer ? "resnet_scripted" : "lenet_scripted"));
    QCOMPARE(opened.count(), answer ? 1 : 0);
}

void DocumentOpenerTest::aRefusedFileLeavesNoTrace()
{
    const auto model = m_document->model();
    m_opener->open(testModelPath(QStringLiteral("resnet_scripted")));
    m_document->setSeed(1);
    waitForTheFile();
    QVERIFY(m_document->model() == model);
    QCOMPARE(m_document->session().seed, std::uint64_t{1});
    QCOMPARE(m_document->undoStack()->count(), 1);
    // What was done then has been asked for: opened again, the file comes without a question.
    m_opener->open(testModelPath(QStringLiteral("resnet_scripted")));
    waitForTheFile();
    QVERIFY(isOpen("resnet_scripted"));
    QCOMPARE(m_asked.size(), 1);
}

void DocumentOpenerTest::recoveredSessionsAskToo()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.espalier"));
    m_document->setSeed(9);
    m_document->saveSession(file);
    m_document->setSeed(1);
    m_opener->openRecovered(file, file);
    m_document->setSeed(2);
    waitForTheFile();
    QCOMPARE(m_asked, QStringList{file});
    QCOMPARE(m_document->session().seed, std::uint64_t{2});
}

void DocumentOpenerTest::withoutAQuestionTheNewDocumentComes()
{
    m_opener->setMayReplace({});
    m_opener->open(testModelPath(QStringLiteral("resnet_scripted")));
    m_document->setSeed(1);
    waitForTheFile();
    QVERIFY(isOpen("resnet_scripted"));
}

void DocumentOpenerTest::whatReadingSaidIsAnIssue()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("v3.espalier")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"format_version": 1, "config_list": [{"op_types": ["Conv2d"], "sparse_ratio": 0.5, "align": 3}],
                   "model": ")"
               + testModelPath(QStringLiteral("resnet_scripted")).toUtf8() + "\"}");
    file.close();
    m_opener->open(file.fileName());
    waitForTheFile();
    QCOMPARE(m_document->session().configList.front().sparsity.value_or(-1), 0.5);
    const auto count = [this](const char* sentence) {
        const auto& issues = m_document->issues();
        return std::count_if(issues.begin(), issues.end(),
                             [&](const Issue& issue) { return issue.message.english() == sentence; });
    };
    QCOMPARE(count("The config list is one of NNI v3 and was translated."), 1);
    // The list itself says so too, as long as it has that key.
    QCOMPARE(count("The key align of entry 1 is kept, but has no effect here."), 1);
    m_document->setConfigList(configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.25}])"), QStringLiteral("edit"));
    QCOMPARE(count("The config list is one of NNI v3 and was translated."), 0);
    m_document->undoStack()->undo();
    QCOMPARE(count("The config list is one of NNI v3 and was translated."), 1);
    openInDocument(*m_document, QStringLiteral("lenet_scripted"));
    QCOMPARE(count("The config list is one of NNI v3 and was translated."), 0);
}

void DocumentOpenerTest::cancelledShapesAndWeightsStayAsTheyWere_data()
{
    QTest::addColumn<Doing>("load");
    QTest::newRow("shapes") << Doing([](DocumentOpenerTest& t) {
        InputSpec input;
        input.shape = {1, 3, 16, 16};
        t.m_opener->setInputs({input});
    });
    QTest::newRow("weights") << Doing(
        [](DocumentOpenerTest& t) { t.m_opener->loadWeights(t.m_folder.filePath(QStringLiteral("a.pth"))); });
}

/// The work is complete, and has not arrived yet when Cancel is pressed.
void DocumentOpenerTest::cancelledShapesAndWeightsStayAsTheyWere()
{
    QFETCH(Doing, load);
    openInDocument(*m_document, QStringLiteral("resnet_scripted"));
    m_document->model()->saveStateDict(m_folder.filePath(QStringLiteral("a.pth")).toStdString());
    const auto model = m_document->model();
    load(*this);
    // The next job of the same thread begins when this one's work is done.
    QSemaphore next;
    m_jobs->start(
        JobKind::Graph, QStringLiteral("Next"),
        [&next](ProgressSink&, const std::stop_token&) {
            next.release();
            return 0;
        },
        this, [](int) {}, [](JobEnd, const Message&) {});
    next.acquire();
    QVERIFY(m_jobs->isRunning(JobKind::LoadModel));
    m_jobs->cancel(JobKind::LoadModel);
    waitForTheFile();
    QVERIFY(m_document->model() == model);
    QCOMPARE(m_document->undoStack()->count(), 0);
    // Not cancelled, both come.
    load(*this);
    waitForTheFile();
    QVERIFY(m_document->model() != model);
}

ESPALIER_GUI_TEST_MAIN(DocumentOpenerTest)

#include "tst_document_opener.moc"

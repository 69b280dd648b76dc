// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>
#include <QUndoStack>

#include <memory>
#include <vector>

#include "core/base/progress_sink.h"
#include "core/model/model.h"
#include "core/pruning/pruner.h"
#include "tests/support/gui_test.h"
#include "ui/dialogs/speedup_dialog.h"
#include "ui/document/session_document.h"
#include "ui/jobs/job_runner.h"
#include "ui/prompts/file_dialog.h"
#include "ui/prompts/message_box.h"
#include "ui/widgets/message_strip.h"

using namespace espalier;
using namespace espalier::ui;
using espalier::test::child;
using espalier::test::configList;
using espalier::test::openInDocument;

namespace {

constexpr int kPatience = 60000; // ms
constexpr int kReplace = 0;
constexpr int kKeep = 1;

void writeFile(const QString& path)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mine") > 0);
}

QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class SpeedupDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_document = std::make_unique<SessionDocument>();
        m_jobs = std::make_unique<JobRunner>();
        openInDocument(*m_document, QStringLiteral("resnet_scripted"), QStringLiteral("1,3,32,32"));
    }

    void cleanup()
    {
        m_dialog.reset();
        m_jobs.reset();
        m_document.reset();
    }

    void theResultIsShownAndProven()
    {
        prune("l1");
        shrink();
        const SpeedupResult& result = m_dialog->outcome()->result;
        QVERIFY(result.parametersAfter < result.parametersBefore);
        QVERIFY(result.maxRelDifference < 1e-4);
        QVERIFY(m_dialog->outcome()->trains && !m_dialog->outcome()->data);
        auto* summary = child<QTreeWidget>(m_dialog.get(), "speedupSummaryTree");
        QCOMPARE(summary->topLevelItemCount(), 4);
        QCOMPARE(summary->topLevelItem(0)->text(2), QLocale().toString(static_cast<qlonglong>(result.parametersAfter)));
        auto* layers = child<QTreeWidget>(m_dialog.get(), "speedupLayersTree");
        QVERIFY(layers->topLevelItemCount() > 5);
        QVERIFY(layers->findItems(QStringLiteral("conv1"), Qt::MatchExactly).size() == 1);
        QVERIFY(child<QLabel>(m_dialog.get(), "speedupProofLabel")->text().contains(QLatin1String("random inputs")));
        QVERIFY(child<QLabel>(m_dialog.get(), "speedupSpeedLabel")->text().contains(QLatin1String("times as fast")));
    }

    void nothingChangesBeforeItIsAdopted()
    {
        prune("l1");
        const auto model = m_document->model();
        shrink();
        QVERIFY(m_document->model() == model);
        QVERIFY(!m_document->masks().empty());
        m_dialog->reject();
        QVERIFY(m_document->model() == model);
    }

    void adoptingIsOneUndoStep()
    {
        prune("l1");
        const auto model = m_document->model();
        const int steps = m_document->undoStack()->count();
        shrink();
        const std::vector<double> latency{m_dialog->outcome()->latency.at(0).medianMs,
                                          m_dialog->outcome()->latency.at(1).medianMs};
        const QSignalSpy adopted(m_dialog.get(), &SpeedupDialog::adopted);
        button("adoptSpeedupButton")->click();
        QCOMPARE(adopted.count(), 1);
        QCOMPARE(m_document->undoStack()->count(), steps + 1);
        QVERIFY(m_document->masks().empty());
        QVERIFY(m_document->model()->parameterCount() < model->parameterCount());
        const auto& from = m_document->shrunkFrom();
        QVERIFY(from && from->latencyMs == latency[0] && from->latencyAfterMs == latency[1]);
        m_document->undoStack()->undo();
        QVERIFY(m_document->model() == model && !m_document->masks().empty());
    }

    void masksThatChangedMeanwhileAreNotOverwritten()
    {
        prune("l1");
        shrink();
        prune("random");
        const auto model = m_document->model();
        button("adoptSpeedupButton")->click();
        QVERIFY(m_document->model() == model);
        QVERIFY(m_dialog->findChild<MessageStrip*>()->text().contains(QLatin1String("changed")));
    }

    void savedFilesLoadAgain()
    {
        prune("l1");
        shrink();
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("small.pt"));
        FileDialog::setNextFileName(file);
        button("saveSpeedupButton")->click();
        QTRY_VERIFY_WITH_TIMEOUT(m_jobs->isIdle(), kPatience);
        for (const char* suffix : {"pt", "pth", "recipe.json", "py"})
            QVERIFY(QFile::exists(folder.filePath(QStringLiteral("small.") + QLatin1String(suffix))));
        NullProgressSink sink;
        QCOMPARE(Model::load(file.toStdString(), sink).parameterCount(), m_dialog->outcome()->result.parametersAfter);
    }

    /// Neither closing nor going on ends the dialog, and with it the job, before the files are there.
    void savingIsNotLostByClosing()
    {
        prune("l1");
        shrink();
        const QTemporaryDir folder;
        const auto model = m_document->model();
        QSemaphore otherWork;
        keepBusy(otherWork); // so that saving waits
        FileDialog::setNextFileName(folder.filePath(QStringLiteral("small.pt")));
        m_dialog->show();
        button("saveSpeedupButton")->click();
        QCOMPARE(button("closeButton")->text(), QStringLiteral("C&ancel"));
        QVERIFY(!button("saveSpeedupButton")->isEnabled());
        button("adoptSpeedupButton")->click();
        QVERIFY(m_dialog->isVisible() && m_document->model() == model);
        m_dialog->close();
        QVERIFY(m_dialog->isVisible());
        otherWork.release();
        QTRY_VERIFY_WITH_TIMEOUT(m_jobs->isIdle(), kPatience);
        auto* strip = m_dialog->findChild<MessageStrip*>();
        QVERIFY2(strip->text().contains(QLatin1String("no file was written")), qPrintable(strip->text()));
        QVERIFY(QDir(folder.path()).isEmpty());
        QCOMPARE(button("closeButton")->text(), QStringLiteral("&Close"));
        child<QPushButton>(strip, "messageStripButton")->click();
        QTRY_VERIFY_WITH_TIMEOUT(m_jobs->isIdle(), kPatience);
        QVERIFY(QFile::exists(folder.filePath(QStringLiteral("small.py"))));
        m_dialog->close();
        QVERIFY(!m_dialog->isVisible());
    }

    void aFolderThatCannotBeWrittenIsOneSentence()
    {
        prune("l1");
        shrink();
        const QTemporaryDir folder;
        // A file in the place of the folder: refused whoever runs the test.
        QFile inTheWay(folder.filePath(QStringLiteral("file")));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        FileDialog::setNextFileName(folder.filePath(QStringLiteral("file/small.pt")));
        button("saveSpeedupButton")->click();
        QTRY_VERIFY_WITH_TIMEOUT(m_jobs->isIdle(), kPatience);
        QCOMPARE(m_dialog->findChild<MessageStrip*>()->severity(), Severity::Error);
        QVERIFY(button("saveSpeedupButton")->isEnabled());
    }

    void theOpenFileIsNotOverwritten()
    {
        prune("l1");
        shrink();
        const QString open = QString::fromStdString(m_document->session().modelPath.string());
        FileDialog::setNextFileName(open);
        const qint64 size = QFileInfo(open).size();
        button("saveSpeedupButton")->click();
        QCOMPARE(m_dialog->findChild<MessageStrip*>()->severity(), Severity::Error);
        QCOMPARE(QFileInfo(open).size(), size);
    }

    void filesBesideTheNamedOneAreAskedFor_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("there");
        QTest::addColumn<QStringList>("named");
        QTest::newRow("siblings") << QStringLiteral("net.pt")
                                  << QStringList{QStringLiteral("net.pt"), QStringLiteral("net.pth"),
                                                 QStringLiteral("net.py"), QStringLiteral("net.recipe.json")}
                                  << QStringList{QStringLiteral("net.pth"), QStringLiteral("net.py"),
                                                 QStringLiteral("net.recipe.json")};
        QTest::newRow("one sibling") << QStringLiteral("net.pt") << QStringList{QStringLiteral("net.py")}
                                     << QStringList{QStringLiteral("net.py")};
        QTest::newRow("no suffix") << QStringLiteral("net") << QStringList{QStringLiteral("net.py")}
                                   << QStringList{QStringLiteral("net.py")};
    }

    void filesBesideTheNamedOneAreAskedFor()
    {
        QFETCH(QString, name);
        QFETCH(QStringList, there);
        QFETCH(QStringList, named);
        prune("l1");
        shrink();
        const QTemporaryDir folder;
        for (const QString& file : there)
            writeFile(folder.filePath(file));
        FileDialog::setNextFileName(folder.filePath(name));
        MessageBox::setNextAnswer(kKeep);
        button("saveSpeedupButton")->click();
        QVERIFY(m_jobs->isIdle());
        for (const QString& file : named)
            QVERIFY2(MessageBox::lastDetails().contains(file), qPrintable(MessageBox::lastDetails()));
        for (const QString& file : there)
            QCOMPARE(readFile(folder.filePath(file)), QByteArray("mine"));
        FileDialog::setNextFileName(folder.filePath(name));
        MessageBox::setNextAnswer(kReplace);
        button("saveSpeedupButton")->click();
        QTRY_VERIFY_WITH_TIMEOUT(m_jobs->isIdle(), kPatience);
        for (const QString& file : there)
            QVERIFY(readFile(folder.filePath(file)) != QByteArray("mine"));
    }

    void loadedWeightsAreNotOverwritten()
    {
        const QTemporaryDir folder;
        const QString weights = folder.filePath(QStringLiteral("trained.pth"));
        writeFile(weights);
        m_document->adoptWeights(std::make_shared<Model>(m_document->model()->clone()), weights);
        prune("l1");
        shrink();
        FileDialog::setNextFileName(folder.filePath(QStringLiteral("trained.pt")));
        button("saveSpeedupButton")->click();
        QVERIFY(m_jobs->isIdle());
        QVERIFY(m_dialog->findChild<MessageStrip*>()->text().contains(QLatin1String("trained.pth is the file")));
        QCOMPARE(readFile(weights), QByteArray("mine"));
    }

    void singleWeightsMakeNothingSmaller()
    {
        m_document->setAlgorithm(QStringLiteral("level"));
        prune("level");
        shrink();
        QCOMPARE(m_dialog->outcome()->result.parametersAfter, m_dialog->outcome()->result.parametersBefore);
        QVERIFY(!button("adoptSpeedupButton")->isEnabled());
        QVERIFY(m_dialog->findChild<MessageStrip*>()->text().contains(QLatin1String("remove no channel")));
    }

    void cancellingLeavesTheDocumentAlone()
    {
        prune("l1");
        const auto model = m_document->model();
        m_dialog = std::make_unique<SpeedupDialog>(*m_document, *m_jobs);
        m_dialog->start();
        m_dialog->reject();
        QTRY_VERIFY_WITH_TIMEOUT(m_jobs->isIdle(), kPatience);
        QVERIFY(m_document->model() == model);
        QVERIFY(!button("adoptSpeedupButton")->isEnabled());
    }

    void masksThatNoLongerFitAreOneSentence()
    {
        PruneResult result;
        result.masks.set("conv1", {Mask{{8, 3, 3, 3}, std::vector<std::uint8_t>(216, 0)}, std::nullopt});
        m_document->adoptMasks(result);
        m_dialog = std::make_unique<SpeedupDialog>(*m_document, *m_jobs);
        m_dialog->start();
        QTRY_VERIFY_WITH_TIMEOUT(m_jobs->isIdle(), kPatience);
        QVERIFY(m_dialog->outcome() == nullptr);
        QVERIFY(m_dialog->findChild<MessageStrip*>()->text().contains(QLatin1String("conv1")));
    }

private:
    void prune(const char* algorithm)
    {
        m_document->setConfigList(configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])"), QStringLiteral("Edit"));
        PruneOptions options = m_document->pruneOptions();
        options.algorithm = algorithm;
        options.align = 1;
        NullProgressSink sink;
        m_document->adoptMasks(espalier::prune(*m_document->model(), m_document->resolution(), options, sink));
    }

    void shrink()
    {
        m_dialog = std::make_unique<SpeedupDialog>(*m_document, *m_jobs);
        m_dialog->start();
        QTRY_VERIFY_WITH_TIMEOUT(m_dialog->outcome() != nullptr, kPatience);
    }

    /// Until @p end is released, or the test ends.
    void keepBusy(QSemaphore& end)
    {
        m_jobs->start(
            JobKind::Graph, QStringLiteral("Other work"),
            [&end](ProgressSink&, const std::stop_token& stop) {
                while (!stop.stop_requested() && !end.tryAcquire(1, 10)) {
                }
                return true;
            },
            m_dialog.get(), [](bool) {}, [](JobEnd, const Message&) {});
    }

    QPushButton* button(const char* name) const { return child<QPushButton>(m_dialog.get(), name); }

    std::unique_ptr<SessionDocument> m_document;
    std::unique_ptr<JobRunner> m_jobs;
    std::unique_ptr<SpeedupDialog> m_dialog;
};

ESPALIER_GUI_TEST_MAIN(SpeedupDialogTest)

#include "tst_speedup_dialog.moc"

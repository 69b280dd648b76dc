// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/background_work.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QUndoStack>

#include <algorithm>

#include "core/base/progress_sink.h"
#include "core/data/dataset.h"
#include "core/statistics/statistics_collector.h"
#include "tests/support/gui_test.h"
#include "tests/ui/docks/squares_files.h"
#include "ui/document/session_document.h"
#include "ui/jobs/job_runner.h"

using namespace espalier;
using namespace espalier::test;
using namespace espalier::ui;

namespace {

constexpr int kTimeout = 30000; // ms
constexpr auto kHalf = R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])";

QStringList messages(const SessionDocument& document)
{
    QStringList texts;
    for (const Issue& issue : document.issues())
        texts.append(QString::fromStdString(issue.message.english()));
    return texts;
}

} // namespace

class BackgroundWorkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void everyCriterionPrunesInTheWindow_data();
    void everyCriterionPrunesInTheWindow();
    void parametersReachTheCriterion();
    void missingDataIsSaidBeforeAnythingRuns_data();
    void missingDataIsSaidBeforeAnythingRuns();
    void aCriterionThatLearnsPointsToTheSchedule();
    void whatPruningWouldRefuseIsAnIssue();
    void collectingCanBeCancelled();

private:
    void choose(const char* algorithm, const QString& data);

    QTemporaryDir m_folder;
    QString m_squares;
    std::unique_ptr<SessionDocument> m_document;
    std::unique_ptr<JobRunner> m_jobs;
    std::unique_ptr<BackgroundWork> m_work;
};

void BackgroundWorkTest::init()
{
    if (m_squares.isEmpty())
        m_squares = writeSquares(m_folder.filePath(QStringLiteral("squares")));
    m_document = std::make_unique<SessionDocument>();
    m_jobs = std::make_unique<JobRunner>();
    m_work = std::make_unique<BackgroundWork>(*m_document, *m_jobs);
    openInDocument(*m_document, QStringLiteral("train_conv"), QStringLiteral("1,1,8,8"));
    m_document->setConfigList(configList(kHalf), QStringLiteral("list"));
    m_document->setAlign(1);
}

void BackgroundWorkTest::cleanup()
{
    m_jobs.reset();
    m_work.reset();
    m_document.reset();
}

void BackgroundWorkTest::choose(const char* algorithm, const QString& data)
{
    m_document->setAlgorithm(QLatin1String(algorithm));
    m_document->setData(data);
}

void BackgroundWorkTest::everyCriterionPrunesInTheWindow_data()
{
    QTest::addColumn<QByteArray>("algorithm");
    for (const auto& pruner : pruners()) {
        if (pruner->info().source != ScoreSource::Training)
            QTest::newRow(pruner->info().name.c_str()) << QByteArray::fromStdString(pruner->info().name);
    }
}

void BackgroundWorkTest::everyCriterionPrunesInTheWindow()
{
    QFETCH(const QByteArray, algorithm);
    choose(algorithm.constData(), m_squares);
    const bool norms = algorithm == "slim"; // it scores channels by the norm behind them
    if (norms)
        m_document->setConfigList(configList(R"([{"op_types": ["BatchNorm2d"], "sparsity": 0.5}])"),
                                  QStringLiteral("norms"));
    QSignalSpy failed(m_work.get(), &BackgroundWork::failed);
    QSignalSpy pruned(m_work.get(), &BackgroundWork::pruned);
    const int before = m_document->undoStack()->count();
    m_work->prune();
    QVERIFY(m_jobs->isRunning(JobKind::Prune));
    QTRY_VERIFY_WITH_TIMEOUT(pruned.count() + failed.count() > 0, kTimeout);
    QCOMPARE(failed.count(), 0);
    QCOMPARE(m_document->undoStack()->count(), before + 1);
    QVERIFY(!m_document->masksOutdated());
    const LayerMask* mask = m_document->masks().find(norms ? "4" : "3");
    QVERIFY(mask != nullptr);
    QCOMPARE(mask->weight.sparsity(), 0.5);
}

void BackgroundWorkTest::parametersReachTheCriterion()
{
    choose("taylor", m_squares);
    m_document->setParameter(QStringLiteral("batches"), QStringLiteral("1"));
    m_document->setParameter(QStringLiteral("batch_size"), QStringLiteral("3"));
    m_work->prune();
    QTRY_VERIFY_WITH_TIMEOUT(!m_document->masks().empty(), kTimeout);
    NullProgressSink sink;
    StatisticsOptions collecting;
    collecting.algorithm = "taylor";
    collecting.parameters = {{"batches", "1"}, {"batch_size", "3"}};
    PruneOptions options = m_document->pruneOptions();
    options.statistics = std::make_shared<const PruningStatistics>(collectStatistics(
        *m_document->model(), collecting, openDataset(parseDatasetSpec(m_squares.toStdString()), Split::Train), sink));
    QCOMPARE(options.statistics->samples, std::size_t(3));
    QVERIFY(m_document->masks() == prune(*m_document->model(), m_document->resolution(), options, sink).masks);
}

void BackgroundWorkTest::missingDataIsSaidBeforeAnythingRuns_data()
{
    QTest::addColumn<QByteArray>("algorithm");
    for (const char* algorithm : {"apoz", "mean_activation", "taylor"})
        QTest::newRow(algorithm) << QByteArray(algorithm);
}

void BackgroundWorkTest::missingDataIsSaidBeforeAnythingRuns()
{
    QFETCH(const QByteArray, algorithm);
    const QString sentence =
        QString::fromLatin1(algorithm)
        + QStringLiteral(" scores on data, and no data set is chosen; choose one in the training dock.");
    choose(algorithm.constData(), {});
    QTRY_VERIFY(messages(*m_document).contains(sentence));
    QSignalSpy failed(m_work.get(), &BackgroundWork::failed);
    m_work->prune();
    QVERIFY(!m_jobs->isRunning(JobKind::Prune));
    QCOMPARE(failed.count(), 1);
    QCOMPARE(failed.front().front().toString(), sentence);
    m_document->setData(m_squares);
    QTRY_VERIFY(!messages(*m_document).contains(sentence));
}

void BackgroundWorkTest::aCriterionThatLearnsPointsToTheSchedule()
{
    choose("movement", m_squares);
    QSignalSpy failed(m_work.get(), &BackgroundWork::failed);
    m_work->prune();
    QVERIFY(!m_jobs->isRunning(JobKind::Prune));
    QCOMPARE(failed.count(), 1);
    QVERIFY(failed.front().front().toString().contains(QStringLiteral("sparsity schedule")));
    QTRY_VERIFY(messages(*m_document).contains(failed.front().front().toString()));
}

void BackgroundWorkTest::whatPruningWouldRefuseIsAnIssue()
{
    QTRY_VERIFY_WITH_TIMEOUT(!m_document->previewMasks().empty(), kTimeout);
    m_document->setConfigList(configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5},
                                             {"op_names": ["3"], "total_sparsity": 0.5}])"),
                              QStringLiteral("total"));
    const auto refused = [this] {
        for (const Issue& issue : m_document->issues()) {
            if (issue.message.english().starts_with("Entry 2 gives 3 a total_sparsity"))
                return issue.entry == 1u && issue.layer == "3" && issue.severity == Severity::Error;
        }
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(refused(), kTimeout);
    QVERIFY2(!m_document->previewMasks().empty(), "the last preview stays");
    m_document->undoStack()->undo();
    QTRY_VERIFY_WITH_TIMEOUT(!refused(), kTimeout);
}

void BackgroundWorkTest::collectingCanBeCancelled()
{
    // So much that it cannot be over before it is cancelled.
    constexpr int kImages = 30000;
    choose("taylor", writeSquares(m_folder.filePath(QStringLiteral("many")), kImages));
    m_document->setParameter(QStringLiteral("batches"), QStringLiteral("1000000"));
    m_document->setParameter(QStringLiteral("batch_size"), QStringLiteral("1"));
    QSignalSpy progress(m_jobs.get(), &JobRunner::jobProgress);
    QSignalSpy finished(m_jobs.get(), &JobRunner::jobFinished);
    m_work->prune();
    const auto collects = [&] {
        return std::any_of(progress.begin(), progress.end(), [](const QList<QVariant>& event) {
            return event.front().value<JobKind>() == JobKind::Prune && event[1].toDouble() > 0;
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(collects() || !m_jobs->isRunning(JobKind::Prune), kTimeout);
    m_jobs->cancel(JobKind::Prune);
    QTRY_VERIFY_WITH_TIMEOUT(!m_jobs->isRunning(JobKind::Prune), kTimeout);
    QVERIFY(collects());
    QVERIFY(m_document->masks().empty());
    const bool cancelled = std::any_of(finished.begin(), finished.end(), [](const QList<QVariant>& event) {
        return event.front().value<JobKind>() == JobKind::Prune && event[2].value<JobEnd>() == JobEnd::Cancelled;
    });
    QVERIFY(cancelled);
}

ESPALIER_GUI_TEST_MAIN(BackgroundWorkTest)
#include "tst_background_work.moc"

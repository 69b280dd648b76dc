// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QLabel>
#include <QTemporaryDir>
#include <QToolButton>
#include <QUndoStack>

#include "core/exporters/compression_report.h"
#include "tests/support/gui_test.h"
#include "ui/charts/live_line_chart.h"
#include "ui/docks/number_table.h"
#include "ui/docks/runs_dock.h"
#include "ui/document/session_document.h"
#include "ui/jobs/job_runner.h"
#include "ui/models/runs_model.h"
#include "ui/models/training_history_model.h"
#include "ui/prompts/file_dialog.h"
#include "ui/settings/settings_store.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/message_strip.h"

using namespace espalier;
using namespace espalier::test;
using namespace espalier::ui;

namespace {

const QString kData = QStringLiteral("fashion-mnist");

RunRecord run(const QString& name, std::vector<double> accuracies)
{
    RunRecord record;
    record.name = name;
    record.data = kData;
    record.options.epochs = static_cast<int>(accuracies.size());
    record.result.model = std::make_shared<const Model>(openTestModel(QStringLiteral("train_conv"))->clone());
    record.result.before.accuracy = 0.5;
    for (const double accuracy : accuracies) {
        EpochEvent epoch;
        epoch.epoch = static_cast<int>(record.result.history.size());
        epoch.test.accuracy = accuracy;
        epoch.best = true;
        record.result.history.push_back(epoch);
        record.result.after.accuracy = accuracy;
        record.result.bestEpoch = epoch.epoch;
    }
    return record;
}

} // namespace

class RunsDockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void saysWhatBelongsHere();
    void showsTheNewestRun();
    void selectedRunsAreCompared();
    void baselineOnlyForItsData();
    void newsInTheBackgroundKeepTheZoomAndTheSelectedEpoch();
    void anUndoneRunStaysAndCanBeUsedAgain();
    void rowsAreAsHighAsPreferred();
    void exportsTheHistoryOfTheCurrentRun();
    void failedExportSaysWhy();

private:
    QAbstractItemView* view() const { return m_dock->view(); }

    std::unique_ptr<SessionDocument> m_document;
    std::unique_ptr<JobRunner> m_jobs;
    std::unique_ptr<RunsDock> m_dock;
};

void RunsDockTest::init()
{
    m_dock.reset();
    m_document = std::make_unique<SessionDocument>();
    m_jobs = std::make_unique<JobRunner>();
    m_dock = std::make_unique<RunsDock>(*m_document, *m_jobs);
    openInDocument(*m_document, QStringLiteral("train_conv"));
    m_document->setData(kData);
    m_dock->resize(1024, 230);
    m_dock->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dock.get()));
}

void RunsDockTest::saysWhatBelongsHere()
{
    auto* text = child<QLabel>(m_dock.get(), "emptyStateLabel");
    QVERIFY(text->isVisible());
    QVERIFY(!text->text().isEmpty());
    QVERIFY(!view()->isVisible());
    m_document->adoptRun(run(QStringLiteral("1"), {0.6}));
    QVERIFY(!text->isVisible());
    QVERIFY(view()->isVisible());
    QVERIFY(m_dock->windowTitle().contains(QLatin1Char('1')));
}

void RunsDockTest::showsTheNewestRun()
{
    m_document->adoptRun(run(QStringLiteral("1"), {0.6, 0.7}));
    QCOMPARE(m_dock->history()->rowCount(), 2);
    m_document->adoptRun(run(QStringLiteral("2"), {0.6, 0.7, 0.8}));
    QCOMPARE(m_dock->history()->rowCount(), 3);
    QCOMPARE(view()->currentIndex().row(), 1);
    view()->setCurrentIndex(m_dock->model()->index(0, 0));
    QCOMPARE(m_dock->history()->rowCount(), 2);
}

void RunsDockTest::selectedRunsAreCompared()
{
    m_document->adoptRun(run(QStringLiteral("1"), {0.6, 0.7}));
    m_document->adoptRun(run(QStringLiteral("2"), {0.65, 0.75, 0.8}));
    view()->selectAll();
    const LiveLineChart& chart = *m_dock->chart();
    QCOMPARE(chart.pointCount(0), 3); // with the start
    QCOMPARE(chart.pointCount(1), 4);
    QCOMPARE(chart.point(1, 3), QPointF(3, 80));
    const QString description = chart.accessibleDescription();
    QVERIFY2(description.contains(QStringLiteral("70.0")) && description.contains(QStringLiteral("80.0")),
             qPrintable(description));
}

void RunsDockTest::baselineOnlyForItsData()
{
    m_document->adoptRun(run(QStringLiteral("1"), {0.6}));
    m_document->setBaseline({Evaluation{0.9, 1, 0.3, 60}, kData});
    QCOMPARE(m_dock->chart()->baseline().value_or(-1), 90.0);
    m_document->setBaseline({Evaluation{0.9, 1, 0.3, 60}, QStringLiteral("mnist:/elsewhere")});
    QVERIFY(!m_dock->chart()->baseline());
}

void RunsDockTest::newsInTheBackgroundKeepTheZoomAndTheSelectedEpoch()
{
    m_document->adoptRun(run(QStringLiteral("1"), {0.6, 0.7, 0.8}));
    m_document->adoptRun(run(QStringLiteral("2"), {0.65, 0.75}));
    view()->selectAll();
    QTest::keyClick(m_dock->chart(), Qt::Key_Plus);
    QVERIFY(!m_dock->chart()->isFitted());
    auto* epochs = child<NumberTable>(m_dock.get(), "runHistoryTreeView");
    epochs->setCurrentIndex(epochs->model()->index(1, 0));
    m_document->setBaseline({Evaluation{0.9, 1, 0.3, 60}, kData});
    QCOMPARE(m_dock->chart()->baseline().value_or(-1), 90.0);
    Q_EMIT ThemeManager::instance().changed();
    QVERIFY(!m_dock->chart()->isFitted());
    QCOMPARE(epochs->currentIndex().row(), 1);
    QCOMPARE(m_dock->chart()->pointCount(1), 3);
    view()->setCurrentIndex(m_dock->model()->index(0, 0));
    QVERIFY(m_dock->chart()->isFitted());
    QCOMPARE(m_dock->chart()->pointCount(0), 4);
    QCOMPARE(m_dock->history()->rowCount(), 3);
}

void RunsDockTest::anUndoneRunStaysAndCanBeUsedAgain()
{
    auto* use = child<QToolButton>(m_dock.get(), "useRunButton");
    const auto isBold = [this](int row) {
        return m_dock->model()->index(row, 0).data(Qt::FontRole).value<QFont>().bold();
    };
    m_document->adoptRun(run(QStringLiteral("1"), {0.6, 0.7}));
    const auto trained = m_document->model();
    QVERIFY(!use->isEnabled()); // it is the current model
    QVERIFY(isBold(0));
    m_document->undoStack()->undo();
    m_document->setSeed(7); // Redo is gone
    QCOMPARE(m_dock->model()->rowCount(), 1);
    QVERIFY(view()->isVisible());
    QVERIFY(!isBold(0));
    m_document->adoptRun(run(QStringLiteral("2"), {0.8}));
    QVERIFY(isBold(1));

    view()->setCurrentIndex(m_dock->model()->index(0, 0));
    QVERIFY(use->isEnabled());
    use->click();
    QVERIFY(m_document->model() == trained);
    QCOMPARE(m_dock->model()->rowCount(), 2);
    QCOMPARE(view()->currentIndex().row(), 0); // the same rows: nothing jumps
    QVERIFY(isBold(0) && !isBold(1) && !use->isEnabled());
    m_document->undoStack()->undo();
    QVERIFY(use->isEnabled());
    openInDocument(*m_document, QStringLiteral("train_conv"));
    QVERIFY(!view()->isVisible());
}

void RunsDockTest::rowsAreAsHighAsPreferred()
{
    m_document->adoptRun(run(QStringLiteral("1"), {0.6}));
    const QModelIndex first = m_dock->model()->index(0, 0);
    QTRY_COMPARE(view()->visualRect(first).height(), 24);
    SettingsStore::instance().setValue(SettingKey::RowHeight, QStringLiteral("comfortable"));
    QTRY_COMPARE(view()->visualRect(first).height(), 28);
    SettingsStore::instance().setValue(SettingKey::RowHeight, QStringLiteral("compact"));
}

void RunsDockTest::exportsTheHistoryOfTheCurrentRun()
{
    const RunRecord first = run(QStringLiteral("1"), {0.6, 0.7});
    m_document->adoptRun(first);
    m_document->adoptRun(run(QStringLiteral("2"), {0.8}));
    view()->setCurrentIndex(m_dock->model()->index(0, 0));
    const QTemporaryDir folder;
    FileDialog::setNextFileName(folder.filePath(QStringLiteral("history"))); // the suffix is added
    child<QToolButton>(m_dock.get(), "exportHistoryButton")->click();
    QFile file(folder.filePath(QStringLiteral("history.csv")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().toStdString(), writeHistoryCsv(first.result.history));
    QVERIFY(child<MessageStrip>(m_dock.get(), "messageStrip")->text().contains(file.fileName()));
}

void RunsDockTest::failedExportSaysWhy()
{
    m_document->adoptRun(run(QStringLiteral("1"), {0.6}));
    FileDialog::setNextFileName(QStringLiteral("/no/such/folder/history.csv"));
    child<QToolButton>(m_dock.get(), "exportHistoryButton")->click();
    auto* strip = child<MessageStrip>(m_dock.get(), "messageStrip");
    QCOMPARE(strip->severity(), Severity::Error);
    QVERIFY(strip->text().contains(QStringLiteral("/no/such/folder/history.csv")));
}

ESPALIER_GUI_TEST_MAIN(RunsDockTest)

#include "tst_runs_dock.moc"

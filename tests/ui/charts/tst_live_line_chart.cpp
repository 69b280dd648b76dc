// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include "tests/support/gui_test.h"
#include "ui/charts/live_line_chart.h"
#include "ui/prompts/file_dialog.h"
#include "ui/theme/theme_manager.h"

using namespace espalier::test;
using namespace espalier::ui;

using Kind = LiveLineChart::SeriesKind;

class LiveLineChartTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keepsEveryPoint();
    void redrawsAtMostTwentyTimesASecond();
    void drawsNothingForNobody();
    void showsAllThatIsThere();
    void baselineIsInSight();
    void valueLimitsHold();
    void smoothingFollowsTheMean();
    void zoomStaysWhileDataArrives();
    void wheelZooms();
    void readsOutWhatIsUnderTheCursor();
    void arrowsMoveTheReadout();
    void legendCoversNothing();
    void clearKeepsTheSeries();
    void saysItsMessage();
    void lastsThroughAThemeChange();
    void aPictureIsSaved_data();
    void aPictureIsSaved();

private:
    QWidget* plot() const { return m_chart->findChild<QWidget*>(); }
    /// A redraw has happened after what was done before.
    void waitForRedraw();

    std::unique_ptr<LiveLineChart> m_chart;
};

void LiveLineChartTest::init()
{
    m_chart = std::make_unique<LiveLineChart>();
    m_chart->resize(400, 200);
    m_chart->show();
    QVERIFY(QTest::qWaitForWindowActive(m_chart.get()));
    QTRY_VERIFY(m_chart->replotCount() > 0);
}

void LiveLineChartTest::waitForRedraw()
{
    const int before = m_chart->replotCount();
    m_chart->setDomain(m_chart->visibleRange().left(), 1);
    QTRY_VERIFY(m_chart->replotCount() > before);
}

void LiveLineChartTest::keepsEveryPoint()
{
    constexpr int kPoints = 20000;
    const int series = m_chart->addSeries(Kind::Noisy, QStringLiteral("Batches"));
    for (int i = 0; i < kPoints; ++i)
        m_chart->append(series, i, i % 7);
    QCOMPARE(m_chart->pointCount(series), kPoints);
    QCOMPARE(m_chart->point(series, 12345), QPointF(12345, 12345 % 7));
    QTRY_VERIFY(m_chart->visibleRange().right() >= kPoints - 1);
    QCOMPARE(m_chart->pointCount(series), kPoints); // drawing thins nothing out
}

void LiveLineChartTest::redrawsAtMostTwentyTimesASecond()
{
    constexpr int kDuration = 1000; // ms
    const int series = m_chart->addSeries(Kind::Noisy);
    const int before = m_chart->replotCount();
    int points = 0;
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < kDuration) {
        ++points;
        m_chart->append(series, points, points % 3);
        QTest::qWait(1);
    }
    const int replots = m_chart->replotCount() - before;
    QVERIFY(points > 100);
    QVERIFY2(replots <= kDuration / LiveLineChart::kInterval + 2, qPrintable(QString::number(replots)));
    QVERIFY2(replots >= 3, qPrintable(QString::number(replots))); // it is live all the same
    QCOMPARE(m_chart->pointCount(series), points);
}

void LiveLineChartTest::drawsNothingForNobody()
{
    m_chart->hide();
    const int series = m_chart->addSeries(Kind::Points);
    const int before = m_chart->replotCount();
    m_chart->append(series, 5, 1);
    QTest::qWait(3 * LiveLineChart::kInterval);
    QCOMPARE(m_chart->replotCount(), before);
    m_chart->show();
    QTRY_VERIFY(m_chart->visibleRange().right() >= 5);
}

void LiveLineChartTest::showsAllThatIsThere()
{
    const int noisy = m_chart->addSeries(Kind::Noisy);
    const int points = m_chart->addSeries(Kind::Points);
    m_chart->setDomain(0, 5);
    m_chart->append(noisy, {0.5, 1.0}, {2.0, 1.0});
    m_chart->append(points, 1, 0.25);
    QTRY_VERIFY(m_chart->visibleRange().bottom() >= 2); // QRectF: the largest value
    QVERIFY(m_chart->visibleRange().top() <= 0.25);
    QVERIFY(m_chart->visibleRange().left() <= 0 && m_chart->visibleRange().right() >= 5);
}

void LiveLineChartTest::baselineIsInSight()
{
    const int series = m_chart->addSeries(Kind::Points);
    m_chart->append(series, {0, 1}, {10, 20});
    m_chart->setBaseline(92.4, QStringLiteral("Dense 92.4 %"));
    QTRY_VERIFY(m_chart->visibleRange().bottom() >= 92.4);
    QCOMPARE(m_chart->pointCount(series), 2);
    m_chart->setBaseline(std::nullopt, {});
    QTRY_VERIFY(m_chart->visibleRange().bottom() < 50);
    QVERIFY(!m_chart->baseline());
}

void LiveLineChartTest::valueLimitsHold()
{
    m_chart->setValueLimits(0, 102);
    const int step = m_chart->addSeries(Kind::Step);
    const int series = m_chart->addSeries(Kind::Points);
    m_chart->append(step, {0, 1}, {50, 50});
    m_chart->append(series, {0, 1}, {0, 4});
    QTRY_VERIFY(m_chart->visibleRange().bottom() >= 4);
    QCOMPARE(m_chart->visibleRange().top(), 0.0);
    QVERIFY(m_chart->visibleRange().bottom() < 50); // steps have an axis of their own
}

void LiveLineChartTest::smoothingFollowsTheMean()
{
    const int series = m_chart->addSeries(Kind::Noisy);
    for (int i = 0; i < 400; ++i)
        m_chart->append(series, i, i % 2 == 0 ? 1.0 : 3.0);
    QCOMPARE(m_chart->smoothed(series, 0), 1.0); // no bias to zero at the beginning
    const double expected = (LiveLineChart::kSmoothing * 0.05 * 1 + 0.05 * 3) / (1 - 0.95 * 0.95);
    QCOMPARE(m_chart->smoothed(series, 1), expected);
    QVERIFY(qAbs(m_chart->smoothed(series, 399) - 2.0) < 0.1);
    QCOMPARE(m_chart->point(series, 399).y(), 3.0);
}

void LiveLineChartTest::zoomStaysWhileDataArrives()
{
    const int series = m_chart->addSeries(Kind::Points);
    m_chart->append(series, {0, 1}, {0, 1});
    QTRY_VERIFY(m_chart->visibleRange().bottom() >= 1);
    m_chart->setFocus();
    QTest::keyClick(m_chart.get(), Qt::Key_Plus);
    QVERIFY(!m_chart->isFitted());
    const QRectF zoomed = m_chart->visibleRange();
    QVERIFY(zoomed.width() < 1);
    m_chart->append(series, 50, 50);
    waitForRedraw();
    QCOMPARE(m_chart->visibleRange(), zoomed);
    QTest::mouseDClick(plot(), Qt::LeftButton, {}, plot()->rect().center());
    QVERIFY(m_chart->isFitted());
    QTRY_VERIFY(m_chart->visibleRange().right() >= 50);
}

void LiveLineChartTest::wheelZooms()
{
    const int series = m_chart->addSeries(Kind::Points);
    m_chart->append(series, {0, 1}, {0, 1});
    QTRY_VERIFY(m_chart->visibleRange().bottom() >= 1);
    const QRectF before = m_chart->visibleRange();
    const QPointF centre = plot()->rect().center();
    QWheelEvent wheel(centre, plot()->mapToGlobal(centre), {}, QPoint(0, 120), Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(plot(), &wheel);
    QVERIFY(!m_chart->isFitted());
    QVERIFY(m_chart->visibleRange().width() < before.width());
}

void LiveLineChartTest::readsOutWhatIsUnderTheCursor()
{
    const int series = m_chart->addSeries(Kind::Points, QStringLiteral("Test"));
    m_chart->setReadoutTexts([](double x) { return QStringLiteral("at %1").arg(x); },
                             [](double value) { return QStringLiteral("<%1>").arg(value); });
    m_chart->append(series, {0, 1, 2}, {7, 8, 9});
    QTRY_VERIFY(m_chart->visibleRange().right() >= 2);
    QVERIFY(m_chart->readout().isEmpty());
    const QPointF centre = plot()->rect().center();
    QMouseEvent move(QEvent::MouseMove, centre, plot()->mapToGlobal(centre), Qt::NoButton, Qt::NoButton,
                     Qt::NoModifier);
    QCoreApplication::sendEvent(plot(), &move);
    QTRY_VERIFY(m_chart->readout().contains(QStringLiteral("<8>")));
    QVERIFY(m_chart->readout().contains(QStringLiteral("Test")));
    QVERIFY(m_chart->readout().startsWith(QStringLiteral("at ")));
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(plot(), &leave);
    QTRY_VERIFY(m_chart->readout().isEmpty());
}

void LiveLineChartTest::arrowsMoveTheReadout()
{
    const int series = m_chart->addSeries(Kind::Points, QStringLiteral("Test"));
    m_chart->append(series, {0, 1}, {10, 20});
    QTRY_VERIFY(m_chart->visibleRange().bottom() >= 20);
    QTest::keyClick(m_chart.get(), Qt::Key_Right);
    QTRY_VERIFY(m_chart->readout().contains(QStringLiteral("10")));
    for (int i = 0; i < 60; ++i)
        QTest::keyClick(m_chart.get(), Qt::Key_Right);
    QTRY_VERIFY(m_chart->readout().contains(QStringLiteral("20")));
}

void LiveLineChartTest::legendCoversNothing()
{
    QVERIFY(!m_chart->isLegendVisible()); // there is nothing to explain
    const int series = m_chart->addSeries(Kind::Points, QStringLiteral("Test"));
    m_chart->append(series, {0, 1}, {0, 1});
    QTRY_VERIFY(m_chart->isLegendVisible());
    QVERIFY(m_chart->isLegendInside()); // two corners are free
    for (int i = 0; i <= 400; ++i)
        m_chart->append(series, 1 + i / 100.0, i % 2);
    QTRY_VERIFY(m_chart->visibleRange().right() >= 5);
    QVERIFY(m_chart->isLegendInside()); // the first of the ones that are left
    m_chart->clear();
    for (int i = 0; i <= 400; ++i)
        m_chart->append(series, i / 100.0, i % 2);
    QTRY_VERIFY(m_chart->visibleRange().right() >= 4);
    QVERIFY(m_chart->isLegendVisible());
    QTRY_VERIFY(!m_chart->isLegendInside()); // all corners are full of lines
    m_chart->clear();
    m_chart->append(series, {0, 1}, {0, 1});
    waitForRedraw();
    QVERIFY(m_chart->isLegendInside());
}

void LiveLineChartTest::clearKeepsTheSeries()
{
    const int series = m_chart->addSeries(Kind::Noisy, QStringLiteral("Batches"));
    m_chart->append(series, {0, 100}, {5, 6});
    m_chart->setBaseline(5, QStringLiteral("Dense"));
    QTRY_VERIFY(m_chart->visibleRange().right() >= 100);
    QTest::keyClick(m_chart.get(), Qt::Key_Plus);
    m_chart->clear();
    QCOMPARE(m_chart->pointCount(series), 0);
    QVERIFY(!m_chart->baseline());
    QVERIFY(m_chart->isFitted());
    QTRY_VERIFY(m_chart->visibleRange().right() < 2);
    m_chart->append(series, 0, 3);
    QCOMPARE(m_chart->smoothed(series, 0), 3.0); // the average has forgotten
}

void LiveLineChartTest::saysItsMessage()
{
    m_chart->setMessage(QStringLiteral("Accuracy rose from 71 % to 91.8 % in 5 epochs."));
    QCOMPARE(m_chart->accessibleDescription(), QStringLiteral("Accuracy rose from 71 % to 91.8 % in 5 epochs."));
}

void LiveLineChartTest::lastsThroughAThemeChange()
{
    const int series = m_chart->addSeries(Kind::Noisy);
    m_chart->append(series, {0, 1}, {0, 1});
    QTRY_VERIFY(m_chart->visibleRange().bottom() >= 1);
    const QImage light = m_chart->grab().toImage();
    ThemeManager::instance().setChoice(ThemeChoice::Dark);
    const int before = m_chart->replotCount();
    QTRY_VERIFY(m_chart->replotCount() > before);
    const QImage dark = m_chart->grab().toImage();
    ThemeManager::instance().setChoice(ThemeChoice::Light);
    QVERIFY(dark.pixelColor(5, 5).lightness() < light.pixelColor(5, 5).lightness());
    QCOMPARE(m_chart->pointCount(series), 2);
}

void LiveLineChartTest::aPictureIsSaved_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<QByteArray>("beginning");
    QTest::newRow("png") << QStringLiteral(".png") << QByteArray("\x89PNG");
    QTest::newRow("svg") << QStringLiteral(".svg") << QByteArray("<?xml");
    QTest::newRow("pdf") << QStringLiteral(".pdf") << QByteArray("%PDF");
}

void LiveLineChartTest::aPictureIsSaved()
{
    QFETCH(QString, suffix);
    QFETCH(QByteArray, beginning);
    const int series = m_chart->addSeries(Kind::Points, QStringLiteral("Test"));
    m_chart->append(series, {0, 1, 2}, {3, 2, 1});
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("loss") + suffix);
    FileDialog::setNextFileName(path);
    auto* save = child<QAction>(m_chart.get(), "savePictureAction");
    QVERIFY(plot()->actions().contains(save)); // in its context menu
    QCOMPARE(plot()->contextMenuPolicy(), Qt::ActionsContextMenu);
    save->trigger();
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.read(16).startsWith(beginning));
}

ESPALIER_GUI_TEST_MAIN(LiveLineChartTest)

#include "tst_live_line_chart.moc"

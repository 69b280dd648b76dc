// SPDX-License-Identifier: GPL-3.0-or-later
// The longest time the window does not answer, while it loads and while it trains. Printed, not judged: machines are noisy.
#include <QAction>
#include <QElapsedTimer>
#include <QTimer>

#include "tests/flows/flow_window.h"

using namespace espalier;
using namespace espalier::test;

namespace {

/// Ticks as often as the event loop lets it and remembers the longest gap.
class GapMeter
{
public:
    GapMeter()
    {
        m_timer.setInterval(0);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            m_longest = std::max(m_longest, m_clock.restart());
            ++m_ticks;
        });
        m_clock.start();
        m_timer.start();
    }
    qint64 longest() const { return m_longest; }
    int ticks() const { return m_ticks; }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_longest = 0;
    int m_ticks = 0;
};

} // namespace

class Responsiveness : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whileLoading();
    void whileTraining();
    void whileEditing();
};

void Responsiveness::whileLoading()
{
    FlowWindow flow;
    const GapMeter meter;
    flow.openExample();
    QVERIFY(flow.document().model() != nullptr);
    QVERIFY(meter.ticks() > 0);
    qInfo("Longest gap while loading and measuring: %lld ms (aim 50)", meter.longest());
}

void Responsiveness::whileTraining()
{
    FlowWindow flow;
    flow.openExample();
    flow.action("pruneAction")->trigger();
    flow.waitUntilIdle();
    const GapMeter meter;
    flow.action("startTrainingAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!flow.document().runs().empty(), 120000);
    QVERIFY(meter.ticks() > 0);
    qInfo("Longest gap while training: %lld ms (aim 50)", meter.longest());
}

void Responsiveness::whileEditing()
{
    FlowWindow flow;
    flow.openExample();
    const GapMeter meter;
    for (int percent = 1; percent < 90; percent += 4) {
        ConfigList list = flow.document().session().configList;
        list.front().sparsity = percent / 100.0;
        flow.document().setConfigList(std::move(list), QStringLiteral("drag"), 1);
        QCoreApplication::processEvents();
    }
    flow.waitUntilIdle();
    QVERIFY(meter.ticks() > 0);
    qInfo("Longest gap while a slider moves: %lld ms (aim 50)", meter.longest());
}

ESPALIER_GUI_TEST_MAIN(Responsiveness)
#include "tst_responsiveness.moc"

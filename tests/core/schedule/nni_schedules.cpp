// SPDX-License-Identifier: GPL-3.0-or-later
// The sparsities that NNI computed for AGP and the lottery ticket.
#include <QJsonArray>
#include <QTest>

#include <cmath>

#include "core/schedule/agp_schedule.h"
#include "core/schedule/linear_schedule.h"
#include "core/schedule/lottery_ticket_schedule.h"
#include "nni_fixtures.h"

using namespace espalier;

namespace {

constexpr double kTolerance = 1e-12;

void compare(double sparsity, double expected)
{
    QVERIFY2(std::abs(sparsity - expected) < kTolerance,
             qPrintable(QStringLiteral("%1 instead of %2").arg(sparsity, 0, 'g', 17).arg(expected, 0, 'g', 17)));
}

} // namespace

class NniSchedules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agp_data();
    void agp();
    void lotteryTicket_data();
    void lotteryTicket();
    void changesOfTheSecondInterface();
};

void NniSchedules::agp_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QJsonArray>("epochs");
    for (const NniFixture& fixture : nniFixtures()) {
        const QJsonObject agp = fixture.content[QLatin1String("agp")].toObject();
        for (auto item = agp.begin(); item != agp.end(); ++item)
            QTest::addRow("%s %s", qPrintable(fixture.fileName), qPrintable(item.key()))
                << item.key() << item.value().toArray();
    }
}

void NniSchedules::agp()
{
    QFETCH(const QString, name);
    QFETCH(const QJsonArray, epochs);
    // "10x1@0.8": iterations, epochs of each, target.
    const QStringList parts = name.split(QLatin1Char('@'));
    const QStringList counts = parts[0].split(QLatin1Char('x'));
    const AgpSchedule schedule(counts[0].toInt(), counts[1].toInt());
    const double target = parts[1].toDouble();
    QCOMPARE(epochs.size(), counts[0].toInt() * counts[1].toInt());
    for (const QJsonValue& value : epochs) {
        const QJsonArray epoch = value.toArray();
        QCOMPARE(schedule.updatesAt(epoch[0].toInt()), epoch[1].toBool());
        compare(schedule.sparsityAt(epoch[0].toInt(), target), epoch[2].toDouble());
    }
    compare(schedule.heldSparsity(static_cast<int>(epochs.size()) - 1, target), target);
}

void NniSchedules::lotteryTicket_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QJsonArray>("rounds");
    for (const NniFixture& fixture : nniFixtures()) {
        const QJsonObject lottery = fixture.content[QLatin1String("lottery")].toObject();
        for (auto item = lottery.begin(); item != lottery.end(); ++item)
            QTest::addRow("%s %s", qPrintable(fixture.fileName), qPrintable(item.key()))
                << item.key() << item.value().toArray();
    }
}

void NniSchedules::lotteryTicket()
{
    QFETCH(const QString, name);
    QFETCH(const QJsonArray, rounds);
    const QStringList parts = name.split(QLatin1Char('@'));
    const int iterations = parts[0].toInt();
    QCOMPARE(rounds.size(), iterations + 1);
    for (const int epochsPerRound : {1, 3}) {
        const LotteryTicketSchedule schedule(iterations, epochsPerRound);
        for (int round = 0; round <= iterations; ++round) {
            QVERIFY(schedule.updatesAt(round * epochsPerRound));
            compare(schedule.sparsityAt(round * epochsPerRound, parts[1].toDouble()), rounds[round].toDouble());
        }
    }
}

void NniSchedules::changesOfTheSecondInterface()
{
    // With N = 5 it makes 6 tasks of AGP and of linear (the first one dense), and 5 of the lottery ticket.
    const AgpSchedule agp(6, 1);
    const LinearSchedule linear(6, 1);
    const LotteryTicketSchedule lottery(5, 1);
    int agpChanges = 0;
    int linearChanges = 0;
    int lotteryChanges = 0;
    for (int epoch = 0; epoch < 20; ++epoch) {
        agpChanges += agp.updatesAt(epoch) ? 1 : 0;
        linearChanges += linear.updatesAt(epoch) ? 1 : 0;
        lotteryChanges += lottery.updatesAt(epoch) && lottery.sparsityAt(epoch, 0.5) > 0 ? 1 : 0;
    }
    QCOMPARE(agpChanges, 6);
    QCOMPARE(linearChanges, 6);
    QCOMPARE(lotteryChanges, 5);
    for (int i = 0; i <= 5; ++i)
        compare(linear.sparsityAt(i, 0.5), i / 10.0);
}

QTEST_GUILESS_MAIN(NniSchedules)
#include "nni_schedules.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLocale>
#include <QTest>

#include <limits>

#include "tests/support/gui_test.h"
#include "ui/widgets/number_format.h"

using namespace espalier::ui;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Number and unit stay together on a line.
QString joined(const char* text)
{
    return QString::fromUtf8(text).replace(QLatin1Char(' '), QChar(0xa0));
}

} // namespace

class NumberFormatTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void percentages()
    {
        QCOMPARE(percentText(0.918), joined("91.8 %"));
        QCOMPARE(percentText(1, 0), joined("100 %"));
        QCOMPARE(percentText(0.12345, 2), joined("12.35 %"));
        QCOMPARE(percentText(kNaN), QStringLiteral("–"));
    }

    void changes()
    {
        QCOMPARE(signedPercentText(-0.653), joined("−65.3 %"));
        QCOMPARE(signedPercentText(0.02), joined("+2.0 %"));
        QCOMPARE(signedPercentText(0), joined("0.0 %"));
        QCOMPARE(signedPercentText(-1, 0), joined("−100 %"));
        QCOMPARE(signedPercentText(-0.9990, 0), joined("−99.9 %")); // something is left
        QCOMPARE(signedPercentText(-0.99999999, 0), joined("−100.000 %"));
        QCOMPARE(signedPercentText(-0.994, 0), joined("−99 %"));
        QCOMPARE(signedPercentText(-0.0004), joined("0.0 %")); // never a minus before what rounds to nothing
        QCOMPARE(percentagePointsText(0.918 - 0.924), joined("−0.6 pp"));
        QCOMPARE(percentagePointsText(0.01), joined("+1.0 pp"));
        QCOMPARE(percentagePointsText(kNaN), QStringLiteral("–"));
    }

    void counts_data()
    {
        QTest::addColumn<qint64>("count");
        QTest::addColumn<QString>("exact");
        QTest::addColumn<QString>("shortened");
        const auto row = [](qint64 count, const char* exact, const char* shortened) {
            QTest::addRow("%lld", static_cast<long long>(count))
                << count << QString::fromLatin1(exact) << joined(shortened);
        };
        row(0, "0", "0");
        row(999, "999", "999");
        row(1000, "1,000", "1.00 k");
        row(9994, "9,994", "9.99 k");
        row(9996, "9,996", "10.0 k");
        row(175258, "175,258", "175 k");
        row(999499, "999,499", "999 k");
        row(999600, "999,600", "1.00 M"); // not "1000 k"
        row(31200000, "31,200,000", "31.2 M");
        row(4100000000, "4,100,000,000", "4.10 G");
        row(9000000000000000, "9,000,000,000,000,000", "9000 T");
        row(-1500, "-1,500", "-1.50 k");
    }

    void counts()
    {
        QFETCH(qint64, count);
        QTEST(countText(count), "exact");
        QString shortened = shortCountText(count);
        QTEST(shortened.remove(QLatin1Char(',')), "shortened");
    }

    void bytes()
    {
        QCOMPARE(bytesText(0), joined("0 B"));
        QCOMPARE(bytesText(712), joined("712 B"));
        QCOMPARE(bytesText(712345), joined("712 kB"));
        QCOMPARE(bytesText(1048576), joined("1.05 MB"));
        QCOMPARE(bytesText(25600000000), joined("25.6 GB"));
    }

    void durations()
    {
        QCOMPARE(durationText(0.42), joined("0.4 s"));
        QCOMPARE(durationText(9.94), joined("9.9 s"));
        QCOMPARE(durationText(10), QStringLiteral("0:10"));
        QCOMPARE(durationText(59.6), QStringLiteral("1:00"));
        QCOMPARE(durationText(72.4), QStringLiteral("1:12"));
        QCOMPARE(durationText(3700), QStringLiteral("1:01:40"));
        QCOMPARE(durationText(-1), QStringLiteral("–"));
        QCOMPARE(durationText(kNaN), QStringLiteral("–"));
    }

    void theLocaleOfTheWindowDecides()
    {
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        QCOMPARE(percentText(0.918), joined("91,8 %"));
        QCOMPARE(countText(175258), QStringLiteral("175.258"));
        QCOMPARE(shortCountText(31200000), joined("31,2 M"));
    }
};

ESPALIER_GUI_TEST_MAIN(NumberFormatTest)

#include "tst_number_format.moc"

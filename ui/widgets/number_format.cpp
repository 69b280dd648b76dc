// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/number_format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace espalier::ui {

namespace {

const QString kUnknown = QStringLiteral("\u2013");
const QString kNoBreakSpace = QStringLiteral("\u00a0");

QString signedNumber(double value, int decimals)
{
    const QString magnitude = QLocale().toString(std::abs(value), 'f', decimals);
    const double rounded = std::round(value * std::pow(10.0, decimals));
    if (rounded == 0.0)
        return magnitude;
    return (rounded < 0 ? QStringLiteral("\u2212") : QStringLiteral("+")) + magnitude;
}

QString scaledText(double value, const std::array<QString, 5>& units)
{
    // Rounding first, so that 999,600 becomes "1.00 M" and not "1000 k".
    std::size_t unit = 0;
    while (unit + 1 < units.size() && std::abs(value) >= 999.5) {
        value /= 1000.0;
        ++unit;
    }
    int decimals = 0;
    if (unit > 0)
        decimals = std::abs(value) < 9.995 ? 2 : std::abs(value) < 99.95 ? 1 : 0;
    const QString number = QLocale().toString(value, 'f', decimals);
    return units[unit].isEmpty() ? number : number + kNoBreakSpace + units[unit];
}

} // namespace

QString percentText(double fraction, int decimals)
{
    if (!std::isfinite(fraction))
        return kUnknown;
    return QLocale().toString(fraction * 100.0, 'f', decimals) + kNoBreakSpace + QLatin1Char('%');
}

QString signedPercentText(double fraction, int decimals)
{
    if (!std::isfinite(fraction))
        return kUnknown;
    // All is gone only where nothing is left.
    constexpr int kMostDecimals = 3;
    while (fraction > -1 && decimals < kMostDecimals
           && std::round(fraction * 100.0 * std::pow(10.0, decimals)) <= -100.0 * std::pow(10.0, decimals))
        ++decimals;
    return signedNumber(fraction * 100.0, decimals) + kNoBreakSpace + QLatin1Char('%');
}

QString percentagePointsText(double difference, int decimals)
{
    if (!std::isfinite(difference))
        return kUnknown;
    //: Percentage points, as in "0.6 pp".
    return QCoreApplication::translate("NumberFormat", "%1\u00a0pp").arg(signedNumber(difference * 100.0, decimals));
}

QString countText(qint64 count)
{
    return QLocale().toString(count);
}

QString shortCountText(qint64 count)
{
    static const std::array<QString, 5> kUnits{QString(), QStringLiteral("k"), QStringLiteral("M"), QStringLiteral("G"),
                                               QStringLiteral("T")};
    return scaledText(static_cast<double>(count), kUnits);
}

QString bytesText(qint64 bytes)
{
    static const std::array<QString, 5> kUnits{QStringLiteral("B"), QStringLiteral("kB"), QStringLiteral("MB"),
                                               QStringLiteral("GB"), QStringLiteral("TB")};
    return scaledText(static_cast<double>(bytes), kUnits);
}

QString millisecondsText(double milliseconds)
{
    if (!std::isfinite(milliseconds) || milliseconds < 0)
        return kUnknown;
    const auto text = [](double value, const QString& unit) {
        const int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
        return QLocale().toString(value, 'f', decimals) + kNoBreakSpace + unit;
    };
    if (milliseconds < 0.09995)
        return text(milliseconds * 1000.0, QStringLiteral("\u00b5s"));
    return milliseconds < 999.5 ? text(milliseconds, QStringLiteral("ms"))
                                : text(milliseconds / 1000.0, QStringLiteral("s"));
}

QString durationText(double seconds)
{
    if (!std::isfinite(seconds) || seconds < 0)
        return kUnknown;
    if (seconds < 10.0)
        return QLocale().toString(seconds, 'f', 1) + kNoBreakSpace + QLatin1Char('s');
    const auto whole = static_cast<qint64>(std::llround(seconds));
    const QString secondsPart = QStringLiteral("%1").arg(whole % 60, 2, 10, QLatin1Char('0'));
    if (whole < 3600)
        return QStringLiteral("%1:%2").arg(whole / 60).arg(secondsPart);
    return QStringLiteral("%1:%2:%3").arg(whole / 3600).arg(whole / 60 % 60, 2, 10, QLatin1Char('0')).arg(secondsPart);
}

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/number_text.h"

#include <QLocale>

#include <cmath>

namespace espalier::cli {
namespace {

const QLocale& english()
{
    static const QLocale locale(QLocale::English, QLocale::UnitedStates);
    return locale;
}

} // namespace

QString countText(std::int64_t count)
{
    return english().toString(static_cast<qlonglong>(count));
}

QString countedText(std::int64_t count, const QString& noun)
{
    return countText(count) + QLatin1Char(' ') + noun + (count == 1 ? QString() : QStringLiteral("s"));
}

QString percentText(double fraction)
{
    return std::isfinite(fraction) ? english().toString(100.0 * fraction, 'f', 2) + QStringLiteral(" %")
                                   : QStringLiteral("-");
}

QString bytesText(std::uintmax_t bytes)
{
    if (bytes < 1000)
        return QStringLiteral("%1 bytes").arg(bytes);
    double value = static_cast<double>(bytes);
    const char* const units[] = {"kB", "MB", "GB", "TB"};
    int unit = -1;
    while (value >= 999.5 && unit < 3) {
        value /= 1000.0;
        ++unit;
    }
    const int decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
    return english().toString(value, 'f', decimals) + QLatin1Char(' ') + QLatin1String(units[unit]);
}

QString durationText(double seconds)
{
    const auto whole = static_cast<qlonglong>(std::llround(std::max(0.0, seconds)));
    if (whole < 60)
        return QStringLiteral("%1 s").arg(whole);
    if (whole < 3600)
        return QStringLiteral("%1 min %2 s").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
    return QStringLiteral("%1 h %2 min").arg(whole / 3600).arg(whole / 60 % 60, 2, 10, QLatin1Char('0'));
}

QString shapeText(const std::optional<Shape>& shape)
{
    return shape ? QString::fromStdString(espalier::shapeText(*shape)) : QStringLiteral("-");
}

QString lossText(double loss)
{
    return std::isfinite(loss) ? english().toString(loss, 'f', 4) : QStringLiteral("-");
}

} // namespace espalier::cli

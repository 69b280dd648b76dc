// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QtGlobal>

namespace espalier::ui {

// Numbers as a person reads them, in the locale of the window. NaN gives an en dash: not known.

/// 0.918 -> "91.8 %".
QString percentText(double fraction, int decimals = 1);
/// -0.653 -> "−65.3 %", 0.02 -> "+2.0 %".
QString signedPercentText(double fraction, int decimals = 1);
/// A difference of two percentages: 0.918 - 0.924 -> "−0.6 pp".
QString percentagePointsText(double difference, int decimals = 1);
/// 175258 -> "175,258".
QString countText(qint64 count);
/// Three significant digits: 175258 -> "175 k", 31200000 -> "31.2 M".
QString shortCountText(qint64 count);
/// 712345 -> "712 kB", 1048576 -> "1.05 MB" (powers of ten, as file managers show).
QString bytesText(qint64 bytes);
/// Three significant digits: 1.923 -> "1.92 ms", 0.0421 -> "42.1 µs", 1234.5 -> "1.23 s".
QString millisecondsText(double milliseconds);
/// 72.4 -> "1:12", 3700 -> "1:01:40", 0.42 -> "0.4 s".
QString durationText(double seconds);

} // namespace espalier::ui

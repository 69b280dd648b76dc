// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/decade_spin_box.h"

#include <QLocale>

#include <array>
#include <cmath>

#include "ui/jobs/training_texts.h"

namespace espalier::ui {

namespace {

constexpr int kDecimals = 18; ///< more than a double in the allowed range has after its point
constexpr double kSmallestStep = 1e-6;
constexpr std::array<int, 3> kSteps{1, 2, 5};
constexpr double kTolerance = 1e-9; ///< relative; what counts as being on a step

/// The step of that number; number 0 is 1, 1 is 2, 2 is 5, 3 is 10, -1 is 0.5.
double stepValue(int number)
{
    const int decade = static_cast<int>(std::floor(number / 3.0));
    // Through text, so that 3 steps up from 0.0002 are exactly what 0.002 is.
    return QStringLiteral("%1e%2").arg(kSteps[static_cast<std::size_t>(number - 3 * decade)]).arg(decade).toDouble();
}

double stepAbove(double value)
{
    int number = 3 * static_cast<int>(std::floor(std::log10(value))) - 1;
    while (stepValue(number) <= value * (1 + kTolerance))
        ++number;
    return stepValue(number);
}

double stepBelow(double value)
{
    int number = 3 * static_cast<int>(std::floor(std::log10(value))) + 4;
    while (stepValue(number) >= value * (1 - kTolerance))
        --number;
    return stepValue(number);
}

} // namespace

DecadeSpinBox::DecadeSpinBox(QWidget* parent)
    : QDoubleSpinBox(parent)
{
    setDecimals(kDecimals);
}

void DecadeSpinBox::stepBy(int steps)
{
    double stepped = value();
    for (int i = 0; i < std::abs(steps); ++i) {
        if (steps > 0)
            stepped = stepped < kSmallestStep ? kSmallestStep : stepAbove(stepped);
        else
            stepped = stepped > kSmallestStep * (1 + kTolerance) ? stepBelow(stepped) : minimum();
    }
    setValue(stepped);
    selectAll();
}

QString DecadeSpinBox::textFromValue(double value) const
{
    return decadeNumberText(value, locale());
}

std::optional<double> DecadeSpinBox::parsed(const QString& text) const
{
    bool ok = false;
    double value = locale().toDouble(text.trimmed(), &ok);
    // A pasted 0.001 is understood where the locale writes 0,001.
    if (!ok)
        value = QLocale::c().toDouble(text.trimmed(), &ok);
    return ok && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

double DecadeSpinBox::valueFromText(const QString& text) const
{
    return parsed(text).value_or(value());
}

QValidator::State DecadeSpinBox::validate(QString& text, int& position) const
{
    Q_UNUSED(position)
    if (const auto value = parsed(text); value && *value >= minimum() && *value <= maximum())
        return QValidator::Acceptable;
    for (const QChar c : std::as_const(text)) {
        if (!c.isDigit() && !QStringLiteral(".,eE+- ").contains(c))
            return QValidator::Invalid;
    }
    return QValidator::Intermediate;
}

} // namespace espalier::ui

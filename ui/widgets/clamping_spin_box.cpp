// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/clamping_spin_box.h"

#include <QLocale>

namespace espalier::ui {

QValidator::State ClampingSpinBox::validate(QString& text, int& position) const
{
    const QValidator::State state = QDoubleSpinBox::validate(text, position);
    return state == QValidator::Invalid && isAboveMaximum(text) ? QValidator::Intermediate : state;
}

void ClampingSpinBox::fixup(QString& text) const
{
    if (isAboveMaximum(text))
        text = prefix() + textFromValue(maximum()) + suffix();
    else
        QDoubleSpinBox::fixup(text);
}

bool ClampingSpinBox::isAboveMaximum(const QString& text) const
{
    QString number = text.trimmed();
    const QString sign = suffix().trimmed();
    if (!sign.isEmpty() && number.endsWith(sign))
        number.chop(sign.size());
    bool ok = false;
    const double value = locale().toDouble(number.trimmed(), &ok);
    return ok && value > maximum();
}

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDoubleSpinBox>

namespace espalier::ui {

/// Takes a typed number above the maximum for the maximum. QDoubleSpinBox refuses the digit that goes too far, so that 100 in
/// a field that ends at 99.9 silently becomes 10.
class ClampingSpinBox : public QDoubleSpinBox
{
    Q_OBJECT

public:
    using QDoubleSpinBox::QDoubleSpinBox;

    QValidator::State validate(QString& text, int& position) const override;
    void fixup(QString& text) const override;

private:
    bool isAboveMaximum(const QString& text) const;
};

} // namespace espalier::ui

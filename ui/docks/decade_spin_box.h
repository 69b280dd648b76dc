// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDoubleSpinBox>

#include <optional>

namespace espalier::ui {

/// A number over many decades, such as a learning rate: shown in its shortest form, stepped through 1, 2, 5, 10.
class DecadeSpinBox : public QDoubleSpinBox
{
    Q_OBJECT

public:
    explicit DecadeSpinBox(QWidget* parent = nullptr);

    void stepBy(int steps) override;
    QString textFromValue(double value) const override;
    double valueFromText(const QString& text) const override;
    QValidator::State validate(QString& text, int& position) const override;

private:
    std::optional<double> parsed(const QString& text) const;
};

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

#include "core/base/input_spec.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace espalier::ui {

/// Asks for the network's input shape in one line, with a proposal filled in.
class InputShapeStrip : public QWidget
{
    Q_OBJECT

public:
    explicit InputShapeStrip(QWidget* parent = nullptr);

    /// Shows the strip. @p proposal may be empty: then nothing is filled in.
    void ask(const std::vector<InputSpec>& proposal);
    void showError(const QString& sentence);
    QString text() const;

Q_SIGNALS:
    void accepted(const std::vector<espalier::InputSpec>& inputs);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void apply();
    void retranslate();
    void fitWidths();

    QLabel* m_question;
    QLineEdit* m_input;
    QPushButton* m_apply;
    QPushButton* m_later;
    QLabel* m_error;
};

} // namespace espalier::ui

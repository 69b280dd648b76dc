// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace espalier::ui {

/// One line of plain text that gives way: what does not fit is cut in the middle and stays readable as a tool tip.
class ElidedLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QString shownText() const;
};

} // namespace espalier::ui

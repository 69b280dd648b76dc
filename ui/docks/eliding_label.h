// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace espalier::ui {

/// One line that ends in an ellipsis when there is no room; the tool tip has all of it.
class ElidingLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ElidingLabel(QWidget* parent = nullptr);

    void setFullText(const QString& text);
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace espalier::ui

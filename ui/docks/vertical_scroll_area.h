// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

namespace espalier::ui {

/// Scrolls a form up and down when the dock is too low for it; never narrower than the form, or than the width that the
/// form is said to need.
class VerticalScrollArea : public QScrollArea
{
    Q_OBJECT

public:
    explicit VerticalScrollArea(QWidget* parent = nullptr);

    /// Of a form that can be arranged to need less than its hint says.
    void setLeastContentWidth(int width);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    int m_leastContentWidth = -1; ///< -1: as its hint says
};

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSlider>

#include <optional>

namespace espalier::ui {

/// A slider of whole per cent, 0 to 99. Arrow keys move by one, with Shift by ten. A tick below the groove shows
/// what is really reached.
class SparsitySlider : public QSlider
{
    Q_OBJECT

public:
    explicit SparsitySlider(QWidget* parent = nullptr);

    /// As a fraction; nullopt hides the tick.
    void setAchieved(std::optional<double> achieved);
    std::optional<double> achieved() const { return m_achieved; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void doubleClicked();
    /// A press of mouse or key, or a turn of the wheel after a pause, that may move the slider: what follows belongs together.
    void stepBegins();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void beginStep();

    std::optional<double> m_achieved;
    std::optional<quint64> m_wheelTurned; ///< when, in ms, unless something else has begun a step since
};

} // namespace espalier::ui

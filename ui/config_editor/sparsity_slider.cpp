// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/sparsity_slider.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionSlider>

#include <algorithm>

#include "ui/theme/theme_manager.h"

namespace espalier::ui {

namespace {

constexpr int kLargest = 99;
constexpr int kStep = 1;
constexpr int kLargeStep = 10;
constexpr int kTickHeight = 4;
constexpr int kTickWidth = 2;
constexpr int kMinimumWidth = 80;
constexpr quint64 kWheelPause = 500; ///< ms between two turns of the wheel that are two steps

int direction(int key)
{
    switch (key) {
    case Qt::Key_Left:
    case Qt::Key_Down:
        return -1;
    case Qt::Key_Right:
    case Qt::Key_Up:
        return 1;
    default:
        return 0;
    }
}

} // namespace

SparsitySlider::SparsitySlider(QWidget* parent)
    : QSlider(Qt::Horizontal, parent)
{
    setRange(0, kLargest);
    setSingleStep(kStep);
    setPageStep(kLargeStep);
    setFocusPolicy(Qt::StrongFocus);
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void SparsitySlider::setAchieved(std::optional<double> achieved)
{
    if (achieved == m_achieved)
        return;
    m_achieved = achieved;
    update();
}

QSize SparsitySlider::sizeHint() const
{
    return QSlider::sizeHint() + QSize(0, 2 * kTickHeight);
}

QSize SparsitySlider::minimumSizeHint() const
{
    return {kMinimumWidth, QSlider::minimumSizeHint().height() + 2 * kTickHeight};
}

void SparsitySlider::keyPressEvent(QKeyEvent* event)
{
    const int towards = direction(event->key());
    if (!event->isAutoRepeat())
        beginStep();
    if (towards == 0) {
        QSlider::keyPressEvent(event);
        return;
    }
    const int step = event->modifiers().testFlag(Qt::ShiftModifier) ? kLargeStep : kStep;
    setValue(value() + towards * step);
    event->accept();
}

void SparsitySlider::beginStep()
{
    m_wheelTurned.reset();
    Q_EMIT stepBegins();
}

void SparsitySlider::mousePressEvent(QMouseEvent* event)
{
    beginStep();
    QSlider::mousePressEvent(event);
}

void SparsitySlider::mouseDoubleClickEvent(QMouseEvent* event)
{
    event->accept();
    Q_EMIT doubleClicked();
}

void SparsitySlider::wheelEvent(QWheelEvent* event)
{
    // A touchpad sends dozens of events for one gesture.
    const quint64 now = event->timestamp();
    if (!m_wheelTurned || now - *m_wheelTurned > kWheelPause)
        beginStep();
    m_wheelTurned = now;
    QSlider::wheelEvent(event);
}

void SparsitySlider::paintEvent(QPaintEvent* event)
{
    QSlider::paintEvent(event);
    if (!m_achieved)
        return;
    QStyleOptionSlider option;
    initStyleOption(&option);
    const QRect handle = style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, this);
    // In tenths of a per cent, so that the tick is as exact as the pixels allow.
    const int value = static_cast<int>(std::clamp(*m_achieved * 1000.0, 0.0, kLargest * 10.0));
    const int x =
        handle.width() / 2
        + QStyle::sliderPositionFromValue(0, kLargest * 10, value, width() - handle.width(), option.upsideDown);
    QPainter painter(this);
    painter.fillRect(x - kTickWidth / 2, height() - kTickHeight, kTickWidth, kTickHeight,
                     ThemeManager::instance().colors().text);
}

} // namespace espalier::ui

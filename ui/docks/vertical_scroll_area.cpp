// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/vertical_scroll_area.h"

#include <QEvent>
#include <QScrollBar>

namespace espalier::ui {

namespace {

constexpr int kLeastHeight = 48;

} // namespace

VerticalScrollArea::VerticalScrollArea(QWidget* parent)
    : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Maximum);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setAutoFillBackground(false);
}

void VerticalScrollArea::setLeastContentWidth(int width)
{
    if (width == m_leastContentWidth)
        return;
    m_leastContentWidth = width;
    updateGeometry();
}

QSize VerticalScrollArea::sizeHint() const
{
    const QSize content = widget() == nullptr ? QSize() : widget()->sizeHint();
    return {content.width() + verticalScrollBar()->sizeHint().width(), content.height()};
}

QSize VerticalScrollArea::minimumSizeHint() const
{
    const QSize hint = sizeHint();
    const int spare = widget() == nullptr || m_leastContentWidth < 0
                          ? 0
                          : qMax(0, widget()->sizeHint().width() - m_leastContentWidth);
    return {hint.width() - spare, qMin(hint.height(), kLeastHeight)};
}

bool VerticalScrollArea::eventFilter(QObject* watched, QEvent* event)
{
    // QScrollArea watches its widget already; another language or font makes that wider.
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

} // namespace espalier::ui

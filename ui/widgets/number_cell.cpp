// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/number_cell.h"

#include <QEvent>
#include <QFontMetrics>
#include <QPainter>

#include "ui/theme/theme_manager.h"

namespace espalier::ui {

namespace {

constexpr int kMarker = 8; ///< diameter of the circle
constexpr int kGap = 6;
constexpr int kMargin = 4;

} // namespace

NumberCell::NumberCell(QWidget* parent)
    : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void NumberCell::setContent(const Content& content)
{
    m_content = content;
    describe();
    updateGeometry();
    update();
}

QSize NumberCell::sizeHint() const
{
    const QFontMetrics number(numberFont());
    int width = kMargin + kMarker + kGap + number.horizontalAdvance(shownText()) + kMargin;
    if (!m_content.change.isEmpty())
        width += kGap + QFontMetrics(font()).horizontalAdvance(m_content.change);
    return {width, number.height() + 4};
}

void NumberCell::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemeColors& colors = ThemeManager::instance().colors();
    const bool current = m_content.outdated.isEmpty() && !m_content.text.isEmpty();
    if (underMouse() && isEnabled())
        painter.fillRect(rect(), colors.surface);

    const QColor marker = m_content.origin == NumberOrigin::Measured ? colors.measured : colors.estimated;
    const QRectF circle(kMargin + 0.5, (height() - kMarker) / 2.0, kMarker - 1, kMarker - 1);
    if (m_content.origin != NumberOrigin::Unknown) {
        painter.setPen(QPen(current ? marker : colors.secondaryText, 1.5));
        painter.setBrush(m_content.origin == NumberOrigin::Measured ? QBrush(painter.pen().color())
                                                                    : QBrush(Qt::NoBrush));
        painter.drawEllipse(circle);
    }

    QRect place = rect().adjusted(kMargin + kMarker + kGap, 0, -kMargin, 0);
    painter.setFont(numberFont());
    painter.setPen(current ? colors.text : colors.secondaryText);
    painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft, shownText());
    place.setLeft(place.left() + QFontMetrics(numberFont()).horizontalAdvance(shownText()) + kGap);
    painter.setFont(font());
    painter.setPen(colors.secondaryText);
    painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft, m_content.change);
    if (hasFocus()) {
        painter.setPen(QPen(colors.accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void NumberCell::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        describe();
    QAbstractButton::changeEvent(event);
}

QFont NumberCell::numberFont() const
{
    QFont larger = font();
    larger.setPointSizeF(larger.pointSizeF() * 1.25);
    return larger;
}

QString NumberCell::shownText() const
{
    return m_content.text.isEmpty() ? QStringLiteral("\u2013") : m_content.text;
}

void NumberCell::describe()
{
    QStringList lines;
    if (!m_content.exact.isEmpty())
        lines.append(m_content.exact);
    if (m_content.origin == NumberOrigin::Estimated)
        lines.append(tr("Estimated."));
    else if (m_content.origin == NumberOrigin::Measured)
        lines.append(tr("Measured."));
    if (!m_content.outdated.isEmpty())
        lines.append(m_content.outdated);
    const QString description = lines.join(QLatin1Char('\n'));
    setToolTip(description);
    setAccessibleDescription(description);
    setText(shownText());
}

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/kept_removed_legend.h"

#include <QEvent>
#include <QPainter>

#include "ui/charts/chart_theme.h"
#include "ui/theme/theme_manager.h"

namespace espalier::ui {

namespace {

constexpr int kSwatch = 12;
constexpr int kGap = 4;
constexpr int kSpace = 12;

} // namespace

KeptRemovedLegend::KeptRemovedLegend(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, qOverload<>(&QWidget::update));
    refresh();
}

void KeptRemovedLegend::setPreviewed(bool previewed)
{
    if (previewed == m_previewed)
        return;
    m_previewed = previewed;
    refresh();
}

void KeptRemovedLegend::setKeptShown(bool shown)
{
    m_keptShown = shown;
    refresh();
}

QString KeptRemovedLegend::keptText() const
{
    return tr("kept");
}

QString KeptRemovedLegend::removedText() const
{
    return m_previewed ? tr("removed (preview)") : tr("removed");
}

QSize KeptRemovedLegend::sizeHint() const
{
    const QFontMetrics metrics(font());
    const int kept = m_keptShown ? kSwatch + kGap + metrics.horizontalAdvance(keptText()) + kSpace : 0;
    return {kept + kSwatch + kGap + metrics.horizontalAdvance(removedText()), metrics.height() + kGap};
}

void KeptRemovedLegend::refresh()
{
    setAccessibleName(m_keptShown ? QStringLiteral("%1, %2").arg(keptText(), removedText()) : removedText());
    updateGeometry();
    update();
}

void KeptRemovedLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const ThemeColors& colors = ThemeManager::instance().colors();
    int x = 0;
    const auto draw = [&](const QBrush& brush, const QColor& frame, const QString& text) {
        const QRect swatch(x, (height() - kSwatch) / 2, kSwatch, kSwatch);
        painter.fillRect(swatch, colors.surface);
        painter.fillRect(swatch, brush);
        painter.setPen(frame);
        painter.drawRect(swatch.adjusted(0, 0, -1, -1));
        x += kSwatch + kGap;
        const int width = painter.fontMetrics().horizontalAdvance(text);
        painter.setPen(colors.text);
        painter.drawText(QRect(x, 0, width + kGap, height()), Qt::AlignLeft | Qt::AlignVCenter, text);
        x += width + kSpace;
    };
    if (m_keptShown)
        draw(keptBrush(), colors.kept, keptText());
    draw(removedBrush(), colors.removed, removedText());
}

void KeptRemovedLegend::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange)
        refresh();
    QWidget::changeEvent(event);
}

} // namespace espalier::ui

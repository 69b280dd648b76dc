// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/sparsity_legend.h"

#include <QEvent>
#include <QPainter>

#include "ui/charts/chart_theme.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

constexpr int kScaleWidth = 72;
constexpr int kScaleHeight = 12;
constexpr int kGap = 4;

} // namespace

SparsityLegend::SparsityLegend(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("sparsityLegend"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, qOverload<>(&QWidget::update));
    refresh();
}

QString SparsityLegend::lowText() const
{
    //: Left end of a colour scale; %1 is 0 %.
    return tr("sparsity %1").arg(percentText(0, 0));
}

QString SparsityLegend::highText() const
{
    return percentText(1, 0);
}

QSize SparsityLegend::sizeHint() const
{
    const QFontMetrics metrics(font());
    return {metrics.horizontalAdvance(lowText()) + metrics.horizontalAdvance(highText()) + kScaleWidth + 4 * kGap,
            metrics.height() + kGap};
}

void SparsityLegend::refresh()
{
    setAccessibleName(tr("Colours from %1 to %2").arg(lowText(), highText()));
    setToolTip(tr("The colour of a bar says which share of the layer is removed, whatever its length"));
    updateGeometry();
    update();
}

void SparsityLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const ThemeColors& colors = ThemeManager::instance().colors();
    int x = 0;
    const auto write = [&](const QString& text) {
        const int width = painter.fontMetrics().horizontalAdvance(text) + kGap;
        painter.setPen(colors.text);
        painter.drawText(QRect(x, 0, width, height()), Qt::AlignLeft | Qt::AlignVCenter, text);
        x += width + kGap;
    };
    write(lowText());
    const int top = (height() - kScaleHeight) / 2;
    for (int column = 0; column < kScaleWidth; ++column)
        painter.fillRect(x + column, top, 1, kScaleHeight,
                         sparsityColor(static_cast<double>(column) / (kScaleWidth - 1)));
    x += kScaleWidth + kGap;
    write(highText());
}

void SparsityLegend::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange)
        refresh();
    QWidget::changeEvent(event);
}

} // namespace espalier::ui

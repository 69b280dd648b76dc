// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/shaded_bars.h"

namespace espalier::ui {

ShadedBars::ShadedBars(QCPAxis* keyAxis, QCPAxis* valueAxis)
    : QCPBars(keyAxis, valueAxis)
{
}

void ShadedBars::draw(QCPPainter* painter)
{
    if (keyAxis() == nullptr || valueAxis() == nullptr)
        return;
    applyDefaultAntialiasingHint(painter);
    for (const QCPBarsData& bar : *data()) {
        const auto key = static_cast<qsizetype>(bar.key);
        const QBrush brush = key < m_shades.size() ? QBrush(m_shades[key]) : mBrush;
        painter->setBrush(brush);
        painter->setPen(QPen(brush.color(), 1));
        painter->drawRect(getBarRect(bar.key, bar.value));
    }
}

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QVector>

#include "ui/charts/qcustomplot_include.h"

namespace espalier::ui {

/// Bars each of which has a colour of its own. Keys are whole numbers from 0.
class ShadedBars final : public QCPBars
{
public:
    ShadedBars(QCPAxis* keyAxis, QCPAxis* valueAxis);

    /// By key; a bar without one has the brush of all.
    void setShades(const QVector<QColor>& shades) { m_shades = shades; }
    const QVector<QColor>& shades() const { return m_shades; }

protected:
    void draw(QCPPainter* painter) override;

private:
    QVector<QColor> m_shades;
};

} // namespace espalier::ui

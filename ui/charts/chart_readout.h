// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QCPItemStraightLine;
class QCPItemText;
class QCustomPlot;

namespace espalier::ui {

/// The numbers under the cursor: a vertical line and a small box beside it that stays within the axes. Drawn at the plot's
/// next replot.
class ChartReadout
{
public:
    /// Its items belong to @p plot.
    explicit ChartReadout(QCustomPlot& plot);

    void show(double key, const QString& text);
    void hide();
    QString text() const; ///< empty while hidden
    void applyTheme();

private:
    QCustomPlot& m_plot;
    QCPItemStraightLine* m_line;
    QCPItemText* m_box;
};

} // namespace espalier::ui

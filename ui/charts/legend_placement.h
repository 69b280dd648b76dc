// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QCPGraph;
class QCustomPlot;

namespace espalier::ui {

/// Puts the legend of @p plot where it covers none of the lines of @p graphs: into a corner of the axes, else above them.
/// It stays where it is as long as that is such a place; once above, until returnLegend(). The layout must be up to date.
/// False when the plot is too low for either: then it is best hidden.
bool placeLegend(QCustomPlot& plot, const QList<QCPGraph*>& graphs);

/// Back into the axes: the next placeLegend() looks for a corner again.
void returnLegend(QCustomPlot& plot);

bool isLegendInside(const QCustomPlot& plot);

} // namespace espalier::ui

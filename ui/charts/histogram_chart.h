// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QString>

#include <optional>

#include "ui/charts/chart_frame.h"
#include "ui/views/weight_histogram.h"

class QCheckBox;
class QCPBars;
class QCPItemStraightLine;
class QCPItemText;

namespace espalier::ui {

class KeptRemovedLegend;

/// How the weights of a layer are distributed: bars of those kept and, on top and hatched, those removed. Lines at plus and
/// minus the magnitude where pruning of single weights cuts. Keys: arrows move the readout.
class HistogramChart : public ChartFrame
{
    Q_OBJECT

public:
    explicit HistogramChart(QWidget* parent = nullptr);

    /// @param cut magnitude below which single weights are removed; nullopt: pruning does not go by that.
    void setHistogram(const WeightHistogram& histogram, std::optional<double> cut, bool previewed, const QString& name);
    bool isLogarithmic() const;
    std::optional<double> cut() const { return m_cut; }
    const WeightHistogram& histogram() const { return m_histogram; }

protected:
    void redraw() override;
    void applyTheme() override;
    void retranslate() override;
    void pointAt(const QPoint& pixel) override;
    void pointAway() override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void createControls();
    void createBars();
    void fillBars();
    void fitRanges();
    void placeCut();
    void updateScale();
    void updateMessage();
    void showBin();

    QCheckBox* m_logarithmic;
    KeptRemovedLegend* m_legend;
    QCPBars* m_kept = nullptr;
    QCPBars* m_removed = nullptr;
    QCPItemStraightLine* m_lower = nullptr;
    QCPItemStraightLine* m_upper = nullptr;
    QCPItemText* m_cutText = nullptr;
    WeightHistogram m_histogram;
    std::optional<double> m_cut;
    std::optional<std::size_t> m_bin;
};

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>

#include <optional>
#include <utility>

#include "ui/charts/chart_frame.h"
#include "ui/views/heat_map_image.h"
#include "ui/views/weight_matrix.h"
#include "ui/views/weight_slices.h"

class QCheckBox;
class QComboBox;
class QCPColorMap;
class QCPColorScale;
class QCPItemPixmap;
class QCPRange;
class QToolButton;

namespace espalier::ui {

class LatestTask;

/// The weight of a layer as a map of its weights, or of the L1 norms of its kernels or output channels; rows are output
/// channels. What the mask removes is hatched; wheel and drag show a part, down to single places; a double click shows all
/// again. Keys: arrows move the readout, plus and minus zoom, Home fits.
class HeatMapChart : public ChartFrame
{
    Q_OBJECT

public:
    explicit HeatMapChart(QWidget* parent = nullptr);

    /// Another matrix is shown whole; the same one keeps what part of it is shown.
    void setWeight(const WeightMatrix& matrix, const WeightMask& mask, const QString& name);
    bool isMaskShown() const;
    bool isMaskApplied() const;
    /// The granularity that is chosen, or Weight where the layer does not have it.
    MapGranularity granularity() const;
    void fit();
    /// The part of the matrix that can be seen, in places of the granularity.
    MatrixArea visibleArea() const;
    /// What was last drawn.
    const HeatMapCells& cells() const { return m_cells; }
    /// The numbers of one place, as the readout says them.
    QString placeReadout(std::int64_t row, std::int64_t column) const;

protected:
    void redraw() override;
    void applyTheme() override;
    void retranslate() override;
    void pointAt(const QPoint& pixel) override;
    void pointAway() override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    using Place = std::pair<std::int64_t, std::int64_t>; ///< row, column

    /// What is found out about the slices of the weight, which takes a moment when it is large.
    struct Layout
    {
        WeightSlices slices; ///< none where the granularity is Weight
        ValueRange range;    ///< without the mask; where the matrix is another one
    };

    void createControls();
    void createMap();
    void connectMap();
    void setGranularity(MapGranularity granularity);
    void offerGranularities();
    /// @param anew what is drawn becomes another matrix.
    void layOut(bool anew);
    void adoptLayout(Layout layout);
    void startAnew(const ValueRange& range);
    void showNoMap();
    void fillMap();
    void placeOverlay();
    void updateMessage();
    void keepInside(const QCPRange& columns, const QCPRange& rows);
    void zoom(double factor);
    void moveCursor(std::int64_t rows, std::int64_t columns);
    void showCursor();
    QString rangeText() const;
    QString maskText() const;
    QString reductionText() const;
    QString placeText(std::int64_t row, std::int64_t column) const;
    QString fateText(std::int64_t row, std::int64_t column) const;
    QCPRange colorRange() const;
    bool isVector() const { return m_matrix.columns == 1 && m_matrix.kernel.empty(); }
    bool isSigned() const { return m_range.lowest < 0; }

    LatestTask* m_slicing;
    QComboBox* m_granularity;
    QToolButton* m_before;
    QToolButton* m_after;
    QCheckBox* m_showMask;
    QCPColorMap* m_map = nullptr;
    QCPColorScale* m_scale = nullptr;
    QCPItemPixmap* m_overlay = nullptr;
    MapGranularity m_wanted = MapGranularity::Weight;
    QString m_name; ///< of the layer
    WeightMatrix m_weight;
    WeightMask m_weightMask;
    WeightSlices m_slices; ///< of the weight, where the granularity is not Weight
    WeightMatrix m_matrix; ///< what is drawn: the weight or the norms of its slices
    WeightMask m_mask;
    ValueRange m_range; ///< without the mask
    HeatMapCells m_cells;
    std::optional<Place> m_cursor;
    bool m_anew = false; ///< the layout that is on its way is that of another matrix
};

} // namespace espalier::ui

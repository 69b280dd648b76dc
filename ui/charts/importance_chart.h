// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QString>
#include <QStringList>

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "ui/charts/chart_frame.h"

class QCPBars;
class QCPItemStraightLine;
class QCPItemText;
class QDoubleSpinBox;
class QLabel;
class QToolButton;

namespace espalier::ui {

class KeptRemovedLegend;

/// What an ImportanceChart shows.
struct ImportanceContent
{
    QString layer;
    std::shared_ptr<const std::vector<double>> scores; ///< one per channel; null: not known
    std::vector<double> removedShares;                 ///< of each channel's weights; empty: no mask
    std::optional<double> sparsity;                    ///< asked for
    bool cuttable = false;                             ///< whole channels are removed by score, and which can be chosen
    bool previewed = false;                            ///< what is removed is only a preview
    QString scoreName;                                 ///< "L1 norm of filters"
    QString note;                                      ///< a further sentence, such as why it is not cuttable
    QString unknown = {};                              ///< why it is not known yet what goes; else empty
    std::size_t multiple = 1;                          ///< that many channels, or several times as many, are kept
    QStringList together = {};                         ///< layers that lose the same channels

    std::size_t channels() const { return scores == nullptr ? 0 : scores->size(); }
};

/// How important each output channel is. The line that cuts the unimportant ones off can be dragged; a double click, or the
/// box, takes a number. Keys: left and right move the cut by 1 %, with Shift by 10 %; up and down move the readout; plus
/// and minus zoom, Home fits.
class ImportanceChart : public ChartFrame
{
    Q_OBJECT

public:
    explicit ImportanceChart(QWidget* parent = nullptr);

    void setContent(ImportanceContent content);
    /// While there are no scores: why, or that they are being computed.
    void setWaiting(const QString& layer, const QString& sentence);
    const ImportanceContent& content() const { return m_content; }
    bool isSorted() const;
    bool isDragging() const { return m_dragging; }
    /// How many channels lie below the cut.
    std::size_t cutCount() const;
    /// Channels that are drawn as removed.
    std::vector<std::size_t> removedChannels() const;
    /// Where on the plot a cut that removes @p count channels would be.
    QPoint cutPosition(std::size_t count) const;

Q_SIGNALS:
    /// The cut was moved to where @p sparsity is asked for. Moves of one drag carry the same @p mergeKey; 0: a single edit.
    void cutMoved(double sparsity, int mergeKey);

protected:
    void redraw() override;
    void applyTheme() override;
    void retranslate() override;
    void pointAt(const QPoint& pixel) override;
    void pointAway() override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void createControls();
    void createPlot();
    void connectPlot();

    void refreshOrder();
    void fillBars();
    void fitValues();
    void placeCut();
    void updateMessage();
    QStringList whyOtherCount(std::size_t removed) const;
    void updateSpinBox();
    void showChannel();
    double removedShare(std::size_t channel) const;
    std::size_t channelAt(std::size_t place) const { return isSorted() ? m_order[place] : place; }
    /// Where on the axis the first bar lies: channels are counted from 0, places in the order from 1.
    std::ptrdiff_t firstPlace() const { return isSorted() ? 1 : 0; }
    std::size_t rankOf(std::size_t channel) const { return m_ranks[channel]; }

    bool isOnCut(const QPoint& pixel) const;
    /// Of @p count channels below the cut, those that go so that a multiple is kept.
    std::size_t wholeMultiples(std::size_t count) const;
    double cutCoordinate(std::size_t count) const;
    std::size_t countAt(const QPoint& pixel) const;
    void press(const QPoint& pixel);
    void drag(const QPoint& pixel);
    void release();
    void moveCut(double by, bool repeated);
    void movePlace(int by);
    void zoom(double factor);
    void fit();

    QToolButton* m_sorted;
    QToolButton* m_inOrder;
    QLabel* m_sparsityLabel;
    QDoubleSpinBox* m_spinBox;
    KeptRemovedLegend* m_legend;
    QCPBars* m_kept = nullptr;
    QCPBars* m_removed = nullptr;
    QCPItemStraightLine* m_cutLine = nullptr;
    QCPItemText* m_cutText = nullptr;
    ImportanceContent m_content;
    QString m_waiting;
    std::vector<std::size_t> m_order;   ///< channels, lowest score first
    std::vector<std::size_t> m_ranks;   ///< place of each channel in m_order
    std::optional<std::size_t> m_place; ///< of the bar under the cursor
    std::size_t m_dragCount = 0;
    int m_mergeKey = 0;
    bool m_dragging = false;
};

} // namespace espalier::ui

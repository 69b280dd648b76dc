// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QList>
#include <QRectF>
#include <QString>
#include <QVector>
#include <QWidget>

#include <functional>
#include <limits>
#include <memory>
#include <optional>

class QCPGraph;
class QCustomPlot;
class QTimer;

namespace espalier::ui {

class ChartImageExport;
class ChartReadout;

/// Lines that grow while one looks: keeps every point, redraws at most 20 times a second, follows the data until one
/// zooms or drags; a double click follows again. The numbers under the cursor are read out. Keys: arrows move the
/// readout, plus and minus zoom, Home fits. The context menu saves and copies the picture.
class LiveLineChart : public QWidget
{
    Q_OBJECT

public:
    enum class SeriesKind {
        Noisy,  ///< the points faint, and their exponential moving average over them
        Points, ///< a line with a marker at each point
        Step    ///< a faint step curve behind the others, in percent, on an axis of its own at the right
    };
    using NumberText = std::function<QString(double)>;

    static constexpr int kInterval = 50;       ///< ms between two redraws at least
    static constexpr double kSmoothing = 0.95; ///< what the moving average keeps of its past at each point

    explicit LiveLineChart(QWidget* parent = nullptr);
    ~LiveLineChart() override;

    /// Returns the index of the new series.
    int addSeries(SeriesKind kind, const QString& name = {});
    void setSeriesName(int series, const QString& name);
    void removeAllSeries();
    /// @p x must not decrease within a series.
    void append(int series, double x, double y);
    void append(int series, const QVector<double>& x, const QVector<double>& y);
    /// Drops all points and the baseline and fits; the series stay.
    void clear();

    qsizetype pointCount(int series) const;
    /// As it was appended.
    QPointF point(int series, qsizetype index) const;
    /// The moving average of a Noisy series after that point.
    double smoothed(int series, qsizetype index) const;

    /// With units: "Accuracy (%)". @p right is for Step series.
    void setAxisLabels(const QString& x, const QString& y, const QString& right = {});
    /// What fit() shows at least.
    void setDomain(double lower, double upper);
    /// What fit() shows at most, as far as values are concerned: 0 and 100 for percentages.
    void setValueLimits(double lower, double upper);
    /// How the readout writes x and values: "Epoch 2.35", "91.8 %".
    void setReadoutTexts(NumberText x, NumberText value);
    /// A dashed line across; nullopt: none.
    void setBaseline(std::optional<double> value, const QString& name);
    std::optional<double> baseline() const { return m_baseline; }
    /// What the chart says, in one sentence; for those who cannot see it.
    void setMessage(const QString& sentence);
    /// File name without suffix that is proposed when its picture is saved.
    void setPictureName(const QString& name);

    void fit();
    /// True while the chart follows the data: nobody has zoomed or dragged since the last fit.
    bool isFitted() const { return m_fitted; }
    /// x and values that are shown; the top is the smallest value.
    QRectF visibleRange() const;
    bool isLegendVisible() const;
    /// In a corner of the axes where it covers nothing; else it stands above them.
    bool isLegendInside() const;
    QString readout() const;
    int replotCount() const { return m_replots; }

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Series
    {
        SeriesKind kind = SeriesKind::Points;
        QString name;
        QCPGraph* points = nullptr; ///< as appended
        QCPGraph* line = nullptr;   ///< the moving average; else the same as points
        double average = 0;
        double weight = 0; ///< of all points in average; the rest is the zero that it began with
        double smallest = std::numeric_limits<double>::infinity();
        double largest = -std::numeric_limits<double>::infinity();
    };

    void createPlot();
    void connectPlot();
    void applyTheme();
    void applySeriesTheme(const Series& series, int style) const;
    void addPoint(Series& series, double x, double y);
    void scheduleRedraw();
    void redraw();
    void fitRanges();
    void fitValues();
    void updateLayout();
    void updateRightAxis();
    void updateBaseline();
    void updateReadout();
    QString readoutText(double x) const;
    void zoom(double factor);
    void moveReadout(double fraction);
    QList<QCPGraph*> shownGraphs() const;

    QCustomPlot* m_plot;
    QTimer* m_timer;
    ChartImageExport* m_export;
    QElapsedTimer m_sinceRedraw;
    std::unique_ptr<ChartReadout> m_readout;
    std::optional<double> m_readoutX;
    QList<Series> m_series;
    QCPGraph* m_baselineGraph = nullptr;
    std::optional<double> m_baseline;
    QString m_rightLabel;
    NumberText m_xText;
    NumberText m_valueText;
    double m_domainLower = 0;
    double m_domainUpper = 1;
    double m_lowest = -std::numeric_limits<double>::infinity();
    double m_highest = std::numeric_limits<double>::infinity();
    bool m_fitted = true;
    int m_replots = 0;
};

} // namespace espalier::ui

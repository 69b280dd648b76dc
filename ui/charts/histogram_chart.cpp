// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/histogram_chart.h"

#include <QCheckBox>
#include <QKeyEvent>
#include <QLocale>

#include <algorithm>

#include "ui/charts/chart_theme.h"
#include "ui/charts/kept_removed_legend.h"
#include "ui/charts/qcustomplot_include.h"
#include "ui/theme/theme_manager.h"
#include "ui/translation/sentences.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

constexpr double kHeadroom = 1.1; ///< above the highest bar
constexpr double kLogHeadroom = 3.0;
constexpr double kSmallestCount = 0.5; ///< lower end of a logarithmic axis: a single weight is visible
constexpr double kCutWidth = 2.0;

QString valueText(double value)
{
    return QLocale().toString(value, 'g', 3);
}

} // namespace

HistogramChart::HistogramChart(QWidget* parent)
    : ChartFrame(QStringLiteral("histogramChart"), parent)
    , m_logarithmic(new QCheckBox(this))
    , m_legend(new KeptRemovedLegend(this))
{
    createControls();
    createBars();
    retranslate();
}

void HistogramChart::createControls()
{
    m_logarithmic->setObjectName(QStringLiteral("logarithmicCheckBox"));
    addControl(m_logarithmic);
    addControl(m_legend);
    connect(m_logarithmic, &QCheckBox::toggled, this, [this] {
        updateScale();
        scheduleRedraw();
    });
}

void HistogramChart::createBars()
{
    m_kept = new QCPBars(plot().xAxis, plot().yAxis);
    m_removed = new QCPBars(plot().xAxis, plot().yAxis);
    for (QCPBars* bars : {m_kept, m_removed}) {
        bars->setWidthType(QCPBars::wtPlotCoords);
        bars->setAntialiased(false);
        bars->setSelectable(QCP::stNone);
    }
    m_removed->moveAbove(m_kept);
    m_cutText = new QCPItemText(&plot());
    m_cutText->setSelectable(false);
    m_cutText->setLayer(QStringLiteral("overlay"));
    m_cutText->position->setTypeX(QCPItemPosition::ptPlotCoords);
    m_cutText->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    m_cutText->setPositionAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_cutText->setPadding(QMargins(4, 4, 4, 4));
    for (QCPItemStraightLine** line : {&m_lower, &m_upper}) {
        *line = new QCPItemStraightLine(&plot());
        (*line)->setSelectable(false);
        (*line)->setLayer(QStringLiteral("overlay"));
        for (QCPItemPosition* end : {(*line)->point1, (*line)->point2}) {
            end->setTypeX(QCPItemPosition::ptPlotCoords);
            end->setTypeY(QCPItemPosition::ptAxisRectRatio);
        }
    }
    plot().xAxis->grid()->setVisible(false);
}

void HistogramChart::setHistogram(const WeightHistogram& histogram, std::optional<double> cut, bool previewed,
                                  const QString& name)
{
    m_histogram = histogram;
    m_cut = cut;
    if (m_bin && *m_bin >= m_histogram.kept.size())
        m_bin.reset();
    m_legend->setPreviewed(previewed);
    setPictureName(name + QStringLiteral("-distribution"));
    retranslate();
    showBin();
}

bool HistogramChart::isLogarithmic() const
{
    return m_logarithmic->isChecked();
}

void HistogramChart::redraw()
{
    fillBars();
    fitRanges();
    placeCut();
    plot().replot(QCustomPlot::rpQueuedReplot);
}

void HistogramChart::fillBars()
{
    const auto bins = static_cast<qsizetype>(m_histogram.kept.size());
    QVector<double> centers(bins);
    QVector<double> kept(bins);
    QVector<double> removed(bins);
    for (qsizetype i = 0; i < bins; ++i) {
        const auto bin = static_cast<std::size_t>(i);
        centers[i] = m_histogram.binCenter(bin);
        kept[i] = static_cast<double>(m_histogram.kept[bin]);
        removed[i] = static_cast<double>(m_histogram.removed[bin]);
    }
    m_kept->setWidth(m_histogram.binWidth());
    m_removed->setWidth(m_histogram.binWidth());
    m_kept->setData(centers, kept, true);
    m_removed->setData(centers, removed, true);
}

void HistogramChart::fitRanges()
{
    // Weights of one sign only leave half of the bins empty.
    std::size_t first = m_histogram.kept.size();
    std::size_t last = 0;
    qint64 highest = 1;
    for (std::size_t bin = 0; bin < m_histogram.kept.size(); ++bin) {
        const qint64 count = m_histogram.kept[bin] + m_histogram.removed[bin];
        if (count == 0)
            continue;
        first = std::min(first, bin);
        last = bin;
        highest = std::max(highest, count);
    }
    if (first <= last && first < m_histogram.kept.size())
        plot().xAxis->setRange(m_histogram.binCenter(first) - m_histogram.binWidth(),
                               m_histogram.binCenter(last) + m_histogram.binWidth());
    const auto top = static_cast<double>(highest);
    if (isLogarithmic())
        plot().yAxis->setRange(kSmallestCount, top * kLogHeadroom);
    else
        plot().yAxis->setRange(0, top * kHeadroom);
}

void HistogramChart::placeCut()
{
    const double cut = m_cut.value_or(0.0);
    for (QCPItemStraightLine* line : {m_lower, m_upper}) {
        const double place = line == m_lower ? -cut : cut;
        line->point1->setCoords(place, 0);
        line->point2->setCoords(place, 1);
        line->setVisible(m_cut.has_value());
    }
    m_cutText->position->setCoords(cut, 0);
    m_cutText->setText(m_cut ? tr("cut at \u00b1%1").arg(valueText(cut)) : QString());
    m_cutText->setVisible(m_cut.has_value());
}

void HistogramChart::updateScale()
{
    QCPAxis* axis = plot().yAxis;
    axis->setScaleType(isLogarithmic() ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    axis->setTicker(isLogarithmic() ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                                    : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
}

void HistogramChart::applyTheme()
{
    ChartFrame::applyTheme();
    const ThemeColors& colors = ThemeManager::instance().colors();
    m_kept->setBrush(keptBrush());
    m_kept->setPen(QPen(colors.kept, 1));
    m_removed->setBrush(removedBrush());
    m_removed->setPen(QPen(colors.removed, 1));
    for (QCPItemStraightLine* line : {m_lower, m_upper})
        line->setPen(QPen(colors.text, kCutWidth, Qt::DashLine));
    m_cutText->setColor(colors.text);
    m_cutText->setFont(font());
    m_cutText->setBrush(colors.surface);
    m_cutText->setPen(Qt::NoPen);
}

void HistogramChart::retranslate()
{
    setAccessibleName(tr("Distribution of weights"));
    m_logarithmic->setText(tr("Logarithmic"));
    m_logarithmic->setToolTip(tr("Counts on a logarithmic axis, so that rare weights can be seen."));
    plot().xAxis->setLabel(tr("Weight (no unit)"));
    plot().yAxis->setLabel(m_histogram.isSampled() ? tr("Number of weights in the sample") : tr("Number of weights"));
    updateMessage();
    ChartFrame::retranslate();
}

void HistogramChart::updateMessage()
{
    if (m_histogram.total == 0)
        return setMessage({});
    const qint64 removed = m_histogram.removedCount();
    const double share = static_cast<double>(removed) / static_cast<double>(m_histogram.read);
    QStringList sentences{m_histogram.isSampled()
                              ? tr("%1 of %2 weights were sampled; %3 of them are removed.")
                                    .arg(countText(m_histogram.read), countText(m_histogram.total), percentText(share))
                              : tr("%1 of %2 weights (%3) are removed.")
                                    .arg(countText(removed), countText(m_histogram.total), percentText(share))};
    if (m_cut)
        sentences.append(tr("Pruning takes weights of magnitude %1 and below.").arg(valueText(*m_cut)));
    if (m_histogram.notNumbers > 0)
        sentences.append(tr("%n weight(s) are not finite numbers and in no bar.", nullptr,
                            static_cast<int>(m_histogram.notNumbers)));
    setMessage(joinSentences(sentences));
}

void HistogramChart::pointAt(const QPoint& pixel)
{
    m_bin.reset();
    if (plot().axisRect()->rect().contains(pixel))
        m_bin = m_histogram.binOf(plot().xAxis->pixelToCoord(pixel.x()));
    showBin();
}

void HistogramChart::pointAway()
{
    m_bin.reset();
    setReadout({});
}

void HistogramChart::showBin()
{
    if (!m_bin)
        return setReadout({});
    const double half = m_histogram.binWidth() / 2;
    const double center = m_histogram.binCenter(*m_bin);
    setReadout(tr("From %1 to %2: %3 kept, %4 removed")
                   .arg(valueText(center - half), valueText(center + half), countText(m_histogram.kept[*m_bin]),
                        countText(m_histogram.removed[*m_bin])));
}

void HistogramChart::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    if (step == 0 || m_histogram.kept.empty())
        return ChartFrame::keyPressEvent(event);
    const auto last = static_cast<std::ptrdiff_t>(m_histogram.kept.size()) - 1;
    const std::ptrdiff_t from = m_bin ? static_cast<std::ptrdiff_t>(*m_bin) : last / 2 - step;
    m_bin = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(from + step, 0, last));
    showBin();
}

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
// What an ImportanceChart shows; how its cut is moved is in importance_chart_cut.cpp.
#include "ui/charts/importance_chart.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/charts/chart_theme.h"
#include "ui/charts/kept_removed_legend.h"
#include "ui/charts/qcustomplot_include.h"
#include "ui/theme/theme_manager.h"
#include "ui/translation/sentences.h"
#include "ui/views/channel_cut.h"
#include "ui/widgets/clamping_spin_box.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

constexpr double kHeadroom = 1.1;
constexpr double kBarWidth = 0.8; ///< of the distance between two channels
constexpr double kNarrowBar = 4;  ///< px: narrower ones touch and have no frame
constexpr double kCutWidth = 2;
constexpr double kLargestPercent = 99.9;
constexpr int kNamedLayers = 3;
constexpr double kWhole = 1.0 - 1e-9; ///< the share from which a channel counts as removed

QString valueText(double value)
{
    return QLocale().toString(value, 'g', 4);
}

} // namespace

ImportanceChart::ImportanceChart(QWidget* parent)
    : ChartFrame(QStringLiteral("importanceChart"), parent)
    , m_sorted(new QToolButton(this))
    , m_inOrder(new QToolButton(this))
    , m_sparsityLabel(new QLabel(this))
    , m_spinBox(new ClampingSpinBox(this))
    , m_legend(new KeptRemovedLegend(this))
{
    createControls();
    createPlot();
    connectPlot();
    retranslate();
}

void ImportanceChart::createControls()
{
    m_sorted->setObjectName(QStringLiteral("sortedChannelsToolButton"));
    m_inOrder->setObjectName(QStringLiteral("channelOrderToolButton"));
    m_spinBox->setObjectName(QStringLiteral("cutSpinBox"));
    m_spinBox->setRange(0.0, kLargestPercent);
    m_spinBox->setDecimals(1);
    m_spinBox->setAlignment(Qt::AlignRight);
    m_spinBox->setKeyboardTracking(false);
    m_sparsityLabel->setBuddy(m_spinBox);
    auto* number = new QWidget(this);
    auto* numberLayout = new QHBoxLayout(number);
    numberLayout->setContentsMargins(0, 0, 0, 0);
    numberLayout->setSpacing(4);
    numberLayout->addWidget(m_sparsityLabel);
    numberLayout->addWidget(m_spinBox);
    addChoice(m_sorted, m_inOrder);
    addControl(number);
    addControl(m_legend);
}

void ImportanceChart::createPlot()
{
    plot().setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    plot().axisRect()->setRangeDrag(Qt::Horizontal);
    plot().axisRect()->setRangeZoom(Qt::Horizontal);
    m_kept = new QCPBars(plot().xAxis, plot().yAxis);
    m_removed = new QCPBars(plot().xAxis, plot().yAxis);
    for (QCPBars* bars : {m_kept, m_removed}) {
        bars->setWidthType(QCPBars::wtPlotCoords);
        bars->setAntialiased(false);
        bars->setSelectable(QCP::stNone);
    }
    m_removed->moveAbove(m_kept);
    m_cutText = new QCPItemText(&plot());
    m_cutLine = new QCPItemStraightLine(&plot());
    // The line is drawn over the text.
    for (QCPAbstractItem* item : {static_cast<QCPAbstractItem*>(m_cutText), static_cast<QCPAbstractItem*>(m_cutLine)}) {
        item->setSelectable(false);
        item->setLayer(QStringLiteral("overlay"));
    }
    m_cutText->setPadding(QMargins(4, 4, 4, 4));
    const QSharedPointer<QCPAxisTickerFixed> ticker(new QCPAxisTickerFixed);
    ticker->setTickStep(1);
    ticker->setScaleStrategy(QCPAxisTickerFixed::ssMultiples);
    plot().xAxis->setTicker(ticker);
    plot().xAxis->setNumberFormat(QStringLiteral("f"));
    plot().xAxis->setNumberPrecision(0);
    plot().xAxis->grid()->setVisible(false);
}

void ImportanceChart::setContent(ImportanceContent content)
{
    const bool other = content.layer != m_content.layer || content.channels() != m_content.channels();
    const bool sameScores = content.scores == m_content.scores;
    m_content = std::move(content);
    m_waiting.clear();
    if (!sameScores)
        refreshOrder();
    if (other) {
        m_place.reset();
        m_dragging = false;
        fit();
    }
    setPictureName(m_content.layer + QStringLiteral("-channels"));
    m_legend->setPreviewed(m_content.previewed);
    retranslate();
    showChannel();
}

void ImportanceChart::setWaiting(const QString& layer, const QString& sentence)
{
    ImportanceContent nothing;
    nothing.layer = layer;
    setContent(std::move(nothing));
    m_waiting = sentence;
    updateMessage();
}

bool ImportanceChart::isSorted() const
{
    return m_sorted->isChecked();
}

std::vector<std::size_t> ImportanceChart::removedChannels() const
{
    std::vector<std::size_t> removed;
    for (std::size_t channel = 0; channel < m_content.channels(); ++channel) {
        if (removedShare(channel) >= kWhole)
            removed.push_back(channel);
    }
    return removed;
}

void ImportanceChart::refreshOrder()
{
    m_order.clear();
    if (m_content.scores != nullptr)
        m_order = removalOrder(*m_content.scores);
    m_ranks.resize(m_order.size());
    for (std::size_t place = 0; place < m_order.size(); ++place)
        m_ranks[m_order[place]] = place;
}

/// While the cut moves, and before there is a mask, what the cut will take. What other layers have a say in only the mask
/// can tell, which follows in a moment.
double ImportanceChart::removedShare(std::size_t channel) const
{
    const bool masked = m_content.removedShares.size() == m_content.channels();
    if (m_content.cuttable && (!masked || (m_dragging && m_content.together.isEmpty())))
        return rankOf(channel) < wholeMultiples(cutCount()) ? 1.0 : 0.0;
    return channel < m_content.removedShares.size() ? m_content.removedShares[channel] : 0.0;
}

void ImportanceChart::redraw()
{
    fitValues();
    updateLayout();
    fillBars();
    placeCut();
    plot().replot(QCustomPlot::rpQueuedReplot);
}

void ImportanceChart::fillBars()
{
    // Only bars that have a height: thousands of empty ones take as long to draw.
    QVector<double> keptPlaces;
    QVector<double> kept;
    QVector<double> removedPlaces;
    QVector<double> removed;
    for (std::size_t place = 0; place < m_content.channels(); ++place) {
        const std::size_t channel = channelAt(place);
        const double score = (*m_content.scores)[channel];
        const double share = removedShare(channel);
        const double coordinate = static_cast<double>(place) + static_cast<double>(firstPlace());
        if (std::isfinite(score) && share < 1) {
            keptPlaces.append(coordinate);
            kept.append(score * (1 - share));
        }
        if (std::isfinite(score) && share > 0) {
            removedPlaces.append(coordinate);
            removed.append(score * share);
        }
    }
    const double pixels = plot().axisRect()->width() / std::max(plot().xAxis->range().size(), 1.0);
    const bool narrow = pixels < kNarrowBar;
    const ThemeColors& colors = ThemeManager::instance().colors();
    m_kept->setPen(narrow ? QPen(Qt::NoPen) : QPen(colors.kept, 1));
    m_removed->setPen(narrow ? QPen(Qt::NoPen) : QPen(colors.removed, 1));
    for (QCPBars* bars : {m_kept, m_removed})
        bars->setWidth(narrow ? 1.0 : kBarWidth);
    m_kept->setData(keptPlaces, kept, true);
    m_removed->setData(removedPlaces, removed, true);
}

void ImportanceChart::fitValues()
{
    double lowest = 0;
    double highest = 0;
    for (std::size_t channel = 0; channel < m_content.channels(); ++channel) {
        const double score = (*m_content.scores)[channel];
        if (!std::isfinite(score))
            continue;
        lowest = std::min(lowest, score);
        highest = std::max(highest, score);
    }
    if (lowest == highest)
        highest = lowest + 1;
    plot().yAxis->setRange(lowest * kHeadroom, highest * kHeadroom);
}

void ImportanceChart::applyTheme()
{
    ChartFrame::applyTheme();
    const ThemeColors& colors = ThemeManager::instance().colors();
    m_kept->setBrush(keptBrush());
    m_removed->setBrush(removedBrush());
    m_cutLine->setPen(QPen(colors.text, kCutWidth));
    m_cutText->setColor(colors.text);
    m_cutText->setFont(font());
    m_cutText->setBrush(colors.surface);
    m_cutText->setPen(Qt::NoPen);
}

void ImportanceChart::retranslate()
{
    setAccessibleName(tr("Importance of channels"));
    //: Order of the bars.
    m_sorted->setText(tr("By importance"));
    m_sorted->setToolTip(tr("Orders the channels by their score, so that those below the cut lie at the left."));
    //: Order of the bars.
    m_inOrder->setText(tr("By channel"));
    m_inOrder->setToolTip(tr("Orders the channels as they are stored."));
    m_sparsityLabel->setText(tr("Sparsity"));
    //: Behind a number in a spin box: "50.0 %". Begins with a no-break space.
    m_spinBox->setSuffix(tr("\u00a0%"));
    m_spinBox->setAccessibleName(tr("Sparsity of the layer in percent"));
    m_spinBox->setToolTip(tr("The share of channels that the cut removes. The line in the chart can be dragged too."));
    plot().xAxis->setLabel(isSorted() ? tr("Place in the order of importance") : tr("Output channel"));
    plot().yAxis->setLabel(m_content.scoreName);
    updateSpinBox();
    updateMessage();
    ChartFrame::retranslate();
}

void ImportanceChart::updateSpinBox()
{
    m_spinBox->setEnabled(m_content.cuttable);
    m_sparsityLabel->setEnabled(m_content.cuttable);
    const double percent = m_content.sparsity.value_or(0.0) * 100.0;
    // Setting the same number again would discard what is being typed.
    if (std::lround(m_spinBox->value() * 10) == std::lround(percent * 10))
        return;
    const QSignalBlocker blocker(m_spinBox);
    m_spinBox->setValue(percent);
}

void ImportanceChart::updateMessage()
{
    if (m_content.channels() == 0)
        return setMessage(m_waiting);
    const auto removed = static_cast<int>(removedChannels().size());
    const auto channels = static_cast<int>(m_content.channels());
    QStringList sentences;
    const QString share = percentText(static_cast<double>(removed) / channels);
    if (!m_content.unknown.isEmpty() && m_content.sparsity)
        sentences.append({tr("%1 is asked for.").arg(percentText(*m_content.sparsity)), m_content.unknown});
    else if (m_content.cuttable && m_content.sparsity)
        sentences.append(tr("%1 of %n channel(s) (%2) are removed; %3 is asked for.", nullptr, channels)
                             .arg(countText(removed), share, percentText(*m_content.sparsity)));
    else
        sentences.append(tr("%1 of %n channel(s) (%2) are removed.", nullptr, channels).arg(countText(removed), share));
    const bool partly = std::any_of(m_content.removedShares.begin(), m_content.removedShares.end(),
                                    [](double part) { return part > 0 && part < kWhole; });
    if (partly)
        sentences.append(tr("The hatched part of a bar is the share of the channel's weights that is removed."));
    sentences += whyOtherCount(static_cast<std::size_t>(removed));
    if (!m_content.note.isEmpty())
        sentences.append(m_content.note);
    setMessage(joinSentences(sentences));
}

/// Why other channels go than those below the cut.
QStringList ImportanceChart::whyOtherCount(std::size_t removed) const
{
    QStringList sentences;
    if (!m_content.cuttable || !m_content.unknown.isEmpty())
        return sentences;
    const std::size_t below = cutCount();
    if (removed != below && removed == wholeMultiples(below)) {
        const QString multiple = countText(static_cast<qint64>(m_content.multiple));
        const auto channels = static_cast<int>(m_content.channels());
        sentences.append(removed == 0
                             ? tr("In multiples of %1, all %n channel(s) are kept.", nullptr, channels).arg(multiple)
                             : tr("In multiples of %1, %2 of %n channel(s) are kept.", nullptr, channels)
                                   .arg(multiple, countText(channels - static_cast<qint64>(removed))));
    }
    const auto others = static_cast<int>(m_content.together.size()) - kNamedLayers;
    const QString names = m_content.together.mid(0, kNamedLayers).join(QStringLiteral(", "));
    if (others > 0)
        sentences.append(tr("They are chosen together with %1 and %n further layer(s).", nullptr, others).arg(names));
    else if (!names.isEmpty())
        sentences.append(tr("They are chosen together with %1.").arg(names));
    return sentences;
}

void ImportanceChart::pointAway()
{
    m_place.reset();
    setReadout({});
}

void ImportanceChart::showChannel()
{
    if (!m_place || *m_place >= m_content.channels())
        return setReadout({});
    const std::size_t channel = channelAt(*m_place);
    const double share = removedShare(channel);
    const QString state = share >= kWhole ? tr("removed", "a channel")
                          : share > 0     ? tr("%1 of its weights removed").arg(percentText(share))
                                          : tr("kept", "a channel");
    setReadout(tr("Channel %1: %2, place %3 of %4, %5")
                   .arg(QString::number(channel), valueText((*m_content.scores)[channel]),
                        countText(static_cast<qint64>(rankOf(channel)) + 1),
                        countText(static_cast<qint64>(m_content.channels())), state));
}

} // namespace espalier::ui

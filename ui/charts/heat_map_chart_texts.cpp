// SPDX-License-Identifier: GPL-3.0-or-later
// What the heat map says in words.
#include "ui/charts/heat_map_chart.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLocale>
#include <QStandardItemModel>
#include <QToolButton>

#include <array>

#include "ui/charts/qcustomplot_include.h"
#include "ui/translation/sentences.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

constexpr int kGranularities = 3;

QString valueText(double value)
{
    return QLocale().toString(value, 'g', 3);
}

QString pictureSuffix(MapGranularity granularity)
{
    switch (granularity) {
    case MapGranularity::Weight:
        return QStringLiteral("-weights");
    case MapGranularity::Kernel:
        return QStringLiteral("-kernels");
    case MapGranularity::Channel:
        return QStringLiteral("-channels");
    }
    return {};
}

} // namespace

void HeatMapChart::offerGranularities()
{
    const std::array<QString, kGranularities> texts{tr("Single weights"), tr("Kernels"), tr("Output channels")};
    for (int i = 0; i < kGranularities; ++i) {
        if (m_granularity->count() <= i)
            m_granularity->addItem(QString());
        m_granularity->setItemText(i, texts[static_cast<std::size_t>(i)]);
        auto* items = qobject_cast<QStandardItemModel*>(m_granularity->model());
        items->item(i)->setEnabled(hasGranularity(m_weight, static_cast<MapGranularity>(i)));
    }
    m_granularity->setCurrentIndex(static_cast<int>(granularity()));
    m_granularity->setAccessibleName(tr("Granularity"));
    m_granularity->setToolTip(
        tr("What one place of the map stands for: a weight, or the L1 norm of a kernel or of an output "
           "channel."));
}

void HeatMapChart::retranslate()
{
    setAccessibleName(tr("Weights"));
    offerGranularities();
    m_before->setText(tr("As stored"));
    m_before->setToolTip(tr("Shows the weights beneath the mask."));
    //: Of weights: with those set to zero that the mask removes.
    m_after->setText(tr("Masked"));
    m_after->setToolTip(tr("Shows removed weights as zero."));
    m_showMask->setText(tr("Show mask"));
    m_showMask->setToolTip(tr("Hatches what the mask removes."));
    plot().yAxis->setLabel(tr("Output channel"));
    plot().xAxis->setLabel(isVector()                ? QString()
                           : m_matrix.kernelSize > 1 ? tr("Input channel \u00d7 position in the kernel")
                                                     : tr("Input channel"));
    plot().xAxis->setTickLabels(!isVector());
    plot().xAxis->setTicks(!isVector());
    m_scale->axis()->setLabel(granularity() == MapGranularity::Weight ? tr("Weight (no unit)")
                                                                      : tr("L1 norm (no unit)"));
    setPictureName(m_name + pictureSuffix(granularity()));
    updateMessage();
    ChartFrame::retranslate();
}

QString HeatMapChart::rangeText() const
{
    const QString lowest = valueText(static_cast<double>(m_range.lowest));
    const QString highest = valueText(static_cast<double>(m_range.highest));
    if (granularity() == MapGranularity::Channel)
        return tr("The L1 norms of the %1 output channels lie between %2 and %3.")
            .arg(countText(m_matrix.rows), lowest, highest);
    if (granularity() == MapGranularity::Kernel)
        return tr("The L1 norms of the %1 \u00d7 %2 kernels lie between %3 and %4.")
            .arg(countText(m_matrix.rows), countText(m_matrix.columns), lowest, highest);
    if (isVector())
        return tr("%1 weights lie between %2 and %3.").arg(countText(m_matrix.rows), lowest, highest);
    const QString text = m_range.sampled ? tr("In a sample, the %1 \u00d7 %2 weights lie between %3 and %4.")
                                         : tr("%1 \u00d7 %2 weights lie between %3 and %4.");
    return text.arg(countText(m_matrix.rows), countText(m_matrix.columns), lowest, highest);
}

QString HeatMapChart::maskText() const
{
    const QString share = percentText(m_mask.removedShare);
    if (granularity() == MapGranularity::Weight)
        return (isMaskApplied() ? tr("The %1 that the mask removes are shown as zero.")
                                : tr("The mask removes %1 of them."))
            .arg(share);
    //: Of kernels or output channels, none of whose weights is left.
    const QString whole = tr("The mask removes %1 of them whole.").arg(share);
    return isMaskApplied() ? joinSentences({whole, tr("Removed weights count as zero.")}) : whole;
}

QString HeatMapChart::reductionText() const
{
    QString text = tr("Each cell shows the largest norm among %1 \u00d7 %2.");
    if (granularity() == MapGranularity::Weight)
        text = m_cells.sampled ? tr("Each cell shows the largest magnitude among a sample of %1 \u00d7 %2.")
                               : tr("Each cell shows the largest magnitude among %1 \u00d7 %2.");
    return text.arg(m_cells.rowsPerCell).arg(m_cells.columnsPerCell);
}

void HeatMapChart::updateMessage()
{
    if (m_matrix.isEmpty())
        return setMessage({});
    QStringList sentences{rangeText()};
    if (m_mask)
        sentences.append(maskText());
    if (m_cells.isReduced())
        sentences.append(reductionText());
    setMessage(joinSentences(sentences));
}

QString HeatMapChart::placeText(std::int64_t row, std::int64_t column) const
{
    if (granularity() == MapGranularity::Channel)
        return tr("output channel %1").arg(row);
    if (isVector())
        return tr("channel %1").arg(row);
    const std::int64_t input = m_matrix.inputChannel(row, column);
    if (m_matrix.kernelSize == 1)
        return tr("output channel %1, input channel %2").arg(row).arg(input);
    QStringList position;
    for (const std::int64_t index : m_matrix.kernelPosition(column))
        position.append(QString::number(index));
    return tr("output channel %1, input channel %2, kernel position %3")
        .arg(row)
        .arg(input)
        .arg(position.join(QStringLiteral(", ")));
}

/// What the mask does to a place: all of it, nothing, or some of its weights.
QString HeatMapChart::fateText(std::int64_t row, std::int64_t column) const
{
    const std::size_t place = m_matrix.offset(row, column);
    if (m_mask.isRemoved(place))
        return tr("removed");
    const std::int64_t removed = m_slices.removedWeights.empty() ? 0 : m_slices.removedWeights[place];
    if (removed == 0)
        return tr("kept");
    return tr("%1 of its %2 weights removed").arg(countText(removed), countText(m_slices.weightsPerSlice));
}

QString HeatMapChart::placeReadout(std::int64_t row, std::int64_t column) const
{
    const std::size_t place = m_matrix.offset(row, column);
    const float value = m_mask.isRemoved(place) && isMaskApplied() ? 0.0F : m_matrix.values[place];
    const QString number = QLocale().toString(static_cast<double>(value), 'g', 4);
    if (!m_mask)
        //: A weight or norm and where it lies: "0.0123 at output channel 3, input channel 5".
        return tr("%1 at %2").arg(number, placeText(row, column));
    //: "0.0123 at output channel 3, input channel 5, kept".
    return tr("%1 at %2, %3").arg(number, placeText(row, column), fateText(row, column));
}

} // namespace espalier::ui

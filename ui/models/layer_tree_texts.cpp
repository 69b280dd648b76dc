// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/layer_tree_texts.h"

#include <algorithm>

#include "ui/config_editor/config_edits.h"
#include "ui/document/masks_in_sight.h"
#include "ui/document/session_document.h"
#include "ui/models/layer_prunability.h"
#include "ui/translation/error_messages.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

/// "32x14x14" of 1x32x14x14: the batch says nothing about the layer.
QString shapeOfOneSample(const Shape& shape)
{
    return shape.size() < 2 ? QString::fromStdString(shapeText(shape))
                            : QString::fromStdString(shapeText(Shape(shape.begin() + 1, shape.end())));
}

/// "64 → 32", or "64" where nothing goes or nothing is known.
QString channelsText(const LayerState& state)
{
    if (state.channels == 0)
        return {};
    if (state.channelsAfter.value_or(state.channels) == state.channels)
        return QString::number(state.channels);
    return QStringLiteral("%1 → %2").arg(state.channels).arg(*state.channelsAfter);
}

QString bitsText(const LayerState& state)
{
    if (state.quantBits.empty())
        return {};
    return state.quantBits.size() > 1 ? LayerTreeTexts::mixed() : QString::fromStdString(*state.quantBits.begin());
}

} // namespace

LayerTreeTexts::LayerTreeTexts(const SessionDocument& document)
    : m_document(document)
{
}

QString LayerTreeTexts::excluded()
{
    //: In the layer tree: an entry of the config list keeps the layer as it is.
    return tr("excluded");
}

QString LayerTreeTexts::mixed()
{
    //: Several layers have different values.
    return tr("mixed");
}

QString LayerTreeTexts::header(LayerColumn column)
{
    switch (column) {
    case LayerColumn::Name:
        return tr("Name");
    case LayerColumn::Type:
        return tr("Type");
    case LayerColumn::OutputShape:
        return tr("Output");
    case LayerColumn::Channels:
        return tr("Channels");
    case LayerColumn::Parameters:
        //: Short for parameters, header of a narrow column.
        return tr("Params");
    case LayerColumn::Macs:
        return tr("MACs");
    case LayerColumn::Sparsity:
        return tr("Sparsity");
    case LayerColumn::Bits:
        return tr("Bits");
    case LayerColumn::Entry:
        return tr("Ruled by");
    case LayerColumn::Count:
        break;
    }
    return {};
}

QString LayerTreeTexts::headerToolTip(LayerColumn column)
{
    switch (column) {
    case LayerColumn::Name:
        return tr("Name of the layer within the containers above it");
    case LayerColumn::Type:
        return tr("Type of the module");
    case LayerColumn::OutputShape:
        return tr("Output shape for one sample");
    case LayerColumn::Channels:
        return tr(
            "Output channels, and how many would be left once the masked ones are cut out: what other layers force "
            "is counted in");
    case LayerColumn::Parameters:
        return tr("Number of parameters, buffers not counted");
    case LayerColumn::Macs:
        return tr("Multiply-accumulate operations for one sample");
    case LayerColumn::Sparsity:
        return tr("Share of the weights that is removed. The bar shows what is kept and what is removed (hatched); "
                  "its length is the size of the layer, relative to the heaviest one.");
    case LayerColumn::Bits:
        return tr("Bits after quantization");
    case LayerColumn::Entry:
        return tr("The entry of the config list that rules the layer: the last one that selects it");
    case LayerColumn::Count:
        break;
    }
    return {};
}

const LayerInfo* LayerTreeTexts::layerOf(const LayerTreeItem& item) const
{
    const auto model = m_document.model();
    if (!item.isLayer() || model == nullptr || item.layer >= static_cast<int>(model->layers().size()))
        return nullptr;
    return &model->layers()[static_cast<std::size_t>(item.layer)];
}

QString LayerTreeTexts::outputShape(const LayerTreeItem& item) const
{
    const LayerInfo* layer = layerOf(item);
    return layer != nullptr && layer->outputShape ? shapeOfOneSample(*layer->outputShape) : QString();
}

QString LayerTreeTexts::sparsity(const LayerState& state) const
{
    if (state.isExcluded())
        return excluded();
    if (state.masked)
        return percentText(state.achieved());
    if (state.asked == 0)
        return {};
    if (!state.requested())
        return mixed();
    //: In the layer tree, where only what is asked for is known so far: "50.0 %?".
    return unknownMasksText(m_document).isEmpty() ? percentText(*state.requested())
                                                  : tr("%1?").arg(percentText(*state.requested()));
}

QString LayerTreeTexts::entry(const LayerTreeItem& item) const
{
    const LayerState& state = item.state;
    if (state.isExcluded())
        return excluded();
    if (state.entries.empty())
        return {};
    if (state.entries.size() == 1)
        return tr("entry %1").arg(state.entries.begin()->first + 1);
    if (!item.isLayer())
        return mixed();
    //: One entry rules pruning, the other quantization.
    return tr("entries %1, %2").arg(state.entries.begin()->first + 1).arg(state.entries.rbegin()->first + 1);
}

QString LayerTreeTexts::display(const LayerTreeItem& item, LayerColumn column) const
{
    switch (column) {
    case LayerColumn::Name:
        return item.label;
    case LayerColumn::Type:
        return item.type;
    case LayerColumn::OutputShape:
        return outputShape(item);
    case LayerColumn::Channels:
        return channelsText(item.state);
    case LayerColumn::Parameters:
        return item.parameters == 0 ? QString() : shortCountText(item.parameters);
    case LayerColumn::Macs:
        return item.macs.value_or(0) == 0 ? QString() : shortCountText(*item.macs);
    case LayerColumn::Sparsity:
        return sparsity(item.state);
    case LayerColumn::Bits:
        return bitsText(item.state);
    case LayerColumn::Entry:
        return entry(item);
    case LayerColumn::Count:
        break;
    }
    return {};
}

QString LayerTreeTexts::reason(const LayerTreeItem& item) const
{
    if (item.state.prunable > 0)
        return {};
    const LayerInfo* layer = layerOf(item);
    if (layer == nullptr)
        return tr("Nothing can be removed from the layers in it.");
    const ConfigEditContext context = ConfigEditContext::of(m_document);
    return LayerPrunability(context.layers, context.algorithm, context.profile).reason(*layer);
}

QString LayerTreeTexts::nameToolTip(const LayerTreeItem& item) const
{
    const QString title = item.name.isEmpty() ? item.type : item.name;
    const LayerInfo* layer = layerOf(item);
    if (layer == nullptr)
        return tr("%1: %2 with %n layer(s)", nullptr, item.state.layers).arg(title, item.type);
    const auto weight = layer->weightShape();
    if (!weight)
        return tr("%1: %2", "name and type of a layer").arg(title, item.type);
    return tr("%1: %2, weight %3").arg(title, item.type, QString::fromStdString(shapeText(*weight)));
}

/// Why less was removed than asked for, as pruning said it.
QString LayerTreeTexts::shortfall(const LayerTreeItem& item) const
{
    if (m_document.masksOutdated())
        return {};
    const auto& layers = m_document.maskedLayers();
    const auto found = std::find_if(layers.begin(), layers.end(),
                                    [&](const LayerSparsity& layer) { return layer.name == item.name.toStdString(); });
    return found == layers.end() || found->reason.text.empty() ? QString() : messageText(found->reason);
}

QStringList LayerTreeTexts::sparsityLines(const LayerTreeItem& item) const
{
    const LayerState& state = item.state;
    QStringList lines;
    if (state.masked)
        lines.append(tr("%1 of %2 weights are removed (%3).")
                         .arg(countText(state.removed), countText(state.weights), percentText(state.achieved(), 2)));
    else if (state.weights > 0 && (state.asked == 0 || unknownMasksText(m_document).isEmpty()))
        lines.append(tr("All %1 weights are kept.").arg(countText(state.weights)));
    if (state.asked > 0 && state.lowest != state.highest)
        lines.append(tr("Between %1 and %2 is asked for.").arg(percentText(state.lowest), percentText(state.highest)));
    else if (state.asked > 0)
        lines.append(tr("%1 is asked for.").arg(percentText(state.lowest)));
    if (state.masked)
        lines.append(outdatedMasksText(m_document));
    else if (state.asked > 0)
        lines.append(unknownMasksText(m_document));
    if (item.isLayer())
        lines.append(shortfall(item));
    else if (state.prunable > 0 && state.asked > 0 && state.asked < state.prunable)
        lines.append(tr("%1 of %2 layers are asked for.").arg(state.asked).arg(state.prunable));
    return lines;
}

QStringList LayerTreeTexts::channelLines(const LayerState& state) const
{
    if (state.channels == 0)
        return {};
    if (!state.channelsAfter)
        return {tr("%n output channel(s)", nullptr, static_cast<int>(state.channels))};
    if (*state.channelsAfter == state.channels)
        return {tr("%n output channel(s); none can be cut out as it is masked now", nullptr,
                   static_cast<int>(state.channels))};
    return {tr("Of %n output channel(s), %1 would be left.", nullptr, static_cast<int>(state.channels))
                .arg(countText(*state.channelsAfter))};
}

QString LayerTreeTexts::entryLine(int entry, int layers, const LayerTreeItem& item) const
{
    const ConfigEntry& ruling = m_document.session().configList[static_cast<std::size_t>(entry)];
    const QString selector = selectorText(ruling);
    if (!item.isLayer())
        return tr("Entry %1 (%2) rules %n layer(s).", nullptr, layers).arg(entry + 1).arg(selector);
    if (ruling.excludes())
        return tr("Entry %1 (%2) excludes it.").arg(entry + 1).arg(selector);
    return tr("Entry %1 (%2) rules it: it is the last one that selects it.").arg(entry + 1).arg(selector);
}

QStringList LayerTreeTexts::entryLines(const LayerTreeItem& item) const
{
    QStringList lines;
    const auto size = static_cast<int>(m_document.session().configList.size());
    for (const auto& [entry, layers] : item.state.entries) {
        if (entry < size)
            lines.append(entryLine(entry, layers, item));
    }
    if (lines.isEmpty())
        lines.append(item.isLayer() ? tr("No entry of the config list selects it.")
                                    : tr("No entry of the config list selects a layer in it."));
    return lines;
}

QString LayerTreeTexts::toolTip(const LayerTreeItem& item, LayerColumn column) const
{
    QStringList lines;
    const LayerInfo* layer = layerOf(item);
    switch (column) {
    case LayerColumn::Channels:
        lines = channelLines(item.state);
        break;
    case LayerColumn::Parameters:
        lines.append(tr("%1 parameters").arg(countText(item.parameters)));
        break;
    case LayerColumn::Macs:
        lines.append(item.macs ? tr("%1 MACs for one sample").arg(countText(*item.macs))
                               : tr("The MACs are not known."));
        break;
    case LayerColumn::OutputShape:
        if (layer != nullptr && layer->outputShape)
            lines.append(tr("%1, the batch first").arg(QString::fromStdString(shapeText(*layer->outputShape))));
        else if (layer != nullptr)
            lines.append(tr("The output shape is not known."));
        break;
    case LayerColumn::Sparsity:
        lines = sparsityLines(item);
        break;
    case LayerColumn::Bits:
        for (const std::string& bits : item.state.quantBits)
            lines.append(QString::fromStdString(bits));
        break;
    case LayerColumn::Entry:
        lines = entryLines(item);
        break;
    default:
        lines.append(nameToolTip(item));
    }
    if (column == LayerColumn::Sparsity && item.state.isExcluded())
        lines.append(entryLines(item));
    lines.append(reason(item));
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

} // namespace espalier::ui

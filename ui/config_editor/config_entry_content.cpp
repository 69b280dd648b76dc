// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/config_entry_content.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "core/base/error.h"
#include "ui/config_editor/config_edits.h"
#include "ui/config_editor/entry_structure_edits.h"
#include "ui/config_editor/exception_edits.h"
#include "ui/document/compression_estimate.h"
#include "ui/document/session_document.h"
#include "ui/document/total_sparsity.h"
#include "ui/models/layer_prunability.h"
#include "ui/translation/error_messages.h"

namespace espalier::ui {

namespace {

/// Half a percent: what a slider cannot ask for more finely.
constexpr double kVisibleDifference = 0.005;

bool isRuledBy(const ResolvedLayer& layer, std::size_t index)
{
    return layer.pruningEntry == index || layer.quantizationEntry == index;
}

class EntryContents
{
public:
    EntryContents(const SessionDocument& document, const MaskedWeightsByLayer& masked)
        : m_document(document)
        , m_masked(masked)
        , m_context(ConfigEditContext::of(document))
        , m_prunability(m_context.layers, m_context.algorithm, m_context.profile)
        , m_pruned(document.session().configList.size())
        , m_estimate(document.estimate())
    {
        for (const ResolvedLayer& layer : document.resolution().layers) {
            if (layer.pruningEntry && *layer.pruningEntry < m_pruned.size())
                m_pruned[*layer.pruningEntry].push_back(&layer);
        }
        if (m_estimate && m_estimate->physical) {
            for (const PhysicalLayer& row : m_estimate->physical->layers)
                m_physical.emplace(row.name, &row);
        }
    }

    std::vector<ConfigEntryContent> make() const;

private:
    void countWins(std::vector<ConfigEntryContent>& contents) const;
    QList<OpTypeChoice> opTypesOfNetwork() const;
    QList<OpTypeChoice> choices(const ConfigEntry& entry, const QList<OpTypeChoice>& ofNetwork) const;
    void fillAchieved(ConfigEntryContent& content, std::size_t index) const;
    void fillPhysical(ConfigEntryContent& content, std::size_t index) const;
    void fillExceptions(ConfigEntryContent& content) const;
    QString reason(const std::vector<std::string>& layers) const;
    bool isTotal() const { return sharesTotal(m_document.session()); }
    /// Those that what the entry asks for is asked of.
    std::vector<const ResolvedLayer*> askedLayers(std::size_t index) const;

    const SessionDocument& m_document;
    const MaskedWeightsByLayer& m_masked;
    ConfigEditContext m_context;
    LayerPrunability m_prunability;
    std::vector<std::vector<const ResolvedLayer*>> m_pruned; ///< by entry
    std::shared_ptr<const CompressionEstimate> m_estimate;
    std::unordered_map<std::string, const PhysicalLayer*> m_physical; ///< of the estimate
};

std::vector<ConfigEntryContent> EntryContents::make() const
{
    const ConfigList& list = m_document.session().configList;
    const QList<OpTypeChoice> ofNetwork = opTypesOfNetwork();
    std::vector<ConfigEntryContent> contents(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) {
        contents[i].entry = list[i];
        contents[i].selector = selectorText(list[i]);
        contents[i].total = isTotal();
        contents[i].opTypes = choices(list[i], ofNetwork);
        fillAchieved(contents[i], i);
        fillPhysical(contents[i], i);
        fillExceptions(contents[i]);
    }
    for (const Issue& issue : m_document.resolution().issues) {
        if (issue.entry && *issue.entry < contents.size() && issue.severity != Severity::Info)
            contents[*issue.entry].issues.push_back(issue);
    }
    countWins(contents);
    for (std::size_t i = 0; i < list.size(); ++i) {
        const bool ofOneLayer = list[i].opNames && list[i].opNames->size() == 1;
        contents[i].splits = contents[i].layersWon > (ofOneLayer ? 1 : 0);
        if (i > 0 && mergedEntry(list[i - 1], list[i], m_context))
            contents[i - 1].merges = contents[i].merges = true;
    }
    return contents;
}

void EntryContents::countWins(std::vector<ConfigEntryContent>& contents) const
{
    const auto& resolved = m_document.resolution().layers;
    const auto model = m_document.model();
    std::vector<qint64> macs(contents.size(), 0);
    for (std::size_t i = 0; i < resolved.size() && i < m_context.layers.size(); ++i) {
        const LayerInfo& layer = m_context.layers[i];
        const auto count = [&](const std::optional<std::size_t>& entry) {
            if (!entry || *entry >= contents.size())
                return;
            ++contents[*entry].layersWon;
            contents[*entry].parametersWon += layer.parameterCount;
            macs[*entry] += layer.macs.value_or(0);
        };
        count(resolved[i].pruningEntry);
        if (resolved[i].quantizationEntry != resolved[i].pruningEntry)
            count(resolved[i].quantizationEntry);
    }
    const qint64 parameters = model ? model->parameterCount() : 0;
    const qint64 allMacs = model ? model->macs().value_or(0) : 0;
    for (std::size_t entry = 0; entry < contents.size(); ++entry) {
        if (parameters > 0)
            contents[entry].parametersShare =
                static_cast<double>(contents[entry].parametersWon) / static_cast<double>(parameters);
        if (allMacs > 0)
            contents[entry].macsShare = static_cast<double>(macs[entry]) / static_cast<double>(allMacs);
    }
}

QList<OpTypeChoice> EntryContents::opTypesOfNetwork() const
{
    QList<OpTypeChoice> choices;
    for (const LayerInfo& layer : m_context.layers) {
        const QString type = QString::fromStdString(layer.opType);
        const auto known = std::find_if(choices.begin(), choices.end(),
                                        [&](const OpTypeChoice& choice) { return choice.type == type; });
        if (known != choices.end())
            ++known->layers;
        else
            choices.append({type, 1, m_prunability.isSupported(layer)});
    }
    return choices;
}

QList<OpTypeChoice> EntryContents::choices(const ConfigEntry& entry, const QList<OpTypeChoice>& ofNetwork) const
{
    QStringList own;
    for (const std::string& type : entry.opTypes.value_or(std::vector<std::string>{}))
        own.append(QString::fromStdString(type));
    QList<OpTypeChoice> choices;
    for (const OpTypeChoice& choice : ofNetwork) {
        if (choice.supported || own.contains(choice.type))
            choices.append(choice);
    }
    for (const QString& type : own) {
        const bool known = std::any_of(choices.begin(), choices.end(),
                                       [&](const OpTypeChoice& choice) { return choice.type == type; });
        if (!known)
            choices.append({type, 0, true});
    }
    return choices;
}

std::vector<const ResolvedLayer*> EntryContents::askedLayers(std::size_t index) const
{
    if (!isTotal())
        return m_pruned[index];
    std::vector<const ResolvedLayer*> all;
    for (const auto& layers : m_pruned) {
        std::copy_if(layers.begin(), layers.end(), std::back_inserter(all),
                     [](const ResolvedLayer* layer) { return layer->sparsity || layer->totalSparsity; });
    }
    return all;
}

void EntryContents::fillAchieved(ConfigEntryContent& content, std::size_t index) const
{
    if (!requestedSparsity(content.entry) || content.entry.excludes() || hasErrors(m_document.resolution().issues))
        return;
    const double requested = *requestedSparsity(content.entry);
    MaskedWeights all;
    std::vector<std::string> deviating;
    for (const ResolvedLayer* layer : askedLayers(index)) {
        const auto found = m_masked.find(layer->name);
        if (found == m_masked.end() || found->second.total == 0)
            return; // not computed yet
        all.removed += found->second.removed;
        all.total += found->second.total;
        const double achieved = static_cast<double>(found->second.removed) / static_cast<double>(found->second.total);
        if (std::abs(achieved - requested) >= kVisibleDifference)
            deviating.push_back(layer->name);
    }
    if (all.total == 0)
        return;
    content.achieved = static_cast<double>(all.removed) / static_cast<double>(all.total);
    if (std::abs(*content.achieved - requested) >= kVisibleDifference)
        content.achievedReason = reason(deviating);
}

void EntryContents::fillPhysical(ConfigEntryContent& content, std::size_t index) const
{
    if (!requestedSparsity(content.entry) || content.entry.excludes() || !m_estimate || !m_estimate->physical
        || !m_estimate->physical->shrinks() || hasErrors(m_document.resolution().issues))
        return;
    PhysicalLayer sum;
    for (const ResolvedLayer* layer : m_pruned[index]) {
        const auto found = m_physical.find(layer->name);
        if (found == m_physical.end())
            continue;
        const PhysicalLayer* row = found->second;
        sum.outputsBefore += row->outputsBefore;
        sum.outputsAfter += row->outputsAfter;
        sum.parametersBefore += row->parametersBefore;
        sum.parametersAfter += row->parametersAfter;
        sum.macsBefore += row->macsBefore;
        sum.macsAfter += row->macsAfter;
    }
    const auto share = [](std::int64_t after, std::int64_t before) {
        return before == 0 ? 1.0 : static_cast<double>(after) / static_cast<double>(before);
    };
    if (sum.outputsBefore > 0)
        content.physical =
            PhysicalShares{share(sum.outputsAfter, sum.outputsBefore), share(sum.parametersAfter, sum.parametersBefore),
                           share(sum.macsAfter, sum.macsBefore)};
}

void EntryContents::fillExceptions(ConfigEntryContent& content) const
{
    content.excepted = exceptedLayers(content.entry, m_context);
    for (const std::string& type : content.entry.excludeOpTypes) {
        ConfigEntry ofType = content.entry;
        ofType.excludeOpTypes = {type};
        ofType.excludeOpNames.clear();
        ofType.excludeOpNamesRe.clear();
        content.exceptedOfTypes.append(static_cast<int>(exceptedLayers(ofType, m_context).size()));
    }
}

/// What pruning says about one of @p layers, and otherwise that units are indivisible.
QString EntryContents::reason(const std::vector<std::string>& layers) const
{
    const auto concerns = [&](const std::string& name) {
        return std::find(layers.begin(), layers.end(), name) != layers.end();
    };
    if (!m_document.masksOutdated()) {
        for (const LayerSparsity& layer : m_document.maskedLayers()) {
            if (!layer.reason.text.empty() && concerns(layer.name))
                return messageText(layer.reason);
        }
    }
    for (const Issue& issue : m_document.issues()) {
        if (!issue.layer.empty() && concerns(issue.layer))
            return messageText(issue.message);
    }
    if (m_context.algorithm != nullptr && !m_context.algorithm->structured)
        return QCoreApplication::translate("ConfigEntryContent", "Only whole weights can be removed.");
    return QCoreApplication::translate("ConfigEntryContent", "Only whole channels can be removed.");
}

} // namespace

MaskedWeightsByLayer maskedWeights(const MaskSet& masks)
{
    MaskedWeightsByLayer counted;
    for (const auto& [layer, mask] : masks.items())
        counted[layer] = {mask.weight.removedCount(), static_cast<qint64>(mask.weight.keep.size())};
    return counted;
}

std::vector<ConfigEntryContent> entryContents(const SessionDocument& document, const MaskedWeightsByLayer& masked)
{
    return document.model() == nullptr ? std::vector<ConfigEntryContent>{} : EntryContents(document, masked).make();
}

QStringList layersRuledBy(const SessionDocument& document, std::size_t index)
{
    QStringList names;
    for (const ResolvedLayer& layer : document.resolution().layers) {
        if (isRuledBy(layer, index))
            names.append(QString::fromStdString(layer.name));
    }
    return names;
}

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/entry_structure_edits.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

#include "core/config/config_keys.h"
#include "core/config/config_resolver.h"
#include "core/config/layer_selection.h"

namespace espalier::ui {

namespace {

using Texts = std::vector<std::string>;

void addMissing(Texts& texts, const Texts& others)
{
    for (const std::string& other : others) {
        if (std::find(texts.begin(), texts.end(), other) == texts.end())
            texts.push_back(other);
    }
}

void addMissing(std::optional<Texts>& texts, const std::optional<Texts>& others)
{
    if (!others)
        return;
    if (!texts)
        texts.emplace();
    addMissing(*texts, *others);
}

ConfigEntry settingsOf(ConfigEntry entry)
{
    entry.clearSelectors();
    return entry;
}

bool usesDefault(const ConfigEntry& entry)
{
    const Texts types = entry.opTypes.value_or(Texts{});
    return std::find(types.begin(), types.end(), kDefaultOpType) != types.end();
}

/// What an entry says about one layer that it rules.
ConfigEntry ofLayer(const ConfigEntry& entry, const std::string& layer)
{
    ConfigEntry own = settingsOf(entry);
    own.opNames = Texts{layer};
    // "default" stands for other types in pruning than in quantization: what acts in both must go on doing so.
    if (usesDefault(entry) && (entry.excludes() || (entry.prunes() && entry.quantizes())))
        own.opTypes = entry.opTypes;
    std::erase_if(own.maxSparsityByLayer, [&](const auto& limit) { return limit.first != layer; });
    return own;
}

bool isOfOneLayer(const ConfigEntry& entry)
{
    return entry.opNames && entry.opNames->size() == 1 && !entry.opTypes && !entry.opNamesRe && !entry.hasExceptions();
}

bool haveSameExceptions(const ConfigEntry& first, const ConfigEntry& second)
{
    return first.excludeOpTypes == second.excludeOpTypes && first.excludeOpNames == second.excludeOpNames
           && first.excludeOpNamesRe == second.excludeOpNamesRe;
}

/// The layers that one or the other entry selects, by name; nullopt where names do not say it, and where an entry selects
/// nothing: what it names would be lost.
std::optional<ConfigEntry> mergedByLayers(const ConfigEntry& first, const ConfigEntry& second,
                                          const ConfigEditContext& context)
{
    if (usesDefault(first) || usesDefault(second))
        return std::nullopt;
    const LayerSelection selection(context.layers, context.modules, context.algorithm, context.profile);
    ConfigEntry merged = settingsOf(first);
    merged.opNames.emplace();
    const auto ofFirst = selection.selected(first, AlgorithmFamily::Pruning);
    const auto ofSecond = selection.selected(second, AlgorithmFamily::Pruning);
    const auto isEmpty = [](const std::vector<char>& selected) {
        return std::find(selected.begin(), selected.end(), 1) == selected.end();
    };
    if (isEmpty(ofFirst) || isEmpty(ofSecond))
        return std::nullopt;
    for (std::size_t i = 0; i < context.layers.size(); ++i) {
        if (ofFirst[i] || ofSecond[i])
            merged.opNames->push_back(context.layers[i].name);
    }
    return merged;
}

} // namespace

ConfigEdit setEntryEnabled(const ConfigList& list, std::size_t entry, bool enabled)
{
    ConfigEdit edit{list, {}, static_cast<int>(entry)};
    if (list[entry].enabled == enabled)
        return edit;
    edit.list[entry].enabled = enabled;
    edit.text = enabled ? QCoreApplication::translate("ConfigEdits", "Switch entry %1 on").arg(entry + 1)
                        : QCoreApplication::translate("ConfigEdits", "Switch entry %1 off").arg(entry + 1);
    return edit;
}

ConfigEdit splitEntry(const ConfigList& list, const ConfigEditContext& context, std::size_t entry)
{
    ConfigEdit edit{list, {}, static_cast<int>(entry)};
    if (isOfOneLayer(list[entry]))
        return edit;
    const Resolution resolution =
        resolveConfigList(list, context.layers, context.modules, context.algorithm, context.profile);
    ConfigList parts;
    for (const ResolvedLayer& layer : resolution.layers) {
        if (layer.pruningEntry == entry || layer.quantizationEntry == entry)
            parts.push_back(ofLayer(list[entry], layer.name));
    }
    if (parts.empty())
        return edit;
    edit.text = QCoreApplication::translate("ConfigEdits", "Split entry %1 into its layers").arg(entry + 1);
    const auto place = edit.list.erase(edit.list.begin() + static_cast<std::ptrdiff_t>(entry));
    edit.list.insert(place, parts.begin(), parts.end());
    return edit;
}

std::optional<ConfigEntry> mergedEntry(const ConfigEntry& first, const ConfigEntry& second,
                                       const ConfigEditContext& context)
{
    if (!first.hasSelector() || !second.hasSelector() || settingsOf(first) != settingsOf(second))
        return std::nullopt;
    ConfigEntry merged = first;
    const bool sameExceptions = haveSameExceptions(first, second);
    if (sameExceptions && first.hasNames() && second.hasNames() && first.opTypes == second.opTypes) {
        addMissing(merged.opNames, second.opNames);
        addMissing(merged.opNamesRe, second.opNamesRe);
        return merged;
    }
    if (sameExceptions && !first.hasNames() && !second.hasNames()) {
        addMissing(merged.opTypes, second.opTypes);
        return merged;
    }
    return first.enabled ? mergedByLayers(first, second, context) : std::nullopt;
}

ConfigEdit mergeEqualEntries(const ConfigList& list, const ConfigEditContext& context)
{
    ConfigEdit edit{{}, {}, -1};
    for (const ConfigEntry& entry : list) {
        const auto merged = edit.list.empty() ? std::nullopt : mergedEntry(edit.list.back(), entry, context);
        if (!merged) {
            edit.list.push_back(entry);
            continue;
        }
        edit.list.back() = *merged;
        if (edit.entry < 0)
            edit.entry = static_cast<int>(edit.list.size()) - 1;
    }
    if (edit.entry >= 0)
        edit.text = QCoreApplication::translate("ConfigEdits", "Merge entries that set the same");
    return edit;
}

} // namespace espalier::ui

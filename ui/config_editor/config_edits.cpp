// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/config_edits.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>

#include "core/config/config_resolver.h"
#include "core/config/layer_selection.h"
#include "core/pruning/pruner.h"
#include "ui/document/session_document.h"
#include "ui/document/total_sparsity.h"
#include "ui/models/layer_prunability.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

using NameSet = std::set<std::string>;

constexpr int kUnruled = -1;

NameSet nameSet(const QStringList& names)
{
    NameSet set;
    for (const QString& name : names)
        set.insert(name.toStdString());
    return set;
}

Resolution resolve(const ConfigList& list, const ConfigEditContext& context)
{
    return resolveConfigList(list, context.layers, context.modules, context.algorithm, context.profile);
}

bool isNamesOnly(const ConfigEntry& entry)
{
    return entry.opNames && !entry.opTypes && !entry.opNamesRe && !entry.hasExceptions();
}

/// Selects by name and excludes, nothing else.
bool isPlainExclusion(const ConfigEntry& entry)
{
    ConfigEntry plain;
    plain.opNames = entry.opNames;
    plain.exclude = true;
    return entry.opNames && entry == plain;
}

/// Selects by name and sets @p sparsity, nothing else.
bool isPlainSparsity(const ConfigEntry& entry, double sparsity)
{
    ConfigEntry plain;
    plain.opNames = entry.opNames;
    plain.sparsity = sparsity;
    return entry.opNames && entry == plain;
}

/// Layers that @p entry selects in either family, in the order of the model.
std::vector<std::string> matchedLayers(const ConfigEntry& entry, const ConfigEditContext& context)
{
    const LayerSelection selection(context.layers, context.modules, context.algorithm, context.profile);
    const auto pruning = selection.selected(entry, AlgorithmFamily::Pruning);
    const auto quantization = selection.selected(entry, AlgorithmFamily::Quantization);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < context.layers.size(); ++i) {
        if (pruning[i] || quantization[i])
            names.push_back(context.layers[i].name);
    }
    return names;
}

bool matchesAny(const ConfigEntry& entry, const ConfigEditContext& context, const NameSet& names)
{
    const auto matched = matchedLayers(entry, context);
    return std::any_of(matched.begin(), matched.end(), [&](const std::string& name) { return names.contains(name); });
}

/// op_types that select exactly those of @p names that @p relevant accepts; empty when there are none, or when names say
/// it better.
std::vector<std::string> coveredTypes(const ConfigEditContext& context, const NameSet& names,
                                      const std::function<bool(const LayerInfo&)>& relevant)
{
    std::vector<std::string> types;
    for (const LayerInfo& layer : context.layers) {
        if (names.contains(layer.name) && relevant(layer)
            && std::find(types.begin(), types.end(), layer.opType) == types.end())
            types.push_back(layer.opType);
    }
    std::size_t selected = 0;
    for (const LayerInfo& layer : context.layers) {
        if (std::find(types.begin(), types.end(), layer.opType) == types.end())
            continue;
        if (!names.contains(layer.name))
            return {};
        ++selected;
    }
    return selected > types.size() ? types : std::vector<std::string>{};
}

void selectMatching(ConfigEntry& entry, const ConfigEditContext& context, const NameSet& names,
                    const std::function<bool(const LayerInfo&)>& relevant)
{
    entry.clearSelectors();
    if (auto types = coveredTypes(context, names, relevant); !types.empty()) {
        entry.opTypes = std::move(types);
        return;
    }
    entry.opNames.emplace();
    for (const LayerInfo& layer : context.layers) {
        if (names.contains(layer.name) && relevant(layer))
            entry.opNames->push_back(layer.name);
    }
}

LayerPrunability prunability(const ConfigEditContext& context)
{
    return {context.layers, context.algorithm, context.profile};
}

void addNames(ConfigEntry& entry, const NameSet& names, const ConfigEditContext& context)
{
    for (const LayerInfo& layer : context.layers) {
        auto& known = *entry.opNames;
        if (names.contains(layer.name) && std::find(known.begin(), known.end(), layer.name) == known.end())
            known.push_back(layer.name);
    }
}

void removeNames(ConfigEntry& entry, const NameSet& names)
{
    std::erase_if(*entry.opNames, [&](const std::string& name) { return names.contains(name); });
}

/// Makes list[index] select what it selected except @p names; drops it where nothing is left.
void detach(ConfigList& list, std::size_t index, const NameSet& names, const ConfigEditContext& context)
{
    ConfigEntry& entry = list[index];
    auto left = matchedLayers(entry, context);
    std::erase_if(left, [&](const std::string& name) { return names.contains(name); });
    if (left.empty()) {
        list.erase(list.begin() + static_cast<std::ptrdiff_t>(index));
    } else if (entry.opNames && !entry.opNamesRe) {
        removeNames(entry, names);
    } else {
        entry.clearSelectors();
        entry.opNames = std::move(left);
    }
}

// A layer by its name, several by their number: whole sentences, since languages inflect what they count.

QString excludeText(const NameSet& names)
{
    if (names.size() == 1)
        return QCoreApplication::translate("ConfigEdits", "Exclude %1").arg(QString::fromStdString(*names.begin()));
    return QCoreApplication::translate("ConfigEdits", "Exclude %n layer(s)", nullptr, static_cast<int>(names.size()));
}

QString includeText(const NameSet& names)
{
    if (names.size() == 1)
        return QCoreApplication::translate("ConfigEdits", "Include %1").arg(QString::fromStdString(*names.begin()));
    return QCoreApplication::translate("ConfigEdits", "Include %n layer(s)", nullptr, static_cast<int>(names.size()));
}

QString sparsityText(const QStringList& names, double sparsity)
{
    if (names.size() == 1)
        return QCoreApplication::translate("ConfigEdits", "Set sparsity of %1 to %2")
            .arg(names.front(), percentText(sparsity));
    return QCoreApplication::translate("ConfigEdits", "Set sparsity of %n layer(s) to %1", nullptr,
                                       static_cast<int>(names.size()))
        .arg(percentText(sparsity));
}

/// Gives layers another sparsity, ruling entry by ruling entry.
class SparsityEdit
{
public:
    SparsityEdit(const ConfigList& list, const ConfigEditContext& context, NameSet names, double sparsity)
        : m_list(list)
        , m_context(context)
        , m_names(std::move(names))
        , m_sparsity(sparsity)
        , m_resolution(resolve(list, context))
    {
    }

    /// The index of the entry that was changed last, counted in the new list; -1 when there was nothing to do.
    int apply()
    {
        const LayerPrunability prunability(m_context.layers, m_context.algorithm, m_context.profile);
        std::map<int, NameSet, std::greater<>> byEntry;
        for (std::size_t i = 0; i < m_context.layers.size(); ++i) {
            const auto& entry = m_resolution.layers[i].pruningEntry;
            if (m_names.contains(m_context.layers[i].name) && prunability.isPrunable(m_context.layers[i]))
                byEntry[entry ? static_cast<int>(*entry) : kUnruled].insert(m_context.layers[i].name);
        }
        // From the last entry to the first, so that places found before stay right.
        for (const auto& [entry, names] : byEntry)
            m_last = entry == kUnruled ? addNew(names) : change(static_cast<std::size_t>(entry), names);
        return m_last;
    }

    const ConfigList& list() const { return m_list; }

private:
    bool rulesOthers(std::size_t entry) const
    {
        const bool excludes = m_list[entry].excludes();
        return std::any_of(m_resolution.layers.begin(), m_resolution.layers.end(), [&](const ResolvedLayer& layer) {
            return (layer.pruningEntry == entry || (excludes && layer.quantizationEntry == entry))
                   && !m_names.contains(layer.name);
        });
    }

    int change(std::size_t index, const NameSet& names)
    {
        if (!rulesOthers(index)) {
            m_list[index].sparsity = m_sparsity;
            m_list[index].exclude.reset();
            return static_cast<int>(index);
        }
        if (isNamesOnly(m_list[index]) && !m_list[index].excludes())
            return split(index, names);
        if (const int joined = join(index + 1, names); joined >= 0)
            return joined;
        ConfigEntry entry;
        entry.opNames.emplace();
        entry.sparsity = m_sparsity;
        addNames(entry, names, m_context);
        return insert(index + 1, std::move(entry));
    }

    int split(std::size_t index, const NameSet& names)
    {
        ConfigEntry entry = m_list[index];
        removeNames(m_list[index], names);
        entry.sparsity = m_sparsity;
        entry.opNames->clear();
        if (isPlainSparsity(entry, m_sparsity)) {
            if (const int joined = join(index + 1, names); joined >= 0)
                return joined;
        }
        addNames(entry, names, m_context);
        return insert(index + 1, std::move(entry));
    }

    /// An entry at or after @p from that asks for the same sparsity by name takes the names in.
    int join(std::size_t from, const NameSet& names)
    {
        for (std::size_t i = from; i < m_list.size(); ++i) {
            if (isPlainSparsity(m_list[i], m_sparsity)) {
                addNames(m_list[i], names, m_context);
                return static_cast<int>(i);
            }
        }
        return -1;
    }

    int addNew(const NameSet& names)
    {
        if (const int joined = join(0, names); joined >= 0)
            return joined;
        // Layers of the same type that are asked for as well, though nothing can be removed from them, make no difference.
        NameSet wanted = names;
        for (std::size_t i = 0; i < m_context.layers.size(); ++i) {
            if (!m_resolution.layers[i].pruningEntry && m_names.contains(m_context.layers[i].name))
                wanted.insert(m_context.layers[i].name);
        }
        ConfigEntry entry;
        entry.sparsity = m_sparsity;
        selectMatching(entry, m_context, wanted,
                       [p = prunability(m_context)](const LayerInfo& layer) { return p.isPrunable(layer); });
        return insert(m_list.size(), std::move(entry));
    }

    int insert(std::size_t place, ConfigEntry entry)
    {
        m_list.insert(m_list.begin() + static_cast<std::ptrdiff_t>(place), std::move(entry));
        return static_cast<int>(place);
    }

    ConfigList m_list;
    const ConfigEditContext& m_context;
    NameSet m_names;
    double m_sparsity;
    Resolution m_resolution;
    int m_last = -1;
};

bool isExcluded(const ConfigList& list, const ResolvedLayer& layer)
{
    return (layer.pruningEntry && list[*layer.pruningEntry].excludes())
           || (layer.quantizationEntry && list[*layer.quantizationEntry].excludes());
}

/// The last entry that excludes and rules one of @p names, with those names; -1 when there is none.
int lastExclusion(const ConfigList& list, const ConfigEditContext& context, const NameSet& names, NameSet& ruled)
{
    int last = -1;
    for (const ResolvedLayer& layer : resolve(list, context).layers) {
        for (const auto& entry : {layer.pruningEntry, layer.quantizationEntry}) {
            if (!entry || !names.contains(layer.name) || !list[*entry].excludes() || static_cast<int>(*entry) < last)
                continue;
            if (static_cast<int>(*entry) > last)
                ruled.clear();
            last = static_cast<int>(*entry);
            ruled.insert(layer.name);
        }
    }
    return last;
}

QStringList textList(const std::vector<std::string>& texts)
{
    QStringList list;
    for (const std::string& text : texts)
        list.append(QString::fromStdString(text));
    return list;
}

/// Of an entry with patterns: "names like layer1.*", "3 layers and names like layer1.*".
QString namesText(const ConfigEntry& entry)
{
    const QString like = QCoreApplication::translate("ConfigEdits", "names like %1")
                             .arg(textList(*entry.opNamesRe).join(QStringLiteral(", ")));
    if (!entry.opNames || entry.opNames->empty())
        return like;
    ConfigEntry named;
    named.opNames = entry.opNames;
    //: %1 is the name of a layer or "3 layers", %2 is "names like layer1.*".
    return QCoreApplication::translate("ConfigEdits", "%1 and %2").arg(selectorText(named), like);
}

} // namespace

ConfigEditContext ConfigEditContext::of(const SessionDocument& document)
{
    ConfigEditContext context;
    if (const auto model = document.model()) {
        context.layers = model->layers();
        context.modules = model->modules();
    }
    if (const auto pruner = findPruner(document.session().algorithm))
        context.algorithm = &pruner->info();
    context.profile = document.session().profile;
    if (sharesTotal(document.session()))
        context.total = totalOf(document.session().configList);
    return context;
}

QStringList prunableLayers(const ConfigEditContext& context, const QStringList& names)
{
    const NameSet wanted = nameSet(names);
    const LayerPrunability prunable = prunability(context);
    QStringList found;
    for (const LayerInfo& layer : context.layers) {
        if (wanted.contains(layer.name) && prunable.isPrunable(layer))
            found.append(QString::fromStdString(layer.name));
    }
    return found;
}

void selectLayers(ConfigEntry& entry, const ConfigEditContext& context, const QStringList& names)
{
    selectMatching(entry, context, nameSet(names),
                   [p = prunability(context)](const LayerInfo& layer) { return p.isPrunable(layer); });
}

ConfigEdit addEntryForLayers(const ConfigList& list, const ConfigEditContext& context, const QStringList& names,
                             double sparsity)
{
    ConfigEdit edit{list, {}, -1};
    const QStringList prunable = prunableLayers(context, names);
    if (prunable.isEmpty())
        return edit;
    ConfigEntry entry;
    (context.total ? entry.totalSparsity : entry.sparsity) = context.total.value_or(sparsity);
    selectLayers(entry, context, names);
    edit.text = QCoreApplication::translate("ConfigEdits", "Add entry for %1").arg(selectorText(entry));
    edit.list.push_back(std::move(entry));
    edit.entry = static_cast<int>(list.size());
    return edit;
}

ConfigEdit addEntryForMainType(const ConfigList& list, const ConfigEditContext& context, double sparsity)
{
    const Resolution resolution = resolve(list, context);
    const LayerPrunability prunable = prunability(context);
    std::map<std::string, std::int64_t> weights; // of the layers that nothing rules yet
    const LayerInfo* heaviest = nullptr;
    for (std::size_t i = 0; i < context.layers.size(); ++i) {
        const LayerInfo& layer = context.layers[i];
        if (!prunable.isPrunable(layer))
            continue;
        if (heaviest == nullptr || layer.parameterCount > heaviest->parameterCount)
            heaviest = &layer;
        if (!resolution.layers[i].pruningEntry)
            weights[layer.opType] += layer.parameterCount;
    }
    if (heaviest == nullptr)
        return {list, {}, -1};
    if (weights.empty())
        return addEntryForLayers(list, context, {QString::fromStdString(heaviest->name)}, sparsity);
    const auto main = std::max_element(weights.begin(), weights.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    QStringList names;
    for (std::size_t i = 0; i < context.layers.size(); ++i) {
        if (context.layers[i].opType == main->first && !resolution.layers[i].pruningEntry)
            names.append(QString::fromStdString(context.layers[i].name));
    }
    return addEntryForLayers(list, context, names, sparsity);
}

ConfigEdit excludeLayers(const ConfigList& list, const ConfigEditContext& context, const QStringList& names)
{
    NameSet left = nameSet(names);
    const Resolution resolution = resolve(list, context);
    for (const ResolvedLayer& layer : resolution.layers) {
        if (layer.excluded)
            left.erase(layer.name);
    }
    std::erase_if(left, [&](const std::string& name) { return resolution.find(name) == nullptr; });
    ConfigEdit edit{list, {}, -1};
    if (left.empty())
        return edit;
    edit.text = excludeText(left);
    for (std::size_t i = list.size(); i > 0; --i) {
        ConfigEntry& entry = edit.list[i - 1];
        if (isPlainExclusion(entry)) {
            addNames(entry, left, context);
            edit.entry = static_cast<int>(i) - 1;
            return edit;
        }
        if (matchesAny(entry, context, left))
            break;
    }
    ConfigEntry entry;
    entry.exclude = true;
    selectMatching(entry, context, left, [](const LayerInfo&) { return true; });
    edit.list.push_back(std::move(entry));
    edit.entry = static_cast<int>(list.size());
    return edit;
}

ConfigEdit includeLayers(const ConfigList& list, const ConfigEditContext& context, const QStringList& names)
{
    ConfigEdit edit{list, {}, -1};
    const NameSet wanted = nameSet(names);
    NameSet included;
    NameSet ruled;
    // Every round takes names from one entry for good.
    for (int entry = lastExclusion(edit.list, context, wanted, ruled); entry >= 0;
         entry = lastExclusion(edit.list, context, wanted, ruled)) {
        included.insert(ruled.begin(), ruled.end());
        detach(edit.list, static_cast<std::size_t>(entry), ruled, context);
        ruled.clear();
    }
    if (!included.empty())
        edit.text = includeText(included);
    return edit;
}

ConfigEdit toggleExcluded(const ConfigList& list, const ConfigEditContext& context, const QStringList& names)
{
    const NameSet wanted = nameSet(names);
    const Resolution resolution = resolve(list, context);
    const bool all = std::all_of(resolution.layers.begin(), resolution.layers.end(), [&](const ResolvedLayer& layer) {
        return !wanted.contains(layer.name) || isExcluded(list, layer);
    });
    return all ? includeLayers(list, context, names) : excludeLayers(list, context, names);
}

ConfigEdit setSparsityOfLayers(const ConfigList& list, const ConfigEditContext& context, const QStringList& names,
                               double sparsity)
{
    if (context.total && !prunableLayers(context, names).isEmpty())
        return {withTotal(list, sparsity),
                QCoreApplication::translate("ConfigEdits", "Set sparsity of all layers together to %1")
                    .arg(percentText(sparsity)),
                -1};
    SparsityEdit change(list, context, nameSet(names), sparsity);
    const int entry = change.apply();
    ConfigEdit edit{change.list(), {}, entry};
    if (entry >= 0)
        edit.text = sparsityText(prunableLayers(context, names), sparsity);
    return edit;
}

ConfigEdit removeEntry(const ConfigList& list, std::size_t entry)
{
    ConfigEdit edit{list, QCoreApplication::translate("ConfigEdits", "Remove entry %1").arg(entry + 1), -1};
    edit.list.erase(edit.list.begin() + static_cast<std::ptrdiff_t>(entry));
    if (!edit.list.empty())
        edit.entry = static_cast<int>(std::min(entry, edit.list.size() - 1));
    return edit;
}

ConfigEdit moveEntry(const ConfigList& list, std::size_t from, std::size_t to)
{
    ConfigEdit edit{list,
                    QCoreApplication::translate("ConfigEdits", "Move entry %1 to place %2").arg(from + 1).arg(to + 1),
                    static_cast<int>(to)};
    const auto begin = edit.list.begin();
    const auto first = static_cast<std::ptrdiff_t>(from);
    const auto last = static_cast<std::ptrdiff_t>(to);
    if (from < to)
        std::rotate(begin + first, begin + first + 1, begin + last + 1);
    else
        std::rotate(begin + last, begin + first, begin + first + 1);
    return edit;
}

ConfigEdit duplicateEntry(const ConfigList& list, std::size_t entry)
{
    ConfigEdit edit{list, QCoreApplication::translate("ConfigEdits", "Duplicate entry %1").arg(entry + 1),
                    static_cast<int>(entry) + 1};
    edit.list.insert(edit.list.begin() + static_cast<std::ptrdiff_t>(entry) + 1, list[entry]);
    return edit;
}

QString selectorText(const ConfigEntry& entry)
{
    if (entry.hasExceptions()) {
        ConfigEntry plain = entry;
        plain.excludeOpTypes.clear();
        plain.excludeOpNames.clear();
        plain.excludeOpNamesRe.clear();
        //: %1 says which layers an entry selects.
        return QCoreApplication::translate("ConfigEdits", "%1, with exceptions").arg(selectorText(plain));
    }
    const QStringList types = textList(entry.opTypes.value_or(std::vector<std::string>{}));
    const QString typeText = types.join(QStringLiteral(", "));
    if (entry.opNamesRe && !entry.opNamesRe->empty())
        //: %1 is a list of op types, %2 names of layers.
        return types.isEmpty()
                   ? namesText(entry)
                   : QCoreApplication::translate("ConfigEdits", "%1 among %2").arg(typeText, namesText(entry));
    const auto names = static_cast<int>(entry.opNames ? entry.opNames->size() : 0);
    if (!types.isEmpty() && entry.opNames)
        return QCoreApplication::translate("ConfigEdits", "%1 among %n name(s)", nullptr, names).arg(typeText);
    if (!types.isEmpty())
        return typeText;
    if (names == 1)
        return QString::fromStdString(entry.opNames->front());
    if (names > 1)
        return QCoreApplication::translate("ConfigEdits", "%n layer(s)", nullptr, names);
    return QCoreApplication::translate("ConfigEdits", "nothing", "selected by an entry");
}

int newMergeKey()
{
    // Far from the small numbers that other editors may use.
    static int next = 0x100000;
    return ++next;
}

} // namespace espalier::ui

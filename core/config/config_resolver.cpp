// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/config_resolver.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

#include "core/config/entry_validation.h"
#include "core/config/layer_selection.h"

namespace espalier {

namespace {

class ConfigResolver
{
public:
    ConfigResolver(const ConfigList& list, std::span<const LayerInfo> layers, std::span<const ModuleInfo> modules,
                   const AlgorithmInfo* algorithm, Profile profile)
        : m_list(list)
        , m_layers(layers)
        , m_algorithm(algorithm)
        , m_profile(profile)
        , m_selection(layers, modules, algorithm, profile)
        , m_matched(list.size(), 0)
    {
    }

    Resolution resolve();

private:
    void applyEntry(std::size_t index);
    void fillSettings(ResolvedLayer& layer) const;
    static void fillPruning(const ConfigEntry& entry, ResolvedLayer& layer);
    void countWins();
    void addIdleEntryIssue(std::size_t index);
    void addUnknownLimits(std::size_t index);
    void addAllOffIssue();
    std::vector<std::string> overrulers(std::size_t index) const;
    void addUnsupportedIssues();
    void addOutputIssues();
    Message unsupportedMessage(std::size_t entry, std::size_t firstLayer, std::size_t count) const;
    bool isSupported(const LayerInfo& layer) const;
    const std::vector<std::string>& supportedTypes() const;

    const ConfigList& m_list;
    std::span<const LayerInfo> m_layers;
    const AlgorithmInfo* m_algorithm;
    Profile m_profile;
    LayerSelection m_selection;
    std::vector<std::size_t> m_matched; ///< per entry: how many layers it selects
    Resolution m_result;
};

Resolution ConfigResolver::resolve()
{
    for (const LayerInfo& layer : m_layers) {
        ResolvedLayer resolved;
        resolved.name = layer.name;
        resolved.opType = layer.opType;
        m_result.layers.push_back(std::move(resolved));
    }
    for (std::size_t i = 0; i < m_list.size(); ++i)
        applyEntry(i);
    for (ResolvedLayer& layer : m_result.layers)
        fillSettings(layer);
    countWins();
    for (std::size_t i = 0; i < m_list.size(); ++i) {
        if (!m_list[i].enabled)
            continue;
        auto issues = validateEntry(m_list[i], i, m_profile);
        const bool complete = !hasErrors(issues);
        auto named = m_selection.nameIssues(m_list[i], i);
        const bool namesKnown = named.empty();
        addUnknownLimits(i);
        std::move(issues.begin(), issues.end(), std::back_inserter(m_result.issues));
        std::move(named.begin(), named.end(), std::back_inserter(m_result.issues));
        if (complete && namesKnown)
            addIdleEntryIssue(i);
    }
    addAllOffIssue();
    addUnsupportedIssues();
    addOutputIssues();
    return std::move(m_result);
}

void ConfigResolver::applyEntry(std::size_t index)
{
    const ConfigEntry& entry = m_list[index];
    if (!entry.enabled || !entry.hasSelector())
        return;
    const bool prunes = entry.prunes() || entry.excludes();
    const bool quantizes = entry.quantizes() || entry.excludes();
    const auto forPruning = m_selection.selected(entry, AlgorithmFamily::Pruning);
    const auto forQuantization = m_selection.selected(entry, AlgorithmFamily::Quantization);
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        ResolvedLayer& layer = m_result.layers[i];
        const bool pruning = prunes && forPruning[i];
        const bool quantization = quantizes && forQuantization[i];
        const bool aimless = !prunes && !quantizes && forQuantization[i] && forPruning[i];
        if (pruning)
            layer.pruningEntry = index;
        if (quantization)
            layer.quantizationEntry = index;
        if (pruning || quantization || aimless) {
            layer.entry = index;
            ++m_matched[index];
        }
    }
}

void ConfigResolver::fillPruning(const ConfigEntry& entry, ResolvedLayer& layer)
{
    layer.sparsity = entry.finalSparsity ? entry.finalSparsity : entry.sparsity;
    layer.totalSparsity = entry.totalSparsity;
    const auto own = entry.maxSparsityByLayer.find(layer.name);
    layer.maxSparsity = own != entry.maxSparsityByLayer.end() ? own->second : entry.maxSparsityPerLayer;
    layer.pruneIterations = entry.pruneIterations;
    if (entry.finalSparsity)
        layer.gradual = {entry.initialSparsity.value_or(0), *entry.finalSparsity, entry.startEpoch.value_or(0),
                         entry.endEpoch.value_or(0), entry.frequency.value_or(1)};
}

void ConfigResolver::fillSettings(ResolvedLayer& layer) const
{
    const ConfigEntry* pruning = layer.pruningEntry ? &m_list[*layer.pruningEntry] : nullptr;
    const ConfigEntry* quantization = layer.quantizationEntry ? &m_list[*layer.quantizationEntry] : nullptr;
    if (pruning && !pruning->excludes())
        fillPruning(*pruning, layer);
    if (quantization && !quantization->excludes()) {
        layer.quantTypes = quantization->quantTypes.value_or(std::vector<std::string>{});
        for (const std::string& type : layer.quantTypes) {
            const auto byType = quantization->quantBitsByType.find(type);
            if (byType != quantization->quantBitsByType.end())
                layer.quantBits[type] = byType->second;
            else if (quantization->quantBitsByType.empty() && quantization->quantBits)
                layer.quantBits[type] = *quantization->quantBits;
        }
    }
    const bool excluding = (pruning && pruning->excludes()) || (quantization && quantization->excludes());
    layer.excluded = excluding && !layer.sparsity && !layer.totalSparsity && layer.quantTypes.empty();
}

void ConfigResolver::countWins()
{
    m_result.layersWon.assign(m_list.size(), 0);
    for (const ResolvedLayer& layer : m_result.layers) {
        if (layer.pruningEntry)
            ++m_result.layersWon[*layer.pruningEntry];
        if (layer.quantizationEntry && layer.quantizationEntry != layer.pruningEntry)
            ++m_result.layersWon[*layer.quantizationEntry];
    }
}

void ConfigResolver::addIdleEntryIssue(std::size_t index)
{
    const std::string number = std::to_string(index + 1);
    if (m_matched[index] == 0) {
        const bool both = m_list[index].opTypes && m_list[index].opNames;
        Message message =
            both ? Message{ESPALIER_TR("core",
                                       "Entry %1 matches no layer: none has both a type of its op_types and a name "
                                       "of its op_names."),
                           {number}}
                 : Message{ESPALIER_TR("core", "Entry %1 matches no layer of the model."), {number}};
        m_result.issues.push_back({Severity::Warning, std::move(message), index, {}});
    } else if (m_result.layersWon[index] == 0) {
        const std::vector<std::string> winners = overrulers(index);
        Message message =
            winners.size() == 1
                ? Message{ESPALIER_TR("core", "Entry %1 rules no layer: entry %2 overrules it everywhere."),
                          {number, winners.front()}}
                : Message{ESPALIER_TR("core", "Entry %1 rules no layer: the entries %2 overrule it everywhere."),
                          {number, joinedNames(winners)}};
        m_result.issues.push_back({Severity::Info, std::move(message), index, {}});
    }
}

void ConfigResolver::addUnknownLimits(std::size_t index)
{
    for (const auto& [name, limit] : m_list[index].maxSparsityByLayer) {
        const bool known = std::any_of(m_layers.begin(), m_layers.end(),
                                       [&name = name](const LayerInfo& layer) { return layer.name == name; });
        if (!known)
            m_result.issues.push_back(
                {Severity::Warning,
                 {ESPALIER_TR("core", "The model has no layer %2, which entry %1 limits in max_sparsity_per_layer."),
                  {std::to_string(index + 1), name}},
                 index,
                 {}});
    }
}

/// Entries that are switched off are not validated: without a word, the list would seem to be one that selects nothing.
void ConfigResolver::addAllOffIssue()
{
    if (m_list.empty() || !enabledEntries(m_list).empty())
        return;
    if (m_list.size() == 1)
        m_result.issues.push_back(
            {Severity::Warning,
             {ESPALIER_TR("core",
                          "The only entry of the config list is switched off, so that nothing is selected: switch "
                          "it on (enabled: true)."),
              {}},
             0,
             {}});
    else
        m_result.issues.push_back(
            {Severity::Warning,
             {ESPALIER_TR("core",
                          "All %1 entries of the config list are switched off, so that nothing is selected: switch "
                          "one on (enabled: true)."),
              {std::to_string(m_list.size())}},
             std::nullopt,
             {}});
}

/// The numbers of the entries that rule what entry @p index selects.
std::vector<std::string> ConfigResolver::overrulers(std::size_t index) const
{
    const ConfigEntry& entry = m_list[index];
    const auto forPruning = m_selection.selected(entry, AlgorithmFamily::Pruning);
    const auto forQuantization = m_selection.selected(entry, AlgorithmFamily::Quantization);
    std::set<std::size_t> winners;
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const ResolvedLayer& layer = m_result.layers[i];
        if (forPruning[i] && (entry.prunes() || entry.excludes()) && layer.pruningEntry)
            winners.insert(*layer.pruningEntry);
        if (forQuantization[i] && (entry.quantizes() || entry.excludes()) && layer.quantizationEntry)
            winners.insert(*layer.quantizationEntry);
    }
    std::vector<std::string> numbers;
    for (const std::size_t winner : winners)
        numbers.push_back(std::to_string(winner + 1));
    return numbers;
}

/// NNI keeps no channel of the output back; by our own rules it is kept, and pruning says so.
void ConfigResolver::addOutputIssues()
{
    if (!m_algorithm || !m_algorithm->structured || m_algorithm->family != AlgorithmFamily::Pruning
        || m_profile == Profile::Default)
        return;
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const ResolvedLayer& layer = m_result.layers[i];
        const double sparsity = layer.sparsity.value_or(layer.totalSparsity.value_or(0));
        if (!m_layers[i].producesOutput || sparsity <= 0 || !isSupported(m_layers[i]))
            continue;
        m_result.issues.push_back(
            {Severity::Warning,
             {ESPALIER_TR("core", "Entry %1 prunes %2, whose channels are the output of the model: masked classes can "
                                  "never be predicted. Exclude it."),
              {std::to_string(*layer.pruningEntry + 1), layer.name}},
             layer.pruningEntry,
             layer.name});
    }
}

const std::vector<std::string>& ConfigResolver::supportedTypes() const
{
    return m_profile == Profile::Default ? m_algorithm->opTypes : m_algorithm->nniOpTypes;
}

bool ConfigResolver::isSupported(const LayerInfo& layer) const
{
    const auto& types = supportedTypes();
    if (layer.weight() == nullptr)
        return false;
    if (types.empty())
        return m_profile == Profile::Default || !layer.bareParameter;
    return std::find(types.begin(), types.end(), layer.opType) != types.end();
}

Message ConfigResolver::unsupportedMessage(std::size_t entry, std::size_t firstLayer, std::size_t count) const
{
    const LayerInfo& layer = m_layers[firstLayer];
    const std::string number = std::to_string(entry + 1);
    const std::string others = std::to_string(count - 1);
    if (supportedTypes().empty()) {
        if (count == 1)
            return {ESPALIER_TR("core", "Entry %1 selects %2, but a %3 has no weight."),
                    {number, layer.name, layer.opType}};
        return {ESPALIER_TR("core", "Entry %1 selects %2 and %4 more, but a %3 has no weight."),
                {number, layer.name, layer.opType, others}};
    }
    const bool computed =
        layer.weight() == nullptr
        && std::find(supportedTypes().begin(), supportedTypes().end(), layer.opType) != supportedTypes().end();
    if (computed)
        return {ESPALIER_TR("core", "Entry %1 selects %2 (%3), whose weight is computed and not stored, as by "
                                    "weight_norm or spectral_norm: remove that before the network is saved, or exclude "
                                    "the layer."),
                {number, layer.name, layer.opType}};
    if (count == 1)
        return {
            ESPALIER_TR("core", "Entry %1 selects %2, but module type %3 is not supported by %4, which acts on %5."),
            {number, layer.name, layer.opType, m_algorithm->name, joinedNames(supportedTypes())}};
    return {
        ESPALIER_TR("core",
                    "Entry %1 selects %2 and %6 more, but module type %3 is not supported by %4, which acts on %5."),
        {number, layer.name, layer.opType, m_algorithm->name, joinedNames(supportedTypes()), others}};
}

void ConfigResolver::addUnsupportedIssues()
{
    if (!m_algorithm)
        return;
    struct Finding
    {
        std::size_t entry;
        std::size_t firstLayer;
        std::size_t count;
    };
    std::vector<Finding> findings;
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const ResolvedLayer& layer = m_result.layers[i];
        const bool pruning = m_algorithm->family == AlgorithmFamily::Pruning;
        const auto entry = pruning ? layer.pruningEntry : layer.quantizationEntry;
        if (!entry || m_list[*entry].excludes() || isSupported(m_layers[i]))
            continue;
        const auto known = std::find_if(findings.begin(), findings.end(), [&](const Finding& finding) {
            return finding.entry == *entry && m_layers[finding.firstLayer].opType == layer.opType;
        });
        if (known != findings.end())
            ++known->count;
        else
            findings.push_back({*entry, i, 1});
    }
    for (const Finding& finding : findings)
        m_result.issues.push_back({Severity::Error,
                                   unsupportedMessage(finding.entry, finding.firstLayer, finding.count), finding.entry,
                                   m_layers[finding.firstLayer].name});
}

} // namespace

const ResolvedLayer* Resolution::find(const std::string& layer) const
{
    const auto found = std::find_if(layers.begin(), layers.end(),
                                    [&](const ResolvedLayer& candidate) { return candidate.name == layer; });
    return found == layers.end() ? nullptr : &*found;
}

const std::vector<std::string>& defaultOpTypes()
{
    static const std::vector<std::string> types = {
        "Conv1d", "Conv2d",   "Conv3d", "ConvTranspose1d", "ConvTranspose2d", "ConvTranspose3d",
        "Linear", "Bilinear", "PReLU",  "Embedding",       "EmbeddingBag"};
    return types;
}

Resolution resolveConfigList(const ConfigList& list, std::span<const LayerInfo> layers,
                             std::span<const ModuleInfo> modules, const AlgorithmInfo* algorithm, Profile profile)
{
    return ConfigResolver(list, layers, modules, algorithm, profile).resolve();
}

} // namespace espalier

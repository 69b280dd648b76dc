// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/layer_selection.h"

#include <algorithm>

#include "core/config/config_keys.h"
#include "core/config/config_resolver.h"
#include "core/config/entry_validation.h"
#include "core/config/name_suggestions.h"

namespace espalier {

namespace {

/// More unknown names than this in one entry are told in one sentence: the list is meant for another model.
constexpr std::size_t kNamesToldOneByOne = 5;
constexpr std::size_t kExamples = 3;

template <typename List, typename Value>
bool contains(const List& list, const Value& value)
{
    return std::find(list.begin(), list.end(), value) != list.end();
}

bool isPattern(const std::string& text)
{
    try {
        const NamePattern compiled(text);
        return true;
    } catch (const NamePatternError&) {
        return false;
    }
}

} // namespace

LayerSelection::LayerSelection(std::span<const LayerInfo> layers, std::span<const ModuleInfo> modules,
                               const AlgorithmInfo* algorithm, Profile profile)
    : m_layers(layers)
    , m_algorithm(algorithm)
    , m_profile(profile)
{
    std::unordered_map<std::string_view, std::size_t> typeIndex;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        m_layerByName.emplace(layers[i].name, i);
        m_names.push_back(layers[i].name);
        const auto [known, added] = typeIndex.emplace(layers[i].opType, m_types.size());
        if (added)
            m_types.push_back(layers[i].opType);
        m_typeOfLayer.push_back(known->second);
    }
    for (const ModuleInfo& module : modules)
        m_moduleByName.emplace(module.name, &module);
}

std::vector<char> LayerSelection::selectedTypes(const ConfigEntry& entry, AlgorithmFamily family) const
{
    if (!entry.opTypes)
        return std::vector<char>(m_types.size(), 1);
    const bool cut =
        m_algorithm && m_profile == Profile::Default && m_algorithm->family == family && !m_algorithm->opTypes.empty();
    const bool usesDefault = contains(*entry.opTypes, kDefaultOpType);
    std::vector<char> selected(m_types.size(), 0);
    for (std::size_t i = 0; i < m_types.size(); ++i) {
        const bool byDefault = usesDefault && contains(defaultOpTypes(), m_types[i])
                               && (!cut || contains(m_algorithm->opTypes, m_types[i]));
        selected[i] = byDefault || contains(*entry.opTypes, m_types[i]);
    }
    return selected;
}

const LayerSelection::PatternUse& LayerSelection::patternUse(const std::string& pattern) const
{
    const auto [known, added] = m_patterns.try_emplace(pattern);
    PatternUse& use = known->second;
    if (!added)
        return use;
    try {
        const NamePattern compiled(pattern);
        for (std::size_t i = 0; i < m_names.size(); ++i) {
            if (compiled.matches(m_names[i]))
                use.layers.push_back(i);
        }
    } catch (const NamePatternError& error) {
        use.layers.clear();
        use.error = error;
    }
    return use;
}

/// Marks the layers that are named or matched.
void LayerSelection::mark(const std::vector<std::string>& names, const std::vector<std::string>& patterns,
                          std::vector<char>& layers) const
{
    for (const std::string& name : names) {
        if (const auto found = m_layerByName.find(name); found != m_layerByName.end())
            layers[found->second] = 1;
    }
    for (const std::string& pattern : patterns) {
        for (const std::size_t layer : patternUse(pattern).layers)
            layers[layer] = 1;
    }
}

void LayerSelection::takeOutExceptions(const ConfigEntry& entry, std::vector<char>& selected) const
{
    std::vector<char> excepted(m_layers.size(), 0);
    mark(entry.excludeOpNames, entry.excludeOpNamesRe, excepted);
    const bool usesDefault = contains(entry.excludeOpTypes, kDefaultOpType);
    for (std::size_t i = 0; i < selected.size(); ++i) {
        const std::string_view type = m_types[m_typeOfLayer[i]];
        if (excepted[i] || contains(entry.excludeOpTypes, type) || (usesDefault && contains(defaultOpTypes(), type)))
            selected[i] = 0;
    }
}

std::vector<char> LayerSelection::selected(const ConfigEntry& entry, AlgorithmFamily family) const
{
    if (!entry.enabled)
        return std::vector<char>(m_layers.size(), 0);
    const std::vector<char> types = selectedTypes(entry, family);
    std::vector<char> result(m_layers.size(), entry.hasNames() ? 0 : 1);
    if (entry.opNames)
        mark(*entry.opNames, {}, result);
    if (entry.opNamesRe)
        mark({}, *entry.opNamesRe, result);
    for (std::size_t i = 0; i < result.size(); ++i)
        result[i] = result[i] && types[m_typeOfLayer[i]];
    if (entry.hasExceptions())
        takeOutExceptions(entry, result);
    return result;
}

LayerSelection::NameKind LayerSelection::kindOf(std::string_view name) const
{
    if (m_layerByName.contains(name))
        return NameKind::Layer;
    if (const auto found = m_moduleByName.find(name); found != m_moduleByName.end())
        return found->second->leaf ? NameKind::OtherLeaf : NameKind::Container;
    const bool holdsLayers = std::any_of(m_names.begin(), m_names.end(), [name](std::string_view layer) {
        return layer.size() > name.size() && layer[name.size()] == '.' && layer.starts_with(name);
    });
    return holdsLayers ? NameKind::Container : NameKind::Unknown;
}

bool LayerSelection::isTypeOfContainer(std::string_view type) const
{
    return std::any_of(m_moduleByName.begin(), m_moduleByName.end(),
                       [type](const auto& item) { return !item.second->leaf && item.second->opType == type; });
}

Issue LayerSelection::containerIssue(const ConfigEntry& entry, std::size_t index, const std::string& name) const
{
    std::vector<std::string> examples;
    for (std::string_view layer : m_names) {
        if (examples.size() < kExamples && layer.starts_with(name + '.'))
            examples.emplace_back(layer);
    }
    const auto found = m_moduleByName.find(name);
    const std::string type = found == m_moduleByName.end() ? std::string("module") : found->second->opType;
    // NNI stumbles over a container only where an entry really makes it compress one.
    const bool nniFails = !entry.excludes() && (!entry.opTypes || contains(*entry.opTypes, type));
    const bool error = m_profile == Profile::Default || nniFails;
    Message message =
        examples.empty()
            ? Message{ESPALIER_TR("core", "%2 in entry %1 is a container (%3) without layers."),
                      {std::to_string(index + 1), name, type}}
            : Message{ESPALIER_TR("core", "%2 in entry %1 is a container (%3); name its layers, such as %4."),
                      {std::to_string(index + 1), name, type, joinedNames(examples)}};
    return {error ? Severity::Error : Severity::Warning, std::move(message), index, name};
}

Issue LayerSelection::containerTypeIssue(std::size_t index, const std::string& type) const
{
    return {Severity::Error,
            {ESPALIER_TR("core", "%2 in entry %1 is the type of a container; give the types of the layers inside."),
             {std::to_string(index + 1), type}},
            index,
            {}};
}

Issue LayerSelection::unknownNameIssue(std::size_t index, const std::string& name) const
{
    const auto near = nearestNames(name, m_names);
    if (near.empty())
        return {Severity::Warning,
                {ESPALIER_TR("core", "The model has no layer %2, which entry %1 names."),
                 {std::to_string(index + 1), name}},
                index,
                {}};
    return {Severity::Warning,
            {ESPALIER_TR("core", "The model has no layer %2, which entry %1 names; the nearest are %3."),
             {std::to_string(index + 1), name, joinedNames(near)}},
            index,
            {}};
}

Issue LayerSelection::unknownTypeIssue(std::size_t index, const std::string& type) const
{
    const auto near = nearestNames(type, m_types);
    if (near.empty())
        return {Severity::Warning,
                {ESPALIER_TR("core", "The model has no layer of type %2, which entry %1 names."),
                 {std::to_string(index + 1), type}},
                index,
                {}};
    return {Severity::Warning,
            {ESPALIER_TR("core", "The model has no layer of type %2, which entry %1 names; the nearest are %3."),
             {std::to_string(index + 1), type, joinedNames(near)}},
            index,
            {}};
}

/// The first layer in whose name a pattern is found, but not at the beginning; the number of layers when there is none.
std::size_t LayerSelection::layerWithin(const std::string& pattern) const
{
    // What begins with any text would have been found from the beginning on.
    if (pattern.starts_with(".*"))
        return m_names.size();
    try {
        const NamePattern compiled(pattern);
        const auto found = std::find_if(m_names.begin(), m_names.end(),
                                        [&](std::string_view name) { return compiled.matchesBehindBeginning(name); });
        return static_cast<std::size_t>(found - m_names.begin());
    } catch (const NamePatternError&) {
        return m_names.size();
    }
}

Issue LayerSelection::idlePatternIssue(std::size_t index, const std::string& pattern) const
{
    const std::string number = std::to_string(index + 1);
    const std::size_t layer = layerWithin(pattern);
    if (layer == m_names.size())
        return {Severity::Warning,
                {ESPALIER_TR("core", "The pattern %2 of entry %1 matches no layer of the model."), {number, pattern}},
                index,
                {}};
    const bool choice = pattern.find('|') != std::string::npos;
    const std::string anywhere = choice ? ".*(?:" + pattern + ')' : ".*" + pattern;
    return {Severity::Warning,
            {ESPALIER_TR("core", "The pattern %2 of entry %1 matches no layer of the model: it must match from the "
                                 "beginning of a name on, and %3 would match %4."),
             {number, pattern, anywhere, std::string(m_names[layer])}},
            index,
            {}};
}

void LayerSelection::addContainerIssues(const ConfigEntry& entry, std::size_t index, std::vector<Issue>& issues) const
{
    for (const std::string& name : *entry.opNames) {
        if (kindOf(name) == NameKind::Container)
            issues.push_back(containerIssue(entry, index, name));
    }
}

void LayerSelection::addNameIssues(const std::vector<std::string>& names, std::size_t index,
                                   std::vector<Issue>& issues) const
{
    std::vector<std::string> unknown;
    for (const std::string& name : names) {
        if (kindOf(name) == NameKind::Unknown)
            unknown.push_back(name);
    }
    if (unknown.size() <= kNamesToldOneByOne) {
        for (const std::string& name : unknown)
            issues.push_back(unknownNameIssue(index, name));
        return;
    }
    const std::vector<std::string> examples(unknown.begin(), unknown.begin() + kExamples);
    issues.push_back({Severity::Warning,
                      {ESPALIER_TR("core", "%2 of the %3 layers that entry %1 names are not in the model, such as %4."),
                       {std::to_string(index + 1), std::to_string(unknown.size()), std::to_string(names.size()),
                        joinedNames(examples)}},
                      index,
                      {}});
}

void LayerSelection::addTypeIssues(const std::vector<std::string>& types, std::size_t index,
                                   std::vector<Issue>& issues) const
{
    for (const std::string& type : types) {
        if (type == kDefaultOpType || contains(m_types, type))
            continue;
        const bool ofLeaf = std::any_of(m_moduleByName.begin(), m_moduleByName.end(), [&type](const auto& item) {
            return item.second->leaf && item.second->opType == type;
        });
        if (!ofLeaf)
            issues.push_back(isTypeOfContainer(type) ? containerTypeIssue(index, type) : unknownTypeIssue(index, type));
    }
}

void LayerSelection::addPatternIssues(const std::vector<std::string>& patterns, std::size_t index,
                                      std::vector<Issue>& issues) const
{
    for (const std::string& pattern : patterns) {
        const PatternUse& use = patternUse(pattern);
        // An error stands in the entry whatever the model: validateEntry() tells of it, save for what names bring about.
        if (!use.error && use.layers.empty())
            issues.push_back(idlePatternIssue(index, pattern));
        else if (use.error && isPattern(pattern))
            issues.push_back({Severity::Error, use.error->message(std::to_string(index + 1), pattern), index, {}});
    }
}

std::vector<Issue> LayerSelection::nameIssues(const ConfigEntry& entry, std::size_t index) const
{
    std::vector<Issue> issues;
    if (entry.opTypes)
        addTypeIssues(*entry.opTypes, index, issues);
    if (entry.opNames) {
        addContainerIssues(entry, index, issues);
        addNameIssues(*entry.opNames, index, issues);
    }
    if (entry.opNamesRe)
        addPatternIssues(*entry.opNamesRe, index, issues);
    addTypeIssues(entry.excludeOpTypes, index, issues);
    addNameIssues(entry.excludeOpNames, index, issues);
    addPatternIssues(entry.excludeOpNamesRe, index, issues);
    return issues;
}

} // namespace espalier

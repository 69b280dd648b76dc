// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/issue.h"
#include "core/base/profile.h"
#include "core/config/algorithm_info.h"
#include "core/config/config_entry.h"
#include "core/config/name_pattern.h"
#include "core/model/layer_info.h"

namespace espalier {

/// Which layers each entry selects, looked up once per entry so that a resolution takes no text comparison per layer.
/// Keeps references to what it was made from. For one thread at a time.
class LayerSelection
{
public:
    LayerSelection(std::span<const LayerInfo> layers, std::span<const ModuleInfo> modules,
                   const AlgorithmInfo* algorithm, Profile profile);

    /// For each layer, whether @p entry selects it as an entry of @p family: it is of one of op_types, and one of op_names
    /// or matched by one of op_names_re, each only where present, and none of the exceptions (exclude_op_types,
    /// exclude_op_names, exclude_op_names_re) is about it. "default" is cut to what the algorithm supports where it is of
    /// that family. A pattern that is none matches nothing, an entry
    /// that is switched off selects nothing.
    std::vector<char> selected(const ConfigEntry& entry, AlgorithmFamily family) const;

    /// What is to be said about names and types of @p entry that select nothing, or containers.
    std::vector<Issue> nameIssues(const ConfigEntry& entry, std::size_t index) const;

private:
    enum class NameKind { Layer, OtherLeaf, Container, Unknown };

    /// A pattern, compiled once, and the layers that it matches.
    struct PatternUse
    {
        std::optional<NamePatternError> error;
        std::vector<std::size_t> layers;
    };

    std::vector<char> selectedTypes(const ConfigEntry& entry, AlgorithmFamily family) const;
    const PatternUse& patternUse(const std::string& pattern) const;
    void mark(const std::vector<std::string>& names, const std::vector<std::string>& patterns,
              std::vector<char>& layers) const;
    void takeOutExceptions(const ConfigEntry& entry, std::vector<char>& selected) const;
    NameKind kindOf(std::string_view name) const;
    bool isTypeOfContainer(std::string_view type) const;
    Issue containerIssue(const ConfigEntry& entry, std::size_t index, const std::string& name) const;
    Issue containerTypeIssue(std::size_t index, const std::string& type) const;
    Issue unknownNameIssue(std::size_t index, const std::string& name) const;
    Issue unknownTypeIssue(std::size_t index, const std::string& type) const;
    std::size_t layerWithin(const std::string& pattern) const;
    Issue idlePatternIssue(std::size_t index, const std::string& pattern) const;
    void addNameIssues(const std::vector<std::string>& names, std::size_t index, std::vector<Issue>& issues) const;
    void addContainerIssues(const ConfigEntry& entry, std::size_t index, std::vector<Issue>& issues) const;
    void addTypeIssues(const std::vector<std::string>& types, std::size_t index, std::vector<Issue>& issues) const;
    void addPatternIssues(const std::vector<std::string>& patterns, std::size_t index,
                          std::vector<Issue>& issues) const;

    std::span<const LayerInfo> m_layers;
    const AlgorithmInfo* m_algorithm;
    Profile m_profile;
    std::unordered_map<std::string_view, std::size_t> m_layerByName;
    std::unordered_map<std::string_view, const ModuleInfo*> m_moduleByName;
    std::vector<std::string_view> m_types;  ///< distinct op types of the layers
    std::vector<std::size_t> m_typeOfLayer; ///< index into m_types
    std::vector<std::string_view> m_names;  ///< of the layers, for suggestions
    mutable std::unordered_map<std::string, PatternUse> m_patterns;
};

} // namespace espalier

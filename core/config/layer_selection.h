// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/issue.h"
#include "core/base/profile.h"
#include "core/config/algorithm_info.h"
#include "core/config/config_entry.h"
#include "core/model/layer_info.h"

namespace espalier {

/// Which layers each entry selects, looked up once per entry so that a resolution takes no text comparison per layer.
/// Keeps references to what it was made from.
class LayerSelection
{
public:
    LayerSelection(std::span<const LayerInfo> layers, std::span<const ModuleInfo> modules,
                   const AlgorithmInfo* algorithm, Profile profile);

    /// For each layer, whether @p entry selects it as an entry of @p family: op_types and op_names, each only where
    /// present, both contain the layer; "default" is cut to what the algorithm supports where it is of that family.
    std::vector<char> selected(const ConfigEntry& entry, AlgorithmFamily family) const;

    /// What is to be said about names and types of @p entry that select nothing, or containers.
    std::vector<Issue> nameIssues(const ConfigEntry& entry, std::size_t index) const;

private:
    enum class NameKind { Layer, OtherLeaf, Container, Unknown };

    std::vector<char> selectedTypes(const ConfigEntry& entry, AlgorithmFamily family) const;
    NameKind kindOf(std::string_view name) const;
    bool isTypeOfContainer(std::string_view type) const;
    Issue containerIssue(const ConfigEntry& entry, std::size_t index, const std::string& name) const;
    Issue containerTypeIssue(std::size_t index, const std::string& type) const;
    Issue unknownNameIssue(std::size_t index, const std::string& name) const;
    Issue unknownTypeIssue(std::size_t index, const std::string& type) const;
    void addNameIssues(const ConfigEntry& entry, std::size_t index, std::vector<Issue>& issues) const;
    void addTypeIssues(const ConfigEntry& entry, std::size_t index, std::vector<Issue>& issues) const;

    std::span<const LayerInfo> m_layers;
    const AlgorithmInfo* m_algorithm;
    Profile m_profile;
    std::unordered_map<std::string_view, std::size_t> m_layerByName;
    std::unordered_map<std::string_view, const ModuleInfo*> m_moduleByName;
    std::vector<std::string_view> m_types;  ///< distinct op types of the layers
    std::vector<std::size_t> m_typeOfLayer; ///< index into m_types
    std::vector<std::string_view> m_names;  ///< of the layers, for suggestions
};

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace espalier {

/// One dict of NNI's config_list. Absent keys are nullopt: NNI treats "absent" and "empty" differently (a list
/// that is present but empty matches nothing). Keys that are not understood are kept in otherKeys and written
/// back unchanged.
struct ConfigEntry
{
    bool enabled = true; ///< "enabled", a key of Espalier: false keeps the entry, and counts as if it were not there
    std::optional<std::vector<std::string>> opTypes;   ///< "op_types"; may contain "default"
    std::optional<std::vector<std::string>> opNames;   ///< "op_names", full dotted names
    std::optional<std::vector<std::string>> opNamesRe; ///< "op_names_re", see NamePattern; adds to op_names
    /// "exclude_op_types", "exclude_op_names", "exclude_op_names_re": taken out of what the entry selects.
    std::vector<std::string> excludeOpTypes;
    std::vector<std::string> excludeOpNames;
    std::vector<std::string> excludeOpNamesRe;
    std::optional<bool> exclude;                        ///< "exclude"; false does not exclude
    std::optional<double> sparsity;                     ///< "sparsity" in [0, 1)
    std::optional<double> totalSparsity;                ///< "total_sparsity" in [0, 1), of all its layers together
    std::optional<double> maxSparsityPerLayer;          ///< "max_sparsity_per_layer" in (0, 1] as one number
    std::map<std::string, double> maxSparsityByLayer;   ///< "max_sparsity_per_layer" as a dict
    std::optional<int> pruneIterations;                 ///< "prune_iterations" of the lottery ticket, at least 1
    std::optional<double> initialSparsity;              ///< "initial_sparsity": AGP as up to NNI 2.2, by layer
    std::optional<double> finalSparsity;                ///< "final_sparsity" in [0, 1), of the same
    std::optional<int> startEpoch;                      ///< "start_epoch"
    std::optional<int> endEpoch;                        ///< "end_epoch"
    std::optional<int> frequency;                       ///< "frequency", in epochs
    std::optional<std::vector<std::string>> quantTypes; ///< "quant_types": weight, input, output
    std::optional<int> quantBits;                       ///< "quant_bits" as one number
    std::map<std::string, int> quantBitsByType;         ///< "quant_bits" as a dict
    std::optional<int> quantStartStep;                  ///< "quant_start_step"

    /// Further keys: name and value as JSON text, in the order of the file.
    std::vector<std::pair<std::string, std::string>> otherKeys;

    bool hasSelector() const { return opTypes.has_value() || hasNames(); }
    /// It names layers, one by one or by patterns.
    bool hasNames() const { return opNames.has_value() || opNamesRe.has_value(); }
    /// It takes layers out of its own selection.
    bool hasExceptions() const
    {
        return !excludeOpTypes.empty() || !excludeOpNames.empty() || !excludeOpNamesRe.empty();
    }
    /// Afterwards it selects nothing and sets what it did.
    void clearSelectors()
    {
        opTypes.reset();
        opNames.reset();
        opNamesRe.reset();
        excludeOpTypes.clear();
        excludeOpNames.clear();
        excludeOpNamesRe.clear();
    }
    bool excludes() const { return exclude.value_or(false); }
    bool prunes() const { return sparsity || totalSparsity || finalSparsity; }
    bool quantizes() const { return quantTypes.has_value() || quantBits.has_value() || !quantBitsByType.empty(); }

    bool operator==(const ConfigEntry&) const = default;
};

/// Entries in order: the last one that matches a layer rules it.
using ConfigList = std::vector<ConfigEntry>;

/// The list without the entries that are switched off: what is handed to NNI, which refuses keys that it does not know.
inline ConfigList enabledEntries(ConfigList list)
{
    std::erase_if(list, [](const ConfigEntry& entry) { return !entry.enabled; });
    return list;
}

} // namespace espalier

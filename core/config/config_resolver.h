// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/issue.h"
#include "core/base/profile.h"
#include "core/config/algorithm_info.h"
#include "core/config/config_entry.h"
#include "core/model/layer_info.h"

namespace espalier {

/// AGP as NNI had it up to 2.2: one layer's own course from one sparsity to another.
struct GradualSparsity
{
    double initial = 0;
    double final = 0;
    int startEpoch = 0;
    int endEpoch = 0;
    int frequency = 1; ///< epochs from one change to the next

    bool operator==(const GradualSparsity&) const = default;
};

/// What the config list says about one layer.
struct ResolvedLayer
{
    std::string name;
    std::string opType;
    std::optional<std::size_t> entry;             ///< last entry that matches at all, from 0
    std::optional<std::size_t> pruningEntry;      ///< entry that rules pruning
    std::optional<std::size_t> quantizationEntry; ///< entry that rules quantization
    bool excluded = false;                        ///< the ruling entry excludes it
    std::optional<double> sparsity;               ///< requested; nullopt: not pruned by itself
    std::optional<double> totalSparsity;          ///< requested of all such layers together (mode global)
    std::optional<double> maxSparsity;            ///< the most that this layer may lose in mode global
    std::optional<int> pruneIterations;           ///< of the lottery ticket
    std::optional<GradualSparsity> gradual;       ///< sparsity is its final one
    std::vector<std::string> quantTypes;
    std::map<std::string, int> quantBits; ///< by quant type
};

struct Resolution
{
    std::vector<ResolvedLayer> layers; ///< one per layer, in the order of the model
    std::vector<Issue> issues;
    std::vector<std::size_t> layersWon; ///< per entry: how many layers it rules

    const ResolvedLayer* find(const std::string& layer) const;
};

/// The op types that "default" stands for (NNI's list of weighted modules).
const std::vector<std::string>& defaultOpTypes();

/// Applies NNI's selection rules: an entry matches when its op_types and its op_names (each only if present) both
/// contain the layer; as in NNI v3, op_names_re adds to op_names (see NamePattern) and exclude_op_types, exclude_op_names
/// and exclude_op_names_re take layers out of the entry that they stand in; the last match wins wholesale, separately for pruning and for quantization; `exclude` takes
/// part in both. Differences from NNI: `exclude: false` does not exclude; "default" is cut to what @p algorithm
/// supports. Names that match nothing are warnings with the nearest names suggested; an entry without selector, or
/// with neither a setting nor exclude, is an error, unless it is switched off: then it counts for nothing, and a list of such
/// entries alone is a warning; so are values out of range, unsupported types selected by name or
/// type, and containers selected by name. An entry that later ones overrule everywhere is told with those that do; under
/// NNI's profiles pruned channels of an output are a warning. Never throws.
/// @param algorithm may be null: then nothing is unsupported.
Resolution resolveConfigList(const ConfigList& list, std::span<const LayerInfo> layers,
                             std::span<const ModuleInfo> modules, const AlgorithmInfo* algorithm,
                             Profile profile = Profile::Default);

} // namespace espalier

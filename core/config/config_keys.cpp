// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/config_keys.h"

#include <algorithm>

namespace espalier {

const std::vector<std::string_view>& configKeys()
{
    static const std::vector<std::string_view> keys = {
        kSparsityKey,      kTotalSparsityKey,  kMaxSparsityKey,    kPruneIterationsKey,  kInitialSparsityKey,
        kFinalSparsityKey, kStartEpochKey,     kEndEpochKey,       kFrequencyKey,        kExcludeKey,
        kQuantTypesKey,    kQuantBitsKey,      kQuantStartStepKey, kOpTypesKey,          kOpNamesKey,
        kOpNamesReKey,     kExcludeOpTypesKey, kExcludeOpNamesKey, kExcludeOpNamesReKey, kEnabledKey};
    return keys;
}

bool isFurtherNniKey(std::string_view key)
{
    static const std::vector<std::string_view> keys = {
        "align",          "apply_method",          "dependency_group_id", "fuse_names",       "global_group_id",
        "granularity",    "internal_metric_block", "max_sparse_ratio",    "min_sparse_ratio", "quant_dtype",
        "quant_scheme",   "sparse_granularity",    "sparse_ratio",        "sparse_threshold", "target_names",
        "target_settings"};
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

const std::vector<std::string>& quantTypeNames()
{
    static const std::vector<std::string> names = {"weight", "input", "output"};
    return names;
}

} // namespace espalier

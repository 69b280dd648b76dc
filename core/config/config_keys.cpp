// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/config_keys.h"

#include <algorithm>

namespace espalier {

const std::vector<std::string_view>& configKeys()
{
    static const std::vector<std::string_view> keys = {kSparsityKey,       kExcludeKey, kQuantTypesKey, kQuantBitsKey,
                                                       kQuantStartStepKey, kOpTypesKey, kOpNamesKey};
    return keys;
}

bool isFurtherNniKey(std::string_view key)
{
    static const std::vector<std::string_view> keys = {"align",
                                                       "apply_method",
                                                       "dependency_group_id",
                                                       "end_epoch",
                                                       "exclude_op_names",
                                                       "exclude_op_names_re",
                                                       "exclude_op_types",
                                                       "final_sparsity",
                                                       "frequency",
                                                       "fuse_names",
                                                       "global_group_id",
                                                       "granularity",
                                                       "initial_sparsity",
                                                       "internal_metric_block",
                                                       "max_sparse_ratio",
                                                       "max_sparsity_per_layer",
                                                       "min_sparse_ratio",
                                                       "op_names_re",
                                                       "op_partial_names",
                                                       "prune_iterations",
                                                       "quant_dtype",
                                                       "quant_scheme",
                                                       "sparse_ratio",
                                                       "sparse_threshold",
                                                       "sparsity_per_layer",
                                                       "start_epoch",
                                                       "target_names",
                                                       "target_settings",
                                                       "total_sparsity"};
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

const std::vector<std::string>& quantTypeNames()
{
    static const std::vector<std::string> names = {"weight", "input", "output"};
    return names;
}

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/base/issue.h"
#include "core/config/config_entry.h"

namespace espalier {

struct ImportedConfigList
{
    ConfigList entries;
    /// What became of each key of NNI v3: Info where it was translated, Warning where it is kept without effect. Entries
    /// count in the new order. Empty when the list was none of NNI v3.
    std::vector<Issue> issues;
};

/// True when @p list sets sparsities or bits with keys of NNI v3 (sparse_ratio, sparse_threshold, quant_dtype or
/// target_settings) and sets none with a key of Espalier or of earlier versions; exclude is no such setting. A translated list is never translated again.
bool isNniV3List(const ConfigList& list);

/// Translates a config list of NNI v3, as parseConfigList() reads it; any other list comes back as it is. Never throws.
///
/// sparse_ratio becomes sparsity, within min_sparse_ratio and max_sparse_ratio; with global_group_id it becomes
/// total_sparsity, and max_sparse_ratio max_sparsity_per_layer. quant_dtype becomes quant_types and quant_bits. Settings
/// under target_settings count as those of their target; _input_0 is input, _output_0 is output. op_names_re and the
/// exclude_... keys mean here what they mean there. Whatever has no counterpart is kept. An entry that then sets nothing
/// is switched off. Entries with exclude set, a key of NNI up to version 2, stay as they are and come last, so that what they
/// exclude is excluded. The others come in reverse order, since NNI v3 lets the first entry rule a layer, and Espalier, as
/// NNI up to version 2, the last one.
ImportedConfigList importNniV3(ConfigList list);

} // namespace espalier

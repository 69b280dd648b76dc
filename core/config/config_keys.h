// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace espalier {

// The keys of one config list entry, in NNI's spelling.
inline constexpr std::string_view kSparsityKey = "sparsity";
inline constexpr std::string_view kTotalSparsityKey = "total_sparsity";
inline constexpr std::string_view kMaxSparsityKey = "max_sparsity_per_layer";
inline constexpr std::string_view kPruneIterationsKey = "prune_iterations";
inline constexpr std::string_view kInitialSparsityKey = "initial_sparsity";
inline constexpr std::string_view kFinalSparsityKey = "final_sparsity";
inline constexpr std::string_view kStartEpochKey = "start_epoch";
inline constexpr std::string_view kEndEpochKey = "end_epoch";
inline constexpr std::string_view kFrequencyKey = "frequency";
inline constexpr std::string_view kExcludeKey = "exclude";
inline constexpr std::string_view kQuantTypesKey = "quant_types";
inline constexpr std::string_view kQuantBitsKey = "quant_bits";
inline constexpr std::string_view kQuantStartStepKey = "quant_start_step";
inline constexpr std::string_view kEnabledKey = "enabled";
inline constexpr std::string_view kOpTypesKey = "op_types";
inline constexpr std::string_view kOpNamesKey = "op_names";
inline constexpr std::string_view kOpNamesReKey = "op_names_re";
inline constexpr std::string_view kExcludeOpTypesKey = "exclude_op_types";
inline constexpr std::string_view kExcludeOpNamesKey = "exclude_op_names";
inline constexpr std::string_view kExcludeOpNamesReKey = "exclude_op_names_re";

// Keys of NNI's pruning v2 that are read as others.
inline constexpr std::string_view kSparsityPerLayerKey = "sparsity_per_layer"; ///< sparsity
inline constexpr std::string_view kOpPartialNamesKey = "op_partial_names";     ///< op_names_re, each part anywhere

/// The op type that stands for all weighted modules.
inline constexpr std::string_view kDefaultOpType = "default";

/// The keys that Espalier acts on, in the order in which they are written.
const std::vector<std::string_view>& configKeys();

/// True for keys that some version of NNI knows and Espalier keeps without acting on them.
bool isFurtherNniKey(std::string_view key);

/// What can be quantized: weight, input, output.
const std::vector<std::string>& quantTypeNames();

} // namespace espalier

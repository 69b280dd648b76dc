// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "core/speedup/speedup.h"

namespace espalier {

/// The JSON text of small.recipe.json: {"format_version": 1, "tensors": [{"name", "kept": [{"dim", "indices"}]} or {"name",
/// "blocks": [{"rows", "columns"}]}], "groups": {layer: count}, "norms": {layer: normalized shape}}.
/// Everything a Python user needs to rebuild the smaller network from his own nn.Module.
std::string writeRecipe(const SpeedupResult& result);

/// A Python program beside the recipe: shrink(model) cuts an nn.Module to the recipe, rebuild(model) loads the weights
/// as well; its header has an example to copy. @p recipe and @p weights are file names in its own folder; it is named as
/// the weights are. @param inputs of the network, for the example; empty: unknown.
std::string writeRecipeProgram(const std::filesystem::path& recipe, const std::filesystem::path& weights,
                               const std::vector<InputSpec>& inputs = {});

/// Python lines that make the smaller network with @p program, what writeRecipeProgram() gave.
std::string rebuildSnippet(const std::filesystem::path& program);

} // namespace espalier

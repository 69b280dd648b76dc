// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/base/issue.h"
#include "core/pruning/pruner.h"

namespace espalier {

/// How many of the @p units of a layer may go in mode global: none of a layer that makes an output of the model, never
/// all (default profile), and no more than its max_sparsity_per_layer allows (NNI's profiles: 0.99 where none is given).
std::size_t mostRemovedUnits(const LayerInfo& layer, const ResolvedLayer& resolved, std::size_t units, bool structured,
                             Profile profile);

/// What can be known before anything is computed: a mode that the criterion does not have, parameters out of range,
/// missing data, weights that do not divide into the blocks of mode balance, total_sparsity outside of mode global, different totals in one list, a total that cannot be reached. Errors name layer
/// and entry. The resolution's own issues are not repeated.
/// @throws Error(InvalidConfig) when there is no criterion of that name.
std::vector<Issue> pruningIssues(const Model& model, const Resolution& resolution, const PruneOptions& options);

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/base/profile.h"
#include "core/config/config_resolver.h"
#include "core/graph/dependency_graph.h"
#include "core/model/model.h"
#include "core/pruning/unit_selection.h"

namespace espalier {

/// The channels that NNI's dependency-aware pruners keep, for every selected layer. Convolutions tied by additions form a
/// set with one common sparsity: the smallest, or 0 where a member is not selected. int(n x sparsity / g) channels go from
/// each of g slices by the sum of the members' scores, g being the largest (2.3) or least common multiple (2.5) of the
/// group counts that members and the grouped convolutions behind them demand; then each layer goes on to its own
/// sparsity by its own scores. @param exact ties: exactly as many go (FPGM); otherwise all at the threshold.
std::map<std::string, KeptUnits>
nniDependentChannels(const Model& model, const DependencyGraph& graph, const Resolution& resolution,
                     const std::function<std::vector<double>(const std::string&)>& scores, Profile profile, bool exact);

} // namespace espalier

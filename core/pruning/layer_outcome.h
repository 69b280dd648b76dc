// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/issue.h"
#include "core/config/config_resolver.h"
#include "core/graph/dependency_graph.h"
#include "core/pruning/pruner.h"

namespace espalier {

/// What pruning was asked to take from one layer, what it took, and why that is not the same.
struct LayerOutcome
{
    std::string name;
    std::string opType;
    std::optional<double> requested; ///< nullopt where nothing is asked of this layer alone
    double achieved = 0;             ///< removed / all elements of weight
    std::int64_t units = 0;          ///< output channels or, for criteria of single weights, weights
    std::int64_t removed = 0;        ///< of those
    Message reason;                  ///< empty text: exactly what was asked for
};

/// One row for each layer that @p pruned lists and for each layer that the config list excludes, in the order of the model.
/// @param resolution, @param options those that it was pruned with. @param graph tells which layers share their channels;
/// nullptr: unknown. The reasons are, in this order: excluded, makes the output, follows others, spread over all layers
/// (mode global, max_sparsity_per_layer), whole units only, shared channels, the alignment, and what the findings say.
std::vector<LayerOutcome> layerOutcomes(const Model& model, const Resolution& resolution, const PruneOptions& options,
                                        const PruneResult& pruned, const DependencyGraph* graph);

/// A line per layer under a header line; numbers in C's form, reasons in English.
std::string writeOutcomesCsv(const std::vector<LayerOutcome>& outcomes);

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>
#include <vector>

#include "core/base/issue.h"
#include "core/base/profile.h"
#include "core/model/mask_set.h"
#include "core/model/model.h"
#include "core/pruning/pruner.h"

namespace espalier {

class ProgressSink;

/// A network whose norms, means, softmaxes, ... over channels work on those only that @p masks leave:
///
///     y = zeros_like(x).index_copy(dim, kept, op(x.index_select(dim, kept)))
///
/// (without zeros_like() and index_copy() where the operator takes the dimension away; weight and bias of a norm are picked
/// alike). Masked, it computes what the smaller network will compute, in training too; speedUp() finds the plain operator
/// again. Parameters keep names, shapes and storage: both networks share them. An earlier simulation of the same @p model
/// in this process is undone first; one that a file brought along is narrowed further. One issue names the layers.
/// @return @p model itself, or what it was before an earlier simulation, where nothing is to be simulated.
/// @throws Error(ShapeMismatch, Unsupported) where channels cannot be followed.
std::shared_ptr<const Model> simulateReductions(std::shared_ptr<const Model> model, const MaskSet& masks,
                                                Profile profile, std::vector<Issue>& issues);

/// @p model without what simulateReductions() did to it in this process.
std::shared_ptr<const Model> withPlainReductions(std::shared_ptr<const Model> model);

/// Masks, and the network that they are for.
struct PrunedNetwork
{
    std::shared_ptr<const Model> model;
    PruneResult result;
};

/// prune() of the network without an earlier simulation; then simulateReductions(), if @p options ask for it.
/// @throws Error as these two; CancelledError.
PrunedNetwork pruneNetwork(std::shared_ptr<const Model> model, const Resolution& resolution,
                           const PruneOptions& options, ProgressSink& sink, std::stop_token stop = {});

} // namespace espalier

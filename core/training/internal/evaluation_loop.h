// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <stop_token>

#include "core/training/evaluator.h"
#include "core/training/internal/network_input.h"

namespace espalier::internal {

/// mean and std of @p wanted, or of the model where it is empty.
Model::Normalization effectiveNormalization(const Model& model, const Model::Normalization& wanted);

/// Evaluates @p model as it is (put into evaluation mode) over one epoch of @p loader.
/// @param progress told the fraction done after each batch.
/// @throws Error, CancelledError within one batch after @p stop.
Evaluation evaluateBatches(Model& model, BatchLoader& loader, const NetworkInput& input,
                           const std::function<void(double)>& progress, const std::stop_token& stop);

} // namespace espalier::internal

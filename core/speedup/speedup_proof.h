// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <stop_token>

#include "core/data/dataset.h"
#include "core/model/mask_set.h"
#include "core/model/model.h"
#include "core/training/evaluator.h"

namespace espalier {

class ProgressSink;

/// Real inputs that both networks answer, where there are as many.
inline constexpr std::size_t kProofSamples = 256;

/// How outputs of a masked and a smaller network compare on real inputs.
struct DataAgreement
{
    std::size_t samples = 0;
    double maxAbsDifference = 0;
    double maxRelDifference = 0; ///< max|a-b| / max(1e-6, max|a|), the largest of any batch
    std::size_t sameAnswer = 0;  ///< samples for which both say the same class
    bool agrees() const { return maxRelDifference < 1e-4; }
};

/// Runs both networks on the first @p samples images of @p dataset. @param masks those that hold when they are applied,
/// norm masks included. @throws Error(ShapeMismatch) when the data does not fit; CancelledError.
DataAgreement compareOnData(const Model& model, const MaskSet& masks, const Model& smaller,
                            std::shared_ptr<const Dataset> dataset, std::size_t samples,
                            const EvaluationOptions& options, ProgressSink& sink, std::stop_token stop = {});

/// One training step on a copy, on random inputs of the model's own shape: forward in training mode, the mean of squared
/// outputs as loss, backward. @return true when every trainable parameter that the output depends on got a finite
/// gradient, and at least one did. @throws Error(Training) when the step fails.
bool trainsOneStep(const Model& model);

} // namespace espalier

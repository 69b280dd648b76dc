// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>

#include "core/data/dataset.h"
#include "core/model/mask_set.h"
#include "core/model/model.h"

namespace espalier {

class ProgressSink;

struct Evaluation
{
    double accuracy = 0;     ///< top-1, 0 to 1
    double top5Accuracy = 0; ///< 0 to 1; equals 1 with five classes or fewer
    double loss = 0;         ///< mean cross entropy (negative log-likelihood when outputs are log-probabilities)
    std::size_t samples = 0;
};

struct EvaluationOptions
{
    std::size_t batchSize = 256;
    std::vector<double> mean; ///< empty: the model's stored values, else none
    std::vector<double> std;
};

/// Accuracy and loss of @p model with @p masks applied (to a copy). @throws Error(ShapeMismatch) when the data does not
/// fit: more classes than outputs, other image size than the network accepts; CancelledError.
Evaluation evaluate(const Model& model, const MaskSet& masks, std::shared_ptr<const Dataset> dataset,
                    const EvaluationOptions& options, ProgressSink& sink, std::stop_token stop = {});

/// Findings about a pair of model and data: fewer classes than outputs, outputs that look like probabilities (warnings);
/// whatever makes evaluate() throw (errors).
std::vector<Issue> checkModelAgainstData(const Model& model, const Dataset& dataset);

} // namespace espalier

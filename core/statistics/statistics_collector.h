// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/model/mask_set.h"
#include "core/model/model.h"
#include "core/pruning/pruner.h"

namespace espalier {

class ProgressSink;

struct StatisticsOptions
{
    std::string algorithm;           ///< a criterion that scores on outputs or gradients
    ParameterValues parameters = {}; ///< of the criterion: batches, batch_size, ...
    std::uint64_t seed = 0;          ///< decides which batches are seen
    MaskSet masks = {};              ///< that hold meanwhile, those of norms included
    std::vector<double> mean = {};   ///< empty: the model's stored values, else none
    std::vector<double> std = {};
};

/// Runs the network (in evaluation mode, nothing is trained) on the first batches of a shuffle of @p data and collects, for
/// every layer that the criterion acts on, what it scores by. Layers that the network never runs have no scores. Depends
/// only on its arguments. @throws Error(InvalidConfig) for an unknown criterion, one that needs no data, or parameters out
/// of range; Error(ShapeMismatch) when the data does not fit; Error(Training) when the loss is no number; CancelledError
/// within one batch.
PruningStatistics collectStatistics(const Model& model, const StatisticsOptions& options,
                                    std::shared_ptr<const Dataset> data, ProgressSink& sink, std::stop_token stop = {});

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/internal/evaluation_loop.h"

#include <ATen/core/grad_mode.h>

#include <algorithm>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/model/internal/model_tensors.h"

namespace espalier::internal {

Model::Normalization effectiveNormalization(const Model& model, const Model::Normalization& wanted)
{
    Model::Normalization result = wanted;
    if (result.mean.empty() && result.std.empty())
        result = model.normalization();
    return result;
}

Evaluation evaluateBatches(Model& model, BatchLoader& loader, const NetworkInput& input,
                           const std::function<void(double)>& progress, const std::stop_token& stop)
{
    const at::NoGradGuard noGradients;
    setTraining(model, false);
    throwIfStopped(stop);
    loader.startEpoch(0);
    BatchScore sum;
    Evaluation evaluation;
    std::size_t batches = 0;
    while (auto batch = loader.next()) {
        throwIfStopped(stop);
        const BatchScore score = scoreBatch(classScores(model, imagesTensor(*batch, input)), labelsTensor(*batch));
        sum.hits += score.hits;
        sum.topFiveHits += score.topFiveHits;
        sum.lossSum += score.lossSum;
        evaluation.samples += batch->count;
        progress(static_cast<double>(++batches) / static_cast<double>(loader.batchCount()));
    }
    throwIfStopped(stop);
    const double samples = static_cast<double>(std::max<std::size_t>(1, evaluation.samples));
    evaluation.accuracy = static_cast<double>(sum.hits) / samples;
    evaluation.top5Accuracy = static_cast<double>(sum.topFiveHits) / samples;
    evaluation.loss = sum.lossSum / samples;
    return evaluation;
}

} // namespace espalier::internal

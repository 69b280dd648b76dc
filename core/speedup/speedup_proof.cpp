// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speedup/speedup_proof.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/isfinite.h>
#include <c10/util/Exception.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/exporters/internal/agreement.h"
#include "core/model/internal/model_tensors.h"
#include "core/training/internal/evaluation_loop.h"
#include "core/training/internal/network_input.h"

namespace espalier {
namespace {

BatchLoaderOptions loaderOptions(const Model& model, const internal::NetworkInput& input,
                                 const EvaluationOptions& options)
{
    const auto normalization = internal::effectiveNormalization(model, {options.mean, options.std});
    BatchLoaderOptions loading;
    loading.batchSize = options.batchSize;
    loading.mean = normalization.mean;
    loading.std = normalization.std;
    loading.channels = input.channels;
    return loading;
}

void addBatch(DataAgreement& agreement, const at::Tensor& expected, const at::Tensor& actual)
{
    const Verification found = internal::compareOutputs({expected}, {actual});
    agreement.maxAbsDifference = std::max(agreement.maxAbsDifference, found.maxAbsDifference);
    agreement.maxRelDifference = std::max(agreement.maxRelDifference, found.maxRelDifference);
    agreement.samples += static_cast<std::size_t>(expected.size(0));
    agreement.sameAnswer +=
        static_cast<std::size_t>(expected.argmax(1).eq(actual.argmax(1)).sum().item<std::int64_t>());
}

} // namespace

DataAgreement compareOnData(const Model& model, const MaskSet& masks, const Model& smaller,
                            std::shared_ptr<const Dataset> dataset, std::size_t samples,
                            const EvaluationOptions& options, ProgressSink& sink, std::stop_token stop)
{
    Model masked = model.clone();
    masked.applyMasks(masks);
    Model small = smaller.clone();
    try {
        const internal::NetworkInput input = internal::probeNetworkInput(masked, *dataset);
        BatchLoader loader(dataset, loaderOptions(masked, input, options));
        loader.startEpoch(0);
        DataAgreement agreement;
        const at::NoGradGuard noGradients;
        while (agreement.samples < samples) {
            throwIfStopped(stop);
            sink.progress(static_cast<double>(agreement.samples) / static_cast<double>(samples),
                          {ESPALIER_TR("core", "Comparing outputs on real inputs"), {}});
            auto batch = loader.next();
            if (!batch)
                break;
            const at::Tensor images = internal::imagesTensor(*batch, input);
            addBatch(agreement, internal::classScores(masked, images), internal::classScores(small, images));
        }
        return agreement;
    } catch (const c10::Error& error) {
        throw Error(ErrorCode::Training, Message{ESPALIER_TR("core", "The evaluation failed: %1."),
                                                 {internal::firstLine(error.what_without_backtrace())}});
    }
}

bool trainsOneStep(const Model& model)
{
    Model copy = model.clone();
    internal::setTraining(copy, true);
    const at::AutoGradMode gradients(true);
    try {
        std::vector<at::Tensor> inputs;
        for (const at::Tensor& input : internal::exampleInputs(copy.inputs(), 0)) {
            // A batch norm cannot learn from one value per channel.
            inputs.push_back(input.dim() > 0 && input.size(0) == 1 ? at::cat({input, input.flip(0)}, 0) : input);
        }
        at::Tensor loss;
        for (const at::Tensor& output : internal::forward(copy, inputs)) {
            if (!output.is_floating_point())
                continue;
            const at::Tensor part = output.square().mean();
            loss = loss.defined() ? loss.add(part) : part;
        }
        if (!loss.defined() || !loss.requires_grad())
            return false;
        loss.backward();
        bool any = false;
        for (const internal::NamedTensor& named : internal::namedTensors(copy)) {
            const at::Tensor gradient = named.tensor.grad();
            if (!gradient.defined())
                continue;
            any = true;
            if (!at::isfinite(gradient).all().item<bool>())
                return false;
        }
        return any;
    } catch (const c10::Error& error) {
        throw Error(ErrorCode::Training, Message{ESPALIER_TR("core", "Training failed: %1."),
                                                 {internal::firstLine(error.what_without_backtrace())}});
    }
}

} // namespace espalier

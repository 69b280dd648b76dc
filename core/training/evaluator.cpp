// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/evaluator.h"

#include <ATen/core/grad_mode.h>
#include <c10/util/Exception.h>

#include <algorithm>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/model/compute_environment.h"
#include "core/training/internal/evaluation_loop.h"

namespace espalier {
namespace {

// Enough images to tell probabilities from scores that happen to sum to one.
constexpr std::size_t kSampleImages = 8;
constexpr double kProbabilityTolerance = 1e-3;

// The first images of a data set.
class FirstImages final : public Dataset
{
public:
    explicit FirstImages(const Dataset& dataset)
        : m_dataset(dataset)
    {
    }
    std::size_t size() const override { return std::min(kSampleImages, m_dataset.size()); }
    ImageSize imageSize() const override { return m_dataset.imageSize(); }
    const std::vector<std::string>& classNames() const override { return m_dataset.classNames(); }
    int label(std::size_t index) const override { return m_dataset.label(index); }
    void read(std::size_t index, std::span<float> out) const override { m_dataset.read(index, out); }
    const std::vector<Issue>& issues() const override { return m_dataset.issues(); }

private:
    const Dataset& m_dataset;
};

bool looksLikeProbabilities(const at::Tensor& scores)
{
    const bool inRange = scores.min().item<double>() >= 0 && scores.max().item<double>() <= 1 + kProbabilityTolerance;
    return inRange && scores.size(1) > 1 && scores.sum(1).sub(1).abs().max().item<double>() <= kProbabilityTolerance;
}

void checkOutputs(Model& model, const Dataset& dataset, std::vector<Issue>& issues)
{
    const internal::NetworkInput input = internal::probeNetworkInput(model, dataset);
    const auto classes = static_cast<std::int64_t>(dataset.classNames().size());
    if (classes < input.outputs) {
        issues.push_back({Severity::Warning,
                          Message{ESPALIER_TR("core", "The data has %1 classes, fewer than the %2 outputs of the "
                                                      "network."),
                                  {std::to_string(classes), std::to_string(input.outputs)}},
                          {},
                          {}});
    }
    if (!input.flat && input.channels != dataset.imageSize().channels) {
        issues.push_back({Severity::Info,
                          Message{ESPALIER_TR("core", "The images are grey and the network takes %1 channels: each "
                                                      "image is repeated for all of them."),
                                  {std::to_string(input.channels)}},
                          {},
                          {}});
    }
    BatchLoaderOptions options;
    options.batchSize = kSampleImages;
    options.channels = input.channels;
    options.mean = model.normalization().mean;
    options.std = model.normalization().std;
    options.threads = 1;
    BatchLoader loader(std::make_shared<FirstImages>(dataset), options);
    loader.startEpoch(0);
    const at::NoGradGuard noGradients;
    if (auto batch = loader.next();
        batch && looksLikeProbabilities(internal::classScores(model, internal::imagesTensor(*batch, input)))) {
        issues.push_back({Severity::Warning,
                          Message{ESPALIER_TR("core", "The outputs of the network are probabilities, so it ends with a "
                                                      "softmax; training expects the scores before it and learns "
                                                      "slowly. Remove the final softmax or use log_softmax."),
                                  {}},
                          {},
                          {}});
    }
}

} // namespace

Evaluation evaluate(const Model& model, const MaskSet& masks, std::shared_ptr<const Dataset> dataset,
                    const EvaluationOptions& options, ProgressSink& sink, std::stop_token stop)
{
    throwIfStopped(stop);
    flushDenormals();
    Model copy = model.clone();
    copy.applyMasks(masks);
    try {
        internal::NetworkInput input = internal::probeNetworkInput(copy, *dataset);
        internal::preferChannelsLast(copy, input, *dataset);
        const auto normalization = internal::effectiveNormalization(copy, {options.mean, options.std});
        BatchLoaderOptions loading;
        loading.batchSize = options.batchSize;
        loading.mean = normalization.mean;
        loading.std = normalization.std;
        loading.channels = input.channels;
        BatchLoader loader(dataset, loading);
        const Message what{ESPALIER_TR("core", "Evaluating"), {}};
        sink.progress(0, what);
        return internal::evaluateBatches(
            copy, loader, input, [&](double fraction) { sink.progress(fraction, what); }, stop);
    } catch (const c10::Error& error) {
        throw Error(ErrorCode::Training, Message{ESPALIER_TR("core", "The evaluation failed: %1."),
                                                 {internal::firstLine(error.what_without_backtrace())}});
    }
}

std::vector<Issue> checkModelAgainstData(const Model& model, const Dataset& dataset)
{
    std::vector<Issue> issues;
    try {
        Model copy = model.clone();
        checkOutputs(copy, dataset, issues);
    } catch (const Error& error) {
        issues.push_back({Severity::Error, error.message(), {}, {}});
    } catch (const c10::Error& error) {
        issues.push_back({Severity::Error,
                          Message{ESPALIER_TR("core", "The evaluation failed: %1."),
                                  {internal::firstLine(error.what_without_backtrace())}},
                          {},
                          {}});
    }
    return issues;
}

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/statistics_collector.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <c10/util/Exception.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/data/batch_loader.h"
#include "core/model/compute_environment.h"
#include "core/model/internal/model_impl.h"
#include "core/model/internal/model_tensors.h"
#include "core/pruning/layer_statistics.h"
#include "core/statistics/internal/output_observer.h"
#include "core/training/internal/evaluation_loop.h"
#include "core/training/internal/network_input.h"

namespace espalier {
namespace {

std::shared_ptr<const Pruner> requireDataDriven(const StatisticsOptions& options)
{
    const auto pruner = findPruner(options.algorithm);
    const ScoreSource source = pruner ? pruner->info().source : ScoreSource::Weights;
    if (source != ScoreSource::Outputs && source != ScoreSource::Gradients)
        throw Error(ErrorCode::InvalidConfig,
                    {ESPALIER_TR("core", "There is no criterion %1 that scores on data."), {options.algorithm}});
    checkParameters(options.algorithm, pruner->info().parameters, options.parameters);
    return pruner;
}

std::span<const float> valuesOf(const at::Tensor& contiguous)
{
    return {contiguous.data_ptr<float>(), static_cast<std::size_t>(contiguous.numel())};
}

class Collection
{
public:
    Collection(const Model& model, const StatisticsOptions& options, std::shared_ptr<const Dataset> data,
               ProgressSink& sink, std::stop_token stop)
        : m_options(options)
        , m_pruner(requireDataDriven(options))
        , m_model(model.clone())
        , m_sink(sink)
        , m_stop(std::move(stop))
    {
        m_model.applyMasks(options.masks);
        m_input = internal::probeNetworkInput(m_model, *data);
        const auto normalization = internal::effectiveNormalization(model, {options.mean, options.std});
        BatchLoaderOptions loading;
        loading.batchSize = static_cast<std::size_t>(parameter("batch_size"));
        loading.shuffle = true;
        loading.seed = options.seed;
        loading.mean = normalization.mean;
        loading.std = normalization.std;
        loading.channels = m_input.channels;
        m_loader = std::make_unique<BatchLoader>(std::move(data), loading);
        makeStatistics();
    }

    PruningStatistics run()
    {
        const bool gradients = m_pruner->info().source == ScoreSource::Gradients;
        const std::size_t batches = std::min(static_cast<std::size_t>(parameter("batches")), m_loader->batchCount());
        internal::OutputObserver observer(m_model, listeners());
        internal::setTraining(m_model, false);
        m_loader->startEpoch(0);
        while (m_result.batches < batches) {
            throwIfStopped(m_stop);
            m_sink.progress(static_cast<double>(m_result.batches) / static_cast<double>(batches),
                            {ESPALIER_TR("core", "Collecting statistics for %1"), {m_options.algorithm}});
            auto batch = m_loader->next();
            if (!batch)
                break;
            if (gradients)
                addGradients(*batch);
            else
                addOutputs(*batch, observer);
            ++m_result.batches;
            m_result.samples += batch->count;
        }
        throwIfStopped(m_stop);
        for (const auto& [layer, statistics] : m_statistics) {
            std::vector<double> scores = statistics->scores();
            if (!scores.empty())
                m_result.scores[layer] = std::move(scores);
        }
        return std::move(m_result);
    }

private:
    std::int64_t parameter(const std::string& name) const
    {
        return integerParameter(m_pruner->info().parameters, m_options.parameters, name);
    }

    void makeStatistics()
    {
        const std::vector<std::string>& types = m_pruner->info().opTypes;
        for (const LayerInfo& layer : m_model.layers()) {
            const ParameterInfo* weight = layer.weight();
            const bool supported = std::find(types.begin(), types.end(), layer.opType) != types.end();
            if (!supported || weight == nullptr || weight->dtype != DType::Float32)
                continue;
            PruningTarget target = pruningTarget(m_model, layer.name, 0);
            target.parameters = &m_options.parameters;
            m_statistics[layer.name] = m_pruner->makeStatistics(target);
        }
    }

    std::map<std::string, LayerStatistics*> listeners() const
    {
        std::map<std::string, LayerStatistics*> all;
        for (const auto& [layer, statistics] : m_statistics)
            all[layer] = statistics.get();
        return all;
    }

    void addOutputs(Batch& batch, internal::OutputObserver& observer)
    {
        const at::NoGradGuard noGradients;
        internal::runGraph(m_model.impl(), {internal::imagesTensor(batch, m_input)}, &observer);
    }

    void addGradients(Batch& batch)
    {
        const at::AutoGradMode gradients(true);
        std::vector<std::pair<LayerStatistics*, at::Tensor>> weights;
        for (const auto& [layer, statistics] : m_statistics) {
            weights.emplace_back(statistics.get(), internal::findMaskedTensor(m_model, layer, "weight"));
            weights.back().second.requires_grad_(true);
            weights.back().second.mutable_grad() = at::Tensor();
        }
        const at::Tensor scores = internal::classScores(m_model, internal::imagesTensor(batch, m_input));
        const at::Tensor loss = at::cross_entropy_loss(scores, internal::labelsTensor(batch));
        if (!std::isfinite(loss.item<double>()))
            throw Error(ErrorCode::Training,
                        {ESPALIER_TR("core", "The loss on the data is no number, so that %1 cannot "
                                             "judge by its gradients."),
                         {m_options.algorithm}});
        loss.backward();
        for (const auto& [statistics, weight] : weights) {
            if (!weight.grad().defined())
                continue;
            const at::Tensor values = weight.detach().contiguous();
            const at::Tensor gradient = weight.grad().contiguous();
            statistics->addGradient(valuesOf(values), valuesOf(gradient));
        }
    }

    const StatisticsOptions& m_options;
    std::shared_ptr<const Pruner> m_pruner;
    Model m_model;
    ProgressSink& m_sink;
    std::stop_token m_stop;
    internal::NetworkInput m_input;
    std::unique_ptr<BatchLoader> m_loader;
    std::map<std::string, std::unique_ptr<LayerStatistics>> m_statistics;
    PruningStatistics m_result;
};

} // namespace

PruningStatistics collectStatistics(const Model& model, const StatisticsOptions& options,
                                    std::shared_ptr<const Dataset> data, ProgressSink& sink, std::stop_token stop)
{
    throwIfStopped(stop);
    flushDenormals();
    try {
        return Collection(model, options, std::move(data), sink, std::move(stop)).run();
    } catch (const c10::Error& error) {
        throw Error(ErrorCode::Training, {ESPALIER_TR("core", "Collecting statistics failed: %1."),
                                          {internal::firstLine(error.what_without_backtrace())}});
    }
}

} // namespace espalier

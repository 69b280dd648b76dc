// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speedup/latency_benchmark.h"

#include <c10/core/GradMode.h>

#include <algorithm>
#include <chrono>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/exporters/internal/agreement.h"
#include "core/model/compute_environment.h"
#include "core/model/internal/model_tensors.h"

namespace espalier {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kWarmUp = 3;
constexpr int kFewestRuns = 30;
constexpr int kMostRuns = 500;
/// Fast networks are run more often, for about so long.
constexpr std::chrono::seconds kWanted{2};

double runOnce(const Model& model, const std::vector<at::Tensor>& inputs)
{
    const auto start = Clock::now();
    internal::forward(model, inputs);
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

Latency summary(std::vector<double> times, const Model& model)
{
    std::sort(times.begin(), times.end());
    const std::size_t middle = times.size() / 2;
    Latency latency;
    latency.medianMs = times.size() % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2;
    latency.lowestMs = times.front();
    latency.runs = static_cast<int>(times.size());
    const Shape& shape = model.inputs().front().shape;
    latency.batch = shape.empty() ? 1 : shape.front();
    latency.threads = computeThreads();
    return latency;
}

} // namespace

std::vector<Latency> measureLatency(const std::vector<const Model*>& models, ProgressSink& sink, std::stop_token stop)
{
    const c10::AutoGradMode noGradients(false);
    std::vector<std::vector<at::Tensor>> inputs;
    for (const Model* model : models) {
        if (model->inputs().empty()) {
            throw Error(
                ErrorCode::ShapeMismatch,
                Message{ESPALIER_TR("core", "A network can only be timed on inputs of a known shape; give one, as "
                                            "in 1,3,224,224."),
                        {}});
        }
        inputs.push_back(internal::exampleInputs(model->inputs(), 0));
    }
    const Message measuring{ESPALIER_TR("core", "Measuring latency"), {}};
    for (int i = 0; i < kWarmUp; ++i) {
        for (std::size_t m = 0; m < models.size(); ++m) {
            throwIfStopped(stop);
            runOnce(*models[m], inputs[m]);
        }
    }
    std::vector<std::vector<double>> times(models.size());
    const auto start = Clock::now();
    for (int i = 0; i < kMostRuns && (i < kFewestRuns || Clock::now() - start < kWanted); ++i) {
        sink.progress(std::min(1.0, static_cast<double>(i) / kFewestRuns), measuring);
        for (std::size_t m = 0; m < models.size(); ++m) {
            throwIfStopped(stop);
            times[m].push_back(runOnce(*models[m], inputs[m]));
        }
    }
    std::vector<Latency> result;
    for (std::size_t m = 0; m < models.size(); ++m)
        result.push_back(summary(std::move(times[m]), *models[m]));
    return result;
}

} // namespace espalier

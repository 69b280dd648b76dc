// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speedup/latency_profile.h"

#include <c10/core/GradMode.h>

#include <algorithm>
#include <chrono>
#include <vector>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/exporters/internal/agreement.h"
#include "core/model/internal/graph_inliner.h"
#include "core/model/internal/model_impl.h"
#include "core/model/internal/model_tensors.h"
#include "core/speedup/physical_prediction.h"

namespace espalier {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kWatchedRuns = 15;

/// The time between two reports belongs to the later one's node.
class TimingObserver final : public internal::NodeObserver
{
public:
    void start() { m_last = Clock::now(); }

    void executed(const torch::jit::Node* node, const std::vector<c10::IValue>&,
                  const std::vector<c10::IValue>&) override
    {
        const auto now = Clock::now();
        m_times[node] += std::chrono::duration<double, std::milli>(now - m_last).count();
        m_last = Clock::now();
    }

    /// Per layer since the last call.
    std::map<std::string, double> takeLayers()
    {
        std::map<std::string, double> layers;
        for (auto& [node, time] : m_times) {
            layers[pathOf(node)] += time;
            time = 0;
        }
        return layers;
    }

private:
    const std::string& pathOf(const torch::jit::Node* node)
    {
        const auto [entry, added] = m_paths.emplace(node, std::string());
        if (added)
            entry->second = internal::modulePath(node);
        return entry->second;
    }

    Clock::time_point m_last;
    std::unordered_map<const torch::jit::Node*, double> m_times;
    std::unordered_map<const torch::jit::Node*, std::string> m_paths;
};

double medianOf(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

} // namespace

LatencyProfile measureLatencyProfile(const Model& model, ProgressSink& sink, std::stop_token stop)
{
    LatencyProfile profile;
    profile.whole = measureLatency({&model}, sink, stop).front();
    const c10::AutoGradMode noGradients(false);
    const std::vector<at::Tensor> inputs = internal::exampleInputs(model.inputs(), 0);
    TimingObserver observer;
    std::map<std::string, std::vector<double>> times;
    for (int i = 0; i < kWatchedRuns; ++i) {
        throwIfStopped(stop);
        observer.start();
        internal::runGraph(model.impl(), {inputs.begin(), inputs.end()}, &observer);
        for (const auto& [layer, time] : observer.takeLayers())
            times[layer].push_back(time);
    }
    double sum = 0;
    for (const auto& [layer, values] : times)
        sum += profile.layerMs[layer] = medianOf(values);
    for (auto& [layer, time] : profile.layerMs)
        time *= sum > 0 ? profile.whole.medianMs / sum : 1;
    return profile;
}

double predictLatency(const LatencyProfile& profile, const PhysicalPrediction& prediction)
{
    std::map<std::string, double> ratios;
    for (const PhysicalLayer& layer : prediction.layers) {
        if (layer.macsBefore > 0)
            ratios[layer.name] = static_cast<double>(layer.macsAfter) / static_cast<double>(layer.macsBefore);
        else if (layer.outputsBefore > 0)
            ratios[layer.name] = static_cast<double>(layer.outputsAfter) / static_cast<double>(layer.outputsBefore);
    }
    if (profile.layerMs.empty())
        return 0;
    // Starting an operator costs the same however little it computes: about what the quickest layer takes.
    const double start =
        std::min_element(profile.layerMs.begin(), profile.layerMs.end(), [](const auto& a, const auto& b) {
            return a.second < b.second;
        })->second;
    double result = 0;
    for (const auto& [layer, time] : profile.layerMs) {
        const auto ratio = ratios.find(layer);
        result += start + (time - start) * (ratio == ratios.end() ? prediction.activations : ratio->second);
    }
    return result;
}

} // namespace espalier

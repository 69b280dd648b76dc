// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/schedule_curve.h"

#include <functional>
#include <map>
#include <numeric>

#include "core/schedule/agp_schedule.h"
#include "core/schedule/schedule_registry.h"

namespace espalier {

namespace {

double weightCount(const Model& model, const std::string& layer)
{
    const LayerInfo* info = model.findLayer(layer);
    const auto shape = info ? info->weightShape() : std::nullopt;
    if (!shape)
        return 0;
    return static_cast<double>(
        std::accumulate(shape->begin(), shape->end(), std::int64_t{1}, std::multiplies<std::int64_t>()));
}

/// Adds what @p weights weights that end at @p target lose in each epoch.
void addRemoved(std::vector<double>& removed, const SparsitySchedule& schedule, double target, double weights)
{
    double held = 0;
    for (std::size_t epoch = 0; epoch < removed.size(); ++epoch) {
        if (schedule.updatesAt(static_cast<int>(epoch)))
            held = schedule.sparsityAt(static_cast<int>(epoch), target);
        removed[epoch] += weights * held;
    }
}

} // namespace

std::vector<double> plannedSparsity(const Model& model, const Resolution& resolution, const SchedulePlan& plan)
{
    const auto schedule = makeSchedule(plan.schedule, plan.epochs, plan.parameters, resolution);
    std::vector<double> removed(static_cast<std::size_t>(plan.epochs), 0.0);
    std::map<double, double> weightsByTarget; // few targets, many layers
    double all = 0;
    for (const ResolvedLayer& layer : resolution.layers) {
        const auto target = layer.sparsity ? layer.sparsity : layer.totalSparsity;
        if (!target)
            continue;
        const double weights = weightCount(model, layer.name);
        all += weights;
        if (layer.gradual && plan.schedule == "agp")
            addRemoved(removed, LayerAgpSchedule(*layer.gradual), *target, weights);
        else
            weightsByTarget[*target] += weights;
    }
    for (const auto& [target, weights] : weightsByTarget)
        addRemoved(removed, *schedule, target, weights);
    if (all == 0)
        return {};
    for (double& share : removed)
        share /= all;
    return removed;
}

} // namespace espalier

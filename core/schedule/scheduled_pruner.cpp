// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/scheduled_pruner.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/pruning/norm_masks.h"
#include "core/schedule/agp_schedule.h"
#include "core/schedule/schedule_registry.h"
#include "core/statistics/statistics_collector.h"

namespace espalier {

namespace {

/// Names and contents, each behind its length.
void appendPart(std::string& bytes, const std::string& part)
{
    bytes += std::to_string(part.size()) + ':' + part;
}

std::optional<std::string> takePart(std::string_view& bytes)
{
    const std::size_t colon = bytes.find(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    std::size_t size = 0;
    for (const char digit : bytes.substr(0, colon))
        size = size * 10 + static_cast<std::size_t>(digit - '0');
    bytes.remove_prefix(colon + 1);
    if (size > bytes.size())
        return std::nullopt;
    const std::string part(bytes.substr(0, size));
    bytes.remove_prefix(size);
    return part;
}

} // namespace

ScheduledPruner::ScheduledPruner(const Model& model, Resolution resolution, SchedulePlan plan,
                                 std::shared_ptr<const Dataset> train, ProgressSink& sink, std::stop_token stop)
    : m_resolution(std::move(resolution))
    , m_plan(std::move(plan))
    , m_train(std::move(train))
    , m_sink(sink)
    , m_stop(std::move(stop))
{
    m_checkIssues = scheduleIssues(model, m_resolution, m_plan);
    for (const Issue& issue : m_checkIssues) {
        if (issue.severity == Severity::Error)
            throw Error(ErrorCode::InvalidConfig, issue.message);
    }
    if (m_plan.pruning.throughReductions)
        throw Error(
            ErrorCode::InvalidConfig,
            {ESPALIER_TR("core", "The sparsity schedule %1 cannot prune through reductions, because the network "
                                 "would change at every step of it: prune first and fine-tune then, or leave "
                                 "through_reductions out."),
             {m_plan.schedule}});
    m_pruner = findPruner(m_plan.pruning.algorithm);
    const ScoreSource source = m_pruner->info().source;
    if (!m_train && (source == ScoreSource::Outputs || source == ScoreSource::Gradients))
        throw Error(ErrorCode::InvalidConfig,
                    {ESPALIER_TR("core", "The criterion %1 scores channels on data, and there is no data set."),
                     {m_plan.pruning.algorithm}});
    m_schedule = makeSchedule(m_plan.schedule, m_plan.epochs, m_plan.parameters, m_resolution);
    const bool learns = source == ScoreSource::Training;
    for (const LayerInfo& layer : model.layers()) {
        m_weightNames[layer.name] = layer.weightName();
        m_channels[layer.name] = layer.outputChannels();
    }
    for (const ResolvedLayer& layer : m_resolution.layers) {
        if (layer.gradual && m_plan.schedule == "agp")
            m_courses[layer.name] = std::make_unique<LayerAgpSchedule>(*layer.gradual);
        if (!learns || !isSelected(layer))
            continue;
        PruningTarget target = pruningTarget(model, layer.name, 0);
        target.parameters = &m_plan.pruning.parameters;
        m_learned[layer.name] = m_pruner->makeStatistics(target);
    }
}

ScheduledPruner::~ScheduledPruner() = default;

const SparsitySchedule& ScheduledPruner::scheduleOf(const ResolvedLayer& layer) const
{
    const auto own = m_courses.find(layer.name);
    return own == m_courses.end() ? *m_schedule : *own->second;
}

TrainingRound ScheduledPruner::roundOf(int epoch, int epochs) const
{
    return m_schedule->roundOf(epoch, epochs);
}

/// What is asked of each layer at @p epoch; of those whose own course pauses, what they have.
Resolution ScheduledPruner::resolutionAt(int epoch) const
{
    Resolution resolution = m_resolution;
    for (ResolvedLayer& layer : resolution.layers) {
        const SparsitySchedule& schedule = scheduleOf(layer);
        for (std::optional<double>* sparsity : {&layer.sparsity, &layer.totalSparsity}) {
            if (*sparsity)
                *sparsity = schedule.heldSparsity(epoch, **sparsity);
        }
    }
    return resolution;
}

std::shared_ptr<const PruningStatistics> ScheduledPruner::statistics(const Model& model, const MaskSet& masks)
{
    if (m_pruner->info().source == ScoreSource::Training) {
        auto learned = std::make_shared<PruningStatistics>();
        for (const auto& [layer, statistics] : m_learned)
            learned->scores[layer] = statistics->scores();
        return learned;
    }
    if (m_pruner->info().source == ScoreSource::Weights)
        return nullptr;
    StatisticsOptions options;
    options.algorithm = m_plan.pruning.algorithm;
    options.parameters = m_plan.pruning.parameters;
    options.seed = m_plan.pruning.seed;
    options.masks = m_plan.pruning.profile == Profile::Default ? withNormMasks(model, masks) : masks;
    return std::make_shared<const PruningStatistics>(collectStatistics(model, options, m_train, m_sink, m_stop));
}

/// Layers whose own course pauses keep their masks as they are, but for those that depend on others.
void ScheduledPruner::keepOthers(int epoch, MaskSet& masks) const
{
    if (m_plan.pruning.mode == PruningMode::DependencyAware)
        return;
    for (const auto& [layer, course] : m_courses) {
        const LayerMask* held = course->updatesAt(epoch) ? nullptr : m_view->masks().find(layer);
        if (held)
            masks.set(layer, *held);
    }
}

/// Pulls at the layers that will be pruned again after @p epoch.
void ScheduledPruner::penalize(int epoch)
{
    m_penalties.clear();
    const double strength = m_pruner->trainingPenalty(m_plan.pruning.parameters);
    for (const ResolvedLayer& layer : m_resolution.layers) {
        bool again = false;
        for (int later = epoch + 1; later < m_plan.epochs && !again; ++later)
            again = scheduleOf(layer).updatesAt(later);
        if (again && strength > 0 && isSelected(layer))
            m_penalties.push_back({m_weightNames.at(layer.name), strength});
    }
}

std::optional<MaskSet> ScheduledPruner::update_epoch(int epoch)
{
    penalize(epoch);
    const bool updates =
        std::any_of(m_resolution.layers.begin(), m_resolution.layers.end(), [&](const ResolvedLayer& layer) {
            return isSelected(layer) && scheduleOf(layer).updatesAt(epoch);
        });
    if (!updates || m_view == nullptr)
        return std::nullopt;
    const Model model = m_view->denseModel();
    PruneOptions options = m_plan.pruning;
    options.earlier = std::make_shared<const MaskSet>(m_view->masks());
    options.statistics = statistics(model, *options.earlier);
    PruneResult result = prune(model, resolutionAt(epoch), options, m_sink, m_stop);
    keepOthers(epoch, result.masks);
    result.masks.addMissing(m_view->masks());
    m_pruneIssues = std::move(result.issues);
    return std::move(result.masks);
}

void ScheduledPruner::gradientsReady()
{
    for (const auto& [layer, statistics] : m_learned) {
        const std::string& weight = m_weightNames.at(layer);
        const std::vector<float> gradient = m_view->gradient(weight);
        if (!gradient.empty())
            statistics->addGradient(m_view->values(weight), gradient);
    }
}

std::string ScheduledPruner::state() const
{
    std::string bytes;
    for (const auto& [layer, statistics] : m_learned) {
        appendPart(bytes, layer);
        appendPart(bytes, statistics->state());
    }
    return bytes;
}

void ScheduledPruner::restore(const std::string& state)
{
    std::string_view rest = state;
    while (!rest.empty()) {
        const auto layer = takePart(rest);
        const auto content = layer ? takePart(rest) : std::nullopt;
        if (!content)
            return;
        const auto found = m_learned.find(*layer);
        if (found != m_learned.end())
            found->second->restore(*content);
    }
}

std::vector<LayerSparsity> ScheduledPruner::layers(const MaskSet& masks) const
{
    std::vector<LayerSparsity> rows;
    for (const auto& [name, mask] : masks.items()) {
        const ResolvedLayer* layer = m_resolution.find(name);
        if (!layer)
            continue;
        LayerSparsity row{name, layer->opType, layer->sparsity.value_or(0), mask.weight.sparsity(), {}};
        if (m_plan.pruning.mode == PruningMode::Global)
            row.requested = std::numeric_limits<double>::quiet_NaN();
        const auto channels = m_channels.find(name);
        const double units = m_pruner->info().structured && channels != m_channels.end()
                                 ? static_cast<double>(channels->second)
                                 : static_cast<double>(mask.weight.keep.size());
        if (layer->sparsity && std::abs(row.requested - row.achieved) > 1 / std::max(1.0, units))
            row.reason = {ESPALIER_TR("core", "%1 ends up with another sparsity than asked for: the findings say why."),
                          {name}};
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<Issue> ScheduledPruner::issues() const
{
    std::vector<Issue> all = m_checkIssues;
    for (const Issue& issue : m_pruneIssues) {
        if (std::find(all.begin(), all.end(), issue) == all.end())
            all.push_back(issue);
    }
    return all;
}

} // namespace espalier

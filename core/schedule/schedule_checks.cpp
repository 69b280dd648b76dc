// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/schedule_checks.h"

#include <utility>

#include "core/pruning/pruning_checks.h"
#include "core/schedule/agp_schedule.h"
#include "core/schedule/schedule_registry.h"

namespace espalier {

namespace {

std::string entryNumber(const ResolvedLayer& layer)
{
    return std::to_string(layer.pruningEntry.value_or(0) + 1);
}

Issue issueAt(Severity severity, Message message, const ResolvedLayer& layer)
{
    return {severity, std::move(message), layer.pruningEntry, layer.name};
}

void checkPruneIterations(const Resolution& resolution, const SchedulePlan& plan, std::vector<Issue>& issues)
{
    const ResolvedLayer* first = nullptr;
    for (const ResolvedLayer& layer : resolution.layers) {
        if (!layer.pruneIterations)
            continue;
        if (first == nullptr)
            first = &layer;
        if (*layer.pruneIterations == *first->pruneIterations)
            continue;
        issues.push_back(issueAt(
            Severity::Error,
            {ESPALIER_TR("core", "Entry %1 gives %2 %3 prune_iterations, entry %4 gives %5 %6: all layers are rewound "
                                 "together, so the numbers must be equal."),
             {entryNumber(*first), first->name, std::to_string(*first->pruneIterations), entryNumber(layer), layer.name,
              std::to_string(*layer.pruneIterations)}},
            layer));
        return;
    }
    if (first != nullptr && plan.schedule != "lottery_ticket")
        issues.push_back(issueAt(Severity::Warning,
                                 {ESPALIER_TR("core", "The prune_iterations of entry %1 counts for the schedule "
                                                      "lottery_ticket only, not for %2."),
                                  {entryNumber(*first), plan.schedule}},
                                 *first));
}

void checkCourses(const Resolution& resolution, const SchedulePlan& plan, std::vector<Issue>& issues)
{
    for (const ResolvedLayer& layer : resolution.layers) {
        if (!layer.gradual)
            continue;
        const LayerAgpSchedule course(*layer.gradual);
        if (plan.schedule != "agp")
            issues.push_back(
                issueAt(Severity::Warning,
                        {ESPALIER_TR("core", "Entry %1 gives %2 a course of its own, which only the schedule "
                                             "agp follows; under %3 its final_sparsity counts."),
                         {entryNumber(layer), layer.name, plan.schedule}},
                        layer));
        else if (course.epochsNeeded() > plan.epochs)
            issues.push_back(issueAt(
                Severity::Error,
                {ESPALIER_TR("core", "The course that entry %1 gives %2 needs %3 epochs at least (start_epoch to "
                                     "end_epoch), and epochs is %4: set epochs to %3 or more, or lower end_epoch."),
                 {entryNumber(layer), layer.name, std::to_string(course.epochsNeeded()), std::to_string(plan.epochs)}},
                layer));
        else if (!course.isGradual())
            issues.push_back(issueAt(Severity::Warning,
                                     {ESPALIER_TR("core", "The course that entry %1 gives %2 has no way to go: its "
                                                          "final_sparsity comes at once."),
                                      {entryNumber(layer), layer.name}},
                                     layer));
    }
}

/// In mode global all layers share one total, which only one course can lead to.
void checkSharedCourse(const Resolution& resolution, const SchedulePlan& plan, std::vector<Issue>& issues)
{
    if (plan.schedule != "agp" || plan.pruning.mode != PruningMode::Global)
        return;
    const ResolvedLayer* first = nullptr;
    for (const ResolvedLayer& layer : resolution.layers) {
        if (!layer.sparsity && !layer.totalSparsity)
            continue;
        if (first == nullptr)
            first = &layer;
        if (layer.gradual == first->gradual)
            continue;
        issues.push_back(
            issueAt(Severity::Error,
                    {ESPALIER_TR("core", "Entry %1 gives %2 another course than entry %3 gives %4: in mode global all "
                                         "layers share one total, so give all of them the same, or use mode normal."),
                     {entryNumber(layer), layer.name, entryNumber(*first), first->name}},
                    layer));
        return;
    }
}

void checkScores(const Resolution& resolution, const SchedulePlan& plan, std::vector<Issue>& issues)
{
    const ScheduleInfo* schedule = findSchedule(plan.schedule);
    const auto pruner = findPruner(plan.pruning.algorithm);
    if (!schedule || schedule->gradual || !pruner || pruner->info().source != ScoreSource::Training)
        return;
    for (const ResolvedLayer& layer : resolution.layers) {
        if (!layer.sparsity)
            continue;
        issues.push_back(
            issueAt(Severity::Error,
                    {ESPALIER_TR("core", "The criterion %1, which entry %2 needs for %3, learns its scores in "
                                         "training, and the schedule %4 prunes before: use linear or agp."),
                     {plan.pruning.algorithm, entryNumber(layer), layer.name, plan.schedule}},
                    layer));
        return;
    }
}

} // namespace

std::vector<Issue> scheduleIssues(const Model& model, const Resolution& resolution, const SchedulePlan& plan)
{
    PruneOptions options = plan.pruning;
    options.statistics = std::make_shared<const PruningStatistics>();
    std::vector<Issue> issues = pruningIssues(model, resolution, options);
    checkPruneIterations(resolution, plan, issues);
    checkCourses(resolution, plan, issues);
    checkSharedCourse(resolution, plan, issues);
    checkScores(resolution, plan, issues);
    if (!hasErrors(issues))
        makeSchedule(plan.schedule, plan.epochs, plan.parameters, resolution);
    return issues;
}

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/base/issue.h"
#include "core/pruning/pruner.h"
#include "core/training/trainer.h"

namespace espalier {

/// A run that prunes while it trains.
struct SchedulePlan
{
    std::string schedule = "one_shot";
    ParameterValues parameters = {}; ///< of the schedule
    PruneOptions pruning = {};       ///< its statistics and earlier masks are the run's own
    int epochs = 1;
};

/// What can be known before anything is trained: what pruningIssues() says (save missing statistics, which the run
/// collects), prune_iterations that differ between entries, courses that the schedule does not follow or the epochs cut
/// off, a criterion that learns its scores in training under a schedule that prunes at once. Errors name layer and entry.
/// @throws Error(InvalidConfig) as makeSchedule().
std::vector<Issue> scheduleIssues(const Model& model, const Resolution& resolution, const SchedulePlan& plan);

} // namespace espalier

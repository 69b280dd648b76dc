// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/config/algorithm_parameters.h"
#include "core/config/config_resolver.h"
#include "core/schedule/sparsity_schedule.h"

namespace espalier {

/// Describes one kind of schedule: forms and help texts are built from it.
struct ScheduleInfo
{
    std::string name;      ///< as on the command line: "agp"
    Message title;         ///< "Automated gradual pruning"
    Message description;   ///< one or two sentences
    std::string formula;   ///< of the sparsity
    std::string reference; ///< paper; empty: none
    bool gradual = true;   ///< begins below its target
    std::vector<AlgorithmParameter> parameters = {};
};

/// Every kind, by name.
const std::vector<ScheduleInfo>& schedules();
/// nullptr when there is none of that name.
const ScheduleInfo* findSchedule(const std::string& name);

/// The schedule of that name for a run of @p epochs epochs. `iterations` left at 0 means as many as the epochs allow; for
/// the lottery ticket the list's prune_iterations come first. @throws Error(InvalidConfig) for an unknown name, parameters
/// that are unknown or out of range, and fewer epochs than it needs.
std::unique_ptr<SparsitySchedule> makeSchedule(const std::string& name, int epochs, const ParameterValues& parameters,
                                               const Resolution& resolution);

} // namespace espalier

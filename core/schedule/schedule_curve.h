// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/model/model.h"
#include "core/schedule/schedule_checks.h"

namespace espalier {

/// What a run will ask for, before it runs: for each epoch the share of the selected layers' weights that are to be gone in
/// it, all layers together. Empty where @p resolution selects no layer. Counting to whole channels, alignment and locked
/// layers are not in it. @throws Error(InvalidConfig) as makeSchedule().
std::vector<double> plannedSparsity(const Model& model, const Resolution& resolution, const SchedulePlan& plan);

} // namespace espalier

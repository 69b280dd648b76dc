// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/config/config_resolver.h"
#include "core/model/model.h"
#include "core/pruning/pruner.h"
#include "core/session/session.h"

namespace espalier::internal {

/// Who gave what, for errors.
struct PlanSources
{
    std::string model;
    std::string config; ///< file that holds the config list; empty: the session
    std::string inputs; ///< "--input-shape"; empty: the session
};

PruneOptions pruneOptions(const PruneSettings& settings, const Session& session);

/// Resolves the list on @p model. @throws Error(InvalidConfig) for a list that has errors or selects no layer, or where an
/// input shape is needed and missing.
Resolution resolvePlan(const Model& model, const PruneSettings& settings, Profile profile, const PlanSources& sources);

/// @throws Error(InvalidConfig) with the first error among @p issues.
void refuseFirstError(const std::vector<Issue>& issues, const PlanSources& sources);

} // namespace espalier::internal

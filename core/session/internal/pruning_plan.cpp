// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/internal/pruning_plan.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/session/model_preparation.h"

namespace espalier::internal {
namespace {

[[noreturn]] void refuseConfig(const char* sentence, const std::string& cause, const PlanSources& sources)
{
    throw Error(ErrorCode::InvalidConfig,
                Message{sentence, {sources.config.empty() ? "the session" : sources.config, cause}});
}

void requireSelection(const Resolution& resolution, const ConfigList& list, const PlanSources& sources)
{
    const bool selects =
        std::any_of(resolution.layers.begin(), resolution.layers.end(), [&](const ResolvedLayer& layer) {
            return layer.pruningEntry && !list[*layer.pruningEntry].excludes();
        });
    if (selects)
        return;
    // The first entry without any layer explains it best, and of its findings the last, which is about its selectors.
    const Issue* cause = nullptr;
    for (const Issue& issue : resolution.issues) {
        const bool idle = !issue.entry || resolution.layersWon[*issue.entry] == 0;
        if (idle && (!cause || cause->entry == issue.entry))
            cause = &issue;
    }
    if (cause)
        refuseConfig(ESPALIER_TR("core", "The config list in %1 selects no layer to prune: %2"),
                     cause->message.english(), sources);
    refuseConfig(ESPALIER_TR("core", "The config list in %1 selects no layer to prune."), {}, sources);
}

} // namespace

PruneOptions pruneOptions(const PruneSettings& settings, const Session& session)
{
    PruneOptions options;
    options.algorithm = settings.algorithm;
    options.profile = session.profile;
    options.seed = session.seed;
    options.mode = pruningModeFromName(settings.mode).value_or(PruningMode::Normal);
    options.align = static_cast<std::size_t>(settings.align);
    options.parameters = settings.parameters;
    options.throughReductions = settings.throughReductions;
    return options;
}

Resolution resolvePlan(const Model& model, const PruneSettings& settings, Profile profile, const PlanSources& sources)
{
    Resolution resolution = resolveConfigList(settings.configList, model.layers(), model.modules(),
                                              &findPruner(settings.algorithm)->info(), profile);
    refuseFirstError(resolution.issues, sources);
    requireSelection(resolution, settings.configList, sources);
    if (pruningModeFromName(settings.mode) == PruningMode::DependencyAware || settings.throughReductions)
        requireInputs(model, sources.model, sources.inputs.empty() ? "input_shape" : sources.inputs);
    return resolution;
}

void refuseFirstError(const std::vector<Issue>& issues, const PlanSources& sources)
{
    const auto first = std::find_if(issues.begin(), issues.end(),
                                    [](const Issue& issue) { return issue.severity == Severity::Error; });
    if (first != issues.end())
        refuseConfig(ESPALIER_TR("core", "The config list in %1 cannot be used: %2"), first->message.english(),
                     sources);
}

} // namespace espalier::internal

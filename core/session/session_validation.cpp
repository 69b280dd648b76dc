// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <filesystem>
#include <string>

#include "core/base/error.h"
#include "core/exporters/exporter.h"
#include "core/schedule/schedule_registry.h"
#include "core/session/internal/run_files.h"
#include "core/session/session_runner.h"

namespace espalier {
namespace {

template <typename Item, typename Name>
std::string listOf(const std::vector<std::shared_ptr<const Item>>& items, Name name)
{
    std::string text;
    for (const auto& item : items)
        text += (text.empty() ? "" : ", ") + name(*item);
    return text;
}

const Pruner& requirePruner(const std::string& algorithm)
{
    // The registry keeps it alive.
    if (const auto pruner = findPruner(algorithm))
        return *pruner;
    throw Error(ErrorCode::Unsupported,
                Message{ESPALIER_TR("core", "This version has no pruning algorithm %1; it offers %2."),
                        {algorithm, listOf(pruners(), [](const Pruner& pruner) { return pruner.info().name; })}});
}

std::string modeNames(const std::vector<PruningMode>& modes)
{
    std::string text;
    for (const PruningMode mode : modes)
        text += (text.empty() ? "" : ", ") + std::string(pruningModeName(mode));
    return text;
}

void requireMode(const std::string& name)
{
    if (!pruningModeFromName(name))
        throw Error(ErrorCode::Unsupported,
                    Message{ESPALIER_TR("core", "This version has no pruning mode %1; it offers %2."),
                            {name, modeNames({PruningMode::Normal, PruningMode::DependencyAware, PruningMode::Global,
                                              PruningMode::Balance})}});
}

/// Algorithm, mode, parameters and data of a step that prunes.
void requirePruning(const Session& session, const PruneSettings& settings)
{
    const Pruner& pruner = requirePruner(settings.algorithm);
    requireMode(settings.mode);
    const auto mode = pruningModeFromName(settings.mode);
    if (!pruner.hasMode(*mode))
        throw Error(ErrorCode::InvalidConfig,
                    Message{ESPALIER_TR("core", "The criterion %1 has no mode %2; use mode %3."),
                            {settings.algorithm, settings.mode, modeNames(pruner.modes())}});
    checkParameters(settings.algorithm, pruner.info().parameters, settings.parameters);
    const ScoreSource source = pruner.info().source;
    if (session.data.empty() && (source == ScoreSource::Outputs || source == ScoreSource::Gradients))
        throw Error(
            ErrorCode::InvalidConfig,
            Message{ESPALIER_TR("core", "The criterion %1 scores channels on data, and no data set is named: give "
                                        "one, such as --data fashion-mnist."),
                    {settings.algorithm}});
}

/// A cut without masks, or behind another one, would cut nothing.
void requireMasksBeforeCuts(const Session& session)
{
    bool masks = false;
    for (const SessionStep& step : session.steps) {
        if (step.kind == SessionStep::Kind::Speedup && !masks)
            throw Error(
                ErrorCode::InvalidConfig,
                Message{ESPALIER_TR("core", "A speedup step cuts out what is masked, and nothing is masked before "
                                            "it: put a prune step in front of it."),
                        {}});
        masks = step.kind == SessionStep::Kind::Prune || !step.sparsitySchedule.empty()
                || (masks && step.kind != SessionStep::Kind::Speedup);
    }
}

/// Masks of single weights leave no channel to cut out; better known now than after an hour of training.
void requireWholeChannels(const Session& session)
{
    bool cuts = false;
    for (auto step = session.steps.rbegin(); step != session.steps.rend(); ++step) {
        cuts = cuts || step->kind == SessionStep::Kind::Speedup;
        const bool prunes = step->kind == SessionStep::Kind::Prune || !step->sparsitySchedule.empty();
        if (!cuts || !prunes)
            continue;
        const std::string algorithm = pruneSettings(session, *step).algorithm;
        if (!requirePruner(algorithm).info().structured)
            throw Error(
                ErrorCode::InvalidConfig,
                Message{ESPALIER_TR("core", "The criterion %1 masks single weights, and cutting those out makes "
                                            "no network smaller: choose one that masks channels, such as l1, "
                                            "or leave the speedup step out."),
                        {algorithm}});
    }
}

/// Only a run with a schedule that begins low learns scores while it trains.
void requireNoTraining(const std::string& algorithm)
{
    if (requirePruner(algorithm).info().source == ScoreSource::Training)
        throw Error(
            ErrorCode::InvalidConfig,
            Message{ESPALIER_TR("core", "The criterion %1 learns its scores in training: use it to fine-tune with a "
                                        "sparsity schedule, such as finetune --algorithm %1 --sparsity-schedule "
                                        "agp."),
                    {algorithm}});
}

void requireSchedule(const Session& session, const SessionStep& step)
{
    const ScheduleInfo* schedule = findSchedule(step.sparsitySchedule);
    if (!schedule) {
        std::string known;
        for (const ScheduleInfo& other : schedules())
            known += (known.empty() ? "" : ", ") + other.name;
        throw Error(ErrorCode::Unsupported,
                    Message{ESPALIER_TR("core", "There is no sparsity schedule %1; there are %2."),
                            {step.sparsitySchedule, known}});
    }
    checkParameters(schedule->name, schedule->parameters, step.scheduleParameters);
    const PruneSettings settings = pruneSettings(session, step);
    requirePruning(session, settings);
    if (settings.throughReductions)
        throw Error(ErrorCode::InvalidConfig,
                    Message{ESPALIER_TR("core", "The sparsity schedule %1 cannot prune through reductions, because the "
                                                "network would change at every step of it: prune first and fine-tune "
                                                "then, or leave through_reductions out."),
                            {step.sparsitySchedule}});
    if (!schedule->gradual)
        requireNoTraining(pruneSettings(session, step).algorithm);
}

void requireFileName(const std::string& name)
{
    const std::filesystem::path path(name);
    const bool inside = !name.empty() && path.is_relative() && path.has_filename()
                        && std::none_of(path.begin(), path.end(), [](const auto& part) { return part == ".."; });
    if (!inside)
        throw Error(
            ErrorCode::InvalidConfig,
            Message{ESPALIER_TR("core", "The file name \"%1\" of an export step must lie within the output folder."),
                    {name}});
}

void requireExport(const SessionStep& step)
{
    requireFileName(step.file);
    if (std::find(internal::kOwnFiles.begin(), internal::kOwnFiles.end(), step.file) != internal::kOwnFiles.end())
        throw Error(ErrorCode::InvalidConfig,
                    Message{ESPALIER_TR("core", "An export step cannot write %1: the run writes a file of that name "
                                                "itself. Choose another name, such as final.pt."),
                            {step.file}});
    const auto exporter = findExporter(step.format);
    if (!exporter)
        throw Error(ErrorCode::Unsupported,
                    Message{ESPALIER_TR("core", "This version has no export format %1; it offers %2."),
                            {step.format, listOf(exporters(), [](const Exporter& one) { return one.format(); })}});
    requireSuffixFits(*exporter, step.file);
}

} // namespace

void validateSession(const Session& session)
{
    requireMode(session.mode);
    for (const SessionStep& step : session.steps) {
        if (step.kind == SessionStep::Kind::Prune) {
            requirePruning(session, pruneSettings(session, step));
            requireNoTraining(pruneSettings(session, step).algorithm);
        }
        if (step.kind == SessionStep::Kind::Export)
            requireExport(step);
        if (step.kind == SessionStep::Kind::Finetune)
            validateTrainingOptions(step.training);
        if (step.kind == SessionStep::Kind::Finetune && !step.sparsitySchedule.empty())
            requireSchedule(session, step);
        if (step.kind == SessionStep::Kind::Finetune && session.data.empty())
            throw Error(ErrorCode::InvalidConfig,
                        Message{ESPALIER_TR("core", "Fine-tuning needs a data set, and the session names none."), {}});
    }
    requireMasksBeforeCuts(session);
    requireWholeChannels(session);
}

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <filesystem>
#include <string>

#include "core/base/error.h"
#include "core/exporters/exporter.h"
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

void requirePruner(const std::string& algorithm)
{
    if (findPruner(algorithm))
        return;
    throw Error(ErrorCode::Unsupported,
                Message{ESPALIER_TR("core", "This version has no pruning algorithm %1; it offers %2."),
                        {algorithm, listOf(pruners(), [](const Pruner& pruner) { return pruner.info().name; })}});
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
    if (!pruningModeFromName(session.mode))
        throw Error(
            ErrorCode::Unsupported,
            Message{ESPALIER_TR("core", "This version has no pruning mode %1; it offers normal, dependency-aware."),
                    {session.mode}});
    for (const SessionStep& step : session.steps) {
        if (step.kind == SessionStep::Kind::Prune)
            requirePruner(session.algorithm);
        if (step.kind == SessionStep::Kind::Export)
            requireExport(step);
        if (step.kind == SessionStep::Kind::Finetune)
            validateTrainingOptions(step.training);
        if (step.kind == SessionStep::Kind::Finetune && session.data.empty())
            throw Error(ErrorCode::InvalidConfig,
                        Message{ESPALIER_TR("core", "Fine-tuning needs a data set, and the session names none."), {}});
    }
}

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_registry.h"

#include "app/cli/apply_command.h"
#include "app/cli/benchmark_command.h"
#include "app/cli/evaluate_command.h"
#include "app/cli/export_command.h"
#include "app/cli/finetune_command.h"
#include "app/cli/inspect_command.h"
#include "app/cli/prune_command.h"
#include "app/cli/resolve_command.h"
#include "app/cli/run_command.h"
#include "app/cli/speedup_command.h"

namespace espalier::cli {

const std::vector<std::unique_ptr<const Command>>& commands()
{
    static const auto all = [] {
        std::vector<std::unique_ptr<const Command>> list;
        list.push_back(std::make_unique<InspectCommand>());
        list.push_back(std::make_unique<ResolveCommand>());
        list.push_back(std::make_unique<PruneCommand>());
        list.push_back(std::make_unique<ApplyCommand>());
        list.push_back(std::make_unique<SpeedupCommand>());
        list.push_back(std::make_unique<FinetuneCommand>());
        list.push_back(std::make_unique<EvaluateCommand>());
        list.push_back(std::make_unique<ExportCommand>());
        list.push_back(std::make_unique<BenchmarkCommand>());
        list.push_back(std::make_unique<RunCommand>());
        return list;
    }();
    return all;
}

const Command* findCommand(const QString& name)
{
    for (const auto& command : commands()) {
        if (command->name() == name)
            return command.get();
    }
    return nullptr;
}

QStringList commandNames()
{
    QStringList names;
    for (const auto& command : commands())
        names.append(command->name());
    return names;
}

} // namespace espalier::cli

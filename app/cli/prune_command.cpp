// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/prune_command.h"

#include "app/cli/console_progress.h"
#include "app/cli/exit_codes.h"
#include "app/cli/session_output.h"
#include "app/cli/shared_options.h"
#include "core/session/session_runner.h"

namespace espalier::cli {

QString PruneCommand::summary() const
{
    return QStringLiteral("Mask the least important weights as a config list asks");
}

QList<Positional> PruneCommand::positionals() const
{
    return {{QStringLiteral("MODEL"), QStringLiteral("TorchScript file")}};
}

QList<Option> PruneCommand::options() const
{
    return QList<Option>{configOption(), algorithmOption()} + pruningOptions()
           + QList<Option>{inputShapeOption(),
                           dataOption(QStringLiteral(
                               "measures the accuracy before and after (its test split); what apoz, mean_activation "
                               "and taylor look at (its train split)")),
                           outFolderOption(), jsonOption(QStringLiteral("the report"))};
}

QStringList PruneCommand::notes() const
{
    return {
        QStringLiteral(
            "Makes the folder DIR when it is missing and writes into it, replacing those of an earlier run:"),
        QStringLiteral("  model.pth    state dict with masked weights, model.pt the same as TorchScript"),
        QStringLiteral("  mask.pth     the masks, as NNI writes them; apply, finetune and speedup take them"),
        QStringLiteral("  report.json  what was pruned, and the findings"),
        QStringLiteral("Masking is a simulation: the files do not get smaller by it; speedup makes a smaller "
                       "model. A config list"),
        QStringLiteral("that selects no layer is an error. --config, --algorithm and --out are needed. Mode global "
                       "shares out the total_sparsity"),
        QStringLiteral("of the list. With --through-reductions, model.pt is what finetune and speedup go on from: its "
                       "norms work on the"),
        QStringLiteral("channels that are left, which model.pth cannot say.")};
}

int PruneCommand::execute(const Arguments& arguments, std::stop_token stop) const
{
    SessionRunOptions options;
    options.outputFolder = arguments.requiredFolder(QStringLiteral("out"));
    options.inputsSource = kInputShapeSource;
    options.configSource = arguments.requiredText(QStringLiteral("config")).toStdString();
    const std::vector<InputSpec> inputs = inputShape(arguments);
    const std::string data = dataset(arguments, false);
    Session session = sessionFrom(arguments, true, options.issues);
    session.inputs = inputs;
    session.data = data;
    const SessionResult result = resultOf(options, [&] {
        ConsoleProgress progress;
        return runSession(session, options, progress, nullptr, stop);
    });
    printSessionResult(result, arguments.has(QStringLiteral("json")));
    return kDone;
}

} // namespace espalier::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_command.h"

#include <vector>

#include "app/cli/console_progress.h"
#include "app/cli/exit_codes.h"
#include "app/cli/session_output.h"
#include "app/cli/shared_options.h"
#include "core/session/session_runner.h"

namespace espalier::cli {

QString RunCommand::summary() const
{
    return QStringLiteral("Run the steps of a session file");
}

QList<Positional> RunCommand::positionals() const
{
    return {{QStringLiteral("SESSION"), QStringLiteral("session file, NAME.espalier")}};
}

QList<Option> RunCommand::options() const
{
    return {{QStringLiteral("out"), QStringLiteral("DIR"),
             QStringLiteral("folder for the results (default: NAME-results)")},
            jsonOption(QStringLiteral("the report"))};
}

QStringList RunCommand::notes() const
{
    return {
        QStringLiteral("Makes the folder DIR when it is missing and writes into it, replacing those of an earlier run: "
                       "model.pth (state dict),"),
        QStringLiteral("model.pt (TorchScript) and report.json, mask.pth where masks hold at the end, "
                       "model.recipe.json and model.py"),
        QStringLiteral("where a speedup step cut channels out (model.py rebuilds the smaller model in Python), "
                       "history.csv where there"),
        QStringLiteral(
            "was training, and what the export steps name. --seed and --weights win over what the session says.")};
}

int RunCommand::execute(const Arguments& arguments, std::stop_token stop) const
{
    const std::filesystem::path file = arguments.positionalFile(0);
    SessionRunOptions options;
    Session session = readSession(file, options.issues);
    if (arguments.has(QStringLiteral("weights")))
        session.weightsPath = std::filesystem::absolute(arguments.file(QStringLiteral("weights")));
    std::vector<int> epochs;
    session.seed = arguments.unsignedInteger(QStringLiteral("seed"), session.seed);
    for (SessionStep& step : session.steps) {
        step.training.seed = arguments.unsignedInteger(QStringLiteral("seed"), step.training.seed);
        if (step.kind == SessionStep::Kind::Finetune)
            epochs.push_back(step.training.epochs);
    }
    const std::filesystem::path usual = file.stem().string() + "-results";
    options.outputFolder =
        arguments.has(QStringLiteral("out")) ? arguments.requiredFolder(QStringLiteral("out")) : usual;
    options.configSource = file.string();
    options.inputsSource = "input_shape of " + file.string();
    const SessionResult result = resultOf(options, [&] {
        ConsoleProgress progress;
        progress.setEpochs(epochs);
        return runSession(session, options, progress, &progress, stop);
    });
    printSessionResult(result, arguments.has(QStringLiteral("json")));
    return kDone;
}

} // namespace espalier::cli

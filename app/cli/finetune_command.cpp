// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/finetune_command.h"

#include "app/cli/console_progress.h"
#include "app/cli/exit_codes.h"
#include "app/cli/session_output.h"
#include "app/cli/shared_options.h"
#include "core/model/compute_environment.h"
#include "core/session/run_folder.h"
#include "core/session/session_runner.h"

namespace espalier::cli {
namespace {

SessionResult runInFolder(const RunFile& run, RunFolder& folder, SessionRunOptions options, std::stop_token stop)
{
    RunFile finished = run;
    finished.finished = true;
    options.masksFile = run.masksFile;
    options.configSource = run.configSource;
    options.checkpointFile = folder.checkpointFile();
    options.furtherFiles = {{RunFolder::kRunFileName, writeRunFile(finished)}};
    ConsoleProgress progress;
    progress.setEpochs(run.session.steps.back().training.epochs);
    SessionResult result = runSession(run.session, options, progress, &progress, std::move(stop));
    folder.finish();
    return result;
}

// A pruning step needs both; masks of a file would be replaced by it.
bool prunesFirst(const Arguments& arguments)
{
    const bool config = arguments.has(QStringLiteral("config"));
    if (config != arguments.has(QStringLiteral("algorithm")))
        arguments.fail(QStringLiteral("--config and --algorithm belong together."));
    if (config && arguments.has(QStringLiteral("masks")))
        arguments.fail(QStringLiteral("Masks come either from --masks or from --config, not from both."));
    const QString schedule = arguments.text(QStringLiteral("sparsity-schedule"), QStringLiteral("one_shot"));
    if (schedule != QStringLiteral("one_shot"))
        arguments.failUnknown(QStringLiteral("sparsity-schedule"), schedule, {QStringLiteral("one_shot")});
    if (!config && arguments.has(QStringLiteral("sparsity-schedule")))
        arguments.fail(QStringLiteral("--sparsity-schedule needs --config and --algorithm."));
    return config;
}

RunFile runFrom(const Arguments& arguments)
{
    if (arguments.positional(0).isEmpty())
        arguments.fail(QStringLiteral("finetune needs MODEL, or --resume DIR."));
    RunFile run;
    SessionStep step;
    step.kind = SessionStep::Kind::Finetune;
    const std::string data = dataset(arguments, true);
    arguments.requiredText(QStringLiteral("epochs"));
    step.training = trainingOptions(arguments);
    run.session = sessionFrom(arguments, prunesFirst(arguments));
    run.session.data = data;
    run.session.steps.push_back(step);
    if (arguments.has(QStringLiteral("masks")))
        run.masksFile = std::filesystem::absolute(arguments.file(QStringLiteral("masks")));
    run.configSource = arguments.text(QStringLiteral("config")).toStdString();
    run.threads = computeThreads();
    return run;
}

void requireOnlyResume(const Command& command, const Arguments& arguments)
{
    if (!arguments.positional(0).isEmpty())
        arguments.fail(QStringLiteral("--resume takes the model from the run that it resumes; leave out \"%1\".")
                           .arg(arguments.positional(0)));
    const QList<Option> options = command.allOptions();
    for (const Option& option : options) {
        const bool allowed = option.name == QStringLiteral("resume") || option.name == QStringLiteral("threads")
                             || option.name == QStringLiteral("json");
        if (!allowed && arguments.has(option.name))
            arguments.fail(
                QStringLiteral("--resume goes on with the options of the run that it resumes; leave out --%1.")
                    .arg(option.name));
    }
}

} // namespace

QString FinetuneCommand::summary() const
{
    return QStringLiteral("Train a model, masked or not, and write the best result");
}

QList<Positional> FinetuneCommand::positionals() const
{
    return {{QStringLiteral("MODEL"), QStringLiteral("TorchScript file"), true}};
}

QList<Option> FinetuneCommand::options() const
{
    return QList<Option>{dataOption(QStringLiteral("labelled images; its train split trains, its test split measures"))}
           + cli::trainingOptions()
           + QList<Option>{
               {QStringLiteral("masks"), QStringLiteral("mask.pth"), QStringLiteral("masks that hold while training")},
               configOption(),
               algorithmOption(),
               {QStringLiteral("sparsity-schedule"), QStringLiteral("one_shot"),
                QStringLiteral("when --config prunes (default: one_shot, before the first epoch)")},
               profileOption(),
               {QStringLiteral("teacher"),
                QStringLiteral("MODEL"),
                {},
                QStringLiteral("This version has no distillation, so it offers no --teacher.")},
               outFolderOption(),
               {QStringLiteral("resume"), QStringLiteral("DIR"),
                QStringLiteral("go on with the killed run whose --out was DIR")},
               jsonOption(QStringLiteral("the report"))};
}

QStringList FinetuneCommand::notes() const
{
    return {
        QStringLiteral("Makes the folder DIR when it is missing and writes into it, replacing earlier files:"),
        QStringLiteral("  model.pth    state dict of the best epoch, model.pt the same as TorchScript"),
        QStringLiteral("  mask.pth     the masks, where there are any"),
        QStringLiteral("  report.json  accuracies, layers, findings; history.csv has a line per epoch"),
        QStringLiteral(
            "  run.json     what was asked for, before the first batch, and a checkpoint after each epoch: a "
            "killed run"),
        QStringLiteral("               goes on with --resume DIR"),
        QStringLiteral("A run that you cancel leaves nothing behind. MODEL, --data, --epochs and --out are needed, or "
                       "--resume.")};
}

int FinetuneCommand::execute(const Arguments& arguments, std::stop_token stop) const
{
    return arguments.has(QStringLiteral("resume")) ? resume(arguments, std::move(stop))
                                                   : start(arguments, std::move(stop));
}

int FinetuneCommand::start(const Arguments& arguments, std::stop_token stop) const
{
    RunFile run = runFrom(arguments);
    SessionRunOptions options;
    options.outputFolder = arguments.requiredFolder(QStringLiteral("out"));
    RunFolder folder(options.outputFolder);
    options.beforeTraining = [&] {
        run.inputFingerprint = fingerprintInputs(run);
        folder.start(run);
    };
    const SessionResult result = runInFolder(run, folder, options, std::move(stop));
    printSessionResult(result, arguments.has(QStringLiteral("json")));
    return kDone;
}

int FinetuneCommand::resume(const Arguments& arguments, std::stop_token stop) const
{
    requireOnlyResume(*this, arguments);
    SessionRunOptions options;
    options.outputFolder = arguments.requiredFolder(QStringLiteral("resume"));
    const RunFile run = readRunFile(options.outputFolder);
    RunFolder folder(options.outputFolder);
    folder.requireResumable(run);
    options.inputsSource = "input_shape of " + (options.outputFolder / RunFolder::kRunFileName).string();
    options.resume = folder.hasCheckpoint();
    if (!arguments.has(QStringLiteral("threads")))
        setComputeThreads(run.threads);
    seedCompute(run.session.seed);
    folder.resume();
    const SessionResult result = runInFolder(run, folder, options, std::move(stop));
    printSessionResult(result, arguments.has(QStringLiteral("json")));
    return kDone;
}

} // namespace espalier::cli

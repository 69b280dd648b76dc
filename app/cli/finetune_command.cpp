// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/finetune_command.h"

#include "app/cli/console_progress.h"
#include "app/cli/exit_codes.h"
#include "app/cli/session_output.h"
#include "app/cli/shared_options.h"
#include "core/model/compute_environment.h"
#include "core/schedule/schedule_registry.h"
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
    progress.setEpochs({run.session.steps.back().training.epochs});
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
    for (const char* option :
         {"sparsity-schedule", "schedule-parameters", "mode", "align", "batches", "parameters", "through-reductions"}) {
        if (!config && arguments.has(QLatin1String(option)))
            arguments.fail(QStringLiteral("--%1 needs --config and --algorithm.").arg(QLatin1String(option)));
    }
    return config;
}

QString scheduleNames(const QString& separator)
{
    QStringList names;
    for (const ScheduleInfo& schedule : schedules())
        names.append(QString::fromStdString(schedule.name));
    return names.join(separator);
}

/// Under a schedule the training step prunes as it goes on; at once, a step of its own does before it.
void applySchedule(const Arguments& arguments, Session& session, SessionStep& training)
{
    const QString name = arguments.text(QStringLiteral("sparsity-schedule"), QStringLiteral("one_shot"));
    const ScheduleInfo* schedule = findSchedule(name.toStdString());
    if (!schedule)
        arguments.fail(QStringLiteral("There is no --sparsity-schedule %1; there are %2.")
                           .arg(name, scheduleNames(QStringLiteral(", "))));
    const QString option = QStringLiteral("schedule-parameters");
    training.scheduleParameters = parameters(arguments, option);
    arguments.convert(option, [&] {
        checkParameters(schedule->name, schedule->parameters, training.scheduleParameters);
        return true;
    });
    if (!schedule->gradual)
        return;
    training.sparsitySchedule = schedule->name;
    session.steps.clear();
}

RunFile runFrom(const Arguments& arguments, std::vector<Issue>& issues)
{
    if (arguments.positional(0).isEmpty())
        arguments.fail(QStringLiteral("finetune needs MODEL, or --resume DIR."));
    RunFile run;
    SessionStep step;
    step.kind = SessionStep::Kind::Finetune;
    const std::string data = dataset(arguments, true);
    arguments.requiredText(QStringLiteral("epochs"));
    step.training = trainingOptions(arguments);
    const bool prunes = prunesFirst(arguments);
    run.session = sessionFrom(arguments, prunes, issues);
    if (prunes)
        applySchedule(arguments, run.session, step);
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
           + QList<Option>{{QStringLiteral("masks"), QStringLiteral("mask.pth"),
                            QStringLiteral("masks that hold while training")},
                           configOption(),
                           algorithmOption(),
                           {QStringLiteral("sparsity-schedule"), scheduleNames(QStringLiteral("|")),
                            QStringLiteral("when --config prunes (default: one_shot, before the first epoch)")},
                           {QStringLiteral("schedule-parameters"), QStringLiteral("NAME=VALUE,..."),
                            QStringLiteral("iterations (default: as many as the epochs allow), epochs_per_iteration")}}
           + pruningOptions()
           + QList<Option>{{QStringLiteral("teacher"),
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
        QStringLiteral(
            "Makes the folder DIR when it is missing and writes into it, replacing those of an earlier run:"),
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
    SessionRunOptions options;
    RunFile run = runFrom(arguments, options.issues);
    options.outputFolder = arguments.requiredFolder(QStringLiteral("out"));
    RunFolder folder(options.outputFolder);
    options.beforeTraining = [&] {
        run.inputFingerprint = fingerprintInputs(run);
        folder.start(run);
    };
    const SessionResult result = resultOf(options, [&] { return runInFolder(run, folder, options, std::move(stop)); });
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

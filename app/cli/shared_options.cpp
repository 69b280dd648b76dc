// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/shared_options.h"

#include <QHash>
#include <QLocale>

#include "core/config/config_list_parser.h"
#include "core/config/nni_v3_import.h"
#include "core/data/dataset.h"
#include "core/model/compute_environment.h"
#include "core/pruning/pruner.h"
#include "core/session/model_preparation.h"

namespace espalier::cli {
namespace {

constexpr int kMostThreads = 4096;

QStringList offeredAlgorithms()
{
    QStringList names;
    for (const auto& pruner : pruners())
        names.append(QString::fromStdString(pruner->info().name));
    return names;
}

QStringList offeredModes()
{
    QStringList names;
    for (const PruningMode mode :
         {PruningMode::Normal, PruningMode::DependencyAware, PruningMode::Global, PruningMode::Balance})
        names.append(QLatin1String(pruningModeName(mode)));
    return names;
}

QStringList offeredProfiles()
{
    QStringList names;
    for (const Profile profile : {Profile::Default, Profile::Nni23, Profile::Nni25})
        names.append(QLatin1String(profileName(profile)));
    return names;
}

QStringList offeredOptimizers()
{
    QStringList names;
    for (const OptimizerKind kind : {OptimizerKind::Sgd, OptimizerKind::Adam, OptimizerKind::AdamW})
        names.append(QLatin1String(optimizerName(kind)));
    return names;
}

QStringList offeredLrSchedules()
{
    QStringList names;
    for (const LrScheduleKind kind :
         {LrScheduleKind::Constant, LrScheduleKind::Step, LrScheduleKind::Cosine, LrScheduleKind::OneCycle})
        names.append(QLatin1String(lrScheduleName(kind)));
    return names;
}

QString alternatives(const QStringList& names)
{
    return names.join(QLatin1Char('|'));
}

/// The value of @p option, which must be one of @p offered.
std::string oneOf(const Arguments& arguments, const char* option, const char* fallback, const QStringList& offered)
{
    const QString name = arguments.text(QLatin1String(option), QLatin1String(fallback));
    if (!offered.contains(name))
        arguments.failUnknown(QLatin1String(option), name, offered);
    return name.toStdString();
}

/// "batch_size (apoz, mean_activation, taylor), activation (apoz, mean_activation)"; batches has an option of its own.
QString parameterNames()
{
    QStringList names;
    QHash<QString, QStringList> owners;
    for (const auto& pruner : pruners()) {
        for (const AlgorithmParameter& parameter : pruner->info().parameters) {
            const QString name = QString::fromStdString(parameter.name);
            if (parameter.name != "batches" && !names.contains(name))
                names.append(name);
            owners[name].append(QString::fromStdString(pruner->info().name));
        }
    }
    for (QString& name : names)
        name += QStringLiteral(" (%1)").arg(owners[name].join(QStringLiteral(", ")));
    return names.join(QStringLiteral(", "));
}

QString numberText(double value)
{
    return QLocale::c().toString(value, 'g', QLocale::FloatingPointShortest);
}

Augmentation augmentation(const Arguments& arguments)
{
    Augmentation result;
    const QString option = QStringLiteral("augment");
    if (!arguments.has(option))
        return result;
    const QStringList names = arguments.text(option).split(QLatin1Char(','));
    for (const QString& name : names) {
        if (name == QStringLiteral("pad-crop"))
            result.padCrop = true;
        else if (name == QStringLiteral("flip"))
            result.flip = true;
        else
            arguments.fail(QStringLiteral("--augment knows pad-crop and flip, not \"%1\".").arg(name));
    }
    return result;
}

/// The number of @p option within @p options, whose range core knows; the others still have their defaults.
void requireInRange(const Arguments& arguments, const char* option, const TrainingOptions& options)
{
    arguments.convert(QLatin1String(option), [&] { validateTrainingOptions(options); });
}

QStringList algorithmsWithBatches()
{
    QStringList names;
    for (const auto& pruner : pruners()) {
        for (const AlgorithmParameter& parameter : pruner->info().parameters) {
            if (parameter.name == "batches")
                names.append(QString::fromStdString(pruner->info().name));
        }
    }
    return names;
}

/// --parameters, and --batches, which is one of them.
ParameterValues algorithmParameters(const Arguments& arguments, const AlgorithmInfo& info)
{
    const QString option = QStringLiteral("parameters");
    const QString batches = QStringLiteral("batches");
    const QString name = QString::fromStdString(info.name);
    ParameterValues values = parameters(arguments, option);
    arguments.convert(option, [&] {
        checkParameters(info.name, info.parameters, values);
        return true;
    });
    if (!arguments.has(batches))
        return values;
    if (!algorithmsWithBatches().contains(name))
        arguments.fail(QStringLiteral("--batches has no use with --algorithm %1, which needs no data; it is for %2.")
                           .arg(name, algorithmsWithBatches().join(QStringLiteral(", "))));
    values["batches"] = std::to_string(arguments.integer(batches, 1, 1));
    return values;
}

} // namespace

QList<Option> sharedOptions()
{
    return {{QStringLiteral("weights"), QStringLiteral("FILE.pth"),
             QStringLiteral("state dict that is loaded into the model first")},
            {QStringLiteral("threads"), QStringLiteral("N"),
             QStringLiteral("threads to compute with (default: one per physical core)")},
            {QStringLiteral("seed"), QStringLiteral("N"), QStringLiteral("seed of everything random (default 0)")},
            {QStringLiteral("help"), {}, QStringLiteral("show this text")}};
}

void prepareComputation(const Arguments& arguments)
{
    setComputeThreads(arguments.integer(QStringLiteral("threads"), 0, 1, kMostThreads));
    flushDenormals();
    silenceLibrary();
    seedCompute(arguments.unsignedInteger(QStringLiteral("seed"), 0));
}

Option jsonOption(const QString& whatIsPrinted)
{
    return {QStringLiteral("json"), {}, QStringLiteral("print %1 as one JSON object").arg(whatIsPrinted)};
}

Option inputShapeOption()
{
    return {QStringLiteral("input-shape"), QStringLiteral("SHAPE"),
            QStringLiteral("shape of the input, as 1,3,224,224; several inputs: 1,3,224,224;1,16:int64")};
}

Option configOption()
{
    return {QStringLiteral("config"), QStringLiteral("CONFIG"),
            QStringLiteral("file with the config list, JSON or a Python literal; lists of NNI v3 are translated")};
}

Option profileOption()
{
    return {QStringLiteral("profile"), alternatives(offeredProfiles()),
            QStringLiteral("whose counting and tie rules hold (default: default)")};
}

Option dataOption(const QString& whatFor)
{
    return {QStringLiteral("data"), QStringLiteral("DATASET"),
            QStringLiteral("%1: fashion-mnist, mnist:DIR, cifar10:DIR or folder:DIR, each with "
                           ",split=train|test ,limit=N ,size=HxW ,mean=A:B:C ,std=A:B:C")
                .arg(whatFor)};
}

Option outFolderOption()
{
    return {QStringLiteral("out"), QStringLiteral("DIR"), QStringLiteral("folder for the results; made when missing")};
}

Option algorithmOption()
{
    return {QStringLiteral("algorithm"), alternatives(offeredAlgorithms()),
            QStringLiteral("what decides which weights go")};
}

QList<Option> pruningOptions()
{
    return {
        {QStringLiteral("mode"), alternatives(offeredModes()),
         QStringLiteral(
             "each layer by itself, layers that depend on each other alike, all layers together, or blocks of "
             "weights alike (default: normal)")},
        profileOption(),
        {QStringLiteral("align"), QStringLiteral("N"), QStringLiteral("keep a multiple of N channels (default 1)")},
        {QStringLiteral("batches"), QStringLiteral("N"),
         QStringLiteral("batches of the training data that %1 look at (default 10)")
             .arg(algorithmsWithBatches().join(QStringLiteral(", ")))},
        {QStringLiteral("parameters"), QStringLiteral("NAME=VALUE,..."),
         QStringLiteral("further settings of the algorithm: %1").arg(parameterNames())},
        {QStringLiteral("through-reductions"),
         {},
         QStringLiteral("also prune channels that a norm, softmax or mean over channels computes with; fine-tuning is "
                        "expected")}};
}

QList<Option> trainingOptions()
{
    const TrainingOptions defaults;
    const auto withDefault = [](const QString& text, const QString& value) {
        return QStringLiteral("%1 (default %2)").arg(text, value);
    };
    return {
        {QStringLiteral("epochs"), QStringLiteral("N"), QStringLiteral("how often the training data is gone through")},
        {QStringLiteral("optimizer"), alternatives(offeredOptimizers()),
         withDefault(QStringLiteral("optimizer"), QLatin1String(optimizerName(defaults.optimizer)))},
        {QStringLiteral("learning-rate"), QStringLiteral("X"),
         withDefault(QStringLiteral("learning rate at the start"), numberText(defaults.learningRate))},
        {QStringLiteral("lr-schedule"), alternatives(offeredLrSchedules()),
         withDefault(QStringLiteral("how the learning rate changes"),
                     QLatin1String(lrScheduleName(defaults.lrSchedule)))},
        {QStringLiteral("batch-size"), QStringLiteral("N"),
         withDefault(QStringLiteral("samples per step"), QString::number(defaults.batchSize))},
        {QStringLiteral("momentum"), QStringLiteral("X"),
         withDefault(QStringLiteral("momentum of sgd"), numberText(defaults.momentum))},
        {QStringLiteral("nesterov"), {}, QStringLiteral("Nesterov's form of momentum")},
        {QStringLiteral("weight-decay"), QStringLiteral("X"),
         withDefault(QStringLiteral("weight decay"), numberText(defaults.weightDecay))},
        {QStringLiteral("augment"), QStringLiteral("pad-crop,flip"),
         QStringLiteral("random changes of the training images: one or both (default: none)")}};
}

ParameterValues parameters(const Arguments& arguments, const QString& option)
{
    if (!arguments.has(option))
        return {};
    const std::string text = arguments.text(option).toStdString();
    return arguments.convert(option, [&] { return parseParameters(text); });
}

std::vector<InputSpec> inputShape(const Arguments& arguments)
{
    const QString option = QStringLiteral("input-shape");
    if (!arguments.has(option))
        return {};
    const std::string text = arguments.text(option).toStdString();
    return arguments.convert(option, [&] { return parseInputSpecs(text); });
}

Profile profile(const Arguments& arguments)
{
    const std::string name = oneOf(arguments, "profile", profileName(Profile::Default), offeredProfiles());
    return profileFromName(name).value_or(Profile::Default);
}

std::string algorithm(const Arguments& arguments)
{
    arguments.requiredText(QStringLiteral("algorithm"));
    return oneOf(arguments, "algorithm", "", offeredAlgorithms());
}

std::string dataset(const Arguments& arguments, bool required)
{
    const QString option = QStringLiteral("data");
    if (!required && !arguments.has(option))
        return {};
    const std::string text = arguments.requiredText(option).toStdString();
    const DatasetSpec spec = arguments.convert(option, [&] { return parseDatasetSpec(text); });
    if (std::error_code ignored; std::filesystem::is_regular_file(spec.folder, ignored))
        throw Error(
            ErrorCode::Io,
            Message{"--data " + spec.kind + ": needs a folder, and " + spec.folder.string() + " is a file.", {}});
    return text;
}

Model openModel(const Arguments& arguments, ProgressSink& sink, std::stop_token stop)
{
    const bool shaped = arguments.has(QStringLiteral("input-shape"));
    return loadModel(arguments.positionalFile(0), arguments.file(QStringLiteral("weights")),
                     shaped ? inputShape(arguments) : std::vector<InputSpec>(), sink, std::move(stop),
                     kInputShapeSource);
}

Session sessionFrom(const Arguments& arguments, bool prunes, std::vector<Issue>& issues)
{
    Session session;
    session.modelPath = std::filesystem::absolute(arguments.positionalFile(0));
    if (arguments.has(QStringLiteral("weights")))
        session.weightsPath = std::filesystem::absolute(arguments.file(QStringLiteral("weights")));
    session.seed = arguments.unsignedInteger(QStringLiteral("seed"), 0);
    session.profile = profile(arguments);
    if (!prunes)
        return session;
    session.algorithm = algorithm(arguments);
    const auto pruner = findPruner(session.algorithm);
    session.mode = oneOf(arguments, "mode", pruningModeName(PruningMode::Normal), offeredModes());
    session.parameters = algorithmParameters(arguments, pruner->info());
    session.align = arguments.integer(QStringLiteral("align"), 1, 1);
    session.throughReductions = arguments.has(QStringLiteral("through-reductions"));
    ImportedConfigList imported = importNniV3(readConfigList(arguments.requiredFile(QStringLiteral("config"))));
    issues.insert(issues.end(), imported.issues.begin(), imported.issues.end());
    session.configList = std::move(imported.entries);
    session.steps.push_back({});
    return session;
}

TrainingOptions trainingOptions(const Arguments& arguments)
{
    TrainingOptions options;
    options.epochs = arguments.integer(QStringLiteral("epochs"), options.epochs, 1);
    requireInRange(arguments, "epochs", options);
    options.batchSize = static_cast<std::size_t>(
        arguments.integer(QStringLiteral("batch-size"), static_cast<int>(options.batchSize), 1));
    requireInRange(arguments, "batch-size", options);
    options.optimizer =
        optimizerFromName(oneOf(arguments, "optimizer", optimizerName(options.optimizer), offeredOptimizers()));
    options.learningRate = arguments.number(QStringLiteral("learning-rate"), options.learningRate);
    requireInRange(arguments, "learning-rate", options);
    options.momentum = arguments.number(QStringLiteral("momentum"), options.momentum);
    requireInRange(arguments, "momentum", options);
    options.nesterov = arguments.has(QStringLiteral("nesterov"));
    requireInRange(arguments, "nesterov", options);
    options.weightDecay = arguments.number(QStringLiteral("weight-decay"), options.weightDecay);
    requireInRange(arguments, "weight-decay", options);
    options.lrSchedule =
        lrScheduleFromName(oneOf(arguments, "lr-schedule", lrScheduleName(options.lrSchedule), offeredLrSchedules()));
    options.augmentation = augmentation(arguments);
    options.seed = arguments.unsignedInteger(QStringLiteral("seed"), 0);
    return options;
}

} // namespace espalier::cli

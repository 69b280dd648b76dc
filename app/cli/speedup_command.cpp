// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/speedup_command.h"

#include "app/cli/console_progress.h"
#include "app/cli/exit_codes.h"
#include "app/cli/json_output.h"
#include "app/cli/number_text.h"
#include "app/cli/shared_options.h"
#include "app/cli/table_output.h"
#include "core/pruning/mask_file.h"
#include "core/session/model_preparation.h"
#include "core/speedup/speedup.h"
#include "core/speedup/speedup_files.h"

namespace espalier::cli {
namespace {

SpeedupFiles outputFiles(const Arguments& arguments)
{
    const std::filesystem::path out = arguments.requiredFile(QStringLiteral("out"));
    if (out.extension() != ".pt")
        arguments.fail(QStringLiteral("--out must end in .pt (TorchScript), not \"%1\".")
                           .arg(QString::fromStdString(out.filename().string())));
    return SpeedupFiles::beside(out);
}

void printAsJson(const SpeedupResult& result)
{
    Json json{{"parameters_before", result.parametersBefore},
              {"parameters_after", result.parametersAfter},
              {"macs_before", result.macsBefore},
              {"macs_after", result.macsAfter},
              {"max_abs_difference", result.maxAbsDifference},
              {"max_rel_difference", result.maxRelDifference},
              {"seconds", result.seconds}};
    json["layers"] = Json::array();
    for (const LayerInfo& layer : result.model->layers())
        json["layers"].push_back({{"name", layer.name}, {"weight_shape", orNull(layer.weightShape())}});
    json["issues"] = issuesJson(result.issues);
    printJson(json);
}

QString remaining(std::int64_t before, std::int64_t after)
{
    const double fraction = before == 0 ? 1 : static_cast<double>(after) / static_cast<double>(before);
    return QStringLiteral("%1 -> %2 (%3)").arg(countText(before), countText(after), percentText(fraction));
}

void printAsText(const SpeedupResult& result, const SpeedupFiles& files)
{
    print(QStringLiteral("Parameters %1\nMACs       %2\n")
              .arg(remaining(result.parametersBefore, result.parametersAfter),
                   remaining(result.macsBefore, result.macsAfter)));
    print(QStringLiteral("Outputs differ from the masked network by at most %1 (relative: %2).\n")
              .arg(QString::number(result.maxAbsDifference, 'g', 3), QString::number(result.maxRelDifference, 'g', 3)));
    print(QStringLiteral("Wrote %1 (%2), %3, %4 and %5.\n")
              .arg(QString::fromStdString(files.torchScript.string()),
                   bytesText(std::filesystem::file_size(files.torchScript)),
                   QString::fromStdString(files.stateDict.filename().string()),
                   QString::fromStdString(files.recipe.filename().string()),
                   QString::fromStdString(files.program.filename().string())));
    printIssues(result.issues);
}

} // namespace

QString SpeedupCommand::summary() const
{
    return QStringLiteral("Remove masked channels for good: a smaller, faster model");
}

QList<Positional> SpeedupCommand::positionals() const
{
    return {{QStringLiteral("MODEL"), QStringLiteral("TorchScript file")}};
}

QList<Option> SpeedupCommand::options() const
{
    return {{QStringLiteral("masks"), QStringLiteral("mask.pth"), QStringLiteral("mask file of prune or of NNI")},
            inputShapeOption(),
            profileOption(),
            {QStringLiteral("out"), QStringLiteral("FILE.pt"), QStringLiteral("the smaller model")},
            jsonOption(QStringLiteral("the result"))};
}

QStringList SpeedupCommand::notes() const
{
    return {
        QStringLiteral("Makes the folder of FILE.pt when it is missing and writes into it, replacing earlier files:"),
        QStringLiteral("  FILE.pt           the smaller model as TorchScript"),
        QStringLiteral("  FILE.pth          its state dict"),
        QStringLiteral("  FILE.recipe.json  which channels were kept"),
        QStringLiteral("  FILE.py           rebuilds the smaller model in Python from the original nn.Module"),
        QStringLiteral("Outputs are compared with the masked model first. --masks and --out are needed, --input-shape "
                       "unless the"),
        QStringLiteral("model file has one.")};
}

int SpeedupCommand::execute(const Arguments& arguments, std::stop_token stop) const
{
    const SpeedupFiles files = outputFiles(arguments);
    SpeedupOptions options;
    options.profile = profile(arguments);
    options.seed = arguments.unsignedInteger(QStringLiteral("seed"), 0);
    const std::filesystem::path masksFile = arguments.requiredFile(QStringLiteral("masks"));
    const SpeedupResult result = [&] {
        ConsoleProgress progress;
        const MaskSet masks = readMaskFile(masksFile);
        auto model = std::make_shared<const Model>(openModel(arguments, progress, stop));
        requireInputs(*model, arguments.positionalFile(0), kInputShapeSource);
        requireMasksFit(*model, masks, masksFile);
        SpeedupResult found = speedUp(std::move(model), masks, options, progress, stop);
        writeSpeedupFiles(found, files, stop);
        return found;
    }();
    if (arguments.has(QStringLiteral("json")))
        printAsJson(result);
    else
        printAsText(result, files);
    return kDone;
}

} // namespace espalier::cli

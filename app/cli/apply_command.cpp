// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/apply_command.h"

#include "app/cli/console_progress.h"
#include "app/cli/exit_codes.h"
#include "app/cli/number_text.h"
#include "app/cli/shared_options.h"
#include "app/cli/table_output.h"
#include "core/base/output_transaction.h"
#include "core/pruning/mask_file.h"
#include "core/session/model_preparation.h"

namespace espalier::cli {

QString ApplyCommand::summary() const
{
    return QStringLiteral("Multiply the weights of a model by the masks of a mask file");
}

QList<Positional> ApplyCommand::positionals() const
{
    return {{QStringLiteral("MODEL"), QStringLiteral("TorchScript file")}};
}

QList<Option> ApplyCommand::options() const
{
    return {{QStringLiteral("masks"), QStringLiteral("mask.pth"), QStringLiteral("mask file of prune or of NNI")},
            profileOption(),
            inputShapeOption(),
            {QStringLiteral("out"), QStringLiteral("FILE"),
             QStringLiteral("result: .pt is TorchScript, .pth a state dict")}};
}

QStringList ApplyCommand::notes() const
{
    return {QStringLiteral("The same as NNI's apply_compression_results. Under the default profile the channels of "
                           "batch norms behind"),
            QStringLiteral(
                "masked channels are masked too; an input shape makes that exact. --masks and --out are needed.")};
}

int ApplyCommand::execute(const Arguments& arguments, std::stop_token stop) const
{
    const std::filesystem::path out = arguments.requiredFile(QStringLiteral("out"));
    const bool torchScript = out.extension() == ".pt";
    if (!torchScript && out.extension() != ".pth")
        arguments.fail(QStringLiteral("--out must end in .pt (TorchScript) or .pth (state dict), not \"%1\".")
                           .arg(QString::fromStdString(out.filename().string())));
    const Profile rules = profile(arguments);
    const std::filesystem::path masksFile = arguments.requiredFile(QStringLiteral("masks"));
    ConsoleProgress progress;
    const MaskSet masks = readMaskFile(masksFile);
    Model model = openModel(arguments, progress, stop);
    requireMasksFit(model, masks, masksFile);
    OutputTransaction output;
    const std::filesystem::path staged = output.stage(out);
    const MaskSet effective = effectiveMasks(model, masks, rules);
    model.applyMasks(effective);
    torchScript ? model.saveTorchScript(staged) : model.saveStateDict(staged);
    throwIfStopped(stop);
    output.commit();
    print(QStringLiteral(
              "Wrote %1 (%2): %3 of %4 parameters are zero. Simulated: the file does not get smaller by that.\n")
              .arg(QString::fromStdString(out.string()), bytesText(std::filesystem::file_size(out)),
                   countText(effective.removedCount()), countText(model.parameterCount())));
    return kDone;
}

} // namespace espalier::cli

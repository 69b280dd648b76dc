// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/apply_command.h"

#include <algorithm>

#include "app/cli/console_progress.h"
#include "app/cli/exit_codes.h"
#include "app/cli/json_output.h"
#include "app/cli/number_text.h"
#include "app/cli/shared_options.h"
#include "app/cli/table_output.h"
#include "core/base/output_transaction.h"
#include "core/pruning/mask_file.h"
#include "core/session/model_preparation.h"

namespace espalier::cli {
namespace {

/// What was written and what it holds.
struct Applied
{
    std::filesystem::path file;
    bool torchScript = false;
    std::uintmax_t bytes = 0;
    Model model;   ///< masked
    MaskSet masks; ///< with those of norms
};

Applied apply(const Arguments& arguments, std::stop_token stop)
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
    MaskSet effective = effectiveMasks(model, masks, rules);
    model.applyMasks(effective);
    torchScript ? model.saveTorchScript(staged) : model.saveStateDict(staged);
    throwIfStopped(stop);
    output.commit();
    return {out, torchScript, std::filesystem::file_size(out), std::move(model), std::move(effective)};
}

double share(std::int64_t removed, std::int64_t all)
{
    return all > 0 ? double(removed) / double(all) : 0;
}

/// Layers that lose something: under the default profile some masks keep everything.
std::int64_t maskedLayers(const MaskSet& masks)
{
    return std::count_if(masks.items().begin(), masks.items().end(),
                         [](const MaskSet::Item& item) { return item.second.weight.removedCount() > 0; });
}

Json layerJson(const std::string& name, const LayerMask& mask, const Model& model)
{
    const LayerInfo* layer = model.findLayer(name);
    return Json{{"name", name},
                {"op_type", layer ? Json(layer->opType) : Json(nullptr)},
                {"weights", elementCount(mask.weight.shape)},
                {"weights_removed", mask.weight.removedCount()},
                {"sparsity", mask.weight.sparsity()}};
}

void printAsJson(const Applied& applied)
{
    const std::int64_t removed = applied.masks.removedCount();
    const std::int64_t parameters = applied.model.parameterCount();
    Json json{{"file", applied.file.string()},
              {"format", applied.torchScript ? "torchscript" : "state_dict"},
              {"bytes", applied.bytes},
              {"parameters", parameters},
              {"parameters_removed", removed},
              {"sparsity", share(removed, parameters)},
              {"simulated", true}};
    json["layers"] = Json::array();
    for (const auto& [name, mask] : applied.masks.items())
        json["layers"].push_back(layerJson(name, mask, applied.model));
    json["issues"] = issuesJson(applied.model.issues());
    printJson(json);
}

void printAsText(const Applied& applied)
{
    const std::int64_t removed = applied.masks.removedCount();
    const std::int64_t parameters = applied.model.parameterCount();
    print(QStringLiteral("Wrote %1 (%2): %3 of %4 parameters (%5) are zero, in %6. Simulated: the file does not get "
                         "smaller by that.\n")
              .arg(QString::fromStdString(applied.file.string()), bytesText(applied.bytes), countText(removed),
                   countText(parameters), percentText(share(removed, parameters)),
                   countedText(maskedLayers(applied.masks), QStringLiteral("layer"))));
    printIssues(applied.model.issues());
}

} // namespace

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
             QStringLiteral("result: .pt is TorchScript, .pth a state dict")},
            jsonOption(QStringLiteral("what was written"))};
}

QStringList ApplyCommand::notes() const
{
    return {QStringLiteral("Writes FILE, replacing an earlier one; its folder is made when it is missing. The same as "
                           "NNI's"),
            QStringLiteral("apply_compression_results. Under the default profile the channels of batch norms behind "
                           "masked channels are"),
            QStringLiteral("masked too; an input shape makes that exact. --masks and --out are needed.")};
}

int ApplyCommand::execute(const Arguments& arguments, std::stop_token stop) const
{
    const Applied applied = apply(arguments, std::move(stop));
    arguments.has(QStringLiteral("json")) ? printAsJson(applied) : printAsText(applied);
    return kDone;
}

} // namespace espalier::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/inspect_command.h"

#include "app/cli/console_progress.h"
#include "app/cli/exit_codes.h"
#include "app/cli/json_output.h"
#include "app/cli/number_text.h"
#include "app/cli/shared_options.h"
#include "app/cli/table_output.h"

namespace espalier::cli {
namespace {

Json layerJson(const LayerInfo& layer)
{
    return Json{{"name", layer.name},
                {"op_type", layer.opType},
                {"weight_shape", orNull(layer.weightShape())},
                {"output_shape", orNull(layer.outputShape)},
                {"groups", layer.groups},
                {"parameters", layer.parameterCount},
                {"macs", orNull(layer.macs)},
                {"calls", layer.calls}};
}

Json inputJson(const InputSpec& input)
{
    return Json{{"shape", input.shape}, {"dtype", dtypeName(input.dtype)}};
}

void printAsJson(const Model& model)
{
    Json json{{"parameters", model.parameterCount()}, {"macs", orNull(model.macs())}};
    json["inputs"] = Json::array();
    for (const InputSpec& input : model.inputs())
        json["inputs"].push_back(inputJson(input));
    json["output_shapes"] = model.inputs().empty() ? Json(nullptr) : Json(model.outputShapes());
    json["layers"] = Json::array();
    for (const LayerInfo& layer : model.layers())
        json["layers"].push_back(layerJson(layer));
    json["issues"] = issuesJson(model.issues());
    printJson(json);
}

QString macsText(const std::optional<std::int64_t>& macs)
{
    return macs ? countText(*macs) : QStringLiteral("-");
}

void printAsTable(const Model& model)
{
    using Align = TableOutput::Align;
    TableOutput table({{QStringLiteral("Layer")},
                       {QStringLiteral("Type")},
                       {QStringLiteral("Weight")},
                       {QStringLiteral("Output")},
                       {QStringLiteral("Groups"), Align::Right},
                       {QStringLiteral("Parameters"), Align::Right},
                       {QStringLiteral("MACs"), Align::Right}});
    for (const LayerInfo& layer : model.layers())
        table.addRow({QString::fromStdString(layer.name), QString::fromStdString(layer.opType),
                      shapeText(layer.weightShape()), shapeText(layer.outputShape), QString::number(layer.groups),
                      countText(layer.parameterCount), macsText(layer.macs)});
    table.setTotals({countedText(static_cast<std::int64_t>(model.layers().size()), QStringLiteral("layer")),
                     {},
                     {},
                     {},
                     {},
                     countText(model.parameterCount()),
                     macsText(model.macs())});
    print(table.text());
    if (!model.inputs().empty()) {
        print(QStringLiteral("Input %1; MACs are multiply-accumulates for one sample.\n")
                  .arg(QString::fromStdString(inputSpecsText(model.inputs()))));
        return;
    }
    const auto proposal = model.proposedInputs();
    const QString example = proposal ? QString::fromStdString(inputSpecsText(*proposal)) : QStringLiteral("SHAPE");
    printNote(QStringLiteral("Output shapes and MACs are unknown without an input shape, as in --input-shape \"%1\".")
                  .arg(example));
}

} // namespace

QString InspectCommand::summary() const
{
    return QStringLiteral("List the layers of a model with shapes, parameters and MACs");
}

QList<Positional> InspectCommand::positionals() const
{
    return {{QStringLiteral("MODEL"), QStringLiteral("TorchScript file")}};
}

QList<Option> InspectCommand::options() const
{
    return {inputShapeOption(), jsonOption(QStringLiteral("the layers"))};
}

QStringList InspectCommand::notes() const
{
    return {QStringLiteral("MACs are multiply-accumulates for one sample; FLOPs are twice as many.")};
}

int InspectCommand::execute(const Arguments& arguments, std::stop_token stop) const
{
    const Model model = [&] {
        ConsoleProgress progress;
        return openModel(arguments, progress, stop);
    }();
    if (arguments.has(QStringLiteral("json"))) {
        printAsJson(model);
    } else {
        printAsTable(model);
        printIssues(model.issues());
    }
    return kDone;
}

} // namespace espalier::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/resolve_command.h"

#include <algorithm>

#include "app/cli/console_progress.h"
#include "app/cli/exit_codes.h"
#include "app/cli/json_output.h"
#include "app/cli/number_text.h"
#include "app/cli/shared_options.h"
#include "app/cli/table_output.h"
#include "core/config/config_list_parser.h"
#include "core/config/config_resolver.h"
#include "core/config/nni_v3_import.h"
#include "core/pruning/pruner.h"

namespace espalier::cli {
namespace {

Json layerJson(const ResolvedLayer& layer)
{
    return Json{{"name", layer.name},
                {"op_type", layer.opType},
                {"entry", orNull(layer.entry)},
                {"pruning_entry", orNull(layer.pruningEntry)},
                {"quantization_entry", orNull(layer.quantizationEntry)},
                {"excluded", layer.excluded},
                {"sparsity", orNull(layer.sparsity)},
                {"quant_types", layer.quantTypes},
                {"quant_bits", layer.quantBits.empty() ? Json(nullptr) : Json(layer.quantBits)}};
}

QString quantizationText(const ResolvedLayer& layer)
{
    QStringList parts;
    for (const std::string& type : layer.quantTypes) {
        const auto bits = layer.quantBits.find(type);
        parts.append(QString::fromStdString(type)
                     + (bits == layer.quantBits.end() ? QString() : QStringLiteral(" %1 bits").arg(bits->second)));
    }
    return parts.join(QStringLiteral(", "));
}

/// The ruling entry is one that no pruner takes: its numbers need not be any.
bool isInvalid(const Resolution& resolution, const ResolvedLayer& layer)
{
    return layer.pruningEntry
           && std::any_of(resolution.issues.begin(), resolution.issues.end(), [&](const Issue& issue) {
                  return issue.severity == Severity::Error && issue.entry == layer.pruningEntry;
              });
}

QString sparsityText(const Resolution& resolution, const ResolvedLayer& layer)
{
    if (layer.sparsity)
        return isInvalid(resolution, layer) ? QStringLiteral("invalid") : percentText(*layer.sparsity);
    return layer.excluded ? QStringLiteral("excluded") : QString();
}

void printAsTable(const Resolution& resolution)
{
    using Align = TableOutput::Align;
    TableOutput table({{QStringLiteral("Layer")},
                       {QStringLiteral("Type")},
                       {QStringLiteral("Entry"), Align::Right},
                       {QStringLiteral("Sparsity"), Align::Right},
                       {QStringLiteral("Quantization")}});
    qsizetype pruned = 0;
    qsizetype quantized = 0;
    for (const ResolvedLayer& layer : resolution.layers) {
        table.addRow({QString::fromStdString(layer.name), QString::fromStdString(layer.opType),
                      layer.entry ? QString::number(*layer.entry + 1) : QString(), sparsityText(resolution, layer),
                      quantizationText(layer)});
        pruned += layer.sparsity && !isInvalid(resolution, layer) ? 1 : 0;
        quantized += layer.quantTypes.empty() ? 0 : 1;
    }
    table.setTotals({countedText(static_cast<std::int64_t>(resolution.layers.size()), QStringLiteral("layer")),
                     {},
                     {},
                     QStringLiteral("%1 pruned").arg(pruned),
                     QStringLiteral("%1 quantized").arg(quantized)});
    print(table.text());
    printIssues(resolution.issues);
}

/// What is said of @p first and again of the result is said once.
void addFirst(const std::vector<Issue>& first, std::vector<Issue>& issues)
{
    std::erase_if(issues,
                  [&](const Issue& issue) { return std::find(first.begin(), first.end(), issue) != first.end(); });
    issues.insert(issues.begin(), first.begin(), first.end());
}

} // namespace

QString ResolveCommand::summary() const
{
    return QStringLiteral("Show which entry of a config list rules each layer");
}

QList<Positional> ResolveCommand::positionals() const
{
    return {{QStringLiteral("MODEL"), QStringLiteral("TorchScript file")}};
}

QList<Option> ResolveCommand::options() const
{
    return {configOption(), algorithmOption(), profileOption(), jsonOption(QStringLiteral("layers and findings"))};
}

QStringList ResolveCommand::notes() const
{
    return {
        QStringLiteral(
            "Without --algorithm no type of layer counts as unsupported. Findings do not change the exit code."),
        QStringLiteral("The table goes to stdout and the findings go to stderr; with --json both are in the object. "
                       "The table"),
        QStringLiteral("and the findings count entries from 1, the object's \"entry\" from 0.")};
}

int ResolveCommand::execute(const Arguments& arguments, std::stop_token stop) const
{
    const AlgorithmInfo* info = nullptr;
    if (arguments.has(QStringLiteral("algorithm")))
        info = &findPruner(algorithm(arguments))->info();
    const Profile rules = profile(arguments);
    const ImportedConfigList imported = importNniV3(readConfigList(arguments.requiredFile(QStringLiteral("config"))));
    const Model model = [&] {
        ConsoleProgress progress;
        return openModel(arguments, progress, stop);
    }();
    Resolution resolution = resolveConfigList(imported.entries, model.layers(), model.modules(), info, rules);
    addFirst(imported.issues, resolution.issues);
    if (!arguments.has(QStringLiteral("json"))) {
        printAsTable(resolution);
        return kDone;
    }
    Json json{{"layers", Json::array()}, {"issues", issuesJson(resolution.issues)}};
    for (const ResolvedLayer& layer : resolution.layers)
        json["layers"].push_back(layerJson(layer));
    printJson(json);
    return kDone;
}

} // namespace espalier::cli

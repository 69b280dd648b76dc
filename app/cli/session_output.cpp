// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/session_output.h"

#include <algorithm>
#include <span>

#include <nlohmann/json.hpp>

#include "app/cli/console_progress.h"
#include "app/cli/json_output.h"
#include "app/cli/number_text.h"
#include "app/cli/table_output.h"

namespace espalier::cli {
namespace {

using Align = TableOutput::Align;

QString remaining(std::int64_t before, std::int64_t after)
{
    const double fraction = before > 0 ? double(after) / double(before) : 1;
    return QStringLiteral("%1 -> %2 (%3)").arg(countText(before), countText(after), percentText(fraction));
}

void printShrunk(const SessionResult::Shrunk& shrunk)
{
    print(QStringLiteral("Physical: the masked channels were cut out; outputs agree with the masked network's "
                         "(relative difference %1).\nParameters %2\nMACs       %3\n\n")
              .arg(QString::number(shrunk.maxRelDifference, 'g', 3),
                   remaining(shrunk.parametersBefore, shrunk.parametersAfter),
                   remaining(shrunk.macsBefore, shrunk.macsAfter)));
}

void printLayers(const SessionResult& result, std::int64_t parameters, std::int64_t removed)
{
    TableOutput table({{QStringLiteral("Layer")},
                       {QStringLiteral("Type")},
                       {QStringLiteral("Requested"), Align::Right},
                       {QStringLiteral("Masked"), Align::Right},
                       {QStringLiteral("Weights"), Align::Right},
                       {QStringLiteral("Remark")}});
    const bool physical = result.shrunk && result.masks.empty();
    const MaskSet& masks = physical ? result.shrunk->masks : result.masks;
    for (const LayerSparsity& layer : result.layers) {
        const LayerMask* mask = masks.find(layer.name);
        table.addRow({QString::fromStdString(layer.name), QString::fromStdString(layer.opType),
                      percentText(layer.requested), percentText(layer.achieved),
                      mask ? countText(elementCount(mask->weight.shape)) : QString(),
                      QString::fromStdString(layer.reason.english())});
    }
    const double share = parameters > 0 ? double(removed) / double(parameters) : 0;
    if (!physical)
        table.setTotals({countedText(static_cast<std::int64_t>(result.layers.size()), QStringLiteral("layer")),
                         {},
                         {},
                         percentText(share),
                         countText(parameters),
                         QStringLiteral("%1 of all parameters are zero").arg(countText(removed))});
    print(table.text());
    print(physical
              ? QStringLiteral("\n")
              : QStringLiteral(
                  "Simulated: the masked weights are zero, but neither the files nor the computation get smaller by "
                  "that. Removing them for good is the work of speedup.\n\n"));
}

void printEpochs(std::span<const EpochEvent> history)
{
    TableOutput table({{QStringLiteral("Epoch"), Align::Right},
                       {QStringLiteral("Train loss"), Align::Right},
                       {QStringLiteral("Train accuracy"), Align::Right},
                       {QStringLiteral("Test loss"), Align::Right},
                       {QStringLiteral("Test accuracy"), Align::Right},
                       {QStringLiteral("Time"), Align::Right},
                       {}});
    for (const EpochEvent& epoch : history)
        table.addRow({QString::number(epoch.epoch + 1), lossText(epoch.trainLoss), percentText(epoch.trainAccuracy),
                      lossText(epoch.test.loss), percentText(epoch.test.accuracy), durationText(epoch.seconds),
                      epoch.best ? QStringLiteral("best so far") : QString()});
    print(table.text() + QLatin1Char('\n'));
    if (std::none_of(history.begin(), history.end(), [](const EpochEvent& epoch) { return epoch.best; }))
        print(QString::fromStdString(unchangedByTraining().english()) + QStringLiteral("\n\n"));
}

/// One table for each step that trained.
void printHistory(const std::vector<EpochEvent>& history)
{
    std::vector<std::span<const EpochEvent>> trainings;
    for (auto first = history.begin(); first != history.end();) {
        const auto last =
            std::find_if(first, history.end(), [&](const EpochEvent& epoch) { return epoch.step != first->step; });
        trainings.emplace_back(first, last);
        first = last;
    }
    for (std::size_t i = 0; i < trainings.size(); ++i) {
        if (trainings.size() > 1)
            print(trainingTitle(i, trainings.size()) + QLatin1Char('\n'));
        printEpochs(trainings[i]);
    }
}

void printAccuracies(const SessionResult& result)
{
    TableOutput table({{QStringLiteral("Accuracy")},
                       {QStringLiteral("Top-1"), Align::Right},
                       {QStringLiteral("Top-5"), Align::Right},
                       {QStringLiteral("Loss"), Align::Right},
                       {QStringLiteral("Samples"), Align::Right}});
    const auto add = [&](const QString& name, const std::optional<Evaluation>& evaluation) {
        if (evaluation)
            table.addRow({name, percentText(evaluation->accuracy), percentText(evaluation->top5Accuracy),
                          lossText(evaluation->loss), countText(static_cast<std::int64_t>(evaluation->samples))});
    };
    add(QStringLiteral("Before"), result.dense);
    add(result.shrunk ? QStringLiteral("Pruned, not trained") : QStringLiteral("Masked (simulated)"), result.pruned);
    add(QStringLiteral("Fine-tuned"), result.finetuned);
    print(table.text() + QLatin1Char('\n'));
}

void printFiles(const std::vector<ExportedFile>& files)
{
    TableOutput table({{QStringLiteral("Written")}, {QStringLiteral("Size"), Align::Right}});
    for (const ExportedFile& file : files)
        table.addRow({QString::fromStdString(file.path.string()), bytesText(file.bytes)});
    print(table.text());
}

} // namespace

SessionResult resultOf(const SessionRunOptions& options, const std::function<SessionResult()>& run)
{
    try {
        return run();
    } catch (...) {
        printIssues(options.issues);
        throw;
    }
}

void printSessionResult(const SessionResult& result, bool json)
{
    if (json) {
        print(QString::fromStdString(result.report));
        return;
    }
    const Json report = Json::parse(result.report);
    if (!result.layers.empty())
        printLayers(result, report.at("parameters").get<std::int64_t>(),
                    report.at("parameters_removed").get<std::int64_t>());
    if (result.shrunk)
        printShrunk(*result.shrunk);
    if (!result.history.empty())
        printHistory(result.history);
    if (result.dense)
        printAccuracies(result);
    printFiles(result.files);
    printIssues(result.issues);
}

} // namespace espalier::cli

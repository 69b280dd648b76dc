// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/evaluate_command.h"

#include "app/cli/console_progress.h"
#include "app/cli/exit_codes.h"
#include "app/cli/json_output.h"
#include "app/cli/number_text.h"
#include "app/cli/shared_options.h"
#include "app/cli/table_output.h"
#include "core/data/dataset.h"
#include "core/model/compute_environment.h"
#include "core/training/evaluator.h"

namespace espalier::cli {
namespace {

struct Measured
{
    Evaluation evaluation;
    std::vector<Issue> issues;
};

Measured measure(const Arguments& arguments, const std::string& data, std::stop_token stop)
{
    ConsoleProgress progress;
    const DatasetSpec spec = parseDatasetSpec(data);
    const Model model = openModel(arguments, progress, stop);
    const std::shared_ptr<const Dataset> dataset = openDataset(spec, Split::Test);
    EvaluationOptions options;
    options.mean = spec.mean;
    options.std = spec.std;
    Measured measured;
    measured.issues = model.issues();
    for (const auto& issues : {dataset->issues(), checkModelAgainstData(model, *dataset)})
        measured.issues.insert(measured.issues.end(), issues.begin(), issues.end());
    measured.evaluation = evaluate(model, {}, dataset, options, progress, stop);
    return measured;
}

} // namespace

QString EvaluateCommand::summary() const
{
    return QStringLiteral("Measure accuracy and loss of a model on a data set");
}

QList<Positional> EvaluateCommand::positionals() const
{
    return {{QStringLiteral("MODEL"), QStringLiteral("TorchScript file")}};
}

QList<Option> EvaluateCommand::options() const
{
    return {dataOption(QStringLiteral("labelled images")), jsonOption(QStringLiteral("the figures"))};
}

QStringList EvaluateCommand::notes() const
{
    return {QStringLiteral("Takes the test split unless DATASET says otherwise. --data is needed.")};
}

int EvaluateCommand::execute(const Arguments& arguments, std::stop_token stop) const
{
    const std::string data = dataset(arguments, true);
    const Measured measured = measure(arguments, data, std::move(stop));
    const Evaluation& evaluation = measured.evaluation;
    if (arguments.has(QStringLiteral("json"))) {
        printJson(Json{{"accuracy", evaluation.accuracy},
                       {"top5_accuracy", evaluation.top5Accuracy},
                       {"loss", evaluation.loss},
                       {"samples", evaluation.samples},
                       {"data", data},
                       {"threads", computeThreads()},
                       {"seed", arguments.unsignedInteger(QStringLiteral("seed"), 0)},
                       {"issues", issuesJson(measured.issues)}});
        return kDone;
    }
    TableOutput table({{QStringLiteral("Measure")}, {QStringLiteral("Value"), TableOutput::Align::Right}});
    table.addRow({QStringLiteral("Top-1 accuracy"), percentText(evaluation.accuracy)});
    table.addRow({QStringLiteral("Top-5 accuracy"), percentText(evaluation.top5Accuracy)});
    table.addRow({QStringLiteral("Loss"), lossText(evaluation.loss)});
    table.addRow({QStringLiteral("Samples"), countText(static_cast<std::int64_t>(evaluation.samples))});
    print(table.text());
    printIssues(measured.issues);
    return kDone;
}

} // namespace espalier::cli

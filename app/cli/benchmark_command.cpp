// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/benchmark_command.h"

#include <memory>

#include "app/cli/console_progress.h"
#include "app/cli/exit_codes.h"
#include "app/cli/json_output.h"
#include "app/cli/shared_options.h"
#include "app/cli/table_output.h"
#include "core/session/model_preparation.h"
#include "core/speedup/latency_benchmark.h"

namespace espalier::cli {
namespace {

QString milliseconds(double value)
{
    return QString::number(value, 'f', value < 10 ? 2 : 1) + QStringLiteral(" ms");
}

void printAsJson(const std::vector<Latency>& found)
{
    Json json{{"median_ms", found[0].medianMs}, {"batch", found[0].batch}, {"threads", found[0].threads}};
    json["runs"] = found[0].runs;
    if (found.size() > 1)
        json["against"] = {{"median_ms", found[1].medianMs}, {"ratio", found[1].medianMs / found[0].medianMs}};
    else
        json["against"] = nullptr;
    printJson(json);
}

void printAsText(const std::vector<Latency>& found)
{
    print(QStringLiteral("%1 for a batch of %2 on %3 thread(s), median of %4 runs.\n")
              .arg(milliseconds(found[0].medianMs))
              .arg(found[0].batch)
              .arg(found[0].threads)
              .arg(found[0].runs));
    if (found.size() > 1)
        print(
            QStringLiteral("The other model takes %1: MODEL is %2 times as fast.\n")
                .arg(milliseconds(found[1].medianMs), QString::number(found[1].medianMs / found[0].medianMs, 'f', 2)));
}

} // namespace

QString BenchmarkCommand::summary() const
{
    return QStringLiteral("Measure how long a model takes, alone or against another");
}

QList<Positional> BenchmarkCommand::positionals() const
{
    return {{QStringLiteral("MODEL"), QStringLiteral("TorchScript file")}};
}

QList<Option> BenchmarkCommand::options() const
{
    return {{QStringLiteral("against"), QStringLiteral("MODEL2"), QStringLiteral("another TorchScript file")},
            inputShapeOption(),
            jsonOption(QStringLiteral("the times"))};
}

QStringList BenchmarkCommand::notes() const
{
    return {QStringLiteral("The median of at least 30 runs after a warm-up. \"ratio\" is the time of MODEL2 divided by "
                           "that of MODEL;"),
            QStringLiteral("both are run in turns. --input-shape is needed unless the model files have one.")};
}

int BenchmarkCommand::execute(const Arguments& arguments, std::stop_token stop) const
{
    const std::vector<Latency> found = [&] {
        ConsoleProgress progress;
        const Model model = openModel(arguments, progress, stop);
        std::vector<const Model*> models{&model};
        std::unique_ptr<const Model> other;
        if (arguments.has(QStringLiteral("against"))) {
            other = std::make_unique<const Model>(
                loadModel(arguments.path(QStringLiteral("against")), {}, model.inputs(), progress, stop));
            models.push_back(other.get());
        }
        return measureLatency(models, progress, stop);
    }();
    arguments.has(QStringLiteral("json")) ? printAsJson(found) : printAsText(found);
    return kDone;
}

} // namespace espalier::cli

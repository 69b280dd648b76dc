// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/benchmark_command.h"

#include <memory>

#include "app/cli/console_progress.h"
#include "app/cli/exit_codes.h"
#include "app/cli/json_output.h"
#include "app/cli/number_text.h"
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

void printAsJson(const std::vector<Latency>& found, const std::vector<Issue>& issues)
{
    Json json{{"median_ms", found[0].medianMs}, {"batch", found[0].batch}, {"threads", found[0].threads}};
    json["runs"] = found[0].runs;
    if (found.size() > 1)
        json["against"] = {{"median_ms", found[1].medianMs}, {"ratio", found[1].medianMs / found[0].medianMs}};
    else
        json["against"] = nullptr;
    json["issues"] = issuesJson(issues);
    printJson(json);
}

/// @p names are the files, in the order of @p found.
void printAsText(const std::vector<Latency>& found, const QStringList& names)
{
    for (std::size_t i = 0; i < found.size(); ++i)
        print(QStringLiteral("%1: %2 for a batch of %3 on %4, median of %5\n")
                  .arg(names[static_cast<qsizetype>(i)], milliseconds(found[i].medianMs))
                  .arg(found[i].batch)
                  .arg(countedText(found[i].threads, QStringLiteral("thread")),
                       countedText(found[i].runs, QStringLiteral("run"))));
    if (found.size() < 2)
        return;
    const bool first = found[0].medianMs <= found[1].medianMs;
    const double ratio = first ? found[1].medianMs / found[0].medianMs : found[0].medianMs / found[1].medianMs;
    print(QStringLiteral("%1 is %2 times as fast as %3.\n")
              .arg(names[first ? 0 : 1], QString::number(ratio, 'f', 2), names[first ? 1 : 0]));
}

/// File names, or whole paths where those are the same.
QStringList namesOf(const Arguments& arguments)
{
    std::vector<std::filesystem::path> files{arguments.positionalFile(0)};
    if (arguments.has(QStringLiteral("against")))
        files.push_back(arguments.file(QStringLiteral("against")));
    const bool same = files.size() > 1 && files[0].filename() == files[1].filename();
    QStringList names;
    for (const std::filesystem::path& file : files)
        names.append(QString::fromStdString(same ? file.string() : file.filename().string()));
    return names;
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
    std::vector<Issue> issues;
    const std::vector<Latency> found = [&] {
        ConsoleProgress progress;
        const Model model = openModel(arguments, progress, stop);
        const std::filesystem::path file = arguments.positionalFile(0);
        requireInputs(model, file, kInputShapeSource);
        std::vector<const Model*> models{&model};
        issues = model.issues();
        std::unique_ptr<const Model> other;
        if (arguments.has(QStringLiteral("against"))) {
            const std::string source =
                arguments.has(QStringLiteral("input-shape")) ? kInputShapeSource : "stored in " + file.string();
            other = std::make_unique<const Model>(
                loadModel(arguments.file(QStringLiteral("against")), {}, model.inputs(), progress, stop, source));
            models.push_back(other.get());
            issues.insert(issues.end(), other->issues().begin(), other->issues().end());
        }
        return measureLatency(models, progress, stop);
    }();
    arguments.has(QStringLiteral("json")) ? printAsJson(found, issues) : printAsText(found, namesOf(arguments));
    return kDone;
}

} // namespace espalier::cli

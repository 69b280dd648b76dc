// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/export_command.h"

#include "app/cli/console_progress.h"
#include "app/cli/exit_codes.h"
#include "app/cli/json_output.h"
#include "app/cli/number_text.h"
#include "app/cli/shared_options.h"
#include "app/cli/table_output.h"
#include "core/base/output_transaction.h"
#include "core/exporters/exporter.h"
#include "core/exporters/input_scaling.h"

namespace espalier::cli {
namespace {

QStringList formats()
{
    QStringList names;
    for (const auto& exporter : exporters())
        names.append(QString::fromStdString(exporter->format()));
    return names;
}

std::shared_ptr<const Exporter> requireExporter(const Arguments& arguments)
{
    const QString format = arguments.requiredText(QStringLiteral("format"));
    auto exporter = findExporter(format.toStdString());
    if (!exporter)
        arguments.failUnknown(QStringLiteral("format"), format, formats());
    return exporter;
}

// Exporters stage their files themselves, so the file to verify becomes visible only under a staged name first.
std::optional<Verification> writeAndVerify(const Exporter& exporter, const Model& model,
                                           const std::filesystem::path& out, bool verify)
{
    OutputTransaction output;
    const std::filesystem::path staged = output.stage(out);
    OutputTransaction inner;
    exporter.write(model, staged, inner);
    inner.commit();
    std::optional<Verification> verification;
    if (verify) {
        verification = exporter.verify(model, staged);
        if (!verification->agrees)
            throw Error(
                ErrorCode::Internal,
                Message{
                    ESPALIER_TR("core", "%1 was not written: read back, it differs from the model by %2 (%3)."),
                    {out.string(), std::to_string(verification->maxRelDifference), verification->detail.english()}});
    }
    output.commit();
    return verification;
}

Json resultJson(const Exporter& exporter, const std::filesystem::path& out,
                const std::optional<Verification>& verification)
{
    Json json{{"format", exporter.format()}, {"file", out.string()}, {"bytes", std::filesystem::file_size(out)}};
    json["verification"] = nullptr;
    if (verification)
        json["verification"] = Json{{"agrees", verification->agrees},
                                    {"max_abs_difference", verification->maxAbsDifference},
                                    {"max_rel_difference", verification->maxRelDifference},
                                    {"detail", verification->detail.english()}};
    return json;
}

} // namespace

QString ExportCommand::summary() const
{
    return QStringLiteral("Write a model in another format");
}

QList<Positional> ExportCommand::positionals() const
{
    return {{QStringLiteral("MODEL"), QStringLiteral("TorchScript file")}};
}

QList<Option> ExportCommand::options() const
{
    return {{QStringLiteral("format"), formats().join(QLatin1Char('|')), QStringLiteral("what to write")},
            inputShapeOption(),
            {QStringLiteral("out"), QStringLiteral("FILE"), QStringLiteral("the file to write")},
            {QStringLiteral("verify"),
             {},
             QStringLiteral("read the file back and compare; nothing is written when they differ")},
            jsonOption(QStringLiteral("what was written"))};
}

QStringList ExportCommand::notes() const
{
    return {QStringLiteral("Writes FILE, replacing an earlier one; its folder is made when it is missing. A name that "
                           "ends in .pt is for"),
            QStringLiteral("torchscript, one in .pth for state_dict. --format and --out are needed.")};
}

int ExportCommand::execute(const Arguments& arguments, std::stop_token stop) const
{
    const auto exporter = requireExporter(arguments);
    const std::filesystem::path out = arguments.requiredFile(QStringLiteral("out"));
    arguments.convert(QStringLiteral("out"), [&] { requireSuffixFits(*exporter, out); });
    std::optional<Verification> verification;
    std::string scaling;
    std::vector<Issue> issues;
    {
        ConsoleProgress progress;
        const Model model = openModel(arguments, progress, stop);
        throwIfStopped(stop);
        // Without one, nobody knows here what the network was measured on.
        if (model.normalization() != Model::Normalization{})
            scaling.append("\n").append(inputScalingSnippet(model.normalization(), model.inputs()));
        issues = model.issues();
        verification = writeAndVerify(*exporter, model, out, arguments.has(QStringLiteral("verify")));
    }
    if (arguments.has(QStringLiteral("json"))) {
        Json json = resultJson(*exporter, out, verification);
        json["issues"] = issuesJson(issues);
        printJson(json);
        return kDone;
    }
    print(QStringLiteral("Wrote %1 (%2).\n")
              .arg(QString::fromStdString(out.string()), bytesText(std::filesystem::file_size(out))));
    if (verification)
        print(QStringLiteral("Verified: %1.\n").arg(QString::fromStdString(verification->detail.english())));
    print(QStringLiteral("\n%1\n").arg(QString::fromStdString(exporter->pythonSnippet(out) + scaling).trimmed()));
    return kDone;
}

} // namespace espalier::cli

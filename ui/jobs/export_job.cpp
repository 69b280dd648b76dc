// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/export_job.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>

#include "core/base/error.h"
#include "core/base/output_transaction.h"
#include "core/base/progress_sink.h"
#include "core/config/config_list_parser.h"
#include "core/config/config_list_writer.h"
#include "core/exporters/input_scaling.h"
#include "core/exporters/python_literal.h"
#include "core/pruning/mask_file.h"
#include "core/session/model_preparation.h"
#include "core/speedup/recipe.h"
#include "core/speedup/speedup_files.h"

namespace espalier::ui {

namespace {

namespace fs = std::filesystem;

/// @p error with the hidden files that stand in for @p destination called by the name they were to get.
Error withFinalName(const Error& error, const fs::path& staged, const fs::path& destination)
{
    constexpr std::string_view kSuffix = ".part";
    const std::string hidden = staged.filename().string();
    Message message = error.message();
    for (std::string& argument : message.arguments) {
        for (auto at = argument.find(hidden); at != std::string::npos; at = argument.find(hidden)) {
            const auto begin = argument.rfind('/', at) + 1; // npos + 1 is the beginning
            auto end = at + hidden.size();
            // An exporter's own temporary: the hidden name with a further suffix.
            if (end < argument.size() && argument[end] == '.') {
                const auto more = argument.find(kSuffix, end);
                end = more == std::string::npos ? end : more + kSuffix.size();
            }
            argument.replace(begin, end - begin, destination.filename().string());
        }
    }
    return Error(error.code(), std::move(message));
}

bool isStateDict(const ExportFile& file)
{
    return file.kind == ExportFile::Kind::Model && file.exporter->suffix() == ".pth";
}

std::string contentOf(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

Verification exactly(bool same, Message detail)
{
    Verification verification;
    verification.agrees = same;
    verification.detail = std::move(detail);
    return verification;
}

class ExportRun
{
public:
    ExportRun(const ExportRequest& request, ProgressSink& sink, std::stop_token stop)
        : m_request(request)
        , m_sink(sink)
        , m_stop(std::move(stop))
    {
    }

    ExportOutcome run()
    {
        ExportOutcome outcome{m_request.folder, {}, false};
        OutputTransaction output;
        // All at once, so that a folder that cannot be written is found out before the work.
        std::vector<fs::path> staged;
        for (const ExportFile& file : m_request.files)
            staged.push_back(output.stage(m_request.folder / file.name));
        applyMasks();
        for (std::size_t i = 0; i < staged.size(); ++i)
            outcome.files.push_back(produce(m_request.files[i], staged[i]));
        step({ESPALIER_TR("core", "Writing %1"), {m_request.folder.string()}});
        outcome.written = std::all_of(outcome.files.begin(), outcome.files.end(), [](const WrittenFile& file) {
            return !file.verification || file.verification->agrees;
        });
        if (outcome.written)
            output.commit();
        return outcome;
    }

private:
    void step(const Message& what)
    {
        throwIfStopped(m_stop);
        const std::size_t steps = 2 + m_request.files.size() * (m_request.verify ? 2 : 1);
        m_sink.progress(static_cast<double>(m_steps++) / static_cast<double>(steps), what);
    }

    void applyMasks()
    {
        step({ESPALIER_TR("core", "Applying the masks"), {}});
        const bool needed = std::any_of(m_request.files.begin(), m_request.files.end(),
                                        [](const ExportFile& file) { return file.kind == ExportFile::Kind::Model; });
        if (!needed)
            return;
        m_masked = std::make_shared<Model>(m_request.model->clone());
        m_masked->applyMasks(effectiveMasks(*m_masked, *m_request.masks, m_request.profile));
    }

    WrittenFile produce(const ExportFile& file, const fs::path& staged)
    {
        const fs::path destination = m_request.folder / file.name;
        WrittenFile written{destination, 0, std::nullopt, snippet(file, destination)};
        try {
            step({ESPALIER_TR("core", "Writing %1"), {file.name}});
            write(file, staged);
            written.bytes = fs::file_size(staged);
            if (m_request.verify) {
                step({ESPALIER_TR("core", "Reading %1 back"), {file.name}});
                written.verification = verify(file, staged);
            }
        } catch (const CancelledError&) {
            throw;
        } catch (const Error& error) {
            throw withFinalName(error, staged, destination);
        }
        return written;
    }

    void write(const ExportFile& file, const fs::path& staged) const
    {
        // Exporters stage their files themselves; what they stage becomes visible under the hidden name only.
        OutputTransaction inner;
        switch (file.kind) {
        case ExportFile::Kind::Model:
            file.exporter->write(*m_masked, staged, inner);
            break;
        case ExportFile::Kind::Masks:
            writeMaskFile(inner.stage(staged), *m_request.masks);
            break;
        case ExportFile::Kind::ConfigList:
            inner.write(staged, writeConfigList(enabledEntries(m_request.configList), ConfigSyntax::Json));
            break;
        case ExportFile::Kind::Recipe:
        case ExportFile::Kind::Program:
            inner.write(staged, text(file));
            break;
        }
        inner.commit();
    }

    Verification verify(const ExportFile& file, const fs::path& staged) const
    {
        switch (file.kind) {
        case ExportFile::Kind::Model:
            break;
        case ExportFile::Kind::Masks:
            return exactly(readMaskFile(staged) == *m_request.masks,
                           {ESPALIER_TR("core", "every mask, element by element"), {}});
        case ExportFile::Kind::ConfigList:
            return exactly(readConfigList(staged) == enabledEntries(m_request.configList),
                           {ESPALIER_TR("core", "every entry of the config list"), {}});
        case ExportFile::Kind::Recipe:
        case ExportFile::Kind::Program:
            return exactly(contentOf(staged) == text(file), {ESPALIER_TR("core", "every character"), {}});
        }
        return file.exporter->verify(*m_masked, staged);
    }

    std::string text(const ExportFile& file) const
    {
        if (file.kind == ExportFile::Kind::Program)
            return writeRecipeProgram(SpeedupFiles::beside(file.stateDict).recipe, file.stateDict, m_masked->inputs());
        SpeedupResult whole;
        whole.model = m_masked;
        whole.recipe = *m_request.recipe;
        return writeRecipe(whole);
    }

    std::string snippet(const ExportFile& file, const fs::path& destination) const
    {
        const std::string literal = pythonLiteral(destination.string());
        switch (file.kind) {
        case ExportFile::Kind::Model:
        case ExportFile::Kind::Recipe:
        case ExportFile::Kind::Program:
            break;
        case ExportFile::Kind::Masks:
            return "import torch\n"
                   "\n"
                   "masks = torch.load("
                   + literal + ", weights_only=True)\n";
        case ExportFile::Kind::ConfigList:
            return "import json\n"
                   "\n"
                   "with open("
                   + literal
                   + ", encoding=\"utf-8\") as file:\n"
                     "    config_list = json.load(file)\n";
        }
        return modelSnippet(file, destination);
    }

    std::string modelSnippet(const ExportFile& file, const fs::path& destination) const
    {
        const bool rebuilt = file.kind != ExportFile::Kind::Model || (isStateDict(file) && m_request.recipe);
        const fs::path stateDict = file.stateDict.empty() ? destination : m_request.folder / file.stateDict;
        std::string text = rebuilt ? rebuildSnippet(SpeedupFiles::beside(stateDict).program)
                                   : file.exporter->pythonSnippet(destination);
        if (m_request.scaling)
            text.append("\n").append(inputScalingSnippet(*m_request.scaling, m_masked->inputs()));
        return text;
    }

    const ExportRequest& m_request;
    ProgressSink& m_sink;
    std::stop_token m_stop;
    std::shared_ptr<Model> m_masked;
    std::size_t m_steps = 0;
};

} // namespace

std::vector<ExportFile> withRebuildFiles(const std::vector<ExportFile>& files)
{
    std::vector<ExportFile> all;
    for (const ExportFile& file : files) {
        all.push_back(file);
        if (!isStateDict(file) || file.name.empty())
            continue;
        const SpeedupFiles names = SpeedupFiles::beside(file.name);
        all.push_back({ExportFile::Kind::Recipe, nullptr, names.recipe.string(), file.name});
        all.push_back({ExportFile::Kind::Program, nullptr, names.program.string(), file.name});
    }
    return all;
}

ExportOutcome runExport(const ExportRequest& request, ProgressSink& sink, const std::stop_token& stop)
{
    return ExportRun(request, sink, stop).run();
}

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/internal/session_outputs.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/base/error.h"
#include "core/exporters/exporter.h"
#include "core/session/internal/run_files.h"

namespace espalier::internal {

SessionOutputs::SessionOutputs(std::filesystem::path folder, const std::vector<std::string>& names)
    : m_folder(std::move(folder))
    , m_names(names)
{
    for (const std::string& name : names)
        m_staged[name] = m_transaction.stage(m_folder / name);
}

void SessionOutputs::writeText(const std::string& name, const std::string& text)
{
    std::ofstream stream(path(name), std::ios::binary | std::ios::trunc);
    stream.write(text.data(), static_cast<std::streamsize>(text.size()));
    stream.close();
    if (!stream)
        throw Error(ErrorCode::Io, Message{ESPALIER_TR("core", "Cannot write %1: %2."),
                                           {(m_folder / name).string(), std::strerror(errno ? errno : EIO)}});
}

void SessionOutputs::writeExport(const SessionStep& step, const Model& masked)
{
    findExporter(step.format)->write(masked, m_folder / step.file, m_transaction);
    if (std::find(m_names.begin(), m_names.end(), step.file) == m_names.end())
        m_names.push_back(step.file);
}

/// A mask of an earlier run would be taken for that of the new network. The new outputs are complete either way, so that
/// a file that cannot be removed is no failure.
void SessionOutputs::removeStaleFiles() const
{
    for (const char* name : kOwnFiles) {
        const std::filesystem::path file = m_folder / name;
        std::error_code ignored;
        // A run that was killed can still be resumed.
        if (name == std::string_view(RunFolder::kRunFileName) && RunFolder(m_folder).hasCheckpoint())
            continue;
        const bool written = std::find(m_names.begin(), m_names.end(), name) != m_names.end();
        if (!written && std::filesystem::is_regular_file(std::filesystem::symlink_status(file, ignored)))
            std::filesystem::remove(file, ignored);
    }
}

std::vector<ExportedFile> SessionOutputs::commit()
{
    m_transaction.commit();
    removeStaleFiles();
    std::vector<ExportedFile> files;
    for (const std::string& name : m_names) {
        std::error_code ignored;
        files.push_back({m_folder / name, std::filesystem::file_size(m_folder / name, ignored)});
    }
    return files;
}

} // namespace espalier::internal

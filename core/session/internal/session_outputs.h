// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/base/output_transaction.h"
#include "core/session/session_runner.h"

namespace espalier::internal {

/// The files of one run. The fixed ones are staged at once, so that a folder that cannot be written is found out before
/// the work and not after it; nothing is visible before commit().
class SessionOutputs
{
public:
    /// @param names of the files that will be written with path().
    SessionOutputs(std::filesystem::path folder, const std::vector<std::string>& names);

    /// Where to write the staged file @p name.
    const std::filesystem::path& path(const std::string& name) const { return m_staged.at(name); }
    void writeText(const std::string& name, const std::string& text);
    void writeExport(const SessionStep& step, const Model& masked);
    /// Makes everything visible, then removes what an earlier run left under a name of kOwnFiles (run_files.h) that this one did not
    /// write, and says what there is.
    std::vector<ExportedFile> commit();

private:
    void removeStaleFiles() const;

    std::filesystem::path m_folder;
    OutputTransaction m_transaction;
    std::map<std::string, std::filesystem::path> m_staged;
    std::vector<std::string> m_names;
};

} // namespace espalier::internal

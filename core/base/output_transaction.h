// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

namespace espalier {

/// Writes one or several files so that either all of them appear or nothing changes. Each file is written
/// to a hidden temporary beside its destination; commit() renames them one by one after everything has
/// succeeded. Without commit() the destructor removes the temporaries and every folder that it created.
/// Not thread-safe.
class OutputTransaction
{
public:
    OutputTransaction() = default;
    ~OutputTransaction();
    OutputTransaction(const OutputTransaction&) = delete;
    OutputTransaction& operator=(const OutputTransaction&) = delete;

    /// Where to write the file that will become @p destination; missing parent folders are created.
    /// @throws Error(Io) when the folder cannot be written or the destination is a folder.
    std::filesystem::path stage(const std::filesystem::path& destination);

    /// Stages @p destination and fills it with @p content. @throws Error(Io), e.g. on a full disk.
    void write(const std::filesystem::path& destination, std::string_view content);

    /// Flushes every staged file to disk, then renames. @throws Error(Io); files renamed before remain.
    void commit();

private:
    struct Staged
    {
        std::filesystem::path temporary;
        std::filesystem::path destination;
    };

    void createFolder(const std::filesystem::path& folder);
    void discard() noexcept;

    std::vector<Staged> m_staged;
    std::vector<std::filesystem::path> m_createdFolders;
};

} // namespace espalier

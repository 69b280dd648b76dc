// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace espalier {

/// Random access to the bytes of one file, every access checked against the file's size. Bytes in memory can
/// stand in for a file. Not thread-safe, not copyable.
class InputFile
{
public:
    /// @throws Error(NotFound) for a missing file, Error(Io) for a folder, a device, a file without permission,
    /// Error(Corrupt) for an empty file.
    explicit InputFile(const std::filesystem::path& path);
    /// @param name stands in error sentences.
    InputFile(std::string bytes, std::string name);
    ~InputFile();
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;

    const std::string& name() const noexcept { return m_name; }
    std::uint64_t size() const noexcept { return m_size; }

    /// Fills @p target with @p size bytes from @p offset. @throws Error(Corrupt) when the file ends before,
    /// Error(Io) when reading fails.
    void read(std::uint64_t offset, char* target, std::uint64_t size) const;
    /// The same as a string.
    std::string read(std::uint64_t offset, std::uint64_t size) const;
    /// At most @p size bytes from @p offset; fewer at the end of the file.
    std::string readUpTo(std::uint64_t offset, std::uint64_t size) const;

private:
    std::string m_name;
    std::string m_bytes;
    std::uint64_t m_size = 0;
    int m_descriptor = -1;
};

} // namespace espalier

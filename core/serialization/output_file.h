// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace espalier {

/// A file that LibTorch's archive writer writes through. That writer must never be told of a failure: its destructor
/// would then end the program. So write() always succeeds, what follows a failure is dropped, and finish() tells.
class OutputFile
{
public:
    /// Creates or empties @p path. @throws Error(Io)
    explicit OutputFile(const std::filesystem::path& path);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    /// @return @p size, whatever happens.
    std::size_t write(const void* bytes, std::size_t size) noexcept;

    /// Closes the file. @throws Error(Io) naming file and cause when anything was not written, e.g. on a full disk.
    void finish();

private:
    void throwOnError() const;

    std::string m_name;
    int m_descriptor = -1;
    int m_error = 0;
};

} // namespace espalier

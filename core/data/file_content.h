// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace espalier {

/// Reads a file that may be compressed with gzip: its content decides, not its suffix. Sequential.
class ByteStream
{
public:
    /// @throws Error(NotFound, Io)
    explicit ByteStream(const std::filesystem::path& path);
    ~ByteStream();
    ByteStream(const ByteStream&) = delete;
    ByteStream& operator=(const ByteStream&) = delete;

    /// Up to @p count bytes, fewer only at the end of the file. Memory grows with what is really there, so that a
    /// lying header costs nothing. @throws Error(Corrupt) for damaged gzip data, Error(Io).
    std::vector<std::uint8_t> read(std::uint64_t count);
    /// True when nothing is left. @throws as read().
    bool atEnd();
    const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
    void* m_file = nullptr;
};

/// The bytes of a plain file. @throws Error(NotFound, Io)
std::vector<std::uint8_t> readFileBytes(const std::filesystem::path& path);

} // namespace espalier

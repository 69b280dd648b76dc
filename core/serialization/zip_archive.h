// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/serialization/input_file.h"

namespace espalier {

/// One file inside a zip archive, as the archive's directory describes it.
struct ZipEntry
{
    std::string name; ///< with its folder: "archive/data.pkl"
    std::uint64_t compressedSize = 0;
    std::uint64_t size = 0;
    std::uint64_t headerOffset = 0;
    std::uint32_t checksum = 0; ///< CRC-32; 0: not computed (PyTorch's set_crc32_options(False))
    std::uint16_t method = 0;   ///< 0 stored, 8 deflated
    std::uint16_t flags = 0;
};

/// Reads zip archives, with 64-bit sizes, from files that may be damaged or hostile: every offset is checked, no
/// size is believed that the file cannot hold, checksums are verified. LibTorch's own reader does none of the three.
/// Refers to the InputFile it was made from.
class ZipArchive
{
public:
    /// Does @p file begin as a zip archive does?
    static bool looksLikeZip(const InputFile& file);

    /// @throws Error(Corrupt) for a truncated or damaged directory.
    explicit ZipArchive(const InputFile& file);

    const std::vector<ZipEntry>& entries() const noexcept { return m_entries; }
    /// nullptr when there is no entry of that full name.
    const ZipEntry* find(const std::string& name) const;
    /// First component of the first entry's name: PyTorch puts everything into one folder.
    const std::string& folder() const noexcept { return m_folder; }
    /// find(folder() + "/" + name)
    const ZipEntry* findInFolder(const std::string& name) const;

    /// Fills @p target with the entry.size bytes of @p entry. @throws Error(Corrupt, Unsupported, Io)
    void read(const ZipEntry& entry, char* target) const;
    std::string read(const ZipEntry& entry) const;

private:
    void readDirectory(std::uint64_t offset, std::uint64_t size, std::uint64_t count);
    std::uint64_t dataOffset(const ZipEntry& entry) const;
    void inflate(const ZipEntry& entry, char* target) const;
    [[noreturn]] void throwDamaged(const std::string& entry) const;

    const InputFile& m_file;
    std::vector<ZipEntry> m_entries;
    std::unordered_map<std::string, std::size_t> m_index;
    std::string m_folder;
};

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serialization/zip_archive.h"

#include <zlib.h>

#include <algorithm>
#include <optional>

#include "core/base/error.h"
#include "core/serialization/little_endian.h"

namespace espalier {
namespace {

constexpr std::uint32_t kLocalHeader = 0x04034b50;
constexpr std::uint32_t kDirectoryHeader = 0x02014b50;
constexpr std::uint32_t kEndOfDirectory = 0x06054b50;
constexpr std::uint32_t kEndOfDirectory64 = 0x06064b50;
constexpr std::uint32_t kLocator64 = 0x07064b50;
constexpr std::uint64_t kLocalHeaderSize = 30;
constexpr std::uint64_t kDirectoryHeaderSize = 46;
constexpr std::uint64_t kEndSize = 22;
constexpr std::uint64_t kEnd64Size = 56;
constexpr std::uint64_t kLocatorSize = 20;
constexpr std::uint64_t kLongestComment = 0xffff;
constexpr std::uint32_t kInExtraField = 0xffffffff;
// Deflate never does better than 1032:1.
constexpr std::uint64_t kBestCompression = 1032;

struct DirectoryPlace
{
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::uint64_t count = 0;
};

std::optional<std::uint64_t> findEnd(const InputFile& file)
{
    const std::uint64_t tailSize = std::min(file.size(), kEndSize + kLongestComment);
    const std::uint64_t tailOffset = file.size() - tailSize;
    const std::string tail = file.read(tailOffset, tailSize);
    for (std::uint64_t i = tailSize < kEndSize ? 0 : tailSize - kEndSize + 1; i-- > 0;) {
        if (readU32(tail.data() + i) == kEndOfDirectory)
            return tailOffset + i;
    }
    return std::nullopt;
}

DirectoryPlace findDirectory(const InputFile& file)
{
    const std::optional<std::uint64_t> end = findEnd(file);
    if (!end)
        throw Error(ErrorCode::Corrupt,
                    Message{ESPALIER_TR("core", "The file %1 is truncated: the end of its zip archive is missing. "
                                                "Copy or download it again."),
                            {file.name()}});
    const std::string record = file.read(*end, kEndSize);
    DirectoryPlace place{readU32(record.data() + 16), readU32(record.data() + 12), readU16(record.data() + 10)};
    if (*end < kLocatorSize)
        return place;
    const std::string locator = file.read(*end - kLocatorSize, kLocatorSize);
    if (readU32(locator.data()) != kLocator64)
        return place;
    const std::string record64 = file.read(readU64(locator.data() + 8), kEnd64Size);
    if (readU32(record64.data()) == kEndOfDirectory64)
        place = {readU64(record64.data() + 48), readU64(record64.data() + 40), readU64(record64.data() + 32)};
    return place;
}

// Sizes and offsets that do not fit 32 bits stand in the extra field of tag 1, in this order.
bool readExtraField(std::string_view extra, ZipEntry& entry)
{
    while (extra.size() >= 4) {
        const std::uint16_t tag = readU16(extra.data());
        const std::uint16_t length = readU16(extra.data() + 2);
        extra.remove_prefix(4);
        if (length > extra.size())
            return false;
        std::string_view field = extra.substr(0, length);
        extra.remove_prefix(length);
        if (tag != 1)
            continue;
        for (std::uint64_t* value : {&entry.size, &entry.compressedSize, &entry.headerOffset}) {
            if (*value != kInExtraField)
                continue;
            if (field.size() < 8)
                return false;
            *value = readU64(field.data());
            field.remove_prefix(8);
        }
    }
    return true;
}

ZipEntry parseEntry(const char* header)
{
    ZipEntry entry;
    entry.flags = readU16(header + 8);
    entry.method = readU16(header + 10);
    entry.checksum = readU32(header + 16);
    entry.compressedSize = readU32(header + 20);
    entry.size = readU32(header + 24);
    entry.headerOffset = readU32(header + 42);
    return entry;
}

bool isPlausible(const ZipEntry& entry, std::uint64_t fileSize)
{
    if (entry.headerOffset > fileSize || entry.compressedSize > fileSize)
        return false;
    return entry.method == 0 ? entry.size == entry.compressedSize
                             : entry.size / kBestCompression <= entry.compressedSize;
}

} // namespace

bool ZipArchive::looksLikeZip(const InputFile& file)
{
    const std::string start = file.readUpTo(0, 4);
    return start.size() == 4 && readU32(start.data()) == kLocalHeader;
}

ZipArchive::ZipArchive(const InputFile& file)
    : m_file(file)
{
    const DirectoryPlace place = findDirectory(file);
    readDirectory(place.offset, place.size, place.count);
    if (!m_entries.empty())
        m_folder = m_entries.front().name.substr(0, m_entries.front().name.find('/'));
}

void ZipArchive::readDirectory(std::uint64_t offset, std::uint64_t size, std::uint64_t count)
{
    const std::string directory = m_file.read(offset, size);
    std::uint64_t position = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        if (directory.size() - position < kDirectoryHeaderSize)
            throwDamaged("");
        const char* header = directory.data() + position;
        const std::uint64_t nameSize = readU16(header + 28);
        const std::uint64_t extraSize = readU16(header + 30);
        const std::uint64_t total = kDirectoryHeaderSize + nameSize + extraSize + readU16(header + 32);
        if (readU32(header) != kDirectoryHeader || directory.size() - position < total)
            throwDamaged("");
        ZipEntry entry = parseEntry(header);
        entry.name = directory.substr(position + kDirectoryHeaderSize, nameSize);
        const std::string_view extra =
            std::string_view(directory).substr(position + kDirectoryHeaderSize + nameSize, extraSize);
        if (!readExtraField(extra, entry) || !isPlausible(entry, m_file.size()))
            throwDamaged(entry.name);
        m_index.emplace(entry.name, m_entries.size());
        m_entries.push_back(std::move(entry));
        position += total;
    }
}

const ZipEntry* ZipArchive::find(const std::string& name) const
{
    const auto found = m_index.find(name);
    return found == m_index.end() ? nullptr : &m_entries[found->second];
}

const ZipEntry* ZipArchive::findInFolder(const std::string& name) const
{
    return find(m_folder + "/" + name);
}

std::uint64_t ZipArchive::dataOffset(const ZipEntry& entry) const
{
    const std::string header = m_file.read(entry.headerOffset, kLocalHeaderSize);
    if (readU32(header.data()) != kLocalHeader)
        throwDamaged(entry.name);
    return entry.headerOffset + kLocalHeaderSize + readU16(header.data() + 26) + readU16(header.data() + 28);
}

void ZipArchive::inflate(const ZipEntry& entry, char* target) const
{
    const std::string packed = m_file.read(dataOffset(entry), entry.compressedSize);
    z_stream stream = {};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        throwDamaged(entry.name);
    std::uint64_t consumed = 0;
    std::uint64_t produced = 0;
    int state = Z_OK;
    // zlib counts in 32 bits, so both sides are handed over in portions.
    constexpr std::uint64_t kPortion = std::uint64_t{1} << 30;
    while (state == Z_OK) {
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data() + consumed));
        stream.avail_in = static_cast<uInt>(std::min(kPortion, packed.size() - consumed));
        stream.next_out = reinterpret_cast<Bytef*>(target + produced);
        stream.avail_out = static_cast<uInt>(std::min(kPortion, entry.size - produced));
        const uInt offered = stream.avail_in;
        const uInt room = stream.avail_out;
        state = ::inflate(&stream, Z_NO_FLUSH);
        consumed += offered - stream.avail_in;
        produced += room - stream.avail_out;
    }
    inflateEnd(&stream);
    if (state != Z_STREAM_END || produced != entry.size)
        throwDamaged(entry.name);
}

void ZipArchive::read(const ZipEntry& entry, char* target) const
{
    constexpr std::uint16_t kEncrypted = 1;
    if ((entry.flags & kEncrypted) != 0 || (entry.method != 0 && entry.method != Z_DEFLATED))
        throw Error(ErrorCode::Unsupported,
                    Message{ESPALIER_TR("core", "The file %1 cannot be read: %2 in its zip archive is encrypted or "
                                                "compressed in an unknown way."),
                            {m_file.name(), entry.name}});
    if (entry.size == 0)
        return;
    if (entry.method == 0)
        m_file.read(dataOffset(entry), target, entry.size);
    else
        inflate(entry, target);
    if (entry.checksum != 0 && crc32_z(0, reinterpret_cast<const Bytef*>(target), entry.size) != entry.checksum)
        throwDamaged(entry.name);
}

std::string ZipArchive::read(const ZipEntry& entry) const
{
    std::string result(entry.size, '\0');
    read(entry, result.data());
    return result;
}

void ZipArchive::throwDamaged(const std::string& entry) const
{
    if (entry.empty())
        throw Error(ErrorCode::Corrupt,
                    Message{ESPALIER_TR("core", "The file %1 is damaged: the directory of its zip archive is broken. "
                                                "Copy or download it again."),
                            {m_file.name()}});
    throw Error(ErrorCode::Corrupt,
                Message{ESPALIER_TR("core", "The file %1 is damaged: %2 in its zip archive is broken. "
                                            "Copy or download it again."),
                        {m_file.name(), entry}});
}

} // namespace espalier

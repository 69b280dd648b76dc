// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/file_content.h"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "core/base/error.h"

namespace espalier {
namespace {

constexpr std::uint64_t kChunkBytes = std::uint64_t{8} << 20;

gzFile handle(void* file)
{
    return static_cast<gzFile>(file);
}

void requireReadableFile(const std::filesystem::path& path)
{
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::not_found)
        throw Error(ErrorCode::NotFound, Message{ESPALIER_TR("core", "There is no file %1."), {path.string()}});
    if (status.type() == std::filesystem::file_type::directory)
        throw Error(ErrorCode::Io, Message{ESPALIER_TR("core", "%1 is a folder, not a file."), {path.string()}});
}

[[noreturn]] void throwCannotRead(const std::filesystem::path& path, const std::string& cause)
{
    throw Error(ErrorCode::Io, Message{ESPALIER_TR("core", "Cannot read %1: %2."), {path.string(), cause}});
}

} // namespace

ByteStream::ByteStream(const std::filesystem::path& path)
    : m_path(path)
{
    requireReadableFile(path);
    errno = 0;
    m_file = gzopen(path.c_str(), "rb");
    if (!m_file)
        throwCannotRead(path, errno ? std::strerror(errno) : "out of memory");
    gzbuffer(handle(m_file), 1u << 17);
}

ByteStream::~ByteStream()
{
    gzclose(handle(m_file));
}

std::vector<std::uint8_t> ByteStream::read(std::uint64_t count)
{
    std::vector<std::uint8_t> bytes;
    while (bytes.size() < count) {
        const std::uint64_t wanted = std::min(kChunkBytes, count - bytes.size());
        const std::size_t before = bytes.size();
        bytes.resize(before + wanted);
        errno = 0;
        const int got = gzread(handle(m_file), bytes.data() + before, static_cast<unsigned>(wanted));
        int code = Z_OK;
        const char* text = gzerror(handle(m_file), &code);
        if (code == Z_ERRNO)
            throwCannotRead(m_path, std::strerror(errno));
        if (got < 0 || code == Z_BUF_ERROR || code == Z_DATA_ERROR) {
            throw Error(ErrorCode::Corrupt,
                        Message{ESPALIER_TR("core", "The compressed file %1 is damaged or cut off (%2)."),
                                {m_path.string(), text}});
        }
        bytes.resize(before + static_cast<std::size_t>(got));
        if (static_cast<std::uint64_t>(got) < wanted)
            break;
    }
    return bytes;
}

bool ByteStream::atEnd()
{
    return read(1).empty();
}

std::vector<std::uint8_t> readFileBytes(const std::filesystem::path& path)
{
    requireReadableFile(path);
    errno = 0;
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        throwCannotRead(path, std::strerror(errno));
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error)
        throwCannotRead(path, error.message());
    std::vector<std::uint8_t> bytes(size);
    stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
    if (static_cast<std::uintmax_t>(stream.gcount()) != size)
        throwCannotRead(path, "it became shorter while it was read");
    return bytes;
}

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serialization/input_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "core/base/error.h"

namespace espalier {
namespace {

[[noreturn]] void throwCannotRead(const std::string& name, const std::string& cause)
{
    throw Error(ErrorCode::Io, Message{ESPALIER_TR("core", "Cannot read %1: %2."), {name, cause}});
}

void requireRegular(const std::string& name, mode_t mode)
{
    if (S_ISDIR(mode))
        throw Error(ErrorCode::Io, Message{ESPALIER_TR("core", "%1 is a folder; choose a file inside it."), {name}});
    if (!S_ISREG(mode))
        throw Error(ErrorCode::Io, Message{ESPALIER_TR("core", "%1 is not a regular file."), {name}});
}

} // namespace

InputFile::InputFile(const std::filesystem::path& path)
    : m_name(path.string())
{
    struct stat status = {};
    // Asked before opening: opening a pipe or a device may block.
    if (::stat(path.c_str(), &status) != 0) {
        const int error = errno;
        if (error == ENOENT || error == ENOTDIR)
            throw Error(ErrorCode::NotFound, Message{ESPALIER_TR("core", "The file %1 does not exist."), {m_name}});
        throwCannotRead(m_name, std::strerror(error));
    }
    requireRegular(m_name, status.st_mode);
    m_descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (m_descriptor < 0 && errno == EACCES)
        throw Error(
            ErrorCode::Io,
            Message{ESPALIER_TR("core", "Cannot read %1: you have no permission to read this file."), {m_name}});
    if (m_descriptor < 0)
        throwCannotRead(m_name, std::strerror(errno));
    m_size = static_cast<std::uint64_t>(status.st_size);
    if (m_size == 0) {
        ::close(m_descriptor);
        throw Error(ErrorCode::Corrupt, Message{ESPALIER_TR("core", "The file %1 is empty."), {m_name}});
    }
}

InputFile::InputFile(std::string bytes, std::string name)
    : m_name(std::move(name))
    , m_bytes(std::move(bytes))
    , m_size(m_bytes.size())
{
    if (m_size == 0)
        throw Error(ErrorCode::Corrupt, Message{ESPALIER_TR("core", "The file %1 is empty."), {m_name}});
}

InputFile::~InputFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

void InputFile::read(std::uint64_t offset, char* target, std::uint64_t size) const
{
    if (offset > m_size || size > m_size - offset)
        throw Error(
            ErrorCode::Corrupt,
            Message{ESPALIER_TR("core", "The file %1 is damaged: it ends before the data it announces."), {m_name}});
    if (m_descriptor < 0) {
        std::copy_n(m_bytes.data() + offset, size, target);
        return;
    }
    constexpr std::uint64_t kLargestRead = std::uint64_t{1} << 30;
    while (size > 0) {
        const ssize_t count = ::pread(m_descriptor, target, std::min(size, kLargestRead), static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            throwCannotRead(m_name, count < 0 ? std::strerror(errno) : "the file became shorter while it was read");
        target += count;
        offset += static_cast<std::uint64_t>(count);
        size -= static_cast<std::uint64_t>(count);
    }
}

std::string InputFile::read(std::uint64_t offset, std::uint64_t size) const
{
    std::string result;
    // Checked before allocating: the size may come from a damaged file.
    if (offset <= m_size && size <= m_size - offset)
        result.resize(size);
    read(offset, result.data(), size);
    return result;
}

std::string InputFile::readUpTo(std::uint64_t offset, std::uint64_t size) const
{
    if (offset >= m_size)
        return {};
    return read(offset, std::min(size, m_size - offset));
}

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serialization/output_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/base/error.h"

namespace espalier {

OutputFile::OutputFile(const std::filesystem::path& path)
    : m_name(path.string())
    , m_descriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666))
{
    if (m_descriptor < 0)
        m_error = errno;
    throwOnError();
}

OutputFile::~OutputFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

std::size_t OutputFile::write(const void* bytes, std::size_t size) noexcept
{
    constexpr std::size_t kLargestWrite = std::size_t{1} << 30;
    const char* next = static_cast<const char*>(bytes);
    std::size_t rest = size;
    while (rest > 0 && m_error == 0) {
        const ssize_t count = ::write(m_descriptor, next, std::min(rest, kLargestWrite));
        if (count >= 0) {
            next += count;
            rest -= static_cast<std::size_t>(count);
        } else if (errno != EINTR) {
            m_error = errno;
        }
    }
    return size;
}

void OutputFile::finish()
{
    if (::close(m_descriptor) != 0 && m_error == 0)
        m_error = errno;
    m_descriptor = -1;
    throwOnError();
}

void OutputFile::throwOnError() const
{
    if (m_error != 0)
        throw Error(ErrorCode::Io,
                    Message{ESPALIER_TR("core", "Cannot write %1: %2."), {m_name, std::strerror(m_error)}});
}

} // namespace espalier

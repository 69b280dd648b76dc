// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/output_transaction.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>
#include <system_error>

#include "core/base/error.h"

namespace espalier {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void throwCannotWrite(const fs::path& path, const std::string& cause)
{
    throw Error(ErrorCode::Io, Message{ESPALIER_TR("core", "Cannot write %1: %2."), {path.string(), cause}});
}

// A rename is only durable and a full disk only noticed once the data has reached the disk.
void flushToDisk(const fs::path& path, const fs::path& destination)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        throwCannotWrite(destination, std::strerror(errno));
    const int result = ::fsync(descriptor);
    const int error = errno;
    ::close(descriptor);
    if (result != 0 && error != EINVAL)
        throwCannotWrite(destination, std::strerror(error));
}

} // namespace

OutputTransaction::~OutputTransaction()
{
    discard();
}

void OutputTransaction::createFolder(const fs::path& folder)
{
    if (folder.empty() || fs::is_directory(folder))
        return;
    createFolder(folder.parent_path());
    std::error_code error;
    if (fs::create_directory(folder, error))
        m_createdFolders.push_back(folder);
    if (error || !fs::is_directory(folder))
        throwCannotWrite(folder, error ? error.message() : std::string("it is not a folder"));
}

fs::path OutputTransaction::stage(const fs::path& destination)
{
    if (fs::is_directory(destination))
        throwCannotWrite(destination, "it is a folder");
    // A rename would put a file in the place of a device or a pipe.
    if (fs::exists(destination) && !fs::is_regular_file(destination))
        throwCannotWrite(destination, "it is no regular file");
    createFolder(destination.parent_path());
    fs::path temporary = destination;
    temporary.replace_filename("." + destination.filename().string() + "." + std::to_string(::getpid()) + "-"
                               + std::to_string(m_staged.size()) + ".part");
    // Find out now, not after an hour of training, that the folder cannot be written.
    const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor < 0)
        throwCannotWrite(destination, std::strerror(errno));
    ::close(descriptor);
    m_staged.push_back({temporary, destination});
    return temporary;
}

void OutputTransaction::write(const fs::path& destination, std::string_view content)
{
    const fs::path temporary = stage(destination);
    std::ofstream stream(temporary, std::ios::binary | std::ios::trunc);
    stream.write(content.data(), static_cast<std::streamsize>(content.size()));
    stream.close();
    if (!stream)
        throwCannotWrite(destination, std::strerror(errno ? errno : EIO));
}

void OutputTransaction::commit()
{
    for (const Staged& file : m_staged)
        flushToDisk(file.temporary, file.destination);
    for (const Staged& file : m_staged) {
        std::error_code error;
        fs::rename(file.temporary, file.destination, error);
        if (error)
            throwCannotWrite(file.destination, error.message());
    }
    m_staged.clear();
    m_createdFolders.clear();
}

void OutputTransaction::discard() noexcept
{
    std::error_code ignored;
    for (const Staged& file : m_staged)
        fs::remove(file.temporary, ignored);
    for (auto folder = m_createdFolders.rbegin(); folder != m_createdFolders.rend(); ++folder)
        fs::remove(*folder, ignored);
    m_staged.clear();
    m_createdFolders.clear();
}

} // namespace espalier

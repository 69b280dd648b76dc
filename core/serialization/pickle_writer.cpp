// SPDX-License-Identifier: GPL-3.0-or-later
#include <c10/util/Exception.h>
#include <caffe2/serialize/inline_container.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>

#include "core/base/error.h"
#include "core/serialization/internal/pickle_value.h"
#include "core/serialization/internal/pickler.h"

namespace espalier::internal {
namespace {

/// A file that remembers the first error: LibTorch's writer only knows that something failed.
class OutputFile
{
public:
    explicit OutputFile(const std::filesystem::path& path)
        : m_name(path.string())
        , m_descriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666))
    {
        if (m_descriptor < 0)
            m_error = errno;
        throwOnError();
    }
    ~OutputFile()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    std::size_t write(const char* bytes, std::size_t size)
    {
        constexpr std::size_t kLargestWrite = std::size_t{1} << 30;
        std::size_t written = 0;
        while (written < size && m_error == 0) {
            const ssize_t count = ::write(m_descriptor, bytes + written, std::min(size - written, kLargestWrite));
            if (count >= 0)
                written += static_cast<std::size_t>(count);
            else if (errno != EINTR)
                m_error = errno;
        }
        return written;
    }

    void close()
    {
        if (::close(m_descriptor) != 0 && m_error == 0)
            m_error = errno;
        m_descriptor = -1;
        throwOnError();
    }

    void throwOnError() const
    {
        if (m_error != 0)
            throw Error(ErrorCode::Io,
                        Message{ESPALIER_TR("core", "Cannot write %1: %2."), {m_name, std::strerror(m_error)}});
    }

private:
    std::string m_name;
    int m_descriptor = -1;
    int m_error = 0;
};

void writeArchive(const Pickler& pickler, OutputFile& file)
{
    caffe2::serialize::PyTorchStreamWriter writer(
        [&file](const void* bytes, std::size_t size) { return file.write(static_cast<const char*>(bytes), size); });
    writer.writeRecord("data.pkl", pickler.bytes().data(), pickler.bytes().size());
    const std::string order = std::endian::native == std::endian::little ? "little" : "big";
    writer.writeRecord("byteorder", order.data(), order.size());
    std::size_t index = 0;
    for (const at::Tensor& tensor : pickler.storages()) {
        const c10::Storage& storage = tensor.storage();
        // An empty storage may have no address, which the writer does not accept.
        const void* bytes = storage.nbytes() > 0 ? static_cast<const void*>(storage.data()) : "";
        writer.writeRecord("data/" + std::to_string(index++), bytes, storage.nbytes());
    }
    writer.writeEndOfFile();
}

} // namespace

void writePickleFile(const std::filesystem::path& path, const PickleValue& value)
{
    Pickler pickler;
    pickler.write(value);
    OutputFile file(path);
    try {
        writeArchive(pickler, file);
    } catch (const c10::Error&) {
        file.throwOnError();
        throw Error(
            ErrorCode::Io,
            Message{ESPALIER_TR("core", "Cannot write %1: LibTorch could not finish the archive."), {path.string()}});
    }
    file.close();
}

} // namespace espalier::internal

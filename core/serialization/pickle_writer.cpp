// SPDX-License-Identifier: GPL-3.0-or-later
#include <c10/util/Exception.h>
#include <caffe2/serialize/inline_container.h>

#include <bit>

#include "core/base/error.h"
#include "core/serialization/internal/pickle_value.h"
#include "core/serialization/internal/pickler.h"
#include "core/serialization/output_file.h"

namespace espalier::internal {
namespace {

void writeArchive(const Pickler& pickler, OutputFile& file)
{
    caffe2::serialize::PyTorchStreamWriter writer(
        [&file](const void* bytes, std::size_t size) { return file.write(bytes, size); });
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
        throw Error(
            ErrorCode::Io,
            Message{ESPALIER_TR("core", "Cannot write %1: LibTorch could not finish the archive."), {path.string()}});
    }
    file.finish();
}

} // namespace espalier::internal

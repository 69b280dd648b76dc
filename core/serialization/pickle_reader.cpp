// SPDX-License-Identifier: GPL-3.0-or-later
#include <c10/util/Exception.h>

#include "core/base/error.h"
#include "core/serialization/file_kind.h"
#include "core/serialization/input_file.h"
#include "core/serialization/internal/pickle_value.h"
#include "core/serialization/internal/storage_sources.h"
#include "core/serialization/internal/unpickler.h"
#include "core/serialization/pickle_scan.h"
#include "core/serialization/zip_archive.h"

namespace espalier::internal {
namespace {

// A state dict of 100,000 tensors has 15 MB; objects in memory are many times larger than their pickle.
constexpr std::uint64_t kLargestPickle = std::uint64_t{32} << 20;

void refuseBigEndian(const ZipArchive& archive, const InputFile& file)
{
    const ZipEntry* order = archive.findInFolder("byteorder");
    if (order && order->size < 16 && archive.read(*order) == "big")
        throw Error(ErrorCode::Unsupported,
                    Message{ESPALIER_TR("core", "The file %1 was written on a big-endian machine; save it again on "
                                                "this kind of computer."),
                            {file.name()}});
}

PickleValue readZip(const InputFile& file)
{
    const ZipArchive archive(file);
    refuseBigEndian(archive, file);
    const ZipEntry* pickle = archive.findInFolder("data.pkl");
    if (!pickle || pickle->size > kLargestPickle)
        throw Error(ErrorCode::Unsupported,
                    Message{ESPALIER_TR("core", "The file %1 holds too many Python objects to be a file of weights."),
                            {file.name()}});
    ZipStorageSource source(archive, file);
    const std::string bytes = archive.read(*pickle);
    return Unpickler(bytes, &source, file.name()).load();
}

// Five pickles (magic number, protocol, machine, content, keys of the storages), then the storages.
PickleValue readLegacy(const InputFile& file)
{
    const std::string bytes = file.readUpTo(0, kLargestPickle);
    std::string_view rest = bytes;
    for (int i = 0; i < 3; ++i)
        rest.remove_prefix(scanPickle(rest).end);
    LegacyStorageSource source(file);
    Unpickler content(rest, &source, file.name());
    PickleValue value = content.load();
    rest.remove_prefix(content.end());
    Unpickler keys(rest, nullptr, file.name());
    const PickleValue storages = keys.load();
    rest.remove_prefix(keys.end());
    source.fill(storages, bytes.size() - rest.size());
    return value;
}

[[noreturn]] void throwNoTensorFile(const InputFile& file, FileKind kind)
{
    if (kind == FileKind::TorchScript)
        throw Error(ErrorCode::Unsupported,
                    Message{ESPALIER_TR("core", "The file %1 is a TorchScript network, not a file of weights."),
                            {file.name()}});
    if (kind == FileKind::PickledModule)
        throw Error(ErrorCode::Unsupported,
                    Message{ESPALIER_TR("core", "The file %1 is a Python pickle that torch.save did not write; only "
                                                "files of tensors written by torch.save are read."),
                            {file.name()}});
    throw Error(
        ErrorCode::Unsupported,
        Message{ESPALIER_TR("core", "The file %1 is not a file of tensors written by torch.save."), {file.name()}});
}

} // namespace

PickleValue readPickleFile(const std::filesystem::path& path)
{
    return readPickleFile(InputFile(path));
}

PickleValue readPickleFile(const InputFile& file)
{
    const FileKind kind = detectFileKind(file);
    const bool mayBeRead = kind == FileKind::StateDict || kind == FileKind::PickledModule;
    try {
        // A pickled module goes through the reader too: it names the class that is in the way.
        if (mayBeRead && ZipArchive::looksLikeZip(file))
            return readZip(file);
        if (mayBeRead && isLegacyTorchFile(file))
            return readLegacy(file);
    } catch (const c10::Error&) {
        throw Error(
            ErrorCode::Corrupt,
            Message{ESPALIER_TR("core", "The file %1 is damaged: LibTorch refuses the tensors in it."), {file.name()}});
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::Io,
                    Message{ESPALIER_TR("core", "There is not enough memory to read the file %1."), {file.name()}});
    }
    throwNoTensorFile(file, kind);
}

} // namespace espalier::internal

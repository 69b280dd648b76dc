// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serialization/file_kind.h"

#include <algorithm>
#include <string_view>

#include "core/base/error.h"
#include "core/serialization/input_file.h"
#include "core/serialization/onnx_signature.h"
#include "core/serialization/pickle_scan.h"
#include "core/serialization/zip_archive.h"

namespace espalier {
namespace {

// Enough of a pickle to meet the class of whatever it holds.
constexpr std::uint64_t kScannedPickle = std::uint64_t{16} << 20;
constexpr std::uint64_t kScannedText = std::uint64_t{1} << 20;
// torch.save() before PyTorch 1.6 begins with a pickle of the number 0x1950a86a20f9469cfc6c.
constexpr std::string_view kLegacyMagic = "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.";

bool containsEntryUnder(const ZipArchive& archive, const std::string& folder)
{
    return std::any_of(archive.entries().begin(), archive.entries().end(),
                       [&](const ZipEntry& entry) { return entry.name.starts_with(folder); });
}

bool isExportedProgram(const ZipArchive& archive)
{
    return archive.findInFolder("models/model.json") != nullptr
           || archive.find("serialized_exported_program.json") != nullptr
           || archive.findInFolder("serialized_exported_program.json") != nullptr;
}

// A dict of plain numbers mentions no global at all and is as good as a dict of tensors.
FileKind kindOfTorchPickle(std::string_view pickle)
{
    const PickleScan scan = scanPickle(pickle);
    const bool onlyTensors = std::all_of(scan.globals.begin(), scan.globals.end(), isTensorGlobal);
    return onlyTensors ? FileKind::StateDict : FileKind::PickledModule;
}

FileKind kindOfZip(const InputFile& file)
{
    const ZipArchive archive(file);
    if (isExportedProgram(archive))
        return FileKind::ExportedProgram;
    const ZipEntry* pickle = archive.findInFolder("data.pkl");
    if (!pickle)
        return FileKind::Unknown;
    if (containsEntryUnder(archive, archive.folder() + "/code/"))
        return FileKind::TorchScript;
    return kindOfTorchPickle(archive.read(*pickle));
}

// Four pickles follow each other: magic number, protocol, description of the machine, content.
FileKind kindOfLegacyFile(std::string_view bytes)
{
    for (int i = 0; i < 3; ++i) {
        const PickleScan scan = scanPickle(bytes);
        if (!scan.complete)
            return FileKind::StateDict;
        bytes.remove_prefix(scan.end);
    }
    return kindOfTorchPickle(bytes);
}

bool looksLikePickle(std::string_view bytes)
{
    return bytes.size() >= 2 && bytes[0] == '\x80' && bytes[1] >= 2 && bytes[1] <= 5;
}

bool looksLikeSession(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text[first] == '{'
           && text.find("\"format_version\"") != std::string_view::npos;
}

[[noreturn]] void refuse(Message message)
{
    throw Error(ErrorCode::Unsupported, std::move(message));
}

} // namespace

FileKind detectFileKind(const std::filesystem::path& path)
{
    return detectFileKind(InputFile(path));
}

FileKind detectFileKind(const InputFile& file)
{
    if (ZipArchive::looksLikeZip(file))
        return kindOfZip(file);
    if (isLegacyTorchFile(file))
        return kindOfLegacyFile(file.readUpTo(0, kScannedPickle));
    if (looksLikePickle(file.readUpTo(0, 2)))
        return FileKind::PickledModule;
    if (looksLikeOnnx(file))
        return FileKind::Onnx;
    return looksLikeSession(file.readUpTo(0, kScannedText)) ? FileKind::Session : FileKind::Unknown;
}

bool isLegacyTorchFile(const InputFile& file)
{
    return file.readUpTo(0, kLegacyMagic.size()) == kLegacyMagic;
}

void requireTorchScript(FileKind kind, const std::filesystem::path& path)
{
    const std::string name = path.string();
    const std::string file = path.filename().string();
    switch (kind) {
    case FileKind::TorchScript:
        return;
    case FileKind::StateDict:
        refuse({ESPALIER_TR("core", "The file %1 holds weights without a network (a state dict); open the network "
                                    "first and load these weights into it. Three Python lines make a file that "
                                    "opens, with your own class in place of Network:\n"
                                    "    import torch\n"
                                    "    model = Network(); model.load_state_dict(torch.load(\"%2\"))\n"
                                    "    torch.jit.save(torch.jit.script(model.eval()), \"model.pt\")"),
                {name, file}});
    case FileKind::PickledModule:
        refuse({ESPALIER_TR("core", "The file %1 is a Python pickle (torch.save of a whole module), which only the "
                                    "program that wrote it can read. Three Python lines make a file that opens, run "
                                    "where the module's class is importable:\n"
                                    "    import torch\n"
                                    "    model = torch.load(\"%2\", weights_only=False)\n"
                                    "    torch.jit.save(torch.jit.script(model.eval()), \"model.pt\")"),
                {name, file}});
    case FileKind::ExportedProgram:
        refuse({ESPALIER_TR("core", "The file %1 was written by torch.export, which is not supported yet. Save the "
                                    "original module as TorchScript in Python:\n"
                                    "    torch.jit.save(torch.jit.script(model.eval()), \"model.pt\")"),
                {name}});
    case FileKind::Onnx:
        refuse({ESPALIER_TR("core", "The file %1 is an ONNX network, which cannot be trained. Save the PyTorch module "
                                    "that it came from as TorchScript in Python:\n"
                                    "    torch.jit.save(torch.jit.script(model.eval()), \"model.pt\")"),
                {name}});
    case FileKind::Session:
        refuse(
            {ESPALIER_TR("core", "The file %1 is an Espalier session, not a network; open it as a session."), {name}});
    case FileKind::Unknown:
        break;
    }
    refuse({ESPALIER_TR("core", "The file %1 is not a TorchScript network. Networks are saved in Python with:\n"
                                "    torch.jit.save(torch.jit.script(model.eval()), \"model.pt\")"),
            {name}});
}

} // namespace espalier

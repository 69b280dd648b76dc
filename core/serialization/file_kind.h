// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace espalier {

class InputFile;

/// What a file is, by its content.
enum class FileKind {
    TorchScript,     ///< zip with code/ and data.pkl
    StateDict,       ///< torch.save() of tensors, zip or legacy
    PickledModule,   ///< torch.save() of a whole nn.Module or of other Python objects
    ExportedProgram, ///< torch.export's .pt2
    Onnx,
    Session, ///< our own JSON
    Unknown
};

/// Looks at the beginning (and a zip's directory) only. @throws Error for a missing file, a folder, an empty file, an unreadable
/// file and a truncated zip, each with its own sentence.
FileKind detectFileKind(const std::filesystem::path& path);
FileKind detectFileKind(const InputFile& file);

/// True for the format of torch.save() before PyTorch 1.6: pickles one after another, then the storages.
bool isLegacyTorchFile(const InputFile& file);

/// Throws the sentence for a file of @p kind opened as a TorchScript model: what it is and, for Python files, the three
/// Python lines that make a file Espalier opens. Does nothing for TorchScript.
void requireTorchScript(FileKind kind, const std::filesystem::path& path);

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace espalier {

class InputFile;

/// True when the bytes parse as the outermost level of an ONNX ModelProto: an IR version and a graph, and nothing
/// that such a message cannot have.
bool looksLikeOnnx(const InputFile& file);

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/model/mask_set.h"

namespace espalier {

/// Reads NNI's mask.pth: {layer: {"weight": Tensor, "bias": Tensor or None}}; any number type; zero means removed.
/// @throws Error naming file, layer and cause.
MaskSet readMaskFile(const std::filesystem::path& path);

/// Writes exactly that: a plain dict of plain dicts of float32 tensors, torch.load(weights_only=True) reads it.
/// @p path is written in place: callers stage it with OutputTransaction.
void writeMaskFile(const std::filesystem::path& path, const MaskSet& masks);

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace espalier::internal {

/// A text and named tensors in one file: magic line, length of the header (64 bits, little-endian), JSON header with
/// the text and a table of tensors, their bytes, CRC-32 of all before it.
struct CheckpointContent
{
    std::string text;
    std::vector<std::pair<std::string, at::Tensor>> tensors;
};

/// Writes beside and renames. @throws Error(Io)
void writeCheckpointContent(const std::filesystem::path& file, const CheckpointContent& content);
/// @throws Error(NotFound, Io), Error(Corrupt) when anything is missing or was changed.
CheckpointContent readCheckpointContent(const std::filesystem::path& file);

} // namespace espalier::internal

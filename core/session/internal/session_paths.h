// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace espalier::internal {

/// @p path as written into a file in @p folder; absolute when @p folder is empty; empty stays empty.
std::string storedPath(const std::filesystem::path& path, const std::filesystem::path& folder);

/// The absolute path that @p stored, found in a file in @p folder, means; empty stays empty.
std::filesystem::path resolvedPath(const std::string& stored, const std::filesystem::path& folder);

/// The same two for the folder within a DATASET text; a text that cannot be understood stays as it is.
std::string storedDataset(const std::string& text, const std::filesystem::path& folder);
std::string resolvedDataset(const std::string& text, const std::filesystem::path& folder);

} // namespace espalier::internal

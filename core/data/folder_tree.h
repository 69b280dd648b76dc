// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/data/dataset.h"

namespace espalier {

struct FolderSample
{
    std::filesystem::path path;
    int label = 0;
};

/// Which files belong to a split of an image folder; the files themselves are not opened.
struct FolderTree
{
    std::vector<std::string> classNames;
    std::vector<FolderSample> samples; ///< in a fixed shuffle
};

/// @throws Error naming the folder that is missing, has no class or an unknown class.
FolderTree scanImageFolder(const std::filesystem::path& folder, Split split);

} // namespace espalier

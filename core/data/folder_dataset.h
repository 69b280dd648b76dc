// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/data/dataset.h"

namespace espalier {

/// Opens a tree of PNG and JPEG images, one sub-folder per class, classes sorted bytewise; images of a class may lie
/// deeper. Either @p folder has train/ and test/ (or val/) inside; test may lack classes, not add any. Or it has the
/// classes themselves: then every fifth image of each class (in a fixed shuffle, at least one where there are two) is
/// test, the rest train. Samples come in a fixed shuffle, so that spec.limit keeps a mixture.
/// Three channels unless every image is grey. Without spec.size all images must have one size. Pixels are decoded when
/// first read and kept within a quarter of the machine's memory, 4 GiB at most.
/// @throws Error naming the folder or the file: no classes, no images, two sizes without size=, a damaged image.
std::shared_ptr<const Dataset> openImageFolder(const std::filesystem::path& folder, const DatasetSpec& spec,
                                               Split split);

} // namespace espalier

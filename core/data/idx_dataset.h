// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/data/dataset.h"

namespace espalier {

/// Opens a pair of IDX files in @p folder: train-images-idx3-ubyte and train-labels-idx1-ubyte, or t10k-... for Test,
/// each plain or with .gz, "-idx3" or ".idx3". IDX: two zero bytes, type 8 (unsigned byte), number of dimensions,
/// sizes as big-endian 32-bit numbers, then the bytes. Sizes are checked against what the file really holds.
/// @p classNames empty: the classes are the digits up to the largest label.
/// @throws Error naming the file: missing, damaged, of other length, labels and images of unequal number, a label
/// outside the classes.
std::shared_ptr<const Dataset> openIdxDataset(const std::filesystem::path& folder, const DatasetSpec& spec, Split split,
                                              std::vector<std::string> classNames);

/// openIdxDataset() on fashionMnistFolder() with the names of its ten classes.
std::shared_ptr<const Dataset> openFashionMnist(const DatasetSpec& spec, Split split);

} // namespace espalier

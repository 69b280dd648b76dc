// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/data/dataset.h"

namespace espalier {

/// Opens the binary version of CIFAR-10: data_batch_1.bin to data_batch_5.bin or test_batch.bin in @p folder or in its
/// sub-folder cifar-10-batches-bin; records of 1 label byte and 3 x 32 x 32 bytes. Names come from batches.meta.txt
/// when it is there. @throws Error naming the file that is missing, of other length or has a label from 10 on.
std::shared_ptr<const Dataset> openCifar10(const std::filesystem::path& folder, const DatasetSpec& spec, Split split);

} // namespace espalier

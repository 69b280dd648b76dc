// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "core/base/message.h"
#include "core/model/layer_info.h"
#include "core/model/mask_set.h"
#include "core/pruning/pruner.h"

namespace espalier {

/// What was asked of one layer and what became of it, in units: output channels, or single weights.
struct UnitCount
{
    std::size_t units = 0;
    std::size_t wanted = 0; ///< within the sparsity
    std::size_t removed = 0;
};

UnitCount countUnits(const LayerInfo& layer, double sparsity, const Mask& mask, bool structured);

/// Why a layer that is pruned by itself lost another number of units than its sparsity asks for; empty when it lost that
/// number. @param outputKept all of its channels stay because they are the output of the network.
Message whyOtherCount(const LayerInfo& layer, const UnitCount& count, const Pruner& pruner, const PruneOptions& options,
                      bool outputKept);

/// The same where the multiple that each layer keeps (PruneOptions::align) alone explains it; else empty.
Message whyMultiple(const LayerInfo& layer, const UnitCount& count, std::size_t align);

} // namespace espalier

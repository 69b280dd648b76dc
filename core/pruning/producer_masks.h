// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/model/mask_set.h"
#include "core/model/model.h"

namespace espalier {

/// Adds to @p masks what follows from masked batch norms: a channel that all norms behind a layer (LayerInfo::normsAfter)
/// drop, scale and shift, is masked in that layer too. The network computes the same with it, and a speedup can take the
/// channel out. Default profile only. @return the layers that lost something by it.
std::vector<std::string> addProducerMasks(const Model& model, MaskSet& masks);

} // namespace espalier

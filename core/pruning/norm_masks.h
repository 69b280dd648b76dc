// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/mask_set.h"
#include "core/model/model.h"

namespace espalier {

/// The masks of @p masks and, for every batch norm fed directly and only by a layer whose whole channels are masked,
/// weight and bias masks of the same channels: a pruned channel is then zero behind its norm as well, as it will be
/// when it is physically removed. Default profile only; never stored in mask.pth.
MaskSet withNormMasks(const Model& model, const MaskSet& masks);

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/mask_set.h"
#include "core/model/model.h"

namespace espalier {

namespace internal {
struct ChannelAnalysis;
}

/// The masks of @p masks and what follows from them, so that a pruned channel is zero behind its norm as well, as it will
/// be when it is physically removed: weight and bias masks for every batch norm fed directly and only by a layer whose
/// whole channels are masked; and, where the channels can be followed through the graph, for all norms, depthwise
/// convolutions and bare parameters (position embeddings, layer scale) of channels that a speedup would remove. Default profile only; never stored in mask.pth.
MaskSet withNormMasks(const Model& model, const MaskSet& masks);

/// The same for callers that have followed the channels of @p model already.
MaskSet withNormMasks(const Model& model, const MaskSet& masks, const internal::ChannelAnalysis& analysis);

} // namespace espalier

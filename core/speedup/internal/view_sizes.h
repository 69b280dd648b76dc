// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/graph/internal/channel_analysis.h"
#include "core/graph/internal/channel_removal.h"

namespace espalier::internal {

/// What becomes of one size of view(), reshape(), expand() or unflatten() when channels go.
struct SizeEdit
{
    enum class Kind {
        Keep,   ///< it is right as it is
        Set,    ///< to `left`
        Scale,  ///< by left / all: it is computed from sizes that keep their channels, such as the batch
        FindOut ///< -1: computed from channels that went and from something else, the operator finds it out itself
    };
    Kind kind = Kind::Keep;
    std::int64_t left = 0; ///< the size with fewer channels
    std::int64_t all = 0;  ///< before
};

/// @param known the sizes as far as they are constants, nullopt for those that are computed while the network runs.
/// @param first output dimension that the first size is about.
std::vector<SizeEdit> sizeEdits(const ShapeUse& use, const std::vector<std::optional<std::int64_t>>& known,
                                std::int64_t first, const ChannelRemoval& removal);

/// Whether any of the channels that @p sizes were counted from goes.
bool losesChannels(const std::vector<at::Tensor>& sizes, const ChannelRemoval& removal);

} // namespace espalier::internal

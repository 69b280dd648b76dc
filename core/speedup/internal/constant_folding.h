// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

#include "core/graph/internal/channel_removal.h"

namespace espalier {
class Model;
}

namespace espalier::internal {

/// What removed channels leave behind where they are read, and where it goes.
struct ConstantFolds
{
    struct Change
    {
        int tensor = -1; ///< a bias, or a running mean
        at::Tensor addend;
    };
    std::vector<Change> changes;
    std::vector<Label> notConstant; ///< channels that cannot go after all: their values vary, or nothing takes them up
    /// A fold that is inexact at the border, because the layer pads with zeros.
    struct Approximation
    {
        std::string layer;
        std::vector<Label> channels; ///< that leave the constants
    };
    std::vector<Approximation> approximate;
    std::vector<at::Tensor> outputs; ///< of the masked model
};

/// True when a removed channel may be other than zero where it is read: behind sigmoid(), a bias or a norm that are not
/// masked. Quick; looks at no activation.
bool mayLeaveConstants(const ChannelRemoval& removal);

/// Runs @p masked, reads the constants off the inputs of every weighted layer and says how each following bias, or the
/// running mean of the norm behind a layer without bias, takes them up.
ConstantFolds foldConstants(const Model& masked, const ChannelRemoval& removal, const std::vector<at::Tensor>& inputs);

} // namespace espalier::internal

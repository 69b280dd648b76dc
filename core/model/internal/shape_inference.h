// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <optional>
#include <vector>

#include "core/base/input_spec.h"
#include "core/base/message.h"

namespace espalier::internal {

struct ModelImpl;

/// Runs the network once on zeros of the given shapes, in eval mode without gradients, and fills shapes and MACs of all
/// layers, of the outputs and of the whole. Strong guarantee. @throws Error(ShapeMismatch)
void inferShapes(ModelImpl& impl, const std::vector<InputSpec>& inputs);

/// Why inputs that the network refused cannot fit: it begins with a convolution, which takes another number of dimensions.
/// nullopt when that is not so.
std::optional<Message> wrongDimensions(const ModelImpl& impl, const std::vector<InputSpec>& inputs);

/// The same where its first layer counts channels or features, and @p failure says that it failed: how many it takes.
std::optional<Message> wrongChannels(const ModelImpl& impl, const std::vector<InputSpec>& inputs,
                                     const Message& failure);

} // namespace espalier::internal

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/base/input_spec.h"
#include "core/model/model.h"

namespace espalier {

/// Python lines that call `model` on images as the accuracies were measured: pixels in 0..255 divided by 255, then
/// (x - mean) / std where @p normalization has them, per channel. @param inputs of the network, for the shape; empty: unknown.
/// Needs `import torch` above it.
std::string inputScalingSnippet(const Model::Normalization& normalization, const std::vector<InputSpec>& inputs);

} // namespace espalier

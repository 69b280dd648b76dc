// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "core/base/input_spec.h"

namespace espalier {
class Model;
}

namespace espalier::internal {

/// Random inputs of the model's shapes for another number of samples: the first dimension of each input, as far as it is
/// that of the first input, is one longer. Empty where the first input has no dimension.
std::vector<at::Tensor> otherBatchInputs(const std::vector<InputSpec>& specs, std::uint64_t seed);

/// What @p model gives for @p inputs; empty when it cannot compute with them.
std::vector<at::Tensor> outputsIfAny(const Model& model, const std::vector<at::Tensor>& inputs);

} // namespace espalier::internal

// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <utility>
#include <vector>

#include "core/exporters/exporter.h"

namespace espalier::internal {

using TensorList = std::vector<std::pair<std::string, at::Tensor>>;

/// Compares tensors by name, order included, bit by bit. Where they differ, detail names the first tensor that does.
Verification compareTensors(const TensorList& expected, const TensorList& actual);

/// All parameters and buffers of @p model.
TensorList tensorsOf(const Model& model);

} // namespace espalier::internal

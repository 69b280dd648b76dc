// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "core/base/input_spec.h"
#include "core/exporters/exporter.h"

namespace espalier::internal {

/// Largest relative difference of outputs that counts as agreement.
inline constexpr double kAgreement = 1e-4;

/// Compares outputs pairwise: maxAbsDifference is max|a-b| over all of them, maxRelDifference the largest of
/// max|a-b| / max(1e-6, max|a|) of any one output. Equal infinities and NaNs at the same place do not differ; other counts,
/// other shapes or a NaN on one side do, infinitely. detail stays empty.
Verification compareOutputs(const std::vector<at::Tensor>& expected, const std::vector<at::Tensor>& actual);

/// Standard normal floats, and zeros and ones for whole numbers and bools (valid indices of every embedding with two
/// rows), the same for the same seed.
std::vector<at::Tensor> exampleInputs(const std::vector<InputSpec>& specs, std::uint64_t seed);

/// True when dtype, shape and every bit of every element agree; how the elements lie in memory does not matter.
bool isSameTensor(const at::Tensor& a, const at::Tensor& b);

} // namespace espalier::internal

// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <ATen/core/Tensor.h>

#include <unordered_map>
#include <vector>

#include "core/graph/internal/channel_removal.h"
#include "core/speedup/speedup.h"

namespace espalier::internal {

/// One tensor's smaller form and where its elements came from.
struct ShrunkTensor
{
    at::Tensor tensor;
    ParameterSlices slices;
};

/// The smaller tensors, by index into the analysis' tensors; those that keep everything are left out.
std::unordered_map<int, ShrunkTensor> shrinkTensors(const ChannelRemoval& removal);

/// How many groups of a grouped operator are left.
std::int64_t groupsLeft(const ChannelRemoval& removal, const WeightUse& use);

} // namespace espalier::internal

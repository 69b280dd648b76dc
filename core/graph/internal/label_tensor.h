// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "core/graph/internal/label_space.h"

namespace espalier::internal {

/// A label tensor has the shape of the value that it describes and says for each position which atomic channel it
/// belongs to (int64). Dimensions that no label depends on have stride 0, so that it stays small.
using LabelTensor = at::Tensor;

/// All positions fixed.
LabelTensor fixedLabels(at::IntArrayRef shape);
/// @p labels along dimension @p dim of @p shape, the same for everything else.
LabelTensor spreadLabels(const std::vector<Label>& labels, at::IntArrayRef shape, std::int64_t dim);

/// True when labels may depend on the index along @p dim.
bool varies(const LabelTensor& labels, std::int64_t dim);
bool variesAnywhere(const LabelTensor& labels);
/// The same positions, with stride 0 wherever labels turn out not to depend on a dimension.
LabelTensor compressed(const LabelTensor& labels);
/// The tensor with every dimension that it does not vary along cut to size 1, contiguous.
at::Tensor labelCore(const LabelTensor& labels);
/// Labels in row-major order.
std::vector<Label> labelList(const at::Tensor& labels);

/// The labels at each index along @p dim after uniting everything else: position i lists one label of the class.
std::vector<Label> labelsAlong(LabelSpace& space, const LabelTensor& labels, std::int64_t dim, int reason);
/// The labels at index 0 along every other dimension; unites nothing.
std::vector<Label> firstLabelsAlong(const LabelTensor& labels, std::int64_t dim);
/// Unites along @p dim and returns the tensor with stride 0 there.
LabelTensor uniteAlong(LabelSpace& space, const LabelTensor& labels, std::int64_t dim, int reason);
void lockLabels(LabelSpace& space, const at::Tensor& labels, int reason);

/// The labels' classes, locked ones fixed, with stride 0 wherever they do not differ.
LabelTensor classesOf(const LabelSpace& space, const LabelTensor& labels);
/// Unites along all dimensions but the one with most classes. False when there is only one anyway.
bool keepFinest(LabelSpace& space, const LabelTensor& labels, int reason);

/// Unites two tensors position by position under PyTorch's broadcasting and returns the labels of the result. A fixed
/// partner locks; one that is broadcast along the channels of the other (a scalar, a map of one channel) does not.
LabelTensor uniteBroadcast(LabelSpace& space, const LabelTensor& a, const LabelTensor& b, int reason);

/// PyTorch's cat() without filling dimensions that nothing depends on.
LabelTensor concatenated(const std::vector<LabelTensor>& parts, std::int64_t dim);

} // namespace espalier::internal

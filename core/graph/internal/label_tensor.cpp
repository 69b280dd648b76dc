// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/internal/label_tensor.h"

#include <ATen/ExpandUtils.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <unordered_set>

namespace espalier::internal {
namespace {

at::TensorOptions labelOptions()
{
    return at::TensorOptions().dtype(at::kLong);
}

/// Dimensions in front, so that the tensor has as many as @p shape.
at::Tensor withDims(const at::Tensor& labels, std::size_t count)
{
    at::Tensor result = labels;
    while (static_cast<std::size_t>(result.dim()) < count)
        result = result.unsqueeze(0);
    return result;
}

at::Tensor narrowedWhere(at::Tensor labels, const std::vector<bool>& narrow)
{
    for (std::size_t d = 0; d < narrow.size(); ++d) {
        if (narrow[d] && labels.size(static_cast<std::int64_t>(d)) > 1)
            labels = labels.narrow(static_cast<std::int64_t>(d), 0, 1);
    }
    return labels;
}

/// True when @p small has size 1 where @p large has more and labels differ.
bool isSpreadOverChannels(const at::Tensor& small, const at::Tensor& large)
{
    for (std::int64_t d = 0; d < small.dim(); ++d) {
        if (small.size(d) == 1 && large.size(d) > 1 && varies(large, d))
            return true;
    }
    return false;
}

void unitePositions(LabelSpace& space, const at::Tensor& a, const at::Tensor& b, int reason)
{
    const std::int64_t* left = a.data_ptr<std::int64_t>();
    const std::int64_t* right = b.data_ptr<std::int64_t>();
    for (std::int64_t i = 0; i < a.numel(); ++i)
        space.unite(left[i], right[i], reason);
}

} // namespace

LabelTensor fixedLabels(at::IntArrayRef shape)
{
    return at::zeros({}, labelOptions()).expand(shape);
}

LabelTensor spreadLabels(const std::vector<Label>& labels, at::IntArrayRef shape, std::int64_t dim)
{
    at::Tensor values = at::empty({static_cast<std::int64_t>(labels.size())}, labelOptions());
    std::copy(labels.begin(), labels.end(), values.data_ptr<std::int64_t>());
    std::vector<std::int64_t> ones(shape.size(), 1);
    ones[static_cast<std::size_t>(dim)] = values.numel();
    return values.view(ones).expand(shape);
}

bool varies(const LabelTensor& labels, std::int64_t dim)
{
    return labels.size(dim) > 1 && labels.stride(dim) != 0;
}

bool variesAnywhere(const LabelTensor& labels)
{
    for (std::int64_t d = 0; d < labels.dim(); ++d) {
        if (varies(labels, d))
            return true;
    }
    return false;
}

at::Tensor labelCore(const LabelTensor& labels)
{
    at::Tensor core = labels;
    for (std::int64_t d = 0; d < labels.dim(); ++d) {
        if (labels.size(d) > 1 && labels.stride(d) == 0)
            core = core.narrow(d, 0, 1);
    }
    return core.contiguous();
}

LabelTensor compressed(const LabelTensor& labels)
{
    at::Tensor result = labels;
    for (std::int64_t d = 0; d < labels.dim(); ++d) {
        if (!varies(result, d))
            continue;
        const at::Tensor core = labelCore(result);
        const at::Tensor first = core.narrow(d, 0, 1);
        if (core.equal(first.expand_as(core)))
            result = first.expand(labels.sizes());
        else
            result = core.expand(labels.sizes());
    }
    return result;
}

std::vector<Label> labelList(const at::Tensor& labels)
{
    const at::Tensor values = labels.contiguous();
    const std::int64_t* data = values.data_ptr<std::int64_t>();
    return {data, data + values.numel()};
}

std::vector<Label> firstLabelsAlong(const LabelTensor& labels, std::int64_t dim)
{
    at::Tensor line = labels;
    for (std::int64_t d = labels.dim() - 1; d >= 0; --d) {
        if (d != dim)
            line = line.select(d, 0);
    }
    return labelList(line);
}

LabelTensor uniteAlong(LabelSpace& space, const LabelTensor& labels, std::int64_t dim, int reason)
{
    if (labels.numel() == 0 || !varies(labels, dim))
        return labels;
    const at::Tensor core = labelCore(labels);
    const at::Tensor first = core.narrow(dim, 0, 1);
    unitePositions(space, first.expand_as(core).contiguous(), core, reason);
    return first.expand(labels.sizes());
}

std::vector<Label> labelsAlong(LabelSpace& space, const LabelTensor& labels, std::int64_t dim, int reason)
{
    if (labels.numel() == 0)
        return std::vector<Label>(static_cast<std::size_t>(labels.size(dim)), kFixed);
    LabelTensor united = labels;
    for (std::int64_t d = 0; d < labels.dim(); ++d) {
        if (d != dim)
            united = uniteAlong(space, united, d, reason);
    }
    return firstLabelsAlong(united, dim);
}

void lockLabels(LabelSpace& space, const at::Tensor& labels, int reason)
{
    for (const Label label : labelList(labelCore(labels)))
        space.lock(label, reason);
}

LabelTensor uniteBroadcast(LabelSpace& space, const LabelTensor& first, const LabelTensor& second, int reason)
{
    const std::vector<std::int64_t> shape = at::infer_size(first.sizes(), second.sizes());
    at::Tensor a = withDims(first, shape.size());
    at::Tensor b = withDims(second, shape.size());
    const bool aSpread = !variesAnywhere(a) && isSpreadOverChannels(a, b);
    const bool bSpread = !variesAnywhere(b) && isSpreadOverChannels(b, a);
    if (aSpread || bSpread) {
        lockLabels(space, aSpread ? a : b, reason);
        return (aSpread ? b : a).expand(shape);
    }
    std::vector<bool> narrow(shape.size());
    for (std::size_t d = 0; d < shape.size(); ++d) {
        const auto dim = static_cast<std::int64_t>(d);
        narrow[d] = !varies(a, dim) && !varies(b, dim);
    }
    a = narrowedWhere(a, narrow);
    b = narrowedWhere(b, narrow);
    const std::vector<std::int64_t> common = at::infer_size(a.sizes(), b.sizes());
    a = a.expand(common).contiguous();
    b = b.expand(common).contiguous();
    if (a.numel() == 0)
        return fixedLabels(shape);
    unitePositions(space, a, b, reason);
    return at::where(a.eq(kFixed), b, a).expand(shape);
}

LabelTensor concatenated(const std::vector<LabelTensor>& parts, std::int64_t dim)
{
    std::vector<std::int64_t> shape = parts.front().sizes().vec();
    std::vector<bool> narrow(shape.size(), true);
    shape[static_cast<std::size_t>(dim)] = 0;
    for (const LabelTensor& part : parts) {
        shape[static_cast<std::size_t>(dim)] += part.size(dim);
        for (std::int64_t d = 0; d < part.dim(); ++d) {
            if (d == dim || varies(part, d))
                narrow[static_cast<std::size_t>(d)] = false;
        }
    }
    std::vector<at::Tensor> cores;
    for (const LabelTensor& part : parts)
        cores.push_back(narrowedWhere(part, narrow));
    return compressed(at::cat(cores, dim).expand(shape));
}

LabelTensor classesOf(const LabelSpace& space, const LabelTensor& labels)
{
    const at::Tensor roots = labelCore(labels).clone();
    std::int64_t* data = roots.data_ptr<std::int64_t>();
    for (std::int64_t i = 0; i < roots.numel(); ++i)
        data[i] = space.isLocked(data[i]) ? kFixed : space.find(data[i]);
    return compressed(roots);
}

bool keepFinest(LabelSpace& space, const LabelTensor& labels, int reason)
{
    LabelTensor roots = classesOf(space, labels);
    std::int64_t finest = -1;
    std::size_t most = 0;
    int varying = 0;
    for (std::int64_t d = 0; d < roots.dim(); ++d) {
        if (!varies(roots, d))
            continue;
        ++varying;
        const std::vector<Label> line = firstLabelsAlong(roots, d);
        const std::size_t distinct = std::unordered_set<Label>(line.begin(), line.end()).size();
        if (distinct > most) {
            most = distinct;
            finest = d;
        }
    }
    if (varying < 2)
        return false;
    for (std::int64_t d = 0; d < roots.dim(); ++d) {
        if (d != finest)
            roots = uniteAlong(space, roots, d, reason);
    }
    return true;
}

} // namespace espalier::internal

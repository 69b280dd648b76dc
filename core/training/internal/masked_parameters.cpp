// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/internal/masked_parameters.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/from_blob.h>

#include <algorithm>

#include "core/base/error.h"
#include "core/model/internal/model_tensors.h"

namespace espalier::internal {
namespace {

at::Tensor removedElements(const Mask& mask)
{
    // from_blob wants a pointer to non-const; the result of eq() is a tensor of its own.
    auto* bytes = const_cast<std::uint8_t*>(mask.keep.data());
    return at::from_blob(bytes, mask.shape, at::kByte).eq(0);
}

} // namespace

MaskedParameters::MaskedParameters(Model& model)
    : m_model(model)
{
}

void MaskedParameters::addMask(std::vector<Item>& items, const std::string& layer, const char* parameter,
                               const Mask& mask) const
{
    const at::Tensor tensor = findMaskedTensor(m_model, layer, parameter);
    if (!tensor.defined()) {
        throw Error(ErrorCode::NotFound,
                    Message{ESPALIER_TR("core", "The masks name %1 of layer %2, which the model does not have."),
                            {parameter, layer}});
    }
    const Shape shape = tensor.sizes().vec();
    if (shape != mask.shape || static_cast<std::int64_t>(mask.keep.size()) != tensor.numel()) {
        throw Error(ErrorCode::ShapeMismatch,
                    Message{ESPALIER_TR("core", "The mask of %1 of layer %2 is %3, the parameter is %4."),
                            {parameter, layer, shapeText(mask.shape), shapeText(shape)}});
    }
    const at::Tensor removed = removedElements(mask);
    // Layers that share a parameter share its mask: removed is what any of them removes.
    for (Item& item : items) {
        if (item.tensor.is_same(tensor)) {
            item.removed = item.removed.logical_or(removed);
            return;
        }
    }
    items.push_back({tensor, removed, {}});
}

std::vector<MaskedParameters::Item> MaskedParameters::itemsFor(const MaskSet& masks) const
{
    std::vector<Item> items;
    for (const auto& [layer, mask] : masks.items()) {
        addMask(items, layer, "weight", mask.weight);
        if (mask.bias)
            addMask(items, layer, "bias", *mask.bias);
    }
    return items;
}

std::vector<MaskedParameters::Change> MaskedParameters::setMasks(const MaskSet& masks)
{
    const at::NoGradGuard noGradients;
    std::vector<Item> items = itemsFor(masks);
    for (Item& old : m_items)
        old.tensor.copy_(old.beneath.where(old.removed, old.tensor));
    std::vector<Change> changes;
    for (Item& item : items) {
        item.beneath = item.tensor.detach().clone();
        item.tensor.masked_fill_(item.removed, 0);
        changes.push_back({item.tensor, item.removed});
    }
    m_items = std::move(items);
    return changes;
}

void MaskedParameters::clearGradients()
{
    const at::NoGradGuard noGradients;
    for (Item& item : m_items) {
        // Filling instead of multiplying: infinity times zero is no number.
        if (item.tensor.grad().defined())
            item.tensor.mutable_grad().masked_fill_(item.removed, 0);
    }
}

const MaskedParameters::Item* MaskedParameters::find(const at::Tensor& tensor) const
{
    const auto item = std::find_if(m_items.begin(), m_items.end(),
                                   [&](const Item& candidate) { return candidate.tensor.is_same(tensor); });
    return item == m_items.end() ? nullptr : &*item;
}

at::Tensor MaskedParameters::restored(const at::Tensor& tensor) const
{
    const at::NoGradGuard noGradients;
    const Item* item = find(tensor);
    return item ? item->beneath.where(item->removed, tensor.detach()) : tensor.detach().clone();
}

at::Tensor MaskedParameters::beneath(const at::Tensor& tensor) const
{
    const Item* item = find(tensor);
    return item ? item->beneath : at::Tensor();
}

} // namespace espalier::internal

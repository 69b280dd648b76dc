// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "core/model/mask_set.h"
#include "core/model/model.h"

namespace espalier::internal {

/// Keeps masked weights of a model in training at zero and remembers what lies beneath. While masked, an element is 0,
/// its gradient is cleared by clearGradients(), so that neither momentum nor weight decay ever moves it; restored(),
/// setMasks() and release() bring back exactly the bits that were there.
class MaskedParameters
{
public:
    /// Nothing is masked yet. @p model must outlive this.
    explicit MaskedParameters(Model& model);

    /// Elements that one call of setMasks() newly removed.
    struct Change
    {
        at::Tensor tensor;
        at::Tensor removed; ///< bool, true where the element is masked now
    };

    /// Replaces all masks: elements that are no longer masked get back what was beneath, newly masked ones keep their
    /// present value beneath and become zero. @throws Error(NotFound, ShapeMismatch) naming the layer; then nothing has
    /// changed.
    std::vector<Change> setMasks(const MaskSet& masks);
    /// To be called between backward pass and optimizer step.
    void clearGradients();
    /// The tensor with what lies beneath its mask put back, as a copy. For other tensors: a plain copy.
    at::Tensor restored(const at::Tensor& tensor) const;
    /// What lies beneath the mask of @p tensor; undefined where nothing is masked. The tensor is live.
    at::Tensor beneath(const at::Tensor& tensor) const;

private:
    struct Item
    {
        at::Tensor tensor;
        at::Tensor removed;
        at::Tensor beneath;
    };
    std::vector<Item> itemsFor(const MaskSet& masks) const;
    void addMask(std::vector<Item>& items, const std::string& layer, const char* parameter, const Mask& mask) const;
    const Item* find(const at::Tensor& tensor) const;

    Model& m_model;
    std::vector<Item> m_items;
};

} // namespace espalier::internal

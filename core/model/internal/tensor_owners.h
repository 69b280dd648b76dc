// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <ATen/core/Tensor.h>

#include <map>
#include <string>
#include <vector>

#include "core/model/layer_info.h"

namespace torch::jit {
struct Module;
}

namespace espalier::internal {

/// Which layer a stored tensor belongs to, whatever module's forward() uses it.
class TensorOwners
{
public:
    TensorOwners(const torch::jit::Module& module, const std::vector<LayerInfo>& layers);

    /// The layer whose tensor @p tensor is, or is a view of: @p preferred if that is one of several that share it, else the
    /// first. nullptr for what is computed.
    const std::string* ownerOf(const at::Tensor& tensor, const std::string& preferred) const;

private:
    struct Memory
    {
        const char* end = nullptr;
        std::vector<std::string> layers;
    };
    std::map<const char*, Memory> m_memory; ///< by where it begins
};

} // namespace espalier::internal

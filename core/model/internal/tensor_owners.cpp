// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/internal/tensor_owners.h"

#include <torch/csrc/jit/api/module.h>

#include <algorithm>

namespace espalier::internal {
namespace {

const char* beginOf(const at::Tensor& tensor)
{
    return tensor.defined() && tensor.has_storage() ? static_cast<const char*>(tensor.data_ptr()) : nullptr;
}

const char* endOf(const at::Tensor& tensor)
{
    std::int64_t last = 0;
    for (std::int64_t dim = 0; dim < tensor.dim(); ++dim)
        last += (tensor.size(dim) - 1) * tensor.stride(dim);
    return beginOf(tensor) + (last + 1) * static_cast<std::int64_t>(tensor.element_size());
}

/// The module of that dotted path; a bare parameter's name leads to the module that has it.
torch::jit::Module moduleAt(torch::jit::Module module, std::string path)
{
    while (!path.empty()) {
        const auto dot = path.find('.');
        const c10::IValue step = module.attr(path.substr(0, dot));
        if (!step.isModule())
            break;
        module = step.toModule();
        path = dot == std::string::npos ? std::string() : path.substr(dot + 1);
    }
    return module;
}

} // namespace

TensorOwners::TensorOwners(const torch::jit::Module& module, const std::vector<LayerInfo>& layers)
{
    for (const LayerInfo& layer : layers) {
        const torch::jit::Module owner = moduleAt(module, layer.name);
        for (const ParameterInfo& parameter : layer.parameters) {
            const at::Tensor tensor = owner.attr(parameter.name).toTensor();
            const char* begin = beginOf(tensor);
            if (begin == nullptr || tensor.numel() == 0)
                continue;
            Memory& memory = m_memory[begin];
            memory.end = std::max(memory.end, endOf(tensor));
            memory.layers.push_back(layer.name);
        }
    }
}

const std::string* TensorOwners::ownerOf(const at::Tensor& tensor, const std::string& preferred) const
{
    const char* begin = beginOf(tensor);
    const auto next = m_memory.upper_bound(begin);
    if (begin == nullptr || next == m_memory.begin() || begin >= std::prev(next)->second.end)
        return nullptr;
    const std::vector<std::string>& layers = std::prev(next)->second.layers;
    const auto found = std::find(layers.begin(), layers.end(), preferred);
    return found == layers.end() ? &layers.front() : &*found;
}

} // namespace espalier::internal

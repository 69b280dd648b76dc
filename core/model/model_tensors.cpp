// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/internal/model_tensors.h"

#include <ATen/ops/empty.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/jit/api/module.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <set>
#include <unordered_set>

#include "core/base/error.h"
#include "core/model/internal/model_impl.h"

namespace espalier {
namespace internal {
namespace {

using torch::jit::Module;

/// Python's state_dict() order: a module's parameters, then its buffers, then its children.
void visit(const Module& module, const std::string& path, std::vector<NamedTensor>& tensors)
{
    const auto type = module.type();
    const std::string prefix = path.empty() ? std::string() : path + ".";
    for (const bool buffers : {false, true}) {
        for (std::size_t i = 0; i < type->numAttributes(); ++i) {
            const c10::IValue value = module._ivalue()->getSlot(i);
            if (type->is_parameter(i) == buffers || !value.isTensor() || !value.toTensor().defined())
                continue;
            tensors.push_back({prefix + type->getAttributeName(i), path, value.toTensor(), buffers});
        }
    }
    for (const auto& child : module.named_children())
        visit(child.value, prefix + child.name, tensors);
}

} // namespace

std::vector<NamedTensor> namedTensors(const Model& model)
{
    std::vector<NamedTensor> tensors;
    visit(model.impl().module, {}, tensors);
    return tensors;
}

at::Tensor findTensor(const Model& model, const std::string& fullName)
{
    Module module = model.impl().module;
    std::string rest = fullName;
    while (true) {
        const auto dot = rest.find('.');
        const std::string step = rest.substr(0, dot);
        if (!module.hasattr(step))
            return {};
        const c10::IValue value = module.attr(step);
        if (dot == std::string::npos)
            return value.isTensor() ? value.toTensor() : at::Tensor();
        if (!value.isModule())
            return {};
        module = value.toModule();
        rest = rest.substr(dot + 1);
    }
}

at::Tensor findMaskedTensor(const Model& model, const std::string& layer, const std::string& name)
{
    // A network of a single module has no dotted name.
    const at::Tensor tensor = findTensor(model, layer.empty() ? name : layer + "." + name);
    return tensor.defined() || name != "weight" ? tensor : findTensor(model, layer);
}

void storeInOrder(Model& model)
{
    const c10::AutoGradMode noGradients(false);
    const std::vector<NamedTensor> tensors = namedTensors(model);
    std::map<const void*, std::set<const void*>> owners;
    const auto isStrided = [](const at::Tensor& tensor) {
        return tensor.layout() == at::kStrided && tensor.has_storage();
    };
    for (const NamedTensor& named : tensors) {
        if (isStrided(named.tensor))
            owners[named.tensor.storage().data()].insert(named.tensor.unsafeGetTensorImpl());
    }
    for (const NamedTensor& named : tensors) {
        const at::Tensor& tensor = named.tensor;
        if (isStrided(tensor) && !tensor.is_contiguous() && owners.at(tensor.storage().data()).size() == 1)
            tensor.set_data(tensor.contiguous());
    }
}

std::vector<at::Tensor> forward(const Model& model, const std::vector<at::Tensor>& inputs)
{
    std::vector<at::Tensor> outputs;
    for (const c10::IValue& value : runGraph(model.impl(), {inputs.begin(), inputs.end()}))
        collectTensors(value, outputs);
    return outputs;
}

void setTraining(Model& model, bool training)
{
    model.impl().module.train(training);
}

} // namespace internal

namespace {

[[noreturn]] void throwNoTensor(const std::string& name)
{
    throw Error(ErrorCode::NotFound, Message{ESPALIER_TR("core", "The network has no tensor \"%1\"."), {name}});
}

at::Tensor requireFloat(const Model& model, const std::string& name)
{
    at::Tensor tensor = internal::findTensor(model, name);
    if (!tensor.defined())
        throwNoTensor(name);
    if (tensor.scalar_type() != at::kFloat) {
        throw Error(ErrorCode::Unsupported,
                    Message{ESPALIER_TR("core", "The tensor \"%1\" does not hold 32-bit floats."), {name}});
    }
    return tensor;
}

at::Tensor maskTensor(const Mask& mask)
{
    at::Tensor tensor = at::empty(mask.shape, at::TensorOptions().dtype(at::kByte));
    std::memcpy(tensor.data_ptr(), mask.keep.data(), mask.keep.size());
    return tensor;
}

/// Zeroes what is not kept; a product would leave what is no number. What keeps everything, which is most of a mask of
/// channels, is not even read.
void clearRemoved(float* values, const std::vector<std::uint8_t>& keep)
{
    constexpr std::size_t kPart = 4096;
    for (std::size_t begin = 0; begin < keep.size(); begin += kPart) {
        const std::size_t end = std::min(begin + kPart, keep.size());
        if (std::memchr(keep.data() + begin, 0, end - begin) == nullptr)
            continue;
        for (std::size_t i = begin; i < end; ++i)
            values[i] = keep[i] == 0 ? 0.0F : values[i];
    }
}

struct MaskedTensor
{
    at::Tensor tensor;
    const Mask* mask;
};

MaskedTensor maskedTensor(const Model& model, const std::string& layer, const char* name, const Mask& mask)
{
    at::Tensor tensor = internal::findMaskedTensor(model, layer, name);
    if (!tensor.defined()) {
        throw Error(ErrorCode::NotFound,
                    Message{ESPALIER_TR("core", "The masks name layer \"%1\", and the network has no %2 there."),
                            {layer, name}});
    }
    if (tensor.sizes().vec() != mask.shape) {
        throw Error(ErrorCode::ShapeMismatch,
                    Message{ESPALIER_TR("core", "The mask of \"%1\" is %2, and the %3 there is %4."),
                            {layer, shapeText(mask.shape), name, shapeText(tensor.sizes().vec())}});
    }
    return {tensor, &mask};
}

} // namespace

ParameterView Model::parameter(const std::string& fullName) const
{
    const at::Tensor tensor = requireFloat(*this, fullName);
    if (!tensor.is_contiguous()) {
        throw Error(ErrorCode::Unsupported,
                    Message{ESPALIER_TR("core", "The tensor \"%1\" is not contiguous in memory."), {fullName}});
    }
    return {tensor.sizes().vec(),
            std::span<const float>(tensor.data_ptr<float>(), static_cast<std::size_t>(tensor.numel()))};
}

void Model::setParameter(const std::string& fullName, std::span<const float> values)
{
    const at::Tensor tensor = requireFloat(*this, fullName);
    if (static_cast<std::size_t>(tensor.numel()) != values.size()) {
        throw Error(ErrorCode::ShapeMismatch,
                    Message{ESPALIER_TR("core", "\"%1\" has %2 elements, and %3 values were given."),
                            {fullName, std::to_string(tensor.numel()), std::to_string(values.size())}});
    }
    const c10::AutoGradMode noGradients(false);
    at::Tensor source = at::empty(tensor.sizes(), at::TensorOptions().dtype(at::kFloat));
    std::memcpy(source.data_ptr(), values.data(), values.size_bytes());
    tensor.copy_(source);
}

void Model::applyMasks(const MaskSet& masks)
{
    std::vector<MaskedTensor> work;
    for (const auto& [layer, mask] : masks.items()) {
        work.push_back(maskedTensor(*this, layer, "weight", mask.weight));
        if (mask.bias)
            work.push_back(maskedTensor(*this, layer, "bias", *mask.bias));
    }
    const c10::AutoGradMode noGradients(false);
    for (const MaskedTensor& item : work) {
        const bool plain = item.tensor.scalar_type() == at::kFloat && item.tensor.is_contiguous();
        if (plain)
            clearRemoved(item.tensor.data_ptr<float>(), item.mask->keep);
        else
            item.tensor.masked_fill_(maskTensor(*item.mask).eq(0), 0);
    }
}

std::vector<ModelOutput> Model::run(const std::vector<ModelOutput>& inputs) const
{
    const c10::AutoGradMode noGradients(false);
    std::vector<at::Tensor> tensors;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        if (static_cast<std::size_t>(elementCount(inputs[i].shape)) != inputs[i].values.size()) {
            throw Error(ErrorCode::ShapeMismatch,
                        Message{ESPALIER_TR("core", "Input %1 has %2 values, and its shape %3 needs %4."),
                                {std::to_string(i + 1), std::to_string(inputs[i].values.size()),
                                 shapeText(inputs[i].shape), std::to_string(elementCount(inputs[i].shape))}});
        }
        at::Tensor tensor = at::empty(inputs[i].shape, at::TensorOptions().dtype(at::kFloat));
        std::memcpy(tensor.data_ptr(), inputs[i].values.data(), inputs[i].values.size() * sizeof(float));
        tensors.push_back(std::move(tensor));
    }
    std::vector<ModelOutput> outputs;
    for (const at::Tensor& output : internal::forward(*this, tensors)) {
        const at::Tensor values = output.to(at::kFloat).contiguous();
        const float* data = values.data_ptr<float>();
        outputs.push_back({values.sizes().vec(), std::vector<float>(data, data + values.numel())});
    }
    return outputs;
}

} // namespace espalier

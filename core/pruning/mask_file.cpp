// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/mask_file.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <c10/util/Exception.h>

#include <algorithm>

#include "core/base/error.h"
#include "core/serialization/internal/pickle_value.h"

namespace espalier {
namespace {

using internal::PickleValue;

[[noreturn]] void throwNoMaskFile(const std::string& file)
{
    throw Error(ErrorCode::Unsupported,
                Message{ESPALIER_TR("core", "The file %1 is not a mask file: a mask file is a dict that gives each "
                                            "layer a dict with \"weight\" and \"bias\"."),
                        {file}});
}

[[noreturn]] void throwBadMask(const std::string& file, const std::string& layer, const std::string& target)
{
    throw Error(ErrorCode::Corrupt,
                Message{ESPALIER_TR("core", "In the mask file %1, the mask \"%3\" of layer %2 is not a tensor."),
                        {file, layer, target}});
}

Mask toMask(const at::Tensor& tensor)
{
    const at::Tensor kept = tensor.ne(0).to(at::kByte).contiguous();
    const auto* bytes = kept.data_ptr<std::uint8_t>();
    return {kept.sizes().vec(), std::vector<std::uint8_t>(bytes, bytes + kept.numel())};
}

at::Tensor toTensor(const Mask& mask)
{
    at::Tensor tensor = at::empty(mask.shape, at::TensorOptions().dtype(at::kFloat));
    std::transform(mask.keep.begin(), mask.keep.end(), tensor.data_ptr<float>(),
                   [](std::uint8_t keep) { return keep != 0 ? 1.0F : 0.0F; });
    return tensor;
}

const PickleValue* findTarget(const PickleValue::Dict& dict, const std::string& target)
{
    for (const auto& [key, value] : dict.items) {
        const auto* text = std::get_if<std::string>(&key.value);
        if (text && *text == target)
            return &value;
    }
    return nullptr;
}

LayerMask toLayerMask(const PickleValue::Dict& dict, const std::string& layer, const std::string& file)
{
    const PickleValue* weight = findTarget(dict, "weight");
    const auto* weightTensor = weight ? std::get_if<at::Tensor>(&weight->value) : nullptr;
    if (!weightTensor)
        throwBadMask(file, layer, "weight");
    LayerMask mask{toMask(*weightTensor), std::nullopt};
    const PickleValue* bias = findTarget(dict, "bias");
    if (!bias || std::holds_alternative<PickleValue::None>(bias->value))
        return mask;
    const auto* biasTensor = std::get_if<at::Tensor>(&bias->value);
    if (!biasTensor)
        throwBadMask(file, layer, "bias");
    mask.bias = toMask(*biasTensor);
    return mask;
}

PickleValue toPickle(const LayerMask& mask)
{
    PickleValue::Dict dict;
    dict.items.emplace_back(PickleValue{std::string("weight")}, PickleValue{toTensor(mask.weight)});
    PickleValue bias{PickleValue::None{}};
    if (mask.bias)
        bias.value = toTensor(*mask.bias);
    dict.items.emplace_back(PickleValue{std::string("bias")}, std::move(bias));
    return PickleValue{std::move(dict)};
}

void requireConsistent(const Mask& mask, const std::string& layer)
{
    if (elementCount(mask.shape) != static_cast<std::int64_t>(mask.keep.size()))
        throw Error(ErrorCode::Internal,
                    Message{ESPALIER_TR("core", "The mask of layer %1 has another size than its shape %2."),
                            {layer, shapeText(mask.shape)}});
}

} // namespace

MaskSet readMaskFile(const std::filesystem::path& path)
{
    const std::string file = path.string();
    const PickleValue content = internal::readPickleFile(path);
    const auto* layers = std::get_if<PickleValue::Dict>(&content.value);
    if (!layers)
        throwNoMaskFile(file);
    MaskSet masks;
    for (const auto& [key, value] : layers->items) {
        const auto* layer = std::get_if<std::string>(&key.value);
        const auto* targets = std::get_if<PickleValue::Dict>(&value.value);
        if (!layer || !targets)
            throwNoMaskFile(file);
        try {
            masks.set(*layer, toLayerMask(*targets, *layer, file));
        } catch (const c10::Error&) {
            throwBadMask(file, *layer, "weight");
        }
    }
    return masks;
}

void writeMaskFile(const std::filesystem::path& path, const MaskSet& masks)
{
    PickleValue::Dict content;
    for (const auto& [layer, mask] : masks.items()) {
        requireConsistent(mask.weight, layer);
        if (mask.bias)
            requireConsistent(*mask.bias, layer);
        content.items.emplace_back(PickleValue{layer}, toPickle(mask));
    }
    internal::writePickleFile(path, PickleValue{std::move(content)});
}

} // namespace espalier

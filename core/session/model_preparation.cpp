// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/model_preparation.h"

#include <utility>

#include "core/base/error.h"
#include "core/pruning/norm_masks.h"

namespace espalier {
namespace {

void requireShape(const LayerInfo& layer, const char* parameter, const Mask& mask, const std::filesystem::path& file)
{
    const ParameterInfo* info = layer.parameter(parameter);
    if (info && info->shape == mask.shape)
        return;
    const std::string name = layer.name + "." + parameter;
    if (!info)
        throw Error(
            ErrorCode::NotFound,
            Message{ESPALIER_TR("core", "The mask file %1 does not fit the model: it masks %2, which the model does "
                                        "not have."),
                    {file.string(), name}});
    throw Error(
        ErrorCode::ShapeMismatch,
        Message{
            ESPALIER_TR("core", "The mask file %1 does not fit the model: the mask of %2 is %3, the model's is %4."),
            {file.string(), name, shapeText(mask.shape), shapeText(info->shape)}});
}

} // namespace

Model loadModel(const std::filesystem::path& file, const std::filesystem::path& weights,
                const std::vector<InputSpec>& inputs, ProgressSink& sink, std::stop_token stop)
{
    Model model = Model::load(file, sink, std::move(stop));
    if (!weights.empty())
        model.loadStateDict(weights);
    if (!inputs.empty())
        model.setInputs(inputs);
    return model;
}

void setInputsFromData(Model& model, const Dataset& dataset)
{
    const auto proposal = model.proposedInputs();
    if (!model.inputs().empty() || model.inputCount() != 1 || !proposal || proposal->front().shape.size() != 4)
        return;
    const ImageSize size = dataset.imageSize();
    InputSpec input = proposal->front();
    input.shape = {1, input.shape[1], size.height, size.width};
    try {
        model.setInputs({input});
    } catch (const Error&) {
        // The network does not accept these images; evaluating or training says so with the layer's name.
    }
}

void requireMasksFit(const Model& model, const MaskSet& masks, const std::filesystem::path& file)
{
    for (const auto& [name, mask] : masks.items()) {
        const LayerInfo* layer = model.findLayer(name);
        if (!layer)
            throw Error(
                ErrorCode::NotFound,
                Message{ESPALIER_TR("core", "The mask file %1 does not fit the model: it masks %2, which the model "
                                            "does not have."),
                        {file.string(), name}});
        requireShape(*layer, "weight", mask.weight, file);
        if (mask.bias)
            requireShape(*layer, "bias", *mask.bias, file);
    }
}

MaskSet effectiveMasks(const Model& model, const MaskSet& masks, Profile profile)
{
    return profile == Profile::Default ? withNormMasks(model, masks) : masks;
}

} // namespace espalier

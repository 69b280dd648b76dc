// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/model_preparation.h"

#include <string_view>
#include <utility>

#include "core/base/error.h"
#include "core/base/physical_memory.h"
#include "core/pruning/norm_masks.h"

namespace espalier {
namespace {

/// @param info what the mask called @p name lies on.
void requireShape(const ParameterInfo* info, const std::string& name, const Mask& mask,
                  const std::filesystem::path& file)
{
    if (info && info->shape == mask.shape)
        return;
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

/// Who gave an input shape to which network: what every error about it names.
struct InputShape
{
    const std::vector<InputSpec>& inputs;
    const std::filesystem::path& file;
    const std::string& source;

    [[noreturn]] void refuse(const std::string& cause) const
    {
        if (source.empty())
            throw Error(ErrorCode::ShapeMismatch,
                        Message{ESPALIER_TR("core", "The input shape %1 does not fit the network %2: %3"),
                                {inputSpecsText(inputs), file.string(), cause}});
        throw Error(ErrorCode::ShapeMismatch,
                    Message{ESPALIER_TR("core", "The input shape %1 (%4) does not fit the network %2: %3"),
                            {inputSpecsText(inputs), file.string(), cause, source}});
    }

    [[noreturn]] void refuseForMemory() const
    {
        if (source.empty())
            throw Error(ErrorCode::ShapeMismatch,
                        Message{ESPALIER_TR("core", "There is not enough memory to run the network %2 on the input "
                                                    "shape %1; give a smaller one."),
                                {inputSpecsText(inputs), file.string()}});
        throw Error(ErrorCode::ShapeMismatch,
                    Message{ESPALIER_TR("core", "There is not enough memory to run the network %2 on the input shape "
                                                "%1 (%3); give a smaller one."),
                            {inputSpecsText(inputs), file.string(), source}});
    }

    /// The inputs alone are larger than the memory: asking for it may end the program instead of failing.
    bool exceedsMemory() const
    {
        double bytes = 0;
        for (const InputSpec& input : inputs) {
            double count = 1;
            for (const std::int64_t size : input.shape)
                count *= static_cast<double>(size);
            bytes += count * static_cast<double>(dtypeSize(input.dtype));
        }
        const auto memory = physicalMemory();
        return memory && bytes > static_cast<double>(*memory);
    }
};

/// LibTorch reports memory that it does not get as any other error, in words of its own.
bool isAboutMemory(std::string_view text)
{
    for (const std::string_view sign : {"DefaultCPUAllocator", "bad_alloc", "size calculation overflowed"}) {
        if (text.find(sign) != std::string_view::npos)
            return true;
    }
    return false;
}

void giveInputs(Model& model, const InputShape& shape)
{
    if (shape.exceedsMemory())
        shape.refuseForMemory();
    try {
        model.setInputs(shape.inputs);
    } catch (const CancelledError&) {
        throw;
    } catch (const Error& error) {
        if (isAboutMemory(error.what()))
            shape.refuseForMemory();
        shape.refuse(error.what());
    } catch (const std::exception& error) {
        // The inputs themselves are made outside of any layer.
        if (isAboutMemory(error.what()))
            shape.refuseForMemory();
        throw;
    }
}

} // namespace

Model loadModel(const std::filesystem::path& file, const std::filesystem::path& weights,
                const std::vector<InputSpec>& inputs, ProgressSink& sink, std::stop_token stop,
                const std::string& inputsSource)
{
    Model model = Model::load(file, sink, std::move(stop));
    if (!weights.empty())
        model.loadStateDict(weights);
    if (!inputs.empty())
        giveInputs(model, {inputs, file, inputsSource});
    return model;
}

void requireInputs(const Model& model, const std::filesystem::path& file, const std::string& source)
{
    if (!model.inputs().empty())
        return;
    const auto proposal = model.proposedInputs();
    if (!proposal)
        throw Error(ErrorCode::ShapeMismatch,
                    Message{ESPALIER_TR("core", "The input shape of the network %1 must be known for this; give it "
                                                "(%2), several inputs as in 1,3,224,224;1,16:int64."),
                            {file.string(), source}});
    throw Error(ErrorCode::ShapeMismatch,
                Message{ESPALIER_TR("core", "The input shape of the network %1 must be known for this; give it (%2), "
                                            "such as %3."),
                        {file.string(), source, inputSpecsText(*proposal)}});
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
        requireShape(layer->weight(), layer->weightName(), mask.weight, file);
        if (mask.bias)
            requireShape(layer->parameter("bias"), name + ".bias", *mask.bias, file);
    }
}

MaskSet effectiveMasks(const Model& model, const MaskSet& masks, Profile profile)
{
    return profile == Profile::Default ? withNormMasks(model, masks) : masks;
}

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/internal/network_input.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/argmax.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/topk.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <optional>

#include "core/base/error.h"
#include "core/model/internal/model_tensors.h"

namespace espalier::internal {
namespace {

constexpr std::int64_t kTopFive = 5;
// Two images, so that a network that mixes up batch and class dimension is noticed.
constexpr std::int64_t kProbeImages = 2;

std::string sizeText(int channels, const ImageSize& size)
{
    return shapeText({channels, size.height, size.width});
}

// What is known of the network's input decides which way is tried first: adaptive layers swallow more than they were
// made for.
std::vector<NetworkInput> candidates(const Model& model, const ImageSize& size)
{
    const Shape known = model.inputs().size() == 1 ? model.inputs()[0].shape : Shape{};
    const NetworkInput asStored{size.channels, false, 0};
    const NetworkInput repeated{3, false, 0};
    const NetworkInput flat{size.channels, true, 0};
    if (known.size() == 2)
        return {flat, asStored};
    if (size.channels != 1)
        return {asStored, flat};
    if (known.size() == 4 && known[1] == 3)
        return {repeated, asStored, flat};
    return {asStored, repeated, flat};
}

Error refusal(const Model& model, const ImageSize& size, const Error& cause)
{
    if (model.inputs().size() == 1 && model.inputs()[0].shape.size() == 4) {
        const Shape& shape = model.inputs()[0].shape;
        return Error(ErrorCode::ShapeMismatch,
                     Message{ESPALIER_TR("core", "The network does not accept images of %1: %2 It was made for images "
                                                 "of %3; add size=%4 to the data."),
                             {sizeText(size.channels, size), cause.what(), shapeText({shape[1], shape[2], shape[3]}),
                              shapeText({shape[1], shape[2], shape[3]})}});
    }
    return Error(ErrorCode::ShapeMismatch,
                 Message{ESPALIER_TR("core", "The network does not accept images of %1: %2 Give the data the size it "
                                             "wants with size=HEIGHTxWIDTH."),
                         {sizeText(size.channels, size), cause.what()}});
}

void checkClasses(const NetworkInput& input, const Dataset& dataset)
{
    const auto classes = static_cast<std::int64_t>(dataset.classNames().size());
    if (classes > input.outputs) {
        throw Error(ErrorCode::ShapeMismatch,
                    Message{ESPALIER_TR("core", "The data has %1 classes, but the network only %2 outputs."),
                            {std::to_string(classes), std::to_string(input.outputs)}});
    }
}

} // namespace

NetworkInput probeNetworkInput(Model& model, const Dataset& dataset)
{
    if (model.inputCount() != 1) {
        throw Error(ErrorCode::ShapeMismatch,
                    Message{ESPALIER_TR("core", "The network takes %1 inputs; with labelled images it must be one."),
                            {std::to_string(model.inputCount())}});
    }
    const at::NoGradGuard noGradients;
    setTraining(model, false);
    const ImageSize size = dataset.imageSize();
    std::optional<Error> first;
    for (NetworkInput input : candidates(model, size)) {
        at::Tensor images = at::zeros({kProbeImages, input.channels, size.height, size.width}, at::kFloat);
        try {
            input.outputs = classScores(model, input.flat ? images.flatten(1) : images).size(1);
            checkClasses(input, dataset);
            return input;
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Cancelled)
                throw;
            if (input.outputs > 0)
                throw;
            if (!first)
                first = error;
        }
    }
    throw refusal(model, size, *first);
}

void preferChannelsLast(Model& model, NetworkInput& input, const Dataset& dataset)
{
    constexpr std::int64_t kImageDimensions = 4;
    if (input.flat)
        return;
    const at::NoGradGuard noGradients;
    std::vector<std::pair<at::Tensor, at::Tensor>> changed;
    for (const NamedTensor& named : namedTensors(model)) {
        if (named.tensor.dim() == kImageDimensions && !named.buffer)
            changed.emplace_back(named.tensor, named.tensor.detach());
    }
    for (auto& [tensor, before] : changed)
        tensor.set_data(before.contiguous(at::MemoryFormat::ChannelsLast));
    const ImageSize size = dataset.imageSize();
    const at::Tensor images = at::zeros({kProbeImages, input.channels, size.height, size.width}, at::kFloat);
    try {
        setTraining(model, false);
        classScores(model, images.contiguous(at::MemoryFormat::ChannelsLast));
        input.channelsLast = !changed.empty();
    } catch (const Error&) {
        for (auto& [tensor, before] : changed)
            tensor.set_data(before);
    }
}

at::Tensor imagesTensor(Batch& batch, const NetworkInput& input)
{
    const auto count = static_cast<std::int64_t>(batch.count);
    const ImageSize& size = batch.imageSize;
    at::Tensor images = at::from_blob(batch.images.data(), {count, size.channels, size.height, size.width}, at::kFloat);
    if (input.channelsLast)
        return images.contiguous(at::MemoryFormat::ChannelsLast);
    return input.flat ? images.flatten(1) : images;
}

at::Tensor labelsTensor(Batch& batch)
{
    return at::from_blob(batch.labels.data(), {static_cast<std::int64_t>(batch.count)}, at::kLong);
}

at::Tensor classScores(const Model& model, const at::Tensor& images)
{
    const std::vector<at::Tensor> outputs = forward(model, {images});
    const bool usable = !outputs.empty() && outputs[0].dim() >= 2 && outputs[0].size(0) == images.size(0)
                        && outputs[0].numel() == outputs[0].size(0) * outputs[0].size(1);
    if (!usable) {
        const Shape shape = outputs.empty() ? Shape{} : outputs[0].sizes().vec();
        throw Error(ErrorCode::ShapeMismatch,
                    Message{ESPALIER_TR("core", "The network returns %1 for %2 images; one row of class scores per "
                                                "image is needed."),
                            {shapeText(shape), std::to_string(images.size(0))}});
    }
    const at::Tensor scores = outputs[0].dim() == 2 ? outputs[0] : outputs[0].flatten(1);
    return scores.scalar_type() == at::kFloat ? scores : scores.to(at::kFloat);
}

std::int64_t countHits(const at::Tensor& scores, const at::Tensor& labels)
{
    return scores.argmax(1).eq(labels).sum().item<std::int64_t>();
}

BatchScore scoreBatch(const at::Tensor& scores, const at::Tensor& labels)
{
    BatchScore score;
    score.hits = countHits(scores, labels);
    const std::int64_t best = std::min(kTopFive, scores.size(1));
    const at::Tensor top = std::get<1>(scores.topk(best, 1));
    score.topFiveHits = top.eq(labels.unsqueeze(1)).sum().item<std::int64_t>();
    const at::Tensor loss = at::cross_entropy_loss(scores, labels);
    score.lossSum = loss.item<double>() * static_cast<double>(labels.size(0));
    return score;
}

std::string firstLine(const std::string& text)
{
    return text.substr(0, text.find('\n'));
}

} // namespace espalier::internal

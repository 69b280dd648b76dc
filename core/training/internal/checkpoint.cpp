// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/internal/checkpoint.h"

#include <ATen/ops/from_blob.h>
#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>
#include <string_view>

#include "core/base/error.h"
#include "core/model/internal/model_tensors.h"
#include "core/training/internal/checkpoint_file.h"

namespace espalier::internal {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* kHookTensor = "hook";

// Two independent sums together; enough against accidents, which is what is to be noticed here.
class Sum
{
public:
    void add(const void* data, std::size_t bytes)
    {
        m_crc = crc32_z(m_crc, static_cast<const Bytef*>(data), bytes);
        m_adler = adler32_z(m_adler, static_cast<const Bytef*>(data), bytes);
    }
    void add(std::string_view text) { add(text.data(), text.size()); }
    void add(std::int64_t number) { add(&number, sizeof number); }
    std::uint64_t value() const { return std::uint64_t{m_crc} << 32 | (m_adler & 0xffffffffu); }

private:
    unsigned long m_crc = 0;
    unsigned long m_adler = 1;
};

std::uint64_t modelSum(const Model& model)
{
    Sum sum;
    for (const NamedTensor& named : namedTensors(model)) {
        const at::Tensor tensor = named.tensor.detach().contiguous();
        sum.add(named.name);
        sum.add(tensor.data_ptr(), tensor.nbytes());
    }
    return sum.value();
}

std::uint64_t maskSum(const MaskSet& masks, bool normMasks)
{
    Sum sum;
    sum.add(std::int64_t{normMasks});
    for (const auto& [layer, mask] : masks.items()) {
        sum.add(layer);
        sum.add(mask.weight.keep.data(), mask.weight.keep.size());
        sum.add(std::int64_t{mask.bias.has_value()});
        if (mask.bias)
            sum.add(mask.bias->keep.data(), mask.bias->keep.size());
    }
    return sum.value();
}

// All labels, but only a few images: photographs would have to be decoded.
std::uint64_t dataSum(const Dataset& dataset)
{
    constexpr std::size_t kImages = 4;
    const ImageSize size = dataset.imageSize();
    std::vector<float> image(static_cast<std::size_t>(size.channels) * static_cast<std::size_t>(size.height)
                             * static_cast<std::size_t>(size.width));
    Sum sum;
    sum.add(&size, sizeof size);
    for (const std::string& name : dataset.classNames())
        sum.add(name);
    for (std::size_t i = 0; i < dataset.size(); ++i)
        sum.add(std::int64_t{dataset.label(i)});
    for (std::size_t i = 0; i < std::min(kImages, dataset.size()); ++i) {
        dataset.read(i * dataset.size() / kImages % dataset.size(), image);
        sum.add(image.data(), image.size() * sizeof(float));
    }
    return sum.value();
}

std::string optionsText(const TrainingOptions& options)
{
    return json{{"epochs", options.epochs},
                {"batch_size", options.batchSize},
                {"optimizer", optimizerName(options.optimizer)},
                {"learning_rate", options.learningRate},
                {"momentum", options.momentum},
                {"nesterov", options.nesterov},
                {"weight_decay", options.weightDecay},
                {"lr_schedule", lrScheduleName(options.lrSchedule)},
                {"pad_crop", options.augmentation.padCrop},
                {"flip", options.augmentation.flip},
                {"seed", options.seed},
                {"mean", options.mean},
                {"std", options.std}}
        .dump();
}

json toJson(const Evaluation& evaluation)
{
    return {{"accuracy", evaluation.accuracy},
            {"top5_accuracy", evaluation.top5Accuracy},
            {"loss", evaluation.loss},
            {"samples", evaluation.samples}};
}

// A loss that is no number is written as null.
double numberFrom(const json& value)
{
    return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

Evaluation evaluationFrom(const json& value)
{
    return {value.at("accuracy").get<double>(), value.at("top5_accuracy").get<double>(), numberFrom(value.at("loss")),
            value.at("samples").get<std::size_t>()};
}

json toJson(const EpochEvent& event)
{
    return {{"epoch", event.epoch},
            {"train_loss", event.trainLoss},
            {"train_accuracy", event.trainAccuracy},
            {"test", toJson(event.test)},
            {"learning_rate", event.learningRate},
            {"sparsity", event.sparsity},
            {"seconds", event.seconds},
            {"best", event.best}};
}

EpochEvent eventFrom(const json& value)
{
    EpochEvent event;
    event.epoch = value.at("epoch").get<int>();
    event.trainLoss = numberFrom(value.at("train_loss"));
    event.trainAccuracy = value.at("train_accuracy").get<double>();
    event.test = evaluationFrom(value.at("test"));
    event.learningRate = value.at("learning_rate").get<double>();
    event.sparsity = value.at("sparsity").get<double>();
    event.seconds = value.at("seconds").get<double>();
    event.best = value.at("best").get<bool>();
    return event;
}

json fingerprintJson(const RunFingerprint& print)
{
    return {{"options", print.options},
            {"model", print.model},
            {"masks", print.masks},
            {"train_data", print.trainData},
            {"test_data", print.testData}};
}

RunFingerprint fingerprintFrom(const json& value)
{
    return {value.at("options").get<std::string>(), value.at("model").get<std::uint64_t>(),
            value.at("masks").get<std::uint64_t>(), value.at("train_data").get<std::uint64_t>(),
            value.at("test_data").get<std::uint64_t>()};
}

void addMask(TensorList& tensors, const std::string& name, const Mask& mask)
{
    auto* bytes = const_cast<std::uint8_t*>(mask.keep.data());
    tensors.emplace_back(name, at::from_blob(bytes, mask.shape, at::kByte).clone());
}

Mask maskFrom(const at::Tensor& tensor)
{
    const at::Tensor bytes = tensor.contiguous();
    Mask mask{bytes.sizes().vec(), std::vector<std::uint8_t>(static_cast<std::size_t>(bytes.numel()))};
    if (!mask.keep.empty())
        std::memcpy(mask.keep.data(), bytes.data_ptr(), mask.keep.size());
    return mask;
}

void addMasks(TensorList& tensors, json& names, const std::string& prefix, const MaskSet& masks)
{
    names = json::array();
    for (const auto& [layer, mask] : masks.items()) {
        names.push_back(layer);
        addMask(tensors, prefix + "weight/" + layer, mask.weight);
        if (mask.bias)
            addMask(tensors, prefix + "bias/" + layer, *mask.bias);
    }
}

const at::Tensor* find(const TensorList& tensors, const std::string& name)
{
    for (const auto& [known, tensor] : tensors) {
        if (known == name)
            return &tensor;
    }
    return nullptr;
}

MaskSet masksFrom(const TensorList& tensors, const json& names, const std::string& prefix)
{
    MaskSet masks;
    for (const json& name : names) {
        const auto layer = name.get<std::string>();
        const at::Tensor* weight = find(tensors, prefix + "weight/" + layer);
        const at::Tensor* bias = find(tensors, prefix + "bias/" + layer);
        LayerMask mask;
        if (weight)
            mask.weight = maskFrom(*weight);
        if (bias)
            mask.bias = maskFrom(*bias);
        masks.set(layer, std::move(mask));
    }
    return masks;
}

void addPrefixed(TensorList& tensors, const std::string& prefix, const TensorList& part)
{
    for (const auto& [name, tensor] : part)
        tensors.emplace_back(prefix + name, tensor);
}

TensorList withPrefix(const TensorList& tensors, const std::string& prefix)
{
    TensorList part;
    for (const auto& [name, tensor] : tensors) {
        if (name.starts_with(prefix))
            part.emplace_back(name.substr(prefix.size()), tensor);
    }
    return part;
}

std::string optimizerPrefix(std::size_t parameter)
{
    return "optimizer/" + std::to_string(parameter) + "/";
}

} // namespace

RunFingerprint fingerprint(const Model& model, const MaskSet& masks, bool normMasks, const TrainingOptions& options,
                           const Dataset& train, const Dataset& test)
{
    return {optionsText(options), modelSum(model), maskSum(masks, normMasks), dataSum(train), dataSum(test)};
}

void requireSameRun(const RunFingerprint& saved, const RunFingerprint& wanted, const fs::path& file)
{
    const auto refuse = [&](const char* sentence) {
        throw Error(ErrorCode::InvalidConfig, Message{sentence, {file.string()}});
    };
    if (saved.options != wanted.options)
        refuse(ESPALIER_TR("core", "The checkpoint %1 belongs to a run with other training options."));
    if (saved.model != wanted.model)
        refuse(ESPALIER_TR("core", "The checkpoint %1 belongs to a run of another model."));
    if (saved.masks != wanted.masks)
        refuse(ESPALIER_TR("core", "The checkpoint %1 belongs to a run with other masks."));
    if (saved.trainData != wanted.trainData)
        refuse(ESPALIER_TR("core", "The checkpoint %1 belongs to a run with other training data."));
    if (saved.testData != wanted.testData)
        refuse(ESPALIER_TR("core", "The checkpoint %1 belongs to a run with other test data."));
}

void writeCheckpoint(const fs::path& file, const Checkpoint& checkpoint)
{
    CheckpointContent content;
    json state{{"fingerprint", fingerprintJson(checkpoint.fingerprint)},
               {"next_epoch", checkpoint.nextEpoch},
               {"before", toJson(checkpoint.before)},
               {"history", json::array()},
               {"has_best", checkpoint.hasBest},
               {"best_epoch", checkpoint.bestEpoch},
               {"best", toJson(checkpoint.best)},
               {"optimizer_parameters", checkpoint.optimizer.size()}};
    for (const EpochEvent& event : checkpoint.history)
        state["history"].push_back(toJson(event));
    addMasks(content.tensors, state["masks"], "masks/", checkpoint.masks);
    addMasks(content.tensors, state["best_masks"], "best_masks/", checkpoint.bestMasks);
    addPrefixed(content.tensors, "model/", checkpoint.model);
    addPrefixed(content.tensors, "best_model/", checkpoint.bestModel);
    for (std::size_t i = 0; i < checkpoint.optimizer.size(); ++i)
        addPrefixed(content.tensors, optimizerPrefix(i), checkpoint.optimizer[i]);
    if (!checkpoint.hookState.empty()) {
        auto* bytes = const_cast<char*>(checkpoint.hookState.data());
        const auto count = static_cast<std::int64_t>(checkpoint.hookState.size());
        content.tensors.emplace_back(kHookTensor, at::from_blob(bytes, {count}, at::kByte).clone());
    }
    content.text = state.dump();
    writeCheckpointContent(file, content);
}

Checkpoint readCheckpoint(const fs::path& file)
{
    const CheckpointContent content = readCheckpointContent(file);
    const TensorList& tensors = content.tensors;
    Checkpoint checkpoint;
    try {
        const json state = json::parse(content.text);
        checkpoint.fingerprint = fingerprintFrom(state.at("fingerprint"));
        checkpoint.nextEpoch = state.at("next_epoch").get<int>();
        checkpoint.before = evaluationFrom(state.at("before"));
        for (const json& event : state.at("history"))
            checkpoint.history.push_back(eventFrom(event));
        checkpoint.hasBest = state.at("has_best").get<bool>();
        checkpoint.bestEpoch = state.at("best_epoch").get<int>();
        checkpoint.best = evaluationFrom(state.at("best"));
        checkpoint.masks = masksFrom(tensors, state.at("masks"), "masks/");
        checkpoint.bestMasks = masksFrom(tensors, state.at("best_masks"), "best_masks/");
        checkpoint.optimizer.resize(state.at("optimizer_parameters").get<std::size_t>());
    } catch (const json::exception&) {
        throw Error(ErrorCode::Corrupt,
                    Message{ESPALIER_TR("core", "The training checkpoint %1 is damaged or cut off."), {file.string()}});
    }
    checkpoint.model = withPrefix(tensors, "model/");
    checkpoint.bestModel = withPrefix(tensors, "best_model/");
    if (const at::Tensor* hook = find(tensors, kHookTensor))
        checkpoint.hookState.assign(static_cast<const char*>(hook->data_ptr()), hook->nbytes());
    for (std::size_t i = 0; i < checkpoint.optimizer.size(); ++i)
        checkpoint.optimizer[i] = withPrefix(tensors, optimizerPrefix(i));
    return checkpoint;
}

} // namespace espalier::internal

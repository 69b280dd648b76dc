// SPDX-License-Identifier: GPL-3.0-or-later
#include "training_samples.h"

#include <bit>
#include <limits>

#include "core/base/progress_sink.h"
#include "core/data/sample_order.h"

namespace espalier::test {

SquaresDataset::SquaresDataset(std::size_t count, std::uint64_t seed, ImageSize size, int classes)
    : m_count(count)
    , m_seed(seed)
    , m_size(size)
{
    for (int i = 0; i < classes; ++i)
        m_names.push_back(std::to_string(i));
}

void SquaresDataset::read(std::size_t index, std::span<float> out) const
{
    RandomStream random(mixedSeed(m_seed, index));
    for (float& pixel : out)
        pixel = static_cast<float>(random.below(1000)) / 2000.0f;
    const int half = std::max(1, m_size.width / 2);
    const int left = label(index) % 2 == 0 ? 0 : m_size.width - half;
    const int top = label(index) < 2 ? 0 : m_size.height - half;
    for (int c = 0; c < m_size.channels; ++c) {
        for (int y = top; y < std::min(top + half, m_size.height); ++y) {
            for (int x = left; x < left + half; ++x)
                out[static_cast<std::size_t>((c * m_size.height + y) * m_size.width + x)] += 0.4f;
        }
    }
    if (poisoned)
        out[0] = std::numeric_limits<float>::quiet_NaN();
}

std::shared_ptr<const Model> trainingModel(const std::string& name)
{
    NullProgressSink silent;
    return std::make_shared<const Model>(
        Model::load(std::string(ESPALIER_TEST_DATA) + "/models/train_" + name + ".pt", silent));
}

MaskSet everySecondWeight(const Model& model, const std::vector<std::string>& layers)
{
    MaskSet masks;
    for (const std::string& layer : layers) {
        LayerMask mask{Mask::ones(model.parameter(layer + ".weight").shape), {}};
        for (std::size_t i = 0; i < mask.weight.keep.size(); i += 2)
            mask.weight.keep[i] = 0;
        masks.set(layer, std::move(mask));
    }
    return masks;
}

MaskSet firstChannels(const Model& model, const std::string& layer, std::int64_t channels)
{
    LayerMask mask{Mask::ones(model.parameter(layer + ".weight").shape), {}};
    const auto row = static_cast<std::int64_t>(mask.weight.keep.size()) / mask.weight.shape[0];
    std::fill_n(mask.weight.keep.begin(), channels * row, std::uint8_t{0});
    if (model.findLayer(layer)->parameter("bias")) {
        mask.bias = Mask::ones({mask.weight.shape[0]});
        std::fill_n(mask.bias->keep.begin(), channels, std::uint8_t{0});
    }
    MaskSet masks;
    masks.set(layer, std::move(mask));
    return masks;
}

bool sameTensors(const Model& a, const Model& b)
{
    for (const LayerInfo& layer : a.layers()) {
        for (const ParameterInfo& parameter : layer.parameters) {
            if (parameter.dtype != DType::Float32)
                continue;
            const std::string name = layer.name + "." + parameter.name;
            const auto left = a.parameter(name).values;
            const auto right = b.parameter(name).values;
            const auto sameBits = [](float x, float y) {
                return std::bit_cast<std::uint32_t>(x) == std::bit_cast<std::uint32_t>(y);
            };
            if (!std::equal(left.begin(), left.end(), right.begin(), right.end(), sameBits))
                return false;
        }
    }
    return true;
}

TrainingOptions quickOptions(int epochs)
{
    TrainingOptions options;
    options.epochs = epochs;
    options.batchSize = 16;
    options.learningRate = 0.05;
    options.weightDecay = 0.01;
    options.lrSchedule = LrScheduleKind::Constant;
    options.seed = 5;
    return options;
}

} // namespace espalier::test

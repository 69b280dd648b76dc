// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/sample_transform.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"

namespace espalier {
namespace {

std::vector<double> perChannel(const std::vector<double>& values, double fallback, int channels, const char* name)
{
    const auto count = static_cast<std::size_t>(channels);
    if (values.size() <= 1)
        return std::vector<double>(count, values.empty() ? fallback : values[0]);
    if (values.size() != count) {
        throw Error(ErrorCode::InvalidConfig,
                    Message{ESPALIER_TR("core", "There are %1 values of %2 for images with %3 channels; give one, or "
                                                "one per channel."),
                            {std::to_string(values.size()), name, std::to_string(channels)}});
    }
    return values;
}

int outputChannels(const ImageSize& stored, int wanted)
{
    if (wanted == 0 || wanted == stored.channels || stored.channels == 1)
        return wanted == 0 ? stored.channels : wanted;
    throw Error(ErrorCode::ShapeMismatch,
                Message{ESPALIER_TR("core", "The images have %1 channels, the network wants %2; %2 channels come from "
                                            "size=%2xHEIGHTxWIDTH."),
                        {std::to_string(stored.channels), std::to_string(wanted)}});
}

} // namespace

int cropPadding(int side)
{
    return std::max(2, (side + 4) / 8);
}

SampleTransform::SampleTransform(const ImageSize& stored, const BatchLoaderOptions& options)
    : m_stored(stored)
    , m_output{outputChannels(stored, options.channels), stored.height, stored.width}
    , m_augmentation(options.augmentation)
{
    const auto mean = perChannel(options.mean, 0, m_output.channels, "mean");
    const auto std = perChannel(options.std, 1, m_output.channels, "std");
    for (std::size_t c = 0; c < mean.size(); ++c) {
        if (!(std[c] > 0) || !std::isfinite(std[c]) || !std::isfinite(mean[c])) {
            throw Error(ErrorCode::InvalidConfig,
                        Message{ESPALIER_TR("core", "The normalisation has a std of %1; it must be above 0."),
                                {std::to_string(std[c])}});
        }
        m_mean.push_back(static_cast<float>(mean[c]));
        m_scale.push_back(static_cast<float>(1 / std[c]));
    }
}

SampleTransform::Placement SampleTransform::draw(RandomStream& random) const
{
    Placement place;
    if (m_augmentation.padCrop) {
        const int vertical = cropPadding(m_stored.height);
        const int horizontal = cropPadding(m_stored.width);
        place.top = static_cast<int>(random.below(2 * static_cast<std::uint64_t>(vertical) + 1)) - vertical;
        place.left = static_cast<int>(random.below(2 * static_cast<std::uint64_t>(horizontal) + 1)) - horizontal;
    }
    if (m_augmentation.flip)
        place.mirrored = random.below(2) == 1;
    return place;
}

void SampleTransform::apply(std::span<const float> stored, RandomStream random, std::span<float> out) const
{
    const Placement place = draw(random);
    const int height = m_stored.height;
    const int width = m_stored.width;
    const std::size_t plane = static_cast<std::size_t>(height) * static_cast<std::size_t>(width);
    for (std::size_t c = 0; c < m_mean.size(); ++c) {
        const float* source = stored.data() + (m_stored.channels == 1 ? 0 : c * plane);
        const float mean = m_mean[c];
        const float scale = m_scale[c];
        std::fill_n(out.begin() + static_cast<std::ptrdiff_t>(c * plane), plane, -mean * scale);
        const int firstX = std::max(0, -place.left);
        const int endX = std::min(width, width - place.left);
        for (int y = std::max(0, -place.top); y < std::min(height, height - place.top); ++y) {
            const float* from = source + (y + place.top) * width + place.left;
            float* to = out.data() + c * plane + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
            for (int x = firstX; x < endX; ++x)
                to[place.mirrored ? width - 1 - x : x] = (from[x] - mean) * scale;
        }
    }
}

} // namespace espalier

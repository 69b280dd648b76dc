// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/image_resize.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace espalier {
namespace {

/// Which input pixels make up one output pixel, and how much of each.
struct Taps
{
    int first = 0;
    std::vector<float> weights;
};

std::vector<Taps> triangleTaps(int inputSide, int outputSide)
{
    const double scale = static_cast<double>(inputSide) / outputSide;
    const double support = std::max(scale, 1.0);
    std::vector<Taps> taps(static_cast<std::size_t>(outputSide));
    for (int i = 0; i < outputSide; ++i) {
        const double center = (i + 0.5) * scale;
        Taps& tap = taps[static_cast<std::size_t>(i)];
        tap.first = std::max(0, static_cast<int>(center - support + 0.5));
        const int end = std::min(inputSide, static_cast<int>(center + support + 0.5));
        std::vector<double> weights;
        double sum = 0;
        for (int x = tap.first; x < end; ++x) {
            weights.push_back(std::max(0.0, 1 - std::abs(x + 0.5 - center) / support));
            sum += weights.back();
        }
        for (double weight : weights)
            tap.weights.push_back(static_cast<float>(weight / sum));
    }
    return taps;
}

std::uint8_t toByte(float value)
{
    return static_cast<std::uint8_t>(std::clamp(std::floor(value + 0.5f), 0.0f, 255.0f));
}

// Both passes in one: output[line][i] = sum over taps of input[line][first + k], where a pixel of the resized axis
// lies pixelStride bytes from the next and `inner` bytes lie side by side.
void resizeAxis(const std::uint8_t* in, std::uint8_t* out, std::size_t lines, std::size_t inStep, std::size_t outStep,
                std::size_t inner, const std::vector<Taps>& taps)
{
    std::vector<float> sums(inner);
    for (std::size_t line = 0; line < lines; ++line) {
        for (std::size_t i = 0; i < taps.size(); ++i) {
            std::fill(sums.begin(), sums.end(), 0.0f);
            const std::uint8_t* pixel = in + line * inStep + static_cast<std::size_t>(taps[i].first) * inner;
            for (float weight : taps[i].weights) {
                for (std::size_t c = 0; c < inner; ++c)
                    sums[c] += weight * static_cast<float>(pixel[c]);
                pixel += inner;
            }
            std::uint8_t* target = out + line * outStep + i * inner;
            std::transform(sums.begin(), sums.end(), target, toByte);
        }
    }
}

} // namespace

PixelImage resized(const PixelImage& image, int height, int width)
{
    const auto channels = static_cast<std::size_t>(image.channels);
    PixelImage wide{image.channels, image.height, width, {}};
    if (width == image.width) {
        wide.pixels = image.pixels;
    } else {
        const std::size_t inRow = static_cast<std::size_t>(image.width) * channels;
        const std::size_t outRow = static_cast<std::size_t>(width) * channels;
        wide.pixels.resize(static_cast<std::size_t>(image.height) * outRow);
        resizeAxis(image.pixels.data(), wide.pixels.data(), static_cast<std::size_t>(image.height), inRow, outRow,
                   channels, triangleTaps(image.width, width));
    }
    if (height == image.height)
        return wide;
    PixelImage result{image.channels, height, width, {}};
    const std::size_t row = static_cast<std::size_t>(width) * channels;
    result.pixels.resize(static_cast<std::size_t>(height) * row);
    // A whole row is one "pixel" of the vertical axis.
    resizeAxis(wide.pixels.data(), result.pixels.data(), 1, 0, 0, row, triangleTaps(image.height, height));
    return result;
}

PixelImage withChannels(const PixelImage& image, int channels)
{
    if (image.channels == channels)
        return image;
    PixelImage result{channels, image.height, image.width, {}};
    const std::size_t count = static_cast<std::size_t>(image.height) * static_cast<std::size_t>(image.width);
    result.pixels.resize(count * static_cast<std::size_t>(channels));
    for (std::size_t i = 0; i < count; ++i) {
        if (channels == 3) {
            std::fill_n(result.pixels.begin() + static_cast<std::ptrdiff_t>(3 * i), 3, image.pixels[i]);
        } else {
            const std::uint8_t* rgb = image.pixels.data() + 3 * i;
            result.pixels[i] = toByte(0.299f * rgb[0] + 0.587f * rgb[1] + 0.114f * rgb[2]);
        }
    }
    return result;
}

} // namespace espalier

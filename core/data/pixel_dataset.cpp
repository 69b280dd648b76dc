// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/pixel_dataset.h"

#include <algorithm>
#include <cstddef>

#include "core/data/image_resize.h"

namespace espalier {
namespace {

std::size_t bytesOf(const ImageSize& size)
{
    return static_cast<std::size_t>(size.channels) * static_cast<std::size_t>(size.height)
           * static_cast<std::size_t>(size.width);
}

PixelImage interleaved(std::span<const std::uint8_t> planar, const ImageSize& size)
{
    PixelImage image{size.channels, size.height, size.width, std::vector<std::uint8_t>(planar.size())};
    const std::size_t plane = planar.size() / static_cast<std::size_t>(size.channels);
    for (std::size_t i = 0; i < planar.size(); ++i)
        image.pixels[i % plane * static_cast<std::size_t>(size.channels) + i / plane] = planar[i];
    return image;
}

} // namespace

void scalePixels(std::span<const std::uint8_t> bytes, std::span<float> out)
{
    std::transform(bytes.begin(), bytes.end(), out.begin(), [](std::uint8_t byte) { return byte / 255.0f; });
}

std::vector<std::uint8_t> planarPixels(const PixelImage& image, const ImageSize& wanted)
{
    // Colour is reduced before resizing, grey widened after it: fewer bytes to resize.
    const PixelImage fitted = resized(image.channels > wanted.channels ? withChannels(image, wanted.channels) : image,
                                      wanted.height, wanted.width);
    const PixelImage pixels = withChannels(fitted, wanted.channels);
    std::vector<std::uint8_t> planar(pixels.pixels.size());
    const auto channels = static_cast<std::size_t>(wanted.channels);
    const std::size_t plane = planar.size() / channels;
    for (std::size_t c = 0; c < channels; ++c) {
        for (std::size_t i = 0; i < plane; ++i)
            planar[c * plane + i] = pixels.pixels[i * channels + c];
    }
    return planar;
}

PixelDataset::PixelDataset(PixelData data, const DatasetSpec& spec)
    : m_data(std::move(data))
{
    if (spec.limit)
        limitTo(static_cast<std::size_t>(*spec.limit));
    if (spec.size) {
        ImageSize wanted = *spec.size;
        if (wanted.channels == 0)
            wanted.channels = m_data.size.channels;
        if (wanted != m_data.size)
            resizeTo(wanted);
    }
}

void PixelDataset::limitTo(std::size_t count)
{
    if (count >= m_data.labels.size())
        return;
    m_data.labels.resize(count);
    m_data.pixels.resize(count * bytesOf(m_data.size));
    m_data.pixels.shrink_to_fit();
}

void PixelDataset::resizeTo(const ImageSize& wanted)
{
    const std::size_t step = bytesOf(m_data.size);
    std::vector<std::uint8_t> pixels;
    pixels.reserve(m_data.labels.size() * bytesOf(wanted));
    for (std::size_t i = 0; i < m_data.labels.size(); ++i) {
        const PixelImage image = interleaved(std::span(m_data.pixels).subspan(i * step, step), m_data.size);
        const auto planar = planarPixels(image, wanted);
        pixels.insert(pixels.end(), planar.begin(), planar.end());
    }
    m_data.pixels = std::move(pixels);
    m_data.size = wanted;
}

void PixelDataset::read(std::size_t index, std::span<float> out) const
{
    const std::size_t step = bytesOf(m_data.size);
    scalePixels(std::span(m_data.pixels).subspan(index * step, step), out);
}

} // namespace espalier

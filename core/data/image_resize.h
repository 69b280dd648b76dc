// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace espalier {

/// 8-bit pixels, row-major, channels interleaved (height x width x channels).
struct PixelImage
{
    int channels = 0; ///< 1 grey, 3 red-green-blue
    int height = 0;
    int width = 0;
    std::vector<std::uint8_t> pixels;

    bool operator==(const PixelImage&) const = default;
};

/// Resizes to exactly @p height x @p width, the aspect ratio is not kept. Bilinear with antialiasing, as Pillow's
/// Image.resize(BILINEAR) and torchvision's Resize on Pillow images: output pixel i is the mean of the input weighted
/// by a triangle max(0, 1 - |x - (i + 1/2) s| / max(s, 1)), s = input side / output side, x = pixel centres; first
/// along rows, rounded to 8 bits, then along columns. Values differ from Pillow's by 1 at most.
PixelImage resized(const PixelImage& image, int height, int width);

/// Grey to three equal channels; colour to grey by ITU-R 601: 0.299 R + 0.587 G + 0.114 B. @p channels is 1 or 3.
PixelImage withChannels(const PixelImage& image, int channels);

} // namespace espalier

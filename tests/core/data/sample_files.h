// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/data/image_resize.h"

/// Files that the tests of data sets read, written as simply as their formats allow.
namespace espalier::test {

using Bytes = std::vector<std::uint8_t>;

void writeBytes(const std::filesystem::path& path, const Bytes& bytes);
void writeGzip(const std::filesystem::path& path, const Bytes& bytes);
Bytes readBytes(const std::filesystem::path& path);

/// Header and content of an IDX file of unsigned bytes.
Bytes idxBytes(const std::vector<std::uint32_t>& sizes, const Bytes& content);

/// libpng's names for what the file stores.
struct PngKind
{
    int colorType = 2; ///< PNG_COLOR_TYPE_RGB
    int bitDepth = 8;
    bool interlaced = false;
};
/// @p rows are the packed rows as the file stores them; @p palette has three bytes per entry.
void writePng(const std::filesystem::path& path, int width, const std::vector<Bytes>& rows, PngKind kind,
              const Bytes& palette = {});
void writePng(const std::filesystem::path& path, const PixelImage& image);
/// @p components: 1 grey, 3 RGB, 4 CMYK as Adobe writes it (inverted).
void writeJpeg(const std::filesystem::path& path, int width, int height, int components, const Bytes& pixels);

/// An image of one colour.
PixelImage plainImage(int channels, int height, int width, std::uint8_t value);

} // namespace espalier::test

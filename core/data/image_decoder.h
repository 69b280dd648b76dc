// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>

#include "core/data/dataset.h"
#include "core/data/image_resize.h"

namespace espalier {

enum class ImageFormat { Png, Jpeg };

/// By the first bytes of the file, not its suffix; nullopt for everything else. @throws Error(Io, NotFound)
std::optional<ImageFormat> imageFormat(const std::filesystem::path& path);

/// Size and channels (1 grey, 3 colour) without decoding the pixels. @throws Error(Corrupt) naming the file.
ImageSize readImageHeader(const std::filesystem::path& path, ImageFormat format);

/// All pixels with 8 bits per channel: palettes are looked up, 16 bits scaled to 8, alpha dropped, CMYK turned into
/// RGB. Safe to call from several threads. @throws Error(Corrupt) naming the file and the decoder's reason.
PixelImage decodeImage(const std::filesystem::path& path, ImageFormat format);

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/data/image_resize.h"

namespace espalier {

/// Decodes JPEG bytes with libjpeg. When @p headerOnly, pixels stays empty. On failure returns false and sets @p cause.
bool decodeJpeg(std::span<const std::uint8_t> bytes, bool headerOnly, PixelImage& image, std::string& cause);

} // namespace espalier

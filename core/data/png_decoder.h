// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/data/dataset.h"
#include "core/data/image_resize.h"

namespace espalier {

/// Decodes PNG bytes with libpng. When @p headerOnly, pixels stays empty. On failure returns false and sets @p cause.
bool decodePng(std::span<const std::uint8_t> bytes, bool headerOnly, PixelImage& image, std::string& cause);

} // namespace espalier

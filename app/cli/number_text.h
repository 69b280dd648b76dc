// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <optional>

#include "core/base/input_spec.h"

namespace espalier::cli {

/// "1,234,567".
QString countText(std::int64_t count);
/// "1 layer", "1,234 layers": @p noun takes an s.
QString countedText(std::int64_t count, const QString& noun);
/// "45.3 %" of a fraction.
QString percentText(double fraction);
/// "532 bytes", "1.25 MB" (decimal units).
QString bytesText(std::uintmax_t bytes);
/// "8 s", "3 min 20 s", "2 h 05 min".
QString durationText(double seconds);
/// "64x3x7x7"; a dash when unknown.
QString shapeText(const std::optional<Shape>& shape);
/// Four decimals.
QString lossText(double loss);

} // namespace espalier::cli

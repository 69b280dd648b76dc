// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "core/config/literal_cursor.h"
#include "core/config/literal_value.h"

namespace espalier {

/// Deepest nesting of lists and dicts that is read.
inline constexpr int kLiteralDepthLimit = 64;

/// Reads one JSON value or Python literal, an optional "name =" before it and blanks or comments around it. Nothing is
/// executed. @throws LiteralError
LiteralValue readLiteral(std::string_view text);

} // namespace espalier

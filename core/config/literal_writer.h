// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/config/config_list_writer.h"
#include "core/config/literal_value.h"

namespace espalier {

/// @p text in quotes and with escapes. Bytes that are not UTF-8 become U+FFFD.
std::string quotedText(std::string_view text, ConfigSyntax syntax);

/// The shortest decimal text that reads back as the same double, always with a point or an exponent ("0.0").
std::string realText(double value);

/// A value on one line, blanks behind commas and colons. Positions are not looked at.
std::string literalText(const LiteralValue& value, ConfigSyntax syntax);

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace espalier {

/// Bytes of the UTF-8 character that @p text begins with; 0 when it is empty or begins with none (overlong forms,
/// surrogates and numbers above U+10FFFF are none).
std::size_t utf8CharacterLength(std::string_view text);

/// Appends a character as UTF-8. @return false, and appends nothing, for surrogates and numbers above U+10FFFF.
bool appendUtf8(std::string& text, std::uint32_t character);

} // namespace espalier

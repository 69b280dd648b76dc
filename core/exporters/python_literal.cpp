// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/python_literal.h"

namespace espalier {

std::string pythonLiteral(std::string_view text)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string result = "\"";
    for (const char character : text) {
        const auto byte = static_cast<unsigned char>(character);
        if (character == '"' || character == '\\') {
            result += '\\';
            result += character;
        } else if (byte < 0x20 || byte == 0x7f) {
            result += "\\x";
            result += kDigits[byte >> 4];
            result += kDigits[byte & 0xf];
        } else {
            result += character;
        }
    }
    return result + "\"";
}

} // namespace espalier

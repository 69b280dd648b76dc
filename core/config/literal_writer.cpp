// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/literal_writer.h"

#include <array>
#include <charconv>
#include <cmath>

#include "core/config/utf8_text.h"

namespace espalier {

namespace {

constexpr std::string_view kReplacementCharacter = "\uFFFD";

std::string controlEscape(unsigned char control, ConfigSyntax syntax)
{
    switch (control) {
    case '\n':
        return "\\n";
    case '\t':
        return "\\t";
    case '\r':
        return "\\r";
    default:
        break;
    }
    constexpr char kDigits[] = "0123456789abcdef";
    std::string escape = syntax == ConfigSyntax::Json ? "\\u00" : "\\x";
    escape += kDigits[control >> 4];
    escape += kDigits[control & 15];
    return escape;
}

} // namespace

std::string quotedText(std::string_view text, ConfigSyntax syntax)
{
    const char quote = syntax == ConfigSyntax::Json ? '"' : '\'';
    std::string result(1, quote);
    while (!text.empty()) {
        const std::size_t length = utf8CharacterLength(text);
        const auto first = static_cast<unsigned char>(text.front());
        if (length == 0) {
            result += kReplacementCharacter;
        } else if (first < 0x20 || first == 0x7F) {
            result += controlEscape(first, syntax);
        } else {
            if (text.front() == quote || text.front() == '\\')
                result += '\\';
            result += text.substr(0, length);
        }
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return result + quote;
}

std::string realText(double value)
{
    std::array<char, 32> buffer;
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    std::string text(buffer.data(), written.ptr);
    if (text.find_first_of(".en") == std::string::npos)
        text += ".0";
    return text;
}

std::string literalText(const LiteralValue& value, ConfigSyntax syntax)
{
    const bool json = syntax == ConfigSyntax::Json;
    std::string result;
    switch (value.kind) {
    case LiteralValue::Kind::Null:
        return json ? "null" : "None";
    case LiteralValue::Kind::Boolean:
        if (json)
            return value.boolean ? "true" : "false";
        return value.boolean ? "True" : "False";
    case LiteralValue::Kind::Integer:
        return value.text;
    case LiteralValue::Kind::Real:
        return realText(value.real);
    case LiteralValue::Kind::Text:
        return quotedText(value.text, syntax);
    case LiteralValue::Kind::List:
        for (const LiteralValue& item : value.items)
            result += (result.empty() ? "" : ", ") + literalText(item, syntax);
        return '[' + result + ']';
    case LiteralValue::Kind::Dict:
        for (const LiteralMember& member : value.members)
            result += (result.empty() ? "" : ", ") + quotedText(member.key, syntax) + ": "
                      + literalText(member.value, syntax);
        return '{' + result + '}';
    }
    return result;
}

} // namespace espalier

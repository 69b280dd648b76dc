// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/literal_number.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <system_error>

namespace espalier {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isWordCharacter(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.';
}

/// Takes digits that single underscores may separate; false when an underscore stands elsewhere.
bool takeDigits(std::string_view& word, std::string& digits)
{
    std::size_t taken = 0;
    while (taken < word.size() && (isDigit(word[taken]) || word[taken] == '_')) {
        const bool separates =
            taken > 0 && isDigit(word[taken - 1]) && taken + 1 < word.size() && isDigit(word[taken + 1]);
        if (word[taken] == '_' && !separates)
            return false;
        if (word[taken] != '_')
            digits += word[taken];
        ++taken;
    }
    word.remove_prefix(taken);
    return true;
}

struct DecimalText
{
    std::string digits; ///< without sign and underscores, as std::from_chars reads it
    bool real = false;
    bool valid = false;
};

DecimalText decimalText(std::string_view word)
{
    DecimalText result;
    if (!takeDigits(word, result.digits))
        return result;
    bool mantissa = !result.digits.empty();
    if (!word.empty() && word.front() == '.') {
        result.real = true;
        result.digits += '.';
        word.remove_prefix(1);
        const std::size_t before = result.digits.size();
        if (!takeDigits(word, result.digits))
            return result;
        mantissa = mantissa || result.digits.size() > before;
    }
    if (!word.empty() && (word.front() == 'e' || word.front() == 'E')) {
        result.real = true;
        result.digits += 'e';
        word.remove_prefix(1);
        if (!word.empty() && (word.front() == '+' || word.front() == '-')) {
            result.digits += word.front();
            word.remove_prefix(1);
        }
        const std::size_t before = result.digits.size();
        if (!takeDigits(word, result.digits) || result.digits.size() == before)
            return result;
    }
    result.valid = mantissa && word.empty();
    return result;
}

std::string_view scanWord(LiteralCursor& cursor)
{
    const std::size_t start = cursor.position();
    const bool prefixed = cursor.peek() == '0' && (cursor.peek(1) == 'x' || cursor.peek(1) == 'X');
    while (isWordCharacter(cursor.peek())) {
        const char taken = cursor.peek();
        cursor.advance();
        const bool exponent = !prefixed && (taken == 'e' || taken == 'E');
        if (exponent && (cursor.peek() == '+' || cursor.peek() == '-'))
            cursor.advance();
    }
    return cursor.since(start);
}

/// 0x, 0o and 0b numbers; 0 for other words.
int baseOfPrefix(std::string_view word)
{
    if (word.size() < 3 || word[0] != '0')
        return 0;
    switch (word[1]) {
    case 'x':
    case 'X':
        return 16;
    case 'o':
    case 'O':
        return 8;
    case 'b':
    case 'B':
        return 2;
    default:
        return 0;
    }
}

bool readPrefixedInteger(std::string_view word, int base, std::string& digits)
{
    std::uint64_t number = 0;
    const char* end = word.data() + word.size();
    const auto [stopped, failure] = std::from_chars(word.data() + 2, end, number, base);
    digits = std::to_string(number);
    return failure == std::errc() && stopped == end;
}

/// A decimal text as a double; numbers too small for one are 0. False when it is too large.
bool toDouble(const std::string& digits, double& value)
{
    const auto [stopped, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (failure != std::errc::result_out_of_range)
        return true;
    value = 0;
    const auto point = std::min(digits.find_first_of(".e"), digits.size());
    const bool belowOne = std::all_of(digits.begin(), digits.begin() + static_cast<std::ptrdiff_t>(point),
                                      [](char c) { return c == '0'; });
    return digits.find("e-") != std::string::npos || (belowOne && digits.find('e') == std::string::npos);
}

} // namespace

bool startsNumber(const LiteralCursor& cursor)
{
    const char next = cursor.peek();
    return isDigit(next) || next == '-' || next == '+' || (next == '.' && isDigit(cursor.peek(1)));
}

LiteralValue readNumber(LiteralCursor& cursor)
{
    LiteralValue value;
    value.offset = cursor.position();
    const bool negative = cursor.peek() == '-';
    if (negative || cursor.peek() == '+')
        cursor.advance();
    const std::string_view word = scanWord(cursor);
    value.length = cursor.position() - value.offset;

    DecimalText decimal;
    if (const int base = baseOfPrefix(word); base != 0)
        decimal.valid = readPrefixedInteger(word, base, decimal.digits);
    else
        decimal = decimalText(word);
    const std::size_t nonZero = std::min(decimal.digits.find_first_not_of('0'), decimal.digits.size());
    const bool leadingZero = !decimal.real && nonZero > 0 && nonZero < decimal.digits.size();
    if (!decimal.valid || leadingZero)
        cursor.failSince(value.offset,
                         {ESPALIER_TR("core", "%1 is not a number."), {std::string(cursor.since(value.offset))}});
    if (!toDouble(decimal.digits, value.real))
        cursor.failSince(value.offset, {ESPALIER_TR("core", "The number %1 is too large."),
                                        {std::string(cursor.since(value.offset))}});
    if (negative)
        value.real = -value.real;
    value.kind = decimal.real ? LiteralValue::Kind::Real : LiteralValue::Kind::Integer;
    if (!decimal.real) {
        const bool zero = nonZero == decimal.digits.size();
        value.text = zero ? "0" : (negative ? "-" : "") + decimal.digits;
        value.real = zero ? 0.0 : value.real;
    }
    return value;
}

} // namespace espalier

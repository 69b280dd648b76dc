// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/literal_text.h"

#include <cstdint>
#include <optional>

#include "core/config/utf8_text.h"

namespace espalier {

namespace {

bool isQuote(char c)
{
    return c == '"' || c == '\'';
}

bool isPrefix(char c)
{
    return c == 'r' || c == 'R' || c == 'u' || c == 'U';
}

std::optional<std::uint32_t> hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return static_cast<std::uint32_t>(c - '0');
    if (c >= 'a' && c <= 'f')
        return static_cast<std::uint32_t>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F')
        return static_cast<std::uint32_t>(c - 'A' + 10);
    return std::nullopt;
}

/// The number of @p digits hexadecimal digits @p ahead of the cursor.
std::optional<std::uint32_t> peekHex(const LiteralCursor& cursor, std::size_t ahead, std::size_t digits)
{
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        const auto digit = hexDigit(cursor.peek(ahead + i));
        if (!digit)
            return std::nullopt;
        number = number * 16 + *digit;
    }
    return number;
}

[[noreturn]] void failEscape(LiteralCursor& cursor, std::size_t length)
{
    const std::size_t start = cursor.position();
    cursor.advance(length);
    cursor.failSince(start, {ESPALIER_TR("core", "This escape does not name a character."), {}});
}

/// \xHH, \uHHHH (a pair for characters above U+FFFF, as in JSON) and \UHHHHHHHH.
void readHexEscape(LiteralCursor& cursor, std::size_t digits, std::string& text)
{
    auto character = peekHex(cursor, 2, digits);
    std::size_t length = 2 + digits;
    const bool high = character && digits == 4 && *character >= 0xD800 && *character < 0xDC00;
    if (high && cursor.peek(6) == '\\' && cursor.peek(7) == 'u') {
        const auto low = peekHex(cursor, 8, 4);
        if (low && *low >= 0xDC00 && *low < 0xE000) {
            character = 0x10000 + ((*character - 0xD800) << 10) + (*low - 0xDC00);
            length = 12;
        }
    }
    if (!character || !appendUtf8(text, *character))
        failEscape(cursor, length);
    cursor.advance(length);
}

void readOctalEscape(LiteralCursor& cursor, std::string& text)
{
    std::uint32_t number = 0;
    std::size_t length = 1;
    while (length < 4 && cursor.peek(length) >= '0' && cursor.peek(length) <= '7') {
        number = number * 8 + static_cast<std::uint32_t>(cursor.peek(length) - '0');
        ++length;
    }
    appendUtf8(text, number);
    cursor.advance(length);
}

/// What a backslash and @p letter stand for; nullopt when Python keeps both.
std::optional<char> simpleEscape(char letter)
{
    switch (letter) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case 'r':
        return '\r';
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'v':
        return '\v';
    case 'a':
        return '\a';
    case '\\':
    case '\'':
    case '"':
    case '/':
        return letter;
    default:
        return std::nullopt;
    }
}

void readEscape(LiteralCursor& cursor, std::string& text)
{
    const char letter = cursor.peek(1);
    if (const auto plain = simpleEscape(letter)) {
        text += *plain;
        cursor.advance(2);
    } else if (letter == 'x') {
        readHexEscape(cursor, 2, text);
    } else if (letter == 'u') {
        readHexEscape(cursor, 4, text);
    } else if (letter == 'U') {
        readHexEscape(cursor, 8, text);
    } else if (letter >= '0' && letter <= '7') {
        readOctalEscape(cursor, text);
    } else if (letter == '\n') {
        cursor.advance(2);
    } else if (letter == 'N') {
        failEscape(cursor, 2);
    } else {
        text += '\\';
        cursor.advance();
    }
}

/// What one text is written with.
struct Quotes
{
    std::string_view close;
    bool raw = false;
};

Quotes readOpening(LiteralCursor& cursor)
{
    Quotes quotes;
    if (!isQuote(cursor.peek())) {
        quotes.raw = cursor.peek() == 'r' || cursor.peek() == 'R';
        cursor.advance();
    }
    const bool triple = cursor.peek(1) == cursor.peek() && cursor.peek(2) == cursor.peek();
    const std::size_t start = cursor.position();
    cursor.advance(triple ? 3 : 1);
    quotes.close = cursor.since(start);
    return quotes;
}

/// Reads one character or escape into @p text.
void readCharacter(LiteralCursor& cursor, const Quotes& quotes, std::size_t start, std::string& text)
{
    if (cursor.peek() == '\n' && quotes.close.size() == 1)
        cursor.failSince(start, {ESPALIER_TR("core", "This text has no closing quote on its line."), {}});
    if (cursor.peek() == '\\' && !quotes.raw) {
        readEscape(cursor, text);
        return;
    }
    // In a raw text a backslash keeps the quote behind it from closing.
    std::size_t length = cursor.characterLength();
    if (length == 0)
        cursor.fail({ESPALIER_TR("core", "This byte is not UTF-8; save the text as UTF-8."), {}});
    if (quotes.raw && cursor.peek() == '\\' && (isQuote(cursor.peek(1)) || cursor.peek(1) == '\\'))
        length = 2;
    const std::size_t from = cursor.position();
    cursor.advance(length);
    text += cursor.since(from);
}

} // namespace

bool startsText(const LiteralCursor& cursor)
{
    return isQuote(cursor.peek()) || (isPrefix(cursor.peek()) && isQuote(cursor.peek(1)));
}

std::string readText(LiteralCursor& cursor)
{
    const std::size_t start = cursor.position();
    const Quotes quotes = readOpening(cursor);
    std::string text;
    while (!cursor.startsWith(quotes.close)) {
        if (cursor.atEnd())
            cursor.failSince(start, {ESPALIER_TR("core", "This text has no closing quote."), {}});
        readCharacter(cursor, quotes, start, text);
    }
    cursor.advance(quotes.close.size());
    return text;
}

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/literal_cursor.h"

#include <algorithm>

#include "core/config/utf8_text.h"

namespace espalier {

void LiteralCursor::skipBlanks()
{
    while (!atEnd()) {
        const char next = peek();
        if (next == ' ' || next == '\t' || next == '\n' || next == '\r' || next == '\f') {
            advance();
        } else if (next == '#' || startsWith("//")) {
            while (!atEnd() && peek() != '\n')
                advance();
        } else if (next == '\\' && (peek(1) == '\n' || (peek(1) == '\r' && peek(2) == '\n'))) {
            advance(peek(1) == '\n' ? 2 : 3);
        } else if (startsWith("\xC2\xA0")) {
            // A no-break space, as text copied from web pages has it.
            advance(2);
        } else {
            return;
        }
    }
}

std::size_t LiteralCursor::characterLength() const
{
    return utf8CharacterLength(m_text.substr(std::min(m_position, m_text.size())));
}

void LiteralCursor::fail(Message message) const
{
    const std::size_t start = std::min(m_position, m_text.size());
    throw LiteralError{std::move(message), start, std::max<std::size_t>(1, characterLength())};
}

void LiteralCursor::failSince(std::size_t start, Message message) const
{
    const std::size_t end = std::min(m_position, m_text.size());
    throw LiteralError{std::move(message), start, std::max<std::size_t>(1, end - std::min(start, end))};
}

} // namespace espalier

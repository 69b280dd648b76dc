// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/message.h"

namespace espalier {

/// Thrown while a literal is read, caught by parseConfigList(): why and where the text is none.
struct LiteralError
{
    Message message;
    std::size_t offset = 0;
    std::size_t length = 1;
};

/// A position in a text that is being read.
class LiteralCursor
{
public:
    explicit LiteralCursor(std::string_view text)
        : m_text(text)
    {
    }

    bool atEnd() const { return m_position >= m_text.size(); }
    /// The byte @p ahead of the position; '\0' behind the end.
    char peek(std::size_t ahead = 0) const
    {
        return m_position + ahead < m_text.size() ? m_text[m_position + ahead] : '\0';
    }
    bool startsWith(std::string_view text) const { return m_text.substr(m_position).starts_with(text); }
    /// Moves on, at most to the end.
    void advance(std::size_t bytes = 1) { m_position += std::min(bytes, m_text.size() - m_position); }

    std::size_t position() const { return m_position; }
    std::string_view text() const { return m_text; }
    std::string_view since(std::size_t start) const { return m_text.substr(start, m_position - start); }

    /// Moves over white space, comments and Python's line continuations.
    void skipBlanks();

    /// Bytes of the UTF-8 character at the position; 0 when there is no valid one.
    std::size_t characterLength() const;

    /// @throws LiteralError at the character of the current position.
    [[noreturn]] void fail(Message message) const;
    /// @throws LiteralError from @p start to the current position.
    [[noreturn]] void failSince(std::size_t start, Message message) const;

private:
    std::string_view m_text;
    std::size_t m_position = 0;
};

} // namespace espalier

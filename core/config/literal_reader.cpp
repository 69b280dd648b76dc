// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/literal_reader.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "core/config/literal_number.h"
#include "core/config/literal_text.h"

namespace espalier {

namespace {

bool startsWord(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool continuesWord(char c)
{
    return startsWord(c) || (c >= '0' && c <= '9') || c == '.';
}

class LiteralReader
{
public:
    explicit LiteralReader(std::string_view text)
        : m_cursor(text)
    {
    }

    LiteralValue read();

private:
    void skipAssignment();
    LiteralValue readValue(int depth);
    LiteralValue readTextValue();
    LiteralValue readWord();
    LiteralValue readList(char close, int depth);
    LiteralValue readDict(int depth);
    LiteralMember readMember(const LiteralValue& dict, int depth);
    bool nextItem(char close, std::size_t open);
    [[noreturn]] void failUnexpected() const;
    [[noreturn]] void failUnclosed(std::size_t open) const;
    [[noreturn]] void failUnclosedBefore(std::size_t open, char next) const;

    LiteralCursor m_cursor;
};

LiteralValue LiteralReader::read()
{
    if (m_cursor.startsWith("\xEF\xBB\xBF"))
        m_cursor.advance(3);
    m_cursor.skipBlanks();
    skipAssignment();
    if (m_cursor.atEnd())
        m_cursor.fail({ESPALIER_TR("core", "The text is empty; write [] for a config list without entries."), {}});
    LiteralValue value = readValue(0);
    m_cursor.skipBlanks();
    if (m_cursor.peek() == ';') {
        m_cursor.advance();
        m_cursor.skipBlanks();
    }
    if (!m_cursor.atEnd())
        m_cursor.fail({ESPALIER_TR("core", "Nothing may follow the config list."), {}});
    return value;
}

void LiteralReader::skipAssignment()
{
    if (!startsWord(m_cursor.peek()))
        return;
    LiteralCursor ahead = m_cursor;
    while (continuesWord(ahead.peek()))
        ahead.advance();
    ahead.skipBlanks();
    if (ahead.peek() != '=' || ahead.peek(1) == '=')
        return;
    ahead.advance();
    ahead.skipBlanks();
    m_cursor = ahead;
}

LiteralValue LiteralReader::readValue(int depth)
{
    if (depth > kLiteralDepthLimit)
        m_cursor.fail(
            {ESPALIER_TR("core", "Lists are nested more than %1 deep."), {std::to_string(kLiteralDepthLimit)}});
    if (startsText(m_cursor))
        return readTextValue();
    if (startsNumber(m_cursor))
        return readNumber(m_cursor);
    switch (m_cursor.peek()) {
    case '[':
        return readList(']', depth);
    case '(':
        return readList(')', depth);
    case '{':
        return readDict(depth);
    default:
        break;
    }
    if (startsWord(m_cursor.peek()))
        return readWord();
    failUnexpected();
}

LiteralValue LiteralReader::readTextValue()
{
    LiteralValue value;
    value.kind = LiteralValue::Kind::Text;
    value.offset = m_cursor.position();
    while (true) {
        value.text += readText(m_cursor);
        value.length = m_cursor.position() - value.offset;
        LiteralCursor ahead = m_cursor;
        ahead.skipBlanks();
        if (!startsText(ahead))
            return value;
        m_cursor = ahead;
    }
}

LiteralValue LiteralReader::readWord()
{
    LiteralValue value;
    value.offset = m_cursor.position();
    while (continuesWord(m_cursor.peek()))
        m_cursor.advance();
    const std::string_view word = m_cursor.since(value.offset);
    value.length = word.size();
    if (word == "True" || word == "true" || word == "False" || word == "false") {
        value.kind = LiteralValue::Kind::Boolean;
        value.boolean = word == "True" || word == "true";
    } else if (word != "None" && word != "null") {
        m_cursor.failSince(value.offset,
                           {ESPALIER_TR("core", "%1 is not a value; texts stand in quotes, and nothing is computed."),
                            {std::string(word)}});
    }
    return value;
}

/// Moves over the comma behind an item. False at the closing bracket, which is taken.
bool LiteralReader::nextItem(char close, std::size_t open)
{
    m_cursor.skipBlanks();
    const bool comma = m_cursor.peek() == ',';
    if (comma) {
        m_cursor.advance();
        m_cursor.skipBlanks();
    }
    if (m_cursor.atEnd())
        failUnclosed(open);
    if (m_cursor.peek() == close) {
        m_cursor.advance();
        return false;
    }
    // What can only stand behind the end of this bracket says that the end was forgotten.
    const char next = m_cursor.peek();
    if (next == ']' || next == '}' || next == ')' || (next == ':' && !comma && close != '}'))
        failUnclosedBefore(open, next);
    if (comma)
        return true;
    m_cursor.fail({ESPALIER_TR("core", "A comma or %1 is missing here."), {std::string(1, close)}});
}

LiteralValue LiteralReader::readList(char close, int depth)
{
    LiteralValue value;
    value.kind = LiteralValue::Kind::List;
    value.offset = m_cursor.position();
    m_cursor.advance();
    m_cursor.skipBlanks();
    bool comma = false;
    if (m_cursor.peek() == close) {
        m_cursor.advance();
        comma = true;
    } else {
        bool more = true;
        while (more) {
            if (m_cursor.atEnd())
                failUnclosed(value.offset);
            value.items.push_back(readValue(depth + 1));
            m_cursor.skipBlanks();
            comma = comma || m_cursor.peek() == ',';
            more = nextItem(close, value.offset);
        }
    }
    value.length = m_cursor.position() - value.offset;
    if (close == ')' && !comma) {
        // Parentheses around one value group it; only a comma makes a tuple.
        LiteralValue grouped = std::move(value.items.front());
        return grouped;
    }
    return value;
}

LiteralValue LiteralReader::readDict(int depth)
{
    LiteralValue value;
    value.kind = LiteralValue::Kind::Dict;
    value.offset = m_cursor.position();
    m_cursor.advance();
    m_cursor.skipBlanks();
    if (m_cursor.peek() == '}') {
        m_cursor.advance();
    } else {
        do {
            if (m_cursor.atEnd())
                failUnclosed(value.offset);
            value.members.push_back(readMember(value, depth));
        } while (nextItem('}', value.offset));
    }
    value.length = m_cursor.position() - value.offset;
    return value;
}

LiteralMember LiteralReader::readMember(const LiteralValue& dict, int depth)
{
    if (!startsText(m_cursor)) {
        if (m_cursor.characterLength() != 1)
            failUnexpected();
        m_cursor.fail({ESPALIER_TR("core", "A key in quotes is expected here."), {}});
    }
    LiteralValue key = readTextValue();
    LiteralMember member{std::move(key.text), key.offset, key.length, {}};
    if (std::any_of(dict.members.begin(), dict.members.end(),
                    [&](const auto& other) { return other.key == member.key; }))
        m_cursor.failSince(member.keyOffset,
                           {ESPALIER_TR("core", "The key %1 stands twice in this entry."), {member.key}});
    m_cursor.skipBlanks();
    if (m_cursor.peek() != ':')
        m_cursor.fail({ESPALIER_TR("core", "A colon is missing behind the key %1."), {member.key}});
    m_cursor.advance();
    m_cursor.skipBlanks();
    if (m_cursor.atEnd() || m_cursor.peek() == ',' || m_cursor.peek() == '}')
        m_cursor.fail({ESPALIER_TR("core", "The key %1 has no value."), {member.key}});
    member.value = readValue(depth + 1);
    return member;
}

void LiteralReader::failUnclosed(std::size_t open) const
{
    const std::string bracket(1, m_cursor.text()[open]);
    throw LiteralError{{ESPALIER_TR("core", "The bracket %1 is never closed."), {bracket}}, open, 1};
}

void LiteralReader::failUnclosedBefore(std::size_t open, char next) const
{
    const std::string bracket(1, m_cursor.text()[open]);
    throw LiteralError{
        {ESPALIER_TR("core", "The bracket %1 is not closed before the next \"%2\"."), {bracket, std::string(1, next)}},
        open,
        1};
}

void LiteralReader::failUnexpected() const
{
    constexpr std::array<std::string_view, 4> kTypographicQuotes = {"\u201C", "\u201D", "\u2018", "\u2019"};
    if (std::any_of(kTypographicQuotes.begin(), kTypographicQuotes.end(),
                    [this](std::string_view quote) { return m_cursor.startsWith(quote); }))
        m_cursor.fail({ESPALIER_TR("core", "Typographic quotes do not enclose a text; use ' or \"."), {}});
    const std::size_t length = m_cursor.characterLength();
    if (length == 0)
        m_cursor.fail({ESPALIER_TR("core", "This byte is not UTF-8; save the text as UTF-8."), {}});
    const auto character = m_cursor.text().substr(m_cursor.position(), length);
    if (static_cast<unsigned char>(character.front()) < 0x20)
        m_cursor.fail({ESPALIER_TR("core", "A control character stands here; this is not a text file."), {}});
    m_cursor.fail({ESPALIER_TR("core", "A value is expected here, not %1."), {std::string(character)}});
}

} // namespace

LiteralValue readLiteral(std::string_view text)
{
    return LiteralReader(text).read();
}

} // namespace espalier

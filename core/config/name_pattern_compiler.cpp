// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/name_pattern_compiler.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace espalier {

namespace {

using Reason = NamePatternError::Reason;
using Kind = NamePatternStep::Kind;
using Range = NamePatternSet::Range;

constexpr char32_t kLastCharacter = 0x10FFFF;
constexpr int kDeepestGroup = 50;
constexpr int kMostLookaheads = 20;
constexpr int kMostRepeats = 1000;
constexpr std::size_t kMostSteps = 5000; ///< once counted repeats are written out
constexpr int kNoLimit = -1;

struct Node
{
    enum class Type { Step, Sequence, Choice, Repeat, Ahead };

    Type type = Type::Sequence;
    NamePatternStep step;       ///< Step
    std::vector<Node> children; ///< Sequence, Choice; one of Repeat and Ahead
    int least = 0;              ///< Repeat
    int most = kNoLimit;        ///< Repeat
    bool negated = false;       ///< Ahead
};

bool isDigit(char32_t character)
{
    return character >= U'0' && character <= U'9';
}

bool isAsciiLetter(char32_t character)
{
    return (character >= U'a' && character <= U'z') || (character >= U'A' && character <= U'Z');
}

/// What @p ranges, in order and apart, leave out.
std::vector<Range> complement(const std::vector<Range>& ranges)
{
    std::vector<Range> rest;
    char32_t next = 0;
    for (const Range& range : ranges) {
        if (range.from > next)
            rest.push_back({next, range.from - 1});
        next = range.to + 1;
    }
    if (next <= kLastCharacter)
        rest.push_back({next, kLastCharacter});
    return rest;
}

/// The characters of \d, \w, \s and their opposites; empty for other letters.
std::vector<Range> shorthand(char32_t letter)
{
    const std::vector<Range> digits = {{U'0', U'9'}};
    const std::vector<Range> blanks = {{U'\t', U'\r'}, {U' ', U' '}};
    const std::vector<Range> word = {{U'0', U'9'}, {U'A', U'Z'}, {U'_', U'_'}, {U'a', U'z'}, {0x80, kLastCharacter}};
    switch (letter) {
    case U'd':
        return digits;
    case U'D':
        return complement(digits);
    case U's':
        return blanks;
    case U'S':
        return complement(blanks);
    case U'w':
        return word;
    case U'W':
        return complement(word);
    default:
        return {};
    }
}

class PatternParser
{
public:
    explicit PatternParser(std::u32string_view text)
        : m_text(text)
    {
    }

    Node parse()
    {
        Node node = choice();
        if (m_position < m_text.size())
            fail(Reason::StrayParenthesis, m_position);
        return node;
    }

    std::vector<NamePatternSet> takeSets() { return std::move(m_sets); }

private:
    [[noreturn]] static void fail(Reason reason, std::size_t position) { throw NamePatternError{reason, position}; }

    bool atEnd() const { return m_position >= m_text.size(); }
    char32_t peek() const { return atEnd() ? U'\0' : m_text[m_position]; }
    bool startsWith(std::u32string_view text) const { return m_text.substr(m_position).starts_with(text); }
    bool skip(std::u32string_view text)
    {
        if (!startsWith(text))
            return false;
        m_position += text.size();
        return true;
    }

    Node choice();
    Node sequence();
    Node atom();
    Node group();
    Node groupContent(std::size_t start);
    Node escaped();
    Node characterClass();
    char32_t escapedCharacter(std::size_t start);
    char32_t hexadecimal(std::size_t start, int digits);
    void addClassItem(NamePatternSet& set);
    std::optional<char32_t> classCharacter(NamePatternSet& set);
    bool readRepeat(Node& repeat);
    bool readCounts(Node& repeat);
    std::optional<int> count();
    Node ofSet(NamePatternSet set);
    static Node ofStep(Kind kind, bool negated = false);

    std::u32string_view m_text;
    std::size_t m_position = 0;
    int m_depth = 0;
    int m_lookaheads = 0;
    std::vector<NamePatternSet> m_sets;
};

Node PatternParser::ofStep(Kind kind, bool negated)
{
    Node node;
    node.type = Node::Type::Step;
    node.step.kind = kind;
    node.step.negated = negated;
    return node;
}

Node PatternParser::ofSet(NamePatternSet set)
{
    Node node = ofStep(Kind::Set);
    node.step.target = static_cast<std::uint32_t>(m_sets.size());
    m_sets.push_back(std::move(set));
    return node;
}

Node PatternParser::choice()
{
    Node node;
    node.type = Node::Type::Choice;
    node.children.push_back(sequence());
    while (skip(U"|"))
        node.children.push_back(sequence());
    return node;
}

Node PatternParser::sequence()
{
    Node node;
    while (!atEnd() && peek() != U'|' && peek() != U')') {
        const std::size_t start = m_position;
        Node repeat;
        repeat.type = Node::Type::Repeat;
        if (readRepeat(repeat))
            fail(Reason::NothingToRepeat, start);
        Node item = atom();
        const std::size_t behind = m_position;
        if (!readRepeat(repeat)) {
            node.children.push_back(std::move(item));
            continue;
        }
        if (item.type == Node::Type::Step && item.step.kind != Kind::Set)
            fail(Reason::NothingToRepeat, behind);
        Node second;
        if (const std::size_t next = m_position; readRepeat(second))
            fail(Reason::NothingToRepeat, next);
        repeat.children.push_back(std::move(item));
        node.children.push_back(std::move(repeat));
    }
    return node;
}

/// False, and moves nothing, where no repeat stands: a brace without counts is a character.
bool PatternParser::readRepeat(Node& repeat)
{
    repeat.least = 0;
    repeat.most = kNoLimit;
    if (skip(U"?"))
        repeat.most = 1;
    else if (skip(U"+"))
        repeat.least = 1;
    else if (!skip(U"*") && !readCounts(repeat))
        return false;
    // Lazy or not, the same names match.
    skip(U"?");
    return true;
}

bool PatternParser::readCounts(Node& repeat)
{
    const std::size_t start = m_position;
    if (!skip(U"{"))
        return false;
    const std::optional<int> least = count();
    const bool open = skip(U",");
    const std::optional<int> most = open ? count() : least;
    if (!skip(U"}") || (!open && !least)) {
        m_position = start;
        return false;
    }
    repeat.least = least.value_or(0);
    repeat.most = most.value_or(kNoLimit);
    if (repeat.least > kMostRepeats || repeat.most > kMostRepeats)
        fail(Reason::TooLong, start);
    if (repeat.most != kNoLimit && repeat.most < repeat.least)
        fail(Reason::WrongCount, start);
    return true;
}

/// Digits as a number, cut off above what is allowed; nullopt where there are none.
std::optional<int> PatternParser::count()
{
    std::optional<int> number;
    for (; isDigit(peek()); ++m_position)
        number = std::min(kMostRepeats + 1, number.value_or(0) * 10 + static_cast<int>(peek() - U'0'));
    return number;
}

Node PatternParser::atom()
{
    const char32_t character = peek();
    if (character == U'(')
        return group();
    if (character == U'[')
        return characterClass();
    if (character == U'\\')
        return escaped();
    ++m_position;
    if (character == U'^')
        return ofStep(Kind::Begin);
    if (character == U'$')
        return ofStep(Kind::EndOfLine);
    if (character == U'.')
        return ofSet({{{U'\n', U'\n'}}, true});
    return ofSet({{{character, character}}, false});
}

Node PatternParser::group()
{
    const std::size_t start = m_position++;
    if (++m_depth > kDeepestGroup)
        fail(Reason::TooLong, start);
    Node node = groupContent(start);
    if (!skip(U")"))
        fail(Reason::OpenGroup, start);
    --m_depth;
    return node;
}

Node PatternParser::groupContent(std::size_t start)
{
    if (startsWith(U"?=") || startsWith(U"?!")) {
        if (++m_lookaheads > kMostLookaheads)
            fail(Reason::TooLong, start);
        Node node;
        node.type = Node::Type::Ahead;
        node.negated = startsWith(U"?!");
        m_position += 2;
        node.children.push_back(choice());
        return node;
    }
    if (skip(U"?P<")) {
        // What a group is called matters to back references only.
        while (!atEnd() && (isAsciiLetter(peek()) || isDigit(peek()) || peek() == U'_'))
            ++m_position;
        if (!skip(U">"))
            fail(Reason::NotSupported, start);
    } else if (!skip(U"?:") && startsWith(U"?")) {
        fail(Reason::NotSupported, start);
    }
    return choice();
}

Node PatternParser::escaped()
{
    const std::size_t start = m_position++;
    switch (const char32_t letter = peek()) {
    case U'A':
        ++m_position;
        return ofStep(Kind::Begin);
    case U'Z':
        ++m_position;
        return ofStep(Kind::End);
    case U'b':
    case U'B':
        ++m_position;
        return ofStep(Kind::Boundary, letter == U'B');
    default:
        break;
    }
    if (const auto ranges = shorthand(peek()); !ranges.empty()) {
        ++m_position;
        return ofSet({ranges, false});
    }
    const char32_t character = escapedCharacter(start);
    return ofSet({{{character, character}}, false});
}

/// The character of an escape whose backslash, at @p start, has been passed.
char32_t PatternParser::escapedCharacter(std::size_t start)
{
    if (atEnd())
        fail(Reason::WrongEscape, start);
    const char32_t letter = m_text[m_position++];
    if (letter >= U'1' && letter <= U'9')
        fail(Reason::NotSupported, start);
    constexpr std::u32string_view kControls = U"0abfnrtv";
    constexpr std::u32string_view kMeanings = std::u32string_view(U"\0\a\b\f\n\r\t\v", 8);
    if (const auto known = kControls.find(letter); known != std::u32string_view::npos)
        return kMeanings[known];
    if (letter == U'x' || letter == U'u')
        return hexadecimal(start, letter == U'x' ? 2 : 4);
    if (isAsciiLetter(letter))
        fail(Reason::WrongEscape, start);
    return letter;
}

char32_t PatternParser::hexadecimal(std::size_t start, int digits)
{
    char32_t number = 0;
    for (int i = 0; i < digits; ++i) {
        constexpr std::u32string_view kDigits = U"0123456789abcdef";
        const char32_t digit = peek() >= U'A' && peek() <= U'F' ? peek() - U'A' + U'a' : peek();
        const auto value = kDigits.find(digit);
        if (atEnd() || value == std::u32string_view::npos)
            fail(Reason::WrongEscape, start);
        number = number * 16 + static_cast<char32_t>(value);
        ++m_position;
    }
    return number;
}

Node PatternParser::characterClass()
{
    const std::size_t start = m_position++;
    NamePatternSet set;
    set.negated = skip(U"^");
    // A bracket that comes first is a character of the class.
    do {
        if (atEnd())
            fail(Reason::OpenClass, start);
        addClassItem(set);
    } while (!startsWith(U"]"));
    ++m_position;
    return ofSet(std::move(set));
}

void PatternParser::addClassItem(NamePatternSet& set)
{
    const std::size_t start = m_position;
    const auto from = classCharacter(set);
    const bool range = startsWith(U"-") && m_position + 1 < m_text.size() && m_text[m_position + 1] != U']';
    if (!range) {
        if (from)
            set.ranges.push_back({*from, *from});
        return;
    }
    ++m_position;
    const auto to = classCharacter(set);
    if (!from || !to || *to < *from)
        fail(Reason::WrongRange, start);
    set.ranges.push_back({*from, *to});
}

/// nullopt for a shorthand such as \d, which goes into @p set at once.
std::optional<char32_t> PatternParser::classCharacter(NamePatternSet& set)
{
    const std::size_t start = m_position;
    const char32_t character = m_text[m_position++];
    if (character != U'\\')
        return character;
    if (const auto ranges = shorthand(peek()); !ranges.empty()) {
        ++m_position;
        set.ranges.insert(set.ranges.end(), ranges.begin(), ranges.end());
        return std::nullopt;
    }
    return escapedCharacter(start);
}

class StepWriter
{
public:
    void write(const Node& node)
    {
        switch (node.type) {
        case Node::Type::Step:
            add(node.step);
            break;
        case Node::Type::Sequence:
            for (const Node& child : node.children)
                write(child);
            break;
        case Node::Type::Choice:
            writeChoice(node);
            break;
        case Node::Type::Repeat:
            writeRepeat(node);
            break;
        case Node::Type::Ahead:
            writeAhead(node);
            break;
        }
    }

    std::vector<NamePatternStep> take()
    {
        add({});
        return std::move(m_steps);
    }

private:
    std::uint32_t next() const { return static_cast<std::uint32_t>(m_steps.size()); }

    std::size_t add(const NamePatternStep& step)
    {
        if (m_steps.size() >= kMostSteps)
            throw NamePatternError{Reason::TooLong, 0};
        m_steps.push_back(step);
        return m_steps.size() - 1;
    }

    std::size_t addSplit() { return add({Kind::Split, false, next() + 1, 0}); }

    void writeChoice(const Node& node)
    {
        std::vector<std::size_t> ends;
        for (std::size_t i = 0; i + 1 < node.children.size(); ++i) {
            const std::size_t split = addSplit();
            write(node.children[i]);
            ends.push_back(add({Kind::Jump, false, 0, 0}));
            m_steps[split].other = next();
        }
        write(node.children.back());
        for (const std::size_t end : ends)
            m_steps[end].target = next();
    }

    void writeRepeat(const Node& node)
    {
        const Node& body = node.children.front();
        for (int i = 0; i < node.least; ++i) {
            const std::uint32_t before = next();
            write(body);
            // Nothing, however often, is nothing.
            if (next() == before)
                return;
        }
        if (node.most == kNoLimit) {
            const std::size_t split = addSplit();
            write(body);
            add({Kind::Jump, false, static_cast<std::uint32_t>(split), 0});
            m_steps[split].other = next();
            return;
        }
        std::vector<std::size_t> splits;
        for (int i = node.least; i < node.most; ++i) {
            splits.push_back(addSplit());
            write(body);
        }
        for (const std::size_t split : splits)
            m_steps[split].other = next();
    }

    void writeAhead(const Node& node)
    {
        const std::size_t ahead = add({Kind::Ahead, node.negated, next() + 1, 0});
        write(node.children.front());
        add({});
        m_steps[ahead].other = next();
    }

    std::vector<NamePatternStep> m_steps;
};

} // namespace

CompiledNamePattern compileNamePattern(std::u32string_view pattern)
{
    PatternParser parser(pattern);
    const Node node = parser.parse();
    StepWriter writer;
    writer.write(node);
    return {writer.take(), parser.takeSets()};
}

} // namespace espalier

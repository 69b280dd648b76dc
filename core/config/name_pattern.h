// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// Thrown by NamePattern's constructor: why and where a text is no pattern.
struct NamePatternError
{
    enum class Reason {
        OpenGroup,        ///< "(a"
        OpenClass,        ///< "[a"
        StrayParenthesis, ///< "a)"
        NothingToRepeat,  ///< "*a", "a**"
        WrongCount,       ///< "a{3,2}"
        WrongRange,       ///< "[z-a]"
        WrongEscape,      ///< "\y", "\" at the end
        NotSupported,     ///< back references, lookbehind, flags
        TooLong           ///< as it stands, or once its repeats are written out
    };

    Reason reason = Reason::TooLong;
    std::size_t position = 0; ///< character of the pattern, from 0
};

/// The characters of a class such as [a-z].
struct NamePatternSet
{
    struct Range
    {
        char32_t from = 0;
        char32_t to = 0;
    };

    std::vector<Range> ranges;
    bool negated = false;

    bool contains(char32_t character) const;
};

/// One step of a compiled pattern.
struct NamePatternStep
{
    enum class Kind : std::uint8_t {
        Set,       ///< one character of the set `target`
        Split,     ///< goes on at `target` and at `other`
        Jump,      ///< goes on at `target`
        Begin,     ///< only at the beginning of the name
        End,       ///< only at the end of the name
        EndOfLine, ///< at the end, or before a line feed at the end
        Boundary,  ///< between a letter and something else; `negated`: anywhere else
        Ahead,     ///< what starts at `target` must match here (`negated`: must not); goes on at `other`
        Accept
    };

    Kind kind = Kind::Accept;
    bool negated = false;
    std::uint32_t target = 0;
    std::uint32_t other = 0;
};

/// A regular expression for layer names, as "op_names_re" of NNI v3 has them. The meaning is that of Python's re.match(),
/// which NNI calls: the pattern has to match from the beginning of the name on and need not reach its end, so that
/// "conv1" matches "conv1", "conv10" and "conv1.0"; "conv1$" matches "conv1" alone, and ".*conv1" finds it anywhere.
///
/// Read are: characters, '.', classes [a-z] and [^a-z], \d \D \w \W \s \S, ^ $ \A \Z \b \B, groups ( ), (?: ) and
/// (?P<name> ), lookahead (?= ) and (?! ), '|', and the repeats * + ? {m} {m,} {,n} {m,n}, lazy ones too. Not read are
/// back references, lookbehind and flags. The digits of \d and the blanks of \s are those of ASCII; \w takes every
/// character beyond ASCII for a letter.
///
/// Every step is tried once at most at every place of the name, so that time grows with steps times length whatever the
/// pattern, and with the length once more inside lookaheads: "(a+)+$" takes no longer than "a+$".
class NamePattern
{
public:
    /// The longest pattern that is read, in characters.
    static constexpr std::size_t kLongestPattern = 1000;

    /// @throws NamePatternError
    explicit NamePattern(std::string_view pattern);

    /// Whether the pattern matches from the beginning of @p name on. May be called from several threads at once.
    bool matches(std::string_view name) const;
    bool matches(std::u32string_view name) const;
    /// Whether it would match from a later place of @p name on.
    bool matchesBehindBeginning(std::u32string_view name) const;

private:
    bool matchesAt(std::u32string_view name, std::size_t position) const;

    std::vector<NamePatternStep> m_steps;
    std::vector<NamePatternSet> m_sets;
};

} // namespace espalier

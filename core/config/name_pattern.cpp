// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/name_pattern.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <vector>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "core/config/utf8_text.h"

namespace espalier {

namespace {

/// Ways that are tried on one name; real patterns take a few dozen.
constexpr std::uint32_t kMostSteps = 100'000;

PCRE2_SPTR bytesOf(std::string_view text)
{
    return reinterpret_cast<PCRE2_SPTR>(text.data());
}

std::size_t characterAt(std::string_view text, std::size_t byte)
{
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(byte, text.size()));
    return static_cast<std::size_t>(
        std::count_if(text.begin(), end, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

struct Explanation
{
    int code; ///< of PCRE2
    const char* sentence;
};

/// What people get wrong, in words that need no manual of PCRE2.
constexpr Explanation kExplanations[] = {
    {PCRE2_ERROR_END_BACKSLASH, ESPALIER_TR("core", "The pattern %2 of entry %1 cannot be read at character %3: the "
                                                    "backslash at its end has nothing to act on.")},
    {PCRE2_ERROR_UNKNOWN_ESCAPE,
     ESPALIER_TR("core", "The pattern %2 of entry %1 cannot be read at character %3: a backslash "
                         "before that letter means nothing; leave it out.")},
    {PCRE2_ERROR_QUANTIFIER_OUT_OF_ORDER,
     ESPALIER_TR("core",
                 "The pattern %2 of entry %1 cannot be read at character %3: the first number in braces is larger "
                 "than the second one.")},
    {PCRE2_ERROR_QUANTIFIER_TOO_BIG,
     ESPALIER_TR("core",
                 "The pattern %2 of entry %1 cannot be read at character %3: a number in braces is too large.")},
    {PCRE2_ERROR_MISSING_SQUARE_BRACKET,
     ESPALIER_TR("core",
                 "The pattern %2 of entry %1 cannot be read at character %3: this [ has no ] that belongs to it.")},
    {PCRE2_ERROR_CLASS_RANGE_ORDER,
     ESPALIER_TR("core",
                 "The pattern %2 of entry %1 cannot be read at character %3: a range in [ ] begins with a later "
                 "character than it ends with.")},
    {PCRE2_ERROR_CLASS_INVALID_RANGE,
     ESPALIER_TR("core",
                 "The pattern %2 of entry %1 cannot be read at character %3: a range in [ ] needs one character at "
                 "each of its ends.")},
    {PCRE2_ERROR_QUANTIFIER_INVALID,
     ESPALIER_TR("core",
                 "The pattern %2 of entry %1 cannot be read at character %3: there is nothing before it to repeat; "
                 "any text is .* here, not *.")},
    {PCRE2_ERROR_MISSING_CLOSING_PARENTHESIS,
     ESPALIER_TR("core",
                 "The pattern %2 of entry %1 cannot be read at character %3: this ( has no ) that belongs to it.")},
    {PCRE2_ERROR_UNMATCHED_CLOSING_PARENTHESIS,
     ESPALIER_TR("core",
                 "The pattern %2 of entry %1 cannot be read at character %3: this ) has no ( that belongs to it.")},
    {PCRE2_ERROR_INVALID_AFTER_PARENS_QUERY,
     ESPALIER_TR("core",
                 "The pattern %2 of entry %1 cannot be read at character %3: what follows ( and ? means nothing.")},
    {PCRE2_ERROR_BAD_SUBPATTERN_REFERENCE,
     ESPALIER_TR("core", "The pattern %2 of entry %1 cannot be read at character %3: it has no group of that number or "
                         "name.")},
    {PCRE2_ERROR_LOOKBEHIND_NOT_FIXED_LENGTH,
     ESPALIER_TR("core",
                 "The pattern %2 of entry %1 cannot be read at character %3: what (?<= or (?<! looks back at must "
                 "always be of the same length.")},
};

constexpr const char* kOther = ESPALIER_TR("core", "The pattern %2 of entry %1 cannot be read at character %3: %4.");

/// The byte of the last bracket that is opened and not closed; @p otherwise where there is none.
std::size_t openBracket(std::string_view pattern, std::size_t otherwise)
{
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '\\') {
            ++i;
        } else if (pattern[i] == '(') {
            open.push_back(i);
        } else if (pattern[i] == ')' && !open.empty()) {
            open.pop_back();
        } else if (pattern[i] == '[') {
            // The first character of a class may be a bracket that closes nothing.
            const std::size_t first = i + (pattern.substr(i + 1, 1) == "^" ? 2 : 1);
            std::size_t end = first;
            while (end < pattern.size() && (pattern[end] != ']' || end == first))
                end += pattern[end] == '\\' ? 2 : 1;
            if (end >= pattern.size())
                return i;
            i = end;
        }
    }
    return open.empty() ? otherwise : open.back();
}

[[noreturn]] void refuse(std::string_view pattern, int code, std::size_t offset)
{
    if (code == PCRE2_ERROR_MISSING_CLOSING_PARENTHESIS || code == PCRE2_ERROR_MISSING_SQUARE_BRACKET)
        offset = openBracket(pattern, offset);
    const std::size_t place = characterAt(pattern, offset);
    const auto known = std::find_if(std::begin(kExplanations), std::end(kExplanations),
                                    [code](const Explanation& one) { return one.code == code; });
    if (known != std::end(kExplanations))
        throw NamePatternError{known->sentence, {}, place};
    std::array<PCRE2_UCHAR, 256> message{};
    pcre2_get_error_message(code, message.data(), message.size());
    throw NamePatternError{kOther, reinterpret_cast<const char*>(message.data()), place};
}

struct Free
{
    void operator()(pcre2_code* code) const { pcre2_code_free(code); }
    void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
    void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
};

} // namespace

struct NamePattern::Code
{
    std::unique_ptr<pcre2_code, Free> code;
    std::unique_ptr<pcre2_match_context, Free> limits;
};

NamePattern::NamePattern(std::string_view pattern)
{
    if (pattern.size() > kLongestPattern)
        throw NamePatternError{ESPALIER_TR("core",
                                           "The pattern %2 of entry %1 cannot be read at character %3: a pattern has "
                                           "%4 characters at most."),
                               std::to_string(kLongestPattern), characterAt(pattern, kLongestPattern)};
    // Read as a repeat by Python and by newer PCRE2, as plain text by older ones.
    if (const auto open = pattern.find("{,"); open != std::string_view::npos)
        throw NamePatternError{ESPALIER_TR("core",
                                           "The pattern %2 of entry %1 cannot be read at character %3: write {0,n} "
                                           "in place of {,n}."),
                               {},
                               characterAt(pattern, open)};
    int error = 0;
    PCRE2_SIZE offset = 0;
    auto code = std::make_shared<Code>();
    code->code.reset(pcre2_compile(bytesOf(pattern), pattern.size(), PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C,
                                   &error, &offset, nullptr));
    if (!code->code)
        refuse(pattern, error, offset);
    code->limits.reset(pcre2_match_context_create(nullptr));
    pcre2_set_match_limit(code->limits.get(), kMostSteps);
    m_code = std::move(code);
}

bool NamePattern::matches(std::string_view name) const
{
    return matchesFrom(name, 0, true);
}

bool NamePattern::matchesBehindBeginning(std::string_view name) const
{
    const std::size_t second = utf8CharacterLength(name);
    return second != 0 && second < name.size() && matchesFrom(name, second, false);
}

bool NamePattern::matchesFrom(std::string_view name, std::size_t start, bool anchored) const
{
    const std::unique_ptr<pcre2_match_data, Free> data(pcre2_match_data_create(1, nullptr));
    const int result = pcre2_match(m_code->code.get(), bytesOf(name), name.size(), start,
                                   anchored ? PCRE2_ANCHORED : 0U, data.get(), m_code->limits.get());
    if (result == PCRE2_ERROR_MATCHLIMIT || result == PCRE2_ERROR_DEPTHLIMIT || result == PCRE2_ERROR_HEAPLIMIT)
        throw NamePatternError{ESPALIER_TR("core",
                                           "The pattern %2 of entry %1 cannot be used, because it tries too many ways "
                                           "on %4; write it without repeats of repeats."),
                               std::string(name), 0};
    return result >= 0;
}

} // namespace espalier

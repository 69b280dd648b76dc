// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/message.h"

namespace espalier {

/// Why and where a text is no pattern.
struct NamePatternError
{
    const char*
        sentence; ///< template for a Message: %1 number of an entry, %2 the pattern, %3 character from 1, %4 detail
    std::string detail;
    std::size_t position = 0; ///< character of the pattern, from 0

    Message message(const std::string& entry, const std::string& pattern) const
    {
        return {sentence, {entry, pattern, std::to_string(position + 1), detail}};
    }
};

/// A regular expression for layer names, as "op_names_re" of NNI v3 has them, read by PCRE2. The meaning is that of Python's
/// re.match(), which NNI calls: the pattern has to match from the beginning of the name on and need not reach its end, so
/// that "conv1" matches "conv1", "conv10" and "conv1.0"; "conv1$" matches "conv1" alone, and ".*conv1" finds it anywhere.
/// Both know the usual syntax, named groups (?P<name> ), lookaround and flags (?i) included; for {,n} write {0,n}.
class NamePattern
{
public:
    /// The longest pattern that is read, in bytes.
    static constexpr std::size_t kLongestPattern = 1000;

    /// @throws NamePatternError
    explicit NamePattern(std::string_view pattern);

    /// Whether the pattern matches from the beginning of @p name on, which is UTF-8; other bytes are not matched. May be called
    /// from several threads at once. @throws NamePatternError for patterns such as "(a+)+$" that try too many ways.
    bool matches(std::string_view name) const;
    /// Whether it would match from a later place of @p name on. @throws NamePatternError as matches().
    bool matchesBehindBeginning(std::string_view name) const;

private:
    struct Code;
    bool matchesFrom(std::string_view name, std::size_t start, bool anchored) const;

    std::shared_ptr<const Code> m_code;
};

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/name_pattern.h"

#include <algorithm>
#include <array>
#include <cstdint>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "core/config/utf8_text.h"

namespace espalier {

namespace {

/// Ways that are tried on one name; real patterns take a few dozen.
constexpr std::uint32_t kMostSteps = 100'000;

using Bytes = std::array<PCRE2_UCHAR, 256>;

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

std::string messageOf(int code)
{
    Bytes message{};
    pcre2_get_error_message(code, message.data(), message.size());
    return reinterpret_cast<const char*>(message.data());
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
        throw NamePatternError{"a pattern has " + std::to_string(kLongestPattern) + " characters at most",
                               characterAt(pattern, kLongestPattern)};
    // Read as a repeat by Python and by newer PCRE2, as plain text by older ones.
    if (const auto open = pattern.find("{,"); open != std::string_view::npos)
        throw NamePatternError{"write {0,n} in place of {,n}", characterAt(pattern, open)};
    int error = 0;
    PCRE2_SIZE offset = 0;
    auto code = std::make_shared<Code>();
    code->code.reset(pcre2_compile(bytesOf(pattern), pattern.size(), PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C,
                                   &error, &offset, nullptr));
    if (!code->code)
        throw NamePatternError{messageOf(error), characterAt(pattern, offset)};
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
        throw NamePatternError{"it tries too many ways on " + std::string(name), 0};
    return result >= 0;
}

} // namespace espalier

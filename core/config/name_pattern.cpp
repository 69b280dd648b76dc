// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/name_pattern.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "core/config/name_pattern_compiler.h"
#include "core/config/utf8_text.h"

namespace espalier {

namespace {

using Kind = NamePatternStep::Kind;

bool isLetter(char32_t character)
{
    return (character >= U'0' && character <= U'9') || (character >= U'A' && character <= U'Z') || character == U'_'
           || (character >= U'a' && character <= U'z') || character >= 0x80;
}

constexpr std::size_t kUsualAlternatives = 16;

/// Numbers below a limit, none of them at first.
class MarkSet
{
public:
    explicit MarkSet(std::size_t limit)
        : m_large(limit > m_small.size() * kBits ? limit / kBits + 1 : 0)
        , m_words(m_large.empty() ? m_small.data() : m_large.data())
    {
    }
    MarkSet(const MarkSet&) = delete;
    MarkSet& operator=(const MarkSet&) = delete;

    /// False when it is there already.
    bool add(std::size_t number)
    {
        std::uint64_t& word = m_words[number / kBits];
        const std::uint64_t bit = std::uint64_t{1} << number % kBits;
        const bool fresh = (word & bit) == 0;
        word |= bit;
        return fresh;
    }

private:
    static constexpr std::size_t kBits = 64;
    std::array<std::uint64_t, 16> m_small{};
    std::vector<std::uint64_t> m_large;
    std::uint64_t* m_words;
};

/// Looks for a way through the steps, the last open alternative first.
class Matcher
{
public:
    Matcher(const std::vector<NamePatternStep>& steps, const std::vector<NamePatternSet>& sets,
            std::u32string_view name)
        : m_steps(steps)
        , m_sets(sets)
        , m_name(name)
    {
    }

    bool matches(std::uint32_t step, std::size_t position)
    {
        const std::size_t places = m_name.size() + 1;
        MarkSet tried(m_steps.size() * places);
        std::vector<Place> open;
        open.reserve(kUsualAlternatives);
        open.push_back({step, position});
        while (!open.empty()) {
            Place place = open.back();
            open.pop_back();
            while (tried.add(place.step * places + place.position)) {
                if (m_steps[place.step].kind == Kind::Accept)
                    return true;
                if (!advance(place, open))
                    break;
            }
        }
        return false;
    }

private:
    struct Place
    {
        std::uint32_t step = 0;
        std::size_t position = 0;
    };

    /// Goes on from @p place, and adds to @p open where else it might go on. False where it does not go on.
    bool advance(Place& place, std::vector<Place>& open)
    {
        const NamePatternStep& step = m_steps[place.step];
        switch (step.kind) {
        case Kind::Set:
            if (place.position >= m_name.size() || !m_sets[step.target].contains(m_name[place.position]))
                return false;
            place = {place.step + 1, place.position + 1};
            return true;
        case Kind::Split:
            open.push_back({step.other, place.position});
            place.step = step.target;
            return true;
        case Kind::Jump:
            place.step = step.target;
            return true;
        case Kind::Ahead:
            if (matchesAhead(step.target, place.position) == step.negated)
                return false;
            place.step = step.other;
            return true;
        default:
            if (!holds(step, place.position))
                return false;
            ++place.step;
            return true;
        }
    }

    /// Found out once for every place: lookaheads may stand inside lookaheads.
    bool matchesAhead(std::uint32_t step, std::size_t position)
    {
        const std::pair<std::uint32_t, std::size_t> place(step, position);
        if (const auto known = m_ahead.find(place); known != m_ahead.end())
            return known->second;
        const bool found = matches(step, position);
        m_ahead.emplace(place, found);
        return found;
    }

    bool holds(const NamePatternStep& step, std::size_t position) const
    {
        const std::size_t left = m_name.size() - position;
        switch (step.kind) {
        case Kind::Begin:
            return position == 0;
        case Kind::End:
            return left == 0;
        case Kind::EndOfLine:
            return left == 0 || (left == 1 && m_name.back() == U'\n');
        default: {
            const bool before = position > 0 && isLetter(m_name[position - 1]);
            const bool behind = left > 0 && isLetter(m_name[position]);
            return (before != behind) != step.negated;
        }
        }
    }

    const std::vector<NamePatternStep>& m_steps;
    const std::vector<NamePatternSet>& m_sets;
    std::u32string_view m_name;
    std::map<std::pair<std::uint32_t, std::size_t>, bool> m_ahead;
};

} // namespace

bool NamePatternSet::contains(char32_t character) const
{
    const bool listed = std::any_of(ranges.begin(), ranges.end(), [character](const Range& range) {
        return range.from <= character && character <= range.to;
    });
    return listed != negated;
}

NamePattern::NamePattern(std::string_view pattern)
{
    // Looked at before anything is made of it: four bytes are the longest character.
    if (pattern.size() > 4 * kLongestPattern)
        throw NamePatternError{NamePatternError::Reason::TooLong, kLongestPattern};
    const std::u32string characters = utf32Text(pattern);
    if (characters.size() > kLongestPattern)
        throw NamePatternError{NamePatternError::Reason::TooLong, kLongestPattern};
    CompiledNamePattern compiled = compileNamePattern(characters);
    m_steps = std::move(compiled.steps);
    m_sets = std::move(compiled.sets);
}

bool NamePattern::matches(std::string_view name) const
{
    return matches(utf32Text(name));
}

bool NamePattern::matches(std::u32string_view name) const
{
    return matchesAt(name, 0);
}

bool NamePattern::matchesBehindBeginning(std::u32string_view name) const
{
    for (std::size_t position = 1; position < name.size(); ++position) {
        if (matchesAt(name, position))
            return true;
    }
    return false;
}

bool NamePattern::matchesAt(std::u32string_view name, std::size_t position) const
{
    // Most patterns begin with letters, which most names lack.
    std::uint32_t step = 0;
    for (; m_steps[step].kind == Kind::Set; ++step, ++position) {
        if (position >= name.size() || !m_sets[m_steps[step].target].contains(name[position]))
            return false;
    }
    return m_steps[step].kind == Kind::Accept || Matcher(m_steps, m_sets, name).matches(step, position);
}

} // namespace espalier

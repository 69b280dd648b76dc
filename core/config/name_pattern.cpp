// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/name_pattern.h"

#include <algorithm>
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
        std::vector<bool> tried(m_steps.size() * places, false);
        std::vector<Place> open = {{step, position}};
        while (!open.empty()) {
            const Place place = open.back();
            open.pop_back();
            const std::size_t mark = place.step * places + place.position;
            if (tried[mark])
                continue;
            tried[mark] = true;
            if (m_steps[place.step].kind == Kind::Accept)
                return true;
            take(place, open);
        }
        return false;
    }

private:
    struct Place
    {
        std::uint32_t step = 0;
        std::size_t position = 0;
    };

    void take(const Place& place, std::vector<Place>& open)
    {
        const NamePatternStep& step = m_steps[place.step];
        switch (step.kind) {
        case Kind::Set:
            if (place.position < m_name.size() && m_sets[step.target].contains(m_name[place.position]))
                open.push_back({place.step + 1, place.position + 1});
            break;
        case Kind::Split:
            open.push_back({step.other, place.position});
            open.push_back({step.target, place.position});
            break;
        case Kind::Jump:
            open.push_back({step.target, place.position});
            break;
        case Kind::Ahead:
            if (matchesAhead(step.target, place.position) != step.negated)
                open.push_back({step.other, place.position});
            break;
        default:
            if (holds(step, place.position))
                open.push_back({place.step + 1, place.position});
            break;
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
    const std::u32string characters = utf32Text(name);
    return Matcher(m_steps, m_sets, characters).matches(0, 0);
}

} // namespace espalier

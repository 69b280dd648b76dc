// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/algorithm_parameters.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "core/base/error.h"

namespace espalier {

namespace {

using Kind = AlgorithmParameter::Kind;

template <typename Number>
std::optional<Number> numberIn(std::string_view text)
{
    Number number = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc() && read.ptr == end ? std::optional<Number>(number) : std::nullopt;
}

/// "a:b:c" taken apart; no part for an empty text.
std::vector<std::string_view> parts(std::string_view text, char separator)
{
    std::vector<std::string_view> result;
    while (!text.empty()) {
        const std::size_t end = text.find(separator);
        result.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            break;
        text.remove_prefix(end + 1);
        if (text.empty())
            result.push_back(text);
    }
    return result;
}

bool isInRange(const AlgorithmParameter& parameter, double number)
{
    return number >= parameter.smallest && number <= parameter.largest;
}

bool isInteger(const AlgorithmParameter& parameter, std::string_view text)
{
    const auto number = numberIn<std::int64_t>(text);
    return number && isInRange(parameter, static_cast<double>(*number));
}

bool isPossible(const AlgorithmParameter& parameter, std::string_view text)
{
    switch (parameter.kind) {
    case Kind::Integer:
        return isInteger(parameter, text);
    case Kind::Real: {
        const auto number = numberIn<double>(text);
        return number && isInRange(parameter, *number);
    }
    case Kind::Choice:
        return std::find(parameter.choices.begin(), parameter.choices.end(), text) != parameter.choices.end();
    case Kind::Integers: {
        const auto numbers = parts(text, ':');
        return std::all_of(numbers.begin(), numbers.end(),
                           [&](std::string_view number) { return isInteger(parameter, number); });
    }
    }
    return false;
}

std::string numberText(double number)
{
    char buffer[32];
    return {buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr};
}

std::string joined(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

Message refusal(const AlgorithmParameter& parameter, const std::string& owner, const std::string& value)
{
    if (parameter.kind == Kind::Choice)
        return {ESPALIER_TR("core", "The parameter %1 of %2 cannot be \"%3\"; it is one of %4."),
                {parameter.name, owner, value, joined(parameter.choices)}};
    const std::vector<std::string> values{parameter.name, owner, value, numberText(parameter.smallest),
                                          numberText(parameter.largest)};
    if (parameter.kind == Kind::Real)
        return {ESPALIER_TR("core", "The parameter %1 of %2 cannot be \"%3\"; it is a number from %4 to %5."), values};
    if (parameter.kind == Kind::Integer)
        return {ESPALIER_TR("core", "The parameter %1 of %2 cannot be \"%3\"; it is a whole number from %4 to %5."),
                values};
    return {ESPALIER_TR("core",
                        "The parameter %1 of %2 cannot be \"%3\"; it is whole numbers from %4 to %5 with colons "
                        "between them, such as 1:4."),
            values};
}

const AlgorithmParameter* find(std::span<const AlgorithmParameter> known, const std::string& name)
{
    const auto found = std::find_if(known.begin(), known.end(),
                                    [&](const AlgorithmParameter& parameter) { return parameter.name == name; });
    return found == known.end() ? nullptr : &*found;
}

Message unknown(std::span<const AlgorithmParameter> known, const std::string& owner, const std::string& name)
{
    if (known.empty())
        return {ESPALIER_TR("core", "There is no parameter %1: %2 has none."), {name, owner}};
    std::vector<std::string> names;
    for (const AlgorithmParameter& parameter : known)
        names.push_back(parameter.name);
    return {ESPALIER_TR("core", "%2 has no parameter %1; it has %3."), {name, owner, joined(names)}};
}

} // namespace

ParameterValues parseParameters(std::string_view text)
{
    ParameterValues values;
    for (const std::string_view part : parts(text, ',')) {
        const std::size_t sign = part.find('=');
        if (sign == std::string_view::npos || sign == 0)
            throw Error(ErrorCode::InvalidConfig,
                        {ESPALIER_TR("core", "\"%1\" is no parameter; write NAME=VALUE, and commas between several."),
                         {std::string(part)}});
        values[std::string(part.substr(0, sign))] = part.substr(sign + 1);
    }
    return values;
}

void checkParameters(const std::string& owner, std::span<const AlgorithmParameter> known, const ParameterValues& values)
{
    for (const auto& [name, value] : values) {
        const AlgorithmParameter* parameter = find(known, name);
        if (!parameter)
            throw Error(ErrorCode::InvalidConfig, unknown(known, owner, name));
        if (!isPossible(*parameter, value))
            throw Error(ErrorCode::InvalidConfig, refusal(*parameter, owner, value));
    }
}

ParameterValues usableParameters(std::span<const AlgorithmParameter> known, const ParameterValues& values)
{
    ParameterValues usable;
    for (const auto& [name, value] : values) {
        const AlgorithmParameter* parameter = find(known, name);
        if (parameter && isPossible(*parameter, value))
            usable[name] = value;
    }
    return usable;
}

std::string textParameter(std::span<const AlgorithmParameter> known, const ParameterValues& values,
                          const std::string& name)
{
    const AlgorithmParameter* parameter = find(known, name);
    if (!parameter)
        throw Error(ErrorCode::Internal, {ESPALIER_TR("core", "There is no parameter %1."), {name}});
    const auto given = values.find(name);
    return given == values.end() ? parameter->fallback : given->second;
}

std::int64_t integerParameter(std::span<const AlgorithmParameter> known, const ParameterValues& values,
                              const std::string& name)
{
    return numberIn<std::int64_t>(textParameter(known, values, name)).value_or(0);
}

double realParameter(std::span<const AlgorithmParameter> known, const ParameterValues& values, const std::string& name)
{
    return numberIn<double>(textParameter(known, values, name)).value_or(0);
}

std::vector<std::int64_t> integersParameter(std::span<const AlgorithmParameter> known, const ParameterValues& values,
                                            const std::string& name)
{
    const std::string text = textParameter(known, values, name);
    std::vector<std::int64_t> numbers;
    for (const std::string_view part : parts(text, ':'))
        numbers.push_back(numberIn<std::int64_t>(part).value_or(0));
    return numbers;
}

} // namespace espalier

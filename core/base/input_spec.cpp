// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/input_spec.h"

#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "core/base/error.h"

namespace espalier {
namespace {

constexpr std::array<std::pair<DType, const char*>, 10> kDTypeNames{{{DType::Float32, "float32"},
                                                                     {DType::Float64, "float64"},
                                                                     {DType::Float16, "float16"},
                                                                     {DType::BFloat16, "bfloat16"},
                                                                     {DType::Int64, "int64"},
                                                                     {DType::Int32, "int32"},
                                                                     {DType::Int16, "int16"},
                                                                     {DType::Int8, "int8"},
                                                                     {DType::UInt8, "uint8"},
                                                                     {DType::Bool, "bool"}}};

// A size above this is a typing error: no network has a dimension of a thousand million.
constexpr std::int64_t kLargestSize = 1'000'000'000;

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

[[noreturn]] void throwBadPart(std::string_view part, std::string_view whole)
{
    throw Error(ErrorCode::InvalidConfig,
                Message{ESPALIER_TR("core", "\"%1\" in the input shape \"%2\" is not a size; write it like "
                                            "1,3,224,224 or 1,3,224,224;1,16:int64."),
                        {std::string(part), std::string(whole)}});
}

std::vector<std::string_view> split(std::string_view text, std::string_view separators)
{
    std::vector<std::string_view> parts;
    while (true) {
        const auto end = text.find_first_of(separators);
        parts.push_back(trimmed(text.substr(0, end)));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

std::optional<DType> dtypeFromName(std::string_view name)
{
    for (const auto& [dtype, dtypeText] : kDTypeNames) {
        if (name == dtypeText)
            return dtype;
    }
    return std::nullopt;
}

InputSpec parseOne(std::string_view text, std::string_view whole)
{
    InputSpec spec;
    const auto colon = text.find(':');
    if (colon != std::string_view::npos) {
        const auto name = trimmed(text.substr(colon + 1));
        const auto dtype = dtypeFromName(name);
        if (!dtype) {
            throw Error(ErrorCode::InvalidConfig,
                        Message{ESPALIER_TR("core", "\"%1\" in the input shape \"%2\" is not a data type; use "
                                                    "float32, float64, int64, int32 or bool."),
                                {std::string(name), std::string(whole)}});
        }
        spec.dtype = *dtype;
    }
    for (std::string_view part : split(text.substr(0, colon), ",x")) {
        std::int64_t size = 0;
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), size);
        if (part.empty() || error != std::errc() || end != part.data() + part.size() || size < 1 || size > kLargestSize)
            throwBadPart(part, whole);
        spec.shape.push_back(size);
    }
    return spec;
}

} // namespace

std::int64_t elementCount(const Shape& shape)
{
    std::int64_t count = 1;
    for (std::int64_t size : shape)
        count *= size;
    return count;
}

std::string shapeText(const Shape& shape)
{
    if (shape.empty())
        return "scalar";
    std::string text;
    for (std::int64_t size : shape)
        text += (text.empty() ? "" : "x") + std::to_string(size);
    return text;
}

std::int64_t dtypeSize(DType dtype)
{
    switch (dtype) {
    case DType::Float64:
    case DType::Int64:
        return 8;
    case DType::Float32:
    case DType::Int32:
        return 4;
    case DType::Float16:
    case DType::BFloat16:
    case DType::Int16:
        return 2;
    case DType::Int8:
    case DType::UInt8:
    case DType::Bool:
        return 1;
    }
    return 0;
}

const char* dtypeName(DType dtype)
{
    for (const auto& [candidate, name] : kDTypeNames) {
        if (candidate == dtype)
            return name;
    }
    return "unknown";
}

std::vector<InputSpec> parseInputSpecs(std::string_view text)
{
    std::vector<InputSpec> specs;
    for (std::string_view part : split(text, ";"))
        specs.push_back(parseOne(part, text));
    return specs;
}

std::string inputSpecsText(const std::vector<InputSpec>& specs)
{
    std::string text;
    for (const InputSpec& spec : specs) {
        if (!text.empty())
            text += ';';
        for (std::size_t i = 0; i < spec.shape.size(); ++i)
            text += (i == 0 ? "" : ",") + std::to_string(spec.shape[i]);
        if (spec.dtype != DType::Float32)
            text += std::string(":") + dtypeName(spec.dtype);
    }
    return text;
}

} // namespace espalier

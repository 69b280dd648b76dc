// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <charconv>
#include <system_error>

#include "core/base/error.h"
#include "core/data/dataset.h"

namespace espalier {
namespace {

// No image is wider than this; a larger number is a typing error.
constexpr int kLargestSide = 65536;

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::vector<std::string_view> splitAt(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    while (true) {
        const auto end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

template <typename Number>
std::optional<Number> number(std::string_view text)
{
    text = trimmed(text);
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

Split parseSplit(std::string_view value)
{
    if (value == "train")
        return Split::Train;
    if (value == "test")
        return Split::Test;
    throw Error(ErrorCode::InvalidConfig,
                Message{ESPALIER_TR("core", "The data option split is \"%1\"; it must be train or test."),
                        {std::string(value)}});
}

std::int64_t parseLimit(std::string_view value)
{
    const auto limit = number<std::int64_t>(value);
    if (!limit || *limit < 1) {
        throw Error(ErrorCode::InvalidConfig,
                    Message{ESPALIER_TR("core", "The data option limit is \"%1\"; it must be a whole number from 1."),
                            {std::string(value)}});
    }
    return *limit;
}

ImageSize parseSize(std::string_view value)
{
    const auto parts = splitAt(value, 'x');
    std::vector<int> sides;
    for (std::string_view part : parts) {
        const auto side = number<int>(part);
        if (side && *side >= 1 && *side <= kLargestSide)
            sides.push_back(*side);
    }
    const bool withChannels = sides.size() == 3 && (sides[0] == 1 || sides[0] == 3);
    if (sides.size() != parts.size() || (sides.size() != 2 && !withChannels)) {
        throw Error(ErrorCode::InvalidConfig,
                    Message{ESPALIER_TR("core", "The data option size is \"%1\"; write it as HEIGHTxWIDTH such as "
                                                "224x224, with 1x or 3x before it to choose the channels."),
                            {std::string(value)}});
    }
    return withChannels ? ImageSize{sides[0], sides[1], sides[2]} : ImageSize{0, sides[0], sides[1]};
}

std::vector<double> parseNumbers(std::string_view name, std::string_view value)
{
    constexpr double kLargest = 1e6;
    std::vector<double> numbers;
    for (std::string_view part : splitAt(value, ':')) {
        const auto parsed = number<double>(part);
        const bool positive = parsed && *parsed > 0;
        if (!parsed || !(*parsed >= -kLargest && *parsed <= kLargest) || (name == "std" && !positive)) {
            throw Error(ErrorCode::InvalidConfig,
                        Message{ESPALIER_TR("core", "\"%1\" in the data option %2=%3 is not a usable number; write "
                                                    "one per channel like .485:.456:.406, std above 0."),
                                {std::string(part), std::string(name), std::string(value)}});
        }
        numbers.push_back(*parsed);
    }
    return numbers;
}

void applyOption(DatasetSpec& spec, std::string_view option)
{
    const auto equals = option.find('=');
    const std::string_view name = trimmed(option.substr(0, equals));
    const std::string_view value = equals == std::string_view::npos ? "" : trimmed(option.substr(equals + 1));
    if (equals != std::string_view::npos && name == "split") {
        spec.split = parseSplit(value);
    } else if (equals != std::string_view::npos && name == "limit") {
        spec.limit = parseLimit(value);
    } else if (equals != std::string_view::npos && name == "size") {
        spec.size = parseSize(value);
    } else if (equals != std::string_view::npos && name == "mean") {
        spec.mean = parseNumbers(name, value);
    } else if (equals != std::string_view::npos && name == "std") {
        spec.std = parseNumbers(name, value);
    } else {
        throw Error(ErrorCode::InvalidConfig,
                    Message{ESPALIER_TR("core", "\"%1\" is not a data option; there are split=, limit=, size=, mean= "
                                                "and std=."),
                            {std::string(trimmed(option))}});
    }
}

void checkKindAndFolder(const DatasetSpec& spec, bool hasFolder)
{
    const bool needsFolder = spec.kind == "mnist" || spec.kind == "cifar10" || spec.kind == "folder";
    if (!needsFolder && spec.kind != "fashion-mnist") {
        throw Error(ErrorCode::InvalidConfig,
                    Message{ESPALIER_TR("core", "\"%1\" is no kind of data; there are fashion-mnist, mnist:DIR, "
                                                "cifar10:DIR and folder:DIR."),
                            {spec.kind}});
    }
    if (needsFolder && spec.folder.empty()) {
        throw Error(ErrorCode::InvalidConfig,
                    Message{ESPALIER_TR("core", "The data \"%1\" needs a folder; write it as %1:DIR."), {spec.kind}});
    }
    if (!needsFolder && hasFolder) {
        throw Error(ErrorCode::InvalidConfig,
                    Message{ESPALIER_TR("core", "fashion-mnist takes no folder; for files of your own write "
                                                "mnist:DIR."),
                            {}});
    }
}

std::string numberText(double value)
{
    std::array<char, 64> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return std::string(buffer.data(), result.ptr);
}

std::string numbersText(const std::vector<double>& values)
{
    std::string text;
    for (double value : values)
        text += (text.empty() ? "" : ":") + numberText(value);
    return text;
}

} // namespace

DatasetSpec parseDatasetSpec(std::string_view text)
{
    const auto parts = splitAt(trimmed(text), ',');
    DatasetSpec spec;
    const auto colon = parts[0].find(':');
    spec.kind = std::string(trimmed(parts[0].substr(0, colon)));
    std::string folder = colon == std::string_view::npos ? "" : std::string(parts[0].substr(colon + 1));
    std::size_t next = 1;
    // A comma inside a path: what follows it has no "=" and stands before every option.
    for (; !folder.empty() && next < parts.size() && parts[next].find('=') == std::string_view::npos; ++next)
        folder += "," + std::string(parts[next]);
    spec.folder = std::string(trimmed(folder));
    checkKindAndFolder(spec, colon != std::string_view::npos);
    for (; next < parts.size(); ++next)
        applyOption(spec, parts[next]);
    return spec;
}

std::string datasetSpecText(const DatasetSpec& spec)
{
    std::string text = spec.kind;
    if (!spec.folder.empty())
        text += ":" + spec.folder.string();
    if (spec.split)
        text += *spec.split == Split::Train ? ",split=train" : ",split=test";
    if (spec.limit)
        text += ",limit=" + std::to_string(*spec.limit);
    if (spec.size) {
        text += ",size=" + (spec.size->channels > 0 ? std::to_string(spec.size->channels) + "x" : std::string());
        text += std::to_string(spec.size->height) + "x" + std::to_string(spec.size->width);
    }
    if (!spec.mean.empty())
        text += ",mean=" + numbersText(spec.mean);
    if (!spec.std.empty())
        text += ",std=" + numbersText(spec.std);
    return text;
}

} // namespace espalier

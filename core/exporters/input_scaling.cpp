// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/input_scaling.h"

#include <array>
#include <charconv>

namespace espalier {
namespace {

std::string number(double value)
{
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
}

/// "torch.tensor([0.485, 0.456]).view(-1, 1, 1)".
std::string perChannel(const std::vector<double>& values)
{
    std::string text;
    for (const double value : values)
        text += (text.empty() ? "" : ", ") + number(value);
    return "torch.tensor([" + text + "]).view(-1, 1, 1)";
}

/// ", 3, 224, 224" behind the number of images; empty where it is not known.
std::string shapeOfOne(const std::vector<InputSpec>& inputs)
{
    if (inputs.size() != 1 || inputs.front().shape.size() != 4)
        return ", channels, height, width";
    std::string text;
    for (std::size_t i = 1; i < 4; ++i)
        text += ", " + std::to_string(inputs.front().shape[i]);
    return text;
}

} // namespace

std::string inputScalingSnippet(const Model::Normalization& normalization, const std::vector<InputSpec>& inputs)
{
    const auto& [mean, std] = normalization;
    std::string text = "# images: a tensor of shape (n" + shapeOfOne(inputs) + ") with pixels from 0 to 255.\n";
    std::string scaled = "images / 255";
    if (!mean.empty()) {
        text += "mean = " + perChannel(mean) + "\n";
        scaled += " - mean";
    }
    if (!std.empty()) {
        text += "std = " + perChannel(std) + "\n";
        scaled = mean.empty() ? scaled + " / std" : "(" + scaled + ") / std";
    }
    if (mean.empty() && std.empty())
        text += "# Accuracies were measured on pixels divided by 255, and nothing else.\n";
    return text + "with torch.no_grad():\n    outputs = model(" + scaled + ")\n";
}

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/kept_key_issues.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "core/config/literal_reader.h"
#include "core/config/literal_writer.h"

namespace espalier {

namespace {

using Kind = LiteralValue::Kind;

constexpr std::string_view kDtypeKey = "quant_dtype";

std::optional<LiteralValue> valueOf(const std::string& json)
{
    try {
        return readLiteral(json);
    } catch (const LiteralError&) {
        return std::nullopt;
    }
}

/// NNI up to 2.5 has these beside quant_bits.
bool isEarlierDtype(const LiteralValue& value)
{
    return value.kind == Kind::Text && (value.text == "int" || value.text == "uint");
}

/// One sentence with the entry's number as %1 and the key as %2.
struct KeyAdvice
{
    std::string_view key;
    Severity severity;
    const char* sentence;
};

constexpr const char* kGranularity = ESPALIER_TR(
    "core", "The %2 of entry %1 is kept, but has no effect: the algorithm decides whether single weights or "
            "whole channels are removed.");

constexpr KeyAdvice kAdvice[] = {
    {"sparse_threshold", Severity::Warning,
     ESPALIER_TR("core", "The sparse_threshold of entry %1 is kept, but has no effect: here a share of a layer is "
                         "pruned, not what lies below a number.")},
    {"dependency_group_id", Severity::Info,
     ESPALIER_TR("core", "The dependency_group_id of entry %1 is kept, but has no effect: layers that depend on each "
                         "other are found in the network.")},
    {"granularity", Severity::Warning, kGranularity},
    {"sparse_granularity", Severity::Warning, kGranularity},
    {"target_names", Severity::Warning,
     ESPALIER_TR("core", "The target_names of entry %1 are kept, but have no effect: weights are pruned, with the bias "
                         "that belongs to them, and weights, inputs and outputs are quantized.")},
    {"sparse_ratio", Severity::Warning,
     ESPALIER_TR("core", "The key sparse_ratio of entry %1 is kept, but has no effect here: it is one of NNI v3; write "
                         "sparsity in its place.")},
    {"max_sparse_ratio", Severity::Warning,
     ESPALIER_TR("core",
                 "The key max_sparse_ratio of entry %1 is kept, but has no effect here: it is one of NNI v3; write "
                 "max_sparsity_per_layer in its place, which mode global heeds.")},
    {"global_group_id", Severity::Warning,
     ESPALIER_TR("core",
                 "The key global_group_id of entry %1 is kept, but has no effect here: it is one of NNI v3; write "
                 "total_sparsity in place of sparsity, and choose mode global.")},
};

constexpr const char* kWithoutEffect = ESPALIER_TR("core", "The key %2 of entry %1 is kept, but has no effect here.");

Issue dtypeIssue(const LiteralValue& value, std::size_t index)
{
    return {Severity::Warning,
            {ESPALIER_TR("core", "The quant_dtype %2 of entry %1 is kept, but has no effect: it is neither \"int\" nor "
                                 "\"uint\" with a number of bits."),
             {std::to_string(index + 1), literalText(value, ConfigSyntax::Json)}},
            index,
            {}};
}

Issue targetIssue(const LiteralMember& target, std::size_t index)
{
    for (const LiteralMember& setting : target.value.members) {
        if (setting.key == kDtypeKey && !quantDtypeOf(setting.value))
            return dtypeIssue(setting.value, index);
    }
    return {Severity::Warning,
            {ESPALIER_TR("core", "What target_settings of entry %1 say about %2 is kept, but has no effect here."),
             {std::to_string(index + 1), target.key}},
            index,
            {}};
}

} // namespace

std::optional<QuantDtype> quantDtypeOf(const LiteralValue& value)
{
    if (value.kind == Kind::Null)
        return QuantDtype{};
    if (value.kind != Kind::Text)
        return std::nullopt;
    std::string_view text = value.text;
    QuantDtype dtype;
    dtype.isSigned = !text.starts_with("uint");
    if (!text.starts_with(dtype.isSigned ? "int" : "uint"))
        return std::nullopt;
    text.remove_prefix(dtype.isSigned ? 3 : 4);
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, dtype.bits);
    return read.ec == std::errc() && read.ptr == end ? std::optional(dtype) : std::nullopt;
}

std::vector<Issue> keptKeyIssues(const std::string& key, const std::string& json, std::size_t index)
{
    const std::vector<std::string> arguments{std::to_string(index + 1), key};
    const auto advice =
        std::find_if(std::begin(kAdvice), std::end(kAdvice), [&](const KeyAdvice& one) { return one.key == key; });
    if (advice != std::end(kAdvice))
        return {{advice->severity, {advice->sentence, arguments}, index, {}}};
    const auto value = valueOf(json);
    if (key == kDtypeKey && value && !quantDtypeOf(*value) && !isEarlierDtype(*value))
        return {dtypeIssue(*value, index)};
    if (key != "target_settings" || !value || value->kind != Kind::Dict || value->members.empty())
        return {{Severity::Warning, {kWithoutEffect, arguments}, index, {}}};
    std::vector<Issue> issues;
    for (const LiteralMember& target : value->members)
        issues.push_back(targetIssue(target, index));
    return issues;
}

} // namespace espalier

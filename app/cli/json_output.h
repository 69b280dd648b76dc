// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/issue.h"

namespace espalier::cli {

using Json = nlohmann::ordered_json;

/// null where nothing is known.
template <typename Value>
Json orNull(const std::optional<Value>& value)
{
    return value ? Json(*value) : Json(nullptr);
}

Json issuesJson(const std::vector<Issue>& issues);
/// Prints one JSON object to stdout.
void printJson(const Json& json);

} // namespace espalier::cli

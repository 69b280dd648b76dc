// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/base/message.h"

namespace espalier {

enum class Severity { Error, Warning, Info };

/// A finding that is not an exception: what was noticed, and where it belongs.
struct Issue
{
    Severity severity = Severity::Info;
    Message message;
    std::optional<std::size_t> entry; ///< index of the config list entry, from 0
    std::string layer;                ///< dotted layer name; empty: the whole model

    bool operator==(const Issue&) const = default;
};

/// "error", "warning" or "info": the words of the --json output.
const char* severityName(Severity severity);

/// True when at least one issue is an error.
bool hasErrors(const std::vector<Issue>& issues);

} // namespace espalier

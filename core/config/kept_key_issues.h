// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/base/issue.h"
#include "core/config/literal_value.h"

namespace espalier {

/// A quant_dtype of NNI v3.
struct QuantDtype
{
    int bits = 8; ///< of one that is None
    bool isSigned = true;
};

/// nullopt for a value that is no "int8" or "uint4", and not None.
std::optional<QuantDtype> quantDtypeOf(const LiteralValue& value);

/// What is to be said about a key of NNI (see isFurtherNniKey()) that an entry keeps without effect: which key of Espalier does
/// what it is meant for, or why none does. One finding, and for target_settings one for each target. Whoever tells of a kept
/// key asks here, so that the same is never said twice in different words. Never throws.
/// @param json value of the key, as ConfigEntry::otherKeys has it. @param index of the entry, from 0.
std::vector<Issue> keptKeyIssues(const std::string& key, const std::string& json, std::size_t index);

} // namespace espalier

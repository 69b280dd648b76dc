// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/base/issue.h"
#include "core/base/profile.h"
#include "core/config/config_entry.h"

namespace espalier {

/// What is wrong with one entry whatever the model: nothing selected, nothing set, values out of range, unknown keys.
/// @param index of the entry, from 0; sentences count from 1.
std::vector<Issue> validateEntry(const ConfigEntry& entry, std::size_t index, Profile profile);

/// "a, b, c".
std::string joinedNames(const std::vector<std::string>& names);

} // namespace espalier

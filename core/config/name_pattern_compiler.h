// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "core/config/name_pattern.h"

namespace espalier {

struct CompiledNamePattern
{
    std::vector<NamePatternStep> steps; ///< begins at the first one
    std::vector<NamePatternSet> sets;
};

/// @throws NamePatternError
CompiledNamePattern compileNamePattern(std::u32string_view pattern);

} // namespace espalier

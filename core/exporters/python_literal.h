// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace espalier {

/// @p text as a Python string literal in double quotes; UTF-8 stays as it is.
std::string pythonLiteral(std::string_view text);

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/config/config_entry.h"

namespace espalier {

enum class ConfigSyntax { Json, Python };

/// One entry per line, keys in NNI's usual order, numbers in their shortest form. parseConfigList() of the result
/// yields the same list.
std::string writeConfigList(const ConfigList& list, ConfigSyntax syntax);

} // namespace espalier

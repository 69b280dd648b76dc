// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/config/config_entry.h"

namespace espalier {

enum class ConfigSyntax { Json, Python };

/// One entry per line, keys in NNI's usual order, numbers in their shortest form. parseConfigList() of the result
/// yields the same list. JSON is how Espalier keeps a list: an entry that is switched off stays in it with "enabled": false.
/// Python is for NNI, which knows no such key: there the entry is a comment, so that what is read back is
/// enabledEntries().
std::string writeConfigList(const ConfigList& list, ConfigSyntax syntax);

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/config/literal_cursor.h"

namespace espalier {

/// True when a text in quotes starts at the cursor, with Python's prefixes r and u as well.
bool startsText(const LiteralCursor& cursor);

/// Reads one text in single, double or triple quotes with the escapes of JSON and Python.
/// @return UTF-8. @throws LiteralError
std::string readText(LiteralCursor& cursor);

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/literal_cursor.h"
#include "core/config/literal_value.h"

namespace espalier {

/// True when a number may start at the cursor: a digit, a sign, or a point before a digit.
bool startsNumber(const LiteralCursor& cursor);

/// Reads what JSON and Python accept: 8, -3, 5_0, 0x1f, .5, 1., 1e-1. @throws LiteralError
LiteralValue readNumber(LiteralCursor& cursor);

} // namespace espalier

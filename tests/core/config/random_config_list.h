// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <random>

#include "core/config/config_entry.h"

/// A config list with every kind of key, the same for the same state of @p random on every machine.
espalier::ConfigList randomConfigList(std::mt19937& random);

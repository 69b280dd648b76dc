// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/config/config_entry.h"

namespace espalier::ui {

/// Writes Python for "*.py", else JSON; an existing file is replaced at once or not at all. @return why it could not be
/// written, as a sentence; empty when it was.
QString writeConfigListFile(const ConfigList& list, const QString& path);

} // namespace espalier::ui

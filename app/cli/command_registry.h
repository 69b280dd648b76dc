// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "app/cli/command.h"

namespace espalier::cli {

/// Every command, in the order in which they are used.
const std::vector<std::unique_ptr<const Command>>& commands();
/// nullptr when there is none of that name.
const Command* findCommand(const QString& name);
QStringList commandNames();

} // namespace espalier::cli

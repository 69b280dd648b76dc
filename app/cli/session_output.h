// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session_runner.h"

namespace espalier::cli {

/// What prune, finetune and run print: with @p json the report, else tables of layers, epochs, accuracies and files.
void printSessionResult(const SessionResult& result, bool json);

} // namespace espalier::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "core/session/session_runner.h"

namespace espalier::cli {

/// What @p run gives. Where it throws, the issues of @p options are printed first: no result will say them.
SessionResult resultOf(const SessionRunOptions& options, const std::function<SessionResult()>& run);

/// What prune, finetune and run print: with @p json the report, else tables of layers, epochs, accuracies and files.
void printSessionResult(const SessionResult& result, bool json);

} // namespace espalier::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace espalier::cli {

constexpr int kDone = 0;
constexpr int kFailed = 1;     ///< one sentence on stderr names file, layer and cause
constexpr int kWrongUsage = 2; ///< one sentence on stderr and where the help is
constexpr int kCancelled = 130;

} // namespace espalier::cli

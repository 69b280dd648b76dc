// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/session/run_folder.h"

namespace espalier::internal {

// What a run writes into its folder by itself.
inline constexpr const char* kTorchScriptFile = "model.pt";
inline constexpr const char* kStateDictFile = "model.pth";
inline constexpr const char* kMaskFile = "mask.pth";
inline constexpr const char* kRecipeFile = "model.recipe.json"; // beside model.pth, as speedup names them
inline constexpr const char* kProgramFile = "model.py";
inline constexpr const char* kReportFile = "report.json";
inline constexpr const char* kHistoryFile = "history.csv";

/// Those that an export step would destroy; it may write the network again. A later run removes those that it does not
/// write.
inline constexpr std::array kOwnFiles{kReportFile, kMaskFile,   kHistoryFile, RunFolder::kRunFileName,
                                      kRecipeFile, kProgramFile};

} // namespace espalier::internal

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <stop_token>

#include "core/speedup/speedup.h"

namespace espalier {

/// What a smaller network is written as, side by side: FILE.pt, FILE.pth, FILE.recipe.json and FILE.py.
struct SpeedupFiles
{
    std::filesystem::path torchScript;
    std::filesystem::path stateDict;
    std::filesystem::path recipe;
    std::filesystem::path program;

    /// @param torchScript ends in .pt; the others get its name.
    static SpeedupFiles beside(const std::filesystem::path& torchScript);
};

/// Writes all of them or none. @throws Error, CancelledError
void writeSpeedupFiles(const SpeedupResult& result, const SpeedupFiles& files, std::stop_token stop = {});

} // namespace espalier

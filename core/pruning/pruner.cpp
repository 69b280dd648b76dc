// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/pruner.h"

#include <algorithm>

#include "core/pruning/layer_statistics.h"

namespace espalier {

const std::vector<PruningMode>& Pruner::modes() const
{
    static const std::vector<PruningMode> normal = {PruningMode::Normal};
    return normal;
}

bool Pruner::hasMode(PruningMode mode) const
{
    return std::find(modes().begin(), modes().end(), mode) != modes().end();
}

std::unique_ptr<LayerStatistics> Pruner::makeStatistics(const PruningTarget&) const
{
    return nullptr;
}

const char* pruningModeName(PruningMode mode)
{
    switch (mode) {
    case PruningMode::Normal:
        return "normal";
    case PruningMode::DependencyAware:
        return "dependency-aware";
    case PruningMode::Global:
        return "global";
    case PruningMode::Balance:
        return "balance";
    }
    return "";
}

std::optional<PruningMode> pruningModeFromName(const std::string& name)
{
    for (const PruningMode mode :
         {PruningMode::Normal, PruningMode::DependencyAware, PruningMode::Global, PruningMode::Balance}) {
        if (name == pruningModeName(mode))
            return mode;
    }
    return std::nullopt;
}

} // namespace espalier

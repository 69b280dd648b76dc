// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/pruning/apoz_pruner.h"
#include "core/pruning/fpgm_pruner.h"
#include "core/pruning/l1_pruner.h"
#include "core/pruning/l2_pruner.h"
#include "core/pruning/level_pruner.h"
#include "core/pruning/mean_activation_pruner.h"
#include "core/pruning/movement_pruner.h"
#include "core/pruning/pruner.h"
#include "core/pruning/random_pruner.h"
#include "core/pruning/slim_pruner.h"
#include "core/pruning/taylor_pruner.h"

namespace espalier {

const std::vector<std::shared_ptr<const Pruner>>& pruners()
{
    static const std::vector<std::shared_ptr<const Pruner>> all = {
        std::make_shared<LevelPruner>(),          std::make_shared<L1Pruner>(),     std::make_shared<L2Pruner>(),
        std::make_shared<FpgmPruner>(),           std::make_shared<SlimPruner>(),   std::make_shared<ApozPruner>(),
        std::make_shared<MeanActivationPruner>(), std::make_shared<TaylorPruner>(), std::make_shared<RandomPruner>(),
        std::make_shared<MovementPruner>()};
    return all;
}

std::shared_ptr<const Pruner> findPruner(const std::string& name)
{
    const auto found = std::find_if(pruners().begin(), pruners().end(),
                                    [&](const auto& pruner) { return pruner->info().name == name; });
    return found == pruners().end() ? nullptr : *found;
}

} // namespace espalier

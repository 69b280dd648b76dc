// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/pruning/unit_selection.h"

namespace espalier {

/// One layer in a choice among all.
struct GlobalLayer
{
    std::vector<double> scores;   ///< one per unit, higher is more important
    std::size_t unitElements = 1; ///< weights of one unit
    std::size_t mostRemoved = 0;  ///< units that may go
    double sparsity = 0;          ///< what its own entry asks for; NNI's threshold rule looks at it
};

/// What each layer keeps, in the order given. Removes the units of lowest score, wherever they are, as long as no more
/// than int(elements x total) weights go in all and no layer loses more than it may. Of equal units the first layer's
/// and the lowest index go first.
std::vector<KeptUnits> selectGlobally(const std::vector<GlobalLayer>& layers, double total);

/// NNI's slim of version 1: k = int(units x total) over all layers, the k-th smallest score is the threshold, everything
/// at or below it goes. A layer with fewer than two units, or whose own sparsity asks for less than one, stays whole.
std::vector<KeptUnits> selectByNniThreshold(const std::vector<GlobalLayer>& layers, double total);

/// NNI's global_sort of Taylor (2.4 on): each score counts once per weight of its unit; the threshold is the
/// int(weights x total)-th smallest; each layer loses as many units as lie below it, but never all.
std::vector<KeptUnits> selectByNniShares(const std::vector<GlobalLayer>& layers, double total);

/// NNI's global allocator of version 2: in each layer the units beyond mostRemoved, from the top, count as the largest
/// score of all; each score counts once per weight; everything at or below the threshold goes.
std::vector<KeptUnits> selectByNniAllocator(const std::vector<GlobalLayer>& layers, double total);

} // namespace espalier

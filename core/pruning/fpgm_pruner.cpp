// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/fpgm_pruner.h"

#include "core/pruning/filter_metrics.h"

namespace espalier {

const AlgorithmInfo& FpgmPruner::info() const
{
    static const AlgorithmInfo info = {
        "fpgm",
        {ESPALIER_TR("core", "Distance to the other filters"), {}},
        {ESPALIER_TR("core", "Removes output channels that lie nearest to all others, because the others can stand in "
                             "for them. Useful where no filter is small."),
         {}},
        "s_i = sum_j ||w_i - w_j||",
        "He et al. 2019, Filter Pruning via Geometric Median for Deep Convolutional Neural Networks Acceleration",
        channelOpTypes(),
        {"Conv2d"},
        true,
        AlgorithmFamily::Pruning,
    };
    return info;
}

std::vector<double> FpgmPruner::scores(const FilterRows& rows, const PruningTarget&, std::uint64_t) const
{
    return rowDistanceSums(rows);
}

std::vector<double> FpgmPruner::nniScores(const FilterRows& rows, const PruningTarget&, std::uint64_t) const
{
    return nniDistanceSums(rows);
}

} // namespace espalier

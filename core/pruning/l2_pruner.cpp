// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/l2_pruner.h"

#include "core/pruning/filter_metrics.h"

namespace espalier {

const AlgorithmInfo& L2Pruner::info() const
{
    static const AlgorithmInfo info = {
        "l2",
        {ESPALIER_TR("core", "L2 norm of filters"), {}},
        {ESPALIER_TR("core", "Removes output channels whose weights have the smallest Euclidean norm. Like the L1 "
                             "norm, but single large weights count more."),
         {}},
        "s_i = sqrt(sum w_ij^2)",
        "He et al. 2018, Soft Filter Pruning for Accelerating Deep Convolutional Neural Networks",
        channelOpTypes(),
        {"Conv2d"},
        true,
        AlgorithmFamily::Pruning,
    };
    return info;
}

std::vector<double> L2Pruner::scores(const FilterRows& rows, const PruningTarget&, std::uint64_t) const
{
    return rowL2Norms(rows);
}

std::vector<double> L2Pruner::nniScores(const FilterRows& rows, const PruningTarget&, std::uint64_t) const
{
    return nniL2Norms(rows);
}

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/l1_pruner.h"

#include "core/pruning/filter_metrics.h"

namespace espalier {

const AlgorithmInfo& L1Pruner::info() const
{
    static const AlgorithmInfo info = {
        "l1",
        {ESPALIER_TR("core", "L1 norm of filters"), {}},
        {ESPALIER_TR("core", "Removes output channels whose weights have the smallest sum of magnitudes. Fast, needs "
                             "no data, and a good first choice for convolutions."),
         {}},
        "s_i = sum |w_ij|",
        "Li et al. 2017, Pruning Filters for Efficient ConvNets",
        channelOpTypes(),
        {"Conv2d"},
        true,
        AlgorithmFamily::Pruning,
    };
    return info;
}

std::vector<double> L1Pruner::scores(const FilterRows& rows, const PruningTarget&, std::uint64_t) const
{
    return rowL1Norms(rows);
}

std::vector<double> L1Pruner::nniScores(const FilterRows& rows, const PruningTarget&, std::uint64_t) const
{
    return nniL1Norms(rows);
}

} // namespace espalier

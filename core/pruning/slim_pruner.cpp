// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/slim_pruner.h"

#include "core/pruning/filter_metrics.h"

namespace espalier {

const AlgorithmInfo& SlimPruner::info() const
{
    static const AlgorithmInfo info = {
        "slim",
        {ESPALIER_TR("core", "Scale of batch norms"), {}},
        {ESPALIER_TR("core",
                     "Removes channels whose batch norm multiplies them by almost nothing. Works best on networks "
                     "that were trained with a penalty on these scales; select the batch norms, not the "
                     "convolutions."),
         {}},
        "s_i = |gamma_i|",
        "Liu et al. 2017, Learning Efficient Convolutional Networks through Network Slimming",
        {"BatchNorm1d", "BatchNorm2d", "BatchNorm3d"},
        {"BatchNorm2d"},
        true,
        AlgorithmFamily::Pruning,
    };
    return info;
}

const std::vector<PruningMode>& SlimPruner::modes() const
{
    static const std::vector<PruningMode> modes = {PruningMode::Normal, PruningMode::Global};
    return modes;
}

std::vector<double> SlimPruner::scores(const FilterRows& rows, const PruningTarget&, std::uint64_t) const
{
    // A batch norm's rows have one element.
    return rowL1Norms(rows);
}

} // namespace espalier

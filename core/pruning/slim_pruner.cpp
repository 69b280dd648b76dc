// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/slim_pruner.h"

#include "core/pruning/filter_metrics.h"

namespace espalier {

namespace {

constexpr const char* kPenaltyParameter = "penalty";

} // namespace

const AlgorithmInfo& SlimPruner::info() const
{
    static const AlgorithmInfo info = {
        "slim",
        {ESPALIER_TR("core", "Scale of batch norms"), {}},
        {ESPALIER_TR("core",
                     "Removes channels whose batch norm multiplies them by almost nothing. Works best along a sparsity "
                     "schedule, while training makes unneeded scales small; select the batch norms, not the "
                     "convolutions."),
         {}},
        "s_i = |gamma_i|",
        "Liu et al. 2017, Learning Efficient Convolutional Networks through Network Slimming",
        {"BatchNorm1d", "BatchNorm2d", "BatchNorm3d"},
        {"BatchNorm2d"},
        true,
        AlgorithmFamily::Pruning,
        ScoreSource::Weights,
        {{kPenaltyParameter,
          {ESPALIER_TR("core", "Penalty on scales"), {}},
          {ESPALIER_TR("core", "How strongly training pulls the scales towards zero until they are pruned for the last "
                               "time; it works along a sparsity schedule of several epochs."),
           {}},
          AlgorithmParameter::Kind::Real,
          "0.0001",
          0,
          1}},
    };
    return info;
}

const std::vector<PruningMode>& SlimPruner::modes() const
{
    static const std::vector<PruningMode> modes = {PruningMode::Normal, PruningMode::Global};
    return modes;
}

double SlimPruner::trainingPenalty(const ParameterValues& values) const
{
    return realParameter(info().parameters, values, kPenaltyParameter);
}

std::vector<double> SlimPruner::scores(const FilterRows& rows, const PruningTarget&, std::uint64_t) const
{
    // A batch norm's rows have one element.
    return rowL1Norms(rows);
}

} // namespace espalier

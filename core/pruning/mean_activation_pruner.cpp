// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/mean_activation_pruner.h"

#include "core/pruning/channel_means.h"

namespace espalier {

const AlgorithmInfo& MeanActivationPruner::info() const
{
    static const AlgorithmInfo info = {
        "mean_activation",
        {ESPALIER_TR("core", "Mean activation"), {}},
        {ESPALIER_TR("core",
                     "Removes output channels whose activation is smallest on average over the data. Needs a data "
                     "set."),
         {}},
        "s_i = mean(act(output_i))",
        "Molchanov et al. 2017, Pruning Convolutional Neural Networks for Resource Efficient Inference",
        activatedOpTypes(),
        {"Conv2d"},
        true,
        AlgorithmFamily::Pruning,
        ScoreSource::Outputs,
        activationParameters(),
    };
    return info;
}

std::unique_ptr<LayerStatistics> MeanActivationPruner::makeStatistics(const PruningTarget& target) const
{
    const ParameterValues none;
    const ParameterValues& values = target.parameters ? *target.parameters : none;
    const bool cut = textParameter(info().parameters, values, "activation") == "relu6";
    return std::make_unique<ChannelMeans>(cut ? relu6Of : reluOf);
}

} // namespace espalier

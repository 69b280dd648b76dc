// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/apoz_pruner.h"

#include "core/pruning/channel_means.h"

namespace espalier {

namespace {

/// Both activations are zero for the same values.
double isAlive(float value)
{
    return reluOf(value) != 0 ? 1 : 0;
}

} // namespace

const AlgorithmInfo& ApozPruner::info() const
{
    static const AlgorithmInfo info = {
        "apoz",
        {ESPALIER_TR("core", "Share of zero activations"), {}},
        {ESPALIER_TR("core",
                     "Removes output channels that are zero behind their activation for most of the data. Needs "
                     "a data set."),
         {}},
        "s_i = 1 - zeros_i / outputs_i",
        "Hu et al. 2016, Network Trimming: A Data-Driven Neuron Pruning Approach towards Efficient Deep Architectures",
        activatedOpTypes(),
        {"Conv2d"},
        true,
        AlgorithmFamily::Pruning,
        ScoreSource::Outputs,
        activationParameters(),
    };
    return info;
}

std::unique_ptr<LayerStatistics> ApozPruner::makeStatistics(const PruningTarget&) const
{
    return std::make_unique<ChannelMeans>(isAlive);
}

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pruning/data_driven_pruner.h"

namespace espalier {

/// s_i = mean of act(output) of channel i over samples and positions; the smallest go. The activation is applied to the
/// layer's own output, as NNI does. Molchanov et al. 2017, Pruning Convolutional Neural Networks for Resource Efficient
/// Inference.
class MeanActivationPruner final : public DataDrivenPruner
{
public:
    const AlgorithmInfo& info() const override;
    std::unique_ptr<LayerStatistics> makeStatistics(const PruningTarget& target) const override;
};

} // namespace espalier

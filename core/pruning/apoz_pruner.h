// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pruning/data_driven_pruner.h"

namespace espalier {

/// s_i = 1 - APoZ_i, the share of outputs of channel i that its activation leaves above zero, over samples and positions;
/// the smallest go. The activation is applied to the layer's own output, before a batch norm that may follow, as NNI does.
/// Hu et al. 2016, Network Trimming.
class ApozPruner final : public DataDrivenPruner
{
public:
    const AlgorithmInfo& info() const override;
    std::unique_ptr<LayerStatistics> makeStatistics(const PruningTarget& target) const override;
};

} // namespace espalier

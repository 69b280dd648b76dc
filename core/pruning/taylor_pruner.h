// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pruning/data_driven_pruner.h"

namespace espalier {

/// s_i = sum over batches of sum_j (w_ij dL/dw_ij)^2, what the loss would change, to first order, if channel i went; the
/// smallest go. Weights stay as they are meanwhile. Molchanov et al. 2019, Importance Estimation for Neural Network
/// Pruning.
class TaylorPruner final : public DataDrivenPruner
{
public:
    const AlgorithmInfo& info() const override;
    const std::vector<PruningMode>& modes() const override;
    std::unique_ptr<LayerStatistics> makeStatistics(const PruningTarget& target) const override;
};

} // namespace espalier

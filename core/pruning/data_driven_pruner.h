// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pruning/structured_pruner.h"

namespace espalier {

/// A criterion of whole output channels whose scores were collected on data (PruningTarget::statistics). NNI's profiles
/// count exactly as well; among equals the lower index goes first.
class DataDrivenPruner : public StructuredPruner
{
protected:
    /// @throws Error(InvalidConfig) naming the layer when there are no statistics of it.
    std::vector<double> scores(const FilterRows& rows, const PruningTarget& target, std::uint64_t seed) const final;
    TieRule nniTieRule() const final { return TieRule::Exact; }
};

/// How much data a criterion looks at: `batches` and `batch_size`. For AlgorithmInfo::parameters.
std::vector<AlgorithmParameter> dataParameters();
/// The same and `activation`, which is applied to the outputs first.
std::vector<AlgorithmParameter> activationParameters();

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/pruning/filter_rows.h"
#include "core/pruning/pruner.h"

namespace espalier {

/// A criterion that scores output channels and removes whole ones, bias included. Default profile: exactly
/// int(n x sparsity), at least one kept. NNI's profiles: NNI's scores and tie rule; fewer than two channels stay.
class StructuredPruner : public Pruner
{
public:
    const std::vector<PruningMode>& modes() const override;
    std::vector<double> importance(const PruningTarget& target, std::uint64_t seed) const final;
    LayerMask mask(const PruningTarget& target, Profile profile, std::uint64_t seed) const final;

protected:
    /// One score per row, higher is more important.
    virtual std::vector<double> scores(const FilterRows& rows, const PruningTarget& target,
                                       std::uint64_t seed) const = 0;
    /// The scores as NNI's number types give them.
    virtual std::vector<double> nniScores(const FilterRows& rows, const PruningTarget& target,
                                          std::uint64_t seed) const;
    virtual TieRule nniTieRule() const { return TieRule::Together; }
};

/// Layers whose output channels can be removed. An attention's are those of its heads.
const std::vector<std::string>& channelOpTypes();
/// Those of them whose outputs go through an activation: all but attention.
const std::vector<std::string>& activatedOpTypes();

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/trainer.h"

namespace espalier {

/// Which sparsity holds at which epoch of a training run. Immutable.
class SparsitySchedule
{
public:
    virtual ~SparsitySchedule() = default;

    /// Whether masks are chosen anew at the start of @p epoch (from 0).
    virtual bool updatesAt(int epoch) const = 0;
    /// What the formula gives for a layer that shall end at @p target. Holds only where updatesAt() is true: between two
    /// updates the masks stay, whatever the formula says.
    virtual double sparsityAt(int epoch, double target) const = 0;
    /// The round of a schedule that rewinds the weights; others train in one round.
    virtual TrainingRound roundOf(int epoch, int epochs) const;
    /// The fewest epochs in which it reaches its target.
    virtual int epochsNeeded() const = 0;

    /// What really holds in @p epoch: the sparsity of the last update.
    double heldSparsity(int epoch, double target) const;
};

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/config_resolver.h"
#include "core/schedule/sparsity_schedule.h"

namespace espalier {

/// Automated gradual pruning as NNI has it from 2.3 on: E = iterations x epochsPerIteration epochs,
/// span = floor((E - 1) / epochsPerIteration) x epochsPerIteration, s_t = target - target (1 - t / span)^3, chosen anew
/// every epochsPerIteration epochs up to the span. One epoch in all: the target at once.
/// Zhu and Gupta 2017, To prune, or not to prune.
class AgpSchedule final : public SparsitySchedule
{
public:
    /// @param iterations at least 1.
    AgpSchedule(int iterations, int epochsPerIteration);
    bool updatesAt(int epoch) const override;
    double sparsityAt(int epoch, double target) const override;
    int epochsNeeded() const override { return m_span + 1; }

private:
    int m_epochsPerIteration;
    int m_span;
};

/// The same as NNI had it up to 2.2, one course for each layer: s_t = s_f + (s_i - s_f) (1 - (t - start) / span)^3 with
/// span = floor((end - start - 1) / frequency) x frequency, every `frequency` epochs from `start` on; s_f from `end` on,
/// and at once where the course is none (end <= start, s_i >= s_f, or a span of 0). The target is the course's own.
class LayerAgpSchedule final : public SparsitySchedule
{
public:
    explicit LayerAgpSchedule(const GradualSparsity& course)
        : m_course(course)
    {
    }
    bool updatesAt(int epoch) const override;
    double sparsityAt(int epoch, double target) const override;
    int epochsNeeded() const override;
    /// Whether it has a way to go from start to end.
    bool isGradual() const { return span() > 0; }

private:
    int span() const;

    GradualSparsity m_course;
};

} // namespace espalier

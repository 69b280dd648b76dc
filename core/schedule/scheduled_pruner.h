// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/pruning/layer_statistics.h"
#include "core/pruning/pruner.h"
#include "core/schedule/schedule_checks.h"
#include "core/schedule/sparsity_schedule.h"
#include "core/training/trainer.h"

namespace espalier {

class ProgressSink;

/// Prunes a network while it is trained, as a sparsity schedule says: at the start of each epoch at which the schedule
/// changes, new masks are chosen by the weights as they are then; what is removed stays removed, so that masks nest (save
/// under movement, whose weights may come back). Criteria that score on data look at the training data each time.
class ScheduledPruner final : public TrainingHook
{
public:
    /// @param train for criteria that score on data; may be null for others. @p sink must outlive it.
    /// @throws Error(InvalidConfig) for the first error of scheduleIssues(), and for missing data.
    ScheduledPruner(const Model& model, Resolution resolution, SchedulePlan plan, std::shared_ptr<const Dataset> train,
                    ProgressSink& sink, std::stop_token stop = {});
    ~ScheduledPruner() override;

    void begin(const TrainingView& view) override { m_view = &view; }
    TrainingRound roundOf(int epoch, int epochs) const override;
    std::optional<MaskSet> update_epoch(int epoch) override;
    void gradientsReady() override;
    std::vector<L1Penalty> penalties() const override { return m_penalties; }
    std::string state() const override;
    void restore(const std::string& state) override;

    /// Requested against achieved for these masks.
    std::vector<LayerSparsity> layers(const MaskSet& masks) const;
    /// What the checks and the latest choice of masks have noticed.
    std::vector<Issue> issues() const;

private:
    const SparsitySchedule& scheduleOf(const ResolvedLayer& layer) const;
    bool isSelected(const ResolvedLayer& layer) const { return layer.sparsity || layer.totalSparsity; }
    Resolution resolutionAt(int epoch) const;
    std::shared_ptr<const PruningStatistics> statistics(const Model& model, const MaskSet& masks);
    void keepOthers(int epoch, MaskSet& masks) const;
    void penalize(int epoch);

    Resolution m_resolution;
    SchedulePlan m_plan;
    std::shared_ptr<const Pruner> m_pruner;
    std::unique_ptr<SparsitySchedule> m_schedule;
    std::map<std::string, std::unique_ptr<SparsitySchedule>> m_courses; ///< of layers that have their own
    std::map<std::string, std::unique_ptr<LayerStatistics>> m_learned;  ///< in training
    std::map<std::string, std::string> m_weightNames;                   ///< full name of each layer's weight
    std::map<std::string, std::int64_t> m_channels;                     ///< output channels of each layer
    std::shared_ptr<const Dataset> m_train;
    ProgressSink& m_sink;
    std::stop_token m_stop;
    std::vector<L1Penalty> m_penalties; ///< of this epoch
    const TrainingView* m_view = nullptr;
    std::vector<Issue> m_checkIssues;
    std::vector<Issue> m_pruneIssues;
};

} // namespace espalier

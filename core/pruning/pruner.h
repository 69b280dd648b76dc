// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/issue.h"
#include "core/base/profile.h"
#include "core/config/algorithm_info.h"
#include "core/config/algorithm_parameters.h"
#include "core/config/config_resolver.h"
#include "core/model/mask_set.h"
#include "core/model/model.h"

namespace espalier {

class LayerStatistics;
class ProgressSink;

/// What was collected on data or in training: for each layer one score per unit, higher is more important.
struct PruningStatistics
{
    std::map<std::string, std::vector<double>> scores;
    std::size_t batches = 0;
    std::size_t samples = 0;
};

/// One layer as a criterion sees it.
struct PruningTarget
{
    std::string layer;
    std::string opType;
    double sparsity = 0; ///< requested, [0, 1)
    std::int64_t groups = 1;
    bool transposed = false; ///< output channels lie in dimension 1
    ParameterView weight;
    std::optional<ParameterView> bias;
    const ParameterValues* parameters = nullptr; ///< of the criterion; nullptr: all have their fallbacks
    std::span<const double> statistics;          ///< one score per unit, for criteria that need data; else empty
    const LayerMask* earlier = nullptr;          ///< what is removed already, its weights being zero; goes on being so
};

enum class PruningMode {
    Normal,          ///< each layer by itself
    DependencyAware, ///< layers that depend on each other lose the same channels
    Global,          ///< the units of lowest score of all layers together, until total_sparsity is reached
    Balance          ///< each block of neighbouring weights loses as many
};

/// "normal", "dependency-aware", "global", "balance".
const char* pruningModeName(PruningMode mode);
/// The mode of that name; nullopt for any other text.
std::optional<PruningMode> pruningModeFromName(const std::string& name);

/// A pruning criterion. Stateless between calls; safe to use from several threads.
class Pruner
{
public:
    virtual ~Pruner() = default;
    virtual const AlgorithmInfo& info() const = 0;

    /// What it can be used with; Normal is always first.
    virtual const std::vector<PruningMode>& modes() const;
    bool hasMode(PruningMode mode) const;

    /// NNI's criterion of that name chooses among all layers at once in mode Normal too.
    virtual bool isJointInNni() const { return false; }

    /// How strongly training along a schedule pulls the weights of the selected layers towards zero until they have been
    /// pruned for the last time (an L1 penalty); 0: not at all.
    virtual double trainingPenalty(const ParameterValues& values) const
    {
        (void)values;
        return 0;
    }

    /// Collects for one layer what the criterion needs beside the weights; nullptr for those that need nothing.
    /// @p target need not outlive it.
    virtual std::unique_ptr<LayerStatistics> makeStatistics(const PruningTarget& target) const;

    /// The score of each unit (output channel; for `level` each weight), higher is more important. Used for masks and
    /// shown as the importance chart.
    virtual std::vector<double> importance(const PruningTarget& target, std::uint64_t seed) const = 0;

    /// The mask that removes int(units x sparsity) units of lowest importance; ties and counts by @p profile.
    virtual LayerMask mask(const PruningTarget& target, Profile profile, std::uint64_t seed) const = 0;
};

/// Every criterion, by name.
const std::vector<std::shared_ptr<const Pruner>>& pruners();
/// nullptr when there is none of that name.
std::shared_ptr<const Pruner> findPruner(const std::string& name);

struct PruneOptions
{
    std::string algorithm = "l1";
    Profile profile = Profile::Default;
    std::uint64_t seed = 0;
    PruningMode mode = PruningMode::Normal;
    std::size_t align = 1;           ///< each layer keeps a multiple of that many channels, or all of them
    ParameterValues parameters = {}; ///< of the criterion
    /// Channels that a norm, a mean, a softmax, ... computes with together may go all the same; pruneNetwork() then gives
    /// the network that the masks are for.
    bool throughReductions = false;
    std::shared_ptr<const PruningStatistics> statistics = nullptr; ///< core/statistics collects them
    /// Masks that hold already: the weights beneath count as zero, and what they remove goes first.
    std::shared_ptr<const MaskSet> earlier = nullptr;
};

/// Requested against achieved, for report and table.
struct LayerSparsity
{
    std::string name;
    std::string opType;
    double requested = 0; ///< not a number where nothing is asked of this layer alone (mode global)
    double achieved = 0;  ///< removed / all elements of weight
    Message reason;       ///< why they differ; empty text when they agree within one unit
};

struct PruneResult
{
    MaskSet masks; ///< one item for every selected layer, all ones where nothing could be removed
    std::vector<LayerSparsity> layers;
    std::vector<Issue> issues;
};

/// Masks for every layer that @p resolution selects for pruning. The model is not changed. Default profile: layers that
/// produce a model output keep all-ones masks under structured criteria, and each layer keeps at least one unit; both
/// are said in issues. Mode DependencyAware chooses jointly for each dependency group and masks unselected members too
/// (core/pruning/dependency_selection.h), or under NNI's profiles as NNI does (nni_dependency.h); it needs an input shape.
/// Mode Global takes total_sparsity, or sparsity where that is not given, as the share of the weights of all selected
/// layers together (core/pruning/global_selection.h). @throws Error(InvalidConfig) for an unknown algorithm, a resolution
/// with errors, and what pruningIssues() calls an error; Error(ShapeMismatch) without an input shape in mode
/// DependencyAware; CancelledError.
PruneResult prune(const Model& model, const Resolution& resolution, const PruneOptions& options, ProgressSink& sink,
                  std::stop_token stop = {});

/// The target of one layer, views into @p model. @throws Error(NotFound)
PruningTarget pruningTarget(const Model& model, const std::string& layer, double sparsity);

} // namespace espalier

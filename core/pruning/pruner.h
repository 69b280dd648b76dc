// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/issue.h"
#include "core/base/profile.h"
#include "core/config/algorithm_info.h"
#include "core/config/config_resolver.h"
#include "core/model/mask_set.h"
#include "core/model/model.h"

namespace espalier {

class ProgressSink;

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
};

/// A pruning criterion. Stateless between calls; safe to use from several threads.
class Pruner
{
public:
    virtual ~Pruner() = default;
    virtual const AlgorithmInfo& info() const = 0;

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

enum class PruningMode {
    Normal,         ///< each layer by itself
    DependencyAware ///< layers that depend on each other lose the same channels
};

/// "normal", "dependency-aware".
const char* pruningModeName(PruningMode mode);
/// The mode of that name; nullopt for any other text.
std::optional<PruningMode> pruningModeFromName(const std::string& name);

struct PruneOptions
{
    std::string algorithm = "l1";
    Profile profile = Profile::Default;
    std::uint64_t seed = 0;
    PruningMode mode = PruningMode::Normal;
    std::size_t align = 1; ///< each layer keeps a multiple of that many channels, or all of them
};

/// Requested against achieved, for report and table.
struct LayerSparsity
{
    std::string name;
    std::string opType;
    double requested = 0;
    double achieved = 0; ///< removed / all elements of weight
    Message reason;      ///< why they differ; empty text when they agree within one unit
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
/// (core/pruning/dependency_selection.h), or under NNI's profiles as NNI does (nni_dependency.h); it needs an input shape. @throws Error(InvalidConfig) for an unknown
/// algorithm, a resolution with errors, or a criterion of single weights in mode DependencyAware; Error(ShapeMismatch)
/// without an input shape there; CancelledError.
PruneResult prune(const Model& model, const Resolution& resolution, const PruneOptions& options, ProgressSink& sink,
                  std::stop_token stop = {});

/// The target of one layer, views into @p model. @throws Error(NotFound)
PruningTarget pruningTarget(const Model& model, const std::string& layer, double sparsity);

} // namespace espalier

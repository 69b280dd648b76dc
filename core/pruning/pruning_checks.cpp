// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/pruning_checks.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/base/error.h"
#include "core/base/issue_merging.h"
#include "core/config/literal_writer.h"
#include "core/pruning/balanced_selection.h"
#include "core/pruning/unit_selection.h"

namespace espalier {

namespace {

/// What NNI's allocator leaves of a layer whose entry gives no max_sparsity_per_layer.
constexpr double kNniMostSparsity = 0.99;

std::string modeNames(const Pruner& pruner)
{
    std::string names;
    for (const PruningMode mode : pruner.modes())
        names += (names.empty() ? "" : ", ") + std::string(pruningModeName(mode));
    return names;
}

class PruningCheck
{
public:
    PruningCheck(const Model& model, const Resolution& resolution, const PruneOptions& options, const Pruner& pruner)
        : m_model(model)
        , m_resolution(resolution)
        , m_options(options)
        , m_pruner(pruner)
    {
    }

    std::vector<Issue> run()
    {
        checkParameterValues();
        checkData();
        if (!m_pruner.hasMode(m_options.mode))
            error({ESPALIER_TR("core", "The criterion %1 has no mode %2; use mode %3."),
                   {m_options.algorithm, pruningModeName(m_options.mode), modeNames(m_pruner)}},
                  firstSelected());
        else if (m_options.mode == PruningMode::Global)
            checkTotal();
        else {
            checkNoTotals();
            checkNoLimits();
        }
        if (m_options.mode == PruningMode::Balance && m_pruner.hasMode(PruningMode::Balance) && m_issues.empty())
            checkBlocks();
        const bool joint = m_options.mode == PruningMode::Global || m_options.mode == PruningMode::Balance;
        if (joint && m_options.align > 1 && m_pruner.info().structured) // single weights have no channels to count
            m_issues.push_back(
                {Severity::Warning,
                 {ESPALIER_TR("core", "Mode %1 does not look at the multiples of %2 channels asked for."),
                  {pruningModeName(m_options.mode), std::to_string(m_options.align)}},
                 std::nullopt,
                 {}});
        return std::move(m_issues);
    }

private:
    static bool isSelected(const ResolvedLayer& layer) { return layer.sparsity || layer.totalSparsity; }

    static std::string entryNumber(const ResolvedLayer& layer)
    {
        return std::to_string(layer.pruningEntry.value_or(0) + 1);
    }

    static double totalOf(const ResolvedLayer& layer)
    {
        return layer.totalSparsity ? *layer.totalSparsity : layer.sparsity.value_or(0);
    }

    const ResolvedLayer* firstSelected() const
    {
        const auto found = std::find_if(m_resolution.layers.begin(), m_resolution.layers.end(), isSelected);
        return found == m_resolution.layers.end() ? nullptr : &*found;
    }

    void error(Message message, const ResolvedLayer* layer)
    {
        Issue issue{Severity::Error, std::move(message), std::nullopt, {}};
        if (layer) {
            issue.entry = layer->pruningEntry;
            issue.layer = layer->name;
        }
        m_issues.push_back(std::move(issue));
    }

    void checkParameterValues()
    {
        try {
            checkParameters(m_options.algorithm, m_pruner.info().parameters, m_options.parameters);
        } catch (const Error& wrong) {
            error(wrong.message(), nullptr);
        }
    }

    void checkData()
    {
        const ResolvedLayer* first = firstSelected();
        if (m_options.statistics || !first || m_pruner.info().source == ScoreSource::Weights)
            return;
        if (m_pruner.info().source == ScoreSource::Training)
            error({ESPALIER_TR("core",
                               "The criterion %1, which entry %2 needs for %3, scores weights while the network is "
                               "trained: fine-tune with a sparsity schedule of several epochs."),
                   {m_options.algorithm, entryNumber(*first), first->name}},
                  first);
        else
            error({ESPALIER_TR("core",
                               "The criterion %1, which entry %2 needs for %3, scores channels on data: give a data "
                               "set."),
                   {m_options.algorithm, entryNumber(*first), first->name}},
                  first);
    }

    /// Layers whose weight the blocks do not divide keep all of it, such as the first one with the three channels of an image.
    void checkBlocks()
    {
        const auto granularity =
            integersParameter(m_pruner.info().parameters, m_options.parameters, "balance_granularity");
        std::vector<const ResolvedLayer*> whole;
        std::size_t selected = 0;
        for (const ResolvedLayer& resolved : m_resolution.layers) {
            const LayerInfo* layer = isSelected(resolved) ? m_model.findLayer(resolved.name) : nullptr;
            const auto shape = layer ? layer->weightShape() : std::nullopt;
            if (!shape)
                continue;
            ++selected;
            if (weightBlock(*shape, granularity, m_options.profile).empty())
                whole.push_back(&resolved);
        }
        if (!whole.empty())
            addWhole(whole, whole.size() == selected || m_options.profile != Profile::Default, granularity);
    }

    void addWhole(const std::vector<const ResolvedLayer*>& whole, bool fatal,
                  const std::vector<std::int64_t>& granularity)
    {
        const ResolvedLayer& first = *whole.front();
        if (fatal)
            return error(
                {ESPALIER_TR("core", "The weight of %1 (%2), which entry %3 selects, cannot be cut into blocks "
                                     "of %4: change the block size (balance_granularity), or exclude the layer."),
                 {first.name, shapeText(*m_model.findLayer(first.name)->weightShape()), entryNumber(first),
                  shapeText(granularity)}},
                &first);
        std::vector<std::string> names;
        for (const ResolvedLayer* layer : whole)
            names.push_back(layer->name);
        m_issues.push_back(
            {Severity::Warning,
             {ESPALIER_TR("core", "Blocks of %1 do not divide the weights of these layers, which keep all of "
                                  "them: %2. Exclude them, or change the block size (balance_granularity)."),
              {shapeText(granularity), listOfLayers(names)}},
             first.pruningEntry,
             first.name});
    }

    static bool hasTotal(const ResolvedLayer& layer) { return layer.totalSparsity.has_value(); }

    bool hasTotals() const { return std::any_of(m_resolution.layers.begin(), m_resolution.layers.end(), hasTotal); }

    void checkNoTotals()
    {
        const auto found = std::find_if(m_resolution.layers.begin(), m_resolution.layers.end(), hasTotal);
        if (found == m_resolution.layers.end())
            return;
        error({ESPALIER_TR("core",
                           "Entry %1 gives %2 a total_sparsity, which only mode global shares out; use mode global, "
                           "or sparsity."),
               {entryNumber(*found), found->name}},
              &*found);
    }

    void checkNoLimits()
    {
        const auto found = std::find_if(m_resolution.layers.begin(), m_resolution.layers.end(),
                                        [](const ResolvedLayer& layer) { return layer.sparsity && layer.maxSparsity; });
        if (found == m_resolution.layers.end())
            return;
        m_issues.push_back({Severity::Warning,
                            {ESPALIER_TR("core", "The max_sparsity_per_layer of entry %1 counts in mode global only: "
                                                 "here %2 loses its own sparsity of %3."),
                             {entryNumber(*found), found->name, realText(*found->sparsity)}},
                            found->pruningEntry,
                            found->name});
    }

    /// All layers form one group, so that there is one total.
    void checkTotal()
    {
        const ResolvedLayer* first = firstSelected();
        // NNI's first interface takes the first entry's sparsity and knows no limits.
        const bool limited = m_options.profile == Profile::Default || hasTotals();
        if (!first || !limited)
            return;
        for (const ResolvedLayer& layer : m_resolution.layers) {
            if (!isSelected(layer) || totalOf(layer) == totalOf(*first))
                continue;
            error(
                {ESPALIER_TR("core", "Entry %1 asks for a total of %2 with %3, entry %4 for %5 with %6: in mode global "
                                     "all layers share one total."),
                 {entryNumber(*first), realText(totalOf(*first)), first->name, entryNumber(layer),
                  realText(totalOf(layer)), layer.name}},
                &layer);
            return;
        }
        checkReach(*first);
    }

    struct Reach
    {
        double elements = 0;                                      ///< of all selected layers
        double removable = 0;                                     ///< of them
        double smallestUnit = std::numeric_limits<double>::max(); ///< elements
        const ResolvedLayer* tightest = nullptr;                  ///< the layer that must keep the most
        double kept = -1;                                         ///< what it must keep
    };

    Reach reach() const
    {
        Reach reach;
        const bool structured = m_pruner.info().structured;
        for (const ResolvedLayer& resolved : m_resolution.layers) {
            const LayerInfo* layer = isSelected(resolved) ? m_model.findLayer(resolved.name) : nullptr;
            const auto shape = layer ? layer->weightShape() : std::nullopt;
            const auto elements = shape ? static_cast<double>(elementCount(*shape)) : 0.0;
            const auto units = structured && layer ? static_cast<double>(layer->outputChannels()) : elements;
            if (elements <= 0 || units <= 0)
                continue;
            const auto most = static_cast<double>(
                mostRemovedUnits(*layer, resolved, static_cast<std::size_t>(units), structured, m_options.profile));
            const double unit = elements / units;
            reach.elements += elements;
            reach.removable += most * unit;
            reach.smallestUnit = std::min(reach.smallestUnit, unit);
            const double kept = elements - most * unit;
            if (kept > reach.kept) {
                reach.kept = kept;
                reach.tightest = &resolved;
            }
        }
        return reach;
    }

    void checkReach(const ResolvedLayer& first)
    {
        const Reach found = reach();
        const auto wanted = static_cast<double>(removedUnits(static_cast<std::size_t>(found.elements), totalOf(first)));
        if (!found.tightest || wanted - found.removable < found.smallestUnit)
            return;
        error({ESPALIER_TR("core", "The total of %1 that entry %2 asks for cannot be reached: no more than %3 can go, "
                                   "because %4 keeps %5 of its weights at least. Lower the total, or raise "
                                   "max_sparsity_per_layer."),
               {realText(totalOf(first)), entryNumber(*found.tightest), realText(found.removable / found.elements),
                found.tightest->name, std::to_string(static_cast<std::int64_t>(found.kept))}},
              found.tightest);
    }

    const Model& m_model;
    const Resolution& m_resolution;
    const PruneOptions& m_options;
    const Pruner& m_pruner;
    std::vector<Issue> m_issues;
};

} // namespace

std::size_t mostRemovedUnits(const LayerInfo& layer, const ResolvedLayer& resolved, std::size_t units, bool structured,
                             Profile profile)
{
    if (profile != Profile::Default)
        return removedUnits(units, resolved.maxSparsity.value_or(kNniMostSparsity));
    if (units == 0 || (structured && layer.producesOutput))
        return 0;
    return std::min(units - 1, removedUnits(units, resolved.maxSparsity.value_or(1)));
}

std::vector<Issue> pruningIssues(const Model& model, const Resolution& resolution, const PruneOptions& options)
{
    const auto pruner = findPruner(options.algorithm);
    if (!pruner) {
        std::string known;
        for (const auto& other : pruners())
            known += (known.empty() ? "" : ", ") + other->info().name;
        throw Error(ErrorCode::InvalidConfig, {ESPALIER_TR("core", "There is no pruning criterion %1; there are %2."),
                                               {options.algorithm, known}});
    }
    return PruningCheck(model, resolution, options, *pruner).run();
}

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/layer_outcome.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/pruning/unit_selection.h"

namespace espalier {

namespace {

constexpr double kSame = 1e-9; ///< sparsities that differ by less are the same

std::string numberText(double number)
{
    char buffer[32];
    return {buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr};
}

/// As RFC 4180 has it.
std::string quoted(const std::string& text)
{
    if (text.find_first_of(",\"\n") == std::string::npos)
        return text;
    std::string field = "\"";
    for (const char c : text)
        field += c == '"' ? std::string("\"\"") : std::string(1, c);
    return field + '"';
}

class OutcomeTable
{
public:
    OutcomeTable(const Model& model, const Resolution& resolution, const PruneOptions& options,
                 const PruneResult& pruned, const DependencyGraph* graph)
        : m_model(model)
        , m_resolution(resolution)
        , m_options(options)
        , m_pruned(pruned)
        , m_graph(graph)
    {
        const auto pruner = findPruner(options.algorithm);
        m_structured = !pruner || pruner->info().structured;
    }

    std::vector<LayerOutcome> rows() const;

private:
    LayerOutcome outcome(const LayerSparsity& row) const;
    Message reason(const LayerOutcome& outcome, const LayerSparsity& row) const;
    Message excludedBy(const ResolvedLayer& layer) const;
    Message shared(const LayerOutcome& outcome) const;
    Message spread(const LayerOutcome& outcome, const ResolvedLayer& layer) const;
    Message found(const std::string& layer) const;
    std::vector<const ResolvedLayer*> partners(const std::string& layer) const;
    /// Output channels, or weights where single ones are removed.
    std::int64_t units(const LayerInfo& layer) const
    {
        const auto shape = layer.weightShape();
        return m_structured || !shape ? layer.outputChannels() : elementCount(*shape);
    }
    bool isLocked(const LayerInfo& layer) const
    {
        return m_options.profile == Profile::Default && m_structured && layer.producesOutput;
    }

    const Model& m_model;
    const Resolution& m_resolution;
    const PruneOptions& m_options;
    const PruneResult& m_pruned;
    const DependencyGraph* m_graph;
    bool m_structured = true;
};

std::vector<LayerOutcome> OutcomeTable::rows() const
{
    std::vector<LayerOutcome> all;
    for (const LayerInfo& layer : m_model.layers()) {
        const auto row = std::find_if(m_pruned.layers.begin(), m_pruned.layers.end(),
                                      [&](const LayerSparsity& one) { return one.name == layer.name; });
        if (row != m_pruned.layers.end()) {
            all.push_back(outcome(*row));
            continue;
        }
        const ResolvedLayer* resolved = m_resolution.find(layer.name);
        if (resolved && resolved->excluded && resolved->pruningEntry && units(layer) > 0)
            all.push_back({layer.name, layer.opType, std::nullopt, 0, units(layer), 0, excludedBy(*resolved)});
    }
    return all;
}

LayerOutcome OutcomeTable::outcome(const LayerSparsity& row) const
{
    LayerOutcome result{row.name, row.opType, std::nullopt, row.achieved, 0, 0, {}};
    const ResolvedLayer* resolved = m_resolution.find(row.name);
    if (resolved && resolved->sparsity && !std::isnan(row.requested))
        result.requested = row.requested;
    if (const LayerInfo* layer = m_model.findLayer(row.name)) {
        result.units = units(*layer);
        result.removed = std::llround(row.achieved * static_cast<double>(result.units));
    }
    result.reason = reason(result, row);
    return result;
}

Message OutcomeTable::reason(const LayerOutcome& outcome, const LayerSparsity& row) const
{
    const LayerInfo* layer = m_model.findLayer(row.name);
    const ResolvedLayer* resolved = m_resolution.find(row.name);
    if (layer && isLocked(*layer))
        return {ESPALIER_TR("core", "%1 makes the output of the model; all its channels are kept."), {row.name}};
    if (!resolved || (!resolved->sparsity && !resolved->totalSparsity))
        return {ESPALIER_TR("core", "%1 follows the layers that it depends on."), {row.name}};
    if (!outcome.requested)
        return spread(outcome, *resolved);
    if (std::abs(*outcome.requested - outcome.achieved) < kSame)
        return {};
    const auto wanted = static_cast<std::int64_t>(
        removedUnits(static_cast<std::size_t>(std::max<std::int64_t>(0, outcome.units)), *outcome.requested));
    const std::vector<std::string> numbers{row.name, std::to_string(outcome.removed), std::to_string(outcome.units)};
    if (outcome.removed == wanted && m_structured)
        return {ESPALIER_TR("core", "%1 loses whole channels only: %2 of %3 are the most within its sparsity."),
                numbers};
    if (outcome.removed == wanted)
        return {ESPALIER_TR("core", "%1 loses whole weights only: %2 of %3 are the most within its sparsity."),
                numbers};
    if (Message why = shared(outcome); !why.text.empty())
        return why;
    const auto align = static_cast<std::int64_t>(m_options.align);
    if (m_structured && align > 1 && (outcome.units - outcome.removed) % align == 0)
        return {ESPALIER_TR("core", "%1 keeps a multiple of %2 channels: %3 of %4."),
                {row.name, std::to_string(align), std::to_string(outcome.units - outcome.removed),
                 std::to_string(outcome.units)}};
    if (Message why = found(row.name); !why.text.empty())
        return why;
    if (!row.reason.text.empty())
        return row.reason;
    return {ESPALIER_TR("core", "%1 loses %2 of %3 units instead of %4."),
            {row.name, numbers[1], numbers[2], std::to_string(wanted)}};
}

Message OutcomeTable::excludedBy(const ResolvedLayer& layer) const
{
    return {ESPALIER_TR("core", "Entry %1 of the config list excludes %2."),
            {std::to_string(*layer.pruningEntry + 1), layer.name}};
}

/// Mode global asks for a total only.
Message OutcomeTable::spread(const LayerOutcome& outcome, const ResolvedLayer& layer) const
{
    const auto most = layer.maxSparsity && outcome.units > 0
                          ? removedUnits(static_cast<std::size_t>(outcome.units), *layer.maxSparsity)
                          : static_cast<std::size_t>(outcome.units);
    if (layer.maxSparsity && static_cast<std::size_t>(outcome.removed) >= most)
        return {ESPALIER_TR("core", "max_sparsity_per_layer holds %1 at %2 of %3."),
                {layer.name, std::to_string(outcome.removed), std::to_string(outcome.units)}};
    return {ESPALIER_TR("core", "The sparsity is that of all layers together; this is what %1 gives."), {layer.name}};
}

/// The other layers of the group that have channels of their own to lose.
std::vector<const ResolvedLayer*> OutcomeTable::partners(const std::string& layer) const
{
    std::vector<const ResolvedLayer*> found;
    const DependencyGroup* group = m_graph ? m_graph->groupOf(layer) : nullptr;
    if (!group || m_options.mode != PruningMode::DependencyAware)
        return found;
    for (const DependencyMember& member : group->members) {
        if (member.role != ChannelRole::Producer || member.layer == layer)
            continue;
        if (const ResolvedLayer* resolved = m_resolution.find(member.layer))
            found.push_back(resolved);
    }
    return found;
}

/// What layers that share the channels have to do with it; empty text: nothing.
Message OutcomeTable::shared(const LayerOutcome& outcome) const
{
    const LayerInfo* info = m_model.findLayer(outcome.name);
    const DependencyGroup* group = m_graph ? m_graph->groupOf(outcome.name) : nullptr;
    if (group && group->locked && m_options.mode == PruningMode::DependencyAware && !group->lockedWhy.text.empty())
        return group->lockedWhy;
    for (const ResolvedLayer* partner : partners(outcome.name)) {
        const LayerInfo* other = m_model.findLayer(partner->name);
        if (partner->excluded)
            return {ESPALIER_TR("core", "%1 shares its channels with %2, which is excluded."),
                    {outcome.name, partner->name}};
        if (other && info && isLocked(*other))
            return {ESPALIER_TR("core", "%1 shares its channels with %2, which makes the output of the model."),
                    {outcome.name, partner->name}};
        if (partner->sparsity && *partner->sparsity < *outcome.requested - kSame)
            return {ESPALIER_TR("core", "%1 shares its channels with %2, which gives up less."),
                    {outcome.name, partner->name}};
    }
    return {};
}

/// What was noticed about the layer when it was pruned.
Message OutcomeTable::found(const std::string& layer) const
{
    const auto issue = std::find_if(m_pruned.issues.begin(), m_pruned.issues.end(),
                                    [&](const Issue& one) { return one.layer == layer; });
    return issue == m_pruned.issues.end() ? Message{} : issue->message;
}

} // namespace

std::vector<LayerOutcome> layerOutcomes(const Model& model, const Resolution& resolution, const PruneOptions& options,
                                        const PruneResult& pruned, const DependencyGraph* graph)
{
    return OutcomeTable(model, resolution, options, pruned, graph).rows();
}

std::string writeOutcomesCsv(const std::vector<LayerOutcome>& outcomes)
{
    std::string csv = "layer,op_type,sparsity_requested,sparsity,units,removed,reason\n";
    for (const LayerOutcome& row : outcomes) {
        csv += quoted(row.name) + ',' + quoted(row.opType) + ',';
        csv += (row.requested ? numberText(*row.requested) : std::string()) + ',' + numberText(row.achieved) + ',';
        csv +=
            std::to_string(row.units) + ',' + std::to_string(row.removed) + ',' + quoted(row.reason.english()) + '\n';
    }
    return csv;
}

} // namespace espalier

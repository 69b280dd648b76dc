// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pruning/global_selection.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace espalier {

namespace {

constexpr double kLowest = -std::numeric_limits<double>::infinity();

struct Unit
{
    double score = 0;
    std::size_t layer = 0;
    std::size_t index = 0;
};

bool isLower(const Unit& a, const Unit& b)
{
    return a.score < b.score;
}

std::vector<KeptUnits> everything(const std::vector<GlobalLayer>& layers)
{
    std::vector<KeptUnits> kept;
    for (const GlobalLayer& layer : layers)
        kept.emplace_back(layer.scores.size(), std::uint8_t{1});
    return kept;
}

/// By layer and index.
std::vector<Unit> unitsOf(const std::vector<GlobalLayer>& layers)
{
    std::vector<Unit> units;
    for (std::size_t l = 0; l < layers.size(); ++l) {
        for (std::size_t i = 0; i < layers[l].scores.size(); ++i)
            units.push_back({orderable(layers[l].scores[i]), l, i});
    }
    return units;
}

std::size_t elementsOf(const std::vector<GlobalLayer>& layers)
{
    std::size_t elements = 0;
    for (const GlobalLayer& layer : layers)
        elements += layer.scores.size() * layer.unitElements;
    return elements;
}

/// The score of the @p rank-th smallest weight (from 1), where each score stands for all weights of its unit.
double thresholdAt(std::vector<Unit> units, const std::vector<GlobalLayer>& layers, std::size_t rank)
{
    if (rank == 0)
        return kLowest;
    std::stable_sort(units.begin(), units.end(), isLower);
    std::size_t passed = 0;
    for (const Unit& unit : units) {
        passed += layers[unit.layer].unitElements;
        if (passed >= rank)
            return unit.score;
    }
    return units.empty() ? kLowest : units.back().score;
}

} // namespace

std::vector<KeptUnits> selectGlobally(const std::vector<GlobalLayer>& layers, double total)
{
    std::vector<KeptUnits> kept = everything(layers);
    std::vector<Unit> units = unitsOf(layers);
    std::stable_sort(units.begin(), units.end(), isLower);
    std::size_t rest = removedUnits(elementsOf(layers), total);
    std::vector<std::size_t> removable;
    for (const GlobalLayer& layer : layers)
        removable.push_back(layer.mostRemoved);
    for (const Unit& unit : units) {
        const std::size_t elements = layers[unit.layer].unitElements;
        if (removable[unit.layer] == 0)
            continue;
        // A unit that is too large for what is left to remove stays; others of less score may still fit.
        if (elements > rest)
            continue;
        kept[unit.layer][unit.index] = 0;
        --removable[unit.layer];
        rest -= elements;
    }
    return kept;
}

std::vector<KeptUnits> selectByNniThreshold(const std::vector<GlobalLayer>& layers, double total)
{
    std::vector<KeptUnits> kept = everything(layers);
    std::vector<Unit> units = unitsOf(layers);
    const std::size_t rank = removedUnits(units.size(), total);
    if (rank == 0)
        return kept;
    const auto last = units.begin() + static_cast<std::ptrdiff_t>(rank - 1);
    std::nth_element(units.begin(), last, units.end(), isLower);
    const double threshold = last->score;
    for (std::size_t l = 0; l < layers.size(); ++l) {
        const std::vector<double>& scores = layers[l].scores;
        if (scores.size() < 2 || removedUnits(scores.size(), layers[l].sparsity) < 1)
            continue;
        for (std::size_t i = 0; i < scores.size(); ++i)
            kept[l][i] = orderable(scores[i]) > threshold;
    }
    return kept;
}

std::vector<KeptUnits> selectByNniShares(const std::vector<GlobalLayer>& layers, double total)
{
    const double threshold = thresholdAt(unitsOf(layers), layers, removedUnits(elementsOf(layers), total));
    std::vector<KeptUnits> kept;
    for (const GlobalLayer& layer : layers) {
        const auto below = static_cast<std::size_t>(std::count_if(
            layer.scores.begin(), layer.scores.end(), [&](double score) { return orderable(score) < threshold; }));
        const std::size_t removed = below == layer.scores.size() && below > 0 ? below - 1 : below;
        kept.push_back(keepHighest(layer.scores, removed, TieRule::Exact));
    }
    return kept;
}

std::vector<KeptUnits> selectByNniAllocator(const std::vector<GlobalLayer>& layers, double total)
{
    std::vector<Unit> units = unitsOf(layers);
    if (units.empty())
        return everything(layers);
    const double largest = std::max_element(units.begin(), units.end(), isLower)->score;
    std::size_t first = 0;
    for (const GlobalLayer& layer : layers) {
        const auto begin = units.begin() + static_cast<std::ptrdiff_t>(first);
        const auto end = begin + static_cast<std::ptrdiff_t>(layer.scores.size());
        std::vector<Unit> ordered(begin, end);
        std::stable_sort(ordered.begin(), ordered.end(), isLower);
        for (std::size_t i = layer.mostRemoved; i < ordered.size(); ++i)
            units[first + ordered[i].index].score = largest;
        first += layer.scores.size();
    }
    std::size_t choosable = 0;
    for (const Unit& unit : units)
        choosable += unit.score < largest ? layers[unit.layer].unitElements : 0;
    const std::size_t rank = std::min(removedUnits(elementsOf(layers), total), choosable);
    const double threshold = thresholdAt(units, layers, rank);
    std::vector<KeptUnits> kept = everything(layers);
    for (const Unit& unit : units)
        kept[unit.layer][unit.index] = unit.score > threshold;
    return kept;
}

} // namespace espalier

// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for every criterion and mode, on networks put together at random.
#include <QTest>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "core/base/progress_sink.h"
#include "core/config/config_resolver.h"
#include "core/graph/dependency_graph.h"
#include "core/pruning/pruner.h"
#include "core/pruning/unit_selection.h"
#include "random_net.h"

using namespace espalier;
using namespace espalier::test;

namespace {

constexpr std::uint32_t kNetworks = 12;
constexpr int kUnit = 4;

Resolution everyLayerAt(const Model& model, const Pruner& pruner, double sparsity)
{
    ConfigEntry entry;
    entry.opTypes = std::vector<std::string>{pruner.info().name == "slim" ? "BatchNorm2d" : "Conv2d"};
    entry.sparsity = sparsity;
    return resolveConfigList({entry}, model.layers(), model.modules(), &pruner.info());
}

/// Scores in place of those that are collected on data.
std::shared_ptr<const PruningStatistics> madeUpStatistics(const Model& model, const Pruner& pruner)
{
    if (pruner.info().source == ScoreSource::Weights)
        return nullptr;
    auto statistics = std::make_shared<PruningStatistics>();
    const auto standIn = findPruner(pruner.info().structured ? "l1" : "level");
    for (const LayerInfo& layer : model.layers()) {
        if (layer.opType == "Conv2d")
            statistics->scores[layer.name] = standIn->importance(pruningTarget(model, layer.name, 0), 0);
    }
    return statistics;
}

PruneResult pruned(const Model& model, const Pruner& pruner, double sparsity, PruningMode mode, std::size_t align = 1)
{
    PruneOptions options;
    options.algorithm = pruner.info().name;
    options.mode = mode;
    options.align = align;
    options.statistics = madeUpStatistics(model, pruner);
    if (mode == PruningMode::Balance)
        options.parameters["balance_granularity"] = "3:3";
    NullProgressSink sink;
    return prune(model, everyLayerAt(model, pruner, sparsity), options, sink);
}

/// Which output channels are kept; all of them where there is no mask.
std::vector<bool> keptChannels(const Model& model, const MaskSet& masks, const std::string& layer)
{
    const LayerMask* mask = masks.find(layer);
    if (mask)
        return mask->weight.keptSlices(0);
    return std::vector<bool>(static_cast<std::size_t>(model.findLayer(layer)->outputChannels()), true);
}

std::size_t countKept(const std::vector<bool>& kept)
{
    return static_cast<std::size_t>(std::count(kept.begin(), kept.end(), true));
}

/// Layers with output channels that the dependency graph knows.
std::vector<std::string> channelLayers(const Model& model, const DependencyGraph& graph)
{
    std::vector<std::string> names;
    for (const LayerInfo& layer : model.layers()) {
        if (layer.opType == "Conv2d" && graph.find(layer.name))
            names.push_back(layer.name);
    }
    return names;
}

/// Whether each channel class goes; fails where layers do not agree.
std::map<std::int64_t, bool> removedClasses(const Model& model, const DependencyGraph& graph, const MaskSet& masks)
{
    std::map<std::int64_t, bool> removed;
    for (const std::string& layer : channelLayers(model, graph)) {
        const std::vector<bool> kept = keptChannels(model, masks, layer);
        const std::vector<std::int64_t>& outputs = graph.find(layer)->outputs;
        for (std::size_t i = 0; i < outputs.size(); ++i) {
            const auto [entry, added] = removed.emplace(outputs[i], !kept[i]);
            if (entry->second != !kept[i])
                QTest::qFail((layer + ", channel " + std::to_string(i)).c_str(), __FILE__, __LINE__);
        }
    }
    return removed;
}

/// Classes that occur in the same layers: they are chosen among each other.
struct Part
{
    std::set<std::int64_t> classes;
    std::size_t step = 1; ///< by how many may be missing: one from each group of the grouped convolutions
};

std::vector<Part> partsOf(const Model& model, const DependencyGraph& graph)
{
    std::map<std::int64_t, std::multiset<std::string>> places;
    std::map<std::int64_t, std::size_t> steps;
    for (const std::string& layer : channelLayers(model, graph)) {
        const LayerChannels& channels = *graph.find(layer);
        for (const std::int64_t id : channels.outputs)
            places[id].insert(layer);
        for (const auto* ids : {&channels.outputs, &channels.inputs}) {
            for (const std::int64_t id : *ids) {
                std::size_t& step = steps.emplace(id, 1).first->second;
                step *= channels.groups > 1 ? static_cast<std::size_t>(channels.groups) : 1;
                if (channels.groups > 1)
                    places[id].insert(layer + (ids == &channels.inputs ? " in" : " out"));
            }
        }
    }
    std::map<std::multiset<std::string>, Part> parts;
    for (const auto& [id, layers] : places) {
        if (id < 0)
            continue;
        Part& part = parts[layers];
        part.classes.insert(id);
        part.step = std::max(part.step, steps[id]);
    }
    std::vector<Part> all;
    for (auto& [layers, part] : parts) {
        // Parts that share a grouped convolution round by themselves and are then made equal.
        std::size_t sharers = 1;
        for (const auto& [others, other] : parts) {
            sharers += others != layers && std::any_of(others.begin(), others.end(), [&](const std::string& name) {
                           return name.find(' ') != std::string::npos && layers.contains(name);
                       });
        }
        all.push_back({part.classes, part.step * sharers});
    }
    return all;
}

} // namespace

class tst_PruningProperties : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyLayerWithinOneUnit_data();
    void everyLayerWithinOneUnit();
    void everyLayerKeepsAMultiple_data();
    void everyLayerKeepsAMultiple();
    void totalWithinOneUnit_data();
    void totalWithinOneUnit();
    void dependentLayersLoseTheSame_data();
    void dependentLayersLoseTheSame();
    void unmaskingRestoresEveryWeight_data();
    void unmaskingRestoresEveryWeight();

private:
    static void criteriaWith(PruningMode mode);
};

void tst_PruningProperties::criteriaWith(PruningMode mode)
{
    QTest::addColumn<QString>("algorithm");
    for (const auto& pruner : pruners()) {
        if (pruner->hasMode(mode))
            QTest::newRow(pruner->info().name.c_str()) << QString::fromStdString(pruner->info().name);
    }
}

void tst_PruningProperties::everyLayerWithinOneUnit_data()
{
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<int>("mode");
    for (const auto& pruner : pruners()) {
        for (const PruningMode mode : {PruningMode::Normal, PruningMode::Balance}) {
            if (pruner->hasMode(mode))
                QTest::addRow("%s %s", pruner->info().name.c_str(), pruningModeName(mode))
                    << QString::fromStdString(pruner->info().name) << static_cast<int>(mode);
        }
    }
}

void tst_PruningProperties::everyLayerWithinOneUnit()
{
    QFETCH(const QString, algorithm);
    QFETCH(const int, mode);
    const auto pruner = findPruner(algorithm.toStdString());
    const bool balanced = static_cast<PruningMode>(mode) == PruningMode::Balance;
    for (std::uint32_t seed = 0; seed < kNetworks; ++seed) {
        const auto model = randomNet(seed, kUnit);
        for (const double sparsity : {0.1, 0.35, 0.5, 0.77}) {
            const PruneResult result = pruned(*model, *pruner, sparsity, static_cast<PruningMode>(mode));
            for (const LayerSparsity& row : result.layers) {
                const LayerInfo& layer = *model->findLayer(row.name);
                // Convolutions follow the norms that slim prunes.
                if (pruner->info().structured && (layer.producesOutput || row.requested != sparsity))
                    continue;
                const Mask& mask = result.masks.find(row.name)->weight;
                const double elements = static_cast<double>(mask.keep.size());
                const double unit =
                    balanced ? 1.0 / 9
                             : 1 / (pruner->info().structured ? static_cast<double>(mask.shape[0]) : elements);
                QVERIFY2(mask.sparsity() <= sparsity + 1e-12 && mask.sparsity() > sparsity - unit - 1e-12,
                         (std::to_string(mask.sparsity()) + " of " + row.name).c_str());
                QCOMPARE(row.achieved, mask.sparsity());
            }
        }
    }
}

void tst_PruningProperties::everyLayerKeepsAMultiple_data()
{
    QTest::addColumn<QString>("algorithm");
    for (const auto& pruner : pruners()) {
        if (pruner->info().structured)
            QTest::newRow(pruner->info().name.c_str()) << QString::fromStdString(pruner->info().name);
    }
}

void tst_PruningProperties::everyLayerKeepsAMultiple()
{
    QFETCH(const QString, algorithm);
    const auto pruner = findPruner(algorithm.toStdString());
    for (const PruningMode mode : {PruningMode::Normal, PruningMode::DependencyAware}) {
        for (std::uint32_t seed = 0; pruner->hasMode(mode) && seed < kNetworks; ++seed) {
            // Numbers of channels that the alignment divides, and others.
            for (const int unit : {4, 6}) {
                const auto model = randomNet(seed, unit);
                for (const double sparsity : {0.2, 0.5, 0.7}) {
                    const MaskSet masks = pruned(*model, *pruner, sparsity, mode, 4).masks;
                    for (const auto& [layer, mask] : masks.items()) {
                        const std::size_t kept = countKept(mask.weight.keptSlices(0));
                        const auto all = static_cast<std::size_t>(mask.weight.shape[0]);
                        QVERIFY2(kept == all || kept % 4 == 0,
                                 (layer + " keeps " + std::to_string(kept) + " of " + std::to_string(all) + ", "
                                  + pruningModeName(mode) + ", network " + std::to_string(seed))
                                     .c_str());
                        if (mode == PruningMode::Normal && kept < all)
                            QVERIFY(all - kept <= removedUnits(all, sparsity));
                    }
                }
            }
        }
    }
}

void tst_PruningProperties::totalWithinOneUnit_data()
{
    criteriaWith(PruningMode::Global);
}

void tst_PruningProperties::totalWithinOneUnit()
{
    QFETCH(const QString, algorithm);
    const auto pruner = findPruner(algorithm.toStdString());
    for (std::uint32_t seed = 0; seed < kNetworks; ++seed) {
        const auto model = randomNet(seed, kUnit);
        for (const double sparsity : {0.1, 0.3, 0.5}) {
            const PruneResult result = pruned(*model, *pruner, sparsity, PruningMode::Global);
            std::size_t elements = 0;
            std::size_t removed = 0;
            std::size_t largest = 1;
            for (const ResolvedLayer& layer : everyLayerAt(*model, *pruner, sparsity).layers) {
                if (!layer.sparsity)
                    continue;
                const Mask& mask = result.masks.find(layer.name)->weight;
                elements += mask.keep.size();
                removed += static_cast<std::size_t>(mask.removedCount());
                if (pruner->info().structured)
                    largest = std::max(largest, mask.keep.size() / static_cast<std::size_t>(mask.shape[0]));
            }
            const std::size_t wanted = removedUnits(elements, sparsity);
            QVERIFY2(removed <= wanted && wanted - removed < largest,
                     qPrintable(QStringLiteral("%1 of %2, %3 wanted").arg(removed).arg(elements).arg(wanted)));
        }
    }
}

void tst_PruningProperties::dependentLayersLoseTheSame_data()
{
    criteriaWith(PruningMode::DependencyAware);
}

void tst_PruningProperties::dependentLayersLoseTheSame()
{
    QFETCH(const QString, algorithm);
    const auto pruner = findPruner(algorithm.toStdString());
    for (std::uint32_t seed = 0; seed < kNetworks; ++seed) {
        const auto model = randomNet(seed, kUnit);
        const DependencyGraph graph(*model);
        for (const double sparsity : {0.2, 0.5, 0.7}) {
            const MaskSet masks = pruned(*model, *pruner, sparsity, PruningMode::DependencyAware).masks;
            const std::map<std::int64_t, bool> removed = removedClasses(*model, graph, masks);
            if (QTest::currentTestFailed())
                return;
            if (removed.contains(-1))
                QVERIFY(!removed.at(-1));
            for (const std::string& layer : channelLayers(*model, graph)) {
                const LayerChannels& channels = *graph.find(layer);
                QVERIFY(countKept(keptChannels(*model, masks, layer)) > 0);
                for (const auto* ids : {&channels.outputs, &channels.inputs}) {
                    const std::size_t groups = static_cast<std::size_t>(channels.groups);
                    std::set<std::size_t> counts;
                    for (std::size_t g = 0; groups > 1 && g < groups; ++g) {
                        const auto begin = ids->begin() + static_cast<std::ptrdiff_t>(g * ids->size() / groups);
                        const auto end = begin + static_cast<std::ptrdiff_t>(ids->size() / groups);
                        counts.insert(static_cast<std::size_t>(
                            std::count_if(begin, end, [&](std::int64_t id) { return removed.at(id); })));
                    }
                    QVERIFY2(counts.size() <= 1, layer.c_str());
                }
            }
            for (const Part& part : partsOf(*model, graph)) {
                const auto gone = static_cast<std::size_t>(
                    std::count_if(part.classes.begin(), part.classes.end(), [&](auto id) { return removed.at(id); }));
                const std::size_t wanted = removedUnits(part.classes.size(), sparsity);
                QVERIFY2(
                    gone <= wanted && wanted - gone < part.step,
                    qPrintable(QStringLiteral("%1 of %2 in network %3").arg(gone).arg(part.classes.size()).arg(seed)));
            }
        }
    }
}

void tst_PruningProperties::unmaskingRestoresEveryWeight_data()
{
    QTest::addColumn<QString>("algorithm");
    for (const auto& pruner : pruners())
        QTest::newRow(pruner->info().name.c_str()) << QString::fromStdString(pruner->info().name);
}

/// Masks are data beside the weights: a model that they were never applied to is untouched, and one layer's mask taken
/// away gives back that layer to the bit.
void tst_PruningProperties::unmaskingRestoresEveryWeight()
{
    QFETCH(const QString, algorithm);
    const auto pruner = findPruner(algorithm.toStdString());
    for (std::uint32_t seed = 0; seed < 3; ++seed) {
        const auto model = randomNet(seed, kUnit);
        const Model before = model->clone();
        MaskSet masks = pruned(*model, *pruner, 0.5, PruningMode::Normal).masks;
        while (!masks.empty()) {
            const auto [layer, mask] = masks.items().back();
            Model masked = model->clone();
            masked.applyMasks(masks);
            for (std::size_t i = 0; i < mask.weight.keep.size(); ++i)
                QVERIFY(mask.weight.keep[i] || masked.parameter(layer + ".weight").values[i] == 0);
            masks.remove(layer);
            Model rest = model->clone();
            rest.applyMasks(masks);
            QVERIFY(std::ranges::equal(rest.parameter(layer + ".weight").values,
                                       before.parameter(layer + ".weight").values));
        }
        for (const LayerInfo& layer : model->layers()) {
            if (layer.parameter("weight"))
                QVERIFY(std::ranges::equal(model->parameter(layer.name + ".weight").values,
                                           before.parameter(layer.name + ".weight").values));
        }
    }
}

QTEST_GUILESS_MAIN(tst_PruningProperties)
#include "tst_pruning_properties.moc"

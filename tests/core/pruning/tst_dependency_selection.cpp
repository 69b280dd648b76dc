// SPDX-License-Identifier: GPL-3.0-or-later
// Channels that are chosen jointly, in networks written down in a few lines.
#include <QTest>

#include <algorithm>
#include <cstddef>
#include <map>
#include <numeric>

#include "core/graph/dependency_graph.h"
#include "core/pruning/dependency_selection.h"
#include "small_net.h"

using namespace espalier;
using namespace espalier::test;

namespace {

/// Every layer's first channels matter least.
std::vector<double> rising(const DependencyGraph& graph, const std::string& layer)
{
    std::vector<double> scores(graph.find(layer)->outputs.size());
    std::iota(scores.begin(), scores.end(), 1.0);
    return scores;
}

/// How many channels each layer keeps when those in @p sparsity are selected. Layers that keep all are not in it.
std::map<std::string, std::ptrdiff_t> keptOf(const Model& model, const std::map<std::string, double>& sparsity)
{
    const DependencyGraph graph(model);
    std::vector<std::string> names;
    Resolution resolution;
    for (const LayerInfo& layer : model.layers()) {
        if (graph.find(layer.name) == nullptr)
            continue;
        names.push_back(layer.name);
        ResolvedLayer resolved;
        resolved.name = layer.name;
        if (const auto wanted = sparsity.find(layer.name); wanted != sparsity.end())
            resolved.sparsity = wanted->second;
        resolution.layers.push_back(std::move(resolved));
    }
    const DependencySelection selection =
        DependencySelector(graph, names)
            .select(
                resolution, [&](const std::string& layer) { return rising(graph, layer); }, 1);
    std::map<std::string, std::ptrdiff_t> kept;
    for (const auto& [layer, units] : selection.kept)
        kept.emplace(layer, std::count(units.begin(), units.end(), 1));
    return kept;
}

using Kept = std::map<std::string, std::ptrdiff_t>;

} // namespace

class tst_DependencySelection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aValueThatFillsEveryGroupGoesAsItLikes();
    void occurrencesInGroupsAreCounted();
    void aGroupThatCannotLoseHoldsTheOthers();
};

void tst_DependencySelection::aValueThatFillsEveryGroupGoesAsItLikes()
{
    const auto model = smallNet({{"a", "conv 8 3 3"}, {"g", "conv 8 16 3 groups 2"}, {"z", "conv 4 8 1"}},
                                "def forward(self, x):\n  y = self.a(x)\n"
                                "  return self.z(self.g(torch.cat([y, y], 1)))\n",
                                "1,3,6,6");
    QCOMPARE(keptOf(*model, {{"a", 0.5}}), (Kept{{"a", 4}}));
    QCOMPARE(keptOf(*model, {{"a", 0.4}}), (Kept{{"a", 5}})); // int(3.2) go, odd or not
}

void tst_DependencySelection::occurrencesInGroupsAreCounted()
{
    // Groups of the last convolution: a, b, a, c.
    const auto model =
        smallNet({{"a", "conv 4 3 3"}, {"b", "conv 4 3 3"}, {"c", "conv 4 3 3"}, {"g", "conv 4 16 3 groups 4"}},
                 "def forward(self, x):\n  y = self.a(x)\n"
                 "  return self.g(torch.cat([y, self.b(x), y, self.c(x)], 1))\n",
                 "1,3,6,6");
    QCOMPARE(keptOf(*model, {{"a", 0.5}, {"b", 0.5}, {"c", 0.5}}), (Kept{{"a", 2}, {"b", 2}, {"c", 2}}));
    QCOMPARE(keptOf(*model, {{"a", 0.75}, {"b", 0.5}, {"c", 0.25}}), (Kept{{"a", 3}, {"b", 3}, {"c", 3}}));
}

void tst_DependencySelection::aGroupThatCannotLoseHoldsTheOthers()
{
    const auto model =
        smallNet({{"a", "conv 4 3 3"}, {"b", "conv 4 3 3"}, {"g", "conv 4 8 3 groups 2"}},
                 "def forward(self, x):\n  return self.g(torch.cat([self.a(x), self.b(x)], 1))\n", "1,3,6,6");
    QCOMPARE(keptOf(*model, {{"a", 0.5}}), Kept{});
}

QTEST_APPLESS_MAIN(tst_DependencySelection)
#include "tst_dependency_selection.moc"

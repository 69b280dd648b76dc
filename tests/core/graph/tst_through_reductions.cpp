// SPDX-License-Identifier: GPL-3.0-or-later
// Which operators that compute with all channels together let them go when channels are followed through reductions.
#include <QTest>

#include <algorithm>
#include <set>

#include "core/graph/dependency_graph.h"
#include "small_net.h"

using namespace espalier;
using namespace espalier::test;

namespace {

/// How many channels of layer "a" can be chosen.
std::size_t freeChannels(const Model& model, bool throughReductions)
{
    const DependencyGraph graph(model, {throughReductions});
    std::set<std::int64_t> classes(graph.find("a")->outputs.begin(), graph.find("a")->outputs.end());
    classes.erase(-1);
    return classes.size();
}

struct ReductionCase
{
    const char* name;
    std::vector<SmallLayer> layers;
    const char* body; ///< of forward(self, x); the result of layer "a" is y
    const char* input;
};

const SmallLayer kConvolution{"a", "conv 8 3 1"};
const SmallLayer kLinear{"a", "linear 8 6"};

const std::vector<ReductionCase>& released()
{
    static const std::vector<ReductionCase> kCases{
        {"group norm with one group",
         {kConvolution, {"n", "gn 8 groups 1"}, {"z", "conv 4 8 1"}},
         "  return self.z(self.n(y))\n",
         "1,3,4,4"},
        {"layer norm without a weight",
         {kLinear, {"z", "linear 4 8"}},
         "  return self.z(torch.layer_norm(y, [8]))\n",
         "2,5,6"},
        {"layer norm over positions too",
         {kLinear, {"w", "parameter 5 8"}, {"z", "linear 4 8"}},
         "  return self.z(torch.layer_norm(y, [5, 8], self.w))\n",
         "2,5,6"},
        {"a constant before a layer norm",
         {kLinear, {"n", "ln 8"}, {"z", "linear 4 8"}},
         "  return self.z(self.n(torch.sigmoid(y)))\n",
         "2,5,6"},
        {"mean", {kConvolution, {"z", "conv 4 1 1"}}, "  return self.z(torch.mean(y, [1], True))\n", "1,3,4,4"},
        {"mean over everything", {kConvolution}, "  return torch.mean(y)\n", "1,3,4,4"},
        {"softmax", {kLinear, {"z", "linear 4 8"}}, "  return self.z(torch.softmax(y, -1))\n", "2,5,6"},
        {"maximum and mean for spatial attention",
         {kConvolution, {"s", "conv 1 2 3"}, {"z", "conv 4 8 1"}},
         "  m = torch.cat([torch.mean(y, [1], True), torch.max(y, 1, True)[0]], 1)\n"
         "  return self.z(y * torch.sigmoid(self.s(m)))\n",
         "1,3,4,4"},
    };
    return kCases;
}

const std::vector<ReductionCase>& kept()
{
    static const std::vector<ReductionCase> kCases{
        {"softmax of the output", {kLinear}, "  return torch.log_softmax(y, -1)\n", "2,5,6"},
        {"the place of the largest", {kConvolution}, "  return torch.argmax(y, 1)\n", "1,3,4,4"},
        {"the largest and its place", {kConvolution}, "  return torch.max(y, 1)\n", "1,3,4,4"},
        {"running sums", {kLinear, {"z", "linear 4 8"}}, "  return self.z(torch.cumsum(y, -1))\n", "2,5,6"},
    };
    return kCases;
}

std::shared_ptr<const Model> netOf(const ReductionCase& one)
{
    return smallNet(one.layers, std::string("def forward(self, x):\n  y = self.a(x)\n") + one.body, one.input);
}

} // namespace

class tst_ThroughReductions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void channelsAreReleased_data();
    void channelsAreReleased();
    void channelsAreKept_data();
    void channelsAreKept();
    void aResidualStreamStaysOneGroup();
};

void tst_ThroughReductions::channelsAreReleased_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < released().size(); ++i)
        QTest::newRow(released()[i].name) << static_cast<int>(i);
}

void tst_ThroughReductions::channelsAreReleased()
{
    QFETCH(int, index);
    const auto model = netOf(released()[static_cast<std::size_t>(index)]);
    QCOMPARE(freeChannels(*model, false), std::size_t{0});
    QCOMPARE(freeChannels(*model, true), std::size_t{8});
    QVERIFY(DependencyGraph(*model, {true}).issues().empty());
}

void tst_ThroughReductions::channelsAreKept_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < kept().size(); ++i)
        QTest::newRow(kept()[i].name) << static_cast<int>(i);
}

void tst_ThroughReductions::channelsAreKept()
{
    QFETCH(int, index);
    QCOMPARE(freeChannels(*netOf(kept()[static_cast<std::size_t>(index)]), true), std::size_t{0});
}

// Norms release the stream, and the additions still tie its layers to each other.
void tst_ThroughReductions::aResidualStreamStaysOneGroup()
{
    const auto model = smallNet({{"a", "linear 8 6"},
                                 {"e", "parameter 5 8"},
                                 {"n", "ln 8"},
                                 {"b", "linear 12 8"},
                                 {"c", "linear 8 12"},
                                 {"m", "ln 8"},
                                 {"z", "linear 4 8"}},
                                "def forward(self, x):\n  y = self.a(x) + self.e\n"
                                "  n = self.n(y)\n  b = torch.gelu(self.b(n))\n  y = y + self.c(b)\n"
                                "  m = self.m(y)\n  return self.z(m)\n",
                                "2,5,6");
    const DependencyGraph graph(*model, {true});
    QCOMPARE(graph.groupOf("a"), graph.groupOf("c"));
    QVERIFY(!graph.groupOf("a")->locked);
    QCOMPARE(graph.groupOf("a")->channels, std::size_t{8});
    QVERIFY(graph.find("a")->outputs == graph.find("c")->outputs);
    QVERIFY(graph.find("b")->inputs == graph.find("a")->outputs);
}

QTEST_GUILESS_MAIN(tst_ThroughReductions)
#include "tst_through_reductions.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Which layers and channels depend on each other, and why.
#include <QTest>

#include <algorithm>
#include <set>

#include "core/graph/dependency_graph.h"
#include "small_net.h"

using namespace espalier;
using namespace espalier::test;

namespace {

constexpr const char* kResidual = "def forward(self, x):\n"
                                  "  a = self.a(x)\n"
                                  "  y = torch.relu(self.b(a)) + a\n"
                                  "  return self.z(y)\n";

std::shared_ptr<const Model> residual()
{
    return smallNet({{"a", "conv 8 3 1"}, {"b", "conv 8 8 1"}, {"z", "conv 4 8 1"}}, kResidual, "1,3,4,4");
}

std::vector<std::string> layersOf(const DependencyGroup& group, ChannelRole role)
{
    std::vector<std::string> names;
    for (const DependencyMember& member : group.members) {
        if (member.role == role)
            names.push_back(member.layer);
    }
    return names;
}

} // namespace

class tst_DependencyGraph : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void residualBranches();
    void outputsAreLocked();
    void depthwiseFollows();
    void groupsAreConstraints();
    void barriersAreReported();
    void sizesInArithmeticLock();
    void fusedAttentionLocks_data();
    void fusedAttentionLocks();
    void reasonsOfSeveralLayersAreOneIssue();
};

void tst_DependencyGraph::residualBranches()
{
    const auto model = residual();
    const DependencyGraph graph(*model);
    const DependencyGroup* group = graph.groupOf("a");
    QVERIFY(group != nullptr);
    QCOMPARE(group, graph.groupOf("b"));
    QCOMPARE(group->channels, std::size_t{8});
    QVERIFY(!group->locked);
    QVERIFY(layersOf(*group, ChannelRole::Producer) == (std::vector<std::string>{"a", "b"}));
    QVERIFY(layersOf(*group, ChannelRole::Consumer) == (std::vector<std::string>{"b", "z"})
            || layersOf(*group, ChannelRole::Consumer) == std::vector<std::string>{"z"});
    QCOMPARE(group->members[0].why.english(), std::string("They meet in the operator add of the network itself."));
    QVERIFY(graph.find("a")->outputs == graph.find("b")->outputs);
    QVERIFY(graph.find("z")->inputs == graph.find("a")->outputs);
}

void tst_DependencyGraph::outputsAreLocked()
{
    const auto model = residual();
    const DependencyGraph graph(*model);
    const LayerChannels* last = graph.find("z");
    QVERIFY(
        std::all_of(last->outputs.begin(), last->outputs.end(), [](std::int64_t channel) { return channel == -1; }));
    QVERIFY(graph.groupOf("z")->locked);
    QVERIFY(last->lockedWhy.english().find("output of the network") != std::string::npos);
}

void tst_DependencyGraph::depthwiseFollows()
{
    const auto model = smallNet({{"a", "conv 8 3 1"}, {"d", "conv 8 8 3 groups 8"}, {"z", "conv 4 8 1"}},
                                "def forward(self, x):\n  a = self.a(x)\n"
                                "  d = self.d(a)\n"
                                "  return self.z(d)\n",
                                "1,3,4,4");
    const DependencyGraph graph(*model);
    QVERIFY(graph.find("d")->depthwise);
    QCOMPARE(graph.find("d")->groups, 1);
    QVERIFY(layersOf(*graph.groupOf("d"), ChannelRole::Follower) == std::vector<std::string>{"d"});
    QVERIFY(graph.groupOf("d")->members[1].why.english().find("depthwise") != std::string::npos);
}

void tst_DependencyGraph::groupsAreConstraints()
{
    const auto model = smallNet({{"a", "conv 8 3 1"}, {"g", "conv 8 8 3 groups 2"}, {"z", "conv 4 8 1"}},
                                "def forward(self, x):\n  a = self.a(x)\n"
                                "  g = self.g(a)\n"
                                "  return self.z(g)\n",
                                "1,3,4,4");
    const DependencyGraph graph(*model);
    QCOMPARE(graph.find("g")->groups, 2);
    QVERIFY(!graph.find("g")->depthwise);
    const auto& outputs = graph.find("g")->outputs;
    QCOMPARE(std::set<std::int64_t>(outputs.begin(), outputs.end()).size(), std::size_t{8});
}

void tst_DependencyGraph::barriersAreReported()
{
    const auto model = smallNet({{"a", "conv 8 3 1"}, {"z", "conv 4 8 1"}},
                                "def forward(self, x):\n  a = self.a(x)\n"
                                "  return self.z(torch.cumprod(a, 2))\n",
                                "1,3,4,4");
    const DependencyGraph graph(*model);
    QVERIFY(graph.groupOf("a")->locked);
    QCOMPARE(graph.issues().size(), std::size_t{1});
    const std::string message = graph.issues().front().message.english();
    QVERIFY(message.find("The operator cumprod in layer ") == 0);
    QVERIFY2(message.find("layer  ") == std::string::npos, message.c_str()); // the root has no path, but a class
}

void tst_DependencyGraph::sizesInArithmeticLock()
{
    const auto model = smallNet({{"a", "conv 8 3 1"}, {"z", "conv 4 8 1"}},
                                "def forward(self, x):\n  a = self.a(x)\n"
                                "  return self.z(a / a.numel())\n",
                                "1,3,4,4");
    const DependencyGraph graph(*model);
    QVERIFY(graph.groupOf("a")->locked);
}

void tst_DependencyGraph::fusedAttentionLocks_data()
{
    QTest::addColumn<QString>("call");
    const QString weights = QStringLiteral("8, 2, self.inside, self.shift, self.out.weight, self.out.bias");
    QTest::newRow("attention") << QStringLiteral("torch._native_multi_head_attention(a, a, a, %1)[0]").arg(weights);
    // Nobody reads the scores, and they must have the right shape all the same.
    QTest::newRow("attention with the scores of each head")
        << QStringLiteral("torch._native_multi_head_attention(a, a, a, %1, None, True, False)[1].sum(1)").arg(weights);
    QTest::newRow("encoder layer")
        << QStringLiteral("torch._transformer_encoder_layer_fwd(a, %1, True, False, 1e-5, self.n.weight, self.n.bias, "
                          "self.m.weight, self.m.bias, self.wide.weight, self.wide.bias, self.narrow.weight, "
                          "self.narrow.bias)")
               .arg(weights);
}

// The layers inside are used on their own as well, in a branch where their channels could go.
void tst_DependencyGraph::fusedAttentionLocks()
{
    QFETCH(const QString, call);
    const std::vector<SmallLayer> layers{{"a", "linear 8 6"},
                                         {"inside", "parameter 24 8"},
                                         {"shift", "parameter 24"},
                                         {"out", "linear 8 8"},
                                         {"n", "ln 8"},
                                         {"m", "ln 8"},
                                         {"wide", "linear 16 8"},
                                         {"narrow", "linear 8 16"},
                                         {"b", "linear 8 6"},
                                         {"z", "linear 5 8"}};
    // As many positions as channels, so that the scores fit the last layer too.
    try {
        const auto model =
            smallNet(layers,
                     "def forward(self, x):\n  a = self.a(x)\n  b = self.b(x)\n  y = " + call.toStdString()
                         + "\n  w = self.narrow(torch.relu(self.wide(b)))\n"
                           "  return self.z(y) + self.z(w) + self.z(self.out(b))\n",
                     "2,8,6");
        const DependencyGraph graph(*model);
        QVERIFY(graph.groupOf("a")->locked);
        QVERIFY(graph.groupOf("a")->lockedWhy.english().find("needs all channels") != std::string::npos);
        QVERIFY(graph.groupOf("out")->locked);
        QCOMPARE(graph.groupOf("wide")->locked, call.contains(QLatin1String("encoder")));
        QVERIFY(std::any_of(graph.issues().begin(), graph.issues().end(), [](const Issue& issue) {
            return issue.message.english().find("needs all channels") != std::string::npos;
        }));
    } catch (const std::exception& exception) {
        QFAIL(exception.what());
    }
}

void tst_DependencyGraph::reasonsOfSeveralLayersAreOneIssue()
{
    // Two operators that lock, both of the outermost module; each layer keeps a reason of its own.
    const auto model = smallNet({{"a", "conv 8 3 1"}, {"b", "conv 8 8 1"}, {"z", "conv 4 8 1"}},
                                "def forward(self, x):\n  y = torch.softmax(self.a(x), 1)\n"
                                "  return self.z(torch.softmax(self.b(y), 1))\n",
                                "1,3,4,4");
    const DependencyGraph graph(*model);
    QVERIFY(graph.groupOf("a")->locked && graph.groupOf("b")->locked);
    QCOMPARE(graph.issues().size(), std::size_t{1});
    QVERIFY(graph.issues().front().message.english().find("The operator softmax in") == 0);
}

QTEST_GUILESS_MAIN(tst_DependencyGraph)
#include "tst_dependency_graph.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The dependency sets that NNI's own unit tests expect of networks of torchvision.
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>
#include <set>

#include "core/base/progress_sink.h"
#include "core/graph/dependency_graph.h"
#include "core/model/model.h"
#include "python_runner.h"

using namespace espalier;

namespace {

using Sets = std::set<std::set<std::string>>;

/// The last convolutions of all blocks of a layer, and the shortcut's.
std::set<std::string> residualSet(const std::string& layer, int blocks, const std::string& last, bool shortcut)
{
    std::set<std::string> set;
    for (int block = 0; block < blocks; ++block)
        set.insert(layer + "." + std::to_string(block) + "." + last);
    if (shortcut)
        set.insert(layer + ".0.downsample.0");
    return set;
}

Sets residualSets(const std::vector<int>& blocks, const std::string& last, bool firstHasShortcut)
{
    Sets sets;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        auto set = residualSet("layer" + std::to_string(i + 1), blocks[i], last, i > 0 || firstHasShortcut);
        if (i == 0 && !firstHasShortcut)
            set.insert("conv1");
        sets.insert(set);
    }
    return sets;
}

Sets mobileNetSets()
{
    Sets sets;
    for (const std::vector<int>& stage :
         {std::vector<int>{2, 3}, {4, 5, 6}, {7, 8, 9, 10}, {11, 12, 13}, {14, 15, 16}}) {
        std::set<std::string> set;
        for (const int block : stage)
            set.insert("features." + std::to_string(block) + ".conv.2");
        sets.insert(set);
    }
    return sets;
}

const std::map<std::string, Sets>& expectedSets()
{
    static const std::map<std::string, Sets> kSets{{"resnet18", residualSets({2, 2, 2, 2}, "conv2", false)},
                                                   {"resnet34", residualSets({3, 4, 6, 3}, "conv2", false)},
                                                   {"wide_resnet50_2", residualSets({3, 4, 6, 3}, "conv3", true)},
                                                   {"mobilenet_v2", mobileNetSets()},
                                                   {"alexnet", {}},
                                                   {"vgg11", {}},
                                                   {"squeezenet1_1", {}}};
    return kSets;
}

} // namespace

class tst_DependencySets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void setsAreThoseOfNni_data();
    void setsAreThoseOfNni();
};

void tst_DependencySets::setsAreThoseOfNni_data()
{
    QTest::addColumn<QString>("name");
    for (const auto& [name, sets] : expectedSets())
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
}

void tst_DependencySets::setsAreThoseOfNni()
{
    QFETCH(QString, name);
    const PythonRunner python;
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("net.pt"));
    const QString failure = python.program().isEmpty()
                                ? QStringLiteral("no Python with torch")
                                : python.run(QStringLiteral("../bench/make_network.py"), {name, file});
    if (!QFile::exists(file))
        QSKIP(qPrintable(QStringLiteral("torchvision is needed: %1").arg(failure)));
    NullProgressSink sink;
    Model model = Model::load(file.toStdString(), sink);
    model.setInputs(parseInputSpecs("1,3,224,224"));
    const DependencyGraph graph(model);
    Sets found;
    for (const DependencyGroup& group : graph.groups()) {
        std::set<std::string> set;
        for (const DependencyMember& member : group.members) {
            if (member.role == ChannelRole::Producer)
                set.insert(member.layer);
        }
        if (set.size() > 1)
            found.insert(set);
    }
    QVERIFY(found == expectedSets().at(name.toStdString()));
}

QTEST_GUILESS_MAIN(tst_DependencySets)
#include "tst_dependency_sets.moc"

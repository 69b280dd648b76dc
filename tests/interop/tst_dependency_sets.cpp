// SPDX-License-Identifier: GPL-3.0-or-later
// What NNI's own unit tests expect of networks of torchvision: their dependency sets, masks that conflict within a set, and
// masks that are chosen for a whole set.
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

#include "core/base/progress_sink.h"
#include "core/config/config_resolver.h"
#include "core/graph/dependency_graph.h"
#include "core/model/model.h"
#include "core/pruning/pruner.h"
#include "core/speedup/speedup.h"
#include "core/statistics/statistics_collector.h"
#include "python_runner.h"
#include "training_samples.h"

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

ConfigEntry convolutions(double sparsity)
{
    ConfigEntry entry;
    entry.opTypes = std::vector<std::string>{"Conv2d"};
    entry.sparsity = sparsity;
    return entry;
}

PruneResult pruned(const Model& model, const ConfigList& list, const PruneOptions& options)
{
    const Resolution resolution =
        resolveConfigList(list, model.layers(), model.modules(), &findPruner(options.algorithm)->info());
    NullProgressSink sink;
    return prune(model, resolution, options, sink);
}

SpeedupResult smaller(const std::shared_ptr<const Model>& model, const MaskSet& masks)
{
    NullProgressSink sink;
    return speedUp(model, masks, {}, sink);
}

/// Which of @p count output channels a layer still has.
std::vector<bool> keptRows(const SpeedupResult& result, const std::string& layer, std::size_t count)
{
    for (const ParameterSlices& slices : result.recipe) {
        if (slices.name != layer + ".weight" || slices.kept.empty() || slices.kept.front().first != 0)
            continue;
        std::vector<bool> rows(count, false);
        for (const std::int64_t row : slices.kept.front().second)
            rows[static_cast<std::size_t>(row)] = true;
        return rows;
    }
    return std::vector<bool>(count, true);
}

} // namespace

class tst_DependencySets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void setsAreThoseOfNni_data();
    void setsAreThoseOfNni();
    void conflictingMasksLoseWhatAllMask_data();
    void conflictingMasksLoseWhatAllMask();
    void dependencyAwareMasksReachEveryLayer_data();
    void dependencyAwareMasksReachEveryLayer();

private:
    /// Made once per name; nullptr where torchvision is missing.
    std::shared_ptr<const Model> network(const QString& name, const char* inputs);

    QTemporaryDir m_folder;
    QString m_failure;
};

std::shared_ptr<const Model> tst_DependencySets::network(const QString& name, const char* inputs)
{
    const QString file = m_folder.filePath(name + QStringLiteral(".pt"));
    if (!QFile::exists(file)) {
        const PythonRunner python;
        m_failure = python.program().isEmpty() ? QStringLiteral("no Python with torch")
                                               : python.run(QStringLiteral("../bench/make_network.py"), {name, file});
    }
    if (!QFile::exists(file))
        return nullptr;
    NullProgressSink sink;
    Model model = Model::load(file.toStdString(), sink);
    model.setInputs(parseInputSpecs(inputs));
    return std::make_shared<const Model>(std::move(model));
}

void tst_DependencySets::setsAreThoseOfNni_data()
{
    QTest::addColumn<QString>("name");
    for (const auto& [name, sets] : expectedSets())
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
}

void tst_DependencySets::setsAreThoseOfNni()
{
    QFETCH(QString, name);
    const auto model = network(name, "1,3,224,224");
    if (!model)
        QSKIP(qPrintable(QStringLiteral("torchvision is needed: %1").arg(m_failure)));
    const DependencyGraph graph(*model);
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

void tst_DependencySets::conflictingMasksLoseWhatAllMask_data()
{
    QTest::addColumn<QString>("name");
    for (const auto& [name, sets] : expectedSets()) {
        if (!sets.empty())
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
}

void tst_DependencySets::conflictingMasksLoseWhatAllMask()
{
    QFETCH(QString, name);
    const auto model = network(name, "1,3,64,64");
    if (!model)
        QSKIP(qPrintable(QStringLiteral("torchvision is needed: %1").arg(m_failure)));
    std::mt19937 generator(17);
    std::uniform_real_distribution<double> sparsities(0.3, 0.9);
    ConfigList list;
    for (const LayerInfo& layer : model->layers()) {
        ConfigEntry entry = convolutions(sparsities(generator));
        entry.opNames = std::vector<std::string>{layer.name};
        if (layer.opType == "Conv2d")
            list.push_back(entry);
    }
    const MaskSet masks = pruned(*model, list, {}).masks;
    const SpeedupResult result = smaller(model, masks);
    std::size_t removed = 0;
    for (const std::set<std::string>& set : expectedSets().at(name.toStdString())) {
        std::vector<bool> kept;
        for (const std::string& layer : set) {
            const std::vector<bool> own = masks.find(layer)->weight.keptSlices(0);
            kept.resize(own.size(), false);
            std::transform(own.begin(), own.end(), kept.begin(), kept.begin(), std::logical_or<>());
        }
        removed += static_cast<std::size_t>(std::count(kept.begin(), kept.end(), false));
        for (const std::string& layer : set)
            QVERIFY2(keptRows(result, layer, kept.size()) == kept, layer.c_str());
    }
    QVERIFY(removed > 0);
}

void tst_DependencySets::dependencyAwareMasksReachEveryLayer_data()
{
    QTest::addColumn<QString>("algorithm");
    for (const char* algorithm : {"l1", "l2", "fpgm", "taylor"})
        QTest::newRow(algorithm) << QString::fromLatin1(algorithm);
}

void tst_DependencySets::dependencyAwareMasksReachEveryLayer()
{
    QFETCH(QString, algorithm);
    const auto model = network(QStringLiteral("resnet18"), "1,3,64,64");
    if (!model)
        QSKIP(qPrintable(QStringLiteral("torchvision is needed: %1").arg(m_failure)));
    PruneOptions options;
    options.algorithm = algorithm.toStdString();
    options.mode = PruningMode::DependencyAware;
    if (algorithm == QLatin1String("taylor")) {
        StatisticsOptions collection;
        collection.algorithm = options.algorithm;
        collection.parameters = {{"batches", "1"}, {"batch_size", "4"}};
        const auto images = std::make_shared<test::SquaresDataset>(4, 1, ImageSize{3, 64, 64});
        NullProgressSink sink;
        options.statistics =
            std::make_shared<const PruningStatistics>(collectStatistics(*model, collection, images, sink));
    }
    const SpeedupResult result = smaller(model, pruned(*model, {convolutions(0.7)}, options).masks);
    for (const LayerInfo& layer : model->layers()) {
        if (layer.opType != "Conv2d")
            continue;
        const auto wanted = static_cast<std::int64_t>(static_cast<double>(layer.outputChannels()) * 0.3);
        const std::int64_t left = result.model->findLayer(layer.name)->outputChannels();
        QVERIFY2(std::abs(left - wanted) <= 1, (layer.name + " keeps " + std::to_string(left)).c_str());
    }
}

QTEST_GUILESS_MAIN(tst_DependencySets)
#include "tst_dependency_sets.moc"

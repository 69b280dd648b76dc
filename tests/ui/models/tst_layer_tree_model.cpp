// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QColor>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

#include <sys/mman.h>
#include <unistd.h>

#include <cmath>
#include <cstdint>
#include <map>
#include <set>

#include "core/base/progress_sink.h"
#include "core/graph/dependency_graph.h"
#include "core/pruning/pruner.h"
#include "tests/support/gui_test.h"
#include "ui/document/compression_estimate.h"
#include "ui/document/current_selection.h"
#include "ui/document/session_document.h"
#include "ui/models/layer_tree_model.h"
#include "ui/theme/theme_manager.h"

using namespace espalier;
using namespace espalier::test;
using namespace espalier::ui;
using Column = LayerTreeModel::Column;

namespace {

/// resnet_scripted: name, type, parameters; the sums are written out by hand.
const QStringList kResNet{
    QStringLiteral("conv1 Conv2d 216"),
    QStringLiteral("bn1 BatchNorm2d 16"),
    QStringLiteral("relu ReLU 0"),
    QStringLiteral("layer1 Sequential 2368"),
    QStringLiteral("  0 BasicBlock 1184"),
    QStringLiteral("    conv1 Conv2d 576"),
    QStringLiteral("    bn1 BatchNorm2d 16"),
    QStringLiteral("    relu ReLU 0"),
    QStringLiteral("    conv2 Conv2d 576"),
    QStringLiteral("    bn2 BatchNorm2d 16"),
    QStringLiteral("  1 BasicBlock 1184"),
    QStringLiteral("    conv1 Conv2d 576"),
    QStringLiteral("    bn1 BatchNorm2d 16"),
    QStringLiteral("    relu ReLU 0"),
    QStringLiteral("    conv2 Conv2d 576"),
    QStringLiteral("    bn2 BatchNorm2d 16"),
    QStringLiteral("layer2 Sequential 3680"),
    QStringLiteral("  0 BasicBlock 3680"),
    QStringLiteral("    conv1 Conv2d 1152"),
    QStringLiteral("    bn1 BatchNorm2d 32"),
    QStringLiteral("    relu ReLU 0"),
    QStringLiteral("    conv2 Conv2d 2304"),
    QStringLiteral("    bn2 BatchNorm2d 32"),
    QStringLiteral("    downsample Sequential 160"),
    QStringLiteral("      0 Conv2d 128"),
    QStringLiteral("      1 BatchNorm2d 32"),
    QStringLiteral("avgpool AdaptiveAvgPool2d 0"),
    QStringLiteral("fc Linear 170"),
};

void dump(const LayerTreeModel& model, const QModelIndex& parent, int depth, QStringList& lines)
{
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        lines.append(QString(2 * depth, QLatin1Char(' ')) + index.data().toString() + QLatin1Char(' ')
                     + index.siblingAtColumn(static_cast<int>(Column::Type)).data().toString() + QLatin1Char(' ')
                     + QString::number(model.item(index).parameters));
        dump(model, index, depth + 1, lines);
    }
}

struct Fixture
{
    SessionDocument document;
    CurrentSelection selection;
    LayerTreeModel model{document, selection};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    QModelIndex cell(const char* name, Column column = Column::Sparsity) const
    {
        const QModelIndex index = model.indexOfName(QLatin1String(name), column);
        if (!index.isValid())
            qFatal("There is no row %s.", name);
        return index;
    }

    QString text(const char* name, Column column = Column::Sparsity) const
    {
        return cell(name, column).data().toString().replace(QChar(0xa0), QLatin1Char(' '));
    }

    QString toolTip(const char* name, Column column = Column::Sparsity) const
    {
        return cell(name, column).data(Qt::ToolTipRole).toString().replace(QChar(0xa0), QLatin1Char(' '));
    }

    /// What every layer is asked for, by name; layers that are not are left out.
    std::map<std::string, double> requested() const
    {
        std::map<std::string, double> found;
        for (const ResolvedLayer& layer : document.resolution().layers) {
            if (layer.sparsity)
                found[layer.name] = *layer.sparsity;
        }
        return found;
    }

    void setList(const char* json) { document.setConfigList(configList(json), QStringLiteral("edit")); }

    PruneResult prune() const
    {
        NullProgressSink sink;
        PruneOptions options;
        options.algorithm = document.session().algorithm;
        return espalier::prune(*document.model(), document.resolution(), options, sink);
    }
};

using Requested = std::map<std::string, double>;

/// While it lives, whoever reads these bytes ends the program.
class UnreadablePages
{
public:
    explicit UnreadablePages(const std::vector<std::uint8_t>& bytes)
    {
        // Whole pages within, so that nothing beside the bytes is hit.
        const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
        const auto begin = (reinterpret_cast<std::uintptr_t>(bytes.data()) + page - 1) / page * page;
        const auto end = reinterpret_cast<std::uintptr_t>(bytes.data() + bytes.size()) / page * page;
        m_begin = reinterpret_cast<void*>(begin);
        m_size = end - begin;
        protect(PROT_NONE);
    }
    ~UnreadablePages() { protect(PROT_READ | PROT_WRITE); }
    Q_DISABLE_COPY_MOVE(UnreadablePages)

private:
    void protect(int access)
    {
        if (mprotect(m_begin, m_size, access) != 0)
            qFatal("The pages cannot be protected.");
    }

    void* m_begin = nullptr;
    std::size_t m_size = 0;
};

} // namespace

class LayerTreeModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hierarchyIsTheModels()
    {
        Fixture f;
        QCOMPARE(f.model.rowCount(), 0);
        openInDocument(f.document, QStringLiteral("resnet_scripted"));
        QStringList lines;
        dump(f.model, {}, 0, lines);
        QCOMPARE(lines, kResNet);
        QCOMPARE(f.model.layerCount(), 22);
        f.document.close();
        QCOMPARE(f.model.rowCount(), 0);
    }

    void bareParametersAndSingleLayersHaveRows()
    {
        for (const char* name :
             {"two_inputs_scripted", "mobilenet_scripted", "shared_scripted", "upsampling_scripted"}) {
            Fixture f;
            openInDocument(f.document, QLatin1String(name));
            for (const LayerInfo& layer : f.document.model()->layers()) {
                const QModelIndex index = f.model.indexOfName(QString::fromStdString(layer.name));
                QVERIFY2(index.isValid(), layer.name.c_str());
                QVERIFY(!index.data().toString().isEmpty());
                QCOMPARE(f.model.layersBelow(index), QStringList{QString::fromStdString(layer.name)});
            }
            QCOMPARE(f.model.layersBelow({}).size(), f.document.model()->layers().size());
        }
    }

    void channelsShowWhatIsLeft()
    {
        Fixture f;
        openInDocument(f.document, QStringLiteral("resnet_scripted"), QStringLiteral("1,3,16,16"));
        QCOMPARE(f.text("conv1", Column::Channels), QStringLiteral("8"));
        QCOMPARE(f.text("bn1", Column::Channels), QString());
        QCOMPARE(f.text("layer1", Column::Channels), QString());
        const PhysicalPredictor predictor(f.document.model());
        KeptChannels kept;
        for (const char* name : {"conv1", "layer1.0.conv2", "layer1.1.conv2"})
            kept[name] = {true, false, true, false, true, true, true, true};
        CompressionEstimate estimate;
        estimate.physical = predictor.predict(kept, Profile::Default);
        f.document.setEstimate(std::make_shared<const CompressionEstimate>(estimate));
        QCOMPARE(f.text("conv1", Column::Channels), QStringLiteral("8 → 6"));
        QCOMPARE(f.cell("conv1", Column::Channels).data(LayerTreeModel::SortRole).toInt(), 6);
        QVERIFY(f.toolTip("conv1", Column::Channels).contains(QStringLiteral("6 would be left")));
        QCOMPARE(f.text("layer1.0.conv1", Column::Channels), QStringLiteral("8"));
        f.document.setEstimate(nullptr);
        QCOMPARE(f.text("conv1", Column::Channels), QStringLiteral("8"));
    }

    void whatIsOnlyAskedForSaysSo()
    {
        Fixture f;
        openInDocument(f.document, QStringLiteral("resnet_scripted"), QStringLiteral("1,3,16,16"));
        f.document.setConfigList(configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])"), QStringLiteral("Half"));
        QCOMPARE(f.text("conv1", Column::Sparsity), QStringLiteral("50.0 %"));
        f.document.setAlgorithm(QStringLiteral("apoz"));
        QCOMPARE(f.text("conv1", Column::Sparsity), QStringLiteral("50.0 %?"));
        QVERIFY(f.toolTip("conv1", Column::Sparsity).contains(QStringLiteral("after scoring on data")));
        QVERIFY(!f.toolTip("conv1", Column::Sparsity).contains(QStringLiteral("are kept")));
    }

    void numbersOfAnEarlierListAreGrey()
    {
        Fixture f;
        openInDocument(f.document, QStringLiteral("resnet_scripted"), QStringLiteral("1,3,16,16"));
        f.document.setConfigList(configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])"), QStringLiteral("Half"));
        NullProgressSink sink;
        f.document.setPreviewMasks(
            prune(*f.document.model(), f.document.resolution(), f.document.pruneOptions(), sink));
        QTRY_COMPARE(f.text("layer1.0.conv1", Column::Sparsity), QStringLiteral("0.0 %")); // multiples of 8
        const auto color = [&] { return f.cell("layer1.0.conv1", Column::Sparsity).data(Qt::ForegroundRole); };
        QVERIFY(!color().isValid());
        const QSignalSpy told(&f.model, &QAbstractItemModel::dataChanged);
        f.document.setPreviewIssues({{Severity::Error, {"It cannot be.", {}}, 0, "conv1"}});
        QVERIFY(told.count() > 0);
        QCOMPARE(color().value<QColor>(), ThemeManager::instance().colors().secondaryText);
        QVERIFY(f.toolTip("layer1.0.conv1", Column::Sparsity).contains(QStringLiteral("Out of date")));
    }

    void theSelectedLayersGroupStandsOut()
    {
        Fixture f;
        openInDocument(f.document, QStringLiteral("resnet_scripted"), QStringLiteral("1,3,16,16"));
        f.selection.setLayers({QStringLiteral("conv1")});
        const auto tied = [&](const char* name) {
            return f.cell(name, Column::Name).data(LayerTreeModel::TiedRole).toBool();
        };
        QVERIFY(!tied("layer1.0.conv2")); // nothing is known yet
        f.document.setDependencyGraph(std::make_shared<const DependencyGraph>(*f.document.model()));
        QVERIFY(tied("conv1") && tied("layer1.0.conv2") && tied("layer1.1.conv2"));
        QVERIFY(!tied("layer1.0.conv1") && !tied("layer2.0.conv2"));
        QVERIFY(f.cell("layer1.0.conv2", Column::Name).data(Qt::FontRole).value<QFont>().bold());
        QVERIFY(f.toolTip("layer1.0.conv2", Column::Name).contains(QStringLiteral("together with conv1")));
        QVERIFY(!f.toolTip("conv1", Column::Name).contains(QStringLiteral("together")));
        f.selection.setLayers({QStringLiteral("layer1.0.conv1")}); // nobody else makes its channels
        QVERIFY(!tied("layer1.0.conv1") && !tied("conv1"));
    }

    void numbersAreExactOnHover()
    {
        Fixture f;
        openInDocument(f.document, QStringLiteral("resnet_scripted"), QStringLiteral("1,3,16,16"));
        QCOMPARE(f.text("conv1", Column::OutputShape), QStringLiteral("8x16x16"));
        QVERIFY(f.toolTip("conv1", Column::OutputShape).contains(QStringLiteral("1x8x16x16")));
        QCOMPARE(f.text("layer2.0.conv2", Column::Parameters), QStringLiteral("2.30 k"));
        QVERIFY(f.toolTip("layer2.0.conv2", Column::Parameters).contains(QStringLiteral("2304")));
        // 3x3 kernel, 3 to 8 channels at 16x16 places.
        QCOMPARE(f.cell("conv1", Column::Macs).data(LayerTreeModel::SortRole).toLongLong(), 55296);
        QCOMPARE(f.text("conv1", Column::Macs), QStringLiteral("55.3 k"));
        // Two blocks of two 3x3 convolutions, 8 to 8 channels at 16x16 places.
        QCOMPARE(f.cell("layer1", Column::Macs).data(LayerTreeModel::SortRole).toLongLong(), 4 * 9 * 8 * 8 * 256);
        QCOMPARE(f.text("relu", Column::Parameters), QString());
        QCOMPARE(f.cell("relu", Column::Parameters).data(LayerTreeModel::SortRole).toLongLong(), 0);
    }

    void unknownMacsAreSaid()
    {
        Fixture f;
        openInDocument(f.document, QStringLiteral("resnet_scripted"));
        QCOMPARE(f.text("layer1", Column::Macs), QString());
        QVERIFY(f.toolTip("layer1", Column::Macs).contains(QStringLiteral("not known")));
    }

    void inputShapeFillsTheTreeWithoutReset()
    {
        Fixture f;
        openInDocument(f.document, QStringLiteral("resnet_scripted"));
        const QPersistentModelIndex kept = f.cell("layer2.0.conv2", Column::Macs);
        QSignalSpy reset(&f.model, &QAbstractItemModel::modelReset);
        f.document.adoptInputs(openTestModel(QStringLiteral("resnet_scripted"), QStringLiteral("1,3,16,16")));
        QCOMPARE(reset.count(), 0);
        QVERIFY(kept.isValid());
        QCOMPARE(kept.data(LayerTreeModel::SortRole).toLongLong(), 9 * 16 * 16 * 64);
        f.document.undoStack()->undo();
        QVERIFY(!kept.data(LayerTreeModel::SortRole).isValid());
        openInDocument(f.document, QStringLiteral("lenet_scripted"));
        QCOMPARE(reset.count(), 1);
    }

    void editsOfTheListChangeDataOnly()
    {
        Fixture f;
        openInDocument(f.document, QStringLiteral("resnet_scripted"));
        QSignalSpy reset(&f.model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
        f.setList(R"([{"op_names": ["layer2.0.conv2"], "sparsity": 0.5}])");
        QCOMPARE(reset.count(), 0);
        std::set<QString> told;
        for (const auto& arguments : changed) {
            const auto first = arguments[0].toModelIndex();
            const auto last = arguments[1].toModelIndex();
            for (int row = first.row(); row <= last.row(); ++row)
                told.insert(first.siblingAtRow(row).data(LayerTreeModel::NameRole).toString());
        }
        // The layer and the containers whose sums it changes.
        QCOMPARE(told, (std::set<QString>{QStringLiteral("layer2.0.conv2"), QStringLiteral("layer2.0"),
                                          QStringLiteral("layer2")}));
        QCOMPARE(f.text("layer2.0.conv2"), QStringLiteral("50.0 %"));
        QCOMPARE(f.text("layer2.0.conv2", Column::Entry), QStringLiteral("entry 1"));
        QCOMPARE(f.text("layer2.0.conv1", Column::Entry), QString());
        QVERIFY(f.toolTip("layer2.0.conv1", Column::Entry).contains(QStringLiteral("No entry")));
        f.document.undoStack()->undo();
        QCOMPARE(f.text("layer2.0.conv2"), QString());
    }

    void masksShowWhatIsReached()
    {
        Fixture f;
        openInDocument(f.document, QStringLiteral("resnet_scripted"));
        f.setList(R"([{"op_types": ["Conv2d"], "sparsity": 0.3}])");
        QCOMPARE(f.text("conv1"), QStringLiteral("30.0 %"));
        f.document.setPreviewMasks(f.prune());
        // int(8 x 0.3) = 2 of 8 filters.
        QTRY_COMPARE(f.text("conv1"), QStringLiteral("25.0 %"));
        QCOMPARE(f.cell("conv1").data(LayerTreeModel::AchievedRole).toDouble(), 0.25);
        QCOMPARE(f.cell("conv1").data(LayerTreeModel::RequestedRole).toDouble(), 0.3);
        QVERIFY(f.toolTip("conv1").contains(QStringLiteral("54 of 216")));
        QVERIFY(f.toolTip("conv1").contains(QStringLiteral("30.0 % is asked for")));
        // The norm behind it loses the same channels.
        QCOMPARE(f.text("bn1"), QStringLiteral("25.0 %"));
        // int(16 x 0.3) = 4 of 16 filters in three convolutions and their norms.
        const double share = (0.25 * (1152 + 2304 + 128) + 3 * 4) / (1152 + 2304 + 128 + 3 * 16);
        QVERIFY(std::abs(f.cell("layer2").data(LayerTreeModel::AchievedRole).toDouble() - share) < 1e-12);
        QVERIFY(!f.cell("fc").data(LayerTreeModel::AchievedRole).isValid());
    }

    void adoptedMasksCountUntilTheListChanges()
    {
        Fixture f;
        openInDocument(f.document, QStringLiteral("resnet_scripted"));
        f.setList(R"([{"op_names": ["conv1"], "sparsity": 0.5}])");
        f.document.adoptMasks(f.prune());
        QTRY_COMPARE(f.toolTip("conv1").contains(QStringLiteral("108 of 216")), true);
        f.document.setPreviewMasks({});
        QCOMPARE(f.text("conv1"), QStringLiteral("50.0 %"));
        f.setList(R"([{"op_names": ["conv1"], "sparsity": 0.75}])");
        f.document.setPreviewMasks(f.prune());
        QTRY_VERIFY(f.toolTip("conv1").contains(QStringLiteral("162 of 216")));
        QCOMPARE(f.text("conv1"), QStringLiteral("75.0 %"));
    }

    void whatWasCountedStaysUntilTheNextIsCounted()
    {
        Fixture f;
        openInDocument(f.document, QStringLiteral("resnet_scripted"));
        f.setList(R"([{"op_types": ["Conv2d"], "sparsity": 0.25}])");
        f.document.setPreviewMasks(f.prune());
        QTRY_VERIFY(f.toolTip("conv1").contains(QStringLiteral("54 of 216")));
        QSemaphore mayCount;
        f.model.maskCounter().setBeforeCount([&mayCount] { mayCount.acquire(); });
        f.setList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])");
        f.document.setPreviewMasks(f.prune());
        QVERIFY(f.toolTip("conv1").contains(QStringLiteral("54 of 216")));
        mayCount.release();
        QTRY_VERIFY(f.toolTip("conv1").contains(QStringLiteral("108 of 216")));
        // Without masks there is nothing to wait for.
        f.document.setPreviewMasks({});
        QVERIFY(!f.cell("conv1").data(LayerTreeModel::AchievedRole).isValid());
    }

    void theUiThreadReadsNoMask()
    {
        Fixture f;
        openInDocument(f.document, QStringLiteral("resnet_scripted"));
        // As many weights as a ResNet-50 has; every second one removed.
        constexpr qint64 kWeights = 25'000'000;
        PruneResult result;
        Mask mask = Mask::ones({kWeights});
        for (std::size_t i = 0; i < mask.keep.size(); i += 2)
            mask.keep[i] = 0;
        result.masks.set("conv1", {std::move(mask), std::nullopt});
        QSemaphore mayCount;
        f.model.maskCounter().setBeforeCount([&mayCount] { mayCount.acquire(); });
        {
            const UnreadablePages unreadable(result.masks.find("conv1")->weight.keep);
            f.document.setPreviewMasks(std::move(result)); // moves the masks: their bytes stay where they are
            f.setList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])");
            f.model.refreshTexts();
        }
        QVERIFY(f.model.item(f.cell("conv1")).state.removed == 0);
        mayCount.release();
        QTRY_VERIFY(f.model.item(f.cell("conv1")).state.removed == kWeights / 2);
        // Counted once: edits of the list read nothing of it again.
        const UnreadablePages unreadable(f.document.previewMasks().find("conv1")->weight.keep);
        f.setList(R"([{"op_types": ["Conv2d"], "sparsity": 0.25}])");
        QVERIFY(f.model.item(f.cell("conv1")).state.removed == kWeights / 2);
        QCOMPARE(mayCount.available(), 0);
    }

    void anEditAppliesToTheWholeSelection()
    {
        Fixture f;
        openInDocument(f.document, QStringLiteral("resnet_scripted"));
        f.selection.setLayers(
            {QStringLiteral("layer1.0.conv1"), QStringLiteral("relu"), QStringLiteral("layer1.1.conv2")});
        QVERIFY(f.model.setData(f.cell("layer1.0.conv1"), 0.4));
        QCOMPARE(f.requested(), (Requested{{"layer1.0.conv1", 0.4}, {"layer1.1.conv2", 0.4}}));
        QCOMPARE(f.document.undoStack()->count(), 1);
        QCOMPARE(f.selection.currentEntry(), 0);
        f.document.undoStack()->undo();
        QCOMPARE(f.requested(), Requested{});
        QCOMPARE(f.text("layer1.0.conv1"), QString());
    }

    void anEditOfAnotherRowLeavesTheSelection()
    {
        Fixture f;
        openInDocument(f.document, QStringLiteral("resnet_scripted"));
        f.selection.setLayers({QStringLiteral("layer1.0.conv1"), QStringLiteral("layer1.1.conv2")});
        QVERIFY(f.model.setData(f.cell("conv1"), 0.25));
        QCOMPARE(f.requested(), (Requested{{"conv1", 0.25}}));
    }

    void anEditOfAContainerReachesItsLayers()
    {
        Fixture f;
        openInDocument(f.document, QStringLiteral("resnet_scripted"));
        QVERIFY(f.model.setData(f.cell("layer2"), 0.6));
        QCOMPARE(f.requested(),
                 (Requested{{"layer2.0.conv1", 0.6}, {"layer2.0.conv2", 0.6}, {"layer2.0.downsample.0", 0.6}}));
        QCOMPARE(f.text("layer2"), QStringLiteral("60.0 %"));
    }

    void whatIsNoSparsityIsRefused()
    {
        Fixture f;
        openInDocument(f.document, QStringLiteral("resnet_scripted"));
        for (const QVariant& value :
             {QVariant(1.0), QVariant(-0.1), QVariant(std::nan("")), QVariant(QStringLiteral("x")), QVariant()})
            QVERIFY(!f.model.setData(f.cell("conv1"), value));
        QVERIFY(!f.model.setData(f.cell("conv1", Column::Name), 0.5));
        QVERIFY(!f.model.setData(f.cell("bn1"), 0.5));
        QVERIFY(!f.model.setData({}, 0.5));
        QCOMPARE(f.document.undoStack()->count(), 0);
    }

    void differentValuesAreMixed()
    {
        Fixture f;
        openInDocument(f.document, QStringLiteral("resnet_scripted"));
        f.setList(
            R"([{"op_names": ["layer1.0.conv1"], "sparsity": 0.3},
                {"op_names": ["layer1.0.conv2"], "sparsity": 0.5}])");
        QCOMPARE(f.text("layer1.0"), QStringLiteral("mixed"));
        QCOMPARE(f.text("layer1.0", Column::Entry), QStringLiteral("mixed"));
        QVERIFY(f.toolTip("layer1.0").contains(QStringLiteral("Between 30.0 % and 50.0 %")));
        QVERIFY(f.cell("layer1.0").data(LayerTreeModel::MixedRole).toBool());
        QVERIFY(!f.cell("layer1.0").data(Qt::EditRole).isValid());
        QCOMPARE(f.cell("layer1.0.conv1").data(Qt::EditRole).toDouble(), 0.3);
        // A row of a selection speaks for all of it.
        f.selection.setLayers({QStringLiteral("layer1.0.conv1"), QStringLiteral("layer1.0.conv2")});
        QVERIFY(f.cell("layer1.0.conv1").data(LayerTreeModel::MixedRole).toBool());
        QVERIFY(!f.cell("layer1.0.conv1").data(Qt::EditRole).isValid());
        // One of two layers that are asked for is not "30 %" for both.
        f.setList(R"([{"op_names": ["layer1.0.conv1"], "sparsity": 0.3}])");
        QCOMPARE(f.text("layer1.0"), QStringLiteral("mixed"));
        QVERIFY(f.toolTip("layer1.0").contains(QStringLiteral("1 of 2 layers")));
    }

    void excludedLayersSayByWhat()
    {
        Fixture f;
        openInDocument(f.document, QStringLiteral("resnet_scripted"));
        f.setList(
            R"([{"op_types": ["Conv2d"], "sparsity": 0.5},
                {"op_names": ["conv1", "layer1.0.conv1"], "exclude": true}])");
        QCOMPARE(f.text("conv1"), QStringLiteral("excluded"));
        QCOMPARE(f.text("conv1", Column::Entry), QStringLiteral("excluded"));
        QVERIFY(f.toolTip("conv1", Column::Entry).contains(QStringLiteral("Entry 2")));
        QVERIFY(f.toolTip("conv1").contains(QStringLiteral("Entry 2")));
        QCOMPARE(f.text("layer1.0.conv2"), QStringLiteral("50.0 %"));
        QVERIFY(f.text("layer1.0") != QStringLiteral("excluded"));
        f.setList(R"([{"op_names": ["layer1.0.conv1", "layer1.0.conv2"], "exclude": true}])");
        QCOMPARE(f.text("layer1.0"), QStringLiteral("excluded"));
    }

    void bitsShowQuantization()
    {
        Fixture f;
        openInDocument(f.document, QStringLiteral("resnet_scripted"));
        f.setList(R"([{"op_names": ["conv1"], "quant_types": ["weight"], "quant_bits": {"weight": 8}},
                      {"op_names": ["fc"], "quant_types": ["weight", "output"],
                       "quant_bits": {"weight": 8, "output": 4}},
                      {"op_names": ["layer1.0.conv1"], "quant_types": ["weight"], "quant_bits": 4}])");
        QCOMPARE(f.text("conv1", Column::Bits), QStringLiteral("8"));
        QCOMPARE(f.text("fc", Column::Bits), QStringLiteral("output 4, weight 8"));
        QCOMPARE(f.text("layer1", Column::Bits), QStringLiteral("4"));
        QCOMPARE(f.text("layer2", Column::Bits), QString());
    }

    void greyRowsSayWhy()
    {
        Fixture f;
        openInDocument(f.document, QStringLiteral("resnet_scripted"));
        const auto isGrey = [&](const char* name) {
            return f.cell(name).data(Qt::ForegroundRole).value<QColor>()
                   == ThemeManager::instance().colors().secondaryText;
        };
        const auto isEditable = [&](const char* name) { return (f.cell(name).flags() & Qt::ItemIsEditable) != 0; };
        for (const char* name : {"bn1", "relu", "fc", "avgpool"}) {
            QVERIFY2(isGrey(name), name);
            QVERIFY2(!isEditable(name), name);
        }
        for (const char* name : {"conv1", "layer1", "layer2.0.downsample"}) {
            QVERIFY2(!isGrey(name), name);
            QVERIFY2(isEditable(name), name);
            QVERIFY2(!f.toolTip(name).contains(QStringLiteral("no weights to prune")), name);
        }
        QVERIFY(f.toolTip("bn1").contains(QStringLiteral("it follows conv1")));
        QVERIFY(f.toolTip("relu", Column::Name).contains(QStringLiteral("has no weights to prune")));
        QVERIFY(f.toolTip("fc", Column::Parameters).contains(QStringLiteral("output of the network")));
        // Another algorithm can do other things.
        f.document.setAlgorithm(QStringLiteral("level"));
        QVERIFY(!isGrey("fc"));
        QVERIFY(isEditable("fc"));
    }

    void denseShareFindsHeavyLayers()
    {
        Fixture f;
        openInDocument(f.document, QStringLiteral("resnet_scripted"));
        QCOMPARE(f.cell("layer2.0.conv2").data(LayerTreeModel::DenseShareRole).toDouble(), 1.0);
        QCOMPARE(f.cell("layer2.0.conv1").data(LayerTreeModel::DenseShareRole).toDouble(), 0.5);
        QVERIFY(!f.cell("layer2").data(LayerTreeModel::DenseShareRole).isValid());
    }

    void hoveredEntryLightsItsLayers()
    {
        Fixture f;
        openInDocument(f.document, QStringLiteral("resnet_scripted"));
        f.setList(R"([{"op_names": ["conv1"], "sparsity": 0.5}, {"op_names": ["layer1.0.conv1"], "sparsity": 0.5}])");
        QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
        f.model.setHighlightedEntry(1);
        QVERIFY(changed.count() > 0);
        QVERIFY(f.cell("layer1.0.conv1").data(Qt::BackgroundRole).isValid());
        QVERIFY(f.cell("layer1.0.conv1", Column::Name).data(Qt::FontRole).isValid());
        QVERIFY(!f.cell("conv1").data(Qt::BackgroundRole).isValid());
        f.model.setHighlightedEntry(-1);
        QVERIFY(!f.cell("layer1.0.conv1").data(Qt::BackgroundRole).isValid());
    }

    void typesAreCountedHeaviestFirst()
    {
        Fixture f;
        openInDocument(f.document, QStringLiteral("resnet_scripted"));
        QStringList found;
        for (const auto& [type, layers, parameters] : f.model.types())
            found.append(QStringLiteral("%1 %2 %3").arg(type).arg(layers).arg(parameters));
        QCOMPARE(found, (QStringList{QStringLiteral("Conv2d 8 6104"), QStringLiteral("BatchNorm2d 8 176"),
                                     QStringLiteral("Linear 1 170"), QStringLiteral("ReLU 4 0"),
                                     QStringLiteral("AdaptiveAvgPool2d 1 0")}));
    }

    void sortedFollowsTheNetwork()
    {
        Fixture f;
        openInDocument(f.document, QStringLiteral("resnet_scripted"));
        QCOMPARE(f.model.sorted({QStringLiteral("fc"), QStringLiteral("nothing"), QStringLiteral("conv1"),
                                 QStringLiteral("layer1"), QStringLiteral("fc")}),
                 (QStringList{QStringLiteral("conv1"), QStringLiteral("fc")}));
    }

    void everyHeaderExplainsItself()
    {
        const Fixture f;
        std::set<QString> titles;
        for (int column = 0; column < f.model.columnCount(); ++column) {
            titles.insert(f.model.headerData(column, Qt::Horizontal).toString());
            QVERIFY(f.model.headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString().size() > 10);
        }
        QCOMPARE(titles.size(), std::size_t(kLayerColumns));
        QVERIFY(!titles.contains(QString()));
    }
};

ESPALIER_GUI_TEST_MAIN(LayerTreeModelTest)
#include "tst_layer_tree_model.moc"

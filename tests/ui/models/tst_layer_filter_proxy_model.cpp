// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QStandardItemModel>
#include <QTest>

#include "tests/support/gui_test.h"
#include "ui/document/current_selection.h"
#include "ui/document/session_document.h"
#include "ui/models/layer_filter_proxy_model.h"
#include "ui/models/layer_tree_model.h"

using namespace espalier;
using namespace espalier::test;
using namespace espalier::ui;
using Column = LayerTreeModel::Column;

namespace {

void collect(const QAbstractItemModel& model, const QModelIndex& parent, bool layers, QStringList& names)
{
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        if (index.data(LayerTreeModel::IsLayerRole).toBool() == layers)
            names.append(index.data(LayerTreeModel::NameRole).toString());
        collect(model, index, layers, names);
    }
}

struct Fixture
{
    SessionDocument document;
    CurrentSelection selection;
    LayerTreeModel model{document, selection};
    LayerFilterProxyModel proxy;
    QAbstractItemModelTester tester{&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest};

    Fixture()
    {
        proxy.setSourceModel(&model);
        openInDocument(document, QStringLiteral("resnet_scripted"), QStringLiteral("1,3,16,16"));
    }

    QString layers() const { return names(true); }
    QString containers() const { return names(false); }

    QString names(bool ofLayers) const
    {
        QStringList names;
        collect(proxy, {}, ofLayers, names);
        return names.join(QLatin1Char(' '));
    }

    QString topLevel() const
    {
        QStringList names;
        for (int row = 0; row < proxy.rowCount(); ++row)
            names.append(proxy.index(row, 0).data().toString());
        return names.join(QLatin1Char(' '));
    }
};

} // namespace

class LayerFilterProxyModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void searchesFind_data()
    {
        QTest::addColumn<QString>("search");
        QTest::addColumn<QString>("types");
        QTest::addColumn<QString>("layers");
        QTest::addColumn<QString>("containers");
        const auto row = [](const char* name, const char* search, const char* types, const char* layers,
                            const char* containers) {
            QTest::newRow(name) << QString::fromLatin1(search) << QString::fromLatin1(types)
                                << QString::fromLatin1(layers) << QString::fromLatin1(containers);
        };
        row("part of a name", "downsample", "", "layer2.0.downsample.0 layer2.0.downsample.1",
            "layer2 layer2.0 layer2.0.downsample");
        row("words in any order, any case", "CONV2 Layer1", "", "layer1.0.conv2 layer1.1.conv2",
            "layer1 layer1.0 layer1.1");
        row("type", "type:linear", "", "fc", "");
        row("two types", "type:linear,adaptive", "", "avgpool fc", "");
        row("type and name", "layer2 type:Conv2d", "", "layer2.0.conv1 layer2.0.conv2 layer2.0.downsample.0",
            "layer2 layer2.0 layer2.0.downsample");
        row("expression", "/^layer1.*conv[12]$/", "", "layer1.0.conv1 layer1.0.conv2 layer1.1.conv1 layer1.1.conv2",
            "layer1 layer1.0 layer1.1");
        row("expression without end", "/^(fc|conv1)$", "", "conv1 fc", "");
        row("expression that names a container", "/downsample$/", "", "layer2.0.downsample.0 layer2.0.downsample.1",
            "layer2 layer2.0 layer2.0.downsample");
        row("type of a container", "type:sequential downsample", "", "layer2.0.downsample.0 layer2.0.downsample.1",
            "layer2 layer2.0 layer2.0.downsample");
        row("chip", "", "Linear", "fc", "");
        row("chip and word", "bn1", "BatchNorm2d", "bn1 layer1.0.bn1 layer1.1.bn1 layer2.0.bn1",
            "layer1 layer1.0 layer1.1 layer2 layer2.0");
        row("chips", "", "Linear AdaptiveAvgPool2d", "avgpool fc", "");
        row("chip is exact", "", "Conv", "", "");
        row("nothing", "zzz", "", "", "");
        row("chip and word that exclude each other", "layer1", "Linear", "", "");
    }

    void searchesFind()
    {
        QFETCH(QString, search);
        QFETCH(QString, types);
        QFETCH(QString, layers);
        QFETCH(QString, containers);
        Fixture f;
        f.proxy.setFilter(search, types.split(QLatin1Char(' '), Qt::SkipEmptyParts));
        QVERIFY(f.proxy.isFiltering());
        QCOMPARE(f.layers(), layers);
        QCOMPARE(f.containers(), containers);
        f.proxy.setFilter(QString(), {});
        QVERIFY(!f.proxy.isFiltering());
        QCOMPARE(f.layers().split(QLatin1Char(' ')).size(), 22);
    }

    void incompleteSearchesFilterNothing()
    {
        Fixture f;
        for (const char* search : {"", "  ", "/", "//", "type:"}) {
            f.proxy.setFilter(QLatin1String(search), {});
            QVERIFY2(!f.proxy.isFiltering(), search);
            QCOMPARE(f.layers().split(QLatin1Char(' ')).size(), 22);
        }
    }

    void invalidExpressionKeepsTheLastSearch()
    {
        Fixture f;
        f.proxy.setFilter(QStringLiteral("/^fc"), {});
        QVERIFY(f.proxy.error().isEmpty());
        f.proxy.setFilter(QStringLiteral("/^fc("), {});
        QVERIFY(!f.proxy.error().isEmpty());
        QCOMPARE(f.layers(), QStringLiteral("fc"));
        f.proxy.setFilter(QStringLiteral("fc"), {});
        QVERIFY(f.proxy.error().isEmpty());
        QCOMPARE(f.layers(), QStringLiteral("fc"));
    }

    void sortsByNumbersAndBackToTheNetworksOrder()
    {
        Fixture f;
        const QString order = f.topLevel();
        QCOMPARE(order, QStringLiteral("conv1 bn1 relu layer1 layer2 avgpool fc"));
        f.proxy.sort(static_cast<int>(Column::Parameters), Qt::DescendingOrder);
        QVERIFY(f.topLevel().startsWith(QStringLiteral("layer2 layer1 conv1 fc bn1")));
        f.proxy.sort(static_cast<int>(Column::Macs), Qt::DescendingOrder);
        QVERIFY(f.topLevel().startsWith(QStringLiteral("layer1 layer2 conv1 fc")));
        f.proxy.sort(static_cast<int>(Column::Name), Qt::AscendingOrder);
        QCOMPARE(f.topLevel(), QStringLiteral("avgpool bn1 conv1 fc layer1 layer2 relu"));
        f.proxy.sort(-1);
        QCOMPARE(f.topLevel(), order);
    }

    void sortingFollowsEdits()
    {
        Fixture f;
        f.proxy.sort(static_cast<int>(Column::Sparsity), Qt::DescendingOrder);
        f.document.setConfigList(
            configList(R"([{"op_names": ["conv1"], "sparsity": 0.2}, {"op_names": ["layer1.0.conv1",
            "layer1.0.conv2", "layer1.1.conv1", "layer1.1.conv2"], "sparsity": 0.4}])"),
            QStringLiteral("edit"));
        QVERIFY(f.topLevel().startsWith(QStringLiteral("layer1 conv1 ")));
    }

    void numbersInNamesCount()
    {
        QStandardItemModel source(0, static_cast<int>(Column::Count));
        for (const char* name : {"block10", "block9", "Block1"}) {
            auto* item = new QStandardItem(QLatin1String(name));
            item->setData(QLatin1String(name), LayerTreeModel::SortRole);
            source.appendRow(item);
        }
        LayerFilterProxyModel proxy;
        proxy.setSourceModel(&source);
        proxy.sort(0);
        QCOMPARE(proxy.index(0, 0).data().toString(), QStringLiteral("Block1"));
        QCOMPARE(proxy.index(1, 0).data().toString(), QStringLiteral("block9"));
        QCOMPARE(proxy.index(2, 0).data().toString(), QStringLiteral("block10"));
    }
};

ESPALIER_GUI_TEST_MAIN(LayerFilterProxyModelTest)
#include "tst_layer_filter_proxy_model.moc"

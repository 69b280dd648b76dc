// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>

#include <algorithm>
#include <memory>

#include "core/base/progress_sink.h"
#include "core/graph/dependency_graph.h"
#include "core/pruning/pruner.h"
#include "tests/support/gui_test.h"
#include "ui/charts/chart_theme.h"
#include "ui/charts/heat_map_chart.h"
#include "ui/charts/histogram_chart.h"
#include "ui/charts/importance_chart.h"
#include "ui/charts/network_overview_chart.h"
#include "ui/document/current_selection.h"
#include "ui/document/session_document.h"
#include "ui/prompts/file_dialog.h"
#include "ui/settings/settings_store.h"
#include "ui/theme/theme_manager.h"
#include "ui/views/inspected_layer.h"
#include "ui/views/inspector_header.h"
#include "ui/views/inspector_view.h"
#include "ui/widgets/empty_state.h"

using namespace espalier;
using namespace espalier::ui;
using espalier::test::child;

namespace {

const QString kNoBreak = QStringLiteral("\u00a0");
const QString kLayer = QStringLiteral("layer2.0.conv1"); // 16 output channels, followed by layer2.0.bn1

enum Tab { Weights, Distribution, Channels };

} // namespace

/// The centre of the window with a small residual network.
class InspectorViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        SettingsStore::instance().setValue(SettingKey::InspectorTab, QStringLiteral("weights"));
        m_document = std::make_unique<SessionDocument>();
        m_selection = std::make_unique<CurrentSelection>();
        m_view = std::make_unique<InspectorView>(*m_document, *m_selection);
        m_view->resize(700, 500);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        test::openInDocument(*m_document, QStringLiteral("resnet_scripted"), QStringLiteral("1,3,16,16"));
        m_document->setConfigList(test::configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])"),
                                  QStringLiteral("Prune convolutions"));
        QTRY_COMPARE(overview()->layers().size(), std::size_t(9));
    }

    void cleanup() { m_view.reset(); }

    void withoutAModelItSaysWhatBelongsHere()
    {
        m_document->close();
        QTRY_VERIFY(emptyState()->isVisible());
        QVERIFY(emptyState()->text().contains(QStringLiteral("Open a model")));
        QVERIFY(!header()->isVisible());
        QVERIFY(!overview()->isVisible());
    }

    void theWholeNetworkIsShownFirst()
    {
        QVERIFY(overview()->isVisible());
        QVERIFY(header()->facts().contains(QStringLiteral("6450 parameters")));
        const auto& layers = overview()->layers();
        QCOMPARE(layers.front().name, QStringLiteral("conv1"));
        QCOMPARE(layers.back().name, QStringLiteral("fc"));
        QCOMPARE(layers.back().parameters, 170);
        // Norms follow others and are no bars of their own.
        QVERIFY(std::none_of(layers.begin(), layers.end(),
                             [](const ProfiledLayer& layer) { return layer.opType == QLatin1String("BatchNorm2d"); }));
        QVERIFY(overview()->accessibleDescription().contains(QStringLiteral("layer2.0.conv2")));
    }

    void theOverviewShowsWhatIsRemoved()
    {
        preview();
        QTRY_COMPARE(removedOf(kLayer), 16 * 8 * 9 / 2);
        QCOMPARE(removedOf(QStringLiteral("fc")), 0);
    }

    void theOverviewShowsParametersMacsOrSparsity()
    {
        using Measure = NetworkOverviewChart::Measure;
        preview();
        QTRY_COMPARE(removedOf(kLayer), 16 * 8 * 9 / 2);
        const auto layer = [this] {
            const auto& layers = overview()->layers();
            return *std::find_if(layers.begin(), layers.end(),
                                 [](const ProfiledLayer& one) { return one.name == kLayer; });
        };
        QCOMPARE(overview()->bar(layer()), std::pair(576.0, 576.0));
        auto* measure = child<QComboBox>(overview(), "overviewMeasureComboBox");
        measure->setCurrentIndex(static_cast<int>(Measure::Sparsity));
        QCOMPARE(overview()->bar(layer()), std::pair(50.0, 50.0));
        QVERIFY(overview()->message().contains(QStringLiteral("lose parameters")));
        measure->setCurrentIndex(static_cast<int>(Measure::Macs));
        const auto half = static_cast<double>(m_document->model()->findLayer(kLayer.toStdString())->macs.value()) / 2;
        QVERIFY(half > 0);
        QCOMPARE(overview()->bar(layer()), std::pair(half, half));
        QVERIFY(overview()->message().contains(QStringLiteral("MACs for one sample")));
        test::openInDocument(*m_document, QStringLiteral("resnet_scripted"));
        QTRY_VERIFY(overview()->message().contains(QStringLiteral("input shape")));
        QCOMPARE(overview()->bar(layer()), std::pair(0.0, 0.0));
    }

    void barsAreAsLongAsTheLayerAndAsDarkAsItsSparsity()
    {
        QTRY_VERIFY(!overview()->shades().isEmpty());
        const auto shadeOf = [this](const QString& name) {
            const auto& layers = overview()->layers();
            const auto found = std::find_if(layers.begin(), layers.end(),
                                            [&](const ProfiledLayer& layer) { return layer.name == name; });
            return overview()->shades().value(found - layers.begin());
        };
        QTRY_COMPARE(shadeOf(kLayer), sparsityColor(0));
        QVERIFY(overview()->shareTexts().isEmpty());
        preview();
        QTRY_COMPARE(shadeOf(kLayer), sparsityColor(0.5));
        QCOMPARE(shadeOf(QStringLiteral("fc")), sparsityColor(0));
        // The number stands there as well, for each bar that is seen.
        const auto seen = [this] {
            qsizetype count = 0;
            for (const ProfiledLayer& layer : overview()->layers())
                count += layer.removed > 0 && overview()->position(layer.name) ? 1 : 0;
            return count;
        };
        QTRY_VERIFY(overview()->shareTexts().contains(QStringLiteral("50\u00a0%")));
        QCOMPARE(overview()->shareTexts().size(), seen());
        auto* measure = child<QComboBox>(overview(), "overviewMeasureComboBox");
        for (const auto other : {NetworkOverviewChart::Measure::Macs, NetworkOverviewChart::Measure::Sparsity}) {
            measure->setCurrentIndex(static_cast<int>(other));
            QTRY_COMPARE(shadeOf(kLayer), sparsityColor(0.5));
        }
        ThemeManager::instance().setChoice(ThemeChoice::Dark);
        QTRY_COMPARE(shadeOf(kLayer), sparsityColorOf(0.5, true));
        QVERIFY(sparsityColorOf(0.5, true) != sparsityColorOf(0.5, false));
        ThemeManager::instance().setChoice(ThemeChoice::Light);
    }

    void aClickOnABarSelectsTheLayer()
    {
        QTRY_VERIFY(overview()->position(kLayer).has_value());
        clickBar(kLayer);
        QCOMPARE(m_selection->layers(), QStringList{kLayer});
        QTRY_COMPARE(header()->title(), kLayer);
        QVERIFY(tabs()->isVisible());
        child<QToolButton>(header(), "overviewToolButton")->click();
        QTRY_VERIFY(overview()->isVisible());
        QVERIFY(m_selection->layers().isEmpty());
    }

    void withCtrlAClickAddsAndTakesAway()
    {
        QTRY_VERIFY(overview()->position(kLayer).has_value());
        m_selection->setLayers({QStringLiteral("conv1"), QStringLiteral("fc")});
        clickBar(kLayer, Qt::ControlModifier);
        QCOMPARE(m_selection->layers(), (QStringList{QStringLiteral("conv1"), QStringLiteral("fc"), kLayer}));
        clickBar(QStringLiteral("fc"), Qt::ControlModifier);
        QCOMPARE(m_selection->layers(), (QStringList{QStringLiteral("conv1"), kLayer}));
    }

    void severalLayersAreHighlightedInTheNetwork()
    {
        m_selection->setLayers({QStringLiteral("conv1"), kLayer});
        QTRY_COMPARE(overview()->highlighted(), m_selection->layers());
        QVERIFY(overview()->isVisible());
        QVERIFY(header()->title().startsWith(QLatin1Char('2')));
    }

    void theSelectionDecidesWhatIsShown()
    {
        for (const QString& name : {kLayer, QStringLiteral("fc"), QStringLiteral("conv1")}) {
            select(name);
            const auto weight = m_document->model()->parameter(name.toStdString() + ".weight");
            QTRY_COMPARE(heatMap()->cells().values, std::vector<float>(weight.values.begin(), weight.values.end()));
            QCOMPARE(heatMap()->cells().rows, weight.shape[0]);
            QCOMPARE(header()->title(), name);
        }
    }

    void theHeaderSaysTheNumbers()
    {
        select(kLayer);
        const QString facts = header()->facts();
        for (const char* fact :
             {"Conv2d", "weight 16x8x3x3", "stride 2", "1152 parameters", "73.7", "entry 1 (Conv2d)"})
            QVERIFY2(facts.contains(QLatin1String(fact)), qPrintable(facts));
        QVERIFY(!facts.contains(QStringLiteral("removed")));
        m_document->setConfigList(test::configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5},
                                                       {"op_names": ["layer2.0.conv1"], "exclude": true}])"),
                                  QStringLiteral("Exclude"));
        QTRY_VERIFY(header()->facts().contains(QStringLiteral("entry 2")));
        QVERIFY(header()->facts().contains(QStringLiteral("excludes")));
    }

    void theRulingEntryIsALink()
    {
        select(kLayer);
        auto* facts = child<QLabel>(header(), "inspectorFactsLabel");
        QVERIFY(facts->text().contains(QStringLiteral("href=\"0\"")));
        Q_EMIT facts->linkActivated(QStringLiteral("0"));
        QCOMPARE(m_selection->currentEntry(), 0);
    }

    void masksThatAreOnlyAPreviewSaySo()
    {
        select(kLayer);
        preview();
        QTRY_VERIFY(header()->facts().contains(QStringLiteral("50.0%1% removed (preview)").arg(kNoBreak)));
        m_document->adoptMasks(pruned());
        QTRY_VERIFY(!header()->facts().contains(QStringLiteral("preview")));
        QVERIFY(header()->facts().contains(QStringLiteral("50.0%1% removed").arg(kNoBreak)));
        // Masks that are out of date give way to the preview.
        m_document->setAlgorithm(QStringLiteral("l2"));
        QTRY_VERIFY(header()->facts().contains(QStringLiteral("preview")));
    }

    void aNormFollowsTheLayerBeforeIt()
    {
        preview();
        select(QStringLiteral("layer2.0.bn1"));
        QTRY_VERIFY(header()->facts().contains(QStringLiteral("50.0%1% removed").arg(kNoBreak)));
        tabs()->setCurrentIndex(Channels);
        auto* empty = child<EmptyState>(m_view.get(), "channelsEmptyState");
        QTRY_VERIFY(empty->isVisible());
        QCOMPARE(empty->text(), QStringLiteral("BatchNorm2d has no channels of its own: it follows layer2.0.conv1."));
        child<QPushButton>(empty, "emptyStateButton")->click();
        QCOMPARE(m_selection->layers(), QStringList{kLayer});
        QTRY_VERIFY(importance()->isVisible());
    }

    void aLayerWithoutWeightsSaysWhy()
    {
        select(QStringLiteral("layer1.0.relu"));
        QVERIFY(emptyState()->isVisible());
        QVERIFY(emptyState()->text().startsWith(QStringLiteral("ReLU has no weights")));
        select(kLayer);
        QVERIFY(!emptyState()->isVisible());
        QVERIFY(tabs()->isVisible());
    }

    void theMapShowsWeightsBeforeAndAfterTheMask()
    {
        select(kLayer);
        QVERIFY(!child<QToolButton>(heatMap(), "maskedWeightsToolButton")->isEnabled());
        preview();
        QTRY_VERIFY(heatMap()->isMaskShown());
        const auto zeros = [this] {
            const auto& values = heatMap()->cells().values;
            return std::count(values.begin(), values.end(), 0.0F);
        };
        QTRY_VERIFY(!heatMap()->cells().removedShares.empty());
        const auto before = zeros();
        child<QToolButton>(heatMap(), "maskedWeightsToolButton")->click();
        QTRY_VERIFY(zeros() >= 8 * 72);
        child<QToolButton>(heatMap(), "storedWeightsToolButton")->click();
        QTRY_COMPARE(zeros(), before);
        child<QCheckBox>(heatMap(), "showMaskCheckBox")->click();
        QVERIFY(!heatMap()->isMaskShown());
    }

    void theMapShowsKernelsAndChannels()
    {
        select(kLayer);
        preview();
        QTRY_VERIFY(heatMap()->isMaskShown());
        chooseGranularity(MapGranularity::Kernel);
        QTRY_COMPARE(heatMap()->cells().area, (MatrixArea{0, 16, 0, 8}));
        // 8 of 16 channels are gone, and with them all of their kernels.
        QVERIFY2(heatMap()->message().contains(QStringLiteral("removes 50.0%1% of them whole").arg(kNoBreak)),
                 qPrintable(heatMap()->message()));
        const auto weight = m_document->model()->parameter("layer2.0.conv1.weight").values;
        double norm = 0;
        for (std::size_t i = 0; i < 9; ++i)
            norm += std::abs(static_cast<double>(weight[3 * 72 + 9 + i]));
        const QString readout = heatMap()->placeReadout(3, 1);
        QVERIFY2(readout.startsWith(QLocale().toString(norm, 'g', 4)), qPrintable(readout));
        QVERIFY2(readout.contains(QStringLiteral("output channel 3, input channel 1, ")), qPrintable(readout));
        chooseGranularity(MapGranularity::Channel);
        QTRY_COMPARE(heatMap()->cells().area, (MatrixArea{0, 16, 0, 1}));
        const auto removed =
            std::count(heatMap()->cells().removedShares.begin(), heatMap()->cells().removedShares.end(), 1.0F);
        QCOMPARE(removed, 8);
        const auto zeros = [this] {
            const auto& values = heatMap()->cells().values;
            return std::count(values.begin(), values.end(), 0.0F);
        };
        QCOMPARE(zeros(), 0);
        child<QToolButton>(heatMap(), "maskedWeightsToolButton")->click();
        QTRY_COMPARE(zeros(), 8);
    }

    void singleWeightsLeaveTheirKernelsInPlace()
    {
        m_document->setAlgorithm(QStringLiteral("level"));
        select(kLayer);
        preview();
        chooseGranularity(MapGranularity::Channel);
        QTRY_VERIFY(heatMap()->message().contains(QStringLiteral("removes 0.0%1% of them whole").arg(kNoBreak)));
        QVERIFY2(heatMap()->placeReadout(0, 0).contains(QStringLiteral("of its 72 weights removed")),
                 qPrintable(heatMap()->placeReadout(0, 0)));
    }

    void aLayerWithoutKernelsShowsWeightsUntilTheNextThatHasThem()
    {
        select(kLayer);
        chooseGranularity(MapGranularity::Kernel);
        select(QStringLiteral("fc"));
        QTRY_COMPARE(heatMap()->granularity(), MapGranularity::Weight);
        QCOMPARE(child<QComboBox>(heatMap(), "granularityComboBox")->currentIndex(), 0);
        select(kLayer);
        QTRY_COMPARE(heatMap()->granularity(), MapGranularity::Kernel);
        QCOMPARE(child<QComboBox>(heatMap(), "granularityComboBox")->currentIndex(), 1);
    }

    void theMapShowsAPartAndTheWholeAgain()
    {
        select(kLayer);
        QTRY_COMPARE(heatMap()->visibleArea(), (MatrixArea{0, 16, 0, 72}));
        QTest::keyClick(heatMap(), Qt::Key_Plus);
        QVERIFY(heatMap()->visibleArea().columns < 72);
        QTRY_COMPARE(heatMap()->cells().area, heatMap()->visibleArea());
        for (int i = 0; i < 40; ++i)
            QTest::keyClick(heatMap(), Qt::Key_Minus);
        QCOMPARE(heatMap()->visibleArea(), (MatrixArea{0, 16, 0, 72}));
        QTest::keyClick(heatMap(), Qt::Key_Plus);
        doubleClick(heatMap()->plotWidget(), heatMap()->plotWidget()->rect().center());
        QCOMPARE(heatMap()->visibleArea(), (MatrixArea{0, 16, 0, 72}));
    }

    void theNumbersUnderTheCursorAreRead()
    {
        select(kLayer);
        preview();
        QTRY_VERIFY(heatMap()->isMaskShown());
        QTRY_COMPARE(heatMap()->cells().columns, 72);
        // From elsewhere: a pointer that is there already does not move.
        QTest::mouseMove(heatMap()->plotWidget(), QPoint(1, 1));
        QTest::mouseMove(heatMap()->plotWidget(), heatMap()->plotWidget()->rect().center());
        QTRY_VERIFY(heatMap()->readout().contains(QStringLiteral("output channel")));
        const bool kept = heatMap()->readout().contains(QStringLiteral("kept"));
        QVERIFY(kept != heatMap()->readout().contains(QStringLiteral("removed")));
        const float value = m_document->model()->parameter("layer2.0.conv1.weight").values[3 * 72 + 10];
        const QString text = heatMap()->placeReadout(3, 10);
        QVERIFY(text.startsWith(QLocale().toString(static_cast<double>(value), 'g', 4)));
        QVERIFY(text.contains(QStringLiteral("output channel 3, input channel 1, kernel position 0, 1")));
    }

    void theDistributionHasACutForSingleWeightsOnly()
    {
        tabs()->setCurrentIndex(Distribution);
        select(kLayer);
        QTRY_COMPARE(histogram()->histogram().total, 1152);
        QVERIFY(!histogram()->cut().has_value());
        m_document->setAlgorithm(QStringLiteral("level"));
        QTRY_VERIFY(histogram()->cut().has_value());
        preview();
        QTRY_COMPARE(histogram()->histogram().removedCount(), 576);
        // What the mask removes lies at or below the cut.
        const auto values = m_document->model()->parameter("layer2.0.conv1.weight").values;
        const double cut = *histogram()->cut();
        QVERIFY(std::count_if(values.begin(), values.end(),
                              [cut](float weight) { return std::abs(static_cast<double>(weight)) < cut; })
                < 576);
    }

    void everyChannelHasTheScoreOfTheAlgorithm()
    {
        showChannels(kLayer);
        for (const char* algorithm : {"l1", "fpgm", "l2"}) {
            m_document->setAlgorithm(QLatin1String(algorithm));
            const auto expected =
                findPruner(algorithm)->importance(pruningTarget(*m_document->model(), "layer2.0.conv1", 0), 0);
            QTRY_COMPARE(*importance()->content().scores, expected);
        }
    }

    void theCutShowsWhatWillBeRemoved()
    {
        showChannels(kLayer);
        QVERIFY(importance()->content().cuttable);
        QCOMPARE(importance()->cutCount(), std::size_t(8));
        const auto predicted = importance()->removedChannels();
        QCOMPARE(predicted.size(), std::size_t(8));
        preview();
        QTRY_VERIFY(!importance()->content().removedShares.empty());
        QCOMPARE(importance()->removedChannels(), predicted);
        QVERIFY(importance()->accessibleDescription().contains(QStringLiteral("8 of 16")));
    }

    void whileTheCutMovesOnlyMultiplesGo()
    {
        showChannels(kLayer);
        QCOMPARE(m_document->session().align, 8);
        previewAsSet();
        QTRY_COMPARE(importance()->content().removedShares.size(), std::size_t(16));
        QWidget* plot = importance()->plotWidget();
        QTest::mouseMove(plot, importance()->cutPosition(2)); // a channel has been looked at
        QTest::mousePress(plot, Qt::LeftButton, {}, importance()->cutPosition(8));
        QTest::mouseMove(plot, importance()->cutPosition(5));
        QVERIFY(importance()->isDragging());
        QCOMPARE(importance()->cutCount(), std::size_t(5));
        QVERIFY(importance()->removedChannels().empty());
        QVERIFY(importance()->readout().isEmpty());
        QTest::mouseMove(plot, importance()->cutPosition(12));
        QCOMPARE(importance()->removedChannels().size(), std::size_t(8));
        QTest::mouseMove(plot, importance()->cutPosition(5));
        QTest::mouseRelease(plot, Qt::LeftButton, {}, importance()->cutPosition(5));
        QVERIFY(importance()->readout().isEmpty());
        previewAsSet();
        const QString why = QStringLiteral("In multiples of 8, all 16");
        QTRY_VERIFY2(importance()->message().contains(why), qPrintable(importance()->message()));
        QVERIFY(importance()->removedChannels().empty());
        m_document->setAlign(1);
        previewAsSet();
        QTRY_COMPARE(importance()->removedChannels().size(), std::size_t(5));
        QVERIFY(!importance()->message().contains(QStringLiteral("multiples")));
    }

    void layersThatShareTheChannelsAreNamed()
    {
        showChannels(QStringLiteral("conv1"));
        QVERIFY(!importance()->message().contains(QStringLiteral("together with")));
        m_document->setDependencyGraph(std::make_shared<const DependencyGraph>(*m_document->model()));
        const QStringList others{QStringLiteral("layer1.0.conv2"), QStringLiteral("layer1.1.conv2")};
        QCOMPARE(InspectedLayer::of(*m_document, QStringLiteral("conv1")).together, others);
        QTRY_COMPARE(importance()->content().together, others);
        QVERIFY(importance()->message().contains(QStringLiteral("together with layer1.0.conv2, layer1.1.conv2.")));
        // Only the mask can tell what goes while the cut is dragged.
        preview();
        QTRY_COMPARE(importance()->content().removedShares.size(), importance()->content().channels());
        const auto removed = importance()->removedChannels();
        QTest::mousePress(importance()->plotWidget(), Qt::LeftButton, {},
                          importance()->cutPosition(importance()->cutCount()));
        QTest::mouseMove(importance()->plotWidget(), importance()->cutPosition(1));
        QCOMPARE(importance()->removedChannels(), removed);
        QTest::mouseRelease(importance()->plotWidget(), Qt::LeftButton, {}, importance()->cutPosition(1));
        m_document->setMode(PruningMode::Normal);
        QTRY_VERIFY(importance()->content().together.isEmpty());
    }

    void draggingTheCutIsOneUndoStep_data()
    {
        QTest::addColumn<bool>("sorted");
        QTest::newRow("by importance") << true;
        QTest::newRow("by channel") << false;
    }

    void draggingTheCutIsOneUndoStep()
    {
        QFETCH(bool, sorted);
        showChannels(kLayer);
        if (!sorted)
            child<QToolButton>(importance(), "channelOrderToolButton")->click();
        QTRY_VERIFY(importance()->plotWidget()->rect().contains(importance()->cutPosition(8)));
        QCoreApplication::processEvents();
        const ConfigList before = m_document->session().configList;
        const int steps = m_document->undoStack()->count();
        dragCut(8, {12, 10, 4});
        QCOMPARE(sparsityOf(kLayer), 0.25);
        QCOMPARE(sparsityOf(QStringLiteral("conv1")), 0.5);
        QCOMPARE(m_document->undoStack()->count(), steps + 1);
        // Nothing is left of the places in between: one entry for this layer.
        QCOMPARE(m_document->session().configList.size(), std::size_t(2));
        QCOMPARE(m_selection->currentEntry(), 1);
        QTRY_COMPARE(importance()->cutCount(), std::size_t(4));
        m_document->undoStack()->undo();
        QVERIFY(m_document->session().configList == before);
        QTRY_COMPARE(importance()->cutCount(), std::size_t(8));
    }

    void twoDragsAreTwoUndoSteps()
    {
        showChannels(kLayer);
        const int steps = m_document->undoStack()->count();
        dragCut(8, {4});
        QTRY_COMPARE(importance()->cutCount(), std::size_t(4));
        QCoreApplication::processEvents();
        dragCut(4, {6});
        QCOMPARE(m_document->undoStack()->count(), steps + 2);
        m_document->undoStack()->undo();
        QCOMPARE(sparsityOf(kLayer), 0.25);
    }

    void theCutKeepsOneChannel()
    {
        showChannels(kLayer);
        const QPoint end(importance()->plotWidget()->width() - 1, importance()->cutPosition(8).y());
        QTest::mousePress(importance()->plotWidget(), Qt::LeftButton, {}, importance()->cutPosition(8));
        QTest::mouseMove(importance()->plotWidget(), end);
        QTest::mouseRelease(importance()->plotWidget(), Qt::LeftButton, {}, end);
        QTRY_COMPARE(importance()->cutCount(), std::size_t(15));
    }

    void aPressBesideTheCutMovesNothing()
    {
        showChannels(kLayer);
        const ConfigList before = m_document->session().configList;
        dragCut(3, {12});
        QVERIFY(m_document->session().configList == before);
    }

    void keysMoveTheCut()
    {
        showChannels(kLayer);
        const int steps = m_document->undoStack()->count();
        QTest::keyClick(importance(), Qt::Key_Left);
        QCOMPARE(sparsityOf(kLayer), 0.49);
        QTest::keyClick(importance(), Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(sparsityOf(kLayer), 0.59);
        QCOMPARE(m_document->undoStack()->count(), steps + 2);
    }

    void aNumberCanBeTyped()
    {
        showChannels(kLayer);
        doubleClick(importance()->plotWidget(), importance()->cutPosition(8));
        auto* box = child<QDoubleSpinBox>(importance(), "cutSpinBox");
        QCOMPARE(box->value(), 50.0);
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, QStringLiteral("33.3"));
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(sparsityOf(kLayer), 0.333);
    }

    void whatCannotBeCutSaysWhy()
    {
        showChannels(QStringLiteral("fc"));
        QVERIFY(!importance()->content().cuttable);
        QVERIFY(importance()->message().contains(QStringLiteral("output of the network")));
        m_document->setAlgorithm(QStringLiteral("level"));
        select(kLayer);
        QTRY_VERIFY(importance()->message().contains(QStringLiteral("single weights")));
        QVERIFY(!importance()->content().cuttable);
        QVERIFY(!child<QDoubleSpinBox>(importance(), "cutSpinBox")->isEnabled());
    }

    void whatIsNotKnownBeforeScoringIsNotToldAsNothing()
    {
        m_document->setAlgorithm(QStringLiteral("apoz"));
        m_document->setPreviewMasks({});
        select(QStringLiteral("conv1"));
        m_selection->setLayers({});
        overview()->setMeasure(NetworkOverviewChart::Measure::Sparsity);
        QTRY_VERIFY2(overview()->message().contains(QStringLiteral("after scoring on data")),
                     qPrintable(overview()->message()));
        QVERIFY(!overview()->message().contains(QStringLiteral("Nothing is removed")));
        overview()->setMeasure(NetworkOverviewChart::Measure::Parameters);
        QVERIFY(!overview()->message().contains(QStringLiteral("are removed")));
        m_document->setAlgorithm(QStringLiteral("movement"));
        QTRY_VERIFY(overview()->message().contains(QStringLiteral("after training")));
        m_document->setAlgorithm(QStringLiteral("l1"));
        previewAsSet();
        QTRY_VERIFY(overview()->message().contains(QStringLiteral("are removed")));
        QVERIFY(!overview()->message().contains(QStringLiteral("known after")));
    }

    void numbersOfAnEarlierListSayThatTheyAreOld()
    {
        showChannels(kLayer);
        previewAsSet();
        QTRY_COMPARE(importance()->content().removedShares.size(), std::size_t(16));
        const QString old = QStringLiteral("Out of date: the config list has errors.");
        QVERIFY(!importance()->message().contains(old));
        m_document->setConfigList(test::configList(R"([{"op_types": ["Conv2d"], "sparsity": 1.0}])"),
                                  QStringLiteral("Too much"));
        QTRY_VERIFY(importance()->message().contains(old));
        m_selection->setLayers({});
        QTRY_VERIFY(overview()->message().contains(old));
        m_document->undoStack()->undo();
        QTRY_VERIFY(!overview()->message().contains(old));
    }

    void inModeGlobalALayerHasNoCutOfItsOwn()
    {
        m_document->setAlgorithm(QStringLiteral("taylor"));
        select(kLayer);
        QVERIFY(InspectedLayer::of(*m_document, kLayer).isCuttable());
        m_document->setMode(PruningMode::Global);
        const InspectedLayer layer = InspectedLayer::of(*m_document, kLayer);
        QVERIFY(layer.hasChannels && !layer.isCuttable());
        QVERIFY(layer.noChannels.contains(QStringLiteral("all layers together")));
    }

    void theTabIsRemembered()
    {
        select(kLayer);
        tabs()->setCurrentIndex(Distribution);
        select(QStringLiteral("fc"));
        QCOMPARE(tabs()->currentIndex(), static_cast<int>(Distribution));
        const InspectorView another(*m_document, *m_selection);
        QCOMPARE(child<QTabWidget>(&another, "inspectorTabWidget")->currentIndex(), static_cast<int>(Distribution));
    }

    void aPictureIsSaved_data()
    {
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<QByteArray>("beginning");
        QTest::newRow("png") << QStringLiteral(".png") << QByteArray("\x89PNG");
        QTest::newRow("svg") << QStringLiteral(".svg") << QByteArray("<?xml");
        QTest::newRow("pdf") << QStringLiteral(".pdf") << QByteArray("%PDF");
    }

    void aPictureIsSaved()
    {
        QFETCH(QString, suffix);
        QFETCH(QByteArray, beginning);
        select(kLayer);
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("map") + suffix);
        FileDialog::setNextFileName(path);
        child<QAction>(heatMap(), "savePictureAction")->trigger();
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.read(16).startsWith(beginning));
        FileDialog::setNextFileName(folder.filePath(QStringLiteral("none/map") + suffix));
        child<QAction>(heatMap(), "savePictureAction")->trigger();
        QVERIFY(heatMap()->readout().contains(QStringLiteral("could not be written")));
    }

private:
    InspectorHeader* header() const { return child<InspectorHeader>(m_view.get(), "inspectorHeader"); }
    EmptyState* emptyState() const { return child<EmptyState>(m_view.get(), "inspectorEmptyState"); }
    QTabWidget* tabs() const { return child<QTabWidget>(m_view.get(), "inspectorTabWidget"); }
    HeatMapChart* heatMap() const { return child<HeatMapChart>(m_view.get(), "heatMapChart"); }
    HistogramChart* histogram() const { return child<HistogramChart>(m_view.get(), "histogramChart"); }
    ImportanceChart* importance() const { return child<ImportanceChart>(m_view.get(), "importanceChart"); }
    NetworkOverviewChart* overview() const { return child<NetworkOverviewChart>(m_view.get(), "networkOverviewChart"); }

    /// As a person chooses in the box.
    void chooseGranularity(MapGranularity granularity)
    {
        auto* box = child<QComboBox>(heatMap(), "granularityComboBox");
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Home);
        for (int i = 0; i < static_cast<int>(granularity); ++i)
            QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(heatMap()->granularity(), granularity);
    }

    void select(const QString& name)
    {
        m_selection->setLayers({name});
        QTRY_COMPARE(header()->title(), name);
    }

    void showChannels(const QString& name)
    {
        tabs()->setCurrentIndex(Channels);
        select(name);
        QTRY_COMPARE(importance()->content().layer, name);
        QTRY_VERIFY(importance()->content().channels() > 0);
        QCoreApplication::processEvents();
    }

    PruneResult pruned() const
    {
        NullProgressSink sink;
        const Session& session = m_document->session();
        return prune(*m_document->model(), m_document->resolution(), {session.algorithm, session.profile, session.seed},
                     sink);
    }

    /// With all that the session says, as the window does it.
    void previewAsSet()
    {
        NullProgressSink sink;
        m_document->setPreviewMasks(
            prune(*m_document->model(), m_document->resolution(), m_document->pruneOptions(), sink));
    }

    void preview() { m_document->setPreviewMasks(pruned()); }

    qint64 removedOf(const QString& name) const
    {
        for (const ProfiledLayer& layer : overview()->layers()) {
            if (layer.name == name)
                return layer.removed;
        }
        return -1;
    }

    double sparsityOf(const QString& name) const
    {
        return m_document->resolution().find(name.toStdString())->sparsity.value_or(-1);
    }

    void clickBar(const QString& name, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(overview()->plotWidget(), Qt::LeftButton, modifiers, *overview()->position(name));
    }

    void doubleClick(QWidget* plot, const QPoint& place)
    {
        QTest::mouseDClick(plot, Qt::LeftButton, {}, place);
        QTest::mouseRelease(plot, Qt::LeftButton, {}, place);
    }

    void dragCut(std::size_t from, std::initializer_list<std::size_t> stations)
    {
        QWidget* plot = importance()->plotWidget();
        QPoint place = importance()->cutPosition(from);
        QTest::mousePress(plot, Qt::LeftButton, {}, place);
        for (const std::size_t station : stations) {
            place = importance()->cutPosition(station);
            QTest::mouseMove(plot, place);
            QCoreApplication::processEvents();
        }
        QTest::mouseRelease(plot, Qt::LeftButton, {}, place);
    }

    std::unique_ptr<SessionDocument> m_document;
    std::unique_ptr<CurrentSelection> m_selection;
    std::unique_ptr<InspectorView> m_view;
};

ESPALIER_GUI_TEST_MAIN(InspectorViewTest)

#include "tst_inspector_view.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QUndoStack>

#include "tests/support/gui_test.h"
#include "tests/ui/docks/layer_tree_fixture.h"
#include "ui/docks/layer_tree_dock.h"
#include "ui/document/current_selection.h"
#include "ui/document/session_document.h"
#include "ui/models/layer_highlight.h"
#include "ui/models/layer_tree_model.h"
#include "ui/settings/settings_store.h"
#include "ui/widgets/empty_state.h"

using namespace espalier;
using namespace espalier::test;
using namespace espalier::ui;
using Column = LayerTreeModel::Column;
using Fixture = LayerTreeFixture;

class LayerTreeDockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutModelOneButtonOpensOne()
    {
        Fixture f(nullptr);
        QVERIFY(!f.tree->isVisible());
        auto* open = child<QPushButton>(child<EmptyState>(&f.dock, "noModelEmptyState"), "emptyStateButton");
        QVERIFY(open->isVisible());
        QSignalSpy requested(&f.dock, &LayerTreeDock::openRequested);
        QTest::mouseClick(open, Qt::LeftButton);
        QCOMPARE(requested.count(), 1);
        openInDocument(f.document, QStringLiteral("resnet_scripted"));
        QVERIFY(f.tree->isVisible());
        QVERIFY(!open->isVisible());
        f.document.close();
        QVERIFY(open->isVisible());
    }

    void searchNarrowsTheTree()
    {
        Fixture f;
        f.tree->setFocus();
        f.dock.focusSearch();
        QVERIFY(f.search->hasFocus());
        QTest::keyClicks(f.search, QStringLiteral("downsample"));
        QCOMPARE(f.shown(), words("layer2.0.downsample.0 layer2.0.downsample.1"));
        QVERIFY(f.tree->isExpanded(f.row("layer2.0.downsample")));
        QVERIFY(f.count->text().contains(QStringLiteral("2 of 22")));
        QTest::keyClick(f.search, Qt::Key_Down);
        QVERIFY(f.tree->hasFocus());
        QCOMPARE(f.selection.layers(), words("layer2.0.downsample.0"));
        f.dock.focusSearch();
        QTest::keyClick(f.search, Qt::Key_Escape);
        QCOMPARE(f.shown().size(), 22);
    }

    void nothingFoundIsSaidAndTakenBack()
    {
        Fixture f;
        QTest::keyClicks(f.search, QStringLiteral("no such layer"));
        QVERIFY(!f.tree->isVisible());
        auto* nothing = child<EmptyState>(&f.dock, "noMatchEmptyState");
        QVERIFY(nothing->isVisible());
        QVERIFY(nothing->text().contains(QStringLiteral("No layer matches")));
        QTest::mouseClick(child<QPushButton>(nothing, "emptyStateButton"), Qt::LeftButton);
        QVERIFY(f.tree->isVisible());
        QCOMPARE(f.search->text(), QString());
    }

    void invalidExpressionIsExplained()
    {
        Fixture f;
        auto* error = child<QLabel>(&f.dock, "layerSearchErrorLabel");
        QTest::keyClicks(f.search, QStringLiteral("/fc("));
        QVERIFY(error->isVisible());
        QVERIFY(error->text().contains(QStringLiteral("not valid")));
        QCOMPARE(f.shown(), words("fc"));
        QTest::keyClick(f.search, Qt::Key_Backspace);
        QVERIFY(!error->isVisible());
    }

    void chipsFilterByType()
    {
        Fixture f;
        auto* chip = child<QToolButton>(&f.dock, "Conv2dChipButton");
        QCOMPARE(chip->text(), QStringLiteral("Conv2d 8"));
        QTest::mouseClick(chip, Qt::LeftButton);
        QCOMPARE(f.shown().size(), 8);
        QTest::mouseClick(child<QToolButton>(&f.dock, "LinearChipButton"), Qt::LeftButton);
        QCOMPARE(f.shown().size(), 9);
        QTest::keyClicks(f.search, QStringLiteral("layer1"));
        QCOMPARE(f.shown(), words("layer1.0.conv1 layer1.0.conv2 layer1.1.conv1 layer1.1.conv2"));
        // A network without that type: its chip is gone, and so is the filter.
        f.search->clear();
        QTest::mouseClick(child<QToolButton>(&f.dock, "Conv2dChipButton"), Qt::LeftButton);
        QCOMPARE(f.shown(), words("fc"));
        openInDocument(f.document, QStringLiteral("upsampling_scripted"));
        QVERIFY(f.dock.findChild<QToolButton*>(QStringLiteral("LinearChipButton")) == nullptr);
        QCOMPARE(f.shown().size(), qsizetype(f.document.model()->layers().size()));
    }

    void selectAllRespectsTheFilter()
    {
        Fixture f;
        QTest::mouseClick(child<QToolButton>(&f.dock, "Conv2dChipButton"), Qt::LeftButton);
        f.tree->setFocus();
        QTest::keyClick(f.tree, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(
            f.selection.layers(),
            words("conv1 layer1.0.conv1 layer1.0.conv2 layer1.1.conv1 layer1.1.conv2 layer2.0.conv1 layer2.0.conv2 "
                  "layer2.0.downsample.0"));
        QVERIFY(f.count->text().contains(QStringLiteral("8 selected")));
    }

    void hiddenLayersAreLeftAlone()
    {
        Fixture f;
        f.tree->setFocus();
        QTest::keyClick(f.tree, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(f.search, QStringLiteral("downsample"));
        QCOMPARE(f.shown().size(), 2);
        QVERIFY(f.selection.layers().size() > 2);
        f.tree->setFocus();
        QTest::keyClick(f.tree, Qt::Key_Space);
        QVERIFY(f.isExcluded("layer2.0.downsample.0"));
        QVERIFY(!f.isExcluded("conv1"));
        QVERIFY(f.choose("toggleExcludedAction").startsWith(QStringLiteral("Include 2 layer")));
        QVERIFY(!f.isExcluded("layer2.0.downsample.0"));
        f.editTo("30");
        QCOMPARE(f.requested(), (Requested{{"layer2.0.downsample.0", 0.3}}));
        f.choose("copyNamesAction");
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("layer2.0.downsample.0\nlayer2.0.downsample.1"));
        // The row of a container stands for what is below it and shown.
        f.selection.setLayers({});
        QVERIFY(f.tree->model()->setData(f.cell("layer2.0", Column::Sparsity), 0.4, Qt::EditRole));
        QCOMPARE(f.requested(), (Requested{{"layer2.0.downsample.0", 0.4}}));
        // None of the selected ones is shown: Space means none of them.
        f.selection.setLayers(words("conv1"));
        const int steps = f.document.undoStack()->count();
        QTest::keyClick(f.tree, Qt::Key_Space);
        QCOMPARE(f.document.undoStack()->count(), steps);
        // The window's own command, for what was chosen in a chart, does.
        f.dock.toggleExcluded();
        QVERIFY(f.isExcluded("conv1"));
    }

    void clicksSelectForTheWindow()
    {
        Fixture f;
        f.click("layer1.0.conv2");
        QCOMPARE(f.selection.layers(), words("layer1.0.conv2"));
        QCOMPARE(f.selection.currentLayer(), QStringLiteral("layer1.0.conv2"));
        f.click("conv1", Qt::ControlModifier);
        QCOMPARE(f.selection.layers(), words("conv1 layer1.0.conv2"));
        QCOMPARE(f.selection.currentLayer(), QStringLiteral("conv1"));
        f.click("relu", Qt::NoModifier);
        QCOMPARE(f.selection.layers(), words("relu"));
    }

    void containersSelectTheirLayers()
    {
        Fixture f;
        f.click("layer1.1");
        QCOMPARE(f.selection.layers(), words("layer1.1.conv1 layer1.1.bn1 layer1.1.relu layer1.1.conv2 layer1.1.bn2"));
        QVERIFY(f.count->text().contains(QStringLiteral("5 selected")));
        f.click("layer1.1.conv1", Qt::ControlModifier);
        QCOMPARE(f.selection.layers().size(), 5);
        // Under a search: those that are shown.
        QTest::keyClicks(f.search, QStringLiteral("conv"));
        f.click("layer2");
        QCOMPARE(f.selection.layers(), words("layer2.0.conv1 layer2.0.conv2"));
        f.tree->setFocus();
        f.editTo("40");
        QCOMPARE(f.requested(), (Requested{{"layer2.0.conv1", 0.4}, {"layer2.0.conv2", 0.4}}));
    }

    void theWindowsSelectionIsShown()
    {
        Fixture f;
        f.tree->collapseAll();
        f.selection.setLayers(words("fc layer2.0.downsample.0"), QStringLiteral("layer2.0.downsample.0"));
        QCOMPARE(f.selectedRows(), words("fc layer2.0.downsample.0"));
        QVERIFY(f.tree->isExpanded(f.row("layer2.0.downsample")));
        QCOMPARE(f.tree->currentIndex().data(LayerTreeModel::NameRole).toString(),
                 QStringLiteral("layer2.0.downsample.0"));
        QCOMPARE(f.selection.layers(), words("fc layer2.0.downsample.0"));
        f.selection.clear();
        QCOMPARE(f.selectedRows(), QStringList());
    }

    void searchingLeavesTheSelection()
    {
        Fixture f;
        f.selection.setLayers(words("conv1 fc"));
        QTest::keyClicks(f.search, QStringLiteral("conv"));
        QCOMPARE(f.selection.layers(), words("conv1 fc"));
        QCOMPARE(f.selectedRows(), words("conv1"));
        f.search->clear();
        QCOMPARE(f.selectedRows(), words("conv1 fc"));
        QCOMPARE(f.selection.layers(), words("conv1 fc"));
    }

    void layersOfAnotherNetworkLeaveTheSelection()
    {
        Fixture f;
        f.selection.setLayers(words("conv1 layer1.0.conv2"), QStringLiteral("layer1.0.conv2"));
        openInDocument(f.document, QStringLiteral("lenet_scripted"));
        QCOMPARE(f.selection.layers(), words("conv1"));
        QCOMPARE(f.selectedRows(), words("conv1"));
    }

    void spaceTogglesExclude()
    {
        Fixture f;
        f.click("conv1");
        f.click("layer1.0.conv1", Qt::ControlModifier);
        QTest::keyClick(f.tree, Qt::Key_Space);
        QVERIFY(f.isExcluded("conv1"));
        QVERIFY(f.isExcluded("layer1.0.conv1"));
        QVERIFY(!f.isExcluded("layer1.0.conv2"));
        QCOMPARE(f.cell("conv1", Column::Sparsity).data().toString(), QStringLiteral("excluded"));
        QCOMPARE(f.selection.currentEntry(), 0);
        QTest::keyClick(f.tree, Qt::Key_Space);
        QVERIFY(!f.isExcluded("conv1"));
        QCOMPARE(f.document.undoStack()->count(), 2);
        f.document.undoStack()->undo();
        QVERIFY(f.isExcluded("conv1"));
        QCOMPARE(f.selection.layers(), words("conv1 layer1.0.conv1"));
    }

    void returnEditsTheSparsityOfAllSelected()
    {
        Fixture f;
        f.click("layer1.0.conv1");
        f.click("layer1.0.bn1", Qt::ControlModifier);
        f.click("layer1.0.conv2", Qt::ControlModifier);
        f.editTo("37.5");
        QCOMPARE(f.requested(), (Requested{{"layer1.0.conv1", 0.375}, {"layer1.0.conv2", 0.375}}));
        QCOMPARE(f.document.undoStack()->count(), 1);
        QVERIFY(f.document.undoStack()->undoText().contains(QStringLiteral("2 layer")));
        f.document.undoStack()->undo();
        QCOMPARE(f.requested(), Requested{});
    }

    void returnOnALayerThatCannotBePrunedTakesAnotherOne()
    {
        Fixture f;
        f.click("layer1.0.conv1");
        f.click("layer1.0.bn1", Qt::ControlModifier);
        f.editTo("20");
        QCOMPARE(f.requested(), (Requested{{"layer1.0.conv1", 0.2}}));
        f.click("bn1");
        QTest::keyClick(f.tree, Qt::Key_Return);
        QVERIFY(f.editor() == nullptr);
    }

    void mixedSelectionSaysSo()
    {
        Fixture f;
        f.document.setConfigList(configList(R"([{"op_names": ["conv1"], "sparsity": 0.3},
                                                {"op_names": ["layer1.0.conv1"], "sparsity": 0.5}])"),
                                 QStringLiteral("edit"));
        f.selection.setLayers(words("conv1 layer1.0.conv1"));
        f.dock.editSparsity();
        QTRY_VERIFY(f.editor() != nullptr);
        QCOMPARE(f.editor()->text(), QStringLiteral("mixed"));
        // Nothing was typed: nothing changes.
        QTest::keyClick(f.editor(), Qt::Key_Return);
        QTRY_VERIFY(f.editor() == nullptr);
        QCOMPARE(f.requested(), (Requested{{"conv1", 0.3}, {"layer1.0.conv1", 0.5}}));
        f.editTo("60");
        QCOMPARE(f.requested(), (Requested{{"conv1", 0.6}, {"layer1.0.conv1", 0.6}}));
    }

    void editorStartsWithTheValueAndEscapeKeepsIt()
    {
        Fixture f;
        f.document.setConfigList(configList(R"([{"op_names": ["conv1"], "sparsity": 0.333}])"), QStringLiteral("edit"));
        f.selection.setLayers(words("conv1"));
        f.dock.editSparsity();
        QTRY_VERIFY(f.editor() != nullptr);
        QCOMPARE(f.editor()->value(), 33.3);
        QTest::keyClicks(f.editor(), QStringLiteral("80"));
        QTest::keyClick(f.editor(), Qt::Key_Escape);
        QTRY_VERIFY(f.editor() == nullptr);
        QCOMPARE(f.requested(), (Requested{{"conv1", 0.333}}));
        QCOMPARE(f.document.undoStack()->count(), 1);
        f.editTo("12.3");
        QCOMPARE(f.requested(), (Requested{{"conv1", 0.123}}));
        // The spin box knows no more than 99.9 %.
        f.editTo("99.9");
        QCOMPARE(f.requested(), (Requested{{"conv1", 0.999}}));
    }

    void aPreviewLeavesWhatIsBeingTyped()
    {
        Fixture f;
        f.selection.setLayers(words("conv1"));
        f.dock.editSparsity();
        QTRY_VERIFY(f.editor() != nullptr);
        QTest::keyClicks(f.editor(), QStringLiteral("45"));
        f.document.setConfigList(configList(R"([{"op_names": ["conv1"], "sparsity": 0.9}])"), QStringLiteral("edit"));
        QVERIFY(f.editor() != nullptr);
        QCOMPARE(f.editor()->cleanText(), QStringLiteral("45"));
    }

    void doubleClickEditsInPlace()
    {
        Fixture f;
        f.click("conv1");
        const QPoint place = f.tree->visualRect(f.cell("conv1", Column::Sparsity)).center();
        QTest::mouseClick(f.tree->viewport(), Qt::LeftButton, Qt::NoModifier, place);
        QTest::mouseDClick(f.tree->viewport(), Qt::LeftButton, Qt::NoModifier, place);
        QTRY_VERIFY(f.editor() != nullptr);
    }

    void contextMenuEditsTheConfigList()
    {
        Fixture f;
        f.click("layer1.0");
        QVERIFY(f.choose("addToConfigListAction").startsWith(QStringLiteral("Add 2 layer")));
        QCOMPARE(f.requested(), (Requested{{"layer1.0.conv1", 0.5}, {"layer1.0.conv2", 0.5}}));
        QVERIFY(f.choose("toggleExcludedAction").startsWith(QStringLiteral("Exclude 5 layer")));
        QVERIFY(f.isExcluded("layer1.0.conv1"));
        QVERIFY(f.choose("toggleExcludedAction").startsWith(QStringLiteral("Include 5 layer")));
        QVERIFY(!f.isExcluded("layer1.0.conv1"));
        f.choose("editSparsityAction");
        QTRY_VERIFY(f.editor() != nullptr);
    }

    void contextMenuOffersOnlyWhatIsPossible()
    {
        Fixture f;
        f.click("relu");
        QCOMPARE(f.choose("addToConfigListAction"), QStringLiteral("disabled"));
        QCOMPARE(f.choose("editSparsityAction"), QStringLiteral("disabled"));
        f.selection.clear();
        QCOMPARE(f.choose("toggleExcludedAction"), QStringLiteral("disabled"));
        QCOMPARE(f.choose("copyNamesAction"), QStringLiteral("disabled"));
    }

    void contextMenuSelectsAndCopies()
    {
        Fixture f;
        f.click("layer1.0.bn1");
        QCOMPARE(f.choose("selectTypeAction"), QStringLiteral("Select all of type BatchNorm2d"));
        QCOMPARE(f.selection.layers().size(), 8);
        QCOMPARE(f.selection.currentLayer(), QStringLiteral("layer1.0.bn1"));
        f.selection.setLayers(words("conv1 fc"));
        f.choose("copyNamesAction");
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("conv1\nfc"));
        QApplication::clipboard()->clear();
        QTest::keyClick(f.tree, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("conv1\nfc"));
        f.choose("selectAllAction");
        QCOMPARE(f.selection.layers().size(), 22);
        f.choose("collapseAllAction");
        QVERIFY(!f.tree->isExpanded(f.row("layer1")));
        f.choose("expandAllAction");
        QVERIFY(f.tree->isExpanded(f.row("layer2.0.downsample")));
    }

    void narrowDockShowsWhatMatters()
    {
        Fixture f;
        for (const Column column : {Column::Name, Column::Type, Column::Parameters, Column::Sparsity})
            QVERIFY(!f.tree->isColumnHidden(static_cast<int>(column)));
        QVERIFY(f.tree->columnWidth(static_cast<int>(Column::Name)) >= 100);
        QCOMPARE(f.tree->header()->length(), f.tree->viewport()->width());
        f.dock.resize(900, 700);
        QTRY_VERIFY(!f.tree->isColumnHidden(static_cast<int>(Column::Macs)));
        QVERIFY(!f.tree->isColumnHidden(static_cast<int>(Column::Entry)));
        f.dock.resize(400, 700);
        QTRY_VERIFY(f.tree->isColumnHidden(static_cast<int>(Column::Macs)));
    }

    void chosenColumnsAreRemembered()
    {
        Fixture f;
        const auto macs = static_cast<int>(Column::Macs);
        const auto type = static_cast<int>(Column::Type);
        Q_EMIT f.tree->header()->customContextMenuRequested(QPoint(5, 5));
        auto* menu = child<QMenu>(&f.dock, "layerColumnsMenu");
        child<QAction>(menu, "column5Action")->trigger();
        child<QAction>(menu, "column1Action")->trigger();
        menu->close();
        f.tree->header()->moveSection(f.tree->header()->visualIndex(static_cast<int>(Column::Sparsity)), 1);
        QVERIFY(!f.tree->isColumnHidden(macs));
        QVERIFY(f.tree->isColumnHidden(type));
        const QByteArray state = f.dock.saveColumns();

        Fixture other;
        QVERIFY(other.dock.restoreColumns(state));
        QVERIFY(!other.tree->isColumnHidden(macs));
        QVERIFY(other.tree->isColumnHidden(type));
        QCOMPARE(other.tree->header()->visualIndex(static_cast<int>(Column::Sparsity)), 1);
        other.dock.resize(420, 700);
        QVERIFY(!other.tree->isColumnHidden(macs));
        QVERIFY(!other.dock.restoreColumns(QByteArray("damaged")));
        QVERIFY(!other.dock.restoreColumns({}));
        QVERIFY(other.tree->isColumnHidden(type));
        Q_EMIT other.tree->header()->customContextMenuRequested(QPoint(5, 5));
        child<QAction>(child<QMenu>(&other.dock, "layerColumnsMenu"), "resetColumnsAction")->trigger();
        QVERIFY(!other.tree->isColumnHidden(type));
        QCOMPARE(other.tree->header()->visualIndex(static_cast<int>(Column::Sparsity)),
                 static_cast<int>(Column::Sparsity));
    }

    void rowHeightFollowsTheSetting()
    {
        Fixture f;
        QCOMPARE(f.tree->visualRect(f.row("conv1")).height(), 24);
        SettingsStore::instance().setValue(SettingKey::RowHeight, QStringLiteral("comfortable"));
        QCOMPARE(f.tree->visualRect(f.row("conv1")).height(), 28);
        SettingsStore::instance().setValue(SettingKey::RowHeight, QStringLiteral("compact"));
        QCOMPARE(f.tree->visualRect(f.row("conv1")).height(), 24);
    }

    void hoveringTellsTheWindow()
    {
        Fixture f;
        const LayerHighlight& highlight = LayerHighlight::of(f.selection);
        QTest::mouseMove(f.tree->viewport(), f.tree->visualRect(f.row("conv1")).center());
        QTRY_COMPARE(highlight.layer(), QStringLiteral("conv1"));
        QTest::mouseMove(f.tree->viewport(), f.tree->visualRect(f.row("layer1")).center());
        QTRY_COMPARE(highlight.layer(), QString());
        QTest::mouseMove(f.tree->viewport(), f.tree->visualRect(f.row("bn1")).center());
        QTRY_COMPARE(highlight.layer(), QStringLiteral("bn1"));
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(f.tree->viewport(), &leave);
        QCOMPARE(highlight.layer(), QString());
    }

    void hoveredEntryLightsItsLayers()
    {
        Fixture f;
        f.document.setConfigList(configList(R"([{"op_names": ["conv1"], "sparsity": 0.3}])"), QStringLiteral("edit"));
        LayerHighlight::of(f.selection).setEntry(0);
        QVERIFY(f.row("conv1").data(Qt::BackgroundRole).isValid());
        QVERIFY(!f.row("fc").data(Qt::BackgroundRole).isValid());
        LayerHighlight::of(f.selection).setEntry(-1);
        QVERIFY(!f.row("conv1").data(Qt::BackgroundRole).isValid());
    }

    void expansionAndScrollSurviveFilterAndReset()
    {
        Fixture f;
        f.dock.resize(400, 400);
        QVERIFY(f.tree->isExpanded(f.row("layer1.0")));
        f.tree->collapse(f.row("layer1.0"));
        f.tree->scrollToBottom();
        const int scrolled = f.tree->verticalScrollBar()->value();
        QVERIFY(scrolled > 0);
        f.search->setText(QStringLiteral("conv"));
        QVERIFY(f.tree->isExpanded(f.row("layer1.0")));
        f.search->clear();
        QVERIFY(!f.tree->isExpanded(f.row("layer1.0")));
        QVERIFY(f.tree->isExpanded(f.row("layer1.1")));
        QCOMPARE(f.tree->verticalScrollBar()->value(), scrolled);
        f.document.close();
        openInDocument(f.document, QStringLiteral("resnet_scripted"));
        QVERIFY(!f.tree->isExpanded(f.row("layer1.0")));
        QVERIFY(f.tree->isExpanded(f.row("layer1.1")));
        QCOMPARE(f.tree->verticalScrollBar()->value(), scrolled);
    }

    void headerSortsAndGoesBackToTheNetworksOrder()
    {
        Fixture f;
        const auto clickHeader = [&](Column column) {
            QHeaderView* header = f.tree->header();
            const int section = static_cast<int>(column);
            QTest::mouseClick(header->viewport(), Qt::LeftButton, Qt::NoModifier,
                              QPoint(header->sectionViewportPosition(section) + header->sectionSize(section) / 2,
                                     header->height() / 2));
        };
        const auto first = [&] { return f.tree->model()->index(0, 0).data().toString(); };
        QCOMPARE(first(), QStringLiteral("conv1"));
        clickHeader(Column::Parameters);
        QVERIFY(first() != QStringLiteral("conv1"));
        clickHeader(Column::Parameters);
        QCOMPARE(first(), QStringLiteral("layer2"));
        clickHeader(Column::Parameters);
        QCOMPARE(first(), QStringLiteral("conv1"));
    }

    void everythingHasAName()
    {
        const Fixture f;
        for (const QWidget* widget : {static_cast<QWidget*>(f.tree), static_cast<QWidget*>(f.search)}) {
            QVERIFY(!widget->accessibleName().isEmpty());
            QVERIFY(!widget->objectName().isEmpty());
        }
        QVERIFY(!f.dock.windowTitle().isEmpty());
    }
};

ESPALIER_GUI_TEST_MAIN(LayerTreeDockTest)
#include "tst_layer_tree_dock.moc"

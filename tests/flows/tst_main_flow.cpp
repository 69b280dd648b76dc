// SPDX-License-Identifier: GPL-3.0-or-later
// The main job through the real window: open, choose, prune, fine-tune, export, and every step back.
#include <QAction>
#include <QDialog>
#include <QDir>
#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QTreeView>
#include <QUndoStack>

#include <algorithm>

#include "core/base/progress_sink.h"
#include "core/model/model.h"
#include "core/pruning/mask_file.h"
#include "tests/flows/flow_window.h"
#include "ui/prompts/message_box.h"
#include "ui/widgets/number_cell.h"
#include "ui/widgets/numbers_strip.h"

using namespace espalier;
using namespace espalier::test;
using ui::NumberOrigin;
using ui::NumbersStrip;

namespace {

const ui::NumberCell* numberCell(FlowWindow& flow, NumbersStrip::Number number, bool after)
{
    return child<NumbersStrip>(&flow.window(), "numbersStrip")->cell(number, after);
}

/// Kept units of the mask of one layer.
int keptChannels(const MaskSet& masks, const char* layer)
{
    const LayerMask* mask = masks.find(layer);
    if (mask == nullptr)
        return -1;
    const auto kept = mask->weight.keptSlices();
    return static_cast<int>(std::count(kept.begin(), kept.end(), true));
}

} // namespace

class MainFlow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void openPruneTrainExport();
    void everyEditCanBeTakenBack();
    void handPickedLayersOnly();
    void stoppedRunOffersItsBest();

private:
    void exportInto(FlowWindow& flow, const QString& folder);
};

void MainFlow::exportInto(FlowWindow& flow, const QString& folder)
{
    flow.action("exportModelAction")->trigger();
    auto* dialog = child<QDialog>(&flow.window(), "exportDialog");
    child<QLineEdit>(dialog, "folderLineEdit")->setText(folder);
    child<QPushButton>(dialog, "exportButton")->click();
    flow.waitUntilIdle();
    dialog->close();
}

void MainFlow::openPruneTrainExport()
{
    FlowWindow flow;
    flow.openExample();
    QCOMPARE(numberCell(flow, NumbersStrip::Number::Accuracy, false)->content().origin, NumberOrigin::Measured);
    const QString images = QLocale().toString(static_cast<qulonglong>(flow.document().baseline()->evaluation.samples));
    QTRY_COMPARE(numberCell(flow, NumbersStrip::Number::Accuracy, false)->content().change,
                 QStringLiteral("of ") + images);

    flow.action("pruneAction")->trigger();
    flow.waitUntilIdle();
    QCOMPARE(keptChannels(flow.document().masks(), "layer2.0.conv1"), 16);
    QTRY_VERIFY(numberCell(flow, NumbersStrip::Number::Accuracy, true)->content().exact.contains(images));
    const double pruned = flow.document().currentAccuracy()->evaluation.accuracy;
    QVERIFY(pruned < flow.document().baseline()->evaluation.accuracy);

    flow.action("startTrainingAction")->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(flow.document().runs().size(), std::size_t(1), 120000);
    flow.waitUntilIdle();
    const auto& accuracy = flow.document().currentAccuracy();
    QVERIFY(accuracy && accuracy->evaluation.accuracy > pruned);
    QCOMPARE(numberCell(flow, NumbersStrip::Number::Accuracy, true)->content().origin, NumberOrigin::Measured);

    const QDir folder(flow.file(QStringLiteral("exported files")));
    exportInto(flow, folder.path());
    const auto files = folder.entryInfoList(QDir::Files);
    QVERIFY(!files.isEmpty());
    bool model = false;
    NullProgressSink sink;
    for (const QFileInfo& file : files) {
        if (file.suffix() != QLatin1String("pt"))
            continue;
        // What was exported is what was trained, with zeros where weights were removed.
        const Model read = Model::load(file.filePath().toStdString(), sink);
        const auto values = read.parameter("layer2.0.conv1.weight").values;
        const auto zeros = std::count(values.begin(), values.end(), 0.0F);
        QVERIFY(zeros >= static_cast<std::ptrdiff_t>(values.size()) / 2);
        model = true;
    }
    QVERIFY(model);
    QVERIFY(readMaskFile((folder.filePath(QStringLiteral("mask.pth"))).toStdString()) == flow.document().masks());
}

void MainFlow::everyEditCanBeTakenBack()
{
    FlowWindow flow;
    flow.openExample();
    const auto start = flow.document().state();
    flow.action("addEntryAction")->trigger();
    flow.action("pruneAction")->trigger();
    flow.waitUntilIdle();
    flow.action("startTrainingAction")->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(flow.document().runs().size(), std::size_t(1), 120000);
    flow.waitUntilIdle();
    const auto end = flow.document().state();
    QUndoStack* stack = flow.document().undoStack();
    QCOMPARE(stack->count(), 3);
    for (int i = 0; i < 3; ++i)
        flow.action("undoAction")->trigger();
    QVERIFY(flow.document().state().sameWork(start));
    QVERIFY(!flow.action("undoAction")->isEnabled());
    for (int i = 0; i < 3; ++i)
        flow.action("redoAction")->trigger();
    QVERIFY(flow.document().state().sameWork(end));
}

void MainFlow::handPickedLayersOnly()
{
    FlowWindow flow;
    flow.openExample();
    // The example's own entry goes; two layers are picked by hand and get 25 %.
    flow.document().setConfigList({}, QStringLiteral("clear"));
    flow.document().setMode(PruningMode::Normal);
    flow.document().setAlign(1);
    flow.window().selection().setLayers({QStringLiteral("layer1.0.conv1"), QStringLiteral("layer3.1.conv2")});
    flow.action("addEntryForSelectionAction")->trigger();
    QCOMPARE(flow.document().session().configList.size(), std::size_t(1));
    // The card of the entry that went is deleted first.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    auto* slider = child<QSlider>(&flow.window(), "sparsitySlider");
    QTRY_VERIFY(slider->isVisible());
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Left);
    QVERIFY(*flow.document().session().configList.front().sparsity < 0.5);
    flow.action("pruneAction")->trigger();
    flow.waitUntilIdle();
    QCOMPARE(flow.document().masks().items().size(), std::size_t(2));
    QCOMPARE(keptChannels(flow.document().masks(), "layer2.0.conv1"), -1);
    // 49 % of 16 channels: 7 go.
    QCOMPARE(keptChannels(flow.document().masks(), "layer1.0.conv1"), 9);
}

void MainFlow::stoppedRunOffersItsBest()
{
    FlowWindow flow;
    flow.openExample();
    flow.action("pruneAction")->trigger();
    flow.waitUntilIdle();
    TrainingOptions options = flow.document().trainingOptions();
    options.epochs = 50;
    flow.document().setTrainingOptions(options);
    flow.action("startTrainingAction")->trigger();
    QTRY_VERIFY(flow.action("stopTrainingAction")->isEnabled());
    QTest::qWait(1500);
    ui::MessageBox::setNextAnswer(0); // asked only before the first epoch is finished
    flow.action("stopTrainingAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!flow.window().jobs().isRunning(ui::JobKind::Train), 20000);
    // Nothing was taken over; the window goes on.
    QVERIFY(flow.document().runs().empty());
    QVERIFY(flow.action("startTrainingAction")->isEnabled());
}

ESPALIER_GUI_TEST_MAIN(MainFlow)
#include "tst_main_flow.moc"

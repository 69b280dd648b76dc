// SPDX-License-Identifier: GPL-3.0-or-later
// From masks to a network that is really smaller, through the real window: the numbers that were promised are those that
// come out, and what comes out trains, exports and can be taken back.
#include <QAbstractButton>
#include <QAction>
#include <QDialog>
#include <QDir>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QUndoStack>

#include <algorithm>
#include <string>

#include "core/base/progress_sink.h"
#include "core/model/model.h"
#include "tests/flows/flow_window.h"
#include "ui/dialogs/speedup_dialog.h"
#include "ui/docks/dependency_dock.h"
#include "ui/docks/dependency_model.h"
#include "ui/document/compression_estimate.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/number_cell.h"
#include "ui/widgets/numbers_strip.h"

using namespace espalier;
using namespace espalier::test;
using ui::NumberOrigin;
using ui::NumbersStrip;

namespace {

constexpr int kPatience = 120000; // ms

const ui::NumberCell::Content& number(FlowWindow& flow, NumbersStrip::Number which, bool after)
{
    return child<NumbersStrip>(&flow.window(), "numbersStrip")->cell(which, after)->content();
}

QString nextCommand(FlowWindow& flow)
{
    return child<QAbstractButton>(&flow.window(), "nextStepButton")->text();
}

bool saysThatNothingIsSelected(FlowWindow& flow)
{
    const auto& issues = flow.document().issues();
    return std::any_of(issues.begin(), issues.end(), [](const Issue& issue) {
        return issue.message.english().find("selects no layer") != std::string::npos;
    });
}

} // namespace

class ShrinkFlow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void promisedNumbersAreKept();
    void theSmallerNetworkGoesOn();
    void withoutMasksThereIsNothingToShrink();
    void aSliderMovesThePhysicalNumbers();
    void theDockFollowsTheSelection();

private:
    ui::SpeedupDialog* shrink(FlowWindow& flow)
    {
        flow.action("shrinkAction")->trigger();
        auto* dialog = flow.window().findChild<ui::SpeedupDialog*>(QStringLiteral("speedupDialog"));
        if (dialog != nullptr)
            flow.waitUntilIdle(kPatience);
        return dialog;
    }
};

void ShrinkFlow::promisedNumbersAreKept()
{
    FlowWindow flow;
    flow.openExample();
    const auto promised = flow.document().estimate();
    QVERIFY(promised && promised->physical && promised->physical->shrinks());
    flow.action("pruneAction")->trigger();
    flow.waitUntilIdle();
    QCOMPARE(flow.document().estimate()->physical->parametersAfter, promised->physical->parametersAfter);
    ui::SpeedupDialog* dialog = shrink(flow);
    QVERIFY(dialog != nullptr && dialog->outcome() != nullptr);
    const SpeedupResult& made = dialog->outcome()->result;
    QCOMPARE(made.parametersAfter, promised->physical->parametersAfter);
    QCOMPARE(made.macsAfter, promised->physical->macsAfter);
    QCOMPARE(made.bytesRemoved, promised->physical->bytesRemoved);
    // Proven on the session's own images as well.
    QVERIFY(dialog->outcome()->data && dialog->outcome()->data->agrees());
    QCOMPARE(dialog->outcome()->data->sameAnswer, dialog->outcome()->data->samples);
    dialog->close();
}

void ShrinkFlow::theSmallerNetworkGoesOn()
{
    FlowWindow flow;
    flow.openExample();
    // The session's fine-tuning stands behind its cut.
    const auto* rate = child<QDoubleSpinBox>(&flow.window(), "learningRateSpinBox");
    QCOMPARE(rate->value(), 0.02);
    flow.action("pruneAction")->trigger();
    flow.waitUntilIdle();
    const auto masked = flow.document().state();
    ui::SpeedupDialog* dialog = shrink(flow);
    QVERIFY(dialog != nullptr && dialog->outcome() != nullptr);
    const qint64 parameters = dialog->outcome()->result.parametersAfter;
    child<QPushButton>(dialog, "adoptSpeedupButton")->click();
    flow.waitUntilIdle();
    QCOMPARE(flow.document().model()->parameterCount(), parameters);
    QCOMPARE(number(flow, NumbersStrip::Number::Parameters, true).origin, NumberOrigin::Measured);
    QCOMPARE(number(flow, NumbersStrip::Number::Latency, true).origin, NumberOrigin::Measured);
    QCOMPARE(rate->value(), 0.02);
    // Nothing is simulated, and nothing waits to be pruned, any more.
    const auto kind = [&flow] {
        const auto labels = child<NumbersStrip>(&flow.window(), "numbersStrip")->findChildren<QLabel*>();
        return std::count_if(labels.begin(), labels.end(),
                             [](const QLabel* label) { return label->text() == QLatin1String("simulated"); });
    };
    QCOMPARE(kind(), 1); // the sparsity alone
    auto* sparsity = child<QWidget>(&flow.window(), "sparsityDock");
    QVERIFY(child<QLabel>(sparsity, "emptyStateLabel")->text().contains(QLatin1String("cut out")));
    // The list has done its work: nothing asks for another one.
    QCOMPARE(nextCommand(flow), QStringLiteral("Start training"));
    QVERIFY(!saysThatNothingIsSelected(flow));
    QVERIFY(flow.window().messageStrip().text().contains(QLatin1String("Fine-tune it")));

    flow.action("startTrainingAction")->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(flow.document().runs().size(), std::size_t(1), kPatience);
    flow.waitUntilIdle();
    QVERIFY(flow.document().currentAccuracy()->evaluation.accuracy > masked.currentAccuracy->evaluation.accuracy);
    QCOMPARE(flow.document().model()->parameterCount(), parameters);
    QCOMPARE(nextCommand(flow), flow.action("exportModelAction")->iconText());
    QVERIFY(!saysThatNothingIsSelected(flow));
    QVERIFY2(flow.window().messageStrip().text().isEmpty(), qPrintable(flow.window().messageStrip().text()));

    flow.action("exportModelAction")->trigger();
    auto* exporting = child<QDialog>(&flow.window(), "exportDialog");
    const QDir folder(flow.file(QStringLiteral("small")));
    child<QLineEdit>(exporting, "folderLineEdit")->setText(folder.path());
    child<QPushButton>(exporting, "exportButton")->click();
    flow.waitUntilIdle();
    exporting->close();
    const auto files = folder.entryInfoList({QStringLiteral("*.pt")}, QDir::Files);
    QCOMPARE(files.size(), 1);
    NullProgressSink sink;
    QCOMPARE(Model::load(files.first().filePath().toStdString(), sink).parameterCount(), parameters);

    QUndoStack* stack = flow.document().undoStack();
    stack->undo(); // the run
    stack->undo(); // the smaller network
    QVERIFY(flow.document().state().sameWork(masked));
    flow.waitUntilIdle();
    QTRY_COMPARE(kind(), 2);
    QCOMPARE(number(flow, NumbersStrip::Number::Parameters, true).origin, NumberOrigin::Estimated);
}

void ShrinkFlow::withoutMasksThereIsNothingToShrink()
{
    FlowWindow flow;
    flow.openExample();
    flow.action("shrinkAction")->trigger();
    QVERIFY(flow.window().findChild<ui::SpeedupDialog*>(QStringLiteral("speedupDialog")) == nullptr);
    QVERIFY(flow.window().messageStrip().text().contains(QLatin1String("prune first")));
}

void ShrinkFlow::aSliderMovesThePhysicalNumbers()
{
    FlowWindow flow;
    flow.openExample();
    const QString before = number(flow, NumbersStrip::Number::Parameters, true).text;
    QVERIFY(before.startsWith(QLatin1Char('~')));
    ConfigList list = flow.document().session().configList;
    list.front().sparsity = 0.75;
    flow.document().setConfigList(list, QStringLiteral("Drag"));
    flow.waitUntilIdle();
    QTRY_VERIFY(number(flow, NumbersStrip::Number::Parameters, true).text != before);
    QVERIFY(number(flow, NumbersStrip::Number::Macs, true).origin == NumberOrigin::Estimated);
    QVERIFY(number(flow, NumbersStrip::Number::File, true).origin == NumberOrigin::Estimated);
}

void ShrinkFlow::theDockFollowsTheSelection()
{
    FlowWindow flow;
    flow.openExample();
    auto* dock = child<ui::DependencyDock>(&flow.window(), "dependencyDock");
    flow.window().selection().setLayers({QStringLiteral("layer2.0.conv2")});
    QVERIFY(dock->model()->group() != nullptr);
    bool downsample = false; // added to the same sum
    for (const DependencyMember& member : dock->model()->group()->members)
        downsample = downsample || (member.layer == "layer2.0.downsample.0" && member.role == ChannelRole::Producer);
    QVERIFY(downsample);
}

ESPALIER_GUI_TEST_MAIN(ShrinkFlow)
#include "tst_shrink_flow.moc"

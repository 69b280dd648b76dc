// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/config_list_dock.h"

#include <QAbstractButton>
#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSlider>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QToolButton>
#include <QUndoStack>
#include <QWheelEvent>

#include <algorithm>

#include "core/base/progress_sink.h"
#include "core/config/config_list_writer.h"
#include "core/pruning/pruner.h"
#include "tests/support/gui_test.h"
#include "ui/config_editor/config_card.h"
#include "ui/config_editor/config_card_list.h"
#include "ui/config_editor/sparsity_slider.h"
#include "ui/document/current_selection.h"
#include "ui/document/session_document.h"
#include "ui/models/layer_highlight.h"
#include "ui/prompts/file_dialog.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/message_strip.h"

using namespace espalier;
using namespace espalier::test;
using namespace espalier::ui;

namespace {

constexpr char kHalf[] = R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])";
constexpr char kThree[] = R"([{"op_types": ["Conv2d"], "sparsity": 0.5}, {"op_names": ["conv1"], "sparsity": 0.3},
                              {"op_names": ["layer1.0.conv1"], "exclude": true}])";

struct Fixture
{
    explicit Fixture(const char* list = kHalf, const QString& inputShape = {})
    {
        dock.resize(330, 700);
        dock.show();
        openInDocument(document, QStringLiteral("resnet_scripted"), inputShape);
        document.setConfigList(configList(list), QStringLiteral("first"));
        steps = document.undoStack()->count();
    }

    ConfigCardList* cards() const { return child<ConfigCardList>(&dock, "configCardList"); }
    ConfigCard* card(int entry) const { return cards()->card(entry); }
    SparsitySlider* slider(int entry) const { return child<SparsitySlider>(card(entry), "sparsitySlider"); }
    QString label(int entry, const char* name) const { return child<QLabel>(card(entry), name)->text(); }
    QPlainTextEdit* text() const { return child<QPlainTextEdit>(&dock, "configPlainTextEdit"); }
    MessageStrip* strip() const { return child<MessageStrip>(&dock, "messageStrip"); }
    void click(int entry, const char* button) const { child<QToolButton>(card(entry), button)->click(); }
    void trigger(const char* action) const { child<QAction>(&dock, action)->trigger(); }

    const ConfigList& list() const { return document.session().configList; }
    bool listIs(const char* json) const { return list() == configList(json); }
    int newSteps() const { return document.undoStack()->count() - steps; }
    QString undoText() const { return document.undoStack()->undoText(); }
    QStringList order() const
    {
        QStringList texts;
        for (int entry = 0; entry < static_cast<int>(list().size()); ++entry)
            texts.append(label(entry, "selectorLabel"));
        return texts;
    }

    SessionDocument document;
    CurrentSelection selection;
    ConfigListDock dock{document, selection};
    int steps = 0;
};

/// Counts how often its text is asked for.
class WatchedMimeData : public QMimeData
{
public:
    explicit WatchedMimeData(int& reads)
        : m_reads(reads)
    {
        setText(QStringLiteral("[{'sparsity': 0.8, 'op_types': ['Conv2d']}]"));
    }

protected:
    QVariant retrieveData(const QString& mimeType, QMetaType type) const override
    {
        ++m_reads;
        return QMimeData::retrieveData(mimeType, type);
    }

private:
    int& m_reads;
};

/// One notch up.
void turn(QWidget* widget, quint64 time)
{
    const QPointF centre = widget->rect().center();
    QWheelEvent event(centre, widget->mapToGlobal(centre), {}, QPoint(0, 120), Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    event.setTimestamp(time);
    QApplication::sendEvent(widget, &event);
}

void send(QWidget* widget, QEvent::Type type, const QPoint& position, Qt::MouseButtons buttons)
{
    const auto button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
    QMouseEvent event(type, position, widget->mapToGlobal(position), button, buttons, Qt::NoModifier);
    QApplication::sendEvent(widget, &event);
}

/// Presses on the title of @p from and moves to the middle of @p to, @p below or above it; the button stays down.
void beginDrag(ConfigCard* from, const ConfigCard* to, int below)
{
    send(from, QEvent::MouseButtonPress, {20, 12}, Qt::LeftButton);
    const QPoint place = to->mapToGlobal(QPoint(20, to->height() / 2 + below));
    send(from, QEvent::MouseMove, from->mapFromGlobal(place), Qt::LeftButton);
}

} // namespace

class TestConfigListDock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyStatesLeadToAnEntry();
    void aSliderDragIsOneUndoStep();
    void twoDragsAreTwoUndoSteps();
    void keysMoveTheSlider_data();
    void keysMoveTheSlider();
    void oneGestureOfTheWheelIsOneUndoStep();
    void turningANumberIsOneUndoStep_data();
    void turningANumberIsOneUndoStep();
    void theTabKeyFollowsReadingOrder();
    void aDoubleClickTypesANumber();
    void numbersAreTakenAsTyped();
    void aTypedHundredIsNoTen();
    void aSparsityOutOfRangeIsShownAsItIs();
    void chipsChangeTheTypes();
    void namesCanBeTakenOut();
    void longListsOfNamesAreFolded();
    void patternsAreTyped();
    void exceptionsAreHiddenUntilThereAreSome();
    void exceptionsArePickedFromTheTree();
    void exceptedTypesAreChips();
    void exceptedPatternsAreTyped();
    void pickingTakesTheSelectedLayers();
    void excludingHidesTheSlider();
    void cardsSayWhatTheyWin_data();
    void cardsSayWhatTheyWin();
    void issuesStandOnTheirCard();
    void whatIsAchievedIsMarked();
    void buttonsMoveCopyAndRemove();
    void theMenuOfACard();
    void switchedOffEntriesCountForNothing();
    void theMenuOfTheListActsOnTheCurrentEntry();
    void aCardCanBeDragged_data();
    void aCardCanBeDragged();
    void escapeCallsADragOff();
    void noDropLineStaysOfACardThatIsGone();
    void theCurrentEntryStaysTheSameWhileOthersComeAndGo();
    void hoveringLightsUp();
    void choosingACardChoosesItsLayers();
    void deleteRemovesTheCurrentEntry();
    void deleteInANumberRemovesNoEntry();
    void keysElsewhereMeanNoEntry_data();
    void keysElsewhereMeanNoEntry();
    void aListIsPastedWhereTheCardsWillBe();
    void removalKeepsAnEntryCurrent();
    void addsForTheSelectedLayers();
    void formAndTextShowTheSameList();
    void anErrorInTheTextLeavesTheListInForce();
    void pastesAPythonList();
    void pastesAListOfNniV3();
    void loadsAListOfNniV3();
    void pastesIntoANumberAndText();
    void typingANumberReadsNoClipboard();
    void pastesOneEntryBehindTheOthers();
    void whatCannotBePastedIsSaid_data();
    void whatCannotBePastedIsSaid();
    void copiesCanBeReadAgain_data();
    void copiesCanBeReadAgain();
    void filesComeBack_data();
    void filesComeBack();
    void aBrokenFileIsExplained();
    void algorithmProfileAndSeed();
    void throughReductions();
    void everyParameterHasARow_data();
    void everyParameterHasARow();
    void numbersOfParametersAreThoseOfTheLanguage();
    void parametersAreEditedAndUndone();
    void blocksAreForBalanceOnly();
    void inModeGlobalTheSliderAsksForTheTotal();
    void layersCanBeLimitedInModeGlobal();
    void whatACriterionNeedsIsSaid();
    void nothingIsCutOff_data();
    void nothingIsCutOff();
};

void TestConfigListDock::emptyStatesLeadToAnEntry()
{
    SessionDocument document;
    CurrentSelection selection;
    ConfigListDock dock(document, selection);
    dock.show();
    QVERIFY(child<EmptyState>(&dock, "noModelEmptyState")->isVisible());
    openInDocument(document, QStringLiteral("resnet_scripted"));
    QVERIFY(!child<EmptyState>(&dock, "noModelEmptyState")->isVisible());
    auto* empty = child<EmptyState>(&dock, "noEntriesEmptyState");
    QVERIFY(empty->isVisible());
    QVERIFY(empty->text().startsWith(QLatin1String("Nothing is pruned yet.")));
    child<QPushButton>(empty, "emptyStateButton")->click();
    QVERIFY(document.session().configList == configList(kHalf));
    QVERIFY(!empty->isVisible());
    QVERIFY(child<ConfigCard>(&dock, "configCard")->isVisible());
    QCOMPARE(selection.currentEntry(), 0);
}

void TestConfigListDock::aSliderDragIsOneUndoStep()
{
    const Fixture f;
    const ConfigCard* card = f.card(0);
    SparsitySlider* slider = f.slider(0);
    slider->setSliderDown(true);
    for (const int percent : {55, 60, 72, 70}) {
        slider->setSliderPosition(percent);
        QCOMPARE(f.list().front().sparsity.value_or(-1), percent / 100.0);
        QCOMPARE(f.card(0), card);
        QCOMPARE(child<QDoubleSpinBox>(card, "sparsitySpinBox")->value(), static_cast<double>(percent));
    }
    QVERIFY(slider->isSliderDown());
    slider->setSliderDown(false);
    QCOMPARE(f.newSteps(), 1);
    QCOMPARE(f.undoText(), QStringLiteral("Set sparsity of Conv2d"));
    f.document.undoStack()->undo();
    QVERIFY(f.listIs(kHalf));
    QCOMPARE(slider->value(), 50);
    QCOMPARE(f.newSteps(), 1);
}

void TestConfigListDock::twoDragsAreTwoUndoSteps()
{
    const Fixture f;
    SparsitySlider* slider = f.slider(0);
    for (const int percent : {60, 70}) {
        slider->setSliderDown(true);
        slider->setSliderPosition(percent);
        slider->setSliderDown(false);
    }
    QCOMPARE(f.newSteps(), 2);
    f.document.undoStack()->undo();
    QCOMPARE(slider->value(), 60);
}

void TestConfigListDock::keysMoveTheSlider_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<bool>("shift");
    QTest::addColumn<int>("value");
    QTest::newRow("right") << int(Qt::Key_Right) << false << 51;
    QTest::newRow("left") << int(Qt::Key_Left) << false << 49;
    QTest::newRow("up") << int(Qt::Key_Up) << false << 51;
    QTest::newRow("shift right") << int(Qt::Key_Right) << true << 60;
    QTest::newRow("shift down") << int(Qt::Key_Down) << true << 40;
    QTest::newRow("end") << int(Qt::Key_End) << false << 99;
}

void TestConfigListDock::keysMoveTheSlider()
{
    QFETCH(int, key);
    QFETCH(bool, shift);
    QFETCH(int, value);
    const Fixture f;
    QTest::keyClick(f.slider(0), static_cast<Qt::Key>(key), shift ? Qt::ShiftModifier : Qt::NoModifier);
    QCOMPARE(f.list().front().sparsity.value_or(-1), value / 100.0);
    QCOMPARE(f.newSteps(), 1);
    // Each press is a step of its own.
    QTest::keyClick(f.slider(0), key == Qt::Key_Left ? Qt::Key_Right : Qt::Key_Left);
    QCOMPARE(f.newSteps(), 2);
}

void TestConfigListDock::oneGestureOfTheWheelIsOneUndoStep()
{
    const Fixture f;
    SparsitySlider* slider = f.slider(0);
    slider->setFocus();
    QTRY_VERIFY(slider->hasFocus());
    quint64 time = 1000; // ms
    for (const int pause : {0, 20, 20, 200})
        turn(slider, time += static_cast<quint64>(pause));
    QCOMPARE(f.newSteps(), 1);
    const int reached = slider->value();
    QVERIFY(reached > 53);
    turn(slider, time += 1000);
    QCOMPARE(f.newSteps(), 2);
    f.document.undoStack()->undo();
    QCOMPARE(slider->value(), reached);
    f.document.undoStack()->undo();
    QVERIFY(f.listIs(kHalf));
    // A key in between is another step, however soon the wheel goes on.
    turn(slider, time += 1000);
    QTest::keyClick(slider, Qt::Key_Right);
    turn(slider, time += 20);
    QCOMPARE(f.newSteps(), 3);
}

void TestConfigListDock::turningANumberIsOneUndoStep_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("multiple of") << QByteArray("alignSpinBox");
    QTest::newRow("seed") << QByteArray("seedSpinBox");
    QTest::newRow("sparsity") << QByteArray("sparsitySpinBox");
}

void TestConfigListDock::turningANumberIsOneUndoStep()
{
    QFETCH(QByteArray, name);
    Fixture f;
    f.document.setAlgorithm(QStringLiteral("random"));
    const int steps = f.newSteps();
    auto* spin = child<QAbstractSpinBox>(&f.dock, name.constData());
    spin->setFocus();
    QTRY_VERIFY(spin->hasFocus());
    const QString before = spin->text();
    for (int i = 0; i < 3; ++i)
        turn(spin, 1000);
    QCOMPARE(f.newSteps(), steps + 1);
    const QString text = f.undoText();
    QVERIFY2(name != "seedSpinBox" || text.endsWith(spin->text()), qPrintable(text)); // where it has come to
    QTest::keyClick(spin, Qt::Key_Return);
    turn(spin, 1000);
    QCOMPARE(f.newSteps(), steps + 2);
    f.document.undoStack()->undo();
    QCOMPARE(f.undoText(), text);
    f.document.undoStack()->undo();
    QCOMPARE(spin->text(), before);
}

void TestConfigListDock::theTabKeyFollowsReadingOrder()
{
    Fixture f;
    f.document.setAlgorithm(QStringLiteral("taylor")); // its parameters come when all else is there
    f.document.setConfigList(configList(kThree), QStringLiteral("three"));
    QWidget* start = child<QComboBox>(&f.dock, "algorithmComboBox");
    QWidgetList chain{start};
    for (QWidget* next = start->nextInFocusChain(); next != start; next = next->nextInFocusChain())
        chain.append(next);
    QWidgetList expected{start, child<QComboBox>(&f.dock, "profileComboBox")};
    for (const AlgorithmParameter& parameter : findPruner("taylor")->info().parameters) {
        if (parameter.mode.empty())
            expected.append(child<QWidget>(&f.dock, (parameter.name + "Parameter").c_str()));
    }
    QVERIFY(expected.size() > 2);
    for (int entry = 0; entry < 3; ++entry) {
        expected.append(f.card(entry));
        if (entry < 2) // the last one excludes
            expected.append({f.slider(entry), child<QDoubleSpinBox>(f.card(entry), "sparsitySpinBox")});
    }
    expected.append(f.text());
    qsizetype last = -1;
    for (QWidget* widget : expected) {
        const qsizetype place = chain.indexOf(widget);
        QVERIFY2(place > last, qPrintable(widget->objectName()));
        last = place;
    }
}

void TestConfigListDock::aDoubleClickTypesANumber()
{
    Fixture f;
    auto* number = child<QDoubleSpinBox>(f.card(0), "sparsitySpinBox");
    QTest::mouseDClick(f.slider(0), Qt::LeftButton);
    QCOMPARE(f.dock.focusWidget(), number);
}

void TestConfigListDock::numbersAreTakenAsTyped()
{
    const Fixture f;
    auto* number = child<QDoubleSpinBox>(f.card(0), "sparsitySpinBox");
    number->selectAll();
    QTest::keyClicks(number, QStringLiteral("33.3"));
    QVERIFY2(f.listIs(kHalf), "a number that is being typed is no number yet");
    QTest::keyClick(number, Qt::Key_Return);
    QVERIFY(f.listIs(R"([{"op_types": ["Conv2d"], "sparsity": 0.333}])"));
    QCOMPARE(f.slider(0)->value(), 33);
    QCOMPARE(f.newSteps(), 1);
    QVERIFY(f.selection.layers().isEmpty()); // Return is the number's, not the card's
}

void TestConfigListDock::aTypedHundredIsNoTen()
{
    const Fixture f;
    auto* number = child<QDoubleSpinBox>(f.card(0), "sparsitySpinBox");
    number->selectAll();
    QTest::keyClicks(number, QStringLiteral("100"));
    QTest::keyClick(number, Qt::Key_Return);
    QVERIFY(f.listIs(R"([{"op_types": ["Conv2d"], "sparsity": 0.999}])"));
}

void TestConfigListDock::aSparsityOutOfRangeIsShownAsItIs()
{
    Fixture f;
    f.document.setConfigList(configList(R"([{"op_types": ["Conv2d"], "sparsity": 1.0}])"), QStringLiteral("edit"));
    auto* number = child<QDoubleSpinBox>(f.card(0), "sparsitySpinBox");
    QCOMPARE(number->value(), 100.0);
    f.document.setConfigList(configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.25}])"), QStringLiteral("edit"));
    QCOMPARE(number->value(), 25.0);
    QCOMPARE(number->maximum(), 99.9);
}

void TestConfigListDock::chipsChangeTheTypes()
{
    const Fixture f;
    f.click(0, "LinearChipButton");
    QVERIFY(f.listIs(R"([{"op_types": ["Conv2d", "Linear"], "sparsity": 0.5}])"));
    QCOMPARE(f.undoText(), QStringLiteral("Change op types of entry 1"));
    f.click(0, "Conv2dChipButton");
    QVERIFY(f.listIs(R"([{"op_types": ["Linear"], "sparsity": 0.5}])"));
    f.document.undoStack()->undo();
    QVERIFY(child<QToolButton>(f.card(0), "Conv2dChipButton")->isChecked());
}

void TestConfigListDock::namesCanBeTakenOut()
{
    const Fixture f(R"([{"op_names": ["conv1", "layer1.0.conv1"], "sparsity": 0.5}])");
    const auto buttons = f.card(0)->findChildren<QToolButton*>(QStringLiteral("removeNameButton"));
    QCOMPARE(buttons.size(), 2);
    buttons.first()->click();
    QVERIFY(f.listIs(R"([{"op_names": ["layer1.0.conv1"], "sparsity": 0.5}])"));
    QCOMPARE(f.undoText(), QStringLiteral("Take conv1 out of entry 1"));
}

void TestConfigListDock::longListsOfNamesAreFolded()
{
    const Fixture f(R"([{"op_names": ["a", "b", "c", "d", "e", "f", "g"], "sparsity": 0.5}])");
    const auto shown = [&f] {
        qsizetype count = 0;
        for (const QLabel* name : f.card(0)->findChildren<QLabel*>(QStringLiteral("layerNameLabel")))
            count += name->isVisible() ? 1 : 0;
        return count;
    };
    QCOMPARE(shown(), 4);
    f.click(0, "moreNamesButton");
    QCOMPARE(shown(), 7);
}

void TestConfigListDock::patternsAreTyped()
{
    const Fixture f;
    auto* edit = child<QLineEdit>(f.card(0), "namePatternLineEdit");
    QVERIFY2(!edit->isVisible(), "no field for what an entry does not have");
    f.card(0)->focusPatterns();
    QVERIFY(edit->isVisible());
    QTest::keyClicks(edit, QStringLiteral("layer1 .*downsample"));
    QCOMPARE(f.newSteps(), 0);
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(f.listIs(R"([{"op_types": ["Conv2d"], "op_names_re": ["layer1", ".*downsample"], "sparsity": 0.5}])"));
    QCOMPARE(f.undoText(), QStringLiteral("Change name patterns of entry 1"));
    QCOMPARE(f.newSteps(), 1);
    QCOMPARE(f.label(0, "winsLabel"), QStringLiteral("wins 5 layer(s), 38\u00a0% of parameters"));
    edit->clear();
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(f.listIs(kHalf));
    f.document.undoStack()->undo();
    QCOMPARE(edit->text(), QStringLiteral("layer1 .*downsample"));
}

void TestConfigListDock::exceptionsAreHiddenUntilThereAreSome()
{
    const Fixture f(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}, {"op_names": ["conv1"], "sparsity": 0.3},
                        {"op_types": ["Conv2d"], "exclude_op_names": ["conv1", "fc"], "sparsity": 0.5}])");
    QVERIFY(!child<QWidget>(f.card(0), "exceptionEdit")->isVisible());
    const auto* except = child<QToolButton>(f.card(0), "exceptButton");
    QVERIFY2(except->isVisible() && !except->autoRaise(), "without a frame it would be read as a label");
    // What names its layers one by one has no need of exceptions.
    QVERIFY(!child<QToolButton>(f.card(1), "exceptButton")->isVisible());
    QVERIFY(child<QWidget>(f.card(2), "exceptionEdit")->isVisible());
    QCOMPARE(f.label(2, "exceptedCountLabel"), QStringLiteral("Except 1 layer(s):")); // fc is no Conv2d
    QCOMPARE(child<QLabel>(f.card(2), "exceptedCountLabel")->toolTip(), QStringLiteral("conv1"));
    QCOMPARE(f.card(2)->findChildren<QToolButton*>(QStringLiteral("readmitNameButton")).size(), 2);
}

void TestConfigListDock::exceptionsArePickedFromTheTree()
{
    Fixture f;
    auto* menu = child<QMenu>(f.card(0), "exceptionMenu");
    auto* layers = child<QAction>(menu, "exceptLayersAction");
    Q_EMIT menu->aboutToShow();
    QVERIFY2(!layers->isEnabled(), "nothing is selected in the tree");
    f.selection.setLayers({QStringLiteral("conv1"), QStringLiteral("layer1.0.conv1"), QStringLiteral("fc")});
    Q_EMIT menu->aboutToShow();
    QCOMPARE(layers->text(), QStringLiteral("&Layers selected in the tree (2)"));
    layers->trigger();
    QVERIFY(
        f.listIs(R"([{"op_types": ["Conv2d"], "exclude_op_names": ["conv1", "layer1.0.conv1"], "sparsity": 0.5}])"));
    QCOMPARE(f.newSteps(), 1);
    QCOMPARE(f.undoText(), QStringLiteral("Except 2 layer(s) from entry 1"));
    QCOMPARE(f.label(0, "exceptedCountLabel"), QStringLiteral("Except 2 layer(s):"));
    QVERIFY(f.label(0, "winsLabel").startsWith(QLatin1String("wins 6 layer(s)")));
    const auto buttons = f.card(0)->findChildren<QToolButton*>(QStringLiteral("readmitNameButton"));
    QCOMPARE(buttons.size(), 2);
    buttons.first()->click();
    QVERIFY(f.listIs(R"([{"op_types": ["Conv2d"], "exclude_op_names": ["layer1.0.conv1"], "sparsity": 0.5}])"));
    QCOMPARE(f.undoText(), QStringLiteral("Readmit conv1 to entry 1"));
    f.document.undoStack()->undo();
    f.document.undoStack()->undo();
    QVERIFY(f.listIs(kHalf));
    QVERIFY(!child<QWidget>(f.card(0), "exceptionEdit")->isVisible());
}

void TestConfigListDock::exceptedTypesAreChips()
{
    const Fixture f(R"([{"op_types": ["Conv2d", "Linear"], "sparsity": 0.5}])");
    auto* menu = child<QMenu>(f.card(0), "exceptionMenu");
    Q_EMIT menu->aboutToShow();
    child<QAction>(menu, "LinearExceptAction")->trigger();
    QVERIFY(f.listIs(R"([{"op_types": ["Conv2d", "Linear"], "exclude_op_types": ["Linear"], "sparsity": 0.5}])"));
    QCOMPARE(f.undoText(), QStringLiteral("Except Linear from entry 1"));
    Q_EMIT menu->aboutToShow();
    QVERIFY(child<QAction>(menu, "LinearExceptAction")->isChecked());
    QVERIFY(!child<QAction>(menu, "Conv2dExceptAction")->isChecked());
    auto* chips = child<QWidget>(f.card(0), "exceptedTypesChipBar");
    auto* chip = child<QToolButton>(chips, "LinearChipButton");
    QVERIFY(chip->isVisible() && chip->isChecked());
    QVERIFY(chip->toolTip().startsWith(QLatin1String("1 layer(s)")));
    chip->click();
    QVERIFY(f.listIs(R"([{"op_types": ["Conv2d", "Linear"], "sparsity": 0.5}])"));
    QCOMPARE(f.newSteps(), 2);
    QCOMPARE(f.undoText(), QStringLiteral("Readmit Linear to entry 1"));
}

void TestConfigListDock::exceptedPatternsAreTyped()
{
    Fixture f;
    f.dock.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&f.dock));
    auto* menu = child<QMenu>(f.card(0), "exceptionMenu");
    auto* edit = child<QLineEdit>(f.card(0), "exceptedPatternLineEdit");
    QVERIFY(!edit->isVisible());
    child<QAction>(menu, "exceptPatternsAction")->trigger();
    QVERIFY(edit->isVisible());
    QCOMPARE(f.dock.focusWidget(), edit);
    QCOMPARE(f.label(0, "exceptedPatternLabel"), QStringLiteral("Except names like"));
    QCOMPARE(f.label(0, "namePatternLabel"), QStringLiteral("Names like"));
    QTest::keyClick(edit, Qt::Key_Return);
    f.slider(0)->setFocus();
    QTRY_VERIFY2(!edit->isVisible(), "a field that nothing was typed into goes");
    QVERIFY(!child<QWidget>(f.card(0), "exceptionEdit")->isVisible());
    child<QAction>(menu, "exceptPatternsAction")->trigger();
    QTest::keyClicks(edit, QStringLiteral("layer1 .*downsample"));
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(
        f.listIs(R"([{"op_types": ["Conv2d"], "exclude_op_names_re": ["layer1", ".*downsample"], "sparsity": 0.5}])"));
    QCOMPARE(f.newSteps(), 1);
    QCOMPARE(f.undoText(), QStringLiteral("Change patterns of exceptions of entry 1"));
    // The entry with these patterns as its selection wins 5 of the 8.
    QVERIFY(f.label(0, "winsLabel").startsWith(QLatin1String("wins 3 layer(s)")));
    QCOMPARE(f.label(0, "exceptedCountLabel"), QStringLiteral("Except 5 layer(s):"));
    edit->clear();
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(f.listIs(kHalf));
}

void TestConfigListDock::pickingTakesTheSelectedLayers()
{
    Fixture f;
    const auto* pick = child<QToolButton>(f.card(0), "pickLayersButton");
    QVERIFY(!pick->isEnabled());
    f.selection.setLayers({QStringLiteral("conv1"), QStringLiteral("layer1.0.conv1")});
    QVERIFY(pick->isEnabled());
    f.click(0, "pickLayersButton");
    QVERIFY(f.listIs(R"([{"op_names": ["conv1", "layer1.0.conv1"], "sparsity": 0.5}])"));
    QCOMPARE(f.newSteps(), 1);
}

void TestConfigListDock::excludingHidesTheSlider()
{
    const Fixture f(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}, {"op_names": ["conv1"], "exclude": true}])");
    QVERIFY(f.slider(0)->isVisible());
    QVERIFY(!f.slider(1)->isVisible());
    child<QCheckBox>(f.card(0), "excludeCheckBox")->click();
    QVERIFY(!f.slider(0)->isVisible());
    QVERIFY(f.list()[0].excludes());
    child<QCheckBox>(f.card(0), "excludeCheckBox")->click();
    QVERIFY(!f.list()[0].excludes());
    QCOMPARE(f.list()[0].sparsity.value_or(-1), 0.5); // what it was before
    child<QCheckBox>(f.card(1), "excludeCheckBox")->click();
    QVERIFY(!f.list()[1].excludes() && f.list()[1].prunes());
}

void TestConfigListDock::cardsSayWhatTheyWin_data()
{
    QTest::addColumn<QByteArray>("list");
    QTest::addColumn<QString>("inputShape");
    QTest::addColumn<QString>("wins");
    QTest::addColumn<bool>("dimmed");
    const QString shape = QStringLiteral("1,3,16,16");
    // 6104 of 6450 parameters; all MACs but those of fc, which are few.
    QTest::newRow("of parameters") << QByteArray(kHalf) << QString() << "wins 8 layer(s), 95\u00a0% of parameters"
                                   << false;
    QTest::newRow("of MACs") << QByteArray(kHalf) << shape << "wins 8 layer(s), 100\u00a0% of MACs" << false;
    QTest::newRow("few") << QByteArray(R"([{"op_names": ["conv1"], "sparsity": 0.5}])") << QString()
                         << "wins 1 layer(s), 3.3\u00a0% of parameters" << false;
    QTest::newRow("excluded") << QByteArray(R"([{"op_names": ["conv1"], "exclude": true}])") << QString()
                              << "keeps 1 layer(s), 3.3\u00a0% of parameters" << false;
    QTest::newRow("never") << QByteArray(R"([{"op_names": ["conv1"], "sparsity": 0.3},
                                             {"op_types": ["Conv2d"], "sparsity": 0.5}])")
                           << QString() << "never wins" << true;
}

void TestConfigListDock::cardsSayWhatTheyWin()
{
    QFETCH(QByteArray, list);
    QFETCH(QString, inputShape);
    QFETCH(QString, wins);
    QFETCH(bool, dimmed);
    const Fixture f(list.constData(), inputShape);
    QCOMPARE(f.label(0, "winsLabel"), wins);
    QCOMPARE(child<QLabel>(f.card(0), "selectorLabel")->foregroundRole() == QPalette::PlaceholderText, dimmed);
    QCOMPARE(child<QToolButton>(f.card(0), "selectLayersButton")->isEnabled(), !dimmed);
}

void TestConfigListDock::issuesStandOnTheirCard()
{
    Fixture f(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}, {"op_names": ["conv9"], "sparsity": 0.5}])");
    const auto texts = [&f](int entry) {
        QStringList found;
        for (const QLabel* line : f.card(entry)->findChildren<QLabel*>(QStringLiteral("issueLabel"))) {
            if (line->isVisible())
                found.append(line->text());
        }
        return found;
    };
    QVERIFY(texts(0).isEmpty());
    QCOMPARE(texts(1).size(), 1);
    QVERIFY2(texts(1).first().contains(QLatin1String("conv9")), qPrintable(texts(1).first()));
    f.document.setConfigList(configList(kThree), QStringLiteral("valid"));
    QVERIFY(texts(1).isEmpty());
}

void TestConfigListDock::whatIsAchievedIsMarked()
{
    Fixture f(R"([{"op_names": ["conv1"], "sparsity": 0.3}])");
    QVERIFY(!f.slider(0)->achieved());
    QVERIFY(!child<QLabel>(f.card(0), "achievedLabel")->isVisible());
    NullProgressSink sink;
    const auto preview = [&] {
        f.document.setPreviewMasks(prune(*f.document.model(), f.document.resolution(), {}, sink));
        QCoreApplication::processEvents(); // cards are told once for all signals of an edit
    };
    preview();
    // Two of eight channels.
    QCOMPARE(f.slider(0)->achieved().value_or(-1), 0.25);
    QVERIFY(child<QLabel>(f.card(0), "achievedLabel")->isVisible());
    QCOMPARE(f.label(0, "achievedLabel"), QStringLiteral("Reaches 25.0\u00a0%. Only whole channels can be removed."));
    f.document.setConfigList(configList(R"([{"op_names": ["conv1"], "sparsity": 0.25}])"), QStringLiteral("exact"));
    preview();
    QVERIFY(!f.slider(0)->achieved());
    QVERIFY(!child<QLabel>(f.card(0), "achievedLabel")->isVisible());
}

void TestConfigListDock::buttonsMoveCopyAndRemove()
{
    const Fixture f(kThree);
    const QStringList before = f.order();
    f.click(0, "moveDownButton");
    QCOMPARE(f.order(), QStringList({before[1], before[0], before[2]}));
    QCOMPARE(f.selection.currentEntry(), 1);
    QCOMPARE(f.label(0, "entryNumberLabel"), QStringLiteral("1"));
    f.click(1, "moveUpButton");
    QCOMPARE(f.order(), before);
    QVERIFY(!child<QToolButton>(f.card(0), "moveUpButton")->isEnabled());
    QVERIFY(!child<QToolButton>(f.card(2), "moveDownButton")->isEnabled());
    f.click(1, "duplicateButton");
    QCOMPARE(f.order(), QStringList({before[0], before[1], before[1], before[2]}));
    QCOMPARE(f.selection.currentEntry(), 2);
    f.click(0, "removeButton");
    QCOMPARE(f.order(), QStringList({before[1], before[1], before[2]}));
    QCOMPARE(f.newSteps(), 4);
}

void TestConfigListDock::theMenuOfACard()
{
    const Fixture f(R"([{"op_names": ["conv1", "layer1.0.conv1"], "sparsity": 0.5},
                        {"op_names": ["layer1.0.conv2"], "sparsity": 0.5}])");
    const auto choose = [&f](int entry, const char* action) { child<QAction>(f.card(entry), action)->trigger(); };
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {5, 5}, f.card(1)->mapToGlobal(QPoint(5, 5)));
    QApplication::sendEvent(f.card(1), &event);
    QTRY_VERIFY(child<QMenu>(f.card(1), "entryMenu")->isVisible());
    QCOMPARE(f.selection.currentEntry(), 1);
    child<QMenu>(f.card(1), "entryMenu")->close();
    QVERIFY2(!child<QAction>(f.card(1), "splitEntryAction")->isEnabled(), "one layer");
    choose(1, "mergeEntriesAction");
    QVERIFY(f.listIs(R"([{"op_names": ["conv1", "layer1.0.conv1", "layer1.0.conv2"], "sparsity": 0.5}])"));
    QCOMPARE(f.undoText(), QStringLiteral("Merge entries that set the same"));
    QVERIFY(!child<QAction>(f.card(0), "mergeEntriesAction")->isEnabled());
    choose(0, "splitEntryAction");
    QVERIFY(f.listIs(R"([{"op_names": ["conv1"], "sparsity": 0.5}, {"op_names": ["layer1.0.conv1"], "sparsity": 0.5},
                        {"op_names": ["layer1.0.conv2"], "sparsity": 0.5}])"));
    QCOMPARE(f.undoText(), QStringLiteral("Split entry 1 into its layers"));
    choose(2, "moveUpAction");
    choose(1, "duplicateAction");
    choose(0, "removeAction");
    QCOMPARE(f.order(), QStringList({QStringLiteral("layer1.0.conv2"), QStringLiteral("layer1.0.conv2"),
                                     QStringLiteral("layer1.0.conv1")}));
    QCOMPARE(f.newSteps(), 5);
}

void TestConfigListDock::switchedOffEntriesCountForNothing()
{
    Fixture f(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}, {"op_names": ["conv1"], "exclude": true}])");
    f.dock.activateWindow();
    f.card(1)->setFocus();
    QTRY_VERIFY(f.card(1)->hasFocus());
    QTest::keyClick(f.card(1), Qt::Key_Space);
    QVERIFY(f.listIs(R"([{"op_types": ["Conv2d"], "sparsity": 0.5},
                         {"enabled": false, "op_names": ["conv1"], "exclude": true}])"));
    QCOMPARE(f.undoText(), QStringLiteral("Switch entry 2 off"));
    QCOMPARE(f.label(1, "winsLabel"), QStringLiteral("switched off"));
    QVERIFY(!child<QCheckBox>(f.card(1), "excludeCheckBox")->isEnabled());
    QVERIFY(f.label(0, "winsLabel").startsWith(QLatin1String("wins 8 layer(s)")));
    f.trigger("copyAsPythonAction");
    QVERIFY(QGuiApplication::clipboard()->text().contains(
        QLatin1String("    # {'exclude': True, 'op_names': ['conv1']},  # switched off\n")));
    child<QAction>(f.card(1), "switchEntryAction")->trigger();
    QCOMPARE(f.undoText(), QStringLiteral("Switch entry 2 on"));
    QVERIFY(f.label(0, "winsLabel").startsWith(QLatin1String("wins 7 layer(s)")));
    f.document.undoStack()->undo();
    QVERIFY(!f.list()[1].enabled);
}

void TestConfigListDock::theMenuOfTheListActsOnTheCurrentEntry()
{
    Fixture f(R"([{"op_names": ["conv1", "layer1.0.conv1"], "sparsity": 0.5}])");
    f.selection.setCurrentEntry(0);
    f.trigger("switchCurrentEntryAction");
    QVERIFY(!f.list()[0].enabled);
    QVERIFY2(!child<QAction>(&f.dock, "splitCurrentEntryAction")->isEnabled(), "it rules nothing");
    f.trigger("switchCurrentEntryAction");
    f.trigger("splitCurrentEntryAction");
    QCOMPARE(f.list().size(), std::size_t{2});
    f.trigger("mergeEqualEntriesAction");
    QVERIFY(f.listIs(R"([{"op_names": ["conv1", "layer1.0.conv1"], "sparsity": 0.5}])"));
    QVERIFY(!child<QAction>(&f.dock, "mergeEqualEntriesAction")->isEnabled());
    QCOMPARE(f.newSteps(), 4);
}

void TestConfigListDock::aCardCanBeDragged_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("onto");
    QTest::addColumn<int>("below");
    QTest::addColumn<QList<int>>("order");
    QTest::newRow("below the last") << 0 << 2 << 5 << QList<int>{1, 2, 0};
    QTest::newRow("above the first") << 2 << 0 << -5 << QList<int>{2, 0, 1};
    QTest::newRow("below the next") << 0 << 1 << 5 << QList<int>{1, 0, 2};
    QTest::newRow("above the next: where it is") << 0 << 1 << -5 << QList<int>{0, 1, 2};
}

void TestConfigListDock::aCardCanBeDragged()
{
    QFETCH(int, from);
    QFETCH(int, onto);
    QFETCH(int, below);
    QFETCH(QList<int>, order);
    const Fixture f(kThree);
    QTRY_VERIFY(f.card(2)->y() > f.card(1)->y() && f.card(1)->y() > f.card(0)->y());
    const QStringList before = f.order();
    ConfigCard* card = f.card(from);
    const auto* line = child<QWidget>(&f.dock, "dropLine");
    beginDrag(card, f.card(onto), below);
    QVERIFY(line->isVisible());
    QCOMPARE(f.newSteps(), 0);
    send(card, QEvent::MouseButtonRelease,
         card->mapFromGlobal(f.card(onto)->mapToGlobal(QPoint(20, f.card(onto)->height() / 2 + below))), Qt::NoButton);
    QVERIFY(!line->isVisible());
    QStringList expected;
    for (const int entry : order)
        expected.append(before[entry]);
    QCOMPARE(f.order(), expected);
    QCOMPARE(f.newSteps(), expected == before ? 0 : 1);
    QCOMPARE(f.selection.currentEntry(), static_cast<int>(order.indexOf(from)));
}

void TestConfigListDock::escapeCallsADragOff()
{
    const Fixture f(kThree);
    QTRY_VERIFY(f.card(2)->y() > f.card(1)->y() && f.card(1)->y() > f.card(0)->y());
    const QStringList before = f.order();
    ConfigCard* card = f.card(0);
    beginDrag(card, f.card(2), 5);
    card->setFocus();
    QTest::keyClick(card, Qt::Key_Escape);
    QVERIFY(!child<QWidget>(&f.dock, "dropLine")->isVisible());
    send(card, QEvent::MouseButtonRelease, card->mapFromGlobal(f.card(2)->mapToGlobal(QPoint(20, 60))), Qt::NoButton);
    QCOMPARE(f.order(), before);
    QCOMPARE(f.newSteps(), 0);
}

void TestConfigListDock::noDropLineStaysOfACardThatIsGone()
{
    Fixture f(kHalf);
    f.document.setConfigList(configList(kThree), QStringLiteral("more"));
    QTRY_VERIFY(f.card(2)->y() > f.card(1)->y() && f.card(1)->y() > f.card(0)->y());
    beginDrag(f.card(2), f.card(0), -5);
    auto* line = child<QWidget>(&f.dock, "dropLine");
    QVERIFY(line->isVisible());
    f.document.undoStack()->undo();
    QVERIFY(!line->isVisible());
}

void TestConfigListDock::theCurrentEntryStaysTheSameWhileOthersComeAndGo()
{
    Fixture f(kThree);
    const auto set = [&f](const char* list) { f.document.setConfigList(configList(list), QStringLiteral("edit")); };
    f.selection.setCurrentEntry(1); // conv1
    set(R"([{"op_types": ["Linear"], "sparsity": 0.1}, {"op_types": ["Conv2d"], "sparsity": 0.5},
            {"op_names": ["conv1"], "sparsity": 0.3}, {"op_names": ["layer1.0.conv1"], "exclude": true}])");
    QCOMPARE(f.selection.currentEntry(), 2);
    QVERIFY(f.card(2)->isSelected());
    f.document.undoStack()->undo();
    QCOMPARE(f.selection.currentEntry(), 1);
    set(R"([{"op_names": ["conv1"], "sparsity": 0.3}, {"op_names": ["layer1.0.conv1"], "exclude": true}])");
    QCOMPARE(f.selection.currentEntry(), 0);
    f.document.undoStack()->undo();
    QCOMPARE(f.selection.currentEntry(), 1);
    // Moved by others, and by itself.
    set(R"([{"op_names": ["layer1.0.conv1"], "exclude": true}, {"op_types": ["Conv2d"], "sparsity": 0.5},
            {"op_names": ["conv1"], "sparsity": 0.3}])");
    QCOMPARE(f.selection.currentEntry(), 2);
    f.document.undoStack()->undo();
    QCOMPARE(f.selection.currentEntry(), 1);
    set(R"([{"op_names": ["conv1"], "sparsity": 0.3}, {"op_types": ["Conv2d"], "sparsity": 0.5},
            {"op_names": ["layer1.0.conv1"], "exclude": true}])");
    QCOMPARE(f.selection.currentEntry(), 0);
    // Gone: the one in its place. The last: the one before it.
    set(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}, {"op_names": ["layer1.0.conv1"], "exclude": true}])");
    QCOMPARE(f.selection.currentEntry(), 0);
    f.selection.setCurrentEntry(1);
    set(kHalf);
    QCOMPARE(f.selection.currentEntry(), 0);
    f.document.close();
    QCOMPARE(f.selection.currentEntry(), -1);
}

void TestConfigListDock::hoveringLightsUp()
{
    Fixture f(kThree);
    LayerHighlight& highlight = LayerHighlight::of(f.selection);
    QEnterEvent enter(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5));
    QApplication::sendEvent(f.card(1), &enter);
    QCOMPARE(highlight.entry(), 1);
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(f.card(1), &leave);
    QCOMPARE(highlight.entry(), -1);

    const auto lit = [&f] {
        return QList<bool>{f.card(0)->isHighlighted(), f.card(1)->isHighlighted(), f.card(2)->isHighlighted()};
    };
    highlight.setLayer(QStringLiteral("conv1"));
    QCOMPARE(lit(), (QList<bool>{false, true, false}));
    highlight.setLayer(QStringLiteral("layer2.0.conv2"));
    QCOMPARE(lit(), (QList<bool>{true, false, false}));
    highlight.setLayer(QStringLiteral("relu"));
    QCOMPARE(lit(), (QList<bool>{false, false, false}));
}

void TestConfigListDock::choosingACardChoosesItsLayers()
{
    Fixture f(kThree);
    send(f.card(1), QEvent::MouseButtonPress, {20, 12}, Qt::LeftButton);
    QCOMPARE(f.selection.currentEntry(), 1);
    QVERIFY(f.card(1)->isSelected() && !f.card(0)->isSelected());
    QVERIFY(f.selection.layers().isEmpty());
    send(f.card(1), QEvent::MouseButtonDblClick, {20, 12}, Qt::LeftButton);
    QCOMPARE(f.selection.layers(), QStringList(QStringLiteral("conv1")));
    f.click(0, "selectLayersButton");
    QCOMPARE(f.selection.layers().size(), 6);
    QVERIFY(!f.selection.layers().contains(QLatin1String("conv1")));
    f.selection.setCurrentEntry(2); // as the Issues dock does
    QVERIFY(f.card(2)->isSelected() && !f.card(1)->isSelected());
    QCOMPARE(f.newSteps(), 0);
}

void TestConfigListDock::deleteRemovesTheCurrentEntry()
{
    Fixture f(kThree);
    const QStringList before = f.order();
    f.selection.setCurrentEntry(1);
    QTest::keyClick(f.slider(1), Qt::Key_Delete);
    QCOMPARE(f.order(), QStringList({before[0], before[2]}));
    QCOMPARE(f.undoText(), QStringLiteral("Remove entry 2"));
    QCOMPARE(f.selection.currentEntry(), 1);
}

void TestConfigListDock::deleteInANumberRemovesNoEntry()
{
    Fixture f;
    f.selection.setCurrentEntry(0);
    QTest::keyClick(child<QDoubleSpinBox>(f.card(0), "sparsitySpinBox"), Qt::Key_Delete);
    QCOMPARE(f.list().size(), std::size_t(1));
}

void TestConfigListDock::keysElsewhereMeanNoEntry_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"algorithmComboBox", "profileComboBox", "seedSpinBox", "configViewTabBar",
                             "addEntryButton", "configMenuButton", "configListDock"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestConfigListDock::keysElsewhereMeanNoEntry()
{
    QFETCH(QString, name);
    Fixture f(kThree);
    f.selection.setCurrentEntry(1);
    const ConfigList before = f.list();
    QGuiApplication::clipboard()->setText(QLatin1String(kHalf));
    QWidget* widget = name == f.dock.objectName() ? &f.dock : child<QWidget>(&f.dock, name.toLatin1().constData());
    QTest::keyClick(widget, Qt::Key_Delete);
    QTest::keyClick(widget, Qt::Key_V, Qt::ControlModifier);
    QVERIFY(f.list() == before);
    QTest::keyClick(widget, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QLatin1String(kHalf));
}

void TestConfigListDock::aListIsPastedWhereTheCardsWillBe()
{
    Fixture f("[]");
    QGuiApplication::clipboard()->setText(QLatin1String(kHalf));
    QTest::keyClick(child<EmptyState>(&f.dock, "noEntriesEmptyState"), Qt::Key_V, Qt::ControlModifier);
    QVERIFY(f.listIs(kHalf));
}

void TestConfigListDock::removalKeepsAnEntryCurrent()
{
    Fixture f(kThree);
    f.selection.setCurrentEntry(2);
    f.document.setConfigList(configList(kHalf), QStringLiteral("shorter"));
    QCOMPARE(f.selection.currentEntry(), 0);
    f.trigger("clearConfigListAction");
    QVERIFY(f.list().empty());
    QCOMPARE(f.selection.currentEntry(), -1);
    QVERIFY(child<EmptyState>(&f.dock, "noEntriesEmptyState")->isVisible());
}

void TestConfigListDock::addsForTheSelectedLayers()
{
    Fixture f;
    f.selection.setLayers({QStringLiteral("fc")});
    f.dock.addEntryForSelection();
    QVERIFY(f.listIs(kHalf));
    QVERIFY2(f.strip()->isVisible(), "why nothing happened is said");
    f.selection.setLayers({QStringLiteral("conv1")});
    f.dock.addEntryForSelection();
    QVERIFY(f.listIs(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}, {"op_names": ["conv1"], "sparsity": 0.5}])"));
    QCOMPARE(f.selection.currentEntry(), 1);
}

void TestConfigListDock::formAndTextShowTheSameList()
{
    Fixture f;
    f.slider(0)->setValue(65);
    QVERIFY(f.text()->toPlainText().contains(QLatin1String("\"sparsity\": 0.65")));
    f.dock.setView(ConfigListDock::View::Text);
    QCOMPARE(f.dock.view(), ConfigListDock::View::Text);
    QVERIFY(f.text()->isVisible());
    f.text()->setPlainText(
        QStringLiteral("[{'op_types': ['Conv2d'], 'sparsity': 0.4}, {'op_names': ['fc'], 'exclude': True}]"));
    QTRY_COMPARE(f.list().size(), std::size_t(2));
    QCOMPARE(f.slider(0)->value(), 40);
    QVERIFY(child<QCheckBox>(f.card(1), "excludeCheckBox")->isChecked());
    f.dock.setView(ConfigListDock::View::Form);
    QVERIFY(f.card(1)->isVisible());
}

void TestConfigListDock::anErrorInTheTextLeavesTheListInForce()
{
    Fixture f;
    f.dock.setView(ConfigListDock::View::Text);
    f.text()->setPlainText(QStringLiteral("[{'op_types': [Conv2d], 'sparsity': 0.4}]"));
    auto* error = child<QLabel>(&f.dock, "configErrorLabel");
    QTRY_VERIFY(error->isVisible());
    QVERIFY2(error->text().startsWith(QLatin1String("Line 1: Conv2d ")), qPrintable(error->text()));
    QVERIFY(f.listIs(kHalf));
    QCOMPARE(f.newSteps(), 0);
    QCOMPARE(f.slider(0)->value(), 50);
    f.text()->setPlainText(QStringLiteral("[{'op_types': ['Conv2d'], 'sparsity': 0.4}]"));
    QTRY_COMPARE(f.slider(0)->value(), 40);
    QVERIFY(!error->isVisible());
}

void TestConfigListDock::pastesAPythonList()
{
    Fixture f;
    QGuiApplication::clipboard()->setText(QStringLiteral("# from the tutorial\n"
                                                         "config_list = [\n"
                                                         "    {'sparsity': 0.8, 'op_types': ['Conv2d']},  # most\n"
                                                         "    {'exclude': True, 'op_names': ['conv1']},\n"
                                                         "]\n"));
    QTest::keyClick(f.slider(0), Qt::Key_V, Qt::ControlModifier);
    QVERIFY(f.listIs(R"([{"sparsity": 0.8, "op_types": ["Conv2d"]}, {"exclude": true, "op_names": ["conv1"]}])"));
    QCOMPARE(f.undoText(), QStringLiteral("Paste config list"));
    QCOMPARE(f.newSteps(), 1);
    QVERIFY(!f.strip()->isVisible());
}

constexpr char kNniV3[] = "config_list = [{'op_names': ['conv1'], 'sparse_ratio': 0.25, 'quant_scheme': 'affine'},\n"
                          "               {'op_types': ['Conv2d'], 'sparse_ratio': 0.5, 'granularity': 'out_channel'}]";
constexpr char kTranslated[] = R"([{"op_types": ["Conv2d"], "sparsity": 0.5},
                                   {"op_names": ["conv1"], "sparsity": 0.25, "quant_scheme": "affine"}])";

void TestConfigListDock::pastesAListOfNniV3()
{
    Fixture f;
    QGuiApplication::clipboard()->setText(QLatin1String(kNniV3));
    f.dock.paste();
    QVERIFY(f.listIs(kTranslated));
    QCOMPARE(f.newSteps(), 1);
    QVERIFY(f.strip()->isVisible());
    QCOMPARE(f.strip()->severity(), Severity::Warning);
    const QString summary = f.strip()->text();
    QVERIFY2(summary.startsWith(QLatin1String("The config list is one of NNI v3 and was translated.\n"
                                              "The key quant_scheme of entry 2 is kept")),
             qPrintable(summary));
    child<QPushButton>(f.strip(), "messageStripButton")->click();
    QVERIFY(f.strip()->isVisible());
    QVERIFY2(f.strip()->text().contains(QLatin1String("granularity of entry 1 was left out")),
             qPrintable(f.strip()->text()));
    f.document.undoStack()->undo();
    QVERIFY(f.listIs(kHalf));
}

void TestConfigListDock::loadsAListOfNniV3()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("v3.py"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(kNniV3);
    file.close();
    Fixture f;
    FileDialog::setNextFileName(path);
    f.trigger("loadConfigListAction");
    QVERIFY(f.listIs(kTranslated));
    QVERIFY(f.strip()->text().startsWith(QLatin1String("The config list is one of NNI v3")));
}

void TestConfigListDock::typingANumberReadsNoClipboard()
{
    const Fixture f;
    int reads = 0;
    QGuiApplication::clipboard()->setMimeData(new WatchedMimeData(reads)); // takes it over
    auto* number = child<QDoubleSpinBox>(f.card(0), "sparsitySpinBox");
    number->selectAll();
    QTest::keyClicks(number, QStringLiteral("30"));
    QTest::keyClick(number, Qt::Key_Return);
    QCOMPARE(f.list().front().sparsity.value_or(-1), 0.3);
    QCOMPARE(reads, 0);
    QTest::keyClick(number, Qt::Key_V, Qt::ControlModifier);
    QVERIFY(reads > 0);
    QGuiApplication::clipboard()->clear();
}

void TestConfigListDock::pastesIntoANumberAndText()
{
    Fixture f;
    QGuiApplication::clipboard()->setText(QStringLiteral("[{'sparsity': 0.8, 'op_types': ['Conv2d']}]"));
    QTest::keyClick(child<QDoubleSpinBox>(f.card(0), "sparsitySpinBox"), Qt::Key_V, Qt::ControlModifier);
    QVERIFY(f.listIs(R"([{"sparsity": 0.8, "op_types": ["Conv2d"]}])"));
    f.document.undoStack()->undo();
    f.card(0)->focusPatterns();
    QTest::keyClick(child<QLineEdit>(f.card(0), "namePatternLineEdit"), Qt::Key_V, Qt::ControlModifier);
    QVERIFY(f.listIs(R"([{"sparsity": 0.8, "op_types": ["Conv2d"]}])"));
    f.document.undoStack()->undo();
    f.dock.setView(ConfigListDock::View::Text);
    QTest::keyClick(f.text(), Qt::Key_V, Qt::ControlModifier);
    QVERIFY(f.listIs(R"([{"sparsity": 0.8, "op_types": ["Conv2d"]}])"));
}

void TestConfigListDock::pastesOneEntryBehindTheOthers()
{
    Fixture f;
    QGuiApplication::clipboard()->setText(QStringLiteral("{'exclude': True, 'op_names': ['conv1']}"));
    f.trigger("pasteConfigListAction");
    QVERIFY(f.listIs(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}, {"exclude": true, "op_names": ["conv1"]}])"));
    QCOMPARE(f.undoText(), QStringLiteral("Paste entry"));
    QCOMPARE(f.selection.currentEntry(), 1);
}

void TestConfigListDock::whatCannotBePastedIsSaid_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("prose") << QStringLiteral("prune everything")
                           << QStringLiteral("The clipboard holds no config list.");
    QTest::newRow("error in line 2") << QStringLiteral("[\n{'sparsity': x}]")
                                     << QStringLiteral("The clipboard holds no config list. Line 2: x is not a value");
    QTest::newRow("blank") << QStringLiteral(" ") << QStringLiteral("The clipboard holds no text to paste.");
}

void TestConfigListDock::whatCannotBePastedIsSaid()
{
    QFETCH(QString, text);
    QFETCH(QString, sentence);
    Fixture f;
    QGuiApplication::clipboard()->setText(text);
    f.dock.paste();
    QVERIFY(f.strip()->isVisible());
    QVERIFY2(f.strip()->text().startsWith(sentence), qPrintable(f.strip()->text()));
    QVERIFY(f.listIs(kHalf));
    QCOMPARE(f.newSteps(), 0);
}

void TestConfigListDock::copiesCanBeReadAgain_data()
{
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<QString>("part");
    QTest::newRow("json") << QByteArray("copyAsJsonAction") << QStringLiteral("\"exclude\": true");
    QTest::newRow("python") << QByteArray("copyAsPythonAction") << QStringLiteral("'exclude': True");
}

void TestConfigListDock::copiesCanBeReadAgain()
{
    QFETCH(QByteArray, action);
    QFETCH(QString, part);
    const Fixture f(kThree);
    f.trigger(action.constData());
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY2(copied.contains(part), qPrintable(copied));
    QVERIFY(configList(copied.toUtf8().constData()) == f.list());
}

void TestConfigListDock::filesComeBack_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("written");
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("json") << QStringLiteral("a.json") << QStringLiteral("a.json") << QByteArray("[");
    QTest::newRow("python") << QStringLiteral("a.py") << QStringLiteral("a.py") << QByteArray("config_list = [");
    QTest::newRow("no suffix") << QStringLiteral("a") << QStringLiteral("a.json") << QByteArray("[");
}

void TestConfigListDock::filesComeBack()
{
    QFETCH(QString, name);
    QFETCH(QString, written);
    QFETCH(QByteArray, start);
    const QTemporaryDir folder;
    Fixture f(kThree);
    FileDialog::setNextFileName(folder.filePath(name));
    f.trigger("saveConfigListAction");
    QFile file(folder.filePath(written));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().startsWith(start));
    f.document.setConfigList({}, QStringLiteral("clear"));
    FileDialog::setNextFileName(folder.filePath(written));
    f.trigger("loadConfigListAction");
    QVERIFY(f.listIs(kThree));
    QCOMPARE(f.undoText(), QStringLiteral("Load config list from %1").arg(written));
}

void TestConfigListDock::aBrokenFileIsExplained()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("broken.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[{");
    file.close();
    Fixture f;
    FileDialog::setNextFileName(file.fileName());
    f.dock.loadFile();
    QVERIFY(f.strip()->isVisible());
    QVERIFY2(f.strip()->text().contains(QLatin1String("broken.json")), qPrintable(f.strip()->text()));
    QVERIFY(f.listIs(kHalf));
    FileDialog::setNextFileName(folder.filePath(QStringLiteral("no/such/folder/a.json")));
    f.dock.saveFile();
    QVERIFY2(f.strip()->text().contains(QLatin1String("cannot be written")), qPrintable(f.strip()->text()));
}

void TestConfigListDock::algorithmProfileAndSeed()
{
    Fixture f;
    auto* algorithm = child<QComboBox>(&f.dock, "algorithmComboBox");
    auto* profile = child<QComboBox>(&f.dock, "profileComboBox");
    auto* seed = child<QSpinBox>(&f.dock, "seedSpinBox");
    QCOMPARE(algorithm->count(), static_cast<int>(pruners().size()));
    QCOMPARE(algorithm->currentData().toString(), QStringLiteral("l1"));
    QVERIFY(!seed->isVisible());
    const int random = algorithm->findData(QStringLiteral("random"));
    QVERIFY(!algorithm->itemData(random, Qt::ToolTipRole).toString().isEmpty());
    algorithm->setCurrentIndex(random);
    Q_EMIT algorithm->activated(random);
    QCOMPARE(QString::fromStdString(f.document.session().algorithm), QStringLiteral("random"));
    QVERIFY(seed->isVisible());
    seed->setValue(7);
    QCOMPARE(f.document.session().seed, std::uint64_t(7));
    Q_EMIT profile->activated(2);
    QCOMPARE(f.document.session().profile, Profile::Nni25);
    QCOMPARE(profile->currentIndex(), 2);
    QCOMPARE(f.newSteps(), 3);
    for (int step = 0; step < 3; ++step)
        f.document.undoStack()->undo();
    QCOMPARE(algorithm->currentData().toString(), QStringLiteral("l1"));
    QCOMPARE(profile->currentIndex(), 0);
    QVERIFY(!seed->isVisible());
}

void TestConfigListDock::throughReductions()
{
    Fixture f;
    auto* check = child<QCheckBox>(&f.dock, "throughReductionsCheckBox");
    QVERIFY(check->isVisible() && !check->isChecked());
    QVERIFY(check->toolTip().contains(QStringLiteral("fine-tune")));
    check->click();
    QVERIFY(f.document.session().throughReductions && f.document.pruneOptions().throughReductions);
    QCOMPARE(f.newSteps(), 1);
    f.document.undoStack()->undo();
    QVERIFY(!check->isChecked() && !f.document.pruneOptions().throughReductions);
    // Single weights are in nobody's mean.
    f.document.setAlgorithm(QStringLiteral("level"));
    QVERIFY(!check->isVisible());
}

void TestConfigListDock::everyParameterHasARow_data()
{
    QTest::addColumn<QByteArray>("algorithm");
    for (const auto& pruner : pruners())
        QTest::newRow(pruner->info().name.c_str()) << QByteArray::fromStdString(pruner->info().name);
}

void TestConfigListDock::everyParameterHasARow()
{
    QFETCH(const QByteArray, algorithm);
    Fixture f;
    f.document.setAlgorithm(QString::fromLatin1(algorithm));
    for (const AlgorithmParameter& parameter : findPruner(algorithm.toStdString())->info().parameters) {
        if (!parameter.mode.empty())
            f.document.setMode(pruningModeFromName(parameter.mode).value());
        const std::string name = parameter.name + "Parameter";
        const auto* field = child<QWidget>(&f.dock, name.c_str());
        QVERIFY(field->isVisible());
        QVERIFY(field->toolTip().contains(QString::fromStdString(parameter.description.english())));
        QVERIFY(field->toolTip().contains(QString::fromStdString(parameter.fallback)));
        QVERIFY(!field->accessibleName().isEmpty());
        const auto labels = f.dock.findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
            return label->buddy() == field && label->text().contains(QString::fromStdString(parameter.title.english()));
        }));
    }
    f.document.setAlgorithm(QStringLiteral("l1"));
    const auto fields = f.dock.findChildren<QWidget*>();
    QVERIFY(std::none_of(fields.begin(), fields.end(), [](const QWidget* field) {
        return field->objectName().endsWith(QLatin1String("Parameter"));
    }));
}

void TestConfigListDock::numbersOfParametersAreThoseOfTheLanguage()
{
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    Fixture f;
    f.document.setAlgorithm(QStringLiteral("movement"));
    const QString toolTip = child<QWidget>(&f.dock, "score_learning_rateParameter")->toolTip();
    QLocale::setDefault(before);
    QVERIFY2(toolTip.contains(QStringLiteral("Usually 0,01")), qPrintable(toolTip));
}

void TestConfigListDock::parametersAreEditedAndUndone()
{
    Fixture f;
    f.document.setAlgorithm(QStringLiteral("apoz"));
    auto* batches = child<QSpinBox>(&f.dock, "batchesParameter");
    auto* activation = child<QComboBox>(&f.dock, "activationParameter");
    QCOMPARE(batches->value(), 10);
    QCOMPARE(batches->minimum(), 1);
    batches->setFocus();
    batches->selectAll();
    QTest::keyClicks(batches, QStringLiteral("250"));
    QCOMPARE(f.document.session().parameters.at("batches"), std::string("250"));
    Q_EMIT activation->activated(1);
    QCOMPARE(f.document.session().parameters.at("activation"), std::string("relu6"));
    QCOMPARE(activation->currentText(), QStringLiteral("relu6"));
    QCOMPARE(f.newSteps(), 3); // algorithm, number, choice
    f.document.undoStack()->undo();
    f.document.undoStack()->undo();
    QCOMPARE(batches->value(), 10);
    QCOMPARE(activation->currentText(), QStringLiteral("relu"));
    QVERIFY(f.document.session().parameters.empty());

    f.document.setAlgorithm(QStringLiteral("movement"));
    auto* rate = child<QDoubleSpinBox>(&f.dock, "score_learning_rateParameter");
    QCOMPARE(rate->value(), 0.01);
    rate->setValue(0.5);
    QCOMPARE(f.document.session().parameters.at("score_learning_rate"), std::string("0.5"));
}

void TestConfigListDock::blocksAreForBalanceOnly()
{
    Fixture f;
    f.document.setAlgorithm(QStringLiteral("level"));
    QVERIFY(f.dock.findChild<QLineEdit*>(QStringLiteral("balance_granularityParameter")) == nullptr);
    f.document.setMode(PruningMode::Balance);
    auto* blocks = child<QLineEdit>(&f.dock, "balance_granularityParameter");
    QCOMPARE(blocks->text(), QStringLiteral("4"));
    const auto type = [&](const char* text) {
        blocks->setFocus();
        blocks->selectAll();
        QTest::keyClicks(blocks, QLatin1String(text));
        QTest::keyClick(blocks, Qt::Key_Return);
    };
    type("1:8");
    QCOMPARE(f.document.session().parameters.at("balance_granularity"), std::string("1:8"));
    type("4,1,1"); // as in Python
    QCOMPARE(f.document.session().parameters.at("balance_granularity"), std::string("4:1:1"));
    type("1:8");
    type("1:0"); // no size: the last one comes back
    QCOMPARE(blocks->text(), QStringLiteral("1:8"));
    QCOMPARE(f.document.session().parameters.at("balance_granularity"), std::string("1:8"));
}

void TestConfigListDock::inModeGlobalTheSliderAsksForTheTotal()
{
    Fixture f(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}, {"op_types": ["Linear"], "sparsity": 0.5}])");
    f.document.setAlgorithm(QStringLiteral("level"));
    QVERIFY(!child<QLabel>(f.card(0), "totalSparsityLabel")->isVisible());
    QVERIFY(!child<QCheckBox>(f.card(0), "layerLimitCheckBox")->isVisible());
    f.document.setMode(PruningMode::Global);
    QTRY_VERIFY(child<QLabel>(f.card(0), "totalSparsityLabel")->isVisible());
    QVERIFY(f.label(0, "totalSparsityLabel").contains(QStringLiteral("all layers together")));
    QCOMPARE(f.slider(0)->value(), 50);
    // NNI's first interface asks each entry for its own, in this mode too.
    f.document.setProfile(Profile::Nni23);
    QTRY_VERIFY(!child<QLabel>(f.card(0), "totalSparsityLabel")->isVisible());
    f.document.undoStack()->undo();
    QTRY_VERIFY(child<QLabel>(f.card(0), "totalSparsityLabel")->isVisible());
    const int before = f.document.undoStack()->index();
    f.slider(1)->setSliderDown(true);
    f.slider(1)->setSliderPosition(60);
    f.slider(1)->setSliderPosition(70);
    f.slider(1)->setSliderDown(false);
    QCOMPARE(f.document.undoStack()->index(), before + 1);
    QVERIFY(f.listIs(R"([{"op_types": ["Conv2d"], "total_sparsity": 0.7},
                         {"op_types": ["Linear"], "total_sparsity": 0.7}])"));
    QTRY_COMPARE(f.slider(0)->value(), 70);
    // What it reaches is counted over all layers: nothing differs from what was asked for.
    NullProgressSink sink;
    f.document.setPreviewMasks(prune(*f.document.model(), f.document.resolution(), f.document.pruneOptions(), sink));
    QCoreApplication::processEvents();
    QVERIFY(!child<QLabel>(f.card(0), "achievedLabel")->isVisible());
    QVERIFY(!child<QLabel>(f.card(1), "achievedLabel")->isVisible());
    f.document.setMode(PruningMode::Normal);
    QVERIFY(f.listIs(R"([{"op_types": ["Conv2d"], "sparsity": 0.7}, {"op_types": ["Linear"], "sparsity": 0.7}])"));
    f.document.undoStack()->undo();
    f.document.setAlgorithm(QStringLiteral("l1")); // which has no mode global
    QVERIFY(f.listIs(R"([{"op_types": ["Conv2d"], "sparsity": 0.7}, {"op_types": ["Linear"], "sparsity": 0.7}])"));
}

void TestConfigListDock::layersCanBeLimitedInModeGlobal()
{
    Fixture f(R"([{"op_types": ["Conv2d"], "total_sparsity": 0.95}])");
    f.document.setAlgorithm(QStringLiteral("level"));
    f.document.setMode(PruningMode::Global);
    auto* limited = child<QCheckBox>(f.card(0), "layerLimitCheckBox");
    auto* limit = child<QDoubleSpinBox>(f.card(0), "layerLimitSpinBox");
    QTRY_VERIFY(limited->isVisible());
    QVERIFY(!limited->isChecked() && !limit->isEnabled());
    limited->click();
    // Less would keep the total from being reached.
    QCOMPARE(f.list().front().maxSparsityPerLayer.value_or(-1), 0.95);
    QTRY_VERIFY(limit->isEnabled());
    limit->setFocus();
    limit->selectAll();
    QTest::keyClicks(limit, QStringLiteral("97.5"));
    QTest::keyClick(limit, Qt::Key_Return);
    QVERIFY(f.listIs(R"([{"op_types": ["Conv2d"], "total_sparsity": 0.95, "max_sparsity_per_layer": 0.975}])"));
    f.document.undoStack()->undo();
    QTRY_COMPARE(limit->value(), 95.0);
    // A limit that counts for nothing can still be taken away.
    f.document.setMode(PruningMode::Normal);
    QVERIFY(limited->isVisible());
    limited->click();
    QVERIFY(f.listIs(R"([{"op_types": ["Conv2d"], "sparsity": 0.95}])"));
    QTRY_VERIFY(!limited->isVisible());
    f.document.setConfigList(
        configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5, "max_sparsity_per_layer": {"conv1": 0.7}}])"),
        QStringLiteral("By layer"));
    QTRY_VERIFY(limited->isVisible());
    QVERIFY(limited->isChecked() && !limited->isEnabled());
}

void TestConfigListDock::whatACriterionNeedsIsSaid()
{
    Fixture f;
    const auto* needs = child<QLabel>(&f.dock, "algorithmNeedsLabel");
    QVERIFY(!needs->isVisible());
    f.document.setAlgorithm(QStringLiteral("taylor"));
    QVERIFY(needs->isVisible());
    QVERIFY(needs->text().contains(QStringLiteral("no data set is chosen")));
    f.document.setData(QStringLiteral("fashion-mnist"));
    QVERIFY(needs->isVisible());
    QVERIFY(!needs->text().contains(QStringLiteral("no data set is chosen")));
    f.document.setAlgorithm(QStringLiteral("movement"));
    QVERIFY(needs->text().contains(QStringLiteral("while the network trains")));
    f.document.setAlgorithm(QStringLiteral("slim"));
    QVERIFY(!needs->isVisible());
}

void TestConfigListDock::nothingIsCutOff_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<QString>("algorithm");
    QTest::newRow("330") << 330 << QStringLiteral("random");
    for (const char* algorithm : {"random", "apoz", "movement"})
        QTest::addRow("300, %s", algorithm) << 300 << QString::fromLatin1(algorithm);
}

void TestConfigListDock::nothingIsCutOff()
{
    QFETCH(int, width);
    QFETCH(QString, algorithm);
    Fixture f(R"([{"op_types": ["Conv2d", "ConvTranspose2d", "Linear"], "sparsity": 0.5},
                  {"op_names": ["layer2.0.downsample.0", "a.layer.with.a.name.that.is.far.too.long.for.any.dock"],
                   "sparsity": 0.3}, {"op_names": ["conv1"], "exclude": true}])");
    f.document.setAlgorithm(algorithm);
    f.dock.resize(width, 700);
    QTRY_COMPARE(f.dock.width(), width);
    QApplication::processEvents();
    QCOMPARE(f.dock.width(), width);
    const QWidget* content = f.dock.widget();
    for (const QWidget* part : content->findChildren<QWidget*>()) {
        if (!part->isVisible())
            continue;
        const int left = part->mapTo(content, QPoint(0, 0)).x();
        const QString place = QStringLiteral("%1 %2 at %3, %4 wide of %5")
                                  .arg(QLatin1String(part->metaObject()->className()), part->objectName())
                                  .arg(left)
                                  .arg(part->width())
                                  .arg(content->width());
        QVERIFY2(left >= 0 && left + part->width() <= content->width(), qPrintable(place));
        const bool control = qobject_cast<const QLabel*>(part) != nullptr
                             || qobject_cast<const QAbstractButton*>(part) != nullptr
                             || qobject_cast<const QAbstractSpinBox*>(part) != nullptr
                             || qobject_cast<const QComboBox*>(part) != nullptr;
        QVERIFY2(!control || part->width() >= part->minimumSizeHint().width(), qPrintable(place));
    }
}

ESPALIER_GUI_TEST_MAIN(TestConfigListDock)

#include "tst_config_list_dock.moc"

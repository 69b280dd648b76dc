// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

#include <cstdlib>
#include <memory>
#include <vector>

#include "tests/support/gui_test.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/clamping_spin_box.h"
#include "ui/widgets/command_palette.h"
#include "ui/widgets/input_shape_strip.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/shortcuts_dialog.h"
#include "ui/widgets/step_bar.h"

using namespace espalier::ui;
using espalier::test::child;

namespace {

constexpr int kChipMargin = 4;      ///< pixels from a chip's edge to where nothing but its fill is
constexpr int kSeenDifference = 60; ///< of the sum of three colour channels

/// Actions of the given texts; they die with the parent.
QList<QAction*> makeActions(QObject& parent, const QStringList& texts)
{
    QList<QAction*> actions;
    for (const QString& text : texts) {
        actions.append(new QAction(text, &parent));
        actions.last()->setObjectName(QString(text).remove(QLatin1Char('&')).section(QLatin1Char(' '), 0, 0).toLower()
                                      + QStringLiteral("Action"));
    }
    return actions;
}

QStringList shown(const CommandPalette& palette)
{
    const auto* list = child<QListWidget>(&palette, "commandPaletteListWidget");
    QStringList texts;
    for (int row = 0; row < list->count(); ++row)
        texts.append(list->item(row)->text());
    return texts;
}

QList<ChipBar::Chip> chips()
{
    const auto chip = [](const char* key, bool enabled) {
        return ChipBar::Chip{QString::fromLatin1(key), QString::fromLatin1(key) + QStringLiteral(" 9"), {}, enabled};
    };
    return {chip("Conv2d", true), chip("Linear", true), chip("BatchNorm2d", false), chip("Embedding", true)};
}

} // namespace

/// Command palette, step bar and chip bar, as one uses them.
class SmallControlsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lettersWithGapsFindACommand()
    {
        const QString text = QStringLiteral("Open the example");
        QVERIFY(CommandPalette::score(QStringLiteral("oex"), text) >= 0);
        QVERIFY(CommandPalette::score(QStringLiteral("OEX"), text) >= 0);
        QCOMPARE(CommandPalette::score(QStringLiteral("xeo"), text), -1);
        QVERIFY(CommandPalette::score({}, text) >= 0);
        // Joined letters before scattered ones, early ones before late ones.
        QVERIFY(CommandPalette::score(QStringLiteral("exa"), text)
                > CommandPalette::score(QStringLiteral("oex"), text));
        QVERIFY(CommandPalette::score(QStringLiteral("op"), text) > CommandPalette::score(QStringLiteral("exa"), text));
    }

    void aNumberThatGoesTooFarIsTheLargestOne_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<double>("value");
        QTest::newRow("whole") << QStringLiteral("100") << 99.9;
        QTest::newRow("far") << QStringLiteral("1234") << 99.9;
        QTest::newRow("with its sign") << QStringLiteral("100 %") << 99.9;
        QTest::newRow("within") << QStringLiteral("33.3") << 33.3;
        QTest::newRow("the largest") << QStringLiteral("99.9") << 99.9;
        QTest::newRow("letters are refused") << QStringLiteral("1x2") << 12.0;
    }

    void aNumberThatGoesTooFarIsTheLargestOne()
    {
        QFETCH(const QString, typed);
        QFETCH(const double, value);
        ClampingSpinBox box;
        box.setDecimals(1);
        box.setRange(0.0, 99.9);
        box.setSuffix(QStringLiteral(" %"));
        box.setValue(50.0);
        box.show();
        box.selectAll();
        QTest::keyClicks(&box, typed);
        QTest::keyClick(&box, Qt::Key_Return);
        QCOMPARE(box.value(), value);
    }

    void aMessageGoesWithItsCause()
    {
        MessageStrip strip;
        bool holds = true;
        strip.showMessage(espalier::Severity::Error, QStringLiteral("wrong"));
        strip.showWhile([&holds] { return holds; });
        strip.review();
        QCOMPARE(strip.text(), QStringLiteral("wrong"));
        holds = false;
        strip.showMessage(espalier::Severity::Info, QStringLiteral("another"));
        strip.review(); // is about something else
        QCOMPARE(strip.text(), QStringLiteral("another"));
        strip.showWhile([&holds] { return holds; });
        strip.review();
        QVERIFY(strip.text().isEmpty());
        QVERIFY(!strip.isVisibleTo(nullptr));
    }

    void everyKeyIsListed()
    {
        QObject parent;
        const QList<QAction*> actions = makeActions(parent, {QStringLiteral("&Save"), QStringLiteral("Nothing")});
        actions.first()->setShortcut(QKeySequence(QStringLiteral("Ctrl+S")));
        const ShortcutsDialog dialog(actions, {});
        const auto* tree = child<QTreeWidget>(&dialog, "shortcutsTreeWidget");
        QCOMPARE(tree->topLevelItem(0)->childCount(), 1); // the other one has no key
        QCOMPARE(tree->topLevelItem(0)->child(0)->text(0), QKeySequence(QStringLiteral("Ctrl+S")).toString());
        QCOMPARE(tree->topLevelItem(0)->child(0)->text(1), QStringLiteral("Save"));
        for (int group = 2; group < tree->topLevelItemCount(); ++group) {
            const QTreeWidgetItem* item = tree->topLevelItem(group);
            QVERIFY(item->childCount() > 0);
            for (int i = 0; i < item->childCount(); ++i)
                QVERIFY(!item->child(i)->text(0).isEmpty() && !item->child(i)->text(1).isEmpty());
        }
    }

    void thePaletteRunsWhatWasTyped()
    {
        QObject owner;
        const auto actions =
            makeActions(owner, {QStringLiteral("&Prune"), QStringLiteral("&Export…"), QStringLiteral("Expand all")});
        QSignalSpy pruned(actions[0], &QAction::triggered);
        QSignalSpy exported(actions[1], &QAction::triggered);
        CommandPalette palette(actions);
        palette.show();
        auto* input = child<QLineEdit>(&palette, "commandPaletteLineEdit");
        QCOMPARE(shown(palette),
                 (QStringList{QStringLiteral("Prune"), QStringLiteral("Export…"), QStringLiteral("Expand all")}));
        QTest::keyClicks(input, QStringLiteral("exp"));
        QCOMPARE(shown(palette), (QStringList{QStringLiteral("Export…"), QStringLiteral("Expand all")}));
        QTest::keyClick(input, Qt::Key_Return);
        QVERIFY(!palette.isVisible());
        QTRY_COMPARE(exported.count(), 1);
        QCOMPARE(pruned.count(), 0);
    }

    void arrowsChooseAndWrapAround()
    {
        QObject owner;
        const auto actions =
            makeActions(owner, {QStringLiteral("First"), QStringLiteral("Second"), QStringLiteral("Third")});
        QSignalSpy third(actions[2], &QAction::triggered);
        CommandPalette palette(actions);
        palette.show();
        auto* input = child<QLineEdit>(&palette, "commandPaletteLineEdit");
        QTest::keyClick(input, Qt::Key_Down);
        QTest::keyClick(input, Qt::Key_Down);
        QTest::keyClick(input, Qt::Key_Down);
        QCOMPARE(child<QListWidget>(&palette, "commandPaletteListWidget")->currentRow(), 0);
        QTest::keyClick(input, Qt::Key_Up);
        QTest::keyClick(input, Qt::Key_Enter);
        QTRY_COMPARE(third.count(), 1);
    }

    void whatCannotRunIsNotOffered()
    {
        QObject owner;
        const auto actions = makeActions(owner, {QStringLiteral("Can"), QStringLiteral("Cannot")});
        actions[1]->setEnabled(false);
        CommandPalette palette(actions);
        QCOMPARE(shown(palette), QStringList{QStringLiteral("Can")});
        auto* input = child<QLineEdit>(&palette, "commandPaletteLineEdit");
        input->setText(QStringLiteral("cannot"));
        QVERIFY(shown(palette).isEmpty());
        QTest::keyClick(input, Qt::Key_Return); // nothing there: nothing happens
    }

    void theStepBarPointsToTheNextStep()
    {
        QObject owner;
        const auto steps =
            makeActions(owner, {QStringLiteral("Model"), QStringLiteral("Choose"), QStringLiteral("Export")});
        StepBar bar(steps);
        QCOMPARE(bar.nextStep(), 0);
        bar.setDone({true, false, false});
        QCOMPARE(bar.nextStep(), 1);
        const auto* model = child<QToolButton>(&bar, "modelButton");
        const auto* choose = child<QToolButton>(&bar, "chooseButton");
        const auto* last = child<QToolButton>(&bar, "exportButton");
        QVERIFY(!model->font().bold() && choose->font().bold() && !last->font().bold());
        // Not by weight alone: in words and with a mark as well.
        QVERIFY(!model->icon().isNull() && choose->icon().isNull());
        QVERIFY(model->accessibleDescription() != choose->accessibleDescription());
        QVERIFY(choose->accessibleDescription() != last->accessibleDescription());
        bar.setDone({true, true, true});
        QCOMPARE(bar.nextStep(), -1);
        QVERIFY(!last->icon().isNull());
    }

    void theProposedShapeIsReadWhereThereIsLittleRoom()
    {
        InputShapeStrip strip;
        strip.ask({espalier::InputSpec{{1, 3, 224, 224}}});
        const auto* input = child<QLineEdit>(&strip, "inputShapeLineEdit");
        const auto* question = child<QLabel>(&strip, "inputShapeQuestionLabel");
        for (const int width : {1600, 700, strip.minimumSizeHint().width()}) {
            strip.resize(width, strip.heightForWidth(width));
            QTest::qWait(0);
            QCOMPARE(input->text(), QStringLiteral("1,3,224,224"));
            QVERIFY(input->width() >= 16 * input->fontMetrics().averageCharWidth());
            QVERIFY(input->contentsRect().width() > input->fontMetrics().horizontalAdvance(input->text()));
            // The question gives way: in several lines, but all of it.
            QVERIFY(question->height() >= question->heightForWidth(question->width()));
            const bool oneLine = question->height() < 2 * question->fontMetrics().height();
            QCOMPARE(oneLine, width == 1600);
        }
    }

    void everyStepCanBeChosenAtAnyTime()
    {
        QObject owner;
        const auto steps =
            makeActions(owner, {QStringLiteral("Model"), QStringLiteral("&Choose"), QStringLiteral("Export")});
        StepBar bar(steps);
        QSignalSpy triggered(steps[2], &QAction::triggered);
        child<QToolButton>(&bar, "exportButton")->click();
        QCOMPARE(triggered.count(), 1);
        QCOMPARE(child<QToolButton>(&bar, "chooseButton")->text(), QStringLiteral("Choose"));
        steps[1]->setText(QStringLiteral("选择"));
        QCOMPARE(child<QToolButton>(&bar, "chooseButton")->text(), QStringLiteral("选择"));
    }

    void chipsTellWhatIsChosenInTheirOrder()
    {
        ChipBar bar;
        bar.setChips(chips());
        QSignalSpy changed(&bar, &ChipBar::selectionChanged);
        child<QToolButton>(&bar, "EmbeddingChipButton")->click();
        child<QToolButton>(&bar, "Conv2dChipButton")->click();
        QCOMPARE(changed.count(), 2);
        QCOMPARE(changed.last().first().toStringList(),
                 (QStringList{QStringLiteral("Conv2d"), QStringLiteral("Embedding")}));
        child<QToolButton>(&bar, "BatchNorm2dChipButton")->click(); // disabled
        child<QToolButton>(&bar, "Conv2dChipButton")->click();
        QCOMPARE(changed.count(), 3);
        QCOMPARE(bar.selected(), QStringList{QStringLiteral("Embedding")});
        bar.setSelected({QStringLiteral("Linear")});
        QCOMPARE(bar.selected(), QStringList{QStringLiteral("Linear")});
        QCOMPARE(changed.count(), 3); // only the user's toggles are told
    }

    void chosenChipsStayChosen()
    {
        ChipBar bar;
        bar.setChips(chips());
        bar.setSelected({QStringLiteral("Linear"), QStringLiteral("Embedding")});
        QList<ChipBar::Chip> fewer = chips();
        fewer.removeLast();
        bar.setChips(fewer);
        QCOMPARE(bar.selected(), QStringList{QStringLiteral("Linear")});
    }

    void chosenChipsAreSeen_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void chosenChipsAreSeen()
    {
        QFETCH(bool, dark);
        ThemeManager::instance().setChoice(dark ? ThemeChoice::Dark : ThemeChoice::Light);
        ChipBar bar;
        bar.setChips(chips());
        bar.resize(bar.sizeHint());
        auto* button = child<QToolButton>(&bar, "LinearChipButton");
        const auto fill = [&] {
            const QImage image = button->grab().toImage();
            return image.pixelColor(image.width() / 2, image.height() - kChipMargin);
        };
        const QColor plain = fill();
        bar.setSelected({QStringLiteral("Linear")});
        const QColor chosen = fill();
        const int difference = std::abs(plain.red() - chosen.red()) + std::abs(plain.green() - chosen.green())
                               + std::abs(plain.blue() - chosen.blue());
        ThemeManager::instance().setChoice(ThemeChoice::Light);
        QVERIFY2(difference > kSeenDifference, qPrintable(QString::number(difference)));
    }

    void chipsWrapWhenThereIsNoRoom()
    {
        ChipBar bar;
        bar.setChips(chips());
        const int oneRow = bar.heightForWidth(4000);
        QVERIFY(bar.heightForWidth(bar.minimumSizeHint().width()) > 2 * oneRow);
        bar.resize(bar.minimumSizeHint().width(), 400);
        bar.show();
        QVERIFY(QTest::qWaitForWindowExposed(&bar));
        for (const auto* button : bar.findChildren<QToolButton*>())
            QVERIFY(bar.rect().contains(button->geometry()));
        const auto* first = child<QToolButton>(&bar, "Conv2dChipButton");
        const auto* second = child<QToolButton>(&bar, "LinearChipButton");
        QVERIFY(!first->geometry().intersects(second->geometry()));
    }
};

ESPALIER_GUI_TEST_MAIN(SmallControlsTest)

#include "tst_small_controls.moc"

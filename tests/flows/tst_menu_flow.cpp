// SPDX-License-Identifier: GPL-3.0-or-later
// Menus by keyboard: in no menu do two entries want the same key, in no language and no state.
#include <QAction>
#include <QDialog>
#include <QFile>
#include <QKeyEvent>
#include <QKeySequence>
#include <QLineEdit>
#include <QMap>
#include <QMenu>
#include <QMenuBar>

#include "tests/flows/flow_window.h"

using namespace espalier;
using namespace espalier::test;

namespace {

/// Takes every key for its own, as text fields do with some.
class GreedyField : public QLineEdit
{
public:
    using QLineEdit::QLineEdit;

    int keys = 0;

protected:
    bool event(QEvent* event) override
    {
        if (event->type() == QEvent::ShortcutOverride) {
            event->accept();
            return true;
        }
        return QLineEdit::event(event);
    }
    void keyPressEvent(QKeyEvent* event) override
    {
        keys += event->key() == Qt::Key_Control ? 0 : 1;
        QLineEdit::keyPressEvent(event);
    }
};

/// "File: Open and Options want Alt+O"; empty when each entry of @p menu has a key of its own or none.
QString collision(const QString& menu, const QList<QAction*>& entries)
{
    QMap<QString, QString> owners;
    for (const QAction* entry : entries) {
        const QString key = QKeySequence::mnemonic(entry->text()).toString();
        if (key.isEmpty() || !entry->isVisible())
            continue;
        if (owners.contains(key))
            return QStringLiteral("%1: \"%2\" and \"%3\" want %4").arg(menu, owners[key], entry->text(), key);
        owners.insert(key, entry->text());
    }
    return {};
}

QString firstCollision(const QMainWindow& window)
{
    const QString bar = collision(QStringLiteral("menu bar"), window.menuBar()->actions());
    if (!bar.isEmpty())
        return bar;
    for (auto* menu : window.findChildren<QMenu*>()) {
        Q_EMIT menu->aboutToShow(); // some are filled only now
        const QString found = collision(menu->title() + menu->objectName(), menu->actions());
        if (!found.isEmpty())
            return found;
    }
    return {};
}

} // namespace

class MenuFlow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyEntryHasAKeyOfItsOwn_data();
    void everyEntryHasAKeyOfItsOwn();
    void aListWithErrorsIsNotPruned();
    void fileNamesAreNoKeys();
    void textFieldsLeaveTheKeysOfCommandsAlone();
};

void MenuFlow::everyEntryHasAKeyOfItsOwn_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("English") << QStringLiteral("en");
    QTest::newRow("Chinese") << QStringLiteral("zh_CN");
}

void MenuFlow::everyEntryHasAKeyOfItsOwn()
{
    QFETCH(QString, language);
    FlowWindow flow;
    flow.language().setLanguage(language);
    QCOMPARE(flow.language().language(), language);
    QCOMPARE(firstCollision(flow.window()), QString());
    flow.openExample();
    flow.action("addEntryAction")->trigger(); // "Undo: ..." now
    QCOMPARE(firstCollision(flow.window()), QString());
    flow.action("startTrainingAction")->trigger();
    QTRY_VERIFY(flow.action("pauseTrainingAction")->isEnabled());
    flow.action("pauseTrainingAction")->trigger(); // "Resume training" now
    QCOMPARE(firstCollision(flow.window()), QString());
}

void MenuFlow::aListWithErrorsIsNotPruned()
{
    FlowWindow flow;
    flow.openExample();
    const QAction* prune = flow.action("pruneAction");
    QVERIFY(prune->isEnabled());
    flow.document().setConfigList(configList(R"([{"op_types": ["Conv2d"], "sparsity": 1.0}])"),
                                  QStringLiteral("Too much"));
    QVERIFY(!prune->isEnabled());
    QVERIFY2(prune->text().contains(QStringLiteral("errors")), qPrintable(prune->text()));
    // What only pruning refuses counts as well: convolutions have no scales.
    flow.document().setConfigList(configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])"), QStringLiteral("Half"));
    QTRY_VERIFY(prune->isEnabled());
    flow.document().setAlgorithm(QStringLiteral("slim"));
    QTRY_VERIFY(!prune->isEnabled());
    flow.document().setAlgorithm(QStringLiteral("level"));
    QTRY_VERIFY(prune->isEnabled());
    flow.document().setMode(PruningMode::Global);
    flow.document().setConfigList(configList(R"([{"op_types": ["Conv2d"], "total_sparsity": 0.5}])"),
                                  QStringLiteral("Total"));
    QTRY_VERIFY(prune->isEnabled());
    QVERIFY(prune->text().contains(QStringLiteral("layer")));
    flow.action("pruneAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!flow.document().masks().empty(), 60000);
}

void MenuFlow::fileNamesAreNoKeys()
{
    FlowWindow flow;
    const QString path = flow.file(QStringLiteral("a&b.pt"));
    QVERIFY(QFile::copy(testModelPath(QStringLiteral("lenet_scripted")), path));
    flow.open(path);
    auto* recent = child<QMenu>(&flow.window(), "recentMenu");
    Q_EMIT recent->aboutToShow();
    const auto entries = recent->actions();
    QCOMPARE(entries.first()->toolTip(), path);
    QVERIFY(QKeySequence::mnemonic(entries.first()->text()).isEmpty());
    // Chosen, it opens the file of that name.
    flow.document().close();
    entries.first()->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(flow.document().model() != nullptr, 60000);
}

void MenuFlow::textFieldsLeaveTheKeysOfCommandsAlone()
{
    FlowWindow flow;
    flow.open(testModelPath(QStringLiteral("lenet_scripted")));
    flow.window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&flow.window()));
    GreedyField field(flow.window().centralWidget());
    field.show();
    field.setFocus();
    QTest::keyClick(&field, Qt::Key_Z, Qt::ControlModifier); // what was typed is the field's to take back
    QCOMPARE(field.keys, 1);
    QTest::keyClick(&field, Qt::Key_E, Qt::ControlModifier);
    auto* dialog = flow.window().findChild<QDialog*>(QStringLiteral("exportDialog"));
    QVERIFY(dialog != nullptr);
    QCOMPARE(field.keys, 1);
    // A dialog has no commands.
    GreedyField inside(dialog);
    inside.show();
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    inside.setFocus();
    QTest::keyClick(&inside, Qt::Key_E, Qt::ControlModifier);
    QCOMPARE(inside.keys, 1);
    dialog->close();
}

ESPALIER_GUI_TEST_MAIN(MenuFlow)
#include "tst_menu_flow.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QIcon>
#include <QMap>
#include <QSet>
#include <QTest>

#include "tests/support/gui_test.h"
#include "ui/actions/action_registry.h"
#include "ui/theme/theme_manager.h"

using namespace espalier::ui;

class ActionRegistryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyActionSaysWhatItDoes()
    {
        const ActionRegistry registry;
        QCOMPARE(registry.actions().size(), static_cast<qsizetype>(ActionId::Count));
        QSet<QString> names;
        for (const QAction* action : registry.actions()) {
            const QByteArray name = action->objectName().toLatin1();
            QVERIFY2(name.endsWith("Action") && !names.contains(action->objectName()), name);
            names.insert(action->objectName());
            QVERIFY2(!action->text().isEmpty(), name);
            QVERIFY2(!action->toolTip().isEmpty() && action->toolTip() != action->text(), name);
            QVERIFY2(!action->statusTip().isEmpty(), name);
        }
    }

    void everyIconIsInTheTheme()
    {
        const ActionRegistry registry;
        for (const ThemeChoice choice : {ThemeChoice::Dark, ThemeChoice::Light}) {
            ThemeManager::instance().setChoice(choice);
            for (const QAction* action : registry.actions())
                QVERIFY2(QIcon::hasThemeIcon(action->icon().name()), action->objectName().toLatin1());
        }
    }

    void accessKeysAreNoPartOfTheText()
    {
        QCOMPARE(withoutAccessKey(QStringLiteral("&Open…")), QStringLiteral("Open…"));
        QCOMPARE(withoutAccessKey(QStringLiteral("打开(&O)…")), QStringLiteral("打开…"));
        QCOMPARE(withoutAccessKey(QStringLiteral("Sparsity (%)")), QStringLiteral("Sparsity (%)"));
    }

    void noKeyIsGivenTwice()
    {
        const ActionRegistry registry;
        QMap<QKeySequence, QString> owners;
        for (const QAction* action : registry.actions()) {
            if (action->shortcut().isEmpty())
                continue;
            const QString other = owners.value(action->shortcut());
            QVERIFY2(other.isEmpty(), qPrintable(action->objectName() + QLatin1Char(' ') + other));
            owners.insert(action->shortcut(), action->objectName());
        }
    }

    void agreedKeysLeadToTheirCommands_data()
    {
        QTest::addColumn<ActionId>("id");
        QTest::addColumn<QString>("objectName");
        QTest::addColumn<QString>("key");
        const auto row = [](ActionId id, const char* name, const char* key) {
            QTest::addRow("%s", name) << id << QString::fromLatin1(name) << QString::fromLatin1(key);
        };
        row(ActionId::OpenFile, "openFileAction", "Ctrl+O");
        row(ActionId::SaveSession, "saveSessionAction", "Ctrl+S");
        row(ActionId::Undo, "undoAction", "Ctrl+Z");
        row(ActionId::Redo, "redoAction", "Ctrl+Shift+Z");
        row(ActionId::FindLayer, "findLayerAction", "Ctrl+F");
        row(ActionId::CommandPalette, "commandPaletteAction", "Ctrl+K");
        row(ActionId::StartTraining, "startTrainingAction", "Ctrl+R");
        row(ActionId::PauseTraining, "pauseTrainingAction", "Ctrl+Shift+R");
        row(ActionId::StopTraining, "stopTrainingAction", "Ctrl+.");
        row(ActionId::ExportModel, "exportModelAction", "Ctrl+E");
        row(ActionId::Recompute, "recomputeAction", "F5");
        row(ActionId::FullScreen, "fullScreenAction", "F11");
        row(ActionId::StepModel, "stepModelAction", "Ctrl+1");
        row(ActionId::StepExport, "stepExportAction", "Ctrl+5");
        row(ActionId::Shortcuts, "shortcutsAction", "F1");
        row(ActionId::About, "aboutAction", "");
    }

    void agreedKeysLeadToTheirCommands()
    {
        QFETCH(ActionId, id);
        QFETCH(QString, key);
        const ActionRegistry registry;
        const QAction* action = registry.action(id);
        QTEST(action->objectName(), "objectName");
        QCOMPARE(action->shortcut().toString(QKeySequence::PortableText), key);
        const QString native = action->shortcut().toString(QKeySequence::NativeText);
        QVERIFY(native.isEmpty() || action->toolTip().contains(native));
    }
};

ESPALIER_GUI_TEST_MAIN(ActionRegistryTest)

#include "tst_action_registry.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/config_presets.h"

#include <QAction>
#include <QMenu>
#include <QSet>
#include <QTest>
#include <QUndoStack>

#include <algorithm>

#include "core/config/config_resolver.h"
#include "core/pruning/pruner.h"
#include "tests/support/gui_test.h"
#include "ui/docks/config_list_dock.h"
#include "ui/document/current_selection.h"
#include "ui/document/session_document.h"

using namespace espalier;
using namespace espalier::test;
using namespace espalier::ui;

class ConfigPresetsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPresetWorks_data();
    void everyPresetWorks();
    void theEndsAreKept();
    void withoutAModelThereAreNone();
    void choosingOneIsOneUndoStep();
};

void ConfigPresetsTest::everyPresetWorks_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<QString>("algorithm");
    for (const char* network : {"lenet_scripted", "resnet_traced", "mobilenet_scripted"}) {
        for (const char* algorithm : {"l1", "level", "fpgm"})
            QTest::addRow("%s %s", network, algorithm) << network << algorithm;
    }
}

void ConfigPresetsTest::everyPresetWorks()
{
    QFETCH(QString, network);
    QFETCH(QString, algorithm);
    SessionDocument document;
    openInDocument(document, network);
    document.setAlgorithm(algorithm);
    const auto presets = configPresets(ConfigEditContext::of(document));
    QVERIFY(presets.size() >= 3);
    QSet<QString> titles;
    for (const ConfigPreset& preset : presets) {
        titles.insert(preset.title);
        document.setConfigList(preset.edit.list, preset.edit.text);
        QVERIFY2(document.resolution().issues.empty(), qPrintable(preset.title));
        // Every entry of a preset does something.
        for (const std::size_t won : document.resolution().layersWon)
            QVERIFY2(won > 0, qPrintable(preset.title));
    }
    QCOMPARE(titles.size(), static_cast<qsizetype>(presets.size()));
}

void ConfigPresetsTest::theEndsAreKept()
{
    SessionDocument document;
    openInDocument(document, QStringLiteral("resnet_traced"));
    for (const ConfigPreset& preset : configPresets(ConfigEditContext::of(document))) {
        if (!preset.title.contains(QLatin1String("first and last")))
            continue;
        document.setConfigList(preset.edit.list, preset.edit.text);
        QVERIFY(document.resolution().find("conv1")->excluded);
        QVERIFY(document.resolution().find("fc")->excluded);
        QVERIFY(document.resolution().find("layer1.0.conv1")->sparsity.has_value());
        return;
    }
    QFAIL("There is no such preset.");
}

void ConfigPresetsTest::withoutAModelThereAreNone()
{
    const SessionDocument document;
    QVERIFY(configPresets(ConfigEditContext::of(document)).empty());
}

void ConfigPresetsTest::choosingOneIsOneUndoStep()
{
    SessionDocument document;
    CurrentSelection selection;
    ConfigListDock dock(document, selection);
    openInDocument(document, QStringLiteral("resnet_traced"));
    auto* menu = child<QMenu>(&dock, "presetsMenu");
    Q_EMIT menu->aboutToShow();
    QVERIFY(menu->actions().size() >= 3);
    menu->actions().first()->trigger();
    QCOMPARE(document.session().configList.size(), std::size_t(1));
    QCOMPARE(document.undoStack()->count(), 1);
    QVERIFY(document.undoStack()->undoText().contains(QLatin1String("All convolutions")));
}

ESPALIER_GUI_TEST_MAIN(ConfigPresetsTest)

#include "tst_config_presets.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the window, every dock and dialog, to be looked at: <build>/screenshots. What can be checked is checked:
// nothing is cut off at the smallest and at the usual size.
#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QDockWidget>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTimer>

#include "tests/flows/flow_window.h"
#include "ui/prompts/message_box.h"
#include "ui/theme/theme_manager.h"

using namespace espalier;
using namespace espalier::test;
using ui::ThemeChoice;
using ui::ThemeManager;

namespace {

constexpr int kLongestRun = 1800000; ///< milliseconds, for data of the user's own

} // namespace

class Screenshots : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void window_data();
    void window();
    void schedules_data();
    void schedules();
    void sizes_data();
    void sizes();
    void cleanup();

private:
    void save(QWidget* widget, const QString& name);
    void saveInspector(FlowWindow& flow);
    void saveDocks(FlowWindow& flow);
    void saveDialogs(FlowWindow& flow);
    void saveTraining(FlowWindow& flow);
    void saveFailure(FlowWindow& flow);

    QDir m_folder{QStringLiteral(ESPALIER_BINARY_DIR "/screenshots")};
    QString m_prefix;
};

void Screenshots::initTestCase()
{
    QVERIFY(m_folder.mkpath(QStringLiteral(".")));
}

void Screenshots::cleanup()
{
    ThemeManager::instance().setChoice(ThemeChoice::Light);
}

void Screenshots::save(QWidget* widget, const QString& name)
{
    QTest::qWait(300); // charts draw at most 20 times a second
    const QPixmap picture = widget->grab();
    QVERIFY(!picture.isNull());
    QVERIFY(picture.save(m_folder.filePath(m_prefix + name + QStringLiteral(".png"))));
}

void Screenshots::saveInspector(FlowWindow& flow)
{
    const QStringList before = flow.window().selection().layers();
    flow.window().selection().setLayers({QStringLiteral("layer2.0.conv1")});
    auto* tabs = child<QTabWidget>(&flow.window(), "inspectorTabWidget");
    auto* granularity = child<QComboBox>(&flow.window(), "granularityComboBox");
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        save(&flow.window(), QStringLiteral("-3-inspector-%1").arg(tab));
    }
    tabs->setCurrentIndex(0);
    for (const int key : {Qt::Key_End, Qt::Key_Up, Qt::Key_Home}) {
        save(tabs, QStringLiteral("-3-map-%1").arg(granularity->currentIndex()));
        QTest::keyClick(granularity, static_cast<Qt::Key>(key));
    }
    save(tabs, QStringLiteral("-3-map-%1").arg(granularity->currentIndex()));
    flow.window().selection().setLayers(before);
}

void Screenshots::saveDocks(FlowWindow& flow)
{
    for (auto* dock : flow.window().findChildren<QDockWidget*>()) {
        if (dock->objectName() == QLatin1String("numbersDock"))
            continue;
        dock->show();
        dock->raise();
        save(dock, QStringLiteral("-") + dock->objectName());
    }
    child<QDockWidget>(&flow.window(), "trainingDock")->raise();
}

void Screenshots::saveDialogs(FlowWindow& flow)
{
    // Modal dialogs spin their own loop: the picture is taken from inside.
    for (const char* name : {"preferencesAction", "shortcutsAction", "aboutAction", "commandPaletteAction"}) {
        QTimer::singleShot(200, &flow.window(), [this, &flow, name] {
            for (auto* dialog : flow.window().findChildren<QDialog*>()) {
                if (!dialog->isVisible())
                    continue;
                save(dialog, QStringLiteral("-") + QLatin1String(name).chopped(6));
                dialog->reject();
            }
        });
        flow.action(name)->trigger();
    }
    flow.action("shrinkAction")->trigger();
    auto* shrinking = flow.window().findChild<QDialog*>(QStringLiteral("speedupDialog"));
    QVERIFY(shrinking != nullptr);
    flow.waitUntilIdle();
    save(shrinking, QStringLiteral("-shrunk"));
    shrinking->close();
    flow.action("exportModelAction")->trigger();
    auto* dialog = flow.window().findChild<QDialog*>(QStringLiteral("exportDialog"));
    QVERIFY(dialog != nullptr);
    child<QLineEdit>(dialog, "folderLineEdit")->setText(flow.file(QStringLiteral("exported files")));
    save(dialog, QStringLiteral("-export"));
    child<QPushButton>(dialog, "exportButton")->click();
    flow.waitUntilIdle();
    save(dialog, QStringLiteral("-export-verified"));
    dialog->close();
}

void Screenshots::saveTraining(FlowWindow& flow)
{
    child<QDockWidget>(&flow.window(), "trainingDock")->raise();
    TrainingOptions options = flow.document().trainingOptions();
    options.epochs = 4;
    flow.document().setTrainingOptions(options);
    flow.action("startTrainingAction")->trigger();
    QTest::qWait(4000);
    save(&flow.window(), QStringLiteral("-4-training"));
    QTRY_VERIFY_WITH_TIMEOUT(!flow.document().runs().empty(), 120000);
    flow.waitUntilIdle();
    save(&flow.window(), QStringLiteral("-5-trained"));
    child<QDockWidget>(&flow.window(), "runsDock")->raise();
    save(&flow.window(), QStringLiteral("-6-runs"));
}

void Screenshots::saveFailure(FlowWindow& flow)
{
    constexpr int kDiscard = 1;
    ui::MessageBox::setNextAnswer(kDiscard);
    flow.open(QStringLiteral(ESPALIER_TEST_DATA "/state_dicts/network.onnx"));
    child<QDockWidget>(&flow.window(), "issuesDock")->raise();
    save(&flow.window(), QStringLiteral("-7-failed"));
}

void Screenshots::window_data()
{
    QTest::addColumn<int>("theme");
    QTest::addColumn<QString>("language");
    QTest::newRow("light-en") << static_cast<int>(ThemeChoice::Light) << QStringLiteral("en");
    QTest::newRow("dark-en") << static_cast<int>(ThemeChoice::Dark) << QStringLiteral("en");
    QTest::newRow("light-zh_CN") << static_cast<int>(ThemeChoice::Light) << QStringLiteral("zh_CN");
}

void Screenshots::window()
{
    QFETCH(int, theme);
    QFETCH(QString, language);
    m_prefix = QString::fromLatin1(QTest::currentDataTag());
    ThemeManager::instance().setChoice(static_cast<ThemeChoice>(theme));
    FlowWindow flow({1440, 900});
    flow.language().setLanguage(language);
    save(&flow.window(), QStringLiteral("-1-start"));
    flow.openExample();
    save(&flow.window(), QStringLiteral("-2-opened"));
    flow.window().selection().setLayers(
        {QStringLiteral("layer2.0.conv1"), QStringLiteral("layer2.0.conv2"), QStringLiteral("layer3.0.conv1")});
    flow.action("pruneAction")->trigger();
    flow.waitUntilIdle();
    save(&flow.window(), QStringLiteral("-3-pruned"));
    saveInspector(flow);
    saveTraining(flow);
    saveDocks(flow);
    saveDialogs(flow);
    saveFailure(flow);
}

void Screenshots::schedules_data()
{
    QTest::addColumn<QString>("schedule");
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<QString>("iterations");
    QTest::addColumn<QString>("perRound");
    QTest::addColumn<int>("epochs");
    const auto row = [](const char* schedule, const char* algorithm, const char* iterations, const char* perRound) {
        QTest::newRow(schedule) << QString::fromLatin1(schedule) << QString::fromLatin1(algorithm)
                                << QString::fromLatin1(iterations) << QString::fromLatin1(perRound) << 10;
    };
    row("agp", "l1", "6", "1");
    row("lottery_ticket", "level", "0", "2");
}

/// A schedule as it is drawn before it runs, and the run. ESPALIER_SCREENSHOT_DATA is another DATASET for it.
void Screenshots::schedules()
{
    QFETCH(QString, schedule);
    QFETCH(QString, algorithm);
    QFETCH(QString, iterations);
    QFETCH(QString, perRound);
    QFETCH(int, epochs);
    m_prefix = QString::fromLatin1(QTest::currentDataTag());
    FlowWindow flow({1440, 900});
    flow.openExample();
    auto& document = flow.document();
    const QString data = qEnvironmentVariable("ESPALIER_SCREENSHOT_DATA");
    if (!data.isEmpty())
        document.setData(data);
    document.setAlgorithm(algorithm);
    document.setSparsitySchedule(schedule);
    document.setScheduleParameter(QStringLiteral("epochs_per_iteration"), perRound);
    document.setScheduleParameter(QStringLiteral("iterations"), iterations);
    document.setAlign(1); // a network this small has few multiples of 8 to go through
    TrainingOptions options = document.trainingOptions();
    options.epochs = epochs;
    document.setTrainingOptions(options);
    auto* dock = child<QDockWidget>(&flow.window(), "trainingDock");
    dock->raise();
    flow.waitUntilIdle();
    save(&flow.window(), QStringLiteral("-planned"));
    flow.action("startTrainingAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!document.runs().empty(), kLongestRun);
    flow.waitUntilIdle();
    save(&flow.window(), QStringLiteral("-run"));
    QVERIFY(!document.masks().empty());
}

void Screenshots::sizes_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("1024x700") << QSize(1024, 700);
    QTest::newRow("1280x800") << QSize(1280, 800);
    QTest::newRow("1920x1080") << QSize(1920, 1080);
}

void Screenshots::sizes()
{
    QFETCH(QSize, size);
    m_prefix = QString::fromLatin1(QTest::currentDataTag());
    FlowWindow flow(size);
    flow.openExample();
    flow.window().selection().setLayers({QStringLiteral("layer2.0.conv2")});
    save(&flow.window(), QStringLiteral("-opened"));
    // A layout that needs more room than the window has would have made it larger.
    QCOMPARE(flow.window().size(), size);
}

ESPALIER_GUI_TEST_MAIN(Screenshots)
#include "tst_screenshots.moc"

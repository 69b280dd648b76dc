// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does who has just installed the program: from the start page to exported files, by mouse. Counted.
#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QWindow>

#include <algorithm>

#include "core/base/progress_sink.h"
#include "core/model/model.h"
#include "core/pruning/mask_file.h"
#include "tests/flows/flow_window.h"
#include "ui/prompts/file_dialog.h"
#include "ui/start_page/start_page.h"

using namespace espalier;
using namespace espalier::test;
using ui::FileDialog;

namespace {

constexpr int kMostClicks = 10;
constexpr int kMostSeconds = 120;
constexpr int kFileDialogClicks = 2; ///< the desktop's own dialog: a folder and its button
constexpr int kPatience = 60000;     ///< ms for any one thing

/// A hand on a mouse: it can only press what is in sight and not covered.
class Hand
{
public:
    int clicks() const { return m_clicks; }

    void click(QWidget* widget)
    {
        const QPoint centre = widget->rect().center();
        const QPoint place = widget->mapTo(widget->window(), centre);
        if (!QTest::qWaitFor([&] { return canReach(widget); }, kPatience))
            qFatal("%s is hidden, covered or disabled.", qPrintable(widget->objectName()));
        ++m_clicks;
        QTest::mouseClick(widget->window()->windowHandle(), Qt::LeftButton, {}, place);
    }

    void chooseFolder(QWidget* button, const QString& folder)
    {
        FileDialog::setNextFileName(folder);
        click(button);
        m_clicks += kFileDialogClicks;
    }

private:
    static bool canReach(QWidget* widget)
    {
        const QWidget* found = widget->window()->childAt(widget->mapTo(widget->window(), widget->rect().center()));
        const QWidget* modal = QApplication::activeModalWidget();
        return widget->isVisible() && widget->isEnabled() && (found == widget || widget->isAncestorOf(found))
               && (modal == nullptr || modal == widget->window());
    }

    int m_clicks = 0;
};

QString nextCommand(FlowWindow& flow)
{
    return child<QAbstractButton>(&flow.window(), "nextStepButton")->text();
}

} // namespace

class FirstLaunchFlow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void toAPrunedExportedExample();
    void withFineTuning();

private:
    /// From where the next step is to export; returns the folder.
    QDir exportFiles(FlowWindow& flow, Hand& hand, const char* button);
};

QDir FirstLaunchFlow::exportFiles(FlowWindow& flow, Hand& hand, const char* button)
{
    const QDir folder(flow.file(QStringLiteral("exported")));
    hand.click(child<QWidget>(&flow.window(), button));
    auto* dialog = child<QDialog>(&flow.window(), "exportDialog");
    hand.chooseFolder(child<QWidget>(dialog, "browseButton"), folder.path());
    hand.click(child<QWidget>(dialog, "exportButton"));
    hand.click(child<QWidget>(dialog, "closeButton")); // enabled again once the files are written
    return folder;
}

void FirstLaunchFlow::toAPrunedExportedExample()
{
    if (ui::StartPage::exampleFile().isEmpty())
        QFAIL("The bundled example is not in the build tree.");
    FlowWindow flow;
    Hand hand;
    QElapsedTimer clock;
    clock.start();
    hand.click(child<QWidget>(&flow.window(), "startExampleButton"));
    QTRY_VERIFY_WITH_TIMEOUT(flow.document().model() != nullptr, kPatience);
    // Measuring goes on in the background: nobody waits for it.
    QVERIFY2(nextCommand(flow).startsWith(QLatin1String("Prune")), qPrintable(nextCommand(flow)));
    hand.click(child<QWidget>(&flow.window(), "nextStepButton"));
    QTRY_VERIFY_WITH_TIMEOUT(!flow.document().masks().empty(), kPatience);
    const QDir folder = exportFiles(flow, hand, "stepExportButton");
    const double seconds = static_cast<double>(clock.elapsed()) / 1000;

    qInfo("%d clicks and %.1f s from the start page to exported files", hand.clicks(), seconds);
    QVERIFY(hand.clicks() <= kMostClicks);
    QVERIFY(seconds < kMostSeconds);
    const auto models = folder.entryInfoList({QStringLiteral("*.pt")}, QDir::Files);
    QCOMPARE(models.size(), 1);
    NullProgressSink sink;
    const Model exported = Model::load(models.first().filePath().toStdString(), sink);
    const auto values = exported.parameter("layer2.0.conv1.weight").values; // a look into the model
    const auto zeros = std::count(values.begin(), values.end(), 0.0F);
    QVERIFY2(2 * zeros >= static_cast<std::ptrdiff_t>(values.size()),
             qPrintable(QStringLiteral("%1 of %2").arg(zeros).arg(values.size())));
}

void FirstLaunchFlow::withFineTuning()
{
    // The bundled example but for its data: a few hundred images, for the sake of the test's time.
    FlowWindow flow;
    const QDir share(flow.file(QStringLiteral("share")));
    QVERIFY(share.mkpath(QStringLiteral("examples")));
    QVERIFY(QFile::copy(flow.exampleFile(), share.filePath(QStringLiteral("examples/fashion_resnet.espalier"))));
    qputenv("ESPALIER_SHARE_DIR", share.path().toUtf8());
    Hand hand;
    hand.click(child<QWidget>(&flow.window(), "startExampleButton"));
    QTRY_VERIFY_WITH_TIMEOUT(flow.document().model() != nullptr, kPatience);
    qunsetenv("ESPALIER_SHARE_DIR");
    hand.click(child<QWidget>(&flow.window(), "nextStepButton"));
    QTRY_VERIFY_WITH_TIMEOUT(!flow.document().masks().empty(), kPatience);
    QCOMPARE(nextCommand(flow), QStringLiteral("Start training"));
    hand.click(child<QWidget>(&flow.window(), "nextStepButton"));
    QTRY_COMPARE_WITH_TIMEOUT(flow.document().runs().size(), std::size_t(1), 120000);
    const QDir folder = exportFiles(flow, hand, "nextStepButton");
    qInfo("%d clicks with fine-tuning", hand.clicks());
    QVERIFY(hand.clicks() <= kMostClicks);
    QVERIFY(readMaskFile(folder.filePath(QStringLiteral("mask.pth")).toStdString()) == flow.document().masks());
}

ESPALIER_GUI_TEST_MAIN(FirstLaunchFlow)
#include "tst_first_launch_flow.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <QTreeWidget>
#include <QUrl>

#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <future>
#include <memory>

#include "core/base/error.h"
#include "core/base/output_transaction.h"
#include "core/base/progress_sink.h"
#include "core/config/config_list_parser.h"
#include "core/pruning/mask_file.h"
#include "core/pruning/pruner.h"
#include "core/session/model_preparation.h"
#include "core/speedup/recipe.h"
#include "core/speedup/speedup.h"
#include "tests/support/gui_test.h"
#include "ui/dialogs/export_dialog.h"
#include "ui/dialogs/export_result_view.h"
#include "ui/document/compression_estimate.h"
#include "ui/document/session_document.h"
#include "ui/jobs/export_job.h"
#include "ui/jobs/job_runner.h"
#include "ui/prompts/file_dialog.h"
#include "ui/settings/settings_store.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/number_format.h"

using namespace espalier;
using namespace espalier::ui;
using test::child;

namespace {

constexpr int kPatience = 60'000; // ms: exports on a busy machine

/// Limits the size of files this process may write, as a full disk does.
class SizeLimit
{
public:
    explicit SizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~SizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

/// Asks to stop as soon as a step has begun.
class StoppingSink final : public ProgressSink
{
public:
    explicit StoppingSink(std::string step)
        : m_step(std::move(step))
    {
    }
    void progress(double, const Message& what) override
    {
        if (what.english() == m_step)
            source.request_stop();
    }

    std::stop_source source;

private:
    std::string m_step;
};

/// Writes something that is not what it was to write, and notices.
class LyingExporter final : public Exporter
{
public:
    std::string format() const override { return "lie"; }
    Message title() const override { return {"Lie", {}}; }
    std::string suffix() const override { return ".lie"; }
    void write(const Model&, const std::filesystem::path& file, OutputTransaction& output) const override
    {
        output.write(file, "something else");
    }
    Verification verify(const Model&, const std::filesystem::path&) const override
    {
        return {0.25, 0.5, false, {"the tensor %1 differs", {"fc1.weight"}}};
    }
    std::string pythonSnippet(const std::filesystem::path&) const override { return "import lie"; }
};

/// Every text in brackets.
class BracketTranslator final : public QTranslator
{
public:
    QString translate(const char*, const char* source, const char*, int) const override
    {
        return QLatin1Char('[') + QString::fromUtf8(source) + QLatin1Char(']');
    }
    bool isEmpty() const override { return false; }
};

/// A pruned LeNet with a config list, and the dialog on it.
class Window
{
public:
    explicit Window(bool pruned = true,
                    const QString& modelPath = test::testModelPath(QStringLiteral("lenet_scripted")))
    {
        document.openModel(test::openTestModel(QStringLiteral("lenet_scripted"), QStringLiteral("1,1,28,28")),
                           modelPath);
        if (pruned) {
            document.setConfigList(test::configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])"),
                                   QStringLiteral("Edit"));
            NullProgressSink sink;
            document.adoptMasks(prune(*document.model(), document.resolution(), {}, sink));
        }
        // Not beside the test data.
        const QString folder = SettingsStore::instance().value(SettingKey::LastFolder).toString();
        document.recordExport((folder + QStringLiteral("/earlier.pt")).toStdString(), "torchscript");
        openAgain();
    }

    void openAgain()
    {
        dialog = std::make_unique<ExportDialog>(document, jobs, nullptr);
        dialog->open();
    }

    template <class Child>
    Child* get(const char* name) const
    {
        return child<Child>(dialog.get(), name);
    }
    void click(const char* button) const { get<QPushButton>(button)->click(); }
    void check(const char* box, bool on = true) const { get<QCheckBox>(box)->setChecked(on); }
    QString status() const { return get<QLabel>("statusLabel")->text(); }
    QString message() const { return get<MessageStrip>("messageStrip")->text(); }
    bool isFinished() const { return get<QTreeWidget>("exportedFilesTreeWidget")->isVisible(); }
    void type(const char* edit, const QString& text) const
    {
        auto* line = get<QLineEdit>(edit);
        line->selectAll();
        QTest::keyClick(line, Qt::Key_Delete);
        QTest::keyClicks(line, text);
    }
    /// The model as an export has to write it.
    Model masked() const
    {
        Model model = document.model()->clone();
        model.applyMasks(effectiveMasks(model, document.masks(), document.session().profile));
        return model;
    }

    SessionDocument document;
    JobRunner jobs;
    std::unique_ptr<ExportDialog> dialog;
};

bool sameWeights(const Model& a, const Model& b)
{
    for (const LayerInfo& layer : a.layers()) {
        for (const ParameterInfo& parameter : layer.parameters) {
            const std::string name = layer.name + "." + parameter.name;
            if (!std::ranges::equal(a.parameter(name).values, b.parameter(name).values))
                return false;
        }
    }
    return !a.layers().empty();
}

/// Keeps the compute thread busy until it is let go.
class Blocker
{
public:
    explicit Blocker(JobRunner& jobs)
    {
        auto reached = std::make_shared<std::promise<void>>();
        std::future<void> running = reached->get_future();
        jobs.start(
            JobKind::OpenData, QStringLiteral("Blocking"),
            [reached, end = m_end.get_future().share()](ProgressSink&, const std::stop_token&) {
                reached->set_value();
                end.wait();
                return 0;
            },
            &m_context, [](int) {}, [](JobEnd, const Message&) {});
        running.wait();
    }
    ~Blocker() { m_end.set_value(); }

private:
    QObject m_context;
    std::promise<void> m_end;
};

} // namespace

class tst_ExportDialog : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE void noteUrl(const QUrl& url) { m_openedUrl = url; }

private Q_SLOTS:
    void init();
    void exportedFilesReadBack();
    void resultIsShown();
    void withoutMasks();
    void saysThatItIsSimulated();
    void saysWhatItReplaces();
    void theOpenModelIsNeverReplaced();
    void impossibleNames_data();
    void impossibleNames();
    void nothingChosen();
    void unwritableFolder();
    void fullDisk();
    void cancelWhileWaiting();
    void cancelInTheMiddle();
    void escapeStopsBeforeItCloses();
    void aFileThatDiffersIsNotKept();
    void withoutReadingBack();
    void theSnippetScalesInputsAsTheAccuracyDid();
    void aSmallerNetworkComesWithWhatRebuildsIt();
    void remembersTheFolder();
    void retranslates();
    void everythingHasANameForScreenReaders();

private:
    QString target(const QString& name = {}) const { return QDir(m_target).filePath(name); }
    QStringList entries() const
    {
        return QDir(m_target).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
    }
    static void write(const QString& path, const QByteArray& content)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(path));
    }
    static QByteArray content(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(missing)");
    }
    static ExportRequest requestFor(const Window& window, const QString& folder);

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_target;
    QUrl m_openedUrl;
};

void tst_ExportDialog::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_target = m_folder->filePath(QStringLiteral("my results"));
    QVERIFY(QDir().mkpath(m_target));
    SettingsStore::instance().setValue(SettingKey::LastFolder, m_target);
}

void tst_ExportDialog::exportedFilesReadBack()
{
    const Window window;
    for (const char* box : {"torchscriptCheckBox", "state_dictCheckBox", "masksCheckBox", "configListCheckBox"})
        window.check(box);
    const QString folder = target(QStringLiteral("new folder"));
    window.type("folderLineEdit", folder);
    window.click("exportButton");
    QTRY_VERIFY_WITH_TIMEOUT(window.isFinished(), kPatience);

    const auto path = [&](const char* name) { return (folder + QLatin1Char('/') + QLatin1String(name)).toStdString(); };
    NullProgressSink sink;
    const Model expected = window.masked();
    QVERIFY(!sameWeights(expected, *window.document.model()));
    const Model loaded = Model::load(path("lenet_scripted-pruned.pt"), sink);
    QVERIFY(sameWeights(loaded, expected));
    QVERIFY(loaded.inputs() == expected.inputs());
    Model weights = window.document.model()->clone();
    weights.loadStateDict(path("lenet_scripted-pruned.pth"));
    QVERIFY(sameWeights(weights, expected));
    QVERIFY(readMaskFile(path("mask.pth")) == window.document.masks());
    QVERIFY(readConfigList(path("config_list.json")) == window.document.session().configList);
    QCOMPARE(QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 4);
}

void tst_ExportDialog::resultIsShown()
{
    const Window window;
    window.check("state_dictCheckBox");
    window.click("exportButton");
    QTRY_VERIFY_WITH_TIMEOUT(window.isFinished(), kPatience);
    QCOMPARE(window.message(), QString());
    QVERIFY(window.get<QLabel>("exportSummaryLabel")->text().contains(m_target));

    auto* tree = window.get<QTreeWidget>("exportedFilesTreeWidget");
    QCOMPARE(tree->topLevelItemCount(), 3);
    for (int i = 0; i < tree->topLevelItemCount(); ++i) {
        const QTreeWidgetItem* item = tree->topLevelItem(i);
        QCOMPARE(item->text(1), bytesText(QFileInfo(target(item->text(0))).size()));
        QCOMPARE(item->text(2), QStringLiteral("Agrees"));
        QVERIFY(!item->icon(2).isNull());
    }
    const QString verdict = window.get<QLabel>("verificationLabel")->text();
    QVERIFY2(verdict.contains(QStringLiteral("Largest difference: 0.")), qPrintable(verdict));
    QVERIFY2(verdict.contains(QStringLiteral("1,1,28,28")), qPrintable(verdict));

    window.click("copyButton");
    const QString script = QStringLiteral("torch.jit.load(\"%1\")").arg(target(tree->topLevelItem(0)->text(0)));
    QVERIFY2(QGuiApplication::clipboard()->text().contains(script), qPrintable(QGuiApplication::clipboard()->text()));
    tree->setCurrentItem(tree->topLevelItem(2));
    const QString masks = window.get<QPlainTextEdit>("snippetPlainTextEdit")->toPlainText();
    QVERIFY2(masks.contains(QStringLiteral("torch.load(\"%1\"").arg(target(QStringLiteral("mask.pth")))),
             qPrintable(masks));

    QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "noteUrl");
    window.click("openFolderButton");
    QDesktopServices::unsetUrlHandler(QStringLiteral("file"));
    QCOMPARE(m_openedUrl.toLocalFile(), m_target);

    window.click("backButton");
    QVERIFY(!window.isFinished());
    QVERIFY(window.get<QPushButton>("exportButton")->isVisible());
    QVERIFY(window.status().contains(QStringLiteral("Replaces 3 file")));
}

void tst_ExportDialog::withoutMasks()
{
    const Window window(false);
    QVERIFY(!window.get<QCheckBox>("masksCheckBox")->isVisible());
    QVERIFY(!window.get<QCheckBox>("configListCheckBox")->isVisible());
    QVERIFY(window.get<QLabel>("contentLabel")->text().contains(QStringLiteral("no masks")));
    window.click("exportButton");
    QTRY_VERIFY_WITH_TIMEOUT(window.isFinished(), kPatience);
    QCOMPARE(entries(), QStringList{QStringLiteral("lenet_scripted-exported.pt")});
    NullProgressSink sink;
    QVERIFY(sameWeights(Model::load(target(entries().first()).toStdString(), sink), *window.document.model()));
}

void tst_ExportDialog::saysThatItIsSimulated()
{
    Window window;
    const QString text = window.get<QLabel>("contentLabel")->text();
    const qint64 removed = window.document.masks().removedCount();
    QVERIFY(removed > 0);
    const QString atLeast = QStringLiteral("Simulated: at least %1 removed weights").arg(countText(removed));
    QVERIFY2(text.contains(atLeast), qPrintable(text)); // norms behind the channels are not counted yet
    CompressionEstimate estimate;
    estimate.removedParameters = removed + 8;
    window.document.setEstimate(std::make_shared<const CompressionEstimate>(estimate));
    const QString exact = QStringLiteral("Simulated: %1 removed weights").arg(countText(removed + 8));
    QVERIFY(window.get<QLabel>("contentLabel")->text().contains(exact));
    QVERIFY2(text.contains(QStringLiteral("file size stay")), qPrintable(text));
    QCOMPARE(window.status(), QString());
    // The masks stay as they were made; the dialog says that the list has moved on.
    window.document.setConfigList(test::configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.25}])"),
                                  QStringLiteral("Edit"));
    QVERIFY(window.status().contains(QStringLiteral("config list has changed")));
    QVERIFY(window.get<QPushButton>("exportButton")->isEnabled());
    // Above what else there is to say.
    write(target(QStringLiteral("mask.pth")), "old");
    window.type("folderLineEdit", m_target);
    const QStringList lines = window.status().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines[0].contains(QStringLiteral("config list has changed")));
    QVERIFY(lines[1].contains(QStringLiteral("Replaces 1 file")));
}

void tst_ExportDialog::saysWhatItReplaces()
{
    const Window window;
    QCOMPARE(window.status(), QString());
    write(target(QStringLiteral("mask.pth")), "old");
    write(target(QStringLiteral("lenet_scripted-pruned.pt")), "old");
    write(target(QStringLiteral("lenet_scripted-pruned.pth")), "old");
    window.type("folderLineEdit", m_target);
    QVERIFY2(window.status().contains(QStringLiteral("Replaces 2 file")), qPrintable(window.status()));
    QVERIFY(window.status().contains(QStringLiteral("mask.pth")));
    QVERIFY(window.get<QLabel>("statusIconLabel")->isVisible());
    window.check("masksCheckBox", false);
    QVERIFY(window.status().contains(QStringLiteral("Replaces 1 file")));
    QVERIFY(window.get<QPushButton>("exportButton")->text().contains(QStringLiteral("1 file")));
    window.click("exportButton");
    QTRY_VERIFY_WITH_TIMEOUT(window.isFinished(), kPatience);
    QVERIFY(content(target(QStringLiteral("lenet_scripted-pruned.pt"))) != "old");
    QCOMPARE(content(target(QStringLiteral("lenet_scripted-pruned.pth"))), QByteArray("old"));
    QCOMPARE(content(target(QStringLiteral("mask.pth"))), QByteArray("old"));
}

void tst_ExportDialog::theOpenModelIsNeverReplaced()
{
    const QString model = target(QStringLiteral("net.pt"));
    QVERIFY(QFile::copy(test::testModelPath(QStringLiteral("lenet_scripted")), model));
    const QByteArray before = content(model);
    const Window window(true, model);
    QVERIFY(window.get<QPushButton>("exportButton")->isEnabled());
    window.type("torchscriptNameLineEdit", QStringLiteral("net.pt"));
    QVERIFY(!window.get<QPushButton>("exportButton")->isEnabled());
    QVERIFY2(window.status().contains(QStringLiteral("net.pt is the file that is open")), qPrintable(window.status()));
    window.click("exportButton");
    QVERIFY(!window.jobs.isRunning(JobKind::Export));
    QCOMPARE(content(model), before);
}

void tst_ExportDialog::impossibleNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("why");
    QTest::newRow("none") << QString() << QStringLiteral("no name");
    QTest::newRow("spaces") << QStringLiteral("  ") << QStringLiteral("no name");
    QTest::newRow("folder") << QStringLiteral("a/b.pt") << QStringLiteral("slash");
    QTest::newRow("twice") << QStringLiteral("mask.pth") << QStringLiteral("Two files are called mask.pth");
}

void tst_ExportDialog::impossibleNames()
{
    QFETCH(const QString, name);
    QFETCH(const QString, why);
    const Window window;
    window.type("torchscriptNameLineEdit", name);
    QVERIFY2(window.status().contains(why), qPrintable(window.status()));
    QVERIFY(!window.get<QPushButton>("exportButton")->isEnabled());
    window.type("torchscriptNameLineEdit", QStringLiteral("my net.pt"));
    QCOMPARE(window.status(), QString());
    window.click("exportButton");
    QTRY_VERIFY_WITH_TIMEOUT(window.isFinished(), kPatience);
    QVERIFY(entries().contains(QStringLiteral("my net.pt")));
}

void tst_ExportDialog::nothingChosen()
{
    const Window window;
    window.check("torchscriptCheckBox", false);
    window.check("masksCheckBox", false);
    QVERIFY(!window.get<QPushButton>("exportButton")->isEnabled());
    QVERIFY(!window.status().isEmpty());
    window.check("masksCheckBox");
    QVERIFY(window.get<QPushButton>("exportButton")->isEnabled());
    window.type("folderLineEdit", QStringLiteral("relative"));
    QVERIFY(!window.get<QPushButton>("exportButton")->isEnabled());
    QVERIFY(!window.status().isEmpty());
}

void tst_ExportDialog::unwritableFolder()
{
    const Window window;
    write(target(QStringLiteral("file")), "x");
    window.type("folderLineEdit", target(QStringLiteral("file/inside")));
    window.click("exportButton");
    QTRY_VERIFY_WITH_TIMEOUT(!window.message().isEmpty(), kPatience);
    QVERIFY2(window.message().contains(QStringLiteral("Cannot write")), qPrintable(window.message()));
    QVERIFY(!window.message().contains(QLatin1Char('\n')));
    QCOMPARE(entries(), QStringList{QStringLiteral("file")});
    QVERIFY(!window.isFinished());

    // The strip's button leads out of it.
    FileDialog::setNextFileName(m_target);
    window.click("messageStripButton");
    QCOMPARE(window.get<QLineEdit>("folderLineEdit")->text(), m_target);
    QCOMPARE(window.message(), QString());
    window.click("exportButton");
    QTRY_VERIFY_WITH_TIMEOUT(window.isFinished(), kPatience);
}

void tst_ExportDialog::fullDisk()
{
    const Window window;
    write(target(QStringLiteral("mask.pth")), "old");
    for (const char* only : {"torchscriptCheckBox", "state_dictCheckBox"}) {
        for (const char* box : {"torchscriptCheckBox", "state_dictCheckBox"})
            window.check(box, qstrcmp(box, only) == 0);
        {
            const SizeLimit limit(20'000);
            window.click("exportButton");
            QTRY_VERIFY_WITH_TIMEOUT(!window.jobs.isRunning(JobKind::Export), kPatience);
        }
        QVERIFY2(window.message().contains(QStringLiteral("lenet_scripted-pruned.pt")), qPrintable(window.message()));
        QVERIFY2(!window.message().contains(QStringLiteral(".part")), qPrintable(window.message()));
        QCOMPARE(entries(), QStringList{QStringLiteral("mask.pth")});
        QCOMPARE(content(target(QStringLiteral("mask.pth"))), QByteArray("old"));
    }
}

void tst_ExportDialog::cancelWhileWaiting()
{
    Window window;
    const Blocker blocker(window.jobs);
    window.click("exportButton");
    QVERIFY(!window.get<QPushButton>("exportButton")->isEnabled());
    QVERIFY(!window.get<QLineEdit>("folderLineEdit")->isEnabled());
    window.click("cancelButton");
    QVERIFY2(window.message().contains(QStringLiteral("cancelled")), qPrintable(window.message()));
    QVERIFY(window.get<QPushButton>("exportButton")->isEnabled());
    QVERIFY(!window.get<QPushButton>("cancelButton")->isVisible());
    QCOMPARE(entries(), QStringList());
}

ExportRequest tst_ExportDialog::requestFor(const Window& window, const QString& folder)
{
    ExportRequest request;
    request.model = window.document.model();
    request.masks = window.document.sharedMasks();
    request.folder = folder.toStdString();
    for (const auto& exporter : exporters())
        request.files.push_back({ExportFile::Kind::Model, exporter, "net" + exporter->suffix()});
    request.files.push_back({ExportFile::Kind::Masks, nullptr, "mask.pth"});
    return request;
}

void tst_ExportDialog::cancelInTheMiddle()
{
    const Window window;
    write(target(QStringLiteral("net.pt")), "old");
    const ExportRequest request = requestFor(window, m_target);
    for (const char* step : {"Applying the masks", "Writing net.pt", "Reading net.pt back", "Writing mask.pth"}) {
        StoppingSink sink(step);
        QVERIFY_THROWS_EXCEPTION(CancelledError, runExport(request, sink, sink.source.get_token()));
        QVERIFY2(sink.source.stop_requested(), step);
        QCOMPARE(entries(), QStringList{QStringLiteral("net.pt")});
        QCOMPARE(content(target(QStringLiteral("net.pt"))), QByteArray("old"));
    }
    ExportRequest fresh = request;
    fresh.folder /= "not there yet";
    StoppingSink sink("Reading net.pth back");
    QVERIFY_THROWS_EXCEPTION(CancelledError, runExport(fresh, sink, sink.source.get_token()));
    QCOMPARE(entries(), QStringList{QStringLiteral("net.pt")});
}

void tst_ExportDialog::escapeStopsBeforeItCloses()
{
    Window window;
    const Blocker blocker(window.jobs);
    window.click("exportButton");
    QTest::keyClick(window.dialog.get(), Qt::Key_Escape);
    QVERIFY(window.dialog->isVisible());
    QVERIFY(!window.jobs.isRunning(JobKind::Export));
    QTest::keyClick(window.dialog.get(), Qt::Key_Escape);
    QVERIFY(!window.dialog->isVisible());
    QCOMPARE(entries(), QStringList());
}

void tst_ExportDialog::aFileThatDiffersIsNotKept()
{
    const Window window;
    ExportRequest request = requestFor(window, m_target);
    request.files.push_back({ExportFile::Kind::Model, std::make_shared<LyingExporter>(), "net.lie"});
    NullProgressSink sink;
    const ExportOutcome outcome = runExport(request, sink, {});
    QVERIFY(!outcome.written);
    QCOMPARE(outcome.files.size(), std::size_t{4});
    QCOMPARE(entries(), QStringList());

    ExportResultView view;
    view.setOutcome(outcome);
    view.show();
    auto* tree = child<QTreeWidget>(&view, "exportedFilesTreeWidget");
    QCOMPARE(tree->topLevelItem(0)->text(2), QStringLiteral("Agrees"));
    QCOMPARE(tree->topLevelItem(3)->text(2), QStringLiteral("Differs"));
    // The one that differs is the one to look at.
    QCOMPARE(tree->currentItem(), tree->topLevelItem(3));
    const QString verdict = child<QLabel>(&view, "verificationLabel")->text();
    QVERIFY2(verdict.contains(QStringLiteral("the tensor fc1.weight differs")), qPrintable(verdict));
    QVERIFY2(verdict.contains(QStringLiteral("0.25")), qPrintable(verdict));
    QVERIFY(child<QLabel>(&view, "exportSummaryLabel")->text().contains(QStringLiteral("Nothing was written")));
    QVERIFY(!child<QPlainTextEdit>(&view, "snippetPlainTextEdit")->isVisible());

    // Nobody asked for the comparison: the file is kept.
    request.verify = false;
    QVERIFY(runExport(request, sink, {}).written);
    QVERIFY(entries().contains(QStringLiteral("net.lie")));
}

void tst_ExportDialog::withoutReadingBack()
{
    const Window window;
    window.check("verifyCheckBox", false);
    window.click("exportButton");
    QTRY_VERIFY_WITH_TIMEOUT(window.isFinished(), kPatience);
    QCOMPARE(window.get<QTreeWidget>("exportedFilesTreeWidget")->topLevelItem(0)->text(2),
             QStringLiteral("Not checked"));
    QVERIFY(window.get<QLabel>("verificationLabel")->text().contains(QStringLiteral("not read back")));
}

void tst_ExportDialog::theSnippetScalesInputsAsTheAccuracyDid()
{
    Window window;
    const auto snippet = [&] {
        window.openAgain();
        window.check("verifyCheckBox", false);
        window.click("exportButton");
        if (!QTest::qWaitFor([&] { return window.isFinished(); }, kPatience))
            return QString();
        return window.get<QPlainTextEdit>("snippetPlainTextEdit")->toPlainText();
    };
    QVERIFY(!snippet().contains(QStringLiteral("255"))); // nobody knows
    window.document.setData(QStringLiteral("fashion-mnist,limit=10"));
    QVERIFY(snippet().contains(QStringLiteral("model(images / 255)")));
    window.document.setData(QStringLiteral("fashion-mnist,limit=10,mean=.25,std=.5"));
    const QString normalised = snippet();
    QVERIFY2(normalised.contains(QStringLiteral("mean = torch.tensor([0.25])")), qPrintable(normalised));
    QVERIFY2(normalised.contains(QStringLiteral("model((images / 255 - mean) / std)")), qPrintable(normalised));
}

// Its tensors do not fit the class that the network was made from.
void tst_ExportDialog::aSmallerNetworkComesWithWhatRebuildsIt()
{
    Window window;
    const auto cut = [&] {
        NullProgressSink sink;
        const SpeedupResult result =
            speedUp(window.document.model(), window.document.masks(), {Profile::Default, 0, true}, sink);
        window.document.adoptSpeedup(result, std::nullopt);
        return result;
    };
    const SpeedupResult first = cut();
    QVERIFY(first.parametersAfter < first.parametersBefore);
    QVERIFY(window.get<QLabel>("contentLabel")->text().contains(QStringLiteral("rebuild it from the original")));
    window.check("torchscriptCheckBox", false);
    window.check("state_dictCheckBox");
    QVERIFY(window.get<QPushButton>("exportButton")->text().contains(QStringLiteral("3 file")));
    write(target(QStringLiteral("lenet_scripted-exported.py")), "mine");
    window.type("folderLineEdit", m_target);
    QVERIFY2(window.status().contains(QStringLiteral("lenet_scripted-exported.py")), qPrintable(window.status()));
    window.click("exportButton");
    QTRY_VERIFY_WITH_TIMEOUT(window.isFinished(), kPatience);

    const auto recipe = [this] {
        return content(target(QStringLiteral("lenet_scripted-exported.recipe.json"))).toStdString();
    };
    const std::string program = content(target(QStringLiteral("lenet_scripted-exported.py"))).toStdString();
    QCOMPARE(recipe(), writeRecipe(first));
    QCOMPARE(program, writeRecipeProgram("lenet_scripted-exported.recipe.json", "lenet_scripted-exported.pth",
                                         first.model->inputs()));
    const QString snippet = window.get<QPlainTextEdit>("snippetPlainTextEdit")->toPlainText();
    QVERIFY2(snippet.contains(target(QStringLiteral("lenet_scripted-exported.py"))), qPrintable(snippet));
    QVERIFY2(snippet.contains(QStringLiteral("rebuild(Network())")), qPrintable(snippet));
    auto* tree = window.get<QTreeWidget>("exportedFilesTreeWidget");
    QCOMPARE(tree->topLevelItemCount(), 3);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(tree->topLevelItem(i)->text(2), QStringLiteral("Agrees"));

    // A second cut goes on from the first.
    window.document.setConfigList(test::configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])"),
                                  QStringLiteral("Edit"));
    NullProgressSink sink;
    window.document.adoptMasks(prune(*window.document.model(), window.document.resolution(), {}, sink));
    const SpeedupResult second = cut();
    QVERIFY(!second.recipe.empty());
    window.openAgain();
    window.check("state_dictCheckBox");
    window.click("exportButton");
    QTRY_VERIFY_WITH_TIMEOUT(window.isFinished(), kPatience);
    const auto tensors =
        QJsonDocument::fromJson(QByteArray::fromStdString(recipe())).object().value(QStringLiteral("tensors"));
    QCOMPARE(static_cast<std::size_t>(tensors.toArray().size()), first.recipe.size() + second.recipe.size());
}

void tst_ExportDialog::remembersTheFolder()
{
    const QString other = m_folder->filePath(QStringLiteral("other place"));
    Window window;
    QCOMPARE(window.get<QLineEdit>("folderLineEdit")->text(), m_target);
    FileDialog::setNextFileName(other);
    window.click("browseButton");
    window.click("exportButton");
    QTRY_VERIFY_WITH_TIMEOUT(window.isFinished(), kPatience);
    window.openAgain();
    QCOMPARE(window.get<QLineEdit>("folderLineEdit")->text(), other);
    // Another document is exported beside its own model, wherever the last one went.
    window.document.openModel(window.document.model(), test::testModelPath(QStringLiteral("lenet_scripted")));
    window.openAgain();
    QCOMPARE(window.get<QLineEdit>("folderLineEdit")->text(),
             QFileInfo(test::testModelPath(QStringLiteral("lenet_scripted"))).absolutePath());
}

void tst_ExportDialog::retranslates()
{
    const Window window;
    window.check("state_dictCheckBox", false);
    window.type("torchscriptNameLineEdit", QStringLiteral("mine.pt"));
    BracketTranslator translator;
    QCoreApplication::installTranslator(&translator);
    QCoreApplication::sendPostedEvents();
    const QString title = window.dialog->windowTitle();
    const QString button = window.get<QPushButton>("exportButton")->text();
    const QString box = window.get<QCheckBox>("torchscriptCheckBox")->text();
    const QString typed = window.get<QLineEdit>("torchscriptNameLineEdit")->text();
    QCoreApplication::removeTranslator(&translator);
    QCOMPARE(title, QStringLiteral("[Export]"));
    QCOMPARE(button, QStringLiteral("[&Export 2 file(s)]"));
    QCOMPARE(box, QStringLiteral("[TorchScript]"));
    QCOMPARE(typed, QStringLiteral("mine.pt"));
}

void tst_ExportDialog::everythingHasANameForScreenReaders()
{
    const Window window;
    for (QWidget* widget : window.dialog->findChildren<QWidget*>()) {
        const bool interactive = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QLineEdit*>(widget)
                                 || qobject_cast<QPlainTextEdit*>(widget) || qobject_cast<QTreeWidget*>(widget);
        if (!interactive)
            continue;
        QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
        const auto* button = qobject_cast<QAbstractButton*>(widget);
        const bool named = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
        // The strip's help button has a text only while the strip has something to offer.
        QVERIFY2(named || widget->objectName() == QLatin1String("messageStripButton"),
                 qPrintable(widget->objectName()));
    }
}

ESPALIER_GUI_TEST_MAIN(tst_ExportDialog)
#include "tst_export_dialog.moc"

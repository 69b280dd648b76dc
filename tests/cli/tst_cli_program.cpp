// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include "tests/cli/cli_program.h"

namespace {

const QStringList& commands()
{
    static const QStringList names{QStringLiteral("inspect"), QStringLiteral("resolve"),  QStringLiteral("prune"),
                                   QStringLiteral("apply"),   QStringLiteral("finetune"), QStringLiteral("evaluate"),
                                   QStringLiteral("export"),  QStringLiteral("run")};
    return names;
}

} // namespace

/// The program itself: help, version, what it is linked to, and how it stops.
class CliProgramTest : public QObject
{
    Q_OBJECT

private:
    QString path(const QString& name) const { return m_directory.filePath(name); }
    void startEndlessTraining(QProcess& process) const;

    QTemporaryDir m_directory;

private Q_SLOTS:
    void initTestCase();
    void helpListsEveryCommand();
    void everyCommandExplainsItsOptions_data();
    void everyCommandExplainsItsOptions();
    void helpNamesTheFilesThatAreWritten_data();
    void helpNamesTheFilesThatAreWritten();
    void versionNamesTheLibraries();
    void noWindowLibraryIsLinked();
    void stopSignalsCancelAndLeaveNothing_data();
    void stopSignalsCancelAndLeaveNothing();
    void aCancelledRunKeepsEarlierResults();
    void aSecondSignalEndsAtOnce();
    void stderrIsSilentWhenItIsNoTerminal();
};

void CliProgramTest::initTestCase()
{
    QVERIFY(m_directory.isValid());
    QVERIFY(QFile::copy(QStringLiteral(ESPALIER_SOURCE_DIR "/tests/cli/data/small_net.pt"),
                        path(QStringLiteral("net.pt"))));
    writeIdxData(path(QStringLiteral("digits")), 8, 3, 96, 30);
}

void CliProgramTest::helpListsEveryCommand()
{
    const CliResult result = runCli({QStringLiteral("--help")}, m_directory.path());
    QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
    for (const QString& command : commands())
        QVERIFY2(result.out.contains("\n  " + command.toUtf8() + ' '), qPrintable(command));
}

void CliProgramTest::everyCommandExplainsItsOptions_data()
{
    QTest::addColumn<QStringList>("options");
    const auto row = [](const char* command, const char* options) {
        QTest::newRow(command) << QString::fromUtf8(options).split(QLatin1Char(' '));
    };
    row("inspect", "input-shape json");
    row("resolve", "config algorithm json");
    row("prune", "config algorithm mode profile align batches parameters input-shape data out");
    row("apply", "masks profile out json");
    row("speedup", "masks input-shape profile out json");
    row("benchmark", "against input-shape json");
    row("finetune",
        "data epochs optimizer learning-rate lr-schedule batch-size momentum weight-decay augment masks config "
        "algorithm sparsity-schedule schedule-parameters mode batches parameters out resume");
    row("evaluate", "data json");
    row("export", "format input-shape out verify");
    row("run", "out");
}

void CliProgramTest::everyCommandExplainsItsOptions()
{
    QFETCH(QStringList, options);
    const QString command = QString::fromUtf8(QTest::currentDataTag());
    const CliResult result = runCli({command, QStringLiteral("--help")}, m_directory.path());
    QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
    QVERIFY2(result.out.startsWith("Usage: espalier-cli " + command.toUtf8()), result.text().constData());
    options << QStringLiteral("threads") << QStringLiteral("seed") << QStringLiteral("weights")
            << QStringLiteral("help");
    for (const QString& option : std::as_const(options))
        QVERIFY2(result.out.contains("\n  --" + option.toUtf8()), qPrintable(option));
    const QList<QByteArray> lines = result.out.split('\n');
    for (const QByteArray& line : lines)
        QVERIFY2(line.size() <= 120, line.constData());
    for (const char* later : {"--teacher"})
        QVERIFY2(!result.out.contains(later), later);
}

void CliProgramTest::helpNamesTheFilesThatAreWritten_data()
{
    QTest::addColumn<QStringList>("files");
    const auto row = [](const char* command, const char* files) {
        QTest::newRow(command) << QString::fromUtf8(files).split(QLatin1Char(' '));
    };
    row("prune", "model.pth model.pt mask.pth report.json");
    row("apply", "FILE");
    row("speedup", "FILE.pt FILE.pth FILE.recipe.json FILE.py");
    row("finetune", "model.pth model.pt mask.pth report.json history.csv run.json");
    row("export", "FILE");
    row("run", "model.pth model.pt mask.pth report.json history.csv");
}

void CliProgramTest::helpNamesTheFilesThatAreWritten()
{
    QFETCH(QStringList, files);
    const CliResult result =
        runCli({QString::fromUtf8(QTest::currentDataTag()), QStringLiteral("--help")}, m_directory.path());
    const QByteArray notes = result.out.mid(result.out.indexOf("\n\n", result.out.indexOf("\nOptions:\n")));
    QVERIFY2(notes.contains("folder") && notes.contains("when it is missing") && notes.contains("replacing"),
             notes.constData());
    for (const QString& file : std::as_const(files))
        QVERIFY2(notes.contains(file.toUtf8()), qPrintable(file));
}

void CliProgramTest::versionNamesTheLibraries()
{
    const CliResult result = runCli({QStringLiteral("--version")}, m_directory.path());
    QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
    QVERIFY2(result.out.startsWith("espalier-cli "), result.text().constData());
    // Two numbers: Debian's library does not know its own third.
    const QRegularExpression version(QStringLiteral(R"(\(LibTorch \d+\.\d+, .+\)\n$)"));
    QVERIFY2(version.match(QString::fromUtf8(result.out)).hasMatch(), result.text().constData());
}

void CliProgramTest::noWindowLibraryIsLinked()
{
    const QString ldd = QStandardPaths::findExecutable(QStringLiteral("ldd"));
    if (ldd.isEmpty())
        QSKIP("there is no ldd");
    QProcess process;
    process.start(ldd, {cliProgram()});
    QVERIFY(process.waitForFinished());
    const QByteArray libraries = process.readAllStandardOutput();
    QVERIFY(libraries.contains("libQt6Core"));
    for (const char* unwanted : {"libQt6Gui", "libQt6Widgets", "libQt6PrintSupport", "qcustomplot", "not found"})
        QVERIFY2(!libraries.contains(unwanted), unwanted);
}

void CliProgramTest::startEndlessTraining(QProcess& process) const
{
    process.setWorkingDirectory(m_directory.path());
    process.start(cliProgram(), {QStringLiteral("finetune"), QStringLiteral("net.pt"), QStringLiteral("--data"),
                                 QStringLiteral("mnist:digits"), QStringLiteral("--epochs"), QStringLiteral("100000"),
                                 QStringLiteral("--batch-size"), QStringLiteral("4"), QStringLiteral("--out"),
                                 QStringLiteral("out/deep")});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path(QStringLiteral("out/deep/checkpoint.pth"))), 60'000);
}

void CliProgramTest::stopSignalsCancelAndLeaveNothing_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGHUP") << SIGHUP;
}

void CliProgramTest::stopSignalsCancelAndLeaveNothing()
{
    QFETCH(int, signal);
    const QStringList before = snapshot(m_directory.path());
    QProcess process;
    startEndlessTraining(process);
    QVERIFY(::kill(static_cast<pid_t>(process.processId()), signal) == 0);
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(process.readAllStandardOutput().isEmpty());
    QVERIFY(process.readAllStandardError().contains("cancelled"));
    QCOMPARE(snapshot(m_directory.path()), before);
}

void CliProgramTest::aCancelledRunKeepsEarlierResults()
{
    writeFile(path(QStringLiteral("out/deep/run.json")), "an earlier run");
    writeFile(path(QStringLiteral("out/deep/model.pt")), "an earlier model");
    const QStringList before = snapshot(m_directory.path());
    QProcess process;
    startEndlessTraining(process);
    process.terminate();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 130);
    QCOMPARE(snapshot(m_directory.path()), before);
    QVERIFY(QDir(path(QStringLiteral("out"))).removeRecursively());
}

void CliProgramTest::aSecondSignalEndsAtOnce()
{
    QProcess process;
    startEndlessTraining(process);
    // Sent twice while nobody can take them: the second is seen by the program only after the first was.
    const auto pid = static_cast<pid_t>(process.processId());
    QVERIFY(::kill(pid, SIGINT) == 0);
    ::kill(pid, SIGTERM);
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    QDir(path(QStringLiteral("out"))).removeRecursively();
}

void CliProgramTest::stderrIsSilentWhenItIsNoTerminal()
{
    const CliResult result = runCli({QStringLiteral("finetune"), QStringLiteral("net.pt"), QStringLiteral("--data"),
                                     QStringLiteral("mnist:digits"), QStringLiteral("--epochs"), QStringLiteral("2"),
                                     QStringLiteral("--out"), QStringLiteral("quiet")},
                                    m_directory.path());
    QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
    QVERIFY2(result.out.contains("Epoch") && result.out.contains("Fine-tuned"), result.text().constData());
}

QTEST_GUILESS_MAIN(CliProgramTest)
#include "tst_cli_program.moc"

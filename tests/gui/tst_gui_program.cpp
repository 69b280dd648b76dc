// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include "tests/cli/cli_program.h"

/// The window's program from outside: its options, its exit codes and what it prints.
class GuiProgramTest : public QObject
{
    Q_OBJECT

private:
    CliResult gui(const QStringList& arguments) const;
    QString path(const QString& name) const { return m_directory.filePath(name); }

    QTemporaryDir m_directory;

private Q_SLOTS:
    void initTestCase();
    void versionNamesTheLibraries();
    void helpNamesEveryOption_data();
    void helpNamesEveryOption();
    void startsAndLeaves_data();
    void startsAndLeaves();
    void unreadableFilesAreOneSentence_data();
    void unreadableFilesAreOneSentence();
    void wrongUsagePointsToTheHelp_data();
    void wrongUsagePointsToTheHelp();
};

CliResult GuiProgramTest::gui(const QStringList& arguments) const
{
    return runProgram(QStringLiteral(ESPALIER_BINARY_DIR "/bin/espalier"), arguments, m_directory.path());
}

void GuiProgramTest::initTestCase()
{
    QVERIFY(m_directory.isValid());
    const QByteArray model = readFile(QStringLiteral(ESPALIER_SOURCE_DIR "/tests/cli/data/small_net.pt"));
    QVERIFY(!model.isEmpty());
    writeFile(path(QStringLiteral("net.pt")), model);
    writeFile(path(QStringLiteral("truncated.pt")), model.left(model.size() / 2));
    writeFile(path(QStringLiteral("text.pt")), "hello");
    writeFile(path(QStringLiteral("work.espalier")), R"({"format_version": 1, "model": "net.pt",
        "config_list": [{"op_types": ["Conv2d"], "sparsity": 0.5}], "steps": [{"step": "prune"}]})");
    writeFile(path(QStringLiteral("lost.espalier")), R"({"format_version": 1, "model": "gone.pt"})");
    writeFile(path(QStringLiteral("broken.espalier")), "{\"format_version\": 1, ");
}

void GuiProgramTest::versionNamesTheLibraries()
{
    const CliResult result = gui({QStringLiteral("--version")});
    QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
    const QRegularExpression version(
        QStringLiteral(R"(^espalier \d+\.\d+\.\d+ \(LibTorch \d+\.\d+.*, Qt 6\.\d+\.\d+\)\n$)"));
    QVERIFY2(version.match(QString::fromUtf8(result.out)).hasMatch(), result.text().constData());
}

void GuiProgramTest::helpNamesEveryOption_data()
{
    QTest::addColumn<QString>("option");
    QTest::newRow("long") << QStringLiteral("--help");
    QTest::newRow("short") << QStringLiteral("-h");
}

void GuiProgramTest::helpNamesEveryOption()
{
    QFETCH(QString, option);
    const CliResult result = gui({option});
    QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
    QVERIFY2(result.out.startsWith("Usage: espalier [FILE] [options]\n"), result.text().constData());
    for (const char* name : {"--language", "--theme", "--exit-after-startup", "--help", "--version", "espalier-cli"})
        QVERIFY2(result.out.contains(name), name);
}

void GuiProgramTest::startsAndLeaves_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("start page") << QStringList();
    QTest::newRow("model") << QStringList{QStringLiteral("net.pt")};
    QTest::newRow("session") << QStringList{QStringLiteral("work.espalier")};
    QTest::newRow("language and theme") << QStringList{QStringLiteral("--language=zh_CN"), QStringLiteral("--theme"),
                                                       QStringLiteral("dark"), QStringLiteral("net.pt")};
}

void GuiProgramTest::startsAndLeaves()
{
    QFETCH(QStringList, arguments);
    const CliResult result = gui(QStringList{QStringLiteral("--exit-after-startup")} + arguments);
    QVERIFY2(result.code == 0, result.text().constData());
    QVERIFY2(result.out.isEmpty() && result.err.isEmpty(), result.text().constData());
}

void GuiProgramTest::unreadableFilesAreOneSentence_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* name, const char* file, const char* named) {
        QTest::newRow(name) << QString::fromUtf8(file) << QString::fromUtf8(named);
    };
    row("missing model", "gone.pt", "gone.pt");
    row("truncated model", "truncated.pt", "truncated.pt");
    row("text as model", "text.pt", "text.pt");
    row("missing session", "gone.espalier", "gone.espalier");
    row("session without its model", "lost.espalier", "gone.pt");
    row("broken session", "broken.espalier", "broken.espalier");
}

void GuiProgramTest::unreadableFilesAreOneSentence()
{
    QFETCH(QString, file);
    QFETCH(QString, named);
    const CliResult result = gui({QStringLiteral("--exit-after-startup"), file});
    QVERIFY2(result.code == 1, result.text().constData());
    QVERIFY2(result.out.isEmpty(), result.text().constData());
    QVERIFY2(QString::fromUtf8(result.err).contains(named) && result.err.endsWith('\n'), result.text().constData());
    for (const char* leaked : {"frame #", "c10::", "terminate", "%1"})
        QVERIFY2(!result.err.contains(leaked), result.text().constData());
}

void GuiProgramTest::wrongUsagePointsToTheHelp_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const char* name, const char* arguments, const char* sentence) {
        QTest::newRow(name) << QString::fromUtf8(arguments).split(QLatin1Char(' ')) << QByteArray(sentence);
    };
    row("unknown option", "--frobnicate", "There is no option --frobnicate.");
    row("unknown theme", "--theme pink", "--theme knows light and dark, not \"pink\".");
    row("no theme", "--theme", "--theme needs a value.");
    row("unknown language", "--language xx", "There is no language xx; the languages are");
    row("two files", "net.pt text.pt", "One file can be opened at a time");
}

void GuiProgramTest::wrongUsagePointsToTheHelp()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, sentence);
    const CliResult result = gui(arguments);
    QVERIFY2(result.code == 2 && result.out.isEmpty(), result.text().constData());
    QVERIFY2(result.err.startsWith(sentence) && result.err.endsWith("\nsee espalier --help\n"),
             result.text().constData());
}

QTEST_GUILESS_MAIN(GuiProgramTest)
#include "tst_gui_program.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include <clocale>
#include <cstdio>
#include <new>

#include "app/cli/arguments.h"
#include "app/cli/command_registry.h"
#include "app/cli/exit_codes.h"
#include "app/cli/shared_options.h"
#include "app/cli/signal_stop.h"
#include "app/cli/table_output.h"
#include "core/base/error.h"
#include "core/model/compute_environment.h"

namespace {

using namespace espalier;
using namespace espalier::cli;

void printError(const QString& sentence)
{
    const QByteArray bytes = sentence.toUtf8();
    std::fprintf(stderr, "%s\n", bytes.constData());
}

// Qt remarks on locales and the like; they are no concern of who runs the program.
void keepQtQuiet(QtMsgType type, const QMessageLogContext&, const QString& text)
{
    if (type == QtCriticalMsg || type == QtFatalMsg)
        printError(text);
}

QString programHelp()
{
    QString text = QStringLiteral("Usage: espalier-cli COMMAND [arguments] [options]\n\n"
                                  "Compresses trained neural networks.\n\nCommands:\n");
    for (const auto& command : commands())
        text += QStringLiteral("  %1 %2\n").arg(command->name().leftJustified(10), command->summary());
    text +=
        QStringLiteral("\nOptions:\n  --help     show this text; \"espalier-cli COMMAND --help\" explains a command\n"
                       "  --version  show the version\n\n"
                       "Exit codes: 0 done, 1 failed, 2 wrong usage, 130 cancelled.\n");
    return text;
}

int printVersion()
{
    print(QStringLiteral("espalier-cli %1 (LibTorch %2, %3)\n")
              .arg(QStringLiteral(ESPALIER_VERSION), QString::fromStdString(libTorchVersion()),
                   QString::fromStdString(blasName())));
    return kDone;
}

const Command& requireCommand(const QString& name)
{
    if (const Command* command = findCommand(name))
        return *command;
    const QStringList names = commandNames();
    const QString what = name.startsWith(QLatin1Char('-')) ? QStringLiteral("option") : QStringLiteral("command");
    throw UsageError(QStringLiteral("There is no %1 %2%3; the commands are %4.")
                         .arg(what, name, didYouMean(name, names), names.join(QStringLiteral(", "))));
}

bool asksForHelp(const QStringList& words)
{
    for (const QString& word : words) {
        if (word == QStringLiteral("--"))
            return false;
        if (word == QStringLiteral("--help") || word == QStringLiteral("-h"))
            return true;
    }
    return false;
}

int runCommand(const QStringList& words, std::stop_token stop)
{
    if (words.isEmpty())
        throw UsageError(QStringLiteral("A command is needed: %1.").arg(commandNames().join(QStringLiteral(", "))));
    const QString& first = words.front();
    if (first == QStringLiteral("--version"))
        return printVersion();
    if (first == QStringLiteral("--help") || first == QStringLiteral("-h")) {
        print(programHelp());
        return kDone;
    }
    const Command& command = requireCommand(first);
    const QStringList rest = words.mid(1);
    if (asksForHelp(rest)) {
        print(command.help());
        return kDone;
    }
    const Arguments arguments(command, rest);
    prepareComputation(arguments);
    return command.execute(arguments, std::move(stop));
}

int guarded(const QStringList& words, std::stop_token stop)
{
    try {
        return runCommand(words, std::move(stop));
    } catch (const UsageError& error) {
        printError(error.sentence());
        const QString command = error.command().isEmpty() ? QString() : error.command() + QLatin1Char(' ');
        printError(QStringLiteral("see espalier-cli %1--help").arg(command));
        return kWrongUsage;
    } catch (const Error& error) {
        printError(QString::fromUtf8(error.what()));
        return error.code() == ErrorCode::Cancelled ? kCancelled : kFailed;
    } catch (const std::bad_alloc&) {
        printError(QStringLiteral("There is not enough memory for this."));
        return kFailed;
    } catch (const std::exception& error) {
        // A library's first line; what follows is its stack.
        const QString what = QString::fromUtf8(error.what()).section(QLatin1Char('\n'), 0, 0);
        printError(QStringLiteral("This is a defect of espalier-cli, worth a report: %1").arg(what));
        return kFailed;
    }
}

} // namespace

int main(int argc, char** argv)
{
    const SignalStop signalStop;
    qInstallMessageHandler(keepQtQuiet);
    QCoreApplication application(argc, argv);
    // Files and LibTorch want numbers with a point, whatever the user's language.
    std::setlocale(LC_NUMERIC, "C");
    const int code = guarded(QCoreApplication::arguments().mid(1), signalStop.token());
    if (std::fflush(stdout) != 0 && code == kDone) {
        printError(QStringLiteral("The output could not be written."));
        return kFailed;
    }
    return code;
}

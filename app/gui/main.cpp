// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QFile>
#include <QTimer>

#include <algorithm>
#include <clocale>
#include <cstdio>

#include "app/gui/startup_options.h"
#include "core/model/compute_environment.h"
#include "ui/document/session_document.h"
#include "ui/jobs/job_runner.h"
#include "ui/main_window.h"
#include "ui/settings/settings_store.h"
#include "ui/theme/theme_manager.h"
#include "ui/translation/language_switcher.h"
#include "ui/widgets/message_strip.h"

namespace {

using namespace espalier;
using namespace espalier::ui;
using espalier::gui::StartupOptions;

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;
constexpr int kStartupTime = 100; // ms: enough to be shown and painted

void print(std::FILE* stream, const QString& text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stream);
    std::fflush(stream);
}

// Qt remarks on platform themes and the like; they are no concern of who runs the program.
void keepQtQuiet(QtMsgType type, const QMessageLogContext&, const QString& text)
{
    if (type == QtCriticalMsg || type == QtFatalMsg)
        print(stderr, text + QLatin1Char('\n'));
}

int refuse(const QString& problem)
{
    print(stderr, problem + QStringLiteral("\nsee espalier --help\n"));
    return kWrongUsage;
}

QStringList wordsOf(int argc, char** argv)
{
    QStringList words;
    for (int i = 1; i < argc; ++i)
        words.append(QFile::decodeName(argv[i]));
    return words;
}

QString versionText()
{
    return QStringLiteral("espalier %1 (LibTorch %2, Qt %3)\n")
        .arg(QStringLiteral(ESPALIER_VERSION), QString::fromStdString(libTorchVersion()), QLatin1String(qVersion()));
}

void nameApplication()
{
    QCoreApplication::setOrganizationName(QStringLiteral("Espalier"));
    QCoreApplication::setOrganizationDomain(QStringLiteral("espalier.org"));
    QCoreApplication::setApplicationName(QStringLiteral("espalier"));
    QCoreApplication::setApplicationVersion(QStringLiteral(ESPALIER_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Espalier"));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.espalier.Espalier"));
}

/// Empty when the language is there.
QString languageProblem(const QString& code)
{
    QStringList codes;
    for (const auto& language : LanguageSwitcher::available())
        codes.append(language.code);
    if (code.isEmpty() || code == QLatin1String("system") || codes.contains(code))
        return {};
    return QStringLiteral("There is no language %1; the languages are %2.").arg(code, codes.join(QStringLiteral(", ")));
}

void applyLanguage(LanguageSwitcher& switcher, const QString& asked)
{
    switcher.setLanguage(asked.isEmpty() ? SettingsStore::instance().value(SettingKey::Language).toString() : asked);
}

void applyTheme(const QString& asked)
{
    const QString theme = asked.isEmpty() ? SettingsStore::instance().value(SettingKey::Theme).toString() : asked;
    ThemeManager::instance().setChoice(theme == QLatin1String("light")  ? ThemeChoice::Light
                                       : theme == QLatin1String("dark") ? ThemeChoice::Dark
                                                                        : ThemeChoice::System);
}

/// Leaves once everything that the start brings about has been processed, @p opens: the file too.
void leaveAfterStartup(MainWindow& window, bool opens)
{
    if (!opens) {
        QTimer::singleShot(kStartupTime, &window, [] { QCoreApplication::exit(kDone); });
        return;
    }
    QObject::connect(&window.jobs(), &JobRunner::jobFinished, &window, [&window](JobKind kind) {
        if (kind != JobKind::LoadModel)
            return;
        // Only after this signal does the document get the model, or the strip the sentence.
        QTimer::singleShot(0, &window, [&window] {
            const bool opened = window.document().model() != nullptr;
            if (!opened)
                print(stderr, window.messageStrip().text() + QLatin1Char('\n'));
            QCoreApplication::exit(opened ? kDone : kFailed);
        });
    });
}

int runWindow(const StartupOptions& options)
{
    LanguageSwitcher language;
    applyLanguage(language, options.language);
    applyTheme(options.theme);
    MainWindow window(language);
    window.show();
    if (options.exitAfterStartup)
        leaveAfterStartup(window, !options.file.isEmpty());
    if (!options.file.isEmpty())
        window.openPath(options.file);
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    qInstallMessageHandler(keepQtQuiet);
    const StartupOptions options = gui::parseStartupOptions(wordsOf(argc, argv));
    if (!options.problem.isEmpty())
        return refuse(options.problem);
    if (options.help || options.version) {
        print(stdout, options.help ? gui::startupHelp() : versionText());
        return kDone;
    }
    nameApplication();
    QApplication application(argc, argv);
    // Files and LibTorch want numbers with a point, whatever the user's language.
    std::setlocale(LC_NUMERIC, "C");
    if (const QString problem = languageProblem(options.language); !problem.isEmpty())
        return refuse(problem);
    return runWindow(options);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/translation/language_switcher.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include "ui/translation/runtime_files.h"

namespace espalier::ui {

namespace {

const QString kPrefix = QStringLiteral("espalier_");

QString translationFile(const QString& code)
{
    return runtimeFile(QStringLiteral("translations/%1%2.qm").arg(kPrefix, code));
}

QString nativeName(const QString& code)
{
    const QLocale locale(code);
    const QString name = locale.nativeLanguageName();
    return name.left(1).toUpper() + name.mid(1);
}

QString systemLanguage(const QList<LanguageSwitcher::Language>& languages)
{
    for (const QString& wanted : QLocale::system().uiLanguages()) {
        const QLocale locale(wanted);
        for (const auto& language : languages) {
            const QLocale offered(language.code);
            if (offered.language() == locale.language() && offered.script() == locale.script())
                return language.code;
        }
    }
    return QStringLiteral("en");
}

} // namespace

LanguageSwitcher::LanguageSwitcher(QObject* parent)
    : QObject(parent)
{
}

LanguageSwitcher::~LanguageSwitcher() = default;

QList<LanguageSwitcher::Language> LanguageSwitcher::available()
{
    QList<Language> languages{{QStringLiteral("en"), QStringLiteral("English")}};
    const QDir folder(runtimeFile(QStringLiteral("translations")));
    for (const QString& file : folder.entryList({kPrefix + QStringLiteral("*.qm")}, QDir::Files, QDir::Name)) {
        const QString code = file.mid(kPrefix.size()).chopped(3);
        if (code != QLatin1String("en"))
            languages.append({code, nativeName(code)});
    }
    return languages;
}

void LanguageSwitcher::setLanguage(const QString& code)
{
    const auto languages = available();
    QString chosen = code == QLatin1String("system") ? systemLanguage(languages) : code;
    if (m_program)
        QCoreApplication::removeTranslator(m_program.get());
    if (m_qt)
        QCoreApplication::removeTranslator(m_qt.get());
    m_program = std::make_unique<QTranslator>();
    m_qt = std::make_unique<QTranslator>();
    // English has plural forms of its own file where one is there; without it Qt shows the source text.
    const bool loaded = m_program->load(translationFile(chosen));
    if (!loaded && chosen != QLatin1String("en"))
        chosen = QStringLiteral("en");
    // The formats of the system where it speaks the chosen language (a Swiss user of English keeps Swiss numbers).
    const QLocale locale(chosen);
    QLocale::setDefault(QLocale::system().language() == locale.language() ? QLocale::system() : locale);
    m_language = chosen;
    if (m_qt->load(QStringLiteral("qtbase_") + chosen, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(m_qt.get());
    if (loaded)
        QCoreApplication::installTranslator(m_program.get());
}

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QString>

#include <memory>

class QTranslator;

namespace espalier::ui {

/// Loads translations while the program runs. Every widget then gets LanguageChange and shows its texts anew.
class LanguageSwitcher : public QObject
{
    Q_OBJECT

public:
    struct Language
    {
        QString code; ///< "en", "zh_CN"
        QString name; ///< in the language itself
    };

    explicit LanguageSwitcher(QObject* parent = nullptr);
    ~LanguageSwitcher() override;

    /// English and every language whose file was found.
    static QList<Language> available();
    /// A code of available(), or "system". Unknown codes give English.
    void setLanguage(const QString& code);
    /// The code in use, never "system".
    QString language() const { return m_language; }

private:
    QString m_language = QStringLiteral("en");
    std::unique_ptr<QTranslator> m_program;
    std::unique_ptr<QTranslator> m_qt;
};

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/startup_options.h"

namespace espalier::gui {

namespace {

/// Reads the words one by one; stops at the first that makes no sense.
class Reader
{
public:
    explicit Reader(const QStringList& words)
        : m_words(words)
    {
    }

    StartupOptions read()
    {
        bool onlyFiles = false;
        while (!m_words.isEmpty() && m_options.problem.isEmpty()) {
            const QString word = m_words.takeFirst();
            if (!onlyFiles && word == QLatin1String("--"))
                onlyFiles = true;
            else if (onlyFiles || !word.startsWith(QLatin1Char('-')))
                takeFile(word);
            else
                takeOption(word);
        }
        return m_options;
    }

private:
    void takeFile(const QString& word)
    {
        if (word.isEmpty())
            m_options.problem = QStringLiteral("The name of the file to open is empty.");
        else if (!m_options.file.isEmpty())
            m_options.problem =
                QStringLiteral("One file can be opened at a time, not %1 and %2.").arg(m_options.file, word);
        else
            m_options.file = word;
    }

    void takeOption(const QString& word)
    {
        const QString name = word.section(QLatin1Char('='), 0, 0);
        if (name == QLatin1String("--language"))
            m_options.language = value(word);
        else if (name == QLatin1String("--theme"))
            takeTheme(word);
        else if (word == QLatin1String("--help") || word == QLatin1String("-h"))
            m_options.help = true;
        else if (word == QLatin1String("--version"))
            m_options.version = true;
        else if (word == QLatin1String("--exit-after-startup"))
            m_options.exitAfterStartup = true;
        else
            m_options.problem = QStringLiteral("There is no option %1.").arg(word);
    }

    void takeTheme(const QString& word)
    {
        m_options.theme = value(word);
        const bool known = m_options.theme == QLatin1String("light") || m_options.theme == QLatin1String("dark");
        if (!known && m_options.problem.isEmpty())
            m_options.problem = QStringLiteral("--theme knows light and dark, not \"%1\".").arg(m_options.theme);
    }

    /// "--name=value" or the next word.
    QString value(const QString& word)
    {
        QString found;
        if (word.contains(QLatin1Char('=')))
            found = word.section(QLatin1Char('='), 1);
        else if (!m_words.isEmpty() && !m_words.first().startsWith(QLatin1Char('-')))
            found = m_words.takeFirst();
        if (found.isEmpty())
            m_options.problem = QStringLiteral("%1 needs a value.").arg(word.section(QLatin1Char('='), 0, 0));
        return found;
    }

    QStringList m_words;
    StartupOptions m_options;
};

} // namespace

StartupOptions parseStartupOptions(const QStringList& words)
{
    return Reader(words).read();
}

QString startupHelp()
{
    return QStringLiteral(
        "Usage: espalier [FILE] [options]\n\n"
        "Compresses trained neural networks. FILE is a TorchScript model or a session.\n\n"
        "Options:\n"
        "  --language CODE        language of the window for this time: en, zh_CN\n"
        "  --theme light|dark     look of the window for this time\n"
        "  --exit-after-startup   open the window and FILE, then leave; exit code 1 when FILE did not open\n"
        "  --help                 show this text\n"
        "  --version              show the version\n\n"
        "espalier-cli does the same work without a window.\n");
}

} // namespace espalier::gui

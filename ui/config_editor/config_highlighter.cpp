// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/config_highlighter.h"

#include <algorithm>

#include "core/config/config_keys.h"
#include "ui/theme/theme_manager.h"

namespace espalier::ui {

namespace {

bool hasEffect(const QString& key)
{
    const std::string text = key.toStdString();
    return std::find(configKeys().begin(), configKeys().end(), text) != configKeys().end();
}

bool isWordPart(QChar c)
{
    return c.isLetterOrNumber() || c == QLatin1Char('.') || c == QLatin1Char('+') || c == QLatin1Char('-')
           || c == QLatin1Char('_');
}

/// A text in quotes is a key when a colon follows.
bool isKey(const QString& text, qsizetype end)
{
    while (end < text.size() && text[end].isSpace())
        ++end;
    return end < text.size() && text[end] == QLatin1Char(':');
}

QTextCharFormat keyFormat(bool effective)
{
    const ThemeColors& colors = ThemeManager::instance().colors();
    QTextCharFormat format;
    format.setForeground(effective ? colors.accent : colors.secondaryText);
    format.setFontItalic(!effective);
    return format;
}

QTextCharFormat valueFormat()
{
    QTextCharFormat format;
    format.setFontWeight(QFont::DemiBold);
    return format;
}

QTextCharFormat commentFormat()
{
    QTextCharFormat format;
    format.setForeground(ThemeManager::instance().colors().secondaryText);
    format.setFontItalic(true);
    return format;
}

} // namespace

ConfigHighlighter::ConfigHighlighter(QTextDocument* document)
    : QSyntaxHighlighter(document)
{
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &QSyntaxHighlighter::rehighlight);
}

void ConfigHighlighter::highlightBlock(const QString& text)
{
    qsizetype place = 0;
    while (place < text.size()) {
        const QChar c = text[place];
        if (c == QLatin1Char('"') || c == QLatin1Char('\'')) {
            place = highlightText(text, place);
        } else if (c == QLatin1Char('#') || QStringView(text).mid(place, 2) == QLatin1String("//")) {
            setFormat(static_cast<int>(place), static_cast<int>(text.size() - place), commentFormat());
            return;
        } else if (isWordPart(c)) {
            place = highlightWord(text, place);
        } else {
            ++place;
        }
    }
}

qsizetype ConfigHighlighter::highlightText(const QString& text, qsizetype start)
{
    qsizetype end = start + 1;
    while (end < text.size() && text[end] != text[start])
        end += text[end] == QLatin1Char('\\') ? 2 : 1;
    end = std::min(end + 1, text.size());
    if (isKey(text, end))
        setFormat(static_cast<int>(start), static_cast<int>(end - start),
                  keyFormat(hasEffect(text.mid(start + 1, end - start - 2))));
    return end;
}

qsizetype ConfigHighlighter::highlightWord(const QString& text, qsizetype start)
{
    qsizetype end = start;
    while (end < text.size() && isWordPart(text[end]))
        ++end;
    setFormat(static_cast<int>(start), static_cast<int>(end - start), valueFormat());
    return end;
}

} // namespace espalier::ui

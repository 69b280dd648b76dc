// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/config_list_text.h"

#include <QCoreApplication>

#include <algorithm>

#include "ui/translation/error_messages.h"

namespace espalier::ui {

namespace {

/// The first bracket outside of comments; null when there is none.
QChar firstBracket(const QString& text)
{
    bool comment = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == QLatin1Char('\n'))
            comment = false;
        else if (c == QLatin1Char('#') || QStringView(text).mid(i, 2) == QLatin1String("//"))
            comment = true;
        else if (!comment && (c == QLatin1Char('{') || c == QLatin1Char('[') || c == QLatin1Char('(')))
            return c;
    }
    return {};
}

int utf16Length(std::string_view text)
{
    return static_cast<int>(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).size());
}

} // namespace

ConfigTextRange rangeOf(const ConfigSyntaxError& error, std::string_view text)
{
    const std::size_t offset = std::min(error.offset, text.size());
    const int start = utf16Length(text.substr(0, offset));
    const int length = std::max(1, utf16Length(text.substr(offset, error.length)));
    const int size = utf16Length(text);
    if (start < size)
        return {start, std::min(length, size - start)};
    // What is missing at the end is shown at the last character that is visible.
    const std::size_t visible = text.find_last_not_of(" \t\r\n");
    const int last = visible == std::string_view::npos ? 0 : utf16Length(text.substr(0, visible + 1)) - 1;
    return {std::max(0, last), size == 0 ? 0 : 1};
}

std::vector<ConfigTextRange> entryRanges(const QString& text)
{
    std::vector<ConfigTextRange> ranges;
    int braces = 0;
    int start = 0;
    QChar quote; // of the string around, if any
    bool comment = false;
    for (int i = 0; i < static_cast<int>(text.size()); ++i) {
        const QChar c = text[i];
        if (comment) {
            comment = c != QLatin1Char('\n');
        } else if (!quote.isNull()) {
            if (c == QLatin1Char('\\'))
                ++i;
            else if (c == quote)
                quote = {};
        } else if (c == QLatin1Char('"') || c == QLatin1Char('\'')) {
            quote = c;
        } else if (c == QLatin1Char('#') || QStringView(text).mid(i, 2) == QLatin1String("//")) {
            comment = true;
        } else if (c == QLatin1Char('{') && braces++ == 0) {
            start = i;
        } else if (c == QLatin1Char('}') && --braces == 0) {
            ranges.push_back({start, i + 1 - start});
        }
    }
    return ranges;
}

QString syntaxErrorText(const ConfigSyntaxError& error)
{
    //: %1 is the number of a line, %2 a whole sentence.
    return QCoreApplication::translate("ConfigListText", "Line %1: %2")
        .arg(QString::number(error.line), messageText(error.message));
}

bool isSingleEntry(const QString& text)
{
    return firstBracket(text) == QLatin1Char('{');
}

bool isWholeConfigList(const QString& text)
{
    if (firstBracket(text) != QLatin1Char('['))
        return false;
    const ParsedConfigList parsed = parseConfigList(text.toStdString());
    return !parsed.error && !parsed.entries.empty();
}

} // namespace espalier::ui

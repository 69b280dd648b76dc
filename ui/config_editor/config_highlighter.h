// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSyntaxHighlighter>

namespace espalier::ui {

/// Marks what a config list's text means to the program: keys that have an effect, keys that are only kept, values,
/// comments.
class ConfigHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    explicit ConfigHighlighter(QTextDocument* document);

protected:
    void highlightBlock(const QString& text) override;

private:
    /// Colours a text in quotes that begins at @p start; returns the place behind it.
    qsizetype highlightText(const QString& text, qsizetype start);
    qsizetype highlightWord(const QString& text, qsizetype start);
};

} // namespace espalier::ui

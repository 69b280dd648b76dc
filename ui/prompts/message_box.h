// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

class QWidget;

namespace espalier::ui {

/// A question that must be answered before anything else is sensible. Everything else belongs into a message strip.
/// Tests answer with setNextAnswer().
class MessageBox
{
public:
    /// Shows @p text, in smaller type @p details, and @p buttons in this order (verbs: "Save", "Discard", "Keep editing").
    /// Returns the index of the chosen one; Escape and closing the box return @p escape.
    static int ask(QWidget* parent, const QString& text, const QString& details, const QStringList& buttons,
                   int escape);

    /// The next call returns @p button without a box. Calls queue up.
    static void setNextAnswer(int button);
    /// Text and details of the last question, whether it was shown or answered by setNextAnswer().
    static QString lastText();
    static QString lastDetails();

    MessageBox() = delete;
};

} // namespace espalier::ui

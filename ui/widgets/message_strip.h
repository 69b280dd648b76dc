// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>

#include "core/base/issue.h"

class QLabel;
class QPushButton;
class QToolButton;

namespace espalier::ui {

/// One sentence at the place it belongs to, with at most one button that helps. Hidden while there is nothing to say.
class MessageStrip : public QWidget
{
    Q_OBJECT

public:
    explicit MessageStrip(QWidget* parent = nullptr);

    /// @param help what the button does; without it there is no button.
    void showMessage(Severity severity, const QString& text, const QString& buttonText = {},
                     std::function<void()> help = {});
    /// The message that is shown is about something that may pass: review() takes it away once @p holds says no.
    void showWhile(std::function<bool()> holds);
    /// To be called when what messages are about may have changed.
    void review();
    void clear();
    QString text() const;
    Severity severity() const { return m_severity; }

Q_SIGNALS:
    /// The user closed the message @p text.
    void dismissed(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void refreshIcons();

    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_button;
    QToolButton* m_close;
    std::function<void()> m_help;
    std::function<bool()> m_holds; ///< empty: until it is closed or another one comes
    Severity m_severity = Severity::Info;
};

} // namespace espalier::ui

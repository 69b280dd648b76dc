// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace espalier::ui {

/// What a view shows while it has nothing to show: one sentence what belongs here and at most one button that gets there.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(QWidget* parent = nullptr);

    void setText(const QString& text);
    QString text() const;
    /// An empty text hides the button.
    void setButtonText(const QString& text);

Q_SIGNALS:
    void buttonClicked();

private:
    QLabel* m_text;
    QPushButton* m_button;
};

} // namespace espalier::ui

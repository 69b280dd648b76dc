// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>

class QAction;
class QLineEdit;
class QListWidget;

namespace espalier::ui {

/// Finds any command by a few letters of its name, in order and with gaps ("oex" finds "Open the example").
class CommandPalette : public QDialog
{
    Q_OBJECT

public:
    explicit CommandPalette(const QList<QAction*>& actions, QWidget* parent = nullptr);

    /// How well @p pattern fits @p text, higher is better; -1 when it does not. Upper and lower case count the same.
    static int score(const QString& pattern, const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter(const QString& pattern);
    void triggerCurrent();

    QList<QAction*> m_actions;
    QLineEdit* m_input;
    QListWidget* m_list;
};

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/message_box.h"

#include <QAbstractButton>
#include <QGuiApplication>
#include <QList>
#include <QMessageBox>
#include <QPushButton>

namespace espalier::ui {

namespace {

struct Script
{
    QList<int> answers;
    QString lastText;
    QString lastDetails;
};

Script& script()
{
    static Script instance;
    return instance;
}

} // namespace

int MessageBox::ask(QWidget* parent, const QString& text, const QString& details, const QStringList& buttons,
                    int escape)
{
    script().lastText = text;
    script().lastDetails = details;
    if (!script().answers.isEmpty())
        return script().answers.takeFirst();
    QMessageBox box(QMessageBox::Question, QGuiApplication::applicationDisplayName(), text, QMessageBox::NoButton,
                    parent);
    box.setInformativeText(details);
    QList<QAbstractButton*> added;
    for (qsizetype i = 0; i < buttons.size(); ++i)
        added.append(box.addButton(buttons[i], i == escape ? QMessageBox::RejectRole : QMessageBox::AcceptRole));
    box.setEscapeButton(added.value(escape));
    box.setDefaultButton(qobject_cast<QPushButton*>(added.value(escape)));
    box.exec();
    const auto chosen = added.indexOf(box.clickedButton());
    return chosen < 0 ? escape : static_cast<int>(chosen);
}

void MessageBox::setNextAnswer(int button)
{
    script().answers.append(button);
}

QString MessageBox::lastText()
{
    return script().lastText;
}

QString MessageBox::lastDetails()
{
    return script().lastDetails;
}

} // namespace espalier::ui

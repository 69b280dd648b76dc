// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/replace_question.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include "ui/prompts/message_box.h"

namespace espalier::ui {

namespace {

constexpr int kReplace = 0;
constexpr int kKeep = 1;

QString translated(const char* text, int count = -1)
{
    return QCoreApplication::translate("ReplaceQuestion", text, nullptr, count);
}

} // namespace

bool mayReplace(QWidget* parent, const QStringList& files)
{
    QStringList names;
    for (const QString& file : files) {
        if (QFileInfo::exists(file))
            names.append(QFileInfo(file).fileName());
    }
    if (names.isEmpty())
        return true;
    const auto count = static_cast<int>(names.size());
    const QString folder = QDir::toNativeSeparators(QFileInfo(files.first()).absolutePath());
    const QString question = translated(QT_TRANSLATE_N_NOOP("ReplaceQuestion", "Replace %n file(s) in %1?"), count);
    const QString details =
        translated(QT_TRANSLATE_NOOP("ReplaceQuestion", "There already: %1. What they hold is lost."))
            .arg(names.join(QStringLiteral(", ")));
    const QStringList buttons{translated(QT_TRANSLATE_N_NOOP("ReplaceQuestion", "Replace %n file(s)"), count),
                              translated(QT_TRANSLATE_NOOP("ReplaceQuestion", "Keep"))};
    return MessageBox::ask(parent, question.arg(folder), details, buttons, kKeep) == kReplace;
}

} // namespace espalier::ui

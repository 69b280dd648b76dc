// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/file_dialog.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

#include <functional>

#include "ui/prompts/replace_question.h"
#include "ui/prompts/save_filters.h"
#include "ui/settings/settings_store.h"

namespace espalier::ui {

namespace {

QStringList& nextFileNames()
{
    static QStringList names;
    return names;
}

QString ask(const std::function<QString(const QString& folder)>& dialog)
{
    if (!nextFileNames().isEmpty())
        return nextFileNames().takeFirst();
    SettingsStore& settings = SettingsStore::instance();
    const QString chosen = dialog(settings.value(SettingKey::LastFolder).toString());
    if (!chosen.isEmpty())
        settings.setValue(SettingKey::LastFolder, QFileInfo(chosen).absolutePath());
    return chosen;
}

/// The dialog completes the name before it asks whether to replace the file.
QString askWhereToSave(QWidget* parent, const QString& title, const QString& path, const SaveFilters& filters,
                       QString& chosenFilter)
{
    QFileDialog dialog(parent, title);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setFileMode(QFileDialog::AnyFile);
    dialog.setNameFilters(filters.filters());
    dialog.setDefaultSuffix(SaveFilters::suffix(chosenFilter));
    dialog.selectFile(path);
    QObject::connect(&dialog, &QFileDialog::filterSelected, &dialog, [&](const QString& filter) {
        chosenFilter = filter;
        dialog.setDefaultSuffix(SaveFilters::suffix(filter));
    });
    return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().value(0) : QString();
}

} // namespace

QString FileDialog::openFile(QWidget* parent, const QString& title, const QString& filter)
{
    return ask([&](const QString& start) { return QFileDialog::getOpenFileName(parent, title, start, filter); });
}

QString FileDialog::saveFile(QWidget* parent, const QString& title, const QString& proposal, const QString& filter)
{
    const SaveFilters filters(filter);
    QString chosenFilter = filters.filters().value(0);
    const QString named = ask([&](const QString& start) {
        const QString path = QFileInfo(proposal).isAbsolute() ? proposal : QDir(start).filePath(proposal);
        return askWhereToSave(parent, title, path, filters, chosenFilter);
    });
    // To the dialog any suffix will do, so that it has asked about another file than the one that is written.
    const QString completed = filters.completed(named, chosenFilter);
    return completed == named || mayReplace(parent, {completed}) ? completed : QString();
}

QString FileDialog::folder(QWidget* parent, const QString& title)
{
    return ask([&](const QString& start) { return QFileDialog::getExistingDirectory(parent, title, start); });
}

void FileDialog::setNextFileName(const QString& fileName)
{
    nextFileNames().append(fileName);
}

} // namespace espalier::ui

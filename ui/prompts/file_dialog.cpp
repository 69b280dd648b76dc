// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/file_dialog.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

#include <functional>

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

} // namespace

QString FileDialog::openFile(QWidget* parent, const QString& title, const QString& filter)
{
    return ask([&](const QString& start) { return QFileDialog::getOpenFileName(parent, title, start, filter); });
}

QString FileDialog::saveFile(QWidget* parent, const QString& title, const QString& proposal, const QString& filter)
{
    return ask([&](const QString& start) {
        const QString path = QFileInfo(proposal).isAbsolute() ? proposal : QDir(start).filePath(proposal);
        return QFileDialog::getSaveFileName(parent, title, path, filter);
    });
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

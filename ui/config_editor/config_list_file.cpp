// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/config_list_file.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSaveFile>

#include "core/config/config_list_writer.h"

namespace espalier::ui {

QString writeConfigListFile(const ConfigList& list, const QString& path)
{
    const bool python = QFileInfo(path).suffix().compare(QLatin1String("py"), Qt::CaseInsensitive) == 0;
    const std::string literal = writeConfigList(list, python ? ConfigSyntax::Python : ConfigSyntax::Json);
    // A bare list would be a Python file that does nothing.
    const std::string text = python ? "config_list = " + literal : literal;
    QSaveFile file(path);
    const bool written =
        file.open(QIODevice::WriteOnly)
        && file.write(text.data(), static_cast<qint64>(text.size())) == static_cast<qint64>(text.size())
        && file.commit();
    if (written)
        return {};
    return QCoreApplication::translate("ConfigListFile", "The config list cannot be written to %1: %2.")
        .arg(path, file.errorString());
}

} // namespace espalier::ui

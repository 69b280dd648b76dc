// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/translation/runtime_files.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace espalier::ui {

QString runtimeFile(const QString& relativePath)
{
    const QDir program(QCoreApplication::applicationDirPath());
    const QStringList folders{qEnvironmentVariable("ESPALIER_SHARE_DIR"),
                              program.absoluteFilePath(QStringLiteral("../share/espalier"))};
    for (const QString& folder : folders) {
        if (folder.isEmpty())
            continue;
        const QString path = QDir::cleanPath(QDir(folder).absoluteFilePath(relativePath));
        if (QFileInfo::exists(path))
            return path;
    }
    return {};
}

} // namespace espalier::ui

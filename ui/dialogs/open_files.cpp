// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/open_files.h"

#include <QFileInfo>
#include <QString>

#include "ui/document/session_document.h"

namespace espalier::ui {

bool isOpenFile(const SessionDocument& document, const QString& file)
{
    const QString path = QFileInfo(file).canonicalFilePath();
    if (path.isEmpty()) // nothing is there yet
        return false;
    const auto is = [&](const std::filesystem::path& other) {
        return path == QFileInfo(QString::fromStdString(other.string())).canonicalFilePath();
    };
    return is(document.session().modelPath) || is(document.session().weightsPath);
}

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

class QWidget;

namespace espalier::ui {

/// Every file dialog of the program. Starts in the folder last used; tests answer with setNextFileName().
class FileDialog
{
public:
    /// Absolute path of an existing file; empty when cancelled. @p filter as QFileDialog: "Models (*.pt);;All files (*)".
    static QString openFile(QWidget* parent, const QString& title, const QString& filter);
    /// Path to write, with a suffix that @p filter names; asks before replacing. @p proposal is a file name or a full path. The
    /// filter that is chosen gives the suffix of a name that has none of them; "(*)" takes names as they are.
    static QString saveFile(QWidget* parent, const QString& title, const QString& proposal, const QString& filter);
    static QString folder(QWidget* parent, const QString& title);

    /// The next call returns @p fileName without a dialog; empty acts as Cancel. Calls queue up.
    static void setNextFileName(const QString& fileName);

    FileDialog() = delete;
};

} // namespace espalier::ui

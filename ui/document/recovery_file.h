// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QObject>
#include <QString>

#include <memory>

class QLockFile;
class QTimer;

namespace espalier::ui {

class SessionDocument;

/// Writes the session a moment after each edit, so that a crash loses nothing. The file goes when the document is saved or closed.
/// A lock tells a living program's file from one that a crash left.
class RecoveryFile : public QObject
{
    Q_OBJECT

public:
    struct Left
    {
        QString file;         ///< the recovery file
        QString originalFile; ///< the session it was opened from; empty: never saved
        QDateTime written;
    };

    /// @param folder where recovery files lie; made when needed.
    RecoveryFile(SessionDocument& document, const QString& folder, QObject* parent = nullptr);
    ~RecoveryFile() override; ///< an orderly end: removes the file

    /// Files that a crash left, newest first.
    static QList<Left> leftBehind(const QString& folder);
    static void discard(const Left& left);

    QString fileName() const { return m_file; }
    /// Writes at once when there is something to lose.
    void writeNow();

private:
    void update();
    void removeFile();

    SessionDocument& m_document;
    QString m_folder;
    QString m_file;
    std::unique_ptr<QLockFile> m_lock;
    QTimer* m_timer;
};

} // namespace espalier::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/recovery_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QTimer>
#include <QUndoStack>
#include <QUuid>

#include "core/base/error.h"
#include "core/session/session.h"
#include "ui/document/session_document.h"

namespace espalier::ui {

namespace {

constexpr int kWriteAfter = 1000; // ms after the last edit

QString lockName(const QString& file)
{
    return file + QStringLiteral(".lock");
}

/// Holds the path of the session that the recovered one came from.
QString originName(const QString& file)
{
    return file + QStringLiteral(".origin");
}

QString readText(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

RecoveryFile::RecoveryFile(SessionDocument& document, const QString& folder, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_folder(folder)
    , m_file(QDir(folder).filePath(
          QStringLiteral("recovered-%1.espalier").arg(QUuid::createUuid().toString(QUuid::Id128))))
    , m_timer(new QTimer(this))
{
    m_timer->setSingleShot(true);
    m_timer->setInterval(kWriteAfter);
    connect(m_timer, &QTimer::timeout, this, &RecoveryFile::writeNow);
    connect(document.undoStack(), &QUndoStack::indexChanged, this, &RecoveryFile::update);
    connect(&document, &SessionDocument::modifiedChanged, this, &RecoveryFile::update);
    connect(&document, &SessionDocument::modelChanged, this, &RecoveryFile::update);
}

RecoveryFile::~RecoveryFile()
{
    removeFile();
}

QList<RecoveryFile::Left> RecoveryFile::leftBehind(const QString& folder)
{
    QList<Left> left;
    const QDir directory(folder);
    for (const QFileInfo& info :
         directory.entryInfoList({QStringLiteral("recovered-*.espalier")}, QDir::Files, QDir::Time)) {
        // The lock of a living program cannot be had.
        QLockFile lock(lockName(info.absoluteFilePath()));
        lock.setStaleLockTime(0);
        if (lock.tryLock(0))
            left.append({info.absoluteFilePath(), readText(originName(info.absoluteFilePath())), info.lastModified()});
    }
    return left;
}

void RecoveryFile::discard(const Left& left)
{
    QFile::remove(left.file);
    QFile::remove(originName(left.file));
    QFile::remove(lockName(left.file));
}

void RecoveryFile::writeNow()
{
    m_timer->stop();
    if (!m_document.isModified())
        return;
    QDir().mkpath(m_folder);
    if (m_lock == nullptr) {
        m_lock = std::make_unique<QLockFile>(lockName(m_file));
        m_lock->setStaleLockTime(0);
        m_lock->tryLock(0);
    }
    try {
        writeSession(m_file.toStdString(), m_document.sessionToSave());
    } catch (const Error& error) {
        // The user's own file is not concerned: a full disk shows when it is saved.
        qWarning("The recovery file was not written: %s", error.what());
        return;
    }
    QFile origin(originName(m_file));
    if (origin.open(QIODevice::WriteOnly | QIODevice::Truncate))
        origin.write(m_document.sessionFile().toUtf8());
}

void RecoveryFile::update()
{
    if (m_document.isModified())
        m_timer->start();
    else
        removeFile();
}

void RecoveryFile::removeFile()
{
    m_timer->stop();
    QFile::remove(m_file);
    QFile::remove(originName(m_file));
    m_lock.reset();
}

} // namespace espalier::ui

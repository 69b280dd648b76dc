// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

class QTimer;

namespace espalier::ui {

class JobRunner;
class SessionDocument;

/// Prunes, and keeps the preview masks up to date after every edit. The newest state wins.
class BackgroundWork : public QObject
{
    Q_OBJECT

public:
    BackgroundWork(SessionDocument& document, JobRunner& jobs, QObject* parent = nullptr);

    /// Computes masks for every selected layer and adopts them as one undo step.
    void prune();
    /// Computes the preview again, whatever is known.
    void startPreview();

Q_SIGNALS:
    /// Pruning went wrong; the sentence says why.
    void failed(const QString& sentence);
    void pruned();

private:
    SessionDocument& m_document;
    JobRunner& m_jobs;
    QTimer* m_previewTimer;
};

} // namespace espalier::ui
